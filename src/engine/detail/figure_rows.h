// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "engine/figures.h"

namespace vaughn::engine {

// The rows of every figure, as numbers that tell them apart, in ascending order: what a later
// report is compared with, without going through the whole ledger again. A page of a record is its
// numbers; anything else (an office, a volume, an objection) is a hash of its name.
using FigureRows = std::map<std::string, std::vector<std::uint64_t>>;

std::uint64_t row_number(foia::RecordId record, int page);  // page 0: the record itself
std::uint64_t row_number(const FigureRow& row);

struct CountedFigures {
  foia::Figures figures{};
  FigureRows rows{};
};
base::Result<CountedFigures> count_figures(Workspace& workspace);

// On disk: "VFR1", then for each figure its id and its rows, as differences of seven bits a byte.
base::Bytes encode_rows(const FigureRows& rows);
base::Result<FigureRows> decode_rows(base::BytesView bytes);

// "R-000042, p. 3"; empty for what is no page or record.
std::string row_name(std::uint64_t row);

}  // namespace vaughn::engine
