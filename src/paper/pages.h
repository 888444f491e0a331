// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper {

// Pages drawn directly, for records that have none of their own and for sheets put between records.
// Letter size; text is real, embedded and extractable, in reading order; equal input gives equal
// bytes. The last inch of a page is left free for stamps. A character for which no installed font
// has a glyph is printed as [U+4E2D], so that what is seen, found and redacted is the same.

enum class Face { proportional, monospace };

struct LabelledValue {
  std::string label{};
  std::string value{};

  bool operator==(const LabelledValue&) const = default;
};

// An e-mail or a text file. The header is printed as a block of labels and values with a line under
// it. The body keeps its spaces; lines that are too long are wrapped, words that are too long are
// broken, a form feed starts a new page.
struct TextPages {
  std::string title{};  // empty: no title line
  std::vector<LabelledValue> header{};
  std::string body{};
  Face face = Face::proportional;
  double font_size = 11;

  bool operator==(const TextPages&) const = default;
};

base::Result<base::Bytes> text_pages(const TextPages& pages);

// A spreadsheet's sheet as printed: values as shown to the user.
struct SheetCell {
  std::string text{};
  bool is_number = false;  // set at the right
  bool is_bold = false;

  bool operator==(const SheetCell&) const = default;
};

struct SheetRow {
  std::string label{};  // "17"; empty: counted from 1
  bool is_hidden = false;
  std::vector<SheetCell> cells{};

  bool operator==(const SheetRow&) const = default;
};

struct SheetColumn {
  std::string label{};  // "AB"; empty: counted from A
  bool is_hidden = false;

  bool operator==(const SheetColumn&) const = default;
};

struct SheetNote {
  std::string cell{};  // "B7"
  std::string text{};

  bool operator==(const SheetNote&) const = default;
};

struct Sheet {
  std::string name{};
  bool is_hidden = false;
  std::vector<SheetColumn> columns{};  // may be shorter than the widest row
  std::vector<SheetRow> rows{};
  std::vector<SheetNote> notes{};  // cell comments, listed after the grid

  bool operator==(const Sheet&) const = default;
};

// Sheets in the order given, each from a new page, in landscape. A sheet too wide for a page is cut
// between columns: first all rows of the first columns, then all rows of the next ("down, then
// over"). Each page names the sheet, its part and its rows and columns; row numbers and column
// letters are printed, and hidden rows, columns and sheets are printed too and marked as hidden.
base::Result<base::Bytes> grid_pages(const std::vector<Sheet>& sheets);

// One page that stands for pages not produced: the title large, then the lines.
struct SlipSheet {
  std::string title{};  // "PAGE WITHHELD IN FULL"
  std::vector<std::string> lines{};
  std::vector<LabelledValue> facts{};  // exemptions, source, number of pages
  bool is_landscape = false;

  bool operator==(const SlipSheet&) const = default;
};

base::Result<base::Bytes> slip_sheet(const SlipSheet& sheet);

// One page that stands for a record produced as a file.
struct NativePlaceholder {
  std::string title = "PRODUCED IN NATIVE FORMAT";
  std::string file_name{};
  std::vector<LabelledValue> facts{};  // type, size, SHA-256

  bool operator==(const NativePlaceholder&) const = default;
};

base::Result<base::Bytes> native_placeholder(const NativePlaceholder& placeholder);

}  // namespace vaughn::paper
