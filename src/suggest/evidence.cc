// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/evidence.h"

#include <array>
#include <cstddef>
#include <string>

namespace vaughn::suggest {

namespace {

struct Row {
  Evidence evidence;
  std::string_view word;
  int score;
  std::string_view sentence;
};

// In the order of the enumeration. Scores are judgements, not measured shares: what a checked form
// and the words beside it say together.
constexpr std::array kRows = {
    Row{Evidence::ssn_named, "ssn_named", 98, "an issued range, and named beside it"},
    Row{Evidence::ssn_form, "ssn_form", 90, "123-45-6789 in an issued range"},
    Row{Evidence::ssn_form_spaced, "ssn_form_spaced", 72, "123 45 6789 in an issued range"},
    Row{Evidence::ssn_masked, "ssn_masked", 85, "the last four digits behind a mask"},
    Row{Evidence::ssn_taxpayer, "ssn_taxpayer", 78, "the range of individual taxpayer numbers"},
    Row{Evidence::ssn_not_issued_named,
        "ssn_not_issued_named",
        80,
        "a range that is not issued, but named beside it"},
    Row{Evidence::ssn_not_issued_page,
        "ssn_not_issued_page",
        70,
        "a range that is not issued, on a page that speaks of such numbers"},
    Row{Evidence::ssn_not_issued, "ssn_not_issued", 40, "its form, in a range that is not issued"},
    Row{Evidence::ssn_misread, "ssn_misread", 70, "letters in place of digits, but named"},
    Row{Evidence::a_number_named, "a_number_named", 97, "eight or nine digits, named"},
    Row{Evidence::a_number_form, "a_number_form", 92, "A and nine digits, or eight in groups"},
    Row{Evidence::a_number_short_form, "a_number_short_form", 75, "A and eight digits in one"},
    Row{Evidence::a_number_old, "a_number_old", 72, "seven digits, named"},
    Row{Evidence::a_number_misread, "a_number_misread", 70, "letters in place of digits"},
    Row{Evidence::birth_date_named, "birth_date_named", 96, "a date right after the word"},
    Row{Evidence::birth_date_near, "birth_date_near", 80, "a date near the word"},
    Row{Evidence::birth_year, "birth_year", 50, "a year right after the word"},
    Row{Evidence::phone_named, "phone_named", 97, "area and exchange exist, named"},
    Row{Evidence::phone_form, "phone_form", 90, "area and exchange exist"},
    Row{Evidence::phone_form_spaced, "phone_form_spaced", 74, "the same with spaces only"},
    Row{Evidence::phone_abroad, "phone_abroad", 80, "a plus and the code of a country"},
    Row{Evidence::phone_local_named, "phone_local_named", 72, "seven digits, named"},
    Row{Evidence::phone_misread, "phone_misread", 65, "letters in place of digits, but named"},
    Row{Evidence::phone_toll_free, "phone_toll_free", 45, "toll-free: as a rule a public line"},
    Row{Evidence::email_form, "email_form", 98, "a mail address"},
    Row{Evidence::email_government, "email_government", 75, "an official's address at work"},
    Row{Evidence::email_role, "email_role", 40, "a mailbox of an office"},
    Row{Evidence::address_postal_code, "address_postal_code", 96, "with state and postal code"},
    Row{Evidence::address_unit, "address_unit", 93, "with the number of a unit"},
    Row{Evidence::address_named, "address_named", 92, "number and street, named"},
    Row{Evidence::address_street, "address_street", 80, "number and street"},
    Row{Evidence::address_box, "address_box", 80, "a post office box"},
    Row{Evidence::card_named, "card_named", 98, "issuer and check digit are right, named"},
    Row{Evidence::card_form, "card_form", 95, "issuer and check digit are right, in groups"},
    Row{Evidence::card_digits, "card_digits", 75, "issuer and check digit are right"},
    Row{Evidence::card_wrong_digit, "card_wrong_digit", 55, "named, but its check digit is wrong"},
    Row{Evidence::routing_named, "routing_named", 96, "range and check digit are right, named"},
    Row{Evidence::account_iban, "account_iban", 98, "an IBAN whose check digits are right"},
    Row{Evidence::account_named, "account_named", 88, "right after the words"},
    Row{Evidence::account_near, "account_near", 60, "near the words"},
    Row{Evidence::badge_named, "badge_named", 92, "right after the words, with \"number\""},
    Row{Evidence::badge_near, "badge_near", 78, "right after the word"},
    Row{Evidence::coordinates_degrees, "coordinates_degrees", 97, "degrees, minutes, seconds"},
    Row{Evidence::coordinates_named, "coordinates_named", 97, "latitude and longitude, named"},
    Row{Evidence::coordinates_pair, "coordinates_pair", 88, "a pair with four decimals or more"},
    Row{Evidence::coordinates_coarse, "coordinates_coarse", 60, "a pair with three decimals"},
    Row{Evidence::name_full, "name_full", 97, "given and last name of the list"},
    Row{Evidence::name_listed_alone, "name_listed_alone", 88, "a word listed as a name"},
    Row{Evidence::name_initial, "name_initial", 88, "an initial and the last name"},
    Row{Evidence::name_title, "name_title", 84, "a title and the last name"},
    Row{Evidence::name_again, "name_again", 76, "the last name, in full elsewhere on the page"},
    Row{Evidence::name_small_letters, "name_small_letters", 72, "the full name in small letters"},
    Row{Evidence::name_last_only, "name_last_only", 55, "the last name alone"},
    Row{Evidence::name_other_first,
        "name_other_first",
        35,
        "the last name after a given name that is not on the list"},
};

constexpr int kCertain = 90;
constexpr int kLikely = 70;

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<std::size_t>(kRows[i].evidence) != i) {
      return false;
    }
  }
  return static_cast<std::size_t>(Evidence::name_other_first) + 1 == kRows.size();
}
static_assert(is_in_order());

const Row& row_of(Evidence evidence) {
  return kRows[static_cast<std::size_t>(evidence)];
}

}  // namespace

std::string_view to_string(Grade grade) {
  switch (grade) {
    case Grade::possible: return "possible";
    case Grade::likely: return "likely";
    case Grade::certain: return "certain";
  }
  return "";
}

base::Result<Grade> parse_grade(std::string_view word) {
  for (const auto grade : {Grade::possible, Grade::likely, Grade::certain}) {
    if (to_string(grade) == word) {
      return grade;
    }
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     "'" + std::string(word) + "' is no confidence",
                     "possible, likely or certain"};
}

Grade grade_of(int score) {
  return score >= kCertain ? Grade::certain : score >= kLikely ? Grade::likely : Grade::possible;
}

std::string_view to_string(Evidence evidence) {
  return row_of(evidence).word;
}

int score(Evidence evidence) {
  return row_of(evidence).score;
}

std::string_view sentence(Evidence evidence) {
  return row_of(evidence).sentence;
}

}  // namespace vaughn::suggest
