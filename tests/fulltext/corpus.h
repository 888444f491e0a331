// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "fulltext/index.h"
#include "fulltext/segment.h"

namespace vaughn::fulltext {

// A record that owns its texts.
struct TestRecord {
  std::int64_t id = 0;
  std::string subject{};
  std::string from{};
  std::string to{};
  std::string cc{};
  std::string body{};
  std::string name{};
  std::optional<base::Instant> date{};
  std::string office{"boston"};
  std::string custodian{"Ana Ortiz"};
  std::string kind{"email"};

  IndexedRecord view() const {
    return {{id}, subject, from, to, cc, body, name, date, office, custodian, kind};
  }
};

// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % n;
  }
  template <typename List>
  const auto& of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

class IndexTest : public testing::Test {
 protected:
  void SetUp() override {
    auto folder = base::TempDir::make(std::filesystem::temp_directory_path());
    ASSERT_TRUE(folder);
    temporary_.emplace(std::move(*folder));
  }
  std::filesystem::path folder() const { return temporary_->path(); }

  base::Result<SegmentEntry> write(const std::vector<TestRecord>& records) const {
    auto builder = TRY(SegmentBuilder::open(folder()));
    for (const auto& record : records) {
      TRY(builder.add(record.view()));
    }
    return builder.finish();
  }

  // Adds a segment with these records to the manifest.
  void given(const std::vector<TestRecord>& records) {
    auto entry = write(records);
    ASSERT_TRUE(entry) << entry.error().message;
    manifest_.segments.push_back(*entry);
  }

  Index opened() const {
    auto index = Index::open(folder(), manifest_);
    EXPECT_TRUE(index) << index.error().message;
    return std::move(*index);
  }

  static Query parsed(std::string_view text, std::string_view zone = "America/New_York") {
    auto query = parse_query(text, {.time_zone = std::string(zone), .other_fields = {"set"}});
    EXPECT_TRUE(query) << text << ": " << query.error().message << "\n" << query.error().hint;
    return query ? *query : Query{};
  }

  // The hits as numbers: "1 4 7".
  static std::string numbers(const std::vector<foia::RecordId>& ids) {
    std::string out;
    for (const auto id : ids) {
      out += (out.empty() ? "" : " ") + std::to_string(id.value);
    }
    return out;
  }
  static std::string found(const Index& index,
                           std::string_view query,
                           const FindOptions& options = {}) {
    const auto result = index.find(parsed(query), options);
    return result ? numbers(result->ids) : result.error().message;
  }

  Manifest manifest_{};

 private:
  std::optional<base::TempDir> temporary_{};
};

}  // namespace vaughn::fulltext
