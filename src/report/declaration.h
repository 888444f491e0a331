// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/figure.h"
#include "foia/matter.h"
#include "paper/document.h"
#include "report/figures.h"
#include "report/ledger_view.h"

namespace vaughn::report {

// What could not become a record, by what was wrong with it.
struct ExceptionCount {
  std::string what{};  // "password-protected"
  std::int64_t count = 0;
  bool operator==(const ExceptionCount&) const = default;
};

struct SearchDeclaration {
  paper::Document document{};
  std::vector<UsedFigure> figures{};
  // What a court asks for and neither matter.toml nor the ledger says. Each stands in bold brackets
  // in the text too, so that it cannot be overlooked.
  std::vector<std::string> missing{};
};

// The declaration about the search, on the paper of the matter's court: declarant, request and
// categories as read, cut-off, systems, each office's tasking and answer with terms and counts,
// offices left out, exceptions, leads, and the clause of 28 U.S.C. 1746. Unsigned unless
// matter.toml says signed. Fails if matter.toml has no [declaration].
base::Result<SearchDeclaration> search_declaration(const foia::Matter& matter,
                                                   const LedgerView& ledger,
                                                   const std::vector<ExceptionCount>& exceptions,
                                                   const foia::Figures& figures,
                                                   base::Date as_of);

}  // namespace vaughn::report
