// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/report.h"

#include <gtest/gtest.h>

#include "annual/check.h"
#include "annual/read.h"
#include "annual/write.h"

namespace vaughn::annual {
namespace {

using std::chrono::January;
using std::chrono::October;
using std::chrono::September;

base::Date day(int year, std::chrono::month month, unsigned number) {
  return std::chrono::year(year) / month / std::chrono::day(number);
}

// A component that got ten requests and closed eight.
ComponentFigures given_figures() {
  ComponentFigures f;
  f.requests = {.pending_at_start = 3, .received = 10, .processed = 8, .pending_at_end = 5};
  f.dispositions = {.full_grants = 2,
                    .partial_grants = 3,
                    .full_denials = 1,
                    .reasons = {{"NoRecords", 1}, {"Other", 1}},
                    .total = 8};
  f.other_reasons = {.reasons = {{"moved to another office", 1}}, .total = 1};
  f.exemptions = {.exemptions = {{"Ex. 6", 3}, {"Ex. 7(C)", 1}}};
  f.sections = {"V.A", "V.B(1)", "V.B(2)", "V.B(3)"};
  return f;
}

Report given_report() {
  return {.abbreviation = "DOE",
          .name = "Department of Examples",
          .fiscal_year = 2024,
          .created = day(2025, January, 31),
          .overall = given_figures()};
}

std::vector<std::string> identities_broken(const Report& report, const Report* before = nullptr) {
  const auto calendar = clock::Calendars::built_in().calendar("federal");
  std::vector<std::string> out;
  for (const auto& finding : check(report, before, *calendar)) {
    out.push_back(finding.identity);
  }
  return out;
}

using Broken = std::vector<std::string>;

TEST(Decimal, IsExactAndShort) {
  EXPECT_EQ(Decimal::parse("78200.00")->text(), "78200");
  EXPECT_EQ(Decimal::parse(" -.50 ")->text(), "-0.5");
  EXPECT_EQ(Decimal::parse("+0.0000005")->text(), "0.000001");
  for (const auto* bad : {"", ".", "<1", "1,000", "1e3", "N/A", "--1", "1234567890123"}) {
    EXPECT_FALSE(Decimal::parse(bad)) << bad;
  }
}

TEST(FiscalYear, BeginsInOctober) {
  EXPECT_EQ(first_day(2024), day(2023, October, 1));
  EXPECT_EQ(last_day(2024), day(2024, September, 30));
  EXPECT_EQ(fiscal_year_of(day(2023, September, 30)), 2023);
  EXPECT_EQ(fiscal_year_of(day(2023, October, 1)), 2024);
}

TEST(Spans, FollowTheForm) {
  EXPECT_EQ(kSpans[span_of(0)], "1-20");
  EXPECT_EQ(kSpans[span_of(20)], "1-20");
  EXPECT_EQ(kSpans[span_of(21)], "21-40");
  EXPECT_EQ(kSpans[span_of(200)], "181-200");
  EXPECT_EQ(kSpans[span_of(201)], "201-300");
  EXPECT_EQ(kSpans[span_of(400)], "301-400");
  EXPECT_EQ(kSpans[span_of(401)], "401+");
}

TEST(Check, FindsNothingInAReportThatAgrees) {
  EXPECT_EQ(identities_broken(given_report()), Broken{});
}

TEST(Check, NamesTheTwoFigures) {
  auto report = given_report();
  report.overall.requests.pending_at_end = 6;
  const auto calendar = clock::Calendars::built_in().calendar("federal");
  const auto findings = check(report, nullptr, *calendar);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].identity, "va_flow");
  EXPECT_EQ(findings[0].component, "DOE");
  EXPECT_EQ(findings[0].left, "5");
  EXPECT_EQ(findings[0].right, "6");
}

TEST(Check, RecomputesTheTotal) {
  auto report = given_report();
  report.overall.dispositions.total = 1;
  EXPECT_EQ(identities_broken(report), Broken{"vb1_total"});
}

TEST(Check, CountsAnExemptionOncePerRequest) {
  auto report = given_report();
  report.overall.exemptions.exemptions[1].count = 5;
  EXPECT_EQ(identities_broken(report), Broken{"vb3_count"});
}

TEST(Check, LeavesOutWhatIsAbsent) {
  auto report = given_report();
  report.overall.requests.processed = std::nullopt;
  report.overall.dispositions.reasons[0].count = std::nullopt;
  EXPECT_EQ(identities_broken(report), Broken{});
}

TEST(Check, ComparesWithLastYear) {
  auto before = given_report();
  before.fiscal_year = 2023;
  before.overall.requests.pending_at_end = 4;
  EXPECT_EQ(identities_broken(given_report(), &before), Broken{"va_last_year"});
}

TEST(Check, AddsUpTheComponents) {
  auto report = given_report();
  report.components = {{.abbreviation = "A", .figures = given_figures()},
                       {.abbreviation = "B", .figures = given_figures()}};
  report.overall.requests = {
      .pending_at_start = 6, .received = 20, .processed = 16, .pending_at_end = 10};
  report.overall.dispositions = {.full_grants = 4,
                                 .partial_grants = 6,
                                 .full_denials = 2,
                                 .reasons = {{"NoRecords", 2}, {"Other", 2}},
                                 .total = 8};
  report.overall.other_reasons = {.total = 2};
  report.overall.exemptions = {.exemptions = {{"Ex. 6", 6}, {"Ex. 7(C)", 1}}};
  EXPECT_EQ(identities_broken(report), (Broken{"vb1_total", "overall_sum"}));
}

TEST(Check, KnowsWhichDatesCanBePending) {
  auto report = given_report();
  report.overall.oldest_requests.items = {
      {day(2025, January, 2), 9}, {day(2024, September, 3), 19}, {day(2024, September, 23), 20}};
  EXPECT_EQ(identities_broken(report),
            (Broken{"oldest_date", "oldest_order", "oldest_order", "oldest_days"}));
}

TEST(Xml, ComesBackTheSame) {
  const auto report = given_report();
  const auto xml = to_xml(report);
  ASSERT_TRUE(xml);
  const auto tree = parse_xml(*xml, {});
  ASSERT_TRUE(tree);
  const auto import = read_report(tree->root);
  ASSERT_TRUE(import);
  EXPECT_EQ(import->defects, std::vector<Defect>{});
  EXPECT_TRUE(import->report == report);
}

TEST(Xml, IsNotWrittenWithAHole) {
  auto report = given_report();
  report.overall.requests.received = std::nullopt;
  const auto xml = to_xml(report);
  ASSERT_FALSE(xml);
  EXPECT_EQ(xml.error().message, "DOE, V.A: received is missing");
}

TEST(Xml, RefusesEntities) {
  const auto file = parse_xml(
      "<!DOCTYPE a [<!ENTITY b \"c\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]><a>&b;&d;</a>", {});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, base::ErrorCode::damaged);
}

TEST(Xml, OfAnotherKindIsDamaged) {
  const auto file = parse_xml("<a/>", {});
  ASSERT_TRUE(file);
  EXPECT_FALSE(read_report(file->root));
  EXPECT_FALSE(parse_xml("", {}));
  EXPECT_FALSE(parse_xml("<a><b></a>", {}));
}

TEST(Xml, CrossesToTheParentWhole) {
  base::Bytes emitted;
  const auto served = serve_xml("", "<a x='1'>t<b/></a>", [&](auto bytes) { emitted += bytes; });
  ASSERT_TRUE(served);
  const auto file = decode_xml_file(emitted);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->root.name, "a");
  EXPECT_EQ(file->root.attributes.at(0).value, "1");
  EXPECT_EQ(file->root.children.at(0).name, "b");
  EXPECT_FALSE(decode_xml_file(emitted.substr(0, emitted.size() - 1)));
}

struct DamagedCase {
  const char* name;
  const char* from;
  const char* to;
  const char* code;
  bool breaks_schema;
};

class DamagedReport : public testing::TestWithParam<DamagedCase> {};

TEST_P(DamagedReport, IsReadOnAndListed) {
  const auto& given = GetParam();
  auto xml = *to_xml(given_report());
  const auto at = xml.find(given.from);
  ASSERT_NE(at, std::string::npos);
  xml.replace(at, std::string_view(given.from).size(), given.to);
  const auto tree = parse_xml(xml, {});
  ASSERT_TRUE(tree);
  const auto import = read_report(tree->root);
  ASSERT_TRUE(import);
  ASSERT_FALSE(import->defects.empty());
  EXPECT_EQ(import->defects[0].code, given.code);
  EXPECT_EQ(import->is_valid(), !given.breaks_schema);
  EXPECT_FALSE(explain_defect(given.code).empty());
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    DamagedReport,
    testing::Values(
        DamagedCase{
            "number", "ReceivedQuantity>10<", "ReceivedQuantity>10,0<", "not_a_number", true},
        DamagedCase{
            "negative", "ReceivedQuantity>10<", "ReceivedQuantity>-1<", "not_a_number", true},
        DamagedCase{"code", "Ex. 6<", "Ex. 7<", "unknown_code", true},
        DamagedCase{"reference", "s:ref=\"PS0\"", "s:ref=\"\"", "empty_reference", true},
        DamagedCase{"dangling", "s:ref=\"PS0\"", "s:ref=\"PS9\"", "unresolved_reference", false},
        DamagedCase{"id", "s:id=\"PS0\"", "s:id=\"ORG0\"", "repeated_id", true},
        DamagedCase{"element",
                    "<foia:FeeWaiverSection>",
                    "<foia:FeeWaiverSection><foia:X/>",
                    "unexpected_element",
                    true},
        DamagedCase{"year", ">2024<", ">FY24<", "bad_date", true}),
    [](const auto& suite) { return std::string(suite.param.name); });

}  // namespace
}  // namespace vaughn::annual
