// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>

#include "suggest/detail/checks.h"

// What is found only behind a word that names it.
namespace vaughn::suggest::detail {

namespace {

constexpr std::size_t kReach = 40;

struct Value {
  std::size_t begin = 0;
  bool says_number = false;  // "no.", "#", ":" stood between
};

// Where the value begins that a word names: past ":", "#", "no.", "number", "is".
Value value_after(const Reader& page, std::size_t at) {
  static constexpr std::array<std::string_view, 10> kFillers = {
      "number", "numbers", "num", "nos", "no", "nr", "is", "was", "ending in", "id"};
  Value out;
  for (int words = 0; words < 4; ++words) {
    while (at < page.text().size() &&
           (page.at(at) == ' ' || page.at(at) == '.' || page.at(at) == ':' || page.at(at) == '#' ||
            page.at(at) == '=' || page.at(at) == ')' || page.at(at) == '(')) {
      out.says_number = out.says_number || page.at(at) == ':' || page.at(at) == '#';
      ++at;
    }
    const auto rest = page.lower_from(at);
    const auto filler = std::find_if(kFillers.begin(), kFillers.end(), [&](auto word) {
      return rest.starts_with(word) &&
             (rest.size() == word.size() || !is_word_byte(rest[word.size()]));
    });
    if (filler == kFillers.end()) {
      break;
    }
    out.says_number = out.says_number || (*filler != "is" && *filler != "was");
    at += filler->size();
  }
  out.begin = at;
  return out;
}

int month_of(std::string_view lower) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",
                                                               "february",
                                                               "march",
                                                               "april",
                                                               "may",
                                                               "june",
                                                               "july",
                                                               "august",
                                                               "september",
                                                               "october",
                                                               "november",
                                                               "december"};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3) || (i == 8 && lower == "sept")) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  int value = -1;
  int misread = 0;
};

Part digits_at(const Reader& page, std::size_t at, std::size_t most) {
  Part out{at, at};
  while (out.end < at + most && is_like_digit(page.at(out.end))) {
    ++out.end;
  }
  const auto read = digits_in(page.text(), at, out.end);
  out.misread = read.misread;
  if (!read.digits.empty() && read.misread < static_cast<int>(read.digits.size())) {
    std::from_chars(read.digits.data(), read.digits.data() + read.digits.size(), out.value);
  }
  return out;
}

bool is_year(const Part& part) {
  const auto size = part.end - part.begin;
  return (size == 4 && part.value >= 1880 && part.value <= 2100) || (size == 2 && part.value >= 0);
}

bool is_day_and_month(int first, int second) {
  return first >= 1 && second >= 1 && std::max(first, second) <= 31 &&
         std::min(first, second) <= 12;
}

struct FoundDate {
  std::size_t end = 0;  // 0: none
  int misread = 0;
};

FoundDate numeric_date(const Reader& page, std::size_t at) {
  const auto first = digits_at(page, at, 4);
  const char separator = page.at(first.end);
  if (first.value < 0 || (separator != '/' && separator != '-' && separator != '.')) {
    return {};
  }
  const auto second = digits_at(page, first.end + 1, 2);
  if (second.value < 0 || page.at(second.end) != separator) {
    return {};
  }
  const auto third = digits_at(page, second.end + 1, 4);
  if (third.value < 0 || is_word_byte(page.at(third.end))) {
    return {};
  }
  const bool is_year_first = first.end - first.begin == 4;
  const bool is_date = is_year_first ? is_year(first) && second.value >= 1 && second.value <= 12 &&
                                           third.value >= 1 && third.value <= 31
                                     : first.end - first.begin <= 2 && is_year(third) &&
                                           is_day_and_month(first.value, second.value);
  return is_date ? FoundDate{third.end, first.misread + second.misread + third.misread}
                 : FoundDate{};
}

std::size_t word_end(const Reader& page, std::size_t at) {
  while (at < page.text().size() && is_letter(page.at(at))) {
    ++at;
  }
  return at;
}

std::size_t past_gap(const Reader& page, std::size_t at) {
  while (at < page.text().size() &&
         (page.at(at) == ' ' || page.at(at) == '.' || page.at(at) == ',' || page.at(at) == '-')) {
    ++at;
  }
  return at;
}

std::size_t past_ordinal(const Reader& page, std::size_t at) {
  const auto rest = page.lower_from(at).substr(0, 2);
  const bool is_ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  return is_ordinal && !is_word_byte(page.at(at + 2)) ? at + 2 : at;
}

// "March 4, 1975", "4 March 1975", "04-Mar-75".
FoundDate written_date(const Reader& page, std::size_t at) {
  const auto month_at = [&](std::size_t from) {
    const auto end = word_end(page, from);
    return month_of(page.lower_from(from).substr(0, end - from)) == 0 ? 0 : end;
  };
  std::size_t year_at = 0;
  if (is_letter(page.at(at))) {
    const auto month_end = month_at(at);
    if (month_end == 0) {
      return {};
    }
    const auto day = digits_at(page, past_gap(page, month_end), 2);
    if (day.value < 1 || day.value > 31) {
      return {};
    }
    year_at = past_gap(page, past_ordinal(page, day.end));
  } else {
    const auto day = digits_at(page, at, 2);
    const auto month_end =
        day.value < 1 || day.value > 31 ? 0 : month_at(past_gap(page, past_ordinal(page, day.end)));
    if (month_end == 0) {
      return {};
    }
    year_at = past_gap(page, month_end);
  }
  const auto year = digits_at(page, year_at, 4);
  const bool is_date = is_year(year) && year_at > at && !is_word_byte(page.at(year.end));
  return is_date ? FoundDate{year.end, year.misread} : FoundDate{};
}

}  // namespace

Checked check_birth_date(const Reader& page, std::size_t end) {
  const auto limit = std::min(page.text().size(), end + kReach);
  const auto named = value_after(page, end).begin;
  for (auto at = end; at < limit; ++at) {
    if (is_word_byte(page.at(at - 1)) || !is_word_byte(page.at(at))) {
      continue;
    }
    auto date = numeric_date(page, at);
    if (date.end == 0) {
      date = written_date(page, at);
    }
    if (date.end != 0) {
      const bool is_direct = at <= named + 4 && date.misread == 0;
      return Candidate{Kind::date_of_birth,
                       at,
                       date.end,
                       is_direct ? Evidence::birth_date_named : Evidence::birth_date_near};
    }
    const auto year = digits_at(page, at, 4);
    if (at <= named + 4 && year.end - year.begin == 4 && year.misread == 0 && is_year(year) &&
        is_bounded(page.text(), year.begin, year.end) && page.at(year.end) != '-' &&
        page.at(year.end) != '/') {
      return Candidate{Kind::date_of_birth, at, year.end, Evidence::birth_year};
    }
  }
  return {};
}

Checked check_account(const Reader& page, std::size_t end) {
  const auto value = value_after(page, end);
  auto stop = value.begin;
  std::size_t digits = 0;
  while (stop < page.text().size() && stop < value.begin + 24) {
    const char byte = page.at(stop);
    const bool goes_on =
        (byte == '-' || byte == ' ') && is_digit(page.at(stop + 1)) && is_digit(page.at(stop - 1));
    if (!is_digit(byte) && !is_upper(byte) && !goes_on && byte != '*') {
      break;
    }
    digits += is_digit(byte) ? 1 : 0;
    ++stop;
  }
  if (digits < 5 || digits > 17 || !stands_alone(page.text(), value.begin, stop)) {
    return {};
  }
  return Candidate{Kind::account,
                   value.begin,
                   stop,
                   value.says_number ? Evidence::account_named : Evidence::account_near};
}

Checked check_badge(const Reader& page, std::size_t end) {
  const auto value = value_after(page, end);
  auto stop = value.begin;
  std::size_t digits = 0;
  std::size_t letters = 0;
  while (stop < page.text().size() && stop < value.begin + 12) {
    const char byte = page.at(stop);
    const bool joins = byte == '-' && stop > value.begin && is_word_byte(page.at(stop + 1));
    if (!is_digit(byte) && !is_upper(byte) && !joins) {
      break;
    }
    digits += is_digit(byte) ? 1 : 0;
    letters += is_upper(byte) ? 1 : 0;
    ++stop;
  }
  const std::size_t least = value.says_number ? 2 : 3;
  if (digits < least || digits > 8 || letters > 4 ||
      !stands_alone(page.text(), value.begin, stop)) {
    return {};
  }
  return Candidate{Kind::badge,
                   value.begin,
                   stop,
                   value.says_number ? Evidence::badge_named : Evidence::badge_near};
}

}  // namespace vaughn::suggest::detail
