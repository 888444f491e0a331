// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "paper/document.h"

namespace vaughn::paper::detail {

// A paragraph style as it is written and as it is measured, in points.
struct DocxStyle {
  std::string_view id{};
  std::string_view name{};
  bool is_double_spaced = false;
  double left = 0;
  double right = 0;
  double first_line = 0;  // from `left`; negative: hanging
  double before = 0;
  double after = 0;
  std::string_view alignment{};  // "left", "center", "both"
  bool is_bold = false;
  bool keeps_with_next = false;
  int outline_level = -1;
};

const DocxStyle& style_for(ParagraphStyle style, PaperKind kind);

// The whole of word/styles.xml.
std::string styles_xml(std::string_view language);

}  // namespace vaughn::paper::detail
