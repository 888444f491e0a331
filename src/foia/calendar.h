// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"

namespace vaughn::foia {

// A calendar as its file states it (data/calendars/*.toml): rules that make holidays of any year,
// single days, and how an office counts its periods. Plain values; clock/calendar.h counts with
// them.

// Where a holiday on a weekend is observed.
enum class Observance {
  none,     // where it falls
  monday,   // Sunday's on Monday
  nearest,  // Saturday's on Friday too
};

struct HolidayRule {
  std::string name{};
  unsigned month = 1;
  unsigned day = 0;                   // of the month; 0: the nth weekday instead
  int nth = 0;                        // 1 to 4, or -1 for the last
  unsigned weekday = 0;               // 0 is Sunday
  int offset_days = 0;                // added to the nth weekday: 1 is the day after Thanksgiving
  std::optional<base::Date> from{};   // first day that the law makes a holiday
  std::optional<base::Date> until{};  // last one
  int every_years = 1;
  int in_year = 0;  // any year of the cycle, for every_years > 1
  Observance observed = Observance::none;
  std::string citation{};
  bool needs_counsel = false;  // whether it counts is argued: computations that rest on it say so
  bool operator==(const HolidayRule&) const = default;
};

struct SingleDay {
  base::Date date{};
  std::string name{};
  std::string citation{};
  bool is_working = false;  // takes a holiday back
  // Offices closed, by executive order or for another cause, though no law makes it a holiday. It
  // is a working day unless the calendar says that it skips closures.
  bool is_closure = false;
  bool needs_counsel = false;
  bool operator==(const SingleDay&) const = default;
};

// Counts closures as holidays within the dates; an open end is open.
struct ClosurePractice {
  bool skips = false;
  base::DateRange dates{};
  std::string citation{};
  bool needs_counsel = false;
  bool operator==(const ClosurePractice&) const = default;
};

enum class CalendarKind { agency, court, part };
enum class DayUnit { working, calendar };
// What a receipt on a day off, or after hours, counts as. The day after it is day 1 either way.
enum class ReceiptRoll { none, next_working_day };
// What happens to a period of calendar days that ends on a day off.
enum class EndRoll { none, next_working_day };

std::string_view to_string(CalendarKind kind);
base::Result<CalendarKind> parse_calendar_kind(std::string_view word);
std::string_view to_string(DayUnit unit);
base::Result<DayUnit> parse_day_unit(std::string_view word);
std::string_view to_string(ReceiptRoll roll);
base::Result<ReceiptRoll> parse_receipt_roll(std::string_view word);
std::string_view to_string(EndRoll roll);
base::Result<EndRoll> parse_end_roll(std::string_view word);

// A period that regulations set, with its source.
struct Period {
  int days = 0;
  DayUnit unit = DayUnit::working;
  EndRoll roll = EndRoll::none;
  std::string time{};  // "23:59:59" on the last day; empty: none is stated
  std::string citation{};
  bool operator==(const Period&) const = default;
};

// How an agency counts where the statute leaves it open. The defaults are those of the statute.
struct AgencyPeriods {
  ReceiptRoll receipt_roll = ReceiptRoll::none;
  Period routing{10, DayUnit::working, EndRoll::none, "", "5 U.S.C. 552(a)(6)(A)"};
  Period appeal_window{
      90, DayUnit::calendar, EndRoll::none, "", "5 U.S.C. 552(a)(6)(A)(i)(III)(aa)"};
  Period submitter_reply{10, DayUnit::working, EndRoll::none, "", "EO 12600 sec. 4"};
  Period disclosure_wait{10, DayUnit::working, EndRoll::none, "", "EO 12600 sec. 5"};
  Period still_interested{30, DayUnit::working, EndRoll::none, "", "OIP guidance 7"};
  bool operator==(const AgencyPeriods&) const = default;
};

// What an agency charges, in cents. All zero: the file states none.
struct FeeRates {
  int clerical = 0;  // for each quarter hour of search or review
  int professional = 0;
  int managerial = 0;
  int page = 0;          // duplication
  int charged_from = 0;  // a total up to this is not charged
  int notice_above = 0;  // an estimate above this is told before work goes on
  std::optional<base::Date> from{};
  std::string citation{};
  bool operator==(const FeeRates&) const = default;
};

struct CalendarFile {
  std::string key{};
  std::string name{};
  CalendarKind kind = CalendarKind::part;
  std::string time_zone{};              // IANA; where times of day are read
  std::string source{};                 // why it is as it is
  std::vector<std::string> includes{};  // keys of calendars whose days it takes over
  // Days of state law: they count for periods after an event only, Fed. R. Civ. P. 6(a)(6)(C).
  bool is_state = false;
  std::vector<HolidayRule> holidays{};
  std::vector<SingleDay> days{};
  ClosurePractice closures{};
  AgencyPeriods periods{};
  std::optional<FeeRates> fees{};
  bool operator==(const CalendarFile&) const = default;
};

// One file of data/calendars. Errors are invalid_argument and begin "FILE:LINE:".
base::Result<CalendarFile> parse_calendar(std::string_view toml, std::string_view file);

}  // namespace vaughn::foia
