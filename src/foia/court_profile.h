// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"

namespace vaughn::foia {

// How the papers of a court look, as data/courts/KEY.toml states it. report typesets by it and
// court lints by it.

enum class CaptionDivider { line, parentheses };
enum class TitlePlace { beside, below };  // the parties

// A citation and since when it is the right one.
struct DatedCitation {
  std::optional<base::Date> from{};  // none: from the beginning
  std::string citation{};
  bool is_verified = false;  // the text was read; else counsel should check it
  bool operator==(const DatedCitation&) const = default;
};

struct PageLimit {
  std::string kind{};  // "case_management"
  int pages = 0;
  DatedCitation rule{};
  bool operator==(const PageLimit&) const = default;
};

// Which rule a check of the linter carries out.
struct CourtRule {
  std::string check{};  // "line_grid"
  DatedCitation rule{};
  bool operator==(const CourtRule&) const = default;
};

struct CourtProfile {
  std::string key{};
  std::string name{};

  int numbered_lines = 0;  // on each page; 0: none
  double line_pitch = 24;  // points between two lines of text
  int caption_line = 0;    // where the title of the court begins; 0: anywhere
  double type_size = 12;   // the least
  bool has_counsel_on_first_page = false;
  CaptionDivider divider{};
  TitlePlace title{};

  std::string case_number_form{};  // "Case No. {number}-{initials}"
  std::string case_number_form_without_initials{};
  bool needs_initials = false;
  bool footer_has_title = false;
  bool footer_has_case_number = false;
  std::string signature_form{};              // "s/ {name}"
  bool signature_has_bar_id = false;         // and the address of every side
  std::vector<DatedCitation> attestation{};  // by date; empty: none is needed
  std::vector<PageLimit> page_limits{};
  std::vector<CourtRule> rules{};
  std::vector<std::string> case_management_topics{};
  std::string case_management_citation{};

  bool operator==(const CourtProfile&) const = default;

  // "Case No. 3:22-cv-02328-LB"
  std::string case_number(std::string_view number, std::string_view initials) const;
  // "s/ Megan Graham"
  std::string signature(std::string_view who) const;
  // The rule on attestations in force on that day; empty: the court has none.
  std::string attestation_on(base::Date date) const;
  const PageLimit* page_limit(std::string_view kind) const;
  // The citation of a check; empty if the court has no such rule.
  std::string rule(std::string_view check) const;
};

// The profile of data/courts/KEY.toml as it was when the program was built; an empty key is that of
// the Northern District of California. not_found lists those there are.
base::Result<CourtProfile> court_profile(std::string_view key);
std::vector<std::string> court_profile_keys();  // sorted

// The text of a profile. Mistakes as of parse_matter().
base::Result<CourtProfile> parse_court_profile(std::string_view toml, std::string_view file);

}  // namespace vaughn::foia
