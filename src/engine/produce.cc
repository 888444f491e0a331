// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/produce.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/files.h"
#include "base/signing.h"
#include "base/text.h"
#include "clock/states.h"
#include "engine/census.h"
#include "engine/detail/letter_facts.h"
#include "engine/detail/pages.h"
#include "engine/detail/typeset.h"
#include "engine/detail/volume_plan.h"
#include "engine/detail/withheld_lines.h"
#include "engine/detail/work_folder.h"
#include "engine/letters.h"
#include "engine/outgoing.h"
#include "engine/render.h"
#include "engine/volume_steps.h"
#include "paper/pages.h"
#include "produce/plan_check.h"
#include "produce/volume.h"
#include "verify/proof.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RecordId;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kProgramVersion = VAUGHN_VERSION;
constexpr std::size_t kRecordsPerBurn = 8;
constexpr std::size_t kShown = 5;

bool is_final(foia::PageOutcome outcome) {
  return outcome == foia::PageOutcome::in_full || outcome == foia::PageOutcome::in_part ||
         outcome == foia::PageOutcome::withheld_in_full || outcome == foia::PageOutcome::referred;
}

// What is chosen for a volume and why other things are not.
struct Choice {
  std::vector<RecordId> records{};
  std::vector<PreflightRow> preflight{};
  std::int64_t at_submitter = 0;  // pages left out
  std::int64_t pending = 0;
  std::int64_t before_disclosure = 0;  // pages left out until a submitter's disclosure date
};

// LAW: EO 12600 sec. 5: nothing over an objection before the disclosure date of the notice.
std::optional<clock::Refusal> refused_release(const PageRow& page, base::Date dated) {
  return page.hold ? clock::release_refusal(*page.hold, dated) : std::nullopt;
}

// Pages that may not be released, for one reason.
struct Held {
  std::int64_t pages = 0;
  std::vector<RecordId> records{};
  clock::Refusal refusal{};  // of the one that waits longest
  std::optional<base::Date> until{};
};

void note_held(Held& held,
               const clock::PageHold& hold,
               const clock::Refusal& refusal,
               RecordId record) {
  ++held.pages;
  if (held.records.empty() || held.records.back() != record) {
    held.records.push_back(record);
  }
  if (held.pages == 1 || hold.until > held.until) {
    held.refusal = refusal;
    held.until = hold.until;
  }
}

std::string message_of(const Held& held) {
  auto out = fmt::format("{} cannot be released yet: {}",
                         base::plural(static_cast<long long>(held.pages), "page"),
                         held.refusal.what);
  const auto& refusal = held.refusal;
  out += refusal.citation.empty() ? fmt::format(" ({})", refusal.rule)
                                  : fmt::format(" ({}: {})", refusal.citation, refusal.rule);
  return out;
}

void add_stop(std::vector<PreflightRow>& rows,
              const std::string& code,
              bool is_stop,
              const std::string& message,
              const std::vector<RecordId>& records) {
  PreflightRow row{code, is_stop, message, {}};
  for (std::size_t i = 0; i < std::min(kShown, records.size()); ++i) {
    row.records.push_back(foia::control_number(records[i]));
  }
  rows.push_back(std::move(row));
}

// The records that can be produced now: all pages final, none produced (or, for a correction, those
// that differ from the volume it supersedes). Families go together or wait together.
Result<Choice> choose(Workspace& workspace, const Census& census, const ProduceRequest& request) {
  Choice out;
  std::optional<std::set<RecordId>> wanted;
  if (request.scope) {
    const auto resolved = TRY(resolve(workspace, *request.scope));
    wanted.emplace(resolved.records.begin(), resolved.records.end());
  }
  bool is_recalled = false;
  if (!request.supersedes.empty()) {
    const auto standings = TRY(volume_standings(workspace));
    const auto found = standings.find(request.supersedes);
    is_recalled = found != standings.end() && found->second.state == foia::VolumeState::recalled;
  }
  std::map<RecordId, std::vector<const PageRow*>> pages_of;
  for (const auto& page : census.pages) {
    pages_of[census.records[page.record].record.id].push_back(&page);
  }
  struct Family {
    std::vector<RecordId> members{};
    std::int64_t pages = 0;
    bool is_ready = true;
  };
  std::map<RecordId, Family> families;
  std::vector<RecordId> unrendered;
  std::vector<RecordId> undecided;
  std::map<clock::HoldReason, Held> held;
  for (const auto& row : census.records) {
    if (wanted && !wanted->contains(row.record.id)) {
      continue;
    }
    if (row.state == RecordState::undecided) {
      undecided.push_back(row.record.id);
      continue;
    }
    if (row.state != RecordState::responsive) {
      continue;
    }
    auto& family = families[row.record.family];
    if (row.page_count == 0) {
      unrendered.push_back(row.record.id);
      family.is_ready = false;
      continue;
    }
    const auto& pages = pages_of[row.record.id];
    const bool is_produced = std::any_of(
        pages.begin(), pages.end(), [](const PageRow* page) { return page->is_produced; });
    if (!request.supersedes.empty()) {
      const bool differs = std::any_of(pages.begin(), pages.end(), [&](const PageRow* page) {
        return page->is_produced && page->volume == request.supersedes &&
               (is_recalled || page->decided != page->outcome ||
                page->decided_claims != page->claims || wanted.has_value());
      });
      if (!differs) {
        continue;
      }
    } else if (is_produced) {
      continue;
    }
    bool has_pages = false;
    for (const auto* page : pages) {
      if (!is_final(page->decided)) {
        family.is_ready = false;
        ++(page->decided == foia::PageOutcome::at_submitter ? out.at_submitter : out.pending);
      }
      if (const auto why = refused_release(*page, request.dated)) {
        family.is_ready = false;
        note_held(held[page->hold->reason], *page->hold, *why, row.record.id);
        out.before_disclosure += page->hold->reason >= clock::HoldReason::intent_due ? 1 : 0;
      }
      has_pages = has_pages || page->decided != foia::PageOutcome::referred;
    }
    if (has_pages) {
      family.members.push_back(row.record.id);
      family.pages += static_cast<std::int64_t>(pages.size());
    }
  }
  std::int64_t pages = 0;
  std::vector<RecordId> waiting;
  for (const auto& [id, family] : families) {
    if (!family.is_ready) {
      waiting.insert(waiting.end(), family.members.begin(), family.members.end());
      continue;
    }
    if (request.max_pages > 0 && pages > 0 && pages + family.pages > request.max_pages) {
      break;
    }
    out.records.insert(out.records.end(), family.members.begin(), family.members.end());
    pages += family.pages;
  }
  if (!unrendered.empty()) {
    add_stop(out.preflight,
             "P302",
             false,
             base::plural(static_cast<long long>(unrendered.size()), "responsive record") +
                 " without page images: run `vaughn render`, or look at why it failed",
             unrendered);
  }
  if (!undecided.empty()) {
    add_stop(out.preflight,
             "P303",
             false,
             base::plural(static_cast<long long>(undecided.size()), "record") +
                 " not decided yet; they are not part of this volume",
             undecided);
  }
  for (const auto& [reason, rows] : held) {
    add_stop(out.preflight, "P326", false, message_of(rows), rows.records);
  }
  if (!waiting.empty()) {
    add_stop(out.preflight,
             "P325",
             false,
             base::plural(static_cast<long long>(waiting.size()), "record") +
                 " wait because a page of their family is at a submitter, before its disclosure"
                 " date or not decided",
             waiting);
  }
  if (out.records.empty()) {
    add_stop(out.preflight,
             "P300",
             true,
             "no page is ready to be produced: nothing is decided, or all of it was produced",
             {});
  }
  return out;
}

// What stands in the way, with its rule if one keeps pages back.
std::string hint_of(const std::vector<PreflightRow>& rows) {
  constexpr std::string_view kPlan = "`vaughn produce plan` lists all that stands in the way";
  const auto held =
      std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.code == "P326"; });
  return held == rows.end() ? std::string(kPlan) : fmt::format("{}; {}", held->message, kPlan);
}

Result<Bytes> slip_sheet_of(const foia::VolumePlan& plan, const foia::ProducedPage& page) {
  paper::SlipSheet sheet;
  sheet.title = "PAGE WITHHELD IN FULL";
  sheet.lines.push_back("This page is withheld in full under the Freedom of Information Act.");
  for (const auto& claim : page.claims) {
    sheet.facts.push_back({claim.label(), std::string(claim.exemption().row().covers)});
  }
  sheet.facts.push_back({"Pages withheld here", "1"});
  sheet.facts.push_back({"Request", plan.request_number});
  return paper::slip_sheet(sheet);
}

// Ends the making of a volume; produce() turns it into a result.
Result<void> unless_stopped(const Stopped& stopped) {
  if (stopped && stopped()) {
    return Error{ErrorCode::conflict, "the production was stopped", ""};
  }
  return {};
}

// Burns the pages of the records and fills the boxes of the plan. The PDFs go to files in `folder`.
class Burner {
 public:
  Burner(Workspace& workspace,
         Sandbox& sandbox,
         const Watch& watch,
         const Stopped& stopped,
         fs::path folder)
      : workspace_(workspace),
        sandbox_(sandbox),
        watch_(watch),
        stopped_(stopped),
        folder_(std::move(folder)) {}

  Result<void> run(foia::VolumePlan& plan) {
    std::vector<RecordId> ids;
    for (const auto& record : plan.records) {
      ids.push_back(record.record.id);
    }
    decisions_ = TRY(decisions_of(workspace_, ids));
    for (std::size_t start = 0; start < plan.records.size(); start += kRecordsPerBurn) {
      TRY(unless_stopped(stopped_));
      const auto end = std::min(plan.records.size(), start + kRecordsPerBurn);
      std::vector<Call> calls;
      for (auto i = start; i < end; ++i) {
        auto request = TRY(request_for(plan, plan.records[i]));
        Call call{Task::burn, encode_burn(request), {}};
        call.input = std::move(request.pdf);
        calls.push_back(std::move(call));
      }
      auto results = sandbox_.run_all(std::move(calls));
      for (auto i = start; i < end; ++i) {
        auto& result = results[i - start];
        if (!result) {
          return base::with_context(result.error(),
                                    fmt::format("{} cannot be redacted",
                                                foia::control_number(plan.records[i].record.id)));
        }
        const auto burned = TRY(decode_burned(*result));
        TRY(keep(plan.records[i], burned));
      }
      if (watch_) {
        watch_({"burning",
                static_cast<std::int64_t>(end),
                static_cast<std::int64_t>(plan.records.size()),
                0});
      }
    }
    return {};
  }

  fs::path file_of(RecordId record) const {
    return folder_ / (foia::control_number(record) + ".pdf");
  }

 private:
  // A page withheld in full is never sent: a slip sheet stands in its place.
  Result<BurnRequest> request_for(const foia::VolumePlan& plan,
                                  const foia::ProducedRecord& record) {
    BurnRequest request;
    for (const auto& page : record.pages) {
      if (page.outcome == foia::PageOutcome::withheld_in_full) {
        auto slip = TRY(slip_sheet_of(plan, page));
        request.inserts.push_back({request.pages.size(), std::move(slip)});
        continue;
      }
      request.pages.push_back(page.source_page);
      if (page.outcome != foia::PageOutcome::in_part) {
        continue;
      }
      for (const auto& mark : decisions_.at(record.record.id).marks.at(page.source_page)) {
        request.boxes.push_back(burn_box(workspace_.matter(), mark));
      }
    }
    if (!request.pages.empty()) {
      request.pdf = TRY(workspace_.blobs().get(record.record.rendition));
    }
    return request;
  }

  Result<void> keep(foia::ProducedRecord& record, const redact::Burned& burned) {
    std::size_t next = 0;
    for (auto& page : record.pages) {
      if (page.outcome == foia::PageOutcome::withheld_in_full) {
        continue;
      }
      const auto& proof = burned.pages.at(next);
      ++next;
      base::check(proof.page == page.source_page, "pages come back in the order they were sent");
      if (page.outcome != foia::PageOutcome::in_part) {
        continue;
      }
      const auto& marks = decisions_.at(record.record.id).marks.at(page.source_page);
      if (proof.method != redact::PageMethod::burned || proof.boxes.size() != marks.size()) {
        return Error{ErrorCode::conflict,
                     fmt::format("page {} of {} was not burnt as it was marked",
                                 page.source_page,
                                 foia::control_number(record.record.id)),
                     ""};
      }
      for (std::size_t i = 0; i < marks.size(); ++i) {
        page.boxes.push_back({proof.boxes[i].box, proof.boxes[i].label_box, marks[i].claims});
      }
    }
    return base::write_file(file_of(record.record.id), burned.pdf);
  }

  Workspace& workspace_;
  Sandbox& sandbox_;
  const Watch& watch_;
  const Stopped& stopped_;
  fs::path folder_;
  std::map<RecordId, RecordDecisions> decisions_{};
};

CoverFacts letter_facts(const Census& census, const foia::VolumePlan& plan) {
  CoverFacts facts;
  std::set<RecordId> here;
  for (const auto& record : plan.records) {
    here.insert(record.record.id);
  }
  bool is_all_decided = true;
  for (const auto& row : census.records) {
    is_all_decided = is_all_decided && row.state != RecordState::undecided &&
                     (row.state != RecordState::responsive || row.page_count > 0);
  }
  std::int64_t left = 0;
  for (const auto& page : census.pages) {
    const bool is_here = here.contains(census.records[page.record].record.id);
    if (page.is_produced || is_here) {
      continue;
    }
    facts.pages_at_submitter += page.outcome == foia::PageOutcome::at_submitter ? 1 : 0;
    facts.pages_pending += page.outcome == foia::PageOutcome::pending ? 1 : 0;
    left += page.outcome == foia::PageOutcome::referred ? 0 : 1;
  }
  facts.is_final = left == 0 && is_all_decided;
  return facts;
}

using WithheldLines = std::map<RecordId, std::vector<std::string>>;

// What withheld pages say, for the filter of the load files and for the check.
Result<WithheldLines> add_withheld_lines(Workspace& workspace,
                                         Sandbox& sandbox,
                                         foia::VolumePlan& plan) {
  auto lines = TRY(withheld_lines(workspace, sandbox, plan));
  for (auto& record : plan.records) {
    if (const auto found = lines.find(record.record.id); found != lines.end()) {
      auto& texts = record.removed_texts;
      texts.insert(texts.end(), found->second.begin(), found->second.end());
    }
  }
  return lines;
}

// Makes the volume of a plan in `out_dir`; fills the boxes of the plan.
Result<produce::WrittenVolume> make_volume(Workspace& workspace,
                                           Sandbox& sandbox,
                                           const Census& census,
                                           foia::VolumePlan& plan,
                                           const LetterTemplate& cover,
                                           const Watch& watch,
                                           const Stopped& stopped,
                                           const fs::path& out_dir) {
  const auto work = TRY(WorkDir::make(workspace.work_folder()));
  Burner burner(workspace, sandbox, watch, stopped, work.path());
  TRY(burner.run(plan));

  produce::VolumeInputs inputs;
  inputs.redacted_pdf = [&](RecordId id) -> Result<Bytes> {
    TRY(unless_stopped(stopped));
    return base::read_file(burner.file_of(id));
  };
  const auto keys = TRY(workspace.keys());
  inputs.secret_key = keys.secret_key;
  inputs.public_key = keys.public_key;
  inputs.program_version = kProgramVersion;
  inputs.rendition_policy = rendition_policy();
  inputs.jobs = 2;
  auto facts = letter_facts(census, plan);
  facts.referrals = TRY(referrals_of(workspace, census));
  auto values = TRY(letter_values(workspace, plan.dated));
  TRY(add_plan(plan, facts, values));
  std::vector<std::string> notes;
  auto letter = TRY(make_letter(workspace, letters::LetterKind::cover, cover, values, notes));
  Typesetter typesetter(workspace);
  auto typeset = TRY(typesetter.convert(letter.docx, "docx"));
  inputs.papers.push_back({"cover-letter.docx", std::move(letter.docx)});
  inputs.papers.push_back({"cover-letter.pdf", std::move(typeset)});
  const auto total = produce::count(plan).pages;
  inputs.progress = [&](std::int64_t pages) {
    if (watch) {
      watch({"writing", pages, total, 0});
    }
  };
  return produce::write_volume(plan, inputs, out_dir);
}

// Numbers for the index: kept for ever once given.
Result<std::map<RecordId, int>> number_entries(Workspace& workspace,
                                               const Census& census,
                                               const std::vector<RecordId>& records,
                                               std::vector<store::VaughnNumber>& assigned) {
  auto numbers = TRY(workspace.db().vaughn_numbers());
  auto next = static_cast<int>(TRY(workspace.db().last_vaughn_number()));
  std::set<RecordId> withheld;
  for (const auto& page : census.pages) {
    if (page.decided == foia::PageOutcome::in_part ||
        page.decided == foia::PageOutcome::withheld_in_full) {
      withheld.insert(census.records[page.record].record.id);
    }
  }
  for (const auto id : records) {
    if (withheld.contains(id) && !numbers.contains(id)) {
      numbers[id] = ++next;
      assigned.push_back({next, id});
    }
  }
  return numbers;
}

std::string next_name(const std::vector<foia::ProductionVolume>& volumes) {
  return fmt::format("VOL{:03}", volumes.size() + 1);
}

Error failed_check(const verify::Report& report) {
  std::string where = "the volume";
  std::string what = "its check failed";
  for (const auto& finding : report.findings) {
    if (finding.severity == verify::Severity::stop) {
      where = !finding.bates.empty() ? finding.bates : finding.file;
      what = finding.message;
      break;
    }
  }
  return {ErrorCode::conflict,
          fmt::format("the volume was not sealed: {}: {} ({} in all)",
                      where,
                      what,
                      base::plural(report.stop_count(), "problem")),
          "correct the marks of that page, then run the command again; nothing was kept"};
}

// What the check showed, bound to the volume by the same key. It is about the manifest, so that it
// cannot be part of it.
Result<void> write_proof(const fs::path& volume,
                         const verify::Report& report,
                         const OutgoingResult& outgoing,
                         const Bytes& secret_key) {
  const auto facts = fmt::format(
      R"({{"program": "{}", "volume": "{}", "manifest": "{}", "redacted_strings": )"
      R"({{"searched": {}, "too_short": {}, "withheld_pages": {}, "withheld_lines": {}, )"
      R"("files": {}, "places": {}, "allowed": {}}}}})",
      kProgramVersion,
      report.volume,
      report.manifest,
      outgoing.strings,
      outgoing.short_strings,
      outgoing.withheld_pages,
      outgoing.withheld_lines,
      outgoing.files,
      outgoing.occurrences.size(),
      static_cast<std::int64_t>(outgoing.occurrences.size()) - outgoing.open());
  const auto proof = verify::proof_json(report, facts);
  const auto signature = TRY(base::sign(proof, secret_key));
  TRY(base::write_file(volume / "proof.json", proof));
  return base::write_file(volume / "proof.sig", signature);
}

}  // namespace

Result<ProduceResult> produce(Workspace& workspace,
                              Sandbox& sandbox,
                              const ProduceRequest& request,
                              const Watch& watch,
                              const Stopped& stopped) {
  if (!request.supersedes.empty()) {
    TRY(check_volume_step(workspace, request.supersedes, foia::VolumeStep::supersede));
  }
  auto state = foia::VolumeState::planned;
  const auto advance = [&](const std::string& volume, foia::VolumeStep step) -> Result<void> {
    if (const auto why = clock::volume_refusal(volume, state, step)) {
      return clock::to_error(*why);
    }
    state = *clock::next(state, step);
    return {};
  };
  const auto volumes = TRY(workspace.db().volumes());
  PlanInputs inputs;
  inputs.name = request.name.empty() ? next_name(volumes) : request.name;
  inputs.installment = static_cast<int>(volumes.size()) + 1;
  inputs.dated = request.dated;
  inputs.supersedes = request.supersedes;
  inputs.supersedes_reason = request.supersedes_reason;
  inputs.first_number = workspace.matter().bates.start;
  for (const auto& volume : volumes) {
    inputs.first_number = std::max(inputs.first_number, volume.last_number + 1);
  }
  const auto census = TRY(Census::take(workspace));
  auto choice = TRY(choose(workspace, census, request));
  inputs.records = choice.records;
  std::vector<store::VaughnNumber> assigned;
  const auto numbers = TRY(number_entries(workspace, census, choice.records, assigned));
  auto plan = TRY(make_plan(workspace, census, inputs, numbers));

  ProduceResult out;
  out.preflight = std::move(choice.preflight);
  out.left_out_at_submitter = choice.at_submitter;
  out.left_out_before_disclosure = choice.before_disclosure;
  out.left_out_pending = choice.pending;
  if (!plan.records.empty()) {
    for (const auto& problem : produce::check_plan(plan, volumes)) {
      // Boxes are known once the pages are burnt; write_volume() checks them again then.
      if (problem.code == "outcome_mismatch" || problem.code == "claims_mismatch") {
        continue;
      }
      PreflightRow row{
          problem.code, problem.severity == produce::ProblemSeverity::stop, problem.message, {}};
      if (problem.record) {
        row.records.push_back(foia::control_number(problem.record));
      }
      out.preflight.push_back(std::move(row));
    }
  }
  const auto counts = produce::count(plan);
  out.volume.name = inputs.name;
  out.volume.installment = inputs.installment;
  out.volume.dated = inputs.dated;
  out.volume.supersedes = inputs.supersedes;
  out.volume.first_number = inputs.first_number;
  out.volume.last_number = inputs.first_number + counts.pages - 1;
  out.volume.page_count = counts.pages;
  out.volume.record_count = counts.records;
  out.pages_in_full = counts.in_full;
  out.pages_in_part = counts.in_part;
  out.pages_withheld = counts.withheld_in_full;
  const auto stop = std::find_if(out.preflight.begin(),
                                 out.preflight.end(),
                                 [](const PreflightRow& row) { return row.is_stop; });
  if (request.is_dry_run) {
    return out;
  }
  if (stop != out.preflight.end()) {
    return Error{
        ErrorCode::conflict,
        fmt::format("{} cannot be produced: {} {}", inputs.name, stop->code, stop->message),
        hint_of(out.preflight)};
  }

  const auto target = workspace.volumes_folder() / inputs.name;
  const auto staging = staging_folder(workspace.work_folder()) / inputs.name;
  std::error_code status;
  fs::remove_all(staging, status);
  if (fs::exists(fs::symlink_status(target, status))) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists, but the ledger knows no such volume", target.string()),
                 "move it away; what an interrupted command leaves is removed by itself"};
  }
  TRY(base::make_directories(staging.parent_path()));
  const auto made_from = TRY(workspace.db().last_event());
  const auto lines = TRY(add_withheld_lines(workspace, sandbox, plan));
  const auto give_up = [&](const Error& error) -> Result<ProduceResult> {
    fs::remove_all(staging.parent_path(), status);
    if (stopped && stopped()) {
      out.was_stopped = true;
      return std::move(out);
    }
    return error;
  };
  const auto cover = TRY(letter_template(workspace, letters::LetterKind::cover));
  TRY(advance(inputs.name, foia::VolumeStep::build));
  const auto written =
      make_volume(workspace, sandbox, census, plan, cover, watch, stopped, staging);
  if (!written) {
    return give_up(written.error());
  }

  if (watch) {
    watch({"checking", 0, counts.pages, 0});
  }
  verify::Options options;
  const auto keys = TRY(workspace.keys());
  options.trusted_key = keys.public_key;
  options.jobs = 2;
  for (const auto& volume : volumes) {
    options.earlier_volumes.push_back(workspace.volumes_folder() / volume.name);
  }
  for (const auto& record : plan.records) {
    if (!record.removed_texts.empty()) {
      auto begin = TRY(foia::format_number(plan.bates, record.pages.front().number));
      if (const auto found = lines.find(record.record.id); found != lines.end()) {
        options.withheld.push_back({begin, found->second});
      }
      options.removed.push_back({std::move(begin), record.removed_texts});
    }
  }
  options.is_stopped = stopped;
  auto report = verify::verify_volume(staging, options);
  if (!report) {
    return give_up(report.error());
  }
  if (!report->passed()) {
    return give_up(failed_check(*report));
  }
  OutgoingRequest leaving;
  leaving.places.push_back({staging, (target.parent_path().filename() / inputs.name).string()});
  leaving.released.push_back(staging / "TEXT");
  const auto outgoing = search_outgoing(workspace, sandbox, leaving);
  if (!outgoing) {
    return give_up(outgoing.error());
  }
  if (auto refusal = outgoing_refusal(*outgoing, "the volume")) {
    refusal->message += "; nothing was kept";
    return give_up(*refusal);
  }
  TRY(advance(inputs.name, foia::VolumeStep::check));
  TRY(write_proof(staging, *report, *outgoing, keys.secret_key));
  out.check = *std::move(report);

  store::VolumeSealed sealed;
  sealed.volume = out.volume;
  sealed.volume.manifest = written->manifest;
  sealed.supersedes_reason = request.supersedes_reason;
  sealed.made_from_event = made_from.id.value;
  sealed.vaughn_numbers = std::move(assigned);
  const auto packed = TRY(cover.packed());
  if (!packed.empty()) {
    sealed.letter_template = TRY(workspace.blobs().put(packed));
  }
  for (const auto& record : plan.records) {
    for (const auto& page : record.pages) {
      sealed.pages.push_back({page.number,
                              record.record.id,
                              page.source_page,
                              page.outcome,
                              page.claims,
                              static_cast<int>(page.boxes.size())});
    }
  }
  TRY(advance(inputs.name, foia::VolumeStep::seal));
  TRY(workspace.announce_sealing(inputs.name));
  TRY(move_folder(staging, target));
  fs::remove(staging.parent_path(), status);
  if (watch) {
    watch({"sealing", counts.pages, counts.pages, 0});
  }
  const auto event = TRY(workspace.record(fmt::format("{} sealed", inputs.name), sealed));
  workspace.end_sealing();
  out.volume = sealed.volume;
  out.event = event.id;
  out.path = target;
  return out;
}

Result<RebuildResult> rebuild_volume(Workspace& workspace,
                                     Sandbox& sandbox,
                                     const std::string& name,
                                     const fs::path& out) {
  const auto sealed = TRY(workspace.db().sealed(name));
  if (!sealed) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no volume {}", name),
                 "`vaughn produce list` lists them"};
  }
  auto past = TRY(workspace.as_of(foia::EventId{sealed->made_from_event}));
  const auto census = TRY(Census::take(past));
  PlanInputs inputs;
  inputs.name = name;
  inputs.installment = sealed->volume.installment;
  inputs.dated = sealed->volume.dated;
  inputs.supersedes = sealed->volume.supersedes;
  inputs.supersedes_reason = sealed->supersedes_reason;
  inputs.first_number = sealed->volume.first_number;
  for (const auto& page : sealed->pages) {
    if (inputs.records.empty() || inputs.records.back() != page.record) {
      inputs.records.push_back(page.record);
    }
  }
  std::vector<store::VaughnNumber> assigned;
  const auto numbers = TRY(number_entries(past, census, inputs.records, assigned));
  auto plan = TRY(make_plan(past, census, inputs, numbers));
  TRY(add_withheld_lines(past, sandbox, plan));
  const auto cover =
      TRY(letter_template(workspace, letters::LetterKind::cover, sealed->letter_template));
  const auto written = TRY(make_volume(past, sandbox, census, plan, cover, {}, {}, out));
  RebuildResult result;
  result.manifest = written.manifest;
  const auto original = workspace.volumes_folder() / name;
  const auto ours = TRY(base::list_files(out));
  const auto theirs = TRY(base::list_files(original));
  std::set<fs::path> all(ours.files.begin(), ours.files.end());
  all.insert(theirs.files.begin(), theirs.files.end());
  for (const auto& file : all) {
    if (file == "proof.json" || file == "proof.sig") {
      continue;  // made by the check, which a rebuilt volume has not gone through
    }
    const auto a = base::read_file(out / file);
    const auto b = base::read_file(original / file);
    if (!a || !b) {
      result.differences.push_back(fmt::format(
          "{}: only in {}", file.generic_string(), a ? "the rebuilt volume" : "the sealed volume"));
    } else if (*a != *b) {
      result.differences.push_back(fmt::format("{}: differs", file.generic_string()));
    }
  }
  return result;
}

}  // namespace vaughn::engine
