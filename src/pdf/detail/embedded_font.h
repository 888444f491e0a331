// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

// UTF-8 to code points; the text must be valid.
std::vector<char32_t> code_points(std::string_view utf8);

// The font that stamps and labels are set in: Liberation Sans, which has the widths of Helvetica.
// Glyph numbers are those of the full font, also in a subset.
class StampFont {
 public:
  static base::Result<StampFont> open();
  StampFont(StampFont&&) noexcept;
  StampFont& operator=(StampFont&&) noexcept;
  ~StampFont();

  std::uint32_t glyph(char32_t code) const;   // 0 if there is none
  double advance(std::uint32_t glyph) const;  // thousandths of the em
  double width(std::string_view text, double size) const;
  // A TrueType file with these glyphs only, without hints and names.
  base::Result<base::Bytes> subset(const std::set<std::uint32_t>& glyphs) const;

 private:
  struct Impl;
  explicit StampFont(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::pdf
