// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/vaughn_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "base/text.h"

namespace vaughn::report {

using foia::VaughnEntry;

namespace {

constexpr std::size_t kBoilerplate = 3;

// Phrases that say nothing of the record at hand.
constexpr std::string_view kStockPhrases[] = {
    "could reasonably be expected to cause harm",
    "would harm the agency",
    "would cause harm",
    "release would be harmful",
    "chilling effect",
    "privacy interests outweigh",
    "for privacy reasons",
    "sensitive information",
    "exempt information",
};

// The reviewers' words, without claims, places and the elements that the program adds.
std::string reasons_of(const VaughnEntry& entry) {
  return base::fold_case(base::collapse_white_space(entry.description));
}

std::string harm_words(const VaughnEntry& entry) {
  std::string out;
  for (const auto line : base::split(entry.harm, '\n')) {
    const auto colon = line.find(": ");
    out += std::string(colon == line.npos ? line : line.substr(colon + 2)) + "\n";
  }
  return base::fold_case(base::collapse_white_space(base::trim(out)));
}

class IndexLinter {
 public:
  explicit IndexLinter(std::span<const VaughnEntry> entries) : entries_(entries) {}

  std::vector<IndexProblem> run() {
    for (const auto& entry : entries_) {
      check(entry);
    }
    check_repeated();
    std::stable_sort(problems_.begin(), problems_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.entry, a.code) < std::tie(b.entry, b.code);
    });
    return std::move(problems_);
  }

 private:
  void find(const VaughnEntry& entry, std::string code, std::string message) {
    problems_.push_back({std::move(code),
                         entry.number,
                         entry.record,
                         fmt::format("entry {} {}", entry.number, message)});
  }

  // LAW: Wiener v. FBI, 943 F.2d 972: for each withholding the exemption and a particular reason.
  // LAW: 5 U.S.C. 552(a)(8)(A)(i): the harm that the agency foresees from disclosure.
  void check(const VaughnEntry& entry) {
    if (base::trim(entry.description).empty()) {
      find(entry, "description_missing", "does not describe what is withheld");
    }
    std::set<std::string> generic;
    std::vector<std::string> all;
    for (const auto& claim : entry.claims) {
      all.emplace_back(claim.exemption().row().covers);
    }
    std::string said = reasons_of(entry);
    for (const auto& covers : all) {
      said = base::replace_all(std::move(said), base::fold_case(covers), "");
    }
    if (!base::trim(entry.description).empty() &&
        said.find_first_not_of(" ;,.") == std::string::npos) {
      find(entry,
           "no_particulars",
           "describes only what its exemptions cover, not what is withheld here");
    }
    if (base::trim(entry.justification).empty()) {
      find(entry, "justification_missing", "has no justification");
    }
    for (const auto& claim : entry.claims) {
      const auto code = std::string(claim.exemption().code());
      if (entry.harm.find(code + ":") == std::string::npos) {
        find(entry, "harm_missing", fmt::format("states no foreseeable harm under {}", code));
      }
    }
    if (base::trim(entry.segregability).empty()) {
      find(entry, "segregability_missing", "does not say what could be segregated");
    }
    const auto harm = harm_words(entry);
    for (const auto phrase : kStockPhrases) {
      if (harm.find(phrase) != std::string::npos ||
          reasons_of(entry).find(phrase) != std::string::npos) {
        find(entry, "conclusory", fmt::format("says “{}” and not why", phrase));
      }
    }
  }

  // LAW: Transgender Law Center v. ICE, 46 F.4th 771: boilerplate entries fail.
  void check_repeated() {
    std::map<std::string, std::vector<const VaughnEntry*>> by_harm;
    for (const auto& entry : entries_) {
      if (const auto harm = harm_words(entry); !harm.empty()) {
        by_harm[harm].push_back(&entry);
      }
    }
    for (const auto& [harm, entries] : by_harm) {
      std::set<std::string> things;
      for (const auto* entry : entries) {
        things.insert(reasons_of(*entry));
      }
      if (things.size() < kBoilerplate) {
        continue;
      }
      for (const auto* entry : entries) {
        find(*entry,
             "boilerplate",
             fmt::format("states the same harm as {} other entries about other things",
                         entries.size() - 1));
      }
    }
  }

  std::span<const VaughnEntry> entries_;
  std::vector<IndexProblem> problems_{};
};

}  // namespace

std::vector<IndexProblem> lint_index(std::span<const VaughnEntry> entries) {
  return IndexLinter(entries).run();
}

std::string entry_digest(const VaughnEntry& entry) {
  base::Hasher hasher;
  const auto rows = vaughn_rows({entry});
  for (const auto& field : rows.back()) {
    hasher.add_field(field);
  }
  return hasher.finish().hex();
}

}  // namespace vaughn::report
