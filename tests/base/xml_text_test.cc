// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/xml_text.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace vaughn::base {
namespace {

TEST(UnescapeXml, UndoesEscapeXml) {
  for (const auto* text : {"", "plain", "a < b > c & \"d\" 'e'", "&amp;lt;"}) {
    EXPECT_EQ(unescape_xml(escape_xml(text)), text);
  }
}

TEST(UnescapeXml, LeavesWhatItDoesNotKnow) {
  EXPECT_EQ(unescape_xml("O&#39;Neil & Co &nbsp;"), "O'Neil & Co &nbsp;");
}

}  // namespace
}  // namespace vaughn::base
