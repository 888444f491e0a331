// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "pdf/page_builder.h"

namespace vaughn::pdf {

// What was read on the picture of one page. Boxes are in displayed coordinates of the page
// (PageInfo::to_display).
struct TextLayer {
  int page = 0;  // from 1
  std::vector<PlacedText> words{};
};

// The same document with the words over the pictures, searched and selected but not seen. Pages
// look as before. A page that is not there: not_found.
base::Result<base::Bytes> add_text_layers(base::BytesView pdf, std::span<const TextLayer> layers);

}  // namespace vaughn::pdf
