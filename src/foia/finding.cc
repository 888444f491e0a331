// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/finding.h"

#include <fmt/format.h>

#include <array>

namespace vaughn::foia {
namespace {

struct Row {
  FindingCode code;
  std::string_view word;
  bool is_exception;
  std::string_view remedy;
};

constexpr std::array<Row, 25> kRows{{
    {FindingCode::encrypted,
     "encrypted",
     true,
     "ask the custodian for the password or an open copy, then add that copy"},
    {FindingCode::damaged,
     "damaged",
     true,
     "ask the custodian for another copy, then add that copy"},
    {FindingCode::unsupported,
     "unsupported",
     true,
     "open the file in its own program, save it as PDF, then add the PDF"},
    {FindingCode::limit,
     "limit",
     true,
     "raise the limit for this file and add it again, or split it and add the parts"},
    {FindingCode::crashed,
     "crashed",
     true,
     "open the file in its own program, save it as PDF, then add the PDF"},
    {FindingCode::empty_file,
     "empty_file",
     true,
     "ask the custodian whether the file should hold anything"},
    {FindingCode::unreadable,
     "unreadable",
     true,
     "copy the file to a readable place or change its permissions, then add it again"},
    {FindingCode::not_a_file,
     "not_a_file",
     true,
     "add the file that the link or device stands for"},
    {FindingCode::no_text,
     "no_text",
     false,
     "run `vaughn ocr`, or read the pages by eye: searches do not see them"},
    {FindingCode::partly_no_text,
     "partly_no_text",
     false,
     "run `vaughn ocr`, or read the pages named by eye: searches do not see them"},
    {FindingCode::read_by_ocr,
     "read_by_ocr",
     false,
     "know that OCR may have misread words before relying on a search that found nothing"},
    {FindingCode::poorly_read,
     "poorly_read",
     false,
     "read the page named by eye: OCR is unsure of it"},
    {FindingCode::repaired, "repaired", false, "compare the record with what the custodian sees"},
    {FindingCode::truncated,
     "truncated",
     false,
     "read the whole record in its own program before deciding on it"},
    {FindingCode::bad_charset,
     "bad_charset",
     false,
     "compare the text with what the custodian sees"},
    {FindingCode::bad_date, "bad_date", false, "take the date from the record itself"},
    {FindingCode::hidden_content,
     "hidden_content",
     false,
     "look at the hidden parts before deciding on the record"},
    {FindingCode::tracked_changes,
     "tracked_changes",
     false,
     "look at the tracked changes before deciding on the record"},
    {FindingCode::macros, "macros", false, "nothing: macros are never run"},
    {FindingCode::comments,
     "comments",
     false,
     "look at the comments before deciding on the record"},
    {FindingCode::external_links,
     "external_links",
     false,
     "ask the custodian for what the links stand for, if it is responsive"},
    {FindingCode::active_content, "active_content", false, "nothing: scripts are never run"},
    {FindingCode::attachments_missing,
     "attachments_missing",
     false,
     "ask the custodian for the attachments"},
    {FindingCode::bad_redaction,
     "bad_redaction",
     false,
     "mark the text under the box again: it can be read"},
    {FindingCode::not_rendered,
     "not_rendered",
     false,
     "open the file in its own program, save it as PDF, then add the PDF"},
}};

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].code != static_cast<FindingCode>(i)) {
      return false;
    }
  }
  return true;
}
static_assert(is_in_order());
static_assert(kRows.back().code == FindingCode::not_rendered);

const Row& row_of(FindingCode code) {
  const auto index = static_cast<std::size_t>(code);
  base::check(index < kRows.size(), "every finding code has a row");
  return kRows[index];
}

}  // namespace

std::string_view to_string(FindingCode code) {
  return row_of(code).word;
}

base::Result<FindingCode> parse_finding_code(std::string_view word) {
  for (const auto& row : kRows) {
    if (row.word == word) {
      return row.code;
    }
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("'{}' is not a kind of finding", word),
                     "findings are words such as encrypted, damaged, no_text"};
}

bool is_exception(FindingCode code) {
  return row_of(code).is_exception;
}

std::string_view remedy(FindingCode code) {
  return row_of(code).remedy;
}

}  // namespace vaughn::foia
