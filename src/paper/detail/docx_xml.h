// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "paper/document.h"
#include "paper/docx.h"

namespace vaughn::paper::detail {

// What differs from a paragraph's style. Written in the order that the schema asks for.
struct ParagraphFormat {
  std::string style{};
  bool keeps_with_next = false;
  bool keeps_lines = false;
  bool breaks_page = false;
  double before = 0;             // in points, more than the style has
  std::optional<double> left{};  // with first_line, in points
  double right = 0;
  double first_line = 0;
  std::vector<double> tabs{};  // left tabs, in points
  std::optional<double> right_tab{};
  std::string alignment{};  // "center"; empty: as the style
  bool has_rule_above = false;
};

// The inside of w:pPr.
std::string to_xml(const ParagraphFormat& format);
std::string alignment_xml(Alignment alignment);

struct RunFormat {
  double size = 0;  // 0: as the style
  bool is_bold = false;
};

// Collects footnotes while runs are written.
class Footnotes {
 public:
  explicit Footnotes(FigureControls controls = FigureControls::no) : controls_(controls) {}

  // One w:r, or several: line breaks, tabs, the mark of a footnote.
  std::string run(const Run& run, const RunFormat& format = {});
  std::string runs(const Runs& runs, const RunFormat& format = {});
  std::string part() const;  // word/footnotes.xml

 private:
  FigureControls controls_;
  int control_count_ = 0;
  std::vector<std::string> notes_{};
};

std::string paragraph_xml(std::string_view properties, std::string_view content);

// Header and footer parts of a section.
// `number` of the section, from 1: what is drawn has ids of its own in each.
std::string header_part(const PageStyle& page, const Header& header, std::size_t number);
std::string footer_part(const Footer& footer, int title_lines);

}  // namespace vaughn::paper::detail
