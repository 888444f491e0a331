// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/exemption_text.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/text.h"

namespace vaughn::letters {
namespace {

struct Text {
  std::string_view code;
  std::string_view text;
};

constexpr std::array<Text, 14> kTexts{{
    {"(b)(1)",
     "Protects matters that are \"specifically authorized under criteria established by an "
     "Executive order to be kept secret in the interest of national defense or foreign policy\" "
     "and are in fact properly classified under that order."},
    {"(b)(2)",
     "Protects matters that are \"related solely to the internal personnel rules and practices of "
     "an agency.\""},
    {"(b)(3)",
     "Protects matters \"specifically exempted from disclosure by statute,\" if the statute leaves "
     "no discretion on the issue or sets particular criteria for withholding or particular types "
     "of matters to be withheld."},
    {"(b)(4)",
     "Protects \"trade secrets and commercial or financial information obtained from a person and "
     "privileged or confidential.\" Commercial information is confidential if its owner "
     "customarily and actually keeps it private."},
    {"(b)(5)",
     "Protects \"inter-agency or intra-agency memorandums or letters that would not be available "
     "by law to a party other than an agency in litigation with the agency.\" The deliberative "
     "process privilege does not reach records created 25 years or more before the request."},
    {"(b)(6)",
     "Protects \"personnel and medical files and similar files the disclosure of which would "
     "constitute a clearly unwarranted invasion of personal privacy.\" The agency weighs the "
     "privacy of the person against the public interest in what the information says about the "
     "operations of the government."},
    {"(b)(7)(A)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"could reasonably be expected to interfere with enforcement proceedings.\""},
    {"(b)(7)(B)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"would deprive a person of a right to a fair trial or an impartial adjudication.\""},
    {"(b)(7)(C)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"could reasonably be expected to constitute an unwarranted invasion of personal privacy.\" "
     "The agency weighs the privacy of the person against the public interest in disclosure."},
    {"(b)(7)(D)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"could reasonably be expected to disclose the identity of a confidential source,\" and "
     "information that such a source furnished where the statute says so."},
    {"(b)(7)(E)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"would disclose techniques and procedures for law enforcement investigations or "
     "prosecutions, or would disclose guidelines for law enforcement investigations or "
     "prosecutions if such disclosure could reasonably be expected to risk circumvention of the "
     "law.\""},
    {"(b)(7)(F)",
     "Protects records or information compiled for law enforcement purposes whose production "
     "\"could reasonably be expected to endanger the life or physical safety of any "
     "individual.\""},
    {"(b)(8)",
     "Protects matters contained in or related to examination, operating or condition reports "
     "prepared by, on behalf of, or for the use of an agency that regulates or supervises "
     "financial institutions."},
    {"(b)(9)",
     "Protects \"geological and geophysical information and data, including maps, concerning "
     "wells.\""},
}};

}  // namespace

std::string explained(const foia::ExemptionClaim& claim) {
  const auto code = claim.exemption().code();
  std::string out;
  for (const auto& row : kTexts) {
    if (row.code == code) {
      out = row.text;
    }
  }
  if (!claim.statute().empty()) {
    out += fmt::format(" The statute is {}.", claim.statute());
  }
  if (!claim.privilege().empty()) {
    out += fmt::format(" The privilege claimed is this: {}.", claim.privilege());
  }
  return fmt::format("{} 5 U.S.C. § 552{}.", out, code);
}

}  // namespace vaughn::letters
