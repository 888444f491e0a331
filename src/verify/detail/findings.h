// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "verify/verify.h"

namespace vaughn::verify {

// Where a finding is.
struct Place {
  std::string file{};
  std::string bates{};
  int page = 0;
  int box = 0;
};

// Collects findings and how much each check looked at. Severity comes from the table of codes.
class Findings {
 public:
  void add(std::string_view code,
           Place place,
           std::string message,
           std::vector<std::string> revealed = {});
  // A check that could not be made: `what` says which, the error says why.
  void add_not_checked(Place place, std::string_view what, const base::Error& error);
  void examined(std::string_view check, std::int64_t count = 1);
  void merge(Findings other);

  const std::vector<Finding>& list() const { return list_; }
  // Sorted, and one line per check in the order of check_codes().
  void move_into(Report& report);

 private:
  std::vector<Finding> list_;
  std::map<std::string, std::int64_t, std::less<>> examined_;
};

// Writes down which checks the findings about a box, number `index` of its page, speak against.
void set_failures(BoxLine& line, int index, const std::vector<Finding>& findings);

}  // namespace vaughn::verify
