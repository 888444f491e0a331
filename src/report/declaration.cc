// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/declaration.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "foia/court_profile.h"
#include "report/detail/composer.h"
#include "report/detail/figure_marks.h"
#include "report/detail/pleading.h"
#include "report/prose.h"

namespace vaughn::report {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::SearchTasking;

namespace {

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const auto& text : texts) {
    // A term that is a phrase bears its own marks.
    const bool is_quoted = text.find('"') != std::string::npos;
    out.push_back(is_quoted ? text : "“" + text + "”");
  }
  return list(out);
}

std::string date_phrase(const base::DateRange& dates) {
  if (dates.first && dates.last) {
    return fmt::format(
        "dated from {} to {}", base::long_date(*dates.first), base::long_date(*dates.last));
  }
  if (dates.first) {
    return fmt::format("dated {} or later", base::long_date(*dates.first));
  }
  return dates.last ? fmt::format("dated {} or earlier", base::long_date(*dates.last))
                    : std::string("of any date");
}

class DeclarationWriter {
 public:
  DeclarationWriter(const foia::Matter& matter,
                    const foia::CourtProfile& profile,
                    const LedgerView& ledger,
                    const std::vector<ExceptionCount>& exceptions,
                    const foia::Figures& figures,
                    base::Date as_of)
      : matter_(matter),
        facts_(matter.declaration),
        profile_(profile),
        ledger_(ledger),
        exceptions_(exceptions),
        as_of_(as_of),
        composer_(matter, no_filing_, figures) {}

  Result<SearchDeclaration> write() {
    const auto title =
        facts_.title.empty() ? fmt::format("Declaration of {}", facts_.declarant) : facts_.title;
    document_ = detail::pleading(matter_, profile_, title, title);
    detail::add_caption(document_, matter_, profile_, title, detail::ShowsCounsel::yes);
    add(paper::paragraph(fmt::format("I, {}, declare:", facts_.declarant)));
    TRY(add_declarant());
    TRY(add_request());
    TRY(add_systems());
    TRY(add_searches());
    TRY(add_results());
    TRY(add_end());
    detail::unmark(document_);
    SearchDeclaration out;
    out.document = std::move(document_);
    out.figures = composer_.used();
    out.missing = std::move(missing_);
    return out;
  }

 private:
  void add(paper::Paragraph paragraph) { document_.blocks.emplace_back(std::move(paragraph)); }

  void heading(std::string_view text) {
    auto paragraph = paper::paragraph(text, paper::ParagraphStyle::heading);
    paragraph.keeps_with_next = true;
    add(std::move(paragraph));
    composer_.set_place(std::string(text));
  }

  void numbered(paper::Runs runs) {
    auto paragraph = paper::paragraph(std::move(runs));
    paragraph.label = fmt::format("{}.", ++number_);
    add(std::move(paragraph));
  }
  void say(std::string_view text) { numbered({paper::text(curly_quotes(sentence(text)))}); }
  Result<void> state(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
      auto runs = TRY(composer_.runs(text));
      numbered(std::move(runs));
    }
    return {};
  }
  // A gap that the declarant has to fill.
  void ask(const std::string& what) {
    missing_.push_back(what);
    numbered({paper::bold(fmt::format("[TO BE COMPLETED: {}]", what))});
  }

  Result<void> add_declarant() {
    heading("Declarant");
    if (facts_.position.empty()) {
      ask("position of the declarant");
    } else {
      say(fmt::format("I am {}", facts_.position));
    }
    if (facts_.background.empty()) {
      ask("how long the declarant has held the position, and its duties");
    }
    TRY(state(facts_.background));
    if (facts_.basis.empty()) {
      ask("basis of the declarant's knowledge");
    }
    return state(facts_.basis);
  }

  Result<void> add_request() {
    heading("The Request");
    const auto& request = matter_.request;
    auto text = fmt::format("{} requested records about {}", request.requester, request.subject);
    if (request.dated) {
      text = fmt::format("By a request dated {}, {}", base::long_date(*request.dated), text);
    }
    if (!request.number.empty()) {
      text += fmt::format(". {} assigned it number {}", request.component, request.number);
    }
    say(text);
    if (request.received) {
      say(fmt::format(
          "{} received the request on {}", request.component, base::long_date(*request.received)));
    } else {
      ask("day on which the request was received");
    }
    for (const auto& category : matter_.categories) {
      std::string words = fmt::format("Category {} asks for: “{}”", category.key, category.text);
      for (const auto& item : category.items) {
        words += fmt::format(" {}. “{}”", item.letter, item.text);
      }
      if (!category.interpretation.empty()) {
        words += fmt::format(" {} read it so: {}", request.component, category.interpretation);
      }
      say(words);
    }
    if (facts_.history.empty()) {
      ask("letters, decisions on expedition and fees, appeal and complaint, with their dates");
    }
    TRY(state(facts_.history));
    if (!request.search_cutoff) {
      ask("cut-off date of the search");
    } else {
      say(fmt::format("The search took in records up to {}{}",
                      base::long_date(*request.search_cutoff),
                      facts_.cutoff_reason.empty() ? std::string() : ". " + facts_.cutoff_reason));
      if (facts_.cutoff_reason.empty()) {
        ask("why the search was cut off on that day");
      }
    }
    return {};
  }

  // LAW: Oglesby v. Army, 920 F.2d 57: terms, type of search, and that all likely files were
  // searched.
  Result<void> add_systems() {
    heading("Where Records Were Likely");
    if (facts_.systems.empty()) {
      ask("record systems of the agency and how they are organised");
    }
    for (const auto& system : facts_.systems) {
      say(fmt::format("{}. {}", system.name, sentence(system.description)));
    }
    std::vector<std::string> tasked;
    for (const auto& tasking : ledger_.taskings) {
      if (std::find(tasked.begin(), tasked.end(), tasking.office) == tasked.end()) {
        tasked.push_back(tasking.office);
      }
    }
    for (const auto& office : tasked) {
      const auto reason = std::find_if(
          facts_.searched.begin(), facts_.searched.end(), [&](const foia::OfficeReason& row) {
            return row.office == office;
          });
      if (reason == facts_.searched.end()) {
        ask(fmt::format("why {} was likely to have records", office_name(office)));
      } else {
        say(fmt::format("{} was likely to have records: {}", office_name(office), reason->reason));
      }
    }
    for (const auto& row : facts_.not_searched) {
      say(fmt::format(
          "{} was considered and not searched: {}", office_name(row.office), row.reason));
    }
    return {};
  }

  std::string office_name(const std::string& key) const {
    const auto* office = matter_.office(key);
    return office == nullptr ? key : office->name;
  }

  Result<void> add_searches() {
    heading("The Searches");
    if (facts_.tool.empty()) {
      ask("tool of the electronic searches and its version");
    } else {
      say(fmt::format("Electronic searches were made with {}", facts_.tool));
    }
    if (ledger_.taskings.empty()) {
      ask("offices that searched: the ledger has no tasking");
      return {};
    }
    for (const auto& tasking : ledger_.taskings) {
      composer_.set_place(fmt::format("searches, tasking {}", tasking.id.value));
      TRY(add_search(tasking));
    }
    return {};
  }

  Result<void> add_search(const SearchTasking& tasking) {
    const auto office = office_name(tasking.office);
    std::string text =
        fmt::format("{}{}. ",
                    office,
                    tasking.categories.empty()
                        ? std::string()
                        : fmt::format(" ({} {})",
                                      tasking.categories.size() == 1 ? "Category" : "Categories",
                                      list(tasking.categories)));
    text += tasking.sent ? fmt::format("On {}, {} assigned {} to search",
                                       base::long_date(*tasking.sent),
                                       matter_.request.component,
                                       office)
                         : fmt::format("{} is to be assigned to search", office);
    text += tasking.systems.empty() ? std::string() : " " + list(tasking.systems);
    text += fmt::format(" for records {}", date_phrase(tasking.dates));
    text += tasking.terms.empty() ? std::string(", by hand and without terms.")
                                  : fmt::format(" with the terms {}.", quoted_list(tasking.terms));
    if (!tasking.answer) {
      text += " It has not answered yet.";
      missing_.push_back(fmt::format("answer of {} to tasking {}", office, tasking.id.value));
      numbered({paper::text(curly_quotes(text))});
      return {};
    }
    const auto& answer = *tasking.answer;
    text += fmt::format(" {}{} searched",
                        answer.searched_by.empty() ? "[NAME]" : answer.searched_by,
                        answer.title.empty() ? std::string() : ", " + answer.title + ",");
    text += answer.systems.empty() ? std::string(" as assigned") : " " + list(answer.systems);
    text += answer.terms.empty() || answer.terms == tasking.terms
                ? std::string()
                : fmt::format(" with the terms {}", quoted_list(answer.terms));
    text += fmt::format(" and answered on {}: {}.",
                        base::long_date(answer.answered),
                        answer.has_records ? "records were found" : "no records were found");
    if (!answer.explanation.empty()) {
      text += " " + sentence(answer.explanation);
    }
    if (!answer.has_records && answer.explanation.empty()) {
      missing_.push_back(fmt::format("why {} found no records", office));
    }
    if (answer.minutes > 0) {
      text += fmt::format(" The search took {}.", base::plural(answer.minutes, "minute"));
    }
    const auto scope = tasking_scope(tasking.id);
    if (answer.has_records || TRY(composer_.number(scope + "records")) != "0") {
      text += fmt::format(" {} came in, of which {} responsive.",
                          TRY(composer_.count(scope + "records", "record")),
                          TRY(composer_.number(scope + "records.responsive")));
    }
    numbered({paper::text(curly_quotes(text))});
    return {};
  }

  Result<void> add_results() {
    heading("What Was Found");
    const auto collected = TRY(composer_.count("records.collected", "record"));
    const auto responsive = TRY(composer_.number("records.responsive"));
    const auto duplicates = TRY(composer_.number("records.duplicate"));
    numbered({paper::text(fmt::format(
        "As of {}, {} had taken in {}, attachments and copies included. {} of them are responsive; "
        "{} more are exact copies of these.",
        base::long_date(as_of_),
        matter_.request.component,
        collected,
        responsive,
        duplicates))});
    paper::Table table;
    table.column_widths = {1.4, 1, 1};
    table.header_rows = 1;
    table.description = "Responsive records by category";
    paper::TableRow header;
    for (const auto* text : {"Category", "Responsive records", "Pages"}) {
      auto cell = paper::cell(text);
      cell.is_header = true;
      header.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(header));
    for (const auto& category : matter_.categories) {
      const auto scope = category_scope(category.key);
      paper::TableRow row;
      row.cells.push_back(paper::cell("Category " + category.key));
      for (const auto* id : {"records.responsive", "pages.responsive"}) {
        auto cell = paper::cell(TRY(composer_.number(scope + id)));
        cell.paragraphs.front().alignment = paper::Alignment::right;
        row.cells.push_back(std::move(cell));
      }
      table.rows.push_back(std::move(row));
    }
    document_.blocks.emplace_back(std::move(table));
    const auto exceptions = TRY(composer_.count("exceptions", "file"));
    std::vector<std::string> kinds;
    for (const auto& row : exceptions_) {
      kinds.push_back(fmt::format("{} {}", base::with_commas(row.count), row.what));
    }
    numbered({paper::text(
        kinds.empty()
            ? std::string("Every file that came in could be read.")
            : fmt::format("{} could not be read or processed: {}.", exceptions, list(kinds)))});
    if (facts_.leads.empty()) {
      ask("leads that were followed, second searches, suggestions of the requester");
    }
    return state(facts_.leads);
  }

  // LAW: 28 U.S.C. 1746: an unsworn declaration, dated, under penalty of perjury.
  Result<void> add_end() {
    if (facts_.conclusion.empty()) {
      ask("statement that no other place is reasonably likely to hold responsive records");
    } else {
      TRY(state({facts_.conclusion}));
    }
    const bool is_signed = facts_.is_signed && facts_.dated && missing_.empty();
    auto clause = paper::paragraph(fmt::format(
        "I declare under penalty of perjury that the foregoing is true and correct. "
        "Executed on {}.",
        is_signed ? base::long_date(*facts_.dated) : std::string("____________________")));
    clause.keeps_with_next = true;
    add(std::move(clause));
    paper::SignatureBlock block;
    block.signature = is_signed ? profile_.signature(facts_.declarant) : std::string();
    block.below.push_back({paper::text(base::upper_case(facts_.declarant))});
    if (!facts_.position.empty()) {
      block.below.push_back({paper::text(curly_quotes(facts_.position))});
    }
    document_.blocks.emplace_back(std::move(block));
    return {};
  }

  const foia::Matter& matter_;
  const foia::Declaration& facts_;
  const foia::CourtProfile& profile_;
  const LedgerView& ledger_;
  const std::vector<ExceptionCount>& exceptions_;
  base::Date as_of_;
  foia::Filing no_filing_{};
  detail::Composer composer_;
  paper::Document document_{};
  std::vector<std::string> missing_{};
  int number_ = 0;
};

}  // namespace

Result<SearchDeclaration> search_declaration(const foia::Matter& matter,
                                             const LedgerView& ledger,
                                             const std::vector<ExceptionCount>& exceptions,
                                             const foia::Figures& figures,
                                             base::Date as_of) {
  if (matter.declaration.declarant.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "matter.toml has no [declaration]",
                 "add [declaration] with declarant = \"...\"; docs/matter-toml.md lists the rest"};
  }
  const auto profile = TRY(foia::court_profile(matter.court.profile));
  return DeclarationWriter(matter, profile, ledger, exceptions, figures, as_of).write();
}

}  // namespace vaughn::report
