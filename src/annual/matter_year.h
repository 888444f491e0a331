// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "annual/report.h"
#include "clock/request_life.h"

namespace vaughn::annual {

// "Processed" has two senses, which never share a number. Of a request in an annual report: it was
// finished with a final response. Of a page in litigation: its exemptions were decided. A number of
// one kind is not a number of the other.
class RequestsProcessed {
 public:
  explicit RequestsProcessed(std::int64_t value) : value_(value) {}
  std::int64_t value() const { return value_; }
  bool operator==(const RequestsProcessed&) const = default;

 private:
  std::int64_t value_;
};
class PagesProcessed {
 public:
  explicit PagesProcessed(std::int64_t value) : value_(value) {}
  std::int64_t value() const { return value_; }
  bool operator==(const PagesProcessed&) const = default;

 private:
  std::int64_t value_;
};

// What the ledger of one matter knows of one request.
struct MatterFacts {
  std::string number{};
  std::string component{};  // abbreviation, as in matter.toml
  clock::RequestLife life{};
  std::set<std::string> exemptions{};  // in force on pages: "Ex. 6", each once
  std::set<std::string> statutes{};    // of Exemption 3
  PagesProcessed pages{0};
  // Another agency asks for views on its request: counted in XII.B and C and nowhere else.
  bool is_consultation = false;
};

// A fiscal year, or a quarter of one; both ends included.
struct Span {
  base::Date first{};
  base::Date last{};
};
Span fiscal_year(int year);
// `quarter` 1 to 4: October to December is the first.
Span quarter_of(int year, int quarter);

bool is_pending_at(const clock::RequestLife& life, base::Date end_of_day);
RequestsProcessed requests_processed(const std::vector<MatterFacts>& matters, const Span& span);
PagesProcessed pages_processed(const std::vector<MatterFacts>& matters);

// Counts the matters of one component: V.A, V.B(1) to (3), VII.A to VII.E, VIII and XII.A, where
// there were any also appeals (VI) and consultations received (XII.B and C), and no other section.
// Days are working days, but calendar days to decide on expedition; the day of receipt by the right
// component is day 0.
ComponentFigures figures_of(const std::vector<MatterFacts>& matters,
                            int fiscal_year,
                            const clock::Calendar& calendar);

// Puts the sections that were counted in place. The first that `into` has already is returned and
// left as it is; empty: all were taken. A backlog of appeals already stated is kept.
std::string take_sections(ComponentFigures& into, const ComponentFigures& counted);

// The quarterly report of FOIA.gov, by the names of its fields (domain: fiscal years and quarters).
struct QuarterCounts {
  std::string component{};         // field_agency_component
  std::int64_t received = 0;       // field_quarterly_received
  RequestsProcessed processed{0};  // field_quarterly_processed
  std::int64_t backlogged = 0;     // field_quarterly_backlogged
};
struct Quarterly {
  std::string agency{};
  int year = 0;
  int quarter = 0;
  QuarterCounts overall{};                  // field_quarterly_..._oa
  std::vector<QuarterCounts> components{};  // by abbreviation
  // The ten oldest perfected requests pending at the end of the last fiscal year, or as many as
  // there were, and how many of them were closed in this year so far.
  std::int64_t oldest_pending = 0;
  std::int64_t oldest_closed = 0;
  PagesProcessed pages{0};  // not reported: the other sense of the word
};
Quarterly quarterly_of(const std::vector<MatterFacts>& matters,
                       std::string agency,
                       int year,
                       int quarter,
                       const clock::Calendar& calendar);

}  // namespace vaughn::annual
