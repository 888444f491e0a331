// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/ruling.h"

#include <fmt/format.h>

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Error refused(std::string what, std::string rule) {
  return Error{ErrorCode::conflict, std::move(what), std::move(rule)};
}

bool lies_within(const base::Rect& inner, const base::Rect& outer) {
  constexpr double kSlack = 0.5;
  const auto room = base::grown(outer, kSlack);
  return inner.x0 >= room.x0 && inner.y0 >= room.y0 && inner.x1 <= room.x1 && inner.y1 <= room.y1;
}

Result<void> need_evidence(const AnswerWithEvidence& answer, std::string_view option) {
  if (answer.answer != Answer::none && answer.evidence.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} has no evidence", option),
                 fmt::format("write {} \"yes: EVIDENCE\" or \"no: EVIDENCE\"", option)};
  }
  return {};
}

// LAW: Food Marketing Institute v. Argus Leader Media, 139 S. Ct. 2356: confidential is what its
// owner customarily and actually treats as private.
Result<void> check_confidentiality(const Ruling& ruling) {
  const auto& record = ruling.confidentiality;
  TRY(need_evidence(record.kept_private, "--kept-private"));
  TRY(need_evidence(record.assurance, "--assurance"));
  TRY(need_evidence(record.indications, "--indications"));
  const auto confidential = is_confidential(record);
  if (!confidential) {
    return Error{
        ErrorCode::invalid_argument,
        "the questions of Argus Leader are not answered",
        "--kept-private: does the submitter customarily and actually keep it private?"
        " --assurance: did the government assure privacy?"
        " --indications: if not, were there signs at submission that it would be disclosed?"};
  }
  const bool is_rejected = ruling.decision == ObjectionDecision::rejected;
  if (!is_rejected && !*confidential) {
    return refused("these answers say that it is not confidential",
                   record.kept_private.answer == Answer::no
                       ? "Exemption 4 protects what its owner customarily and actually treats as"
                         " private (Argus Leader, 139 S. Ct. at 2366)"
                       : "without an assurance, what was given though signs told that it would be"
                         " disclosed is not confidential");
  }
  if (is_rejected && *confidential) {
    return refused("these answers say that it is confidential",
                   "the Trade Secrets Act, 18 U.S.C. 1905, forbids to release what Exemption 4"
                   " covers");
  }
  return {};
}

}  // namespace

std::optional<bool> is_confidential(const ConfidentialityRecord& record) {
  switch (record.kept_private.answer) {
    case Answer::none: return std::nullopt;
    case Answer::no: return false;
    case Answer::yes: break;
  }
  switch (record.assurance.answer) {
    case Answer::none: return std::nullopt;
    case Answer::yes: return true;
    case Answer::no: break;
  }
  switch (record.indications.answer) {
    case Answer::none: return std::nullopt;
    case Answer::yes: return false;
    case Answer::no: break;
  }
  return true;
}

Result<void> may_rule(const Consultation& consultation,
                      const Objection& objection,
                      const Ruling& ruling) {
  if (objection.decision != ObjectionDecision::undecided) {
    return refused(
        fmt::format("objection {} was {} already", objection.number, to_string(objection.decision)),
        "undo that decision first: vaughn undo");
  }
  if (ruling.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a decision on an objection needs a reason",
                 "add --reason TEXT"};
  }
  if (ruling.kept_box &&
      (ruling.kept_box->is_empty() || !lies_within(*ruling.kept_box, objection.box))) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("the box does not lie within objection {}", objection.number),
        fmt::format("the objection covers {:.1f} {:.1f} {:.1f} {:.1f}; a larger mark is the"
                    " agency's own: vaughn redact add",
                    objection.box.x0,
                    objection.box.y0,
                    objection.box.x1,
                    objection.box.y1)};
  }
  if (consultation.kind == ConsultationKind::submitter) {
    return check_confidentiality(ruling);
  }
  return {};
}

}  // namespace vaughn::foia
