// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/delimited.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace vaughn::extract {
namespace {

constexpr std::array kDelimiters{',', '\t', ';', '|'};
constexpr int kSampleRows = 50;
constexpr std::size_t kSampleSize = 64 * 1024;

struct Shape {
  int rows = 0;
  std::size_t columns = 0;  // of most rows
  int even_rows = 0;        // rows that have just so many
};

Shape shape_of(std::string_view text, char delimiter) {
  std::map<std::size_t, int> counts;
  Shape shape;
  for_each_row(text, delimiter, [&](int, std::vector<std::string>& fields) {
    if (fields.size() > 1 || !fields.front().empty()) {
      ++counts[fields.size()];
      ++shape.rows;
    }
    return shape.rows < kSampleRows;
  });
  for (const auto& [columns, rows] : counts) {
    if (rows > shape.even_rows) {
      shape.columns = columns;
      shape.even_rows = rows;
    }
  }
  return shape;
}

// Whole lines only, so that the last row counts for what it is.
std::string_view sample_of(std::string_view text) {
  if (text.size() <= kSampleSize) {
    return text;
  }
  const auto end = text.rfind('\n', kSampleSize);
  return text.substr(0, end == std::string_view::npos ? kSampleSize : end + 1);
}

}  // namespace

void for_each_row(std::string_view text,
                  char delimiter,
                  const std::function<bool(int, std::vector<std::string>&)>& row) {
  std::vector<std::string> fields(1);
  int number = 1;
  bool is_quoted = false;
  bool is_row_begun = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_quoted) {
      if (c != '"') {
        fields.back().push_back(c);
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        fields.back().push_back('"');
        ++i;
      } else {
        is_quoted = false;
      }
      continue;
    }
    is_row_begun = true;
    if (c == '"' && fields.back().empty()) {
      is_quoted = true;
    } else if (c == delimiter) {
      fields.emplace_back();
    } else if (c == '\n') {
      if (fields.back().ends_with('\r')) {
        fields.back().pop_back();
      }
      if (!row(number++, fields)) {
        return;
      }
      fields.assign(1, "");
      is_row_begun = false;
    } else {
      fields.back().push_back(c);
    }
  }
  if (is_row_begun || is_quoted) {
    row(number, fields);
  }
}

char find_delimiter(std::string_view text) {
  const auto sample = sample_of(text);
  char best = ',';
  std::size_t best_score = 0;
  for (const char delimiter : kDelimiters) {
    const auto shape = shape_of(sample, delimiter);
    const auto score =
        shape.columns < 2 ? 0 : shape.columns * static_cast<std::size_t>(shape.even_rows);
    if (score > best_score) {
      best = delimiter;
      best_score = score;
    }
  }
  return best;
}

bool looks_delimited(base::BytesView bytes, std::string_view name) {
  const auto lower = base::ascii_lower(name);
  const auto sample = sample_of(bytes);
  const bool is_wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (lower.ends_with(".csv") || lower.ends_with(".tsv")) {
    return is_wide || std::ranges::any_of(kDelimiters, [&](char delimiter) {
             return shape_of(sample, delimiter).columns >= 2;
           });
  }
  // Without a telling name only strict tables, and never by semicolons or bars: program texts.
  return std::ranges::any_of(std::array{',', '\t'}, [&](char delimiter) {
    const auto shape = shape_of(sample, delimiter);
    return shape.columns >= 3 && shape.even_rows >= 5 && shape.even_rows == shape.rows;
  });
}

}  // namespace vaughn::extract
