// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "clock/consultation_life.h"
#include "engine/census.h"
#include "engine/figures.h"
#include "engine/page_states.h"
#include "engine/plan.h"
#include "engine/request.h"
#include "engine/volume_steps.h"

namespace vaughn::engine {

using base::Result;

namespace {

PromiseState state_of(const forecast::ScoredPromise& score) {
  switch (score.score) {
    case forecast::PromiseScore::kept: return PromiseState::met;
    case forecast::PromiseScore::late:
      return score.done_on ? PromiseState::late : PromiseState::overdue;
    case forecast::PromiseScore::open:
    case forecast::PromiseScore::at_risk: return PromiseState::open;
  }
  return PromiseState::open;
}

}  // namespace

std::string_view to_string(PromiseState state) {
  switch (state) {
    case PromiseState::met: return "met";
    case PromiseState::late: return "late";
    case PromiseState::open: return "open";
    case PromiseState::overdue: return "overdue";
  }
  return "";
}

Result<std::vector<PromiseRow>> promise_rows(Workspace& workspace, base::Date today) {
  auto plans = TRY(plan_promises(workspace, today));
  std::vector<PromiseRow> out;
  for (auto& plan : plans) {
    PromiseRow row;
    row.state = state_of(plan.score);
    row.met_on = plan.score.done_on;
    row.days = row.state == PromiseState::met ? base::days_between(*row.met_on, plan.promise.due)
                                              : plan.score.days;
    row.basis = std::move(plan.score.basis);
    row.promise = std::move(plan.promise);
    out.push_back(std::move(row));
  }
  return out;
}

Result<MatterStates> matter_states(Workspace& workspace) {
  MatterStates out;
  const auto life = TRY(request_life(workspace));
  out.request = life.state;
  if (life.extension) {
    out.beside.emplace_back("extended");
  }
  if (life.is_expedited) {
    out.beside.emplace_back("expedited");
  }
  if (life.in_litigation) {
    out.beside.emplace_back("in litigation");
  }
  for (const auto& tasking : TRY(workspace.db().taskings())) {
    out.taskings.push_back({tasking.id, tasking.office, tasking.state});
  }
  const auto& census = *TRY(workspace.census());
  std::map<RecordState, std::int64_t> records;
  for (const auto& row : census.records) {
    ++records[row.state];
  }
  for (const auto& [state, count] : records) {
    out.records.emplace_back(to_string(state), count);
  }
  const auto states = TRY(PageStates::take(workspace, census));
  std::map<clock::PageState, std::int64_t> pages;
  for (const auto& page : census.pages) {
    ++pages[states.of(census, page)];
  }
  out.pages.assign(pages.begin(), pages.end());
  const auto standings = TRY(volume_standings(workspace));
  for (const auto& [name, standing] : standings) {
    out.volumes.push_back({name, standing.state});
  }
  return out;
}

Result<StatusResult> status(Workspace& workspace, base::Date today) {
  StatusResult out;
  out.states = TRY(matter_states(workspace));
  out.matter = workspace.matter().name;
  out.case_number = workspace.matter().case_number_with_initials();
  out.as_of = workspace.now();
  out.notes = workspace.notes();
  out.figures = TRY(figures(workspace));
  out.promises = TRY(promise_rows(workspace, today));
  const auto count = [&](std::string_view id) -> std::int64_t {
    const auto value = out.figures.value(id);
    return value ? *value : 0;
  };
  const auto consultations = TRY(workspace.db().consultations());
  for (const auto& consultation : consultations) {
    if (clock::is_settled(consultation)) {
      continue;
    }
    StatusResult::OutAtSubmitter row;
    row.submitter = consultation.submitter;
    row.pages = static_cast<std::int64_t>(consultation.pages.size());
    row.due = foia::due_date(consultation);
    row.is_back = consultation.returned.has_value();
    row.is_overdue = foia::is_out(consultation) && row.due < today;
    row.undecided_objections = std::count_if(
        consultation.objections.begin(), consultation.objections.end(), [](const auto& objection) {
          return objection.decision == foia::ObjectionDecision::undecided;
        });
    if (row.is_overdue) {
      out.overdue.push_back(
          fmt::format("{} has not answered; due {}", row.submitter, base::to_string(row.due)));
    }
    out.submitters.push_back(std::move(row));
  }
  const auto taskings = TRY(workspace.db().taskings());
  for (const auto& tasking : taskings) {
    if (!tasking.answer && tasking.due && *tasking.due < today) {
      out.overdue.push_back(fmt::format("tasking {} to {} is unanswered; due {}",
                                        tasking.id.value,
                                        tasking.office,
                                        base::to_string(*tasking.due)));
    }
  }
  for (const auto& promise : out.promises) {
    if (promise.state == PromiseState::overdue) {
      out.overdue.push_back(fmt::format(
          "promise '{}' was due {}", promise.promise.key, base::to_string(promise.promise.due)));
    }
  }
  const auto next = [&](std::string command, std::string why) {
    out.next = std::move(command);
    out.next_why = std::move(why);
  };
  const bool has_back = std::any_of(out.submitters.begin(),
                                    out.submitters.end(),
                                    [](const auto& row) { return row.undecided_objections > 0; });
  if (count("records.collected") == 0 && count("taskings") == 0) {
    next("vaughn task new", "no office has been tasked with a search yet");
  } else if (count("records.collected") == 0) {
    next("vaughn add PATH --office KEY --tasking N", "no records have been taken in yet");
  } else if (count("records.undecided") > 0) {
    next("vaughn find 'state:undecided'",
         base::plural(count("records.undecided"), "record") + " not decided yet");
  } else if (count("records.unrendered") > 0) {
    next("vaughn render",
         base::plural(count("records.unrendered"), "responsive record") + " without page images");
  } else if (has_back) {
    next("vaughn consult status", "a submitter's objections wait for a decision");
  } else if (count("pages.pending") > 0) {
    next("vaughn decide --query 'state:responsive' --release",
         base::plural(count("pages.pending"), "page") + " not decided yet");
  } else if (count("pages.processed") > count("pages.produced")) {
    next("vaughn produce plan",
         base::plural(count("pages.processed") - count("pages.produced"), "page") +
             " ready to be produced");
  } else if (count("taskings.open") > 0) {
    next("vaughn task status", base::plural(count("taskings.open"), "tasking") + " unanswered");
  } else if (count("pages.at_submitter") > 0) {
    next("vaughn consult status",
         base::plural(count("pages.at_submitter"), "page") + " at a submitter");
  } else {
    next("vaughn report jsr", "nothing is left to process");
  }
  return out;
}

Result<Accounting> account(Workspace& workspace) {
  const auto& census = *TRY(workspace.census());
  const auto exceptions = TRY(workspace.db().exceptions());
  Accounting out;
  out.files = TRY(workspace.db().input_count());
  out.exceptions = static_cast<std::int64_t>(exceptions.size());
  out.items = static_cast<std::int64_t>(census.records.size()) + out.exceptions;
  std::map<std::size_t, std::vector<const PageRow*>> pages;
  for (const auto& page : census.pages) {
    pages[page.record].push_back(&page);
  }
  for (std::size_t i = 0; i < census.records.size(); ++i) {
    const auto& row = census.records[i];
    switch (row.state) {
      case RecordState::undecided: ++out.pending; continue;
      case RecordState::non_responsive: ++out.non_responsive; continue;
      case RecordState::duplicate: ++out.duplicate; continue;
      case RecordState::responsive: break;
    }
    const auto& of_record = pages[i];
    const auto all = [&](foia::PageOutcome outcome) {
      return !of_record.empty() &&
             std::all_of(of_record.begin(), of_record.end(), [&](const PageRow* page) {
               return page->outcome == outcome;
             });
    };
    const bool is_produced = std::any_of(
        of_record.begin(), of_record.end(), [](const PageRow* page) { return page->is_produced; });
    const bool is_out = std::any_of(of_record.begin(), of_record.end(), [](const PageRow* page) {
      return page->outcome == foia::PageOutcome::at_submitter;
    });
    if (is_out) {
      ++out.at_submitter;
    } else if (all(foia::PageOutcome::referred)) {
      ++out.referred;
    } else if (is_produced && all(foia::PageOutcome::withheld_in_full)) {
      ++out.withheld;
    } else if (is_produced) {
      ++out.produced;
    } else {
      ++out.pending;
    }
  }
  out.difference = out.items - (out.produced + out.withheld + out.duplicate + out.non_responsive +
                                out.referred + out.at_submitter + out.exceptions + out.pending);
  return out;
}

}  // namespace vaughn::engine
