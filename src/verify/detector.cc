// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "verify/detail/document_check.h"
#include "verify/detail/findings.h"
#include "verify/detail/letters.h"

namespace vaughn::verify {
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

std::string_view code_of_kind(pdf::HiddenBy by) {
  switch (by) {
    case pdf::HiddenBy::box: return "hidden_by_box";
    case pdf::HiddenBy::page: return "hidden_by_page";
    case pdf::HiddenBy::paint: return "hidden_by_paint";
    case pdf::HiddenBy::ocr_layer: return "hidden_ocr";
    case pdf::HiddenBy::text: return "hidden_by_text";
  }
  return "";
}

void detect_on_page(const ReadAgain& page,
                    const Place& place,
                    const Options& options,
                    Findings& findings) {
  std::map<std::string_view, std::vector<std::string>> by_code;
  for (const auto& word : page.hidden) {
    by_code[code_of_kind(word.by)].push_back(word.text);
  }
  for (auto& [code, words] : by_code) {
    auto said = code;
    if (std::all_of(words.begin(), words.end(), is_trifle)) {
      said = "hidden_trifle";
    } else if (std::all_of(words.begin(), words.end(), [](const auto& word) {
                 return is_trifle(word) || is_date_part(word);
               })) {
      said = "hidden_date";
    }
    findings.add(said,
                 place,
                 base::plural(static_cast<long long>(words.size()), "word") +
                     " can be read that cannot be seen",
                 options.reveals ? std::move(words) : std::vector<std::string>{});
  }
}

void detect_in_outline(const Examination& examination, const Place& place, Findings& findings) {
  std::set<std::string> known;
  for (const auto& page : *examination.pages) {
    for (const auto& word : base::folded_words(page.text)) {
      known.insert(word);
    }
  }
  long long missing = 0;
  for (const auto& title : examination.facts->outline_titles) {
    for (const auto& word : base::folded_words(title)) {
      missing += word.size() >= 4 && !known.contains(word) ? 1 : 0;
    }
  }
  if (missing > 0 && !known.empty()) {
    findings.add("outline_word", place, base::plural(missing, "word") + " of bookmarks");
  }
}

}  // namespace

void detect_hidden(const Examination& examination,
                   const Place& place,
                   const Options& options,
                   Findings& findings) {
  findings.examined("detector", 0);
  if (!examination.pages) {
    return;  // said by the second reading
  }
  int number = 0;
  for (const auto& page : *examination.pages) {
    ++number;
    findings.examined("detector");
    detect_on_page(page, {.file = place.file, .page = number}, options, findings);
  }
  if (!examination.facts) {
    return;
  }
  number = 0;
  for (const auto& page : examination.facts->pages) {
    ++number;
    const Place at{.file = place.file, .page = number};
    if (page.pending_redactions > 0) {
      findings.add("redaction_pending", at, base::plural(page.pending_redactions, "annotation"));
    }
    if (page.dark_highlights > 0) {
      findings.add("dark_highlight", at, base::plural(page.dark_highlights, "stroke"));
    }
  }
  detect_in_outline(examination, place, findings);
}

}  // namespace vaughn::verify
