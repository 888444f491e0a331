// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "engine/census.h"
#include "review/selection.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RecordId;

namespace {

const std::vector<std::string>& ledger_fields() {
  static const std::vector<std::string> fields{"category", "finding", "state", "selection"};
  return fields;
}

fulltext::ParseOptions parse_options(const Workspace& workspace) {
  return {workspace.matter().time_zone, ledger_fields()};
}

Result<std::vector<RecordId>> selection_ids(Workspace& workspace, std::string_view name) {
  auto selection = TRY(workspace.db().selection(name));
  if (!selection) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no selection '{}'", name),
                 "`vaughn set list` lists them; `vaughn find QUERY --freeze NAME` makes one"};
  }
  return std::move(selection->records);
}

// Answers the fields that only the ledger knows. The census is taken when a query asks for it,
// unless the caller has one.
fulltext::FindOptions find_options(Workspace& workspace, const Census*& census) {
  fulltext::FindOptions options;
  options.resolve = [&workspace, &census](std::string_view field,
                                          std::string_view value) -> Result<std::vector<RecordId>> {
    if (field == "selection") {
      return selection_ids(workspace, value);
    }
    std::vector<RecordId> ids;
    if (field == "finding") {
      const auto code = TRY(foia::parse_finding_code(value));
      const auto records = TRY(workspace.db().records());
      for (const auto& record : records) {
        const bool has = std::any_of(record.findings.begin(),
                                     record.findings.end(),
                                     [&](const auto& finding) { return finding.code == code; });
        if (has) {
          ids.push_back(record.id);
        }
      }
      return ids;
    }
    if (census == nullptr) {
      census = TRY(workspace.census());
    }
    for (const auto& row : census->records) {
      const bool matches = field == "category" ? row.categories.contains(std::string(value))
                                               : to_string(row.state) == value;
      if (matches) {
        ids.push_back(row.record.id);
      }
    }
    return ids;
  };
  return options;
}

fulltext::FamilyMap family_map(const Census& census) {
  fulltext::FamilyMap families;
  for (const auto& row : census.records) {
    families[row.record.id] = row.record.family;
  }
  return families;
}

}  // namespace

Result<Resolved> resolve(Workspace& workspace, const Scope& scope) {
  Resolved out;
  if (!scope.query.empty()) {
    const auto query = TRY(fulltext::parse_query(scope.query, parse_options(workspace)));
    const auto* index = TRY(workspace.index());
    const Census* census = nullptr;
    auto found = TRY(index->find(query, find_options(workspace, census)));
    out.records = std::move(found.ids);
    out.query = fulltext::to_string(query);
    out.description = "query: " + out.query;
    out.manifest = index->manifest().hash();
    return out;
  }
  if (!scope.selection.empty()) {
    out.records = TRY(selection_ids(workspace, scope.selection));
    out.description = "selection: " + scope.selection;
    return out;
  }
  const auto last = TRY(workspace.db().last_record());
  if (!scope.records.empty()) {
    out.records = scope.records;
    std::sort(out.records.begin(), out.records.end());
    out.records.erase(std::unique(out.records.begin(), out.records.end()), out.records.end());
    if (out.records.back() > last) {
      return Error{ErrorCode::not_found,
                   fmt::format("there is no record {}", foia::control_number(out.records.back())),
                   fmt::format("the last one is {}", foia::control_number(last))};
    }
    out.description = out.records.size() == 1
                          ? foia::control_number(out.records.front())
                          : fmt::format("{} records by number", out.records.size());
    return out;
  }
  if (scope.all) {
    for (std::int64_t id = 1; id <= last.value; ++id) {
      out.records.push_back(RecordId{id});
    }
    out.description = "all records";
    return out;
  }
  return Error{ErrorCode::invalid_argument,
               "it is not said which records are meant",
               "give record numbers, set:NAME, --query QUERY, or --all"};
}

Result<store::Selection> freeze(Workspace& workspace,
                                const std::string& name,
                                const Scope& scope,
                                const std::string& reason) {
  auto resolved = TRY(resolve(workspace, scope));
  const auto existing = TRY(workspace.db().selection(name));
  if (existing) {
    return Error{ErrorCode::conflict,
                 fmt::format("there is a selection '{}' already", name),
                 "a selection is frozen; choose another name"};
  }
  auto sealed =
      TRY(review::freeze(name, std::move(resolved.records), resolved.query, resolved.manifest));
  store::Selection selection;
  selection.id.value = TRY(workspace.db().last_selection()) + 1;
  selection.name = sealed.name;
  selection.query = resolved.description;
  selection.manifest = resolved.manifest.is_zero() ? "" : resolved.manifest.hex();
  selection.records = std::move(sealed.ids);
  selection.digest = sealed.sha256;
  TRY(workspace.record(reason.empty() ? "selection frozen" : reason,
                       store::SelectionFrozen{selection}));
  return selection;
}

Result<FindResult> find(Workspace& workspace, const FindRequest& request) {
  const auto query = TRY(fulltext::parse_query(request.query, parse_options(workspace)));
  const auto* index = TRY(workspace.index());
  const auto* census = TRY(workspace.census());
  auto options = find_options(workspace, census);
  std::vector<RecordId> within;
  if (!request.within.empty()) {
    within = TRY(selection_ids(workspace, request.within));
    options.within = &within;
  }
  auto found = TRY(index->find(query, options));
  FindResult out;
  out.records = static_cast<std::int64_t>(found.ids.size());
  out.reproducibility = found.record;
  out.with_family = census->count_with_families(found.ids);
  if (!request.freeze_as.empty()) {
    Scope scope;
    if (request.within.empty()) {
      scope.query = request.query;
    } else {
      scope.records = found.ids;
    }
    out.frozen = TRY(freeze(workspace, request.freeze_as, scope, "hits of a query frozen"));
  }
  std::vector<RecordId> first(
      found.ids.begin(),
      found.ids.begin() + std::min<std::ptrdiff_t>(std::max(0, request.limit),
                                                   static_cast<std::ptrdiff_t>(found.ids.size())));
  auto records = TRY(workspace.db().records(first));
  census = TRY(workspace.census());  // freezing is an event
  for (auto& record : records) {
    const auto* row = census->find(record.id);
    out.shown.push_back(
        {std::move(record), row == nullptr ? "" : std::string(to_string(row->state))});
  }
  return out;
}

Result<HitsResult> hits(Workspace& workspace, std::string_view terms, const std::string& within) {
  const auto parsed = TRY(fulltext::parse_terms(terms, parse_options(workspace)));
  const auto* index = TRY(workspace.index());
  const auto* census = TRY(workspace.census());
  auto options = find_options(workspace, census);
  std::vector<RecordId> ids;
  if (!within.empty()) {
    ids = TRY(selection_ids(workspace, within));
    options.within = &ids;
  }
  HitsResult out;
  out.report = TRY(fulltext::hit_report(*index, parsed, family_map(*census), options));
  for (const auto& term : parsed) {
    const auto found = TRY(index->find(term.query, options));
    HitsResult::Reviewed reviewed;
    for (const auto id : found.ids) {
      const auto* row = census->find(id);
      if (row != nullptr && row->state != RecordState::undecided) {
        ++reviewed.decided;
        reviewed.responsive += row->categories.empty() ? 0 : 1;
      }
    }
    out.reviewed.push_back(reviewed);
  }
  return out;
}

}  // namespace vaughn::engine
