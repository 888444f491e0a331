// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper {

// The parts of an Office file (a zip), in their order.
struct PackagePart {
  std::string name{};  // "word/document.xml"
  base::Bytes bytes{};
};

// damaged: no zip, or one that ends early; limit: more than 2,000 parts or 64 MiB unpacked.
base::Result<std::vector<PackagePart>> read_package(base::BytesView bytes);
// Equal parts give equal bytes: nothing says when it was written.
base::Result<base::Bytes> write_package(const std::vector<PackagePart>& parts);

}  // namespace vaughn::paper
