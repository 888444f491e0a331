// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/canvas.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <array>
#include <map>
#include <utility>

#include "base/text.h"
#include "paper/detail/cairo_handles.h"

namespace vaughn::paper::detail {
namespace {

using FontsetPtr = std::unique_ptr<PangoFontset, base::FreedBy<g_object_unref>>;
using FontPtr = std::unique_ptr<PangoFont, base::FreedBy<g_object_unref>>;
using AttributesPtr = std::unique_ptr<PangoAttrList, base::FreedBy<pango_attr_list_unref>>;

double points(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

DescriptionPtr describe(const Font& font) {
  DescriptionPtr out(pango_font_description_new());
  const char* families = "Liberation Sans,DejaVu Sans";
  if (font.is_monospace) {
    families = "Liberation Mono,DejaVu Sans Mono";
  } else if (font.is_serif) {
    families = "Liberation Serif,DejaVu Serif";
  }
  pango_font_description_set_family_static(out.get(), families);
  pango_font_description_set_absolute_size(out.get(), font.size * PANGO_SCALE);
  pango_font_description_set_weight(out.get(),
                                    font.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(out.get(),
                                   font.is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return out;
}

// Characters that are not meant to be seen: no glyph is missing for them.
bool is_invisible(gunichar character) {
  return g_unichar_iszerowidth(character) || g_unichar_iscntrl(character) ||
         g_unichar_isspace(character) || (character >= 0xFE00 && character <= 0xFE0F) ||
         (character >= 0xE0000 && character <= 0xE0FFF);
}

}  // namespace

struct TextLayout::Impl {
  LayoutPtr layout{};
  cairo_t* cairo = nullptr;
};

struct Canvas::Impl {
  base::Bytes bytes{};
  SurfacePtr surface{};
  CairoPtr cairo{};
  FontMapPtr font_map{};
  ContextPtr context{};
  AttributesPtr attributes{};
  bool has_page = false;
  // Per face, then per character: whether some installed font has a glyph.
  std::map<std::array<bool, 4>, std::map<gunichar, bool>> has_glyph{};

  bool can_print(gunichar character, const Font& font) {
    auto& known = has_glyph[{font.is_monospace, font.is_serif, font.is_bold, font.is_italic}];
    const auto [entry, is_new] = known.try_emplace(character, false);
    if (is_new) {
      const FontsetPtr fontset(pango_font_map_load_fontset(
          font_map.get(), context.get(), describe(font).get(), pango_language_from_string("en")));
      const FontPtr best(fontset ? pango_fontset_get_font(fontset.get(), character) : nullptr);
      entry->second = best && pango_font_has_char(best.get(), character) != 0;
    }
    return entry->second;
  }
};

Canvas::Canvas(std::string_view title) : impl_(std::make_unique<Impl>()) {
  impl_->surface.reset(cairo_pdf_surface_create_for_stream(append, &impl_->bytes, 612, 792));
  cairo_pdf_surface_set_metadata(
      impl_->surface.get(), CAIRO_PDF_METADATA_TITLE, base::repair_utf8(title).c_str());
  // Empty: no date at all. Cairo would write the time of day.
  cairo_pdf_surface_set_metadata(impl_->surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "");
  impl_->cairo.reset(cairo_create(impl_->surface.get()));
  impl_->font_map.reset(pango_cairo_font_map_new());
  impl_->context.reset(pango_font_map_create_context(impl_->font_map.get()));
  const OptionsPtr options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(impl_->context.get(), options.get());
  pango_context_set_round_glyph_positions(impl_->context.get(), FALSE);
  pango_context_set_language(impl_->context.get(), pango_language_from_string("en"));
  // A ligature is one glyph for several characters; without them what is selected and redacted is
  // a character.
  impl_->attributes.reset(pango_attr_list_new());
  pango_attr_list_insert(impl_->attributes.get(),
                         pango_attr_font_features_new("liga=0, clig=0, dlig=0"));
}

Canvas::~Canvas() = default;

void Canvas::start_page(double width, double height) {
  if (std::exchange(impl_->has_page, true)) {
    cairo_show_page(impl_->cairo.get());
  }
  cairo_pdf_surface_set_size(impl_->surface.get(), width, height);
}

void Canvas::fill(double x, double y, double width, double height, double grey) {
  auto* cairo = impl_->cairo.get();
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_fill(cairo);
}

void Canvas::line(double x0, double y0, double x1, double y1, double width, double grey) {
  auto* cairo = impl_->cairo.get();
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_set_line_width(cairo, width);
  cairo_move_to(cairo, x0, y0);
  cairo_line_to(cairo, x1, y1);
  cairo_stroke(cairo);
}

void Canvas::frame(double x, double y, double width, double height, double line_width) {
  auto* cairo = impl_->cairo.get();
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_set_line_width(cairo, line_width);
  cairo_rectangle(cairo, x, y, width, height);
  cairo_stroke(cairo);
}

std::string Canvas::printable(std::string_view utf8, const Font& font) {
  const auto valid = base::repair_utf8(utf8);
  std::string out;
  out.reserve(valid.size());
  for (const char* at = valid.data(); at < valid.data() + valid.size();) {
    const char* next = g_utf8_next_char(at);
    const gunichar character = g_utf8_get_char(at);
    if (character < 0x80 || is_invisible(character) || impl_->can_print(character, font)) {
      out.append(at, next);
    } else {
      out += fmt::format("[U+{:04X}]", character);
    }
    at = next;
  }
  return out;
}

TextLayout Canvas::layout(std::string_view utf8, const Font& font, double width) {
  auto impl = std::make_unique<TextLayout::Impl>();
  impl->cairo = impl_->cairo.get();
  impl->layout.reset(pango_layout_new(impl_->context.get()));
  auto* layout = impl->layout.get();
  pango_layout_set_font_description(layout, describe(font).get());
  pango_layout_set_attributes(layout, impl_->attributes.get());
  if (width > 0) {
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  pango_layout_set_text(layout, utf8.data(), static_cast<int>(utf8.size()));
  return TextLayout(std::move(impl));
}

base::Result<base::Bytes> Canvas::finish() {
  cairo_show_page(impl_->cairo.get());
  const auto drawing = cairo_status(impl_->cairo.get());
  cairo_surface_finish(impl_->surface.get());
  const auto writing = cairo_surface_status(impl_->surface.get());
  const auto failure = drawing != CAIRO_STATUS_SUCCESS ? drawing : writing;
  if (failure != CAIRO_STATUS_SUCCESS) {
    return base::Error{
        failure == CAIRO_STATUS_NO_MEMORY ? base::ErrorCode::limit : base::ErrorCode::io,
        std::string("cannot draw pages: ") + cairo_status_to_string(failure),
        ""};
  }
  return std::move(impl_->bytes);
}

TextLayout::TextLayout(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextLayout::TextLayout(TextLayout&&) noexcept = default;
TextLayout& TextLayout::operator=(TextLayout&&) noexcept = default;
TextLayout::~TextLayout() = default;

int TextLayout::line_count() const {
  return pango_layout_get_line_count(impl_->layout.get());
}

double TextLayout::line_width(int line) const {
  PangoRectangle logical{};
  pango_layout_line_get_extents(
      pango_layout_get_line_readonly(impl_->layout.get(), line), nullptr, &logical);
  return points(logical.width);
}

double TextLayout::line_height(int line) const {
  PangoRectangle logical{};
  pango_layout_line_get_extents(
      pango_layout_get_line_readonly(impl_->layout.get(), line), nullptr, &logical);
  return points(logical.height);
}

double TextLayout::height() const {
  double out = 0;
  for (int i = 0; i < line_count(); ++i) {
    out += line_height(i);
  }
  return out;
}

std::size_t TextLayout::line_start(int line) const {
  const auto* found = pango_layout_get_line_readonly(impl_->layout.get(), line);
  return static_cast<std::size_t>(found->start_index);
}

void TextLayout::draw_line(int line, double x, double y) const {
  auto* found = pango_layout_get_line_readonly(impl_->layout.get(), line);
  PangoRectangle logical{};
  pango_layout_line_get_extents(found, nullptr, &logical);
  cairo_set_source_rgb(impl_->cairo, 0, 0, 0);
  cairo_move_to(impl_->cairo, x - points(logical.x), y - points(logical.y));
  pango_cairo_show_layout_line(impl_->cairo, found);
}

}  // namespace vaughn::paper::detail
