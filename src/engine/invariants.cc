// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "annual/check.h"
#include "base/files.h"
#include "clock/consultation_life.h"
#include "clock/states.h"
#include "engine/annual.h"
#include "engine/calendars.h"
#include "engine/census.h"
#include "engine/deadlines.h"
#include "engine/figures.h"
#include "engine/page_states.h"
#include "engine/request.h"
#include "portal/inbox.h"

namespace vaughn::engine {

using base::Date;
using base::Result;
using foia::PageOutcome;
using foia::RecordId;
namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 18> kRules{
    "every produced page has a source, a number and an outcome that agrees with its boxes",
    "every box has an exemption, its statute or privilege, and the harm",
    "no number twice, none left out",
    "families stand together",
    "in full, in part and withheld add up to what was processed, in every paper",
    "nothing that is under a box is in the text that left",
    "no page left while it was at a submitter",
    "no page left that was referred or enjoined",
    "records excluded under 552(c) are in no count",
    "every due date can be counted again",
    "one question about the request stops the clock, no more",
    "an extension is noticed before the time ends",
    "exact copies are decided alike, or a reason is given",
    "every closed tasking has its result and who searched",
    "the numbers of a filing are those of the ledger at its time",
    "the figures of the annual report add up",
    "what was filed is what was agreed to",
    "a request of the portal is one case"};

// A sealed volume, and the matter as it was just before.
struct Sealed {
  foia::EventId event{};
  store::VolumeSealed body{};
};

class Checker {
 public:
  Checker(Workspace& workspace, const InvariantRequest& request, Date today)
      : workspace_(workspace), request_(request), today_(today) {}

  Result<InvariantsResult> run() {
    for (std::size_t i = 0; i < kRules.size(); ++i) {
      rows_[i].id = fmt::format("I{}", i + 1);
      rows_[i].rule = kRules[i];
    }
    census_ = TRY(Census::take(workspace_));
    for (const auto& event : TRY(workspace_.db().events_of({store::EventKind::volume_sealed}))) {
      auto body = TRY(store::body_from_json(static_cast<std::size_t>(event.kind), event.body));
      volumes_.push_back({event.id, std::get<store::VolumeSealed>(std::move(body))});
    }
    TRY(check_volumes());
    TRY(check_marks());
    check_numbers();
    TRY(check_papers());
    TRY(check_proofs());
    exclude();
    TRY(check_dates());
    TRY(check_copies());
    TRY(check_taskings());
    TRY(check_annual());
    TRY(check_filed());
    TRY(check_portal());
    InvariantsResult out;
    for (auto& row : rows_) {
      if (!row.violations.empty()) {
        row.state = InvariantState::violated;
      } else if (row.examined > 0) {
        row.state = InvariantState::holds;
      } else if (row.note.empty()) {
        row.note = fmt::format("this matter has no {} yet", row.what);
      }
      out.violations += static_cast<std::int64_t>(row.violations.size());
      out.rows.push_back(std::move(row));
    }
    return out;
  }

 private:
  InvariantRow& row(int number) { return rows_.at(static_cast<std::size_t>(number - 1)); }
  template <typename... T>
  void violate(int number, fmt::format_string<T...> format, T&&... values) {
    row(number).violations.push_back(fmt::format(format, std::forward<T>(values)...));
  }
  std::string number_of(std::int64_t number) const {
    const auto shown = foia::format_number(workspace_.matter().bates, number);
    return shown ? *shown : fmt::format("number {}", number);
  }

  // I1, I4, I7 and I8: each volume against the matter as it was when it was sealed.
  Result<void> check_volumes() {
    for (const int number : {1, 7, 8}) {
      row(number).what = "produced page";
    }
    row(4).what = "family in a volume";
    for (const auto& volume : volumes_) {
      auto past = TRY(workspace_.as_of(foia::EventId{volume.event.value - 1}));
      const auto then = TRY(Census::take(past));
      std::map<std::pair<RecordId, int>, const PageRow*> pages;
      for (const auto& page : then.pages) {
        pages[{then.records[page.record].record.id, page.page}] = &page;
      }
      for (const auto& page : volume.body.pages) {
        check_page(volume, then, page);
        const auto found = pages.find({page.record, page.page});
        check_release(volume, page, found == pages.end() ? nullptr : found->second);
      }
      check_families(volume, then);
    }
    return {};
  }

  void check_page(const Sealed& volume, const Census& then, const store::VolumePageRow& page) {
    ++row(1).examined;
    const auto where = number_of(page.number);
    const auto* record = then.find(page.record);
    if (record == nullptr || record->record.sha256.is_zero()) {
      violate(1, "{} in {}: it has no source", where, volume.body.volume.name);
    } else if (page.page < 1 || page.page > record->page_count) {
      violate(1, "{}: its record has no page {}", where, page.page);
    }
    const auto is = [&](PageOutcome outcome) { return page.outcome == outcome; };
    if (!is(PageOutcome::in_full) && !is(PageOutcome::in_part) &&
        !is(PageOutcome::withheld_in_full)) {
      violate(1, "{}: '{}' is no outcome of a produced page", where, to_string(page.outcome));
    }
    if (is(PageOutcome::in_full) && (page.boxes > 0 || !page.claims.empty())) {
      violate(1, "{}: released in full, with {} boxes", where, page.boxes);
    }
    if (is(PageOutcome::in_part) && page.boxes == 0) {
      violate(1, "{}: released in part, without a box", where);
    }
    if (!is(PageOutcome::in_full) && page.claims.empty()) {
      violate(1, "{}: nothing says under which exemption", where);
    }
  }

  // LAW: EO 12600 sec. 4: nothing is disclosed while the submitter may object.
  void check_release(const Sealed& volume, const store::VolumePageRow& page, const PageRow* was) {
    ++row(7).examined;
    ++row(8).examined;
    const auto where = fmt::format("{} ({}) in {}",
                                   number_of(page.number),
                                   page_name(page.record, page.page),
                                   volume.body.volume.name);
    if (was == nullptr) {
      violate(1, "{}: its record was not responsive, or not rendered", where);
      return;
    }
    if (was->hold) {
      const auto why = clock::release_refusal(*was->hold, volume.body.volume.dated);
      const bool is_enjoined = was->hold->reason == clock::HoldReason::enjoined;
      if (why && (is_enjoined || was->decided != PageOutcome::at_submitter)) {
        violate(is_enjoined ? 8 : 7, "{}: {}", where, why->what);
      }
    }
    if (was->decided == PageOutcome::at_submitter) {
      violate(7, "{}: it was at a submitter", where);
    } else if (was->decided == PageOutcome::referred) {
      violate(8, "{}: it was referred", where);
    } else if (was->decided != page.outcome || was->decided_claims != page.claims) {
      violate(1, "{}: produced otherwise than it was decided", where);
    }
  }

  void check_families(const Sealed& volume, const Census& then) {
    std::set<RecordId> left;
    RecordId family;
    RecordId record;
    std::set<RecordId> records_left;
    for (const auto& page : volume.body.pages) {
      const auto* found = then.find(page.record);
      if (found == nullptr) {
        continue;  // I1 says so
      }
      if (found->record.family != family) {
        ++row(4).examined;
        left.insert(family);
        family = found->record.family;
        if (left.contains(family)) {
          violate(4,
                  "{} in {}: the family of {} is torn apart",
                  number_of(page.number),
                  volume.body.volume.name,
                  foia::control_number(family));
        }
      }
      if (page.record != record) {
        records_left.insert(record);
        record = page.record;
        if (records_left.contains(record)) {
          violate(4,
                  "{} in {}: {} is torn apart",
                  number_of(page.number),
                  volume.body.volume.name,
                  foia::control_number(record));
        }
      }
    }
    row(4).note = "the load files' BEGATTACH and ENDATTACH: vaughn verify";
  }

  // LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
  void check_claims(const std::string& where,
                    const std::vector<foia::ExemptionClaim>& claims,
                    const std::string& harm) {
    ++row(2).examined;
    if (claims.empty()) {
      violate(2, "{}: no exemption", where);
    }
    for (const auto& claim : claims) {
      const auto& exemption = claim.exemption().row();
      if (exemption.needs_statute && claim.statute().empty()) {
        violate(2, "{}: {} without its statute", where, exemption.code);
      }
      if (exemption.needs_privilege && claim.privilege().empty()) {
        violate(2, "{}: {} without its privilege", where, exemption.code);
      }
    }
    if (harm.empty() && !foia::is_harm_optional(claims)) {
      violate(2, "{}: the foreseeable harm is not stated", where);
    }
  }

  Result<void> check_marks() {
    row(2).what = "mark or withheld page";
    for (const auto& mark : TRY(workspace_.db().marks())) {
      check_claims(
          fmt::format(
              "M-{} on {}", mark.mark.id.value, page_name(mark.mark.record, mark.mark.page)),
          mark.mark.claims,
          mark.mark.harm);
    }
    for (const auto& decision : TRY(workspace_.db().page_decisions())) {
      if (decision.disposition == foia::Disposition::withhold) {
        check_claims(page_name(decision.record, decision.page), decision.claims, decision.harm);
      }
    }
    return {};
  }

  void check_numbers() {
    row(3).what = "number";
    std::set<std::int64_t> seen;
    auto next = workspace_.matter().bates.start;
    for (const auto& volume : volumes_) {
      for (const auto& page : volume.body.pages) {
        ++row(3).examined;
        if (!seen.insert(page.number).second) {
          violate(
              3, "{} stands twice, again in {}", number_of(page.number), volume.body.volume.name);
        } else if (page.number != next) {
          violate(3,
                  "{} in {}: {} was to follow",
                  number_of(page.number),
                  volume.body.volume.name,
                  number_of(next));
        }
        next = page.number + 1;
      }
    }
  }

  // I5 and I15.
  Result<void> check_papers() {
    row(5).what = "sum";
    row(15).what = "number of a filing";
    const auto now = TRY(figures(workspace_));
    const auto value = [](const foia::Figures& of, const std::string& id) -> std::int64_t {
      const auto found = of.value(id);
      return found ? *found : 0;
    };
    const auto sum = [&](const std::string& prefix, const std::string& name) {
      ++row(5).examined;
      const auto done = value(now, prefix + "pages.in_full") +
                        value(now, prefix + "pages.in_part") +
                        value(now, prefix + "pages.withheld_in_full");
      const auto processed = value(now, prefix + "pages.processed");
      const auto rest = value(now, prefix + "pages.referred") +
                        value(now, prefix + "pages.at_submitter") +
                        value(now, prefix + "pages.pending");
      const auto all = value(now, prefix + "pages.responsive");
      if (done != processed || processed + rest != all) {
        violate(5,
                "{}: {} in full, in part and withheld, {} processed, {} elsewhere, {} responsive",
                name,
                done,
                processed,
                rest,
                all);
      }
    };
    sum("", "the matter");
    for (const auto& category : workspace_.matter().categories) {
      sum(fmt::format("category.{}.", category.key), "category " + category.key);
    }
    for (const auto& volume : volumes_) {
      ++row(5).examined;
      std::set<RecordId> records;
      for (const auto& page : volume.body.pages) {
        records.insert(page.record);
      }
      const auto& stated = volume.body.volume;
      const auto pages = static_cast<std::int64_t>(volume.body.pages.size());
      if (stated.page_count != pages || stated.record_count != std::ssize(records)) {
        violate(5,
                "{} states {} pages of {} records and holds {} of {}",
                stated.name,
                stated.page_count,
                stated.record_count,
                pages,
                records.size());
      }
    }
    const auto compare = [&](int number,
                             const std::string& name,
                             foia::EventId event,
                             const auto& stated) -> Result<void> {
      if (stated.empty()) {
        return {};
      }
      auto past = TRY(workspace_.as_of(foia::EventId{event.value - 1}));
      const auto then = TRY(figures(past));
      for (const auto& [id, count] : stated) {
        ++row(number).examined;
        if (const auto found = then.value(id); !found || *found != count) {
          violate(number,
                  "{}: {} = {}, the ledger had {}",
                  name,
                  id,
                  count,
                  found ? fmt::format("{}", *found) : std::string("no such figure"));
        }
      }
      return {};
    };
    for (const auto& letter : TRY(workspace_.db().letters())) {
      TRY(compare(
          5, fmt::format("letter {}", letter.letter.number), letter.event, letter.letter.figures));
    }
    for (const auto& filing : TRY(workspace_.db().filings())) {
      TRY(compare(15,
                  fmt::format("{} (e{})", filing.filing.key, filing.event.value),
                  filing.event,
                  filing.filing.figures));
    }
    return {};
  }

  // I6: the check that read the volume from the outside is bound to its manifest by a signature.
  Result<void> check_proofs() {
    row(6).what = "volume";
    const auto keys = TRY(workspace_.keys());
    for (const auto& volume : volumes_) {
      ++row(6).examined;
      const auto& name = volume.body.volume.name;
      const auto folder = workspace_.volumes_folder() / name;
      const auto manifest = base::read_file(folder / "manifest.json");
      const auto proof = base::read_file(folder / "proof.json");
      const auto signature = base::read_file(folder / "proof.sig");
      if (!manifest || !proof || !signature) {
        violate(6, "{}: its manifest or its proof is gone", name);
        continue;
      }
      const auto hash = base::Sha256::of(*manifest);
      if (hash != volume.body.volume.manifest) {
        violate(6, "{}: its manifest is not the one that was sealed", name);
      }
      if (!base::is_signature_valid(*proof, *signature, keys.public_key) ||
          proof->find(hash.hex()) == std::string::npos) {
        violate(6, "{}: its proof is not of this volume, or not signed by this matter", name);
      }
    }
    row(6).note = "the bytes themselves: vaughn verify";
    return {};
  }

  void exclude() {
    row(9).what = "excluded record";
    row(9).note =
        "the ledger holds no record treated as outside the Act: such records are not taken in, and "
        "their number stands in section XI.A of the annual report alone";
  }

  // Days after day zero up to the due date that were not skipped.
  static int counted_days(const clock::Computation& computation) {
    int days = 0;
    for (auto date = base::add_days(computation.day_zero, 1); date <= *computation.due;
         date = base::add_days(date, 1)) {
      const bool is_skipped =
          std::any_of(computation.skipped.begin(),
                      computation.skipped.end(),
                      [&](const clock::SkippedDay& day) { return day.date == date; });
      days += is_skipped ? 0 : 1;
    }
    return days;
  }

  // I10, I11 and I12.
  Result<void> check_dates() {
    row(10).what = "due date";
    row(11).what = "question";
    row(12).what = "extension";
    const auto calendars = TRY(calendars_of(workspace_));
    const auto rules = calendars.rules();
    const auto rows = TRY(deadlines(workspace_, today_));
    const auto now = TRY(request_life(workspace_));
    for (const auto& deadline : rows.rows) {
      const auto& computation = deadline.computation;
      const bool is_plain =
          computation.day_type == clock::DayType::working &&
          (now.tolls.empty() || computation.kind != clock::DeadlineKind::determination);
      if (!computation.due || computation.days == 0 || !is_plain) {
        row(10).examined += computation.due ? 1 : 0;
        continue;
      }
      ++row(10).examined;
      if (const auto days = counted_days(computation); days != computation.days) {
        violate(10,
                "{}: {} working days lie before {}, not {}",
                deadline.id,
                days,
                base::to_string(*computation.due),
                computation.days);
      }
    }
    auto life = life_of(workspace_.matter(), {});
    int questions = 0;
    for (const auto& step : TRY(request_steps(workspace_))) {
      const auto before = life;
      clock::apply(life, step.step);
      if (step.step.kind == foia::StepKind::tolled &&
          step.step.toll == foia::TollKind::information) {
        ++row(11).examined;
        if (++questions > 1) {
          violate(11, "e{}: a question more", step.event.value);
        }
      }
      if (step.step.kind != foia::StepKind::extended) {
        continue;
      }
      ++row(12).examined;
      if (const auto facts = before.facts()) {
        const auto due = clock::determination_due(rules.calendar, rules.periods, *facts);
        if (due && *due < step.step.on) {
          violate(12,
                  "e{}: noticed on {}, after {}",
                  step.event.value,
                  base::to_string(step.step.on),
                  base::to_string(*due));
        }
      }
      if (step.step.due && !step.step.is_arranged) {
        const auto facts = life.facts();
        const auto due =
            facts ? clock::determination_due(rules.calendar, rules.periods, *facts) : std::nullopt;
        ++row(10).examined;
        if (due && *due < *step.step.due) {
          violate(10,
                  "e{}: the extension ends on {}, not on {}",
                  step.event.value,
                  base::to_string(*due),
                  base::to_string(*step.step.due));
        }
      }
    }
    return {};
  }

  Result<void> check_copies() {
    row(13).what = "exact copy";
    std::map<RecordId, std::map<std::string, foia::Determination>> decided;
    for (const auto& determination : TRY(workspace_.db().determinations())) {
      decided[determination.record].emplace(determination.category, determination);
    }
    for (const auto& record : census_.records) {
      if (!record.record.duplicate_of) {
        continue;
      }
      ++row(13).examined;
      const auto& ours = decided[record.record.id];
      const auto& theirs = decided[record.record.duplicate_of];
      for (const auto& [category, determination] : ours) {
        const auto found = theirs.find(category);
        if (found != theirs.end() && found->second.value == determination.value) {
          continue;
        }
        const auto event = TRY(workspace_.db().event(determination.event));
        if (!event || event->reason.empty()) {
          violate(
              13,
              "{} and {}, of which it is a copy, are decided differently for {}, and e{} has no "
              "reason",
              foia::control_number(record.record.id),
              foia::control_number(record.record.duplicate_of),
              category.empty() ? std::string("all categories") : "category " + category,
              determination.event.value);
        }
      }
    }
    return {};
  }

  // LAW: Oglesby v. Army, 920 F.2d 57: a search is shown by who searched where, with what terms.
  Result<void> check_taskings() {
    row(14).what = "tasking";
    const auto life = TRY(request_life(workspace_));
    std::map<foia::TaskingId, foia::TaskingState> states;
    for (const auto& step : TRY(workspace_.db().tasking_steps())) {
      auto& state = states[step.tasking];
      if (!clock::next(state, step.step)) {
        violate(14,
                "tasking {} (e{}): '{}' cannot follow '{}'",
                step.tasking.value,
                step.event.value,
                foia::to_string(step.step),
                foia::to_string(state));
      }
      state = foia::state_after(step.step);
    }
    std::int64_t open = 0;
    for (const auto& tasking : TRY(workspace_.db().taskings())) {
      ++row(14).examined;
      if (tasking.answer && tasking.answer->searched_by.empty()) {
        violate(14, "tasking {}: nobody signed its answer", tasking.id.value);
      }
      if (tasking.answer && tasking.answer->systems.empty()) {
        violate(14, "tasking {}: its answer does not say where was searched", tasking.id.value);
      }
      if (tasking.answer && !tasking.answer->has_records && tasking.answer->explanation.empty()) {
        violate(14, "tasking {}: no records, and nothing says why", tasking.id.value);
      }
      if (tasking.state == foia::TaskingState::closed && !tasking.answer) {
        violate(14, "tasking {}: closed without a result", tasking.id.value);
      }
      open += tasking.state == foia::TaskingState::closed ? 0 : 1;
      if (tasking.state != foia::TaskingState::closed && life.closed) {
        violate(14, "tasking {}: open, while the request is closed", tasking.id.value);
      }
    }
    if (open > 0) {
      row(14).note = fmt::format("{} still open", open);
    }
    return {};
  }

  Result<void> check_annual() {
    row(16).what = "fiscal year";
    const auto facts = TRY(matter_facts(workspace_));
    if (!facts.life.received) {
      return {};
    }
    const auto calendar = TRY(clock::Calendars::built_in().calendar("federal"));
    const auto received = annual::fiscal_year_of(*facts.life.received);
    const auto ended = annual::fiscal_year_of(facts.life.closed.value_or(today_));
    for (auto year = std::min(received, ended); year <= std::max(received, ended); ++year) {
      ++row(16).examined;
      annual::Report report;
      report.abbreviation = facts.component;
      report.fiscal_year = year;
      report.overall = annual::figures_of({facts}, year, calendar);
      for (const auto& finding : annual::check(report, nullptr, calendar)) {
        if (finding.severity == annual::Severity::error) {
          violate(16,
                  "FY{} section {}: {} ({}, {})",
                  year,
                  finding.section,
                  finding.identity,
                  finding.left,
                  finding.right);
        }
      }
    }
    row(16).note = "of this matter alone; a whole report: vaughn annual check";
    return {};
  }

  Result<void> check_filed() {
    row(17).what = "filing";
    for (const auto& filing : TRY(workspace_.db().filings())) {
      ++row(17).examined;
      const auto bytes = workspace_.blobs().get(filing.filing.pdf);
      if (!bytes) {
        violate(
            17, "{} (e{}): the PDF that was made is gone", filing.filing.key, filing.event.value);
      }
    }
    return {};
  }

  Result<void> check_portal() {
    row(18).what = "request of the portal";
    if (request_.inbox.empty()) {
      row(18).note = "no inbox is named: --inbox DIR";
      return {};
    }
    std::map<std::pair<bool, std::int64_t>, std::string> numbers;
    std::map<std::string, std::int64_t> trackings;
    for (const auto& stored : TRY(portal::list_cases(request_.inbox))) {
      ++row(18).examined;
      const auto& receipt = stored.receipt;
      const auto [found, is_new] =
          numbers.try_emplace({receipt.is_test, receipt.request_id}, receipt.tracking_number);
      if (!is_new) {
        violate(18,
                "request {} is {} and {}",
                receipt.request_id,
                found->second,
                receipt.tracking_number);
      }
      const auto [same, is_first] =
          trackings.try_emplace(receipt.tracking_number, receipt.request_id);
      if (!is_first) {
        violate(18,
                "{} is of request {} and of request {}",
                receipt.tracking_number,
                same->second,
                receipt.request_id);
      }
    }
    return {};
  }

  Workspace& workspace_;
  const InvariantRequest& request_;
  Date today_;
  Census census_{};
  std::vector<Sealed> volumes_{};
  std::array<InvariantRow, kRules.size()> rows_{};
};

}  // namespace

std::string_view to_string(InvariantState state) {
  switch (state) {
    case InvariantState::holds: return "holds";
    case InvariantState::violated: return "violated";
    case InvariantState::not_applicable: return "not_applicable";
  }
  return "";
}

Result<InvariantsResult> check_invariants(Workspace& workspace,
                                          const InvariantRequest& request,
                                          Date today) {
  return Checker(workspace, request, today).run();
}

}  // namespace vaughn::engine
