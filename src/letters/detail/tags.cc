// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/detail/tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "base/text.h"

namespace vaughn::letters::detail {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr std::string_view kFigure = "figure.";
constexpr std::size_t kMaxTag = 200;

Error bad(std::string message, std::string hint = "") {
  return {ErrorCode::invalid_argument, std::move(message), std::move(hint)};
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  });
}

// In a message, of a template that may hold anything.
std::string shown(std::string_view text) {
  constexpr std::size_t kMost = 40;
  return base::repair_utf8(text.size() <= kMost ? std::string(text)
                                                : std::string(text.substr(0, kMost)) + "...");
}

// Verbs that follow a number.
struct Verb {
  std::string_view one;
  std::string_view many;
};
constexpr std::array<Verb, 3> kVerbs{{{"is", "are"}, {"was", "were"}, {"has", "have"}}};

const Verb* find_verb(std::string_view word) {
  const auto* verb =
      std::find_if(kVerbs.begin(), kVerbs.end(), [&](const Verb& v) { return v.one == word; });
  return verb == kVerbs.end() ? nullptr : verb;
}

Result<void> check_form(const FieldRow& field, std::string_view form) {
  if (form.empty()) {
    return {};
  }
  const bool is_word = std::all_of(
      form.begin(), form.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == ' '; });
  if (field.type == FieldType::number && is_word) {
    return {};
  }
  if (field.type == FieldType::date && (form == "iso" || form == "us")) {
    return {};
  }
  return bad(
      fmt::format(
          "{{{{{}|{}}}}}: a {} has no such form", field.name, shown(form), to_string(field.type)),
      "numbers take a noun or verb, as in {{volume.pages|page}}; dates take iso or us");
}

std::string formed(const Scalar& value, FieldType type, std::string_view form) {
  if (const auto* number = std::get_if<Number>(&value); number != nullptr && !form.empty()) {
    if (const auto* verb = find_verb(form)) {
      return std::string(number->value == 1 ? verb->one : verb->many);
    }
    return base::plural(number->value, form);
  }
  if (const auto* date = std::get_if<base::Date>(&value); date != nullptr && !form.empty()) {
    return form == "us" ? base::us_date(*date) : base::to_string(*date);
  }
  return to_text(value, type);
}

Error missing(std::string_view name, const FieldRow& field) {
  const auto where = field.source.empty() || field.source == "--field"
                         ? std::string()
                         : fmt::format("comes from: {}; or ", field.source);
  return bad(fmt::format("{{{{{}}}}} has no value", name),
             fmt::format("{}: {}{}give --field {}=...",
                         name,
                         field.meaning,
                         where.empty() ? "; " : "; " + where,
                         name));
}

}  // namespace

std::string block_word(const Tag& tag) {
  switch (tag.type) {
    case Tag::Type::if_: return "if";
    case Tag::Type::unless: return "unless";
    case Tag::Type::each: return "each";
    case Tag::Type::end: return tag.name;
    case Tag::Type::field:
    case Tag::Type::else_:
    case Tag::Type::part:
    case Tag::Type::remark: return "";
  }
  return "";
}

Result<Tag> parse_tag(std::string_view inner) {
  const auto text = base::trim(inner);
  const auto unclear = bad(fmt::format("'{{{{{}}}}}' is not a field", shown(text)),
                           "write {{FIELD}}, {{#if FIELD}}, {{#each LIST}}, {{else}} or {{/if}}");
  if (text.empty() || text.size() > kMaxTag) {
    return unclear;
  }
  if (text == "else") {
    return Tag{.type = Tag::Type::else_};
  }
  const auto rest = base::trim(text.substr(1));
  switch (text[0]) {
    case '!': return Tag{.type = Tag::Type::remark};
    case '>':
      return is_name(rest) ? Result<Tag>(Tag{.type = Tag::Type::part, .name = std::string(rest)})
                           : Result<Tag>(unclear);
    case '/':
      if (rest == "if" || rest == "unless" || rest == "each") {
        return Tag{.type = Tag::Type::end, .name = std::string(rest)};
      }
      return unclear;
    case '#': {
      const auto blank = rest.find(' ');
      if (blank == std::string_view::npos) {
        return unclear;
      }
      const auto word = rest.substr(0, blank);
      auto name = base::trim(rest.substr(blank));
      Tag tag;
      if (const auto equals = name.find('='); equals != std::string_view::npos && word == "if") {
        tag.word = std::string(base::trim(name.substr(equals + 1)));
        name = base::trim(name.substr(0, equals));
        if (!is_name(tag.word)) {
          return unclear;
        }
      }
      tag.name = std::string(name);
      if (word == "if") {
        tag.type = Tag::Type::if_;
      } else if (word == "unless") {
        tag.type = Tag::Type::unless;
      } else if (word == "each") {
        tag.type = Tag::Type::each;
      } else {
        return unclear;
      }
      return is_name(name) ? Result<Tag>(std::move(tag)) : Result<Tag>(unclear);
    }
    default: break;
  }
  Tag tag;
  tag.type = Tag::Type::field;
  auto name = text;
  if (const auto bar = text.find('|'); bar != std::string_view::npos) {
    tag.form = std::string(base::trim(text.substr(bar + 1)));
    name = base::trim(text.substr(0, bar));
    if (tag.form.empty()) {
      return unclear;
    }
  }
  if (!is_name(name)) {
    return unclear;
  }
  tag.name = std::string(name);
  return tag;
}

Result<std::vector<FoundTag>> find_tags(std::string_view text) {
  std::vector<FoundTag> out;
  for (std::size_t at = 0; (at = text.find("{{", at)) != std::string_view::npos;) {
    const auto close = text.find("}}", at);
    if (close == std::string_view::npos || text.substr(at, close - at).find('\n') != text.npos) {
      return bad(fmt::format("'{}' is never closed", shown(text.substr(at, 30))),
                 "a field ends with }} on the line on which it begins");
    }
    auto tag = TRY(parse_tag(text.substr(at + 2, close - at - 2)));
    out.push_back({at, close + 2, std::move(tag)});
    at = close + 2;
  }
  return out;
}

void Scope::enter(std::string_view list, const Row* row) {
  levels_.push_back({std::string(list), row});
}

void Scope::leave() {
  levels_.pop_back();
}

Result<Scope::Named> Scope::named(std::string_view name) const {
  for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
    for (const auto& column : columns_of(level->list)) {
      if (column.name == name) {
        // The row of the table behind `column` lives as long as the program.
        return Named{column, level->row, true, level->list};
      }
    }
  }
  if (const auto* field = find_field(name)) {
    return Named{*field, nullptr, false, ""};
  }
  if (name.starts_with(kFigure)) {
    static constexpr FieldRow kRow{
        "figure", FieldType::number, "a figure of the ledger", "`vaughn figures`", ""};
    return Named{kRow, nullptr, false, ""};
  }
  std::vector<std::string> columns;
  for (const auto& level : levels_) {
    for (const auto& column : columns_of(level.list)) {
      columns.emplace_back(column.name);
    }
  }
  auto meant = base::nearest(name, columns);
  if (meant.empty()) {
    meant = nearest_field(name);
  }
  return bad(fmt::format("there is no field '{}'", shown(name)),
             meant.empty() ? std::string("`vaughn letter fields` lists them")
                           : fmt::format("did you mean '{}'?", meant));
}

Result<void> Scope::check(const Tag& tag) const {
  if (tag.type != Tag::Type::field && !opens_block(tag)) {
    return {};
  }
  const auto found = TRY(named(tag.name));
  const auto& field = found.field;
  if (tag.type == Tag::Type::each) {
    if (field.type != FieldType::list || found.is_column) {
      return bad(fmt::format(
          "{{{{#each {}}}}}: that is a {}, not a list", tag.name, to_string(field.type)));
    }
    return {};
  }
  if (!tag.word.empty()) {
    const auto words = base::split(field.choices, ' ');
    if (field.type != FieldType::choice) {
      return bad(fmt::format("{{{{#if {} = ...}}}}: only a choice can be compared", tag.name));
    }
    if (std::find(words.begin(), words.end(), tag.word) == words.end()) {
      return bad(fmt::format("{} is never '{}'", tag.name, shown(tag.word)),
                 "it is one of: " + base::replace_all(std::string(field.choices), " ", ", "));
    }
    return {};
  }
  if (tag.type == Tag::Type::field) {
    if (field.type == FieldType::list || field.type == FieldType::flag) {
      return bad(
          fmt::format("{{{{{}}}}} is a {} and cannot be printed", tag.name, to_string(field.type)),
          field.type == FieldType::list ? fmt::format("write {{{{#each {}}}}}", tag.name)
                                        : fmt::format("write {{{{#if {}}}}}", tag.name));
    }
    return check_form(field, tag.form);
  }
  return {};
}

Result<bool> Scope::holds(const Tag& tag) const {
  const auto found = TRY(named(tag.name));
  bool is_so = false;
  if (found.is_column) {
    const auto cell = found.row->find(tag.name);
    if (cell != found.row->end()) {
      const auto* number = std::get_if<Number>(&cell->second);
      const auto* flag = std::get_if<bool>(&cell->second);
      const auto* text = std::get_if<std::string>(&cell->second);
      is_so = (number == nullptr || number->value != 0) && (flag == nullptr || *flag) &&
              (text == nullptr || !text->empty());
    }
  } else if (tag.name.starts_with(kFigure)) {
    if (figures_ == nullptr || !*figures_) {
      return bad("no figures are at hand");
    }
    const auto value = TRY((*figures_)(std::string_view(tag.name).substr(kFigure.size())));
    is_so = value != 0;
  } else if (!tag.word.empty()) {
    const auto* value = values_->find(tag.name);
    const auto* word = value == nullptr ? nullptr : std::get_if<std::string>(value);
    is_so = word != nullptr && *word == tag.word;
  } else {
    is_so = values_->holds(tag.name);
  }
  return tag.type == Tag::Type::unless ? !is_so : is_so;
}

Result<std::string> Scope::print(const Tag& tag) {
  const auto found = TRY(named(tag.name));
  if (found.is_column) {
    const auto cell = found.row->find(tag.name);
    if (cell == found.row->end()) {
      return std::string();
    }
    printed_.insert(fmt::format("{}.{}", found.list, tag.name));
    printed_.insert(found.list);
    return formed(cell->second, found.field.type, tag.form);
  }
  if (tag.name.starts_with(kFigure)) {
    if (figures_ == nullptr || !*figures_) {
      return bad("no figures are at hand");
    }
    const auto id = tag.name.substr(kFigure.size());
    const auto value = TRY((*figures_)(id));
    printed_.insert(tag.name);
    return formed(Number{value, id}, FieldType::number, tag.form);
  }
  const auto* value = values_->find(tag.name);
  if (value == nullptr) {
    return missing(tag.name, found.field);
  }
  printed_.insert(tag.name);
  return std::visit(
      [&](const auto& held) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(held)>, Rows>) {
          return "";
        } else {
          return formed(Scalar(held), found.field.type, tag.form);
        }
      },
      *value);
}

Result<const Rows*> Scope::rows(const Tag& tag) const {
  static const Rows kNone{};
  const auto* value = values_->find(tag.name);
  const auto* rows = value == nullptr ? nullptr : std::get_if<Rows>(value);
  return rows == nullptr ? &kNone : rows;
}

}  // namespace vaughn::letters::detail
