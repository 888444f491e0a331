// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

// Enough tabs keep cells of one column under each other; more only swell the text.
constexpr int kMaxGap = 50;

}  // namespace

SheetVisitor SheetText::visitor() {
  SheetVisitor visitor;
  visitor.sheet = [this](const std::string& name, bool is_hidden) {
    if (++sheets_ > 1) {
      text_ += '\f';
    }
    hidden_sheets_ += is_hidden ? 1 : 0;
    text_ += name + "\n";
  };
  visitor.columns = [this](const std::vector<int>& hidden) {
    hidden_columns_ += static_cast<long long>(hidden.size());
  };
  visitor.row = [this](const SheetRow& row) {
    hidden_rows_ += row.is_hidden ? 1 : 0;
    int column = 0;
    for (const auto& cell : row.cells) {
      const auto gap = std::clamp(cell.column - column, 0, kMaxGap);
      text_.append(static_cast<std::size_t>(gap), '\t');
      column = std::max(column, cell.column);
      auto line = cell.text;
      std::ranges::replace(line, '\n', ' ');
      text_ += line;
      formulas_ += cell.formula.empty() ? 0 : 1;
      if (!cell.comment.empty()) {
        ++comments_;
        text_ += fmt::format(" [comment: {}]", base::collapse_white_space(cell.comment));
      }
    }
    text_ += '\n';
    is_cut_ = is_cut_ || static_cast<std::int64_t>(text_.size()) > options_.max_text_bytes;
    return !is_cut_;
  };
  return visitor;
}

void SheetText::finish(Part& part) {
  part.metadata.extra.push_back(fmt::format("sheets={}", sheets_));
  if (formulas_ > 0) {
    part.metadata.extra.push_back(fmt::format("formulas={}", formulas_));
  }
  std::vector<std::string> hidden;
  if (hidden_sheets_ > 0) {
    hidden.push_back(base::plural(hidden_sheets_, "sheet"));
  }
  if (hidden_rows_ > 0) {
    hidden.push_back(base::plural(hidden_rows_, "row"));
  }
  if (hidden_columns_ > 0) {
    hidden.push_back(base::plural(hidden_columns_, "column"));
  }
  if (!hidden.empty()) {
    note(part, FindingCode::hidden_content, "hidden in the workbook: " + base::join(hidden, ", "));
  }
  if (comments_ > 0) {
    note(part, FindingCode::comments, base::plural(comments_, "cell") + " with a comment");
  }
  store_text(part, std::move(text_), options_);
}

SheetVisitor SheetGrid::visitor() {
  SheetVisitor visitor;
  visitor.sheet = [this](const std::string& name, bool is_hidden) {
    Sheet sheet;
    sheet.name = name;
    sheet.is_hidden = is_hidden;
    printable_.sheets.push_back(std::move(sheet));
  };
  visitor.columns = [this](const std::vector<int>& hidden) {
    printable_.sheets.back().hidden_columns = hidden;
  };
  visitor.row = [this](const SheetRow& row) {
    auto& sheet = printable_.sheets.back();
    if (static_cast<int>(sheet.rows.size()) >= options_.max_rows) {
      sheet.is_cut = true;
      printable_.findings.push_back({FindingCode::truncated,
                                     0,
                                     fmt::format("sheet {} is printed to row {}",
                                                 printable_.sheets.size(),
                                                 sheet.rows.back().number)});
      return false;
    }
    sheet.rows.push_back(row);
    return true;
  };
  return visitor;
}

}  // namespace vaughn::extract
