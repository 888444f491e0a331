// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/exemption.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// LAW: 5 U.S.C. 552(b): the list of exemptions is closed; nothing else withholds.
constexpr std::array<ExemptionRow, 14> kRows{{
    {"(b)(1)", "information properly classified under an Executive order", "Ex. 1", false, false},
    {"(b)(2)", "internal personnel rules and practices of the agency", "Ex. 2", false, false},
    {"(b)(3)", "information that another statute exempts from disclosure", "Ex. 3", true, false},
    {"(b)(4)",
     "trade secrets and privileged or confidential commercial or financial information obtained "
     "from a person",
     "Ex. 4",
     false,
     false},
    {"(b)(5)",
     "inter-agency or intra-agency communications that a privilege protects in litigation",
     "Ex. 5",
     false,
     true},
    {"(b)(6)",
     "personnel, medical and similar files whose disclosure would be a clearly unwarranted "
     "invasion of personal privacy",
     "Ex. 6",
     false,
     false},
    {"(b)(7)(A)",
     "law enforcement records whose disclosure could reasonably be expected to interfere with "
     "enforcement proceedings",
     "Ex. 7(A)",
     false,
     false},
    {"(b)(7)(B)",
     "law enforcement records whose disclosure would deprive a person of a fair trial or an "
     "impartial adjudication",
     "Ex. 7(B)",
     false,
     false},
    {"(b)(7)(C)",
     "law enforcement records whose disclosure could reasonably be expected to be an unwarranted "
     "invasion of personal privacy",
     "Ex. 7(C)",
     false,
     false},
    {"(b)(7)(D)",
     "law enforcement records whose disclosure could reasonably be expected to reveal a "
     "confidential source",
     "Ex. 7(D)",
     false,
     false},
    {"(b)(7)(E)",
     "techniques, procedures and guidelines of law enforcement whose disclosure could reasonably "
     "be expected to risk circumvention of the law",
     "Ex. 7(E)",
     false,
     false},
    {"(b)(7)(F)",
     "law enforcement records whose disclosure could reasonably be expected to endanger the life "
     "or physical safety of an individual",
     "Ex. 7(F)",
     false,
     false},
    {"(b)(8)",
     "reports on the examination or condition of financial institutions",
     "Ex. 8",
     false,
     false},
    {"(b)(9)", "geological and geophysical information about wells", "Ex. 9", false, false},
}};

// Reads "x" or "(x)" from the front; 0 if there is neither.
char take(std::string_view& text) {
  if (text.size() >= 3 && text[0] == '(' && text[2] == ')') {
    const char c = text[1];
    text.remove_prefix(3);
    return c;
  }
  if (!text.empty() && text[0] != '(' && text[0] != ')') {
    const char c = text[0];
    text.remove_prefix(1);
    return c;
  }
  return 0;
}

Error not_an_exemption(std::string_view text) {
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is not an exemption", text),
               "exemptions are (b)(1) to (b)(6), (b)(7)(A) to (b)(7)(F), (b)(8) and (b)(9)"};
}

// The words under which agencies used to black out parts of responsive records.
bool is_non_responsive(std::string_view squeezed) {
  constexpr std::array<std::string_view, 6> kWords{
      "nr", "n/r", "nonresponsive", "non-responsive", "notresponsive", "outsidescope"};
  return std::find(kWords.begin(), kWords.end(), squeezed) != kWords.end();
}

// LAW: AILA v. EOIR, 830 F.3d 667: a responsive record has no non-responsive parts.
Error no_part_is_non_responsive(std::string_view text) {
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is no reason to withhold a part of a responsive record", text),
               "AILA v. EOIR, 830 F.3d 667: only an exemption withholds a part; code the whole "
               "record not responsive, or name an exemption"};
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : base::ascii_lower(text)) {
    if (c != ' ' && c != '\t' && c != '.') {
      out += c;
    }
  }
  return out;
}

void drop_prefix(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
  for (const auto prefix : prefixes) {
    if (text.starts_with(prefix)) {
      text.remove_prefix(prefix.size());
      return;
    }
  }
}

// The words agencies use for the privileges of (b)(5), so that one privilege has one spelling.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kPrivileges{{
    {"deliberative process", "deliberative process"},
    {"deliberative", "deliberative process"},
    {"deliberative process privilege", "deliberative process"},
    {"dpp", "deliberative process"},
    {"attorney-client", "attorney-client"},
    {"attorney client", "attorney-client"},
    {"attorney-client privilege", "attorney-client"},
    {"acp", "attorney-client"},
    {"attorney work product", "attorney work product"},
    {"attorney work-product", "attorney work product"},
    {"work product", "attorney work product"},
    {"awp", "attorney work product"},
}};

std::string usual_privilege(std::string text) {
  const auto lower = base::ascii_lower(text);
  for (const auto& [spelling, usual] : kPrivileges) {
    if (lower == spelling) {
      return std::string(usual);
    }
  }
  return text;
}

std::string cleaned(std::string_view text) {
  return base::collapse_white_space(base::trim(text));
}

std::string join(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return base::join(words, "; ");
}

}  // namespace

std::span<const ExemptionRow> all_exemptions() {
  return kRows;
}

Result<Exemption> Exemption::parse(std::string_view text) {
  const auto whole = squeezed(text);
  std::string_view rest = whole;
  drop_prefix(rest, {"foiaexemption", "foia", "exemption", "ex", "5usc§552", "5usc552", "§552"});
  if (rest.starts_with("(b)")) {
    rest.remove_prefix(3);
  } else if (rest.starts_with("b")) {
    rest.remove_prefix(1);
  }
  const char number = take(rest);
  const char part = rest.empty() ? '\0' : take(rest);
  if (number < '1' || number > '9' || !rest.empty()) {
    return is_non_responsive(whole) ? no_part_is_non_responsive(text) : not_an_exemption(text);
  }
  // LAW: 5 U.S.C. 552(b)(7): each of (A) to (F) has its own test, so the sub-part must be named.
  if (number == '7' && part == 0) {
    return Error{ErrorCode::invalid_argument,
                 "(b)(7) needs its sub-part",
                 "write (b)(7)(A), (B), (C), (D), (E) or (F), for example (b)(7)(C)"};
  }
  auto code = fmt::format("(b)({})", number);
  if (part != 0) {
    code += fmt::format("({})", static_cast<char>(part >= 'a' && part <= 'z' ? part - 32 : part));
  }
  for (const auto& row : kRows) {
    if (row.code == code) {
      return Exemption(&row);
    }
  }
  return not_an_exemption(text);
}

Result<ExemptionClaim> ExemptionClaim::make(Exemption exemption,
                                            std::string statute,
                                            std::string privilege) {
  statute = cleaned(statute);
  privilege = usual_privilege(cleaned(privilege));
  const auto& row = exemption.row();
  // LAW: 5 U.S.C. 552(b)(3): a claim names the statute that prohibits disclosure.
  if (row.needs_statute && statute.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "(b)(3) needs the statute it rests on",
                 "write it after a colon, for example (b)(3): 41 U.S.C. 4702"};
  }
  // LAW: 5 U.S.C. 552(b)(5): a claim names the privilege that would protect it in litigation.
  if (row.needs_privilege && privilege.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "(b)(5) needs the privilege it rests on",
                 "write it after a colon, for example (b)(5): deliberative process"};
  }
  if (!row.needs_statute && !statute.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} takes no statute", row.code),
                 "only (b)(3) names a statute"};
  }
  if (!row.needs_privilege && !privilege.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} takes no privilege", row.code),
                 "only (b)(5) names a privilege"};
  }
  for (const auto* detail : {&statute, &privilege}) {
    if (detail->find(';') != std::string::npos || detail->find("(b)(") != std::string::npos) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("'{}' holds more than one claim", *detail),
                   "write one claim for each exemption"};
    }
  }
  return ExemptionClaim(exemption, std::move(statute), std::move(privilege));
}

Result<ExemptionClaim> ExemptionClaim::parse(std::string_view text) {
  const auto colon = text.find(':');
  const auto exemption = TRY(Exemption::parse(base::trim(text.substr(0, colon))));
  const auto detail = colon == std::string_view::npos
                          ? std::string{}
                          : std::string(base::trim(text.substr(colon + 1)));
  if (exemption.row().needs_privilege) {
    return make(exemption, "", detail);
  }
  return make(exemption, detail, "");
}

std::string ExemptionClaim::label() const {
  const auto& detail = statute_.empty() ? privilege_ : statute_;
  return detail.empty() ? exemption_.code() : fmt::format("{}: {}", exemption_.code(), detail);
}

Result<std::vector<ExemptionClaim>> parse_claims(std::string_view text) {
  std::vector<ExemptionClaim> claims;
  for (const auto part : base::split(text, ';')) {
    if (base::trim(part).empty()) {
      continue;
    }
    // A comma separates claims too, but one inside a statute or privilege does not: it does only
    // where an exemption follows, written with its "b" once a colon has been seen.
    std::vector<std::string> pieces;
    for (const auto piece : base::split(part, ',')) {
      const auto next = base::trim(piece);
      const auto head = next.substr(0, next.find(':'));
      const bool in_detail =
          !pieces.empty() && pieces.back().find(':') != std::string::npos &&
          !(base::starts_with_no_case(next, "(b)") && Exemption::parse(head).has_value());
      if (in_detail) {
        pieces.back() += fmt::format(", {}", next);
      } else if (!next.empty()) {
        pieces.emplace_back(next);
      }
    }
    for (const auto& piece : pieces) {
      claims.push_back(TRY(ExemptionClaim::parse(piece)));
    }
  }
  if (claims.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "no exemption given",
                 "name at least one, for example (b)(6); (b)(7)(C)"};
  }
  return claims;
}

std::string join_labels(const std::vector<ExemptionClaim>& claims) {
  std::vector<std::string> labels;
  labels.reserve(claims.size());
  for (const auto& claim : claims) {
    labels.push_back(claim.label());
  }
  return join(std::move(labels));
}

std::string join_codes(const std::vector<ExemptionClaim>& claims) {
  std::vector<std::string> codes;
  codes.reserve(claims.size());
  for (const auto& claim : claims) {
    codes.push_back(claim.exemption().code());
  }
  return join(std::move(codes));
}

}  // namespace vaughn::foia
