// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "report/vaughn_index.h"

namespace vaughn::report {

using foia::PageOutcome;

namespace {

// All pages of one record, in the order of their numbers.
struct RecordPages {
  std::vector<const IndexedPage*> pages{};

  int count(PageOutcome outcome) const {
    return static_cast<int>(std::count_if(pages.begin(), pages.end(), [&](const IndexedPage* page) {
      return page->outcome == outcome;
    }));
  }
  bool needs_entry() const {
    return count(PageOutcome::in_part) + count(PageOutcome::withheld_in_full) > 0;
  }
  std::set<std::string> labels() const {
    std::set<std::string> out;
    for (const auto* page : pages) {
      if (page->outcome != PageOutcome::in_full) {
        for (const auto& claim : page->claims) {
          out.insert(claim.label());
        }
      }
    }
    return out;
  }
};

class Check {
 public:
  Check(std::span<const foia::VaughnEntry> entries, std::span<const IndexedPage> pages)
      : entries_(entries) {
    for (const auto& page : pages) {
      by_record_[page.record].pages.push_back(&page);
    }
    for (auto& [record, found] : by_record_) {
      std::stable_sort(
          found.pages.begin(), found.pages.end(), [](const IndexedPage* a, const IndexedPage* b) {
            return a->bates < b->bates;
          });
    }
  }

  std::vector<IndexProblem> run() {
    std::map<int, foia::RecordId> numbers;
    std::map<foia::RecordId, int> records;
    for (const auto& entry : entries_) {
      if (const auto [place, is_new] = numbers.emplace(entry.number, entry.record); !is_new) {
        add(entry,
            "entry_repeated",
            fmt::format("entry {} stands twice, for {} and {}",
                        entry.number,
                        foia::control_number(place->second),
                        foia::control_number(entry.record)));
      }
      if (const auto [place, is_new] = records.emplace(entry.record, entry.number); !is_new) {
        add(entry,
            "record_repeated",
            fmt::format("{} stands in entries {} and {}",
                        foia::control_number(entry.record),
                        place->second,
                        entry.number));
      }
      check_entry(entry);
    }
    for (const auto& [record, found] : by_record_) {
      if (records.contains(record)) {
        continue;
      }
      for (const auto* page : found.pages) {
        if (page->outcome != PageOutcome::in_full) {
          problems_.push_back(
              {"page_without_entry",
               0,
               record,
               fmt::format(
                   "{} is {} and stands in no entry", page->bates, foia::title(page->outcome))});
        }
      }
    }
    std::stable_sort(
        problems_.begin(), problems_.end(), [](const IndexProblem& a, const IndexProblem& b) {
          return std::tie(a.entry, a.record, a.code) < std::tie(b.entry, b.record, b.code);
        });
    return std::move(problems_);
  }

 private:
  void add(const foia::VaughnEntry& entry, std::string code, std::string message) {
    problems_.push_back({std::move(code), entry.number, entry.record, std::move(message)});
  }

  void check_entry(const foia::VaughnEntry& entry) {
    check_texts(entry);
    const auto found = by_record_.find(entry.record);
    if (found == by_record_.end() || !found->second.needs_entry()) {
      add(entry,
          "entry_without_page",
          fmt::format("entry {}: nothing is withheld from the produced pages of {}",
                      entry.number,
                      foia::control_number(entry.record)));
      return;
    }
    const auto& pages = found->second;
    const std::tuple<const char*, int, int> counts[] = {
        {"pages", entry.pages, static_cast<int>(pages.pages.size())},
        {"pages released in full", entry.pages_in_full, pages.count(PageOutcome::in_full)},
        {"pages released in part", entry.pages_in_part, pages.count(PageOutcome::in_part)},
        {"pages withheld in full",
         entry.pages_withheld,
         pages.count(PageOutcome::withheld_in_full)},
    };
    for (const auto& [what, stated, counted] : counts) {
      if (stated != counted) {
        add(entry,
            "page_count",
            fmt::format("entry {} states {} {}, but the volume has {}",
                        entry.number,
                        stated,
                        what,
                        counted));
      }
    }
    const auto& first = pages.pages.front()->bates;
    const auto& last = pages.pages.back()->bates;
    if (entry.bates_first != first || entry.bates_last != last) {
      add(entry,
          "range",
          fmt::format("entry {} names {} to {}, but the volume has {} to {}",
                      entry.number,
                      entry.bates_first,
                      entry.bates_last,
                      first,
                      last));
    }
    check_claims(entry, pages);
  }

  void check_claims(const foia::VaughnEntry& entry, const RecordPages& pages) {
    std::set<std::string> stated;
    for (const auto& claim : entry.claims) {
      stated.insert(claim.label());
    }
    const auto printed = pages.labels();
    for (const auto& label : printed) {
      if (!stated.contains(label)) {
        add(entry,
            "claim_not_in_entry",
            fmt::format("entry {} does not name {}, which its pages bear", entry.number, label));
      }
    }
    for (const auto& label : stated) {
      if (!printed.contains(label)) {
        add(entry,
            "claim_not_on_pages",
            fmt::format("entry {} names {}, which none of its pages bears", entry.number, label));
      }
    }
  }

  void check_texts(const foia::VaughnEntry& entry) {
    for (const auto& claim : entry.claims) {
      if (entry.justification.find(claim.label()) == std::string::npos) {
        add(entry,
            "justification_missing",
            fmt::format("entry {} does not justify {}", entry.number, claim.label()));
      }
      // LAW: 5 U.S.C. 552(a)(8)(A)(i): no withholding without a harm that the agency foresees.
      if (!foia::is_harm_optional({claim}) &&
          entry.harm.find(claim.exemption().code() + ":") == std::string::npos) {
        add(entry,
            "harm_missing",
            fmt::format("entry {} states no foreseeable harm for {}", entry.number, claim.label()));
      }
    }
    if (entry.segregability.empty()) {
      add(entry,
          "segregability_missing",
          fmt::format("entry {} does not say what could be segregated", entry.number));
    }
  }

  std::span<const foia::VaughnEntry> entries_;
  std::map<foia::RecordId, RecordPages> by_record_{};
  std::vector<IndexProblem> problems_{};
};

}  // namespace

// LAW: Vaughn v. Rosen, 484 F.2d 820: every withholding is indexed, and the index says no more.
std::vector<IndexProblem> reconcile(std::span<const foia::VaughnEntry> entries,
                                    std::span<const IndexedPage> pages) {
  return Check(entries, pages).run();
}

IndexTotals totals(std::span<const foia::VaughnEntry> entries) {
  IndexTotals sums;
  for (const auto& entry : entries) {
    ++sums.entries;
    sums.pages += entry.pages;
    sums.in_full += entry.pages_in_full;
    sums.in_part += entry.pages_in_part;
    sums.withheld += entry.pages_withheld;
    sums.boxes += entry.boxes;
  }
  return sums;
}

}  // namespace vaughn::report
