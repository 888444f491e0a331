// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/letters.h"

#include "base/folded_words.h"

namespace vaughn::verify {

std::string letters(std::string_view utf8) {
  std::string out;
  for (const auto& word : base::folded_words(utf8)) {
    out += word;
  }
  return out;
}

}  // namespace vaughn::verify
