// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/generated_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "foia/consultation.h"
#include "report/detail/markdown.h"
#include "report/detail/pleading.h"
#include "report/prose.h"

namespace vaughn::report::detail {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::PageOutcome;

namespace {

struct Column {
  std::string header{};
  std::string figure{};  // within the scope of the row
  double width = 1;
};

paper::TableRow header_row(const std::vector<Column>& columns) {
  paper::TableRow row;
  for (const auto& column : columns) {
    auto cell = paper::cell(column.header);
    cell.is_header = true;
    row.cells.push_back(std::move(cell));
  }
  return row;
}

paper::Table table_of(const std::vector<Column>& columns, std::string description) {
  paper::Table table;
  for (const auto& column : columns) {
    table.column_widths.push_back(column.width);
  }
  table.header_rows = 1;
  table.rows.push_back(header_row(columns));
  table.description = std::move(description);
  return table;
}

paper::TableCell number_cell(std::string_view number) {
  auto cell = paper::cell(number);
  for (auto& paragraph : cell.paragraphs) {
    paragraph.alignment = paper::Alignment::right;
  }
  return cell;
}

paper::TableRow text_row(const std::vector<std::string>& texts) {
  paper::TableRow row;
  for (const auto& text : texts) {
    row.cells.push_back(paper::cell(curly_quotes(text)));
  }
  return row;
}

paper::Paragraph lead_in(std::string_view text) {
  auto paragraph = paper::paragraph(curly_quotes(text));
  paragraph.keeps_with_next = true;
  return paragraph;
}

std::string categories_phrase(const std::vector<std::string>& keys) {
  return keys.empty()
             ? std::string{}
             : fmt::format("{} {}", keys.size() == 1 ? "Category" : "Categories", list(keys));
}

}  // namespace

Result<void> GeneratedParts::add(std::string_view name, Blocks& blocks) {
  composer_.set_place(std::string(name));
  if (name == "status_by_category") {
    return add_status_by_category(blocks);
  }
  if (name == "productions") {
    return add_productions(blocks);
  }
  if (name == "promises") {
    return add_promises(blocks);
  }
  if (name == "forecast") {
    return add_forecast(blocks);
  }
  if (name == "searches") {
    return add_searches(blocks);
  }
  if (name == "submitters") {
    return add_submitters(blocks);
  }
  if (name == "vaughn") {
    return add_vaughn(blocks);
  }
  if (name == "changes") {
    return add_changes(blocks);
  }
  if (name == "agreed") {
    return add_position("agreed", blocks);
  }
  if (name == "positions") {
    for (const auto side : {foia::Side::plaintiffs, foia::Side::defendants}) {
      if (position(foia::to_string(side)) == nullptr) {
        continue;
      }
      auto heading = paper::paragraph(possessive_role(matter_, side) + " Position",
                                      paper::ParagraphStyle::subheading);
      heading.keeps_with_next = true;
      blocks.emplace_back(std::move(heading));
      TRY(add_position(foia::to_string(side), blocks));
    }
    return {};
  }
  return Error{
      ErrorCode::invalid_argument,
      fmt::format("there is no part '{}'", name),
      "parts are status_by_category, productions, promises, forecast, searches, submitters, "
      "vaughn, changes, agreed, positions"};
}

Result<void> GeneratedParts::add_status_by_category(Blocks& blocks) {
  // Widths in points: nine columns just fit between the rules of pleading paper.
  std::vector<Column> columns{
      {"Cat.", "", 41},
      {"Records", "records.responsive", 54},
      {"Pages", "pages.responsive", 49},
      {"In full", page_figure(PageOutcome::in_full), 43},
      {"In part", page_figure(PageOutcome::in_part), 43},
      {"Withheld", page_figure(PageOutcome::withheld_in_full), 61},
      {"Referred", page_figure(PageOutcome::referred), 59},
      {"Out", page_figure(PageOutcome::at_submitter), 44},
      {"Pending", page_figure(PageOutcome::pending), 55},
  };
  // Columns of outcomes that no page has would only take room.
  for (auto column = columns.begin() + 3; column != columns.end();) {
    std::int64_t most = TRY(composer_.peek(column->figure));
    for (const auto& category : matter_.categories) {
      most = std::max(most, TRY(composer_.peek(category_scope(category.key) + column->figure)));
    }
    column = most == 0 ? columns.erase(column) : column + 1;
  }
  auto text = fmt::format(
      "The table below states, for each category as of {}, the responsive records that {} has "
      "identified and where the pages of those records stand.",
      base::long_date(as_of_),
      agency());
  const bool has_several = matter_.categories.size() > 1;
  if (has_several) {
    text +=
        " Because a record can answer more than one category, the rows need not add up to the last "
        "one, which counts each record once.";
  }
  const auto has_column = [&](std::string_view header) {
    return std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
      return column.header == header;
    });
  };
  if (has_column("Out")) {
    text += " Pages under \"Out\" are with a submitter of commercial information.";
  }
  if (has_column("Pending")) {
    text += " Pages under \"Pending\" are still to be processed.";
  }
  blocks.emplace_back(lead_in(text));
  auto table = table_of(columns, "Responsive records and their pages by category");
  const auto add_row = [&](const std::string& label, const std::string& scope) -> Result<void> {
    composer_.set_place(fmt::format("status by category, {}", label));
    paper::TableRow row;
    row.cells.push_back(paper::cell(label));
    for (const auto& column : columns) {
      if (!column.figure.empty()) {
        row.cells.push_back(number_cell(TRY(composer_.number(scope + column.figure))));
      }
    }
    table.rows.push_back(std::move(row));
    return {};
  };
  for (const auto& category : matter_.categories) {
    TRY(add_row(category.key, category_scope(category.key)));
  }
  if (has_several) {
    TRY(add_row("All", ""));
  }
  blocks.emplace_back(std::move(table));
  return {};
}

Result<void> GeneratedParts::add_productions(Blocks& blocks) {
  if (ledger_.volumes.empty()) {
    blocks.emplace_back(paper::paragraph(
        fmt::format("As of {}, {} has made no production.", base::long_date(as_of_), agency())));
    return {};
  }
  composer_.set_place("productions");
  blocks.emplace_back(lead_in(fmt::format(
      "As of {}, {} has made {}, of {} in all. Pages withheld in full are numbered and replaced by "
      "a sheet that names the exemption.",
      base::long_date(as_of_),
      agency(),
      TRY(composer_.count("volumes", "production")),
      TRY(composer_.count("pages.produced", "page")))));
  const std::vector<Column> columns{
      {"Volume", "", 67},
      {"First and last page", "", 143},
      {"Pages", "pages", 46},
      {"In full", page_figure(PageOutcome::in_full), 41},
      {"In part", page_figure(PageOutcome::in_part), 41},
      {"Withheld", page_figure(PageOutcome::withheld_in_full), 60},
      {"Running total", "pages.running", 58},
  };
  auto table = table_of(columns, "Productions with running totals");
  for (const auto& volume : ledger_.volumes) {
    composer_.set_place(fmt::format("productions, {}", volume.name));
    paper::TableRow row;
    auto name = fmt::format("{}\n{}", volume.name, base::us_date(volume.dated));
    if (!volume.supersedes.empty()) {
      name += fmt::format("\ncorrects {}", volume.supersedes);
    }
    row.cells.push_back(paper::cell(name));
    const auto first = TRY(foia::format_number(matter_.bates, volume.first_number));
    const auto last = TRY(foia::format_number(matter_.bates, volume.last_number));
    row.cells.push_back(paper::cell(first == last ? first : fmt::format("{}\n{}", first, last)));
    for (const auto& column : columns) {
      if (!column.figure.empty()) {
        row.cells.push_back(
            number_cell(TRY(composer_.number(volume_scope(volume.name) + column.figure))));
      }
    }
    table.rows.push_back(std::move(row));
  }
  blocks.emplace_back(std::move(table));
  return {};
}

Result<void> GeneratedParts::add_promises(Blocks& blocks) {
  if (matter_.promises.empty()) {
    return {};
  }
  blocks.emplace_back(lead_in(
      fmt::format("The dates that were promised or ordered, and their outcome as of {}, are:",
                  base::long_date(as_of_))));
  auto table = table_of({{"What", "", 185}, {"Date", "", 106}, {"Outcome", "", 158}},
                        "Promised dates and their outcome");
  for (const auto& promise : matter_.promises) {
    const auto outcome = std::find_if(
        ledger_.promises.begin(), ledger_.promises.end(), [&](const PromiseOutcome& candidate) {
          return candidate.key == promise.key;
        });
    if (outcome == ledger_.promises.end()) {
      return Error{ErrorCode::not_found,
                   fmt::format("nothing is known of the promise '{}'", promise.key),
                   ""};
    }
    std::string what = sentence(promise.text);
    what.pop_back();
    if (const auto categories = categories_phrase(promise.categories);
        !categories.empty() && what.find(categories) == std::string::npos) {
      what += fmt::format(" ({})", categories);
    }
    if (promise.made_in_ecf != 0) {
      what += fmt::format(". ECF No. {}.", promise.made_in_ecf);
    } else {
      what += '.';
    }
    std::string became;
    switch (outcome->state) {
      case PromiseState::met:
        became =
            outcome->met_on ? fmt::format("Met on {}.", base::long_date(*outcome->met_on)) : "Met.";
        break;
      case PromiseState::late:
        became = outcome->met_on
                     ? fmt::format(
                           "Completed on {}, {} late.",
                           base::long_date(*outcome->met_on),
                           base::plural(base::days_between(promise.due, *outcome->met_on), "day"))
                     : "Completed late.";
        break;
      case PromiseState::open: became = "Not yet due."; break;
      case PromiseState::overdue: became = "Not completed."; break;
    }
    if (!promise.outcome.empty()) {
      became += " " + sentence(promise.outcome);
    }
    table.rows.push_back(text_row({what, base::long_date(promise.due), became}));
  }
  blocks.emplace_back(std::move(table));
  return {};
}

Result<void> GeneratedParts::add_forecast(Blocks& blocks) {
  for (const auto& text : ledger_.forecast) {
    blocks.emplace_back(paper::paragraph(TRY(composer_.runs(text))));
  }
  return {};
}

Result<void> GeneratedParts::add_searches(Blocks& blocks) {
  if (ledger_.taskings.empty()) {
    blocks.emplace_back(paper::paragraph(fmt::format(
        "As of {}, {} has tasked no office to search.", base::long_date(as_of_), agency())));
    return {};
  }
  const auto number_of = [&](const char* id) { return composer_.number(id); };
  const auto all = TRY(composer_.count("taskings", "search"));
  const auto answered = TRY(number_of("taskings.answered"));
  const auto with_records = TRY(number_of("taskings.records_returned"));
  const auto none = TRY(number_of("taskings.no_records"));
  blocks.emplace_back(
      lead_in(fmt::format("As of {}, {} has assigned {}, of which {} are complete: {} with records "
                          "and {} with a signed "
                          "statement that no records were found.",
                          base::long_date(as_of_),
                          agency(),
                          all,
                          answered,
                          with_records,
                          none)));
  auto table = table_of({{"Office", "", 1.7},
                         {"Assigned", "", 1.1},
                         {"Answer", "", 2.2},
                         {"Records", "", 0.9},
                         {"Of these responsive", "", 1.15}},
                        "Searches by office");
  for (const auto& tasking : ledger_.taskings) {
    const auto* office = matter_.office(tasking.office);
    auto name = office == nullptr ? tasking.office : office->name;
    if (const auto categories = categories_phrase(tasking.categories); !categories.empty()) {
      name += fmt::format(" ({})", categories);
    }
    composer_.set_place(fmt::format("searches, tasking {}", tasking.id.value));
    std::string answer;
    if (tasking.answer) {
      answer = tasking.answer->has_records
                   ? fmt::format("Records found, {}", base::us_date(tasking.answer->answered))
                   : fmt::format("No records, {}, signed by {}",
                                 base::us_date(tasking.answer->answered),
                                 tasking.answer->searched_by);
      if (!tasking.answer->has_records && !tasking.answer->title.empty()) {
        answer += ", " + tasking.answer->title;
      }
    } else if (tasking.sent) {
      answer = tasking.due ? fmt::format("Open, due {}", base::us_date(*tasking.due)) : "Open";
    } else {
      answer = "Not yet sent";
    }
    auto row = text_row({name, tasking.sent ? base::us_date(*tasking.sent) : "–", answer});
    const auto scope = tasking_scope(tasking.id);
    row.cells.push_back(number_cell(TRY(composer_.number(scope + "records"))));
    row.cells.push_back(number_cell(TRY(composer_.number(scope + "records.responsive"))));
    table.rows.push_back(std::move(row));
  }
  blocks.emplace_back(std::move(table));
  return {};
}

Result<void> GeneratedParts::add_submitters(Blocks& blocks) {
  for (const auto& submitter : matter_.submitters) {
    std::vector<std::string> sent;
    std::vector<std::string> due;
    std::vector<std::string> back;
    std::vector<std::string> silent;
    std::optional<base::Date> finish;
    for (const auto& consultation : ledger_.consultations) {
      if (consultation.submitter != submitter.key) {
        continue;
      }
      sent.push_back(base::long_date(consultation.sent));
      if (consultation.returned) {
        back.push_back(base::long_date(*consultation.returned));
      } else if (foia::is_out(consultation)) {
        due.push_back(base::long_date(foia::due_date(consultation)));
      } else {
        silent.push_back(base::long_date(foia::due_date(consultation)));
      }
      const auto planned = foia::finish_date(consultation);
      if (planned && *planned >= as_of_) {
        finish = std::max(finish.value_or(*planned), *planned);
      }
    }
    if (sent.empty()) {
      continue;
    }
    const auto scope = submitter_scope(submitter.key);
    composer_.set_place(fmt::format("submitters, {}", submitter.short_name));
    auto text = fmt::format(
        "{} sent {} to {} on {}, so that it could object to the release of information that it "
        "regards as proprietary.",
        agency(),
        TRY(composer_.count(scope + "pages.sent", "page")),
        submitter.short_name,
        list(sent));
    if (!back.empty()) {
      text += fmt::format(" {} returned {} on {} with {}; of these {} accepted {} and rejected {}.",
                          submitter.short_name,
                          TRY(composer_.count(scope + "pages.returned", "page")),
                          list(back),
                          TRY(composer_.count(scope + "objections", "objection")),
                          agency(),
                          TRY(composer_.number(scope + "objections.accepted")),
                          TRY(composer_.number(scope + "objections.rejected")));
      const auto in_part = composer_.peek(scope + "objections.accepted_in_part");
      if (in_part && *in_part > 0) {
        text += fmt::format(" {} accepted {} in part.",
                            agency(),
                            TRY(composer_.number(scope + "objections.accepted_in_part")));
      }
      const auto undecided = TRY(composer_.peek(scope + "objections.undecided"));
      if (undecided > 0) {
        text += fmt::format(" {} has yet to decide {}.",
                            agency(),
                            TRY(composer_.count(scope + "objections.undecided", "objection")));
      }
    }
    if (!due.empty()) {
      text += fmt::format(" As of {}, {} are still with {}, whose objections are due on {}.",
                          base::long_date(as_of_),
                          TRY(composer_.count(scope + "pages.out", "page")),
                          submitter.short_name,
                          list(due));
    }
    if (!silent.empty()) {
      text += fmt::format(" {} did not answer by {} and is taken to have no objection to {}.",
                          submitter.short_name,
                          list(silent),
                          TRY(composer_.count(scope + "pages.unanswered", "page")));
    }
    if (finish) {
      text += fmt::format(
          " {} expects to finish with these pages by {}.", agency(), base::long_date(*finish));
    }
    const auto released = composer_.peek(scope + "pages.released");
    if (released && *released > 0) {
      text += fmt::format(" It has since released {} of them.",
                          TRY(composer_.number(scope + "pages.released")));
    }
    blocks.emplace_back(paper::paragraph(curly_quotes(text)));
  }
  return {};
}

bool GeneratedParts::has(std::string_view name) const {
  if (name == "changes") {
    return !options_.changes.empty();
  }
  if (name == "agreed") {
    return position("agreed") != nullptr;
  }
  return position("plaintiffs") != nullptr || position("defendants") != nullptr;
}

Result<void> GeneratedParts::add_with_heading(std::string_view name, Blocks& blocks) {
  const std::string_view text = name == "changes"  ? "Changes Since the Last Report"
                                : name == "agreed" ? "Matters on Which the Parties Agree"
                                                   : "Positions of the Parties";
  auto heading = paper::paragraph(text, paper::ParagraphStyle::heading);
  heading.keeps_with_next = true;
  blocks.emplace_back(std::move(heading));
  return add(name, blocks);
}

const Position* GeneratedParts::position(std::string_view side) const {
  for (const auto& candidate : options_.positions) {
    if (candidate.side == side) {
      return &candidate;
    }
  }
  return nullptr;
}

Result<void> GeneratedParts::add_position(std::string_view side, Blocks& blocks) {
  const auto* found = position(side);
  if (found == nullptr) {
    return {};
  }
  composer_.set_place(fmt::format("position of the {}", side));
  auto own = markdown_blocks(found->text, composer_);
  if (!own) {
    return base::with_context(std::move(own).error(), fmt::format("text of the {}", side));
  }
  for (auto& block : *own) {
    blocks.push_back(std::move(block));
  }
  return {};
}

Result<void> GeneratedParts::add_changes(Blocks& blocks) {
  if (options_.last_report.empty()) {
    return {};
  }
  if (options_.changes.empty()) {
    blocks.emplace_back(paper::paragraph(
        fmt::format("No number differs from that of the last report, {}.", options_.last_report)));
    return {};
  }
  blocks.emplace_back(lead_in(fmt::format(
      "Since the last report, {}, these numbers have changed. Where nothing else is said, the "
      "difference is what has been added.",
      options_.last_report)));
  auto table = table_of({{"What", "", 170}, {"Then", "", 52}, {"Now", "", 52}, {"Why", "", 175}},
                        "Numbers that differ from the last report");
  for (const auto& change : options_.changes) {
    composer_.set_place("changes, " + change.id);
    paper::TableRow row;
    row.cells.push_back(paper::cell(curly_quotes(sentence(change.meaning))));
    row.cells.push_back(number_cell(base::with_commas(change.before)));
    row.cells.push_back(number_cell(TRY(composer_.number(change.id))));
    row.cells.push_back(paper::cell(curly_quotes(
        change.explanation.empty() ? std::string("–") : sentence(change.explanation))));
    table.rows.push_back(std::move(row));
  }
  blocks.emplace_back(std::move(table));
  return {};
}

Result<void> GeneratedParts::add_vaughn(Blocks& blocks) {
  const auto entries = TRY(composer_.number("vaughn.entries"));
  paper::Runs runs{paper::text(fmt::format("As of {}, {}’s ", base::long_date(as_of_), agency())),
                   paper::italic("Vaughn"),
                   paper::text(fmt::format(" index has {} entries, one for each produced record of "
                                           "which a page is withheld in part or in full.",
                                           entries))};
  if (TRY(composer_.peek("vaughn.entries")) == 1) {
    runs.back() = paper::text(
        fmt::format(" index has {} entry, for the one produced record of which a page is withheld "
                    "in part or in full.",
                    entries));
  }
  blocks.emplace_back(paper::paragraph(std::move(runs)));
  return {};
}

}  // namespace vaughn::report::detail
