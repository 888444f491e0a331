// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annual/report.h"
#include "annual/xml_tree.h"

namespace vaughn::annual {

// Something about a file that its reader must know. No field is trusted: what cannot be read is
// listed and left absent, and the rest is read on.
struct Defect {
  std::string code{};          // stable: "not_a_number", "unresolved_reference"
  bool breaks_schema = false;  // the schema forbids it; a file with one such defect is invalid
  std::string section{};       // "V.A"; empty: of the file
  std::string component{};     // abbreviation; empty: not of one
  std::string field{};         // element
  std::string value{};         // as it stands there, cut short; may be empty
  int line = 0;
  bool operator==(const Defect&) const = default;
};
// One sentence on a code.
std::string_view explain_defect(std::string_view code);

struct Import {
  Report report{};
  std::vector<Defect> defects{};  // in the order of the file
  // What the rules of this module say: DOJ's schema v2.2, written out here, needs no schema file.
  bool is_valid() const;
};

// The report in a parsed file. damaged: it is no annual report at all.
base::Result<Import> read_report(const Element& root);

}  // namespace vaughn::annual
