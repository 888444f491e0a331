// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/geometry.h"
#include "base/hash.h"
#include "foia/ids.h"

// Pages that are out for the views of others: a submitter of commercial information (EO 12600), or
// another agency or office (domain.md 2.4, 2.5, 6 and 10). What may follow what is in
// clock/consultation_life.h, how an objection is decided in foia/ruling.h.
namespace vaughn::foia {

enum class ConsultationKind {
  submitter,     // gave us the information and may object; we decide and answer
  consultation,  // another agency or office has an interest; we decide and answer
  coordination,  // as consultation, but the requester is not told who
  referral,      // another agency's record; they answer
};
std::string_view to_string(ConsultationKind kind);
base::Result<ConsultationKind> parse_consultation_kind(std::string_view word);

enum class ObjectionDecision { undecided, accepted, rejected, accepted_in_part };
std::string_view to_string(ObjectionDecision decision);
base::Result<ObjectionDecision> parse_objection_decision(std::string_view word);

enum class Answer { none, yes, no };
std::string_view to_string(Answer answer);
base::Result<Answer> parse_answer(std::string_view word);

struct AnswerWithEvidence {
  Answer answer{};
  std::string evidence{};
  bool operator==(const AnswerWithEvidence&) const = default;
};

// The three questions that Food Marketing Institute v. Argus Leader Media leaves, each with its
// evidence.
struct ConfidentialityRecord {
  AnswerWithEvidence kept_private{};  // customarily and actually treated as private by its owner
  AnswerWithEvidence assurance{};     // the government assured privacy, expressly or impliedly
  AnswerWithEvidence indications{};   // when it was given, signs that it would be disclosed
  bool operator==(const ConfidentialityRecord&) const = default;
};

// A mark the submitter proposes. It is its own layer; only an accepted one becomes a Mark.
struct Objection {
  int number = 0;  // within the consultation, from 1
  RecordId record{};
  int page = 0;
  base::Rect box{};      // PDF user space of the rendition
  std::string ground{};  // trade_secret or commercial; of an agency: the exemption
  std::string reason{};  // who keeps it private and how, and what disclosure would harm
  std::string text{};    // the words under it
  ObjectionDecision decision = ObjectionDecision::undecided;
  std::string decision_reason{};
  ConfidentialityRecord confidentiality{};
  std::string harm{};                    // of an accepted one
  std::optional<base::Rect> kept_box{};  // accepted in part: what is withheld
};

struct PageRef {
  RecordId record{};
  int page = 0;  // from 1
  auto operator<=>(const PageRef&) const = default;
};

// How one page of a package came back.
enum class PageReturn { same, redrawn, altered, missing, added };
std::string_view to_string(PageReturn value);
base::Result<PageReturn> parse_page_return(std::string_view word);

// A page that did not come back as it left.
struct ReturnFinding {
  PageReturn what{};
  int package_page = 0;   // from 1; 0 for an added one
  int returned_page = 0;  // in the file that came back; 0 if missing
  bool operator==(const ReturnFinding&) const = default;
};

// One reply.
struct ConsultationReturn {
  EventId event{};
  base::Date returned{};
  std::string form{};       // "reply", "pdf", "spreadsheet"
  std::string by{};         // who answered, as they say
  std::string key{};        // fingerprint of the key that signed; empty if none did
  std::string statement{};  // grounds for all, or remarks
  base::Sha256 reply{};     // the file
  bool is_late = false;     // after the due date: need not be considered
  std::vector<ReturnFinding> findings{};
  std::vector<PageRef> unanswered{};  // still out: they did not come back, or not as they left
  std::vector<PageRef> not_theirs{};  // "this page is not ours"
};

enum class ConsultationStepKind {
  reminded,
  extended,  // until: the new due date
  no_response,
  intent_sent,     // until: the disclosure date; numbers: the objections overruled
  enjoined,        // pages, or all; reference: the court case
  lifted,          // pages, or all
  finish_planned,  // until: the day by which the agency means to have decided
  requester_told,  // reference: notice, intent, suit or referral
  closed,
  answered,  // of a referral: what they answered the requester, as the reason says
};
std::string_view to_string(ConsultationStepKind kind);
base::Result<ConsultationStepKind> parse_consultation_step_kind(std::string_view word);

struct ConsultationStep {
  EventId event{};
  ConsultationStepKind kind{};
  base::Date on{};
  std::optional<base::Date> until{};
  std::vector<PageRef> pages{};
  std::vector<int> numbers{};
  std::string reference{};
  std::string reason{};
};

struct Consultation {
  ConsultationId id{};
  ConsultationKind kind = ConsultationKind::submitter;
  std::string submitter{};  // key of the submitter, agency or office of matter.toml
  int round = 1;            // the how manieth package to them
  base::Date sent{};
  base::Date due{};                      // as first set; see due_date()
  std::optional<base::Date> returned{};  // of the first reply
  std::vector<PageRef> pages{};          // in the order of the package, whose pages count from 1
  std::string code{};                    // names the package to those who answer
  base::Sha256 package{};                // manifest of the package
  base::Sha256 package_file{};           // the sealed file; zero in packages that were folders
  std::vector<ConsultationReturn> returns{};
  std::vector<Objection> objections{};
  std::vector<ConsultationStep> steps{};  // in force, in order
};

bool has_step(const Consultation& consultation, ConsultationStepKind kind);
// The latest date given, extensions included.
base::Date due_date(const Consultation& consultation);
// When the agency means to be done with it: as planned, or the disclosure date; the latest said.
std::optional<base::Date> finish_date(const Consultation& consultation);
// Nothing came back, and it was not recorded that nothing came.
bool is_out(const Consultation& consultation);
// Overruled, in whole or in part: some of what it covers would be disclosed.
bool is_overruled(const Objection& objection);
// Pages that no reply accounts for: in every reply they were missing or not as they left.
std::set<PageRef> unanswered_pages(const Consultation& consultation);

}  // namespace vaughn::foia
