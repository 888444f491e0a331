// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract_support.h"

namespace vaughn::extract {
namespace {

using testing::archive_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::outline;

TEST(Archive, OfAnyKindIsAContainer) {
  for (const char* format : {"zip", "7zip", "gnutar", "pax", "newc"}) {
    const auto extraction =
        extract(archive_of({{"a.txt", "one"}, {"b/c.txt", "two"}}, format), "x");
    ASSERT_EQ(extraction.parts.size(), 3u) << format;
    EXPECT_EQ(extraction.parts[0].state, PartState::container) << format;
    EXPECT_EQ(extraction.parts[1].path_suffix, "//a.txt");
    EXPECT_EQ(extraction.parts[2].path_suffix, "//b/c.txt");
    EXPECT_EQ(extraction.parts[2].name, "c.txt");
    EXPECT_EQ(extraction.parts[2].text, "two");
    EXPECT_EQ(extraction.containers, (std::vector<ContainerCount>{{0, 2, 2, 0, false}}));
  }
}

TEST(Archive, KeepsTwoMembersOfOneName) {
  EXPECT_THAT(outline(extract(archive_of({{"a.txt", "1"}, {"a.txt", "2"}, {"a.txt", "3"}}), "x")),
              ElementsAre("container zip",
                          "record txt //a.txt",
                          "record txt //a.txt (2)",
                          "record txt //a.txt (3)"));
}

TEST(Archive, NeverLeadsOutOfItsFolderByAName) {
  const auto extraction = extract(archive_of({{"../../etc/passwd", "x"}, {"/abs//a", "y"}}), "x");
  EXPECT_EQ(extraction.parts[1].name, "passwd");
  EXPECT_EQ(extraction.parts[2].path_suffix, "//abs/a");
}

TEST(Archive, ReportsEncryptedMembers) {
  const auto extraction = extract(archive_of({{"a.txt", "secret"}}, "zip", "tika"), "x.zip");
  EXPECT_THAT(outline(extraction), ElementsAre("container zip", "exception encrypted //a.txt"));
  EXPECT_EQ(extraction.containers, (std::vector<ContainerCount>{{0, 1, 0, 1, false}}));
}

TEST(Archive, OpensArchivesWithinArchives) {
  auto bytes = archive_of({{"x.txt", "deep"}});
  for (int i = 0; i < 3; ++i) {
    bytes = archive_of({{"in.zip", bytes}});
  }
  EXPECT_EQ(outline(extract(bytes, "a.zip")).back(), "record txt //in.zip//in.zip//in.zip//x.txt");
}

TEST(Archive, StopsAtTheDepthBudget) {
  auto bytes = archive_of({{"x.txt", "deep"}});
  for (int i = 0; i < 30; ++i) {
    bytes = archive_of({{"in.zip", bytes}});
  }
  const auto extraction = extract(bytes, "a.zip");
  EXPECT_EQ(extraction.parts.size(), 21u);
  EXPECT_THAT(outline(extraction).back(), HasSubstr("exception limit"));
}

TEST(Archive, StopsAtTheBudgetOfParts) {
  Options options;
  options.max_parts = 2;
  const auto extraction =
      extract(archive_of({{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}}), "x", options);
  EXPECT_THAT(
      outline(extraction),
      ElementsAre(
          "container zip", "record txt //a", "record txt //b", "exception limit //(unread)"));
  EXPECT_TRUE(extraction.containers.at(0).is_cut);
}

TEST(Archive, RefusesABomb) {
  const auto bytes = archive_of({{"zeros", std::string(std::size_t{4} << 20, '\0')}, {"b", "ok"}});
  Options options;
  options.max_ratio = 100;
  EXPECT_THAT(outline(extract(bytes, "x", options)),
              ElementsAre("container zip", "exception limit //zeros", "record txt //b"));
  options.max_ratio = 100'000;
  options.max_member_bytes = 1 << 20;
  EXPECT_THAT(outline(extract(bytes, "x", options)),
              ElementsAre("container zip", "exception limit //zeros", "record txt //b"));
}

TEST(Archive, RefusesOverlappingMembers) {
  auto bytes = archive_of({{"a.txt", std::string(100, 'a')}, {"b.txt", std::string(100, 'b')}});
  // The second entry of the directory points to the data of the first.
  const auto second = bytes.rfind("PK\1\2");
  bytes.replace(second + 42, 4, std::string(4, '\0'));
  EXPECT_THAT(outline(extract(bytes, "x.zip")), ElementsAre("exception limit"));
}

TEST(Archive, ReadsWhatIsLeftOfACutFile) {
  const auto bytes = archive_of({{"a.txt", "one"}, {"b.txt", "two"}, {"c.txt", "three"}});
  const auto cut = bytes.substr(0, bytes.find("PK\1\2"));
  EXPECT_THAT(outline(extract(cut, "x.zip")),
              ElementsAre("container zip",
                          "record txt //a.txt",
                          "record txt //b.txt",
                          "record txt //c.txt",
                          "exception damaged //(unread)"));
}

TEST(Archive, ChecksTheChecksum) {
  auto bytes = archive_of({{"a.txt", "one"}});
  const auto directory = bytes.find("PK\1\2");
  bytes[directory + 16] = static_cast<char>(bytes[directory + 16] ^ 1);
  EXPECT_THAT(outline(extract(bytes, "x.zip")),
              ElementsAre("container zip", "exception damaged //a.txt"));
}

TEST(Archive, ThatIsEmptyIsARecord) {
  const std::string empty = "PK\5\6" + std::string(18, '\0');
  const auto extraction = extract(empty, "x.zip");
  EXPECT_THAT(outline(extraction), ElementsAre("record zip"));
  EXPECT_EQ(extraction.parts[0].kind, foia::RecordKind::archive);
}

TEST(Archive, SkipsANodeOverWhichARunDied) {
  Options options;
  options.crashed_nodes = {1};
  EXPECT_THAT(outline(extract(archive_of({{"a", "1"}, {"b", "2"}}), "x", options)),
              ElementsAre("container zip", "exception crashed //a", "record txt //b"));
}

}  // namespace
}  // namespace vaughn::extract
