// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "extract/detail/format.h"
#include "extract/rendition.h"
#include "foia/table.h"

namespace vaughn::extract {

struct MergedCells {
  int first_column = 0;  // from 0
  int first_row = 0;     // from 1
  int last_column = 0;
  int last_row = 0;
};

// Receives a workbook sheet by sheet, row by row, so that none has to be held whole.
struct SheetVisitor {
  std::function<void(const std::string& name, bool is_hidden)> sheet{};
  std::function<void(const std::vector<int>& hidden)> columns{};
  std::function<bool(const SheetRow&)> row{};  // false: no more rows of this sheet
  // Instead of `row`, with the value of each cell.
  std::function<bool(const SheetRow&, const std::vector<foia::TableValue>&)> typed_row{};
  std::function<void(const MergedCells&)> merged{};  // after the rows; may be empty
};

// The sheets of an XLSX file; an error if it is none.
base::Result<void> visit_xlsx(const Input& input, const SheetVisitor& visitor);

// The text of a workbook: sheets apart by form feeds, cells by tabs; and what is hidden in it.
class SheetText {
 public:
  explicit SheetText(const Options& options) : options_(options) {}
  SheetVisitor visitor();
  void finish(Part& part);

 private:
  const Options& options_;
  std::string text_{};
  int sheets_ = 0;
  int hidden_sheets_ = 0;
  long long hidden_rows_ = 0;
  long long hidden_columns_ = 0;
  long long comments_ = 0;
  long long formulas_ = 0;
  bool is_cut_ = false;
};

// The same as a grid for printing.
class SheetGrid {
 public:
  SheetGrid(const PrintOptions& options, Printable& printable)
      : options_(options), printable_(printable) {
    printable.as = PrintedAs::sheets;
  }
  SheetVisitor visitor();

 private:
  const PrintOptions& options_;
  Printable& printable_;
};

}  // namespace vaughn::extract
