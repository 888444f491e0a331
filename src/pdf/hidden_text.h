// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/page_view.h"

namespace vaughn::pdf {

// Why a word that can be extracted cannot be seen.
enum class HiddenBy {
  box,        // a dark area of one color
  page,       // the color of the paper around it
  paint,      // an image, a pattern, hatching
  ocr_layer,  // a scan's text layer where the scan is black: redacted in the picture only
  text,       // other text was written over it
};

struct HiddenWord {
  std::string text{};
  base::Rect box{};  // user space
  HiddenBy by{};
  bool operator==(const HiddenWord&) const = default;
};

// The words of a page without which the page would look the same. `text` is what
// Document::page_text() gives of it. Only the words of which it says that they may be hidden are
// looked at in pictures, and the layers of scans where the scan is dark.
base::Result<std::vector<HiddenWord>> hidden_words(PageView& view, const PageText& text);

}  // namespace vaughn::pdf
