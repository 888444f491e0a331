// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "pdf/page_view.h"
#include "pdf/pixmap.h"

namespace vaughn::pdf {

// Dark areas of a scan in which writing can be told from the marker that covers it: two shades, the
// darker one in strokes. To the eye such an area is black.
//
// A page with more than a few visible words is no scan and is not looked at. User space.
base::Result<std::vector<base::Rect>> see_through_areas(PageView& view, const PageText& text);

// The same of a gray picture, in its pixels.
std::vector<base::Rect> see_through_areas(const Pixmap& picture);

}  // namespace vaughn::pdf
