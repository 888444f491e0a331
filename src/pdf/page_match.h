// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

// How a page of a document that was given away is found in what came back.
enum class MatchKind {
  same,     // looks the same to the pixel, whatever was written over it as annotations
  redrawn,  // has the same words and size, but not the same pixels: another program wrote it anew
  altered,  // most of its words are there, not all, or more
  missing,
  added,  // in no page of the original
};

struct PageMatch {
  MatchKind kind{};
  int original = 0;  // from 1; 0 if added
  int returned = 0;  // from 1; 0 if missing
  bool operator==(const PageMatch&) const = default;
};

// One row for each page of the original, in order, then the added ones. Annotations and forms of
// both are left out. Pages may have changed places.
base::Result<std::vector<PageMatch>> match_pages(base::BytesView original,
                                                 base::BytesView returned);

}  // namespace vaughn::pdf
