// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"
#include "given_values.h"
#include "letters/kind.h"

namespace vaughn::letters {
namespace {

// Every letter of the program with every field it names, word for word. VAUGHN_APPROVE=1 writes
// them anew; the diff is read line by line.
class GoldenLetter : public testing::TestWithParam<LetterKind> {};

std::filesystem::path golden_of(LetterKind kind) {
  return std::filesystem::path(VAUGHN_FIXTURES).parent_path() / "golden" / "letters" /
         (std::string(to_string(kind)) + ".txt");
}

TEST_P(GoldenLetter, SaysWhatItSaid) {
  const auto kind = GetParam();
  const auto letter = make_letter(
      {std::string(to_string(kind)) + ".txt", TemplateForm::text, std::string(built_in(kind))},
      given_values(),
      making());
  ASSERT_TRUE(letter) << letter.error().message << " " << letter.error().hint;
  for (const auto& missing : check_elements(kind, *letter, given_values())) {
    EXPECT_EQ(missing.element->weight, Weight::advised) << missing.message;
  }
  EXPECT_THAT(letter->text, testing::Not(testing::HasSubstr("{{")));
  const auto path = golden_of(kind);
  if (std::getenv("VAUGHN_APPROVE") != nullptr) {  // NOLINT(concurrency-mt-unsafe): one thread
    ASSERT_TRUE(base::make_directories(path.parent_path()));
    ASSERT_TRUE(base::write_file(path, letter->text));
    return;
  }
  const auto golden = base::read_file(path);
  ASSERT_TRUE(golden) << golden.error().message;
  EXPECT_EQ(letter->text, *golden);
}

std::vector<LetterKind> kinds() {
  std::vector<LetterKind> out;
  for (const auto& row : all_kinds()) {
    out.push_back(row.kind);
  }
  return out;
}

INSTANTIATE_TEST_SUITE_P(Letters, GoldenLetter, testing::ValuesIn(kinds()), [](const auto& kind) {
  std::string name;
  for (const char c : to_string(kind.param)) {
    name += c == '-' ? '_' : c;
  }
  return name;
});

TEST(LetterTemplates, OfTheProgramNameNoUnknownField) {
  for (const auto& row : all_kinds()) {
    const auto contents = read_template(
        {std::string(row.word) + ".txt", TemplateForm::text, std::string(built_in(row.kind))},
        making());
    EXPECT_TRUE(contents) << row.word;
  }
}

TEST(LetterTemplates, ThatNameAnUnknownFieldAreErrors) {
  EXPECT_THAT(said("Dear {{letter.salutatoin}},\n"),
              testing::AllOf(testing::HasSubstr("letter.salutatoin"),
                             testing::HasSubstr("letter.salutation")));
}

}  // namespace
}  // namespace vaughn::letters
