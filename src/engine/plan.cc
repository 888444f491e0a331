// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/staged_papers.h"
#include "foia/consultation.h"
#include "paper/chart.h"
#include "report/figures.h"

namespace vaughn::engine {

using base::Date;
using base::Error;
using base::ErrorCode;
using base::Result;
using forecast::Stage;

namespace {

// Empty: any category.
bool answers(const RecordRow& row, const std::vector<std::string>& categories) {
  return categories.empty() ||
         std::any_of(categories.begin(), categories.end(), [&](const std::string& key) {
           return row.categories.contains(key);
         });
}

std::vector<std::string> as_list(const std::string& category) {
  return category.empty() ? std::vector<std::string>{} : std::vector<std::string>{category};
}

Result<void> check_category(const foia::Matter& matter, const std::string& category) {
  if (!category.empty() && matter.category(category) == nullptr) {
    return Error{
        ErrorCode::not_found, fmt::format("matter.toml has no category '{}'", category), ""};
  }
  return {};
}

std::vector<forecast::DayCount> reviewed_days(const Census& census,
                                              const std::vector<std::string>& categories) {
  std::vector<Date> dates;
  for (const auto& page : census.pages) {
    if (page.reviewed && answers(census.records[page.record], categories)) {
      dates.push_back(*page.reviewed);
    }
  }
  return forecast::tally(std::move(dates));
}

std::int64_t upto(const std::vector<forecast::DayCount>& days, Date last) {
  std::int64_t sum = 0;
  for (const auto& day : days) {
    sum += day.date <= last ? day.pages : 0;
  }
  return sum;
}

std::int64_t all_of(const std::vector<forecast::DayCount>& days) {
  return days.empty() ? 0 : upto(days, days.back().date);
}

std::string of_category(const std::string& category) {
  return category.empty() ? "" : fmt::format(" responsive to Category {}", category);
}

// The text as a filing prints it: the only markup of these sentences is their figure.
std::string printed(const std::string& sentence, const std::string& figure, std::int64_t value) {
  return base::replace_all(
      sentence, fmt::format("[[figure:{} page]]", figure), base::plural(value, "page"));
}

std::string agency_of(const foia::Matter& matter) {
  return matter.request.component.empty() ? matter.request.agency : matter.request.component;
}

void add_record_left(const RecordRow& row,
                     const RemainingRecord& counts,
                     std::vector<RemainingRecord>& out) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::string_view what) {
    if (count > 0) {
      parts.push_back(fmt::format("{} {}", count, what));
    }
  };
  if (row.page_count == 0) {
    parts.emplace_back("without page images");
  }
  add(counts.unreviewed, "not reviewed");
  add(counts.at_submitter, "at a submitter");
  add(counts.unproduced, "not produced");
  auto left = counts;
  left.record = row.record.id;
  left.pages = row.page_count;
  left.what = base::join(parts, ", ");
  out.push_back(std::move(left));
}

struct Promised {
  forecast::PromiseWork work{};
  std::vector<RemainingRecord> remaining{};
};

Promised work_of(const foia::Promise& promise,
                 const Census& census,
                 const std::vector<foia::SearchTasking>& taskings,
                 const std::vector<foia::Consultation>& consultations) {
  Promised out;
  auto& work = out.work;
  const auto later = [](std::optional<Date>& last, const std::optional<Date>& date) {
    if (date && (!last || *last < *date)) {
      last = date;
    }
  };
  std::map<std::size_t, RemainingRecord> left;
  std::map<foia::RecordId, bool> is_out;
  for (const auto& page : census.pages) {
    if (!answers(census.records[page.record], promise.categories) ||
        page.outcome == foia::PageOutcome::referred) {
      continue;
    }
    ++work.pages;
    const bool is_at_submitter = page.outcome == foia::PageOutcome::at_submitter;
    if (!page.reviewed || !page.is_produced) {
      auto& counts = left[page.record];
      counts.unreviewed += page.reviewed ? 0 : 1;
      counts.unproduced += page.is_produced ? 0 : 1;
      counts.at_submitter += is_at_submitter ? 1 : 0;
    }
    work.unreviewed += page.reviewed ? 0 : 1;
    work.unproduced += page.is_produced ? 0 : 1;
    work.at_submitter += is_at_submitter ? 1 : 0;
    if (is_at_submitter) {
      is_out[census.records[page.record].record.id] = true;
    }
    later(work.last_reviewed, page.reviewed);
    later(work.last_produced, page.first_produced);
  }
  for (std::size_t i = 0; i < census.records.size(); ++i) {
    const auto& row = census.records[i];
    if (row.state == RecordState::undecided) {
      ++work.undecided_records;
    } else if (row.state == RecordState::responsive && answers(row, promise.categories)) {
      const auto counts = left.find(i);
      if (row.page_count == 0) {
        ++work.unrendered_records;
      }
      if (row.page_count == 0 || counts != left.end()) {
        add_record_left(
            row, counts == left.end() ? RemainingRecord{} : counts->second, out.remaining);
      }
    }
  }
  for (const auto& consultation : consultations) {
    const bool concerns = std::any_of(consultation.pages.begin(),
                                      consultation.pages.end(),
                                      [&](const auto& page) { return is_out[page.record]; });
    if (consultation.kind != foia::ConsultationKind::referral && foia::is_out(consultation) &&
        concerns) {
      later(work.submitter_due, foia::due_date(consultation));
    }
  }
  for (const auto& tasking : taskings) {
    const bool concerns =
        promise.categories.empty() || tasking.categories.empty() ||
        std::any_of(tasking.categories.begin(), tasking.categories.end(), [&](const auto& key) {
          return std::find(promise.categories.begin(), promise.categories.end(), key) !=
                 promise.categories.end();
        });
    if (concerns) {
      ++work.taskings;
      work.open_taskings += tasking.answer ? 0 : 1;
      if (tasking.answer) {
        later(work.last_answered, tasking.answer->answered);
      }
    }
  }
  return out;
}

std::string words(const PlanForecast& forecast, std::string_view agency) {
  if (!forecast.outcome.projection) {
    return fmt::format("no forecast from the measured pace: {}", forecast.outcome.refusal);
  }
  const auto& made = *forecast.outcome.projection;
  return fmt::format(
      "{} reviewed {} pages a week on average over {} weeks; at that pace the rest ends between {} "
      "and {}",
      agency,
      base::with_commas(std::llround(made.mean_week)),
      made.weeks.size(),
      base::long_date(made.earliest),
      made.latest ? base::long_date(*made.latest) : "a date that cannot be given");
}

paper::LineChart burn_down(const foia::Matter& matter,
                           const PlanForecast& forecast,
                           std::int64_t total) {
  paper::LineChart chart;
  chart.title = forecast.category.empty()
                    ? "Pages not yet reviewed"
                    : fmt::format("Pages not yet reviewed, Category {}", forecast.category);
  const auto agency = agency_of(matter);
  chart.subtitle = words(forecast, agency);
  chart.y_label = "pages";
  chart.source = fmt::format(
      "{}. From the ledger as of {}. A page counts as reviewed on the day it was first decided, or "
      "that of its volume if that is earlier, whether it is released or not.{}",
      matter.name,
      base::long_date(forecast.as_of),
      forecast.outcome.projection
          ? fmt::format(" Interval: {} simulations of weeks like those so far, seed {}.",
                        base::with_commas(forecast.outcome.projection->simulations),
                        forecast.outcome.projection->seed)
          : "");
  paper::LineSeries past{"not reviewed", {}, paper::LineStyle::solid, true};
  auto left = total;
  if (!forecast.reviewed.empty() && forecast.reviewed.front().date <= forecast.as_of) {
    past.points.push_back(
        {base::add_days(forecast.reviewed.front().date, -1), static_cast<double>(left)});
  }
  for (const auto& day : forecast.reviewed) {
    if (day.date <= forecast.as_of) {
      left -= day.pages;
      past.points.push_back({day.date, static_cast<double>(left)});
    }
  }
  past.points.push_back({forecast.as_of, static_cast<double>(left)});
  chart.lines.push_back(std::move(past));
  if (forecast.outcome.projection) {
    const auto& made = *forecast.outcome.projection;
    paper::LineSeries middle{"at the measured pace", {}, paper::LineStyle::dashed, false};
    paper::BandSeries band{fmt::format("{:.0f} percent interval", made.level * 100), {}};
    bool is_done = false;
    for (const auto& point : made.band) {
      if (!is_done) {
        middle.points.push_back({point.date, static_cast<double>(point.middle)});
      }
      is_done = is_done || point.middle == 0;
      band.points.push_back(
          {point.date, static_cast<double>(point.low), static_cast<double>(point.high)});
    }
    chart.lines.push_back(std::move(middle));
    chart.band = std::move(band);
  }
  for (const auto& rate : forecast.rates) {
    chart.lines.push_back({fmt::format("at {} pages a month", base::with_commas(rate.plan.rate)),
                           {{forecast.as_of, static_cast<double>(left)}, {rate.plan.last, 0}},
                           paper::LineStyle::dotted,
                           false});
  }
  for (const auto& promise : matter.promises) {
    const bool concerns =
        promise.kind == "produce" &&
        (forecast.category.empty() || promise.categories.empty() ||
         std::find(promise.categories.begin(), promise.categories.end(), forecast.category) !=
             promise.categories.end());
    if (concerns && promise.due >= chart.lines.front().points.front().date) {
      chart.dates.push_back({promise.key, promise.due});
    }
  }
  chart.description = fmt::format("{} of {} remained on {}. {}.",
                                  base::plural(forecast.remaining, "page"),
                                  base::with_commas(total),
                                  base::long_date(forecast.as_of),
                                  words(forecast, agency));
  for (const auto& rate : forecast.rates) {
    chart.description += " " + rate.text;
  }
  return chart;
}

}  // namespace

Result<PaceResult> plan_pace(Workspace& workspace,
                             const std::string& category,
                             forecast::Period period,
                             Date as_of) {
  TRY(check_category(workspace.matter(), category));
  const auto& census = *TRY(workspace.census());
  const auto consultations = TRY(workspace.db().consultations());
  const auto renditions = TRY(workspace.db().first_renditions());
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto categories = as_list(category);
  std::map<Stage, std::vector<Date>> dates;
  std::map<foia::RecordId, base::Instant> rendered;
  for (const auto& row : renditions) {
    rendered[row.record] = row.at;
  }
  std::map<foia::PageRef, std::pair<std::optional<Date>, std::optional<Date>>> consulted;
  for (const auto& consultation : consultations) {
    for (const auto& page : consultation.pages) {
      auto& [sent, returned] = consulted[page];
      sent = std::min(sent.value_or(consultation.sent), consultation.sent);
      if (consultation.returned) {
        returned = std::min(returned.value_or(*consultation.returned), *consultation.returned);
      }
    }
  }
  for (const auto& page : census.pages) {
    const auto& row = census.records[page.record];
    if (!answers(row, categories)) {
      continue;
    }
    const auto add = [&](Stage stage, const std::optional<Date>& date) {
      if (date) {
        dates[stage].push_back(*date);
      }
    };
    const auto at = rendered.find(row.record.id);
    if (at != rendered.end()) {
      dates[Stage::render].push_back(zone.date_at(at->second));
    }
    add(Stage::review, page.reviewed);
    add(Stage::produce, page.first_produced);
    const auto consultation = consulted.find({row.record.id, page.page});
    if (consultation != consulted.end()) {
      add(Stage::submit, consultation->second.first);
      add(Stage::returned, consultation->second.second);
    }
  }
  PaceResult out{as_of, category, period, {}};
  for (const auto stage : forecast::kStages) {
    const auto days = forecast::tally(std::move(dates[stage]));
    out.stages.push_back({stage, upto(days, as_of), forecast::by_period(days, period, as_of)});
  }
  return out;
}

Result<PlanForecast> plan_forecast(Workspace& workspace, const PlanRequest& request) {
  const auto& matter = workspace.matter();
  TRY(check_category(matter, request.category));
  const auto& census = *TRY(workspace.census());
  const auto categories = as_list(request.category);
  PlanForecast out;
  out.as_of = request.as_of;
  out.category = request.category;
  out.figure = (request.category.empty() ? "" : report::category_scope(request.category)) +
               "pages.unreviewed";
  for (const auto& page : census.pages) {
    out.remaining += !page.reviewed && answers(census.records[page.record], categories) ? 1 : 0;
  }
  for (const auto& row : census.records) {
    out.undecided_records += row.state == RecordState::undecided ? 1 : 0;
    out.unrendered_records +=
        row.state == RecordState::responsive && row.page_count == 0 && answers(row, categories) ? 1
                                                                                                : 0;
  }
  out.reviewed = reviewed_days(census, categories);
  const auto after = all_of(out.reviewed) - upto(out.reviewed, request.as_of);
  if (after > 0) {
    out.notes.push_back(fmt::format(
        "{} reviewed after {}: the pace is measured up to that day, what remains is of today",
        base::plural(after, "page"),
        base::to_string(request.as_of)));
  }
  if (out.undecided_records > 0) {
    out.notes.push_back(
        fmt::format("{} not decided yet: their pages, if they are responsive, come on top",
                    base::plural(out.undecided_records, "record")));
  }
  if (out.unrendered_records > 0) {
    out.notes.push_back(fmt::format("{} without page images: their pages are not counted yet",
                                    base::plural(out.unrendered_records, "record")));
  }
  out.outcome = forecast::project(out.reviewed, out.remaining, request.as_of, request.options);
  const auto agency = agency_of(matter);
  const auto of_what = of_category(request.category);
  if (out.outcome.projection) {
    const auto& made = *out.outcome.projection;
    out.sentence = forecast::pace_sentence(agency, made, request.as_of, out.figure, of_what);
    out.text = printed(out.sentence, out.figure, out.remaining);
    out.notes.insert(out.notes.end(), made.cautions.begin(), made.cautions.end());
  }
  for (const auto rate : request.rates) {
    RateRow row;
    row.plan = TRY(forecast::at_rate(out.remaining, rate, request.as_of, request.first));
    row.sentence = forecast::rate_sentence(agency, row.plan, out.figure, of_what);
    row.text = printed(row.sentence, out.figure, out.remaining);
    out.rates.push_back(std::move(row));
  }
  return out;
}

Result<std::vector<PromisePlan>> plan_promises(Workspace& workspace, Date today) {
  const auto& census = *TRY(workspace.census());
  const auto taskings = TRY(workspace.db().taskings());
  const auto consultations = TRY(workspace.db().consultations());
  std::vector<PromisePlan> out;
  for (const auto& promise : workspace.matter().promises) {
    auto counted = work_of(promise, census, taskings, consultations);
    PromisePlan row;
    row.promise = promise;
    row.work = counted.work;
    const auto outcome = forecast::project(
        reviewed_days(census, promise.categories), counted.work.unreviewed, today);
    row.score = forecast::score(promise, counted.work, outcome, today);
    if (!row.score.done_on && (promise.kind == "produce" || promise.kind == "process")) {
      row.remaining = std::move(counted.remaining);
    }
    out.push_back(std::move(row));
  }
  return out;
}

Result<PlanChart> plan_chart(Workspace& workspace,
                             Sandbox& sandbox,
                             const PlanRequest& request,
                             const std::filesystem::path& out) {
  PlanChart result;
  result.forecast = TRY(plan_forecast(workspace, request));
  const auto reviewed = all_of(result.forecast.reviewed);
  const auto chart =
      burn_down(workspace.matter(), result.forecast, reviewed + result.forecast.remaining);
  const auto svg = TRY(paper::to_svg(chart));
  const auto png = TRY(paper::to_png(chart));
  auto staged = TRY(StagedPapers::make(
      workspace, sandbox, papers_in(out, {{"burn-down.svg", svg}, {"burn-down.png", png}})));
  result.outgoing = staged.outgoing();
  if (!staged.is_refused()) {
    result.files = TRY(staged.publish([]() -> Result<void> { return {}; }));
  }
  return result;
}

}  // namespace vaughn::engine
