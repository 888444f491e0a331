// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.h"
#include "fulltext/detail/columns.h"
#include "fulltext/detail/segment_file.h"

namespace vaughn::fulltext {

using SegmentFiles = std::vector<std::unique_ptr<SegmentFile>>;

base::Result<SegmentFiles> open_segments(const std::filesystem::path& folder,
                                         const Manifest& manifest,
                                         const Index::VerifyOf& verify_of);

// Per segment the records that a later one holds again.
base::Result<std::vector<Records>> replaced_records(const SegmentFiles& files);

}  // namespace vaughn::fulltext
