// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "base/files.h"

// Every result once, with one element in each list and nothing absent, so that all members show.
// Their names and types are docs/json.md: a program may rely on them.
namespace vaughn::engine {
namespace {

using Json = nlohmann::ordered_json;

base::Date day() {
  return base::parse_date("2022-10-14").operator*();
}
base::Instant instant() {
  return base::parse_instant("2022-10-14T09:30:00Z").operator*();
}
OutgoingResult outgoing() {
  OutgoingResult out;
  out.files = 1;
  out.occurrences = {{.mark = {1},
                      .marks = 1,
                      .file = "a.pdf",
                      .page = 1,
                      .allowed_by = "D. Ruiz",
                      .allowed_reason = "it is public"},
                     {.withheld = {{2}, 3}, .pages = 1, .file = "a.pdf"}};
  out.unread = {{"b.bin", "why"}};
  return out;
}

base::Sha256 hash() {
  return base::Sha256::of("x");
}
std::vector<foia::ExemptionClaim> claims() {
  return foia::parse_claims("(b)(6)").operator*();
}

foia::Record record() {
  foia::Record out;
  out.id.value = 2;
  out.family.value = 1;
  out.parent.value = 1;
  out.duplicate_of.value = 1;
  out.sha256 = hash();
  out.tasking.value = 3;
  out.metadata.title = "a title";
  out.metadata.from = {{"Ana", "ana@example.gov"}};
  out.metadata.to = out.metadata.cc = out.metadata.bcc = out.metadata.from;
  out.metadata.sent = out.metadata.created = out.metadata.modified = instant();
  out.metadata.message_id = out.metadata.in_reply_to = "id@example.gov";
  out.metadata.extra = {"application=Writer"};
  out.findings = {{foia::FindingCode::no_text, 1, "no text"}};
  return out;
}

TableResult table_result() {
  TableResult out;
  out.outgoing = outgoing();
  out.failed = {{{3}, "damaged"}};
  out.findings = {{foia::FindingCode::hidden_content, 0, "1 row"}};
  out.made.rows = {{{{1}, "sheet", 2}, data::RowState::listed, {}, "no office", {}, false}};
  out.made.unread = {{{1}, "other", 3, "no headings"}};
  data::MadeBreakdown table;
  table.row_names = {"a"};
  table.column_names = {"b"};
  table.cells = {{{"t.b.a.b", 12, data::Shown::yes, {}}}};
  out.made.breakdowns = {table};
  out.files = {"t.xlsx"};
  out.event.value = 1;
  return out;
}

PlanForecast plan_forecast_result() {
  PlanForecast out;
  out.as_of = day();
  out.category = "6";
  out.figure = "pages.unreviewed";
  forecast::Projection projection;
  projection.weeks = {{day(), day(), 1, true}};
  projection.latest = day();
  projection.earliest = projection.middle = day();
  projection.band = {{day(), 1, 2, 3}};
  out.outcome = {projection, ""};
  out.sentence = out.text = "At the rate of ...";
  out.rates = {{{500, 1000, 2, 500, day()}, "sentence", "text"}};
  out.notes = {"note"};
  return out;
}

PromisePlan promise_plan() {
  PromisePlan out;
  out.promise.key = "cat6";
  out.promise.categories = {"6"};
  out.promise.due = day();
  out.score.due = day();
  out.score.done_on = day();
  out.remaining = {{{1}, 2, 1, 1, 0, "1 not reviewed"}};
  return out;
}

foia::Exception exception() {
  return {.path = "a.zip",
          .office = "boston",
          .sha256 = hash(),
          .finding = {foia::FindingCode::encrypted, 0, "needs a password"},
          .container = {1}};
}

foia::SearchTasking tasking() {
  foia::SearchTasking out;
  out.id.value = 1;
  out.categories = out.systems = out.terms = {"x"};
  out.dates = {day(), day()};
  out.sent = out.due = day();
  out.answer = foia::SearchAnswer{.systems = {"x"}, .terms = {"x"}, .answered = day()};
  return out;
}

store::Selection selection() {
  return {.name = "s", .manifest = "m", .records = {{1}}, .digest = hash()};
}

PackageView package_view() {
  PackageView out;
  out.pages.emplace_back();
  out.files.emplace_back();
  out.marks.emplace_back();
  return out;
}

foia::Consultation consultation() {
  foia::Consultation out;
  out.id.value = 1;
  out.sent = out.due = day();
  out.returned = day();
  out.pages = {{{1}, 1}};
  out.objections = {{.number = 1, .record = {1}, .page = 1, .decision_reason = "x"}};
  return out;
}

foia::ProductionVolume volume() {
  return {.name = "VOL001", .dated = day(), .manifest = hash(), .supersedes = "VOL000"};
}

SuggestResult suggest_result() {
  SuggestResult out;
  const auto kinds = suggest::built_in_kinds();
  out.kinds = {{.settings = kinds->front(), .certain = 1, .records = 1, .pages = 1}};
  out.suggestions = {{.record = {2},
                      .page = 1,
                      .kind = suggest::Kind::ssn,
                      .evidence = suggest::Evidence::ssn_named,
                      .text = "words",
                      .boxes = {{1, 2, 3, 4}}}};
  out.unread = {{3}};
  out.marks.event.value = 1;
  return out;
}

SameTextResult same_text_result() {
  SameTextResult out;
  const SamePlace place{.record = {2}, .page = 1, .boxes = {{1, 2, 3, 4}}, .mark = {1}};
  out.texts = {{.text = "words", .marked = {place}, .open = {place}, .claims = {claims()}}};
  out.unread = {{3}};
  out.marks.event.value = 1;
  return out;
}

MarkListRow mark_row() {
  return {
      .mark =
          {.id = {5}, .event = {1}, .record = {1}, .page = 1, .claims = claims(), .harm = "harm"},
      .at = instant()};
}

ReceivedResult received_result() {
  ReceivedResult out;
  out.reader = "tesseract 5.3.0 eng";
  out.production.installments = {{.name = "release-1"}};
  received::Document document;
  document.path = "a.pdf";
  document.begin = document.end = "DOE-000001";
  document.error = "x";
  received::Page page{.number = 1, .path = "a.pdf", .page_of_file = 1, .bates = "DOE-000001"};
  page.reading.areas = {{.codes = {"(b)(6)"}}};
  page.reading.codes = {"(b)(6)"};
  document.pages = {page};
  out.production.documents = {document};
  received::Counts counts{.first_bates = "DOE-000001", .last_bates = "DOE-000001"};
  counts.exemptions["(b)(6)"] = {1, 1, 1, 0.5};
  out.report.installments = {counts};
  out.report.total = counts;
  out.report.findings = {
      {.code = "number_gap", .path = "a.pdf", .bates = "DOE-000001", .message = "x"}};
  return out;
}

ReceivedComparison received_comparison() {
  static const received::Page kPage{.path = "a.pdf", .page_of_file = 1, .bates = "DOE-000001"};
  ReceivedComparison out;
  const std::vector<received::ChangedPassage> passages = {{1, {"(b)(6)"}, "x"}};
  out.pairs = {{.change = received::PageChange::both,
                .before = &kPage,
                .after = &kPage,
                .is_by_number = true,
                .opened = passages,
                .closed = passages}};
  return out;
}

verify::Report verify_report() {
  verify::Report out;
  out.manifest = out.signing_key = hash().hex();
  out.counts.first_bates = out.counts.last_bates = "A-1";
  out.counts.exemptions["(b)(6)"] = {1, 1, 1};
  out.checks = {{.check = "hashes"}};
  out.findings = {{.code = "x", .file = "f", .bates = "A-1", .page = 1, .message = "m"}};
  return out;
}

LogRow log_row() {
  LogRow out;
  out.event.id.value = 1;
  out.event.at = instant();
  out.event.hash = hash();
  out.event.body = "{}";
  return out;
}

foia::Figures figures() {
  foia::Figures out;
  out.set("pages.in_part", {1, "pages released in part"});
  return out;
}

RecordView record_view() {
  RecordView out;
  out.record = record();
  out.categories = {"6"};
  out.family = out.copies = {{1}};
  RecordPage page;
  page.page = {.page = 1, .volume = "VOL001", .claims = claims(), .submitter = "northway"};
  page.bates = "A-1";
  out.pages = {page};
  out.marks = {mark_row()};
  out.history = {{.id = {1}, .at = instant()}};
  out.text = "text";
  return out;
}

StatusResult status_result() {
  StatusResult out;
  out.as_of = instant();
  out.states.beside = {"extended"};
  out.states.taskings = {{{1}, "boston", foia::TaskingState::sent}};
  out.states.records = {{"responsive", 1}};
  out.states.pages = {{clock::PageState::produced, 1}};
  out.states.volumes = {{"VOL001", foia::VolumeState::sent}};
  out.figures = figures();
  PromiseRow promise;
  promise.promise.due = day();
  promise.promise.made_in_ecf = 12;
  promise.promise.categories = {"6"};
  promise.met_on = day();
  out.promises = {promise};
  out.submitters = {{.submitter = "northway", .due = day()}};
  out.overdue = out.notes = {"x"};
  out.next = out.next_why = "x";
  return out;
}

store::LetterRow letter_row() {
  store::LetterRow out;
  out.event.value = 4;
  out.at = instant();
  out.letter = {.number = 1,
                .kind = "fee",
                .about = "VOL001",
                .dated = day(),
                .recipients = {"Harbor Watch"},
                .proves = "fee_estimated",
                .docx = hash(),
                .pdf = hash(),
                .letter_template = hash(),
                .values = {{"fee.estimate", "31250"}},
                .figures = {{"pages.in_full", 1}}};
  return out;
}

AnnualCheck annual_check() {
  AnnualCheck out;
  AnnualFile file;
  file.path = "dot-2024.xml";
  file.agency = "DOT";
  file.fiscal_year = 2024;
  file.schema_errors = {{.line = 1, .message = "x"}};
  file.defects = {{.code = "x", .section = "V.A", .component = "A", .field = "x", .value = "x"}};
  file.findings = {{.identity = "va_flow",
                    .section = "V.A",
                    .component = "A",
                    .item = "Ex. 6",
                    .left = "1",
                    .right = "2"}};
  out.files = {file};
  return out;
}

HitsResult hits_result() {
  HitsResult out;
  fulltext::TermHits term;
  term.term = "x";
  term.earliest = term.latest = instant();
  term.custodians = {"x"};
  term.suggestion = "y";
  term.record.ids = hash();
  out.report.terms = {term};
  out.report.manifest = hash();
  out.reviewed = {{}};
  return out;
}

FindResult find_result() {
  FindResult out;
  out.shown = {{record(), "responsive"}};
  out.reproducibility.manifest = out.reproducibility.ids = hash();
  out.frozen = selection();
  return out;
}

foia::RequestStep step() {
  return {.kind = foia::StepKind::tolled,
          .on = day(),
          .toll = foia::TollKind::information,
          .grounds = {foia::UnusualGround::voluminous},
          .document = {"letter.pdf", hash()}};
}

clock::RequestLife life() {
  clock::RequestLife out;
  out.tolls = {{foia::TollKind::information, day(), day()}};
  out.orders = {{"rate", "produce", day(), day(), 21}};
  return out;
}

clock::Computation computation() {
  clock::Computation out;
  out.trigger = day();
  out.day_zero = day();
  out.due = day();
  out.steps = {{day(), "received", "rule"}};
  out.skipped = {{day(), "Sunday", "", true}};
  out.notes = {"note"};
  return out;
}

DeadlineRow deadline_row() {
  return {.id = "determination",
          .who = "agency",
          .computation = computation(),
          .met_on = day(),
          .working_days = 1,
          .earlier = {{{1}, {}, "a holiday", day(), day()}}};
}

RequestView request_view() {
  RequestView out;
  out.life = life();
  out.history = {{{1}, {}, "D. Ruiz", "received", step()}};
  out.possible = {foia::StepKind::closed};
  out.determination = computation();
  return out;
}

CalendarView calendar_view() {
  CalendarView out;
  out.file.includes = {"federal"};
  out.holidays = {{day(), "Day", "Law"}};
  return out;
}

std::vector<std::string> all_results() {
  const foia::EventId event{4};
  const std::vector<std::string> words{"x"};
  IndexResult index;
  foia::VaughnEntry entry;
  entry.record.value = 1;
  entry.claims = claims();
  entry.categories = words;
  index.entries = {entry};
  index.released = {{.number = 2, .record = {2}, .released = day()}};
  index.problems = words;
  index.files = {"vaughn-index.csv"};
  index.outgoing = outgoing();
  ProduceResult produced;
  produced.volume = volume();
  produced.preflight = {{.code = "x", .message = "m", .records = words}};
  produced.check = verify_report();
  produced.path = "volumes/VOL001";
  produced.event = event;
  return {
      to_json(MatterView{.case_number = "1",
                         .request_number = "2",
                         .categories = words,
                         .offices = words,
                         .submitters = words,
                         .signing_key = hash()}),
      to_json(IntakeResult{.exception_rows = {exception()}, .event = event}),
      to_json(received_result()),
      to_json(received_comparison()),
      to_json(std::vector{exception()}),
      to_json(std::vector{TaskingChange{tasking(), event}}),
      answers_to_json(1),
      to_json(std::vector{TaskingRow{
          .tasking = tasking(), .steps = {{.event = event, .step = foia::TaskingStep::close}}}}),
      to_json(find_result()),
      to_json(hits_result()),
      to_json(selection()),
      to_json(std::vector{selection()}),
      to_json(review::SelectionDifference{{{1}}, {{2}}, {{3}}}),
      to_json(CodeResult{.event = event}),
      to_json(DecideResult{.event = event}),
      to_json(std::vector{RuleRow{.event = event}}, "code"),
      to_json(RenderResult{.failures = {{1}}}),
      to_json(MarkResult{.places = {{{1}, 1, {}}}, .event = event}),
      to_json(std::vector{mark_row()}),
      to_json(suggest_result(), ShowText::yes),
      to_json_propagate(same_text_result(), ShowText::yes),
      to_json_differences(same_text_result(), ShowText::yes),
      to_json(std::vector{foia::MarkId{5}}, event),
      to_json(SendResult{
          .consultation = consultation(), .package = "p", .event = event, .outgoing = outgoing()}),
      to_json(ReturnResult{.consultation = consultation(),
                           .findings = {{}},
                           .not_theirs = {{}},
                           .not_taken = words,
                           .event = event}),
      to_json(ConsultationStepResult{
          .consultation = consultation(), .event = event, .outgoing = outgoing()}),
      to_json(package_view()),
      to_json(MarkPackageResult{.package = package_view()}),
      to_json(ReplyResult{.package = package_view(), .fingerprint = "f", .reply = "r"}),
      to_json(DecideObjectionsResult{.event = event}),
      to_json(std::vector{ConsultationView{.consultation = consultation()}}),
      to_json(produced),
      to_json(std::vector{VolumeView{.volume = volume(),
                                     .superseded_by = words,
                                     .standing = {.sent = day(),
                                                  .sent_to = "counsel",
                                                  .recalled = day(),
                                                  .recall_reason = "x"}}}),
      to_json(VolumeStepResult{.volume = "VOL001", .event = event}),
      to_json(RebuildResult{.manifest = hash(), .differences = words}),
      to_json(std::vector{verify_report()}),
      to_json(RedactFileResult{
          .report = verify_report(), .burnt_instead = {{1, ""}}, .widths = {{1, {}, {}}}}),
      to_json(index),
      to_json(ReportResult{.files = {"jsr.pdf"},
                           .figures = {{.id = "pages.in_part", .last_filed = 1}},
                           .notes = words,
                           .event = event,
                           .outgoing = outgoing()}),
      to_json(
          FiledResult{.findings = words, .made = event, .event = event, .outgoing = outgoing()}),
      to_json(ConcurResult{.missing = words, .findings = words, .event = event}),
      to_json(IndexLintResult{.entries = 1, .problems = {{"x", 1, {1}, "m"}}}),
      to_json(IndexSampleResult{
          .numbers = {1}, .files = {"vaughn-sample.csv"}, .event = event, .outgoing = outgoing()}),
      to_json(DeclarationResult{
          .files = {"d.pdf"}, .missing = words, .event = event, .outgoing = outgoing()}),
      to_json(LettersResult{.letters = {{.number = 1,
                                         .about = "VOL001",
                                         .dated = day(),
                                         .event = event,
                                         .docx = hash(),
                                         .pdf = hash(),
                                         .files = {"letter.pdf"},
                                         .notes = words,
                                         .step = foia::StepKind::extended,
                                         .step_event = event}},
                            .outgoing = outgoing()}),
      to_json(std::vector{letter_row()}),
      to_json(std::vector{TemplateProblem{"fee.txt", "unknown field", true}}),
      letter_fields_to_json({"question.kind"}),
      to_json(annual_check()),
      to_json(AnnualDraft{.report = {.abbreviation = "DOT", .fiscal_year = 2024},
                          .findings = annual_check().files[0].findings}),
      to_json(annual::Quarterly{
          .agency = "DOT", .year = 2024, .quarter = 2, .components = {{.component = "A"}}}),
      to_json(outgoing()),
      to_json(AllowResult{.strings = 1, .event = event}),
      to_json(InvariantsResult{
          .rows = {{.id = "I1", .rule = "r", .violations = words, .note = "n"}}, .violations = 1}),
      to_json(status_result()),
      to_json(Accounting{}),
      to_json(table_result()),
      to_json(CellExplanation{.id = "a.b.c", .event = event, .rows = {{{1}, "a.xlsx", "s", 2}}}),
      to_json(PaceResult{.as_of = day(),
                         .category = "6",
                         .period = forecast::Period::month,
                         .stages = {{forecast::Stage::review, 1, {{day(), day(), 1, true}}}}}),
      to_json(plan_forecast_result()),
      to_json(PlanChart{plan_forecast_result(), {"burn-down.svg"}, outgoing()}),
      to_json(std::vector{promise_plan()}),
      to_json(figures()),
      to_json(Explanation{.rows = {{"R-000001", 1, "A-1", "note"}}}),
      to_json(record_view()),
      to_json(AuditResult{.head = hash(), .problems = {{1, "x"}}}),
      to_json(std::vector{log_row()}),
      to_json(log_row()),
      to_json(UndoResult{.undone = log_row().event, .event = event}),
      to_json(StepResult{.step = step(),
                         .before = {},
                         .after = life(),
                         .determination = computation(),
                         .determination_was = day(),
                         .event = event}),
      to_json(request_view()),
      to_json(DeadlinesResult{.today = day(), .rows = {deadline_row()}}),
      to_json(deadline_row()),
      to_json(computation()),
      to_json(CalendarChange{.calendar = "federal",
                             .days = {{day(), "Day", "Law"}},
                             .moved = {{"determination", "Determination", day(), day()}},
                             .event = event}),
      to_json(std::vector{calendar_view()}),
      to_json(calendar_view()),
      to_json(FeeResult{.decision = {.reasons = words}, .rates = "6 CFR 5.11"}),
      to_json(base::Error{base::ErrorCode::conflict, "message", "hint"}),
      to_json(Progress{.total = 1}),
  };
}

std::string type_of(const Json& value) {
  if (value.is_array()) {
    return value.empty() ? "array" : fmt::format("array of {}", type_of(value.front()));
  }
  return value.type_name();
}

void list_members(const Json& object, const std::string& prefix, std::string& out) {
  for (const auto& [name, value] : object.items()) {
    const auto path = prefix + name;
    out += fmt::format("| `{}` | {} |\n", path, type_of(value));
    if (value.is_object()) {
      list_members(value, path + ".", out);
    } else if (value.is_array() && !value.empty() && value.front().is_object()) {
      list_members(value.front(), path + "[].", out);
    }
  }
}

std::string reference() {
  std::string out =
      "# Answers as JSON\n\n"
      "Generated by the test json_test; written anew by `./dev docs`. The forms of values are in\n"
      "`vaughn help json`. Any member but lists and counts may be null.\n";
  std::map<std::string, std::string> sections;
  for (const auto& text : all_results()) {
    const auto object = Json::parse(text);
    auto& section = sections[object.at("schema").get<std::string>()];
    section = "\n| member | type |\n|---|---|\n";
    list_members(object, "", section);
  }
  for (const auto& [schema, section] : sections) {
    out += fmt::format("\n## {}\n{}", schema, section);
  }
  return out;
}

TEST(Json, MembersAreThoseOfTheReference) {
  const auto file = std::filesystem::path(VAUGHN_FIXTURES) / "../../docs/json.md";
  const auto made = reference();
  if (std::getenv("VAUGHN_APPROVE") != nullptr) {
    ASSERT_TRUE(base::write_file(file, made));
  }
  const auto held = base::read_file(file);
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_TRUE(*held == made) << "docs/json.md is not fresh: run ./dev docs\n" << made;
}

TEST(Json, SchemaComesFirstAndEveryAnswerIsOneObject) {
  for (const auto& text : all_results()) {
    const auto object = Json::parse(text);
    ASSERT_TRUE(object.is_object()) << text;
    EXPECT_EQ(object.begin().key(), "schema");
    EXPECT_TRUE(object.at("schema").get<std::string>().ends_with("/1"));
    EXPECT_TRUE(text.ends_with("}\n"));
  }
}

TEST(Json, WhatDoesNotExistIsNull) {
  const auto object = Json::parse(to_json(IntakeResult{}));
  EXPECT_TRUE(object.at("event").is_null());
  EXPECT_TRUE(object.at("exception_rows").is_array());
}

TEST(Json, TextThatIsNotUtf8DoesNotThrow) {
  const base::Error error{base::ErrorCode::io, "cannot open \xff", ""};
  EXPECT_NE(to_json(error).find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(Json, ProgressIsOneLine) {
  const auto line = to_json(Progress{.stage = "collect", .done = 3, .total = 10});
  EXPECT_EQ(line,
            "{\"schema\":\"vaughn.progress/1\",\"stage\":\"collect\",\"done\":3,\"total\":10,"
            "\"exceptions\":0}\n");
}

}  // namespace
}  // namespace vaughn::engine
