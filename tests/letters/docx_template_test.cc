// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "given_values.h"
#include "letters/template.h"
#include "paper/package.h"

namespace vaughn::letters {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string run(std::string_view text, std::string_view look = "") {
  return "<w:r>" + (look.empty() ? "" : "<w:rPr>" + std::string(look) + "</w:rPr>") +
         "<w:t xml:space=\"preserve\">" + base::escape_xml(text) + "</w:t></w:r>";
}
std::string para(std::string_view runs) {
  return "<w:p>" + std::string(runs) + "</w:p>";
}
std::string line(std::string_view text) {
  return para(run(text));
}

// A Word file with this body.
Template word(std::string_view body, std::vector<paper::PackagePart> more = {}) {
  std::vector<paper::PackagePart> parts{
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml",
       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"w\" xmlns:w14=\"w14\">"
       "<w:body>" +
           std::string(body) + "<w:sectPr/></w:body></w:document>"},
      {"word/styles.xml", "<w:styles>  kept  </w:styles>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return {"t.docx", TemplateForm::docx, *paper::write_package(parts)};
}

std::string part_of(const Letter& letter, std::string_view name) {
  const auto parts = paper::read_package(letter.docx);
  EXPECT_TRUE(parts);
  for (const auto& part : *parts) {
    if (part.name == name) {
      return part.bytes;
    }
  }
  return "";
}

std::string body_of(const Template& from, const Values& values = given_values()) {
  const auto letter = make_letter(from, values, making());
  return letter ? part_of(*letter, "word/document.xml")
                : letter.error().message + " / " + letter.error().hint;
}

std::string text_in(const Template& from, const Values& values = given_values()) {
  const auto letter = make_letter(from, values, making());
  return letter ? letter->text : letter.error().message + " / " + letter.error().hint;
}

TEST(WordTemplate, FillsAFieldThatWordSplitOverRuns) {
  const auto from = word(para(run("No. {{req") + "<w:proofErr w:type=\"spellStart\"/>" +
                              run("uest.num") + "<w:bookmarkStart w:id=\"1\"/>" + run("ber}}!")));
  EXPECT_EQ(text_in(from), "No. 2024-DOT-00001!\n");
  EXPECT_THAT(body_of(from), HasSubstr("bookmarkStart"));
}

TEST(WordTemplate, TakesTheFormattingOfTheFirstCharacter) {
  const auto body = body_of(word(para(run("{{", "<w:b/>") + run("request.number", "<w:i/>") +
                                      run("}} and {{volume.pages|page}}"))));
  EXPECT_THAT(body,
              HasSubstr("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2024-DOT-00001</w:t>"));
  EXPECT_THAT(body, HasSubstr("> and 4 pages</w:t>"));
}

TEST(WordTemplate, FillsContentControlsByTheirTag) {
  const auto body = body_of(
      word(para("<w:sdt><w:sdtPr><w:alias w:val=\"Number\"/><w:tag w:val=\"request.number\"/>"
                "<w:showingPlcHdr/><w:dataBinding w:xpath=\"/x\"/></w:sdtPr><w:sdtContent>" +
                run("Click ", "<w:rStyle w:val=\"PlaceholderText\"/><w:b/>") + run("here") +
                "</w:sdtContent></w:sdt>")));
  EXPECT_THAT(body, HasSubstr("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2024-DOT-00001<"));
  EXPECT_THAT(body, Not(HasSubstr("here")));
  EXPECT_THAT(body, Not(HasSubstr("dataBinding")));
  EXPECT_THAT(body, Not(HasSubstr("showingPlcHdr")));
}

TEST(WordTemplate, NamesTheParagraphOfAnUnknownField) {
  EXPECT_EQ(text_in(word(line("one") + line("two {{request.numbr}}"))),
            "t.docx: paragraph 2: there is no field 'request.numbr' / did you mean "
            "'request.number'?");
  EXPECT_THAT(text_in(word(line("one") +
                           "<w:sdt><w:sdtPr><w:tag w:val=\"letter.dat\"/></w:sdtPr>"
                           "<w:sdtContent>" +
                           line("x") + "</w:sdtContent></w:sdt>")),
              HasSubstr("there is no field 'letter.dat' / did you mean 'letter.date'?"));
  auto values = given_values();
  values.erase("request.number");
  EXPECT_THAT(text_in(word(line("a") + line("b") + line("{{request.number}}")), values),
              HasSubstr("t.docx: paragraph 3: {{request.number}} has no value"));
}

TEST(WordTemplate, TakesParagraphsOfABlock) {
  const auto from =
      word(line("{{#if extension.voluminous}}") + line("many") +
           line("{{#if extension.consultation}}") + line("shared") + line("{{else}}") +
           line("alone") + line("{{/if}}") + line("{{/if}}") + line("{{#if volume.supersedes}}") +
           line("corrects") + line("{{/if}}") + line("{{! a remark }}") + line("end"));
  EXPECT_EQ(text_in(from), "many\nalone\nend\n");
}

TEST(WordTemplate, RepeatsParagraphsAndRowsOfLists) {
  EXPECT_EQ(text_in(word(line("{{#each letter.to}}") + line("{{line}}!") + line("{{/each}}"))),
            "Harbor Watch!\n1 Main Street!\n");
  const auto row = [](std::string_view a, std::string_view b) {
    return "<w:tr><w:tc>" + line(a) + "</w:tc><w:tc>" + line(b) + "</w:tc></w:tr>";
  };
  auto values = given_values();
  values.set("referrals",
             Rows{{{"agency", std::string("A")}, {"pages", Number{1, ""}}},
                  {{"agency", std::string("B")}, {"pages", Number{2000, ""}}}});
  const auto table =
      word("<w:tbl>" + row("Agency", "Pages") +
           row("{{#each referrals}}{{agency}}", "{{pages|page}}{{/each}}") + "</w:tbl>");
  EXPECT_EQ(text_in(table, values), "Agency\nPages\nA\n1 page\nB\n2,000 pages\n");
  values.erase("referrals");
  EXPECT_EQ(text_in(table, values), "Agency\nPages\n");
}

TEST(WordTemplate, TakesBlocksInsideAParagraph) {
  EXPECT_EQ(text_in(word(line("a{{#if volume.supersedes}} old{{else}} new {{volume.name}}{{/if}}, "
                              "{{#each letter.to}}[{{line}}]{{/each}}."))),
            "a new VOL001, [Harbor Watch][1 Main Street].\n");
  EXPECT_EQ(text_in(word(para(run("{{#if extension.vol") + run("uminous}}", "<w:b/>") +
                              run("many", "<w:i/>") + run("{{/if}}")))),
            "many\n");
}

TEST(WordTemplate, NeverReadsAValueAsMarkup) {
  auto values = given_values();
  values.set("question.text",
             std::string("{{office.signer}} <w:br/> & \"q\" {{#if x}}\nsecond line"));
  const auto from = word(line("{{question.text}}") + line("{{request.number}}"));
  EXPECT_EQ(text_in(from, values),
            "{{office.signer}} <w:br/> & “q” {{#if x}}\nsecond line\n2024-DOT-00001\n");
  EXPECT_THAT(body_of(from, values), HasSubstr("&lt;w:br/&gt; &amp; "));
}

TEST(WordTemplate, FillsHeadersFootersAndTextBoxes) {
  const auto from =
      word(para("<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + line("{{volume.name}}") +
                "</w:txbxContent></mc:Choice></mc:AlternateContent></w:r>") +
               line("{{letter.date}}"),
           {{"word/header1.xml", "<w:hdr xmlns:w=\"w\">" + line("{{office.name}}") + "</w:hdr>"}});
  const auto letter = make_letter(from, given_values(), making());
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_THAT(part_of(*letter, "word/header1.xml"), HasSubstr("Department of Tides"));
  EXPECT_THAT(letter->text, HasSubstr("VOL001\nJune 8, 2026\n"));
  EXPECT_EQ(part_of(*letter, "word/styles.xml"), "<w:styles>  kept  </w:styles>");
  EXPECT_TRUE(letter->printed.contains("office.name"));
}

TEST(WordTemplate, KnowsWhatItNamesWithoutValues) {
  const auto contents = read_template(
      word(line("{{#if volume.supersedes}}") + line("corrects {{volume.supersedes}}") +
           line("{{else}}") + line("new") + line("{{/if}}") + line("{{#each referrals}}") +
           line("{{agency}}") + line("{{/each}}")),
      making());
  ASSERT_TRUE(contents) << contents.error().message;
  EXPECT_EQ(contents->fields,
            (std::set<std::string>{"volume.supersedes", "referrals", "referrals.agency"}));
  EXPECT_THAT(contents->text, HasSubstr("corrects"));
  EXPECT_THAT(contents->text, HasSubstr("new"));
}

TEST(WordTemplate, RefusesWhatALetterMustNotCarry) {
  const auto error = [](const Template& from) { return text_in(from); };
  EXPECT_THAT(error(word(para("<w:ins>" + run("x") + "</w:ins>"))), HasSubstr("tracked changes"));
  EXPECT_THAT(error(word(para("<w:r><w:commentReference w:id=\"0\"/></w:r>"))),
              HasSubstr("comments"));
  EXPECT_THAT(error(word(line("x"), {{"word/vbaProject.bin", "x"}})), HasSubstr("macros"));
  EXPECT_THAT(error({"t.docx", TemplateForm::docx, "no zip"}), HasSubstr("t.docx: not an Office"));
  EXPECT_THAT(error({"t.docx", TemplateForm::docx, ""}), HasSubstr("t.docx"));
  EXPECT_THAT(error(word(line("{{#if volume.name}}") + line("x"))),
              HasSubstr("paragraph 1: {{#if volume.name}} is never closed"));
  EXPECT_THAT(error(word(line("x {{/if}}"))), HasSubstr("does not begin"));
  EXPECT_THAT(error(word(line("{{> help}}"))), HasSubstr("parts are for text templates"));
}

TEST(WordTemplate, GivesTheSameBytesTwice) {
  const auto from = word(line("{{request.number}} {{letter.date}}"));
  EXPECT_EQ(make_letter(from, given_values(), making())->docx,
            make_letter(from, given_values(), making())->docx);
}

}  // namespace
}  // namespace vaughn::letters
