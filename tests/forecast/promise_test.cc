// SPDX-License-Identifier: AGPL-3.0-or-later
#include "forecast/promise.h"

#include <gtest/gtest.h>

namespace vaughn::forecast {
namespace {

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

foia::Promise given_promise(std::string kind = "produce") {
  foia::Promise promise;
  promise.key = "cat6";
  promise.kind = std::move(kind);
  promise.categories = {"6"};
  promise.due = day("2024-12-09");
  return promise;
}

PromiseWork given_work() {
  PromiseWork work;
  work.pages = 100;
  work.last_produced = day("2024-12-06");
  return work;
}

ProjectionOutcome ending(std::string_view earliest, std::string_view latest) {
  Projection projection;
  projection.earliest = day(earliest);
  projection.middle = day(earliest);
  projection.latest = day(latest);
  return {projection, ""};
}

TEST(Promise, IsKeptOnceTheLastPageIsProduced) {
  const auto scored = score(given_promise(), given_work(), {}, day("2025-01-12"));
  EXPECT_EQ(scored.score, PromiseScore::kept);
  EXPECT_EQ(scored.done_on, day("2024-12-06"));
}

TEST(Promise, IsLateByTheDaysAfterItWasDue) {
  auto work = given_work();
  work.last_produced = day("2024-12-20");
  const auto scored = score(given_promise(), work, {}, day("2025-01-12"));
  EXPECT_EQ(scored.score, PromiseScore::late);
  EXPECT_EQ(scored.days, 11);
}

TEST(Promise, IsNotDoneBeforeTheDayOnWhichItIs) {
  const auto scored = score(given_promise(), given_work(), {}, day("2024-12-01"));
  EXPECT_EQ(scored.score, PromiseScore::open);
  EXPECT_FALSE(scored.done_on);
  EXPECT_EQ(scored.basis, "done on 2024-12-06, after this date");
}

TEST(Promise, IsNotDoneWhileARecordMayBeAdded) {
  auto work = given_work();
  work.undecided_records = 1;
  const auto scored = score(given_promise(), work, {}, day("2024-12-12"));
  EXPECT_EQ(scored.score, PromiseScore::late);
  EXPECT_FALSE(scored.done_on);
  EXPECT_EQ(scored.days, 3);
  EXPECT_EQ(scored.basis, "1 record not decided");
}

TEST(Promise, IsAtRiskIfThePaceIsTooSlow) {
  auto work = given_work();
  work.unreviewed = 60;
  work.unproduced = 80;
  const auto slow =
      score(given_promise(), work, ending("2024-12-01", "2024-12-24"), day("2024-11-09"));
  EXPECT_EQ(slow.score, PromiseScore::at_risk);
  EXPECT_EQ(slow.days, 30);
  EXPECT_EQ(slow.basis,
            "60 pages not reviewed, 80 pages not produced; at the measured pace review ends "
            "between 2024-12-01 and 2024-12-24; 61 pages a month are needed");
  const auto fast =
      score(given_promise(), work, ending("2024-11-20", "2024-12-02"), day("2024-11-09"));
  EXPECT_EQ(fast.score, PromiseScore::open);
  const auto unknown = score(given_promise(), work, {{}, "too little history"}, day("2024-11-09"));
  EXPECT_EQ(unknown.score, PromiseScore::open);
  EXPECT_EQ(unknown.basis,
            "60 pages not reviewed, 80 pages not produced; no forecast: too little history");
}

TEST(Promise, IsAtRiskIfASubmitterHasLonger) {
  auto work = given_work();
  work.unproduced = 5;
  work.at_submitter = 5;
  work.submitter_due = day("2024-12-16");
  const auto scored = score(given_promise(), work, {}, day("2024-12-02"));
  EXPECT_EQ(scored.score, PromiseScore::at_risk);
  EXPECT_EQ(scored.basis,
            "5 pages not produced, 5 pages at a submitter; a submitter has until 2024-12-16");
}

TEST(Promise, OfASearchIsKeptWhenTheLastTaskingIsAnswered) {
  PromiseWork work;
  work.taskings = 3;
  work.open_taskings = 1;
  EXPECT_EQ(score(given_promise("search"), work, {}, day("2024-12-01")).score, PromiseScore::open);
  work.open_taskings = 0;
  work.last_answered = day("2024-12-09");
  EXPECT_EQ(score(given_promise("search"), work, {}, day("2025-01-01")).score, PromiseScore::kept);
}

TEST(Promise, ToProcessIsKeptByReview) {
  auto work = given_work();
  work.unproduced = 100;
  work.last_reviewed = day("2024-12-10");
  const auto scored = score(given_promise("process"), work, {}, day("2025-01-12"));
  EXPECT_EQ(scored.score, PromiseScore::late);
  EXPECT_EQ(scored.days, 1);
}

TEST(Promise, TakesTheWordOfTheMatter) {
  auto promise = given_promise("confer");
  EXPECT_EQ(score(promise, {}, {}, day("2024-12-01")).basis,
            "only matter.toml can say that it was done (met_on)");
  promise.met_on = day("2024-12-08");
  EXPECT_EQ(score(promise, {}, {}, day("2025-01-12")).score, PromiseScore::kept);
}

}  // namespace
}  // namespace vaughn::forecast
