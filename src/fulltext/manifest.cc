// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <set>
#include <system_error>

#include "base/files.h"
#include "base/text.h"

namespace vaughn::fulltext {
namespace {

constexpr std::string_view kFirstLine = "vaughn-fulltext-manifest 1";

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

base::Error damaged(std::size_t line) {
  return {base::ErrorCode::damaged,
          fmt::format("line {} of the index manifest is damaged", line),
          "build the index again from the records"};
}

}  // namespace

std::string Manifest::text() const {
  std::string out(kFirstLine);
  out += "\n";
  for (const auto& segment : segments) {
    out += fmt::format("{} {} {} {} {}\n",
                       segment.id.hex(),
                       segment.records,
                       segment.bytes,
                       segment.first_record,
                       segment.last_record);
  }
  return out;
}

base::Sha256 Manifest::hash() const {
  return base::Sha256::of(text());
}

base::Result<Manifest> Manifest::parse(std::string_view text) {
  const auto lines = base::split(text, '\n');
  if (lines.front() != kFirstLine || lines.back() != "") {
    return damaged(lines.front() == kFirstLine ? lines.size() : 1);
  }
  Manifest out;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const auto words = base::split(lines[i], ' ');
    if (words.size() != 5) {
      return damaged(i + 1);
    }
    auto id = base::Sha256::from_hex(words[0]);
    const auto records = number(words[1]);
    const auto bytes = number(words[2]);
    const auto first = number(words[3]);
    const auto last = number(words[4]);
    if (!id || !records || !bytes || !first || !last) {
      return damaged(i + 1);
    }
    out.segments.push_back({*id, *records, *bytes, *first, *last});
  }
  return out;
}

std::filesystem::path segment_path(const std::filesystem::path& folder, const SegmentId& id) {
  return folder / (id.hex() + ".segment");
}

base::Result<int> remove_unlisted(const std::filesystem::path& folder, const Manifest& manifest) {
  std::set<std::string> listed;
  for (const auto& segment : manifest.segments) {
    listed.insert(segment_path({}, segment.id).string());
  }
  const auto listing = TRY(base::list_files(folder));
  int removed = 0;
  for (const auto& file : listing.files) {
    const bool is_ours = file.extension() == ".segment" || file.extension() == ".building";
    if (file.has_parent_path() || !is_ours || listed.contains(file.string())) {
      continue;
    }
    std::error_code status;
    std::filesystem::remove(folder / file, status);
    if (status) {
      return base::Error{base::ErrorCode::io,
                         fmt::format("cannot remove {}: {}", file.string(), status.message()),
                         ""};
    }
    ++removed;
  }
  return removed;
}

}  // namespace vaughn::fulltext
