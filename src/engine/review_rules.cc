// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/review_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "engine/detail/pages.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

base::Error at_rule(const Error& error, std::string_view part, std::size_t index) {
  return base::with_context(error, fmt::format("rule {} of [[{}]]", index + 1, part));
}

}  // namespace

Result<std::vector<RuleRow>> apply_code_rules(Workspace& workspace,
                                              const foia::ReviewFile& file,
                                              bool is_dry_run) {
  std::vector<RuleRow> out;
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    const auto& rule = file.code[i];
    CodeRequest request;
    request.scope.query = rule.query;
    if (!rule.category.empty()) {
      request.categories.push_back(rule.category);
    }
    request.value = rule.value;
    request.reason = rule.reason;
    request.is_dry_run = is_dry_run;
    auto done = code(workspace, request);
    if (!done) {
      return at_rule(done.error(), "code", i);
    }
    out.push_back({static_cast<int>(i) + 1,
                   rule.query,
                   rule.reason,
                   done->chosen,
                   done->written,
                   done->event});
  }
  return out;
}

Result<std::vector<RuleRow>> apply_mark_rules(Workspace& workspace,
                                              Sandbox& sandbox,
                                              const foia::ReviewFile& file,
                                              const Watch& watch,
                                              bool is_dry_run) {
  std::vector<RuleRow> out;
  PageCache pages(workspace, sandbox);
  for (std::size_t i = 0; i < file.marks.size(); ++i) {
    const auto& rule = file.marks[i];
    MarkRequest request;
    request.scope.query = rule.query;
    request.words = rule.words;
    request.patterns = rule.patterns;
    if (!rule.boxes.empty()) {
      const auto found = TRY(resolve(workspace, request.scope));
      if (found.records.empty()) {
        // The record was coded as a copy of another, or is not responsive: nothing to draw on.
        out.push_back({static_cast<int>(i) + 1, rule.query, rule.reason, 0, 0, {}});
        continue;
      }
      if (found.records.size() != 1) {
        return at_rule(Error{ErrorCode::invalid_argument,
                             fmt::format("the query finds {}; boxes are drawn on one record",
                                         base::plural(std::ssize(found.records), "record")),
                             "make the query name one record, for example by its file name"},
                       "mark",
                       i);
      }
      request.scope = {.records = found.records};
      for (const auto& box : rule.boxes) {
        request.boxes.push_back({box.page, box.box});
      }
    }
    request.claims = rule.claims;
    request.reason = rule.reason;
    request.harm = rule.harm;
    request.is_dry_run = is_dry_run;
    auto done = add_marks(workspace, pages, request, watch);
    if (!done) {
      return at_rule(done.error(), "mark", i);
    }
    out.push_back({static_cast<int>(i) + 1,
                   rule.query,
                   rule.reason,
                   done->records,
                   done->marks,
                   done->event});
  }
  return out;
}

Result<std::vector<RuleRow>> apply_decide_rules(Workspace& workspace,
                                                const foia::ReviewFile& file,
                                                bool is_dry_run) {
  std::vector<RuleRow> out;
  for (std::size_t i = 0; i < file.decisions.size(); ++i) {
    const auto& rule = file.decisions[i];
    DecideRequest request;
    request.scope.query = rule.query;
    request.pages = rule.pages;
    request.disposition = rule.disposition;
    request.claims = rule.claims;
    request.referred_to = rule.referred_to;
    request.reason = rule.reason;
    request.harm = rule.harm;
    request.is_dry_run = is_dry_run;
    auto done = decide_pages(workspace, request);
    if (!done) {
      return at_rule(done.error(), "decide", i);
    }
    out.push_back({static_cast<int>(i) + 1,
                   rule.query,
                   rule.reason,
                   done->records,
                   done->pages,
                   done->event});
  }
  return out;
}

Result<std::vector<foia::SearchTasking>> import_taskings(
    Workspace& workspace, const std::vector<foia::SearchTasking>& taskings) {
  std::vector<foia::SearchTasking> out;
  for (const auto& tasking : taskings) {
    foia::SearchTasking draft;  // what was sent and answered are events of their own
    draft.office = tasking.office;
    draft.categories = tasking.categories;
    draft.systems = tasking.systems;
    draft.terms = tasking.terms;
    draft.dates = tasking.dates;
    draft.due = tasking.due;
    auto drafted = TRY(draft_tasking(workspace, std::move(draft), "search tasked"));
    if (tasking.sent) {
      TRY(send_tasking(workspace, drafted.id, *tasking.sent));
      drafted.sent = tasking.sent;
      drafted.state = foia::TaskingState::sent;
    }
    out.push_back(std::move(drafted));
  }
  return out;
}

Result<std::int64_t> answer_taskings(Workspace& workspace,
                                     const std::vector<foia::SearchTasking>& taskings) {
  const auto open = TRY(workspace.db().taskings());
  std::set<foia::TaskingId> taken;
  std::int64_t answered = 0;
  for (const auto& tasking : taskings) {
    if (!tasking.answer) {
      continue;
    }
    const auto found = std::find_if(open.begin(), open.end(), [&](const auto& row) {
      return row.office == tasking.office && !row.answer && !taken.contains(row.id);
    });
    if (found == open.end()) {
      continue;
    }
    taken.insert(found->id);
    TRY(answer_tasking(workspace, found->id, *tasking.answer));
    ++answered;
  }
  return answered;
}

}  // namespace vaughn::engine
