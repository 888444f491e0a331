// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/result.h"
#include "foia/determination.h"
#include "foia/tasking.h"

namespace vaughn::foia {

// Decisions written down as rules, in TOML, so that they can be read, agreed and applied again.
// Each rule says which records it is about by a query, what is decided, and why.

// [[code]]: query, category (none with not_responsive), value, reason
struct CodeRule {
  std::string query{};
  std::string category{};
  Responsiveness value{};
  std::string reason{};
  bool operator==(const CodeRule&) const = default;
};

// A place on a page that words cannot name, such as a name on a scan: PDF user space, points.
struct RuleBox {
  int page = 0;  // from 1
  base::Rect box{};
  bool operator==(const RuleBox&) const = default;
};

// [[mark]]: query, words and/or patterns, or boxes (then of one record), exemption (a list),
// reason, harm. A box is written "1: 72 500 210.5 512": page, left, lower, right and upper edge.
struct MarkRule {
  std::string query{};
  std::vector<std::string> words{};
  std::vector<std::string> patterns{};
  std::vector<RuleBox> boxes{};
  std::vector<ExemptionClaim> claims{};
  std::string reason{};
  std::string harm{};
};

// [[decide]]: query, pages (none: all), disposition, exemption, to, reason, harm
struct DecideRule {
  std::string query{};
  std::vector<int> pages{};
  Disposition disposition{};
  std::vector<ExemptionClaim> claims{};
  std::string referred_to{};
  std::string reason{};
  std::string harm{};
};

struct ReviewFile {
  std::vector<CodeRule> code{};
  std::vector<MarkRule> marks{};
  std::vector<DecideRule> decisions{};
};

// Errors as parse_matter(): "FILE:LINE: what", with a hint.
base::Result<ReviewFile> parse_review_file(std::string_view toml, std::string_view file);

// [[tasking]]: office, categories, systems, terms, from, to, sent, due; with [tasking.answer]:
// records (true or false), signed, title, systems, terms, minutes, explanation, on.
// A tasking with an answer but no `sent` is an error.
base::Result<std::vector<SearchTasking>> parse_tasking_file(std::string_view toml,
                                                            std::string_view file);

}  // namespace vaughn::foia
