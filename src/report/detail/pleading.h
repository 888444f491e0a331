// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "foia/court_profile.h"
#include "foia/matter.h"
#include "paper/document.h"

namespace vaughn::report::detail {

// What every paper for a court has, as its profile says: the frame, the caption, the signatures.

// "Plaintiffs", or "Plaintiff" if there is one.
std::string role(const foia::Matter& matter, foia::Side side);
// "Plaintiffs’", "Plaintiff’s"
std::string possessive_role(const foia::Matter& matter, foia::Side side);

const foia::Counsel* filer_of(const foia::Matter& matter);
// The first attorney of the counsel who signs; null if there is none.
const foia::Attorney* signer_of(const foia::Counsel* counsel);

// An empty paper with paper, footer and names.
paper::Document pleading(const foia::Matter& matter,
                         const foia::CourtProfile& profile,
                         std::string_view title,
                         std::string_view footer_title);

enum class ShowsCounsel { no, yes };

// Counsel where the court wants them, the court, the parties, the number and the title.
void add_caption(paper::Document& document,
                 const foia::Matter& matter,
                 const foia::CourtProfile& profile,
                 std::string_view title,
                 ShowsCounsel counsel);

// "Dated: November 18, 2022"; a blank to fill in if there is no date.
std::string dated_line(const std::optional<base::Date>& date);

// The lines under a signature: name, title, the others of the office, its address.
void add_signer_lines(paper::SignatureBlock& block,
                      const foia::CourtProfile& profile,
                      const foia::Counsel& counsel,
                      const foia::Attorney& signer,
                      bool is_first);

}  // namespace vaughn::report::detail
