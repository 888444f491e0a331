// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "foia/markup.h"
#include "foia/matter.h"

namespace vaughn::foia {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kSmall = R"([matter]
name = "News Project v. Agency"
case_number = "3:24-cv-00001"
time_zone = "America/Los_Angeles"

[court]
profile = "cand"
name = "United States District Court"
district = "Northern District of California"

[judge]
name = "Jane Roe"
title = "United States Magistrate Judge"
initials = "JR"

[[party]]
name = "News Project"
side = "plaintiffs"

[[party]]
name = "Agency"
side = "defendants"

[request]
number = "2024-FOIA-1"
agency = "Agency"
requester = "News Project"

[[category]]
key = "1"
text = """
  All records
  about it."""

[[category]]
key = 2
text = "More."

[bates]
prefix = "A-"

[[docket]]
ecf = 1
date = 2024-01-05
kind = "complaint"
title = "Complaint"

[[docket]]
ecf = 4
date = 2024-02-05
kind = "order"
title = "Order"

[[court_date]]
key = "cmc"
name = "Case Management Conference"
date = 2024-06-06

[[promise]]
key = "first"
text = "produce"
categories = [1, "2"]
kind = "produce"
due = 2024-05-01
made_in_ecf = 4
)";

// kSmall with one stretch of it replaced.
std::string with(std::string_view from, std::string_view to) {
  const std::string text(kSmall);
  EXPECT_NE(text.find(from), std::string::npos) << from;
  return base::replace_all(text, from, to);
}

std::string problem_of(const std::string& toml) {
  const auto matter = parse_matter(toml, "m.toml");
  return matter ? "none" : matter.error().message + " | " + matter.error().hint;
}

TEST(ParseMatter, ReadsAFile) {
  const auto matter = parse_matter(kSmall, "m.toml");
  ASSERT_TRUE(matter) << matter.error().message << " | " << matter.error().hint;
  EXPECT_EQ(matter->name, "News Project v. Agency");
  EXPECT_EQ(matter->parties.at(1).side, Side::defendants);
  EXPECT_EQ(matter->categories.at(0).text, "All records about it.");
  ASSERT_NE(matter->category("2"), nullptr);
  EXPECT_EQ(matter->request.component, "Agency");
  EXPECT_EQ(matter->bates, (BatesFormat{.prefix = "A-", .width = 6, .start = 1}));
  EXPECT_EQ(base::to_string(matter->docket.at(1).date), "2024-02-05");
  EXPECT_THAT(matter->promise("first")->categories, ElementsAre("1", "2"));
  EXPECT_EQ(*parse_matter(kSmall, "m.toml"), *matter);
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): the initials of the judge follow the case number.
TEST(ParseMatter, PutsTheInitialsAfterTheNumber) {
  EXPECT_EQ(parse_matter(kSmall, "m.toml")->case_number_with_initials(), "3:24-cv-00001-JR");
  EXPECT_EQ(problem_of(with("initials = \"JR\"\n", "")),
            "m.toml:11: initials is missing in [judge] | add initials = \"...\" to it");
  EXPECT_THAT(problem_of(with("cv-00001", "cv-00001-JR")),
              HasSubstr("m.toml:3: case_number '3:24-cv-00001-JR' ends with the judge's initials"));
}

struct Case {
  const char* from;
  const char* to;
  const char* problem;
};

TEST(ParseMatter, NamesFileLineAndRemedy) {
  const Case cases[] = {
      // grammar
      {"prefix = \"A-\"",
       "prefix = \"A-",
       "m.toml:40: the text in quotes does not end on its line | close it with \""},
      {"initials = \"JR\"",
       "initials = \"JR\"\ninitials = \"XX\"",
       "m.toml:15: cannot redefine existing string 'initials' | each key may stand once"},
      {"date = 2024-06-06",
       "date = 2024-02-30",
       "m.toml:57: there is no date 2024-02-30 | check month and day"},
      {"date = 2024-06-06",
       "date = \"2024-02-30\"",
       "m.toml:57: there is no date 2024-02-30 | check month and day"},
      {"date = 2024-06-06",
       "date = \"June 6\"",
       "m.toml:57: 'June 6' is not a date | write dates as YYYY-MM-DD"},
      {"date = 2024-06-06", "date = 2024-06-06T10:00:00", "m.toml:57: date must be a date"},
      // unknown and missing
      {"time_zone",
       "timezone",
       "m.toml:1: time_zone is missing in [matter] | add time_zone = \"...\" to it (and 1 "
       "problem more"},
      {"prefix = \"A-\"",
       "prefix = \"A-\"\nwidht = 7",
       "m.toml:41: unknown key 'widht' in [bates] | did you mean 'width'?"},
      {"[[court_date]]",
       "[[court_dates]]",
       "m.toml:54: unknown part 'court_dates' | did you mean 'court_date'?"},
      {"prefix = \"A-\"", "prefix = \"A-\"\nzzzzzz = 7", "known are: prefix, width, start"},
      {"[bates]\nprefix = \"A-\"", "", "m.toml:1: [bates] is missing | add a [bates] part"},
      {"name = \"Jane Roe\"\n", "", "m.toml:11: name is missing in [judge]"},
      {"name = \"Jane Roe\"", "name = \" \"", "m.toml:12: name is empty"},
      {"case_number = \"3:24-cv-00001\"\n", "", "m.toml:1: case_number is missing in [matter]"},
      {"side = \"plaintiffs\"",
       "side = \"defendants\"",
       "m.toml:16: no party is on the side of the plaintiffs"},
      // kinds of value
      {"name = \"Jane Roe\"", "name = 7", "m.toml:12: name must be text"},
      {"prefix = \"A-\"",
       "prefix = \"A-\"\nwidth = \"6\"",
       "m.toml:41: width must be a whole number from 4 to 12"},
      {"prefix = \"A-\"", "prefix = \"A-\"\nwidth = 2", "m.toml:41: width must be a whole number"},
      {"side = \"plaintiffs\"",
       "side = \"plaintiff\"",
       "m.toml:18: side cannot be 'plaintiff' | did you mean 'plaintiffs'?"},
      {"kind = \"produce\"", "kind = \"prodcue\"", "did you mean 'produce'?"},
      {"[bates]", "[[bates]]", "bates must be one part | write [bates] in single brackets"},
      {"[[court_date]]", "[court_date]", "court_date must be a list of parts"},
      {"categories = [1, \"2\"]", "categories = \"1\"", "categories must be a list"},
      {"key = \"cmc\"", "key = \"the conference\"", "m.toml:55: key must be a short word"},
      // rules
      {"America/Los_Angeles",
       "America/Los_Angelos",
       "m.toml:4: 'America/Los_Angelos' is not a time zone | use an IANA name"},
      {"key = 2",
       "key = \"1\"",
       "m.toml:36: two categories have the key '1' | the other is on line 30"},
      {"categories = [1, \"2\"]",
       "categories = [1, \"9\"]",
       "m.toml:62: promise 'first' names category '9', which is not defined | defined are: 1, 2"},
      {"made_in_ecf = 4",
       "made_in_ecf = 5",
       "m.toml:65: ECF No. 5 is not on the docket | add [[docket]] with ecf = 5"},
      {"ecf = 4", "ecf = 1", "m.toml:49: two docket entries have ECF No. 1"},
      {"ecf = 1", "ecf = 9", "m.toml:49: ECF No. 4 stands after No. 9"},
      {"date = 2024-02-05",
       "date = 2023-02-05",
       "m.toml:50: ECF No. 4 is dated 2023-02-05, before No. 1 of 2024-01-05"},
      {"prefix = \"A-\"",
       "prefix = \"A/\"",
       "m.toml:40: prefix 'A/' cannot be part of a file name"},
      {"prefix = \"A-\"",
       "prefix = \"A1\"",
       "m.toml:40: prefix 'A1' ends with a digit | end it with a hyphen, \"A1-\""},
      {"prefix = \"A-\"",
       "prefix = \"A-\"\nstart = 10000000",
       "m.toml:41: start 10000000 needs more than 6 digits"},
      {"[bates]",
       "[[redaction_width]]\nexemption = \"(b)(7)\"\npoints = 72\n[bates]",
       "m.toml:40: "},
      {"[bates]",
       "[[redaction_width]]\nexemption = \"(b)(6)\"\npoints = 4\n[bates]",
       "m.toml:41: points"},
      {"[bates]",
       "[[redaction_width]]\nexemption = \"b6\"\npoints = 72\n"
       "[[redaction_width]]\nexemption = \"(b)(6)\"\npoints = 90\n[bates]",
       "m.toml:43: there are two widths for (b)(6) | state one width for each exemption"},
      {"key = \"cmc\"", "key = \"first\"", "two dates have the key 'first'"},
      {"key = \"cmc\"", "key = \"order\"", "'order' already names another date"},
      {"requester = \"News Project\"",
       "requester = \"News Project\"\ndated = 2024-01-09\nreceived = 2024-01-08",
       "m.toml:29: the request was received before it was dated"},
      {"text = \"More.\"",
       "text = \"More.\"\nfrom = 2024-01-09\nto = 2024-01-08",
       "m.toml:39: the dates end before they begin"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(problem_of(with(c.from, c.to)), HasSubstr(c.problem)) << c.to;
  }
}

TEST(ParseMatter, TakesTheWidestBoxOfTheExemptionsClaimed) {
  const auto matter = parse_matter(with("[bates]",
                                        "[[redaction_width]]\nexemption = \"(b)(6)\"\npoints = 72\n"
                                        "[[redaction_width]]\nexemption = \"(b)(7)(D)\"\n"
                                        "points = 108\n[bates]"),
                                   "m.toml");
  ASSERT_TRUE(matter) << matter.error().message;
  EXPECT_EQ(matter->redaction_width(*parse_claims("(b)(6)")), 72);
  EXPECT_EQ(matter->redaction_width(*parse_claims("(b)(7)(D); (b)(6)")), 108);
  EXPECT_EQ(matter->redaction_width(*parse_claims("(b)(7)(C)")), 0);
}

TEST(ParseMatter, AsksForACategory) {
  const auto at = kSmall.find("[[category]]");
  auto text = std::string(kSmall.substr(0, at)) + "[bates]\nprefix = \"A-\"\n";
  EXPECT_EQ(problem_of(text),
            "m.toml:24: the request has no category | add [[category]] with key = \"1\" and text = "
            "\"...\"");
}

TEST(ParseMatter, CountsFurtherProblems) {
  auto text = with("name = \"Jane Roe\"", "name = 7");
  text = base::replace_all(text, "prefix = \"A-\"", "prefix = \"A1\"\nfoo = 1");
  EXPECT_THAT(problem_of(text), HasSubstr("m.toml:12: name must be text"));
  EXPECT_THAT(problem_of(text), HasSubstr("(and 2 problems more in this file)"));
}

TEST(ParseMatter, SurvivesAnything) {
  for (const auto* text : {"",
                           "\n",
                           "\xFF\xFE",
                           "[",
                           "= 1",
                           "[matter]",
                           "matter = 1",
                           "[[matter]]",
                           "a.b.c.d = {",
                           "[matter]\nname = [[[["}) {
    EXPECT_NE(problem_of(text), "none") << text;
    EXPECT_THAT(problem_of(text), HasSubstr("m.toml:")) << text;
  }
  EXPECT_NE(problem_of(std::string(100'000, '[')), "none");
}

constexpr std::string_view kFiling = R"(
[[counsel]]
side = "plaintiffs"
represents = "Attorneys for Plaintiffs"
[[counsel.attorney]]
name = "Ann Example"
signs = true
[[counsel]]
side = "defendants"
represents = "Attorneys for Defendants"
files = true
[[counsel.attorney]]
name = "Lee Example"
signs = true

[[filing]]
key = "jsr"
title = "Joint Status Report"
dated = 2024-05-20
opening = ["One. [[ecf:complaint]]."]
[[filing.section]]
heading = "Status"
paragraphs = ["By [[date:first]].[[note:n]]"]
include = ["productions"]
[[filing.footnote]]
key = "n"
text = "Note."
[[filing.signature]]
name = "Ann Example"
dated = 2024-05-20
)";

std::string filing_problem(std::string_view from, std::string_view to) {
  EXPECT_NE(kFiling.find(from), std::string_view::npos) << from;
  return problem_of(std::string(kSmall) + base::replace_all(std::string(kFiling), from, to));
}

TEST(ParseMatter, ReadsAFiling) {
  const auto matter = parse_matter(std::string(kSmall) + std::string(kFiling), "m.toml");
  ASSERT_TRUE(matter) << matter.error().message << matter.error().hint;
  const auto& filing = *matter->filing("jsr");
  EXPECT_EQ(filing.footer_title, "Joint Status Report");
  EXPECT_THAT(filing.sections.at(0).include, ElementsAre("productions"));
  EXPECT_EQ(filing.footnotes.at(0).text, "Note.");
  EXPECT_EQ(filing.signatures.at(0).name, "Ann Example");
  EXPECT_EQ(matter->counsel_of(Side::defendants)->attorneys.at(0).name, "Lee Example");
}

TEST(ParseMatter, ChecksTheMarkupOfAFiling) {
  const Case cases[] = {
      {"[[ecf:complaint]]", "[[ecf:answer]]", "there is no docket entry of kind 'answer'"},
      {"[[ecf:complaint]]", "[[ecf:2]]", "ECF No. 2 is not on the docket"},
      {"[[date:first]]", "[[date:frist]]", "there is no date 'frist' | did you mean 'first'?"},
      {"[[note:n]]", "[[note:m]]", "there is no footnote 'm'"},
      {"[[note:n]]", "", "footnote 'n' is not used"},
      {"[[date:first]]", "[[datum:first]]", "[[datum:first]] means nothing"},
      {"[[date:first]]", "[[date:first", "[[ without ]] after it"},
      {"[[date:first]]", "date:first]]", "]] without [[ before it"},
      {"[\"productions\"]", "[\"production\"]", "did you mean 'productions'?"},
      {"name = \"Ann Example\"\ndated",
       "name = \"Ann Exampel\"\ndated",
       "did you mean 'Ann Example'?"},
      {"files = true\n", "", "no counsel files and attests"},
      {"name = \"Lee Example\"\nsigns = true",
       "name = \"Lee Example\"",
       "no attorney signs for the defendants"},
      {"key = \"jsr\"",
       "key = \"jsr\"\norder = [\"SO ORDERED.\"]",
       "order and order_title belong together"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(filing_problem(c.from, c.to), HasSubstr(c.problem)) << c.to;
  }
}

TEST(MatterTemplate, IsValidAsItStands) {
  const auto matter = parse_matter(matter_template("A \"quoted\" \\ name\nwith a break"), "t");
  ASSERT_TRUE(matter) << matter.error().message << " | " << matter.error().hint;
  EXPECT_EQ(matter->name, "A \"quoted\" \\ name with a break");
  EXPECT_EQ(parse_matter(matter_template(""), "t")->name, "New matter");
}

// Every example in it, with its # removed.
TEST(MatterTemplate, IsValidWithEveryExampleInUse) {
  std::string text;
  const auto whole = matter_template("X v. Y");
  for (const auto line : base::split(whole, '\n')) {
    auto rest = line;
    if (rest.starts_with("# ")) {
      rest.remove_prefix(2);
    }
    const auto word_end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    const bool is_toml = rest.starts_with("[") ||
                         (word_end != rest.npos && rest.substr(word_end).starts_with(" = "));
    text += std::string(is_toml ? rest : line) + "\n";
  }
  const auto matter = parse_matter(text, "t");
  ASSERT_TRUE(matter) << matter.error().message << " | " << matter.error().hint << "\n" << text;
  EXPECT_EQ(matter->case_number_with_initials(), "3:22-cv-02328-JR");
  EXPECT_EQ(matter->counsel.size(), 2U);
  EXPECT_EQ(matter->filings.at(0).signatures.size(), 1U);
  EXPECT_EQ(matter->submitters.at(0).short_name, "Acme");
}

TEST(Markup, SplitsATextIntoPieces) {
  using Kind = MarkupPiece::Kind;
  const auto pieces =
      parse_markup("5 U.S.C. [[i:et seq.]], [[figure:pages.in_part]] pages[[note:a]]");
  ASSERT_TRUE(pieces);
  EXPECT_THAT(*pieces,
              ElementsAre(MarkupPiece{Kind::text, "5 U.S.C. "},
                          MarkupPiece{Kind::italic, "et seq."},
                          MarkupPiece{Kind::text, ", "},
                          MarkupPiece{Kind::figure, "pages.in_part"},
                          MarkupPiece{Kind::text, " pages"},
                          MarkupPiece{Kind::note, "a"}));
  EXPECT_TRUE(parse_markup("“[r]ecords” [1]"));
  for (const auto* bad : {"[[", "]]", "[[]]", "[[ecf:]]", "[[ecf]]", "[[a:[[b:c]]]]", "[[x:y]]"}) {
    EXPECT_FALSE(parse_markup(bad)) << bad;
  }
}

TEST(Markup, AsksWhichOfSeveralEntriesIsMeant) {
  auto matter = *parse_matter(kSmall, "m.toml");
  matter.docket.push_back({7, matter.docket.back().date, "order", "Another order"});
  const auto entry = find_docket_entry(matter, "order");
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().message, "there are 2 docket entries of kind 'order'");
  EXPECT_EQ(entry.error().hint, "name the one meant by its number: 4, 7");
  EXPECT_EQ((*find_docket_entry(matter, "7"))->title, "Another order");
  EXPECT_FALSE(find_date(matter, {}, "order"));
  EXPECT_EQ(base::to_string(*find_date(matter, {}, "complaint")), "2024-01-05");
  EXPECT_EQ(base::to_string(*find_date(matter, {}, "cmc")), "2024-06-06");
  EXPECT_EQ(find_date(matter, {}, "filing").error().message, "the date 'filing' is not given");
}

}  // namespace
}  // namespace vaughn::foia
