// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "given_values.h"

namespace vaughn::letters {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(TextTemplate, PutsValuesInTheirForms) {
  EXPECT_EQ(said("{{volume.pages|page}}, {{volume.in_full}} {{volume.in_full|is}} and "
                 "{{volume.pages}} {{volume.pages|has}}; {{letter.date}}, {{letter.date|iso}}, "
                 "{{letter.date|us}}; {{fee.estimate}}; {{figure.pages.in_part|page}}"),
            "4 pages, 1 is and 4 have; June 8, 2026, 2026-06-08, 06/08/2026; $312.50; "
            "1,234 pages\n");
}

TEST(TextTemplate, TakesBlocksThatHoldAndNestsThem) {
  EXPECT_EQ(said("{{#if extension.voluminous}}\nmany{{#if extension.consultation}} and "
                 "shared{{else}}, not shared{{/if}}\n{{/if}}\n{{#unless volume.supersedes}}\n\n"
                 "new\n{{/unless}}\n{{#if request.track = simple}}\n\nsimple\n{{/if}}\n"),
            "many, not shared\nnew\n");
}

TEST(TextTemplate, RepeatsListsWithTheirColumns) {
  EXPECT_EQ(said("{{#each letter.to}}\n- {{line}} of {{request.number}}\n{{/each}}\n"),
            "• Harbor Watch of 2024-DOT-00001\n• 1 Main Street of 2024-DOT-00001\n");
  EXPECT_EQ(said("{{#each letter.to}}\n{{line}}\\\n{{/each}}\n\nTo you:"),
            "Harbor Watch\n1 Main Street\nTo you:\n");
}

TEST(TextTemplate, SetsHeadingsListsQuotesTablesAndSignatures) {
  const auto text = said(
      "# Title\n\n## A \"heading\"\n\n1. first\n2. second\n> quoted\n\n|! what\n| A | B |\n"
      "|---|------|\n| 1 | **x** \\| y |\n\n@signature Sincerely,\n{{office.signer}}\n");
  EXPECT_EQ(text,
            "A “heading”\n1. first\n2. second\nquoted\nA | B\n1 | x | y\n\nSincerely,\n"
            "Dana Ruiz\n");
  EXPECT_EQ(made("# Title of {{request.number}}\n\nx")->title, "Title of 2024-DOT-00001");
}

TEST(TextTemplate, NeverReadsAValueAsMarkup) {
  auto values = given_values();
  const std::string hostile =
      "{{office.signer}} **b** *i* | # x <w:t> & \\ {{#if x}} \x01"
      "0\x02";
  values.set("question.text", hostile);
  values.set("request.subject", std::string("- item"));
  EXPECT_EQ(said("{{question.text}}", values), hostile + "\n");
  EXPECT_EQ(said("{{request.subject}}", values), "- item\n");
  EXPECT_EQ(said("| A |\n|---|\n| {{question.text}} |\n", values), "A\n" + hostile + "\n\n");
}

TEST(TextTemplate, NamesUnknownFieldsWithLineAndNearest) {
  EXPECT_EQ(said("one\n\n{{request.numbr}}"),
            "t.txt:3: there is no field 'request.numbr' / did you mean 'request.number'?");
  EXPECT_EQ(said("{{#if extension.voluminus}}x{{/if}}"),
            "t.txt:1: there is no field 'extension.voluminus' / did you mean "
            "'extension.voluminous'?");
  EXPECT_EQ(said("{{#each letter.to}}{{lin}}{{/each}}"),
            "t.txt:1: there is no field 'lin' / did you mean 'line'?");
  EXPECT_THAT(said("{{line}}"), HasSubstr("there is no field 'line'"));
  EXPECT_THAT(said("{{> nothing}}"), HasSubstr("t.txt:1: there is no part 'nothing'"));
}

TEST(TextTemplate, SaysHowToGiveAMissingValue) {
  EXPECT_EQ(said("{{letter.date}}\n{{request.number}}",
                 [] {
                   auto values = given_values();
                   values.erase("request.number");
                   return values;
                 }()),
            "t.txt:2: {{request.number}} has no value / request.number: number of the request; "
            "comes from: number in [request]; or give --field request.number=...");
}

TEST(TextTemplate, RefusesWhatCannotBe) {
  for (const auto& [text, what] : std::vector<std::pair<std::string, std::string>>{
           {"{{#if volume.name}}x", "t.txt:1: {{#if volume.name}} is never closed"},
           {"x\n{{/if}}", "t.txt:2: {{/if}} without its beginning"},
           {"{{#if volume.name}}{{/each}}", "{{/each}} without its beginning"},
           {"{{else}}", "{{else}} without its beginning"},
           {"{{volume.name", "'{{volume.name' is never closed"},
           {"{{volume.name|page}}", "a text has no such form"},
           {"{{letter.to}}", "is a list and cannot be printed"},
           {"{{extension.voluminous}}", "is a flag and cannot be printed"},
           {"{{#each volume.name}}{{/each}}", "that is a text, not a list"},
           {"{{#if request.track = slow}}{{/if}}", "request.track is never 'slow'"},
           {"{{#if volume.name = x}}{{/if}}", "only a choice can be compared"},
           {"{{a b}}", "'{{a b}}' is not a field"},
           {"{{figure.none}}", "there is no figure"},
           {"| A |\n| B |", "no row of widths"},
           {"| A |\n|--|\n| B | C |", "has 2 cells, not 1"}}) {
    EXPECT_THAT(said(text), HasSubstr(what)) << text;
  }
}

TEST(TextTemplate, LetsPartsNestButNotForEver) {
  auto looping = making();
  looping.parts = [](std::string_view) { return std::optional<std::string>("{{> again}}"); };
  const auto letter =
      make_letter({"t.txt", TemplateForm::text, "{{> again}}"}, given_values(), looping);
  ASSERT_FALSE(letter);
  EXPECT_THAT(letter.error().message, HasSubstr("parts contain each other"));
}

TEST(TextTemplate, GivesTheSameBytesTwice) {
  EXPECT_EQ(made(std::string(built_in(LetterKind::final_response)))->docx,
            made(std::string(built_in(LetterKind::final_response)))->docx);
}

TEST(Values, AreReadAsPeopleWriteThem) {
  Values values;
  EXPECT_TRUE(values.set_text("fee.estimate", "$1,014.5"));
  EXPECT_EQ(to_log(*values.find("fee.estimate")), "101450");
  EXPECT_TRUE(values.set_text("letter.to", "A; B"));
  EXPECT_EQ(to_log(*values.find("letter.to")), "A; B");
  EXPECT_TRUE(values.set_text("extension.voluminous", "yes"));
  EXPECT_TRUE(values.holds("extension.voluminous"));
  for (const auto& [field, text] :
       std::vector<std::pair<std::string, std::string>>{{"fee.estimate", "many"},
                                                        {"fee.estimate", "-1"},
                                                        {"letter.date", "2026-02-30"},
                                                        {"extension.voluminous", "maybe"},
                                                        {"request.track", "slow"},
                                                        {"volume.pages", "4.5"},
                                                        {"exemptions", "(b)(6)"},
                                                        {"request.numbr", "1"}}) {
    EXPECT_FALSE(values.set_text(field, text)) << field;
  }
}

TEST(Fields, AreNamedOnceAndHaveColumnsIfLists) {
  std::set<std::string_view> names;
  for (const auto& field : all_fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_EQ(field.type == FieldType::list, !columns_of(field.name).empty()) << field.name;
    EXPECT_EQ(field.type == FieldType::choice, !field.choices.empty()) << field.name;
    EXPECT_FALSE(field.meaning.empty()) << field.name;
    EXPECT_FALSE(field.source.empty()) << field.name;
  }
}

}  // namespace
}  // namespace vaughn::letters
