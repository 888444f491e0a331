// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/segment.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "corpus.h"
#include "fulltext/detail/segment_file.h"

namespace vaughn::fulltext {
namespace {

namespace fs = std::filesystem;

// Long enough for word lists that run over many pages.
std::vector<TestRecord> long_records(int count, std::uint64_t seed) {
  Random random(seed);
  std::vector<TestRecord> out;
  for (int i = 1; i <= count; ++i) {
    TestRecord record{.id = i * 3};
    record.subject = "the subject " + std::to_string(i % 7);
    for (auto n = random.below(400); n > 0; --n) {
      record.body += random.below(3) == 0 ? "the " : "w" + std::to_string(random.below(4000)) + " ";
    }
    out.push_back(record);
  }
  return out;
}

class Segment : public IndexTest {
 protected:
  std::vector<std::string> files() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(folder())) {
      out.push_back(entry.path().filename().string());
    }
    std::ranges::sort(out);
    return out;
  }
  void change_byte(const SegmentId& id, std::size_t at) const {
    const auto path = segment_path(folder(), id);
    auto bytes = *base::read_file(path);
    bytes[at % bytes.size()] = static_cast<char>(bytes[at % bytes.size()] ^ 1);
    fs::permissions(path, fs::perms::owner_all);
    ASSERT_TRUE(base::write_file(path, bytes));
  }
};

TEST_F(Segment, IsNamedByItsContent) {
  const auto entry = write({{.id = 7, .body = "permit"}, {.id = 9, .body = "bid"}});
  ASSERT_TRUE(entry);
  const auto bytes = base::read_file(segment_path(folder(), entry->id));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(base::Sha256::of(*bytes), entry->id);
  EXPECT_EQ(entry->bytes, static_cast<std::int64_t>(bytes->size()));
  EXPECT_EQ(entry->records, 2);
  EXPECT_EQ(entry->first_record, 7);
  EXPECT_EQ(entry->last_record, 9);
  EXPECT_EQ(files(), std::vector{entry->id.hex() + ".segment"});
}

TEST_F(Segment, HasTheSameBytesForTheSameRecords) {
  const auto records = long_records(200, 1);
  const auto first = write(records);
  const auto second = write(records);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(*first, *second);
}

TEST_F(Segment, RefusesARecordTwice) {
  auto builder = SegmentBuilder::open(folder());
  ASSERT_TRUE(builder);
  const TestRecord record{.id = 7, .body = "permit"};
  ASSERT_TRUE(builder->add(record.view()));
  const auto again = builder->add(record.view());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::ErrorCode::conflict);
  EXPECT_EQ(again.error().message, "R-000007 is in this segment already");
  ASSERT_TRUE(builder->finish());
}

TEST_F(Segment, RefusesNumbersItCannotHoldAndEmptiness) {
  auto builder = SegmentBuilder::open(folder());
  ASSERT_TRUE(builder);
  for (const std::int64_t id : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 32}) {
    const TestRecord record{.id = id};
    EXPECT_FALSE(builder->add(record.view()));
  }
  EXPECT_FALSE(builder->finish());
  EXPECT_TRUE(files().empty());
}

TEST_F(Segment, LeavesNothingBehindWhenItIsGivenUp) {
  {
    auto builder = SegmentBuilder::open(folder());
    ASSERT_TRUE(builder);
    const TestRecord record{.id = 7, .body = "permit"};
    ASSERT_TRUE(builder->add(record.view()));
  }
  EXPECT_TRUE(files().empty());
}

TEST_F(Segment, OfAKilledProcessIsNeverSeen) {
  given({{.id = 1, .body = "permit"}});
  const auto child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto builder = SegmentBuilder::open(folder());
    for (const auto& record : long_records(50, 2)) {
      if (!builder || !builder->add(record.view())) {
        ::_exit(1);
      }
    }
    ::raise(SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(files().size(), 2U);
  EXPECT_EQ(found(opened(), "permit"), "1");
  const auto removed = remove_unlisted(folder(), manifest_);
  ASSERT_TRUE(removed);
  EXPECT_EQ(*removed, 1);
  EXPECT_EQ(files(), std::vector{manifest_.segments[0].id.hex() + ".segment"});
}

TEST_F(Segment, MissingIsAnError) {
  given({{.id = 1, .body = "permit"}});
  given({{.id = 2, .body = "permit"}});
  fs::remove(segment_path(folder(), manifest_.segments[0].id));
  const auto index = Index::open(folder(), manifest_);
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().code, base::ErrorCode::not_found);
}

TEST_F(Segment, AlteredAnywhereIsAnError) {
  given(long_records(20, 3));
  const auto& entry = manifest_.segments[0];
  for (std::size_t at = 0; at < static_cast<std::size_t>(entry.bytes); at += 4999) {
    change_byte(entry.id, at);
    const auto index = Index::open(folder(), manifest_);
    ASSERT_FALSE(index) << at;
    EXPECT_EQ(index.error().code, base::ErrorCode::damaged);
    change_byte(entry.id, at);
  }
  EXPECT_TRUE(Index::open(folder(), manifest_));
}

TEST_F(Segment, TruncatedIsAnErrorEvenWithoutHashing) {
  given({{.id = 1, .body = "permit"}});
  const auto path = segment_path(folder(), manifest_.segments[0].id);
  fs::permissions(path, fs::perms::owner_all);
  fs::resize_file(path, 4096);
  const auto index = Index::open(folder(), manifest_, Verify::size);
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().code, base::ErrorCode::damaged);
}

// Whatever stands in a file whose hash was not checked, reading it must end in an answer or error.
TEST_F(Segment, AlteredAndNotCheckedDoesNotCrash) {
  given(long_records(30, 4));
  const auto& entry = manifest_.segments[0];
  const auto good = *base::read_file(segment_path(folder(), entry.id));
  Random random(5);
  for (int round = 0; round < 300; ++round) {
    auto bytes = good;
    for (int i = 0; i < 20; ++i) {
      bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
    }
    fs::permissions(segment_path(folder(), entry.id), fs::perms::owner_all);
    ASSERT_TRUE(base::write_file(segment_path(folder(), entry.id), bytes));
    const auto index = Index::open(folder(), manifest_, Verify::size);
    if (index) {
      const auto one = index->find(parsed("*1 w/3 the"));
      const auto two = index->find(parsed("NOT subject:subject sent:none"));
      (void)one;
      (void)two;
    }
  }
}

TEST_F(Segment, GivesTheSamePostingsByPageAndBySql) {
  given(long_records(1500, 6));
  auto file = SegmentFile::open(folder(), manifest_.segments[0], Verify::content);
  ASSERT_TRUE(file);
  const auto words = (*file)->expand("*");
  ASSERT_TRUE(words);
  ASSERT_GT(words->size(), 4000U);
  const Records wanted{3, 6, 300, 301, 2400, 4497, 4500, 9000};
  for (const auto& word : *words) {
    for (const auto columns : {kAllColumns, 1U << kBodyColumn, 1U}) {
      for (const auto want : {Want::places, Want::records}) {
        for (const auto* within : {static_cast<const Records*>(nullptr), &wanted}) {
          Places by_page;
          Places by_sql;
          ASSERT_TRUE((*file)->read(word, columns, within, want, by_page)) << word.word;
          ASSERT_TRUE((*file)->read_by_sql(word.word, columns, within, want, by_sql));
          ASSERT_EQ(by_page, by_sql) << word.word;
        }
      }
    }
  }
}

TEST_F(Segment, TakesRecordsInAnyOrder) {
  auto records = long_records(300, 7);
  given(records);
  std::ranges::reverse(records);
  const auto sorted = opened();
  manifest_.segments.clear();
  given(records);
  const auto reversed = opened();
  for (const auto* query : {"w17", "the w/2 w3*", "\"the the\"", "subject:3"}) {
    EXPECT_EQ(found(sorted, query), found(reversed, query)) << query;
  }
}

TEST_F(Segment, WithoutAnyWordFindsNothing) {
  given({{.id = 1, .office = "boston"}, {.id = 2, .body = "--"}});
  const auto index = opened();
  EXPECT_EQ(found(index, "permit"), "");
  EXPECT_EQ(found(index, "*a*"), "");
  EXPECT_EQ(found(index, "NOT permit"), "1 2");
  EXPECT_EQ(found(index, "office:boston"), "1 2");
}

TEST_F(Segment, MergedIsTheOneThatWouldHaveBeenWrittenAtOnce) {
  const auto records = long_records(500, 8);
  const auto at_once = write(records);
  ASSERT_TRUE(at_once);
  for (std::size_t begin = 0; begin < records.size(); begin += 100) {
    given({records.begin() + static_cast<std::ptrdiff_t>(begin),
           records.begin() + static_cast<std::ptrdiff_t>(begin) + 100});
  }
  const auto merged = merge_segments(folder(), manifest_);
  ASSERT_TRUE(merged) << merged.error().message;
  ASSERT_EQ(merged->segments.size(), 1U);
  EXPECT_EQ(merged->segments[0], *at_once);
}

TEST(Manifest, ReadsWhatItWrites) {
  const Manifest manifest{
      {{base::Sha256::of("a"), 10, 4096, 1, 10}, {base::Sha256::of("b"), 2, 8192, 3, 4}}};
  const auto parsed = Manifest::parse(manifest.text());
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, manifest);
  EXPECT_EQ(Manifest::parse(Manifest{}.text())->segments.size(), 0U);
}

TEST(Manifest, RefusesADamagedLine) {
  const Manifest manifest{{{base::Sha256::of("a"), 10, 4096, 1, 10}}};
  const auto text = manifest.text();
  for (const auto& bad : {std::string(),
                          text.substr(1),
                          text.substr(0, text.size() - 1),
                          text + "x\n",
                          text.substr(0, text.size() - 4) + "-1\n"}) {
    const auto parsed = Manifest::parse(bad);
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().code, base::ErrorCode::damaged);
  }
}

}  // namespace
}  // namespace vaughn::fulltext
