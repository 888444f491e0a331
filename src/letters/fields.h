// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/dates.h"
#include "base/result.h"

namespace vaughn::letters {

enum class FieldType {
  text,
  number,  // "1,234"
  money,   // in cents; "$14.00"
  date,    // "October 14, 2022"
  flag,    // for conditions only
  choice,  // one word of a list; for conditions
  list,    // rows, for {{#each}}
};
std::string_view to_string(FieldType type);

// What a template may name. The table is closed: a name that is not in it is an error, but
// "figure.ID" stands for any figure of the ledger.
struct FieldRow {
  std::string_view name;  // "request.number"
  FieldType type;
  std::string_view meaning;  // "number that the agency gave the request"
  std::string_view source;   // where its value comes from: "matter.toml: number in [request]"
  std::string_view choices;  // of a choice, separated by blanks
};
std::span<const FieldRow> all_fields();
// Columns of the rows of a list, each with the list's name before it: "exemptions.code".
std::span<const FieldRow> all_columns();
const FieldRow* find_field(std::string_view name);
// The columns of a list, in order.
std::vector<FieldRow> columns_of(std::string_view list);
// The known field whose name is most like this one; empty if none is.
std::string nearest_field(std::string_view name);

// A number says which figure of the ledger it is; empty if it is none.
struct Number {
  std::int64_t value = 0;
  std::string figure{};
  bool operator==(const Number&) const = default;
};
using Scalar = std::variant<std::string, Number, base::Date, bool>;
using Row = std::map<std::string, Scalar, std::less<>>;  // by column, without the list's name
using Rows = std::vector<Row>;
using Value = std::variant<std::string, Number, base::Date, bool, Rows>;

// The values of one letter, by field. A field without a value is not in it.
class Values {
 public:
  // Requires a known field and a value of its type. An empty text or list counts as no value.
  void set(std::string_view field, Value value);
  // As people write it: "2022-10-14", "14.00", "yes"; a list of lines separated by "; ".
  // invalid_argument if there is no such field or it cannot be that.
  base::Result<void> set_text(std::string_view field, std::string_view text);
  void erase(std::string_view field) { values_.erase(std::string(field)); }
  const Value* find(std::string_view field) const;
  // Whether a condition on it holds: a flag that is set, a number that is not 0, anything else that
  // is there.
  bool holds(std::string_view field) const;
  const std::map<std::string, Value, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, Value, std::less<>> values_{};
};

// "figure.ID" is asked of the ledger.
using FigureSource = std::function<base::Result<std::int64_t>(std::string_view id)>;

// As it is printed: numbers with commas, money with cents, dates in words.
std::string to_text(const Scalar& value, FieldType type);
// As it is logged: "2022-10-14", "1234"; the rows of a list separated by "; ".
std::string to_log(const Value& value);

}  // namespace vaughn::letters
