// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/promise.h"

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::forecast {

using base::Date;

namespace {

bool may_grow(const PromiseWork& work) {
  return work.undecided_records > 0 || work.unrendered_records > 0 || work.open_taskings > 0;
}

// Pages of the promise that its kind still waits for.
std::int64_t pages_left(const foia::Promise& promise, const PromiseWork& work) {
  return promise.kind == "produce" ? work.unproduced : work.unreviewed;
}

std::optional<Date> done_on(const foia::Promise& promise,
                            const PromiseWork& work,
                            std::string& basis) {
  if (promise.met_on) {
    basis = "stated in matter.toml";
    return promise.met_on;
  }
  if (promise.kind == "search" && work.taskings > 0 && work.open_taskings == 0) {
    basis = "the last tasking was answered";
    return work.last_answered;
  }
  if (may_grow(work) || work.pages == 0) {
    return std::nullopt;
  }
  if (promise.kind == "produce" && work.unproduced == 0) {
    basis = "the last of its pages was produced";
    return work.last_produced;
  }
  if (promise.kind == "process" && work.unreviewed == 0) {
    basis = "the last of its pages was reviewed";
    return work.last_reviewed;
  }
  return std::nullopt;
}

std::string left_words(const foia::Promise& promise, const PromiseWork& work) {
  std::vector<std::string> parts;
  const auto add = [&](std::int64_t count, std::string_view noun, std::string_view state) {
    if (count > 0) {
      parts.push_back(fmt::format("{} {}", base::plural(count, noun), state));
    }
  };
  if (promise.kind == "search") {
    add(work.open_taskings, "tasking", "unanswered");
    return base::join(parts, ", ");
  }
  if (promise.kind != "produce" && promise.kind != "process") {
    return "only matter.toml can say that it was done (met_on)";
  }
  add(work.unreviewed, "page", "not reviewed");
  if (promise.kind == "produce") {
    add(work.unproduced, "page", "not produced");
    add(work.at_submitter, "page", "at a submitter");
  }
  add(work.unrendered_records, "record", "without page images");
  add(work.undecided_records, "record", "not decided");
  add(work.open_taskings, "tasking", "unanswered");
  return parts.empty() ? "nothing it covers is known yet" : base::join(parts, ", ");
}

// Why a promise that is not yet due may not be kept; empty if nothing says so.
std::string risk(const foia::Promise& promise,
                 const PromiseWork& work,
                 const ProjectionOutcome& forecast,
                 Date today) {
  if (promise.kind != "produce" && promise.kind != "process") {
    return "";
  }
  if (promise.kind == "produce" && work.submitter_due && *work.submitter_due > promise.due) {
    return fmt::format("a submitter has until {}", base::to_string(*work.submitter_due));
  }
  if (work.unreviewed == 0) {
    return "";
  }
  if (promise.due == today) {
    return "due today";
  }
  if (!forecast.projection) {
    return "";
  }
  const auto& projection = *forecast.projection;
  if (projection.latest && *projection.latest <= promise.due) {
    return "";
  }
  const auto needed = rate_needed(work.unreviewed, today, promise.due);
  return fmt::format("at the measured pace review ends between {} and {}; {} a month are needed",
                     base::to_string(projection.earliest),
                     projection.latest ? base::to_string(*projection.latest) : "an unknown day",
                     base::plural(needed.value_or(0), "page"));
}

}  // namespace

std::string_view to_string(PromiseScore score) {
  switch (score) {
    case PromiseScore::kept: return "kept";
    case PromiseScore::late: return "late";
    case PromiseScore::open: return "open";
    case PromiseScore::at_risk: return "at_risk";
  }
  return "";
}

ScoredPromise score(const foia::Promise& promise,
                    const PromiseWork& work,
                    const ProjectionOutcome& forecast,
                    Date today) {
  ScoredPromise out;
  out.key = promise.key;
  out.due = promise.due;
  out.done_on = done_on(promise, work, out.basis);
  if (out.done_on && *out.done_on <= today) {
    const auto late = base::days_between(promise.due, *out.done_on);
    out.score = late > 0 ? PromiseScore::late : PromiseScore::kept;
    out.days = std::max<std::int64_t>(late, 0);
    return out;
  }
  out.basis = out.done_on
                  ? fmt::format("done on {}, after this date", base::to_string(*out.done_on))
                  : left_words(promise, work);
  out.done_on.reset();
  const auto late = base::days_between(promise.due, today);
  if (late > 0) {
    out.score = PromiseScore::late;
    out.days = late;
    return out;
  }
  out.days = -late;
  const auto why = risk(promise, work, forecast, today);
  out.score = why.empty() ? PromiseScore::open : PromiseScore::at_risk;
  if (!why.empty()) {
    out.basis += "; " + why;
  } else if (!forecast.projection && pages_left(promise, work) > 0 && work.unreviewed > 0 &&
             (promise.kind == "produce" || promise.kind == "process")) {
    out.basis += "; no forecast: " + forecast.refusal;
  }
  return out;
}

}  // namespace vaughn::forecast
