// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

using foia::PageOutcome;
using letters::LetterKind;
using testing::HasSubstr;
using testing::Not;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
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

class Letters : public GivenMatter {
 protected:
  std::string cover(const CoverFacts& facts, foia::VolumePlan of = plan()) {
    auto workspace = given_workspace();
    auto values = letter_values(workspace, of.dated);
    EXPECT_TRUE(values) << values.error().message;
    if (auto added = add_plan(of, facts, *values); !added) {
      return added.error().message;
    }
    const auto from = letter_template(workspace, LetterKind::cover);
    std::vector<std::string> notes;
    const auto letter = make_letter(workspace, LetterKind::cover, *from, *values, notes);
    return letter ? letter->text : letter.error().message + " / " + letter.error().hint;
  }

  static LetterRequest request(LetterKind kind, const std::filesystem::path& out) {
    LetterRequest out_request;
    out_request.kind = kind;
    out_request.dated = today();
    out_request.out = out;
    out_request.fields = {{"request.track", "complex"},
                          {"request.fee_category", "media"},
                          {"request.received", "2023-11-01"},
                          {"office.liaison", "Lee Park, 202-555-0102"}};
    return out_request;
  }

  void given_template(std::string_view name, std::string_view text) {
    const auto path = folder() / "matter" / "templates" / name;
    EXPECT_TRUE(base::make_directories(path.parent_path()));
    EXPECT_TRUE(base::write_file(path, text));
  }
};

TEST_F(Letters, ACoverLetterSaysWhatIsProducedAndWhoAnswersForIt) {
  const auto text = cover({});
  EXPECT_THAT(text, HasSubstr("May 1, 2024\n"));
  EXPECT_THAT(text,
              HasSubstr("Re: Production VOL001\nFOIA request 2024-DOT-00001\nHarbor Watch v. "
                        "Department of Tides\nNo. 1:24-cv-00042-JR\n"));
  EXPECT_THAT(text,
              HasSubstr("4 pages of 2 records, numbered AG-000001 to AG-000004. Of these pages, 1 "
                        "is released in full, 2 are released in part and 1 is withheld in full."));
  EXPECT_THAT(text, HasSubstr("(b)(4) | trade secrets"));
  EXPECT_THAT(text, HasSubstr(" | 0 | 1\n(b)(6) | "));
  EXPECT_THAT(text, HasSubstr("1 page in full and parts of 2 pages"));
  EXPECT_THAT(text, HasSubstr("Sincerely,\nDana Ruiz\nFOIA Officer\n"));
  EXPECT_THAT(text, Not(HasSubstr("appeal")));
}

TEST_F(Letters, OfBeforeTheComplaintKnowNoCase) {
  const auto toml = base::replace_all(std::string(kMatter),
                                      "[bates]",
                                      "[[docket]]\necf = 1\nkind = \"complaint\"\n"
                                      "title = \"Complaint\"\ndate = 2024-02-01\n[bates]");
  auto workspace = *Workspace::create(folder() / "with-docket", toml, actor());
  const auto filed = day("2024-02-01");
  const auto before = letter_values(workspace, base::add_days(filed, -1));
  const auto after = letter_values(workspace, filed);
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->find("case.number"), nullptr);
  EXPECT_NE(after->find("case.number"), nullptr);
}

TEST_F(Letters, ACoverLetterTellsOfWhatIsElsewhereAndWhatItCorrects) {
  auto corrected = plan();
  corrected.supersedes = "VOL000";
  corrected.supersedes_reason = "a page was missing";
  const auto text = cover({.is_final = true,
                           .referrals = {{"the Department of Examples", 5}},
                           .pages_at_submitter = 3,
                           .pages_pending = 1},
                          corrected);
  EXPECT_THAT(text,
              HasSubstr("5 pages of responsive records were referred to the Department of "
                        "Examples"));
  EXPECT_THAT(text, HasSubstr("3 further responsive pages are with a company"));
  EXPECT_THAT(text, HasSubstr("1 further responsive page is still being processed"));
  EXPECT_THAT(text, HasSubstr("This completes the agency’s production"));
  EXPECT_THAT(text, HasSubstr("This volume corrects VOL000 for this reason: A page was missing."));
}

TEST_F(Letters, ACoverLetterNeedsAPage) {
  letters::Values values;
  const auto added = add_plan({}, {}, values);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().message, " holds no page");
}

TEST_F(Letters, AreLoggedOnceWithHashesAndValues) {
  auto workspace = given_workspace();
  const auto out = folder() / "out" / "ack.docx";
  const auto first =
      write_letters(workspace, sandbox(), {request(LetterKind::acknowledgement, out)}, false);
  ASSERT_TRUE(first) << first.error().message << " " << first.error().hint;
  EXPECT_EQ(first->letters[0].number, 1);
  EXPECT_FALSE(first->letters[0].is_unchanged);
  EXPECT_THAT(first->letters[0].text, HasSubstr("Our office received it on November 1, 2023."));
  EXPECT_EQ(base::Sha256::of(*base::read_file(folder() / "out" / "ack.pdf")),
            first->letters[0].pdf);

  const auto again =
      write_letters(workspace, sandbox(), {request(LetterKind::acknowledgement, out)}, false);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->letters[0].is_unchanged);
  EXPECT_EQ(again->letters[0].event, first->letters[0].event);
  EXPECT_EQ(again->letters[0].pdf, first->letters[0].pdf);

  const auto rows = letters_written(workspace);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].letter.kind, "acknowledgement");
  EXPECT_EQ((*rows)[0].letter.proves, "acknowledged");
  EXPECT_THAT((*rows)[0].letter.recipients, testing::ElementsAre("Harbor Watch"));
  EXPECT_THAT(
      (*rows)[0].letter.values,
      testing::Contains(std::pair<std::string, std::string>("request.number", "2024-DOT-00001")));
  EXPECT_TRUE(find_letter(workspace, 1));
  EXPECT_FALSE(find_letter(workspace, 2));
  const auto problems = workspace.db().verify_chain();
  ASSERT_TRUE(problems);
  EXPECT_TRUE(problems->empty());
}

TEST_F(Letters, AreAllWrittenOrNone) {
  auto workspace = given_workspace();
  const auto good = request(LetterKind::acknowledgement, folder() / "out" / "ack");
  const auto bad = request(LetterKind::fee, folder() / "out" / "fee");
  const auto written = write_letters(workspace, sandbox(), {good, bad}, false);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("{{fee.estimate}} has no value"));
  EXPECT_FALSE(std::filesystem::exists(folder() / "out"));
  EXPECT_TRUE(letters_written(workspace)->empty());
}

TEST_F(Letters, OfTheOfficesOwnTemplateMustStillSayWhatTheLawAsks) {
  auto workspace = given_workspace();
  given_template("acknowledgement.txt", "# Short\n\n{{> letterhead}}\n\nWe got it.\n");
  const auto written = write_letters(
      workspace, sandbox(), {request(LetterKind::acknowledgement, folder() / "ack")}, false);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message,
              HasSubstr("acknowledgement.txt: the letter does not say who is responsible, with "
                        "name and title (5 U.S.C. 552(a)(6)(C)(i)), nor "));
  const auto problems = check_templates(workspace);
  ASSERT_TRUE(problems);
  EXPECT_GT(problems->size(), 5U);
  EXPECT_EQ((*problems)[0].name, "acknowledgement.txt");
  EXPECT_TRUE((*problems)[0].is_stop);
}

TEST_F(Letters, TakeAnOfficesPartAndKeepTheTemplateAsItWas) {
  auto workspace = given_workspace();
  given_template("part-signature.txt",
                 "@signature With regards,\n{{office.signer}}\n{{office.signer_title}}\n");
  const auto written = write_letters(
      workspace, sandbox(), {request(LetterKind::acknowledgement, folder() / "ack")}, false);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_THAT(written->letters[0].text, HasSubstr("With regards,\nDana Ruiz\n"));
  const auto row = find_letter(workspace, 1);
  ASSERT_FALSE(row->letter.letter_template.is_zero());
  given_template("part-signature.txt", "@signature Changed,\n");
  const auto kept =
      letter_template(workspace, LetterKind::acknowledgement, row->letter.letter_template);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_THAT(kept->parts.at("signature"), HasSubstr("With regards,"));
}

TEST_F(Letters, DoNotContradictTheLedger) {
  auto workspace = given_workspace();
  auto early = request(LetterKind::still_interested, folder() / "x");
  early.fields.emplace_back("interest.answer_by", "2023-12-01");
  const auto written = write_letters(workspace, sandbox(), {early}, true);
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr("interest.answer_by 2023-12-01 is too early"));
  const auto notice = write_letters(
      workspace, sandbox(), {request(LetterKind::submitter_notice, folder() / "x")}, true);
  ASSERT_FALSE(notice);
  EXPECT_EQ(notice.error().message, "nothing was sent to a submitter yet");
  auto denial = request(LetterKind::no_records, folder() / "x");
  denial.to = {"Harbor Watch"};
  const auto none = write_letters(workspace, sandbox(), {denial}, true);
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("where was searched"));
}

TEST_F(Letters, NoticesNamePagesDueDateAndHowToObject) {
  auto workspace = given_workspace();
  foia::Consultation consultation{.id = foia::ConsultationId{1}, .submitter = "northway"};
  consultation.sent = day("2026-06-08");
  consultation.due = day("2026-06-23");
  for (const int page : {1, 2, 3, 5}) {
    consultation.pages.push_back({foia::RecordId{42}, page});
  }
  auto values = letter_values(workspace, consultation.sent);
  ASSERT_TRUE(add_consultation(workspace, consultation, LetterKind::submitter_notice, *values));
  std::vector<std::string> notes;
  const auto from = letter_template(workspace, LetterKind::submitter_notice);
  const auto letter = make_letter(workspace, LetterKind::submitter_notice, *from, *values, notes);
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_THAT(letter->text, HasSubstr("June 8, 2026\nNorthway Systems, Incorporated\n"));
  EXPECT_THAT(letter->text, HasSubstr("Copies of 4 pages of 1 record come with this notice:"));
  EXPECT_THAT(letter->text, HasSubstr("R-000042 | pages.pdf, pages 1–4 | "));
  EXPECT_THAT(letter->text, HasSubstr("Objections must reach the agency by June 23, 2026."));
  EXPECT_THAT(letter->text, HasSubstr("not Northway, decides"));
}

}  // namespace
}  // namespace vaughn::engine
