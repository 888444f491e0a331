// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "base/dates.h"

namespace vaughn::foia {

// Working days as FOIA counts them: all but Saturdays, Sundays and legal public holidays. Closures
// by executive order are no legal public holidays and count as working days; Inauguration Day is
// one only for offices around Washington and is not counted here.

// Federal holidays that are observed in this calendar year, in order. New Year's Day of the next
// year is among them when it falls on a Saturday.
std::vector<base::Date> observed_holidays(int year);

bool is_working_day(base::Date date);

// The date `count` working days after `date`, which itself is day 0; count >= 0. With count 0, the
// date itself, working day or not.
base::Date add_working_days(base::Date date, int count);

// Working days after `first` up to and including `last`; 0 if last <= first.
int working_days_between(base::Date first, base::Date last);

}  // namespace vaughn::foia
