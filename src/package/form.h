// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "package/package.h"

// The spreadsheet of a package: one row for each page, to fill in, and more rows where a page has
// more than one place.
namespace vaughn::package {

inline constexpr std::array<std::string_view, 10> kFormColumns{"package",
                                                               "page",
                                                               "record",
                                                               "record page",
                                                               "what it is",
                                                               "words",
                                                               "box",
                                                               "ground",
                                                               "reason",
                                                               "not ours"};

// With the header row.
std::vector<std::vector<std::string>> form_rows(const Manifest& manifest);

struct FormRow {
  int number = 0;                    // as the sheet counts
  std::vector<std::string> cells{};  // by column from 0
};

struct FormAnswer {
  Answer answer{};
  std::vector<int> rows{};              // by mark: its row
  std::vector<int> missing_pages{};     // whose row is gone
  std::vector<std::string> problems{};  // rows that cannot be understood
};
// The first row holds the names of the columns, in any order. Without "package" and "page", or with
// the code of another package: invalid_argument.
base::Result<FormAnswer> read_form(const std::vector<FormRow>& rows, const Manifest& manifest);

// "72 500 210.5 512", also with commas. Nothing if it is no box.
std::optional<base::Rect> parse_box(std::string_view text);

// Instructions that can be read without vaughn.
std::string instructions_text(const Manifest& manifest, std::string_view key_fingerprint);
std::string instructions_html(const Manifest& manifest, std::string_view key_fingerprint);
// The last page of pages.pdf, as XHTML; the fields stand after these words.
inline constexpr std::string_view kNameLabel = "Your name:";
inline constexpr std::string_view kTitleLabel = "Your title:";
inline constexpr std::string_view kStatementLabel = "Reasons for all marks without a comment:";
inline constexpr std::string_view kNoObjectionLabel = "Nothing is marked on purpose:";
inline constexpr std::string_view kPackageLabel = "Answers package:";
std::string answer_page_html(const Manifest& manifest);

}  // namespace vaughn::package
