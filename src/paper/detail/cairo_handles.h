// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>

#include "base/bytes.h"
#include "base/freed_by.h"

// What Cairo and Pango hand out, freed at the end of its scope.
namespace vaughn::paper::detail {

using SurfacePtr = std::unique_ptr<cairo_surface_t, base::FreedBy<cairo_surface_destroy>>;
using CairoPtr = std::unique_ptr<cairo_t, base::FreedBy<cairo_destroy>>;
using OptionsPtr = std::unique_ptr<cairo_font_options_t, base::FreedBy<cairo_font_options_destroy>>;
using FontMapPtr = std::unique_ptr<PangoFontMap, base::FreedBy<g_object_unref>>;
using ContextPtr = std::unique_ptr<PangoContext, base::FreedBy<g_object_unref>>;
using LayoutPtr = std::unique_ptr<PangoLayout, base::FreedBy<g_object_unref>>;
using DescriptionPtr =
    std::unique_ptr<PangoFontDescription, base::FreedBy<pango_font_description_free>>;

// A cairo_write_func_t; `into` is a base::Bytes.
inline cairo_status_t append(void* into, const unsigned char* data, unsigned int count) {
  static_cast<base::Bytes*>(into)->append(reinterpret_cast<const char*>(data), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace vaughn::paper::detail
