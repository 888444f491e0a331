// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/delimited.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

std::string decode(const Input& input, Part& part) {
  auto decoded = base::decode_text(input.bytes);
  part.metadata.extra.push_back("charset=" + decoded.charset);
  if (decoded.was_guessed) {
    note(part,
         FindingCode::bad_charset,
         fmt::format("the charset is not stated; read as {}", decoded.charset));
  } else if (decoded.was_repaired) {
    note(part, FindingCode::bad_charset, "the text has invalid characters");
  }
  return std::move(decoded.text);
}

void read(const Input& input, Part& part, std::vector<Child>&) {
  store_text(part, decode(input, part), input.options);
}

void read_table(const Input& input, Part& part, std::vector<Child>&) {
  auto text = decode(input, part);
  const char delimiter = find_delimiter(text);
  part.metadata.extra.push_back(
      fmt::format("delimiter={}", delimiter == '\t' ? "tab" : std::string_view(&delimiter, 1)));
  store_text(part, std::move(text), input.options);
}

std::string_view cut(std::string_view text, std::int64_t limit, Printable& printable) {
  if (static_cast<std::int64_t>(text.size()) <= limit) {
    return text;
  }
  printable.findings.push_back({FindingCode::truncated, 0, "the print ends before the text does"});
  return text.substr(0, static_cast<std::size_t>(limit));
}

void print(const Input& input, const PrintOptions& options, Printable& printable) {
  const auto text = base::decode_text(input.bytes).text;
  printable.as = PrintedAs::text;
  printable.text = base::repair_utf8(
      base::replace_all(std::string(cut(text, options.max_text_bytes, printable)), "\r\n", "\n"));
}

void print_table(const Input& input, const PrintOptions& options, Printable& printable) {
  const auto text = base::decode_text(input.bytes).text;
  printable.as = PrintedAs::sheets;
  Sheet sheet;
  for_each_row(text, find_delimiter(text), [&](int number, std::vector<std::string>& fields) {
    if (number > options.max_rows) {
      sheet.is_cut = true;
      return false;
    }
    SheetRow row;
    row.number = number;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].empty()) {
        row.cells.push_back({static_cast<int>(i), base::repair_utf8(fields[i]), {}, {}});
      }
    }
    if (!row.cells.empty()) {
      sheet.rows.push_back(std::move(row));
    }
    return true;
  });
  if (sheet.is_cut) {
    printable.findings.push_back(
        {FindingCode::truncated, 0, fmt::format("printed to row {}", options.max_rows)});
  }
  printable.sheets.push_back(std::move(sheet));
}

}  // namespace

const Format& text_format() {
  static constexpr Format kFormat{"txt", foia::RecordKind::text, read, nullptr, print};
  return kFormat;
}

const Format& csv_format() {
  static constexpr Format kFormat{"csv", foia::RecordKind::csv, read_table, nullptr, print_table};
  return kFormat;
}

}  // namespace vaughn::extract
