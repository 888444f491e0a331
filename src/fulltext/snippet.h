// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {

// Bytes [begin, end) of a text.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextSpan&) const = default;
};

// Where the words of a query stand in a text, in order, without overlap: for highlights and as
// candidates for marks. The text is taken as the body; phrases and w/n must hold for their words to
// count; negated parts and filters on facts are left out.
std::vector<TextSpan> hit_spans(const Query& query, std::string_view text);

struct Snippet {
  std::string text{};              // one line, white space collapsed, "…" where it was cut
  std::vector<TextSpan> marked{};  // in `text`
};
// About `width` characters around the first hit; the beginning of the text if there is none.
Snippet make_snippet(const Query& query, std::string_view text, std::size_t width = 160);

}  // namespace vaughn::fulltext
