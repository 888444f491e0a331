// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "received/detail/numbers.h"
#include "received/page_reading.h"

namespace vaughn::received {
namespace {

constexpr std::size_t kMostDigits = 12;
constexpr std::size_t kMostLetters = 48;
constexpr double kMargin = 0.12;  // of the height

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool may_be_in_prefix(char c) {
  return is_digit(c) || is_letter(c) ||
         std::string_view("-_. ()#&:").find(c) != std::string_view::npos;
}

}  // namespace

std::optional<Number> parse_number(std::string_view text) {
  auto flat = base::collapse_white_space(text);
  std::string_view bare = base::trim(flat);
  while (!bare.empty() && std::string_view(".,;:)]").find(bare.back()) != std::string_view::npos) {
    bare.remove_suffix(1);
  }
  while (!bare.empty() && std::string_view("([").find(bare.front()) != std::string_view::npos) {
    bare.remove_prefix(1);
  }
  auto digits = bare.size();
  while (digits > 0 && is_digit(bare[digits - 1])) {
    --digits;
  }
  const auto width = bare.size() - digits;
  const auto prefix = bare.substr(0, digits);
  if (width < 3 || width > kMostDigits || bare.size() > kMostLetters ||
      !std::all_of(prefix.begin(), prefix.end(), may_be_in_prefix)) {
    return {};
  }
  const bool has_letter = std::any_of(prefix.begin(), prefix.end(), is_letter);
  if (!has_letter && (!prefix.empty() || width < 4)) {
    return {};  // a date, a telephone number, the page of a book
  }
  const auto folded = base::ascii_lower(base::trim(prefix));
  for (const std::string_view word : {"page", "pages", "p.", "pg.", "no.", "no", "case", "room"}) {
    if (folded == word || folded.ends_with(" " + std::string(word))) {
      return {};  // another count than that of the production
    }
  }
  Number out{
      .prefix = std::string(prefix), .width = static_cast<int>(width), .text = std::string(bare)};
  std::from_chars(bare.data() + digits, bare.data() + bare.size(), out.value);
  return out;
}

std::string number_text(const Number& like, std::int64_t value) {
  return fmt::format("{}{:0{}}", like.prefix, value, like.width);
}

std::vector<Number> margin_numbers(const SeenPage& page) {
  std::vector<Number> out;
  const auto add = [&](std::string_view text) {
    auto number = parse_number(text);
    if (number && std::find(out.begin(), out.end(), *number) == out.end()) {
      out.push_back(*std::move(number));
    }
  };
  for (const auto& line : lines_of(page)) {
    const double middle = (line.box.y0 + line.box.y1) / 2;
    if (middle > kMargin * page.height && middle < (1 - kMargin) * page.height) {
      continue;
    }
    add(line.text);
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const auto& word = page.words[line.words[i]].text;
      add(word);
      if (i > 0) {
        add(page.words[line.words[i - 1]].text + " " + word);
      }
    }
  }
  return out;
}

std::vector<std::optional<Number>> choose_numbers(const std::vector<std::vector<Number>>& pages) {
  struct Series {
    std::int64_t last = 0;
    int steps = 0;  // by which it counts up by one
    int count = 0;
    bool is_padded = false;
  };
  std::map<std::string, Series> series;
  for (const auto& page : pages) {
    for (const auto& number : page) {
      auto& one = series[number.prefix];
      one.steps += one.count > 0 && number.value == one.last + 1 ? 1 : 0;
      one.last = number.value;
      one.is_padded |= number.width >= 4 && number.text[number.prefix.size()] == '0';
      ++one.count;
    }
  }
  const auto is_series = [&](const Number& number) {
    const auto& one = series.at(number.prefix);
    if (one.count == 1) {
      return !number.prefix.empty() && one.is_padded &&
             number.prefix.find(' ') == std::string::npos;
    }
    return one.steps > 0 && 3 * one.steps >= one.count - 1;
  };
  std::vector<std::optional<Number>> out;
  for (const auto& page : pages) {
    std::optional<Number> best;
    for (const auto& number : page) {
      if (!is_series(number)) {
        continue;
      }
      const auto rank = [&](const Number& each) {
        return std::pair(series.at(each.prefix).steps, each.prefix.size());
      };
      if (!best || rank(number) > rank(*best)) {
        best = number;
      }
    }
    out.push_back(std::move(best));
  }
  // A number that fits neither before nor after, and is of another length than both, was misread.
  const auto neighbour = [&](std::size_t at, int step) -> const Number* {
    constexpr int kNear = 4;
    auto next = static_cast<std::ptrdiff_t>(at);
    for (int i = 0; i < kNear; ++i) {
      next += step;
      if (next < 0 || next >= static_cast<std::ptrdiff_t>(out.size())) {
        return nullptr;
      }
      const auto& other = out[static_cast<std::size_t>(next)];
      if (other && other->prefix == out[at]->prefix) {
        return &*other;
      }
    }
    return nullptr;
  };
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto* before = out[i] ? neighbour(i, -1) : nullptr;
    const auto* after = out[i] ? neighbour(i, 1) : nullptr;
    if (before == nullptr || after == nullptr || before->value >= after->value) {
      continue;
    }
    const bool fits = before->value <= out[i]->value && out[i]->value <= after->value;
    if (!fits && out[i]->width != before->width && out[i]->width != after->width) {
      out[i].reset();
    }
  }
  return out;
}

}  // namespace vaughn::received
