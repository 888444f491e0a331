// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>

#include "suggest/detail/checks.h"

namespace vaughn::suggest::detail {

namespace {

bool is_mail_byte(char byte) {
  return is_word_byte(byte) || byte == '.' || byte == '%' || byte == '+' || byte == '-' ||
         byte == '\'';
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Mailboxes that an office gives to the public or to machines.
bool is_role(std::string_view local) {
  static constexpr std::array<std::string_view, 22> kRoles = {
      "foia",      "foiarequest", "info",         "contact",   "help",       "helpdesk",
      "support",   "press",       "media",        "webmaster", "postmaster", "noreply",
      "no-reply",  "donotreply",  "do-not-reply", "admin",     "records",    "privacy",
      "inquiries", "mail",        "office",       "feedback"};
  return std::find(kRoles.begin(), kRoles.end(), local) != kRoles.end();
}

// --- addresses ---

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// The run of letters, digits, "-", "'", "/" and "." before `end`, which is at a space.
Token token_before(std::string_view text, std::size_t end) {
  auto begin = end;
  const auto belongs = [](char byte) {
    return is_word_byte(byte) || byte == '-' || byte == '\'' || byte == '.' || byte == '/';
  };
  while (begin > 0 && belongs(text[begin - 1])) {
    --begin;
  }
  return {begin, end};
}

// "12", "12B", "12-14", "1600", "12 1/2" is read as its last part.
bool is_house_number(std::string_view token) {
  std::size_t digits = 0;
  while (digits < token.size() && is_digit(token[digits])) {
    ++digits;
  }
  if (digits == 0 || digits > 6 || token.front() == '0') {
    return false;
  }
  const auto rest = token.substr(digits);
  if (rest.empty()) {
    return true;
  }
  if (rest.size() == 1) {
    return is_letter(rest.front());
  }
  return rest.front() == '-' && rest.size() <= 6 &&
         std::all_of(rest.begin() + 1, rest.end(), is_digit);
}

// A part of a street's name: "Alder", "O'Neill", "5th", "N.", "MLK".
bool is_name_part(std::string_view token) {
  if (token.empty() || token.find('/') != std::string_view::npos) {
    return false;
  }
  if (is_digit(token.front())) {
    const bool is_ordinal = ends_with(token, "th") || ends_with(token, "st") ||
                            ends_with(token, "nd") || ends_with(token, "rd") ||
                            ends_with(token, "TH") || ends_with(token, "ST") ||
                            ends_with(token, "ND") || ends_with(token, "RD");
    return is_ordinal && token.size() > 2;
  }
  return is_upper(token.front()) && !ends_with(token.substr(0, token.size() - 1), ".");
}

bool is_connector(std::string_view token) {
  static constexpr std::array<std::string_view, 7> kWords = {
      "of", "the", "de", "la", "del", "los", "las"};
  return std::find(kWords.begin(), kWords.end(), token) != kWords.end();
}

// Other things than streets are called so, too.
bool is_weak_suffix(std::string_view lower) {
  static constexpr std::array<std::string_view, 12> kWeak = {"court",
                                                             "place",
                                                             "way",
                                                             "park",
                                                             "run",
                                                             "row",
                                                             "point",
                                                             "square",
                                                             "drive",
                                                             "cross",
                                                             "dr",
                                                             "st"};
  return std::find(kWeak.begin(), kWeak.end(), lower) != kWeak.end();
}

std::size_t past_spaces(const Reader& page, std::size_t at, std::size_t most) {
  const auto limit = std::min(page.text().size(), at + most);
  while (at < limit && (page.at(at) == ' ' || page.at(at) == ',')) {
    ++at;
  }
  return at;
}

std::size_t token_end(const Reader& page, std::size_t at) {
  while (at < page.text().size() && (is_word_byte(page.at(at)) || page.at(at) == '-')) {
    ++at;
  }
  return at;
}

// ", Apt 12", " Unit B", " #4".
std::size_t past_unit(const Reader& page, std::size_t end) {
  static constexpr std::array<std::string_view, 13> kUnits = {"apartment",
                                                              "apt",
                                                              "unit",
                                                              "suite",
                                                              "ste",
                                                              "room",
                                                              "rm",
                                                              "floor",
                                                              "fl",
                                                              "lot",
                                                              "bldg",
                                                              "building",
                                                              "#"};
  const auto at = past_spaces(page, end, 3);
  const auto rest = page.lower_from(at);
  for (const auto word : kUnits) {
    if (at == end || rest.substr(0, word.size()) != word) {
      continue;
    }
    auto value = at + word.size();
    while (page.at(value) == '.' || page.at(value) == '#' ||
           (page.at(value) == ' ' && value < at + word.size() + 3)) {
      ++value;
    }
    const auto stop = token_end(page, value);
    const bool is_value = stop > value && stop - value <= 6 &&
                          (value > at + word.size() || word == "#") &&
                          (is_digit(page.at(value)) || stop - value <= 2);
    if (is_value) {
      return stop;
    }
  }
  return end;
}

// ", Springfield, IL 62704-1234".
std::size_t past_city_and_code(const Reader& page, std::size_t end) {
  auto at = past_spaces(page, end, 3);
  for (int words = 0; words <= 4 && at < page.text().size(); ++words) {
    const auto stop = token_end(page, at);
    if (stop == at || !is_upper(page.at(at))) {
      return end;
    }
    if (stop - at == 2 && is_upper(page.at(at + 1))) {
      const auto code = past_spaces(page, stop, 3);
      const auto code_end = token_end(page, code);
      const auto digits = std::string_view(page.text()).substr(code, code_end - code);
      const bool is_code = (digits.size() == 5 || (digits.size() == 10 && digits[5] == '-')) &&
                           std::count_if(digits.begin(), digits.end(), is_digit) ==
                               static_cast<std::ptrdiff_t>(digits.size() == 5 ? 5 : 9);
      if (is_code) {
        return code_end;
      }
    }
    at = past_spaces(page, page.at(stop) == '.' ? stop + 1 : stop, 2);
  }
  return end;
}

std::size_t past_direction(const Reader& page, std::size_t end) {
  static constexpr std::array<std::string_view, 8> kDirections = {
      "NW", "NE", "SW", "SE", "N", "S", "E", "W"};
  for (const auto word : kDirections) {
    if (end < page.text().size() && page.at(end) == ' ' &&
        page.text().compare(end + 1, word.size(), word) == 0 &&
        is_bounded(page.text(), end + 1, end + 1 + word.size())) {
      return end + 1 + word.size();
    }
  }
  return end;
}

// --- coordinates ---

struct Degrees {
  std::size_t begin = 0;
  std::size_t end = 0;
  double value = 0;
  std::size_t decimals = 0;
  bool has_side = false;  // N, S, E or W
};

// A decimal number at `begin`, with a degree sign and a side of the compass, if they are there.
std::optional<Degrees> degrees_at(const Reader& page, std::size_t begin, std::string_view sides) {
  Degrees out{.begin = begin};
  auto at = begin;
  if (page.at(at) == '-' || page.at(at) == '+') {
    ++at;
  }
  const auto first = at;
  while (is_digit(page.at(at))) {
    ++at;
  }
  if (at == first || at - first > 3 || page.at(at) != '.') {
    return {};
  }
  const auto point = at++;
  while (is_digit(page.at(at))) {
    ++at;
  }
  out.decimals = at - point - 1;
  const auto read = std::from_chars(page.text().data() + first, page.text().data() + at, out.value);
  if (read.ec != std::errc{} || out.decimals < 3 || out.decimals > 15) {
    return {};
  }
  out.end = at;
  while (page.at(at) == kDegree || (page.at(at) == ' ' && at < out.end + 2)) {
    ++at;
  }
  if (sides.find(page.at(at)) != std::string_view::npos && !is_word_byte(page.at(at + 1))) {
    out.has_side = true;
    out.end = at + 1;
  } else if (is_word_byte(page.at(out.end))) {
    return {};
  } else if (page.at(out.end) == kDegree) {
    ++out.end;
  }
  return out;
}

// 40°26'46"N at its degree sign.
std::optional<Degrees> minutes_at(const Reader& page, std::size_t degree, std::string_view sides) {
  auto begin = degree;
  while (begin > 0 && page.at(begin - 1) == ' ' && begin + 1 > degree) {
    --begin;
  }
  const auto stop = begin;
  while (begin > 0 && is_digit(page.at(begin - 1)) && stop - begin < 4) {
    --begin;
  }
  if (begin == stop || stop - begin > 3 || (begin > 0 && is_word_byte(page.at(begin - 1)))) {
    return {};
  }
  auto at = degree + 1;
  int marks = 0;
  for (const std::string_view mark : {"'", "\""}) {
    auto part = at;
    while (page.at(part) == ' ' && part < at + 2) {
      ++part;
    }
    const auto first = part;
    while (is_digit(page.at(part)) || page.at(part) == '.') {
      ++part;
    }
    if (part == first) {
      break;
    }
    if (page.at(part) == mark.front()) {
      at = part + 1;
      ++marks;
    } else if (page.lower_from(part).starts_with("''")) {
      at = part + 2;
      ++marks;
    } else {
      break;
    }
  }
  while (page.at(at) == ' ' && at < page.text().size() && page.at(at - 1) != ' ') {
    ++at;
  }
  const bool has_side = sides.find(page.at(at)) != std::string_view::npos &&
                        at < page.text().size() && !is_word_byte(page.at(at + 1));
  if (marks == 0 || !has_side) {
    return {};
  }
  return Degrees{.begin = begin, .end = at + 1, .has_side = true};
}

}  // namespace

Checked check_email(const Reader& page, std::size_t at) {
  const auto& text = page.text();
  auto begin = at;
  while (begin > 0 && is_mail_byte(text[begin - 1])) {
    --begin;
  }
  while (begin < at && (text[begin] == '\'' || text[begin] == '.' || text[begin] == '-')) {
    ++begin;
  }
  auto end = at + 1;
  while (end < text.size() && (is_word_byte(text[end]) || text[end] == '.' || text[end] == '-')) {
    ++end;
  }
  while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-' || text[end - 1] == '_')) {
    --end;
  }
  const auto local = std::string_view(page.lower()).substr(begin, at - begin);
  const auto domain = std::string_view(page.lower()).substr(at + 1, end - at - 1);
  const auto point = domain.rfind('.');
  if (local.empty() || local.back() == '.' || local.find("..") != std::string_view::npos ||
      point == std::string_view::npos || point == 0 || domain.front() == '-' ||
      domain.find("..") != std::string_view::npos) {
    return {};
  }
  const auto top = domain.substr(point + 1);
  if (top.size() < 2 || top.size() > 24 || !std::all_of(top.begin(), top.end(), is_letter)) {
    return {};
  }
  Candidate out{Kind::email, begin, end, Evidence::email_form};
  if (is_role(local)) {
    out.evidence = Evidence::email_role;
  } else if (top == "gov" || top == "mil" || ends_with(domain, ".fed.us")) {
    out.evidence = Evidence::email_government;
  }
  return out;
}

Checked check_street(const Reader& page, std::size_t begin, std::size_t end) {
  const auto& text = page.text();
  if (is_word_byte(page.at(end)) || !is_upper(page.at(begin + 1))) {
    return {};
  }
  // Backwards over the name to the number.
  auto at = begin;
  std::size_t parts = 0;
  std::size_t number = std::string::npos;
  while (parts <= 5 && at > 0) {
    const auto token = token_before(text, at);
    const auto word = std::string_view(text).substr(token.begin, token.end - token.begin);
    if (parts > 0 && is_house_number(word)) {
      number = token.begin;
      break;
    }
    if (!is_name_part(word) && !is_connector(word)) {
      return {};
    }
    ++parts;
    if (token.begin == 0 || text[token.begin - 1] != ' ') {
      return {};
    }
    at = token.begin - 1;
  }
  if (number == std::string::npos || (number > 0 && page.at(number - 1) == '$')) {
    return {};
  }
  const auto house = std::string_view(text).substr(number, 5);
  const bool is_like_year =
      (house.starts_with("19") || house.starts_with("20")) && house.substr(4, 1) == " ";
  auto stop = past_direction(page, page.at(end) == '.' ? end + 1 : end);
  const auto with_unit = past_unit(page, stop);
  const auto with_code = past_city_and_code(page, with_unit);
  Candidate out{Kind::address, number, end, Evidence::address_street};
  if (with_code != with_unit) {
    out.end = with_code;
    out.evidence = Evidence::address_postal_code;
  } else if (with_unit != stop) {
    out.end = with_unit;
    out.evidence = Evidence::address_unit;
  } else {
    out.end = stop;
    const bool is_named = page.is_named(Kind::address, number, stop);
    if (is_named) {
      out.evidence = Evidence::address_named;
    } else if (is_like_year &&
               is_weak_suffix(std::string_view(page.lower()).substr(begin + 1, end - begin - 1))) {
      return {};
    }
  }
  return out;
}

Checked check_post_office_box(const Reader& page, std::size_t begin, std::size_t end) {
  auto at = end;
  while (page.at(at) == ' ' && at < end + 2 && at < page.text().size()) {
    ++at;
  }
  auto stop = at;
  while (is_digit(page.at(stop)) && stop < at + 9) {
    ++stop;
  }
  if (stop == at || is_word_byte(page.at(stop)) ||
      (begin > 0 && is_word_byte(page.at(begin - 1)))) {
    return {};
  }
  const auto with_code = past_city_and_code(page, stop);
  return Candidate{Kind::address,
                   begin,
                   with_code,
                   with_code == stop ? Evidence::address_box : Evidence::address_postal_code};
}

Checked check_coordinates(const Reader& page, std::size_t point) {
  auto begin = point;
  while (begin > 0 && is_digit(page.at(begin - 1)) && point - begin < 4) {
    --begin;
  }
  if (begin > 0 && (page.at(begin - 1) == '-' || page.at(begin - 1) == '+')) {
    --begin;
  }
  if (begin > 0 && (is_word_byte(page.at(begin - 1)) || page.at(begin - 1) == '.' ||
                    page.at(begin - 1) == '$')) {
    return {};
  }
  const auto latitude = degrees_at(page, begin, "NS");
  if (!latitude || latitude->value > 90) {
    return {};
  }
  // Between the two: a comma, a slash, spaces, "longitude:".
  auto at = latitude->end;
  bool has_comma = false;
  bool has_word = false;
  while (at < page.text().size() && at < latitude->end + 16) {
    const char byte = page.at(at);
    if (byte == ' ' || byte == ':' || byte == '=' || byte == ';') {
      ++at;
    } else if (byte == ',' || byte == '/') {
      has_comma = true;
      ++at;
    } else if (const auto rest = page.lower_from(at); rest.starts_with("lon") && !has_word) {
      has_word = true;
      at = token_end(page, at);
    } else {
      break;
    }
  }
  const auto longitude = degrees_at(page, at, "EW");
  if (at == latitude->end || !longitude || longitude->value > 180) {
    return {};
  }
  const bool has_sides = latitude->has_side && longitude->has_side;
  const bool is_named = has_word || page.is_named(Kind::coordinates, begin, longitude->end);
  Candidate out{Kind::coordinates, begin, longitude->end, Evidence::coordinates_named};
  if (!has_sides && !is_named) {
    if (!has_comma || latitude->value < 1 || longitude->value < 1) {
      return {};
    }
    const auto decimals = std::min(latitude->decimals, longitude->decimals);
    out.evidence = decimals >= 4 ? Evidence::coordinates_pair : Evidence::coordinates_coarse;
  }
  return out;
}

Checked check_degrees(const Reader& page, std::size_t degree) {
  const auto first = minutes_at(page, degree, "NS");
  if (!first) {
    return {};
  }
  auto next = first->end;
  while (next < page.text().size() && next < first->end + 8 && page.at(next) != kDegree) {
    ++next;
  }
  const auto second =
      page.at(next) == kDegree ? minutes_at(page, next, "EW") : std::optional<Degrees>();
  return Candidate{Kind::coordinates,
                   first->begin,
                   second ? second->end : first->end,
                   Evidence::coordinates_degrees};
}

}  // namespace vaughn::suggest::detail
