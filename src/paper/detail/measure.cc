// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/measure.h"

#include <pango/pangocairo.h>

#include <algorithm>

#include "base/text.h"

namespace vaughn::paper::detail {
namespace {

struct Unref {
  template <typename T>
  void operator()(T* object) const {
    g_object_unref(object);
  }
};
struct FreeAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
struct FreeDescription {
  void operator()(PangoFontDescription* description) const {
    pango_font_description_free(description);
  }
};

int pango_units(double points) {
  return static_cast<int>(points * PANGO_SCALE);
}

}  // namespace

struct Measure::Impl {
  std::unique_ptr<PangoFontMap, Unref> font_map{pango_cairo_font_map_new()};
  std::unique_ptr<PangoContext, Unref> context{pango_font_map_create_context(font_map.get())};
};

Measure::Measure() : impl_(std::make_unique<Impl>()) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(impl_->context.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(impl_->context.get(), FALSE);
  pango_context_set_language(impl_->context.get(), pango_language_from_string("en"));
}

Measure::~Measure() = default;

int Measure::line_count(
    const Runs& runs, double width, double size, bool is_bold, double first_indent) const {
  const std::unique_ptr<PangoLayout, Unref> layout(pango_layout_new(impl_->context.get()));
  const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), "Liberation Serif");
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());

  const std::unique_ptr<PangoAttrList, FreeAttributes> attributes(pango_attr_list_new());
  std::string text;
  const auto add = [&](PangoAttribute* attribute, std::size_t start) {
    attribute->start_index = static_cast<guint>(start);
    attribute->end_index = static_cast<guint>(text.size());
    pango_attr_list_insert(attributes.get(), attribute);
  };
  for (const auto& run : runs) {
    const auto start = text.size();
    text += base::repair_utf8(run.text);
    if (run.is_bold || is_bold) {
      add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), start);
    }
    if (run.is_italic) {
      add(pango_attr_style_new(PANGO_STYLE_ITALIC), start);
    }
    if (run.is_small_caps) {
      add(pango_attr_variant_new(PANGO_VARIANT_SMALL_CAPS), start);
    }
    if (!run.footnote.empty()) {
      const auto mark = text.size();
      text += "00";
      add(pango_attr_size_new_absolute(pango_units(size * 0.6)), mark);
    }
  }
  pango_layout_set_attributes(layout.get(), attributes.get());
  pango_layout_set_width(layout.get(), pango_units(std::max(width, 1.0)));
  pango_layout_set_indent(layout.get(), pango_units(first_indent));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return std::max(1, pango_layout_get_line_count(layout.get()));
}

}  // namespace vaughn::paper::detail
