// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suggest/detail/plain_text.h"
#include "suggest/evidence.h"
#include "suggest/kinds.h"

// The checks behind the anchors: each reads the plain text around a place that Vectorscan named and
// says what stands there.
namespace vaughn::suggest::detail {

// Of the plain text, both in bytes of it.
struct Candidate {
  Kind kind{};
  std::size_t begin = 0;
  std::size_t end = 0;
  Evidence evidence{};
};
using Checked = std::optional<Candidate>;

struct Words {
  std::array<std::vector<std::string>, kKindCount> of{};
  const std::vector<std::string>& operator[](Kind kind) const {
    return of[static_cast<std::size_t>(kind)];
  }
};

class Reader {
 public:
  Reader(const PlainText& page, const Words& words) : page_(page), words_(words) {}

  const std::string& text() const { return page_.text; }
  const std::string& lower() const { return page_.lower; }
  // In small letters, from a place on; behind the end: nothing.
  std::string_view lower_from(std::size_t i) const {
    return std::string_view(page_.lower).substr(i < page_.lower.size() ? i : page_.lower.size());
  }
  char at(std::size_t i) const { return i < page_.text.size() ? page_.text[i] : ' '; }
  // A word of the kind stands shortly before or right after.
  bool is_named(Kind kind, std::size_t begin, std::size_t end) const;
  // Bytes from the last such word to `begin`; none within reach: npos.
  std::size_t distance(Kind kind, std::size_t begin) const;
  bool page_speaks_of(Kind kind) const;

 private:
  const PlainText& page_;
  const Words& words_;
};

// A digit, or a letter that readers of pictures take for one.
bool is_like_digit(char byte);
// The digits of [begin, end), O and Q read as 0, I and l as 1.
struct Digits {
  std::string digits{};
  int misread = 0;
};
Digits digits_in(std::string_view text, std::size_t begin, std::size_t end);

// At an anchor's [begin, end).
Checked check_ssn(const Reader& page, std::size_t begin, std::size_t end);
Checked check_masked_ssn(const Reader& page, std::size_t begin, std::size_t end);
// Eight or nine digits without a letter before: who is named nearest before them?
Checked check_bare_number(const Reader& page, std::size_t begin, std::size_t end);
Checked check_a_number(const Reader& page, std::size_t begin);
// `begin` is that of the last seven digits.
Checked check_phone(const Reader& page, std::size_t begin, std::size_t end);
Checked check_ten_digits(const Reader& page, std::size_t begin, std::size_t end);
Checked check_phone_abroad(const Reader& page, std::size_t begin);
Checked check_email(const Reader& page, std::size_t at);
Checked check_card(const Reader& page, std::size_t begin);
Checked check_iban(const Reader& page, std::size_t begin);
Checked check_coordinates(const Reader& page, std::size_t point);  // at a decimal point
Checked check_degrees(const Reader& page, std::size_t degree);
Checked check_street(const Reader& page, std::size_t begin, std::size_t end);  // at " street"
Checked check_post_office_box(const Reader& page, std::size_t begin, std::size_t end);
// `end` is that of a word of the kind.
Checked check_birth_date(const Reader& page, std::size_t end);
Checked check_account(const Reader& page, std::size_t end);
Checked check_badge(const Reader& page, std::size_t end);

bool passes_luhn(std::string_view digits);
bool is_routing_number(std::string_view nine_digits);

}  // namespace vaughn::suggest::detail
