// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/docx.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/text.h"
#include "paper/office.h"
#include "pdf_tools.h"
#include "pleading_sample.h"

namespace vaughn::paper {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double kRulesLeft = 96;    // numbers stand to the left of it
constexpr double kGridBottom = 716;  // footer below
constexpr double kLine = 24;

TEST(Docx, IsTheSameBytesTwice) {
  const auto first = to_docx(a_status_report());
  const auto second = to_docx(a_status_report());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST(Docx, SetsParagraphsInTheirStyles) {
  PdfTools tools;
  Document document{.blocks = {paragraph("Plain words."),
                               paragraph(Runs{bold("Bold"), italic(" & italic"), underlined("u")},
                                         ParagraphStyle::compact)}};
  const auto xml = tools.part(*to_docx(document), "word/document.xml");
  EXPECT_THAT(xml,
              HasSubstr("<w:p><w:pPr><w:pStyle w:val=\"Body\"/></w:pPr><w:r><w:t "
                        "xml:space=\"preserve\">Plain words.</w:t></w:r></w:p>"));
  EXPECT_THAT(xml,
              HasSubstr("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\"> &amp; "
                        "italic</w:t></w:r>"));
}

TEST(Docx, ReturnsToTheNumbersAfterAQuotation) {
  PdfTools tools;
  const auto document_xml = [&](std::string_view quote) {
    return tools.part(
        *to_docx({.page = {.kind = PaperKind::pleading},
                  .blocks = {paragraph(quote, ParagraphStyle::quote), paragraph("after")}}),
        "word/document.xml");
  };
  const std::string lead = "<w:pStyle w:val=\"PleadingHalfLine\"/><w:keepNext/></w:pPr></w:p>";
  const std::string room =
      "<w:pStyle w:val=\"PleadingBody\"/><w:spacing w:before=\"240\"/></w:pPr>";
  const auto one = document_xml("one line");
  EXPECT_THAT(one, HasSubstr(lead));
  EXPECT_THAT(one, Not(HasSubstr(room)));
  const auto two = document_xml(
      "two lines of a quotation, since this sentence is longer than the width of the text less "
      "its indents");
  EXPECT_THAT(two, HasSubstr(lead));
  EXPECT_THAT(two, HasSubstr(room));
}

TEST(Docx, NumbersFootnotesInOrderAndKeepsTheirFaces) {
  PdfTools tools;
  Document document{.blocks = {paragraph(Runs{text("a"),
                                              footnote({text("first")}),
                                              text("b"),
                                              footnote({italic("See"), text(" second")})})}};
  const auto docx = to_docx(document);
  EXPECT_THAT(tools.part(*docx, "word/document.xml"),
              HasSubstr("<w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference "
                        "w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\">b</w:t></w:r>"));
  const auto notes = tools.part(*docx, "word/footnotes.xml");
  EXPECT_LT(notes.find("first"), notes.find("second"));
  EXPECT_THAT(notes, HasSubstr("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">See</w:t>"));
}

TEST(Docx, RepeatsHeaderRowsAndSpansColumns) {
  PdfTools tools;
  Table table{.column_widths = {1, 3}, .header_rows = 1};
  table.rows.push_back({.cells = {cell("No."), cell("Description")}});
  auto wide = cell("all of it");
  wide.columns = 2;
  table.rows.push_back({.cells = {wide}});
  const auto xml = tools.part(*to_docx({.blocks = {table}}), "word/document.xml");
  EXPECT_THAT(xml, HasSubstr("<w:tblHeader/>"));
  EXPECT_THAT(xml, HasSubstr("<w:gridSpan w:val=\"2\"/>"));
  EXPECT_THAT(xml, HasSubstr("<w:gridCol w:w=\"2340\"/><w:gridCol w:w=\"7020\"/>"));
}

TEST(Docx, TurnsThePaperForASection) {
  PdfTools tools;
  Document document{.page = {.kind = PaperKind::pleading}, .blocks = {paragraph("upright")}};
  document.blocks.push_back(
      NewSection{.page = {.is_landscape = true}, .restarts_page_numbers = true});
  document.blocks.push_back(paragraph("across"));
  const auto docx = to_docx(document);
  const auto xml = tools.part(*docx, "word/document.xml");
  EXPECT_THAT(xml, HasSubstr("<w:pgSz w:w=\"12240\" w:h=\"15840\"/>"));
  EXPECT_THAT(xml, HasSubstr("<w:pgSz w:w=\"15840\" w:h=\"12240\" w:orient=\"landscape\"/>"));
  EXPECT_THAT(xml, HasSubstr("<w:pgNumType w:start=\"1\"/>"));
  EXPECT_THAT(tools.part(*docx, "word/header1.xml"), HasSubstr("<w:t>28</w:t>"));
  EXPECT_THAT(tools.part(*docx, "word/header2.xml"), Not(HasSubstr("<w:t>28</w:t>")));
}

TEST(Docx, SurvivesAnEmptyDocumentAndOddText) {
  EXPECT_TRUE(to_docx({}));
  Document document{.language = "\"><x", .blocks = {paragraph("bad \xFF\x01 bytes & <tags>")}};
  PdfTools tools;
  const auto xml = tools.part(*to_docx(document), "word/document.xml");
  EXPECT_THAT(xml, HasSubstr("bytes &amp; &lt;tags&gt;"));
}

// The rest looks at pages as LibreOffice sets them.
class TypesetTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = Office::start(tools_.folder());
    if (!started) {
      GTEST_SKIP() << started.error().message;
    }
    office_.emplace(std::move(*started));
  }

  base::Bytes typeset(const Document& document) {
    const auto docx = to_docx(document);
    EXPECT_TRUE(docx);
    auto pdf = office_->to_pdf(*docx, "docx", std::chrono::minutes(2), PdfFlavour::archival);
    EXPECT_TRUE(pdf) << pdf.error().message;
    return pdf ? *pdf : "";
  }

  // Line numbers by page: where each stands.
  static std::map<int, std::map<int, double>> numbers_of(const std::vector<PdfTools::Word>& words) {
    std::map<int, std::map<int, double>> out;
    for (const auto& word : words) {
      const bool is_number = word.right < kRulesLeft && word.right > kRulesLeft - 16 &&
                             word.text.find_first_not_of("0123456789") == std::string::npos;
      if (is_number && word.bottom < kGridBottom + 10) {
        out[word.page][std::stoi(word.text)] = word.bottom;
      }
    }
    return out;
  }

  static bool in_table(const Document& document, const std::string& word) {
    for (const auto& block : document.blocks) {
      const auto* table = std::get_if<Table>(&block);
      for (const auto& row : table != nullptr ? table->rows : std::vector<TableRow>()) {
        for (const auto& cell : row.cells) {
          const auto words = plain_text(cell.paragraphs.front().runs);
          for (const auto each : base::split(words, ' ')) {
            if (each == word) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  PdfTools tools_;
  std::optional<Office> office_;
};

// LAW: N.D. Cal. Civ. L.R. 3-4(c)(2): numbered lines, no more than 28 to a page.
TEST_F(TypesetTest, EveryPageHas28NumbersAndTextStandsOnThem) {
  for (const auto& document : {a_status_report(), a_long_declaration(40)}) {
    const auto pdf = typeset(document);
    const auto words = tools_.words(pdf);
    const auto numbers = numbers_of(words);
    ASSERT_GE(numbers.size(), 4u);
    for (const auto& [page, lines] : numbers) {
      EXPECT_EQ(lines.size(), 28u) << "page " << page;
      EXPECT_NEAR(lines.at(28) - lines.at(1), 27 * kLine, 0.5) << "page " << page;
    }
    int checked = 0;
    for (const auto& word : words) {
      // The cells of a table have a margin, so their text does not stand on numbers.
      const bool is_text = word.left > kRulesLeft && word.bottom < kGridBottom &&
                           numbers.contains(word.page) && word.text.size() > 2 &&
                           !in_table(document, word.text);
      if (!is_text) {
        continue;
      }
      // On a number, or half way between two.
      const double halves = (word.bottom - numbers.at(word.page).at(1)) / (kLine / 2);
      EXPECT_NEAR(halves * kLine / 2, std::round(halves) * kLine / 2, 1)
          << "page " << word.page << ": " << word.text;
      ++checked;
    }
    EXPECT_GT(checked, 300);
  }
}

// Double-spaced text after tables, quotations, headings and footnotes.
TEST_F(TypesetTest, DoubleSpacedTextNeverLeavesTheNumbers) {
  const auto words = tools_.words(typeset(a_long_declaration(40)));
  const auto numbers = numbers_of(words);
  int checked = 0;
  for (const auto& word : words) {
    // Each numbered paragraph says these words once, in double-spaced text.
    if (word.text == "responsible" || word.text == "terms" || word.text == "disclosure") {
      double nearest = 1000;
      for (const auto& [number, bottom] : numbers.at(word.page)) {
        nearest = std::min(nearest, std::abs(bottom - word.bottom));
      }
      EXPECT_LE(nearest, 1) << "page " << word.page << ": " << word.text;
      ++checked;
    }
  }
  EXPECT_EQ(checked, 120);
}

// A table that goes over pages goes on at the top of the next, without the room before it.
TEST_F(TypesetTest, TextAfterALongTableStandsOnTheNumbers) {
  Table table{.header_rows = 1};
  for (int i = 0; i < 45; ++i) {
    table.rows.push_back({.cells = {cell(fmt::format("{}", i)), cell("a cell"), cell("another")}});
  }
  const auto words =
      tools_.words(typeset({.page = {.kind = PaperKind::pleading},
                            .blocks = {paragraph("before"), table, paragraph("afterwards")}}));
  const auto numbers = numbers_of(words);
  EXPECT_GE(numbers.size(), 2u);
  for (const auto& word : words) {
    if (word.text == "afterwards") {
      double nearest = 1000;
      for (const auto& [number, bottom] : numbers.at(word.page)) {
        nearest = std::min(nearest, std::abs(bottom - word.bottom));
      }
      EXPECT_LE(nearest, 1);
    }
  }
}

// LAW: N.D. Cal. Civ. L.R. 3-4(a)(3): the title of the court begins on line 8.
TEST_F(TypesetTest, CounselStandsOnLine1AndTheCourtOnLine8) {
  const auto words = tools_.words(typeset(a_status_report()));
  const auto first = numbers_of(words).at(1);
  std::map<std::string, double> where;
  for (const auto& word : words) {
    where.try_emplace(word.text, word.bottom);
  }
  EXPECT_NEAR(where.at("Dana"), first.at(1), 1);
  EXPECT_NEAR(where.at("UNITED"), first.at(8), 1);
  EXPECT_NEAR(where.at("RIVERBEND"), where.at("3:22-cv-00000-XY"), 0.5);
}

TEST_F(TypesetTest, APageIsFilledDownToLine28) {
  Document document{.page = {.kind = PaperKind::pleading}, .footer = {.title = "TITLE"}};
  std::string words;
  for (int i = 0; i < 1200; ++i) {
    words += "word ";
  }
  document.blocks.push_back(paragraph(words));
  const auto pdf = typeset(document);
  const auto found = tools_.words(pdf);
  const auto numbers = numbers_of(found);
  double lowest = 0;
  for (const auto& word : found) {
    if (word.page == 1 && word.text == "word") {
      lowest = std::max(lowest, word.bottom);
    }
  }
  EXPECT_NEAR(lowest, numbers.at(1).at(28), 1);
}

TEST_F(TypesetTest, FontsAreEmbeddedAndThePagesTagged) {
  const auto pdf = typeset(a_status_report());
  EXPECT_THAT(tools_.fonts_not_embedded(pdf), IsEmpty());
  const auto facts = tools_.facts(pdf);
  EXPECT_THAT(facts, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(facts, HasSubstr("Second Joint Status Report & [Proposed] Order"));
  EXPECT_THAT(facts, HasSubstr("612 x 792 pts (letter)"));
}

TEST_F(TypesetTest, FootnotesStandAtTheFootAndTheFooterUnderThem) {
  const auto text = tools_.text(typeset(a_status_report()));
  const auto pages = base::split(text, '\f');
  ASSERT_GE(pages.size(), 3u);
  std::string_view page;
  for (const auto each : pages) {
    if (each.find("This remaining category") != each.npos) {
      page = each;
    }
  }
  const auto body = page.find("responsive to eight of the nine");
  const auto note = page.find("This remaining category");
  const auto footer = page.find("SECOND JOINT STATUS REPORT");
  ASSERT_NE(body, page.npos);
  EXPECT_LT(body, note);
  EXPECT_LT(note, footer);
  EXPECT_THAT(std::string(page), HasSubstr("Case No. 3:22-cv-00000-XY"));
}

using SlowTypesetTest = TypesetTest;

TEST_F(SlowTypesetTest, ASignatureBlockIsNotTornApart) {
  for (int lines = 20; lines < 30; ++lines) {
    Document document{.page = {.kind = PaperKind::pleading}};
    for (int i = 0; i < lines; ++i) {
      document.blocks.push_back(paragraph("A line of text."));
    }
    document.blocks.push_back(
        SignatureBlock{.dated = "Dated: November 18, 2022",
                       .above = {{text("Respectfully submitted,")}},
                       .signature = "/s/ Dana Q. Sample",
                       .below = {{text("Dana Q. Sample")}, {text("Attorney for Plaintiffs")}}});
    std::map<std::string, int> pages;
    for (const auto& word : tools_.words(typeset(document))) {
      pages[word.text] = word.page;
    }
    EXPECT_EQ(pages.at("Dated:"), pages.at("Attorney")) << lines;
    EXPECT_EQ(pages.at("/s/"), pages.at("Plaintiffs")) << lines;
  }
}

TEST_F(TypesetTest, PagesAreCounted) {
  const auto text = tools_.text(typeset(a_long_declaration(12)));
  EXPECT_THAT(text, HasSubstr("Page 1 of "));
  EXPECT_THAT(text, HasSubstr("Page 2 of "));
}

}  // namespace
}  // namespace vaughn::paper
