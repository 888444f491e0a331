// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/remarks.h"

#include <gtest/gtest.h>

#include "pdf/assemble.h"
#include "pdf/inspect.h"
#include "pdf/layout.h"
#include "pdf/page_match.h"

namespace vaughn::pdf {
namespace {

base::Bytes given_page(const std::string& words) {
  return *layout_html("<html><body><p>" + words + "</p></body></html>");
}

base::Bytes given_pages(const std::vector<std::string>& pages) {
  std::vector<base::Bytes> made;
  for (const auto& words : pages) {
    made.push_back(given_page(words));
  }
  std::vector<Piece> pieces;
  for (const auto& pdf : made) {
    Piece piece;
    piece.pdf = pdf;
    pieces.push_back(piece);
  }
  return *assemble(pieces);
}

const std::string kOne = "The unit price of the gauge is four hundred dollars.";
const std::string kTwo = "Delivery takes place at the northern pier in summer.";
const std::string kThree = "Nothing in this letter concerns tariffs or trade.";

std::vector<MatchKind> kinds(const std::vector<PageMatch>& pages) {
  std::vector<MatchKind> out;
  for (const auto& page : pages) {
    out.push_back(page.kind);
  }
  return out;
}

TEST(Form, FieldsKeepNamesAndValues) {
  const auto pdf = given_pages({kOne});
  const std::vector<Field> fields{
      {"by", "Your name", FieldKind::line, 1, {72, 300, 300, 318}, "Priya (Nair)"},
      {"ok", "Nothing", FieldKind::check_box, 1, {72, 270, 86, 284}, "Yes"},
      {"package", "Package", FieldKind::fixed, 1, {72, 240, 300, 258}, "nw-1"}};
  const auto made = with_form(pdf, fields);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(*made, *with_form(pdf, fields)) << "same input, same bytes";
  const auto read = read_remarks(*made);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->remarks.empty()) << "a field is no remark";
  const std::vector<FilledField> expected{
      {"by", "Priya (Nair)"}, {"ok", "Yes"}, {"package", "nw-1"}};
  EXPECT_EQ(read->fields, expected);
  EXPECT_FALSE(with_form(pdf, std::vector<Field>{{"x", "", FieldKind::line, 2, {0, 0, 1, 1}, ""}}));
}

TEST(Form, IsGoneWithoutRemarks) {
  const auto pdf = given_pages({kOne});
  const auto made =
      with_form(pdf, std::vector<Field>{{"by", "", FieldKind::line, 1, {72, 300, 300, 318}, ""}});
  const auto bare = without_remarks(*made);
  ASSERT_TRUE(bare);
  const auto facts = inspect(*bare);
  EXPECT_FALSE(facts->has_form);
  EXPECT_EQ(facts->annotations, 0);
}

TEST(PageMatch, TheSamePagesAreTheSameUnderAForm) {
  const auto pdf = given_pages({kOne, kTwo});
  const auto filled =
      *with_form(pdf, std::vector<Field>{{"by", "", FieldKind::line, 2, {72, 300, 300, 318}, "x"}});
  const auto pages = match_pages(pdf, filled);
  ASSERT_TRUE(pages);
  EXPECT_EQ(kinds(*pages), (std::vector<MatchKind>{MatchKind::same, MatchKind::same}));
}

TEST(PageMatch, SeesWhatIsMissingAddedAlteredAndMoved) {
  const auto pdf = given_pages({kOne, kTwo, kThree});
  EXPECT_EQ(kinds(*match_pages(pdf, given_pages({kOne, kThree}))),
            (std::vector<MatchKind>{MatchKind::same, MatchKind::missing, MatchKind::same}));
  const auto altered = *match_pages(
      pdf, given_pages({"The unit price of the gauge is nine hundred dollars.", kTwo, kThree}));
  EXPECT_EQ(altered[0].kind, MatchKind::altered);
  EXPECT_EQ(altered[0].returned, 1);
  const auto moved = *match_pages(pdf, given_pages({kThree, kOne, kTwo}));
  EXPECT_EQ(kinds(moved), (std::vector<MatchKind>(3, MatchKind::same)));
  EXPECT_EQ(moved[0].returned, 2);
  const auto added = *match_pages(pdf, given_pages({kOne, kTwo, kThree, "Quite another matter."}));
  ASSERT_EQ(added.size(), 4U);
  EXPECT_EQ(added[3], (PageMatch{MatchKind::added, 0, 4}));
}

TEST(Remarks, DamagedFilesAreErrors) {
  EXPECT_FALSE(read_remarks(""));
  EXPECT_FALSE(read_remarks("%PDF-1.7\nno more"));
  EXPECT_FALSE(match_pages(given_pages({kOne}), "no pdf"));
}

}  // namespace
}  // namespace vaughn::pdf
