// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "foia/calendar.h"
#include "foia/consultation.h"
#include "foia/determination.h"
#include "foia/matter.h"
#include "foia/production.h"
#include "foia/record.h"
#include "foia/request_step.h"
#include "foia/tasking.h"

// What each kind of event says. One struct per EventKind; its JSON is the body of the event and all
// that the derived tables are made from.
namespace vaughn::store {

struct MatterDefined {
  std::string toml{};  // matter.toml as it was, comments and all; parsed again when needed
};

struct TaskingDrafted {
  foia::SearchTasking tasking{};  // with its id
};

struct TaskingSent {
  foia::TaskingId tasking{};
  base::Date sent{};
};

struct TaskingAnswered {
  foia::TaskingId tasking{};
  foia::SearchAnswer answer{};
};

// Every other step; the reason is the event's.
struct TaskingAdvanced {
  foia::TaskingId tasking{};
  foia::TaskingStep step{};
  base::Date on{};
  std::optional<base::Date> due{};  // retask: the new one
};

// One file of an intake and what became of it, for resuming and for the count.
struct InputFile {
  std::string path{};     // as given to the intake, relative to its root
  base::Sha256 sha256{};  // zero if it could not be read
  std::int64_t size = 0;
  std::int64_t expected = 0;  // items in it
  std::int64_t records = 0;
  std::int64_t exceptions = 0;
};

struct RecordsAdded {
  std::string root{};  // the PATH of the command
  std::string office{};
  std::string custodian{};
  foia::TaskingId tasking{};
  std::vector<InputFile> files{};
  std::vector<foia::Record> records{};
  std::vector<foia::Exception> exceptions{};
};

struct IntakeFinished {
  std::string root{};
  std::string office{};
  std::int64_t files = 0;
  std::int64_t already_here = 0;
  std::int64_t records = 0;
  std::int64_t duplicates = 0;
  std::int64_t exceptions = 0;
};

struct TextIndexed {
  base::Sha256 segment{};  // name of the segment file
  std::int64_t records = 0;
  std::int64_t bytes = 0;
  std::int64_t first_record = 0;
  std::int64_t last_record = 0;
  std::vector<base::Sha256> replaces{};  // segments merged into it
};

struct Rendition {
  foia::RecordId record{};
  base::Sha256 pdf{};  // zero: could not be rendered, see finding
  int pages = 0;
  std::vector<foia::Finding> findings{};
};

struct RecordsRendered {
  std::vector<Rendition> renditions{};
};

// What was read on the pictures of one record, beside the text it had.
struct Reading {
  foia::RecordId record{};
  base::Sha256 text_pack{};  // the whole text of the record now; zero if there is none
  std::int64_t text_offset = 0;
  std::int64_t text_size = 0;
  base::Sha256 words{};  // blob: words and their places
  // Take the place of no_text and partly_no_text.
  std::vector<foia::Finding> findings{};
};

struct PicturesRead {
  std::string reader{};  // "tesseract 5.3.0 eng"
  std::vector<Reading> readings{};
};

struct Selection {
  foia::SelectionId id{};
  std::string name{};
  std::string query{};                    // how it was made, in words
  std::string manifest{};                 // state of the index it was made on
  std::vector<foia::RecordId> records{};  // ascending
  base::Sha256 digest{};                  // of the ids
};

struct SelectionFrozen {
  Selection selection{};
};

struct ResponsivenessCoded {
  std::string selection{};  // name or query, for people
  std::vector<foia::Determination> determinations{};
};

struct PagesDecided {
  std::vector<foia::PageDecision> decisions{};
};

struct MarksAdded {
  std::vector<foia::Mark> marks{};  // with their ids
};

struct MarksRemoved {
  std::vector<foia::MarkId> marks{};
};

struct ConsultationSent {
  foia::ConsultationId id{};
  foia::ConsultationKind kind = foia::ConsultationKind::submitter;
  std::string submitter{};  // key of the submitter, agency or office
  int round = 1;
  base::Date sent{};
  base::Date due{};
  std::vector<foia::PageRef> pages{};
  std::string code{};
  base::Sha256 package{};                       // manifest of the package that left
  base::Sha256 package_file{};                  // the sealed file
  std::vector<foia::PageDecision> decisions{};  // a referral: what becomes of its pages
};

struct ConsultationReturned {
  foia::ConsultationId id{};
  base::Date returned{};
  std::vector<foia::Objection> objections{};
  base::Sha256 reply{};
  std::string form{};
  std::string by{};
  std::string key{};
  std::string statement{};
  bool is_late = false;
  std::vector<foia::ReturnFinding> findings{};
  std::vector<foia::PageRef> unanswered{};
  std::vector<foia::PageRef> not_theirs{};
};

struct ObjectionDecided {
  int number = 0;
  foia::ObjectionDecision decision{};
  std::string reason{};
  std::string harm{};
  foia::ConfidentialityRecord confidentiality{};
  std::optional<base::Rect> kept_box{};
};

struct ObjectionsDecided {
  foia::ConsultationId id{};
  std::vector<ObjectionDecided> decisions{};
  std::vector<foia::Mark> marks{};  // made from accepted objections, with their ids
};

struct ConsultationStepTaken {
  foia::ConsultationId id{};
  foia::ConsultationStep step{};
};

struct VolumePageRow {
  std::int64_t number = 0;
  foia::RecordId record{};
  int page = 0;  // of the rendition
  foia::PageOutcome outcome{};
  std::vector<foia::ExemptionClaim> claims{};
  int boxes = 0;
};

struct VaughnNumber {
  int number = 0;
  foia::RecordId record{};
};

struct VolumeSealed {
  foia::ProductionVolume volume{};
  std::string supersedes_reason{};
  std::int64_t made_from_event = 0;  // last event the plan saw; the same plan can be made again
  std::vector<VolumePageRow> pages{};
  std::vector<VaughnNumber> vaughn_numbers{};  // newly assigned
  base::Sha256 letter_template{};              // of the cover letter, as in LetterWritten
};

// A sealed volume left, or was asked back; the reason is the event's.
struct VolumeAdvanced {
  std::string volume{};
  foia::VolumeStep step{};  // send or recall
  base::Date on{};
  std::string to{};  // whom, and by which way
  foia::StepDocument document{};
};

struct FilingMade {
  std::string key{};
  base::Date as_of{};
  std::string path{};
  base::Sha256 pdf{};
  base::Sha256 docx{};
  std::vector<std::pair<std::string, std::int64_t>> figures{};  // those it prints
  std::string kind{};   // "status_report", "stipulation", "declaration" ...
  base::Sha256 text{};  // of the paper without signatures: two that say the same have the same
  base::Sha256 figure_rows{};  // blob: every figure with the rows it counted
  std::vector<std::pair<std::string, std::string>> explanations{};  // of figures that changed
  std::vector<std::pair<std::string, std::string>> positions{};     // side, SHA-256 of its text
  std::vector<std::string> signed_by{};
  bool is_attested = false;
};

struct RequestAdvanced {
  foia::RequestStep step{};
};

// Either a whole calendar, as its file was, or single days of one.
struct CalendarChanged {
  std::string calendar{};  // key
  std::string toml{};
  std::vector<foia::SingleDay> days{};
};

// A table of counts made from the rows of records, for a request for data.
struct TableMade {
  struct File {
    std::string name{};
    base::Sha256 sha256{};
  };
  std::string key{};
  std::string category{};
  base::Sha256 map{};   // how, as a file
  base::Sha256 rows{};  // which row stands behind which number
  std::vector<foia::RecordId> records{};
  std::vector<File> files{};
  std::int64_t counted = 0;
  std::int64_t duplicate = 0;
  std::int64_t listed = 0;
  std::int64_t suppressed = 0;
};

struct DecisionUndone {
  foia::EventId event{};
};

// A letter of the office. The files are blobs; a step of the request names the PDF as its proof.
struct LetterWritten {
  std::int64_t number = 0;  // 1, 2, 3 ... in the matter
  std::string kind{};       // "final"
  std::string about{};      // the volume, or the number of the consultation; may be empty
  base::Date dated{};
  std::vector<std::string> recipients{};  // lines of the address
  std::string proves{};                   // the step it is the proof of; may be empty
  base::Sha256 docx{};
  base::Sha256 pdf{};
  base::Sha256 letter_template{};                             // blob; zero: the program's own
  std::vector<std::pair<std::string, std::string>> values{};  // of every field it prints
  std::vector<std::pair<std::string, std::int64_t>> figures{};
};

struct PaperFiled {
  std::string key{};  // of [[filing]]; empty: not made here
  int ecf = 0;
  base::Date filed{};
  base::Sha256 pdf{};
  std::int64_t size = 0;
  foia::EventId made{};  // the filing_made event with this PDF; 0: made elsewhere
  // Every figure when the paper was made, or, if it was made elsewhere, when it was recorded.
  std::vector<std::pair<std::string, std::int64_t>> figures{};
  base::Sha256 figure_rows{};
};

struct PaperConcurred {
  base::Sha256 pdf{};
  std::string key{};
  std::string name{};
  base::Date dated{};
  std::string how{};     // "e-mail of November 18, 2022"
  foia::EventId made{};  // as of PaperFiled
};

struct IndexMade {
  base::Date as_of{};
  base::Sha256 csv{};
  std::vector<std::pair<int, std::string>> entries{};  // number, SHA-256 of what it said
};

struct OccurrencesAllowed {
  std::vector<foia::MarkId> marks{};   // one for each string
  std::vector<foia::PageRef> pages{};  // withheld in full: lines of these
  std::vector<std::string> files{};    // empty: everywhere
};

struct IndexSampled {
  std::string seed{};  // a number; text, since JSON cannot hold all 64 bits
  std::int64_t population = 0;
  std::vector<int> entries{};  // in the order drawn
  std::string drawn_from{};    // SHA-256 of the numbers it was drawn from
};

using Body = std::variant<MatterDefined,
                          TaskingDrafted,
                          TaskingSent,
                          TaskingAnswered,
                          RecordsAdded,
                          IntakeFinished,
                          TextIndexed,
                          RecordsRendered,
                          PicturesRead,
                          SelectionFrozen,
                          ResponsivenessCoded,
                          PagesDecided,
                          MarksAdded,
                          MarksRemoved,
                          ConsultationSent,
                          ConsultationReturned,
                          ObjectionsDecided,
                          VolumeSealed,
                          FilingMade,
                          RequestAdvanced,
                          CalendarChanged,
                          DecisionUndone,
                          TableMade,
                          LetterWritten,
                          ConsultationStepTaken,
                          PaperFiled,
                          PaperConcurred,
                          IndexMade,
                          IndexSampled,
                          TaskingAdvanced,
                          VolumeAdvanced,
                          OccurrencesAllowed>;

// The alternatives of Body stand in the order of EventKind.
std::string body_to_json(const Body& body);
base::Result<Body> body_from_json(std::size_t kind_index, std::string_view json);

// The JSON of a record's metadata and findings, as the derived tables keep them.
std::string metadata_to_json(const foia::Metadata& metadata);
base::Result<foia::Metadata> metadata_from_json(std::string_view json);
std::string findings_to_json(const std::vector<foia::Finding>& findings);
base::Result<std::vector<foia::Finding>> findings_from_json(std::string_view json);

}  // namespace vaughn::store
