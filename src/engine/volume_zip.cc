// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/volume_zip.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/mapped_file.h"
#include "base/text.h"
#include "engine/detail/received_files.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kManifest = "manifest.json";

// What stands before the manifest's name: "" or "VOL001/". No value if there is no such file, or if
// it lies deeper, as a volume within another thing does.
std::optional<std::string> root_of(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    const auto parts = base::split(path, '/');
    if (parts.size() <= 2 && parts.back() == kManifest) {
      return path.substr(0, path.size() - kManifest.size());
    }
  }
  return {};
}

bool is_safe(std::string_view path) {
  const auto parts = base::split(path, '/');
  return std::none_of(parts.begin(), parts.end(), [](std::string_view part) {
    return part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos;
  });
}

}  // namespace

bool is_volume(const fs::path& path) {
  std::error_code status;
  if (fs::is_directory(path, status)) {
    return fs::exists(path / kManifest, status);
  }
  if (base::ascii_lower(path.extension().string()) != ".zip") {
    return false;
  }
  // Names are not compressed in a zip.
  const auto file = base::MappedFile::open(path);
  return file && file->bytes().find(kManifest) != std::string_view::npos &&
         file->bytes().find("manifest.sig") != std::string_view::npos;
}

Result<UnpackedVolume> UnpackedVolume::open(Sandbox& sandbox, const fs::path& zip) {
  const auto files = TRY(ReceivedFiles::open(sandbox, zip));
  const auto paths = files.paths();
  const auto root = root_of(paths);
  if (!root) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} holds no volume", zip.string()),
                 "manifest.json has to lie on top of it, or in its only folder"};
  }
  auto made = TRY(base::TempDir::make(fs::temp_directory_path()));
  // The folder bears the name that it had, since numbers and load files speak of it.
  const auto name = root->empty() ? zip.stem().string() : root->substr(0, root->size() - 1);
  const auto folder = made.path() / (is_safe(name) ? name : "volume");
  for (const auto& path : paths) {
    if (!path.starts_with(*root)) {
      continue;  // beside the volume
    }
    const auto inner = path.substr(root->size());
    if (!is_safe(inner)) {
      return Error{ErrorCode::damaged, fmt::format("{} names a file outside", zip.string()), ""};
    }
    const auto bytes = TRY(files.read(path));
    TRY(base::make_directories((folder / inner).parent_path()));
    TRY(base::write_file(folder / inner, bytes));
  }
  return UnpackedVolume(std::move(made), folder);
}

}  // namespace vaughn::engine
