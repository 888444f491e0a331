// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

#include "annual/check.h"
#include "annual/figures_file.h"
#include "annual/matter_year.h"
#include "annual/write.h"
#include "official_files.h"

namespace vaughn::annual {
namespace {

using foia::RequestDisposition;
using std::chrono::December;
using std::chrono::February;
using std::chrono::January;
using std::chrono::June;
using std::chrono::March;
using std::chrono::May;
using std::chrono::October;
using std::chrono::September;

base::Date day(int year, std::chrono::month month, unsigned number) {
  return std::chrono::year(year) / month / std::chrono::day(number);
}

const clock::Calendar& federal() {
  static const auto calendar = *clock::Calendars::built_in().calendar("federal");
  return calendar;
}

constexpr std::string_view kFigures = R"toml(
agency = "DOE"
name = "Department of Examples"
fiscal_year = 2024
created = 2025-01-31
unstated = "zero"

[[component]]
abbreviation = "A"
name = "Office A"
[component.requests]
pending_at_start = 3
received = 10
processed = 8
pending_at_end = 5
[component.dispositions]
full_grants = 2
partial_grants = 4
reasons = { NoRecords = 1, Other = 1 }
[component.other_reasons]
reasons = { "moved" = 1 }
[component.exemptions]
exemptions = { "Ex. 6" = 3 }
[component.simple_spans]
spans = { "1-20" = 6, "401+" = 2 }
[component.processed_times.simple]
median = 12.5
lowest = "<1"
highest = 402
[component.pending.simple]
count = 2
[component.oldest_requests]
items = [ { received = 2024-09-03, days = 19 }, { received = 2024-09-23, days = 5 } ]
[component.staff]
full_time = 1.5
processing_cost = 1000
[component.fees]
collected = 12.50

[[component]]
abbreviation = "B"
name = "Office B"
[component.requests]
received = 1
pending_at_end = 1
[component.oldest_requests]
items = [ { received = 2024-09-16, days = 10 } ]

[[statute]]
statute = "8 U.S.C. 1202(f)"
withheld = "visa records"
cases = ["A v. B"]
uses = { A = 0 }
)toml";

Report given_report() {
  auto file = parse_figures(kFigures, "figures.toml");
  EXPECT_TRUE(file) << (file ? "" : file.error().message);
  complete(file->report, file->unstated);
  return file->report;
}

TEST(FiguresFile, AddsUp) {
  const auto report = given_report();
  const auto& f = report.overall;
  EXPECT_EQ(f.requests.received, 11);
  EXPECT_EQ(f.dispositions.total, 8);
  EXPECT_EQ(count_of(f.dispositions.reasons, "Other"), 1);
  EXPECT_EQ(f.other_reasons.total, 1);
  EXPECT_EQ(f.requests_compared.received, 11);
  EXPECT_EQ(sum_of(f.simple_spans.spans), 8);
  EXPECT_EQ(f.staff.total_staff->text(), "1.5");
  EXPECT_EQ(report.components[0].figures.fees.part_of_cost->text(), "0.0125");
  ASSERT_EQ(f.oldest_requests.items.size(), 3U);
  EXPECT_EQ(f.oldest_requests.items[1].pending_days, 10);
  // A median of medians is none.
  EXPECT_FALSE(f.processed_times.simple.median);
}

TEST(FiguresFile, AgreesWithItself) {
  for (const auto& finding : check(given_report(), nullptr, federal())) {
    ADD_FAILURE() << finding.identity << " " << finding.component << " " << finding.left << " "
                  << finding.right;
  }
}

TEST(FiguresFile, IsValidForTheSchema) {
  if (!std::filesystem::exists(official_folder())) {
    GTEST_SKIP() << "no official schema in " << official_folder();
  }
  const auto xml = to_xml(given_report());
  ASSERT_TRUE(xml) << xml.error().message;
  const auto tree = parse_xml(*xml, official_schema());
  ASSERT_TRUE(tree);
  for (const auto& error : tree->schema_errors) {
    ADD_FAILURE() << error.message;
  }
}

struct MistakeCase {
  const char* name;
  const char* from;
  const char* to;
  const char* message;
};

class WrongFigures : public testing::TestWithParam<MistakeCase> {};

TEST_P(WrongFigures, NameTheLine) {
  const auto& given = GetParam();
  auto text = std::string(kFigures);
  text.replace(text.find(given.from), std::string_view(given.from).size(), given.to);
  const auto file = parse_figures(text, "f.toml");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().message, given.message);
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    WrongFigures,
    testing::Values(
        MistakeCase{"key", "received = 10", "recieved = 10", "f.toml:13: unknown key recieved"},
        MistakeCase{
            "negative", "received = 10", "received = -1", "f.toml:13: received is no whole number"},
        MistakeCase{"code", "NoRecords = 1", "Lost = 1", "f.toml:19: unknown code Lost"},
        MistakeCase{"year",
                    "fiscal_year = 2024",
                    "fiscal_year = 24",
                    "f.toml:1: fiscal_year is missing or no year"}),
    [](const auto& suite) { return std::string(suite.param.name); });

TEST(FiguresFile, WithoutAFigureIsNotWritten) {
  auto text = std::string(kFigures);
  text.erase(text.find("unstated = \"zero\""), 17);
  auto file = parse_figures(text, "f.toml");
  ASSERT_TRUE(file);
  complete(file->report, file->unstated);
  const auto xml = to_xml(file->report);
  ASSERT_FALSE(xml);
  EXPECT_EQ(xml.error().message, "B, V.A: pending_at_start is missing");
}

// --- matters ---

MatterFacts given_matter(base::Date received,
                         std::optional<base::Date> closed = {},
                         std::optional<RequestDisposition> disposition = {}) {
  MatterFacts out{.number = "1", .component = "A"};
  out.life.received = received;
  out.life.closed = closed;
  out.life.disposition = disposition;
  out.pages = PagesProcessed(250);
  return out;
}

TEST(MatterYear, NeverMixesRequestsAndPages) {
  static_assert(!std::is_convertible_v<PagesProcessed, RequestsProcessed>);
  static_assert(!std::is_convertible_v<RequestsProcessed, PagesProcessed>);
  static_assert(!std::is_convertible_v<std::int64_t, RequestsProcessed>);
  const std::vector<MatterFacts> matters{
      given_matter(day(2024, January, 2), day(2024, January, 31), RequestDisposition::full_grant)};
  EXPECT_EQ(requests_processed(matters, fiscal_year(2024)), RequestsProcessed(1));
  EXPECT_EQ(pages_processed(matters), PagesProcessed(250));
  EXPECT_EQ(figures_of(matters, 2024, federal()).requests.processed, 1);
}

TEST(MatterYear, CountsAnExemptionOncePerRequest) {
  auto one = given_matter(
      day(2024, January, 2), day(2024, January, 31), RequestDisposition::partial_grant);
  one.exemptions = {"Ex. 6", "Ex. 7(C)"};
  auto two = one;
  two.exemptions = {"Ex. 6"};
  const auto f = figures_of({one, two}, 2024, federal());
  EXPECT_EQ(count_of(f.exemptions.exemptions, "Ex. 6"), 2);
  EXPECT_EQ(count_of(f.exemptions.exemptions, "Ex. 7(C)"), 1);
}

// LAW: 5 U.S.C. 552(a)(6)(D)(i): tracks by the amount of work; what none was given to is simple.
// LAW: 5 U.S.C. 552(e)(1): requests received, processed and pending, their outcomes and days.
TEST(MatterYear, CountsWorkingDays) {
  // January 15, 2024 is a holiday: 20 working days from January 2 end on January 31.
  const auto f = figures_of(
      {given_matter(day(2024, January, 2), day(2024, January, 31), RequestDisposition::no_records),
       given_matter(day(2024, March, 4), day(2024, March, 4), RequestDisposition::full_grant)},
      2024,
      federal());
  EXPECT_EQ(f.processed_times.simple.highest->value.text(), "20");
  EXPECT_TRUE(f.processed_times.simple.lowest->is_under_one);
  EXPECT_EQ(f.processed_times.simple.median->value.text(), "10");
  EXPECT_EQ(count_of(f.simple_spans.spans, "1-20"), 2);
  EXPECT_FALSE(f.granted_times.complex.median);
}

TEST(MatterYear, KnowsWhatIsPendingAndLate) {
  const std::vector<MatterFacts> matters{given_matter(day(2023, September, 1)),
                                         given_matter(day(2024, September, 23))};
  const auto f = figures_of(matters, 2024, federal());
  EXPECT_EQ(f.requests,
            (Flow{.pending_at_start = 1, .received = 1, .processed = 0, .pending_at_end = 2}));
  EXPECT_EQ(f.backlog.requests, 1);
  ASSERT_EQ(f.oldest_requests.items.size(), 2U);
  EXPECT_EQ(f.oldest_requests.items[0].received, day(2023, September, 1));
  EXPECT_EQ(f.oldest_requests.items[1].pending_days, 5);
}

// LAW: 5 U.S.C. 552(e)(1)(B)(i): appeals made, and what became of them.
TEST(MatterYear, CountsAppeals) {
  const auto appealed = [](base::Date received,
                           std::optional<base::Date> decided = {},
                           std::optional<foia::AppealOutcome> outcome = {}) {
    auto out = given_matter(
        day(2023, September, 1), day(2023, September, 20), RequestDisposition::full_denial);
    out.life.appeal_received = received;
    out.life.appeal_decided = decided;
    out.life.appeal_outcome = outcome;
    return out;
  };
  const std::vector<MatterFacts> matters{
      appealed(day(2023, September, 25), day(2023, October, 10), foia::AppealOutcome::affirmed),
      appealed(day(2024, January, 2), day(2024, January, 31), foia::AppealOutcome::partly_reversed),
      appealed(day(2024, May, 1), day(2024, May, 2), foia::AppealOutcome::closed_otherwise),
      appealed(day(2024, September, 23)),
      appealed(day(2024, June, 3))};
  const auto f = figures_of(matters, 2024, federal());
  EXPECT_EQ(f.appeals,
            (Flow{.pending_at_start = 1, .received = 4, .processed = 3, .pending_at_end = 2}));
  EXPECT_EQ(f.appeal_outcomes.affirmed, 1);
  EXPECT_EQ(f.appeal_outcomes.partly, 1);
  EXPECT_EQ(f.appeal_outcomes.reversed, 0);
  EXPECT_EQ(f.appeal_outcomes.closed_otherwise, 1);
  EXPECT_EQ(f.appeal_other_reasons.total, 1);
  // October 9, 2023 and January 15, 2024 are holidays.
  EXPECT_EQ(f.appeal_times.highest->value.text(), "20");
  EXPECT_EQ(f.appeal_times.median->value.text(), "10");
  ASSERT_EQ(f.oldest_appeals.items.size(), 2U);
  EXPECT_EQ(f.oldest_appeals.items[0].received, day(2024, June, 3));
  EXPECT_EQ(f.oldest_appeals.items[1].pending_days, 5);
  EXPECT_EQ(f.backlog.appeals, 1);
  Report report{.abbreviation = "A", .name = "Office A", .fiscal_year = 2024};
  report.overall = f;
  for (const auto& finding : check(report, nullptr, federal())) {
    EXPECT_NE(finding.severity, Severity::error) << finding.identity;
  }
}

TEST(MatterYear, LeavesAppealsOutWhereThereWereNone) {
  const auto f = figures_of({given_matter(day(2024, January, 2))}, 2024, federal());
  EXPECT_FALSE(f.sections.contains("VI.A"));
  EXPECT_FALSE(f.backlog.appeals);
}

// LAW: 5 U.S.C. 552(e)(1): consultations are another agency's requests: reported apart.
TEST(MatterYear, CountsConsultationsApartFromRequests) {
  const auto consulted = [](base::Date received, std::optional<base::Date> closed = {}) {
    auto out = closed ? given_matter(received, *closed, RequestDisposition::full_grant)
                      : given_matter(received);
    out.is_consultation = true;
    out.exemptions = {"Ex. 5"};
    return out;
  };
  const std::vector<MatterFacts> matters{
      given_matter(day(2024, January, 2), day(2024, January, 3), RequestDisposition::full_grant),
      consulted(day(2023, September, 25), day(2023, October, 10)),
      consulted(day(2024, September, 23)),
      consulted(day(2024, June, 3))};
  const auto f = figures_of(matters, 2024, federal());
  EXPECT_EQ(f.consultations,
            (Flow{.pending_at_start = 1, .received = 2, .processed = 1, .pending_at_end = 2}));
  ASSERT_EQ(f.oldest_consultations.items.size(), 2U);
  EXPECT_EQ(f.oldest_consultations.items[0].received, day(2024, June, 3));
  EXPECT_EQ(f.oldest_consultations.items[1].pending_days, 5);
  EXPECT_EQ(f.requests,
            (Flow{.pending_at_start = 0, .received = 1, .processed = 1, .pending_at_end = 0}));
  EXPECT_EQ(f.backlog.requests, 0);
  EXPECT_TRUE(f.exemptions.exemptions.empty());
  EXPECT_EQ(quarterly_of(matters, "A", 2024, 2, federal()).overall.received, 1);
  EXPECT_FALSE(figures_of({matters[0]}, 2024, federal()).sections.contains("XII.B"));
}

// LAW: 5 U.S.C. 552(a)(6)(E)(ii)(I): ten days to decide on expedition, calendar days from the
// request.
TEST(MatterYear, CountsExpeditionInCalendarDays) {
  auto one = given_matter(day(2024, January, 2));
  one.life.expedition_requested = day(2024, January, 2);
  one.life.expedition_decided = day(2024, January, 12);
  one.life.is_expedited = true;
  auto two = one;
  two.life.expedition_decided = day(2024, January, 16);
  two.life.is_expedited = false;
  two.life.waiver_requested = day(2024, January, 12);
  two.life.waiver_decided = day(2024, January, 16);
  const auto f = figures_of({one, two}, 2024, federal());
  EXPECT_EQ(f.expedition.granted, 1);
  EXPECT_EQ(f.expedition.denied, 1);
  EXPECT_EQ(f.expedition.within_ten_days, 1);
  EXPECT_EQ(f.expedition.median_days->text(), "12");
  EXPECT_EQ(f.fee_waivers.denied, 1);
  EXPECT_EQ(f.fee_waivers.median_days->text(), "1");
}

TEST(MatterYear, HoldsTheIdentities) {
  Report report{.abbreviation = "A", .name = "Office A", .fiscal_year = 2024};
  auto closed =
      given_matter(day(2024, January, 2), day(2024, March, 1), RequestDisposition::partial_grant);
  closed.exemptions = {"Ex. 5"};
  const std::vector<MatterFacts> matters{
      closed,
      given_matter(day(2023, September, 1), day(2023, October, 2), RequestDisposition::other),
      given_matter(day(2024, February, 5))};
  EXPECT_EQ(take_sections(report.overall, figures_of(matters, 2024, federal())), "");
  report.overall.staff.full_time = Decimal::whole(1);
  complete(report, Unstated::zero);
  for (const auto& finding : check(report, nullptr, federal())) {
    ADD_FAILURE() << finding.identity << " " << finding.left << " " << finding.right;
  }
  EXPECT_EQ(take_sections(report.overall, figures_of(matters, 2024, federal())), "V.A");
}

TEST(Quarterly, CountsTheQuarter) {
  EXPECT_EQ(quarter_of(2024, 1).first, day(2023, October, 1));
  EXPECT_EQ(quarter_of(2024, 1).last, day(2023, December, 31));
  EXPECT_EQ(quarter_of(2024, 4).last, day(2024, September, 30));
  const std::vector<MatterFacts> matters{
      given_matter(day(2023, March, 1), day(2024, January, 9), RequestDisposition::full_grant),
      given_matter(day(2023, September, 1)),
      given_matter(day(2024, January, 2))};
  const auto q = quarterly_of(matters, "DOE", 2024, 2, federal());
  EXPECT_EQ(q.overall.received, 1);
  EXPECT_EQ(q.overall.processed, RequestsProcessed(1));
  EXPECT_EQ(q.overall.backlogged, 2);
  EXPECT_EQ(q.oldest_pending, 2);
  EXPECT_EQ(q.oldest_closed, 1);
  EXPECT_EQ(q.pages, PagesProcessed(750));
  ASSERT_EQ(q.components.size(), 1U);
  EXPECT_EQ(q.components[0].component, "A");
}

}  // namespace
}  // namespace vaughn::annual
