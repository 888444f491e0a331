// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "received/seen_page.h"

namespace vaughn::received {

enum class PageOutcome { in_full, in_part, withheld, unread };
std::string_view to_string(PageOutcome outcome);

enum class AreaKind {
  dark,    // a black box
  framed,  // a white box with a frame, and an exemption on or beside it
  code,    // only an exemption where words were
};
std::string_view to_string(AreaKind kind);

struct Area {
  base::Rect box{};
  AreaKind kind{};
  std::vector<std::string> codes{};  // in or beside it, sorted
  int hidden_words = 0;              // that can be read under it
  bool operator==(const Area&) const = default;
};

// One line of a sheet that lists deleted pages: "Page 12 ~ b6 - 2; b7C - 2;".
struct ListedPage {
  int page = 0;
  std::vector<std::string> codes{};
  bool is_duplicate = false;
  bool is_referred = false;
  bool operator==(const ListedPage&) const = default;
};

// What a page of a production says about what is not on it.
struct PageReading {
  PageOutcome outcome{};
  std::vector<Area> areas{};         // from the top
  std::vector<std::string> codes{};  // of all of them, or of the sheet; sorted
  bool is_slip_sheet = false;        // stands for pages that were withheld
  int stands_for = 0;                // how many: of a slip sheet at least 1
  std::string range_first{};         // numbers that a slip sheet names, as written
  std::string range_last{};
  std::vector<ListedPage> listed{};  // deleted pages that it lists
  int stated_total = 0;              // "Total Deleted Page(s) = 308"
  bool operator==(const PageReading&) const = default;
};

PageReading read_page(const SeenPage& page);

// Words of the page from top to bottom, with the lines as they are seen, each from left to right,
// whatever order the file has.
struct PageLine {
  std::vector<std::size_t> words{};  // indices into SeenPage::words
  std::string text{};                // joined by one space
  base::Rect box{};
};
std::vector<PageLine> lines_of(const SeenPage& page);

}  // namespace vaughn::received
