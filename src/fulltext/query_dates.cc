// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "fulltext/detail/query_lexer.h"

namespace vaughn::fulltext {
namespace {

constexpr std::string_view kForms =
    "write sent:2022, sent:2022-03, sent:2022-03-01..2022-04-15, sent:>=2022-03 or sent:none";

// The days a year, month or day stands for.
struct Days {
  base::Date first{};
  base::Date last{};
  std::optional<QueryProblem> problem{};
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size() || text[0] == '-') {
    return std::nullopt;
  }
  return value;
}

QueryProblem problem(std::string message, std::string suggestion = std::string(kForms)) {
  return {"Q116", 0, std::move(message), std::move(suggestion)};
}

// 3/1/2022 is understood by people in two ways, so it is only suggested, not taken.
QueryProblem not_a_date(std::string_view text) {
  const auto parts = base::split(text, '/');
  if (parts.size() == 3 && parts[0].size() <= 2 && parts[1].size() <= 2 && parts[2].size() == 4) {
    const auto month = number(parts[0]);
    const auto day = number(parts[1]);
    if (month && day && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31) {
      return problem(fmt::format("{} is not written as a date here", text),
                     fmt::format("sent:{}-{:02}-{:02}", parts[2], *month, *day));
    }
  }
  return problem(fmt::format("{} is not a date", text));
}

Days parse_days(std::string_view text) {
  Days out;
  if (text.size() == 10) {
    auto date = base::parse_date(text);
    if (!date) {
      out.problem = not_a_date(text);
      if (text[4] == '-' && text[7] == '-') {
        out.problem = problem(fmt::format("there is no day {}", text));
      }
      return out;
    }
    out.first = out.last = *date;
    return out;
  }
  const bool has_month = text.size() == 7 && text[4] == '-';
  const auto year = text.size() == 4 || has_month ? number(text.substr(0, 4)) : std::nullopt;
  const auto month = has_month ? number(text.substr(5)) : std::optional<int>(1);
  if (!year || *year < 1 || !month) {
    out.problem = not_a_date(text);
    return out;
  }
  if (*month < 1 || *month > 12) {
    out.problem = problem(fmt::format("there is no month {}", text));
    return out;
  }
  const std::chrono::year y(*year);
  const auto m = static_cast<unsigned>(*month);
  out.first = y / std::chrono::month(m) / 1;
  const std::chrono::month last_month(has_month ? m : 12U);
  out.last = base::Date(y / last_month / std::chrono::last);
  return out;
}

}  // namespace

ParsedDates parse_sent(std::string_view value) {
  ParsedDates out;
  if (base::ascii_lower(value) == "none") {
    out.is_undated = true;
    return out;
  }
  const auto failed = [&](std::optional<QueryProblem> why) {
    out.problem = std::move(why);
    return out;
  };
  constexpr std::array<std::string_view, 5> kSigns{">=", "<=", ">", "<", "="};
  for (const auto sign : kSigns) {
    if (!value.starts_with(sign)) {
      continue;
    }
    const auto days = parse_days(value.substr(sign.size()));
    if (days.problem) {
      return failed(days.problem);
    }
    if (sign == ">=" || sign == "=") {
      out.dates.first = days.first;
    } else if (sign == ">") {
      out.dates.first = base::add_days(days.last, 1);
    }
    if (sign == "<=" || sign == "=") {
      out.dates.last = days.last;
    } else if (sign == "<") {
      out.dates.last = base::add_days(days.first, -1);
    }
    return out;
  }
  const auto dots = value.find("..");
  const auto left = value.substr(0, dots);
  const auto right = dots == std::string_view::npos ? left : value.substr(dots + 2);
  if (left.empty() && right.empty()) {
    return failed(problem("the range has no ends"));
  }
  if (!left.empty()) {
    const auto days = parse_days(left);
    if (days.problem) {
      return failed(days.problem);
    }
    out.dates.first = days.first;
  }
  if (!right.empty()) {
    const auto days = parse_days(right);
    if (days.problem) {
      return failed(days.problem);
    }
    out.dates.last = days.last;
  }
  if (out.dates.first && out.dates.last && *out.dates.last < *out.dates.first) {
    return failed(problem(fmt::format("{} is a range that ends before it begins", value),
                          fmt::format("sent:{}..{}", right, left)));
  }
  return out;
}

}  // namespace vaughn::fulltext
