// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/consultation_life.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/given_consultations.h"

namespace vaughn::clock {
namespace {

using foia::Consultation;
using foia::ConsultationKind;
using foia::ConsultationReturn;
using foia::ConsultationStepKind;
using foia::day;
using foia::given_returned;
using foia::given_sent;
using foia::Objection;
using foia::ObjectionDecision;
using foia::PageRef;
using foia::RecordId;
using testing::HasSubstr;

std::string refused_for(const Consultation& consultation, const foia::ConsultationStep& step) {
  const auto taken = may_take(consultation, step);
  return taken ? std::string() : taken.error().message + " | " + taken.error().hint;
}

foia::ConsultationStep step(ConsultationStepKind kind,
                            base::Date on,
                            std::optional<base::Date> until = {}) {
  foia::ConsultationStep out;
  out.kind = kind;
  out.on = on;
  out.until = until;
  out.reason = "said so";
  return out;
}

TEST(Consultation, HoldsEveryPageWhileItIsOut) {
  const auto holds = holds_of(given_sent());
  ASSERT_EQ(holds.size(), 2U);
  EXPECT_EQ(holds.begin()->second.reason, HoldReason::out);
  EXPECT_EQ(standing_word(given_sent()), "notice_sent");
}

TEST(Consultation, SilenceCountsAsNoObjectionOnlyAfterTheDueDate) {
  // LAW: 6 CFR 5.7: a submitter who does not answer in the time given is taken to have no
  // objection.
  auto consultation = given_sent();
  EXPECT_FALSE(may_take(consultation, step(ConsultationStepKind::no_response, day(3, 16))));
  const auto late = step(ConsultationStepKind::no_response, day(3, 17));
  EXPECT_TRUE(may_take(consultation, late));
  consultation.steps.push_back(late);
  EXPECT_EQ(standing_word(consultation), "no_response");
  EXPECT_TRUE(holds_of(consultation).empty());
}

TEST(Consultation, AnExtensionMovesTheDueDateOnlyForward) {
  auto consultation = given_sent();
  EXPECT_FALSE(may_take(consultation, step(ConsultationStepKind::extended, day(3, 9), day(3, 16))));
  consultation.steps.push_back(step(ConsultationStepKind::extended, day(3, 9), day(3, 23)));
  EXPECT_EQ(foia::due_date(consultation), day(3, 23));
  EXPECT_EQ(standing_word(consultation), "extended");
  EXPECT_FALSE(may_take(consultation, step(ConsultationStepKind::no_response, day(3, 20))));
}

TEST(Consultation, AReplyFreesThePagesWithoutObjection) {
  const auto holds = holds_of(given_returned(1));
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds.begin()->first.page, 1);
  EXPECT_EQ(holds.begin()->second.reason, HoldReason::undecided);
  EXPECT_EQ(standing_word(given_returned(1)), "objected");
  EXPECT_EQ(standing_word(given_returned(0)), "no_objection");
}

TEST(Consultation, WhatDidNotComeBackStaysOut) {
  auto consultation = given_returned(0);
  consultation.returns[0].unanswered = {{RecordId{6}, 2}};
  EXPECT_EQ(holds_of(consultation).at({RecordId{6}, 2}).reason, HoldReason::out);
  // A second reply that has the page frees it.
  consultation.returns.emplace_back();
  EXPECT_TRUE(holds_of(consultation).empty());
}

TEST(Consultation, WhatIsOverruledWaitsForItsDisclosureDate) {
  // LAW: EO 12600 sec. 5: overruled, the submitter is told why and on which later day it is
  // disclosed.
  auto consultation = given_returned(2);
  EXPECT_FALSE(
      may_take(consultation, step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26))));
  consultation.objections[0].decision = ObjectionDecision::accepted;
  consultation.objections[1].decision = ObjectionDecision::rejected;
  const PageRef page{RecordId{6}, 1};
  EXPECT_EQ(holds_of(consultation).at(page).reason, HoldReason::intent_due);
  EXPECT_FALSE(
      may_take(consultation, step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 12))));
  auto intent = step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26));
  EXPECT_TRUE(may_take(consultation, intent));
  intent.numbers = {2};
  consultation.steps.push_back(intent);
  const auto hold = holds_of(consultation).at(page);
  EXPECT_EQ(hold.reason, HoldReason::disclosure_date);
  EXPECT_EQ(hold.until, day(3, 26));
  EXPECT_EQ(hold.places.size(), 1U);
  EXPECT_FALSE(may_take(consultation, step(ConsultationStepKind::closed, day(3, 25))));
  EXPECT_TRUE(may_take(consultation, step(ConsultationStepKind::closed, day(3, 26))));
}

TEST(Consultation, ALaterObjectionOverruledNeedsItsOwnNotice) {
  auto consultation = given_returned(2);
  for (auto& objection : consultation.objections) {
    objection.decision = ObjectionDecision::rejected;
  }
  auto intent = step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26));
  intent.numbers = {1};
  consultation.steps.push_back(intent);
  const auto hold = holds_of(consultation).at({RecordId{6}, 1});
  EXPECT_EQ(hold.reason, HoldReason::intent_due);
  EXPECT_EQ(hold.places.size(), 2U);
}

TEST(Consultation, AFreezeHoldsThePagesNamedUntilItIsLifted) {
  auto consultation = given_returned(0);
  auto freeze = step(ConsultationStepKind::enjoined, day(3, 20));
  EXPECT_FALSE(may_take(consultation, freeze)) << "the case is missing";
  freeze.reference = "3:26-cv-00123";
  freeze.pages = {{RecordId{7}, 1}};
  EXPECT_FALSE(may_take(consultation, freeze)) << "not a page of it";
  freeze.pages = {{RecordId{6}, 2}};
  EXPECT_TRUE(may_take(consultation, freeze));
  consultation.steps.push_back(freeze);
  const auto holds = holds_of(consultation);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds.at({RecordId{6}, 2}).reason, HoldReason::enjoined);
  EXPECT_EQ(standing_word(consultation), "enjoined");
  EXPECT_FALSE(may_take(consultation, step(ConsultationStepKind::closed, day(4, 1))));
  consultation.steps.push_back(step(ConsultationStepKind::lifted, day(4, 1)));
  EXPECT_TRUE(holds_of(consultation).empty());
}

TEST(Consultation, TheRequesterIsToldOfWhatHappened) {
  // LAW: EO 12600 sec. 9: the requester is told of the notice, of the decision and of the suit.
  auto tell = step(ConsultationStepKind::requester_told, day(3, 3));
  tell.reference = "notice";
  EXPECT_TRUE(may_take(given_sent(), tell));
  tell.reference = "suit";
  EXPECT_FALSE(may_take(given_sent(), tell));
  tell.reference = "weather";
  EXPECT_FALSE(may_take(given_sent(), tell));
}

TEST(Consultation, AReferralNamesTheAgencyAndACoordinationDoesNot) {
  // LAW: 43 CFR 2.13: a referral names the agency to the requester, a coordination does not.
  auto tell = step(ConsultationStepKind::requester_told, day(3, 3));
  tell.reference = "referral";
  auto referral = given_sent(ConsultationKind::referral);
  EXPECT_TRUE(may_take(referral, tell));
  EXPECT_TRUE(holds_of(referral).empty()) << "its pages are decided: referred";
  EXPECT_FALSE(may_take(referral, step(ConsultationStepKind::closed, day(3, 4))));
  referral.steps.push_back(tell);
  EXPECT_TRUE(may_take(referral, step(ConsultationStepKind::closed, day(3, 4))));
  EXPECT_FALSE(may_take(given_sent(ConsultationKind::coordination), tell));
}

TEST(Consultation, EveryRefusalQuotesItsRule) {
  auto consultation = given_returned(1);
  EXPECT_THAT(refused_for(given_sent(), step(ConsultationStepKind::no_response, day(3, 16))),
              HasSubstr("may answer until 2026-03-16 | 6 CFR 5.7: "));
  EXPECT_THAT(
      refused_for(consultation, step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26))),
      HasSubstr("1 objection is not decided | EO 12600 sec. 5: "));
  consultation.objections[0].decision = ObjectionDecision::accepted;
  EXPECT_THAT(
      refused_for(consultation, step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26))),
      HasSubstr("no objection was overruled | EO 12600 sec. 5: "));
  EXPECT_THAT(refused_for(given_sent(ConsultationKind::consultation),
                          step(ConsultationStepKind::enjoined, day(3, 12))),
              HasSubstr("is not with a submitter | Chrysler v. Brown, 441 U.S. 281: "));
}

TEST(Consultation, ReleaseIsRefusedUntilTheDisclosureDate) {
  // LAW: EO 12600 sec. 4: nothing is disclosed while the submitter may object.
  const PageRef page{RecordId{6}, 1};
  const auto release = [&](const Consultation& consultation, base::Date on) {
    const auto holds = holds_of(consultation);
    const auto hold = holds.find(page);
    const auto why = hold == holds.end() ? std::nullopt : release_refusal(hold->second, on);
    return why ? why->what + " | " + why->citation : std::string();
  };
  EXPECT_EQ(release(given_sent(), day(3, 5)),
            "the page is at the submitter, who has until 2026-03-16 to object | EO 12600 sec. 4");
  auto consultation = given_returned(1);
  EXPECT_EQ(release(consultation, day(3, 11)),
            "an objection of the submitter is not decided | EO 12600 sec. 5");
  consultation.objections[0].decision = ObjectionDecision::rejected;
  EXPECT_THAT(release(consultation, day(3, 12)), HasSubstr("was not told"));
  auto intent = step(ConsultationStepKind::intent_sent, day(3, 12), day(3, 26));
  intent.numbers = {1};
  consultation.steps.push_back(intent);
  EXPECT_EQ(release(consultation, day(3, 25)),
            "the submitter was told that the page is disclosed on 2026-03-26 | EO 12600 sec. 5");
  EXPECT_EQ(release(consultation, day(3, 26)), "");
  // LAW: Chrysler v. Brown, 441 U.S. 281: a submitter may have a decision to disclose reviewed;
  // the pages of the suit stay until it ends.
  auto freeze = step(ConsultationStepKind::enjoined, day(3, 20));
  freeze.reference = "3:26-cv-00123";
  consultation.steps.push_back(freeze);
  EXPECT_EQ(release(consultation, day(4, 26)),
            "a court keeps the page from being disclosed | Chrysler v. Brown, 441 U.S. 281");
  consultation.steps.push_back(step(ConsultationStepKind::lifted, day(5, 1)));
  EXPECT_EQ(release(consultation, day(5, 1)), "") << "a page goes back to where it was";
}

TEST(Consultation, WhatWasAcceptedStaysWithheld) {
  auto consultation = given_returned(2);
  consultation.objections[0].decision = ObjectionDecision::accepted;
  consultation.objections[1].decision = ObjectionDecision::accepted_in_part;
  consultation.objections[1].kept_box = base::Rect{20, 21, 40, 27};
  const auto kept = sustained_of(consultation).at({RecordId{6}, 1});
  EXPECT_EQ(kept.places,
            (std::vector<base::Rect>{consultation.objections[0].box, {20, 21, 40, 27}}));
  EXPECT_EQ(release_refusal(kept, day(5, 1))->citation, "5 U.S.C. 552(b)(4)");
}

TEST(Consultation, StandsPageByPage) {
  auto consultation = given_returned(1);
  EXPECT_EQ(to_string(standing(consultation, {RecordId{6}, 1})), "objected");
  EXPECT_EQ(to_string(standing(consultation, {RecordId{6}, 2})), "no_objection");
  consultation.objections[0].decision = ObjectionDecision::accepted;
  EXPECT_EQ(standing_word(consultation), "withheld");
}

TEST(Consultation, OfAnotherAgencyIsAdoptedOrNot) {
  auto consultation = given_returned(1);
  consultation.kind = ConsultationKind::consultation;
  EXPECT_EQ(standing_word(consultation), "received_back");
  consultation.objections[0].decision = ObjectionDecision::rejected;
  EXPECT_EQ(standing_word(consultation), "rejected");
  EXPECT_TRUE(holds_of(consultation).empty()) << "it is decided, and no notice is due";
}

TEST(Consultation, AReferralIsAnsweredByThoseItWentTo) {
  auto referral = given_sent(ConsultationKind::referral);
  EXPECT_EQ(standing_word(referral), "referred");
  const auto answered = step(ConsultationStepKind::answered, day(4, 1));
  EXPECT_TRUE(may_take(referral, answered));
  referral.steps.push_back(answered);
  EXPECT_EQ(standing_word(referral), "answered");
  EXPECT_FALSE(may_take(referral, answered));
  EXPECT_FALSE(may_take(given_sent(), answered));
}

}  // namespace
}  // namespace vaughn::clock
