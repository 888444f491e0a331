// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/received_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/extracted_parts.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

std::string extension_of(const fs::path& path) {
  return base::ascii_lower(path.extension().string());
}

// Members of the archive and of archives in it. What lies within a record (an attachment of a mail,
// a file in a PDF) stays there.
Result<std::map<std::string, Bytes>> unpack(Sandbox& sandbox, const fs::path& path) {
  auto bytes = TRY(base::read_file(path));
  std::map<std::string, Bytes> out;
  std::set<int> containers;
  int nodes = 0;
  const auto read =
      extract_parts(sandbox, std::move(bytes), path.filename().string(), [&](extract::Part part) {
        const int node = nodes++;
        const bool is_open = part.parent < 0 || containers.contains(part.parent);
        if (is_open && part.state == extract::PartState::container) {
          containers.insert(node);
        } else if (is_open && part.parent >= 0) {
          auto name = base::replace_all(part.path_suffix, "//", "/");
          name.erase(0, name.find_first_not_of('/'));
          out.insert_or_assign(std::move(name), std::move(part.bytes));
        }
      });
  if (!read) {
    return base::with_context(read.error(), path.string());
  }
  if (containers.empty()) {
    return Error{ErrorCode::damaged, fmt::format("{} is no archive", path.string()), ""};
  }
  return out;
}

}  // namespace

Result<ReceivedFiles> ReceivedFiles::open(Sandbox& sandbox, const fs::path& path) {
  ReceivedFiles out;
  std::error_code status;
  if (!fs::exists(path, status)) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no {}", path.string()),
                 "name a folder, a zip, a load file or a PDF"};
  }
  const auto bare = path.has_filename() ? path : path.parent_path();
  out.name_ = bare.filename().string();
  if (fs::is_directory(path, status)) {
    out.folder_ = path;
    const auto listing = TRY(base::list_files(path));
    for (const auto& file : listing.files) {
      out.listed_.push_back(file.generic_string());
    }
    return out;
  }
  const auto kind = extension_of(path);
  if (kind == ".zip") {
    out.members_ = TRY(unpack(sandbox, path));
    return out;
  }
  if (kind == ".pdf") {
    out.folder_ = path.has_parent_path() ? path.parent_path() : fs::path(".");
    out.listed_.push_back(path.filename().generic_string());
    return out;
  }
  return Error{ErrorCode::unsupported,
               fmt::format("{} is no production", path.string()),
               "name a folder, a zip, a load file (.dat, .opt, .lfp) or a PDF"};
}

std::vector<std::string> ReceivedFiles::paths() const {
  auto out = listed_;
  for (const auto& [name, bytes] : members_) {
    out.push_back(name);
  }
  return out;
}

Result<Bytes> ReceivedFiles::read(const std::string& path) const {
  if (const auto member = members_.find(path); member != members_.end()) {
    return member->second;
  }
  return base::read_file(folder_ / path);
}

bool is_load_file(const fs::path& path) {
  const auto kind = extension_of(path);
  return kind == ".dat" || kind == ".opt" || kind == ".lfp";
}

Result<ReceivedFiles> open_received_files(Sandbox& sandbox, const fs::path& given) {
  if (!is_load_file(given)) {
    return ReceivedFiles::open(sandbox, given);
  }
  return ReceivedFiles::open(sandbox,
                             given.has_parent_path() ? given.parent_path() : fs::path("."));
}

}  // namespace vaughn::engine
