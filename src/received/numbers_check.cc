// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "received/detail/checks.h"
#include "received/detail/numbers.h"

namespace vaughn::received {
namespace {

struct Place {
  const Document* document = nullptr;
  const Page* page = nullptr;  // null: a number that only a sheet or load file names
  Number number{};
};

bool say_the_same(const Page& a, const Page& b) {
  const auto words = [](const Page& page) {
    std::string all;
    for (const auto& word : page.seen.words) {
      all += word.text + " ";
    }
    return base::folded_words(all);
  };
  return words(a) == words(b);
}

std::vector<Place> places_of(const Production& production) {
  std::vector<Place> out;
  for (const auto& document : production.documents) {
    for (const auto& page : document.pages) {
      if (auto number = parse_number(page.bates)) {
        out.push_back({&document, &page, *std::move(number)});
      }
      const auto first = parse_number(page.reading.range_first);
      const auto last = parse_number(page.reading.range_last);
      for (auto value = first ? first->value : 0; last && value <= last->value; ++value) {
        auto number = *first;
        number.value = value;
        number.text = number_text(*first, value);
        if (number.text != page.bates) {
          out.push_back({&document, nullptr, std::move(number)});
        }
      }
    }
    if (document.pages.empty()) {
      const auto first = parse_number(document.begin);
      const auto last = parse_number(document.end);
      constexpr std::int64_t kMost = 100'000;
      for (auto value = first ? first->value : 0;
           last && value <= last->value && value - first->value < kMost;
           ++value) {
        auto number = *first;
        number.value = value;
        number.text = number_text(*first, value);
        out.push_back({&document, nullptr, std::move(number)});
      }
    }
  }
  return out;
}

using Series = std::map<std::int64_t, std::vector<Place>>;

// The one series that pages bear: of the document, or else of its installment, or else of all.
std::string series_of(const Document& document, const std::vector<Place>& places) {
  std::set<std::string> of_document;
  std::set<std::string> of_installment;
  std::set<std::string> of_all;
  for (const auto& place : places) {
    if (place.page == nullptr) {
      continue;
    }
    of_all.insert(place.number.prefix);
    if (place.document->installment == document.installment) {
      of_installment.insert(place.number.prefix);
    }
    if (place.document == &document) {
      of_document.insert(place.number.prefix);
    }
  }
  for (const auto* found : {&of_document, &of_installment, &of_all}) {
    if (!found->empty()) {
      return found->size() == 1 ? *found->begin() : "";
    }
  }
  return "";
}

// A sheet that lists deleted pages ("Page 12 ~ b6") speaks for the numbers of its series that no
// page bears. A number before the first or behind the last page is of another count.
void add_listed(const Production& production,
                const std::vector<Place>& places,
                std::map<std::string, Series>& series) {
  for (const auto& document : production.documents) {
    for (const auto& page : document.pages) {
      if (page.reading.listed.empty()) {
        continue;
      }
      const auto meant = series.find(series_of(document, places));
      if (meant == series.end()) {
        continue;
      }
      auto& numbers = meant->second;
      for (const auto& listed : page.reading.listed) {
        const bool is_between =
            listed.page > numbers.begin()->first && listed.page < numbers.rbegin()->first;
        if (!is_between || numbers.contains(listed.page)) {
          continue;
        }
        auto number = numbers.begin()->second.front().number;
        number.text = number_text(number, listed.page);
        number.value = listed.page;
        numbers[listed.page].push_back({&document, nullptr, std::move(number)});
      }
    }
  }
}

void check_gaps(const Series& series, Findings& findings) {
  const std::vector<Place>* before = nullptr;
  for (const auto& [value, places] : series) {
    if (before != nullptr && value > before->back().number.value + 1) {
      const auto& from = before->back();
      const auto missing = value - from.number.value - 1;
      const auto first = number_text(from.number, from.number.value + 1);
      const auto last = number_text(from.number, value - 1);
      auto& row = findings.add(
          "number_gap",
          *from.document,
          missing == 1
              ? fmt::format("{} is missing", first)
              : fmt::format(
                    "{} to {} are missing ({})", first, last, base::plural(missing, "page")));
      row.bates = from.number.text;
      row.page = from.page != nullptr ? from.page->page_of_file : 0;
    }
    before = &places;
  }
}

void check_repeats(const Series& series, Findings& findings) {
  for (const auto& [value, places] : series) {
    std::vector<const Place*> pages;
    for (const auto& place : places) {
      if (place.page != nullptr) {
        pages.push_back(&place);
      }
    }
    for (std::size_t i = 1; i < pages.size(); ++i) {
      const auto& first = *pages.front();
      const bool is_same = say_the_same(*first.page, *pages[i]->page);
      findings.add("number_repeat",
                   *pages[i]->document,
                   *pages[i]->page,
                   fmt::format("{} stands on {} page {}, too, with {} words",
                               pages[i]->number.text,
                               first.page->path,
                               first.page->page_of_file,
                               is_same ? "the same" : "other"));
    }
  }
}

// Within a document, from one document of a load file to the next, and from one installment to the
// next. Files of a folder have no order of their own.
void check_order(const std::vector<Place>& places,
                 const Production& production,
                 Findings& findings) {
  std::map<std::string, Place> last_of;
  std::map<std::string, Place> highest_before;  // of the installments before this one
  std::map<std::string, Place> highest;
  int installment = 0;
  for (const auto& place : places) {
    if (place.page == nullptr) {
      continue;
    }
    const auto& prefix = place.number.prefix;
    if (place.document->installment != installment) {
      installment = place.document->installment;
      highest_before = highest;
      last_of.clear();
    }
    const auto last = last_of.find(prefix);
    const bool has_order =
        last != last_of.end() &&
        (last->second.document == place.document ||
         production.installments[static_cast<std::size_t>(installment)].has_load_file);
    if (has_order && place.number.value < last->second.number.value) {
      findings.add("number_order",
                   *place.document,
                   *place.page,
                   fmt::format("{} comes after {}", place.number.text, last->second.number.text));
    }
    const auto before = highest_before.find(prefix);
    const bool is_first = last == last_of.end();
    if (is_first && before != highest_before.end() &&
        place.number.value < before->second.number.value) {
      findings.add("number_order",
                   *place.document,
                   *place.page,
                   fmt::format("{} comes in a later installment than {}",
                               place.number.text,
                               before->second.number.text));
    }
    last_of.insert_or_assign(prefix, place);
    const auto top = highest.find(prefix);
    if (top == highest.end() || top->second.number.value < place.number.value) {
      highest.insert_or_assign(prefix, place);
    }
  }
}

void check_pages(const Production& production, Findings& findings) {
  for (const auto& document : production.documents) {
    const auto numbered = std::count_if(document.pages.begin(),
                                        document.pages.end(),
                                        [](const Page& page) { return !page.bates.empty(); });
    for (const auto& page : document.pages) {
      if (page.bates.empty() && numbered > 0) {
        findings.add("number_missing", document, page, "the page bears no number");
      }
      if (page.bates_from == NumberSource::load_file && !page.stamp.empty() &&
          page.stamp != page.bates) {
        findings.add("number_differs",
                     document,
                     page,
                     fmt::format("the page says {}, the load file {}", page.stamp, page.bates));
      }
    }
  }
}

}  // namespace

void check_numbers(const Production& production, Findings& findings) {
  const auto places = places_of(production);
  std::map<std::string, Series> series;
  for (const auto& place : places) {
    series[place.number.prefix][place.number.value].push_back(place);
  }
  add_listed(production, places, series);
  for (const auto& [prefix, numbers] : series) {
    check_gaps(numbers, findings);
    check_repeats(numbers, findings);
  }
  check_order(places, production, findings);
  check_pages(production, findings);
}

}  // namespace vaughn::received
