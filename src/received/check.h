// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "foia/table.h"
#include "received/production.h"

// What a requester asks of a production: is it whole, what is withheld and why, and where does it
// contradict itself. Nothing here knows what the agency knows: a finding is a question to ask.
namespace vaughn::received {

enum class Severity { finding, note };
std::string_view to_string(Severity severity);

struct Finding {
  std::string code{};  // one of finding_codes()
  Severity severity{};
  std::string path{};   // file
  std::string bates{};  // number of the page; may be empty
  int page = 0;         // of the file, from 1; 0: not about one page
  int area = 0;         // of the page, from 1; 0: not about one
  std::string message{};
  std::vector<std::string> codes{};     // exemptions in question
  std::vector<std::string> revealed{};  // words that stand open elsewhere or can be read under a
                                        // box; only with Options::reveals
  int installment = 0;                  // from 0
  bool operator==(const Finding&) const = default;
};

struct Tally {
  std::int64_t boxes = 0;
  std::int64_t pages = 0;
  std::int64_t records = 0;
  double area = 0;  // square inches under boxes
  bool operator==(const Tally&) const = default;
};

struct Counts {
  std::int64_t documents = 0;
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld = 0;        // slip sheets and pages that are one box
  std::int64_t stands_for = 0;      // pages that slip sheets stand for
  std::int64_t listed_deleted = 0;  // pages on lists of deleted pages
  std::int64_t unread = 0;
  std::int64_t read_pictures = 0;  // by character recognition
  std::int64_t boxes = 0;
  std::int64_t boxes_without_code = 0;
  double area = 0;  // square inches
  std::string first_bates{};
  std::string last_bates{};
  std::map<std::string, Tally> exemptions{};
  bool operator==(const Counts&) const = default;
};

struct Report {
  std::vector<Counts> installments{};  // in the order of Production::installments
  Counts total{};
  std::vector<Finding> findings{};  // findings first, then by place
  bool has_index = false;

  std::int64_t finding_count() const;
};

struct Options {
  bool reveals = false;
  const foia::Tables* index = nullptr;  // the agency's index of withholdings, any layout
  std::string index_name{};
};

Report check(const Production& production, const Options& options);

struct FindingCode {
  std::string_view code;
  Severity severity;
  std::string_view meaning;   // one sentence
  std::string_view argument;  // what a requester may ask of the agency
};
// In the order of the checks.
const std::vector<FindingCode>& finding_codes();

}  // namespace vaughn::received
