// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/ruling.h"

#include <gtest/gtest.h>

#include "../support/given_consultations.h"
#include "foia/ruling_file.h"

namespace vaughn::foia {
namespace {

Ruling given_ruling(ObjectionDecision decision, Answer kept_private, Answer assurance) {
  Ruling out;
  out.decision = decision;
  out.reason = "because";
  out.confidentiality.kept_private = {kept_private, "affidavit"};
  if (assurance != Answer::none) {
    out.confidentiality.assurance = {assurance, "clause"};
  }
  return out;
}

TEST(Ruling, TheThreeQuestionsDecideWhatIsConfidential) {
  // LAW: Food Marketing Institute v. Argus Leader Media, 139 S. Ct. 2356: confidential is what its
  // owner customarily and actually treats as private.
  struct Case {
    Answer kept_private, assurance, indications;
    std::optional<bool> confidential;
  };
  for (const auto& [kept_private, assurance, indications, confidential] : {
           Case{Answer::none, Answer::yes, Answer::no, std::nullopt},
           Case{Answer::no, Answer::none, Answer::none, false},
           Case{Answer::yes, Answer::none, Answer::none, std::nullopt},
           Case{Answer::yes, Answer::yes, Answer::none, true},
           Case{Answer::yes, Answer::no, Answer::none, std::nullopt},
           Case{Answer::yes, Answer::no, Answer::no, true},
           Case{Answer::yes, Answer::no, Answer::yes, false},
       }) {
    ConfidentialityRecord record;
    record.kept_private.answer = kept_private;
    record.assurance.answer = assurance;
    record.indications.answer = indications;
    EXPECT_EQ(is_confidential(record), confidential);
  }
}

TEST(Ruling, AnswersThatContradictTheDecisionAreRefused) {
  const auto consultation = given_returned(1);
  const auto& objection = consultation.objections[0];
  using D = ObjectionDecision;
  EXPECT_TRUE(
      may_rule(consultation, objection, given_ruling(D::accepted, Answer::yes, Answer::yes)));
  EXPECT_FALSE(
      may_rule(consultation, objection, given_ruling(D::accepted, Answer::no, Answer::none)));
  EXPECT_TRUE(
      may_rule(consultation, objection, given_ruling(D::rejected, Answer::no, Answer::none)));
  EXPECT_FALSE(
      may_rule(consultation, objection, given_ruling(D::rejected, Answer::yes, Answer::yes)));
  auto without_evidence = given_ruling(D::accepted, Answer::yes, Answer::yes);
  without_evidence.confidentiality.assurance.evidence = "";
  EXPECT_FALSE(may_rule(consultation, objection, without_evidence));
}

TEST(Ruling, WhatIsAcceptedInPartLiesWithinTheObjection) {
  const auto consultation = given_returned(1);
  const auto& objection = consultation.objections[0];
  auto ruling = given_ruling(ObjectionDecision::accepted_in_part, Answer::yes, Answer::yes);
  ruling.kept_box = base::Rect{20, 11, 40, 17};
  EXPECT_TRUE(may_rule(consultation, objection, ruling));
  ruling.kept_box = base::Rect{20, 11, 400, 17};
  EXPECT_FALSE(may_rule(consultation, objection, ruling));
}

TEST(Ruling, AnAgencysRecommendationNeedsNoAnswers) {
  auto consultation = given_returned(1);
  consultation.kind = ConsultationKind::consultation;
  Ruling ruling;
  ruling.decision = ObjectionDecision::rejected;
  ruling.reason = "the draft became final";
  EXPECT_TRUE(may_rule(consultation, consultation.objections[0], ruling));
}

TEST(RulingFile, ReadsDecisionsAndNamesTheLineOfAFault) {
  const auto rules = parse_ruling_file(
      "[[objection]]\nnumbers = [1, 3]\ndecision = \"accept\"\nbox = \"1 2 3 4\"\n"
      "exemption = [\"(b)(4)\"]\nreason = \"r\"\nharm = \"h\"\nkept_private = \"yes: affidavit\"\n",
      "rulings.toml");
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_EQ(rules->at(0).numbers, (std::vector<int>{1, 3}));
  EXPECT_EQ(rules->at(0).ruling.kept_box, (base::Rect{1, 2, 3, 4}));
  EXPECT_EQ(rules->at(0).ruling.confidentiality.kept_private.evidence, "affidavit");
  const auto bad = parse_ruling_file(
      "[[objection]]\nall = true\ndecision = \"reject\"\nreason = \"r\"\nassurance = \"perhaps\"\n",
      "rulings.toml");
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("rulings.toml:5"), std::string::npos) << bad.error().message;
}

}  // namespace
}  // namespace vaughn::foia
