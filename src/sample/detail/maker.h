// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "sample/detail/doc.h"
#include "sample/detail/grammar.h"
#include "sample/detail/mail_file.h"
#include "sample/detail/random.h"
#include "sample/detail/topics.h"
#include "sample/detail/truth.h"
#include "sample/detail/workbook.h"
#include "sample/detail/world.h"

namespace vaughn::sample {

// What a text is about: fills the variables of the grammar.
struct Setting {
  const Employee* me = nullptr;
  const Employee* you = nullptr;
  base::Instant at{};
  bool about_operations = false;
  std::vector<const Participant*> people{};  // three
  std::string operation{};
  std::string field_office{};  // name
  std::string other_office{};
  std::vector<std::string> techniques{};  // two
  bool is_she = false;
};

// A file with what is in it.
struct MadeFile {
  std::string name{};
  std::string type{};  // MIME
  base::Bytes bytes{};
  Item item{};  // path not yet set
  std::vector<PictureBox> boxes{};
};

enum class FileFormat { pdf, docx, html, text, scan, tiff };

// Makes texts, documents and their files.
class Maker {
 public:
  explicit Maker(std::uint64_t seed);

  const World& world() const { return world_; }
  const Random& root() const { return root_; }

  Setting setting(Random& random,
                  const Employee& me,
                  const Employee& you,
                  base::Instant at,
                  bool about_operations) const;
  std::string write(std::string_view rule, const Setting& setting, Random& random) const;

  Doc document(std::string_view kind, const Setting& setting, Random& random) const;
  base::Result<MadeFile> file(std::string_view kind,
                              const Setting& setting,
                              Random& random,
                              bool may_be_scanned) const;
  base::Result<MadeFile> file_as(std::string_view kind,
                                 const Doc& doc,
                                 FileFormat format,
                                 Random& random) const;
  MadeFile sheet(std::string_view kind, const Setting& setting, Random& random) const;

 private:
  Grammar::Variables variables(const Setting& setting) const;

  Random root_;
  World world_;
  Grammar grammar_;
};

// A picture of the application's screen.
base::Result<MadeFile> screen_image(const Setting& setting, Random& random);

bool is_sheet(std::string_view kind);
// Text of all blocks, notes and deletions too.
std::string full_text(const Doc& doc);
std::string full_text(const Workbook& book);
// Letters, digits, spaces and hyphens only.
std::string file_stem(std::string_view title);

// Seconds east of UTC in force at an office; summer time from the second Sunday of March to the
// first of November.
int zone_minutes(const WorldOffice& office, base::Instant at);

}  // namespace vaughn::sample
