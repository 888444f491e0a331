// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/census.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "review/outcomes.h"

namespace vaughn::engine {

using base::Result;

namespace {

struct PageState {
  std::optional<store::PageRuling> ruling{};  // the latest
  // By the first that decided something, since it was reopened if it was.
  base::Instant decided_at{};
  std::vector<const foia::Mark*> marks{};
  const store::ProducedPageRow* produced = nullptr;
  std::string submitter{};
  bool is_at_submitter = false;
  std::optional<base::Date> first_produced{};
  std::vector<clock::PageHold> holds{};  // against disclosure
};

// The pages of all records, one after the other.
class PageStates {
 public:
  explicit PageStates(const Census& census) : census_(census) {
    std::size_t count = 0;
    for (const auto& row : census.records) {
      starts_.push_back(count);
      count += static_cast<std::size_t>(row.page_count);
    }
    states_.resize(count);
  }

  // Null for a page that the rendition of the record does not have.
  PageState* find(foia::RecordId id, int page) {
    const auto* row = census_.find(id);
    if (row == nullptr || page < 1 || page > row->page_count) {
      return nullptr;
    }
    return &of(static_cast<std::size_t>(row - census_.records.data()), page);
  }
  PageState& of(std::size_t record, int page) {
    return states_[starts_[record] + static_cast<std::size_t>(page - 1)];
  }

 private:
  const Census& census_;
  std::vector<std::size_t> starts_{};
  std::vector<PageState> states_{};
};

void note_consultation(const foia::Consultation& consultation, PageStates& pages) {
  for (const auto& ref : consultation.pages) {
    auto* page = pages.find(ref.record, ref.page);
    if (page != nullptr && ("," + page->submitter + ",").find("," + consultation.submitter + ",") ==
                               std::string::npos) {
      page->submitter += (page->submitter.empty() ? "" : ",") + consultation.submitter;
    }
  }
  for (auto& [ref, hold] : clock::holds_of(consultation)) {
    if (auto* page = pages.find(ref.record, ref.page)) {
      page->is_at_submitter = page->is_at_submitter || hold.reason < clock::HoldReason::intent_due;
      page->holds.push_back(std::move(hold));
    }
  }
  for (auto& [ref, hold] : clock::sustained_of(consultation)) {
    if (auto* page = pages.find(ref.record, ref.page)) {
      page->holds.push_back(std::move(hold));
    }
  }
}

bool covers(const foia::Mark& mark, const base::Rect& box) {
  constexpr double kSlack = 0.5;
  const auto room = base::grown(mark.box, kSlack);
  return box.x0 >= room.x0 && box.y0 >= room.y0 && box.x1 <= room.x1 && box.y1 <= room.y1;
}

// Lower is graver. Only a disclosure date passes by itself, so everything else goes before it.
int gravity(const clock::PageHold& hold) {
  const auto reason =
      hold.reason == clock::HoldReason::sustained ? clock::HoldReason::intent_due : hold.reason;
  return static_cast<int>(reason);
}

// The gravest of the holds that keep something from being disclosed: what the agency withholds
// anyway needs no notice to the submitter.
std::optional<clock::PageHold> hold_of(const PageState& state, foia::PageOutcome decided) {
  std::optional<clock::PageHold> out;
  if (decided == foia::PageOutcome::withheld_in_full || decided == foia::PageOutcome::referred) {
    return out;
  }
  for (const auto& hold : state.holds) {
    const bool is_withheld =
        !hold.places.empty() &&
        std::all_of(hold.places.begin(), hold.places.end(), [&](const base::Rect& box) {
          return std::any_of(state.marks.begin(), state.marks.end(), [&](const auto* mark) {
            return covers(*mark, box);
          });
        });
    if (is_withheld) {
      continue;
    }
    if (!out || gravity(hold) < gravity(*out) ||
        (gravity(hold) == gravity(*out) && hold.until > out->until)) {
      out = hold;
    }
  }
  return out;
}

void decide(const PageState& state, PageRow& page) {
  review::PageFacts facts;
  facts.is_responsive = true;
  facts.is_at_submitter = state.is_at_submitter;
  facts.boxes = static_cast<int>(state.marks.size());
  const bool is_asked =
      state.ruling && state.ruling->disposition == foia::Disposition::review_again;
  if (is_asked) {
    page.asked_by = state.ruling->author;
  }
  if (state.ruling && !is_asked) {
    facts.is_processed = true;
    facts.is_withheld = state.ruling->disposition == foia::Disposition::withhold;
    facts.is_referred = state.ruling->disposition == foia::Disposition::refer;
  }
  page.decided = review::page_outcome(facts);
  page.hold = hold_of(state, page.decided);
  auto& claims = page.decided_claims;
  if (page.decided == foia::PageOutcome::withheld_in_full) {
    claims = state.ruling->claims;
  } else if (page.decided == foia::PageOutcome::in_part) {
    for (const auto* mark : state.marks) {
      claims.insert(claims.end(), mark->claims.begin(), mark->claims.end());
    }
  }
  std::sort(claims.begin(), claims.end());
  claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
}

}  // namespace

std::string_view to_string(RecordState state) {
  switch (state) {
    case RecordState::undecided: return "undecided";
    case RecordState::non_responsive: return "non_responsive";
    case RecordState::duplicate: return "duplicate";
    case RecordState::responsive: return "responsive";
  }
  return "";
}

const RecordRow* Census::find(foia::RecordId id) const {
  const auto by_id = [](const RecordRow& row, foia::RecordId wanted) {
    return row.record.id < wanted;
  };
  // Numbers are given without gaps, so a record stands at its number; the search is for the rest.
  const auto place = static_cast<std::size_t>(id.value - 1);
  if (place < records.size() && records[place].record.id == id) {
    return &records[place];
  }
  const auto found = std::lower_bound(records.begin(), records.end(), id, by_id);
  return found == records.end() || found->record.id != id ? nullptr : &*found;
}

std::int64_t Census::count_with_families(const std::vector<foia::RecordId>& ids) const {
  std::unordered_set<std::int64_t> families;
  std::int64_t count = 0;
  for (const auto id : ids) {
    const auto* row = find(id);
    const auto family = row == nullptr ? id : row->record.family;
    if (families.insert(family.value).second) {
      const auto size = family_sizes.find(family.value);
      count += size == family_sizes.end() ? 0 : size->second;
    }
  }
  return count;
}

Result<Census> Census::take(Workspace& workspace) {
  auto& db = workspace.db();
  Census census;
  const auto determinations = TRY(db.determinations());
  const auto marks = TRY(db.marks());
  const auto consultations = TRY(db.consultations());
  census.produced = TRY(db.produced_pages());
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  std::map<std::string, base::Date> dated;
  census.volumes = TRY(db.volumes());
  for (const auto& volume : census.volumes) {
    dated[volume.name] = volume.dated;
  }

  census.records.reserve(static_cast<std::size_t>(TRY(db.record_count())));
  TRY(db.each_record_head([&](foia::Record&& head) {
    ++census.family_sizes[head.family.value];
    auto& row = census.records.emplace_back();
    row.page_count = head.rendered_pages;
    row.record = std::move(head);
  }));
  std::set<foia::RecordId> decided;
  for (const auto& determination : determinations) {
    const auto* found = census.find(determination.record);
    if (found == nullptr) {
      continue;
    }
    if (determination.value == foia::Responsiveness::responsive) {
      census.records[static_cast<std::size_t>(found - census.records.data())].categories.insert(
          determination.category);
    }
    if (determination.value != foia::Responsiveness::unsure) {
      decided.insert(determination.record);
    }
  }
  for (auto& row : census.records) {
    if (!row.categories.empty()) {
      row.state = row.record.duplicate_of ? RecordState::duplicate : RecordState::responsive;
    } else {
      row.state =
          decided.contains(row.record.id) ? RecordState::non_responsive : RecordState::undecided;
    }
  }

  PageStates states(census);
  TRY(db.each_page_ruling([&](store::PageRuling&& ruling) {
    auto* state = states.find(ruling.record, ruling.page);
    if (state == nullptr) {
      return;
    }
    if (!state->ruling || state->ruling->disposition == foia::Disposition::review_again) {
      state->decided_at = ruling.at;
    }
    state->ruling = std::move(ruling);
  }));
  for (const auto& mark : marks) {
    if (auto* state = states.find(mark.mark.record, mark.mark.page)) {
      state->marks.push_back(&mark.mark);
    }
  }
  for (const auto& consultation : consultations) {
    note_consultation(consultation, states);
  }
  const std::string* volume_name = nullptr;
  base::Date volume_date{};
  for (const auto& row : census.produced) {
    auto* state = states.find(row.page.record, row.page.page);
    if (state == nullptr) {
      continue;
    }
    if (volume_name == nullptr || row.volume != *volume_name) {
      volume_name = &row.volume;
      volume_date = dated.at(row.volume);
    }
    if (!state->first_produced || volume_date < *state->first_produced) {
      state->first_produced = volume_date;
    }
    if (!row.superseded) {
      state->produced = &row;
    }
  }

  base::Instant last{};
  base::Date day = zone.date_at(last);
  std::size_t pages = 0;
  for (const auto& row : census.records) {
    pages += row.state == RecordState::responsive ? static_cast<std::size_t>(row.page_count) : 0;
  }
  census.pages.reserve(pages);
  for (std::size_t i = 0; i < census.records.size(); ++i) {
    const auto& row = census.records[i];
    if (row.state != RecordState::responsive) {
      continue;
    }
    for (int number = 1; number <= row.page_count; ++number) {
      auto& page = census.pages.emplace_back();
      page.record = i;
      page.page = number;
      const auto& state = states.of(i, number);
      page.submitter = state.submitter;
      if (state.ruling && state.ruling->disposition != foia::Disposition::review_again) {
        if (state.decided_at != last) {  // one event decides many pages
          last = state.decided_at;
          day = zone.date_at(last);
        }
        page.reviewed = day;
      }
      page.first_produced = state.first_produced;
      if (page.reviewed && page.first_produced && *page.first_produced < *page.reviewed) {
        page.reviewed = page.first_produced;
      }
      decide(state, page);
      if (state.produced != nullptr) {
        page.outcome = state.produced->page.outcome;
        page.is_produced = true;
        page.volume = state.produced->volume;
        page.number = state.produced->page.number;
        page.claims = state.produced->page.claims;
        page.boxes = state.produced->page.boxes;
      } else {
        page.outcome = page.decided;
        page.claims = page.decided_claims;
        page.boxes =
            page.decided == foia::PageOutcome::in_part ? static_cast<int>(state.marks.size()) : 0;
      }
    }
  }
  return census;
}

}  // namespace vaughn::engine
