// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::foia {

// Stable words, used in JSON, SQL and on screen. Add at the end of its group; never rename.
enum class FindingCode {
  // the input could not become a record: each is also the reason of an exception
  encrypted,
  damaged,
  unsupported,
  limit,
  crashed,
  empty_file,
  unreadable,  // the file system would not give it
  not_a_file,  // link, socket, device
  // the record exists but a person must know
  no_text,
  partly_no_text,  // some pages have no text layer
  read_by_ocr,     // the text of pages was read from their pictures
  poorly_read,     // OCR is unsure of the text of a page
  repaired,
  truncated,  // text or members beyond a limit were cut; the count is kept
  bad_charset,
  bad_date,
  hidden_content,  // hidden rows, sheets, text, layers
  tracked_changes,
  macros,
  comments,
  external_links,
  active_content,  // JavaScript, launch actions
  attachments_missing,
  bad_redaction,  // text readable under a box as it arrived
  not_rendered,   // no page image could be made: needs a person
};
std::string_view to_string(FindingCode code);
base::Result<FindingCode> parse_finding_code(std::string_view word);
// True for the codes of the first group.
bool is_exception(FindingCode code);
// What a person can do about it: "ask the custodian for the password, then ...".
std::string_view remedy(FindingCode code);

// Something about an input that a person must know. `message` names no content of the record.
struct Finding {
  FindingCode code{};
  int page = 0;  // from 1; 0 is the whole record
  std::string message{};
  bool operator==(const Finding&) const = default;
};

}  // namespace vaughn::foia
