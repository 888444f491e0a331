// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/consultation.h"
#include "foia/ruling.h"

namespace vaughn::engine {

struct SendRequest {
  foia::ConsultationKind kind = foia::ConsultationKind::submitter;
  std::string to{};  // key of a submitter, or of an agency or office, of matter.toml
  Scope scope{};
  base::Date sent{};
  std::optional<base::Date> due{};  // none: their working days after `sent`
  std::filesystem::path out{};      // the package; must not exist
  std::string reason{};             // of a referral: why the pages are theirs
  bool is_dry_run = false;
};

struct SendResult {
  foia::Consultation consultation{};
  std::string name{};  // whom it goes to
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t out_already = 0;  // pages left out: they are with them
  std::int64_t produced = 0;     // pages left out: produced
  std::string fingerprint{};     // of the matter's key
  std::filesystem::path package{};
  std::int64_t letter = 0;  // the notice in the package; 0 in a dry run
  foia::EventId event{};
  // Of all in the package but the pages themselves. Not clean: nothing left.
  OutgoingResult outgoing{};
};

// Seals a package (package/package.h) and records that it left. A page may be out at several, but
// not twice at one. From then on no page of it can be produced until it is back and decided; pages
// of a referral are referred by the same event.
base::Result<SendResult> send_package(Workspace& workspace,
                                      Sandbox& sandbox,
                                      const SendRequest& request);

// Writes the package of a consultation again, byte for byte.
base::Result<SendResult> write_package(Workspace& workspace,
                                       foia::ConsultationId id,
                                       const std::filesystem::path& out);

struct ReturnRequest {
  foia::ConsultationId id{};
  std::filesystem::path reply{};  // sealed reply, annotated PDF, or spreadsheet (XLSX, CSV)
  base::Date returned{};
  // Takes what can be taken though pages are missing, altered or added; those stay unanswered.
  bool despite_findings = false;
  bool is_dry_run = false;
};

struct ReturnResult {
  foia::Consultation consultation{};
  std::string form{};  // "reply", "pdf", "spreadsheet"
  std::string by{};
  std::string key{};             // fingerprint; empty if it was not signed
  bool is_already_here = false;  // nothing was written
  bool is_late = false;
  std::int64_t objections = 0;   // of the reply
  std::int64_t places = 0;       // boxes they cover
  std::int64_t already = 0;      // places that an earlier reply named
  std::int64_t pages_clear = 0;  // pages without objection
  std::int64_t whole_pages = 0;  // objected to from edge to edge
  std::vector<foia::ReturnFinding> findings{};
  std::vector<foia::PageRef> not_theirs{};
  std::vector<std::string> not_taken{};  // marks on pages that are not as they left
  foia::EventId event{};
};

// Reads a reply and compares what came back with what left. A reply to another package, a place
// that cannot be found, a mark without ground: invalid_argument listing all of them. Pages missing,
// added or altered: conflict, unless despite_findings. The same file again adds nothing.
base::Result<ReturnResult> take_back(Workspace& workspace,
                                     Sandbox& sandbox,
                                     const ReturnRequest& request);

struct DecideObjections {
  foia::ConsultationId id{};
  std::vector<int> numbers{};  // empty: all undecided
  std::string words{};         // only objections to text that holds these words; empty: any
  foia::Ruling ruling{};
  // Of the marks made from accepted objections; empty for an agency's: as it recommends.
  std::vector<foia::ExemptionClaim> claims{};
};
struct DecideObjectionsResult {
  std::int64_t decided = 0;
  std::int64_t marks = 0;
  std::int64_t undecided = 0;  // left
  foia::EventId event{};
};
// The agency decides, not the submitter: an accepted objection becomes a mark of the agency, a
// rejected one keeps its reason. Several decisions are one event: all of them, or none.
base::Result<DecideObjectionsResult> decide_objections(Workspace& workspace,
                                                       Sandbox& sandbox,
                                                       const std::vector<DecideObjections>& rulings,
                                                       bool is_dry_run);

struct ConsultationStepResult {
  foia::Consultation consultation{};
  foia::ConsultationStep step{};
  std::int64_t letter = 0;                     // that proves it; 0 if none was written
  std::vector<std::filesystem::path> files{};  // of the letter
  std::vector<std::string> notes{};
  foia::EventId event{};
  // Not clean: the letter says what is redacted or withheld; the step was not taken.
  OutgoingResult outgoing{};
};
// Takes a step that the rules allow. An intent notice covers every objection overruled and not yet
// noticed; without a date its disclosure date is as many working days later as the submitter and
// the agency are given. With `letter`, a path without extension, the letter that proves the step is
// written there and recorded with it: only of reminders, notices of intent and what the requester
// is told.
base::Result<ConsultationStepResult> take_consultation_step(Workspace& workspace,
                                                            Sandbox& sandbox,
                                                            foia::ConsultationId id,
                                                            foia::ConsultationStep step,
                                                            const std::filesystem::path& letter,
                                                            bool is_dry_run);

}  // namespace vaughn::engine
