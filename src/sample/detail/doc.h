// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/geometry.h"

namespace vaughn::sample {

enum class BlockKind { title, centred, heading, paragraph, bullet, table, page_break };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  std::string text{};
  std::vector<std::vector<std::string>> rows{};  // of a table; the first is the header
  std::vector<double> widths{};                  // of its columns, relative; empty: equal
  // A tracked change in DOCX: deleted text that stood before `text`. Other formats leave it out.
  std::string deleted{};
  std::string comment{};  // a reviewer's note; DOCX only
};

// An office document before it has a format. Text is UTF-8.
struct Doc {
  std::string title{};
  std::string author{};
  base::Instant created{};
  std::string footer{};  // on every page
  std::vector<Block> blocks{};

  void add(BlockKind kind, std::string text) {
    blocks.push_back({.kind = kind, .text = std::move(text)});
  }
};

// A line of text as placed on a page: the baseline begins at (x, y).
struct PlacedLine {
  int page = 0;  // from 1
  double x = 0;
  double y = 0;
  double size = 0;
  bool is_bold = false;
  std::string text{};
};

struct PlacedRule {
  int page = 0;
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
};

struct Layout {
  int page_count = 0;
  std::vector<PlacedLine> lines{};
  std::vector<PlacedRule> rules{};
};

// Letter size, one-inch margins, Helvetica.
Layout lay_out(const Doc& doc);
double text_width(std::string_view utf8, double size, bool is_bold);
// Where the words stand, with a margin: a box for each line they are on.
struct FoundBox {
  int page = 0;
  base::Rect box{};
};
std::vector<FoundBox> boxes_of(const Layout& layout, std::string_view words);

base::Bytes to_html(const Doc& doc);
base::Bytes to_plain_text(const Doc& doc, std::size_t width = 78);
base::Bytes to_docx(const Doc& doc);

}  // namespace vaughn::sample
