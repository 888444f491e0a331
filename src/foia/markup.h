// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/matter.h"

namespace vaughn::foia {

// Texts of a filing name what they state instead of stating it:
//
//   [[figure:ID]]   a number of the ledger: [[figure:pages.in_part]] is "1,234",
//                   [[figure:pages.in_part page]] "1,234 pages" or "1 page"
//   [[ecf:KIND]]    "ECF No. 10": the docket entry of this kind, or by number: [[ecf:10]]
//   [[date:KEY]]    "October 14, 2022": a court date or a promise by key, "filing", one of
//                   "request.dated", "request.received" and "request.search_cutoff", or the kind or
//                   number of a docket entry
//   [[note:KEY]]    the mark of a footnote
//   [[i:TEXT]]      TEXT in italics: [[i:et seq.]]
//
// Anything else in double brackets is an error.

struct MarkupPiece {
  enum class Kind { text, figure, ecf, date, note, italic };
  Kind kind{};
  std::string value{};  // the text itself, or what stands after the colon
  bool operator==(const MarkupPiece&) const = default;
};

base::Result<std::vector<MarkupPiece>> parse_markup(std::string_view text);

// What a reference stands for. A kind that several entries have is an error that lists their
// numbers: which one is meant is for the writer to say.
base::Result<const DocketEntry*> find_docket_entry(const Matter& matter,
                                                   std::string_view reference);
base::Result<base::Date> find_date(const Matter& matter,
                                   const Filing& filing,
                                   std::string_view reference);

}  // namespace vaughn::foia
