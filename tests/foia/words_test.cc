// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "foia/consultation.h"
#include "foia/determination.h"
#include "foia/figure.h"
#include "foia/finding.h"
#include "foia/record.h"
#include "foia/tasking.h"

namespace vaughn::foia {
namespace {

// Every word from the first enumerator to the last reads back as itself.
template <typename E, typename Parse>
void expect_round_trip(E last, Parse parse) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<E>(i);
    const auto back = parse(to_string(value));
    ASSERT_TRUE(back) << to_string(value);
    EXPECT_EQ(*back, value);
  }
  EXPECT_FALSE(parse("no such word"));
  EXPECT_FALSE(parse(""));
}

TEST(Words, ReadBack) {
  expect_round_trip(Responsiveness::unsure, parse_responsiveness);
  expect_round_trip(Disposition::refer, parse_disposition);
  expect_round_trip(PageOutcome::pending, parse_page_outcome);
  expect_round_trip(TaskingState::no_records, parse_tasking_state);
  expect_round_trip(ObjectionDecision::accepted_in_part, parse_objection_decision);
  expect_round_trip(ConsultationKind::referral, parse_consultation_kind);
  expect_round_trip(ConsultationStepKind::answered, parse_consultation_step_kind);
  expect_round_trip(PageReturn::added, parse_page_return);
  expect_round_trip(Answer::no, parse_answer);
  expect_round_trip(RecordKind::other, parse_record_kind);
  expect_round_trip(FindingCode::not_rendered, parse_finding_code);
}

TEST(Words, AnUnknownOneListsTheKnown) {
  EXPECT_EQ(parse_disposition("deny").error().message, "'deny' is not a disposition");
  EXPECT_EQ(parse_disposition("deny").error().hint,
            "use one of: release, withhold, refer, review_again");
}

TEST(Finding, ExceptionsEndWhereRecordsBegin) {
  EXPECT_TRUE(is_exception(FindingCode::encrypted));
  EXPECT_TRUE(is_exception(FindingCode::not_a_file));
  EXPECT_FALSE(is_exception(FindingCode::no_text));
  EXPECT_FALSE(is_exception(FindingCode::not_rendered));
  for (int i = 0; i <= static_cast<int>(FindingCode::not_rendered); ++i) {
    EXPECT_FALSE(remedy(static_cast<FindingCode>(i)).empty());
  }
}

TEST(PageOutcome, HasTheWordsOfLetters) {
  EXPECT_EQ(title(PageOutcome::in_full), "released in full");
  EXPECT_EQ(title(PageOutcome::in_part), "released in part");
  EXPECT_EQ(title(PageOutcome::withheld_in_full), "withheld in full");
  for (int i = 0; i <= static_cast<int>(PageOutcome::pending); ++i) {
    EXPECT_FALSE(title(static_cast<PageOutcome>(i)).empty());
  }
}

// LAW: 5 U.S.C. 552(a)(8)(B): what (b)(3) exempts is withheld without a showing of harm.
TEST(Harm, IsOptionalForThreeOnly) {
  EXPECT_TRUE(is_harm_optional(*parse_claims("(b)(3): 8 U.S.C. 1367")));
  EXPECT_TRUE(is_harm_optional(*parse_claims("(b)(3): 8 U.S.C. 1367; (b)(3): 26 U.S.C. 6103")));
  EXPECT_FALSE(is_harm_optional(*parse_claims("(b)(3): 8 U.S.C. 1367; (b)(6)")));
  EXPECT_FALSE(is_harm_optional(*parse_claims("(b)(4)")));
  EXPECT_FALSE(is_harm_optional({}));
}

TEST(MailAddress, IsShownWithItsName) {
  EXPECT_EQ(display({"Ana Ortiz", "ana@x.gov"}), "Ana Ortiz <ana@x.gov>");
  EXPECT_EQ(display({"", "ana@x.gov"}), "ana@x.gov");
  EXPECT_EQ(display({"Ana Ortiz", ""}), "Ana Ortiz");
}

TEST(Record, DatesItselfBySentThenModifiedThenCreated) {
  Record record;
  EXPECT_FALSE(record.date());
  record.metadata.created = *base::parse_instant("2020-01-01T00:00:00Z");
  EXPECT_EQ(record.date(), record.metadata.created);
  record.metadata.modified = *base::parse_instant("2021-01-01T00:00:00Z");
  EXPECT_EQ(record.date(), record.metadata.modified);
  record.metadata.sent = *base::parse_instant("2019-01-01T00:00:00Z");
  EXPECT_EQ(record.date(), record.metadata.sent);
}

TEST(Figures, SuggestTheNearestId) {
  Figures figures;
  figures.set("pages.in_part", {12, "pages released in part"});
  figures.set("pages.in_full", {30, "pages released in full"});
  EXPECT_EQ(*figures.value("pages.in_part"), 12);
  const auto missing = figures.value("pages.in_prat");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::not_found);
  EXPECT_EQ(missing.error().hint, "did you mean 'pages.in_part'?");
  EXPECT_EQ(figures.value("zebra").error().hint, "vaughn explain lists the figures of the matter");
}

}  // namespace
}  // namespace vaughn::foia
