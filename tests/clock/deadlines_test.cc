// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/deadlines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::clock {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

const Calendar& calendar(std::string_view key) {
  static const auto kFederal = *Calendars::built_in().calendar("federal");
  static const auto kDc = *Calendars::built_in().calendar("federal-dc");
  static const auto kDhs = *Calendars::built_in().calendar("dhs-dc");
  static const auto kCand = *Calendars::built_in().calendar("cand");
  return key == "federal" ? kFederal : key == "federal-dc" ? kDc : key == "cand" ? kCand : kDhs;
}

std::string shown(const std::optional<base::Date>& date) {
  return date ? base::to_string(*date) : "none";
}

std::string due(const base::Result<Computation>& computation) {
  return computation ? shown(computation->due) : computation.error().message;
}

Computation determination(const DeterminationFacts& facts,
                          std::string_view key = "federal",
                          const foia::AgencyPeriods& periods = {}) {
  auto out = explain_determination(calendar(key), periods, facts);
  EXPECT_TRUE(out);
  // The count without the account is the same count.
  EXPECT_EQ(determination_due(calendar(key), periods, facts), out->due);
  return *std::move(out);
}

std::string determination_of(std::string_view received, std::string_view key = "federal") {
  return shown(determination({.received = day(received)}, key).due);
}

std::vector<std::string> holidays_skipped(const Computation& computation) {
  std::vector<std::string> out;
  for (const auto& skipped : computation.skipped) {
    if (!skipped.is_weekend) {
      out.push_back(base::to_string(skipped.date) + " " + skipped.reason);
    }
  }
  return out;
}

// Worked examples 1 to 13.

// LAW: 5 U.S.C. 552(a)(6)(A)(i): a determination within 20 working days of receipt.
TEST(WorkedExample, 1_JuneteenthAndTheObservedFourth) {
  const auto plain = determination({.received = day("2026-06-01")});
  EXPECT_EQ(shown(plain.due), "2026-06-30");
  EXPECT_THAT(holidays_skipped(plain),
              ElementsAre("2026-06-19 Juneteenth National Independence Day"));
  const auto extended = determination(
      {.received = day("2026-06-01"), .extension = Extension{.noticed = day("2026-06-29")}});
  EXPECT_EQ(shown(extended.due), "2026-07-15");
  EXPECT_THAT(holidays_skipped(extended),
              ElementsAre("2026-06-19 Juneteenth National Independence Day",
                          "2026-07-03 Independence Day"));
}

TEST(WorkedExample, 2_ReceivedOnASaturday) {
  EXPECT_EQ(determination_of("2026-06-06"), "2026-07-07");
  foia::AgencyPeriods rolls;
  rolls.receipt_roll = foia::ReceiptRoll::next_working_day;
  // Where Monday counts as the day of receipt, Tuesday is day 1.
  EXPECT_EQ(shown(determination({.received = day("2026-06-06")}, "federal", rolls).due),
            "2026-07-08");
}

TEST(WorkedExample, 3_OverTheTurnOfTheYear) {
  EXPECT_EQ(determination_of("2025-12-10"), "2026-01-09");
  EXPECT_EQ(due(explain_period(
                calendar("federal"), DayType::calendar, 28, day("2025-12-10"), Direction::after)),
            "2026-01-07");
}

TEST(WorkedExample, 4_InaugurationDayOnlyInWashington) {
  EXPECT_EQ(determination_of("2021-01-04"), "2021-02-02");
  EXPECT_EQ(determination_of("2021-01-04", "federal-dc"), "2021-02-03");
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii): the 20 days stand still for one question of information and
// for questions of fee assessment, until the answer comes.
TEST(WorkedExample, 5_Tolling) {
  DeterminationFacts facts{.received = day("2026-03-02")};
  EXPECT_EQ(shown(determination(facts).due), "2026-03-30");
  facts.tolls = {{TollKind::information, day("2026-03-10"), std::nullopt}};
  EXPECT_EQ(shown(determination(facts).due), "none");
  EXPECT_EQ(working_days_used(calendar("federal"), {}, facts, day("2026-04-30")), 6);
  facts.tolls[0].closed = day("2026-03-24");
  const auto tolled = determination(facts);
  EXPECT_EQ(shown(tolled.due), "2026-04-13");
  ASSERT_EQ(tolled.steps.size(), 4U);
  EXPECT_EQ(tolled.steps[1].text, "question about information sent: 6 working days used, 14 left");
  EXPECT_EQ(tolled.steps[1].citation, "5 U.S.C. 552(a)(6)(A)(ii)(I)");
  EXPECT_EQ(working_days_used(calendar("federal"), {}, facts, day("2026-04-13")), 20);
}

// LAW: 5 U.S.C. 552(a)(6)(A): ten days after the first receipt the clock runs, routed or not.
TEST(WorkedExample, 6_Misdirected) {
  const DeterminationFacts facts{.received = day("2026-02-02"),
                                 .reached_proper = day("2026-02-27")};
  const auto capped = determination(facts);
  EXPECT_EQ(shown(capped.day_zero), "2026-02-17");
  EXPECT_EQ(shown(capped.due), "2026-03-17");
  foia::AgencyPeriods calendar_days;
  calendar_days.routing.unit = foia::DayUnit::calendar;
  const auto sooner = determination(facts, "federal", calendar_days);
  EXPECT_EQ(shown(sooner.day_zero), "2026-02-12");
  EXPECT_EQ(shown(sooner.due), "2026-03-13");
  // Routed in time, its arrival counts.
  EXPECT_EQ(
      shown(determination({.received = day("2026-02-02"), .reached_proper = day("2026-02-05")})
                .day_zero),
      "2026-02-05");
}

// LAW: 5 U.S.C. 552(a)(6)(E)(ii)(I): expedition is decided within 10 days of the request's date.
TEST(WorkedExample, 7_ExpeditionInCalendarDays) {
  const auto decide = *explain_expedition(calendar("federal"), day("2026-06-18"));
  EXPECT_EQ(shown(decide.due), "2026-06-28");
  EXPECT_EQ(shown(decide.act_by), "2026-06-26");
  EXPECT_THAT(decide.notes, ElementsAre(HasSubstr("Sunday")));
}

// LAW: 6 CFR 5.8(a)(1): at DHS an appeal is in time until the end, Eastern time, of the 90th
// working day.
TEST(WorkedExample, 8_AppealWindow) {
  const auto& dhs = calendar("dhs-dc");
  const auto ours = *explain_appeal_window(dhs, dhs.file().periods, day("2026-03-02"));
  EXPECT_EQ(shown(ours.due), "2026-07-09");
  EXPECT_EQ(ours.time, "23:59:59");
  EXPECT_EQ(ours.time_zone, "America/New_York");
  EXPECT_EQ(ours.rule, "6 CFR 5.8(a)(1)");
  const auto other = *explain_appeal_window(calendar("federal"), {}, day("2026-03-02"));
  EXPECT_EQ(shown(other.due), "2026-05-31");
  EXPECT_EQ(shown(other.act_by), "2026-05-29");
  foia::AgencyPeriods rolls;
  rolls.appeal_window.roll = foia::EndRoll::next_working_day;
  EXPECT_EQ(due(explain_appeal_window(calendar("federal"), rolls, day("2026-03-02"))),
            "2026-06-01");
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii): an appeal is decided within 20 working days of its receipt.
TEST(WorkedExample, 9_Appeal) {
  EXPECT_EQ(due(explain_appeal_determination(calendar("federal"), {}, day("2026-07-01"))),
            "2026-07-30");
}

TEST(WorkedExample, 10_TheRhythmOfTheCase) {
  EXPECT_EQ(determination_of("2021-09-15"), "2021-10-14");
  const auto extended = determination(
      {.received = day("2021-09-15"), .extension = Extension{.noticed = day("2021-10-13")}});
  EXPECT_EQ(shown(extended.due), "2021-10-28");
}

// LAW: EO 12600 sec. 5: a submitter is told of the disclosure date a number of days before it.
TEST(WorkedExample, 11_SubmitterNotice) {
  EXPECT_EQ(due(explain_submitter_reply(calendar("federal"), {}, day("2026-06-08"))), "2026-06-23");
  EXPECT_EQ(due(explain_disclosure(calendar("federal"), {}, day("2026-06-29"))), "2026-07-14");
}

TEST(WorkedExample, 12_StillInterested) {
  EXPECT_EQ(due(explain_still_interested(calendar("federal"), {}, day("2026-08-03"))),
            "2026-09-15");
}

// LAW: 5 U.S.C. 552(a)(4)(C): the government answers within 30 days of service, not 60.
// LAW: Fed. R. Civ. P. 6(a)(1): every day counts but the first; the last one moves to a day that is
// no Saturday, Sunday or legal holiday.
TEST(WorkedExample, 13_Answer) {
  const auto answer = [](std::string_view served) {
    return *explain_answer(calendar("cand"), day(served));
  };
  EXPECT_EQ(shown(answer("2022-04-19").due), "2022-05-19");
  EXPECT_EQ(shown(answer("2022-04-21").due), "2022-05-23");
  EXPECT_EQ(shown(answer("2026-02-27").due), "2026-03-30");
  const auto chavez = answer("2026-03-01");
  EXPECT_EQ(shown(chavez.due), "2026-04-01");
  EXPECT_EQ(shown(chavez.act_by), "2026-03-31");
  EXPECT_THAT(chavez.notes, testing::Contains(HasSubstr("counsel confirms")));
  EXPECT_EQ(shown(answer("2026-06-04").due), "2026-07-06");
}

// LAW: Fed. R. Civ. P. 6(a)(4): for electronic filing the last day ends at midnight in the
// court's time zone.
TEST(CourtDays, EndAtMidnightOfTheCourt) {
  const auto answer = *explain_answer(calendar("cand"), day("2022-04-19"));
  EXPECT_EQ(answer.time, "23:59:59");
  EXPECT_EQ(answer.time_zone, "America/Los_Angeles");
}

// LAW: Fed. R. Civ. P. 6(a)(5): before an event the next day is the one before it.
TEST(CourtDays, GoBackwardBeforeAnEvent) {
  const auto before = [](int days, std::string_view event) {
    return due(
        explain_period(calendar("cand"), DayType::court, days, day(event), Direction::before));
  };
  EXPECT_EQ(before(7, "2026-06-11"), "2026-06-04");
  EXPECT_EQ(before(7, "2026-06-28"), "2026-06-18");  // a Sunday, Saturday and Juneteenth
  // A state's holiday is none before an event.
  EXPECT_EQ(before(7, "2026-04-07"), "2026-03-31");
}

// LAW: Fed. R. Civ. P. 6(a)(5): before an event the next day is the one before it; 6(a)(6)(C): and
TEST(CourtDays, OfTheSameLengthGoForwardPastAStateHoliday) {
  EXPECT_EQ(
      due(explain_period(calendar("cand"), DayType::court, 7, day("2026-03-24"), Direction::after)),
      "2026-04-01");
}

// LAW: 28 U.S.C. 2401(a): a civil action against the United States is begun within six years.
TEST(Suit, IsBegunWithinSixYears) {
  EXPECT_EQ(due(explain_suit(calendar("cand"), day("2021-10-14"))), "2027-10-14");
  EXPECT_EQ(due(explain_suit(calendar("cand"), day("2024-02-29"))), "2030-02-28");
}

// LAW: 5 U.S.C. 552(a)(7)(A): a request that takes longer than ten days gets a number.
TEST(TrackingNumber, IsDueAfterTenDays) {
  EXPECT_EQ(due(explain_tracking_number(calendar("federal"), day("2026-06-01"))), "2026-06-11");
}

TEST(Determination, CountsFromPerfection) {
  EXPECT_EQ(
      shown(determination({.received = day("2026-05-01"), .perfected = day("2026-06-01")}).due),
      "2026-06-30");
}

TEST(Determination, CountsAStandstillOnceWhenQuestionsOverlap) {
  DeterminationFacts facts{.received = day("2026-03-02")};
  facts.tolls = {{TollKind::information, day("2026-03-10"), day("2026-03-24")},
                 {TollKind::fee, day("2026-03-12"), day("2026-03-20")}};
  EXPECT_EQ(shown(determination(facts).due), "2026-04-13");
  facts.tolls[1].closed = day("2026-03-26");
  EXPECT_EQ(shown(determination(facts).due), "2026-04-15");
}

TEST(Determination, IsNotTolledByAQuestionAfterItRanOut) {
  DeterminationFacts facts{.received = day("2026-03-02")};
  facts.tolls = {{TollKind::information, day("2026-04-10"), std::nullopt}};
  const auto late = determination(facts);
  EXPECT_EQ(shown(late.due), "2026-03-30");
  EXPECT_THAT(late.notes, ElementsAre(HasSubstr("had run out")));
}

TEST(Determination, FollowsAnArrangedTimeFrame) {
  const auto arranged = determination(
      {.received = day("2026-06-01"),
       .extension = Extension{.noticed = day("2026-06-29"), .agreed_until = day("2026-10-01")}});
  EXPECT_EQ(shown(arranged.due), "2026-10-01");
}

TEST(Determination, RefusesFactsOutOfOrder) {
  const auto bad =
      explain_determination(calendar("federal"),
                            {},
                            {.received = day("2026-03-02"),
                             .tolls = {{TollKind::information, day("2026-03-01"), std::nullopt}}});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message, "the question of 2026-03-01 is out of order");
}

TEST(Dates, FarOffAreRefused) {
  EXPECT_FALSE(explain_expedition(calendar("federal"), day("1492-10-12")));
  EXPECT_FALSE(explain_expedition(calendar("federal"), day("2150-01-01")));
  EXPECT_FALSE(explain_period(
      calendar("federal"), DayType::working, 4000, day("2026-01-01"), Direction::after));
  const auto longest = *explain_period(
      calendar("federal"), DayType::working, 3650, day("2100-12-31"), Direction::after);
  EXPECT_EQ(calendar("federal").working_days_between(day("2100-12-31"), *longest.due), 3650);
}

}  // namespace
}  // namespace vaughn::clock
