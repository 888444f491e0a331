// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "base/text.h"
#include "foia/matter.h"
#include "paper/docx.h"
#include "plain.h"
#include "report/status_report.h"

namespace vaughn::report {
namespace {

using testing::HasSubstr;

const std::filesystem::path kTests = std::filesystem::path(VAUGHN_FIXTURES).parent_path();

std::string read_text(const std::filesystem::path& path) {
  const auto bytes = base::read_file(path);
  EXPECT_TRUE(bytes) << path;
  return bytes ? std::string(bytes->begin(), bytes->end()) : std::string{};
}

foia::Matter isap() {
  const auto path = kTests.parent_path() / "examples/isap/matter.toml";
  auto matter = foia::parse_matter(read_text(path), "examples/isap/matter.toml");
  EXPECT_TRUE(matter) << (matter ? "" : matter.error().message + " | " + matter.error().hint);
  return matter ? *std::move(matter) : foia::Matter{};
}

StatusReport isap_report(const foia::Matter& matter) {
  auto report = status_report(
      matter, *matter.filing("jsr2"), {}, {}, {.as_of = *base::parse_date("2022-11-18")});
  EXPECT_TRUE(report) << (report ? "" : report.error().message);
  return *std::move(report);
}

// A file that stops anywhere is an error with its line, or a matter; never anything else.
TEST(Isap, SurvivesBeingCutAnywhere) {
  const auto whole = read_text(kTests.parent_path() / "examples/isap/matter.toml");
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    const auto matter = foia::parse_matter(std::string_view(whole).substr(0, size), "m.toml");
    if (!matter) {
      EXPECT_TRUE(matter.error().message.starts_with("m.toml:")) << size;
      EXPECT_FALSE(matter.error().hint.empty()) << size;
    }
  }
}

// What the public filing holds, in its order.
TEST(Isap, CarriesEveryElementOfTheFiling) {
  const auto matter = isap();
  const auto text = plain(isap_report(matter).report);
  const std::vector<std::string> elements{
      // caption
      "UNITED STATES DISTRICT COURT",
      "NORTHERN DISTRICT OF CALIFORNIA",
      "SAN FRANCISCO DIVISION",
      "COMMUNITY JUSTICE EXCHANGE,",
      "JUST FUTURES LAW, and",
      "MIJENTE SUPPORT COMMITTEE",
      "Plaintiffs",
      "U.S. IMMIGRATION & CUSTOMS ENFORCEMENT and",
      "U.S. DEPARTMENT OF HOMELAND SECURITY",
      "Defendants",
      "Case No. 3:22-cv-02328-LB",
      "SECOND JOINT STATUS REPORT & [PROPOSED] ORDER",
      // opening
      "Order of September 30, 2022",
      "Notice Resetting Case Mgmt. Conf., ECF No. 22.",
      // background
      "Background",
      "Freedom of Information Act (“FOIA”), 5 U.S.C. § 552 et seq.",
      "nine categories of records",
      "U.S. Immigration and Customs Enforcement (“ICE”)",
      "BI, Incorporated’s SmartLINK App",
      "Intensive Supervision and Appearance Program (“ISAP”)",
      "U.S. Department of Homeland Security (“DHS”)",
      "“Defendants”",
      "April 14, 2022. ECF No. 1.",
      "May 23, 2022. ECF No. 10.",
      "negotiated about the scope of the records",
      // status
      "Status of Litigation",
      "ECF No. 21",
      "eight of the nine categories by October 14, 2022",
      "(“Category 6”{",
      "“[r]ecords regarding all enforcement operations that used data collected from the SmartLINK "
      "application, including but not limited to: a. The types of data used in these enforcement "
      "operations. b. Breakdown by ICE field office of enforcement operations that relied on any "
      "data from SmartLINK. c. The sharing of data with other DHS components and offices or "
      "government agencies as listed above for the explicit purpose of enforcement operations. d. "
      "Any policy, procedure, release, and/or form relating to obtaining this data for the "
      "purposes of enforcement operations.”}",
      "October 21, 2022",
      "most of the records outside Category 6 on October 14, 2022",
      "proprietary material",
      "BI, Inc. has since returned these records",
      "December 9, 2022",
      "the field offices of Enforcement and Removal Operations, and the Statistical Tracking Unit",
      "ICE will determine by December 9, 2022",
      "confer about a timeline",
      // next steps
      "Next Steps",
      "vacate the Case Management Conference of December 8, 2022",
      "about one month after ICE’s deadline of December 9, 2022",
      "which issues, if any, remain to be litigated",
      // signatures
      "Dated: November 18, 2022",
      "Respectfully submitted,",
      "s/ Megan Graham",
      "Megan Graham",
      "Erik Stallman",
      "Samuelson Law, Technology & Public Policy Clinic",
      "UC Berkeley School of Law",
      "353 Law Building, Clinical Program",
      "Berkeley, CA 94720-7200",
      "(510) 664-4381",
      "mgraham@clinical.law.berkeley.edu",
      "Attorneys for Plaintiffs",
      "Dated: November 18, 2022",
      "Respectfully submitted,",
      "STEPHANIE HINDS",
      "United States Attorney",
      "s/ Kelsey J. Helland",
      "KELSEY J. HELLAND",
      "Assistant United States Attorney",
      "Attorneys for Defendants",
      // attestation
      "ECF ATTESTATION",
      "Civil Local Rule 5-1(h)(3)",
      "Kelsey J. Helland",
      "attest that every other signatory named in it has concurred",
      // proposed order
      "[PROPOSED] CASE MANAGEMENT ORDER",
      "Case Management Conference set for December 8, 2022 is VACATED",
      "ORDERED to file a Joint Status Report no later than January 12, 2023",
      "IT IS SO ORDERED.",
      "Dated: ____",
      "LAUREL BEELER",
      "UNITED STATES MAGISTRATE JUDGE",
  };
  std::size_t at = 0;
  for (const auto& element : elements) {
    const auto found = text.find(element, at);
    ASSERT_NE(found, std::string::npos) << "missing, or out of order: " << element << "\n" << text;
    at = found;
  }
}

TEST(Isap, ReadsAsApproved) {
  const auto matter = isap();
  const auto report = isap_report(matter);
  const auto text = plain(report.report) + "\n#### the order by itself\n" + plain(report.order);
  const auto golden = kTests / "golden/isap_status_report.txt";
  if (std::getenv("VAUGHN_APPROVE") != nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    ASSERT_TRUE(base::write_file(golden, base::Bytes(text.begin(), text.end())));
  }
  EXPECT_EQ(text, read_text(golden));
  EXPECT_TRUE(report.notes.empty()) << base::join(report.notes, "\n");
  EXPECT_TRUE(report.figures.empty());
}

// The words of both in one form: no numbers of lines, no marks of emphasis, straight quotes.
std::string words_of(const std::string& text) {
  auto out = base::replace_all(text, "’", "'");
  out = base::replace_all(base::replace_all(out, "“", "\""), "”", "\"");
  out = base::replace_all(out, "*", "");
  out = std::regex_replace(out, std::regex("(^|\n)[0-9]{1,2} "), "$1");
  return std::string(base::collapse_white_space(out));
}

std::set<std::string> all_of(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    out.insert(at->str());
  }
  return out;
}

// Beside the filing itself: every date, citation, number, address and name of a side stands in
// both, and none in ours that is not in the original.
TEST(Isap, SaysWhatTheOriginalSaysAndNothingElse) {
  const auto seed = std::filesystem::path(VAUGHN_CORPUS).parent_path() / "seed";
  std::string original;
  if (std::filesystem::is_directory(seed)) {
    for (const auto& file : std::filesystem::directory_iterator(seed)) {
      const auto text = read_text(file.path());
      original = text.find("3:22-cv-02328-LB") == std::string::npos ? original : text;
    }
  }
  if (original.empty()) {
    GTEST_SKIP() << "../shared/seed holds no text of the filing";
  }
  const auto theirs = words_of(original);
  const auto ours = words_of(plain(isap_report(isap()).report));
  for (
      const auto* pattern : {
          R"((January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{1,2}, [0-9]{4})",
          R"(ECF No\. [0-9]+)",
          R"([0-9]+ U\.S\.C\. § [0-9]+)",
          R"(Civil Local Rule [0-9]+-[0-9]+(\([a-z0-9]+\))*)",
          R"([0-9]:[0-9]{2}-cv-[0-9]{5}-[A-Z]+)",
          R"([A-Za-z0-9.]+@[a-z.]+[a-z])",
          R"(\([0-9]{3}\) [0-9]{3}-[0-9]{4})",
          R"([A-Z]{2} [0-9]{5}-[0-9]{4})",
          R"(\("[A-Za-z0-9 ]+"\))",
          R"(s/ [A-Z][A-Za-z. ]+? (Megan|KELSEY))",
      }) {
    const auto wanted = all_of(theirs, pattern);
    EXPECT_FALSE(wanted.empty()) << pattern;
    EXPECT_EQ(all_of(ours, pattern), wanted) << pattern;
  }
  // Each part of the original, by words that only it has, and the same part of ours.
  const std::vector<std::pair<std::string, std::string>> parts{
      {"UNITED STATES DISTRICT COURT NORTHERN DISTRICT OF CALIFORNIA SAN FRANCISCO DIVISION",
       "UNITED STATES DISTRICT COURT NORTHERN DISTRICT OF CALIFORNIA SAN FRANCISCO DIVISION"},
      {"SECOND JOINT STATUS REPORT & [PROPOSED] ORDER",
       "SECOND JOINT STATUS REPORT & [PROPOSED] ORDER"},
      {"this Court's Order dated September 30, 2022", "the Court's Order of September 30, 2022"},
      {"Notice Resetting Case Mgmt. Conf., ECF No. 22.",
       "Notice Resetting Case Mgmt. Conf., ECF No. 22."},
      {"Background", "Background"},
      {"on April 14, 2022. ECF No. 1.", "on April 14, 2022. ECF No. 1."},
      {"on May 23, 2022. ECF No. 10.", "on May 23, 2022. ECF No. 10."},
      {"negotiations regarding the scope of records", "negotiated about the scope of the records"},
      {"Status of Litigation", "Status of Litigation"},
      {"eight of the nine categories", "eight of the nine categories"},
      {"by October 14, 2022", "by October 14, 2022"},
      {"On October 14, 2022, Defendants completed most", "most of the records outside Category 6"},
      {"will process them for release by December 9, 2022",
       "will process them for release by December 9, 2022"},
      {"Statistical Tracking Unit", "Statistical Tracking Unit"},
      {"ICE will determine by December 9, 2022", "ICE will determine by December 9, 2022"},
      {"confer regarding a production timeline", "confer about a timeline"},
      {"vacate the December 8, 2022 Case Management Conference",
       "vacate the Case Management Conference of December 8, 2022"},
      {"approximately one month after ICE's December 9, 2022 deadline",
       "about one month after ICE's deadline of December 9, 2022"},
      {"Dated: November 18, 2022", "Dated: November 18, 2022"},
      {"Attorneys for Plaintiffs", "Attorneys for Plaintiffs"},
      {"Attorneys for Defendants", "Attorneys for Defendants"},
      {"ECF ATTESTATION", "ECF ATTESTATION"},
      {"I, Kelsey J. Helland, attest", "I, Kelsey J. Helland, the filer of this document, attest"},
      {"[PROPOSED] CASE MANAGEMENT ORDER", "[PROPOSED] CASE MANAGEMENT ORDER"},
      {"is VACATED", "is VACATED"},
      {"on or before January 12, 2023", "no later than January 12, 2023"},
      {"LAUREL BEELER UNITED STATES MAGISTRATE JUDGE",
       "LAUREL BEELER UNITED STATES MAGISTRATE JUDGE"},
  };
  std::size_t at_theirs = 0;
  std::size_t at_ours = 0;
  for (const auto& [in_theirs, in_ours] : parts) {
    const auto found_theirs = theirs.find(in_theirs, at_theirs);
    const auto found_ours = ours.find(in_ours, at_ours);
    ASSERT_NE(found_theirs, std::string::npos) << "the original: " << in_theirs;
    ASSERT_NE(found_ours, std::string::npos) << "ours: " << in_ours;
    at_theirs = found_theirs;
    at_ours = found_ours;
  }
  const auto category = all_of(theirs, R"("\[r\]ecords regarding all enforcement[^"]+")");
  EXPECT_EQ(category.size(), 1U);
  EXPECT_EQ(all_of(ours, R"("\[r\]ecords regarding all enforcement[^"]+")"), category);
}

TEST(Isap, BecomesTheSameFileTwice) {
  const auto matter = isap();
  const auto one = paper::to_docx(isap_report(matter).report);
  const auto two = paper::to_docx(isap_report(matter).report);
  ASSERT_TRUE(one);
  ASSERT_TRUE(two);
  EXPECT_EQ(*one, *two);
}

// LAW: N.D. Cal. Civil L.R. 5-1: "s/ Name" stands for the signature of one who agreed to it.
// LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
TEST(Isap, IsNotSignedForThoseWhoHaveNotAgreed) {
  auto matter = isap();
  matter.filings.front().signatures.erase(matter.filings.front().signatures.begin());
  const auto report = isap_report(matter);
  const auto text = plain(report.report);
  EXPECT_THAT(text, testing::Not(HasSubstr("s/ Megan Graham")));
  EXPECT_THAT(text, HasSubstr("s/ Kelsey J. Helland"));
  const auto attestation = text.substr(text.find("ECF ATTESTATION"));
  EXPECT_THAT(attestation, testing::Not(HasSubstr("s/ ")));
  EXPECT_THAT(report.notes,
              testing::ElementsAre(HasSubstr("Megan Graham has not agreed"),
                                   HasSubstr("the attestation is left unsigned")));

  const auto agreed =
      status_report(matter,
                    matter.filings.front(),
                    {},
                    {},
                    {.as_of = *base::parse_date("2022-11-18"), .concurred = {"Megan Graham"}});
  ASSERT_TRUE(agreed);
  EXPECT_TRUE(agreed->notes.empty());
  EXPECT_THAT(plain(agreed->report), HasSubstr("s/ Megan Graham"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(1): name, address, telephone, e-mail, bar number and party.
// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): court, action, number with initials and title on page one.
// LAW: N.D. Cal. Civil L.R. 3-4(c)(3): a footer with the title and the case number on every page.
TEST(Isap, HasTheFirstPageAndFooterOfTheLocalRules) {
  auto matter = isap();
  matter.counsel.at(0).attorneys.at(0).bar_id = "CABN 000000";
  const auto report = isap_report(matter).report;
  ASSERT_EQ(report.page.kind, paper::PaperKind::pleading);
  const auto& caption = std::get<paper::Caption>(report.blocks.at(0));
  EXPECT_EQ(caption.counsel.front(), "STEPHANIE HINDS");
  EXPECT_THAT(caption.counsel, testing::Contains("Megan Graham (CABN 000000)"));
  EXPECT_THAT(caption.counsel, testing::Contains("Telephone: (510) 664-4381"));
  EXPECT_EQ(caption.counsel.back(), "Attorneys for Plaintiffs");
  EXPECT_EQ(caption.case_number, "Case No. 3:22-cv-02328-LB");
  EXPECT_EQ(report.footer.case_number, "Case No. 3:22-cv-02328-LB");
  EXPECT_EQ(report.footer.title, "SECOND JOINT STATUS REPORT & [PROPOSED] ORDER");
  EXPECT_EQ(report.footer.page_numbers, paper::PageNumbers::page);
}

TEST(Isap, RefersToTheSignaturePageForCounselThatDoNotFit) {
  auto matter = isap();
  matter.counsel.at(0).address.resize(12, "One more line of the address");
  const auto report = isap_report(matter).report;
  const auto& caption = std::get<paper::Caption>(report.blocks.at(0));
  EXPECT_EQ(caption.counsel.back(), "[Additional counsel on signature page]");
  EXPECT_EQ(caption.counsel.size(), 6U);
}

}  // namespace
}  // namespace vaughn::report
