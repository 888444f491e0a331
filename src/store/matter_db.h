// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/consultation.h"
#include "foia/determination.h"
#include "foia/production.h"
#include "foia/record.h"
#include "foia/tasking.h"
#include "store/bodies.h"
#include "store/event.h"

namespace vaughn::store {

enum class Access { read_only, read_write };
enum class Segments { in_force, ever };

// Who changes the matter, when, and why; goes into the event as it is.
struct Change {
  std::string author{};
  base::Instant at{};
  std::string reason{};
};

struct FiledPaper {
  foia::EventId event{};
  base::Instant at{};
  FilingMade filing{};
};

struct MadeTable {
  foia::EventId event{};
  base::Instant at{};
  TableMade table{};
};

struct LetterRow {
  foia::EventId event{};
  base::Instant at{};
  LetterWritten letter{};
};

// A body that is read from its event, with where that stands in the chain.
template <typename Body>
struct Recorded {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  Body body{};
};

// A produced page as the volume that produced it recorded it.
struct ProducedPageRow {
  std::string volume{};
  VolumePageRow page{};
  bool superseded = false;  // a later volume says it corrects this one
};

// What one decision in force says of a page, without the words of its reason.
struct PageRuling {
  foia::RecordId record{};
  int page = 0;
  foia::Disposition disposition{};
  std::vector<foia::ExemptionClaim> claims{};
  base::Instant at{};
  std::string author{};
};

// When a page first came through a stage.
struct PassedPage {
  foia::RecordId record{};
  int page = 0;
  base::Instant at{};
};

struct MarkRow {
  foia::Mark mark{};
  base::Instant at{};
};

// A step of a tasking, sending and answering included.
struct TaskingStepRow {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  foia::TaskingId tasking{};
  foia::TaskingStep step{};
  base::Date on{};
  std::optional<base::Date> due{};             // retask
  std::optional<foia::SearchAnswer> answer{};  // of answers
};

struct VolumeStepRow {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  VolumeAdvanced step{};
};

struct RequestStepRow {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  foia::RequestStep step{};
};

struct CalendarChangeRow {
  foia::EventId event{};
  base::Instant at{};
  std::string author{};
  std::string reason{};
  CalendarChanged change{};
};

// One problem found by verify_chain(): which entry and what is wrong with it.
struct ChainProblem {
  std::int64_t event = 0;
  std::string what{};
};

struct ChainHead {
  foia::EventId id{};
  base::Sha256 hash{};
  bool operator==(const ChainHead&) const = default;
};

// The ledger of a matter: the chain of events and the tables derived from it, in one SQLite file
// through SOCI. append() writes the event and changes the tables in the transaction that is open.
// One thread at a time; one writing process at a time.
class MatterDb {
 public:
  static base::Result<MatterDb> create(const std::filesystem::path& file);
  // Tables of another layout are first made again from the events.
  static base::Result<MatterDb> open(const std::filesystem::path& file, Access access);
  // The ledger as it was after the given event, in memory.
  base::Result<MatterDb> as_of(foia::EventId last);
  MatterDb(MatterDb&&) noexcept;
  MatterDb& operator=(MatterDb&&) noexcept;
  ~MatterDb();

  // Runs `work` in one transaction: all of its events are kept, or none.
  base::Result<void> transact(const std::function<base::Result<void>()>& work);
  // Requires an open transaction. Only decision_undone may name an earlier event, and only one that
  // is in force and undoable; else conflict.
  base::Result<Event> append(const Change& change, const Body& body);

  // --- the chain ---
  base::Result<Event> last_event();  // id 0 and zero hash if there is none
  // Number and hash of the last event: moves with every change, and costs little to ask.
  base::Result<ChainHead> head();
  base::Result<std::optional<Event>> event(foia::EventId id);
  base::Result<std::vector<Event>> events(foia::EventId after, int at_most);
  // Recomputes every hash, then replays the events into fresh tables and compares them with ours:
  // a changed, missing, repeated or reordered entry and a table changed by hand are each a problem.
  base::Result<std::vector<ChainProblem>> verify_chain();
  // Makes the derived tables again from the events.
  base::Result<void> rebuild();
  // SHA-256 over all rows of all derived tables.
  base::Result<base::Sha256> tables_digest();

  // --- next free ids ---
  base::Result<foia::RecordId> last_record();
  base::Result<std::int64_t> last_tasking();
  base::Result<std::int64_t> last_mark();
  base::Result<std::int64_t> last_consultation();
  base::Result<std::int64_t> last_selection();
  base::Result<std::int64_t> last_vaughn_number();

  // --- current state; every list in ascending order of its id ---
  base::Result<std::optional<std::string>> matter_toml();
  base::Result<std::vector<foia::SearchTasking>> taskings();
  // Steps in force of all taskings, and of all volumes, in the order they were written.
  base::Result<std::vector<TaskingStepRow>> tasking_steps();
  base::Result<std::vector<VolumeStepRow>> volume_steps();
  base::Result<std::vector<foia::Record>> records();  // with metadata
  base::Result<std::vector<foia::Record>> records(const std::vector<foia::RecordId>& ids);
  // All records, each without metadata and findings: for counts.
  base::Result<std::vector<foia::Record>> record_heads();
  // The same, without where their text lies, one by one in the order of their ids.
  base::Result<void> each_record_head(const std::function<void(foia::Record&&)>& take);
  base::Result<std::int64_t> record_count();
  base::Result<std::vector<foia::Exception>> exceptions();
  // Whether a file of this path and content was taken in for this office before.
  base::Result<bool> has_input(std::string_view office,
                               std::string_view path,
                               const base::Sha256& sha256);
  base::Result<std::int64_t> input_count();  // files taken in
  // The first head of a family with this key that is not itself a duplicate; none: 0.
  base::Result<foia::RecordId> primary_with_key(const base::Sha256& duplicate_key);
  // The members of a family as (id, duplicate key), in order.
  base::Result<std::vector<std::pair<foia::RecordId, base::Sha256>>> family_keys(
      foia::RecordId family);
  base::Result<std::vector<TextIndexed>> segments(Segments which = Segments::in_force);
  base::Result<std::optional<Selection>> selection(std::string_view name);
  base::Result<std::vector<Selection>> selections();
  // The latest in force for each record and category.
  base::Result<std::vector<foia::Determination>> determinations();
  // The latest in force for each page.
  base::Result<std::vector<foia::PageDecision>> page_decisions();
  // All in force, the earlier first.
  base::Result<void> each_page_ruling(const std::function<void(PageRuling&&)>& take);
  // When each record first got page images (page 0).
  base::Result<std::vector<PassedPage>> first_renditions();
  base::Result<std::vector<MarkRow>> marks();
  base::Result<std::vector<foia::Consultation>> consultations();
  base::Result<std::vector<foia::ProductionVolume>> volumes();
  base::Result<std::optional<VolumeSealed>> sealed(std::string_view volume);
  base::Result<std::vector<ProducedPageRow>> produced_pages();
  base::Result<std::map<foia::RecordId, int>> vaughn_numbers();
  base::Result<std::vector<FiledPaper>> filings();
  base::Result<std::vector<MadeTable>> made_tables();
  // Steps of the request in force, and changes of calendars, in the order they were written.
  base::Result<std::vector<RequestStepRow>> request_steps();
  base::Result<std::vector<CalendarChangeRow>> calendar_changes();
  // Every event of these kinds, undone ones too, in order.
  base::Result<std::vector<Event>> events_of(const std::vector<EventKind>& kinds);
  base::Result<std::vector<LetterRow>> letters();
  base::Result<std::vector<Recorded<PaperFiled>>> papers_filed();
  base::Result<std::vector<Recorded<PaperConcurred>>> concurrences();
  base::Result<std::optional<Recorded<IndexMade>>> last_index();
  base::Result<std::vector<Recorded<IndexSampled>>> index_samples();
  base::Result<std::vector<Recorded<OccurrencesAllowed>>> allowed_occurrences();  // in force
  // Records whose decisions the event changed, for the guard of undo.
  base::Result<std::vector<foia::RecordId>> records_touched_by(foia::EventId event);
  base::Result<bool> is_undone(foia::EventId event);
  // Every event that is about the record, undone ones too, in order.
  base::Result<std::vector<foia::EventId>> events_about(foia::RecordId record);

 private:
  static base::Result<void> lay_out_again(const std::filesystem::path& file);
  struct Impl;
  explicit MatterDb(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::store
