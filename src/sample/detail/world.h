// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "foia/matter.h"
#include "sample/detail/random.h"

namespace vaughn::sample {

// Who and what there is. All of it is made up: telephone numbers are from the range kept for
// fiction (555-0100 to 555-0199), mail domains end in .example, and social security numbers have an
// area and group that are not issued.

struct Employee {
  std::string first{};
  std::string last{};
  std::string title{};
  std::string office{};  // key
  std::string mail{};
  std::string phone{};  // direct line
  bool keeps_records = false;

  std::string name() const { return first + " " + last; }
  std::string folder() const;  // "marrow-celeste"
  bool is_contractor() const { return office == "pelorane"; }
};

// A person under supervision: every fact here is to be withheld.
struct Participant {
  std::string first{};
  std::string last{};
  std::string a_number{};
  std::string ssn{};
  std::string phone{};
  std::string address{};
  std::string mail{};

  std::string name() const { return first + " " + last; }
};

struct WorldOffice {
  std::string_view key;
  std::string_view name;
  foia::OfficeKind kind;
  std::string_view area_code;
  int zone_hours;       // of standard time
  bool has_operations;  // holds records on enforcement operations
};

struct Price {
  std::string_view variable;
  std::string_view amount;
  std::string_view what;
};

struct World {
  std::vector<WorldOffice> offices{};
  std::vector<Employee> employees{};
  std::vector<Participant> participants{};

  std::vector<const Employee*> at(std::string_view office) const;
  const Employee& holder(std::string_view title) const;  // the one with this title
  const WorldOffice& office(std::string_view key) const;
};

World make_world(Random random);

const std::vector<std::string_view>& operations();
// Sentences about methods, word for word: a mark on the words finds them.
const std::vector<std::string_view>& techniques();
const std::vector<Price>& prices();

}  // namespace vaughn::sample
