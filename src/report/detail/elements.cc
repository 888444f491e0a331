// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/elements.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/result.h"

namespace vaughn::report::detail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kElements{{
    {"(b)(1)",
     "The information is authorized to be kept secret under criteria of an Executive order in the "
     "interest of national defense or foreign policy, and is in fact properly classified under "
     "it."},
    {"(b)(2)",
     "The information concerns only personnel rules and practices and is solely internal to the "
     "agency."},
    {"(b)(4)",
     "The information is commercial or financial, was obtained from a person outside the "
     "government, and is customarily and actually treated as private by its owner."},
    {"(b)(6)",
     "The information is in personnel, medical or similar files and concerns a particular "
     "individual, whose interest in privacy outweighs what disclosure would tell the public about "
     "the agency's work."},
    {"(b)(7)(A)",
     "The record was compiled for law enforcement purposes; a proceeding is pending or "
     "prospective, "
     "and disclosure could reasonably be expected to interfere with it."},
    {"(b)(7)(B)",
     "The record was compiled for law enforcement purposes; a trial or adjudication is pending or "
     "imminent, and disclosure would seriously interfere with its fairness."},
    {"(b)(7)(C)",
     "The record was compiled for law enforcement purposes; the information concerns a particular "
     "individual, and disclosure could reasonably be expected to invade privacy to a degree that "
     "no public interest in the agency's work warrants."},
    {"(b)(7)(D)",
     "The record was compiled for law enforcement purposes; disclosure could reasonably be "
     "expected "
     "to reveal who gave information under an express or implied assurance of confidentiality."},
    {"(b)(7)(E)",
     "The record was compiled for law enforcement purposes; the information would disclose "
     "techniques, procedures or guidelines of investigations or prosecutions that are not known to "
     "the public, and disclosure could reasonably be expected to risk circumvention of the law."},
    {"(b)(7)(F)",
     "The record was compiled for law enforcement purposes; disclosure could reasonably be "
     "expected "
     "to endanger the life or physical safety of an individual."},
    {"(b)(8)",
     "The information is contained in or related to reports on the examination, operation or "
     "condition of a financial institution, prepared by or for the agency that supervises it."},
    {"(b)(9)", "The information is geological or geophysical and concerns wells."},
}};

std::string five(const std::string& privilege) {
  std::string test =
      fmt::format("the privilege ({}) would protect it from discovery in litigation", privilege);
  if (privilege == "deliberative process") {
    test =
        "it predates the agency's decision and is part of the deliberation that led to it, and "
        "the deliberative process privilege would protect it in litigation";
  } else if (privilege == "attorney-client") {
    test =
        "it is a confidential communication between the agency and its attorney for the purpose "
        "of legal advice, which the attorney-client privilege would protect in litigation";
  } else if (privilege == "attorney work product") {
    test =
        "it was prepared by or for an attorney in anticipation of litigation, and the "
        "work-product doctrine would protect it there";
  }
  return fmt::format("The communication is within or between agencies; {}.", test);
}

}  // namespace

std::string elements(const foia::ExemptionClaim& claim) {
  const auto code = claim.exemption().code();
  if (claim.exemption().row().needs_statute) {
    return fmt::format(
        "{} exempts matters of this kind from disclosure to the public, and the information falls "
        "within its terms.",
        claim.statute());
  }
  if (claim.exemption().row().needs_privilege) {
    return five(claim.privilege());
  }
  for (const auto& [exemption, text] : kElements) {
    if (exemption == code) {
      return std::string(text);
    }
  }
  base::check(false, "every exemption has elements");
  return {};
}

}  // namespace vaughn::report::detail
