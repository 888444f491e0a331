// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/names.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "suggest/detail/plain_text.h"

namespace vaughn::suggest {

namespace {

template <std::size_t n>
bool is_among(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 30> kNoName = {
    "mr",  "mrs", "ms",   "miss", "dr",  "prof",    "hon",   "sir",      "jr",    "sr",
    "ii",  "iii", "iv",   "esq",  "phd", "md",      "jd",    "cpa",      "rn",    "usn",
    "ret", "ctr", "capt", "lt",   "sgt", "officer", "agent", "director", "judge", "the"};

// Belongs to the last name behind it.
constexpr std::array<std::string_view, 18> kParticles = {"de",
                                                         "la",
                                                         "las",
                                                         "los",
                                                         "del",
                                                         "della",
                                                         "di",
                                                         "da",
                                                         "dos",
                                                         "du",
                                                         "van",
                                                         "von",
                                                         "der",
                                                         "den",
                                                         "bin",
                                                         "ibn",
                                                         "al",
                                                         "el"};

// A mailbox with one of these in its name is no person's.
constexpr std::array<std::string_view, 40> kNoPerson = {
    "all",     "staff",    "team",        "desk",       "help",     "office",     "offices",
    "list",    "group",    "support",     "service",    "services", "system",     "systems",
    "noreply", "reply",    "no",          "admin",      "info",     "foia",       "records",
    "request", "requests", "mailbox",     "daemon",     "mailer",   "postmaster", "division",
    "branch",  "unit",     "program",     "department", "bureau",   "agency",     "committee",
    "news",    "alerts",   "undisclosed", "recipients", "center"};

std::vector<std::string> tokens_of(std::string_view lower) {
  std::vector<std::string> out;
  std::string token;
  const auto flush = [&] {
    while (!token.empty() && (token.back() == '-' || token.back() == '\'')) {
      token.pop_back();
    }
    if (!token.empty() && !is_among(kNoName, token)) {
      out.push_back(token);
    }
    token.clear();
  };
  for (const char byte : lower) {
    const bool joins = (byte == '-' || byte == '\'') && !token.empty();
    if (detail::is_letter(byte) || joins) {
      token += byte;
    } else {
      flush();
    }
  }
  flush();
  return out;
}

std::vector<Person> sorted(std::vector<Person> people) {
  const auto key = [](const Person& person) { return std::tie(person.last, person.first); };
  std::sort(people.begin(), people.end(), [&](const Person& one, const Person& other) {
    return key(one) < key(other);
  });
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

}  // namespace

std::optional<Person> parse_person(std::string_view text, Kind kind) {
  const auto end = text.find_first_of("\t;(<");
  const auto page = detail::plain(base::trim(text.substr(0, end)));
  if (std::any_of(page.text.begin(), page.text.end(), [](char byte) {
        return detail::is_digit(byte) || byte == '@' || byte == detail::kSign;
      })) {
    return {};
  }
  const std::string_view lower = page.lower;
  const auto comma = lower.find(',');
  auto before = tokens_of(lower.substr(0, comma));
  auto after = comma == std::string_view::npos ? std::vector<std::string>()
                                               : tokens_of(lower.substr(comma + 1));
  Person out{.kind = kind};
  if (before.empty()) {
    return {};
  }
  if (!after.empty()) {
    out.last = base::join(before, " ");
    out.first = std::move(after);
  } else {
    auto first_of_last = before.size() - 1;
    while (first_of_last > 1 && is_among(kParticles, before[first_of_last - 1])) {
      --first_of_last;
    }
    out.first.assign(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(first_of_last));
    before.erase(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(first_of_last));
    out.last = base::join(before, " ");
  }
  constexpr std::size_t kLongest = 60;
  constexpr std::size_t kMostFirst = 4;
  if (out.last.size() < 2 || out.last.size() > kLongest || out.first.size() > kMostFirst) {
    return {};
  }
  return out;
}

std::vector<Person> parse_staff_list(std::string_view text) {
  std::vector<Person> out;
  for (const auto line : base::split(text, '\n')) {
    const auto name = base::trim(line);
    if (name.empty() || name.front() == '#') {
      continue;
    }
    if (auto person = parse_person(name, Kind::staff_name)) {
      out.push_back(std::move(*person));
    }
  }
  return sorted(std::move(out));
}

std::vector<Person> people_of_mail(const std::vector<std::string>& display_names) {
  std::vector<Person> out;
  for (const auto& name : display_names) {
    auto person = parse_person(name, Kind::mail_name);
    if (!person || person->first.empty()) {
      continue;
    }
    auto words = tokens_of(person->last);
    words.insert(words.end(), person->first.begin(), person->first.end());
    if (std::none_of(words.begin(), words.end(), [](const auto& word) {
          return is_among(kNoPerson, word);
        })) {
      out.push_back(std::move(*person));
    }
  }
  return sorted(std::move(out));
}

}  // namespace vaughn::suggest
