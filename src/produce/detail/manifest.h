// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "foia/production.h"
#include "produce/detail/written_record.h"
#include "produce/volume.h"

namespace vaughn::produce {

struct ManifestFile {
  std::string path{};
  std::int64_t size = 0;
  base::Sha256 sha256{};
};

struct ManifestFacts {
  VolumeCounts counts{};
  std::int64_t fields_withheld = 0;
  std::int64_t characters_replaced = 0;
  std::vector<ManifestFile> files{};
};

// manifest.json, schema "vaughn.manifest/1": keys and files in byte order, records and pages in
// production order, coordinates in hundredths of a point at most, LF at the end.
//
//   schema, program {name, version}
//   volume {name, installment, dated, supersedes, supersedes_reason, matter, case_number,
//           request_number, time_zone, ledger_head, bates {prefix, width, first, last}}
//   counts {records, pages, in_full, in_part, withheld_in_full, boxes,
//           exemptions {CODE: {boxes, pages, records}}, fields_withheld, characters_replaced}
//   proof  [{check, examined, failed}]
//   files  [{path, size, sha256}]
//   records [{control, begin, end, family_begin, family_end, pdf, text, vaughn_entry, categories,
//             pdfa_2b {marked, faults},
//             pages [{bates, number, source_page, outcome, claims, width, height,
//                     boxes [{box [x0, y0, x1, y1], label_box [...], claims}]}]}]
//
// A page's width and height are those of its CropBox, turned as displayed; boxes are in PDF user
// space.
base::Bytes manifest_json(const foia::VolumePlan& plan,
                          const std::vector<WrittenRecord>& records,
                          const ManifestFacts& facts,
                          const std::vector<ProofResult>& proof,
                          const std::string& program_version);

}  // namespace vaughn::produce
