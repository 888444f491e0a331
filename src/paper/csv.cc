// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/csv.h"

namespace vaughn::paper {
namespace {

// A sign, digits, at most one point, perhaps a percent sign: nothing a spreadsheet could run.
bool is_plain_number(std::string_view field) {
  if (field.starts_with('+') || field.starts_with('-')) {
    field.remove_prefix(1);
  }
  if (field.ends_with('%')) {
    field.remove_suffix(1);
  }
  bool has_digit = false;
  bool has_point = false;
  for (const char c : field) {
    if (c >= '0' && c <= '9') {
      has_digit = true;
    } else if (c == '.' && !has_point) {
      has_point = true;
    } else if (c != ',') {
      return false;
    }
  }
  return has_digit;
}

bool would_run(std::string_view field) {
  return !field.empty() && std::string_view("=+-@\t\r").find(field.front()) != field.npos &&
         !is_plain_number(field);
}

}  // namespace

std::string csv_field(std::string_view utf8, Formulas formulas) {
  std::string value;
  if (formulas == Formulas::quote && would_run(utf8)) {
    value += '\'';
  }
  value += utf8;
  if (value.find_first_of(",\"\r\n") == value.npos) {
    return value;
  }
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') {
      out += '"';
    }
    out += c;
  }
  out += '"';
  return out;
}

base::Bytes to_csv(const std::vector<std::vector<std::string>>& rows, const CsvOptions& options) {
  base::Bytes out;
  if (options.byte_order_mark == ByteOrderMark::yes) {
    out += "\xEF\xBB\xBF";
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i != 0) {
        out += ',';
      }
      out += csv_field(row[i], options.formulas);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace vaughn::paper
