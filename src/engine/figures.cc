// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/figures.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "engine/data.h"

namespace vaughn::engine {

using base::Result;

namespace {

// Collects rows under ids; a figure's value is the number of its rows, so a number and its
// explanation cannot differ.
class Ledger {
 public:
  explicit Ledger(const foia::Matter& matter) : matter_(matter) {}

  void declare(const std::string& id, const std::string& meaning) {
    auto& figure = figures_[id];
    figure.id = id;
    figure.meaning = meaning;
  }
  void add(const std::string& id, const FigureRow& row) {
    auto& figure = figures_[id];
    base::check(!figure.id.empty(), "a figure is declared before rows are added");
    figure.rows.push_back(row);
  }
  std::vector<Explanation> finish() {
    std::vector<Explanation> out;
    for (auto& [id, figure] : figures_) {
      figure.value = static_cast<std::int64_t>(figure.rows.size());
      out.push_back(std::move(figure));
    }
    return out;
  }
  const foia::Matter& matter() const { return matter_; }

 private:
  const foia::Matter& matter_;
  std::map<std::string, Explanation> figures_{};
};

constexpr foia::PageOutcome kOutcomes[] = {
    foia::PageOutcome::in_full,
    foia::PageOutcome::in_part,
    foia::PageOutcome::withheld_in_full,
    foia::PageOutcome::referred,
    foia::PageOutcome::at_submitter,
    foia::PageOutcome::pending,
};

bool is_processed(foia::PageOutcome outcome) {
  return outcome == foia::PageOutcome::in_full || outcome == foia::PageOutcome::in_part ||
         outcome == foia::PageOutcome::withheld_in_full;
}

void declare_records(Ledger& ledger) {
  ledger.declare("records.collected", "records taken in, attachments and duplicates included");
  for (const auto state : {RecordState::undecided,
                           RecordState::non_responsive,
                           RecordState::duplicate,
                           RecordState::responsive}) {
    ledger.declare(fmt::format("records.{}", to_string(state)),
                   fmt::format("records that are {}", to_string(state)));
  }
  ledger.declare("records.copies", "records that are exact copies of another record");
  ledger.declare("records.unrendered", "responsive records without page images yet");
  ledger.declare("records.produced", "records with at least one page in a production");
  ledger.declare("exceptions", "files and items that could not become records");
  for (const auto& category : ledger.matter().categories) {
    ledger.declare(fmt::format("category.{}.records.responsive", category.key),
                   fmt::format("records responsive to category {}", category.key));
  }
  for (const auto& office : ledger.matter().offices) {
    ledger.declare(fmt::format("office.{}.records", office.key),
                   fmt::format("records from {}", office.name));
    ledger.declare(fmt::format("office.{}.records.responsive", office.key),
                   fmt::format("responsive records from {}", office.name));
    ledger.declare(fmt::format("office.{}.exceptions", office.key),
                   fmt::format("exceptions from {}", office.name));
  }
}

// The page figures of one scope: the whole matter (prefix ""), a category, an office or a volume.
void declare_pages(Ledger& ledger, const std::string& prefix, const std::string& scope) {
  const auto of = scope.empty() ? std::string() : " " + scope;
  ledger.declare(prefix + "pages.responsive", "pages of responsive records" + of);
  ledger.declare(prefix + "pages.processed",
                 "pages with a final outcome (in full, in part or withheld)" + of);
  ledger.declare(prefix + "pages.reviewed",
                 "pages decided: released, withheld or referred, wherever they are now" + of);
  ledger.declare(prefix + "pages.unreviewed", "pages not decided yet" + of);
  ledger.declare(prefix + "pages.produced", "pages in a production, slip sheets included" + of);
  for (const auto outcome : kOutcomes) {
    ledger.declare(fmt::format("{}pages.{}", prefix, foia::to_string(outcome)),
                   fmt::format("pages {}{}", foia::title(outcome), of));
  }
}

void add_page(Ledger& ledger,
              const std::string& prefix,
              const PageRow& page,
              const FigureRow& row) {
  ledger.add(prefix + "pages.responsive", row);
  if (is_processed(page.outcome)) {
    ledger.add(prefix + "pages.processed", row);
  }
  ledger.add(prefix + (page.reviewed ? "pages.reviewed" : "pages.unreviewed"), row);
  if (page.is_produced) {
    ledger.add(prefix + "pages.produced", row);
  }
  ledger.add(fmt::format("{}pages.{}", prefix, foia::to_string(page.outcome)), row);
}

void count_records(Ledger& ledger, const Census& census) {
  for (const auto& row : census.records) {
    const FigureRow shown{
        foia::control_number(row.record.id), 0, "", std::string(to_string(row.state))};
    ledger.add("records.collected", shown);
    ledger.add(fmt::format("records.{}", to_string(row.state)), shown);
    if (row.record.duplicate_of) {
      auto copy = shown;
      copy.note = "copy of " + foia::control_number(row.record.duplicate_of);
      ledger.add("records.copies", copy);
    }
    const bool has_office = ledger.matter().office(row.record.office) != nullptr;
    if (has_office) {
      ledger.add(fmt::format("office.{}.records", row.record.office), shown);
    }
    if (row.state != RecordState::responsive) {
      continue;
    }
    if (row.page_count == 0) {
      ledger.add("records.unrendered", shown);
    }
    if (has_office) {
      ledger.add(fmt::format("office.{}.records.responsive", row.record.office), shown);
    }
    for (const auto& category : row.categories) {
      if (ledger.matter().category(category) != nullptr) {
        ledger.add(fmt::format("category.{}.records.responsive", category), shown);
      }
    }
  }
}

void count_pages(Ledger& ledger, const Census& census) {
  std::size_t last_produced = census.records.size();
  for (const auto& page : census.pages) {
    const auto& record = census.records[page.record];
    FigureRow row{foia::control_number(record.record.id),
                  page.page,
                  "",
                  std::string(foia::to_string(page.outcome))};
    if (page.is_produced) {
      const auto number = foia::format_number(ledger.matter().bates, page.number);
      row.bates = number ? *number : std::to_string(page.number);
      if (last_produced != page.record) {
        last_produced = page.record;
        ledger.add("records.produced", {row.record, 0, row.bates, "first page " + row.bates});
      }
    }
    add_page(ledger, "", page, row);
    for (const auto& category : record.categories) {
      if (ledger.matter().category(category) != nullptr) {
        add_page(ledger, fmt::format("category.{}.", category), page, row);
      }
    }
    if (ledger.matter().office(record.record.office) != nullptr) {
      add_page(ledger, fmt::format("office.{}.", record.record.office), page, row);
    }
  }
}

// Pages by the month in which they were first decided, and first produced.
void count_months(Ledger& ledger, const Census& census) {
  for (const auto& page : census.pages) {
    const FigureRow row{foia::control_number(census.records[page.record].record.id),
                        page.page,
                        "",
                        std::string(foia::to_string(page.outcome))};
    const auto add = [&](const std::optional<base::Date>& date, std::string_view what) {
      if (!date) {
        return;
      }
      const auto month = base::to_string(*date).substr(0, 7);
      auto shown = row;
      shown.note = fmt::format("{} on {}", what, base::to_string(*date));
      const auto id = fmt::format("month.{}.pages.{}", month, what);
      ledger.declare(id, fmt::format("pages first {} in {}", what, month));
      ledger.add(id, shown);
    };
    add(page.reviewed, "reviewed");
    add(page.first_produced, "produced");
  }
}

Result<void> count_volumes(Ledger& ledger, Workspace& workspace) {
  const auto volumes = TRY(workspace.db().volumes());
  const auto rows = TRY(workspace.db().produced_pages());
  ledger.declare("volumes", "production volumes sealed");
  for (const auto& volume : volumes) {
    const auto prefix = fmt::format("volume.{}.", volume.name);
    ledger.add("volumes", {volume.name, 0, "", base::to_string(volume.dated)});
    ledger.declare(prefix + "pages", "pages in " + volume.name);
    ledger.declare(prefix + "records", "records in " + volume.name);
    ledger.declare(prefix + "pages.running",
                   "different pages produced up to and with " + volume.name);
    for (const auto outcome : {foia::PageOutcome::in_full,
                               foia::PageOutcome::in_part,
                               foia::PageOutcome::withheld_in_full}) {
      ledger.declare(fmt::format("{}pages.{}", prefix, foia::to_string(outcome)),
                     fmt::format("pages {} in {}", foia::title(outcome), volume.name));
    }
  }
  std::string last;
  for (const auto& row : rows) {
    const auto prefix = fmt::format("volume.{}.", row.volume);
    const auto number = TRY(foia::format_number(ledger.matter().bates, row.page.number));
    const FigureRow shown{foia::control_number(row.page.record),
                          row.page.page,
                          number,
                          std::string(foia::to_string(row.page.outcome))};
    ledger.add(prefix + "pages", shown);
    ledger.add(fmt::format("{}pages.{}", prefix, foia::to_string(row.page.outcome)), shown);
    if (row.volume + shown.record != last) {
      last = row.volume + shown.record;
      ledger.add(prefix + "records", {shown.record, 0, number, "first page " + number});
    }
  }
  // A page that a later volume corrects counts once, so the last running total is pages.produced.
  std::map<std::string, std::map<std::pair<foia::RecordId, int>, FigureRow>> by_volume;
  for (const auto& row : rows) {
    const auto number = TRY(foia::format_number(ledger.matter().bates, row.page.number));
    by_volume[row.volume].try_emplace(
        {row.page.record, row.page.page},
        FigureRow{foia::control_number(row.page.record), row.page.page, number, row.volume});
  }
  std::map<std::pair<foia::RecordId, int>, FigureRow> so_far;
  for (const auto& volume : volumes) {
    so_far.merge(by_volume[volume.name]);
    for (const auto& [page, shown] : so_far) {
      ledger.add(fmt::format("volume.{}.pages.running", volume.name), shown);
    }
  }
  return {};
}

void declare_consultations(Ledger& ledger, const std::string& prefix, const std::string& name) {
  ledger.declare(prefix + "pages.sent", "pages sent to " + name);
  ledger.declare(prefix + "pages.out", "pages still with " + name);
  ledger.declare(prefix + "pages.returned", "pages back from " + name);
  ledger.declare(prefix + "pages.unanswered", "pages that " + name + " did not answer in time");
  ledger.declare(prefix + "pages.released", "pages sent to " + name + " and then released");
}

// A page that went in several rounds counts once, where it stands now.
void count_pages_sent(Ledger& ledger,
                      const std::string& prefix,
                      const std::vector<const foia::Consultation*>& rounds,
                      const std::set<foia::PageRef>& released) {
  std::map<foia::PageRef, const foia::Consultation*> last;
  for (const auto* consultation : rounds) {
    for (const auto& page : consultation->pages) {
      last[page] = consultation;
    }
  }
  for (const auto& [page, consultation] : last) {
    const FigureRow row{foia::control_number(page.record),
                        page.page,
                        "",
                        fmt::format("sent {}", base::to_string(consultation->sent))};
    ledger.add(prefix + "pages.sent", row);
    if (consultation->kind == foia::ConsultationKind::referral) {
      ledger.add(prefix + "pages.referred", row);
      continue;
    }
    const auto holds = clock::holds_of(*consultation);
    const auto hold = holds.find(page);
    const bool is_with_them = hold != holds.end() && hold->second.reason == clock::HoldReason::out;
    ledger.add(prefix + (is_with_them             ? "pages.out"
                         : consultation->returned ? "pages.returned"
                                                  : "pages.unanswered"),
               row);
    if (released.contains(page)) {
      ledger.add(prefix + "pages.released", row);
    }
  }
}

Result<void> count_consultations(Ledger& ledger, Workspace& workspace, const Census& census) {
  const auto consultations = TRY(workspace.db().consultations());
  std::set<foia::PageRef> released;
  for (const auto& page : census.pages) {
    if (page.is_produced && (page.outcome == foia::PageOutcome::in_full ||
                             page.outcome == foia::PageOutcome::in_part)) {
      released.insert({census.records[page.record].record.id, page.page});
    }
  }
  const auto rounds_of = [&](const std::string& key) {
    std::vector<const foia::Consultation*> out;
    for (const auto& consultation : consultations) {
      if (consultation.submitter == key) {
        out.push_back(&consultation);
      }
    }
    return out;
  };
  const auto add_objections = [&](const std::string& prefix,
                                  const std::vector<const foia::Consultation*>& rounds,
                                  const char* noun) {
    for (const auto* consultation : rounds) {
      for (const auto& objection : consultation->objections) {
        const auto decision = foia::to_string(objection.decision);
        const FigureRow row{foia::control_number(objection.record),
                            objection.page,
                            "",
                            fmt::format("{} {}: {}", noun, objection.number, decision)};
        ledger.add(fmt::format("{}{}s", prefix, noun), row);
        ledger.add(fmt::format("{}{}s.{}", prefix, noun, decision), row);
      }
    }
  };
  for (const auto& submitter : workspace.matter().submitters) {
    const auto prefix = fmt::format("submitter.{}.", submitter.key);
    declare_consultations(ledger, prefix, submitter.name);
    ledger.declare(prefix + "objections", "objections of " + submitter.name);
    ledger.declare(prefix + "objections.accepted", "objections accepted");
    ledger.declare(prefix + "objections.accepted_in_part", "objections accepted in part");
    ledger.declare(prefix + "objections.rejected", "objections rejected");
    ledger.declare(prefix + "objections.undecided", "objections not yet decided");
    const auto rounds = rounds_of(submitter.key);
    count_pages_sent(ledger, prefix, rounds, released);
    add_objections(prefix, rounds, "objection");
  }
  for (const auto& agency : workspace.matter().agencies) {
    const auto prefix = fmt::format("agency.{}.", agency.key);
    declare_consultations(ledger, prefix, agency.name);
    ledger.declare(prefix + "pages.referred", "pages referred to " + agency.name);
    ledger.declare(prefix + "recommendations", "recommendations of " + agency.name);
    ledger.declare(prefix + "recommendations.accepted", "recommendations adopted");
    ledger.declare(prefix + "recommendations.accepted_in_part", "recommendations adopted in part");
    ledger.declare(prefix + "recommendations.rejected", "recommendations not adopted");
    ledger.declare(prefix + "recommendations.undecided", "recommendations not yet decided");
    const auto rounds = rounds_of(agency.key);
    count_pages_sent(ledger, prefix, rounds, released);
    add_objections(prefix, rounds, "recommendation");
  }
  return {};
}

Result<void> count_taskings(Ledger& ledger, Workspace& workspace, const Census& census) {
  const auto taskings = TRY(workspace.db().taskings());
  ledger.declare("taskings", "search taskings");
  ledger.declare("taskings.open", "taskings not yet answered");
  ledger.declare("taskings.answered", "taskings answered");
  ledger.declare("taskings.records_returned", "taskings answered with records");
  ledger.declare("taskings.no_records", "taskings answered with a signed statement of no records");
  for (const auto& tasking : taskings) {
    const FigureRow row{fmt::format("tasking {}", tasking.id.value),
                        0,
                        "",
                        fmt::format("{}: {}", tasking.office, foia::to_string(tasking.state))};
    ledger.add("taskings", row);
    ledger.add(tasking.answer ? "taskings.answered" : "taskings.open", row);
    if (tasking.answer) {
      ledger.add(fmt::format("taskings.{}", foia::to_string(tasking.state)), row);
    }
    const auto prefix = fmt::format("tasking.{}.", tasking.id.value);
    const auto whose =
        fmt::format("taken in for tasking {} ({})", tasking.id.value, tasking.office);
    ledger.declare(prefix + "records", "records " + whose);
    ledger.declare(prefix + "records.responsive", "responsive records " + whose);
    for (const auto& record : census.records) {
      if (record.record.tasking != tasking.id) {
        continue;
      }
      const FigureRow shown{
          foia::control_number(record.record.id), 0, "", std::string(to_string(record.state))};
      ledger.add(prefix + "records", shown);
      if (record.state == RecordState::responsive) {
        ledger.add(prefix + "records.responsive", shown);
      }
    }
  }
  return {};
}

// Rows of tables made for requests for data, the last of each key.
Result<void> count_tables(Ledger& ledger, Workspace& workspace) {
  const auto tables = TRY(workspace.db().made_tables());
  std::map<std::string, const store::MadeTable*> last;
  for (const auto& made : tables) {
    last[made.table.key] = &made;
  }
  for (const auto& [key, made] : last) {
    const auto prefix = fmt::format("data.{}.", key);
    ledger.declare(prefix + "records", "records whose rows the table was made from");
    ledger.declare(prefix + "rows", "rows of these records");
    ledger.declare(prefix + "rows.counted", "rows counted in the table");
    ledger.declare(prefix + "rows.duplicate", "rows that another record has too");
    ledger.declare(prefix + "rows.listed", "rows that could not be assigned, not counted");
    for (const auto record : made->table.records) {
      ledger.add(prefix + "records", {foia::control_number(record), 0, "", ""});
    }
    const auto rows = TRY(kept_rows(workspace, made->table.rows));
    for (const auto& row : rows) {
      const FigureRow shown{
          foia::control_number(row.record),
          0,
          "",
          fmt::format("{} row {}{}", row.sheet, row.row, row.why.empty() ? "" : ": " + row.why)};
      ledger.add(prefix + "rows", shown);
      ledger.add(prefix + "rows." + row.state, shown);
    }
  }
  return {};
}

Result<void> count_rest(Ledger& ledger, Workspace& workspace, const Census& census) {
  const auto exceptions = TRY(workspace.db().exceptions());
  for (const auto& exception : exceptions) {
    const FigureRow row{
        exception.path, 0, "", std::string(foia::to_string(exception.finding.code))};
    ledger.add("exceptions", row);
    if (ledger.matter().office(exception.office) != nullptr) {
      ledger.add(fmt::format("office.{}.exceptions", exception.office), row);
    }
  }
  ledger.declare("vaughn.entries",
                 "entries of the Vaughn index: produced records with a page"
                 " withheld in part or in full");
  const auto numbers = TRY(workspace.db().vaughn_numbers());
  std::set<std::size_t> withheld;
  for (const auto& page : census.pages) {
    if (page.is_produced && page.outcome != foia::PageOutcome::in_full) {
      withheld.insert(page.record);
    }
  }
  for (const auto index : withheld) {
    const auto& record = census.records[index].record;
    const auto number = numbers.find(record.id);
    ledger.add(
        "vaughn.entries",
        {foia::control_number(record.id),
         0,
         "",
         number == numbers.end() ? "not numbered yet" : fmt::format("entry {}", number->second)});
  }
  ledger.declare("marks", "redaction marks in force");
  const auto marks = TRY(workspace.db().marks());
  for (const auto& mark : marks) {
    ledger.add("marks",
               {foia::control_number(mark.mark.record),
                mark.mark.page,
                "",
                fmt::format("M-{} {}", mark.mark.id.value, foia::join_codes(mark.mark.claims))});
  }
  return {};
}

}  // namespace

Result<std::vector<Explanation>> all_explanations(Workspace& workspace, const Census& census) {
  Ledger ledger(workspace.matter());
  declare_records(ledger);
  declare_pages(ledger, "", "");
  for (const auto& category : workspace.matter().categories) {
    declare_pages(ledger,
                  fmt::format("category.{}.", category.key),
                  fmt::format("of category {}", category.key));
  }
  for (const auto& office : workspace.matter().offices) {
    declare_pages(ledger, fmt::format("office.{}.", office.key), "of " + office.name);
  }
  count_records(ledger, census);
  count_pages(ledger, census);
  count_months(ledger, census);
  TRY(count_volumes(ledger, workspace));
  TRY(count_consultations(ledger, workspace, census));
  TRY(count_taskings(ledger, workspace, census));
  TRY(count_tables(ledger, workspace));
  TRY(count_rest(ledger, workspace, census));
  return ledger.finish();
}

Result<foia::Figures> figures(Workspace& workspace) {
  const auto& census = *TRY(workspace.census());
  const auto all = TRY(all_explanations(workspace, census));
  foia::Figures out;
  for (const auto& explanation : all) {
    out.set(explanation.id, {explanation.value, explanation.meaning});
  }
  return out;
}

Result<Explanation> explain(Workspace& workspace, std::string_view id) {
  const auto& census = *TRY(workspace.census());
  auto all = TRY(all_explanations(workspace, census));
  foia::Figures known;
  for (auto& explanation : all) {
    if (explanation.id == id) {
      return std::move(explanation);
    }
    known.set(explanation.id, {explanation.value, explanation.meaning});
  }
  auto missing = known.value(id);
  base::check(!missing, "an id that is not listed has no value");
  return missing.error();
}

}  // namespace vaughn::engine
