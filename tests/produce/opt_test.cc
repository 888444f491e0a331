// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/load_files/opt.h"

#include <gtest/gtest.h>

namespace vaughn::produce {
namespace {

OptLine given_document(const char* key, std::int64_t pages) {
  return {.key = key,
          .volume = "VOL001",
          .path = std::string("PDF\\") + key + ".pdf",
          .is_document_start = true,
          .page_count = pages};
}

TEST(Opt, WritesSevenFieldsPerDocument) {
  const auto bytes = write_opt({given_document("A-000001", 3), given_document("A-000004", 1)});
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes,
            "A-000001,VOL001,PDF\\A-000001.pdf,Y,,,3\r\n"
            "A-000004,VOL001,PDF\\A-000004.pdf,Y,,,1\r\n");
}

TEST(Opt, ReadsBackWhatItWrote) {
  const std::vector lines{given_document("A-000001", 3), given_document("A-000004", 1)};
  const auto back = read_opt(*write_opt(lines));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, lines);
}

// The example of the ZyLAB, Veritas and Concordance manuals: one line per page.
TEST(Opt, ReadsOneLinePerPage) {
  const auto lines = read_opt(
      "ZY00001,ZY01,D:\\IMAGES\\001\\ZY00001.TIF,Y,,,3\r\n"
      "ZY00002,ZY01,D:\\IMAGES\\001\\ZY00002.TIF,,,,\r\n"
      "ZY00003,ZY01,D:\\IMAGES\\001\\ZY00003.TIF,,,,\r\n");
  ASSERT_TRUE(lines);
  ASSERT_EQ(lines->size(), 3u);
  EXPECT_EQ((*lines)[0].page_count, 3);
  EXPECT_FALSE((*lines)[1].is_document_start);
}

TEST(Opt, RefusesWhatItCannotSay) {
  EXPECT_FALSE(write_opt({given_document("A,1", 1)}));
  EXPECT_FALSE(write_opt({given_document("A\n1", 1)}));
  EXPECT_FALSE(write_opt({given_document("A", 1), given_document("A", 1)}));
  auto page = given_document("A", 1);
  page.is_document_start = false;
  EXPECT_FALSE(write_opt({page}));
}

TEST(Opt, RefusesDamagedLines) {
  EXPECT_FALSE(read_opt("A,V,p,Y,,3\r\n"));
  EXPECT_FALSE(read_opt("A,V,p,X,,,3\r\n"));
  EXPECT_FALSE(read_opt("A,V,p,Y,,,three\r\n"));
  EXPECT_FALSE(read_opt("A,V,p,,,,\r\n"));
}

}  // namespace
}  // namespace vaughn::produce
