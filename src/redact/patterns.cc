// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/patterns.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::redact {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

// The dash in all its shapes, or a dot or space, as people separate digits.
#define DASH "[-\\x{2010}-\\x{2014}]"
#define GAP "[-\\x{2010}-\\x{2014}. ]"

constexpr Pattern kPatterns[] = {
    {PatternKind::ssn,
     "ssn",
     "social security numbers: 123-45-6789, or nine digits after the words",
     "\\d{3}(?:" DASH "| )\\d{2}(?:" DASH "| )\\d{4}|\\d{9}",
     "(b)(6)"},
    {PatternKind::a_number,
     "a_number",
     "alien registration numbers: A012 345 678, A-12-345-678, or digits after the words",
     "(?i:A)(?:#| |" DASH "){0,2}\\d{2,3}(?: |" DASH ")?\\d{3}(?: |" DASH
     ")?\\d{3}|\\d{2,3}(?: |" DASH ")?\\d{3}(?: |" DASH ")?\\d{3}",
     "(b)(6)"},
    {PatternKind::phone,
     "phone",
     "telephone numbers of the North American plan",
     "(?:\\+?1" GAP "?)?(?:\\(\\d{3}\\) ?|\\d{3}" GAP ")\\d{3}" GAP "\\d{4}",
     "(b)(6)"},
    {PatternKind::email,
     "email",
     "e-mail addresses",
     "[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,24}",
     "(b)(6)"},
    {PatternKind::date_of_birth,
     "date_of_birth",
     "dates that follow \"DOB\", \"born\" or \"date of birth\"",
     "\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|"
     "(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.? \\d{1,2},? \\d{4}|"
     "\\d{1,2} (?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.? \\d{4}",
     "(b)(6)"},
};

#undef DASH
#undef GAP

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

bool is_word_byte(char byte) {
  return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         byte == '_';
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What stands before a match, in lower case with single spaces.
std::string before(const pdf::PageText& page, const pdf::Match& match, std::size_t reach) {
  const std::size_t from = match.offset > reach ? match.offset - reach : 0;
  std::string text = page.text.substr(from, match.offset - from);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return base::ascii_lower(text);
}

bool mentions(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      const bool is_start = at == 0 || !is_word_byte(text[at - 1]);
      const std::size_t end = at + word.size();
      if (is_start && (end == text.size() || !is_word_byte(text[end]))) {
        return true;
      }
    }
    return false;
  });
}

// No letter or digit goes on at either end: part of a longer number is no identifier.
bool stands_alone(const pdf::PageText& page, const pdf::Match& match) {
  const std::size_t end = match.offset + match.text.size();
  const bool is_cut_before = match.offset > 0 && is_word_byte(page.text[match.offset - 1]);
  const bool is_cut_after = end < page.text.size() && is_word_byte(page.text[end]);
  auto joins = [](char byte) { return byte == '-' || byte == '/'; };
  const bool goes_on_before = match.offset > 1 && joins(page.text[match.offset - 1]) &&
                              is_digit(page.text[match.offset - 2]);
  const bool goes_on_after =
      end + 1 < page.text.size() && joins(page.text[end]) && is_digit(page.text[end + 1]);
  return !is_cut_before && !is_cut_after && !goes_on_before && !goes_on_after;
}

// Numbers never issued: area 000, 666 and 900-999, group 00, serial 0000.
bool is_ssn(const pdf::PageText& page, const pdf::Match& match) {
  const std::string digits = digits_of(match.text);
  const int area = number(std::string_view(digits).substr(0, 3));
  const bool is_issued = area != 0 && area != 666 && area < 900 &&
                         digits.compare(3, 2, "00") != 0 && digits.compare(5, 4, "0000") != 0;
  if (!is_issued || match.text.size() > digits.size()) {
    return is_issued;
  }
  return mentions(before(page, match, 40),
                  {"ssn", "ss#", "ss #", "ss no", "social security", "soc. sec"});
}

// Eight or nine digits; seven in the oldest.
bool is_a_number(const pdf::PageText& page, const pdf::Match& match) {
  const std::string digits = digits_of(match.text);
  const bool is_varied = std::any_of(
      digits.begin(), digits.end(), [&](char digit) { return digit != digits.front(); });
  if (!is_varied || digits.size() < 8 || digits.size() > 9) {
    return false;
  }
  if (!is_digit(match.text.front())) {
    return match.text.front() == 'A' || digits.size() == match.text.size() - 1;
  }
  return mentions(before(page, match, 40),
                  {"a-number",
                   "a number",
                   "a#",
                   "a no",
                   "a-no",
                   "alien no",
                   "alien number",
                   "alien registration",
                   "a-file",
                   "uscis#",
                   "uscis #",
                   "uscis number"});
}

// Area and exchange codes begin with 2 to 9 and are not x11 service codes.
bool is_phone(const pdf::Match& match) {
  std::string digits = digits_of(match.text);
  if (digits.size() == 11) {
    digits.erase(0, 1);
  }
  if (digits.size() != 10) {
    return false;
  }
  auto is_code = [](std::string_view code) { return code[0] >= '2' && code.substr(1) != "11"; };
  return is_code(std::string_view(digits).substr(0, 3)) &&
         is_code(std::string_view(digits).substr(3, 3));
}

bool is_email(const pdf::Match& match) {
  const std::size_t at = match.text.find('@');
  return match.text.front() != '.' && match.text[at - 1] != '.' &&
         match.text.find("..") == std::string::npos;
}

bool is_date_of_birth(const pdf::PageText& page, const pdf::Match& match) {
  std::vector<int> numbers;
  for (std::size_t at = 0; at < match.text.size();) {
    if (!is_digit(match.text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < match.text.size() && is_digit(match.text[end])) {
      ++end;
    }
    numbers.push_back(number(std::string_view(match.text).substr(at, end - at)));
    at = end;
  }
  const bool is_date = std::all_of(numbers.begin(), numbers.end(), [](int value) {
    return (value >= 0 && value <= 99) || (value >= 1880 && value <= 2100);
  });
  return is_date && mentions(before(page, match, 32),
                             {"dob",
                              "d.o.b",
                              "d.o.b.",
                              "born",
                              "date of birth",
                              "birth date",
                              "birthdate",
                              "birthday",
                              "birth"});
}

bool is_valid(PatternKind kind, const pdf::PageText& page, const pdf::Match& match) {
  if (!stands_alone(page, match)) {
    return false;
  }
  switch (kind) {
    case PatternKind::ssn: return is_ssn(page, match);
    case PatternKind::a_number: return is_a_number(page, match);
    case PatternKind::phone: return is_phone(match);
    case PatternKind::email: return is_email(match);
    case PatternKind::date_of_birth: return is_date_of_birth(page, match);
  }
  return false;
}

}  // namespace

std::span<const Pattern> all_patterns() {
  return kPatterns;
}

Result<Pattern> find_pattern(std::string_view name) {
  std::string names;
  for (const Pattern& pattern : kPatterns) {
    if (pattern.name == name) {
      return pattern;
    }
    names += names.empty() ? "" : ", ";
    names += pattern.name;
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("there is no pattern \"{}\"", name),
               "patterns are " + names};
}

Result<std::vector<pdf::Match>> find_all(const Pattern& pattern, const pdf::PageText& page) {
  std::vector<pdf::Match> matches = TRY(pdf::find_pattern(page, pattern.expression));
  std::erase_if(matches,
                [&](const pdf::Match& match) { return !is_valid(pattern.kind, page, match); });
  return matches;
}

}  // namespace vaughn::redact
