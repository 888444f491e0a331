// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "received/detail/checks.h"

namespace vaughn::received {
namespace {

bool is_within(const base::Rect& outer, const base::Rect& inner) {
  const double x = (inner.x0 + inner.x1) / 2;
  const double y = (inner.y0 + inner.y1) / 2;
  return x >= outer.x0 && x <= outer.x1 && y >= outer.y0 && y <= outer.y1;
}

void check_page(const Document& document,
                const Page& page,
                const Options& options,
                Findings& findings) {
  int number = 0;
  for (const auto& area : page.reading.areas) {
    ++number;
    const bool is_marked_by_page = page.reading.is_slip_sheet && !page.reading.codes.empty();
    if (area.codes.empty() && !is_marked_by_page) {
      findings.add("area_without_code", document, page, "a box names no exemption").area = number;
    }
    if (area.hidden_words > 0) {
      auto& row =
          findings.add("words_under_area",
                       document,
                       page,
                       base::plural(area.hidden_words, "word") + " can be read under the box");
      row.area = number;
      row.codes = area.codes;
      for (const auto& word : page.seen.words) {
        if (options.reveals && word.is_hidden && is_within(area.box, word.box)) {
          row.revealed.push_back(word.text);
        }
      }
    }
  }
  if (page.reading.outcome == PageOutcome::withheld && page.reading.codes.empty()) {
    findings.add(
        "withheld_without_code", document, page, "the page is withheld and names no exemption");
  }
}

// A list may run over several pages; its total stands on the first.
void check_lists(const Document& document, Findings& findings) {
  const Page* first = nullptr;
  int stated = 0;
  int listed = 0;
  int referred = 0;
  const auto close = [&] {
    if (first != nullptr && stated > 0 && stated != listed) {
      findings.add("list_total",
                   document,
                   *first,
                   fmt::format("a total of {} is stated, {} can be read",
                               base::plural(stated, "deleted page"),
                               listed));
    }
    if (first != nullptr && referred > 0) {
      findings.add("pages_referred",
                   document,
                   *first,
                   base::plural(referred, "page") + " referred or sent to another agency");
    }
    first = nullptr;
    stated = listed = referred = 0;
  };
  for (const auto& page : document.pages) {
    if (page.reading.listed.empty()) {
      close();
      continue;
    }
    if (page.reading.stated_total > 0) {
      close();
      stated = page.reading.stated_total;
    }
    first = first == nullptr ? &page : first;
    listed += static_cast<int>(page.reading.listed.size());
    referred += static_cast<int>(std::count_if(
        page.reading.listed.begin(), page.reading.listed.end(), [](const ListedPage& row) {
          return row.is_referred;
        }));
  }
  close();
}

}  // namespace

void check_areas(const Production& production, const Options& options, Findings& findings) {
  for (const auto& document : production.documents) {
    for (const auto& page : document.pages) {
      check_page(document, page, options, findings);
    }
    check_lists(document, findings);
  }
}

}  // namespace vaughn::received
