// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>

#include "store/matter_db.h"

namespace vaughn::store {

struct MatterDb::Impl {
  Impl(const std::filesystem::path& file, Access access)
      : sql(soci::sqlite3,
            "db=\"" + file.string() + "\" timeout=5" +
                (access == Access::read_only ? " readonly=1" : "")) {}

  soci::session sql;

  // Statements that an intake runs for every file; prepared on first use.
  struct HasInput {
    std::string office{};
    std::string path{};
    std::string sha256{};
    long long count = 0;
    std::optional<soci::statement> statement{};
  };
  struct Primary {
    std::string key{};
    long long id = 0;
    std::optional<soci::statement> statement{};
  };
  HasInput has_input{};
  Primary primary{};
  bool in_transaction = false;
};

}  // namespace vaughn::store
