// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/text.h"
#include "report/prose.h"
#include "report/vaughn_index.h"

namespace vaughn::report {

using foia::VaughnEntry;

namespace {

// Characters that take about a third of a page: longer entries may go over a page break, others
// are kept in one piece.
constexpr std::size_t kLongEntry = 1'200;
// A longer index is set in sections of so many entries, each under a heading that says which: a
// reader finds an entry by the bookmarks, and no office program lays out one long table in linear
// time.
constexpr std::size_t kSection = 100;

void sort_by_number(std::vector<VaughnEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const VaughnEntry& a, const VaughnEntry& b) {
    return a.number < b.number;
  });
}

// "9 are released in full"
std::string count_of(std::int64_t count, std::string_view what) {
  return fmt::format("{} {} {}", base::with_commas(count), count == 1 ? "is" : "are", what);
}

std::string pages_of(const VaughnEntry& entry) {
  std::vector<std::string> parts;
  const auto add = [&](int count, std::string_view what) {
    if (count > 0) {
      parts.push_back(fmt::format("{} {}", count, what));
    }
  };
  add(entry.pages_in_full, "in full");
  add(entry.pages_in_part, "in part");
  add(entry.pages_withheld, "withheld");
  return fmt::format("{}\n{}", base::plural(entry.pages, "page"), base::join(parts, "\n"));
}

paper::Paragraph compact(paper::Runs runs) {
  return paper::paragraph(std::move(runs), paper::ParagraphStyle::compact);
}

// "label text", nothing if there is no text.
void add_labelled(std::vector<paper::Paragraph>& paragraphs,
                  std::string_view label,
                  std::string_view text) {
  if (!text.empty()) {
    paragraphs.push_back(
        compact({paper::italic(label), paper::text(fmt::format(" {}", curly_quotes(text)))}));
  }
}

paper::TableCell lines_cell(std::string_view text) {
  paper::TableCell cell;
  for (const auto line : base::split(text, '\n')) {
    cell.paragraphs.push_back(compact({paper::text(curly_quotes(line))}));
  }
  return cell;
}

paper::TableCell document_cell(const VaughnEntry& entry) {
  paper::TableCell cell;
  const bool is_one = entry.bates_first == entry.bates_last;
  cell.paragraphs.push_back(
      compact({paper::bold(is_one ? entry.bates_first : entry.bates_first + " to")}));
  if (!is_one) {
    cell.paragraphs.push_back(compact({paper::bold(entry.bates_last)}));
  }
  cell.paragraphs.push_back(compact({paper::text(fmt::format("{}, {}", entry.date, entry.type))}));
  add_labelled(cell.paragraphs, "From:", entry.from);
  add_labelled(cell.paragraphs, "To:", entry.to);
  add_labelled(cell.paragraphs, "Title:", entry.title);
  if (!entry.categories.empty()) {
    add_labelled(cell.paragraphs,
                 entry.categories.size() == 1 ? "Category" : "Categories",
                 list(entry.categories));
  }
  add_labelled(cell.paragraphs, "Status:", entry.status);
  add_labelled(cell.paragraphs, "Submitter:", entry.submitter);
  return cell;
}

// "(b)(6) [p. 1, 1 box]: ..." with the claim in bold.
paper::TableCell justification_cell(const VaughnEntry& entry) {
  paper::TableCell cell;
  for (const auto line : base::split(entry.justification, '\n')) {
    const auto bracket = line.find(" [");
    const auto claim = line.substr(0, bracket);
    const auto rest = bracket == std::string_view::npos ? std::string_view{} : line.substr(bracket);
    cell.paragraphs.push_back(compact({paper::bold(claim), paper::text(curly_quotes(rest))}));
  }
  return cell;
}

paper::TableCell consequence_cell(const VaughnEntry& entry) {
  paper::TableCell cell;
  for (const auto line : base::split(entry.harm, '\n')) {
    if (!line.empty()) {
      cell.paragraphs.push_back(compact({paper::text(curly_quotes(line))}));
    }
  }
  add_labelled(cell.paragraphs, "Segregability:", entry.segregability);
  return cell;
}

paper::Table index_table(std::span<const VaughnEntry> entries) {
  paper::Table table;
  table.column_widths = {0.45, 2.3, 0.85, 1.35, 1.75, 2.75, 2.55};
  table.header_rows = 1;
  table.font_size = 8.5;
  table.description = "Vaughn index: one row for each record with a page withheld";
  paper::TableRow header;
  for (const auto* title : {"No.",
                            "Record",
                            "Pages",
                            "Exemptions and where",
                            "What is withheld",
                            "Justification",
                            "Foreseeable harm and segregability"}) {
    auto cell = paper::cell(title);
    cell.is_header = true;
    cell.shading = "E7E6E6";
    header.cells.push_back(std::move(cell));
  }
  table.rows.push_back(std::move(header));
  for (const auto& entry : entries) {
    paper::TableRow row;
    row.may_split = entry.justification.size() + entry.harm.size() > kLongEntry;
    row.cells.push_back(paper::cell(fmt::to_string(entry.number)));
    row.cells.push_back(document_cell(entry));
    row.cells.push_back(lines_cell(pages_of(entry)));
    row.cells.push_back(lines_cell(fmt::format(
        "{}\n{}", base::replace_all(foia::join_labels(entry.claims), "; ", "\n"), entry.where)));
    row.cells.push_back(lines_cell(entry.description));
    row.cells.push_back(justification_cell(entry));
    row.cells.push_back(consequence_cell(entry));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_index(std::vector<paper::Block>& blocks, const std::vector<VaughnEntry>& entries) {
  if (entries.size() <= kSection) {
    blocks.emplace_back(index_table(entries));
    return;
  }
  for (std::size_t first = 0; first < entries.size(); first += kSection) {
    const auto section =
        std::span(entries).subspan(first, std::min(kSection, entries.size() - first));
    const auto which =
        section.size() == 1
            ? fmt::format("Entry {}", section.front().number)
            : fmt::format("Entries {} to {}", section.front().number, section.back().number);
    auto heading = paper::paragraph(
        fmt::format("{}: {} to {}", which, section.front().bates_first, section.back().bates_last),
        paper::ParagraphStyle::subheading);
    heading.keeps_with_next = true;
    blocks.emplace_back(std::move(heading));
    blocks.emplace_back(index_table(section));
  }
}

// How many entries and places claim each exemption.
struct ClaimUse {
  std::int64_t entries = 0;
  std::string_view covers{};
};

std::map<std::string, ClaimUse> claim_uses(const std::vector<VaughnEntry>& entries) {
  std::map<std::string, ClaimUse> uses;
  for (const auto& entry : entries) {
    for (const auto& claim : entry.claims) {
      auto& use = uses[claim.label()];
      ++use.entries;
      use.covers = claim.exemption().row().covers;
    }
  }
  return uses;
}

paper::Table legend_table(const std::vector<VaughnEntry>& entries) {
  paper::Table table;
  table.column_widths = {2.5, 6.2, 1.3};
  table.header_rows = 1;
  table.font_size = 9;
  table.description = "Exemptions claimed in the index";
  paper::TableRow header;
  for (const auto* title : {"Exemption", "Covers", "Entries"}) {
    auto cell = paper::cell(title);
    cell.is_header = true;
    cell.shading = "E7E6E6";
    header.cells.push_back(std::move(cell));
  }
  table.rows.push_back(std::move(header));
  for (const auto& [label, use] : claim_uses(entries)) {
    paper::TableRow row;
    row.cells.push_back(paper::cell(label));
    row.cells.push_back(paper::cell(use.covers));
    row.cells.push_back(paper::cell(base::with_commas(use.entries)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

paper::Table released_table(const std::vector<foia::ReleasedEntry>& released) {
  paper::Table table;
  table.column_widths = {0.6, 3.4, 1.0, 2.5, 2.5};
  table.header_rows = 1;
  table.font_size = 9;
  table.description = "Entries of which nothing is withheld any more";
  paper::TableRow header;
  for (const auto* title : {"No.", "Record", "Pages", "Released on", "In"}) {
    auto cell = paper::cell(title);
    cell.is_header = true;
    cell.shading = "E7E6E6";
    header.cells.push_back(std::move(cell));
  }
  table.rows.push_back(std::move(header));
  for (const auto& entry : released) {
    paper::TableRow row;
    row.cells.push_back(paper::cell(fmt::to_string(entry.number)));
    row.cells.push_back(
        paper::cell(entry.bates_first == entry.bates_last
                        ? entry.bates_first
                        : fmt::format("{} to {}", entry.bates_first, entry.bates_last)));
    row.cells.push_back(paper::cell(fmt::to_string(entry.pages)));
    row.cells.push_back(paper::cell(base::long_date(entry.released)));
    row.cells.push_back(paper::cell(entry.volume));
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_released(paper::Document& document, const std::vector<foia::ReleasedEntry>& released) {
  if (released.empty()) {
    return;
  }
  auto heading = paper::paragraph("Released on re-review", paper::ParagraphStyle::subheading);
  heading.keeps_with_next = true;
  document.blocks.emplace_back(std::move(heading));
  auto lead = paper::paragraph(
      "Nothing is withheld any more from the records of these entries. The entry numbers are not "
      "used "
      "again.",
      paper::ParagraphStyle::single);
  lead.keeps_with_next = true;
  document.blocks.emplace_back(std::move(lead));
  document.blocks.emplace_back(released_table(released));
}

const std::vector<std::pair<std::string, double>>& csv_columns() {
  static const std::vector<std::pair<std::string, double>> kColumns{
      {"Entry", 7},
      {"Control number", 14},
      {"Volume", 10},
      {"First page", 20},
      {"Last page", 20},
      {"Date", 12},
      {"Type", 24},
      {"From", 28},
      {"To", 28},
      {"Title", 34},
      {"Pages", 8},
      {"Pages in full", 8},
      {"Pages in part", 8},
      {"Pages withheld", 10},
      {"Exemptions", 26},
      {"Boxes", 8},
      {"Where", 24},
      {"Description", 40},
      {"Justification", 60},
      {"Foreseeable harm", 50},
      {"Segregability", 40},
      {"Categories", 12},
      {"Status", 26},
      {"Submitter's position", 34},
      {"SHA-256 as produced", 20},
  };
  return kColumns;
}

}  // namespace

paper::Document vaughn_document(const foia::Matter& matter,
                                std::vector<VaughnEntry> entries,
                                base::Date as_of,
                                const std::vector<foia::ReleasedEntry>& released) {
  sort_by_number(entries);
  const auto sums = totals(entries);
  paper::Document document;
  document.title = fmt::format("Vaughn index, {}", matter.name);
  document.author = matter.request.agency;
  document.page.is_landscape = true;
  document.page.left = document.page.right = 45;
  document.page.top = document.page.bottom = 54;
  document.header.left = matter.name;
  document.header.right = matter.case_number.empty()
                              ? fmt::format("Request {}", matter.request.number)
                              : fmt::format("Case No. {}", matter.case_number_with_initials());
  document.footer.title = fmt::format("Vaughn index as of {}", base::long_date(as_of));
  document.footer.page_numbers = paper::PageNumbers::page_of_pages;
  auto& blocks = document.blocks;
  blocks.emplace_back(
      paper::paragraph(paper::Runs{paper::Run{.text = "VAUGHN", .is_bold = true, .is_italic = true},
                                   paper::bold(" INDEX")},
                       paper::ParagraphStyle::heading));
  blocks.emplace_back(paper::paragraph(
      fmt::format("{}{}. As of {}: {} for records of {}, of which {}, {} and {}; {} on the pages "
                  "released in part.",
                  matter.request.agency,
                  matter.request.number.empty()
                      ? std::string()
                      : fmt::format(", FOIA request {}", matter.request.number),
                  base::long_date(as_of),
                  base::plural(sums.entries, "entry"),
                  base::plural(sums.pages, "page"),
                  count_of(sums.in_full, "released in full"),
                  count_of(sums.in_part, "released in part"),
                  count_of(sums.withheld, "withheld in full"),
                  base::plural(sums.boxes, "box")),
      paper::ParagraphStyle::single));
  blocks.emplace_back(paper::paragraph(
      "An entry stands for one record of which at least one page is withheld in part or in full. "
      "Page numbers under “Exemptions and where” count from the first page of the record; a box is "
      "one place on a page, and bears its exemption there.",
      paper::ParagraphStyle::single));
  if (entries.empty()) {
    blocks.emplace_back(paper::paragraph("Nothing is withheld from the records produced.",
                                         paper::ParagraphStyle::single));
    add_released(document, released);
    return document;
  }
  add_index(blocks, entries);
  auto heading = paper::paragraph("Exemptions claimed", paper::ParagraphStyle::subheading);
  heading.keeps_with_next = true;
  blocks.emplace_back(std::move(heading));
  blocks.emplace_back(legend_table(entries));
  add_released(document, released);
  return document;
}

std::vector<std::vector<std::string>> vaughn_rows(std::vector<VaughnEntry> entries) {
  sort_by_number(entries);
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& [name, width] : csv_columns()) {
    rows.front().push_back(name);
  }
  for (const auto& entry : entries) {
    rows.push_back({fmt::to_string(entry.number),
                    foia::control_number(entry.record),
                    entry.volume,
                    entry.bates_first,
                    entry.bates_last,
                    entry.date,
                    entry.type,
                    entry.from,
                    entry.to,
                    entry.title,
                    fmt::to_string(entry.pages),
                    fmt::to_string(entry.pages_in_full),
                    fmt::to_string(entry.pages_in_part),
                    fmt::to_string(entry.pages_withheld),
                    foia::join_labels(entry.claims),
                    fmt::to_string(entry.boxes),
                    entry.where,
                    entry.description,
                    entry.justification,
                    entry.harm,
                    entry.segregability,
                    base::join(entry.categories, ", "),
                    entry.status,
                    entry.submitter,
                    entry.produced_sha256});
  }
  return rows;
}

paper::Workbook vaughn_workbook(const foia::Matter& matter,
                                std::vector<VaughnEntry> entries,
                                base::Date as_of,
                                const std::vector<foia::ReleasedEntry>& released) {
  sort_by_number(entries);
  paper::Workbook workbook;
  workbook.title = fmt::format("Vaughn index, {}", matter.name);
  paper::WorkbookSheet index;
  index.name = "Vaughn index";
  for (const auto& [name, width] : csv_columns()) {
    index.columns.push_back({name, width, width >= 20});
  }
  auto rows = vaughn_rows(entries);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& entry = entries[i - 1];
    std::vector<paper::WorkbookCell> cells(rows[i].begin(), rows[i].end());
    const std::pair<std::size_t, int> numbers[] = {{0, entry.number},
                                                   {10, entry.pages},
                                                   {11, entry.pages_in_full},
                                                   {12, entry.pages_in_part},
                                                   {13, entry.pages_withheld},
                                                   {15, entry.boxes}};
    for (const auto& [column, value] : numbers) {
      cells[column] = static_cast<double>(value);
    }
    if (const auto date = base::parse_date(entry.date)) {
      cells[5] = *date;
    }
    index.rows.push_back(std::move(cells));
  }
  workbook.sheets.push_back(std::move(index));
  if (!released.empty()) {
    paper::WorkbookSheet sheet;
    sheet.name = "Released on re-review";
    sheet.columns = {{"Entry", 7},
                     {"Control number", 14},
                     {"Volume", 10},
                     {"First page", 20},
                     {"Last page", 20},
                     {"Pages", 8},
                     {"Released on", 12}};
    for (const auto& entry : released) {
      sheet.rows.push_back({static_cast<double>(entry.number),
                            foia::control_number(entry.record),
                            entry.volume,
                            entry.bates_first,
                            entry.bates_last,
                            static_cast<double>(entry.pages),
                            entry.released});
    }
    workbook.sheets.push_back(std::move(sheet));
  }

  const auto sums = totals(entries);
  paper::WorkbookSheet summary;
  summary.name = "Totals";
  summary.columns = {{"What", 44}, {"Number", 12}};
  const std::pair<std::string, std::int64_t> lines[] = {
      {"Entries", sums.entries},
      {"Pages of their records", sums.pages},
      {"Pages released in full", sums.in_full},
      {"Pages released in part", sums.in_part},
      {"Pages withheld in full", sums.withheld},
      {"Boxes", sums.boxes},
  };
  for (const auto& [what, number] : lines) {
    summary.rows.push_back({what, static_cast<double>(number)});
  }
  for (const auto& [label, use] : claim_uses(entries)) {
    summary.rows.push_back(
        {fmt::format("Entries that claim {}", label), static_cast<double>(use.entries)});
  }
  summary.rows.push_back({std::string("As of"), as_of});
  summary.has_filter = false;
  workbook.sheets.push_back(std::move(summary));
  return workbook;
}

}  // namespace vaughn::report
