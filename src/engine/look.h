// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/audit.h"
#include "engine/census.h"
#include "engine/redact.h"
#include "engine/volume_steps.h"
#include "engine/workspace.h"
#include "foia/consultation.h"
#include "foia/production.h"
#include "foia/tasking.h"
#include "review/selection.h"

namespace vaughn::engine {

// Looking at what is there: one record, one event, and the short lists of a matter. Nothing here
// writes.

struct MatterView {
  std::filesystem::path folder{};
  std::string name{};
  std::string case_number{};
  std::string request_number{};
  std::vector<std::string> categories{};  // keys
  std::vector<std::string> offices{};
  std::vector<std::string> submitters{};
  base::Sha256 signing_key{};  // of the public key, as `verify` shows it
};
base::Result<MatterView> look_at_matter(Workspace& workspace);

struct RecordEvent {
  foia::EventId id{};
  base::Instant at{};
  std::string author{};
  store::EventKind kind{};
  std::string reason{};
  bool is_undone = false;
};

struct RecordPage {
  PageRow page{};
  std::string bates{};  // as stamped; empty if not produced
};

struct RecordView {
  foia::Record record{};  // with metadata and findings
  RecordState state{};
  std::set<std::string> categories{};
  std::vector<foia::RecordId> family{};  // its members, itself included; empty if it has none
  std::vector<foia::RecordId> copies{};  // exact duplicates of the same record, itself excluded
  std::vector<RecordPage> pages{};       // only of a responsive record that was rendered
  std::vector<MarkListRow> marks{};
  std::vector<RecordEvent> history{};  // every event about it, undone ones too, oldest first
  std::string text{};                  // as extracted; only if it was asked for
};

enum class WithText { no, yes };
base::Result<RecordView> look_at_record(Workspace& workspace, foia::RecordId id, WithText text);

// What could not become a record, in the order it was met.
base::Result<std::vector<foia::Exception>> exceptions(Workspace& workspace);

base::Result<std::vector<store::Selection>> selections(Workspace& workspace);
// not_found names the selections there are.
base::Result<store::Selection> selection(Workspace& workspace, std::string_view name);
base::Result<review::SelectionDifference> compare_selections(Workspace& workspace,
                                                             std::string_view first,
                                                             std::string_view second);

// A tasking and the event that changed it; none in a dry run.
struct TaskingChange {
  foia::SearchTasking tasking{};
  foia::EventId event{};
};

struct VolumeView {
  foia::ProductionVolume volume{};
  std::string first_bates{};
  std::string last_bates{};
  std::int64_t pages_in_full = 0;
  std::int64_t pages_in_part = 0;
  std::int64_t pages_withheld = 0;
  std::vector<std::string> superseded_by{};  // volumes that correct it
  std::filesystem::path path{};
  VolumeStanding standing{};
};
base::Result<std::vector<VolumeView>> volumes(Workspace& workspace);

struct ConsultationView {
  foia::Consultation consultation{};
  std::string submitter_name{};
  std::int64_t records = 0;
  std::int64_t undecided = 0;  // objections
  std::int64_t accepted = 0;
  std::int64_t rejected = 0;
  std::int64_t accepted_in_part = 0;
  base::Date due{};                             // extensions included
  std::optional<base::Date> disclosure_date{};  // of the latest notice of intent
  std::optional<base::Date> finish{};           // by when the agency means to be done
  std::int64_t frozen = 0;                      // pages that a court forbids to release
  std::int64_t held = 0;                        // pages that cannot be released today
  std::int64_t released = 0;                    // pages in a volume, whole or in part
  std::string next{};                           // what to do now; empty if nothing
  bool is_overdue = false;                      // not back after its due date
};
base::Result<std::vector<ConsultationView>> consultations(Workspace& workspace, base::Date today);

// The newest event; id 0 in a ledger without any.
base::Result<foia::EventId> newest_event(Workspace& workspace);
// Events after the given one, in order: what a command changed. If there are more than `at_most`,
// the newest of them.
base::Result<std::vector<LogRow>> events_since(Workspace& workspace,
                                               foia::EventId after,
                                               int at_most);
base::Result<LogRow> look_at_event(Workspace& workspace, foia::EventId id);

}  // namespace vaughn::engine
