// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json counts_row(const received::Counts& counts) {
  auto exemptions = Json::object();
  for (const auto& [code, tally] : counts.exemptions) {
    exemptions[code] = {{"boxes", tally.boxes},
                        {"pages", tally.pages},
                        {"records", tally.records},
                        {"square_inches", tally.area}};
  }
  return {{"documents", counts.documents},
          {"pages", counts.pages},
          {"in_full", counts.in_full},
          {"in_part", counts.in_part},
          {"withheld_in_full", counts.withheld},
          {"slip_sheets_stand_for", counts.stands_for},
          {"listed_as_deleted", counts.listed_deleted},
          {"unread", counts.unread},
          {"read_pictures", counts.read_pictures},
          {"boxes", counts.boxes},
          {"boxes_without_code", counts.boxes_without_code},
          {"square_inches", counts.area},
          {"first_bates", text_or_null(counts.first_bates)},
          {"last_bates", text_or_null(counts.last_bates)},
          {"exemptions", std::move(exemptions)}};
}

Json page_row(const received::Page& page) {
  auto areas = Json::array();
  for (const auto& area : page.reading.areas) {
    areas.push_back({{"kind", received::to_string(area.kind)},
                     {"box", Json::array({area.box.x0, area.box.y0, area.box.x1, area.box.y1})},
                     {"codes", area.codes},
                     {"readable_words", area.hidden_words}});
  }
  return {{"file", page.path},
          {"page", page.page_of_file},
          {"bates", text_or_null(page.bates)},
          {"bates_from", received::to_string(page.bates_from)},
          {"outcome", received::to_string(page.reading.outcome)},
          {"codes", page.reading.codes},
          {"was_read", page.seen.was_read},
          {"stands_for", page.reading.stands_for},
          {"areas", std::move(areas)}};
}

}  // namespace

std::string to_json(const ReceivedResult& result) {
  auto installments = Json::array();
  for (std::size_t i = 0; i < result.report.installments.size(); ++i) {
    auto counts = counts_row(result.report.installments[i]);
    Json row = {{"name", result.production.installments[i].name}};
    row.update(counts);
    installments.push_back(std::move(row));
  }
  auto documents = Json::array();
  for (const auto& document : result.production.documents) {
    auto pages = Json::array();
    for (const auto& page : document.pages) {
      pages.push_back(page_row(page));
    }
    documents.push_back({{"installment", document.installment + 1},
                         {"file", document.path},
                         {"begin", text_or_null(document.begin)},
                         {"end", text_or_null(document.end)},
                         {"error", text_or_null(document.error)},
                         {"pages", std::move(pages)}});
  }
  auto findings = Json::array();
  for (const auto& row : result.report.findings) {
    findings.push_back({{"code", row.code},
                        {"severity", received::to_string(row.severity)},
                        {"installment", row.installment + 1},
                        {"file", text_or_null(row.path)},
                        {"bates", text_or_null(row.bates)},
                        {"page", row.page},
                        {"box", row.area},
                        {"codes", row.codes},
                        {"message", row.message},
                        {"revealed", row.revealed}});
  }
  Json out = {{"schema", "vaughn.received/1"},
              {"passed", result.report.finding_count() == 0},
              {"reader", text_or_null(result.reader)},
              {"total", counts_row(result.report.total)},
              {"installments", std::move(installments)},
              {"findings", std::move(findings)},
              {"documents", std::move(documents)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const ReceivedComparison& result) {
  const auto place = [](const received::Page* page) {
    return page == nullptr ? Json()
                           : Json{{"file", page->path},
                                  {"page", page->page_of_file},
                                  {"bates", text_or_null(page->bates)},
                                  {"outcome", received::to_string(page->reading.outcome)}};
  };
  const auto passages = [](const std::vector<received::ChangedPassage>& list) {
    auto out = Json::array();
    for (const auto& row : list) {
      out.push_back({{"box", row.area}, {"codes", row.codes}, {"words", row.words}});
    }
    return out;
  };
  auto pages = Json::array();
  for (const auto& pair : result.pairs) {
    pages.push_back({{"change", received::to_string(pair.change)},
                     {"is_by_number", pair.is_by_number},
                     {"before", place(pair.before)},
                     {"after", place(pair.after)},
                     {"opened", passages(pair.opened)},
                     {"closed", passages(pair.closed)}});
  }
  Json out = {{"schema", "vaughn.diff_production/1"}, {"pages", std::move(pages)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vaughn::engine
