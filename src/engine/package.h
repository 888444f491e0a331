// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/geometry.h"
#include "base/hash.h"
#include "base/result.h"
#include "engine/sandbox.h"

// What one who got a package does with it: no matter, no account, no network.
namespace vaughn::engine {

struct PackagePage {
  int number = 0;
  std::string record{};
  int record_page = 0;
  std::string description{};
  int marks = 0;  // made so far
  bool is_not_ours = false;
};

struct PackageFile {
  std::string path{};
  std::int64_t size = 0;
  base::Sha256 sha256{};
};

struct PackageMark {
  int number = 0;  // from 1
  int page = 0;
  std::string words{};
  base::Rect box{};  // empty: words
  std::string ground{};
  std::string reason{};
};

struct PackageView {
  std::string code{};
  std::string kind{};
  std::int64_t consultation = 0;
  int round = 1;
  std::string matter{};
  std::string request_number{};
  std::string agency{};
  std::string to{};
  base::Date sent{};
  base::Date due{};
  base::Sha256 digest{};      // of its manifest
  std::string fingerprint{};  // of the sender's key
  std::vector<PackagePage> pages{};
  std::vector<PackageFile> files{};
  std::vector<PackageMark> marks{};
};

// "72 500 210.5 512", also with commas. Nothing if it is no box.
std::optional<base::Rect> parse_box(std::string_view text);

// Signature and every hash were checked: a package that is not as it was sealed is damaged.
base::Result<PackageView> look_at_package(Sandbox& sandbox, const std::filesystem::path& package);

// The same, and writes its files to a new folder.
base::Result<PackageView> unpack_package(Sandbox& sandbox,
                                         const std::filesystem::path& package,
                                         const std::filesystem::path& folder);

struct MarkPackage {
  std::filesystem::path package{};
  int page = 0;         // 0: every page where the words stand
  std::string words{};  // or
  base::Rect box{};     // in points from the lower left of the page in pages.pdf, or
  bool is_whole_page = false;
  std::string ground{};
  std::string reason{};
};
struct MarkPackageResult {
  std::int64_t added = 0;
  std::int64_t places = 0;   // where the words stand
  std::int64_t already = 0;  // marked before, just so
  PackageView package{};     // with the marks
};
// Marks are kept beside the package, in NAME.marks, until the reply is made.
base::Result<MarkPackageResult> mark_package(Sandbox& sandbox, const MarkPackage& request);
base::Result<PackageView> remove_package_marks(Sandbox& sandbox,
                                               const std::filesystem::path& package,
                                               const std::vector<int>& numbers);
// "These pages are not ours."
base::Result<PackageView> disown_pages(Sandbox& sandbox,
                                       const std::filesystem::path& package,
                                       const std::vector<int>& pages);

struct ReplyRequest {
  std::filesystem::path package{};
  std::filesystem::path out{};  // must not exist
  std::string by{};
  std::string title{};
  std::string statement{};
  base::Instant at{};
};
struct ReplyResult {
  PackageView package{};
  std::string fingerprint{};  // of the key made for this reply
  std::int64_t marks = 0;
  std::int64_t pages_marked = 0;
  std::int64_t whole_pages = 0;
  std::filesystem::path reply{};
};
base::Result<ReplyResult> reply_to_package(Sandbox& sandbox, const ReplyRequest& request);

}  // namespace vaughn::engine
