// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "pdf/document.h"
#include "redact/burn.h"

namespace vaughn::redact {

// Marks every place where the phrase stands on the page; there is one at least.
inline std::vector<BurnBox> boxes_on(const base::Bytes& pdf,
                                     std::string_view phrase,
                                     int page = 1) {
  auto document = pdf::Document::open(pdf);
  EXPECT_TRUE(document);
  std::vector<BurnBox> boxes;
  const auto text = document->page_text(page);
  for (const pdf::Match& match : pdf::find_phrase(*text, phrase)) {
    for (const base::Rect& box : match.boxes) {
      boxes.push_back({page, box, "(b)(6)"});
    }
  }
  EXPECT_FALSE(boxes.empty());
  return boxes;
}

}  // namespace vaughn::redact
