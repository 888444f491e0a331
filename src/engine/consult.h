// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/consultation.h"

namespace vaughn::engine {

struct SendRequest {
  std::string submitter{};  // key of matter.toml
  Scope scope{};
  base::Date sent{};
  std::optional<base::Date> due{};  // none: the submitter's working days after `sent`
  std::filesystem::path out{};      // folder of the package; must not exist
  bool is_dry_run = false;
};

struct SendResult {
  foia::Consultation consultation{};
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::filesystem::path package{};
  foia::EventId event{};
};

// Makes the package for a submitter (EO 12600): a PDF of the pages for each record, the notice as
// DOCX and PDF, objections.csv to fill in, instructions, and a signed manifest. From then on none
// of the pages can be produced.
base::Result<SendResult> send_to_submitter(Workspace& workspace,
                                           Sandbox& sandbox,
                                           const SendRequest& request);

struct ReturnResult {
  foia::Consultation consultation{};
  std::int64_t objections = 0;
  std::int64_t places = 0;              // boxes they cover
  std::int64_t pages_clear = 0;         // pages without objection
  std::vector<std::string> problems{};  // rows that could not be placed; nothing is imported then
  foia::EventId event{};
};

// Reads the submitter's objections.csv (record, page, words or box, ground). Rows that name no page
// of the package, words that are not on the page or no ground: invalid_argument listing them all.
base::Result<ReturnResult> take_back(Workspace& workspace,
                                     Sandbox& sandbox,
                                     foia::ConsultationId id,
                                     const std::filesystem::path& reply,
                                     base::Date returned,
                                     bool is_dry_run);

struct DecideObjections {
  foia::ConsultationId id{};
  std::vector<int> numbers{};  // empty: all undecided
  std::string words{};         // only objections to text that holds these words; empty: any
  foia::ObjectionDecision decision{};
  std::string reason{};
  // Of the marks made from accepted objections.
  std::vector<foia::ExemptionClaim> claims{};
  std::string harm{};
};
struct DecideObjectionsResult {
  std::int64_t decided = 0;
  std::int64_t marks = 0;
  std::int64_t undecided = 0;  // left
  foia::EventId event{};
};
// The agency decides, not the submitter: an accepted objection becomes a mark, a rejected one keeps
// its reason.
base::Result<DecideObjectionsResult> decide_objections(Workspace& workspace,
                                                       const DecideObjections& request);

}  // namespace vaughn::engine
