// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/detector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/files.h"

namespace vaughn::suggest {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

// Numbers here are invented or reserved for examples: 123-45-6789, 078-05-1120 (never in use
// again), 555-01xx, card numbers of the networks' test pages.
Detector detector(const std::vector<Person>& people = {}) {
  const auto settings = built_in_kinds();
  EXPECT_TRUE(settings);
  auto out = Detector::make(*settings, people);
  EXPECT_TRUE(out);
  return std::move(*out);
}

// "kind evidence: text"
std::vector<std::string> found(const Detector& with, const std::string& text) {
  const auto findings = with.find(text);
  EXPECT_TRUE(findings);
  std::vector<std::string> out;
  for (const auto& finding : *findings) {
    out.push_back(std::string(to_string(finding.evidence)) + ": " +
                  text.substr(finding.offset, finding.size));
  }
  return out;
}

struct Case {
  const char* text;
  std::vector<std::string> expected;
};

void expect_all(const std::vector<Case>& cases, const std::vector<Person>& people = {}) {
  const auto with = detector(people);
  for (const Case& test : cases) {
    EXPECT_THAT(found(with, test.text), ElementsAreArray(test.expected)) << test.text;
  }
}

TEST(Detector, FindsSocialSecurityNumbers) {
  expect_all({
      {"his SSN is 123-45-6789.", {"ssn_named: 123-45-6789"}},
      {"Smith 123-45-6789 Boston", {"ssn_form: 123-45-6789"}},
      {"123 45 6789 and 219-09-9999", {"ssn_form_spaced: 123 45 6789", "ssn_form: 219-09-9999"}},
      {"Social Security No. 123456789", {"ssn_named: 123456789"}},
      {"SSN 123\xE2\x80\x93"
       "45\xE2\x80\x93"
       "6789",
       {"ssn_named: 123\xE2\x80\x93"
        "45\xE2\x80\x93"
        "6789"}},
      {"ssn\n123-45-6789", {"ssn_named: 123-45-6789"}},
      {"last four: ***-**-6789", {"ssn_masked: ***-**-6789"}},
      {"SSN: 12E-45-6789", {}},
      {"SSN: l23-45-67O9", {"ssn_misread: l23-45-67O9"}},
      {"part l23-45-67O9", {}},
      {"SSN 912-45-6789", {"ssn_not_issued_named: 912-45-6789"}},
      {"ITIN holder 912-78-6789", {"ssn_not_issued_named: 912-78-6789"}},
      {"row 912-78-6789", {"ssn_taxpayer: 912-78-6789"}},
      {"row 912-45-6789", {"ssn_not_issued: 912-45-6789"}},
      {"000-12-3456 x 666-12-3456", {"ssn_not_issued: 000-12-3456", "ssn_not_issued: 666-12-3456"}},
      {"123-00-4567 x 123-45-0000", {"ssn_not_issued: 123-00-4567", "ssn_not_issued: 123-45-0000"}},
      {"invoice 123456789", {}},
      {"part 1123-45-6789 and 123-45-67890", {}},
      {"123-45-6789-1 and 9-123-45-6789", {}},
      {"111-11-1111", {}},
      {"123-45 6789", {}},
  });
}

TEST(Detector, FindsAlienNumbers) {
  expect_all({
      {"alien A012 345 678 was", {"a_number_named: A012 345 678"}},
      {"see A-12-345-678, A012345678",
       {"a_number_form: A-12-345-678", "a_number_form: A012345678"}},
      {"A000-123-456", {"a_number_form: A000-123-456"}},
      {"order A12345678 shipped", {"a_number_short_form: A12345678"}},
      {"A-number 012-345-678", {"a_number_named: 012-345-678"}},
      {"USCIS# 012345678", {"a_number_named: 012345678"}},
      {"A-file: A 1234567", {"a_number_old: A 1234567"}},
      {"A-file AO12 345 678", {"a_number_misread: AO12 345 678"}},
      {"Roe, AQ00-418-630", {"a_number_misread: AQ00-418-630"}},
      {"part AO1234567", {}},
      {"order 012-345-678", {}},
      {"A000 000 000", {}},
      {"A1234567", {}},
      {"a 123 456 789 mile run", {}},
      {"A0123456789", {}},
      {"All in all, A 10 person team", {}},
      {"BA012345678", {}},
  });
}

TEST(Detector, FindsTelephoneNumbers) {
  expect_all({
      {"desk (415) 555-2671 or 415-555-2671 or +1 415.555.2671",
       {"phone_form: (415) 555-2671", "phone_form: 415-555-2671", "phone_form: +1 415.555.2671"}},
      {"(415)555-2671 x123", {"phone_form: (415)555-2671 x123"}},
      {"cell: 4155552671", {"phone_named: 4155552671"}},
      {"cell 1-415-555-2671", {"phone_named: 1-415-555-2671"}},
      {"row 415 555 2671 end", {"phone_form_spaced: 415 555 2671"}},
      {"tel. 555-2671", {"phone_local_named: 555-2671"}},
      {"fax 4l5-555-2671", {"phone_misread: 4l5-555-2671"}},
      {"+44 20 7946 0958", {"phone_abroad: +44 20 7946 0958"}},
      {"(800) 555-0199", {"phone_toll_free: (800) 555-0199"}},
      {"115-555-2671 then 415-155-2671 then 411-555-2671", {}},
      {"12345-415-555-2671", {}},
      {"page 555-2671", {}},
      {"order 4155552671", {}},
      {"zip 62704-1234", {}},
      {"2019-2020 and 100-2000", {}},
  });
}

TEST(Detector, FindsMailAddresses) {
  expect_all({
      {"<jane.roe@mail.example>, x@y", {"email_form: jane.roe@mail.example"}},
      {"Jane.O'Neil+home@mail.example.", {"email_form: Jane.O'Neil+home@mail.example"}},
      {"jane.roe@ice.dhs.gov", {"email_government: jane.roe@ice.dhs.gov"}},
      {"foia@agency.example", {"email_role: foia@agency.example"}},
      {"a..b@c.com", {}},
      {"@handle and a@b.c1", {}},
      {"a @ b.com", {}},
  });
}

TEST(Detector, FindsDatesOfBirth) {
  expect_all({
      {"DOB: 03/04/1975", {"birth_date_named: 03/04/1975"}},
      {"born on March 4, 1975 in", {"birth_date_named: March 4, 1975"}},
      {"Date of Birth 4 March 1975", {"birth_date_named: 4 March 1975"}},
      {"D.O.B. 1975-03-04", {"birth_date_named: 1975-03-04"}},
      {"dob 04-Mar-75", {"birth_date_named: 04-Mar-75"}},
      {"was born in Lyon, France, on 03/04/1975", {"birth_date_near: 03/04/1975"}},
      {"DOB: O3/04/1975", {"birth_date_near: O3/04/1975"}},
      {"born in 1975", {"birth_year: 1975"}},
      {"met on 03/04/2019", {}},
      {"DOB: 13/32/1975", {}},
      {"stubborn 03/04/1975", {}},
      {"DOB: see file", {}},
  });
}

TEST(Detector, FindsAddresses) {
  expect_all({
      {"lives at 24 Alder Court, Apt 12", {"address_unit: 24 Alder Court, Apt 12"}},
      {"1600 Old Quarry Rd., Springfield, IL 62704-1234",
       {"address_postal_code: 1600 Old Quarry Rd., Springfield, IL 62704-1234"}},
      {"at 12 N. 5th St NW today", {"address_street: 12 N. 5th St NW"}},
      {"home: 7 Avenue of the Arts Plaza", {"address_named: 7 Avenue of the Arts Plaza"}},
      {"write to P.O. Box 123", {"address_box: P.O. Box 123"}},
      {"24 Alder\nCourt, Apt 12", {"address_unit: 24 Alder\nCourt, Apt 12"}},
      {"the 9th Circuit Court", {}},
      {"in 2019 District Court", {}},
      {"3 cases in court", {}},
      {"100 Street", {}},
      {"a street with 4 houses", {}},
      {"it was $40 Main Street", {}},
  });
}

TEST(Detector, FindsCardsAndAccounts) {
  expect_all({
      {"4111 1111 1111 1111", {"card_form: 4111 1111 1111 1111"}},
      {"4012888888881881", {"card_digits: 4012888888881881"}},
      {"visa 4012888888881881", {"card_named: 4012888888881881"}},
      {"3782 822463 10005", {"card_form: 3782 822463 10005"}},
      {"card 4111 1111 1111 1112", {"card_wrong_digit: 4111 1111 1111 1112"}},
      {"4111 1111 1111 1112", {}},
      {"1234567812345670", {}},
      {"routing number 011000015", {"routing_named: 011000015"}},
      {"routing number 011000016", {}},
      {"part 011000015", {}},
      {"account number: 12345678", {"account_named: 12345678"}},
      {"Acct. no. 00-1234-5678", {"account_named: 00-1234-5678"}},
      {"account 1234567", {"account_near: 1234567"}},
      {"account for 2019", {}},
      {"IBAN GB82 WEST 1234 5698 7654 32.", {"account_iban: GB82 WEST 1234 5698 7654 32"}},
      {"GB82 WEST 1234 5698 7654 33", {}},
  });
}

TEST(Detector, FindsBadgesAndCoordinates) {
  expect_all({
      {"badge no. 4471", {"badge_named: 4471"}},
      {"Badge #B-2213", {"badge_named: B-2213"}},
      {"shield 4471 said", {"badge_near: 4471"}},
      {"badge of 3 officers", {}},
      {"badge was 12", {}},
      {"38.89767, -77.03655", {"coordinates_pair: 38.89767, -77.03655"}},
      {"38.898\xC2\xB0 N, 77.037\xC2\xB0 W",
       {"coordinates_named: 38.898\xC2\xB0 N, 77.037\xC2\xB0 W"}},
      {"lat 38.8977 long -77.0365", {"coordinates_named: 38.8977 long -77.0365"}},
      {"38.898, -77.037", {"coordinates_coarse: 38.898, -77.037"}},
      {"40\xC2\xB0"
       "26'46\"N 79\xC2\xB0"
       "58'56\"W",
       {"coordinates_degrees: 40\xC2\xB0"
        "26'46\"N 79\xC2\xB0"
        "58'56\"W"}},
      {"0.1234, 0.5678", {}},
      {"98.8976, 12.0365", {}},
      {"72\xC2\xB0 F outside", {}},
      {"38.8976 77.0365", {}},
  });
}

TEST(Detector, FindsNamesOfTheStaffList) {
  const auto people = parse_staff_list(
      "# staff\nHana Whitlock\nOsei-Blake, Garrett T.\nRen\xC3\xA9"
      "e Thibodeaux; analyst\n"
      "Maria de la Cruz\nVasquelle\n");
  expect_all(
      {
          {"Hana Whitlock wrote", {"name_full: Hana Whitlock"}},
          {"Hana Q. Whitlock wrote", {"name_full: Hana Q. Whitlock"}},
          {"Whitlock, Hana", {"name_full: Whitlock, Hana"}},
          {"WHITLOCK, H.", {"name_initial: WHITLOCK, H"}},
          {"from H. Whitlock's desk", {"name_initial: H. Whitlock"}},
          {"Officer Whitlock said", {"name_title: Whitlock"}},
          {"hana whitlock", {"name_small_letters: hana whitlock"}},
          {"Whitlock left", {"name_last_only: Whitlock"}},
          {"Robert Whitlock left", {"name_other_first: Whitlock"}},
          {"Hana Whitlock and then Whitlock left",
           {"name_full: Hana Whitlock", "name_again: Whitlock"}},
          {"Hana Whit-\nlock", {"name_full: Hana Whit-\nlock"}},
          {"Hana\nWhitlock", {"name_full: Hana\nWhitlock"}},
          {"> with Hana\n> > Whitlock", {"name_full: Hana\n> > Whitlock"}},
          {"Whitlock, Hana A000-606-361",
           {"name_full: Whitlock, Hana", "a_number_form: A000-606-361"}},
          {"Garrett Osei-Blake", {"name_full: Garrett Osei-Blake"}},
          {"Garrett Osei Blake", {"name_full: Garrett Osei Blake"}},
          {"G. T. Osei-Blake", {"name_initial: G. T. Osei-Blake"}},
          {"Renee Thibodeaux", {"name_full: Renee Thibodeaux"}},
          {"REN\xC3\x89"
           "E THIBODEAUX",
           {"name_full: REN\xC3\x89"
            "E THIBODEAUX"}},
          {"Maria de la Cruz", {"name_full: Maria de la Cruz"}},
          {"Vasquelle agreed", {"name_listed_alone: Vasquelle"}},
          {"vasquelle agreed", {}},
          {"Whitlocks and Whitlockia", {}},
          {"a whitlock", {}},
          {"hana.whitlock@rss.example", {"email_form: hana.whitlock@rss.example"}},
      },
      people);
}

TEST(Detector, LooksForTheKindsOfItsSettingsOnly) {
  auto settings = *built_in_kinds();
  std::erase_if(settings, [](const auto& row) { return row.kind != Kind::phone; });
  const auto with = Detector::make(settings, parse_staff_list("Hana Whitlock"));
  ASSERT_TRUE(with);
  EXPECT_THAT(found(*with, "Hana Whitlock 123-45-6789 (415) 555-2671"),
              ElementsAre("phone_form: (415) 555-2671"));
  const auto none = Detector::make({});
  ASSERT_TRUE(none);
  EXPECT_THAT(found(*none, "(415) 555-2671"), IsEmpty());
}

TEST(Detector, TakesAnyBytes) {
  const auto with = detector(parse_staff_list("Hana Whitlock"));
  EXPECT_THAT(found(with, ""), IsEmpty());
  EXPECT_THAT(found(with, std::string("\xFF\xC3\0(415) 555-2671\xE2\x80", 20)),
              ElementsAre("phone_form: (415) 555-2671"));
}

TEST(Names, AreReadAsPeopleWriteThem) {
  const auto person = [](const char* text) { return parse_person(text, Kind::staff_name); };
  EXPECT_EQ(person("Dr. Hana M. Whitlock, Jr.")->last, "whitlock");
  EXPECT_THAT(person("Hana M. Whitlock")->first, ElementsAre("hana", "m"));
  EXPECT_EQ(person("Whitlock, Hana (RSS)")->last, "whitlock");
  EXPECT_EQ(person("Ludwig van der Berg")->last, "van der berg");
  EXPECT_FALSE(person("room 12"));
  EXPECT_FALSE(person("a@b.example"));
  EXPECT_FALSE(person("X"));
}

TEST(Names, OfMailboxesThatAreNoPersonsAreLeftOut) {
  const auto people = people_of_mail(
      {"Hana Whitlock", "FOIA Help Desk", "Hana Whitlock", "whitlock", "All Staff", "RSS News"});
  ASSERT_EQ(people.size(), 1U);
  EXPECT_EQ(people[0].last, "whitlock");
}

TEST(Kinds, AreCompleteAndSayWhatAMarkNeeds) {
  const auto settings = built_in_kinds();
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->size(), static_cast<std::size_t>(kKindCount));
  for (const auto& row : *settings) {
    EXPECT_FALSE(row.title.empty() || row.reason.empty() || row.claims.empty());
    EXPECT_FALSE(row.harm.empty()) << to_string(row.kind);
  }
}

TEST(Kinds, WithMistakesAreRefusedByLine) {
  const auto message = [](const std::string& toml) {
    const auto parsed = parse_kinds("format = 1\n[[kind]]\n" + toml, "k.toml");
    return parsed ? std::string() : parsed.error().message;
  };
  const std::string whole = "title = \"x\"\nexemption = \"b6\"\nreason = \"x\"\n";
  EXPECT_EQ(message("name = \"ssn\"\n" + whole), "");
  EXPECT_THAT(message("name = \"shoe\"\n" + whole), testing::HasSubstr("k.toml:3: 'shoe'"));
  EXPECT_THAT(message("name = \"ssn\"\n" + whole + "x = 1\n"), testing::HasSubstr("k.toml:7"));
  EXPECT_THAT(message("name = \"ssn\"\n"), testing::HasSubstr("no 'title'"));
  EXPECT_THAT(message("name = \"ssn\"\n" + whole + "[[kind]]\nname = \"ssn\"\n" + whole),
              testing::HasSubstr("stands twice"));
  EXPECT_FALSE(parse_kinds("format = 2\n", "k.toml"));
  EXPECT_FALSE(parse_kinds("[[", "k.toml"));
}

TEST(Evidence, IsExplainedInTheDocs) {
  const auto docs = base::read_file(std::string(VAUGHN_FIXTURES) + "/../../docs/suggest.md");
  ASSERT_TRUE(docs);
  for (int i = 0; i <= static_cast<int>(Evidence::name_other_first); ++i) {
    const auto evidence = static_cast<Evidence>(i);
    EXPECT_THAT(*docs,
                testing::HasSubstr("| `" + std::string(to_string(evidence)) + "` | " +
                                   std::to_string(score(evidence)) + " | " +
                                   std::string(to_string(grade_of(score(evidence)))) + " | " +
                                   std::string(sentence(evidence)) + " |"));
  }
}

TEST(Grades, FollowFromScores) {
  EXPECT_EQ(grade_of(90), Grade::certain);
  EXPECT_EQ(grade_of(89), Grade::likely);
  EXPECT_EQ(grade_of(69), Grade::possible);
  EXPECT_FALSE(parse_grade("sure"));
}

}  // namespace
}  // namespace vaughn::suggest
