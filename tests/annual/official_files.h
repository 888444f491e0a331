// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <map>
#include <string>

#include "annual/xml_tree.h"

namespace vaughn::annual {

// The files FOIA.gov publishes, if the machine has them; see tests/fixtures/README.md.
inline std::filesystem::path official_folder() {
  return std::filesystem::path(VAUGHN_CORPUS) / "foia-annual";
}

// Name in the archive -> bytes; empty if there is no such archive.
inline std::map<std::string, std::string> unzip(const std::string& name) {
  std::map<std::string, std::string> out;
  const auto path = official_folder() / name;
  auto* zip = archive_read_new();
  archive_read_support_format_zip(zip);
  constexpr std::size_t kBlock = 1 << 16;
  if (archive_read_open_filename(zip, path.c_str(), kBlock) == ARCHIVE_OK) {
    archive_entry* entry = nullptr;
    while (archive_read_next_header(zip, &entry) == ARCHIVE_OK) {
      std::string bytes;
      std::string block(kBlock, '\0');
      for (;;) {
        const auto count = archive_read_data(zip, block.data(), block.size());
        if (count <= 0) {
          break;
        }
        bytes.append(block, 0, static_cast<std::size_t>(count));
      }
      out[archive_entry_pathname(entry)] = std::move(bytes);
    }
  }
  archive_read_free(zip);
  return out;
}

// Agency reports of one year by file name, without what the archive of a Mac adds.
inline std::map<std::string, std::string> official_reports(int year) {
  std::map<std::string, std::string> out;
  for (auto& [name, bytes] : unzip(std::to_string(year) + "-FOIASetFull.zip")) {
    const auto file = std::filesystem::path(name);
    if (!name.starts_with("__MACOSX") && file.extension() == ".xml") {
      out[file.filename()] = std::move(bytes);
    }
  }
  return out;
}

// DOJ's schema v2.2, the file to start with first.
inline SchemaFiles official_schema() {
  const std::string folder = "FOIA_Annual_Report_v2.1/exchange_files/schema/";
  SchemaFiles out;
  for (auto& [name, bytes] : unzip("FOIA_Annual_Report_v2.2.zip")) {
    if (name.starts_with(folder) && name.ends_with(".xsd")) {
      const auto path = name.substr(folder.size());
      SchemaFile file{.path = path, .bytes = std::move(bytes)};
      if (path == "exchange/FoiaAnnualReport.xsd") {
        out.insert(out.begin(), std::move(file));
      } else {
        out.push_back(std::move(file));
      }
    }
  }
  return out;
}

}  // namespace vaughn::annual
