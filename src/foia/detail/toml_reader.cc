// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/detail/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/nearest.h"
#include "base/text.h"

namespace vaughn::foia::detail {
namespace {

int line_of(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

}  // namespace

int Table::line() const {
  return std::max(1, line_of(*table_));
}

int Table::line(std::string_view key) const {
  const auto* node = table_->get(key);
  return node == nullptr ? line() : line_of(*node);
}

void Table::fail(std::string_view key, std::string message, std::string hint) const {
  fail_at(line(key), std::move(message), std::move(hint));
}

void Table::fail_at(int line, std::string message, std::string hint) const {
  problems_->push_back({line, std::move(message), std::move(hint)});
}

std::string Table::text(std::string_view key, Need need) {
  const auto* node = find(key, need, "= \"...\"");
  if (node == nullptr) {
    return {};
  }
  const auto* value = node->as_string();
  if (value == nullptr) {
    fail(key, fmt::format("{} must be text", key), fmt::format("write {} = \"...\"", key));
    return {};
  }
  auto out = base::collapse_white_space(base::trim(value->get()));
  if (out.empty() && need == Need::required) {
    fail(key, fmt::format("{} is empty", key), fmt::format("write {} = \"...\"", key));
  }
  return out;
}

std::string Table::word(std::string_view key, Need need) {
  const auto* node = find(key, need, "= \"...\"");
  return node == nullptr ? std::string{} : word_from(*node, key);
}

std::vector<std::string> Table::words(std::string_view key) {
  std::vector<std::string> out;
  for (const auto* node : list(key, "[\"1\", \"2\"]")) {
    out.push_back(word_from(*node, key));
  }
  return out;
}

std::vector<std::string> Table::texts(std::string_view key, Need need) {
  std::vector<std::string> out;
  if (find(key, need, "= [\"...\"]") == nullptr) {
    return out;
  }
  for (const auto* node : list(key, "[\"...\", \"...\"]")) {
    if (const auto* value = node->as_string()) {
      out.push_back(base::collapse_white_space(base::trim(value->get())));
    } else {
      fail(key,
           fmt::format("{} must be a list of texts", key),
           fmt::format("write {} = [\"...\", \"...\"]", key));
    }
  }
  return out;
}

int Table::number(std::string_view key, int fallback, int least, int most, Need need) {
  const auto* node = find(key, need, "= 1");
  if (node == nullptr) {
    return fallback;
  }
  const auto* value = node->as_integer();
  if (value == nullptr || value->get() < least || value->get() > most) {
    fail(key,
         fmt::format("{} must be a whole number from {} to {}", key, least, most),
         fmt::format(
             "write it without quotes, for example {} = {}", key, std::max(fallback, least)));
    return fallback;
  }
  return static_cast<int>(value->get());
}

std::vector<int> Table::numbers(std::string_view key, int least, int most) {
  std::vector<int> out;
  for (const auto* node : list(key, "[500, 1000]")) {
    const auto* value = node->as_integer();
    if (value != nullptr && value->get() >= least && value->get() <= most) {
      out.push_back(static_cast<int>(value->get()));
    } else {
      fail(key,
           fmt::format("{} must be a list of whole numbers from {} to {}", key, least, most),
           fmt::format("write them without quotes, for example {} = [500, 1000]", key));
    }
  }
  return out;
}

bool Table::flag(std::string_view key) {
  const auto* node = find(key, Need::optional, "= true");
  if (node == nullptr) {
    return false;
  }
  const auto* value = node->as_boolean();
  if (value == nullptr) {
    fail(key,
         fmt::format("{} must be true or false", key),
         fmt::format("write {} = true, without quotes", key));
    return false;
  }
  return value->get();
}

std::optional<base::Date> Table::date(std::string_view key, Need need) {
  const auto* node = find(key, need, "= 2022-10-14");
  if (node == nullptr) {
    return {};
  }
  if (const auto* value = node->as_date()) {
    const auto& date = value->get();
    const base::Date out{
        std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
    if (out.ok()) {
      return out;
    }
  }
  if (const auto* value = node->as_string()) {
    auto parsed = base::parse_date(base::trim(value->get()));
    if (parsed) {
      return *parsed;
    }
    fail(key, parsed.error().message, parsed.error().hint);
    return {};
  }
  fail(key,
       fmt::format("{} must be a date", key),
       fmt::format("write {} = 2022-10-14, without a time", key));
  return {};
}

std::string Table::choice(std::string_view key,
                          std::span<const std::string_view> known,
                          Need need,
                          std::string_view fallback) {
  auto value = text(key, need);
  if (value.empty()) {
    return std::string(fallback);
  }
  check_choice(key, value, {known.begin(), known.end()});
  return value;
}

void Table::check_choice(std::string_view key,
                         const std::string& value,
                         const std::vector<std::string>& known) const {
  if (std::find(known.begin(), known.end(), value) != known.end()) {
    return;
  }
  const auto meant = base::nearest(value, known);
  fail(key,
       fmt::format("{} cannot be '{}'", key, value),
       meant.empty()
           ? fmt::format("use one of: {}", base::join(known, ", "))
           : fmt::format("did you mean '{}'? one of: {}", meant, base::join(known, ", ")));
}

std::optional<Table> Table::table(std::string_view key, Need need) {
  const auto* node = find(key, need, "", fmt::format("add a [{}] part", full_name(key)));
  if (node == nullptr) {
    return {};
  }
  if (const auto* value = node->as_table()) {
    return Table(*problems_, *value, full_name(key));
  }
  fail(key,
       fmt::format("{} must be one part", full_name(key)),
       fmt::format("write [{}] in single brackets, once", full_name(key)));
  return {};
}

std::vector<Table> Table::tables(std::string_view key) {
  std::vector<Table> out;
  const auto* node = find(key, Need::optional, "");
  if (node == nullptr) {
    return out;
  }
  const auto* array = node->as_array();
  const bool is_list =
      array != nullptr && std::all_of(array->begin(), array->end(), [](const toml::node& item) {
        return item.is_table();
      });
  if (!is_list) {
    fail(key,
         fmt::format("{} must be a list of parts", full_name(key)),
         fmt::format("write [[{}]] in double brackets, once for each", full_name(key)));
    return out;
  }
  for (const auto& item : *array) {
    out.emplace_back(*problems_, *item.as_table(), full_name(key));
  }
  return out;
}

void Table::finish() const {
  for (const auto& [key, node] : *table_) {
    const std::string name(key.str());
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) {
      continue;
    }
    const auto meant = base::nearest(name, known_);
    problems_->push_back({static_cast<int>(key.source().begin.line),
                          name_.empty() ? fmt::format("unknown part '{}'", name)
                                        : fmt::format("unknown key '{}' in [{}]", name, name_),
                          meant.empty() ? fmt::format("known are: {}", base::join(known_, ", "))
                                        : fmt::format("did you mean '{}'?", meant)});
  }
}

std::string Table::full_name(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

const toml::node* Table::find(std::string_view key,
                              Need need,
                              std::string_view example,
                              std::string hint) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
    known_.emplace_back(key);
  }
  const auto* node = table_->get(key);
  if (node == nullptr && need == Need::required) {
    if (hint.empty()) {
      hint = fmt::format("add {} {} to it", key, example);
    }
    problems_->push_back({line(),
                          name_.empty() ? fmt::format("[{}] is missing", key)
                                        : fmt::format("{} is missing in [{}]", key, name_),
                          std::move(hint)});
  }
  return node;
}

std::vector<const toml::node*> Table::list(std::string_view key, std::string_view example) {
  std::vector<const toml::node*> out;
  const auto* node = find(key, Need::optional, "");
  if (node == nullptr) {
    return out;
  }
  const auto* array = node->as_array();
  if (array == nullptr) {
    fail(key, fmt::format("{} must be a list", key), fmt::format("write {} = {}", key, example));
    return out;
  }
  for (const auto& item : *array) {
    out.push_back(&item);
  }
  return out;
}

std::string Table::word_from(const toml::node& node, std::string_view key) const {
  if (const auto* number = node.as_integer()) {
    return fmt::to_string(number->get());
  }
  const auto* value = node.as_string();
  const auto is_usable = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  if (value == nullptr || value->get().empty() ||
      !std::all_of(value->get().begin(), value->get().end(), is_usable)) {
    problems_->push_back({line_of(node),
                          fmt::format("{} must be a short word", key),
                          "use letters, digits, - and _ only, for example \"field-office\""});
    return {};
  }
  return value->get();
}

namespace {

// The parser's own words are about grammar; these say what to do in a matter.toml.
Problem syntax_problem(const toml::parse_error& error, std::string_view text) {
  const auto line = static_cast<int>(error.source().begin.line);
  const auto lines = base::split(text, '\n');
  const auto index = static_cast<std::size_t>(std::max(1, line)) - 1;
  const auto source = index < lines.size() ? lines[index] : std::string_view{};
  // "Error while parsing string: cannot ..." says twice that it is an error.
  auto description = base::collapse_white_space(error.description());
  if (const auto colon = description.find(": ");
      description.starts_with("Error while") && colon != std::string::npos) {
    description = description.substr(colon + 2);
  }
  for (std::size_t i = 0; i + 10 <= source.size(); ++i) {
    const auto candidate = source.substr(i, 10);
    const auto date = base::parse_date(candidate);
    if (!date && date.error().message.starts_with("there is no date")) {
      return {line, date.error().message, date.error().hint};
    }
  }
  if (description.starts_with("unescaped control characters")) {
    return {line,
            "the text in quotes does not end on its line",
            "close it with \", or use \"\"\" at both ends for a text of several lines"};
  }
  if (description.find("redefine") != std::string::npos) {
    return {line, std::move(description), "each key may stand once in a part: remove one"};
  }
  return {line,
          std::move(description),
          "check quotes, brackets and commas on this line and the one before"};
}

base::Error to_error(Problems problems, std::string_view file) {
  std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return a.line < b.line;
  });
  const auto& first = problems.front();
  auto hint = first.hint;
  if (problems.size() > 1) {
    hint += fmt::format(" (and {} more in this file)",
                        base::plural(static_cast<long long>(problems.size()) - 1, "problem"));
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("{}:{}: {}", file, first.line, first.message),
                     std::move(hint)};
}

}  // namespace

base::Result<void> parse_toml(std::string_view text,
                              std::string_view file,
                              const std::function<void(Problems&, const toml::table&)>& read) {
  Problems problems;
  try {
    read(problems, toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    problems.push_back(syntax_problem(error, text));
  }
  if (!problems.empty()) {
    return to_error(std::move(problems), file);
  }
  return {};
}

}  // namespace vaughn::foia::detail
