// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>

#include "suggest/detail/checks.h"

namespace vaughn::suggest::detail {

namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool is_separator(char byte) {
  return byte == '-' || byte == ' ' || byte == '.';
}

// At most this share of a number may be letters taken for digits: 3 of 9.
bool is_mostly_digits(const Digits& read) {
  return read.misread * 3 <= static_cast<int>(read.digits.size());
}

// Never issued: area 000, 666 and 900 to 999, group 00, serial 0000.
bool is_issued(std::string_view nine) {
  const int area = number(nine.substr(0, 3));
  return area != 0 && area != 666 && area < 900 && nine.substr(3, 2) != "00" &&
         nine.substr(5) != "0000";
}

// Individual taxpayer numbers: 9xx, group 50 to 65, 70 to 88, 90 to 92 or 94 to 99.
bool is_taxpayer_number(std::string_view nine) {
  const int group = number(nine.substr(3, 2));
  return nine.front() == '9' && ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
                                 (group >= 90 && group <= 92) || group >= 94);
}

bool is_varied(std::string_view digits) {
  return std::any_of(
      digits.begin(), digits.end(), [&](char digit) { return digit != digits.front(); });
}

bool is_toll_free(std::string_view area) {
  static constexpr std::array<std::string_view, 7> kAreas = {
      "800", "833", "844", "855", "866", "877", "888"};
  return std::find(kAreas.begin(), kAreas.end(), area) != kAreas.end();
}

// Area and exchange codes begin with 2 to 9 and are not x11 service codes.
bool is_code(std::string_view code) {
  return code[0] >= '2' && code.substr(1) != "11";
}

// "ext. 123", "x123" behind a telephone number.
std::size_t past_extension(const Reader& page, std::size_t end) {
  auto at = end;
  while (at < end + 2 && (page.at(at) == ' ' || page.at(at) == ',')) {
    ++at;
  }
  const std::string_view rest = page.lower_from(at);
  std::size_t skipped = 0;
  for (const std::string_view word : {"extension", "ext.", "ext", "x"}) {
    if (rest.substr(0, word.size()) == word) {
      skipped = word.size();
      break;
    }
  }
  if (skipped == 0) {
    return end;
  }
  at += skipped;
  while (page.at(at) == ' ' && at < page.text().size()) {
    ++at;
  }
  auto stop = at;
  while (is_digit(page.at(stop)) && stop < at + 6) {
    ++stop;
  }
  return stop == at || is_word_byte(page.at(stop)) ? end : stop;
}

Checked phone_of(
    const Reader& page, std::size_t begin, std::size_t end, const Digits& read, bool is_spaced) {
  if (!is_code(read.digits.substr(0, 3)) || !is_code(read.digits.substr(3, 3)) ||
      !is_mostly_digits(read)) {
    return {};
  }
  const bool is_named = page.is_named(Kind::phone, begin, end);
  Candidate out{Kind::phone, begin, past_extension(page, end), Evidence::phone_form};
  if (read.misread > 0) {
    if (!is_named) {
      return {};
    }
    out.evidence = Evidence::phone_misread;
  } else if (is_toll_free(read.digits.substr(0, 3))) {
    out.evidence = Evidence::phone_toll_free;
  } else if (is_named) {
    out.evidence = Evidence::phone_named;
  } else if (is_spaced) {
    out.evidence = Evidence::phone_form_spaced;
  }
  return out;
}

}  // namespace

Checked check_ssn(const Reader& page, std::size_t begin, std::size_t end) {
  const auto read = digits_in(page.text(), begin, end);
  const char separator = page.at(begin + 3);
  if (page.at(begin + 6) != separator || !stands_alone(page.text(), begin, end) ||
      !is_mostly_digits(read) || !is_varied(read.digits)) {
    return {};
  }
  const bool is_named = page.is_named(Kind::ssn, begin, end);
  Candidate out{Kind::ssn, begin, end, Evidence::ssn_form};
  if (read.misread > 0) {
    if (!is_named) {
      return {};
    }
    out.evidence = Evidence::ssn_misread;
  } else if (is_issued(read.digits)) {
    out.evidence = is_named           ? Evidence::ssn_named
                   : separator == '-' ? Evidence::ssn_form
                                      : Evidence::ssn_form_spaced;
  } else if (is_named) {
    out.evidence = Evidence::ssn_not_issued_named;
  } else if (separator != '-') {
    return {};
  } else if (is_taxpayer_number(read.digits)) {
    out.evidence = Evidence::ssn_taxpayer;
  } else {
    out.evidence =
        page.page_speaks_of(Kind::ssn) ? Evidence::ssn_not_issued_page : Evidence::ssn_not_issued;
  }
  return out;
}

Checked check_masked_ssn(const Reader& page, std::size_t begin, std::size_t end) {
  if (!stands_alone(page.text(), begin, end)) {
    return {};
  }
  return Candidate{Kind::ssn, begin, end, Evidence::ssn_masked};
}

Checked check_bare_number(const Reader& page, std::size_t begin, std::size_t end) {
  const auto read = digits_in(page.text(), begin, end);
  if (!stands_alone(page.text(), begin, end) || !is_mostly_digits(read) ||
      !is_varied(read.digits)) {
    return {};
  }
  const bool is_nine = read.digits.size() == 9;
  const bool is_whole = end - begin == read.digits.size();
  const auto no = std::string::npos;
  const auto social = is_nine && is_whole ? page.distance(Kind::ssn, begin) : no;
  const auto alien = page.distance(Kind::a_number, begin);
  const auto bank = is_nine && is_whole && read.misread == 0 && is_routing_number(read.digits)
                        ? page.distance(Kind::routing, begin)
                        : no;
  const auto nearest = std::min({social, alien, bank});
  if (nearest == no) {
    return {};
  }
  if (nearest == bank) {
    return Candidate{Kind::routing, begin, end, Evidence::routing_named};
  }
  if (nearest == social) {
    return Candidate{Kind::ssn,
                     begin,
                     end,
                     read.misread > 0         ? Evidence::ssn_misread
                     : is_issued(read.digits) ? Evidence::ssn_named
                                              : Evidence::ssn_not_issued_named};
  }
  return Candidate{Kind::a_number,
                   begin,
                   end,
                   read.misread > 0 ? Evidence::a_number_misread : Evidence::a_number_named};
}

Checked check_a_number(const Reader& page, std::size_t begin) {
  auto at = begin + 1;
  while (at < begin + 3 &&
         (page.at(at) == '-' || page.at(at) == '#' || page.at(at) == ' ' || page.at(at) == ':')) {
    ++at;
  }
  const bool is_joined = at == begin + 1;
  // Up to nine digits in groups of two or more with one space or dash between them.
  auto end = at;
  std::size_t count = 0;
  std::size_t group = 0;
  int groups = 1;
  for (auto i = at; count < 10; ++i) {
    if (is_like_digit(page.at(i))) {
      ++count;
      ++group;
      end = i + 1;
      continue;
    }
    const bool goes_on = (page.at(i) == '-' || page.at(i) == ' ') && group >= 2 && count < 9 &&
                         is_like_digit(page.at(i + 1)) && is_like_digit(page.at(i + 2)) &&
                         is_like_digit(page.at(i + 3));
    if (!goes_on) {
      break;
    }
    group = 0;
    ++groups;
  }
  const auto read = digits_in(page.text(), at, end);
  if (count < 7 || count > 9 || !stands_alone(page.text(), begin, end) || !is_mostly_digits(read) ||
      !is_varied(read.digits) || (page.at(begin) == 'a' && !is_joined)) {
    return {};
  }
  const bool is_named = page.is_named(Kind::a_number, begin, begin);
  Candidate out{Kind::a_number, begin, end, Evidence::a_number_form};
  if (read.misread > 0) {
    out.evidence = Evidence::a_number_misread;
    return is_named || (count >= 8 && groups == 3 && read.misread == 1) ? Checked(out) : Checked();
  }
  if (count == 7) {
    out.evidence = Evidence::a_number_old;
    return is_named ? Checked(out) : Checked();
  }
  if (is_named) {
    out.evidence = Evidence::a_number_named;
  } else if (count == 8 && groups == 1 && is_joined) {
    out.evidence = Evidence::a_number_short_form;
  }
  return out;
}

Checked check_phone(const Reader& page, std::size_t begin, std::size_t end) {
  const auto& text = page.text();
  // Backwards: a separator, three digits, perhaps in parentheses, perhaps 1 before.
  auto at = begin;
  if (at > 0 && is_separator(page.at(at - 1))) {
    --at;
  }
  const bool is_closed = at > 0 && page.at(at - 1) == ')';
  if (is_closed) {
    --at;
  }
  const bool has_area = at >= 3 && at < begin && is_like_digit(page.at(at - 1)) &&
                        is_like_digit(page.at(at - 2)) && is_like_digit(page.at(at - 3));
  if (!has_area) {
    const auto read = digits_in(text, begin, end);
    const bool is_local = page.at(begin + 3) == '-' && stands_alone(text, begin, end) &&
                          read.misread == 0 && is_code(read.digits.substr(0, 3)) &&
                          page.distance(Kind::phone, begin) <= 12;
    return is_local
               ? Checked(Candidate{
                     Kind::phone, begin, past_extension(page, end), Evidence::phone_local_named})
               : Checked();
  }
  auto start = at - 3;
  const auto read = digits_in(text, start, end);
  if (is_closed) {
    if (start == 0 || page.at(start - 1) != '(') {
      return {};
    }
    --start;
  }
  const bool is_spaced = !is_closed && page.at(begin - 1) == ' ' && page.at(begin + 3) == ' ';
  if (start >= 1 && (is_separator(page.at(start - 1)) || page.at(start - 1) == '1')) {
    const auto one = page.at(start - 1) == '1' ? start - 1 : start - 2;
    if (start >= 2 && page.at(one) == '1') {
      const bool has_plus = one > 0 && page.at(one - 1) == '+';
      const auto first = has_plus ? one - 1 : one;
      if (first == 0 || !is_word_byte(page.at(first - 1))) {
        start = first;
      }
    }
  }
  if (!stands_alone(text, start, end)) {
    return {};
  }
  return phone_of(page, start, end, read, is_spaced);
}

Checked check_ten_digits(const Reader& page, std::size_t begin, std::size_t end) {
  if (!stands_alone(page.text(), begin, end) || page.distance(Kind::phone, begin) > 20) {
    return {};
  }
  return phone_of(page, begin, end, digits_in(page.text(), begin, end), false);
}

Checked check_phone_abroad(const Reader& page, std::size_t begin) {
  if (begin > 0 && is_word_byte(page.at(begin - 1))) {
    return {};
  }
  auto end = begin + 1;
  std::size_t count = 0;
  for (auto i = end; count < 16; ++i) {
    const char byte = page.at(i);
    if (is_digit(byte)) {
      ++count;
      end = i + 1;
    } else if (byte == '(' || byte == ')' ? i + 1 >= page.text().size()
                                          : !is_separator(byte) || !is_word_byte(page.at(i + 1))) {
      break;
    }
  }
  if (page.at(begin + 1) == '1' || count < 9 || count > 15 || is_word_byte(page.at(end))) {
    return {};
  }
  return Candidate{Kind::phone, begin, past_extension(page, end), Evidence::phone_abroad};
}

bool is_routing_number(std::string_view nine_digits) {
  if (nine_digits.size() != 9) {
    return false;
  }
  const int head = number(nine_digits.substr(0, 2));
  const bool is_assigned =
      head <= 12 || (head >= 21 && head <= 32) || (head >= 61 && head <= 72) || head == 80;
  static constexpr std::array<int, 3> kWeights = {3, 7, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    sum += kWeights[i % 3] * (nine_digits[i] - '0');
  }
  return is_assigned && sum % 10 == 0 && is_varied(nine_digits);
}

bool passes_luhn(std::string_view digits) {
  int sum = 0;
  bool doubles = false;
  for (std::size_t i = digits.size(); i > 0; --i) {
    int value = digits[i - 1] - '0';
    if (doubles) {
      value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    }
    sum += value;
    doubles = !doubles;
  }
  return !digits.empty() && sum % 10 == 0;
}

namespace {

// The first digits and lengths that networks of payment cards use.
bool has_issuer(std::string_view digits) {
  const auto size = digits.size();
  const int two = number(digits.substr(0, 2));
  const int four = number(digits.substr(0, 4));
  if (digits.front() == '4') {
    return size == 13 || size == 16 || size == 19;
  }
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) {
    return size == 16;
  }
  if (two == 34 || two == 37) {
    return size == 15;
  }
  if (four == 6011 || two == 65 || (four >= 6440 && four <= 6499)) {
    return size >= 16;
  }
  if (two == 35 || two == 62) {
    return size >= 16;
  }
  return (two == 30 || two == 36 || two == 38) && size == 14;
}

}  // namespace

Checked check_card(const Reader& page, std::size_t begin) {
  if (begin > 0 && is_digit(page.at(begin - 1))) {
    return {};
  }
  auto end = begin;
  std::size_t groups = 1;
  std::string digits;
  for (auto i = begin; digits.size() < 20; ++i) {
    if (is_digit(page.at(i))) {
      digits += page.at(i);
      end = i + 1;
    } else if ((page.at(i) == ' ' || page.at(i) == '-') && is_digit(page.at(i + 1))) {
      ++groups;
    } else {
      break;
    }
  }
  if (digits.size() < 13 || digits.size() > 19 || groups > 5 || !has_issuer(digits) ||
      !stands_alone(page.text(), begin, end) || !is_varied(digits)) {
    return {};
  }
  const bool is_named = page.is_named(Kind::card, begin, end);
  Candidate out{Kind::card, begin, end, Evidence::card_digits};
  if (!passes_luhn(digits)) {
    out.evidence = Evidence::card_wrong_digit;
    return is_named ? Checked(out) : Checked();
  }
  out.evidence = is_named     ? Evidence::card_named
                 : groups > 1 ? Evidence::card_form
                              : Evidence::card_digits;
  return out;
}

Checked check_iban(const Reader& page, std::size_t begin) {
  if (begin > 0 && is_word_byte(page.at(begin - 1))) {
    return {};
  }
  std::string letters;
  Checked out;
  for (auto i = begin; letters.size() < 35; ++i) {
    const char byte = page.at(i);
    if (is_digit(byte) || is_upper(byte)) {
      letters += byte;
    } else if (byte != ' ' || letters.size() % 4 != 0 || !is_word_byte(page.at(i + 1))) {
      break;
    }
    if (letters.size() < 15 || letters.size() > 34 || is_word_byte(page.at(i + 1))) {
      continue;
    }
    // ISO 7064, mod 97-10: the first four go to the end, letters count from 10.
    int rest = 0;
    for (std::size_t j = 0; j < letters.size(); ++j) {
      const char letter = letters[(j + 4) % letters.size()];
      rest = is_digit(letter) ? (rest * 10 + (letter - '0')) % 97
                              : (rest * 100 + (letter - 'A' + 10)) % 97;
    }
    if (rest == 1) {
      out = Candidate{Kind::account, begin, i + 1, Evidence::account_iban};
    }
  }
  return out;
}

}  // namespace vaughn::suggest::detail
