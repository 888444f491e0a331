// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/mbox.h"

#include <algorithm>

#include "base/text.h"

namespace vaughn::extract {
namespace {

constexpr auto kNone = std::string_view::npos;
constexpr std::string_view kFrom = "From ";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view line_at(base::BytesView bytes, std::size_t start) {
  const auto end = bytes.find('\n', start);
  auto line = bytes.substr(start, end == kNone ? kNone : end - start);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

bool has_time(std::string_view line) {
  for (auto colon = line.find(':'); colon != kNone; colon = line.find(':', colon + 1)) {
    if (colon >= 1 && colon + 2 < line.size() && is_digit(line[colon - 1]) &&
        is_digit(line[colon + 1]) && is_digit(line[colon + 2])) {
      return true;
    }
  }
  return false;
}

// Four digits that begin with 19 or 20 as a word of their own, last or before a zone.
bool ends_with_year(std::string_view line) {
  for (int words = 0; words < 2; ++words) {
    line = base::trim(line);
    const auto space = line.rfind(' ');
    const auto word = line.substr(space == kNone ? 0 : space + 1);
    if (word.size() == 4 && std::ranges::all_of(word, is_digit) &&
        (word.starts_with("19") || word.starts_with("20"))) {
      return true;
    }
    line = line.substr(0, space == kNone ? 0 : space);
  }
  return false;
}

bool is_header_line(std::string_view line) {
  const auto colon = line.find(':');
  return colon != kNone && colon > 0 &&
         std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < 0x7F; });
}

// A line that begins a message: its own length, line end included, or 0.
std::size_t from_line_size(base::BytesView bytes, std::size_t start) {
  if (!bytes.substr(start).starts_with(kFrom)) {
    return 0;
  }
  const auto line = line_at(bytes, start);
  if (line.size() > 998 || !has_time(line) || !ends_with_year(line)) {
    return 0;
  }
  const auto end = bytes.find('\n', start);
  if (end == kNone || !is_header_line(line_at(bytes, end + 1))) {
    return 0;
  }
  return end + 1 - start;
}

// Start of the next "From " line at or after a line start, or npos.
std::size_t next_from_line(base::BytesView bytes, std::size_t from) {
  for (auto i = bytes.find("\nFrom ", from); i != kNone; i = bytes.find("\nFrom ", i + 1)) {
    if (from_line_size(bytes, i + 1) != 0) {
      return i + 1;
    }
  }
  return kNone;
}

}  // namespace

bool is_mbox(base::BytesView bytes) {
  const auto first = from_line_size(bytes, 0);
  return first != 0 && next_from_line(bytes, first) != kNone;
}

std::size_t from_line_size(base::BytesView bytes) {
  return from_line_size(bytes, 0);
}

MboxReader::MboxReader(base::BytesView bytes) : bytes_(bytes) {
  message_start_ = from_line_size(bytes, 0);
  is_done_ = message_start_ == 0;
}

std::optional<MailSlice> MboxReader::next() {
  if (is_done_) {
    return {};
  }
  const auto following = next_from_line(bytes_, message_start_);
  auto end = following == kNone ? bytes_.size() : following;
  // The empty line before the next message belongs to the mailbox, not to the mail.
  const auto body = bytes_.substr(message_start_, end - message_start_);
  if (following != kNone) {
    if (body.ends_with("\r\n\r\n")) {
      end -= 2;
    } else if (body.ends_with("\n\n")) {
      end -= 1;
    }
  }
  const MailSlice slice{message_start_, end - message_start_};
  if (following == kNone) {
    is_done_ = true;
  } else {
    message_start_ = following + from_line_size(bytes_, following);
  }
  return slice;
}

}  // namespace vaughn::extract
