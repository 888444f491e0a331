// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/same_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "engine/detail/placing.h"
#include "suggest/same_text.h"

namespace vaughn::engine {

using base::Result;
using foia::RecordId;

namespace {

constexpr std::array<std::string_view, 4> kKinships = {
    "duplicate", "quoted", "near_duplicate", "elsewhere"};

// What tells that two records say the same.
struct Kin {
  base::Sha256 sha256{};
  std::set<std::string> conversation{};  // message ids it has, answers and refers to
};

bool is_in_one_conversation(const Kin& one, const Kin& other) {
  return std::any_of(one.conversation.begin(), one.conversation.end(), [&](const auto& id) {
    return other.conversation.contains(id);
  });
}

// A place where a phrase stands.
struct Occurrence {
  SamePlace place{};
  suggest::Context context{};
  bool is_open = false;
};

struct Source {
  std::string text{};  // of the phrase, as under the mark
  std::vector<const foia::Mark*> marks{};
  bool is_telling = false;
};

// Half of the letters or more are under no mark: a box drawn by hand also touches a word beside it.
bool is_mostly_open(const pdf::PageText& page,
                    std::size_t first,
                    std::size_t count,
                    const std::vector<foia::Mark>& marks) {
  std::size_t open = 0;
  std::size_t all = 0;
  for (auto i = first; i < first + count; ++i) {
    const auto size = page.words[i].text.size();
    all += size;
    open += is_marked(page, i, 1, marks) ? 0 : size;
  }
  return open * 2 >= all;
}

class SameTexts {
 public:
  SameTexts(const SameTextRequest& request, Placing& placing)
      : request_(request), placing_(placing) {}

  void add_mark(const foia::Mark& mark) {
    const auto words = lexicon_.fold(std::string_view(mark.removed_text));
    for (auto& phrase : suggest::phrases_of(words)) {
      const auto [place, is_new] = index_.emplace(phrase.words, sources_.size());
      if (is_new) {
        sources_.push_back(
            {.text = mark.removed_text, .is_telling = suggest::is_telling(mark.removed_text)});
        phrases_.push_back(std::move(phrase));
      }
      sources_[place->second].marks.push_back(&mark);
    }
  }

  void start() {
    finder_.emplace(std::move(phrases_));
    occurrences_.resize(sources_.size());
  }

  void read(RecordId record, const Kin& kin, const std::vector<ReadPage>& pages) {
    kin_[record] = kin;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      if (!withheld.contains({record, number})) {
        ++pages_read;
        read_page(record, number, pages[i].text);
      }
    }
  }

  std::vector<SameText> texts() {
    std::vector<SameText> out;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto row = text_of(i);
      if (!row.open.empty() || row.claims.size() > 1) {
        out.push_back(std::move(row));
      }
    }
    return out;
  }

  std::set<std::pair<RecordId, int>> withheld{};  // pages
  std::int64_t pages_read = 0;

 private:
  void read_page(RecordId record, int number, const pdf::PageText& page) {
    std::vector<std::string_view> words;
    words.reserve(page.words.size());
    for (const auto& word : page.words) {
      words.push_back(word.text);
    }
    const auto folded = lexicon_.fold(words);
    const auto& marks = placing_.marks_on(record, number);
    for (const auto& hit : finder_->find(folded)) {
      const auto count = finder_->phrases()[hit.phrase].words.size();
      const auto first = folded.source[hit.first];
      const auto last = folded.source[hit.first + count - 1];
      Occurrence found;
      found.is_open = is_mostly_open(page, first, last - first + 1, marks);
      found.context = suggest::context_of(folded, hit.first, count);
      found.place = {.record = record,
                     .page = number,
                     .boxes = pdf::boxes_of_words(page, first, last - first + 1),
                     .is_produced = placing_.is_produced(record, number)};
      if (!found.is_open) {
        const auto mark = std::find_if(marks.begin(), marks.end(), [&](const foia::Mark& one) {
          return std::any_of(
              page.words.begin() + first,
              page.words.begin() + last + 1,
              [&](const pdf::Word& word) { return base::touches(one.box, word.box); });
        });
        found.place.mark = mark == marks.end() ? foia::MarkId() : mark->id;
      }
      occurrences_[hit.phrase].push_back(std::move(found));
    }
  }

  Kinship kinship(const Occurrence& open, const Occurrence& marked) const {
    const auto& one = kin_.at(open.place.record);
    const auto& other = kin_.at(marked.place.record);
    const bool is_same = suggest::is_same_passage(open.context, marked.context);
    if (open.place.record != marked.place.record && one.sha256 == other.sha256 &&
        open.place.page == marked.place.page) {
      return Kinship::duplicate;
    }
    if (!is_same) {
      return Kinship::elsewhere;
    }
    return open.place.record != marked.place.record && is_in_one_conversation(one, other)
               ? Kinship::quoted
               : Kinship::near_duplicate;
  }

  SameText text_of(std::size_t index) {
    const auto& source = sources_[index];
    SameText out{.text = source.text};
    std::set<foia::MarkId> of_source;
    for (const auto* mark : source.marks) {
      of_source.insert(mark->id);
      if (std::find(out.claims.begin(), out.claims.end(), mark->claims) == out.claims.end()) {
        out.claims.push_back(mark->claims);
      }
    }
    std::vector<const Occurrence*> marked;
    for (const auto& found : occurrences_[index]) {
      if (!found.is_open) {
        out.marked.push_back(found.place);
        if (of_source.contains(found.place.mark)) {
          marked.push_back(&found);
        }
      }
    }
    for (const auto& found : occurrences_[index]) {
      if (!found.is_open) {
        continue;
      }
      auto place = found.place;
      place.kinship = Kinship::elsewhere;
      place.mark = source.marks.front()->id;
      for (const auto* other : marked) {
        const auto closer = kinship(found, *other);
        if (closer < place.kinship) {
          place.kinship = closer;
          place.mark = other->place.mark;
        }
      }
      const bool is_asked =
          request_.kinships.empty() ||
          std::find(request_.kinships.begin(), request_.kinships.end(), place.kinship) !=
              request_.kinships.end();
      if (is_asked && (source.is_telling || place.kinship != Kinship::elsewhere)) {
        out.open.push_back(std::move(place));
      }
    }
    return out;
  }

  const SameTextRequest& request_;
  Placing& placing_;
  suggest::Lexicon lexicon_{};
  std::map<std::vector<std::uint32_t>, std::size_t> index_{};
  std::vector<suggest::Phrase> phrases_{};
  std::vector<Source> sources_{};
  std::optional<suggest::PhraseFinder> finder_{};
  std::vector<std::vector<Occurrence>> occurrences_{};  // by phrase
  std::unordered_map<RecordId, Kin> kin_{};
};

Result<std::unordered_map<RecordId, Kin>> kin_of(Workspace& workspace,
                                                 const std::vector<RecordId>& ids) {
  std::unordered_map<RecordId, Kin> out;
  const auto records = TRY(workspace.db().records(ids));
  for (const auto& record : records) {
    auto& kin = out[record.id];
    kin.sha256 = record.sha256;
    const auto& metadata = record.metadata;
    kin.conversation.insert(metadata.references.begin(), metadata.references.end());
    kin.conversation.insert(metadata.message_id);
    kin.conversation.insert(metadata.in_reply_to);
    kin.conversation.erase("");
  }
  return out;
}

void place_open(Placing& placing,
                const std::vector<SameText>& texts,
                const std::map<foia::MarkId, foia::Mark>& marks) {
  for (const auto& row : texts) {
    for (const auto& place : row.open) {
      const auto& mark = marks.at(place.mark);
      for (const auto& box : place.boxes) {
        placing.place({place.record,
                       place.page,
                       box,
                       row.text,
                       mark.claims,
                       fmt::format("{} (same text as M-{})", mark.reason, mark.id.value),
                       mark.harm});
      }
    }
  }
}

}  // namespace

std::string_view to_string(Kinship kinship) {
  return kKinships[static_cast<std::size_t>(kinship)];
}

Result<Kinship> parse_kinship(std::string_view word) {
  for (std::size_t i = 0; i < kKinships.size(); ++i) {
    if (kKinships[i] == word) {
      return static_cast<Kinship>(i);
    }
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("'{}' is no kinship of texts", word),
                     fmt::format("{}", fmt::join(kKinships, ", "))};
}

std::int64_t SameTextResult::open_places() const {
  std::int64_t out = 0;
  for (const auto& row : texts) {
    out += static_cast<std::int64_t>(row.open.size());
  }
  return out;
}

std::int64_t SameTextResult::treated_two_ways() const {
  return std::count_if(
      texts.begin(), texts.end(), [](const SameText& row) { return row.claims.size() > 1; });
}

Result<SameTextResult> same_text(Workspace& workspace,
                                 Sandbox& sandbox,
                                 const SameTextRequest& request,
                                 const Watch& watch) {
  std::optional<std::set<RecordId>> wanted;
  if (request.scope) {
    const auto resolved = TRY(resolve(workspace, *request.scope));
    wanted.emplace(resolved.records.begin(), resolved.records.end());
  }
  auto placing = TRY(Placing::begin(workspace, request.is_correction));
  std::map<foia::MarkId, foia::Mark> marks;
  const auto in_force = TRY(workspace.db().marks());
  for (const auto& row : in_force) {
    marks.emplace(row.mark.id, row.mark);
  }
  SameTextResult out;
  SameTexts work(request, placing);
  for (const auto& [id, mark] : marks) {
    if (!wanted || wanted->contains(mark.record)) {
      ++out.marks_looked_at;
      work.add_mark(mark);
    }
  }
  work.start();
  std::vector<RecordId> to_read;
  for (const auto& page : placing.census().pages) {
    const auto id = placing.census().records[page.record].record.id;
    if (page.decided == foia::PageOutcome::withheld_in_full ||
        page.decided == foia::PageOutcome::referred) {
      work.withheld.insert({id, page.page});
    }
    if (to_read.empty() || to_read.back() != id) {
      to_read.push_back(id);
    }
  }
  std::erase_if(to_read, [&](RecordId id) { return !placing.may_mark(id); });
  if (out.marks_looked_at == 0) {
    to_read.clear();
  }
  const auto kin = TRY(kin_of(workspace, to_read));
  out.unread = TRY(read_records(
      workspace,
      sandbox,
      to_read,
      "reading",
      [&](RecordId id, const std::vector<ReadPage>& pages) -> Result<void> {
        ++out.records_read;
        work.read(id, kin.at(id), pages);
        return {};
      },
      watch));
  out.pages_read = work.pages_read;
  out.texts = work.texts();
  if (request.is_applied) {
    place_open(placing, out.texts, marks);
  }
  const auto reason = request.reason.empty() ? "the same text as under marks" : request.reason;
  out.marks = TRY(placing.finish(workspace, reason, request.is_dry_run || !request.is_applied));
  return out;
}

}  // namespace vaughn::engine
