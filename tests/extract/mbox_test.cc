// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/mbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract_support.h"

namespace vaughn::extract {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kLine = "From ana@x.gov  Fri Oct 14 09:30:00 2022\n";

std::vector<std::string> split(const std::string& mailbox) {
  std::vector<std::string> out;
  MboxReader reader(mailbox);
  while (const auto slice = reader.next()) {
    out.push_back(mailbox.substr(slice->offset, slice->length));
  }
  return out;
}

std::string line() {
  return std::string(kLine);
}

TEST(Mbox, SplitsAtFromLines) {
  EXPECT_THAT(split(line() + "Subject: a\n\nA\n\n" + line() + "Subject: b\n\nB\n"),
              ElementsAre("Subject: a\n\nA\n", "Subject: b\n\nB\n"));
}

TEST(Mbox, DoesNotNeedAnEmptyLineBefore) {
  EXPECT_THAT(split(line() + "Subject: a\n\nA\n" + line() + "Subject: b\n\nB\n"),
              ElementsAre("Subject: a\n\nA\n", "Subject: b\n\nB\n"));
}

TEST(Mbox, IsNotFooledByFromInABody) {
  const std::string body =
      "Subject: a\n\nFrom here it is far.\nFrom ana Fri Oct 14 09:30:00 2022\nand no header\n"
      "From noon at 12:30 in 2022\nSee: this\n>From ana Fri Oct 14 09:30:00 2022\nX: y\n";
  // The third line is as a "From " line may be, but its time and year are those of prose.
  EXPECT_EQ(split(line() + body).size(), 2u);
  EXPECT_EQ(split(line() + "Subject: a\n\nFrom here it is far: 12:30\nTo: x\n").size(), 1u);
}

TEST(Mbox, TakesZonesAndCarriageReturns) {
  EXPECT_EQ(split("From a Fri Oct 14 09:30:00 2022 +0000\r\nSubject: a\r\n\r\nA\r\n\r\n"
                  "From b Fri Oct 14 09:30:00 EST 2022\r\nSubject: b\r\n\r\nB\r\n"),
            (std::vector<std::string>{"Subject: a\r\n\r\nA\r\n", "Subject: b\r\n\r\nB\r\n"}));
}

TEST(Mbox, NeedsTwoMessages) {
  EXPECT_FALSE(is_mbox(line() + "Subject: a\n\nA\n"));
  EXPECT_TRUE(is_mbox(line() + "Subject: a\n\nA\n" + line() + "Subject: b\n\n"));
  EXPECT_FALSE(is_mbox(""));
  EXPECT_FALSE(is_mbox("From the beginning"));
  EXPECT_EQ(MboxReader("nothing").next(), std::nullopt);
}

TEST(Mbox, IsAContainerOfMails) {
  std::string mailbox;
  for (int i = 0; i < 3; ++i) {
    mailbox += line() + testing::mail({}) + "\n";
  }
  const auto extraction = extract(mailbox, "box");
  EXPECT_THAT(
      testing::outline(extraction),
      ElementsAre(
          "container mbox", "record eml //1.eml", "record eml //2.eml", "record eml //3.eml"));
  EXPECT_EQ(extraction.containers, (std::vector<ContainerCount>{{0, 3, 3, 0, false}}));
  EXPECT_EQ(extraction.parts[1].duplicate_key, extraction.parts[2].duplicate_key);
}

}  // namespace
}  // namespace vaughn::extract
