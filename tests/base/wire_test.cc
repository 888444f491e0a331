// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/wire.h"

#include <gtest/gtest.h>

namespace vaughn::base {
namespace {

TEST(Wire, GivesBackWhatWasWritten) {
  const Rect box{10, 20.5, 30, 700};
  WireWriter out;
  out.flag(true);
  out.flag(false);
  out.bytes("words");
  out.rect(box);
  WireReader in(out.data());
  EXPECT_TRUE(*in.flag());
  EXPECT_FALSE(*in.flag());
  EXPECT_EQ(*in.text(), "words");
  EXPECT_EQ(*in.rect(), box);
  EXPECT_TRUE(in.at_end());
}

TEST(Wire, RefusesAMessageThatEndsEarly) {
  WireWriter out;
  out.rect({1, 2, 3, 4});
  for (std::size_t size = 0; size < out.data().size(); ++size) {
    WireReader in(BytesView(out.data()).substr(0, size));
    EXPECT_FALSE(in.rect().has_value()) << size;
  }
  WireWriter text;
  text.bytes("words");
  WireReader in(BytesView(text.data()).substr(0, text.data().size() - 1));
  EXPECT_FALSE(in.text().has_value());
}

}  // namespace
}  // namespace vaughn::base
