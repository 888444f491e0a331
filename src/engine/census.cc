// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/census.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "review/outcomes.h"

namespace vaughn::engine {

using base::Result;

namespace {

using PageKey = std::pair<foia::RecordId, int>;

struct PageState {
  const foia::PageDecision* decision = nullptr;
  std::vector<const foia::Mark*> marks{};
  const store::ProducedPageRow* produced = nullptr;
  std::string submitter{};
  bool is_at_submitter = false;
  std::optional<base::Date> reviewed{};
  std::optional<base::Date> first_produced{};
  std::vector<clock::PageHold> holds{};  // against disclosure
};

void note_consultation(const foia::Consultation& consultation,
                       std::map<PageKey, PageState>& pages) {
  for (const auto& ref : consultation.pages) {
    auto& page = pages[{ref.record, ref.page}];
    if (("," + page.submitter + ",").find("," + consultation.submitter + ",") ==
        std::string::npos) {
      page.submitter += (page.submitter.empty() ? "" : ",") + consultation.submitter;
    }
  }
  for (auto& [ref, hold] : clock::holds_of(consultation)) {
    auto& page = pages[{ref.record, ref.page}];
    page.is_at_submitter = page.is_at_submitter || hold.reason < clock::HoldReason::intent_due;
    page.holds.push_back(std::move(hold));
  }
  for (auto& [ref, hold] : clock::sustained_of(consultation)) {
    pages[{ref.record, ref.page}].holds.push_back(std::move(hold));
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
  if (state.decision != nullptr) {
    facts.is_processed = true;
    facts.is_withheld = state.decision->disposition == foia::Disposition::withhold;
    facts.is_referred = state.decision->disposition == foia::Disposition::refer;
  }
  page.decided = review::page_outcome(facts);
  page.hold = hold_of(state, page.decided);
  auto& claims = page.decided_claims;
  if (page.decided == foia::PageOutcome::withheld_in_full) {
    claims = state.decision->claims;
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
  auto heads = TRY(db.record_heads());
  const auto determinations = TRY(db.determinations());
  const auto decisions = TRY(db.page_decisions());
  const auto marks = TRY(db.marks());
  const auto consultations = TRY(db.consultations());
  const auto produced = TRY(db.produced_pages());
  const auto first_decisions = TRY(db.first_decisions());
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  std::map<std::string, base::Date> dated;
  const auto volumes = TRY(db.volumes());
  for (const auto& volume : volumes) {
    dated[volume.name] = volume.dated;
  }

  census.records.reserve(heads.size());
  for (auto& head : heads) {
    ++census.family_sizes[head.family.value];
    RecordRow row;
    row.page_count = head.rendered_pages;
    row.record = std::move(head);
    census.records.push_back(std::move(row));
  }
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

  std::map<PageKey, PageState> states;
  for (const auto& decision : decisions) {
    states[{decision.record, decision.page}].decision = &decision;
  }
  for (const auto& mark : marks) {
    states[{mark.mark.record, mark.mark.page}].marks.push_back(&mark.mark);
  }
  for (const auto& consultation : consultations) {
    note_consultation(consultation, states);
  }
  base::Instant last{};
  base::Date day = zone.date_at(last);
  for (const auto& first : first_decisions) {
    if (first.at != last) {  // one event decides many pages
      last = first.at;
      day = zone.date_at(last);
    }
    states[{first.record, first.page}].reviewed = day;
  }
  for (const auto& row : produced) {
    auto& state = states[{row.page.record, row.page.page}];
    const auto volume = dated.find(row.volume);
    if (volume != dated.end() &&
        (!state.first_produced || volume->second < *state.first_produced)) {
      state.first_produced = volume->second;
    }
    if (!row.superseded) {
      states[{row.page.record, row.page.page}].produced = &row;
    }
  }

  for (std::size_t i = 0; i < census.records.size(); ++i) {
    const auto& row = census.records[i];
    if (row.state != RecordState::responsive) {
      continue;
    }
    for (int number = 1; number <= row.page_count; ++number) {
      PageRow page;
      page.record = i;
      page.page = number;
      const auto& state = states[{row.record.id, number}];
      page.submitter = state.submitter;
      page.reviewed = state.reviewed;
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
      census.pages.push_back(std::move(page));
    }
  }
  return census;
}

}  // namespace vaughn::engine
