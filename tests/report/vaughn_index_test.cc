// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/vaughn_index.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plain.h"

namespace vaughn::report {
namespace {

using foia::PageOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const foia::BatesFormat kBates{.prefix = "AG-", .width = 6, .start = 1};

base::TimeZone zone() {
  return *base::TimeZone::make("America/New_York");
}

// A record of four pages: one in full, two in part with three boxes, one withheld.
VaughnFacts four_pages() {
  const auto six = *foia::parse_claims("(b)(6); (b)(7)(C)");
  const auto four = *foia::parse_claims("(b)(4)");
  VaughnFacts facts;
  facts.number = 17;
  facts.volume = "VOL001";
  auto& record = facts.record;
  record.record.id = foia::RecordId{42};
  record.record.kind = foia::RecordKind::email;
  record.record.metadata.sent = *base::parse_instant("2022-06-04T02:30:00Z");
  record.categories = {"4"};
  const auto page = [](std::int64_t number, int source, PageOutcome outcome) {
    return foia::ProducedPage{.number = number, .source_page = source, .outcome = outcome};
  };
  record.pages = {page(412, 1, PageOutcome::in_full),
                  page(413, 2, PageOutcome::in_part),
                  page(414, 3, PageOutcome::in_part),
                  page(415, 4, PageOutcome::withheld_in_full)};
  record.pages[1].claims = six;
  record.pages[1].boxes = {{.box = {1, 1, 2, 2}, .claims = six},
                           {.box = {3, 3, 4, 4}, .claims = six}};
  record.pages[2].claims = four;
  record.pages[2].boxes = {{.box = {1, 1, 2, 2}, .claims = four}};
  record.pages[3].claims = four;
  const auto mark = [&](int source,
                        const std::vector<foia::ExemptionClaim>& claims,
                        const char* reason,
                        const char* harm,
                        const char* removed) {
    return foia::Mark{.record = record.record.id,
                      .page = source,
                      .claims = claims,
                      .reason = reason,
                      .harm = harm,
                      .removed_text = removed};
  };
  facts.marks = {
      mark(2,
           six,
           "names of two line employees of the contractor",
           "disclosure would expose the employees to harassment",
           "Dana Roe"),
      mark(2,
           six,
           "names of two line employees of the contractor",
           "disclosure would expose the employees to harassment",
           "Lee Poe"),
      mark(3, four, "unit prices of option years", "competitors could compute the rates", "$4.10"),
  };
  facts.withheld = {{.record = record.record.id,
                     .page = 4,
                     .disposition = foia::Disposition::withhold,
                     .claims = four,
                     .harm = "competitors could compute the rates",
                     .reason = "schedule of prices"}};
  facts.from = "ERO unit chief";
  facts.to = "[withheld]";
  facts.title = "RE: CLIN 0004";
  return facts;
}

foia::VaughnEntry entry_of(const VaughnFacts& facts) {
  const auto entry = build_entry(facts, kBates, zone());
  EXPECT_TRUE(entry) << (entry ? "" : entry.error().message);
  return entry ? *entry : foia::VaughnEntry{};
}

std::vector<IndexedPage> pages_of(const VaughnFacts& facts) {
  std::vector<IndexedPage> pages;
  for (const auto& page : facts.record.pages) {
    pages.push_back({facts.record.record.id,
                     *foia::format_number(kBates, page.number),
                     page.outcome,
                     page.claims});
  }
  return pages;
}

std::vector<std::string> codes(const std::vector<IndexProblem>& problems) {
  std::vector<std::string> out;
  for (const auto& problem : problems) {
    out.push_back(problem.code);
  }
  return out;
}

TEST(VaughnEntry, StatesWhatTheRecordIs) {
  const auto entry = entry_of(four_pages());
  EXPECT_EQ(entry.number, 17);
  EXPECT_EQ(entry.bates_first, "AG-000412");
  EXPECT_EQ(entry.bates_last, "AG-000415");
  EXPECT_EQ(entry.date, "2022-06-03");  // in New York
  EXPECT_EQ(entry.type, "e-mail");
  EXPECT_EQ(entry.to, "[withheld]");
  EXPECT_EQ(entry.pages, 4);
  EXPECT_EQ(entry.pages_in_full, 1);
  EXPECT_EQ(entry.pages_in_part, 2);
  EXPECT_EQ(entry.pages_withheld, 1);
  EXPECT_EQ(entry.boxes, 3);
  EXPECT_EQ(entry.where, "pp. 2–3 (3 boxes); p. 4 (in full)");
  EXPECT_EQ(foia::join_labels(entry.claims), "(b)(4); (b)(6); (b)(7)(C)");
  EXPECT_EQ(entry.status, "produced in part in VOL001");
}

// LAW: Wiener v. FBI, 943 F.2d 972: for each withholding the exemption and a particular reason.
TEST(VaughnEntry, JustifiesEachExemptionWhereItStands) {
  const auto entry = entry_of(four_pages());
  EXPECT_THAT(
      entry.justification,
      HasSubstr("(b)(4) [p. 3, 1 box; p. 4 in full]: Unit prices of option years; schedule "
                "of prices. The information is commercial or financial, was obtained from a "
                "person outside the government"));
  EXPECT_THAT(
      entry.justification,
      HasSubstr("\n(b)(6) [p. 2, 2 boxes]: Names of two line employees of the contractor. "));
  EXPECT_THAT(entry.justification, HasSubstr("\n(b)(7)(C) [p. 2, 2 boxes]: "));
  EXPECT_EQ(entry.description,
            "Unit prices of option years; schedule of prices; names of two line employees of the "
            "contractor.");
}

// LAW: 5 U.S.C. 552(a)(8)(A)(i): the harm that the agency foresees from disclosure.
TEST(VaughnEntry, StatesTheForeseeableHarmOnce) {
  EXPECT_EQ(entry_of(four_pages()).harm,
            "(b)(4): Competitors could compute the rates.\n"
            "(b)(6): Disclosure would expose the employees to harassment.\n"
            "(b)(7)(C): Disclosure would expose the employees to harassment.");
}

TEST(VaughnEntry, NamesTheStatuteWhereNoHarmIsNeeded) {
  auto facts = four_pages();
  const auto three = *foia::parse_claims("(b)(3): 41 U.S.C. 4702");
  facts.record.pages[3].claims = three;
  facts.withheld[0].claims = three;
  facts.withheld[0].harm = "";
  const auto entry = entry_of(facts);
  EXPECT_THAT(entry.harm, HasSubstr("(b)(3): disclosure is prohibited by 41 U.S.C. 4702."));
  EXPECT_THAT(entry.justification,
              HasSubstr("(b)(3): 41 U.S.C. 4702 [p. 4 in full]: Schedule of "
                        "prices. 41 U.S.C. 4702 exempts matters"));
}

// LAW: 5 U.S.C. 552(a)(8)(A)(ii): what can reasonably be segregated is released.
TEST(VaughnEntry, SaysWhatCouldBeSegregated) {
  auto facts = four_pages();
  EXPECT_EQ(entry_of(facts).segregability,
            "Of 4 pages, 1 is released in full, 2 are released in part and 1 is withheld in full. "
            "On pp. 2–3 "
            "only the 3 boxes named above are withheld; all other text is released. On p. 4 the "
            "agency found no portion that could reasonably be segregated.");
  facts.record.pages.erase(facts.record.pages.begin(), facts.record.pages.begin() + 3);
  EXPECT_EQ(entry_of(facts).segregability,
            "The only page is withheld in full; the agency found no portion that could reasonably "
            "be segregated and released.");
  EXPECT_EQ(entry_of(facts).status, "withheld in full in VOL001");
}

TEST(VaughnEntry, NeverRepeatsWhatWasRemoved) {
  auto facts = four_pages();
  facts.marks[0].reason = "name of DANA   ROE";
  facts.marks[1].reason = "her price";
  facts.marks[1].removed_text = "price";
  const auto entry = entry_of(facts);
  for (const auto& text : {entry.description, entry.justification, entry.harm}) {
    EXPECT_THAT(text, Not(HasSubstr("DANA")));
  }
  EXPECT_THAT(entry.description, HasSubstr("her price"));  // a plain word names no one
  facts.marks[1].reason = "name of Dana Roe";
  facts.marks[2].reason = "$4.10 per day";
  facts.withheld[0].reason = "";
  EXPECT_THAT(entry_of(facts).description,
              HasSubstr("Trade secrets and privileged or confidential commercial"));
}

TEST(VaughnEntry, KnowsItsParentAndItsDate) {
  auto facts = four_pages();
  facts.record.record.metadata = {};
  facts.record.record.kind = foia::RecordKind::spreadsheet;
  facts.parent_control = "R-000041";
  EXPECT_EQ(entry_of(facts).date, "undated");
  EXPECT_EQ(entry_of(facts).type, "spreadsheet, attachment to R-000041");
  facts.parent_entry = 16;
  EXPECT_EQ(entry_of(facts).type, "spreadsheet, attachment to entry 16");
}

TEST(VaughnEntry, IsRefusedForARecordReleasedInFull) {
  auto facts = four_pages();
  facts.record.pages.resize(1);
  EXPECT_FALSE(build_entry(facts, kBates, zone()));
  facts.record.pages.clear();
  EXPECT_FALSE(build_entry(facts, kBates, zone()));
}

// LAW: Vaughn v. Rosen, 484 F.2d 820: every withholding is indexed, and the index says no more.
TEST(Reconcile, AcceptsAnIndexThatAgrees) {
  const auto facts = four_pages();
  const std::vector<foia::VaughnEntry> entries{entry_of(facts)};
  EXPECT_THAT(reconcile(entries, pages_of(facts)), IsEmpty());
}

TEST(Reconcile, FindsEachDifference) {
  const auto facts = four_pages();
  const auto entry = entry_of(facts);
  const auto pages = pages_of(facts);
  struct Case {
    const char* code;
    std::function<void(std::vector<foia::VaughnEntry>&, std::vector<IndexedPage>&)> change;
  };
  const Case cases[] = {
      {"page_without_entry", [](auto& entries, auto&) { entries.clear(); }},
      {"entry_without_page", [](auto&, auto& list) { list.clear(); }},
      {"entry_without_page",
       [](auto&, auto& list) {
         for (auto& page : list) {
           page.outcome = PageOutcome::in_full;
           page.claims.clear();
         }
       }},
      {"record_repeated",
       [](auto& entries, auto&) {
         entries.push_back(entries[0]);
         entries[1].number = 18;
       }},
      {"claim_not_in_entry",
       [](auto& entries, auto&) { entries[0].claims.erase(entries[0].claims.begin()); }},
      {"claim_not_on_pages",
       [](auto& entries, auto&) {
         entries[0].claims.push_back(*foia::ExemptionClaim::parse("(b)(8)"));
         entries[0].justification += "\n(b)(8) [p. 1]: ...";
         entries[0].harm += "\n(b)(8): ...";
       }},
      {"page_count", [](auto& entries, auto&) { ++entries[0].pages_in_part; }},
      {"page_count", [](auto& entries, auto&) { --entries[0].pages; }},
      {"range", [](auto& entries, auto&) { entries[0].bates_last = "AG-000999"; }},
      {"justification_missing",
       [](auto& entries, auto&) { entries[0].justification = "(b)(6) [..] (b)(7)(C) [..]"; }},
      {"harm_missing", [](auto& entries, auto&) { entries[0].harm = "(b)(6): x. (b)(7)(C): x."; }},
      {"segregability_missing", [](auto& entries, auto&) { entries[0].segregability.clear(); }},
  };
  for (const auto& c : cases) {
    std::vector<foia::VaughnEntry> entries{entry};
    auto list = pages;
    c.change(entries, list);
    EXPECT_THAT(codes(reconcile(entries, list)), testing::Contains(c.code));
  }
}

TEST(Reconcile, NamesThePageThatHasNoEntry) {
  const auto facts = four_pages();
  const auto problems = reconcile({}, pages_of(facts));
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].message, "AG-000413 is released in part and stands in no entry");
}

TEST(VaughnPapers, HoldTheSameSums) {
  auto facts = four_pages();
  std::vector<foia::VaughnEntry> entries{entry_of(facts)};
  facts.number = 3;
  facts.record.record.id = foia::RecordId{7};
  entries.push_back(entry_of(facts));
  EXPECT_EQ(totals(entries), (IndexTotals{2, 8, 2, 4, 2, 6}));

  foia::Matter matter;
  matter.name = "News Project v. Agency";
  matter.case_number = "3:24-cv-00001";
  matter.request.agency = "Agency";
  matter.request.number = "2024-1";
  const auto as_of = *base::parse_date("2024-06-03");
  const auto rows = vaughn_rows(entries);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1][0], "3");  // in the order of their numbers
  EXPECT_EQ(rows[2][0], "17");
  for (const auto& row : rows) {
    EXPECT_EQ(row.size(), rows[0].size());
  }
  const auto workbook = vaughn_workbook(matter, entries, as_of);
  ASSERT_EQ(workbook.sheets.size(), 2U);
  EXPECT_EQ(workbook.sheets[0].rows.size(), 2U);
  EXPECT_EQ(workbook.sheets[0].rows[0].size(), workbook.sheets[0].columns.size());
  EXPECT_EQ(std::get<double>(workbook.sheets[0].rows[0][10]), 4);
  EXPECT_EQ(std::get<base::Date>(workbook.sheets[0].rows[0][5]), *base::parse_date("2022-06-03"));

  const auto document = vaughn_document(matter, entries, as_of);
  EXPECT_TRUE(document.page.is_landscape);
  const auto text = plain(document);
  EXPECT_THAT(text,
              HasSubstr("Agency, FOIA request 2024-1. As of June 3, 2024: 2 entries for records of "
                        "8 pages, of which 2 are released in full, 4 are released in part and 2 "
                        "are withheld in full; 6 boxes"));
  EXPECT_LT(text.find("\n3 | AG-000412 to / AG-000415"),
            text.find("\n17 | AG-000412 to / AG-000415"));
  EXPECT_THAT(text, HasSubstr("(b)(7)(C) | law enforcement records"));
}

// LAW: EO 12600 sec. 5: the agency gives each objection careful consideration and says why not.
TEST(VaughnEntry, SaysWhatTheSubmitterSaidAndWhatCameOfIt) {
  auto facts = four_pages();
  EXPECT_EQ(build_entry(facts, kBates, zone())->submitter, "");
  const auto sent = *base::parse_date("2023-01-12");
  facts.submitters = {{.name = "BI, Inc.",
                       .has_answered = true,
                       .sent = sent,
                       .objections = 14,
                       .accepted = 9,
                       .rejected = 5},
                      {.name = "Gauge Works", .has_answered = true, .sent = sent},
                      {.name = "Tide Tables", .sent = sent}};
  EXPECT_EQ(build_entry(facts, kBates, zone())->submitter,
            "BI, Inc. objected to 14 passages; the agency accepted 9 and rejected 5. Gauge Works "
            "was asked and did not object. Tide Tables was asked on January 12, 2023 and has not "
            "answered.");
  facts.submitters = {{.name = "BI, Inc.", .has_answered = true, .objections = 1, .undecided = 1}};
  EXPECT_EQ(build_entry(facts, kBates, zone())->submitter,
            "BI, Inc. objected to 1 passage; the agency has yet to decide 1.");
}

// LAW: Comptel v. FCC (D.D.C. 2012): an index is amended when more is released.
TEST(VaughnEntry, SaysWhatWasReleasedOnReReview) {
  auto facts = four_pages();
  facts.volume = "VOL002";
  facts.re_reviews = {{"VOL002", *base::parse_date("2023-02-01"), {3, 2}}};
  const auto entry = *build_entry(facts, kBates, zone());
  EXPECT_EQ(entry.status,
            "produced in part in VOL002; more of pp. 2–3 released on re-review on February 1, "
            "2023 in VOL002");
}

TEST(VaughnPapers, ListTheEntriesThatALaterReleaseEnded) {
  const std::vector<foia::ReleasedEntry> released{{.number = 4,
                                                   .record = {9},
                                                   .volume = "VOL002",
                                                   .bates_first = "AG-000500",
                                                   .bates_last = "AG-000501",
                                                   .pages = 2,
                                                   .released = *base::parse_date("2023-02-01")}};
  const auto as_of = *base::parse_date("2024-06-03");
  const auto text = plain(vaughn_document({}, {}, as_of, released));
  EXPECT_THAT(text, HasSubstr("Released on re-review"));
  EXPECT_THAT(text, HasSubstr("4 | AG-000500 to AG-000501 | 2 | February 1, 2023 | VOL002"));
  const auto workbook = vaughn_workbook({}, {}, as_of, released);
  ASSERT_EQ(workbook.sheets.size(), 3U);
  EXPECT_EQ(std::get<std::string>(workbook.sheets[1].rows.at(0).at(1)), "R-000009");
}

// The hash of the record itself is for the office: short records could be guessed by it.
TEST(VaughnPapers, GiveTheHashOfThePagesAsProducedAndNoOther) {
  auto facts = four_pages();
  facts.record_sha256 = std::string(64, 'a');
  facts.produced_sha256 = std::string(64, 'b');
  const auto entry = *build_entry(facts, kBates, zone());
  EXPECT_EQ(entry.record_sha256, facts.record_sha256);
  const auto rows = vaughn_rows({entry});
  EXPECT_EQ(rows[0].back(), "SHA-256 as produced");
  EXPECT_EQ(rows[1].back(), facts.produced_sha256);
  EXPECT_THAT(rows[1], Not(testing::Contains(facts.record_sha256)));
}

// An office program needs time in the square of the rows of one table, and a reader needs a way to
// find an entry in a thousand.
TEST(VaughnPapers, AreSetInSectionsWhenTheyAreLong) {
  auto facts = four_pages();
  std::vector<foia::VaughnEntry> entries;
  for (int number = 1; number <= 201; ++number) {
    facts.number = number;
    entries.push_back(entry_of(facts));
  }
  const auto text = plain(vaughn_document({}, entries, *base::parse_date("2024-06-03")));
  const auto first = text.find("Entries 1 to 100: AG-000412 to AG-000415\nNo. | Record");
  const auto second = text.find("Entries 101 to 200: AG-000412 to AG-000415\nNo. | Record");
  const auto third = text.find("Entry 201: AG-000412 to AG-000415\nNo. | Record");
  ASSERT_NE(third, std::string::npos);
  EXPECT_LT(first, second);
  EXPECT_LT(second, text.find("\n101 | AG-000412"));
  EXPECT_LT(text.find("\n200 | AG-000412"), third);
  entries.resize(100);
  EXPECT_THAT(plain(vaughn_document({}, entries, *base::parse_date("2024-06-03"))),
              Not(HasSubstr("Entries 1 to 100")));
}

TEST(VaughnPapers, SayThatNothingIsWithheld) {
  const auto document = vaughn_document({}, {}, *base::parse_date("2024-06-03"));
  EXPECT_THAT(plain(document), HasSubstr("Nothing is withheld from the records produced."));
  EXPECT_THAT(vaughn_rows({}), testing::SizeIs(1));
}

}  // namespace
}  // namespace vaughn::report
