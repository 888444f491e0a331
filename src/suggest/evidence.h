// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/result.h"

namespace vaughn::suggest {

// How sure a finding is: certain from 90 of 100, likely from 70, else possible.
enum class Grade { possible, likely, certain };
std::string_view to_string(Grade grade);
base::Result<Grade> parse_grade(std::string_view word);
Grade grade_of(int score);

// Why something was taken for what it is. Each has its score and sentence in one table
// (evidence.cc); docs/suggest.md prints it.
enum class Evidence {
  ssn_named,
  ssn_form,
  ssn_form_spaced,
  ssn_masked,
  ssn_taxpayer,
  ssn_not_issued_named,
  ssn_not_issued_page,
  ssn_not_issued,
  ssn_misread,
  a_number_named,
  a_number_form,
  a_number_short_form,
  a_number_old,
  a_number_misread,
  birth_date_named,
  birth_date_near,
  birth_year,
  phone_named,
  phone_form,
  phone_form_spaced,
  phone_abroad,
  phone_local_named,
  phone_misread,
  phone_toll_free,
  email_form,
  email_government,
  email_role,
  address_postal_code,
  address_unit,
  address_named,
  address_street,
  address_box,
  card_named,
  card_form,
  card_digits,
  card_wrong_digit,
  routing_named,
  account_iban,
  account_named,
  account_near,
  badge_named,
  badge_near,
  coordinates_degrees,
  coordinates_named,
  coordinates_pair,
  coordinates_coarse,
  name_full,
  name_listed_alone,
  name_initial,
  name_title,
  name_again,
  name_small_letters,
  name_last_only,
  name_other_first,
};
std::string_view to_string(Evidence evidence);  // "ssn_named"
int score(Evidence evidence);                   // 1 to 99
std::string_view sentence(Evidence evidence);   // for people

}  // namespace vaughn::suggest
