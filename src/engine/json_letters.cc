// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/detail/json_outgoing.h"
#include "engine/json.h"

namespace vaughn::engine {

using Json = nlohmann::ordered_json;

namespace {

std::string document(std::string_view name, std::string_view member, Json value) {
  Json out = {{"schema", fmt::format("vaughn.{}/1", name)}, {member, std::move(value)}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json hash_or_null(const base::Sha256& hash) {
  return hash.is_zero() ? Json() : Json(hash.hex());
}

}  // namespace

std::string to_json(const LettersResult& result) {
  auto rows = Json::array();
  for (const auto& letter : result.letters) {
    auto files = Json::array();
    for (const auto& file : letter.files) {
      files.push_back(file.string());
    }
    rows.push_back(
        {{"kind", letters::to_string(letter.kind)},
         {"number", letter.number == 0 ? Json() : Json(letter.number)},
         {"about", text_or_null(letter.about)},
         {"event", letter.event ? Json(fmt::format("e{}", letter.event.value)) : Json()},
         {"is_unchanged", letter.is_unchanged},
         {"docx", hash_or_null(letter.docx)},
         {"pdf", hash_or_null(letter.pdf)},
         {"step", letter.step ? Json(foia::to_string(*letter.step)) : Json()},
         {"step_event",
          letter.step_event ? Json(fmt::format("e{}", letter.step_event.value)) : Json()},
         {"notes", letter.notes},
         {"files", std::move(files)}});
  }
  const Json out = {{"schema", "vaughn.letter.write/1"},
                    {"letters", std::move(rows)},
                    {"outgoing", Json::parse(paper_check_json(result.outgoing))}};
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const std::vector<store::LetterRow>& result) {
  auto rows = Json::array();
  for (const auto& row : result) {
    const auto& letter = row.letter;
    auto values = Json::object();
    for (const auto& [field, value] : letter.values) {
      values[field] = value;
    }
    auto figures = Json::object();
    for (const auto& [id, value] : letter.figures) {
      figures[id] = value;
    }
    rows.push_back({{"number", letter.number},
                    {"kind", letter.kind},
                    {"about", text_or_null(letter.about)},
                    {"dated", base::to_string(letter.dated)},
                    {"to", letter.recipients},
                    {"proves", text_or_null(letter.proves)},
                    {"event", fmt::format("e{}", row.event.value)},
                    {"at", base::to_string(row.at)},
                    {"docx", hash_or_null(letter.docx)},
                    {"pdf", hash_or_null(letter.pdf)},
                    {"template", hash_or_null(letter.letter_template)},
                    {"values", std::move(values)},
                    {"figures", std::move(figures)}});
  }
  return document("letter.list", "letters", std::move(rows));
}

std::string to_json(const std::vector<TemplateProblem>& result) {
  auto rows = Json::array();
  for (const auto& problem : result) {
    rows.push_back(
        {{"template", problem.name}, {"message", problem.message}, {"is_stop", problem.is_stop}});
  }
  return document("letter.check", "problems", std::move(rows));
}

std::string letter_fields_to_json(const std::set<std::string>& only) {
  auto rows = Json::array();
  const auto add = [&](const letters::FieldRow& field) {
    if (only.empty() || only.contains(std::string(field.name))) {
      rows.push_back({{"name", field.name},
                      {"type", letters::to_string(field.type)},
                      {"meaning", field.meaning},
                      {"source", text_or_null(std::string(field.source))},
                      {"choices", text_or_null(std::string(field.choices))}});
    }
  };
  for (const auto& field : letters::all_fields()) {
    add(field);
    for (const auto& column : letters::all_columns()) {
      if (column.name.substr(0, column.name.rfind('.')) == field.name) {
        add(column);
      }
    }
  }
  return document("letter.fields", "fields", std::move(rows));
}

}  // namespace vaughn::engine
