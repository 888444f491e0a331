// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/census.h"
#include "engine/page_states.h"
#include "review/propagation.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RecordId;

namespace {

Result<void> check_code(const Workspace& workspace, const CodeRequest& request) {
  if (request.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a determination needs a reason",
                 "add --reason \"why these records do or do not answer the category\""};
  }
  if (request.categories.empty() && request.value != foia::Responsiveness::not_responsive) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said to which category",
                 "add --category KEY; `vaughn status` lists the categories"};
  }
  for (const auto& key : request.categories) {
    if (workspace.matter().category(key) == nullptr) {
      std::string known;
      for (const auto& category : workspace.matter().categories) {
        known += (known.empty() ? "" : ", ") + category.key;
      }
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the request has no category '{}'", key),
                   "categories: " + known};
    }
  }
  return {};
}

std::set<RecordId> produced_records(const std::vector<store::ProducedPageRow>& pages) {
  std::set<RecordId> out;
  for (const auto& page : pages) {
    out.insert(page.page.record);
  }
  return out;
}

// The first page of each record that can no longer be coded away, with where it stands.
using Reviewed = std::map<RecordId, std::pair<int, clock::PageState>>;
Reviewed reviewed_pages(const Census& census, const PageStates& states) {
  Reviewed out;
  for (const auto& page : census.pages) {
    const auto state = states.of(census, page);
    if (!clock::next(state, clock::PageStep::code_non_responsive)) {
      out.try_emplace(census.records[page.record].record.id, page.page, state);
    }
  }
  return out;
}

// The family of the first of its copies.
RecordId first_family(const Census& census, RecordId id) {
  const auto* row = census.find(id);
  if (row != nullptr && row->record.duplicate_of) {
    row = census.find(row->record.duplicate_of);
  }
  return row == nullptr ? id : row->record.family;
}

// LAW: AILA v. EOIR, 830 F.3d 667: what was reviewed as responsive is not coded away in part.
// A record that was responsive and would answer no category any more.
std::optional<clock::Refusal> coding_refusal(const Census& census,
                                             const Reviewed& reviewed,
                                             RecordId id,
                                             const std::string& category,
                                             foia::Responsiveness value) {
  const auto* row = census.find(id);
  const bool is_taken_away = value != foia::Responsiveness::responsive && row != nullptr &&
                             row->categories == std::set<std::string>{category};
  const auto page = reviewed.find(id);
  if (!is_taken_away || page == reviewed.end()) {
    return std::nullopt;
  }
  return clock::page_refusal(
      page_name(id, page->second.first), page->second.second, clock::PageStep::code_non_responsive);
}

}  // namespace

Result<CodeResult> code(Workspace& workspace, const CodeRequest& request) {
  TRY(check_code(workspace, request));
  auto resolved = TRY(resolve(workspace, request.scope));
  const auto heads = TRY(workspace.db().record_heads());
  std::vector<review::ReviewRecord> records;
  records.reserve(heads.size());
  for (const auto& head : heads) {
    records.push_back({head.id, head.family, head.duplicate_of});
  }
  const auto current = TRY(workspace.db().determinations());
  const auto pages = TRY(workspace.db().produced_pages());
  const auto produced = produced_records(pages);

  const auto census = TRY(Census::take(workspace));
  const auto states = TRY(PageStates::take(workspace, census));
  const auto reviewed = reviewed_pages(census, states);
  std::optional<clock::Refusal> refused;

  CodeResult out;
  out.selection = resolved.description;
  out.chosen = static_cast<std::int64_t>(resolved.records.size());
  auto categories = request.categories;
  if (categories.empty()) {
    categories.emplace_back();
  }
  store::ResponsivenessCoded body;
  body.selection = resolved.description;
  for (const auto& category : categories) {
    const auto plan = TRY(review::spread_determination(
        records,
        resolved.records,
        category,
        request.value,
        current,
        review::FamilyPolicy::families_together,
        request.overwrite ? review::Overwrite::yes : review::Overwrite::no));
    out.unchanged += static_cast<std::int64_t>(plan.unchanged.size());
    out.kept += static_cast<std::int64_t>(plan.kept.size());
    out.replaced += static_cast<std::int64_t>(plan.replaced.size());
    // Copies and families go together: if one of them cannot be coded away, none is.
    std::set<RecordId> kept;
    for (const auto& spread : plan.to_write) {
      if (auto why = coding_refusal(census, reviewed, spread.record, category, request.value)) {
        kept.insert(first_family(census, spread.record));
        refused = refused ? std::move(refused) : std::move(why);
      }
    }
    for (const auto& spread : plan.to_write) {
      if (produced.contains(spread.record)) {
        ++out.in_production;
        continue;
      }
      if (kept.contains(first_family(census, spread.record))) {
        ++out.in_review;
        continue;
      }
      out.family += spread.because == review::Because::family ? 1 : 0;
      out.duplicates += spread.because == review::Because::duplicate ? 1 : 0;
      body.determinations.push_back({{}, spread.record, category, request.value});
    }
  }
  out.written = static_cast<std::int64_t>(body.determinations.size());
  if (body.determinations.empty() && refused && !request.scope.records.empty()) {
    return clock::to_error(*refused);
  }
  if (request.is_dry_run || body.determinations.empty()) {
    return out;
  }
  const auto event = TRY(workspace.record(request.reason, body));
  out.event = event.id;
  return out;
}

Result<DecideResult> decide_pages(Workspace& workspace, const DecideRequest& request) {
  if (request.reason.empty()) {
    return Error{
        ErrorCode::invalid_argument, "a decision on pages needs a reason", "add --reason TEXT"};
  }
  if (request.disposition == foia::Disposition::withhold) {
    if (request.claims.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "pages are withheld under an exemption",
                   "add --exemption, for example --exemption '(b)(5): deliberative process'"};
    }
    // LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
    if (request.harm.empty() && !foia::is_harm_optional(request.claims)) {
      return Error{ErrorCode::invalid_argument,
                   "the foreseeable harm is missing",
                   "add --harm TEXT: what disclosure of this content would harm and how"};
    }
  }
  if (request.disposition == foia::Disposition::refer && request.referred_to.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said to whom the pages are referred",
                 "add --to AGENCY"};
  }
  const auto resolved = TRY(resolve(workspace, request.scope));
  const auto census = TRY(Census::take(workspace));
  std::map<RecordId, std::vector<const PageRow*>> pages_of;
  for (const auto& page : census.pages) {
    pages_of[census.records[page.record].record.id].push_back(&page);
  }
  const auto states = TRY(PageStates::take(workspace, census));
  std::optional<clock::Refusal> refused;
  DecideResult out;
  store::PagesDecided body;
  for (const auto id : resolved.records) {
    const auto* row = census.find(id);
    if (row == nullptr || row->state != RecordState::responsive) {
      ++out.skipped_not_responsive;
      continue;
    }
    if (row->page_count == 0) {
      ++out.skipped_unrendered;
      continue;
    }
    for (const int wanted : request.pages) {
      if (wanted < 1 || wanted > row->page_count) {
        return Error{
            ErrorCode::invalid_argument,
            fmt::format(
                "{} has no page {}; it has {}", foia::control_number(id), wanted, row->page_count),
            ""};
      }
    }
    std::int64_t decided = 0;
    for (const auto* page : pages_of[id]) {
      const bool is_wanted =
          request.pages.empty() ||
          std::find(request.pages.begin(), request.pages.end(), page->page) != request.pages.end();
      if (!is_wanted) {
        continue;
      }
      const auto state = states.of(census, *page);
      auto why = decision_refusal(
          page_name(id, page->page), state, request.disposition, request.is_correction);
      if (!why && page->asked_by == workspace.actor().author && !page->asked_by.empty()) {
        why = clock::Refusal{fmt::format("{} waits for a second reviewer, and you asked for one",
                                         page_name(id, page->page)),
                             "",
                             "",
                             "another person decides it; to decide it yourself, take the question "
                             "back: vaughn undo"};
      }
      if (why) {
        ++(page->is_produced         ? out.skipped_produced
           : !page->asked_by.empty() ? out.skipped_asked
                                     : out.skipped_at_submitter);
        refused = refused ? std::move(refused) : std::move(why);
        continue;
      }
      body.decisions.push_back({{},
                                id,
                                page->page,
                                request.disposition,
                                request.claims,
                                request.referred_to,
                                request.harm,
                                request.reason});
      ++decided;
    }
    out.records += decided > 0 ? 1 : 0;
    out.pages += decided;
  }
  // What a query finds is decided as far as it can be; records that are named are not passed over.
  if (body.decisions.empty() && refused && !request.scope.records.empty()) {
    return clock::to_error(*refused);
  }
  if (request.is_dry_run || body.decisions.empty()) {
    return out;
  }
  const auto event = TRY(workspace.record(request.reason, body));
  out.event = event.id;
  return out;
}

}  // namespace vaughn::engine
