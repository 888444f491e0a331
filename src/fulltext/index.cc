// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/index.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "fulltext/detail/evaluate.h"
#include "fulltext/detail/similar_words.h"
#include "fulltext/detail/visible_records.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {
namespace {

bool uses_other_field(const Node& node) {
  return (node.kind == NodeKind::filter && node.field == Field::other) ||
         std::ranges::any_of(node.children, uses_other_field);
}

std::vector<foia::RecordId> sorted_ids(const Records& records) {
  std::vector<foia::RecordId> out;
  out.reserve(records.size());
  for (const auto record : records) {
    out.push_back({record});
  }
  return out;
}

}  // namespace

base::Sha256 hash_of_ids(const std::vector<foia::RecordId>& sorted_ids) {
  base::Hasher hasher;
  for (const auto id : sorted_ids) {
    hasher.add(foia::control_number(id) + "\n");
  }
  return hasher.finish();
}

struct Index::Impl {
  Manifest manifest{};
  SegmentFiles files{};
  std::vector<Records> replaced{};  // per segment: not to be found there
  std::string word_rules{};
  std::int64_t records = 0;

  // The records of one segment that match, without replaced ones.
  base::Result<Records> search(std::size_t i,
                               const Node& node,
                               const base::TimeZone& zone,
                               const FindOptions& options) {
    auto& file = *files[i];
    file.set_context({&zone, &options});
    Records within;
    if (options.within != nullptr) {
      for (const auto id : *options.within) {
        if (id.value >= file.entry().first_record && id.value <= file.entry().last_record) {
          within.push_back(static_cast<std::uint32_t>(id.value));
        }
      }
    }
    Evaluation evaluation(file);
    auto found = evaluation.records(node, options.within == nullptr ? nullptr : &within);
    file.set_context({});
    auto hits = TRY(std::move(found));
    Records out;
    std::ranges::set_difference(hits, replaced[i], std::back_inserter(out));
    return out;
  }

  base::Result<Records> search_all(const Node& node,
                                   const base::TimeZone& zone,
                                   const FindOptions& options) {
    Records out;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto more = TRY(search(i, node, zone, options));
      out.insert(out.end(), more.begin(), more.end());
    }
    std::ranges::sort(out);
    return out;
  }

  base::Result<void> count_terms(const Node& node,
                                 const base::TimeZone& zone,
                                 const FindOptions& options,
                                 std::vector<TermCount>& out) {
    if (node.kind == NodeKind::phrase || node.kind == NodeKind::near ||
        node.kind == NodeKind::filter) {
      TermCount count{.term = to_string(node), .column = node.column};
      const auto hits = TRY(search_all(node, zone, options));
      count.records = static_cast<std::int64_t>(hits.size());
      if (node.kind == NodeKind::phrase) {
        std::set<std::string> words;
        for (const auto& file : files) {
          for (const auto& pattern : node.words) {
            if (pattern == "*") {
              continue;
            }
            auto expansions = TRY(file->expand(pattern));
            for (auto& word : expansions) {
              words.insert(std::move(word.word));
            }
          }
        }
        count.words = static_cast<std::int64_t>(words.size());
      }
      out.push_back(std::move(count));
    }
    for (const auto& child : node.children) {
      TRY(count_terms(child, zone, options, out));
    }
    return {};
  }
};

Index::Index(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

base::Result<Index> Index::open(const std::filesystem::path& folder,
                                const Manifest& manifest,
                                Verify verify) {
  return open(folder, manifest, [verify](const SegmentEntry&) { return verify; });
}

base::Result<Index> Index::open(const std::filesystem::path& folder,
                                const Manifest& manifest,
                                const VerifyOf& verify_of) {
  auto impl = std::make_unique<Impl>();
  impl->manifest = manifest;
  impl->files = TRY(open_segments(folder, manifest, verify_of));
  impl->replaced = TRY(replaced_records(impl->files));
  impl->word_rules = word_rules_version();
  for (std::size_t i = 0; i < impl->files.size(); ++i) {
    impl->records +=
        impl->files[i]->entry().records - static_cast<std::int64_t>(impl->replaced[i].size());
  }
  return Index(std::move(impl));
}

base::Result<FindResult> Index::find(const Query& query, const FindOptions& options) const {
  const auto zone = TRY(base::TimeZone::make(query.time_zone));
  FindResult out;
  out.ids = sorted_ids(TRY(impl_->search_all(query.root, zone, options)));
  out.record = {.manifest = impl_->manifest.hash(),
                .word_rules = impl_->word_rules,
                .query = to_string(query),
                .time_zone = query.time_zone,
                .ids = hash_of_ids(out.ids),
                .needs_ledger = uses_other_field(query.root)};
  return out;
}

base::Result<std::vector<TermCount>> Index::term_counts(const Query& query,
                                                        const FindOptions& options) const {
  const auto zone = TRY(base::TimeZone::make(query.time_zone));
  std::vector<TermCount> out;
  TRY(impl_->count_terms(query.root, zone, options, out));
  return out;
}

base::Result<std::vector<NearTerm>> Index::near_terms(std::string_view word, int at_most) const {
  SimilarWords similar(word);
  for (const auto& file : impl_->files) {
    TRY(file->dictionary())->for_each([&](const DictionaryWord& other) {
      similar.consider(other.text);
    });
  }
  const auto zone = TRY(base::TimeZone::make("UTC"));
  struct Ranked {
    int distance = 0;
    NearTerm term{};
  };
  std::vector<Ranked> ranked;
  for (const auto& candidate : similar.best()) {
    Node node{.kind = NodeKind::phrase, .words = {candidate.word}};
    const auto hits = TRY(impl_->search_all(node, zone, {}));
    if (!hits.empty()) {
      ranked.push_back(
          {candidate.distance, {candidate.word, static_cast<std::int64_t>(hits.size())}});
    }
  }
  std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
    return std::pair(a.distance, -a.term.records) < std::pair(b.distance, -b.term.records);
  });
  std::vector<NearTerm> out;
  for (auto& candidate : ranked) {
    if (static_cast<int>(out.size()) < at_most) {
      out.push_back(std::move(candidate.term));
    }
  }
  return out;
}

base::Result<std::vector<foia::RecordId>> Index::all_records() const {
  Records out;
  for (std::size_t i = 0; i < impl_->files.size(); ++i) {
    const auto all = TRY(impl_->files[i]->all_records());
    std::ranges::set_difference(all, impl_->replaced[i], std::back_inserter(out));
  }
  std::ranges::sort(out);
  return sorted_ids(out);
}

base::Result<std::vector<RecordFacts>> Index::facts(const std::vector<foia::RecordId>& ids) const {
  std::vector<RecordFacts> out;
  for (std::size_t i = 0; i < impl_->files.size(); ++i) {
    auto& file = *impl_->files[i];
    const auto* rows = TRY(file.rows());
    auto id = ids.begin();
    for (const auto& row : *rows) {
      while (id != ids.end() && id->value < row.record) {
        ++id;
      }
      if (id == ids.end()) {
        break;
      }
      if (id->value != row.record || std::ranges::binary_search(impl_->replaced[i], row.record)) {
        continue;
      }
      RecordFacts facts{.id = *id,
                        .office = file.value(row.office),
                        .custodian = file.value(row.custodian),
                        .kind = file.value(row.kind)};
      if (row.is_dated) {
        facts.date = base::Instant(std::chrono::seconds(row.date));
      }
      out.push_back(std::move(facts));
    }
  }
  std::ranges::sort(out, {}, &RecordFacts::id);
  return out;
}

const Manifest& Index::manifest() const {
  return impl_->manifest;
}
const std::string& Index::word_rules() const {
  return impl_->word_rules;
}
std::int64_t Index::record_count() const {
  return impl_->records;
}

}  // namespace vaughn::fulltext
