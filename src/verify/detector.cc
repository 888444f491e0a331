// SPDX-License-Identifier: AGPL-3.0-or-later
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "foia/hidden_words.h"
#include "verify/detail/document_check.h"
#include "verify/detail/findings.h"

namespace vaughn::verify {
namespace {

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
    switch (foia::triage(words)) {
      case foia::HiddenWords::trifle: said = "hidden_trifle"; break;
      case foia::HiddenWords::date: said = "hidden_date"; break;
      case foia::HiddenWords::telling: break;
    }
    findings.add(said,
                 place,
                 base::plural(static_cast<long long>(words.size()), "word") +
                     " can be read that cannot be seen",
                 options.reveals ? std::move(words) : std::vector<std::string>{});
  }
  if (!page.see_through.empty()) {
    findings.add("see_through_mark",
                 place,
                 base::plural(static_cast<long long>(page.see_through.size()), "dark area") +
                     " of the scan can be seen through");
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
