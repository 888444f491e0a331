// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/codes.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::received {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) {
  return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::size_t at() const { return at_; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (peek() != c) {
      return false;
    }
    ++at_;
    return true;
  }
  void skip_spaces() {
    while (peek() == ' ' || peek() == '\n') {
      ++at_;
    }
  }
  // "(C)", with spaces inside.
  std::optional<char> bracketed() {
    Scanner next = *this;
    next.skip_spaces();
    if (!next.take('(')) {
      return {};
    }
    next.skip_spaces();
    const char c = next.peek();
    if (!is_digit(c) && !is_letter(c)) {
      return {};
    }
    ++next.at_;
    next.skip_spaces();
    if (!next.take(')')) {
      return {};
    }
    *this = next;
    return c;
  }
  void advance() { ++at_; }

 private:
  std::string_view text_;
  std::size_t at_;
};

std::string code_of(char letter, char digit, std::optional<char> part) {
  auto out = fmt::format("({})({})", letter, digit);
  if (part) {
    out += fmt::format("({})", *part);
  }
  return out;
}

std::optional<char> part_of_seven(Scanner& scanner) {
  Scanner next = scanner;
  if (const auto part = next.bracketed(); part && upper(*part) >= 'A' && upper(*part) <= 'F') {
    scanner = next;
    return upper(*part);
  }
  return {};
}

bool is_known(char letter, char digit) {
  switch (letter) {
    case 'b': return digit >= '1' && digit <= '9';
    case 'j': return digit == '2';
    case 'k': return digit >= '1' && digit <= '7';
    default: return false;
  }
}

// "(b)(7)(C)" and "b(7)(C)".
std::optional<CodeHit> in_brackets(std::string_view text, std::size_t begin) {
  Scanner scanner(text, begin);
  char letter = '\0';
  if (const auto opened = scanner.bracketed()) {
    letter = lower(*opened);
  } else if (is_letter(scanner.peek()) && scanner.peek(1) == '(') {
    letter = lower(scanner.peek());
    scanner.advance();
  } else {
    return {};
  }
  const auto digit = scanner.bracketed();
  if (!digit || !is_known(letter, *digit)) {
    return {};
  }
  std::optional<char> part;
  if (letter == 'b' && *digit == '7') {
    part = part_of_seven(scanner);
    if (!part && upper(scanner.peek()) >= 'A' && upper(scanner.peek()) <= 'F' &&
        !is_word(scanner.peek(1))) {
      part = upper(scanner.peek());
      scanner.advance();
    }
  }
  return CodeHit{code_of(letter, *digit, part), begin, scanner.at()};
}

// "b6", "b7C", "b7(C)", and "b/C" as which character recognition reads the latter.
std::optional<CodeHit> without_brackets(std::string_view text, std::size_t begin) {
  Scanner scanner(text, begin);
  if (!scanner.take('b')) {
    return {};
  }
  char digit = scanner.peek();
  std::optional<char> part;
  if (digit == '/' && scanner.peek(1) >= 'A' && scanner.peek(1) <= 'F') {
    digit = '7';
  }
  if (!is_known('b', digit)) {
    return {};
  }
  scanner.advance();
  if (digit == '7') {
    part = part_of_seven(scanner);
    if (!part && upper(scanner.peek()) >= 'A' && upper(scanner.peek()) <= 'F') {
      part = upper(scanner.peek());
      scanner.advance();
    }
  }
  if (is_word(scanner.peek())) {
    return {};
  }
  return CodeHit{code_of('b', digit, part), begin, scanner.at()};
}

}  // namespace

std::vector<CodeHit> find_codes(std::string_view text) {
  std::vector<CodeHit> out;
  for (std::size_t i = 0; i < text.size();) {
    const bool starts = i == 0 || !is_word(text[i - 1]);
    auto hit = starts ? in_brackets(text, i) : std::nullopt;
    if (!hit && starts) {
      hit = without_brackets(text, i);
    }
    if (!hit) {
      ++i;
      continue;
    }
    i = hit->end;
    out.push_back(std::move(*hit));
  }
  return out;
}

bool is_only_codes(std::string_view text) {
  const auto hits = find_codes(text);
  if (hits.empty()) {
    return false;
  }
  std::size_t at = 0;
  int letters = 0;
  const auto count = [&](std::string_view between) {
    for (const char c : between) {
      letters += is_letter(c) || static_cast<unsigned char>(c) >= 0x80 ? 1 : 0;
    }
  };
  for (const auto& hit : hits) {
    count(text.substr(at, hit.begin - at));
    at = hit.end;
  }
  count(text.substr(at));
  return letters == 0;
}

std::vector<std::string> codes_of_statement(std::string_view text) {
  std::vector<std::string> out;
  const auto add = [&](std::string code) {
    if (std::find(out.begin(), out.end(), code) == out.end()) {
      out.push_back(std::move(code));
    }
  };
  for (auto& hit : find_codes(text)) {
    add(std::move(hit.code));
  }
  const auto folded = base::ascii_lower(text);
  for (const std::string_view word : {"exemption ", "exemptions ", "ex. "}) {
    for (auto at = folded.find(word); at != std::string::npos; at = folded.find(word, at + 1)) {
      Scanner scanner(text, at + word.size());
      if (is_known('b', scanner.peek()) && !is_digit(scanner.peek(1))) {
        const char digit = scanner.peek();
        scanner.advance();
        std::optional<char> part;
        if (digit == '7') {
          part = part_of_seven(scanner);
        }
        add(code_of('b', digit, part));
      }
    }
  }
  return out;
}

}  // namespace vaughn::received
