// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/consultation.h"
#include "foia/production.h"
#include "foia/request_step.h"
#include "letters/elements.h"
#include "letters/fields.h"
#include "letters/kind.h"
#include "letters/template.h"

namespace vaughn::engine {

// The templates of one letter: the office's own in the folder `templates` of the matter (KIND.docx
// or KIND.txt, parts as part-NAME.txt), else those of the program.
struct LetterTemplate {
  letters::Template main{};
  std::map<std::string, std::string> parts{};  // the office's own
  bool is_built_in = true;                     // nothing is the office's own

  letters::LetterMaking making(const Workspace& workspace) const;
  // For the ledger, so that a letter can be made again; empty if nothing is the office's own.
  base::Result<base::Bytes> packed() const;
};
base::Result<LetterTemplate> letter_template(const Workspace& workspace, letters::LetterKind kind);
// As it was: the blob that a letter or volume names; zero is the program's own.
base::Result<LetterTemplate> letter_template(Workspace& workspace,
                                             letters::LetterKind kind,
                                             const base::Sha256& packed);

// --- values, each set on top of the last ---

// What matter.toml and the date say: office, agency, request, case, addressee.
base::Result<letters::Values> letter_values(Workspace& workspace, base::Date dated);

// What a record is, without a word of what it says: "spreadsheet of June 3, 2022".
base::Result<std::string> description_of(Workspace& workspace, foia::RecordId id);
// Of a letter about pages that are out at a submitter or another agency, to them or, if its kind is
// one for the requester, about them.
base::Result<void> add_consultation(Workspace& workspace,
                                    const foia::Consultation& consultation,
                                    letters::LetterKind kind,
                                    letters::Values& values);

struct CoverFacts {
  bool is_final = false;                                          // no pages remain
  std::vector<std::pair<std::string, std::int64_t>> referrals{};  // agency, pages
  // Pages that are responsive and not in this or an earlier volume.
  std::int64_t pages_at_submitter = 0;
  std::int64_t pages_pending = 0;
};
// Of a volume that is about to be made: all counts are taken from the plan itself.
base::Result<void> add_plan(const foia::VolumePlan& plan,
                            const CoverFacts& facts,
                            letters::Values& values);

// --- letters ---

// Fails if the letter lacks what the law requires of its kind: conflict, naming the rule.
base::Result<letters::Letter> make_letter(Workspace& workspace,
                                          letters::LetterKind kind,
                                          const LetterTemplate& from,
                                          const letters::Values& values,
                                          std::vector<std::string>& notes);

// A letter made with the event that it proves: `body` goes into the ledger with that event.
struct EventLetter {
  base::Bytes docx{};
  base::Bytes pdf{};
  store::LetterWritten body{};
  std::vector<std::string> notes{};
};
// Its files are in the store when this returns; nothing is in the ledger, and nobody has searched
// it for what is redacted or withheld.
base::Result<EventLetter> letter_for_event(Workspace& workspace,
                                           letters::LetterKind kind,
                                           const std::string& about,
                                           base::Date dated,
                                           const letters::Values& values);

struct LetterRequest {
  letters::LetterKind kind{};
  std::string about{};  // name of a volume or number of a consultation; empty: the latest
  std::vector<std::pair<std::string, std::string>> fields{};  // go before what the ledger says
  std::vector<std::string> to{};                              // lines of the address
  base::Date dated{};
  std::filesystem::path out{};  // without extension: gets .docx and .pdf
  // Takes the step of the request that the letter proves, on its date; one letter at a time.
  bool takes_step = false;
};
struct LetterResult {
  letters::LetterKind kind{};
  std::int64_t number = 0;  // 0 in a dry run
  std::string about{};
  base::Date dated{};
  foia::EventId event{};
  base::Sha256 docx{};
  base::Sha256 pdf{};
  bool is_unchanged = false;  // written before with the same bytes: nothing new in the ledger
  std::string text{};
  std::vector<std::filesystem::path> files{};
  std::vector<std::string> notes{};
  std::optional<foia::StepKind> step{};  // that was taken with it
  foia::EventId step_event{};            // 0 in a dry run
};
struct LettersResult {
  std::vector<LetterResult> letters{};
  // Not clean: one of them says what is redacted or withheld, and none was written or recorded.
  OutgoingResult outgoing{};
};
// All of them or none; one LibreOffice for all.
base::Result<LettersResult> write_letters(Workspace& workspace,
                                          Sandbox& sandbox,
                                          const std::vector<LetterRequest>& requests,
                                          bool is_dry_run);

base::Result<std::vector<store::LetterRow>> letters_written(Workspace& workspace);
// The letter as the proof of a step of the request: conflict if it proves another one, or is dated
// after the step.
base::Result<foia::StepDocument> letter_as_proof(Workspace& workspace,
                                                 std::int64_t number,
                                                 foia::StepKind step,
                                                 base::Date on);
// By its number, or by that of its event.
base::Result<store::LetterRow> find_letter(Workspace& workspace, std::int64_t number);

// The office's templates and parts: what each could never say, and errors in them.
struct TemplateProblem {
  std::string name{};
  std::string message{};
  bool is_stop = false;
};
base::Result<std::vector<TemplateProblem>> check_templates(Workspace& workspace);

}  // namespace vaughn::engine
