// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vaughn::cli {

enum class Align { left, right };

// Which columns give way when the table is wider than the screen, and where they are cut.
enum class Cut { never, at_end, at_front };

struct Column {
  std::string header{};
  Align align = Align::left;
  Cut cut = Cut::never;
};

// One cell: what people read, and what programs read if that differs ("6,904" and "6904").
struct Cell {
  Cell(std::string text) : shown(std::move(text)), plain(shown) {}
  Cell(std::string_view text) : Cell(std::string(text)) {}
  Cell(std::string for_people, std::string for_programs)
      : shown(std::move(for_people)), plain(std::move(for_programs)) {}
  Cell(const char* text) : Cell(std::string(text)) {}
  Cell(std::int64_t number);
  Cell(int number) : Cell(static_cast<std::int64_t>(number)) {}
  Cell(std::size_t number) : Cell(static_cast<std::int64_t>(number)) {}

  std::string shown;
  std::string plain;
};

// Rows under headers, columns two spaces apart, for reading on a screen or on paper.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns. Cells are made harmless() here.
  void add(std::vector<Cell> cells);
  bool is_empty() const { return rows_.empty(); }

  // Each line ends with "\n" and has no space before it. Headers are left out if all are empty.
  std::string text(int width) const;
  // One row a line, cells separated by tabs, without headers.
  std::string plain() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_{};
};

}  // namespace vaughn::cli
