// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "pdf/page_builder.h"
#include "pdf/pixmap.h"

namespace vaughn::redact {

// A box to label, in displayed coordinates.
struct LabelWish {
  base::Rect box{};
  std::string label{};
  std::string alt{};
};

struct LabelPlace {
  base::Rect box{};
  bool is_inside = true;
  // One per line of the label. Two wishes share one place if they say the same, in the margin on
  // the same line or in boxes that overlap; then only the first has parts.
  std::vector<pdf::PlacedLabel> parts{};
  // From the wished box to a place that does not lie beside it, through blank paper only; empty if
  // there is none.
  std::vector<pdf::Point> leader{};
};

struct LabelLayout {
  std::vector<LabelPlace> places{};  // one for each wish
  // Paper to be added at the right of the page, since the page itself has no blank place left.
  double right_margin = 0;
};

// No label is printed smaller, in points.
inline constexpr double kSmallestLabel = 8;

// 5 U.S.C. 552(b) wants the exemption at the place of the deletion: inside the box in white if it
// fits in a readable size, otherwise in a frame on blank paper as near as possible, tied to its box
// by a line. Nothing is ever put over ink or over `words`. `page` is the page as it will be seen,
// of any resolution.
LabelLayout place_labels(const pdf::TextRuler& ruler,
                         std::span<const LabelWish> wishes,
                         std::span<const base::Rect> words,
                         const pdf::Pixmap& page,
                         double page_width,
                         double page_height);

// The boxes of the wishes, in their order. One that is line-high and only a little too narrow for
// its label is as wide as the label wants it, if the paper beside it is blank but for thin rules.
std::vector<base::Rect> boxes_wide_enough(const pdf::TextRuler& ruler,
                                          std::span<const LabelWish> wishes,
                                          std::span<const base::Rect> words,
                                          const pdf::Pixmap& page,
                                          double page_width,
                                          double page_height);

}  // namespace vaughn::redact
