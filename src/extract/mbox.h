// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace vaughn::extract {

// One message within a mailbox file: from its first header to its end, without the "From " line
// before it and without the empty line that separates it from the next.
struct MailSlice {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  bool operator==(const MailSlice&) const = default;
};

// True if the bytes begin with a message's "From " line and hold at least two messages. A single
// message behind such a line is just a mail.
bool is_mbox(base::BytesView bytes);

// Length of the mailbox line before a single mail ("From ana Tue Jan  1 10:00:00 2002"), its line
// end included; 0 if the bytes do not begin with one.
std::size_t from_line_size(base::BytesView bytes);

// Walks a mailbox file, which may be a view of a mapped file of any size. A message begins after a
// line that starts with "From ", holds a time (hh:mm), ends with a four-digit year (a zone may
// follow), and is followed by a header line. The empty line before it is not required: real
// mailboxes lack it.
class MboxReader {
 public:
  explicit MboxReader(base::BytesView bytes);
  std::optional<MailSlice> next();

 private:
  base::BytesView bytes_;
  std::size_t message_start_ = 0;
  bool is_done_ = false;
};

}  // namespace vaughn::extract
