// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/geometry.h"
#include "base/result.h"
#include "foia/consultation.h"

namespace vaughn::foia {

// Whether the information is confidential within the meaning of Exemption 4, once enough of the
// three questions are answered; none before.
std::optional<bool> is_confidential(const ConfidentialityRecord& record);

// What an agency decides on one objection.
struct Ruling {
  ObjectionDecision decision{};
  std::string reason{};
  std::string harm{};
  ConfidentialityRecord confidentiality{};
  std::optional<base::Rect> kept_box{};
};
// Only invalid_argument and conflict, with the rule as the hint.
base::Result<void> may_rule(const Consultation& consultation,
                            const Objection& objection,
                            const Ruling& ruling);

}  // namespace vaughn::foia
