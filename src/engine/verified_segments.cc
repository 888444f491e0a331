// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/verified_segments.h"

namespace vaughn::engine {

namespace {

template <typename Number>
bool parse(std::string_view word, Number& out) {
  const auto end = word.data() + word.size();
  const auto done = std::from_chars(word.data(), end, out);
  return done.ec == std::errc() && done.ptr == end;
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

VerifiedSegments::VerifiedSegments(std::filesystem::path file) : file_(std::move(file)) {
  const auto text = base::read_file(file_);
  if (!text) {
    return;
  }
  for (const auto line : base::split(*text, '\n')) {
    const auto words = base::split(line, ' ');
    Marks marks;
    if (words.size() != 5 || !parse(words[1], marks.inode) || !parse(words[2], marks.size) ||
        !parse(words[3], marks.written_ns) || !parse(words[4], marks.changed_ns)) {
      continue;
    }
    if (const auto segment = base::Sha256::from_hex(words[0])) {
      marks_[*segment] = marks;
    }
  }
}

VerifiedSegments::Marks VerifiedSegments::marks_of(const std::filesystem::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    return {};
  }
  return {info.st_ino, info.st_size, nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

bool VerifiedSegments::holds(const base::Sha256& segment, const std::filesystem::path& path) {
  const auto marks = marks_of(path);
  const auto found = marks_.find(segment);
  if (found != marks_.end() && marks.inode != 0 && found->second == marks) {
    return true;
  }
  pending_[segment] = marks;
  return false;
}

void VerifiedSegments::accept() {
  if (pending_.empty()) {
    return;
  }
  for (const auto& [segment, marks] : pending_) {
    marks_[segment] = marks;
  }
  pending_.clear();
  std::string text;
  for (const auto& [segment, marks] : marks_) {
    text += fmt::format("{} {} {} {} {}\n",
                        segment.hex(),
                        marks.inode,
                        marks.size,
                        marks.written_ns,
                        marks.changed_ns);
  }
  // A matter on a medium that cannot be written to is read all the same.
  static_cast<void>(base::write_file(file_, text).has_value());
}

}  // namespace vaughn::engine
