// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/page_reading.h"

#include <gtest/gtest.h>

namespace vaughn::received {
namespace {

// Lines of words, six points for each letter, from the top of a letter page.
SeenPage given(const std::vector<std::string>& lines) {
  SeenPage page{.number = 1, .width = 612, .height = 792};
  double y = 700;
  int number = 0;
  for (const auto& line : lines) {
    double x = 72;
    std::string word;
    const auto end_word = [&] {
      if (!word.empty()) {
        const double width = 6.0 * static_cast<double>(word.size());
        page.words.push_back({word, {x, y, x + width, y + 10}, number});
        x += width;
        word.clear();
      }
    };
    for (const char c : line) {
      if (c == ' ') {
        end_word();
        x += 6;
      } else {
        word += c;
      }
    }
    end_word();
    y -= 20;
    ++number;
  }
  return page;
}

TEST(PageReading, ABoxHasTheCodeInOrBesideIt) {
  auto page = given({"Agent                    told us", "and more"});
  page.areas = {{{110, 699, 190, 712}, true, 1}};
  auto reading = read_page(page);
  ASSERT_EQ(reading.areas.size(), 1U);
  EXPECT_TRUE(reading.areas[0].codes.empty());
  EXPECT_EQ(reading.outcome, PageOutcome::in_part);

  page.words.push_back({"b6", {560, 700, 572, 710}, 9});
  page.words.push_back({"b7C", {560, 688, 578, 698}, 10});
  reading = read_page(page);
  EXPECT_EQ(reading.areas.at(0).codes, (std::vector<std::string>{"(b)(6)", "(b)(7)(C)"}));
}

TEST(PageReading, AFrameWithoutACodeIsAForm) {
  auto page = given({"Name"});
  page.areas = {{{110, 699, 190, 712}, false, 0}};
  EXPECT_EQ(read_page(page).outcome, PageOutcome::in_full);
  page.words.push_back({"(b)(6)", {120, 700, 150, 710}, 1});
  EXPECT_EQ(read_page(page).outcome, PageOutcome::in_part);
}

TEST(PageReading, AHeadingOnDarkGroundIsNoDeletion) {
  auto page = given({"SUMMARY OF COSTS"});
  page.areas = {{{60, 695, 300, 715}, true, 0.7}};
  EXPECT_EQ(read_page(page).outcome, PageOutcome::in_full);
}

TEST(PageReading, ACodeWhereWordsWereIsADeletionAndInProseItIsNot) {
  auto reading = read_page(given({"The agent   (b)(6)   left the house"}));
  ASSERT_EQ(reading.areas.size(), 1U);
  EXPECT_EQ(reading.areas[0].kind, AreaKind::code);
  EXPECT_EQ(read_page(given({"Names are protected by (b)(6) of the Act"})).outcome,
            PageOutcome::in_full);
  EXPECT_EQ(read_page(given({"withholding under Exemption   (b)(6)   was proper"})).outcome,
            PageOutcome::in_full);
}

TEST(PageReading, SheetsStandForPages) {
  auto reading = read_page(given({"Page 12 Withheld"}));
  EXPECT_EQ(reading.outcome, PageOutcome::withheld);
  EXPECT_EQ(reading.stands_for, 1);
  EXPECT_TRUE(reading.codes.empty());

  reading = read_page(given({"Withheld pursuant to exemption (b)(5)"}));
  EXPECT_EQ(reading.outcome, PageOutcome::withheld);
  EXPECT_EQ(reading.codes, (std::vector<std::string>{"(b)(5)"}));

  reading = read_page(given({"WITHHELD IN FULL", "DOE-000010 to DOE-000042"}));
  EXPECT_EQ(reading.stands_for, 33);
  EXPECT_EQ(reading.range_last, "DOE-000042");

  EXPECT_EQ(read_page(given({"Pages 10-42 withheld in full"})).stands_for, 33);
  EXPECT_EQ(read_page(given({"Dear Ms. Roe", "12 pages are withheld in full"})).outcome,
            PageOutcome::in_full);
}

TEST(PageReading, ListsOfDeletedPages) {
  const auto reading = read_page(given({"DELETED PAGE INFORMATION SHEET",
                                        "Total Deleted Page(s) = 4",
                                        "Page 5 ~ b6 - 2; b7C - 2;",
                                        "Page 6 ~ Duplicate;",
                                        "Page 7 ~ Referral/Consult;"}));
  EXPECT_EQ(reading.stated_total, 4);
  ASSERT_EQ(reading.listed.size(), 3U);
  EXPECT_EQ(reading.listed[0].codes, (std::vector<std::string>{"(b)(6)", "(b)(7)(C)"}));
  EXPECT_TRUE(reading.listed[1].is_duplicate);
  EXPECT_TRUE(reading.listed[2].is_referred);
}

}  // namespace
}  // namespace vaughn::received
