// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "base/bytes.h"
#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"
#include "verify/detail/poppler.h"
#include "verify/verify.h"

namespace vaughn::verify {

// What a PDF holds besides its pages. A produced one (Origin::ours) may hold only what we put in:
// its Bates number as title, page labels, and the spoken form of labels where it has boxes.
enum class Origin { ours, unknown };
void check_structure(base::BytesView pdf,
                     Origin origin,
                     const ClaimedRecord* claimed,
                     const Place& place,
                     Findings& findings);

// One document of a volume, everything about it. Independent of other documents.
Findings check_document(const std::filesystem::path& volume,
                        const ClaimedRecord& record,
                        const Options& options);

// The same for a PDF of which nothing is known; returns its number of pages, 0 if unreadable.
std::int64_t check_lone_document(const std::filesystem::path& file,
                                 const Options& options,
                                 Findings& findings);

}  // namespace vaughn::verify
