// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/hidden_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/folded_words.h"
#include "base/text.h"

namespace vaughn::foia {
namespace {

// What people write on the boxes themselves.
constexpr std::array<std::string_view, 9> kLabels{"redacted",
                                                  "redaction",
                                                  "confidential",
                                                  "privileged",
                                                  "sealed",
                                                  "exempt",
                                                  "withheld",
                                                  "foia",
                                                  "nonresponsive"};
constexpr std::array<std::string_view, 12> kMonths{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

// Letters and digits alone, without case and accents.
std::string letters(const std::string& word) {
  std::string out;
  for (const auto& part : base::folded_words(word)) {
    out += part;
  }
  return out;
}

// Spaces only the page knows of, one repeated letter, a label or an exemption: nothing is lost.
bool is_trifle(const std::string& word) {
  const auto folded = letters(word);
  const bool is_repeated =
      std::all_of(folded.begin(), folded.end(), [&](char c) { return c == folded.front(); });
  const bool is_exemption = word.starts_with("(b)(") || word.starts_with("b(");
  return folded.size() < 2 || is_repeated || is_exemption ||
         std::find(kLabels.begin(), kLabels.end(), folded) != kLabels.end();
}

// "10/14/2022", "2022", "October".
bool is_date_part(const std::string& word) {
  const auto folded = letters(word);
  const bool has_digits_only =
      !folded.empty() && folded.size() <= 8 &&
      std::all_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool looks_like_date = has_digits_only && (word.find_first_of("/-.") != std::string::npos ||
                                                   folded.size() <= 2 || folded.size() == 4);
  return looks_like_date ||
         (folded.size() >= 3 && std::any_of(kMonths.begin(), kMonths.end(), [&](auto month) {
            return folded.starts_with(month) && folded.size() <= 9;
          }));
}

}  // namespace

HiddenWords triage(const std::vector<std::string>& words) {
  if (std::all_of(words.begin(), words.end(), is_trifle)) {
    return HiddenWords::trifle;
  }
  const bool is_date = std::all_of(words.begin(), words.end(), [](const auto& word) {
    return is_trifle(word) || is_date_part(word);
  });
  return is_date ? HiddenWords::date : HiddenWords::telling;
}

}  // namespace vaughn::foia
