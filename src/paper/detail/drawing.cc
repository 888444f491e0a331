// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/drawing.h"

#include <cairo-svg.h>
#include <cairo.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <array>
#include <cstdint>
#include <numbers>

#include "base/text.h"
#include "paper/detail/cairo_handles.h"

namespace vaughn::paper::detail {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Error drawing_failed(cairo_status_t status) {
  return {ErrorCode::io, fmt::format("cannot draw: {}", cairo_status_to_string(status)), ""};
}

// The four bytes of a PNG chunk's length and checksum.
std::string big_endian(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
  }
  return out;
}

std::uint32_t png_checksum(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
  }
  return ~crc;
}

// iTXt: keyword, no compression, language, translated keyword (empty), text in UTF-8.
std::string png_text(std::string_view keyword, std::string_view utf8) {
  using namespace std::string_literals;
  const auto body = "iTXt"s + std::string(keyword) + "\0\0\0en\0\0"s + std::string(utf8);
  return big_endian(static_cast<std::uint32_t>(body.size() - 4)) + body +
         big_endian(png_checksum(body));
}

}  // namespace

struct Drawing::Impl {
  cairo_t* cairo = nullptr;
  FontMapPtr font_map{};
  ContextPtr context{};

  LayoutPtr layout(std::string_view utf8, double size, bool is_bold) const {
    LayoutPtr out(pango_layout_new(context.get()));
    const DescriptionPtr font(pango_font_description_new());
    pango_font_description_set_family_static(font.get(), "Liberation Sans,DejaVu Sans");
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(out.get(), font.get());
    const auto valid = base::repair_utf8(utf8);
    pango_layout_set_text(out.get(), valid.data(), static_cast<int>(valid.size()));
    return out;
  }
  void grey(double value) const { cairo_set_source_rgb(cairo, value, value, value); }
  void path(const std::vector<Point>& points) const {
    cairo_new_path(cairo);
    for (const auto& [x, y] : points) {
      cairo_line_to(cairo, x, y);
    }
  }
};

Drawing::Drawing(void* cairo) : impl_(std::make_unique<Impl>()) {
  impl_->cairo = static_cast<cairo_t*>(cairo);
  impl_->font_map.reset(pango_cairo_font_map_new());
  // One unit is one point; else sizes hang on the resolution of a screen.
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(impl_->font_map.get()), 72);
  impl_->context.reset(pango_font_map_create_context(impl_->font_map.get()));
  const OptionsPtr options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(impl_->context.get(), options.get());
  pango_context_set_round_glyph_positions(impl_->context.get(), FALSE);
  pango_context_set_language(impl_->context.get(), pango_language_from_string("en"));
}

Drawing::~Drawing() = default;

void Drawing::line(const std::vector<Point>& points,
                   double width,
                   double grey,
                   const std::vector<double>& dashes) {
  impl_->grey(grey);
  impl_->path(points);
  cairo_set_line_width(impl_->cairo, width);
  cairo_set_line_join(impl_->cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash(impl_->cairo, dashes.data(), static_cast<int>(dashes.size()), 0);
  cairo_stroke(impl_->cairo);
  cairo_set_dash(impl_->cairo, nullptr, 0, 0);
}

void Drawing::area(const std::vector<Point>& points, double grey) {
  impl_->grey(grey);
  impl_->path(points);
  cairo_close_path(impl_->cairo);
  cairo_fill(impl_->cairo);
}

void Drawing::dot(Point at, double radius, double grey) {
  impl_->grey(grey);
  cairo_new_path(impl_->cairo);
  cairo_arc(impl_->cairo, at.first, at.second, radius, 0, 2 * std::numbers::pi);
  cairo_fill(impl_->cairo);
}

void Drawing::box(double x, double y, double width, double height, Fill fill) {
  auto* cairo = impl_->cairo;
  constexpr double kStep = 4.5;
  cairo_save(cairo);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_clip(cairo);
  impl_->grey(fill == Fill::dark ? 0.25 : fill == Fill::light ? 0.78 : 1.0);
  cairo_paint(cairo);
  impl_->grey(0.3);
  cairo_set_line_width(cairo, 0.8);
  const auto slanted = [&](bool rises) {
    for (double at = -height; at < width; at += kStep) {
      cairo_move_to(cairo, x + at, rises ? y + height : y);
      cairo_line_to(cairo, x + at + height, rises ? y : y + height);
    }
    cairo_stroke(cairo);
  };
  if (fill == Fill::rising || fill == Fill::crossed) {
    slanted(true);
  }
  if (fill == Fill::falling || fill == Fill::crossed) {
    slanted(false);
  }
  if (fill == Fill::dots) {
    for (double down = kStep / 2; down < height; down += kStep) {
      for (double across = kStep / 2; across < width; across += kStep) {
        cairo_arc(cairo, x + across, y + down, 0.7, 0, 2 * std::numbers::pi);
        cairo_fill(cairo);
      }
    }
  }
  cairo_restore(cairo);
  impl_->grey(0.2);
  cairo_set_line_width(cairo, 0.6);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_stroke(cairo);
}

void Drawing::text(
    std::string_view utf8, Point at, double size, Anchor anchor, bool is_bold, double grey) {
  const auto layout = impl_->layout(utf8, size, is_bold);
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout.get(), &width, &height);
  const auto points = static_cast<double>(width) / PANGO_SCALE;
  const auto back = anchor == Anchor::left ? 0 : anchor == Anchor::middle ? points / 2 : points;
  impl_->grey(grey);
  cairo_move_to(
      impl_->cairo, at.first - back, at.second - static_cast<double>(height) / PANGO_SCALE / 2);
  pango_cairo_show_layout(impl_->cairo, layout.get());
}

void Drawing::turned_text(std::string_view utf8, Point at, double size, double grey) {
  cairo_save(impl_->cairo);
  cairo_translate(impl_->cairo, at.first, at.second);
  cairo_rotate(impl_->cairo, -std::numbers::pi / 2);
  text(utf8, {0, 0}, size, Anchor::middle, false, grey);
  cairo_restore(impl_->cairo);
}

double Drawing::paragraph(std::string_view utf8,
                          Point at,
                          double width,
                          double size,
                          bool is_bold,
                          double grey,
                          bool draws) {
  const auto layout = impl_->layout(utf8, size, is_bold);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  if (draws) {
    impl_->grey(grey);
    cairo_move_to(impl_->cairo, at.first, at.second);
    pango_cairo_show_layout(impl_->cairo, layout.get());
  }
  return static_cast<double>(height) / PANGO_SCALE;
}

double Drawing::text_width(std::string_view utf8, double size, bool is_bold) {
  int width = 0;
  pango_layout_get_size(impl_->layout(utf8, size, is_bold).get(), &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

std::string Drawing::fitted(std::string_view utf8, double size, double width) {
  std::string whole = base::repair_utf8(utf8);
  if (text_width(whole, size) <= width) {
    return whole;
  }
  while (!whole.empty() && text_width(whole + "…", size) > width) {
    do {
      whole.pop_back();
    } while (!base::is_utf8(whole));
  }
  return whole + "…";
}

Result<Bytes> draw_svg(double width, double height, const Labels& labels, const Draw& draw) {
  Bytes bytes;
  {
    const SurfacePtr surface(cairo_svg_surface_create_for_stream(append, &bytes, width, height));
    const CairoPtr cairo(cairo_create(surface.get()));
    Drawing drawing(cairo.get());
    draw(drawing);
    cairo_surface_finish(surface.get());
    if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS) {
      return drawing_failed(status);
    }
  }
  // Cairo numbers its surfaces through the whole process, and knows no words for a picture.
  const auto group = bytes.find("<g id=\"surface");
  if (group != Bytes::npos) {
    const auto end = bytes.find('"', group + 7);
    bytes.replace(group, end + 1 - group, "<g id=\"chart\"");
  }
  const auto root = bytes.find("<svg ");
  const auto inside = bytes.find('>', root);
  if (root == Bytes::npos || inside == Bytes::npos) {
    return Error{ErrorCode::io, "cannot draw: no root in the picture", ""};
  }
  bytes.insert(inside + 1,
               fmt::format("\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>",
                           base::escape_xml(labels.title),
                           base::escape_xml(labels.description)));
  bytes.insert(root + 4, " role=\"img\" aria-labelledby=\"title desc\" lang=\"en\"");
  return bytes;
}

Result<Bytes> draw_png(
    double width, double height, double dots_per_inch, const Labels& labels, const Draw& draw) {
  const auto scale = dots_per_inch / 72;
  const SurfacePtr surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(width * scale), static_cast<int>(height * scale)));
  {
    const CairoPtr cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1, 1, 1);
    cairo_paint(cairo.get());
    cairo_scale(cairo.get(), scale, scale);
    Drawing drawing(cairo.get());
    draw(drawing);
  }
  Bytes bytes;
  const auto status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    return drawing_failed(status);
  }
  // After the signature (8 bytes) and the header (4 + 4 + 13 + 4). Dots per metre come as pHYs.
  constexpr std::size_t kAfterHeader = 33;
  const auto per_metre = big_endian(static_cast<std::uint32_t>(dots_per_inch / 0.0254 + 0.5));
  const auto density = "pHYs" + per_metre + per_metre + "\1";
  bytes.insert(kAfterHeader,
               big_endian(9) + density + big_endian(png_checksum(density)) +
                   png_text("Title", base::repair_utf8(labels.title)) +
                   png_text("Description", base::repair_utf8(labels.description)));
  return bytes;
}

}  // namespace vaughn::paper::detail
