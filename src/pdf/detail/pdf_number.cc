// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/pdf_number.h"

#include <cmath>

#include <fmt/format.h>

namespace vaughn::pdf {

std::string pdf_number(double value, int decimals) {
  if (!std::isfinite(value)) {
    return "0";
  }
  std::string text = fmt::format("{:.{}f}", value, decimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

}  // namespace vaughn::pdf
