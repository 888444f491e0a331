// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/states.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vaughn::clock {
namespace {

using foia::PageOutcome;
using testing::HasSubstr;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

TEST(TaskingStates, AnswerOnlyWhatWasAsked) {
  EXPECT_FALSE(next(TaskingState::drafted, TaskingStep::answer_none));
  EXPECT_EQ(next(TaskingState::sent, TaskingStep::answer_none), TaskingState::no_records);
  EXPECT_EQ(next(TaskingState::records_returned, TaskingStep::send_back), TaskingState::sent_back);
  EXPECT_EQ(next(TaskingState::closed, TaskingStep::retask), TaskingState::sent);
}

TEST(TaskingStates, AreTheSameWhereverAStepIsTakenFrom) {
  for (auto state = 0; state <= static_cast<int>(TaskingState::closed); ++state) {
    for (auto step = 0; step <= static_cast<int>(TaskingStep::retask); ++step) {
      const auto taken = static_cast<TaskingStep>(step);
      if (const auto after = next(static_cast<TaskingState>(state), taken)) {
        EXPECT_EQ(*after, foia::state_after(taken)) << to_string(taken);
      }
    }
  }
}

// LAW: Oglesby v. Army, 920 F.2d 57: a search is shown by who searched where, with what terms.
TEST(TaskingStates, CloseNothingThatNobodyAnswered) {
  for (const auto state : {TaskingState::drafted,
                           TaskingState::sent,
                           TaskingState::acknowledged,
                           TaskingState::searching,
                           TaskingState::sent_back}) {
    const auto why = tasking_refusal(4, state, TaskingStep::close);
    ASSERT_TRUE(why) << to_string(state);
    EXPECT_EQ(why->citation, "Oglesby v. Army, 920 F.2d 57");
    EXPECT_THAT(to_error(*why).hint, HasSubstr("vaughn task "));
  }
  EXPECT_FALSE(tasking_refusal(4, TaskingState::no_records, TaskingStep::close));
}

TEST(TaskingStates, SayWhatWhyAndWhatToDo) {
  const auto twice = tasking_refusal(4, TaskingState::no_records, TaskingStep::answer_records);
  EXPECT_EQ(twice->what, "tasking 4 cannot be answered: it was answered already");
  EXPECT_THAT(twice->remedy, HasSubstr("vaughn task send-back 4"));
  const auto late = tasking_refusal(4, TaskingState::closed, TaskingStep::answer_records);
  EXPECT_THAT(late->remedy, HasSubstr("vaughn task retask 4"));
}

TEST(PageStates, RefuseWithTheRule) {
  const auto why = [](PageState state, PageStep step) {
    return page_refusal("page 1 of R-000001", state, step);
  };
  EXPECT_EQ(why(PageState::out_submitter, PageStep::approve)->citation, "EO 12600 sec. 4");
  EXPECT_THAT(why(PageState::produced, PageStep::review)->remedy, HasSubstr("--supersedes"));
  EXPECT_EQ(why(PageState::approved, PageStep::code_non_responsive)->citation,
            "AILA v. EOIR, 830 F.3d 667");
  EXPECT_FALSE(why(PageState::responsive, PageStep::code_non_responsive));
  EXPECT_FALSE(why(PageState::first_review, PageStep::code_non_responsive));
}

TEST(PageStates, AreRefusedForEveryStepThatMayNotFollow) {
  for (auto state = 0; state <= static_cast<int>(PageState::reprocessed); ++state) {
    for (auto step = 0; step <= static_cast<int>(PageStep::reprocess); ++step) {
      const auto from = static_cast<PageState>(state);
      const auto taken = static_cast<PageStep>(step);
      const auto why = page_refusal("page 1 of R-000001", from, taken);
      EXPECT_EQ(why.has_value(), !next(from, taken)) << to_string(from) << " " << to_string(taken);
      EXPECT_TRUE(!why || !why->what.empty());
    }
  }
}

TEST(PageStates, LetNothingOutThatIsNotApprovedAndStamped) {
  EXPECT_FALSE(next(PageState::responsive, PageStep::produce));
  EXPECT_FALSE(next(PageState::approved, PageStep::produce));
  EXPECT_EQ(next(PageState::stamped, PageStep::produce), PageState::produced);
  EXPECT_EQ(next(PageState::produced, PageStep::reprocess), PageState::reprocessed);
}

// LAW: EO 12600 sec. 4: nothing is disclosed while the submitter may object.
TEST(Release, WaitsForTheSubmitter) {
  const auto why = release_refusal({.submitter = SubmitterState::notice_sent,
                                    .objection_due = day("2026-06-23"),
                                    .on = day("2026-06-20")});
  ASSERT_TRUE(why);
  EXPECT_THAT(why->what, HasSubstr("until 2026-06-23"));
  EXPECT_EQ(why->citation, "EO 12600 sec. 4");
}

// LAW: EO 12600 sec. 5: nothing is disclosed over an objection before the date that was given.
TEST(Release, WaitsForTheDisclosureDate) {
  ReleaseFacts facts{.submitter = SubmitterState::intent_sent,
                     .disclosure_date = day("2026-07-14"),
                     .on = day("2026-07-13")};
  EXPECT_THAT(release_refusal(facts)->what, HasSubstr("2026-07-14"));
  facts.on = day("2026-07-14");
  EXPECT_FALSE(release_refusal(facts));
  facts.submitter = SubmitterState::enjoined;
  EXPECT_EQ(release_refusal(facts)->citation, "Chrysler v. Brown, 441 U.S. 281");
}

TEST(SubmitterStates, TakeSilenceForAnAnswerOnlyWhenTheTimeIsOver) {
  const auto silence = [](std::string_view on) {
    return submitter_refusal(
        SubmitterState::notice_sent, SubmitterStep::let_pass, day("2026-06-23"), day(on), "");
  };
  EXPECT_TRUE(silence("2026-06-23"));
  EXPECT_FALSE(silence("2026-06-24"));
}

TEST(SubmitterStates, DecideObjectionsWithReasons) {
  const auto decide = [](std::string_view reason) {
    return submitter_refusal(
        SubmitterState::objected, SubmitterStep::decide, std::nullopt, day("2026-06-24"), reason);
  };
  EXPECT_TRUE(decide(""));
  EXPECT_FALSE(decide("the prices are in the award notice"));
  EXPECT_TRUE(submitter_refusal(
      SubmitterState::objected, SubmitterStep::release, std::nullopt, day("2026-06-24"), "x"));
}

// LAW: AILA v. EOIR, 830 F.3d 667: a responsive record has no non-responsive parts.
TEST(Coding, KnowsNoNonResponsivePartOfAResponsiveRecord) {
  EXPECT_TRUE(coding_refusal(true, PageStep::code_non_responsive));
  EXPECT_FALSE(coding_refusal(false, PageStep::code_non_responsive));
  EXPECT_FALSE(coding_refusal(true, PageStep::approve));
}

TEST(VolumeStates, SealOnlyWhatWasChecked) {
  EXPECT_FALSE(next(VolumeState::built, VolumeStep::seal));
  EXPECT_FALSE(next(VolumeState::checked, VolumeStep::send));
  EXPECT_EQ(next(VolumeState::sealed, VolumeStep::send), VolumeState::sent);
}

TEST(VolumeStates, RefuseWhatTheTableDoes) {
  for (auto state = 0; state <= static_cast<int>(VolumeState::recalled); ++state) {
    for (auto step = 0; step <= static_cast<int>(VolumeStep::recall); ++step) {
      const auto from = static_cast<VolumeState>(state);
      const auto taken = static_cast<VolumeStep>(step);
      EXPECT_EQ(volume_refusal("VOL001", from, taken).has_value(), !next(from, taken));
    }
  }
  EXPECT_EQ(volume_refusal("VOL009", VolumeState::planned, VolumeStep::supersede)->what,
            "VOL009 was never sealed");
  EXPECT_THAT(volume_refusal("VOL001", VolumeState::superseded, VolumeStep::send)->rule,
              HasSubstr("in force"));
}

TEST(ConsultationStates, AdoptWhatCameBack) {
  EXPECT_FALSE(next(ConsultationState::sent, ConsultationStep::adopt));
  EXPECT_EQ(next(ConsultationState::received_back, ConsultationStep::adopt),
            ConsultationState::adopted);
}

TEST(Outcomes, FollowFromBoxesAndPages) {
  EXPECT_EQ(page_outcome(false, 0), PageOutcome::in_full);
  EXPECT_EQ(page_outcome(false, 2), PageOutcome::in_part);
  EXPECT_EQ(page_outcome(true, 2), PageOutcome::withheld_in_full);
  const PageOutcome mixed[] = {PageOutcome::in_full, PageOutcome::withheld_in_full};
  EXPECT_EQ(record_outcome(mixed), PageOutcome::in_part);
  EXPECT_EQ(record_outcome(std::span(mixed).first(1)), PageOutcome::in_full);
}

}  // namespace
}  // namespace vaughn::clock
