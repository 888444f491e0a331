// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

std::string document(std::string_view schema, const Json& members) {
  Json out = {{"schema", fmt::format("vaughn.{}/1", schema)}};
  out.update(members);
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json text_if(ShowText show, const std::string& text) {
  return show == ShowText::yes ? Json(text) : Json();
}

Json boxes(const std::vector<base::Rect>& rects) {
  auto out = Json::array();
  for (const auto& rect : rects) {
    out.push_back(Json::array({rect.x0, rect.y0, rect.x1, rect.y1}));
  }
  return out;
}

Json labels(const std::vector<foia::ExemptionClaim>& claims) {
  auto out = Json::array();
  for (const auto& claim : claims) {
    out.push_back(claim.label());
  }
  return out;
}

Json numbers(const std::vector<foia::RecordId>& records) {
  auto out = Json::array();
  for (const auto id : records) {
    out.push_back(foia::control_number(id));
  }
  return out;
}

Json mark_name(foia::MarkId id) {
  return id ? Json(fmt::format("M-{}", id.value)) : Json();
}

void add_marks(Json& out, const MarkResult& marks) {
  out["marks"] = marks.marks;
  out["skipped_produced"] = marks.skipped_produced;
  out["skipped_unrendered"] = marks.skipped_unrendered;
  out["skipped_not_responsive"] = marks.skipped_not_responsive;
  out["event"] = marks.event ? Json(fmt::format("e{}", marks.event.value)) : Json();
}

Json place(const SamePlace& row) {
  return {{"record", foia::control_number(row.record)},
          {"page", row.page},
          {"boxes", boxes(row.boxes)},
          {"is_produced", row.is_produced},
          {"mark", mark_name(row.mark)}};
}

Json same_texts(const std::vector<SameText>& texts, ShowText show) {
  auto out = Json::array();
  for (const auto& row : texts) {
    auto marked = Json::array();
    for (const auto& one : row.marked) {
      marked.push_back(place(one));
    }
    auto open = Json::array();
    for (const auto& one : row.open) {
      auto entry = place(one);
      entry["kinship"] = to_string(one.kinship);
      open.push_back(std::move(entry));
    }
    auto exemptions = Json::array();
    for (const auto& claims : row.claims) {
      exemptions.push_back(foia::join_labels(claims));
    }
    out.push_back({{"text", text_if(show, row.text)},
                   {"exemptions", std::move(exemptions)},
                   {"marked", std::move(marked)},
                   {"open", std::move(open)}});
  }
  return out;
}

Json same_text_counts(const SameTextResult& result) {
  return {{"marks_looked_at", result.marks_looked_at},
          {"records_read", result.records_read},
          {"pages_read", result.pages_read},
          {"open_places", result.open_places()},
          {"treated_two_ways", result.treated_two_ways()},
          {"unread", numbers(result.unread)}};
}

}  // namespace

std::string to_json(const SuggestResult& result, ShowText show) {
  auto kinds = Json::array();
  for (const auto& row : result.kinds) {
    kinds.push_back({{"kind", to_string(row.settings.kind)},
                     {"title", row.settings.title},
                     {"exemptions", labels(row.settings.claims)},
                     {"reason", row.settings.reason},
                     {"harm", row.settings.harm},
                     {"places", row.total()},
                     {"certain", row.certain},
                     {"likely", row.likely},
                     {"possible", row.possible},
                     {"records", row.records},
                     {"pages", row.pages},
                     {"marked", row.marked}});
  }
  auto suggestions = Json::array();
  for (const auto& row : result.suggestions) {
    const int score = suggest::score(row.evidence);
    suggestions.push_back({{"record", foia::control_number(row.record)},
                           {"page", row.page},
                           {"kind", to_string(row.kind)},
                           {"confidence", to_string(suggest::grade_of(score))},
                           {"score", score},
                           {"evidence", to_string(row.evidence)},
                           {"text", text_if(show, row.text)},
                           {"boxes", boxes(row.boxes)},
                           {"is_produced", row.is_produced}});
  }
  Json out = {{"records_read", result.records_read},
              {"pages_read", result.pages_read},
              {"pages_without_text", result.marks.pages_without_text},
              {"below_least", result.below_least},
              {"unread", numbers(result.unread)},
              {"kinds", std::move(kinds)},
              {"suggestions", std::move(suggestions)}};
  add_marks(out, result.marks);
  return document("redact.suggest", out);
}

std::string to_json_propagate(const SameTextResult& result, ShowText show) {
  auto out = same_text_counts(result);
  out["texts"] = same_texts(result.texts, show);
  add_marks(out, result.marks);
  return document("redact.propagate", out);
}

std::string to_json_differences(const SameTextResult& result, ShowText show) {
  auto out = same_text_counts(result);
  out["texts"] = same_texts(result.texts, show);
  return document("redact.differences", out);
}

}  // namespace vaughn::engine
