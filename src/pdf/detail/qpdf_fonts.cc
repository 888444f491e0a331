// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/qpdf_fonts.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pdf/detail/glyph_font.h"
#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Result;
using Handle = QPDFObjectHandle;

constexpr const char* kCMapHead =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
constexpr const char* kCMapTail =
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

// Numbers of Liberation Sans, in thousandths of the em.
constexpr int kAscent = 905;
constexpr int kDescent = -212;
constexpr int kCapHeight = 729;

// Share of the em from the lower edge of a word's box to its base line, and the box's height.
constexpr double kDepth = 0.21;
constexpr double kHeight = 0.97;
Handle system_info() {
  Handle info = Handle::newDictionary();
  info.replaceKey("/Registry", Handle::newString("Adobe"));
  info.replaceKey("/Ordering", Handle::newString("Identity"));
  info.replaceKey("/Supplement", Handle::newInteger(0));
  return info;
}

Handle descriptor(QPDF& target, const std::string& name, const Bytes& program) {
  Handle file = target.newStream(program);
  file.getDict().replaceKey("/Length1", Handle::newInteger(static_cast<long long>(program.size())));
  Handle out = Handle::newDictionary();
  out.replaceKey("/Type", Handle::newName("/FontDescriptor"));
  out.replaceKey("/FontName", Handle::newName(name));
  out.replaceKey("/Flags", Handle::newInteger(4));
  out.replaceKey("/FontBBox",
                 Handle::newArray({Handle::newInteger(-544),
                                   Handle::newInteger(-303),
                                   Handle::newInteger(1302),
                                   Handle::newInteger(980)}));
  out.replaceKey("/ItalicAngle", Handle::newInteger(0));
  out.replaceKey("/Ascent", Handle::newInteger(kAscent));
  out.replaceKey("/Descent", Handle::newInteger(kDescent));
  out.replaceKey("/CapHeight", Handle::newInteger(kCapHeight));
  out.replaceKey("/StemV", Handle::newInteger(80));
  out.replaceKey("/FontFile2", file);
  return target.makeIndirectObject(out);
}

// A composite font of two-byte codes that are glyph numbers (or go through `to_glyph`).
void fill_font(QPDF& target,
               Handle font,
               const std::string& name,
               const Bytes& program,
               Handle widths,
               int default_width,
               Handle to_glyph,
               const std::string& to_unicode) {
  Handle inner = Handle::newDictionary();
  inner.replaceKey("/Type", Handle::newName("/Font"));
  inner.replaceKey("/Subtype", Handle::newName("/CIDFontType2"));
  inner.replaceKey("/BaseFont", Handle::newName(name));
  inner.replaceKey("/CIDSystemInfo", system_info());
  inner.replaceKey("/FontDescriptor", descriptor(target, name, program));
  inner.replaceKey("/DW", Handle::newInteger(default_width));
  if (widths.isArray()) {
    inner.replaceKey("/W", widths);
  }
  inner.replaceKey("/CIDToGIDMap", to_glyph);
  font.replaceKey("/Type", Handle::newName("/Font"));
  font.replaceKey("/Subtype", Handle::newName("/Type0"));
  font.replaceKey("/BaseFont", Handle::newName(name));
  font.replaceKey("/Encoding", Handle::newName("/Identity-H"));
  font.replaceKey("/DescendantFonts", Handle::newArray({target.makeIndirectObject(inner)}));
  font.replaceKey("/ToUnicode", target.newStream(to_unicode));
}

std::string utf16_hex(char32_t code) {
  if (code < 0x10000) {
    return fmt::format("{:04X}", static_cast<unsigned>(code));
  }
  const auto rest = static_cast<unsigned>(code - 0x10000);
  return fmt::format("{:04X}{:04X}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

}  // namespace

Result<Handle> make_invisible_font(QPDF& target) {
  const StampFont stamp_font = TRY(StampFont::open());
  const std::uint32_t space = stamp_font.glyph(U' ');
  const Bytes program = TRY(stamp_font.subset({space}));
  Bytes map(2 * 65536, '\0');
  for (std::size_t i = 0; i < map.size(); i += 2) {
    map[i] = static_cast<char>(space >> 8);
    map[i + 1] = static_cast<char>(space & 0xFF);
  }
  const std::string to_unicode =
      std::string(kCMapHead) + "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n" + kCMapTail;
  Handle font = target.makeIndirectObject(Handle::newDictionary());
  fill_font(target,
            font,
            "/AAAAAA+LiberationSans",
            program,
            Handle::newNull(),
            static_cast<int>(kInvisibleAdvance),
            target.newStream(map),
            to_unicode);
  return font;
}

std::string invisible_codes(const std::vector<char32_t>& codes) {
  std::string out;
  for (const char32_t code : codes) {
    out += fmt::format("{:04X}", static_cast<unsigned>(code < 0x10000 ? code : U'\uFFFD'));
  }
  return out;
}

Result<VisibleFont> VisibleFont::make(QPDF& target) {
  StampFont font = TRY(StampFont::open());
  return VisibleFont(target, std::move(font), target.makeIndirectObject(Handle::newDictionary()));
}

std::string VisibleFont::codes(std::string_view text) {
  std::string out;
  for (const char32_t code : code_points(text)) {
    const std::uint32_t own = font_.glyph(code);
    // No letter is ever shown as the glyph for "none", which archives refuse.
    const std::uint32_t glyph = own != 0 ? own : font_.glyph(U'?');
    used_.emplace(glyph, own != 0 ? code : U'?');
    out += fmt::format("{:04X}", glyph);
  }
  return out;
}

Result<void> VisibleFont::finish() {
  std::set<std::uint32_t> glyphs;
  Handle widths = Handle::newArray();
  std::string to_unicode(kCMapHead);
  // A block of a CMap holds at most 100 entries.
  std::size_t index = 0;
  for (const auto& [glyph, code] : used_) {
    if (index % 100 == 0) {
      to_unicode += index == 0 ? "" : "endbfchar\n";
      to_unicode +=
          fmt::format("{} beginbfchar\n", std::min<std::size_t>(100, used_.size() - index));
    }
    ++index;
    to_unicode += fmt::format("<{:04X}> <{}>\n", glyph, utf16_hex(code));
    glyphs.insert(glyph);
    widths.appendItem(Handle::newInteger(glyph));
    widths.appendItem(Handle::newArray({Handle::newInteger(std::lround(font_.advance(glyph)))}));
  }
  to_unicode += used_.empty() ? "" : "endbfchar\n";
  to_unicode += kCMapTail;
  const Bytes program = TRY(font_.subset(glyphs));
  fill_font(*target_,
            object_,
            "/AAAAAB+LiberationSans",
            program,
            widths,
            0,
            Handle::newName("/Identity"),
            to_unicode);
  return {};
}

Result<std::string> DrawnFont::codes(const std::vector<GlyphShape>& shapes,
                                     const std::vector<std::uint32_t>& indices) {
  std::string out;
  for (const std::uint32_t index : indices) {
    const GlyphShape& shape = shapes[index];
    auto found = numbers_.find(shape);
    if (found == numbers_.end()) {
      if (shapes_.size() >= 65'000) {
        return base::Error{base::ErrorCode::limit, "a font cannot hold so many letters"};
      }
      shapes_.push_back(shape);
      found = numbers_.emplace(shape, static_cast<std::uint32_t>(shapes_.size())).first;
    }
    out += fmt::format("{:04X}", found->second);
  }
  return out;
}

void DrawnFont::finish() {
  std::string entries;
  std::string to_unicode(kCMapHead);
  std::size_t count = 0;
  const auto end_block = [&] {
    if (count > 0) {
      to_unicode += fmt::format("{} beginbfchar\n{}endbfchar\n", count, entries);
      entries.clear();
      count = 0;
    }
  };
  Handle widths = Handle::newArray();
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    widths.appendItem(Handle::newInteger(shapes_[i].advance));
    std::string text;
    for (const char32_t code : code_points(shapes_[i].text)) {
      text += utf16_hex(code);
    }
    if (!text.empty()) {
      entries += fmt::format("<{:04X}> <{}>\n", i + 1, text);
      ++count;
    }
    if (count == 100) {  // a block of a CMap holds no more
      end_block();
    }
  }
  end_block();
  to_unicode += kCMapTail;
  fill_font(*target_,
            object_,
            "/AAAAAC+Redrawn",
            glyph_font(shapes_),
            Handle::newArray({Handle::newInteger(1), widths}),
            0,
            Handle::newName("/Identity"),
            to_unicode);
}

void InvisibleText::show(const PlacedText& text) {
  const auto codes = code_points(text.text);
  const bool is_turned = text.quarter_turns % 2 != 0;
  const double length = is_turned ? text.box.height() : text.box.width();
  const double across = is_turned ? text.box.width() : text.box.height();
  const auto tenths_down = [](double value) { return std::floor(value * 10 + 1e-3) / 10; };
  const auto tenths_up = [](double value) { return std::ceil(value * 10 - 1e-3) / 10; };
  const double size = tenths_down(across / kHeight);
  if (codes.empty() || !(size > 0.1) || !(length > 0.2)) {
    return;
  }
  // Base line origin for 0, 90, 180 and 270 degrees, and the room behind it.
  double x = 0;
  double y = 0;
  double room = 0;
  const char* turn = "";
  switch (((text.quarter_turns % 4) + 4) % 4) {
    case 1:
      turn = "0 1 -1 0";
      x = tenths_down(text.box.x1 - kDepth * size);
      y = tenths_up(text.box.y0);
      room = text.box.y1 - y;
      break;
    case 2:
      turn = "-1 0 0 -1";
      x = tenths_down(text.box.x1);
      y = tenths_down(text.box.y1 - kDepth * size);
      room = x - text.box.x0;
      break;
    case 3:
      turn = "0 -1 1 0";
      x = tenths_up(text.box.x0 + kDepth * size);
      y = tenths_down(text.box.y1);
      room = y - text.box.y0;
      break;
    default:
      x = tenths_up(text.box.x0);
      y = tenths_up(text.box.y0 + kDepth * size);
      room = text.box.x1 - x;
      break;
  }
  const double natural = static_cast<double>(codes.size()) * kInvisibleAdvance * size / 1000;
  const double stretch = std::floor(100 * room / natural);
  if (!(stretch >= 1)) {
    return;
  }
  if (const std::string wanted = pdf_number(size); wanted != size_) {
    operators_ += font_ + " " + wanted + " Tf ";
    size_ = wanted;
  }
  if (*turn != '\0') {
    operators_ += fmt::format("{} {} {} Tm ", turn, pdf_number(x), pdf_number(y));
    is_upright_ = false;
  } else if (!is_upright_) {
    operators_ += fmt::format("1 0 0 1 {} {} Tm ", pdf_number(x), pdf_number(y));
    is_upright_ = true;
  } else {
    operators_ += fmt::format("{} {} Td ", pdf_number(x - x_), pdf_number(y - y_));
  }
  x_ = x;
  y_ = y;
  operators_ += fmt::format("{} Tz<{}>Tj", pdf_number(stretch), invisible_codes(codes));
  operators_ += has_spaces_ ? " 0.01 Tz<0020>Tj\n" : "\n";
}

std::string InvisibleText::take() {
  size_.clear();
  is_upright_ = true;
  x_ = 0;
  y_ = 0;
  return std::exchange(operators_, {});
}

}  // namespace vaughn::pdf
