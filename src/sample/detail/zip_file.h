// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"

namespace vaughn::sample {

struct ZipEntry {
  std::string name{};
  base::Bytes bytes{};
};

// A zip archive with deflated members, all dated `date`. With a password the members are encrypted
// the traditional way (APPNOTE 6.1).
base::Bytes to_zip(const std::vector<ZipEntry>& entries,
                   base::Date date,
                   const std::string& password = {});

}  // namespace vaughn::sample
