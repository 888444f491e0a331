// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/request_life.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::clock {
namespace {

using foia::RequestDisposition;
using foia::RequestStep;
using foia::StepKind;
using testing::HasSubstr;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

// A request as its steps come, by the federal calendar and the periods of the statute.
class Life : public testing::Test {
 protected:
  std::optional<Refusal> take(RequestStep step) {
    const auto why = refusal(life_, step, rules_);
    if (!why) {
      apply(life_, step);
    }
    return why;
  }
  std::optional<Refusal> take(StepKind kind, std::string_view on) {
    return take({.kind = kind, .on = day(on)});
  }
  void given_received(std::string_view on) {
    ASSERT_FALSE(take({.kind = StepKind::received, .on = day(on), .is_proper = true}));
  }
  std::optional<Refusal> ask(TollKind kind, std::string_view on) {
    return take({.kind = StepKind::tolled, .on = day(on), .text = "Which years?", .toll = kind});
  }
  std::optional<Refusal> answer(TollKind kind, std::string_view on) {
    return take({.kind = StepKind::toll_answered, .on = day(on), .toll = kind});
  }
  std::optional<Refusal> extend(std::string_view on, int days = 10) {
    return take({.kind = StepKind::extended,
                 .on = day(on),
                 .grounds = {foia::UnusualGround::field_facilities},
                 .days = days});
  }
  std::optional<Refusal> decide(StepKind kind, std::string_view on, RequestDisposition how) {
    return take({.kind = kind, .on = day(on), .disposition = how});
  }
  std::string due() const {
    const auto date = determination_due(calendar_, periods_, *life_.facts());
    return date ? base::to_string(*date) : "none";
  }

  Calendar calendar_ = *Calendars::built_in().calendar("federal");
  foia::AgencyPeriods periods_{};
  Rules rules_{calendar_, periods_};
  RequestLife life_{};
};

TEST_F(Life, RunsFromReceiptToClosing) {
  given_received("2026-03-02");
  EXPECT_EQ(life_.state, RequestState::received);
  EXPECT_FALSE(take({.kind = StepKind::acknowledged, .on = day("2026-03-04"), .number = "N-1"}));
  EXPECT_EQ(life_.tracking_number, "N-1");
  EXPECT_FALSE(ask(TollKind::information, "2026-03-10"));
  EXPECT_EQ(life_.state, RequestState::tolled_information);
  EXPECT_EQ(due(), "none");
  EXPECT_FALSE(answer(TollKind::information, "2026-03-24"));
  EXPECT_EQ(life_.state, RequestState::acknowledged);
  EXPECT_EQ(due(), "2026-04-13");
  EXPECT_FALSE(extend("2026-04-10"));
  EXPECT_EQ(due(), "2026-04-27");
  EXPECT_FALSE(decide(StepKind::determined, "2026-04-24", RequestDisposition::partial_grant));
  EXPECT_FALSE(take(StepKind::interim_released, "2026-05-01"));
  EXPECT_FALSE(decide(StepKind::closed, "2026-06-01", RequestDisposition::partial_grant));
  EXPECT_FALSE(take(StepKind::appeal_received, "2026-07-01"));
  EXPECT_EQ(life_.state, RequestState::appealed);
  EXPECT_FALSE(take({.kind = StepKind::appeal_decided,
                     .on = day("2026-07-30"),
                     .outcome = foia::AppealOutcome::partly_reversed}));
  EXPECT_EQ(life_.state, RequestState::remanded);
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii)(I): the clock is stopped for information once and no more.
TEST_F(Life, RefusesASecondQuestionForInformation) {
  given_received("2026-03-02");
  ASSERT_FALSE(ask(TollKind::information, "2026-03-04"));
  ASSERT_FALSE(answer(TollKind::information, "2026-03-06"));
  const auto why = ask(TollKind::information, "2026-03-10");
  ASSERT_TRUE(why);
  EXPECT_EQ(why->what, "the clock was stopped for information on 2026-03-04 already");
  const auto error = to_error(*why);
  EXPECT_EQ(error.code, base::ErrorCode::conflict);
  EXPECT_THAT(error.hint,
              HasSubstr("5 U.S.C. 552(a)(6)(A)(ii)(I): the agency may make one request"));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii)(II): fee questions stop it as often as fees have to be settled.
TEST_F(Life, AllowsFeeQuestionsOneAfterTheOther) {
  given_received("2026-03-02");
  EXPECT_FALSE(ask(TollKind::fee, "2026-03-04"));
  EXPECT_TRUE(ask(TollKind::fee, "2026-03-05"));
  EXPECT_FALSE(ask(TollKind::information, "2026-03-05"));
  EXPECT_FALSE(answer(TollKind::fee, "2026-03-06"));
  EXPECT_EQ(life_.state, RequestState::tolled_information);
  EXPECT_FALSE(answer(TollKind::information, "2026-03-09"));
  EXPECT_FALSE(ask(TollKind::fee, "2026-03-10"));
}

TEST_F(Life, RefusesToStopAClockThatHasRunOut) {
  given_received("2026-03-02");
  const auto why = ask(TollKind::information, "2026-03-31");
  ASSERT_TRUE(why);
  EXPECT_EQ(why->what, "the 20 working days ran out on 2026-03-30");
}

// LAW: 5 U.S.C. 552(a)(6)(B)(i): no more than ten working days without another arrangement.
TEST_F(Life, RefusesAnExtensionAfterTheTimeRanOutOrTooLong) {
  given_received("2026-03-02");
  EXPECT_THAT(extend("2026-03-31")->what, HasSubstr("ran out on 2026-03-30"));
  EXPECT_EQ(extend("2026-03-30", 11)->citation, "5 U.S.C. 552(a)(6)(B)(i)");
  EXPECT_FALSE(extend("2026-03-30"));
  EXPECT_THAT(extend("2026-04-01")->what, HasSubstr("extended on 2026-03-30 already"));
}

// LAW: 5 U.S.C. 552(a)(6)(B)(iii): three unusual circumstances and no other.
TEST_F(Life, RefusesAnExtensionWithoutOneOfTheThreeGrounds) {
  given_received("2026-03-02");
  const auto why = take({.kind = StepKind::extended, .on = day("2026-03-20"), .days = 10});
  ASSERT_TRUE(why);
  EXPECT_EQ(why->citation, "5 U.S.C. 552(a)(6)(B)(iii)");
  EXPECT_FALSE(foia::parse_unusual_ground("staff_shortage"));
}

// LAW: 5 U.S.C. 552(a)(6)(B)(ii): beyond ten days only by an arrangement with the requester.
TEST_F(Life, ArrangesAnotherTimeFrameWithTheRequester) {
  given_received("2026-03-02");
  RequestStep step{.kind = StepKind::extended,
                   .on = day("2026-03-20"),
                   .grounds = {foia::UnusualGround::voluminous},
                   .is_arranged = true};
  EXPECT_EQ(take(step)->citation, "5 U.S.C. 552(a)(6)(B)(ii)");
  step.due = day("2026-06-30");
  step.text = "offered to narrow; the requester agreed to June 30";
  EXPECT_FALSE(take(step));
  EXPECT_EQ(due(), "2026-06-30");
}

// LAW: 5 U.S.C. 552(a)(6)(E)(v): expedition rests on a compelling need.
TEST_F(Life, AsksForTheNeedBehindExpedition) {
  given_received("2026-03-02");
  EXPECT_EQ(take(StepKind::expedition_requested, "2026-03-02")->citation,
            "5 U.S.C. 552(a)(6)(E)(v)");
  EXPECT_TRUE(take(StepKind::expedition_decided, "2026-03-05"));
}

// LAW: OIP guidance 7: "still interested" is asked once, with reasons, and 30 working days to
// answer.
TEST_F(Life, ClosesForSilenceOnlyAfterThirtyWorkingDays) {
  given_received("2026-03-02");
  ASSERT_FALSE(take(StepKind::interest_asked, "2026-08-03"));
  EXPECT_EQ(take(StepKind::interest_asked, "2026-08-10")->citation, "OIP guidance 7");
  RequestStep close{.kind = StepKind::closed,
                    .on = day("2026-09-15"),
                    .text = "no answer whether still interested",
                    .disposition = RequestDisposition::other};
  EXPECT_THAT(take(close)->what, HasSubstr("until 2026-09-15"));
  close.on = day("2026-09-16");
  EXPECT_FALSE(take(close));
  EXPECT_FALSE(take(StepKind::reopened, "2026-09-20"));
  EXPECT_EQ(life_.received, day("2026-03-02"));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i)(I): the requester is told the determination and its reasons.
TEST_F(Life, DoesNotTakeAnAcknowledgmentForADetermination) {
  given_received("2026-03-02");
  ASSERT_FALSE(take(StepKind::acknowledged, "2026-03-04"));
  EXPECT_EQ(decide(StepKind::closed, "2026-03-20", RequestDisposition::no_records)->citation,
            "5 U.S.C. 552(a)(6)(A)(i)(I)");
  EXPECT_FALSE(decide(StepKind::closed, "2026-03-20", RequestDisposition::withdrawn));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i)(III): what can be appealed is an adverse determination.
TEST_F(Life, KnowsWhatCanBeAppealed) {
  given_received("2026-03-02");
  EXPECT_THAT(take(StepKind::appeal_received, "2026-04-20")->rule, HasSubstr("court"));
  ASSERT_FALSE(decide(StepKind::determined, "2026-04-24", RequestDisposition::full_grant));
  EXPECT_TRUE(take(StepKind::appeal_received, "2026-04-27"));
}

TEST_F(Life, ADeniedExpeditionCanBeAppealed) {
  given_received("2026-03-02");
  ASSERT_FALSE(
      take({.kind = StepKind::expedition_requested, .on = day("2026-03-02"), .text = "urgency"}));
  ASSERT_FALSE(take(StepKind::expedition_decided, "2026-03-10"));
  EXPECT_FALSE(take(StepKind::appeal_received, "2026-03-20"));
}

TEST_F(Life, StartsTheClockOfAMisdirectedRequestAtTheProperComponent) {
  ASSERT_FALSE(take(StepKind::received, "2026-02-02"));
  EXPECT_EQ(life_.state, RequestState::misdirected);
  EXPECT_TRUE(take(StepKind::acknowledged, "2026-02-03"));
  ASSERT_FALSE(take({.kind = StepKind::routed, .on = day("2026-02-05"), .office = "ERO"}));
  EXPECT_EQ(due(), "2026-03-06");
}

TEST_F(Life, BeginsTheClockWhenAnImperfectRequestIsPerfected) {
  given_received("2026-05-01");
  ASSERT_FALSE(take({.kind = StepKind::found_imperfect,
                     .on = day("2026-05-04"),
                     .text = "the records are not described"}));
  EXPECT_EQ(decide(StepKind::determined, "2026-05-05", RequestDisposition::no_records)->citation,
            "5 U.S.C. 552(a)(3)(A)");
  ASSERT_FALSE(take(StepKind::perfected, "2026-06-01"));
  EXPECT_EQ(due(), "2026-06-30");
}

TEST_F(Life, TakesOrdersOnlyFromACourt) {
  given_received("2026-03-02");
  RequestStep order{.kind = StepKind::ordered,
                    .on = day("2026-06-01"),
                    .text = "produce 500 pages",
                    .due = day("2026-07-05"),
                    .key = "first"};
  EXPECT_TRUE(take(order));
  ASSERT_FALSE(take(StepKind::complaint_served, "2026-05-04"));
  EXPECT_FALSE(take(order));
  order.due = day("2026-08-05");
  EXPECT_FALSE(take(order));
  ASSERT_EQ(life_.orders.size(), 1U);
  EXPECT_EQ(life_.orders[0].due, day("2026-08-05"));
  EXPECT_EQ(life_.state, RequestState::received);  // litigation runs beside it
}

TEST_F(Life, RefusesStepsOutOfOrder) {
  EXPECT_EQ(take(StepKind::acknowledged, "2026-03-04")->what, "the request is not received yet");
  given_received("2026-03-02");
  EXPECT_TRUE(take(StepKind::received, "2026-03-03"));
  EXPECT_THAT(take(StepKind::acknowledged, "2026-03-01")->what, HasSubstr("before the request"));
}

// Each state can be reached and, but for the last, left; each step is allowed somewhere.
TEST(RequestTable, HasNoDeadEnds) {
  std::set<RequestState> reached{RequestState::not_received,
                                 // by guards: an answer, a wrong component, a fee question
                                 RequestState::misdirected,
                                 RequestState::tolled_fee};
  std::set<RequestState> left;
  std::set<StepKind> steps;
  for (const auto& row : request_transitions()) {
    reached.insert(row.to);
    if (row.to != row.from) {
      left.insert(row.from);
    }
    steps.insert(row.step);
  }
  EXPECT_EQ(reached.size(), static_cast<std::size_t>(kRequestStates));
  EXPECT_EQ(steps.size(), static_cast<std::size_t>(foia::kStepKinds));
  for (int i = 0; i < kRequestStates; ++i) {
    const auto state = static_cast<RequestState>(i);
    const bool is_waiting =
        state == RequestState::tolled_information || state == RequestState::tolled_fee;
    EXPECT_TRUE(left.contains(state) || is_waiting) << to_string(state);
  }
}

}  // namespace
}  // namespace vaughn::clock
