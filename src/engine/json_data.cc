// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/detail/json_outgoing.h"
#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

std::string json_document(std::string_view schema, Json members) {
  Json out = {{"schema", fmt::format("vaughn.{}/1", schema)}};
  out.update(members);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// What is not shown is null: this may be passed on.
Json cell(const data::MadeCell& made) {
  return {{"id", made.id}, {"value", made.shown == data::Shown::yes ? Json(made.value) : Json()}};
}

Json breakdown(const data::MadeBreakdown& made) {
  auto cells = Json::array();
  for (const auto& line : made.cells) {
    auto row = Json::array();
    for (const auto& one : line) {
      row.push_back(cell(one));
    }
    cells.push_back(std::move(row));
  }
  return {{"key", made.breakdown.key},
          {"title", made.breakdown.title},
          {"rows", made.row_names},
          {"columns", made.column_names},
          {"cells", std::move(cells)}};
}

}  // namespace

std::string to_json(const TableResult& result) {
  auto listed = Json::array();
  for (const auto& row : result.made.rows) {
    if (row.state == data::RowState::listed) {
      listed.push_back({{"record", foia::control_number(row.at.record)},
                        {"sheet", row.at.sheet},
                        {"row", row.at.row},
                        {"why", row.why}});
    }
  }
  auto unread = Json::array();
  for (const auto& sheet : result.made.unread) {
    unread.push_back({{"record", foia::control_number(sheet.record)},
                      {"sheet", sheet.sheet},
                      {"rows", sheet.rows},
                      {"why", sheet.why}});
  }
  auto failed = Json::array();
  for (const auto& row : result.failed) {
    failed.push_back({{"record", foia::control_number(row.record)}, {"why", row.why}});
  }
  auto findings = Json::array();
  for (const auto& finding : result.findings) {
    findings.push_back({{"code", foia::to_string(finding.code)}, {"message", finding.message}});
  }
  auto breakdowns = Json::array();
  for (const auto& made : result.made.breakdowns) {
    breakdowns.push_back(breakdown(made));
  }
  auto files = Json::array();
  for (const auto& file : result.files) {
    files.push_back(file.string());
  }
  return json_document(
      "data.table",
      {{"key", result.map.key},
       {"category", result.map.category},
       {"records", result.records},
       {"copies", result.copies},
       {"rows", static_cast<std::int64_t>(result.made.rows.size())},
       {"counted", result.made.count(data::RowState::counted)},
       {"duplicate", result.made.count(data::RowState::duplicate)},
       {"headings", result.made.headings},
       {"hidden", result.made.hidden},
       {"suppressed", result.made.suppressed()},
       {"listed", std::move(listed)},
       {"unread_sheets", std::move(unread)},
       {"failed", std::move(failed)},
       {"findings", std::move(findings)},
       {"breakdowns", std::move(breakdowns)},
       {"files", std::move(files)},
       {"event", result.event ? Json(fmt::format("e{}", result.event.value)) : Json()},
       {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const CellExplanation& result) {
  auto rows = Json::array();
  for (const auto& row : result.rows) {
    rows.push_back({{"record", foia::control_number(row.record)},
                    {"path", row.path},
                    {"sheet", row.sheet},
                    {"row", row.row}});
  }
  return json_document("data.explain",
                       {{"id", result.id},
                        {"value", result.value},
                        {"shown", result.shown},
                        {"event", fmt::format("e{}", result.event.value)},
                        {"rows", std::move(rows)}});
}

}  // namespace vaughn::engine
