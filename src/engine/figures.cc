// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "engine/census.h"
#include "engine/data.h"
#include "engine/detail/figure_rows.h"

namespace vaughn::engine {

using base::Result;

namespace {

// A figure while it is counted: the numbers of its rows. What a row says is put into words only for
// the figure that is to be explained.
struct Figure {
  std::string meaning{};
  std::int64_t count = 0;
  std::vector<std::uint64_t> rows{};  // as many, if they are kept
  bool is_wanted = false;
};

enum class Rows { are_kept, are_counted };

// Collects rows under ids; a figure's value is the number of its rows, so a number and its
// explanation cannot differ.
class Ledger {
 public:
  Ledger(const foia::Matter& matter, std::string_view wanted, Rows rows)
      : matter_(matter), wanted_(wanted), keeps_rows_(rows == Rows::are_kept) {}

  Figure& declare(const std::string& id, const std::string& meaning) {
    auto& figure = figures_[id];
    figure.meaning = meaning;
    figure.is_wanted = id == wanted_;
    return figure;
  }
  Figure& at(const std::string& id) {
    const auto found = figures_.find(id);
    base::check(found != figures_.end(), "a figure is declared before rows are added");
    return found->second;
  }
  template <typename Show>
  void add(Figure& figure, std::uint64_t row, Show show) {
    ++figure.count;
    if (keeps_rows_) {
      figure.rows.push_back(row);
    }
    if (figure.is_wanted) {
      shown_.push_back(show());
    }
  }
  void add(Figure& figure, const FigureRow& row) {
    add(figure, row_number(row), [&] { return row; });
  }
  void add(const std::string& id, const FigureRow& row) { add(at(id), row); }

  std::map<std::string, Figure>& figures() { return figures_; }
  std::vector<FigureRow> take_shown() { return std::move(shown_); }
  const foia::Matter& matter() const { return matter_; }

 private:
  const foia::Matter& matter_;
  std::string wanted_;
  bool keeps_rows_;
  std::map<std::string, Figure> figures_{};
  std::vector<FigureRow> shown_{};
};

constexpr foia::PageOutcome kOutcomes[] = {
    foia::PageOutcome::in_full,
    foia::PageOutcome::in_part,
    foia::PageOutcome::withheld_in_full,
    foia::PageOutcome::referred,
    foia::PageOutcome::at_submitter,
    foia::PageOutcome::pending,
};
constexpr RecordState kStates[] = {RecordState::undecided,
                                   RecordState::non_responsive,
                                   RecordState::duplicate,
                                   RecordState::responsive};

bool is_processed(foia::PageOutcome outcome) {
  return outcome == foia::PageOutcome::in_full || outcome == foia::PageOutcome::in_part ||
         outcome == foia::PageOutcome::withheld_in_full;
}

// The page figures of one scope: the whole matter (prefix ""), a category or an office.
struct PageFigures {
  Figure* responsive = nullptr;
  Figure* processed = nullptr;
  Figure* reviewed = nullptr;
  Figure* unreviewed = nullptr;
  Figure* produced = nullptr;
  std::map<foia::PageOutcome, Figure*> outcomes{};
};

PageFigures declare_pages(Ledger& ledger, const std::string& prefix, const std::string& scope) {
  const auto of = scope.empty() ? std::string() : " " + scope;
  const auto declare = [&](const std::string& id, const std::string& meaning) {
    return &ledger.declare(prefix + id, meaning + of);
  };
  PageFigures out;
  out.responsive = declare("pages.responsive", "pages of responsive records");
  out.processed =
      declare("pages.processed", "pages with a final outcome (in full, in part or withheld)");
  out.reviewed = declare("pages.reviewed",
                         "pages decided: released, withheld or referred, wherever they are now");
  out.unreviewed = declare("pages.unreviewed", "pages not decided yet");
  out.produced = declare("pages.produced", "pages in a production, slip sheets included");
  for (const auto outcome : kOutcomes) {
    out.outcomes[outcome] = declare(fmt::format("pages.{}", foia::to_string(outcome)),
                                    fmt::format("pages {}", foia::title(outcome)));
  }
  return out;
}

// The figures of an office or a category, found once for all of its records.
struct Scope {
  Figure* records = nullptr;  // of an office
  Figure* responsive = nullptr;
  PageFigures pages{};
};

struct Scopes {
  PageFigures all{};
  std::unordered_map<std::string, Scope> offices{};
  std::unordered_map<std::string, Scope> categories{};

  static const Scope* find(const std::unordered_map<std::string, Scope>& scopes,
                           const std::string& key) {
    const auto found = scopes.find(key);
    return found == scopes.end() ? nullptr : &found->second;
  }
};

Scopes declare_all(Ledger& ledger) {
  Scopes out;
  ledger.declare("records.collected", "records taken in, attachments and duplicates included");
  for (const auto state : kStates) {
    ledger.declare(fmt::format("records.{}", to_string(state)),
                   fmt::format("records that are {}", to_string(state)));
  }
  ledger.declare("records.copies", "records that are exact copies of another record");
  ledger.declare("records.unrendered", "responsive records without page images yet");
  ledger.declare("records.produced", "records with at least one page in a production");
  ledger.declare("exceptions", "files and items that could not become records");
  out.all = declare_pages(ledger, "", "");
  for (const auto& category : ledger.matter().categories) {
    const auto prefix = fmt::format("category.{}.", category.key);
    auto& scope = out.categories[category.key];
    scope.responsive = &ledger.declare(prefix + "records.responsive",
                                       "records responsive to category " + category.key);
    scope.pages = declare_pages(ledger, prefix, "of category " + category.key);
  }
  for (const auto& office : ledger.matter().offices) {
    const auto prefix = fmt::format("office.{}.", office.key);
    auto& scope = out.offices[office.key];
    scope.records = &ledger.declare(prefix + "records", "records from " + office.name);
    scope.responsive =
        &ledger.declare(prefix + "records.responsive", "responsive records from " + office.name);
    ledger.declare(prefix + "exceptions", "exceptions from " + office.name);
    scope.pages = declare_pages(ledger, prefix, "of " + office.name);
  }
  return out;
}

void count_records(Ledger& ledger, const Scopes& scopes, const Census& census) {
  auto& collected = ledger.at("records.collected");
  auto& copies = ledger.at("records.copies");
  auto& unrendered = ledger.at("records.unrendered");
  std::map<RecordState, Figure*> states;
  for (const auto state : kStates) {
    states[state] = &ledger.at(fmt::format("records.{}", to_string(state)));
  }
  for (const auto& row : census.records) {
    const auto number = row_number(row.record.id, 0);
    const auto add = [&](Figure& figure) {
      ledger.add(figure, number, [&] {
        return FigureRow{
            foia::control_number(row.record.id), 0, "", std::string(to_string(row.state))};
      });
    };
    add(collected);
    add(*states[row.state]);
    if (row.record.duplicate_of) {
      ledger.add(copies, number, [&] {
        return FigureRow{foia::control_number(row.record.id),
                         0,
                         "",
                         "copy of " + foia::control_number(row.record.duplicate_of)};
      });
    }
    const auto* office = Scopes::find(scopes.offices, row.record.office);
    if (office != nullptr) {
      add(*office->records);
    }
    if (row.state != RecordState::responsive) {
      continue;
    }
    if (row.page_count == 0) {
      add(unrendered);
    }
    if (office != nullptr) {
      add(*office->responsive);
    }
    for (const auto& category : row.categories) {
      if (const auto* scope = Scopes::find(scopes.categories, category)) {
        add(*scope->responsive);
      }
    }
  }
}

std::string bates_of(const Ledger& ledger, std::int64_t number) {
  const auto formatted = foia::format_number(ledger.matter().bates, number);
  return formatted ? *formatted : std::to_string(number);
}

void count_pages(Ledger& ledger, const Scopes& scopes, const Census& census) {
  auto& records_produced = ledger.at("records.produced");
  std::size_t last_produced = census.records.size();
  std::size_t last_record = census.records.size();
  std::vector<const PageFigures*> counted;  // of the record at hand
  for (const auto& page : census.pages) {
    const auto& record = census.records[page.record];
    if (page.record != last_record) {
      last_record = page.record;
      counted = {&scopes.all};
      for (const auto& category : record.categories) {
        if (const auto* scope = Scopes::find(scopes.categories, category)) {
          counted.push_back(&scope->pages);
        }
      }
      if (const auto* office = Scopes::find(scopes.offices, record.record.office)) {
        counted.push_back(&office->pages);
      }
    }
    const auto number = row_number(record.record.id, page.page);
    const auto add = [&](Figure* figure) {
      ledger.add(*figure, number, [&] {
        return FigureRow{foia::control_number(record.record.id),
                         page.page,
                         page.is_produced ? bates_of(ledger, page.number) : std::string(),
                         std::string(foia::to_string(page.outcome))};
      });
    };
    if (page.is_produced && last_produced != page.record) {
      last_produced = page.record;
      ledger.add(records_produced, row_number(record.record.id, 0), [&] {
        const auto bates = bates_of(ledger, page.number);
        return FigureRow{foia::control_number(record.record.id), 0, bates, "first page " + bates};
      });
    }
    for (const auto* figures : counted) {
      add(figures->responsive);
      if (is_processed(page.outcome)) {
        add(figures->processed);
      }
      add(page.reviewed ? figures->reviewed : figures->unreviewed);
      if (page.is_produced) {
        add(figures->produced);
      }
      add(figures->outcomes.at(page.outcome));
    }
  }
}

// Pages by the month in which they were first decided, and first produced.
class Months {
 public:
  Months(Ledger& ledger, std::string_view what) : ledger_(ledger), what_(what) {}

  void add(const RecordRow& record, const PageRow& page, const std::optional<base::Date>& date) {
    if (!date) {
      return;
    }
    if (figure_ == nullptr || *date != last_) {  // many pages share a day
      last_ = *date;
      const auto month = base::to_string(*date).substr(0, 7);
      figure_ = &ledger_.declare(fmt::format("month.{}.pages.{}", month, what_),
                                 fmt::format("pages first {} in {}", what_, month));
    }
    ledger_.add(*figure_, row_number(record.record.id, page.page), [&] {
      return FigureRow{foia::control_number(record.record.id),
                       page.page,
                       "",
                       fmt::format("{} on {}", what_, base::to_string(*date))};
    });
  }

 private:
  Ledger& ledger_;
  std::string_view what_;
  base::Date last_{};
  Figure* figure_ = nullptr;
};

void count_months(Ledger& ledger, const Census& census) {
  Months reviewed(ledger, "reviewed");
  Months produced(ledger, "produced");
  for (const auto& page : census.pages) {
    const auto& record = census.records[page.record];
    reviewed.add(record, page, page.reviewed);
    produced.add(record, page, page.first_produced);
  }
}

struct VolumeFigures {
  Figure* pages = nullptr;
  Figure* records = nullptr;
  Figure* running = nullptr;
  std::map<foia::PageOutcome, Figure*> outcomes{};
  foia::RecordId last{};  // whose page was counted last
  std::vector<const store::ProducedPageRow*> rows{};
};

bool is_earlier_page(const store::ProducedPageRow* a, const store::ProducedPageRow* b) {
  return std::pair(a->page.record, a->page.page) < std::pair(b->page.record, b->page.page);
}

bool is_same_page(const store::ProducedPageRow* a, const store::ProducedPageRow* b) {
  return a->page.record == b->page.record && a->page.page == b->page.page;
}

void count_volumes(Ledger& ledger, const Census& census) {
  auto& all = ledger.declare("volumes", "production volumes sealed");
  std::map<std::string, VolumeFigures> volumes;
  for (const auto& volume : census.volumes) {
    const auto prefix = fmt::format("volume.{}.", volume.name);
    ledger.add(all, {volume.name, 0, "", base::to_string(volume.dated)});
    auto& figures = volumes[volume.name];
    figures.pages = &ledger.declare(prefix + "pages", "pages in " + volume.name);
    figures.records = &ledger.declare(prefix + "records", "records in " + volume.name);
    figures.running = &ledger.declare(prefix + "pages.running",
                                      "different pages produced up to and with " + volume.name);
    for (const auto outcome : {foia::PageOutcome::in_full,
                               foia::PageOutcome::in_part,
                               foia::PageOutcome::withheld_in_full}) {
      figures.outcomes[outcome] =
          &ledger.declare(fmt::format("{}pages.{}", prefix, foia::to_string(outcome)),
                          fmt::format("pages {} in {}", foia::title(outcome), volume.name));
    }
  }
  for (const auto& row : census.produced) {
    auto& figures = volumes.at(row.volume);
    const auto number = row_number(row.page.record, row.page.page);
    const auto show = [&] {
      return FigureRow{foia::control_number(row.page.record),
                       row.page.page,
                       bates_of(ledger, row.page.number),
                       std::string(foia::to_string(row.page.outcome))};
    };
    ledger.add(*figures.pages, number, show);
    ledger.add(*figures.outcomes.at(row.page.outcome), number, show);
    if (figures.last != row.page.record) {
      figures.last = row.page.record;
      ledger.add(*figures.records, row_number(row.page.record, 0), [&] {
        const auto bates = bates_of(ledger, row.page.number);
        return FigureRow{foia::control_number(row.page.record), 0, bates, "first page " + bates};
      });
    }
    figures.rows.push_back(&row);
  }
  // A page that a later volume corrects counts once, so the last running total is pages.produced.
  std::vector<const store::ProducedPageRow*> so_far;
  for (const auto& volume : census.volumes) {
    auto& figures = volumes.at(volume.name);
    const auto middle = static_cast<std::ptrdiff_t>(so_far.size());
    so_far.insert(so_far.end(), figures.rows.begin(), figures.rows.end());
    std::stable_sort(so_far.begin() + middle, so_far.end(), is_earlier_page);
    std::inplace_merge(so_far.begin(), so_far.begin() + middle, so_far.end(), is_earlier_page);
    so_far.erase(std::unique(so_far.begin(), so_far.end(), is_same_page), so_far.end());
    for (const auto* row : so_far) {
      ledger.add(*figures.running, row_number(row->page.record, row->page.page), [&] {
        return FigureRow{foia::control_number(row->page.record),
                         row->page.page,
                         bates_of(ledger, row->page.number),
                         row->volume};
      });
    }
  }
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
  std::set<foia::PageRef> released;  // of the pages that were ever sent
  for (const auto& page : census.pages) {
    if (!page.submitter.empty() && page.is_produced &&
        (page.outcome == foia::PageOutcome::in_full ||
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
  ledger.declare("taskings.closed", "taskings answered, the answer accepted");
  ledger.declare("taskings.records_returned", "taskings answered with records");
  ledger.declare("taskings.no_records", "taskings answered with a signed statement of no records");
  struct Taken {
    Figure* records = nullptr;
    Figure* responsive = nullptr;
  };
  std::unordered_map<std::int64_t, Taken> taken;
  for (const auto& tasking : taskings) {
    const FigureRow row{fmt::format("tasking {}", tasking.id.value),
                        0,
                        "",
                        fmt::format("{}: {}", tasking.office, foia::to_string(tasking.state))};
    ledger.add("taskings", row);
    ledger.add(tasking.answer ? "taskings.answered" : "taskings.open", row);
    if (tasking.answer) {
      ledger.add(tasking.answer->has_records ? "taskings.records_returned" : "taskings.no_records",
                 row);
    }
    if (tasking.state == foia::TaskingState::closed) {
      ledger.add("taskings.closed", row);
    }
    const auto prefix = fmt::format("tasking.{}.", tasking.id.value);
    const auto whose =
        fmt::format("taken in for tasking {} ({})", tasking.id.value, tasking.office);
    taken[tasking.id.value] = {
        &ledger.declare(prefix + "records", "records " + whose),
        &ledger.declare(prefix + "records.responsive", "responsive records " + whose)};
  }
  for (const auto& record : census.records) {
    const auto found = taken.find(record.record.tasking.value);
    if (found == taken.end()) {
      continue;
    }
    const auto show = [&] {
      return FigureRow{
          foia::control_number(record.record.id), 0, "", std::string(to_string(record.state))};
    };
    const auto number = row_number(record.record.id, 0);
    ledger.add(*found->second.records, number, show);
    if (record.state == RecordState::responsive) {
      ledger.add(*found->second.responsive, number, show);
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

Result<void> count_all(Ledger& ledger, Workspace& workspace, const Census& census) {
  const auto scopes = declare_all(ledger);
  count_records(ledger, scopes, census);
  count_pages(ledger, scopes, census);
  count_months(ledger, census);
  count_volumes(ledger, census);
  TRY(count_consultations(ledger, workspace, census));
  TRY(count_taskings(ledger, workspace, census));
  TRY(count_tables(ledger, workspace));
  return count_rest(ledger, workspace, census);
}

foia::Figures values_of(Ledger& ledger) {
  foia::Figures out;
  for (const auto& [id, figure] : ledger.figures()) {
    out.set(id, {figure.count, figure.meaning});
  }
  return out;
}

}  // namespace

Result<CountedFigures> count_figures(Workspace& workspace) {
  const auto& census = *TRY(workspace.census());
  Ledger ledger(workspace.matter(), "", Rows::are_kept);
  TRY(count_all(ledger, workspace, census));
  CountedFigures out;
  out.figures = values_of(ledger);
  for (auto& [id, figure] : ledger.figures()) {
    if (!std::is_sorted(figure.rows.begin(), figure.rows.end())) {
      std::sort(figure.rows.begin(), figure.rows.end());
    }
    out.rows[id] = std::move(figure.rows);
  }
  return out;
}

Result<foia::Figures> figures(Workspace& workspace) {
  const auto& census = *TRY(workspace.census());
  Ledger ledger(workspace.matter(), "", Rows::are_counted);
  TRY(count_all(ledger, workspace, census));
  return values_of(ledger);
}

Result<Explanation> explain(Workspace& workspace, std::string_view id) {
  const auto& census = *TRY(workspace.census());
  Ledger ledger(workspace.matter(), id, Rows::are_counted);
  TRY(count_all(ledger, workspace, census));
  const auto found = ledger.figures().find(std::string(id));
  if (found == ledger.figures().end()) {
    const auto missing = values_of(ledger).value(id);
    base::check(!missing, "an id that is not listed has no value");
    return missing.error();
  }
  Explanation out;
  out.id = id;
  out.meaning = found->second.meaning;
  out.rows = ledger.take_shown();
  out.value = static_cast<std::int64_t>(out.rows.size());
  return out;
}

}  // namespace vaughn::engine
