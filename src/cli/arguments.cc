// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

bool names(const Command* command, std::string_view name) {
  const auto has_name = [&](const auto& item) { return item.name == name; };
  const auto& globals = global_options();
  return std::any_of(globals.begin(), globals.end(), has_name) ||
         (command != nullptr &&
          (std::any_of(command->options.begin(), command->options.end(), has_name) ||
           std::any_of(command->arguments.begin(), command->arguments.end(), has_name)));
}

constexpr int kLastPage = 1'000'000;

}  // namespace

Result<std::int64_t> parse_whole_number(std::string_view text) {
  const auto digits = base::replace_all(std::string(text), ",", "");
  std::int64_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, value);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != end || value < 0) {
    return Error{ErrorCode::invalid_argument, fmt::format("'{}' is not a whole number", text), ""};
  }
  return value;
}

Arguments::Arguments(const Command* command, std::map<std::string, std::vector<std::string>> values)
    : command_(command), values_(values.begin(), values.end()) {}

const std::vector<std::string>& Arguments::values_of(std::string_view name) const {
  base::check(names(command_, name), "a command asks only for what its table names");
  static const std::vector<std::string> kNone;
  const auto found = values_.find(name);
  return found == values_.end() ? kNone : found->second;
}

bool Arguments::has(std::string_view name) const {
  return !values_of(name).empty();
}

int Arguments::count(std::string_view name) const {
  return static_cast<int>(values_of(name).size());
}

std::string Arguments::word(std::string_view name) const {
  const auto& values = values_of(name);
  return values.empty() ? std::string() : values.back();
}

const std::vector<std::string>& Arguments::words(std::string_view name) const {
  return values_of(name);
}

std::vector<std::string> Arguments::keys(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& value : values_of(name)) {
    for (const auto part : base::split(value, ',')) {
      if (const auto key = base::trim(part); !key.empty()) {
        out.emplace_back(key);
      }
    }
  }
  return out;
}

Result<std::optional<base::Date>> Arguments::date(std::string_view name) const {
  if (!has(name)) {
    return std::optional<base::Date>();
  }
  auto parsed = base::parse_date(word(name));
  if (!parsed) {
    auto error = base::with_context(parsed.error(), name);
    error.code = ErrorCode::invalid_argument;
    error.hint = "dates are written 2026-03-31; see vaughn help dates";
    return error;
  }
  return std::optional<base::Date>(*parsed);
}

Result<std::optional<std::int64_t>> Arguments::number(std::string_view name) const {
  if (!has(name)) {
    return std::optional<std::int64_t>();
  }
  const auto parsed = parse_whole_number(word(name));
  if (!parsed) {
    return base::with_context(parsed.error(), name);
  }
  return std::optional<std::int64_t>(*parsed);
}

Result<std::vector<int>> Arguments::pages(std::string_view name) const {
  std::vector<int> out;
  for (const auto& part : keys(name)) {
    const auto dash = part.find('-');
    const auto first = parse_whole_number(part.substr(0, dash));
    const auto last = dash == std::string::npos ? first : parse_whole_number(part.substr(dash + 1));
    if (!first || !last || *first < 1 || *last < *first || *last > kLastPage) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{}: '{}' names no pages", name, part),
                   "write pages as 1,3-5"};
    }
    for (auto page = *first; page <= *last; ++page) {
      out.push_back(static_cast<int>(page));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace vaughn::cli
