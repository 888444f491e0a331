// SPDX-License-Identifier: AGPL-3.0-or-later
#include "package/package.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "package/form.h"

namespace vaughn::package {
namespace {

class GivenPackage : public testing::Test {
 protected:
  static Manifest manifest() {
    Manifest out;
    out.code = "northway-1-0a1b2c3d";
    out.kind = "submitter";
    out.consultation = 1;
    out.matter = "Harbor Watch v. Department of Tides";
    out.agency = "Department of Tides";
    out.to = "Northway Systems";
    out.sent = *base::parse_date("2026-03-02");
    out.due = *base::parse_date("2026-03-16");
    out.pages = {{1, "R-000006", 2, "a contract", {1, 0, 0, 1, 0, 5}},
                 {2, "R-000007", 1, "a price list", {1, 0, 0, 1, 0, 0}}};
    return out;
  }
  static Files files() { return {{"form.csv", "x"}, {"pages.pdf", std::string(5000, 'p')}}; }
  Sealed sealed() const { return *seal(manifest(), files(), keys_); }

  base::KeyPair keys_ = *base::make_key_pair();
};

TEST_F(GivenPackage, OpensAsItWasSealed) {
  const auto opened = open(sealed().bytes);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->files, files());
  EXPECT_EQ(opened->digest, base::Sha256::of(sealed().manifest));
  EXPECT_EQ(opened->manifest.pages, manifest().pages);
  EXPECT_EQ(opened->public_key, keys_.public_key);
  EXPECT_EQ(kind_of(sealed().bytes), Kind::package);
}

TEST_F(GivenPackage, TheSameContentsGiveTheSameBytes) {
  EXPECT_EQ(sealed().bytes, sealed().bytes);
}

TEST_F(GivenPackage, AnyChangedByteIsSeen) {
  const auto bytes = sealed().bytes;
  const auto whole = open(bytes);
  for (std::size_t i = 0; i < bytes.size(); i += 7) {
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 0x20);
    const auto opened = open(changed);
    // A bit that a zip file does not use may change; what is in it may not.
    if (opened) {
      EXPECT_EQ(opened->files, whole->files) << "byte " << i;
      EXPECT_EQ(opened->digest, whole->digest) << "byte " << i;
    }
  }
}

TEST_F(GivenPackage, ATruncatedOneIsDamaged) {
  const auto bytes = sealed().bytes;
  for (const std::size_t size : {std::size_t{0}, std::size_t{4}, bytes.size() / 2}) {
    EXPECT_FALSE(open(bytes.substr(0, size)));
  }
}

TEST_F(GivenPackage, AManifestSignedByAnotherKeyIsNotTheSenders) {
  auto other = *base::make_key_pair();
  other.public_key = keys_.public_key;
  const auto forged = seal(manifest(), files(), other);
  ASSERT_TRUE(forged);
  EXPECT_EQ(open(forged->bytes).error().message, "its manifest is not as it was signed");
}

TEST_F(GivenPackage, OneWithoutPagesIsNone) {
  const auto without = seal(manifest(), {{"form.csv", "x"}}, keys_);
  EXPECT_EQ(open(without->bytes).error().message, "it holds no pages");
  auto empty = manifest();
  empty.pages.clear();
  EXPECT_EQ(open(seal(empty, files(), keys_)->bytes).error().message, "it holds no pages");
}

TEST_F(GivenPackage, WhatUnpacksToTooMuchIsNotUnpacked) {
  // 70 MB of one byte in a file of 70 kB, as the reply of anyone with a key.
  Reply reply;
  reply.answer.by = "Priya Nair";
  reply.answer.statement = std::string(std::size_t{70} << 20, 'a');
  const auto bomb = *seal_reply(reply, keys_);
  EXPECT_LT(bomb.size(), std::size_t{1} << 20);
  const auto opened = open_reply(bomb);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, base::ErrorCode::limit);
}

TEST_F(GivenPackage, SurvivesTheWayOutOfASandbox) {
  const auto opened = *open(sealed().bytes);
  const auto again = decode_opened(encode(opened));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->manifest, opened.manifest);
  EXPECT_EQ(again->files, opened.files);
  EXPECT_FALSE(decode_opened(encode(opened).substr(0, 40)));
}

TEST_F(GivenPackage, AReplyNamesThePackageAndIsSigned) {
  Reply reply;
  reply.package = base::Sha256::of("manifest");
  reply.at = *base::parse_instant("2026-03-10T12:00:00Z");
  reply.answer.by = "Priya Nair";
  reply.answer.marks = {{1, "$412.50", {}, "commercial", "our price"},
                        {2, "", {1, 2, 3, 4}, "trade_secret", "how it is built"}};
  reply.answer.not_ours = {2};
  const auto bytes = *seal_reply(reply, keys_);
  const auto opened = open_reply(bytes);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->reply, reply);
  EXPECT_EQ(kind_of(bytes), Kind::reply);
  const auto again = decode_opened_reply(encode(*opened));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->reply, reply);
  EXPECT_FALSE(open(bytes)) << "a reply is no package";
  EXPECT_FALSE(open_reply(sealed().bytes)) << "a package is no reply";
}

TEST_F(GivenPackage, AReplyWithAMarkThatCannotBeIsDamaged) {
  for (const Mark& bad : {Mark{0, "words", {}, "commercial", "r"},
                          Mark{100'001, "words", {}, "commercial", "r"},
                          Mark{1, "", {}, "commercial", "r"}}) {
    Reply reply;
    reply.at = *base::parse_instant("2026-03-10T12:00:00Z");
    reply.answer.marks = {bad};
    EXPECT_FALSE(open_reply(*seal_reply(reply, keys_))) << bad.page;
  }
  EXPECT_FALSE(draft_from_json(R"({"schema":"vaughn.marks/1","package":")" +
                               base::Sha256::of("m").hex() +
                               R"(","marks":[],"not_ours":[4294967297]})"));
}

TEST_F(GivenPackage, ADraftRoundTrips) {
  Draft draft;
  draft.package = base::Sha256::of("m");
  draft.marks = {{1, "words", {}, "commercial", "r"}};
  EXPECT_EQ(*draft_from_json(draft_to_json(draft)), draft);
  EXPECT_FALSE(draft_from_json("{}"));
  EXPECT_FALSE(draft_from_json("["));
}

std::vector<FormRow> as_sheet(const std::vector<std::vector<std::string>>& rows) {
  std::vector<FormRow> out;
  for (const auto& cells : rows) {
    out.push_back({static_cast<int>(out.size()) + 1, cells});
  }
  return out;
}

TEST_F(GivenPackage, AnEmptyFormSaysThatThereIsNoObjection) {
  const auto form = read_form(as_sheet(form_rows(manifest())), manifest());
  ASSERT_TRUE(form);
  EXPECT_TRUE(form->answer.marks.empty());
  EXPECT_TRUE(form->missing_pages.empty());
}

TEST_F(GivenPackage, AFormMayHaveMoreRowsForAPageAndLackOthers) {
  auto rows = form_rows(manifest());
  rows.pop_back();
  rows[1][5] = "$412.50";
  rows[1][7] = "commercial";
  rows[1][8] = "our price";
  rows.push_back({"", "1.0", "", "", "", "", "72, 500, 210, 512", "commercial", "the term", "x"});
  const auto form = read_form(as_sheet(rows), manifest());
  ASSERT_TRUE(form);
  ASSERT_EQ(form->answer.marks.size(), 2U);
  EXPECT_EQ(form->answer.marks[1].box, (base::Rect{72, 500, 210, 512}));
  EXPECT_EQ(form->answer.not_ours, (std::vector<int>{1}));
  EXPECT_EQ(form->missing_pages, (std::vector<int>{2}));
  EXPECT_EQ(form->rows, (std::vector<int>{2, 3}));
}

TEST_F(GivenPackage, AFormOfAnotherPackageIsRefused) {
  auto rows = form_rows(manifest());
  rows[1][0] = "harlan-4-00000000";
  EXPECT_FALSE(read_form(as_sheet(rows), manifest()));
  EXPECT_FALSE(read_form(as_sheet({{"page", "words"}}), manifest()));
  EXPECT_FALSE(read_form({}, manifest()));
}

TEST(Box, IsFourNumbersWithAnArea) {
  EXPECT_EQ(parse_box("1 2 3 4"), (base::Rect{1, 2, 3, 4}));
  EXPECT_EQ(parse_box("1,2;3,4"), (base::Rect{1, 2, 3, 4}));
  for (const auto* bad : {"", "1 2 3", "3 2 1 4", "1 2 3 4 5", "a b c d"}) {
    EXPECT_FALSE(parse_box(bad)) << bad;
  }
}

}  // namespace
}  // namespace vaughn::package
