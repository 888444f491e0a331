// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/result.h"
#include "base/text.h"
#include "cli/terminal.h"

namespace vaughn::cli {
namespace {

constexpr std::string_view kGap = "  ";
constexpr int kLeastWidth = 12;

void pad(std::string& line, std::string_view cell, int width, Align align) {
  const auto space =
      std::string(static_cast<std::size_t>(std::max(0, width - display_width(cell))), ' ');
  if (align == Align::right) {
    line += space;
    line += cell;
  } else {
    line += cell;
    line += space;
  }
}

}  // namespace

Cell::Cell(std::int64_t number)
    : shown(base::with_commas(number)), plain(fmt::format("{}", number)) {}

void Table::add(std::vector<Cell> cells) {
  base::check(cells.size() == columns_.size(), "a row has a cell for each column");
  for (auto& cell : cells) {
    cell.shown = harmless(cell.shown);
    cell.plain = harmless(cell.plain);
  }
  rows_.push_back(std::move(cells));
}

std::string Table::text(int width) const {
  std::vector<int> widths;
  int total = -static_cast<int>(kGap.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    int widest = display_width(columns_[i].header);
    for (const auto& row : rows_) {
      widest = std::max(widest, display_width(row[i].shown));
    }
    widths.push_back(widest);
    total += widest + static_cast<int>(kGap.size());
  }
  // The widest column that may be cut gives way first.
  while (total > width) {
    int widest = -1;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].cut != Cut::never && widths[i] > kLeastWidth &&
          (widest < 0 || widths[i] > widths[static_cast<std::size_t>(widest)])) {
        widest = static_cast<int>(i);
      }
    }
    if (widest < 0) {
      break;
    }
    --widths[static_cast<std::size_t>(widest)];
    --total;
  }
  std::string out;
  const auto add_line = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) {
        line += kGap;
      }
      const auto cell = columns_[i].cut == Cut::at_front ? cut_front_to_width(cell_of(i), widths[i])
                                                         : cut_to_width(cell_of(i), widths[i]);
      pad(line, cell, widths[i], columns_[i].align);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  };
  const bool has_headers = std::any_of(columns_.begin(), columns_.end(), [](const Column& column) {
    return !column.header.empty();
  });
  if (has_headers) {
    add_line([&](std::size_t i) -> const std::string& { return columns_[i].header; });
  }
  for (const auto& row : rows_) {
    add_line([&](std::size_t i) -> const std::string& { return row[i].shown; });
  }
  return out;
}

std::string Table::plain() const {
  std::string out;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += i > 0 ? "\t" : "";
      out += row[i].plain;
    }
    out += "\n";
  }
  return out;
}

}  // namespace vaughn::cli
