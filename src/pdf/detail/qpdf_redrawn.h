// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include "base/geometry.h"

namespace vaughn::pdf {

// The end of the name of the font on pages that are drawn anew.
inline constexpr const char* kRedrawnFont = "+Redrawn";

// Reads back, page by page, what was written on pages drawn anew.
class RedrawnReader {
 public:
  // Where the contents of a page paint images and pieces of paths, in its user space; what is not
  // told apart (forms, more pieces than can be counted) stands for the whole plane.
  struct Places {
    std::vector<base::Rect> images{};
    std::vector<base::Rect> edges{};
  };
  Places read_page(QPDFObjectHandle page);
  // After all pages: letters that a font holds though no page shows them.
  int spare_letters() const;

 private:
  struct Font {
    QPDFObjectHandle object{};
    std::set<unsigned> shown{};
  };
  std::map<QPDFObjGen, Font> fonts_{};
};

}  // namespace vaughn::pdf
