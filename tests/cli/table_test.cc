// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/table.h"

#include <gtest/gtest.h>

#include <sstream>

#include "cli/progress_line.h"
#include "cli/terminal.h"

namespace vaughn::cli {
namespace {

TEST(Table, AlignsColumnsAndEndsLinesCleanly) {
  Table table({{"name"}, {"pages", Align::right}, {"note"}});
  table.add({"VOL001", 1498, ""});
  table.add({"V2", 7, "superseded"});
  EXPECT_EQ(table.text(100),
            "name    pages  note\n"
            "VOL001  1,498\n"
            "V2          7  superseded\n");
}

TEST(Table, PlainHasTabsAndNumbersWithoutCommas) {
  Table table({{"name"}, {"pages", Align::right}});
  table.add({"a", 6904});
  EXPECT_EQ(table.plain(), "a\t6904\n");
}

TEST(Table, CutsOnlyColumnsThatMayBeCut) {
  Table table({{"record"}, {"title", Align::left, Cut::at_end}});
  table.add({"R-000012", "a title that is far too long for a narrow screen"});
  const auto text = table.text(40);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    EXPECT_LE(display_width(text.substr(begin, end - begin)), 40);
    begin = end + 1;
  }
  EXPECT_NE(text.find("R-000012"), std::string::npos);
  EXPECT_NE(text.find("…"), std::string::npos);
}

TEST(Table, CountsWideCharactersTwice) {
  EXPECT_EQ(display_width("漢字"), 4);
  EXPECT_EQ(display_width("é"), 1);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(cut_to_width("漢字漢字", 5), "漢字…");
}

TEST(Terminal, StrangersCannotPaintTheScreen) {
  EXPECT_EQ(harmless("a\x1b[31mred"), "a [31mred");
  EXPECT_EQ(harmless("a\u009b31m"), "a 31m");
  EXPECT_EQ(harmless("abc\u202Exe.pdf"), "abc xe.pdf");
  EXPECT_EQ(harmless("a\nb"), "a b");
  EXPECT_EQ(harmless_lines("a\nb\tc\x07"), "a\nb\tc ");
  EXPECT_EQ(harmless("é ümlaut"), "é ümlaut");
}

TEST(Terminal, WrapsAtSpacesAndKeepsBlocks) {
  EXPECT_EQ(wrapped("one two three", 7), "one two\nthree");
  EXPECT_EQ(wrapped("one two three", 9, 2), "one two\n  three");
  EXPECT_EQ(wrapped("a b\n\n  kept   as is", 3), "a b\n\n  kept   as is");
}

engine::Progress at(std::int64_t done, std::int64_t total, std::int64_t exceptions = 0) {
  return {.stage = "collect", .done = done, .total = total, .exceptions = exceptions};
}

TEST(ProgressLine, SaysRateAndWhatIsLeft) {
  EXPECT_EQ(describe(at(1204, 6904, 38), Seconds(10)),
            "collect  1,204 of 6,904  120/s  47 s left  38 exceptions");
  EXPECT_EQ(describe(at(5, 0), Seconds(0.5)), "collect  5");
  EXPECT_EQ(describe(at(10, 1000), Seconds(10)), "collect  10 of 1,000  1.0/s  16 min 30 s left");
}

struct Screen {
  std::istringstream in{};
  std::ostringstream out{};
  std::ostringstream err{};
  Terminal terminal{.in = in, .out = out, .err = err};
};

TEST(ProgressLine, WithoutATerminalSpeaksEveryFewSeconds) {
  Screen screen;
  ProgressLine line(screen.terminal, ProgressStyle::automatic);
  for (const double second : {0.0, 1.0, 4.0, 6.0, 7.0}) {
    line.show(at(static_cast<std::int64_t>(second) + 1, 100), Seconds(second));
  }
  EXPECT_EQ(screen.err.str(), "collect  7 of 100  1.2/s  1 min 20 s left\n");
  EXPECT_EQ(screen.out.str(), "");
}

TEST(ProgressLine, OnATerminalMovesAndIsCleared) {
  Screen screen;
  screen.terminal.err_is_tty = true;
  ProgressLine line(screen.terminal, ProgressStyle::automatic);
  line.show(at(1, 2), Seconds(0));
  line.clear();
  EXPECT_EQ(screen.err.str(), "\r\x1b[Kcollect  1 of 2\r\x1b[K");
}

TEST(ProgressLine, NoneIsSilent) {
  Screen screen;
  ProgressLine line(screen.terminal, ProgressStyle::none);
  line.show(at(1, 2), Seconds(0));
  line.show(at(2, 2), Seconds(100));
  EXPECT_EQ(screen.err.str(), "");
}

}  // namespace
}  // namespace vaughn::cli
