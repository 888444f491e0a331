// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/generate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "base/files.h"
#include "base/hash.h"
#include "foia/matter.h"
#include "foia/review_file.h"

namespace vaughn::sample {
namespace {

namespace fs = std::filesystem;

// One matter for all tests of this file: it takes a second to make.
class SampleMatter : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto folder = base::TempDir::make(fs::temp_directory_path());
    ASSERT_TRUE(folder);
    folder_ = new base::TempDir(std::move(*folder));
    auto made = generate(out(), {});
    ASSERT_TRUE(made) << made.error().message;
    summary_ = *made;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static fs::path out() { return folder_->path() / "sample"; }
  static std::string content(const fs::path& name) {
    auto bytes = base::read_file(out() / name);
    EXPECT_TRUE(bytes) << name;
    return bytes ? *bytes : "";
  }

  static base::TempDir* folder_;
  static Summary summary_;
};

base::TempDir* SampleMatter::folder_ = nullptr;
Summary SampleMatter::summary_{};

// Path -> digest of every file below the folder.
std::map<std::string, std::string> digests(const fs::path& folder) {
  std::map<std::string, std::string> out;
  const auto listing = base::list_files(folder);
  EXPECT_TRUE(listing);
  for (const fs::path& file : listing->files) {
    const auto bytes = base::read_file(folder / file);
    EXPECT_TRUE(bytes);
    out[file.string()] = base::Sha256::of(*bytes).hex();
  }
  return out;
}

TEST_F(SampleMatter, HasAboutSixHundredRecords) {
  EXPECT_GE(summary_.records, 560);
  EXPECT_LE(summary_.records, 680);
  EXPECT_EQ(summary_.exceptions, 6);
  EXPECT_GT(summary_.duplicates, 30);
}

TEST_F(SampleMatter, IsTheSameTwice) {
  const fs::path again = folder_->path() / "again";
  ASSERT_TRUE(generate(again, {}));
  EXPECT_EQ(digests(again), digests(out()));
}

TEST_F(SampleMatter, DependsOnTheSeed) {
  const fs::path other = folder_->path() / "other";
  ASSERT_TRUE(generate(other, {.seed = 7}));
  EXPECT_NE(digests(other), digests(out()));
}

TEST_F(SampleMatter, DoesNotWriteIntoAFolderWithFiles) {
  const auto refused = generate(out(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::conflict);
}

TEST_F(SampleMatter, StatesAMatterThatReads) {
  const auto matter = foia::parse_matter(content("matter.toml"), "matter.toml");
  ASSERT_TRUE(matter) << matter.error().message;
  EXPECT_EQ(matter->categories.size(), 9u);
  EXPECT_EQ(matter->category("6")->items.size(), 4u);
  EXPECT_EQ(matter->offices.size(), 9u);
}

TEST_F(SampleMatter, StatesRulesThatRead) {
  const auto rules = foia::parse_review_file(content("rules.toml"), "rules.toml");
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_GE(rules->code.size(), 11u);
  EXPECT_GE(rules->marks.size(), 6u);
  EXPECT_EQ(rules->decisions.size(), 5u);
}

TEST_F(SampleMatter, StatesTaskingsOfWhichTwoFoundNothing) {
  const auto taskings = foia::parse_tasking_file(content("taskings.toml"), "taskings.toml");
  ASSERT_TRUE(taskings) << taskings.error().message;
  const auto empty = std::count_if(taskings->begin(), taskings->end(), [](const auto& tasking) {
    return tasking.answer && !tasking.answer->has_records;
  });
  EXPECT_EQ(empty, 2);
}

}  // namespace
}  // namespace vaughn::sample
