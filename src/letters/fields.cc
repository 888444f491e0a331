// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/nearest.h"
#include "base/text.h"

namespace vaughn::letters {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, status] = std::from_chars(text.data(), end, value);
  if (text.empty() || status != std::errc{} || stopped != end) {
    return std::nullopt;
  }
  return value;
}

// "14", "14.00", "$1,014.5" in cents.
std::optional<std::int64_t> cents(std::string_view text) {
  auto plain = base::replace_all(std::string(base::trim(text)), ",", "");
  if (plain.starts_with('$')) {
    plain.erase(0, 1);
  }
  const auto point = plain.find('.');
  auto fraction = point == std::string::npos ? std::string("00") : plain.substr(point + 1);
  fraction.resize(std::max<std::size_t>(fraction.size(), 2), '0');
  const auto dollars = whole_number(std::string_view(plain).substr(0, point));
  const auto rest = whole_number(fraction);
  constexpr std::int64_t kMost = 1'000'000'000;
  if (!dollars || !rest || fraction.size() != 2 || *dollars < 0 || *dollars > kMost || *rest < 0) {
    return std::nullopt;
  }
  return *dollars * 100 + *rest;
}

std::string money(std::int64_t value) {
  return fmt::format("${}.{:02}", base::with_commas(value / 100), value % 100);
}

bool is_of_type(const Value& value, FieldType type) {
  switch (type) {
    case FieldType::text:
    case FieldType::choice: return std::holds_alternative<std::string>(value);
    case FieldType::number:
    case FieldType::money: return std::holds_alternative<Number>(value);
    case FieldType::date: return std::holds_alternative<base::Date>(value);
    case FieldType::flag: return std::holds_alternative<bool>(value);
    case FieldType::list: return std::holds_alternative<Rows>(value);
  }
  return false;
}

Error cannot_be(const FieldRow& field, std::string_view text, std::string_view what) {
  return {ErrorCode::invalid_argument,
          fmt::format("{} is {}, not '{}'", field.name, what, text),
          fmt::format("{}: {}", field.name, field.meaning)};
}

}  // namespace

std::string_view to_string(FieldType type) {
  switch (type) {
    case FieldType::text: return "text";
    case FieldType::number: return "number";
    case FieldType::money: return "money";
    case FieldType::date: return "date";
    case FieldType::flag: return "flag";
    case FieldType::choice: return "choice";
    case FieldType::list: return "list";
  }
  return "";
}

const FieldRow* find_field(std::string_view name) {
  for (const auto& field : all_fields()) {
    if (field.name == name) {
      return &field;
    }
  }
  return nullptr;
}

std::vector<FieldRow> columns_of(std::string_view list) {
  std::vector<FieldRow> out;
  for (const auto& column : all_columns()) {
    const auto point = column.name.rfind('.');
    if (column.name.substr(0, point) == list) {
      out.push_back(column);
      out.back().name = column.name.substr(point + 1);
    }
  }
  return out;
}

std::string nearest_field(std::string_view name) {
  std::vector<std::string> known;
  for (const auto& field : all_fields()) {
    known.emplace_back(field.name);
  }
  auto meant = base::nearest(name, known);
  if (!meant.empty()) {
    return meant;
  }
  // "number" for "request.number"
  for (const auto& field : known) {
    if (field.ends_with("." + base::ascii_lower(name))) {
      return field;
    }
  }
  return meant;
}

void Values::set(std::string_view field, Value value) {
  const auto* row = find_field(field);
  base::check(row != nullptr && is_of_type(value, row->type), "a value belongs to a known field");
  const bool is_empty =
      (std::holds_alternative<std::string>(value) && std::get<std::string>(value).empty()) ||
      (std::holds_alternative<Rows>(value) && std::get<Rows>(value).empty());
  if (is_empty) {
    erase(field);
  } else {
    values_.insert_or_assign(std::string(field), std::move(value));
  }
}

Result<void> Values::set_text(std::string_view field, std::string_view text) {
  const auto* row = find_field(field);
  if (row == nullptr) {
    const auto meant = nearest_field(field);
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no field '{}'", field),
                 meant.empty() ? std::string("`vaughn letter fields` lists them")
                               : fmt::format("did you mean '{}'?", meant)};
  }
  const auto trimmed = base::trim(text);
  if (trimmed.empty()) {
    erase(field);
    return {};
  }
  switch (row->type) {
    case FieldType::text: set(field, base::repair_utf8(text)); break;
    case FieldType::number: {
      const auto value = whole_number(trimmed);
      if (!value) {
        return cannot_be(*row, text, "a whole number");
      }
      set(field, Number{*value, ""});
      break;
    }
    case FieldType::money: {
      const auto value = cents(trimmed);
      if (!value) {
        return cannot_be(*row, text, "an amount in dollars, such as 14.00");
      }
      set(field, Number{*value, ""});
      break;
    }
    case FieldType::date: {
      const auto date = base::parse_date(trimmed);
      if (!date) {
        return cannot_be(*row, text, "a date, such as 2022-10-14");
      }
      set(field, *date);
      break;
    }
    case FieldType::flag: {
      const auto word = base::ascii_lower(trimmed);
      if (word != "yes" && word != "no") {
        return cannot_be(*row, text, "yes or no");
      }
      set(field, word == "yes");
      break;
    }
    case FieldType::choice: {
      const auto words = base::split(row->choices, ' ');
      if (std::find(words.begin(), words.end(), trimmed) == words.end()) {
        return cannot_be(
            *row, text, "one of " + base::replace_all(std::string(row->choices), " ", ", "));
      }
      set(field, std::string(trimmed));
      break;
    }
    case FieldType::list: {
      const auto columns = columns_of(field);
      if (columns.size() != 1) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("{} is a table and cannot be given as text", field),
                     fmt::format("it comes from: {}", row->source)};
      }
      Rows rows;
      for (const auto line : base::split(text, ';')) {
        if (!base::trim(line).empty()) {
          rows.push_back({{std::string(columns[0].name), base::repair_utf8(base::trim(line))}});
        }
      }
      set(field, std::move(rows));
      break;
    }
  }
  return {};
}

const Value* Values::find(std::string_view field) const {
  const auto place = values_.find(field);
  return place == values_.end() ? nullptr : &place->second;
}

bool Values::holds(std::string_view field) const {
  const auto* value = find(field);
  if (value == nullptr) {
    return false;
  }
  if (const auto* flag = std::get_if<bool>(value)) {
    return *flag;
  }
  const auto* number = std::get_if<Number>(value);
  return number == nullptr || number->value != 0;
}

std::string to_text(const Scalar& value, FieldType type) {
  return std::visit(Overloaded{[](const std::string& text) { return text; },
                               [&](const Number& number) {
                                 return type == FieldType::money ? money(number.value)
                                                                 : base::with_commas(number.value);
                               },
                               [](base::Date date) { return base::long_date(date); },
                               [](bool flag) { return std::string(flag ? "yes" : "no"); }},
                    value);
}

std::string to_log(const Value& value) {
  return std::visit(Overloaded{[](const std::string& text) { return text; },
                               [](const Number& number) { return fmt::to_string(number.value); },
                               [](base::Date date) { return base::to_string(date); },
                               [](bool flag) { return std::string(flag ? "yes" : "no"); },
                               [](const Rows& rows) {
                                 std::vector<std::string> lines;
                                 for (const auto& row : rows) {
                                   std::vector<std::string> cells;
                                   for (const auto& [column, cell] : row) {
                                     cells.push_back(to_text(cell, FieldType::text));
                                   }
                                   lines.push_back(base::join(cells, " | "));
                                 }
                                 return base::join(lines, "; ");
                               }},
                    value);
}

}  // namespace vaughn::letters
