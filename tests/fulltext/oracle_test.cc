// SPDX-License-Identifier: AGPL-3.0-or-later
#include "oracle.h"

#include <array>

#include "corpus.h"

namespace vaughn::fulltext {
namespace {

constexpr std::array<std::string_view, 16> kWords{"permit",
                                                  "permits",
                                                  "permission",
                                                  "station",
                                                  "payment",
                                                  "action",
                                                  "point",
                                                  "harbor",
                                                  "bid",
                                                  "bids",
                                                  "dredge",
                                                  "dredging",
                                                  "o'neil",
                                                  "woman",
                                                  "women",
                                                  "licence"};
constexpr std::array<std::string_view, 12> kPatterns{
    "permi*", "*tion", "*ment", "wom?n", "*i*", "b*", "d*ing", "?id", "pe*t*", "o", "neil", "*s"};

std::string text(Random& random, std::size_t at_most) {
  std::string out;
  for (auto n = random.below(at_most + 1); n > 0; --n) {
    out += std::string(random.of(kWords)) + (random.below(6) == 0 ? ". " : " ");
  }
  return out;
}

TestRecord record(Random& random, std::int64_t id) {
  constexpr std::array<std::string_view, 3> kOffices{"boston", "boston north", "denver"};
  constexpr std::array<std::string_view, 3> kPeople{"Ana Ortiz", "Luis Lee", "Ana Lee"};
  constexpr std::array<std::string_view, 3> kKinds{"email", "pdf", "word"};
  TestRecord out{.id = id,
                 .subject = text(random, 4),
                 .from = text(random, 2),
                 .to = text(random, 2),
                 .cc = text(random, 2),
                 .body = text(random, 24),
                 .name = text(random, 2),
                 .office = std::string(random.of(kOffices)),
                 .custodian = std::string(random.of(kPeople)),
                 .kind = std::string(random.of(kKinds))};
  if (random.below(8) != 0) {
    // Hours around the turn of days and months, 2022-01-01 to 2022-04-11.
    const auto hours = static_cast<int>(random.below(24 * 100));
    out.date = base::Instant(std::chrono::seconds(1640995200)) + std::chrono::hours(hours);
  }
  return out;
}

std::string word(Random& random) {
  return std::string(random.below(3) == 0 ? random.of(kPatterns) : random.of(kWords));
}

std::string phrase(Random& random) {
  switch (random.below(6)) {
    case 0: return "\"" + word(random) + " " + word(random) + "\"";
    case 2: return "\"* " + word(random) + "\"";
    case 1: return "\"" + word(random) + " * " + word(random) + "\"";
    default: return word(random);
  }
}

// What may stand beside w/n.
std::string near_side(Random& random, int depth) {
  switch (random.below(depth > 0 ? 5 : 3)) {
    case 0: return "(" + phrase(random) + " OR " + phrase(random) + ")";
    case 3: {
      const auto* op = random.below(3) == 0 ? " pre/" : random.below(4) == 0 ? " NOT w/" : " w/";
      return "(" + near_side(random, depth - 1) + op + std::to_string(1 + random.below(5)) + " " +
             near_side(random, depth - 1) + ")";
    }
    default: return phrase(random);
  }
}

std::string near(Random& random) {
  constexpr std::array<std::string_view, 6> kOperators{
      " w/", " w/", " w/", " pre/", " NOT w/", " NOT pre/"};
  return near_side(random, 1) + std::string(random.of(kOperators)) +
         std::to_string(1 + random.below(8)) + " " + near_side(random, 1);
}

std::string filter(Random& random) {
  constexpr std::array<std::string_view, 12> kFilters{"office:boston",
                                                      "custodian:ana",
                                                      "custodian:\"ana ortiz\"",
                                                      "type:email",
                                                      "sent:2022-02",
                                                      "sent:2022-01-31..2022-02-01",
                                                      "sent:none",
                                                      "sent:<2022-03",
                                                      "sent:>=2022-03-13",
                                                      "office:\"boston north\"",
                                                      "id:R-000007",
                                                      "sent:2022-03-31"};
  return std::string(random.of(kFilters));
}

std::string query(Random& random, int depth) {
  constexpr std::array<std::string_view, 6> kFields{
      "subject:", "from:", "to:", "cc:", "body:", "name:"};
  switch (random.below(depth > 0 ? 9 : 4)) {
    case 0: return "(" + near(random) + ")";
    case 1: return filter(random);
    case 2: return std::string(random.of(kFields)) + phrase(random);
    case 3:
    case 4: return phrase(random);
    case 5: return "(" + query(random, depth - 1) + " OR " + query(random, depth - 1) + ")";
    case 6: return "(NOT " + query(random, depth - 1) + ")";
    case 7: return std::string(random.of(kFields)) + "(" + near(random) + ")";
    default:
      return "(" + query(random, depth - 1) + (random.below(3) == 0 ? " AND NOT " : " AND ") +
             query(random, depth - 1) + ")";
  }
}

class OracleTest : public IndexTest {
 protected:
  // Records 1 to 240 in three segments; some of the first are held again, changed, by the last.
  void given_records(Random& random) {
    std::vector<TestRecord> first;
    std::vector<TestRecord> second;
    std::vector<TestRecord> third;
    for (std::int64_t id = 1; id <= 240; ++id) {
      (id <= 120 ? first : second).push_back(record(random, id));
      current_[id] = id <= 120 ? first.back() : second.back();
    }
    for (std::int64_t id = 5; id <= 240; id += 17) {
      third.push_back(record(random, id));
      current_[id] = third.back();
    }
    given(first);
    given(second);
    given(third);
  }

  std::string expected(const Query& asked) const {
    const auto zone = base::TimeZone::make(asked.time_zone);
    std::vector<foia::RecordId> ids;
    for (const auto& [id, test_record] : current_) {
      if (Oracle(test_record, *zone).matches(asked.root)) {
        ids.push_back({id});
      }
    }
    return numbers(ids);
  }

  std::map<std::int64_t, TestRecord> current_{};
};

TEST_F(OracleTest, FindsExactlyWhatTheDefinitionSays) {
  Random random(20220414);
  given_records(random);
  const auto index = opened();
  const auto merged_manifest = merge_segments(folder(), manifest_);
  ASSERT_TRUE(merged_manifest) << merged_manifest.error().message;
  ASSERT_EQ(merged_manifest->segments.size(), 1U);
  const auto merged = Index::open(folder(), *merged_manifest);
  ASSERT_TRUE(merged);
  EXPECT_EQ(index.record_count(), 240);
  EXPECT_EQ(merged->record_count(), 240);
  int with_hits = 0;
  for (int i = 0; i < 1200; ++i) {
    const auto asked = parsed(query(random, 2));
    const auto want = expected(asked);
    const auto result = index.find(asked);
    ASSERT_TRUE(result) << asked.text << ": " << result.error().message;
    ASSERT_EQ(numbers(result->ids), want) << asked.text;
    const auto again = merged->find(asked);
    ASSERT_TRUE(again);
    ASSERT_EQ(again->ids, result->ids) << asked.text;
    with_hits += want.empty() ? 0 : 1;
  }
  EXPECT_GT(with_hits, 600);
}

}  // namespace
}  // namespace vaughn::fulltext
