// SPDX-License-Identifier: AGPL-3.0-or-later
#include "court/lint.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace vaughn::court {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

constexpr double kTop = 62;  // baseline of line 1
constexpr double kPitch = 24;

// A paper that keeps every rule, as facts; each test breaks one thing.
class LintTest : public testing::Test {
 protected:
  LintTest() {
    facts.file.version = "1.7";
    facts.file.fonts = {{"LiberationSerif", "TrueType", true, {1, 2}}};
    facts.file.has_images = {false, false};
    facts.pages = {numbered(), numbered()};
    auto& first = facts.pages[0];
    say(first, 1, "Jane Roe (CABN 123456)");
    say(first, 2, "Telephone: (415) 555-0100");
    say(first, 3, "Attorneys for Defendant");
    say(first, 8, "UNITED STATES DISTRICT COURT");
    say(first, 9, "NORTHERN DISTRICT OF CALIFORNIA");
    say(first, 11, "NEWS PROJECT, Case No. 3:22-cv-02328-LB");
    say(first, 12, "Plaintiff, JOINT STATUS REPORT");
    for (int line = 14; line <= 28; ++line) {
      say(first, line, "Words of the report that reach from the left to the right.");
    }
    auto& second = facts.pages[1];
    say(second, 1, "Dated: November 18, 2022");
    say(second, 2, "s/ Megan Graham");
    say(second, 4, "s/ Kelsey J. Helland");
    say(second, 6, "In accordance with Civil Local Rule 5-1(h)(3), I attest that each other");
    say(second, 7, "signatory has concurred in the filing.");
    for (auto& page : facts.pages) {
      put(page, 745, "JOINT STATUS REPORT", 10);
      put(page, 757, "Case No. 3:22-cv-02328-LB", 10);
      put(page, 769, "1", 10);
    }
  }

  static PaperPage numbered() {
    PaperPage page{612, 792, 0, {}};
    for (int number = 1; number <= 28; ++number) {
      page.words.push_back(
          {fmt::format("{}", number), 76, 88, kTop + (number - 1) * kPitch, 12, false});
    }
    return page;
  }
  static void put(PaperPage& page, double baseline, std::string_view text, double size = 12) {
    double left = 108;
    std::string word;
    for (const char c : std::string(text) + " ") {
      if (c != ' ') {
        word += c;
        continue;
      }
      const double right = left + 6 * static_cast<double>(word.size());
      page.words.push_back({word, left, right, baseline, size, false});
      left = right + 3;
      word.clear();
    }
  }
  static void say(PaperPage& page, int line, std::string_view text, double size = 12) {
    put(page, kTop + (line - 1) * kPitch, text, size);
  }
  // Takes away the words of a page for which `is_gone` holds.
  template <typename IsGone>
  void remove(std::size_t page, IsGone is_gone) {
    std::erase_if(facts.pages[page].words, is_gone);
  }
  void rename(std::size_t page, std::string_view from, std::string_view to) {
    for (auto& word : facts.pages[page].words) {
      if (word.text == from) {
        word.text = to;
      }
    }
  }

  std::vector<std::string> checks(const LintOptions& options = {}, std::string_view key = "cand") {
    std::vector<std::string> out;
    report = lint(facts, *foia::court_profile(key), options);
    for (const auto& finding : report.findings) {
      out.push_back(finding.check);
    }
    return out;
  }

  PaperFacts facts{};
  LintReport report{};
};

TEST_F(LintTest, FindsNothingInAPaperThatKeepsTheRules) {
  EXPECT_THAT(checks(), IsEmpty());
  EXPECT_THAT(report.signatories, ElementsAre("Megan Graham", "Kelsey J. Helland"));
  EXPECT_EQ(report.dated, *base::parse_date("2022-11-18"));
}

TEST_F(LintTest, TravelsFromAChildUnchanged) {
  const auto back = decode_paper(encode(facts));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, facts);
  auto cut = encode(facts);
  cut.resize(cut.size() / 2);
  EXPECT_FALSE(decode_paper(cut));
}

TEST_F(LintTest, IsNotConfusedByTheStampOfTheClerk) {
  for (auto& page : facts.pages) {
    put(page, 16, "Case 3:22-cv-02328-LB Document 28 Filed 11/18/22 Page 1 of 2", 9);
  }
  EXPECT_THAT(checks(), IsEmpty());
  EXPECT_EQ(report.stamp, "Document 28 Filed 11/18/22");
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(1): letter paper.
TEST_F(LintTest, WantsLetterPaper) {
  facts.pages[1].width = 595;
  facts.pages[1].height = 842;
  EXPECT_THAT(checks(), Contains("page_size"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(1): numbered lines.
TEST_F(LintTest, WantsTwentyEightNumbers) {
  remove(1, [](const PaperWord& word) { return word.text == "28"; });
  EXPECT_THAT(checks(), ElementsAre("line_numbers"));
  remove(1, [](const PaperWord& word) { return word.right == 88; });
  EXPECT_THAT(checks(), Contains("line_numbers"));
}

TEST_F(LintTest, WantsNumbersEvenlySpaced) {
  for (auto& word : facts.pages[1].words) {
    word.baseline += word.text == "13" && word.right == 88 ? 4 : 0;
  }
  EXPECT_THAT(checks(), ElementsAre("line_numbers"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(2): no more than 28 lines, double spaced.
TEST_F(LintTest, WantsTextOnTheNumbers) {
  for (auto& word : facts.pages[0].words) {
    word.baseline +=
        word.right != 88 && word.baseline > kTop + 12.5 * kPitch && word.baseline < 740 ? 9 : 0;
  }
  EXPECT_THAT(checks(), Contains("line_grid"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): court, action, number with initials and title on page one.
TEST_F(LintTest, WantsTheCaptionFromLineEight) {
  for (auto& word : facts.pages[0].words) {
    const bool is_court = word.right != 88 && word.baseline == kTop + 7 * kPitch;
    word.baseline -= is_court ? 2 * kPitch : 0;
  }
  EXPECT_THAT(checks(), ElementsAre("caption_line"));
}

TEST_F(LintTest, LetsTheCaptionWaitForCounsel) {
  for (auto& word : facts.pages[0].words) {
    word.baseline += word.right != 88 && word.baseline > kTop + 6.5 * kPitch &&
                             word.baseline < kTop + 12 * kPitch
                         ? kPitch
                         : 0;
  }
  for (int line = 4; line <= 8; ++line) {
    say(facts.pages[0], line, "More lines of counsel");
  }
  EXPECT_THAT(checks(), IsEmpty());
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(1): name, address, telephone, e-mail, bar number and party.
TEST_F(LintTest, WantsCounselAboveTheCaption) {
  remove(0, [](const PaperWord& word) {
    return word.right != 88 && word.baseline < kTop + 3.5 * kPitch;
  });
  EXPECT_THAT(checks(), ElementsAre("counsel"));
}

TEST_F(LintTest, WantsTheInitialsOfTheJudge) {
  rename(0, "3:22-cv-02328-LB", "3:22-cv-02328");
  EXPECT_THAT(checks(), ElementsAre("case_number"));
  rename(0, "3:22-cv-02328", "none");
  EXPECT_THAT(checks(), Contains("case_number"));
}

TEST_F(LintTest, WantsTheNumberOfTheMatter) {
  EXPECT_THAT(checks({.case_number = "3:22-cv-02328"}), IsEmpty());
  EXPECT_THAT(checks({.case_number = "3:22-cv-99999"}), ElementsAre("case_number"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(3): a footer with the title and the case number on every page.
TEST_F(LintTest, WantsTitleAndNumberInTheFooter) {
  remove(1, [](const PaperWord& word) { return word.baseline == 745; });
  EXPECT_THAT(checks(), ElementsAre("footer"));
  remove(1, [](const PaperWord& word) { return word.baseline == 757; });
  EXPECT_THAT(checks(), ElementsAre("footer", "footer"));
}

TEST_F(LintTest, WantsTheFooterToNameThisPaper) {
  remove(1, [](const PaperWord& word) { return word.baseline == 745; });
  put(facts.pages[1], 745, "COMPLAINT FOR DECLARATORY RELIEF", 10);
  EXPECT_THAT(checks(), ElementsAre("footer"));
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(2): type no smaller than 12 points, footnotes too.
TEST_F(LintTest, WantsTwelvePoints) {
  say(facts.pages[1], 20, "A footnote in small type", 10);
  EXPECT_THAT(checks(), ElementsAre("type_size"));
}

TEST_F(LintTest, AllowsTheMarkOfAFootnote) {
  facts.pages[0].words.push_back({"1", 300, 303, kTop + 15 * kPitch - 2, 7, false});
  EXPECT_THAT(checks(), IsEmpty());
}

TEST_F(LintTest, WantsACaseManagementStatementOfTenPages) {
  const auto page = facts.pages[1];
  while (facts.pages.size() < 11) {
    facts.pages.push_back(page);
    facts.file.has_images.push_back(false);
  }
  EXPECT_THAT(checks(), IsEmpty());
  EXPECT_THAT(checks({.kind = "case_management"}), ElementsAre("page_limit"));
}

TEST_F(LintTest, WantsTextThatCanBeFound) {
  facts.pages[1].words.clear();
  facts.file.has_images[1] = true;
  EXPECT_THAT(checks(), Contains("searchable"));
}

TEST_F(LintTest, WantsFontsInTheFile) {
  facts.file.fonts.push_back({"Helvetica", "Type1", false, {2}});
  EXPECT_THAT(checks(), ElementsAre("fonts"));
}

TEST_F(LintTest, WantsNoEncryptionAndNoScripts) {
  facts.file.is_encrypted = true;
  EXPECT_THAT(checks(), ElementsAre("encryption"));
  facts.file.has_javascript = true;
  EXPECT_THAT(checks(), ElementsAre("encryption", "scripts"));
}

TEST_F(LintTest, LooksForPdfAWhereAsked) {
  EXPECT_THAT(checks({.wants_pdfa = true}), ElementsAre("pdfa"));
  facts.file.pdfa = "2B";
  EXPECT_THAT(checks({.wants_pdfa = true}), ElementsAre("pdfa"));
  facts.file.has_output_intent = true;
  EXPECT_THAT(checks({.wants_pdfa = true}), IsEmpty());
}

// LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
TEST_F(LintTest, WantsAnAttestationForSeveralSignatories) {
  rename(1, "attest", "say");
  EXPECT_THAT(checks(), ElementsAre("attestation"));
  remove(1, [](const PaperWord& word) {
    return word.right != 88 && word.baseline == kTop + 3 * kPitch;
  });
  EXPECT_THAT(checks(), IsEmpty());
}

TEST_F(LintTest, WantsTheRuleOfTheDay) {
  EXPECT_THAT(checks({.filed = *base::parse_date("2024-06-01")}), ElementsAre("attestation_rule"));
  rename(1, "5-1(h)(3),", "5-1(i)(3),");
  EXPECT_THAT(checks(), ElementsAre("attestation_rule"));
  EXPECT_THAT(checks({.filed = *base::parse_date("2024-06-01")}), IsEmpty());
}

TEST_F(LintTest, JudgesByTheCourtThatIsNamed) {
  EXPECT_THAT(checks({}, "dcd"), Contains("case_number"));
  rename(0, "3:22-cv-02328-LB", "3:22-cv-02328");
  facts.pages[0].words.push_back({"(LLA)", 420, 450, kTop + 10 * kPitch, 12, false});
  EXPECT_THAT(checks({}, "dcd"), testing::Not(Contains("case_number")));
}

TEST_F(LintTest, WantsDoubleSpacingWhereNoLinesAreNumbered) {
  facts.pages = {{612, 792, 0, {}}};
  facts.file.has_images = {false};
  for (int line = 0; line < 40; ++line) {
    put(facts.pages[0],
        80 + line * 13.8,
        "A long line of running text that fills the width of the page from left to right.");
  }
  EXPECT_THAT(checks({}, "dcd"), Contains("spacing"));
  facts.pages[0].words.clear();
  for (int line = 0; line < 24; ++line) {
    put(facts.pages[0],
        80 + line * 24,
        "A long line of running text that fills the width of the page from left to right.");
  }
  EXPECT_THAT(checks({}, "dcd"), testing::Not(Contains("spacing")));
}

}  // namespace
}  // namespace vaughn::court
