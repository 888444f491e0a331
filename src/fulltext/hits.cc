// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"

namespace vaughn::fulltext {
namespace {

using Ids = std::vector<foia::RecordId>;

// Families of the population: who belongs to whom.
class Families {
 public:
  Families(const FamilyMap& heads, const Ids& population) : heads_(heads) {
    for (const auto id : population) {
      members_[head(id)].push_back(id);
    }
  }

  foia::RecordId head(foia::RecordId id) const {
    const auto found = heads_.find(id);
    return found == heads_.end() ? id : found->second;
  }

  std::set<foia::RecordId> heads_of(const Ids& ids) const {
    std::set<foia::RecordId> out;
    for (const auto id : ids) {
      out.insert(head(id));
    }
    return out;
  }

  Ids members_of(const std::set<foia::RecordId>& heads) const {
    Ids out;
    for (const auto family : heads) {
      const auto found = members_.find(family);
      if (found != members_.end()) {
        out.insert(out.end(), found->second.begin(), found->second.end());
      }
    }
    std::ranges::sort(out);
    return out;
  }

 private:
  const FamilyMap& heads_;
  std::map<foia::RecordId, Ids> members_{};
};

// A word of the query, by the way down to its phrase.
void for_each_word(Node& node, const auto& visit) {
  if (node.kind == NodeKind::phrase) {
    for (auto& word : node.words) {
      visit(word);
    }
  }
  for (auto& child : node.children) {
    for_each_word(child, visit);
  }
}

// The query with one word changed that has the most hits.
base::Result<void> suggest(const Index& index,
                           const SearchTerm& term,
                           const FindOptions& options,
                           TermHits& row) {
  constexpr int kTries = 3;
  auto changed = term.query;
  std::vector<std::string*> words;
  for_each_word(changed.root, [&](std::string& word) {
    if (word.find_first_of("*?") == std::string::npos) {
      words.push_back(&word);
    }
  });
  // A word that occurs nowhere is what to change; else any may be.
  std::vector<std::string*> absent;
  for (auto* word : words) {
    const Query alone{.root = {.kind = NodeKind::phrase, .words = {*word}}};
    const auto found = TRY(index.find(alone));
    if (found.ids.empty()) {
      absent.push_back(word);
    }
  }
  for (auto* word : absent.empty() ? words : absent) {
    const auto as_typed = *word;
    const auto similar = TRY(index.near_terms(as_typed, kTries));
    for (const auto& near : similar) {
      *word = near.word;
      const auto found = TRY(index.find(changed, options));
      const auto count = static_cast<std::int64_t>(found.ids.size());
      if (count > row.suggestion_records) {
        row.suggestion_records = count;
        row.suggestion = to_string(changed);
      }
    }
    *word = as_typed;
  }
  return {};
}

void describe(const std::vector<RecordFacts>& facts, TermHits& row) {
  std::set<std::string> custodians;
  for (const auto& fact : facts) {
    if (!fact.custodian.empty()) {
      custodians.insert(fact.custodian);
    }
    if (fact.date) {
      row.earliest = row.earliest ? std::min(*row.earliest, *fact.date) : *fact.date;
      row.latest = row.latest ? std::max(*row.latest, *fact.date) : *fact.date;
    }
  }
  row.custodians.assign(custodians.begin(), custodians.end());
}

}  // namespace

base::Result<std::vector<SearchTerm>> parse_terms(std::string_view text,
                                                  const ParseOptions& options) {
  std::vector<SearchTerm> out;
  int number = 0;
  for (auto line : base::split(text, '\n')) {
    ++number;
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) {
      line.remove_prefix(3);  // byte order mark
    }
    line = base::trim(line);
    if (line.empty() || line.front() == '#') {
      continue;
    }
    auto query = parse_query(line, options);
    if (!query) {
      return base::with_context(query.error(), fmt::format("line {}", number));
    }
    const auto same = std::ranges::find_if(
        out, [&](const SearchTerm& term) { return term.query.root == query->root; });
    if (same != out.end()) {
      return base::Error{base::ErrorCode::invalid_argument,
                         fmt::format("lines {} and {} ask for the same", same->line, number),
                         "remove one: with both, neither would have unique hits"};
    }
    out.push_back({number, std::string(line), std::move(*query)});
  }
  if (out.empty()) {
    return base::Error{
        base::ErrorCode::invalid_argument, "the list has no search term", "write one query a line"};
  }
  return out;
}

base::Result<HitReport> hit_report(const Index& index,
                                   const std::vector<SearchTerm>& terms,
                                   const FamilyMap& families,
                                   const FindOptions& options) {
  const auto everything = TRY(index.all_records());
  Ids population;
  if (options.within == nullptr) {
    population = everything;
  } else {
    std::ranges::set_intersection(everything, *options.within, std::back_inserter(population));
  }
  const Families family(families, population);

  HitReport out{.population = static_cast<std::int64_t>(population.size()),
                .manifest = index.manifest().hash()};
  std::vector<Ids> hits;
  std::vector<std::set<foia::RecordId>> heads;
  std::map<foia::RecordId, int> terms_of_record;
  std::map<foia::RecordId, int> terms_of_family;
  for (const auto& term : terms) {
    auto found = TRY(index.find(term.query, options));
    TermHits row{.number = static_cast<int>(out.terms.size()) + 1,
                 .term = term.text,
                 .records = static_cast<std::int64_t>(found.ids.size()),
                 .record = std::move(found.record)};
    heads.push_back(family.heads_of(found.ids));
    row.with_family = static_cast<std::int64_t>(family.members_of(heads.back()).size());
    describe(TRY(index.facts(found.ids)), row);
    for (const auto id : found.ids) {
      ++terms_of_record[id];
    }
    for (const auto head : heads.back()) {
      ++terms_of_family[head];
    }
    if (found.ids.empty()) {
      TRY(suggest(index, term, options, row));
    }
    hits.push_back(std::move(found.ids));
    out.terms.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < terms.size(); ++i) {
    auto& row = out.terms[i];
    row.unique =
        std::ranges::count_if(hits[i], [&](foia::RecordId id) { return terms_of_record[id] == 1; });
    std::set<foia::RecordId> own;
    std::ranges::copy_if(heads[i], std::inserter(own, own.end()), [&](foia::RecordId head) {
      return terms_of_family[head] == 1;
    });
    row.unique_with_family = static_cast<std::int64_t>(family.members_of(own).size());
  }
  for (const auto& [id, count] : terms_of_record) {
    out.ids.push_back(id);
  }
  out.ids_with_family = family.members_of(family.heads_of(out.ids));
  out.records = static_cast<std::int64_t>(out.ids.size());
  out.with_family = static_cast<std::int64_t>(out.ids_with_family.size());
  return out;
}

}  // namespace vaughn::fulltext
