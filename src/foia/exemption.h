// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vaughn::foia {

// One row of the closed list of 5 U.S.C. 552(b). `code` is what is printed: "(b)(7)(C)".
struct ExemptionRow {
  std::string_view code;
  std::string_view covers;         // neutral one-line reason, for letters and slip sheets
  std::string_view annual_report;  // spelling of the annual report: "Ex. 7(C)"
  bool needs_statute;
  bool needs_privilege;
};
std::span<const ExemptionRow> all_exemptions();

// A checked exemption code: (b)(1) to (b)(9), with (b)(7) only by sub-part (A) to (F).
class Exemption {
 public:
  // Accepts "(b)(7)(C)", "b7C", "7(C)", "(b)(6)", "b6" and the like. "(b)(7)" alone is an error:
  // the sub-part is what a court reviews.
  static base::Result<Exemption> parse(std::string_view text);
  const ExemptionRow& row() const { return *row_; }
  std::string code() const { return std::string(row_->code); }
  bool operator==(const Exemption& other) const { return row_ == other.row_; }
  bool operator<(const Exemption& other) const { return row_ < other.row_; }

 private:
  explicit Exemption(const ExemptionRow* row) : row_(row) {}
  const ExemptionRow* row_;
};

// The exemption as claimed for one deletion: (b)(3) names its statute ("41 U.S.C. 4702"), (b)(5)
// its privilege ("deliberative process"). make() refuses what is missing or superfluous.
class ExemptionClaim {
 public:
  static base::Result<ExemptionClaim> make(Exemption exemption,
                                           std::string statute,
                                           std::string privilege);
  // "(b)(3): 41 U.S.C. 4702", "(b)(5): deliberative process", "(b)(6)". label() parses back.
  static base::Result<ExemptionClaim> parse(std::string_view text);

  const Exemption& exemption() const { return exemption_; }
  const std::string& statute() const { return statute_; }
  const std::string& privilege() const { return privilege_; }
  std::string label() const;
  bool operator==(const ExemptionClaim&) const = default;
  bool operator<(const ExemptionClaim& other) const { return label() < other.label(); }

 private:
  ExemptionClaim(Exemption exemption, std::string statute, std::string privilege)
      : exemption_(exemption), statute_(std::move(statute)), privilege_(std::move(privilege)) {}
  Exemption exemption_;
  std::string statute_;
  std::string privilege_;
};

// "(b)(6); (b)(7)(C)" -> two claims. Separators: ";" or ",". Empty text is an error.
base::Result<std::vector<ExemptionClaim>> parse_claims(std::string_view text);
// Labels in statute order, without repeats, joined by "; ".
std::string join_labels(const std::vector<ExemptionClaim>& claims);
// The bare codes only, "(b)(3); (b)(6)".
std::string join_codes(const std::vector<ExemptionClaim>& claims);

}  // namespace vaughn::foia
