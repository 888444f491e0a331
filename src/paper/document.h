// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vaughn::paper {

// A typeset document as a plain value: what to_docx() writes and Office turns into PDF. Court
// papers, letters and indexes are all made of it. All text is UTF-8; lengths are in points.

// Text in one face. A footnote's mark stands after the text; footnotes are numbered in the order in
// which they appear. "\n" is a line break and "\t" a tab.
struct Run {
  std::string text{};
  bool is_bold = false;
  bool is_italic = false;
  bool is_underlined = false;
  bool is_small_caps = false;
  bool is_superscript = false;
  std::vector<Run> footnote{};  // empty: no footnote here
  // The id of the figure that the text states. In DOCX it is the tag of a content control, so that
  // the number can be traced when the file comes back.
  std::string figure{};

  bool operator==(const Run&) const = default;
};
using Runs = std::vector<Run>;

Run text(std::string_view utf8);
Run bold(std::string_view utf8);
Run italic(std::string_view utf8);
Run underlined(std::string_view utf8);
Run footnote(Runs note);  // only the mark
std::string plain_text(const Runs& runs);

enum class Alignment { left, centred, right, justified };

// body      double spaced, first line indented half an inch
// flush     double spaced, not indented
// single    single spaced; on plain paper followed by a blank line
// heading   centred, bold
// subheading  at the left, bold
// centred   single spaced, centred
// quote     single spaced, indented on both sides
// item      double spaced, with `label` hanging at the left
// compact   single spaced, nothing before or after: address lines, table cells
enum class ParagraphStyle {
  body,
  flush,
  single,
  heading,
  subheading,
  centred,
  quote,
  item,
  compact,
};

struct Paragraph {
  Runs runs{};
  ParagraphStyle style = ParagraphStyle::body;
  std::optional<Alignment> alignment{};  // none: as the style has it
  // "1." or "(a)", set before the text: numbered paragraphs of a declaration (style body), list
  // items (style item). It is text: the caller counts.
  std::string label{};
  bool keeps_with_next = false;
  bool starts_page = false;

  bool operator==(const Paragraph&) const = default;
};

Paragraph paragraph(Runs runs, ParagraphStyle style = ParagraphStyle::body);
Paragraph paragraph(std::string_view utf8, ParagraphStyle style = ParagraphStyle::body);

struct TableCell {
  std::vector<Paragraph> paragraphs{};  // their style is taken as compact
  int columns = 1;                      // how many columns it spans
  std::string shading{};                // "D9E2F3", or empty
  bool is_header = false;               // bold, and a header cell to a screen reader

  bool operator==(const TableCell&) const = default;
};

TableCell cell(std::string_view utf8);
TableCell cell(Runs runs);

struct TableRow {
  std::vector<TableCell> cells{};
  bool may_split = false;  // over a page break; on pleading paper rows never split

  bool operator==(const TableRow&) const = default;
};

enum class TableBorders { none, all, rows };  // rows: lines between rows only

struct Table {
  std::vector<double> column_widths{};  // relative: they are scaled to the width of the text
  int header_rows = 0;                  // the first so many rows stand on every page of the table
  std::vector<TableRow> rows{};
  TableBorders borders = TableBorders::all;
  double font_size = 12;      // smaller for indexes on plain paper; pleading paper takes 12
  std::string description{};  // for screen readers

  bool operator==(const Table&) const = default;
};

// Kept on one page, in the right half; `dated` stands at the left of its first line:
//
//   Dated: November 18, 2022        Respectfully submitted,     above
//
//                                   /s/ Jane Roe                signature, on a rule
//                                   ---------------------
//                                   JANE ROE                    below
//                                   Attorney for Plaintiff
struct SignatureBlock {
  std::string dated{};
  std::vector<Runs> above{};
  std::string signature{};  // empty: an empty rule, to be signed by hand
  std::vector<Runs> below{};

  bool operator==(const SignatureBlock&) const = default;
};

struct CaptionSide {
  std::vector<std::string> names{};  // one line each, with their commas
  std::string role{};                // "Plaintiffs"

  bool operator==(const CaptionSide&) const = default;
};

enum class CaptionRule { line, parentheses };

// The first page of a pleading: counsel from line 1, court from line 8 (later if counsel needs
// more), parties at the left, number and title of the paper at the right.
struct Caption {
  std::vector<std::string> counsel{};  // one line each; empty on an order of the court
  std::vector<std::string> court{};
  std::vector<CaptionSide> sides{};  // "v." is set between two
  std::string case_number{};         // "Case No. 3:22-cv-02328-LB"
  std::string title{};
  std::vector<std::string> details{};  // under the title: hearing date, courtroom, judge
  CaptionRule rule = CaptionRule::line;

  bool operator==(const Caption&) const = default;
};

struct PageBreak {
  bool operator==(const PageBreak&) const = default;
};

enum class PaperKind {
  plain,
  pleading,  // 28 numbered lines, double rule at the left, single rule at the right
};

// Letter size. The margins are those of plain paper; pleading paper has its own.
struct PageStyle {
  PaperKind kind = PaperKind::plain;
  bool is_landscape = false;  // plain paper only
  double left = 72;
  double right = 72;
  double top = 72;
  double bottom = 72;

  bool operator==(const PageStyle&) const = default;
};

enum class PageNumbers { none, page, page_of_pages };

// Three centred lines under a rule: title, case number, page number. Empty ones take no room.
struct Footer {
  std::string title{};
  std::string case_number{};
  PageNumbers page_numbers = PageNumbers::page;
  bool has_rule = true;

  bool operator==(const Footer&) const = default;
};

struct Header {
  std::string left{};
  std::string right{};

  bool operator==(const Header&) const = default;
};

// A new page, from which on other paper is used: a landscape index after a declaration, exhibits
// without a footer.
struct NewSection {
  PageStyle page{};
  Header header{};
  Footer footer{};
  bool restarts_page_numbers = false;

  bool operator==(const NewSection&) const = default;
};

using Block = std::variant<Paragraph, Table, SignatureBlock, Caption, PageBreak, NewSection>;

struct Document {
  std::string title{};  // of the file, as viewers show it
  std::string author{};
  std::string language = "en-US";  // BCP 47
  PageStyle page{};
  Header header{};
  Footer footer{};
  std::vector<Block> blocks{};

  bool operator==(const Document&) const = default;
};

}  // namespace vaughn::paper
