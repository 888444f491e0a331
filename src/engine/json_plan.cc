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

Json category_or_null(const std::string& category) {
  return category.empty() ? Json() : Json(category);
}

Json period_row(const forecast::PeriodCount& row) {
  return {{"first", base::to_string(row.first)},
          {"last", base::to_string(row.last)},
          {"pages", row.pages},
          {"is_whole", row.is_whole}};
}

Json date_or_null(const std::optional<base::Date>& date) {
  return date ? Json(base::to_string(*date)) : Json();
}

Json projection(const forecast::Projection& made) {
  auto weeks = Json::array();
  for (const auto& week : made.weeks) {
    weeks.push_back(period_row(week));
  }
  auto band = Json::array();
  for (const auto& point : made.band) {
    band.push_back({{"date", base::to_string(point.date)},
                    {"low", point.low},
                    {"middle", point.middle},
                    {"high", point.high}});
  }
  return {{"method", forecast::kMethod},
          {"level", made.level},
          {"seed", made.seed},
          {"simulations", made.simulations},
          {"mean_week", made.mean_week},
          {"mean_month", made.mean_month},
          {"earliest", base::to_string(made.earliest)},
          {"middle", base::to_string(made.middle)},
          {"latest", date_or_null(made.latest)},
          {"weeks", std::move(weeks)},
          {"band", std::move(band)}};
}

Json forecast_members(const PlanForecast& result) {
  auto rates = Json::array();
  for (const auto& row : result.rates) {
    rates.push_back({{"rate", row.plan.rate},
                     {"months", row.plan.months},
                     {"last_pages", row.plan.last_pages},
                     {"last", base::to_string(row.plan.last)},
                     {"sentence", row.sentence},
                     {"text", row.text}});
  }
  return {
      {"as_of", base::to_string(result.as_of)},
      {"category", category_or_null(result.category)},
      {"figure", result.figure},
      {"remaining", result.remaining},
      {"undecided_records", result.undecided_records},
      {"unrendered_records", result.unrendered_records},
      {"projection", result.outcome.projection ? projection(*result.outcome.projection) : Json()},
      {"refusal", result.outcome.projection ? Json() : Json(result.outcome.refusal)},
      {"sentence", result.sentence.empty() ? Json() : Json(result.sentence)},
      {"text", result.text.empty() ? Json() : Json(result.text)},
      {"rates", std::move(rates)},
      {"notes", result.notes}};
}

}  // namespace

std::string to_json(const PaceResult& result) {
  auto stages = Json::array();
  for (const auto& stage : result.stages) {
    auto periods = Json::array();
    for (const auto& period : stage.periods) {
      periods.push_back(period_row(period));
    }
    stages.push_back({{"stage", forecast::to_string(stage.stage)},
                      {"pages", stage.pages},
                      {"periods", std::move(periods)}});
  }
  return json_document("plan.pace",
                       {{"as_of", base::to_string(result.as_of)},
                        {"category", category_or_null(result.category)},
                        {"period", forecast::to_string(result.period)},
                        {"stages", std::move(stages)}});
}

std::string to_json(const PlanForecast& result) {
  return json_document("plan.forecast", forecast_members(result));
}

std::string to_json(const PlanChart& result) {
  auto files = Json::array();
  for (const auto& file : result.files) {
    files.push_back(file.string());
  }
  return json_document("plan.chart",
                       {{"files", std::move(files)},
                        {"forecast", forecast_members(result.forecast)},
                        {"outgoing", Json::parse(paper_check_json(result.outgoing))}});
}

std::string to_json(const std::vector<PromisePlan>& result) {
  auto rows = Json::array();
  for (const auto& row : result) {
    auto remaining = Json::array();
    for (const auto& record : row.remaining) {
      remaining.push_back({{"record", foia::control_number(record.record)},
                           {"pages", record.pages},
                           {"unreviewed", record.unreviewed},
                           {"at_submitter", record.at_submitter},
                           {"unproduced", record.unproduced}});
    }
    rows.push_back({{"key", row.promise.key},
                    {"kind", row.promise.kind},
                    {"text", row.promise.text},
                    {"categories", row.promise.categories},
                    {"due", base::to_string(row.promise.due)},
                    {"score", forecast::to_string(row.score.score)},
                    {"done_on", date_or_null(row.score.done_on)},
                    {"days", row.score.days},
                    {"basis", row.score.basis},
                    {"pages", row.work.pages},
                    {"unreviewed", row.work.unreviewed},
                    {"at_submitter", row.work.at_submitter},
                    {"unproduced", row.work.unproduced},
                    {"undecided_records", row.work.undecided_records},
                    {"unrendered_records", row.work.unrendered_records},
                    {"open_taskings", row.work.open_taskings},
                    {"remaining", std::move(remaining)}});
  }
  return json_document("plan.promises", {{"promises", std::move(rows)}});
}

}  // namespace vaughn::engine
