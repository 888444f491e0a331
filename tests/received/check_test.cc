// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/check.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "received/compare.h"

namespace vaughn::received {
namespace {

// Lines of words from the top of a letter page, the last one in the bottom margin.
SeenPage given(const std::vector<std::string>& lines, const std::string& stamp) {
  SeenPage page{.number = 1, .width = 612, .height = 792};
  int number = 0;
  const auto write = [&](const std::string& line, double y) {
    double x = 72;
    std::string word;
    for (const char c : line + " ") {
      if (c != ' ') {
        word += c;
        continue;
      }
      const double width = 5.0 * static_cast<double>(word.size());
      if (!word.empty()) {
        page.words.push_back({word, {x, y, x + width, y + 10}, number});
      }
      x += width + 4;
      word.clear();
    }
    ++number;
  };
  double y = 700;
  for (const auto& line : lines) {
    write(line, y);
    y -= 20;
  }
  write(stamp, 20);
  return page;
}

Document document(const std::string& path,
                  const std::vector<SeenPage>& pages,
                  int installment = 0) {
  Document out;
  out.installment = installment;
  out.path = path;
  for (const auto& seen : pages) {
    const int number = static_cast<int>(out.pages.size()) + 1;
    out.pages.push_back({.number = number, .path = path, .page_of_file = number, .seen = seen});
  }
  return out;
}

Production production(std::vector<Document> documents) {
  Production out;
  for (auto& each : documents) {
    const auto count = static_cast<std::size_t>(each.installment) + 1;
    while (out.installments.size() < count) {
      out.installments.push_back(
          {fmt::format("release-{}", out.installments.size() + 1), {}, false});
    }
    out.documents.push_back(std::move(each));
  }
  read_production(out);
  return out;
}

std::vector<std::string> codes(const Production& given, const Options& options = {}) {
  std::vector<std::string> out;
  for (const auto& row : check(given, options).findings) {
    out.push_back(row.code);
  }
  return out;
}

using Codes = std::vector<std::string>;

TEST(Check, NothingToFind) {
  EXPECT_EQ(codes(production(
                {document("a.pdf", {given({"one"}, "DOE-000001"), given({"two"}, "DOE-000002")})})),
            Codes{});
}

TEST(Check, OrderWithinADocumentAndAcrossInstallments) {
  EXPECT_EQ(codes(production({document("a.pdf",
                                       {given({"one"}, "DOE-000001"),
                                        given({"two"}, "DOE-000002"),
                                        given({"three"}, "DOE-000004"),
                                        given({"four"}, "DOE-000003"),
                                        given({"five"}, "DOE-000004")})})),
            (Codes{"number_repeat", "number_order"}));
  EXPECT_EQ(codes(production(
                {document("a.pdf", {given({"a"}, "DOE-000003"), given({"b"}, "DOE-000004")}),
                 document("b.pdf", {given({"c"}, "DOE-000001"), given({"d"}, "DOE-000002")}, 1)})),
            Codes{"number_order"});
}

TEST(Check, APageWithoutANumberAmongNumberedOnesIsANote) {
  const auto rows =
      check(
          production({document(
              "a.pdf",
              {given({"one"}, "DOE-000001"), given({"two"}, "DOE-000002"), given({"three"}, "")})}),
          {})
          .findings;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].code, "number_missing");
  EXPECT_EQ(rows[0].severity, Severity::note);
}

TEST(Check, AStampThatDiffersFromTheLoadFile) {
  auto one = document("a.pdf", {given({"one"}, "DOE-000001"), given({"two"}, "DOE-000003")});
  auto two = document("b.pdf", {given({"three"}, "DOE-000003"), given({"four"}, "DOE-000004")});
  one.row = LoadRow{.begin = "DOE-000001", .end = "DOE-000002"};
  one.begin = "DOE-000001";
  EXPECT_EQ(codes(production({one, two})), Codes{"number_differs"});
}

TEST(Check, ListsOfDeletedPages) {
  EXPECT_EQ(codes(production({document("a.pdf",
                                       {given({"DELETED PAGE INFORMATION SHEET",
                                               "Total Deleted Page(s) = 3",
                                               "Page 5 ~ b6 - 2;",
                                               "Page 6 ~ Referral/Consult;"},
                                              "")})})),
            (Codes{"list_total", "pages_referred"}));
}

TEST(Check, WordsUnderABoxAreCountedAndNamedOnlyIfAsked) {
  auto page = given({"Agent Smith told us"}, "");
  page.areas = {{{100, 698, 126, 712}, true, 1}};
  page.words[1].is_hidden = true;
  page.words.push_back({"(b)(6)", {130, 720, 160, 730}, 9});
  const auto given_one = production({document("a.pdf", {page})});
  auto report = check(given_one, {});
  const auto is_it = [](const Finding& row) { return row.code == "words_under_area"; };
  auto found = std::find_if(report.findings.begin(), report.findings.end(), is_it);
  ASSERT_NE(found, report.findings.end());
  EXPECT_TRUE(found->revealed.empty());
  EXPECT_EQ(found->message.find("Smith"), std::string::npos);
  report = check(given_one, {.reveals = true});
  found = std::find_if(report.findings.begin(), report.findings.end(), is_it);
  EXPECT_EQ(found->revealed, Codes{"Smith"});
}

TEST(Check, AttachmentsThatMayFollow) {
  EXPECT_EQ(codes(production({document("a.pdf",
                                       {given({"From: A",
                                               "Sent: March 4, 2024 9:15 AM",
                                               "To: B",
                                               "Subject: plan",
                                               "Attachments: plan.docx"},
                                              ""),
                                        given({"Some page that follows"}, "")})})),
            Codes{"attachment_unsure"});
  // By its title.
  EXPECT_EQ(codes(production({document("a.pdf",
                                       {given({"From: A",
                                               "Sent: March 4, 2024 9:15 AM",
                                               "To: B",
                                               "Subject: x",
                                               "Attachments: Site Plan.docx"},
                                              ""),
                                        given({"Site Plan"}, "")})})),
            Codes{});
}

TEST(Check, AThreadIsWholeIfTheQuotedMailIsThere) {
  const auto answer = given({"From: A",
                             "Sent: March 4, 2024 9:15 AM",
                             "To: B",
                             "Subject: RE: plan",
                             "",
                             "On Mon, Mar 4, 2024 at 8:02 AM B wrote:"},
                            "");
  const auto first =
      given({"From: B", "Sent: March 4, 2024 1:02 PM", "To: A", "Subject: plan"}, "");
  EXPECT_EQ(codes(production({document("a.pdf", {answer})})), Codes{"thread_hole"});
  EXPECT_EQ(codes(production({document("a.pdf", {answer}), document("b.pdf", {first})})), Codes{});
}

TEST(Check, AnAnswerByMessageId) {
  EXPECT_EQ(codes(production({document("a.pdf",
                                       {given({"From: A",
                                               "Sent: March 4, 2024 9:15 AM",
                                               "To: B",
                                               "Subject: plan",
                                               "In-Reply-To: <gone@x>"},
                                              "")})})),
            Codes{"thread_hole"});
}

TEST(Check, AnIndexWithoutNumbers) {
  foia::Tables tables;
  tables.sheets.push_back({});
  const Options options{.index = &tables, .index_name = "index.csv"};
  EXPECT_EQ(codes(production({document("a.pdf", {given({"one"}, "")})}), options),
            Codes{"index_unread"});
}

TEST(Check, UnreadPages) {
  auto one = document("a.pdf", {given({}, "")});
  one.pages[0].reading.outcome = PageOutcome::unread;
  auto two = document("b.pdf", {});
  two.error = "it needs a password";
  EXPECT_EQ(codes(production({one, two})), (Codes{"file_unreadable", "page_unread"}));
}

TEST(Check, EveryCodeHasAMeaningAndAnArgument) {
  for (const auto& row : finding_codes()) {
    EXPECT_FALSE(row.meaning.empty()) << row.code;
    EXPECT_FALSE(row.argument.empty()) << row.code;
  }
}

TEST(Compare, PagesWithoutNumbersGoTogetherByTheirWords) {
  const std::vector<std::string> text{
      "the first page speaks of valves and of the repair in spring"};
  const auto before =
      production({document("a.pdf", {given(text, ""), given({"quite another page here"}, "")})});
  const auto after = production(
      {document("b.pdf", {given({"a new page that nobody has seen"}, ""), given(text, "")})});
  const auto pairs = compare(before, after);
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].change, PageChange::added);
  EXPECT_EQ(pairs[1].change, PageChange::same);
  EXPECT_FALSE(pairs[1].is_by_number);
  EXPECT_EQ(pairs[2].change, PageChange::gone);
}

TEST(Compare, AWithheldPageThatIsReleased) {
  const auto before = production({document(
      "a.pdf", {given({"WITHHELD IN FULL (b)(5)"}, "DOE-000001"), given({"x"}, "DOE-000002")})});
  const auto after = production({document(
      "a.pdf", {given({"Now it can be read"}, "DOE-000001"), given({"x"}, "DOE-000002")})});
  const auto pairs = compare(before, after);
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].change, PageChange::opened);
  EXPECT_EQ(pairs[0].opened.at(0).codes, Codes{"(b)(5)"});
}

}  // namespace
}  // namespace vaughn::received
