// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "extract/detail/format.h"

namespace vaughn::extract {

enum class ArchiveKind {
  zip,     // by a method of packing that ZipReader lacks
  packed,  // one stream, packed once: gz, bz2, xz, zst, lz4, Z
  any,     // tar, 7z, rar, cab, cpio, lha
};

// Gives the members of an archive through libarchive. No filter that runs a program is enabled, nor
// xar and ISO 9660, whose readers do not end on some inputs. `single_name` names a packed stream.
base::Result<void> read_archive(base::BytesView bytes,
                                ArchiveKind kind,
                                std::string_view single_name,
                                Members& members);

}  // namespace vaughn::extract
