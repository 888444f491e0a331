// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "base/result.h"
#include "pdf/detail/embedded_font.h"
#include "pdf/native_page.h"
#include "pdf/page_builder.h"

namespace vaughn::pdf {

// Width of every glyph of the invisible font, in thousandths of the em.
inline constexpr double kInvisibleAdvance = 278;

// A font whose glyphs are all empty and all of one width, for text that is searched but not seen.
// It says nothing about which letters are used: codes are UTF-16, the same map in every document.
base::Result<QPDFObjectHandle> make_invisible_font(QPDF& target);
// Hexadecimal digits for a string in that font. Characters beyond U+FFFF become U+FFFD.
std::string invisible_codes(const std::vector<char32_t>& codes);

// Operators of one text object, to stand between BT and ET, that put words into their boxes in that
// font, rounded so that no word grows beyond its box.
class InvisibleText {
 public:
  // With `has_spaces`, a space without width stands after each word, so that whoever reads on by
  // the tags hears two words.
  InvisibleText(std::string_view font, bool has_spaces) : font_(font), has_spaces_(has_spaces) {}

  void show(const PlacedText& text);
  bool is_empty() const { return operators_.empty(); }
  std::string take();  // and begins another text object

 private:
  std::string font_;
  bool has_spaces_;
  std::string operators_{};
  std::string size_{};  // set in this text object
  bool is_upright_ = true;
  double x_ = 0;  // where the line begins, if it is upright
  double y_ = 0;
};

// The stamp font in one document. Text is encoded first; finish() then embeds the glyphs used.
class VisibleFont {
 public:
  static base::Result<VisibleFont> make(QPDF& target);

  QPDFObjectHandle object() const { return object_; }
  double width(std::string_view text, double size) const { return font_.width(text, size); }
  // Hexadecimal digits for a string in this font.
  std::string codes(std::string_view text);
  base::Result<void> finish();

 private:
  VisibleFont(QPDF& target, StampFont font, QPDFObjectHandle object)
      : target_(&target), font_(std::move(font)), object_(std::move(object)) {}
  QPDF* target_;
  StampFont font_;
  QPDFObjectHandle object_;
  std::map<std::uint32_t, char32_t> used_;  // glyph -> character
};

// The font of all pages drawn anew in one document: letters of any source fonts, in the order in
// which they first occur. finish() then embeds what was used.
class DrawnFont {
 public:
  explicit DrawnFont(QPDF& target)
      : target_(&target), object_(target.makeIndirectObject(QPDFObjectHandle::newDictionary())) {}

  QPDFObjectHandle object() const { return object_; }
  // Hexadecimal digits for these letters. Limit: a font can hold no more.
  base::Result<std::string> codes(const std::vector<GlyphShape>& shapes,
                                  const std::vector<std::uint32_t>& indices);
  void finish();

 private:
  QPDF* target_;
  QPDFObjectHandle object_;
  std::map<GlyphShape, std::uint32_t> numbers_{};  // from 1
  std::vector<GlyphShape> shapes_{};
};

}  // namespace vaughn::pdf
