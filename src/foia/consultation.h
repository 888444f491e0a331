// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/geometry.h"
#include "foia/ids.h"

namespace vaughn::foia {

// EO 12600: notice to a submitter and the reply (domain.md 2.4 and 10).
enum class ConsultationState { sent, returned, decided };
std::string_view to_string(ConsultationState state);
base::Result<ConsultationState> parse_consultation_state(std::string_view word);

enum class ObjectionDecision { undecided, accepted, rejected };
std::string_view to_string(ObjectionDecision decision);
base::Result<ObjectionDecision> parse_objection_decision(std::string_view word);

// A mark the submitter proposes. It is its own layer; only an accepted one becomes a Mark.
struct Objection {
  int number = 0;  // within the consultation, from 1
  RecordId record{};
  int page = 0;
  base::Rect box{};  // PDF user space of the rendition
  std::string ground{};
  std::string text{};  // the words under it
  ObjectionDecision decision = ObjectionDecision::undecided;
  std::string decision_reason{};
};

struct PageRef {
  RecordId record{};
  int page = 0;  // from 1
  auto operator<=>(const PageRef&) const = default;
};

struct Consultation {
  ConsultationId id{};
  std::string submitter{};
  base::Date sent{};
  base::Date due{};
  std::optional<base::Date> returned{};
  ConsultationState state = ConsultationState::sent;
  std::vector<PageRef> pages{};
  std::vector<Objection> objections{};
};

}  // namespace vaughn::foia
