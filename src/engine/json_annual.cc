// SPDX-License-Identifier: AGPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

constexpr int kIndent = 2;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

std::string printed(const Json& json) {
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json defect(const annual::Defect& row) {
  return {{"code", row.code},
          {"breaks_schema", row.breaks_schema},
          {"section", text_or_null(row.section)},
          {"component", text_or_null(row.component)},
          {"field", row.field},
          {"value", text_or_null(row.value)},
          {"line", row.line}};
}

Json finding(const annual::Finding& row) {
  return {{"identity", row.identity},
          {"section", row.section},
          {"severity", annual::to_string(row.severity)},
          {"component", row.component},
          {"is_overall", row.is_overall},
          {"item", text_or_null(row.item)},
          {"left", row.left},
          {"right", row.right}};
}

Json file(const AnnualFile& row) {
  Json out{{"path", row.path.string()},
           {"error", row.error ? Json(row.error->message) : Json()},
           {"agency", text_or_null(row.agency)},
           {"fiscal_year", row.fiscal_year == 0 ? Json() : Json(row.fiscal_year)},
           {"components", row.components},
           {"is_valid", row.error ? Json() : Json(row.is_valid)},
           {"schema_errors", Json()},
           {"has_wrong_total", row.has_wrong_total},
           {"has_last_year", row.has_last_year},
           {"defects", Json::array()},
           {"findings", Json::array()}};
  if (row.schema_errors) {
    out["schema_errors"] = Json::array();
    for (const auto& error : *row.schema_errors) {
      out["schema_errors"].push_back({{"line", error.line}, {"message", error.message}});
    }
  }
  for (const auto& one : row.defects) {
    out["defects"].push_back(defect(one));
  }
  for (const auto& one : row.findings) {
    out["findings"].push_back(finding(one));
  }
  return out;
}

}  // namespace

std::string to_json(const AnnualCheck& result) {
  Json out{{"schema", "vaughn.annual_check/1"},
           {"files", Json::array()},
           {"valid", result.valid},
           {"invalid", result.invalid},
           {"unreadable", result.unreadable},
           {"with_components", result.with_components},
           {"wrong_totals", result.wrong_totals}};
  for (const auto& row : result.files) {
    out["files"].push_back(file(row));
  }
  return printed(out);
}

std::string to_json(const AnnualDraft& result) {
  Json out{{"schema", "vaughn.annual_write/1"},
           {"agency", result.report.abbreviation},
           {"fiscal_year", result.report.fiscal_year},
           {"components", result.report.components.size()},
           {"bytes", result.xml.size()},
           {"findings", Json::array()}};
  for (const auto& one : result.findings) {
    out["findings"].push_back(finding(one));
  }
  return printed(out);
}

std::string to_json(const annual::Quarterly& result) {
  Json out{{"schema", "vaughn.annual_quarterly/1"},
           {"field_agency", result.agency},
           {"field_quarterly_year", result.year},
           {"field_quarterly_quarter", result.quarter},
           {"field_quarterly_received_oa", result.overall.received},
           {"field_quarterly_processed_oa", result.overall.processed.value()},
           {"field_quarterly_backlogged_oa", result.overall.backlogged},
           {"field_quarterly_pending", result.oldest_pending},
           {"field_quarterly_closed", result.oldest_closed},
           {"field_quarterly_component_data", Json::array()},
           {"pages_processed", result.pages.value()}};
  for (const auto& one : result.components) {
    out["field_quarterly_component_data"].push_back(
        {{"field_agency_component", one.component},
         {"field_quarterly_received", one.received},
         {"field_quarterly_processed", one.processed.value()},
         {"field_quarterly_backlogged", one.backlogged}});
  }
  return printed(out);
}

}  // namespace vaughn::engine
