// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "paper/docx.h"
#include "received/show.h"

namespace vaughn::received {

base::Result<base::Bytes> challenges_docx(const Production& production, const Report& report) {
  paper::Document out{
      .title = "Withholdings and omissions challenged",
      .page = {.is_landscape = true, .left = 54, .right = 54, .top = 54, .bottom = 54},
      .footer = {.page_numbers = paper::PageNumbers::page_of_pages}};
  out.blocks.emplace_back(
      paper::paragraph("Withholdings and omissions challenged", paper::ParagraphStyle::heading));
  const auto& total = report.total;
  out.blocks.emplace_back(paper::paragraph(
      fmt::format(
          "Of {} in {} the agency produced {} in full and {} in part; {} are withheld. The "
          "table lists each place that is challenged. The argument is drafted from what was "
          "found on the page: check it against the page, and complete it.",
          base::plural(total.pages, "page"),
          base::plural(total.documents, "document"),
          base::with_commas(total.in_full),
          base::with_commas(total.in_part),
          base::with_commas(total.withheld)),
      paper::ParagraphStyle::single));
  paper::Table table{
      .column_widths = {5, 17, 12, 24, 32, 20},
      .header_rows = 1,
      .font_size = 9,
      .description = "places of the production that are challenged, with the argument"};
  paper::TableRow header;
  for (const std::string_view name :
       {"No.", "Page", "Exemption", "What was found", "Argument", "Requester adds"}) {
    auto cell = paper::cell(name);
    cell.is_header = true;
    header.cells.push_back(std::move(cell));
  }
  table.rows.push_back(std::move(header));
  const auto& codes = finding_codes();
  int number = 0;
  for (const auto& row : report.findings) {
    if (row.severity != Severity::finding) {
      continue;
    }
    const auto known = std::find_if(
        codes.begin(), codes.end(), [&](const FindingCode& each) { return each.code == row.code; });
    auto place = row.bates.empty() ? row.path : row.bates;
    if (row.page > 0 && row.bates.empty()) {
      place += fmt::format(", page {}", row.page);
    }
    if (row.area > 0) {
      place += fmt::format(", box {}", row.area);
    }
    if (production.installments.size() > 1) {
      place += fmt::format(" ({})",
                           production.installments[static_cast<std::size_t>(row.installment)].name);
    }
    paper::TableRow cells;
    cells.may_split = true;
    for (const auto& text :
         {fmt::to_string(++number),
          place,
          row.codes.empty() ? std::string("none named") : base::join(row.codes, ", "),
          row.message,
          std::string(known->argument),
          std::string()}) {
      cells.cells.push_back(paper::cell(text));
    }
    table.rows.push_back(std::move(cells));
  }
  if (number == 0) {
    out.blocks.emplace_back(
        paper::paragraph("Nothing was found to challenge.", paper::ParagraphStyle::single));
  } else {
    out.blocks.emplace_back(std::move(table));
  }
  return paper::to_docx(out);
}

}  // namespace vaughn::received
