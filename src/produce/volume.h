// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/result.h"
#include "foia/ids.h"
#include "foia/production.h"

namespace vaughn::produce {

// A production volume on disk:
//
//   VOL001/                       the folder named by out_dir; its name need not be the plan's
//     README.txt                  what this is, its policies, how to check it
//     manifest.json               every file with size and SHA-256; every page with its outcome
//     manifest.sig manifest.pub   Ed25519 signature of manifest.json (64 bytes) and its key (32)
//     DATA/VOL001.dat .opt        load files
//     PDF/<BEGBATES>.pdf          one stamped, text-searchable document per record
//     TEXT/<BEGBATES>.txt         the text of exactly that PDF, pages separated by form feeds
//     <papers>                    cover letter and the like, as given
//
// Nothing in it comes from an unredacted file but load-file fields, and those pass the filter of
// produce/metadata_filter.h.

struct NamedFile {
  std::string name{};  // a file name at the root of the volume: no folder, no leading dot
  base::Bytes bytes{};
};

// What another stage proved about the pages, copied to the manifest for the reader.
struct ProofResult {
  std::string check{};  // "no_words_under_boxes"
  std::int64_t examined = 0;
  std::int64_t failed = 0;
};

struct VolumeInputs {
  // The record's produced pages in the order of the plan as one PDF: marks burnt in, a slip sheet
  // in place of each withheld page, no numbers yet. Called once per record, in plan order, by the
  // thread that calls write_volume().
  std::function<base::Result<base::Bytes>(foia::RecordId)> redacted_pdf{};
  std::vector<NamedFile> papers{};
  std::vector<ProofResult> proof{};
  std::string rendition_policy{};  // how each kind of record became pages; for the README
  base::Bytes secret_key{};
  base::Bytes public_key{};
  std::string program_version{};
  int jobs = 1;  // documents stamped at a time
  // Called after each record with the pages written so far; may be empty.
  std::function<void(std::int64_t)> progress{};
};

// How often an exemption was claimed, counted three ways (a page with two (b)(6) boxes is one
// page).
struct ExemptionTally {
  std::int64_t boxes = 0;
  std::int64_t pages = 0;  // of boxes and of withheld pages
  std::int64_t records = 0;
  bool operator==(const ExemptionTally&) const = default;
};

struct VolumeCounts {
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld_in_full = 0;
  std::int64_t boxes = 0;
  std::map<std::string, ExemptionTally> exemptions{};  // by code, "(b)(7)(C)"
  bool operator==(const VolumeCounts&) const = default;
};

VolumeCounts count(const foia::VolumePlan& plan);

struct WrittenVolume {
  base::Sha256 manifest{};  // of manifest.json: the identity of the volume
  VolumeCounts counts{};
  std::int64_t first_number = 0;
  std::int64_t last_number = 0;
  std::int64_t files = 0;  // manifest, signature and key included
  std::int64_t bytes = 0;
  std::int64_t fields_withheld = 0;      // load-file fields replaced by "[withheld]"
  std::int64_t characters_replaced = 0;  // in load files, for the format's sake
};

// Writes the volume under a temporary name beside out_dir, flushes it to the disk and renames it
// last: out_dir is there whole or not at all. It must not exist (conflict). The plan must pass
// check_plan() without a stop, and each document must have exactly the planned pages; otherwise
// nothing is left behind. The same plan and inputs give the same bytes.
base::Result<WrittenVolume> write_volume(const foia::VolumePlan& plan,
                                         const VolumeInputs& inputs,
                                         const std::filesystem::path& out_dir);

}  // namespace vaughn::produce
