// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/declaration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plain.h"

namespace vaughn::report {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

class DeclarationTest : public testing::Test {
 protected:
  DeclarationTest() {
    matter.name = "News Project v. Agency";
    matter.case_number = "3:24-cv-00001";
    matter.court = {"cand", "United States District Court", "Northern District of California", ""};
    matter.judge = {"José Peña", "United States District Judge", "JP"};
    matter.parties = {{"News Project", "", foia::Side::plaintiffs},
                      {"Agency", "AG", foia::Side::defendants}};
    matter.request = {.number = "2024-1",
                      .agency = "Agency",
                      .component = "AG",
                      .requester = "News Project",
                      .received = day("2024-01-02"),
                      .search_cutoff = day("2024-02-01"),
                      .subject = "the gauges"};
    matter.categories = {{.key = "1", .text = "Readings.", .interpretation = "all readings"}};
    matter.offices = {{.key = "bos", .name = "Boston Field Office"}};
    matter.declaration = {.declarant = "Pat Example",
                          .position = "FOIA Officer of the Agency",
                          .background = {"I have held this position since 2019."},
                          .basis = {"I know this from my duties."},
                          .history = {"The request was acknowledged on January 5, 2024."},
                          .cutoff_reason = "the search began on that day",
                          .systems = {{"Mail archive", "it holds all mail"}},
                          .searched = {{"bos", "it runs the gauges"}},
                          .not_searched = {{"Denver Office", "it has no gauges"}},
                          .tool = "Searcher 4.2",
                          .leads = {"No lead pointed elsewhere."},
                          .conclusion = "No other place is reasonably likely to hold records.",
                          .dated = day("2024-06-03"),
                          .is_signed = true};
    ledger.taskings = {{.id = {1},
                        .office = "bos",
                        .categories = {"1"},
                        .systems = {"shared drive"},
                        .terms = {"gauge AND reading", "\"harbor gauge\""},
                        .sent = day("2024-02-02"),
                        .state = foia::TaskingState::no_records,
                        .answer = foia::SearchAnswer{.searched_by = "Lee Roe",
                                                     .title = "Clerk",
                                                     .systems = {"shared drive"},
                                                     .explanation = "the gauges were removed",
                                                     .minutes = 90,
                                                     .answered = day("2024-02-09")}}};
    for (const auto* id : {"records.collected",
                           "records.responsive",
                           "records.duplicate",
                           "exceptions",
                           "tasking.1.records",
                           "tasking.1.records.responsive",
                           "category.1.records.responsive",
                           "category.1.pages.responsive"}) {
      figures.set(id, {2, id});
    }
  }

  std::string text() {
    made =
        search_declaration(matter, ledger, {{"password protected", 2}}, figures, day("2024-06-03"));
    return made ? plain(made->document) : "error: " + made.error().message;
  }

  foia::Matter matter{};
  LedgerView ledger{};
  foia::Figures figures{};
  base::Result<SearchDeclaration> made{base::Error{base::ErrorCode::not_found, "not made", ""}};
};

// LAW: Oglesby v. Army, 920 F.2d 57: terms, type of search, and that all likely files were
// searched.
TEST_F(DeclarationTest, StatesWhoSearchedWhereWithWhatTerms) {
  const auto shown = text();
  EXPECT_THAT(
      shown,
      HasSubstr("Boston Field Office (Category 1). On February 2, 2024, AG assigned Boston "
                "Field Office to search shared drive for records of any date with the terms "
                "“gauge AND reading” and “harbor gauge”. Lee Roe, Clerk, searched shared drive and "
                "answered on "
                "February 9, 2024: no records were found. The gauges were removed. The "
                "search took 90 minutes. 2 records came in, of which 2 responsive."));
  EXPECT_THAT(shown, HasSubstr("Electronic searches were made with Searcher 4.2."));
  EXPECT_THAT(shown, HasSubstr("Denver Office was considered and not searched: it has no gauges."));
  EXPECT_THAT(shown, HasSubstr("2 files could not be read or processed: 2 password protected."));
  EXPECT_THAT(made->missing, IsEmpty());
}

// LAW: 28 U.S.C. 1746: an unsworn declaration, dated, under penalty of perjury.
TEST_F(DeclarationTest, EndsUnderPenaltyOfPerjury) {
  EXPECT_THAT(
      text(),
      HasSubstr("I declare under penalty of perjury that the foregoing is true and correct. "
                "Executed on June 3, 2024.\n\n        s/ Pat Example\n"));
}

TEST_F(DeclarationTest, IsNotSignedWhileSomethingIsMissing) {
  matter.declaration.tool.clear();
  ledger.taskings.front().answer->explanation.clear();
  const auto shown = text();
  EXPECT_THAT(shown, HasSubstr("[TO BE COMPLETED: tool of the electronic searches"));
  EXPECT_THAT(made->missing, Contains("why Boston Field Office found no records"));
  EXPECT_THAT(shown, Not(HasSubstr("s/ Pat")));
}

TEST_F(DeclarationTest, NeedsADeclarant) {
  matter.declaration = {};
  EXPECT_EQ(text(), "error: matter.toml has no [declaration]");
}

}  // namespace
}  // namespace vaughn::report
