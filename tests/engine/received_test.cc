// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/received.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace vaughn::engine {
namespace {

namespace fs = std::filesystem;

// Real releases of FOIA offices, which are not part of the repository.
TEST(SlowReceived, RealReleasesAreReadWholeAndTheirCodesFound) {
  const auto corpus = fs::path(VAUGHN_CORPUS) / "production" / "rooney";
  if (!fs::exists(corpus)) {
    GTEST_SKIP() << "no corpus of real releases at " << corpus;
  }
  auto sandbox = Sandbox::start(Skill::parse_and_read);
  ASSERT_TRUE(sandbox) << sandbox.error().message;
  ReceivedRequest request{.paths = {corpus / "Jon Burge" / "MuckRock_OCR"}};
  const auto burge = check_received(*sandbox, request, {}, {});
  ASSERT_TRUE(burge) << burge.error().message;
  EXPECT_EQ(burge->report.total.unread, 0);
  EXPECT_EQ(burge->report.total.first_bates.substr(0, 16), "19-cv-4048(FBI)-");
  EXPECT_GT(burge->report.total.listed_deleted, 500);
  for (const auto* code : {"(b)(3)", "(b)(6)", "(b)(7)(C)"}) {
    EXPECT_GT(burge->report.total.exemptions.at(code).boxes, 10) << code;
  }
  request.paths = {corpus / "Cobwebs"};
  const auto cobwebs = check_received(*sandbox, request, {}, {});
  ASSERT_TRUE(cobwebs) << cobwebs.error().message;
  EXPECT_GT(cobwebs->report.total.boxes_without_code, 40);  // hatched boxes that say nothing
}

TEST(Received, AFolderWithoutAManifestIsSomebodyElses) {
  const auto folder = base::TempDir::make(fs::temp_directory_path());
  ASSERT_TRUE(folder);
  EXPECT_TRUE(is_received(folder->path()));
  ASSERT_TRUE(base::write_file(folder->path() / "manifest.json", "{}"));
  EXPECT_FALSE(is_received(folder->path()));
  EXPECT_FALSE(is_received(folder->path() / "absent.zip"));
}

TEST(Received, DamagedAndHostileFilesAreSaidOfTheirDocument) {
  const auto folder = base::TempDir::make(fs::temp_directory_path());
  ASSERT_TRUE(folder);
  ASSERT_TRUE(base::write_file(folder->path() / "broken.pdf", "%PDF-1.7\nno such thing"));
  ASSERT_TRUE(base::write_file(folder->path() / "broken.tif", "II*"));
  auto sandbox = Sandbox::start();
  ASSERT_TRUE(sandbox) << sandbox.error().message;
  const auto result = check_received(*sandbox, {.paths = {folder->path()}}, {}, {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, base::ErrorCode::not_found);
}

}  // namespace
}  // namespace vaughn::engine
