// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "clock/consultation_life.h"
#include "engine/detail/json_outgoing.h"
#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

// --- values that occur in many results ---

std::string name_of(foia::RecordId id) {
  return foia::control_number(id);
}
Json event_or_null(foia::EventId id) {
  return id ? Json(fmt::format("e{}", id.value)) : Json();
}
Json hash_or_null(const base::Sha256& hash) {
  return hash.is_zero() ? Json() : Json(hash.hex());
}
Json date_or_null(const std::optional<base::Date>& date) {
  return date ? Json(base::to_string(*date)) : Json();
}
Json instant_or_null(const std::optional<base::Instant>& instant) {
  return instant ? Json(base::to_string(*instant)) : Json();
}
Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}
Json box(const base::Rect& rect) {
  return Json::array({rect.x0, rect.y0, rect.x1, rect.y1});
}

template <typename List, typename Make>
Json list_of(const List& list, Make make) {
  auto out = Json::array();
  for (const auto& item : list) {
    out.push_back(make(item));
  }
  return out;
}
Json numbers_of(const std::vector<foia::RecordId>& records) {
  return list_of(records, name_of);
}
Json labels(const std::vector<foia::ExemptionClaim>& claims) {
  return list_of(claims, [](const auto& claim) { return claim.label(); });
}
Json files(const std::vector<std::filesystem::path>& paths) {
  return list_of(paths, [](const auto& path) { return path.string(); });
}

Json exception(const foia::Exception& row) {
  return {{"path", row.path},
          {"office", row.office},
          {"code", foia::to_string(row.finding.code)},
          {"message", row.finding.message},
          {"remedy", foia::remedy(row.finding.code)},
          {"sha256", hash_or_null(row.sha256)},
          {"container", row.container ? Json(name_of(row.container)) : Json()}};
}

Json finding(const foia::Finding& row) {
  return {{"code", foia::to_string(row.code)}, {"page", row.page}, {"message", row.message}};
}

Json tasking(const foia::SearchTasking& row) {
  Json out = {{"id", row.id.value},
              {"office", row.office},
              {"categories", row.categories},
              {"systems", row.systems},
              {"terms", row.terms},
              {"from", date_or_null(row.dates.first)},
              {"to", date_or_null(row.dates.last)},
              {"sent", date_or_null(row.sent)},
              {"due", date_or_null(row.due)},
              {"state", foia::to_string(row.state)},
              {"closed", date_or_null(row.closed)},
              {"answer", nullptr}};
  if (row.answer) {
    const auto& answer = *row.answer;
    out["answer"] = {{"has_records", answer.has_records},
                     {"searched_by", answer.searched_by},
                     {"title", answer.title},
                     {"systems", answer.systems},
                     {"terms", answer.terms},
                     {"explanation", answer.explanation},
                     {"minutes", answer.minutes},
                     {"answered", base::to_string(answer.answered)}};
  }
  return out;
}

Json selection_row(const store::Selection& row) {
  return {{"name", row.name},
          {"records", row.records.size()},
          {"query", row.query},
          {"manifest", text_or_null(row.manifest)},
          {"digest", hash_or_null(row.digest)}};
}

Json mail_addresses(const std::vector<foia::MailAddress>& addresses) {
  return list_of(addresses, [](const auto& address) { return foia::display(address); });
}

Json metadata(const foia::Metadata& meta) {
  return {{"title", meta.title},
          {"author", meta.author},
          {"from", mail_addresses(meta.from)},
          {"to", mail_addresses(meta.to)},
          {"cc", mail_addresses(meta.cc)},
          {"bcc", mail_addresses(meta.bcc)},
          {"sent", instant_or_null(meta.sent)},
          {"created", instant_or_null(meta.created)},
          {"modified", instant_or_null(meta.modified)},
          {"message_id", text_or_null(meta.message_id)},
          {"in_reply_to", text_or_null(meta.in_reply_to)},
          {"page_count", meta.page_count},
          {"attachment_count", meta.attachment_count},
          {"extra", meta.extra}};
}

Json record_head(const foia::Record& record) {
  return {{"record", name_of(record.id)},
          {"kind", foia::to_string(record.kind)},
          {"name", record.name},
          {"path", record.path},
          {"title", record.metadata.title},
          {"date", instant_or_null(record.date())},
          {"office", record.office},
          {"custodian", record.custodian},
          {"tasking", record.tasking ? Json(record.tasking.value) : Json()},
          {"family", name_of(record.family)},
          {"parent", record.parent ? Json(name_of(record.parent)) : Json()},
          {"duplicate_of", record.duplicate_of ? Json(name_of(record.duplicate_of)) : Json()},
          {"size", record.size},
          {"sha256", hash_or_null(record.sha256)},
          {"rendered_pages", record.rendered_pages}};
}

Json mark_row(const MarkListRow& row) {
  return {{"mark", fmt::format("M-{}", row.mark.id.value)},
          {"record", name_of(row.mark.record)},
          {"page", row.mark.page},
          {"box", box(row.mark.box)},
          {"claims", labels(row.mark.claims)},
          {"author", row.mark.author},
          {"at", base::to_string(row.at)},
          {"event", event_or_null(row.mark.event)},
          {"reason", row.mark.reason},
          {"harm", text_or_null(row.mark.harm)},
          {"is_produced", row.is_produced}};
}

Json answer(const foia::AnswerWithEvidence& row) {
  return row.answer == foia::Answer::none
             ? Json()
             : Json{{"answer", foia::to_string(row.answer)}, {"evidence", row.evidence}};
}

Json page_ref(const foia::PageRef& row) {
  return {{"record", name_of(row.record)}, {"page", row.page}};
}

Json return_finding(const foia::ReturnFinding& row) {
  return {{"what", foia::to_string(row.what)},
          {"package_page", row.package_page},
          {"returned_page", row.returned_page}};
}

Json step_json(const foia::ConsultationStep& step) {
  return {{"event", event_or_null(step.event)},
          {"kind", foia::to_string(step.kind)},
          {"on", base::to_string(step.on)},
          {"until", date_or_null(step.until)},
          {"pages", list_of(step.pages, page_ref)},
          {"numbers", step.numbers},
          {"reference", text_or_null(step.reference)},
          {"reason", text_or_null(step.reason)}};
}

Json consultation(const foia::Consultation& row) {
  return {{"id", row.id.value},
          {"kind", foia::to_string(row.kind)},
          {"submitter", row.submitter},
          {"round", row.round},
          {"code", text_or_null(row.code)},
          {"sent", base::to_string(row.sent)},
          {"due", base::to_string(row.due)},
          {"returned", date_or_null(row.returned)},
          {"state", clock::standing_word(row)},
          {"pages", row.pages.size()},
          {"objections",
           list_of(row.objections,
                   [](const foia::Objection& objection) {
                     return Json{
                         {"number", objection.number},
                         {"record", name_of(objection.record)},
                         {"page", objection.page},
                         {"box", box(objection.box)},
                         {"ground", objection.ground},
                         {"stated", text_or_null(objection.reason)},
                         {"decision", foia::to_string(objection.decision)},
                         {"reason", text_or_null(objection.decision_reason)},
                         {"harm", text_or_null(objection.harm)},
                         {"kept_private", answer(objection.confidentiality.kept_private)},
                         {"assurance", answer(objection.confidentiality.assurance)},
                         {"indications", answer(objection.confidentiality.indications)},
                         {"kept_box", objection.kept_box ? box(*objection.kept_box) : Json()}};
                   })},
          {"returns",
           list_of(row.returns,
                   [](const foia::ConsultationReturn& reply) {
                     return Json{{"event", event_or_null(reply.event)},
                                 {"returned", base::to_string(reply.returned)},
                                 {"form", reply.form},
                                 {"by", text_or_null(reply.by)},
                                 {"key", text_or_null(reply.key)},
                                 {"statement", text_or_null(reply.statement)},
                                 {"sha256", reply.reply.hex()},
                                 {"is_late", reply.is_late},
                                 {"findings", list_of(reply.findings, return_finding)},
                                 {"unanswered", list_of(reply.unanswered, page_ref)},
                                 {"not_theirs", list_of(reply.not_theirs, page_ref)}};
                   })},
          {"steps",
           list_of(row.steps, [](const foia::ConsultationStep& step) { return step_json(step); })}};
}

Json volume(const foia::ProductionVolume& row) {
  return {{"name", row.name},
          {"installment", row.installment},
          {"dated", base::to_string(row.dated)},
          {"first_number", row.first_number},
          {"last_number", row.last_number},
          {"pages", row.page_count},
          {"records", row.record_count},
          {"manifest", hash_or_null(row.manifest)},
          {"supersedes", text_or_null(row.supersedes)}};
}

Json verify_report(const verify::Report& report) {
  auto exemptions = Json::object();
  for (const auto& [code, tally] : report.counts.exemptions) {
    exemptions[code] = {{"boxes", tally.boxes}, {"pages", tally.pages}, {"records", tally.records}};
  }
  const auto& counts = report.counts;
  return {{"volume", report.volume},
          {"path", report.path},
          {"passed", report.passed()},
          {"manifest", text_or_null(report.manifest)},
          {"signing_key", text_or_null(report.signing_key)},
          {"is_key_trusted", report.is_key_trusted},
          {"counts",
           {{"files", counts.files},
            {"records", counts.records},
            {"pages", counts.pages},
            {"in_full", counts.in_full},
            {"in_part", counts.in_part},
            {"withheld_in_full", counts.withheld_in_full},
            {"boxes", counts.boxes},
            {"exemptions", std::move(exemptions)},
            {"first_bates", text_or_null(counts.first_bates)},
            {"last_bates", text_or_null(counts.last_bates)}}},
          {"checks",
           list_of(report.checks,
                   [](const verify::CheckLine& line) {
                     return Json{{"check", line.check},
                                 {"examined", line.examined},
                                 {"failed", line.failed},
                                 {"was_run", line.was_run}};
                   })},
          {"findings", list_of(report.findings, [](const verify::Finding& row) {
             Json out{{"code", row.code},
                      {"severity", verify::to_string(row.severity)},
                      {"file", text_or_null(row.file)},
                      {"bates", text_or_null(row.bates)},
                      {"page", row.page},
                      {"box", row.box},
                      {"message", row.message}};
             if (!row.revealed.empty()) {
               out["revealed"] = row.revealed;
             }
             return out;
           })}};
}

Json promise_row(const PromiseRow& row) {
  return {{"key", row.promise.key},
          {"kind", row.promise.kind},
          {"text", row.promise.text},
          {"categories", row.promise.categories},
          {"due", base::to_string(row.promise.due)},
          {"made_in_ecf", row.promise.made_in_ecf == 0 ? Json() : Json(row.promise.made_in_ecf)},
          {"state", to_string(row.state)},
          {"met_on", date_or_null(row.met_on)},
          {"days", row.days},
          {"basis", row.basis}};
}

Json figure_map(const foia::Figures& figures) {
  auto out = Json::object();
  for (const auto& [id, figure] : figures.rows()) {
    out[id] = figure.value;
  }
  return out;
}

Json log_row(const LogRow& row) {
  return {{"event", event_or_null(row.event.id)},
          {"at", base::to_string(row.event.at)},
          {"author", row.event.author},
          {"kind", store::to_string(row.event.kind)},
          {"reason", row.event.reason},
          {"is_undone", row.is_undone},
          {"can_be_undone", store::is_undoable(row.event.kind) && !row.is_undone},
          {"hash", hash_or_null(row.event.hash)}};
}

// Text that is not UTF-8 was repaired at the door; what slipped through becomes U+FFFD here rather
// than an exception.
std::string document(std::string_view schema, Json members) {
  Json out = {{"schema", fmt::format("vaughn.{}/1", schema)}};
  out.update(members);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string to_json(const base::Error& error) {
  return document("error",
                  {{"code", base::to_string(error.code)},
                   {"exit", base::exit_code(error.code)},
                   {"message", error.message},
                   {"hint", text_or_null(error.hint)}});
}

std::string to_json(const Progress& progress) {
  const Json out = {{"schema", "vaughn.progress/1"},
                    {"stage", progress.stage},
                    {"done", progress.done},
                    {"total", progress.total == 0 ? Json() : Json(progress.total)},
                    {"exceptions", progress.exceptions}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const MatterView& result) {
  return document("init",
                  {{"folder", result.folder.string()},
                   {"matter", result.name},
                   {"case_number", text_or_null(result.case_number)},
                   {"request_number", text_or_null(result.request_number)},
                   {"categories", result.categories},
                   {"offices", result.offices},
                   {"submitters", result.submitters},
                   {"signing_key", hash_or_null(result.signing_key)}});
}

std::string to_json(const IntakeResult& result) {
  return document("add",
                  {{"files", result.files},
                   {"bytes", result.bytes},
                   {"already_here", result.already_here},
                   {"items", result.items},
                   {"containers", result.containers},
                   {"records", result.records},
                   {"families", result.families},
                   {"duplicates", result.duplicates},
                   {"findings", result.findings},
                   {"exceptions", result.exceptions},
                   {"exception_rows", list_of(result.exception_rows, exception)},
                   {"was_stopped", result.was_stopped},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const std::vector<foia::Exception>& result) {
  return document("exceptions.list",
                  {{"count", result.size()}, {"exceptions", list_of(result, exception)}});
}

std::string to_json(const std::vector<TaskingChange>& result) {
  return document("task", {{"taskings", list_of(result, [](const TaskingChange& row) {
                              auto out = tasking(row.tasking);
                              out["event"] = event_or_null(row.event);
                              return out;
                            })}});
}

std::string to_json(const std::vector<TaskingRow>& result) {
  return document("task.status", {{"taskings", list_of(result, [](const TaskingRow& row) {
                                     auto out = tasking(row.tasking);
                                     out["records"] = row.records;
                                     out["responsive"] = row.responsive;
                                     out["exceptions"] = row.exceptions;
                                     out["days_late"] = row.days_late;
                                     out["steps"] =
                                         list_of(row.steps, [](const store::TaskingStepRow& step) {
                                           return Json{{"step", foia::to_string(step.step)},
                                                       {"on", base::to_string(step.on)},
                                                       {"author", step.author},
                                                       {"reason", step.reason},
                                                       {"event", event_or_null(step.event)}};
                                         });
                                     return out;
                                   })}});
}

std::string to_json(const FindResult& result) {
  const auto& kept = result.reproducibility;
  return document("find",
                  {{"records", result.records},
                   {"with_family", result.with_family},
                   {"query", kept.query},
                   {"time_zone", kept.time_zone},
                   {"manifest", hash_or_null(kept.manifest)},
                   {"word_rules", kept.word_rules},
                   {"ids_sha256", hash_or_null(kept.ids)},
                   {"needs_ledger", kept.needs_ledger},
                   {"shown",
                    list_of(result.shown,
                            [](const FoundRecord& row) {
                              auto out = record_head(row.record);
                              out["state"] = row.state;
                              return out;
                            })},
                   {"selection", result.frozen ? selection_row(*result.frozen) : Json()}});
}

std::string to_json(const HitsResult& result) {
  const auto& report = result.report;
  auto terms = Json::array();
  for (std::size_t i = 0; i < report.terms.size(); ++i) {
    const auto& term = report.terms[i];
    const auto reviewed = i < result.reviewed.size() ? result.reviewed[i] : HitsResult::Reviewed{};
    terms.push_back({{"number", term.number},
                     {"term", term.term},
                     {"records", term.records},
                     {"with_family", term.with_family},
                     {"unique", term.unique},
                     {"unique_with_family", term.unique_with_family},
                     {"decided", reviewed.decided},
                     {"responsive", reviewed.responsive},
                     {"earliest", instant_or_null(term.earliest)},
                     {"latest", instant_or_null(term.latest)},
                     {"custodians", term.custodians},
                     {"suggestion", text_or_null(term.suggestion)},
                     {"suggestion_records", term.suggestion_records},
                     {"query", term.record.query},
                     {"ids_sha256", hash_or_null(term.record.ids)}});
  }
  return document("hits",
                  {{"records", report.records},
                   {"with_family", report.with_family},
                   {"population", report.population},
                   {"manifest", hash_or_null(report.manifest)},
                   {"terms", std::move(terms)}});
}

std::string to_json(const store::Selection& result) {
  auto out = selection_row(result);
  out["ids"] = numbers_of(result.records);
  return document("set.show", std::move(out));
}

std::string to_json(const std::vector<store::Selection>& result) {
  return document("set.list", {{"selections", list_of(result, selection_row)}});
}

std::string to_json(const review::SelectionDifference& result) {
  return document("set.diff",
                  {{"both", result.both.size()},
                   {"only_first", numbers_of(result.only_first)},
                   {"only_second", numbers_of(result.only_second)}});
}

std::string to_json(const CodeResult& result) {
  return document("code",
                  {{"selection", result.selection},
                   {"chosen", result.chosen},
                   {"family", result.family},
                   {"duplicates", result.duplicates},
                   {"unchanged", result.unchanged},
                   {"kept", result.kept},
                   {"replaced", result.replaced},
                   {"written", result.written},
                   {"in_production", result.in_production},
                   {"in_review", result.in_review},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const DecideResult& result) {
  return document("decide",
                  {{"records", result.records},
                   {"pages", result.pages},
                   {"skipped_not_responsive", result.skipped_not_responsive},
                   {"skipped_at_submitter", result.skipped_at_submitter},
                   {"skipped_asked", result.skipped_asked},
                   {"skipped_produced", result.skipped_produced},
                   {"skipped_unrendered", result.skipped_unrendered},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const RenderResult& result) {
  return document("render",
                  {{"records", result.records},
                   {"pages", result.pages},
                   {"already", result.already},
                   {"failed", result.failed},
                   {"failures", numbers_of(result.failures)},
                   {"was_stopped", result.was_stopped}});
}

std::string to_json(const OcrResult& result) {
  return document("ocr",
                  {{"reader", result.reader},
                   {"records", result.records},
                   {"copies", result.copies},
                   {"pages", result.pages},
                   {"words", result.words},
                   {"blank", result.blank},
                   {"poor", result.poor},
                   {"already", result.already},
                   {"failed", result.failed},
                   {"failures", numbers_of(result.failures)},
                   {"was_stopped", result.was_stopped}});
}

std::string to_json(const MarkResult& result) {
  return document("redact.add",
                  {{"records", result.records},
                   {"pages", result.pages},
                   {"marks", result.marks},
                   {"already", result.already},
                   {"skipped_produced", result.skipped_produced},
                   {"skipped_unrendered", result.skipped_unrendered},
                   {"skipped_not_responsive", result.skipped_not_responsive},
                   {"pages_without_text", result.pages_without_text},
                   {"places",
                    list_of(result.places,
                            [](const MarkPlace& place) {
                              return Json{{"record", name_of(place.record)},
                                          {"page", place.page},
                                          {"box", box(place.box)}};
                            })},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const std::vector<MarkListRow>& result) {
  return document("redact.list", {{"marks", list_of(result, mark_row)}});
}

std::string to_json(const MarkWidths& result) {
  return document("redact.widths",
                  {{"marks",
                    list_of(result.rows,
                            [](const MarkWidthRow& row) {
                              return Json{{"mark", fmt::format("M-{}", row.mark.id.value)},
                                          {"record", name_of(row.mark.record)},
                                          {"page", row.mark.page},
                                          {"claims", labels(row.mark.claims)},
                                          {"width", row.leak.width},
                                          {"is_between_words", row.leak.is_between_words},
                                          {"candidates", row.leak.candidates},
                                          {"fitting", row.leak.fitting}};
                            })},
                   {"unread", result.unread}});
}

std::string to_json(const std::vector<foia::MarkId>& removed, foia::EventId event) {
  return document(
      "redact.remove",
      {{"marks", list_of(removed, [](foia::MarkId id) { return fmt::format("M-{}", id.value); })},
       {"event", event_or_null(event)}});
}

std::string to_json(const SendResult& result) {
  return document("consult.send",
                  {{"consultation", consultation(result.consultation)},
                   {"name", text_or_null(result.name)},
                   {"records", result.records},
                   {"pages", result.pages},
                   {"out_already", result.out_already},
                   {"produced", result.produced},
                   {"fingerprint", text_or_null(result.fingerprint)},
                   {"package", text_or_null(result.package.string())},
                   {"letter", result.letter == 0 ? Json() : Json(result.letter)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const ReturnResult& result) {
  return document("consult.import",
                  {{"consultation", consultation(result.consultation)},
                   {"objections", result.objections},
                   {"places", result.places},
                   {"already", result.already},
                   {"pages_clear", result.pages_clear},
                   {"whole_pages", result.whole_pages},
                   {"form", result.form},
                   {"by", text_or_null(result.by)},
                   {"key", text_or_null(result.key)},
                   {"is_already_here", result.is_already_here},
                   {"is_late", result.is_late},
                   {"findings", list_of(result.findings, return_finding)},
                   {"not_theirs", list_of(result.not_theirs, page_ref)},
                   {"not_taken", result.not_taken},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const DecideObjectionsResult& result) {
  return document("consult.decide",
                  {{"decided", result.decided},
                   {"marks", result.marks},
                   {"undecided", result.undecided},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const ConsultationStepResult& result) {
  return document("consult.step",
                  {{"consultation", consultation(result.consultation)},
                   {"step", step_json(result.step)},
                   {"letter", result.letter == 0 ? Json() : Json(result.letter)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const std::vector<ConsultationView>& result) {
  return document("consult.status",
                  {{"consultations", list_of(result, [](const ConsultationView& row) {
                      auto out = consultation(row.consultation);
                      out["submitter_name"] = row.submitter_name;
                      out["records"] = row.records;
                      out["undecided"] = row.undecided;
                      out["accepted"] = row.accepted;
                      out["rejected"] = row.rejected;
                      out["accepted_in_part"] = row.accepted_in_part;
                      out["due_now"] = base::to_string(row.due);
                      out["disclosure_date"] = date_or_null(row.disclosure_date);
                      out["finish"] = date_or_null(row.finish);
                      out["frozen"] = row.frozen;
                      out["held"] = row.held;
                      out["released"] = row.released;
                      out["is_overdue"] = row.is_overdue;
                      out["next"] = text_or_null(row.next);
                      return out;
                    })}});
}

namespace {

Json package_view(const PackageView& view) {
  return {
      {"code", view.code},
      {"kind", view.kind},
      {"consultation", view.consultation},
      {"round", view.round},
      {"matter", view.matter},
      {"request_number", text_or_null(view.request_number)},
      {"agency", view.agency},
      {"to", view.to},
      {"sent", base::to_string(view.sent)},
      {"due", base::to_string(view.due)},
      {"manifest", view.digest.hex()},
      {"fingerprint", view.fingerprint},
      {"pages",
       list_of(view.pages,
               [](const PackagePage& page) {
                 return Json{{"page", page.number},
                             {"record", page.record},
                             {"record_page", page.record_page},
                             {"description", page.description},
                             {"marks", page.marks},
                             {"is_not_ours", page.is_not_ours}};
               })},
      {"files",
       list_of(
           view.files,
           [](const PackageFile& file) {
             return Json{{"path", file.path}, {"size", file.size}, {"sha256", file.sha256.hex()}};
           })},
      {"marks", list_of(view.marks, [](const PackageMark& mark) {
         return Json{{"number", mark.number},
                     {"page", mark.page},
                     {"words", text_or_null(mark.words)},
                     {"box", mark.box.is_empty() ? Json() : box(mark.box)},
                     {"ground", mark.ground},
                     {"reason", mark.reason}};
       })}};
}

}  // namespace

std::string to_json(const PackageView& result) {
  return document("package.info", {{"package", package_view(result)}});
}

std::string to_json(const MarkPackageResult& result) {
  return document("package.mark",
                  {{"added", result.added},
                   {"places", result.places},
                   {"already", result.already},
                   {"package", package_view(result.package)}});
}

std::string to_json(const ReplyResult& result) {
  return document("package.reply",
                  {{"reply", result.reply.string()},
                   {"fingerprint", result.fingerprint},
                   {"marks", result.marks},
                   {"pages_marked", result.pages_marked},
                   {"whole_pages", result.whole_pages},
                   {"package", package_view(result.package)}});
}

std::string to_json(const ProduceResult& result) {
  return document("produce",
                  {{"volume", volume(result.volume)},
                   {"pages_in_full", result.pages_in_full},
                   {"pages_in_part", result.pages_in_part},
                   {"pages_withheld", result.pages_withheld},
                   {"left_out_at_submitter", result.left_out_at_submitter},
                   {"left_out_before_disclosure", result.left_out_before_disclosure},
                   {"left_out_pending", result.left_out_pending},
                   {"preflight",
                    list_of(result.preflight,
                            [](const PreflightRow& row) {
                              return Json{{"code", row.code},
                                          {"is_stop", row.is_stop},
                                          {"message", row.message},
                                          {"records", row.records}};
                            })},
                   {"check", result.check ? verify_report(*result.check) : Json()},
                   {"path", text_or_null(result.path.string())},
                   {"event", event_or_null(result.event)},
                   {"was_stopped", result.was_stopped}});
}

std::string to_json(const std::vector<VolumeView>& result) {
  return document("produce.list", {{"volumes", list_of(result, [](const VolumeView& row) {
                                      auto out = volume(row.volume);
                                      out["first_bates"] = row.first_bates;
                                      out["last_bates"] = row.last_bates;
                                      out["pages_in_full"] = row.pages_in_full;
                                      out["pages_in_part"] = row.pages_in_part;
                                      out["pages_withheld"] = row.pages_withheld;
                                      out["superseded_by"] = row.superseded_by;
                                      out["state"] = foia::to_string(row.standing.state);
                                      out["sent"] = date_or_null(row.standing.sent);
                                      out["sent_to"] = text_or_null(row.standing.sent_to);
                                      out["recalled"] = date_or_null(row.standing.recalled);
                                      out["recall_reason"] =
                                          text_or_null(row.standing.recall_reason);
                                      out["path"] = row.path.string();
                                      return out;
                                    })}});
}

std::string to_json(const VolumeStepResult& result) {
  return document("produce.step",
                  {{"volume", result.volume},
                   {"step", foia::to_string(result.step)},
                   {"on", base::to_string(result.on)},
                   {"before", foia::to_string(result.before)},
                   {"after", foia::to_string(result.after)},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const RebuildResult& result) {
  return document("produce.rebuild",
                  {{"manifest", hash_or_null(result.manifest)},
                   {"is_identical", result.differences.empty()},
                   {"differences", result.differences}});
}

std::string proof_facts(const RedactFileResult& result) {
  Json widths = list_of(result.widths, [](const WidthRow& row) {
    return Json{{"page", row.page},
                {"box", {row.box.x0, row.box.y0, row.box.x1, row.box.y1}},
                {"width", row.leak.width},
                {"is_between_words", row.leak.is_between_words},
                {"candidates", row.leak.candidates},
                {"fitting", row.leak.fitting}};
  });
  Json instead = list_of(result.burnt_instead, [](const BurntInstead& page) {
    return Json{{"page", page.page}, {"reason", page.reason}};
  });
  return Json{{"program", "vaughn"},
              {"input", {{"sha256", result.input_sha256}}},
              {"output", {{"sha256", result.output_sha256}}},
              {"pages",
               {{"burned", result.pages_burned},
                {"redacted", result.pages_redacted},
                {"burned_instead", std::move(instead)},
                {"rendered", result.pages_rendered},
                {"copied", result.pages_copied}}},
              {"archive",
               {{"is_pdfa_2b", result.archive_faults.empty()}, {"faults", result.archive_faults}}},
              {"widths", std::move(widths)}}
      .dump();
}

std::string to_json(const RedactFileResult& result) {
  return document("redact-file",
                  {{"written", result.is_written},
                   {"boxes", result.boxes},
                   {"pages", result.pages},
                   {"places_of_words", result.words_found},
                   {"pages_without_text", result.pages_without_text},
                   {"facts", Json::parse(proof_facts(result))},
                   {"check", verify_report(result.report)}});
}

std::string to_json(const std::vector<verify::Report>& result) {
  const bool passed = std::all_of(
      result.begin(), result.end(), [](const verify::Report& report) { return report.passed(); });
  return document("verify", {{"passed", passed}, {"reports", list_of(result, verify_report)}});
}

std::string to_json(const IndexResult& result) {
  return document("index",
                  {{"entries",
                    list_of(result.entries,
                            [](const foia::VaughnEntry& entry) {
                              return Json{{"number", entry.number},
                                          {"record", name_of(entry.record)},
                                          {"volume", entry.volume},
                                          {"bates_first", entry.bates_first},
                                          {"bates_last", entry.bates_last},
                                          {"date", entry.date},
                                          {"type", entry.type},
                                          {"from", entry.from},
                                          {"to", entry.to},
                                          {"title", entry.title},
                                          {"pages", entry.pages},
                                          {"pages_in_full", entry.pages_in_full},
                                          {"pages_in_part", entry.pages_in_part},
                                          {"pages_withheld", entry.pages_withheld},
                                          {"claims", labels(entry.claims)},
                                          {"boxes", entry.boxes},
                                          {"where", entry.where},
                                          {"description", entry.description},
                                          {"justification", entry.justification},
                                          {"harm", entry.harm},
                                          {"segregability", entry.segregability},
                                          {"categories", entry.categories},
                                          {"status", entry.status},
                                          {"submitter", entry.submitter},
                                          {"record_sha256", entry.record_sha256},
                                          {"produced_sha256", entry.produced_sha256}};
                            })},
                   {"released",
                    list_of(result.released,
                            [](const foia::ReleasedEntry& entry) {
                              return Json{{"number", entry.number},
                                          {"record", name_of(entry.record)},
                                          {"volume", entry.volume},
                                          {"bates_first", entry.bates_first},
                                          {"bates_last", entry.bates_last},
                                          {"pages", entry.pages},
                                          {"released", base::to_string(entry.released)}};
                            })},
                   {"pages_in_full", result.pages_in_full},
                   {"pages_in_part", result.pages_in_part},
                   {"pages_withheld", result.pages_withheld},
                   {"problems", result.problems},
                   {"stale", result.stale},
                   {"last_made", text_or_null(result.last_made)},
                   {"files", files(result.files)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const ReportResult& result) {
  return document("report.jsr",
                  {{"filing", result.key},
                   {"pages", result.pages},
                   {"figures",
                    list_of(result.figures,
                            [](const UsedFigure& row) {
                              return Json{
                                  {"id", row.id},
                                  {"value", row.value},
                                  {"where", row.where},
                                  {"ties", row.ties},
                                  {"last_filed", row.last_filed ? Json(*row.last_filed) : Json()}};
                            })},
                   {"last_report", text_or_null(result.last_report)},
                   {"differences",
                    list_of(result.differences,
                            [](const FigureDifference& row) {
                              return Json{{"id", row.id},
                                          {"meaning", row.meaning},
                                          {"before", row.before},
                                          {"now", row.now},
                                          {"gone", row.gone},
                                          {"rows", row.rows},
                                          {"needs_explanation", row.needs_explanation},
                                          {"explanation", text_or_null(row.explanation)}};
                            })},
                   {"signed_by", result.signed_by},
                   {"is_attested", result.is_attested},
                   {"notes", result.notes},
                   {"files", files(result.files)},
                   {"pdf", hash_or_null(result.pdf)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const FiledResult& result) {
  return document("report.filed",
                  {{"filing", text_or_null(result.key)},
                   {"ecf", result.ecf},
                   {"filed", base::to_string(result.filed)},
                   {"pdf", result.pdf.hex()},
                   {"figures", result.figures},
                   {"findings", result.findings},
                   {"made", event_or_null(result.made)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const ConcurResult& result) {
  return document("report.concur",
                  {{"filing", text_or_null(result.key)},
                   {"name", result.name},
                   {"pdf", result.pdf.hex()},
                   {"missing", result.missing},
                   {"findings", result.findings},
                   {"event", event_or_null(result.event)}});
}

std::string to_json(const IndexLintResult& result) {
  return document("index.lint",
                  {{"entries", result.entries},
                   {"problems", list_of(result.problems, [](const EntryProblem& row) {
                      return Json{{"code", row.code},
                                  {"entry", row.entry},
                                  {"record", name_of(row.record)},
                                  {"message", row.message}};
                    })}});
}

std::string to_json(const IndexSampleResult& result) {
  return document("index.sample",
                  {{"entries", result.numbers},
                   {"population", result.population},
                   {"seed", fmt::format("{}", result.seed)},
                   {"drawn_from", result.drawn_from.hex()},
                   {"files", files(result.files)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const DeclarationResult& result) {
  return document("report.declaration",
                  {{"figures", result.figures},
                   {"missing", result.missing},
                   {"files", files(result.files)},
                   {"event", event_or_null(result.event)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const RedlineResult& result) {
  return document("report.redline",
                  {{"changes",
                    list_of(result.changes,
                            [](const paper::TextChange& row) {
                              return Json{{"section", row.section},
                                          {"paragraph", row.paragraph},
                                          {"kind", paper::to_string(row.kind)},
                                          {"before", row.before},
                                          {"after", row.after},
                                          {"is_tracked", row.is_tracked},
                                          {"author", text_or_null(row.author)},
                                          {"figure", text_or_null(row.figure)}};
                            })},
                   {"disputed",
                    list_of(result.disputed,
                            [](const DisputedFigure& row) {
                              return Json{{"id", row.id},
                                          {"ledger", row.ledger ? Json(*row.ledger) : Json()},
                                          {"theirs", row.theirs},
                                          {"section", row.section}};
                            })},
                   {"silent", result.silent},
                   {"files", files(result.files)},
                   {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const CourtLintResult& result) {
  const auto& report = result.report;
  return document("court.lint",
                  {{"path", result.pdf.string()},
                   {"sha256", hash_or_null(result.sha256)},
                   {"court", result.court},
                   {"pages", report.pages},
                   {"checks", report.checks},
                   {"findings",
                    list_of(report.findings,
                            [](const court::CourtFinding& row) {
                              return Json{{"check", row.check},
                                          {"page", row.page == 0 ? Json() : Json(row.page)},
                                          {"message", row.message},
                                          {"rule", text_or_null(row.rule)}};
                            })},
                   {"signatories", report.signatories},
                   {"dated", date_or_null(report.dated)},
                   {"stamp", text_or_null(report.stamp)}});
}

namespace {

Json matter_states_row(const MatterStates& states) {
  return {{"request", clock::to_string(states.request)},
          {"beside", states.beside},
          {"taskings",
           list_of(states.taskings,
                   [](const MatterStates::Tasking& row) {
                     return Json{{"tasking", row.id.value},
                                 {"office", row.office},
                                 {"state", foia::to_string(row.state)}};
                   })},
          {"records",
           list_of(states.records,
                   [](const auto& row) {
                     return Json{{"state", row.first}, {"records", row.second}};
                   })},
          {"pages",
           list_of(states.pages,
                   [](const auto& row) {
                     return Json{{"state", clock::to_string(row.first)}, {"pages", row.second}};
                   })},
          {"volumes", list_of(states.volumes, [](const MatterStates::Volume& row) {
             return Json{{"volume", row.name}, {"state", foia::to_string(row.state)}};
           })}};
}

}  // namespace

std::string to_json(const StatusResult& result) {
  return document("status",
                  {{"matter", result.matter},
                   {"case_number", result.case_number},
                   {"as_of", base::to_string(result.as_of)},
                   {"states", matter_states_row(result.states)},
                   {"figures", figure_map(result.figures)},
                   {"promises", list_of(result.promises, promise_row)},
                   {"submitters",
                    list_of(result.submitters,
                            [](const StatusResult::OutAtSubmitter& row) {
                              return Json{{"submitter", row.submitter},
                                          {"pages", row.pages},
                                          {"undecided_objections", row.undecided_objections},
                                          {"due", base::to_string(row.due)},
                                          {"is_overdue", row.is_overdue},
                                          {"is_back", row.is_back}};
                            })},
                   {"overdue", result.overdue},
                   {"next", text_or_null(result.next)},
                   {"next_why", text_or_null(result.next_why)},
                   {"notes", result.notes}});
}

std::string to_json(const Accounting& result) {
  return document("account",
                  {{"files", result.files},
                   {"items", result.items},
                   {"produced", result.produced},
                   {"withheld", result.withheld},
                   {"duplicate", result.duplicate},
                   {"non_responsive", result.non_responsive},
                   {"referred", result.referred},
                   {"at_submitter", result.at_submitter},
                   {"exceptions", result.exceptions},
                   {"pending", result.pending},
                   {"difference", result.difference}});
}

std::string to_json(const foia::Figures& result) {
  return document("figures", {{"figures", list_of(result.rows(), [](const auto& row) {
                                 return Json{{"id", row.first},
                                             {"value", row.second.value},
                                             {"meaning", row.second.meaning}};
                               })}});
}

std::string to_json(const Explanation& result) {
  return document("explain",
                  {{"id", result.id},
                   {"value", result.value},
                   {"meaning", result.meaning},
                   {"rows", list_of(result.rows, [](const FigureRow& row) {
                      return Json{{"record", row.record},
                                  {"page", row.page},
                                  {"bates", text_or_null(row.bates)},
                                  {"note", text_or_null(row.note)}};
                    })}});
}

std::string to_json(const RecordView& result) {
  auto out = record_head(result.record);
  out["state"] = to_string(result.state);
  out["categories"] = result.categories;
  out["metadata"] = metadata(result.record.metadata);
  out["findings"] = list_of(result.record.findings, finding);
  out["family_members"] = numbers_of(result.family);
  out["copies"] = numbers_of(result.copies);
  out["pages"] = list_of(result.pages, [](const RecordPage& row) {
    return Json{{"page", row.page.page},
                {"outcome", foia::to_string(row.page.outcome)},
                {"volume", text_or_null(row.page.volume)},
                {"bates", text_or_null(row.bates)},
                {"claims", labels(row.page.claims)},
                {"boxes", row.page.boxes},
                {"submitter", text_or_null(row.page.submitter)}};
  });
  out["marks"] = list_of(result.marks, mark_row);
  out["history"] = list_of(result.history, [](const RecordEvent& row) {
    return Json{{"event", event_or_null(row.id)},
                {"at", base::to_string(row.at)},
                {"author", row.author},
                {"kind", store::to_string(row.kind)},
                {"reason", row.reason},
                {"is_undone", row.is_undone}};
  });
  out["text"] = text_or_null(result.text);
  return document("show", std::move(out));
}

std::string to_json(const AuditResult& result) {
  return document(
      "audit.verify",
      {{"events", result.events},
       {"head", hash_or_null(result.head)},
       {"blobs_checked", result.blobs_checked},
       {"passed", result.problems.empty()},
       {"problems", list_of(result.problems, [](const store::ChainProblem& row) {
          return Json{{"event", event_or_null(foia::EventId{row.event})}, {"what", row.what}};
        })}});
}

std::string to_json(const std::vector<LogRow>& result) {
  return document("log", {{"events", list_of(result, log_row)}});
}

std::string to_json(const LogRow& result) {
  auto out = log_row(result);
  out["body"] = Json::parse(result.event.body, nullptr, false);
  return document("log.event", std::move(out));
}

std::string to_json(const UndoResult& result) {
  return document("undo",
                  {{"undone", event_or_null(result.undone.id)},
                   {"kind", store::to_string(result.undone.kind)},
                   {"author", result.undone.author},
                   {"at", base::to_string(result.undone.at)},
                   {"reason", result.undone.reason},
                   {"records", result.records},
                   {"event", event_or_null(result.event.value_or(foia::EventId{}))}});
}

std::string to_json(const std::vector<RuleRow>& result, std::string_view part) {
  return document("rules", {{"part", part}, {"rules", list_of(result, [](const RuleRow& row) {
                                               return Json{{"number", row.number},
                                                           {"query", row.query},
                                                           {"reason", row.reason},
                                                           {"hits", row.hits},
                                                           {"written", row.written},
                                                           {"event", event_or_null(row.event)}};
                                             })}});
}

std::string answers_to_json(std::int64_t answered) {
  return document("task.answers", {{"answered", answered}});
}

}  // namespace vaughn::engine
