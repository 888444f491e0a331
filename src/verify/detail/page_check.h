// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"
#include "verify/detail/poppler.h"

namespace vaughn::verify {

// What poppler sees of one page.
struct SeenPage {
  const PageFrame& frame;
  const PageWords& words;
  const GrayPage& picture;
  // The same in color, made when it is first asked for; null if it cannot be.
  std::function<const ColorPage*()> in_color{};
};

// What a page shows against what the manifest claims for it: number, boxes, labels, words under
// boxes, slip sheet.
void check_page(const SeenPage& seen,
                const ClaimedPage& claimed,
                const Place& place,
                Findings& findings);

// Whether a page of which one layer alone is shown has its boxes, too, black all over.
void check_layer(const SeenPage& seen,
                 const ClaimedPage& claimed,
                 const Place& place,
                 Findings& findings);

// Words that can be extracted but not seen, on any page: under dark areas, off the page, white on
// white. `labels` are allowed words on dark ground that the render may show too small to tell.
void check_words_are_seen(const SeenPage& seen, const Place& place, Findings& findings);

}  // namespace vaughn::verify
