// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/consultation.h"
#include "foia/matter.h"
#include "foia/production.h"
#include "paper/document.h"

namespace vaughn::report {

struct Referral {
  std::string agency{};
  std::int64_t pages = 0;
  bool operator==(const Referral&) const = default;
};

// What a cover letter says besides what the volume holds.
struct CoverLetterFacts {
  bool is_final = false;  // no pages remain: the letter then carries the appeal paragraph
  std::vector<Referral> referrals{};
  // Pages that are responsive and not in this or an earlier volume.
  std::int64_t pages_at_submitter = 0;
  std::int64_t pages_pending = 0;
};

// The letter that goes with a volume: all counts are taken from the plan itself. Fails if
// [letters] lacks sender, addressee or signer.
base::Result<paper::Document> cover_letter(const foia::Matter& matter,
                                           const foia::VolumePlan& plan,
                                           const CoverLetterFacts& facts);

// One record of a package, as the notice lists it.
struct NoticeRecord {
  foia::RecordId record{};
  std::string file{};         // in the package: "R-000042.pdf"
  std::string description{};  // "spreadsheet of June 3, 2022"; names no content
  std::vector<int> pages{};
};

// Notice to a submitter of confidential commercial information before disclosure (EO 12600): what
// is asked for, which pages, how and until when to object. Fails if [letters] lacks sender or
// signer.
base::Result<paper::Document> submitter_notice(const foia::Matter& matter,
                                               const foia::Submitter& submitter,
                                               const foia::Consultation& consultation,
                                               const std::vector<NoticeRecord>& records);

}  // namespace vaughn::report
