// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/letter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plain.h"

namespace vaughn::report {
namespace {

using foia::PageOutcome;
using testing::HasSubstr;
using testing::Not;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

foia::Matter matter() {
  foia::Matter matter;
  matter.name = "News Project v. Agency";
  matter.case_number = "3:24-cv-00001";
  matter.judge.initials = "JP";
  matter.request.number = "2024-FOIA-1";
  matter.request.agency = "Agency";
  matter.request.dated = day("2024-01-08");
  matter.request.received = day("2024-01-09");
  matter.request.subject = "the example program";
  matter.letters = {{"Agency", "FOIA Office"},
                    {"Ann Example", "1 Main Street"},
                    "Sam Example",
                    "FOIA Officer",
                    "You may appeal within 90 days."};
  return matter;
}

foia::VolumePlan plan() {
  foia::VolumePlan plan;
  plan.name = "VOL001";
  plan.dated = day("2024-05-01");
  plan.bates = {.prefix = "AG-", .width = 6, .start = 1};
  foia::ProducedRecord record;
  const auto six = *foia::parse_claims("(b)(6); (b)(7)(C)");
  const auto four = *foia::parse_claims("(b)(4)");
  record.pages = {
      {.number = 1, .source_page = 1, .outcome = PageOutcome::in_full},
      {.number = 2, .source_page = 2, .outcome = PageOutcome::in_part, .claims = six},
      {.number = 3, .source_page = 3, .outcome = PageOutcome::withheld_in_full, .claims = four},
  };
  plan.records = {record};
  record.pages = {{.number = 4, .source_page = 1, .outcome = PageOutcome::in_part, .claims = six}};
  plan.records.push_back(record);
  return plan;
}

std::string cover(const CoverLetterFacts& facts) {
  const auto letter = cover_letter(matter(), plan(), facts);
  return letter ? plain(*letter) : "error: " + letter.error().message;
}

// LAW: 5 U.S.C. 552(a)(6)(C)(i): a denial names who is responsible for it, with the title.
TEST(CoverLetter, SaysWhatIsProducedAndWhoAnswersForIt) {
  const auto text = cover({});
  EXPECT_THAT(text, HasSubstr("May 1, 2024\n"));
  EXPECT_THAT(
      text, HasSubstr("FOIA request 2024-FOIA-1\nNews Project v. Agency\nNo. 3:24-cv-00001-JP\n"));
  EXPECT_THAT(text,
              HasSubstr("This letter concerns FOIA request 2024-FOIA-1 of January 8, 2024, "
                        "received on January 9, 2024."));
  EXPECT_THAT(text,
              HasSubstr("4 pages of 2 records, numbered AG-000001 to AG-000004. Of these "
                        "pages, 1 is released in full, 2 are released in part and 1 is "
                        "withheld in full."));
  EXPECT_THAT(text, HasSubstr("        Sam Example\n        FOIA Officer\n"));
  EXPECT_THAT(text, Not(HasSubstr("appeal")));
}

// LAW: 5 U.S.C. 552(b): the exemption is shown at the place of each deletion.
// LAW: 5 U.S.C. 552(a)(6)(F): a denial makes a reasonable effort to estimate the volume withheld.
TEST(CoverLetter, GivesEachExemptionAndTheVolumeWithheld) {
  const auto text = cover({});
  EXPECT_THAT(text, HasSubstr("(b)(4) | trade secrets"));
  EXPECT_THAT(text, HasSubstr(" | 0 | 1\n(b)(6) | "));
  EXPECT_THAT(text, HasSubstr("(b)(7)(C) | law enforcement records"));
  EXPECT_THAT(text, HasSubstr("1 page in full and parts of 2 pages"));
}

TEST(CoverLetter, TellsOfWhatIsElsewhere) {
  const auto text = cover({.is_final = true,
                           .referrals = {{"the Department of Examples", 5}},
                           .pages_at_submitter = 3,
                           .pages_pending = 1});
  EXPECT_THAT(text,
              HasSubstr("5 pages of responsive records were referred to the Department of "
                        "Examples"));
  EXPECT_THAT(text, HasSubstr("3 further responsive pages are with a company"));
  EXPECT_THAT(text, HasSubstr("1 further responsive page is still being processed"));
  EXPECT_THAT(text, HasSubstr("You may appeal within 90 days."));
}

TEST(CoverLetter, SaysWhatItCorrects) {
  auto corrected = plan();
  corrected.supersedes = "VOL000";
  corrected.supersedes_reason = "a page was missing";
  const auto letter = cover_letter(matter(), corrected, {});
  ASSERT_TRUE(letter);
  EXPECT_THAT(plain(*letter),
              HasSubstr("This volume corrects VOL000 for this reason: A page was missing."));
}

TEST(CoverLetter, NeedsALetterhead) {
  auto bare = matter();
  bare.letters.signer.clear();
  const auto letter = cover_letter(bare, plan(), {});
  ASSERT_FALSE(letter);
  EXPECT_EQ(letter.error().message, "matter.toml has no signer in [letters]");
  EXPECT_EQ(letter.error().hint, "add signer to [letters]");
  EXPECT_FALSE(cover_letter(matter(), {}, {}));
}

// LAW: EO 12600 sec. 4: a submitter gets notice and time to object before disclosure.
// LAW: 6 CFR 5.7: the notice sets the time to object and asks for the grounds in detail.
TEST(SubmitterNotice, NamesPagesDueDateAndHowToObject) {
  foia::Submitter submitter{.key = "acme",
                            .name = "Acme, Incorporated",
                            .short_name = "Acme",
                            .contact = "General Counsel",
                            .address = {"1 Market Street"}};
  foia::Consultation consultation{.id = foia::ConsultationId{1}, .submitter = "acme"};
  consultation.sent = day("2026-06-08");
  consultation.due = day("2026-06-23");
  const auto notice = submitter_notice(
      matter(),
      submitter,
      consultation,
      {{foia::RecordId{42}, "R-000042.pdf", "spreadsheet of June 3, 2022", {1, 2, 3, 5}}});
  ASSERT_TRUE(notice) << notice.error().message;
  const auto text = plain(*notice);
  EXPECT_THAT(text,
              HasSubstr("June 8, 2026\nAcme, Incorporated\nGeneral Counsel\n1 Market Street\n"));
  EXPECT_THAT(text, HasSubstr("records related to the example program"));
  EXPECT_THAT(text, HasSubstr("Copies of 4 pages of 1 record come with this notice:"));
  EXPECT_THAT(text, HasSubstr("R-000042 | R-000042.pdf | spreadsheet of June 3, 2022 | 1–3, 5\n"));
  EXPECT_THAT(text, HasSubstr("Objections must reach the agency by June 23, 2026."));
  EXPECT_THAT(text, HasSubstr("not Acme, decides"));
  EXPECT_FALSE(submitter_notice(matter(), submitter, consultation, {}));
}

}  // namespace
}  // namespace vaughn::report
