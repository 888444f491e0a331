// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/detail/name_checks.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace vaughn::suggest::detail {

namespace {

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool has_point = false;
};

bool is_name_byte(char byte) {
  return is_letter(byte) || byte == '-' || byte == '\'';
}

// The word before `at`, behind at most one space and a point. Empty if something else is there.
Token token_before(const Reader& page, std::size_t at) {
  Token out;
  if (at > 0 && page.at(at - 1) == ' ') {
    --at;
  }
  if (at > 0 && page.at(at - 1) == '.') {
    out.has_point = true;
    --at;
  }
  out.end = at;
  while (at > 0 && is_name_byte(page.at(at - 1))) {
    --at;
  }
  out.begin = at;
  return out;
}

// The word after `at`, behind one space.
Token token_after(const Reader& page, std::size_t at) {
  Token out;
  if (page.at(at) == ' ') {
    ++at;
  }
  out.begin = std::min(at, page.text().size());
  out.end = out.begin;
  while (out.end < page.text().size() && is_name_byte(page.at(out.end))) {
    ++out.end;
  }
  out.has_point = page.at(out.end) == '.';
  return out;
}

std::string_view lower_of(const Reader& page, const Token& token) {
  return std::string_view(page.lower()).substr(token.begin, token.end - token.begin);
}

enum class Given { other, initial, full };

// How a word agrees with the given names of a person.
Given given_of(std::string_view word, const Person& person) {
  Given out = Given::other;
  for (const auto& first : person.first) {
    if (word == first && first.size() > 1) {
      return Given::full;
    }
    // "T", "TJ", or a list that has initials only.
    const bool is_initial = word.size() == 1 && first.front() == word.front();
    const bool is_of_initial = first.size() == 1 && !word.empty() && word.front() == first.front();
    if (is_initial || is_of_initial) {
      out = Given::initial;
    }
  }
  return out;
}

Given given_of(std::string_view word, const std::vector<const Person*>& people) {
  Given out = Given::other;
  for (const auto* person : people) {
    out = std::max(out, given_of(word, *person));
  }
  return out;
}

constexpr std::array<std::string_view, 36> kTitles = {
    "mr",         "mrs",     "ms",      "miss",       "dr",           "prof",
    "professor",  "officer", "agent",   "director",   "sergeant",     "sgt",
    "lieutenant", "lt",      "captain", "capt",       "detective",    "det",
    "inspector",  "deputy",  "chief",   "counsel",    "attorney",     "judge",
    "special",    "sa",      "ssa",     "sac",        "asac",         "do",
    "sddo",       "fod",     "analyst", "supervisor", "investigator", "commander"};

bool is_capitalised(const Reader& page, const Token& token) {
  return token.begin < token.end && is_upper(page.at(token.begin));
}

// "first last" of one of them stands anywhere on the page.
bool stands_in_full(const Reader& page, const std::vector<const Person*>& people) {
  return std::any_of(people.begin(), people.end(), [&](const Person* person) {
    if (person->first.empty() || person->first.front().size() < 2) {
      return false;
    }
    const std::array<std::string, 2> forms = {person->first.front() + " " + person->last,
                                              person->last + ", " + person->first.front()};
    return mentions(page.lower(), 0, page.lower().size(), forms);
  });
}

// Takes initials and middle names before `begin` into the name, then the given name.
struct Leading {
  std::size_t begin = 0;
  Given given = Given::other;
};
Leading leading_names(const Reader& page,
                      std::size_t begin,
                      const std::vector<const Person*>& people) {
  Leading out{begin};
  auto at = begin;
  for (int words = 0; words < 3; ++words) {
    const auto token = token_before(page, at);
    if (token.begin == token.end || (token.has_point && token.end - token.begin > 2)) {
      break;
    }
    const auto given = given_of(lower_of(page, token), people);
    if (given > out.given || (given != Given::other && given == out.given)) {
      out = {token.begin, given};
    }
    // A middle initial or name may stand between; it is part of the name if a given one precedes.
    at = token.begin;
  }
  return out;
}

}  // namespace

std::vector<std::string> spellings(const std::string& last) {
  std::vector<std::string> out = {last};
  for (const std::string_view sign : {"-", "'"}) {
    if (last.find(sign) == std::string::npos) {
      continue;
    }
    out.push_back(base::replace_all(last, sign, ""));
    out.push_back(base::replace_all(last, sign, " "));
    if (sign == "-") {
      out.push_back(base::replace_all(last, sign, "- "));
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Checked check_name(const Reader& page, const NamePlace& place) {
  const auto& text = page.text();
  const auto& people = *place.people;
  // "Whitlock's" and "Whitlock-led" are bounded; "ewhitlock" is not.
  if (!is_bounded(text, place.begin, place.end) ||
      (place.begin > 0 && (page.at(place.begin - 1) == '@' || page.at(place.begin - 1) == '-'))) {
    return {};
  }
  Candidate out{people.front()->kind, place.begin, place.end, Evidence::name_last_only};
  const bool is_capital = std::any_of(
      text.begin() + static_cast<std::ptrdiff_t>(place.begin),
      text.begin() + static_cast<std::ptrdiff_t>(place.end),
      [](char byte) { return is_upper(byte) || static_cast<unsigned char>(byte) >= 0x80; });
  // "Last, First" and "LAST First".
  const bool has_comma = page.at(place.end) == ',';
  const auto behind = token_after(page, has_comma ? place.end + 1 : place.end);
  const auto given_behind = given_of(lower_of(page, behind), people);
  if (given_behind == Given::full && is_capital) {
    out.end = behind.end;
    out.evidence = Evidence::name_full;
    const auto middle = token_after(page, behind.end);
    if (middle.end - middle.begin == 1 && is_upper(page.at(middle.begin)) &&
        !is_word_byte(page.at(middle.end))) {
      out.end = middle.end;
    }
    return out;
  }
  const auto lead = leading_names(page, place.begin, people);
  if (lead.given == Given::full) {
    out.begin = lead.begin;
    out.evidence = is_capital ? Evidence::name_full : Evidence::name_small_letters;
    return out;
  }
  if (!is_capital) {
    return {};
  }
  if (has_comma && given_behind == Given::initial && is_capitalised(page, behind)) {
    out.end = behind.end;
    out.evidence = Evidence::name_initial;
    return out;
  }
  const auto before = token_before(page, place.begin);
  if (lead.given == Given::initial && is_capitalised(page, {lead.begin, place.begin})) {
    out.begin = lead.begin;
    out.evidence = Evidence::name_initial;
    return out;
  }
  const auto word = lower_of(page, before);
  const bool is_listed_alone = std::any_of(
      people.begin(), people.end(), [](const Person* person) { return person->first.empty(); });
  if (is_listed_alone) {
    out.evidence = Evidence::name_listed_alone;
  } else if (std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end()) {
    out.evidence = Evidence::name_title;
  } else if (stands_in_full(page, people)) {
    out.evidence = Evidence::name_again;
  } else if (is_capitalised(page, before) && !before.has_point && word.size() > 2) {
    out.evidence = Evidence::name_other_first;
  }
  return out;
}

}  // namespace vaughn::suggest::detail
