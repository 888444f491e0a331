// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "court/paper_facts.h"
#include "foia/court_profile.h"

namespace vaughn::court {

struct LintOptions {
  std::string kind{};  // "case_management"; empty: told by the title
  bool wants_pdfa = false;
  std::optional<base::Date> filed{};  // none: the day beside the signatures
  std::string case_number{};  // "3:22-cv-02328", to be found on the first page; may be empty
};

struct CourtFinding {
  // page_size, line_numbers, line_grid, line_count, spacing, caption_line, counsel, case_number,
  // footer, type_size, page_limit, searchable, fonts, encryption, scripts, pdfa, attestation,
  // attestation_rule
  std::string check{};
  int page = 0;  // 0: of the whole file
  std::string message{};
  std::string
      rule{};  // citation; empty: no rule of the court, but its clerk's system or good sense
  bool operator==(const CourtFinding&) const = default;
};

struct LintReport {
  std::vector<CourtFinding> findings{};  // by page, then check
  std::vector<std::string> checks{};     // all that were made
  // What the paper says of itself.
  std::vector<std::string> signatories{};  // "Megan Graham"
  std::optional<base::Date> dated{};
  std::string stamp{};  // "Document 28 filed 11/18/22": the clerk's line at the top; empty: none
  int pages = 0;
};

// Holds a paper against the rules of a court, as far as they can be told from the file. The clerk's
// stamp at the top of a filed paper is no part of it. Our own rules by our own reading: not a
// validator of PDF/A (veraPDF is not available here).
LintReport lint(const PaperFacts& paper,
                const foia::CourtProfile& profile,
                const LintOptions& options = {});

}  // namespace vaughn::court
