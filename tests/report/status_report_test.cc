// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/status_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plain.h"
#include "report/figures.h"

namespace vaughn::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

// A matter of two categories with one volume, two taskings and one submitter.
class StatusReportTest : public testing::Test {
 protected:
  StatusReportTest() {
    matter.name = "News Project v. Agency";
    matter.case_number = "3:24-cv-00001";
    matter.court = {"cand", "United States District Court", "Northern District of California", ""};
    matter.judge = {"José Peña", "United States District Judge", "JP"};
    matter.parties = {{"News Project", "", foia::Side::plaintiffs},
                      {"Agency", "AG", foia::Side::defendants}};
    matter.request.component = "AG";
    matter.categories = {{.key = "1", .text = "one"}, {.key = "6", .text = "six"}};
    matter.offices = {{.key = "bos", .name = "Boston Field Office"},
                      {.key = "stu", .name = "Statistics Unit"}};
    matter.submitters = {{.key = "acme", .name = "Acme, Incorporated", .short_name = "Acme"}};
    matter.bates = {.prefix = "AG-", .width = 6, .start = 1};
    matter.docket = {{3, day("2024-02-01"), "status_report", "Joint Status Report"}};
    matter.promises = {
        {.key = "first",
         .text = "produce the records",
         .categories = {"1"},
         .kind = "produce",
         .due = day("2024-05-01"),
         .made_in_ecf = 3,
         .outcome = "all of them"},
        {.key = "late",
         .text = "search",
         .categories = {"1", "6"},
         .kind = "search",
         .due = day("2024-05-02")},
        {.key = "later", .text = "confer", .kind = "confer", .due = day("2024-07-01")}};
    filing.key = "jsr";
    filing.title = "Joint Status Report";
    filing.footer_title = "Joint Status Report";
    filing.opening = {"Opening."};
    ledger.volumes = {{.name = "VOL001",
                       .installment = 1,
                       .dated = day("2024-05-01"),
                       .first_number = 1,
                       .last_number = 1234}};
    ledger.promises = {{"first", PromiseState::met, day("2024-05-01")},
                       {"late", PromiseState::late, day("2024-05-05")},
                       {"later", PromiseState::open, {}}};
    set("records.responsive", 40);
    set("category.1.records.responsive", 30);
    set("category.6.records.responsive", 12);
    for (const auto* scope : {"", "category.1.", "category.6."}) {
      const std::string s(scope);
      set(s + "pages.responsive", 2000);
      set(s + "pages.in_full", 1000);
      set(s + "pages.in_part", 200);
      set(s + "pages.withheld_in_full", 34);
      set(s + "pages.referred", 0);
      set(s + "pages.at_submitter", 66);
      set(s + "pages.pending", 700);
    }
    set("pages.produced", 1234);
    set("volumes", 1);
    set("volume.VOL001.pages", 1234);
    set("volume.VOL001.pages.in_full", 1000);
    set("volume.VOL001.pages.in_part", 200);
    set("volume.VOL001.pages.withheld_in_full", 34);
    set("volume.VOL001.pages.running", 1234);
    set("vaughn.entries", 57);
  }

  void set(const std::string& id, std::int64_t value) { figures.set(id, {value, id}); }

  base::Result<StatusReport> report(std::vector<std::string> include,
                                    std::vector<std::string> paragraphs = {}) {
    filing.sections = {{"Status", std::move(paragraphs), std::move(include)}};
    return status_report(matter, filing, ledger, figures, {.as_of = day("2024-06-03")});
  }

  std::string text(std::vector<std::string> include, std::vector<std::string> paragraphs = {}) {
    const auto made = report(std::move(include), std::move(paragraphs));
    return made ? plain(made->report) : "error: " + made.error().message;
  }

  foia::Matter matter{};
  foia::Filing filing{};
  LedgerView ledger{};
  foia::Figures figures{};
};

TEST_F(StatusReportTest, PrintsFiguresFromTheLedgerAndSaysWhich) {
  const auto made = report(
      {},
      {"[[figure:pages.produced page]], [[figure:vaughn.entries]]; [[figure:volumes volume]]."});
  ASSERT_TRUE(made);
  EXPECT_THAT(plain(made->report), HasSubstr("1,234 pages, 57; 1 volume."));
  EXPECT_THAT(made->figures,
              ElementsAre(UsedFigure{"pages.produced", 1234, "Status"},
                          UsedFigure{"vaughn.entries", 57, "Status"},
                          UsedFigure{"volumes", 1, "Status"}));
}

TEST_F(StatusReportTest, NamesThePlaceOfAnUnknownFigure) {
  const auto made = report({}, {"[[figure:pages.prodused]]"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "filing 'jsr', Status: there is no figure 'pages.prodused'");
  EXPECT_EQ(made.error().hint, "did you mean 'pages.produced'?");
}

TEST_F(StatusReportTest, StatesTheStatusByCategoryAndLeavesOutEmptyColumns) {
  const auto out = text({"status_by_category"});
  EXPECT_THAT(out, HasSubstr("as of June 3, 2024"));
  EXPECT_THAT(out,
              HasSubstr("Cat. | Records | Pages | In full | In part | Withheld | Out | Pending\n"
                        "1 | 30 | 2,000 | 1,000 | 200 | 34 | 66 | 700\n"
                        "6 | 12 | 2,000 | 1,000 | 200 | 34 | 66 | 700\n"
                        "All | 40 | 2,000 | 1,000 | 200 | 34 | 66 | 700\n"));
  EXPECT_THAT(out, Not(HasSubstr("Referred")));
}

TEST_F(StatusReportTest, ListsProductionsWithRunningTotals) {
  EXPECT_THAT(text({"productions"}), HasSubstr("AG has made 1 production, of 1,234 pages in all."));
  EXPECT_THAT(text({"productions"}),
              HasSubstr("VOL001\n05/01/2024 | AG-000001\nAG-001234 | 1,234 | 1,000 | 200 | 34 | "
                        "1,234\n"));
  ledger.volumes.clear();
  EXPECT_THAT(text({"productions"}), HasSubstr("AG has made no production."));
}

TEST_F(StatusReportTest, TellsWhatBecameOfPromises) {
  EXPECT_THAT(
      text({"promises"}),
      HasSubstr("Produce the records (Category 1). ECF No. 3. | May 1, 2024 | Met on May 1, 2024. "
                "All of them.\n"
                "Search (Categories 1 and 6). | May 2, 2024 | Completed on May 5, 2024, 3 days "
                "late.\n"
                "Confer. | July 1, 2024 | Not yet due.\n"));
  ledger.promises.pop_back();
  EXPECT_THAT(text({"promises"}), HasSubstr("nothing is known of the promise 'later'"));
}

TEST_F(StatusReportTest, SaysWhenProcessingWillEndWithTheNumberOfTheLedger) {
  ledger.forecast = {
      "At 500 pages a month AG is done with the [[figure:pages.produced page]] soon."};
  const auto made = report({"forecast"});
  ASSERT_TRUE(made);
  EXPECT_THAT(plain(made->report), HasSubstr("AG is done with the 1,234 pages soon."));
  EXPECT_THAT(made->figures, ElementsAre(UsedFigure{"pages.produced", 1234, "forecast"}));
}

TEST_F(StatusReportTest, TellsWhoSearchedAndWhatCameBack) {
  EXPECT_THAT(text({"searches"}), HasSubstr("AG has tasked no office to search."));
  foia::SearchTasking with{.id = foia::TaskingId{1}, .office = "bos", .categories = {"6"}};
  with.sent = day("2024-03-01");
  with.state = foia::TaskingState::records_returned;
  with.answer = foia::SearchAnswer{
      .has_records = true, .searched_by = "Ana Ortiz", .answered = day("2024-03-20")};
  foia::SearchTasking none{.id = foia::TaskingId{2}, .office = "stu"};
  none.sent = day("2024-03-01");
  none.state = foia::TaskingState::no_records;
  none.answer = foia::SearchAnswer{.has_records = false,
                                   .searched_by = "Bo Li",
                                   .title = "Chief",
                                   .answered = day("2024-03-21")};
  foia::SearchTasking open{.id = foia::TaskingId{3}, .office = "bos"};
  open.sent = day("2024-03-02");
  open.due = day("2024-04-02");
  open.state = foia::TaskingState::sent;
  ledger.taskings = {with, none, open, {.id = foia::TaskingId{4}, .office = "stu"}};
  set("taskings", 4);
  set("taskings.answered", 2);
  set("taskings.records_returned", 1);
  set("taskings.no_records", 1);
  for (int i = 1; i <= 4; ++i) {
    set(tasking_scope(foia::TaskingId{i}) + "records", i == 1 ? 25 : 0);
    set(tasking_scope(foia::TaskingId{i}) + "records.responsive", i == 1 ? 12 : 0);
  }
  EXPECT_THAT(text({"searches"}),
              HasSubstr("AG has assigned 4 searches, of which 2 are complete: 1 with records and 1 "
                        "with a signed statement that no records were found.\n"));
  EXPECT_THAT(text({"searches"}),
              HasSubstr("Boston Field Office (Category 6) | 03/01/2024 | Records found, 03/20/2024 "
                        "| 25 | 12\n"
                        "Statistics Unit | 03/01/2024 | No records, 03/21/2024, signed by Bo Li, "
                        "Chief | 0 | 0\n"
                        "Boston Field Office | 03/02/2024 | Open, due 04/02/2024 | 0 | 0\n"
                        "Statistics Unit | – | Not yet sent | 0 | 0\n"));
}

TEST_F(StatusReportTest, TellsWhatIsWithTheSubmitter) {
  EXPECT_THAT(text({"submitters"}), Not(HasSubstr("Acme")));
  foia::Consultation back{.id = foia::ConsultationId{1}, .submitter = "acme"};
  back.sent = day("2024-03-01");
  back.due = day("2024-03-15");
  back.returned = day("2024-03-14");
  foia::Consultation out{.id = foia::ConsultationId{2}, .submitter = "acme"};
  out.sent = day("2024-05-20");
  out.due = day("2024-06-04");
  ledger.consultations = {back, out};
  set("submitter.acme.pages.sent", 50);
  set("submitter.acme.pages.returned", 40);
  set("submitter.acme.pages.out", 10);
  set("submitter.acme.objections", 14);
  set("submitter.acme.objections.accepted", 9);
  set("submitter.acme.objections.rejected", 5);
  set("submitter.acme.objections.undecided", 0);
  EXPECT_THAT(
      text({"submitters"}),
      HasSubstr("AG sent 50 pages to Acme on March 1, 2024 and May 20, 2024, so that it could "
                "object to the release of information that it regards as proprietary. Acme "
                "returned 40 pages on March 14, 2024 with 14 objections; of these AG accepted 9 "
                "and rejected 5. As of June 3, 2024, 10 pages are still with Acme, whose "
                "objections are due on June 4, 2024.\n"));
}

TEST_F(StatusReportTest, CountsTheVaughnIndex) {
  EXPECT_THAT(text({"vaughn"}), HasSubstr("AG’s Vaughn index has 57 entries, one for each"));
  set("vaughn.entries", 1);
  EXPECT_THAT(text({"vaughn"}), HasSubstr("AG’s Vaughn index has 1 entry, for the one"));
}

TEST_F(StatusReportTest, KeepsFootnotesInTheTextAndNotInEachOther) {
  filing.footnotes = {{"a", "Note with [[figure:volumes]]."}, {"b", "See [[note:a]]"}};
  EXPECT_THAT(text({}, {"Text.[[note:a]]"}), HasSubstr("Text.{Note with 1.}\n"));
  EXPECT_THAT(text({}, {"Text.[[note:b]]"}), HasSubstr("footnote 'a' stands in a footnote"));
}

TEST_F(StatusReportTest, IsTheSameTwice) {
  const auto one = report({"status_by_category", "productions", "promises", "vaughn"});
  const auto two = report({"status_by_category", "productions", "promises", "vaughn"});
  ASSERT_TRUE(one);
  ASSERT_TRUE(two);
  EXPECT_EQ(one->report, two->report);
  EXPECT_EQ(one->figures, two->figures);
}

TEST_F(StatusReportTest, PutsNamesInCapitalsInAnyLanguage) {
  filing.order_title = "Order";
  filing.order = {"IT IS SO ORDERED."};
  EXPECT_THAT(text({}), HasSubstr("JOSÉ PEÑA\n"));
  EXPECT_THAT(text({}), HasSubstr("        Plaintiff\n"));
}

TEST_F(StatusReportTest, TagsEveryNumberWithItsFigure) {
  const auto made = report({}, {"There are [[figure:pages.produced page]]."});
  ASSERT_TRUE(made);
  std::vector<std::pair<std::string, std::string>> tags;
  for (const auto& block : made->report.blocks) {
    if (const auto* paragraph = std::get_if<paper::Paragraph>(&block)) {
      for (const auto& run : paragraph->runs) {
        if (!run.figure.empty()) {
          tags.emplace_back(run.figure, run.text);
        }
      }
    }
  }
  EXPECT_THAT(tags, ElementsAre(testing::Pair("pages.produced", "1,234")));
}

TEST_F(StatusReportTest, StatesWhatChangedSinceTheLastReport) {
  filing.sections = {{"Status", {}, {}}};
  const auto made = status_report(
      matter,
      filing,
      ledger,
      figures,
      {.as_of = day("2024-06-03"),
       .changes = {{"pages.in_part", "pages released in part", 202, 200, "two were re-reviewed"},
                   {"pages.produced", "pages in a production", 1000, 1234, ""}},
       .last_report = "ECF No. 71 of May 1, 2024"});
  ASSERT_TRUE(made);
  const auto shown = plain(made->report);
  EXPECT_THAT(shown, HasSubstr("Since the last report, ECF No. 71 of May 1, 2024"));
  EXPECT_THAT(shown, HasSubstr("Pages released in part. | 202 | 200 | Two were re-reviewed."));
  EXPECT_THAT(shown, HasSubstr("Pages in a production. | 1,000 | 1,234 | –"));
}

TEST_F(StatusReportTest, SetsEachPositionAsItsOwnBlock) {
  filing.sections = {{"Status", {}, {}}};
  const auto made = status_report(matter,
                                  filing,
                                  ledger,
                                  figures,
                                  {.as_of = day("2024-06-03"),
                                   .positions = {{"defendants", "The search was adequate."},
                                                 {"plaintiffs", "It was *not*."},
                                                 {"agreed", "A sample index will do."}}});
  ASSERT_TRUE(made);
  const auto shown = plain(made->report);
  EXPECT_THAT(shown,
              HasSubstr("Matters on Which the Parties Agree\nA sample index will do.\n"
                        "Positions of the Parties\nPlaintiff’s Position\nIt was not.\n"
                        "Defendant’s Position\nThe search was adequate.\n"));
}

// LAW: N.D. Cal. Civil L.R. 7-12: a stipulation in writing, with the order proposed with it.
TEST_F(StatusReportTest, MakesAStipulationWithItsOrder) {
  filing.kind = foia::FilingKind::stipulation;
  filing.recitals = {"the parties have conferred;"};
  filing.terms = {"AG will produce a sample index.", "The conference is continued."};
  filing.order_title = "[Proposed] Order";
  filing.order = {"The conference is continued."};
  const auto made = report({});
  ASSERT_TRUE(made);
  const auto shown = plain(made->report);
  EXPECT_THAT(shown, HasSubstr("WHEREAS, the parties have conferred;"));
  EXPECT_THAT(shown, HasSubstr("stipulate that:\nAG will produce a sample index.\n"));
  EXPECT_THAT(shown, HasSubstr("IT IS SO STIPULATED."));
  EXPECT_THAT(plain(made->order), HasSubstr("PURSUANT TO STIPULATION, IT IS SO ORDERED."));
}

// LAW: N.D. Cal. Civil L.R. 16-9: the topics of a joint case management statement.
TEST_F(StatusReportTest, OrdersACaseManagementStatementByTopic) {
  filing.kind = foia::FilingKind::case_management;
  filing.sections = {{"Legal issues", {"One."}, {}}, {"Jurisdiction and Service", {"Two."}, {}}};
  const auto made = status_report(matter, filing, ledger, figures, {.as_of = day("2024-06-03")});
  ASSERT_TRUE(made);
  EXPECT_THAT(plain(made->report),
              HasSubstr("1. Jurisdiction and Service\nTwo.\n3. Legal Issues\nOne.\n"));
  EXPECT_THAT(made->notes,
              testing::Contains(HasSubstr("asks for these topics too: Facts; Motions")));
}

TEST_F(StatusReportTest, LooksLikeAPaperOfTheDistrictOfColumbia) {
  matter.court = {"dcd", "United States District Court", "for the District of Columbia", ""};
  matter.judge.initials = "ABJ";
  matter.counsel = {{.side = foia::Side::defendants,
                     .attorneys = {{"Kim Poe", "D.C. Bar #1", "Assistant", true}},
                     .address = {"601 D Street, N.W."},
                     .represents = "Attorney for Defendant",
                     .files = true}};
  filing.signatures = {{"Kim Poe", day("2024-06-03"), ""}};
  const auto made = report({});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->report.page.kind, paper::PaperKind::plain);
  const auto& caption = std::get<paper::Caption>(made->report.blocks.at(0));
  EXPECT_THAT(caption.counsel, testing::IsEmpty());
  EXPECT_EQ(caption.rule, paper::CaptionRule::parentheses);
  EXPECT_EQ(caption.case_number, "Civil Action No. 3:24-cv-00001 (ABJ)");
  const auto shown = plain(made->report);
  EXPECT_THAT(shown, HasSubstr("/s/ Kim Poe\n        Kim Poe (D.C. Bar #1)\n"));
  EXPECT_THAT(shown, HasSubstr("601 D Street, N.W."));
  EXPECT_THAT(shown, Not(HasSubstr("ATTESTATION")));
  EXPECT_EQ(made->report.footer.title, "");
}

}  // namespace
}  // namespace vaughn::report
