// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "extract/detail/format.h"
#include "extract/detail/zip_reader.h"
#include "foia/record.h"

namespace vaughn::extract {

struct Relation {
  std::string id{};
  std::string type{};    // the last segment of its URI: "worksheet", "comments"
  std::string target{};  // name of the part, or the address if it is external
  bool is_external = false;
};

// An Office Open XML or OpenDocument file: XML parts in a zip archive.
class Package {
 public:
  static base::Result<Package> open(const Input& input);

  // The part, or nothing if it is absent or cannot be unpacked; the latter is counted.
  std::optional<base::Bytes> part(std::string_view name);
  std::vector<Relation> relations(std::string_view part_name);
  bool has(std::string_view name) const { return zip_.find(name) != nullptr; }
  // Names of the parts in a folder ("word/embeddings/"), in byte order.
  std::vector<std::string> names_in(std::string_view folder) const;

  int unreadable_parts() const { return unreadable_parts_; }
  bool is_recovered() const { return zip_.is_recovered(); }
  // A document type declaration was met: such a file is not by an Office program.
  bool has_doctype() const { return has_doctype_; }

 private:
  explicit Package(ZipReader zip, const Options& options)
      : zip_(std::move(zip)), options_(&options) {}
  ZipReader zip_;
  const Options* options_;
  int unreadable_parts_ = 0;
  bool has_doctype_ = false;
};

// Title, author, times and program from docProps.
void read_properties(Package& package, foia::Metadata& metadata);
// What all Office files may have: macros, external links, damage, embedded files.
void note_package(Package& package, std::string_view main_folder, Part& part);
std::vector<Child> embedded_files(Package& package, std::string_view main_folder);

// Gathers runs, paragraphs, tabs and breaks of Word, PowerPoint and drawing markup.
struct OfficeText {
  std::string text{};
  int insertions = 0;
  int deletions = 0;
  bool has_hidden = false;
};
OfficeText office_text(std::string_view xml);

// A time such as "2022-10-14T09:30:00Z"; nothing if it is not one.
std::optional<base::Instant> office_time(std::string_view text);

}  // namespace vaughn::extract
