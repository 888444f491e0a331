// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/index_check.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "verify/detail/load_files.h"

namespace vaughn::verify {
namespace {

// The columns that are compared, by the names people give them (letters and digits only).
enum class Column {
  entry,
  first,
  last,
  range,
  exemptions,
  pages,
  in_full,
  in_part,
  withheld,
  boxes
};

struct ColumnName {
  std::string_view name;
  Column column;
};
constexpr std::array kNames{
    ColumnName{"entry", Column::entry},
    ColumnName{"entryno", Column::entry},
    ColumnName{"entrynumber", Column::entry},
    ColumnName{"no", Column::entry},
    ColumnName{"number", Column::entry},
    ColumnName{"vaughnno", Column::entry},
    ColumnName{"bates", Column::range},
    ColumnName{"batesrange", Column::range},
    ColumnName{"batesnumbers", Column::range},
    ColumnName{"batesfirst", Column::first},
    ColumnName{"firstbates", Column::first},
    ColumnName{"firstpage", Column::first},
    ColumnName{"batesbegin", Column::first},
    ColumnName{"begbates", Column::first},
    ColumnName{"batesstart", Column::first},
    ColumnName{"bateslast", Column::last},
    ColumnName{"lastbates", Column::last},
    ColumnName{"lastpage", Column::last},
    ColumnName{"batesend", Column::last},
    ColumnName{"endbates", Column::last},
    ColumnName{"exemption", Column::exemptions},
    ColumnName{"exemptions", Column::exemptions},
    ColumnName{"exemptionsclaimed", Column::exemptions},
    ColumnName{"claims", Column::exemptions},
    ColumnName{"pages", Column::pages},
    ColumnName{"pagestotal", Column::pages},
    ColumnName{"totalpages", Column::pages},
    ColumnName{"infull", Column::in_full},
    ColumnName{"pagesinfull", Column::in_full},
    ColumnName{"releasedinfull", Column::in_full},
    ColumnName{"rif", Column::in_full},
    ColumnName{"inpart", Column::in_part},
    ColumnName{"pagesinpart", Column::in_part},
    ColumnName{"releasedinpart", Column::in_part},
    ColumnName{"rip", Column::in_part},
    ColumnName{"withheld", Column::withheld},
    ColumnName{"pageswithheld", Column::withheld},
    ColumnName{"withheldinfull", Column::withheld},
    ColumnName{"pageswithheldinfull", Column::withheld},
    ColumnName{"wif", Column::withheld},
    ColumnName{"boxes", Column::boxes},
    ColumnName{"deletions", Column::boxes},
};

std::string plain_name(std::string_view header) {
  std::string out;
  for (const char c : base::ascii_lower(header)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

using Columns = std::map<Column, std::size_t>;

Columns find_columns(const std::vector<std::string>& header) {
  Columns out;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = plain_name(header[i]);
    for (const auto& known : kNames) {
      if (known.name == name) {
        out.try_emplace(known.column, i);
      }
    }
  }
  return out;
}

std::set<std::string> codes_in(const std::string& text) {
  static const std::regex kCode(R"(\(b\)\(\d\)(\([A-F]\))?)");
  std::set<std::string> out;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), kCode);
       at != std::sregex_iterator{};
       ++at) {
    out.insert(at->str());
  }
  return out;
}

struct RecordFacts {
  std::set<std::string> codes{};
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld = 0;
  std::int64_t boxes = 0;
};

RecordFacts facts_of(const ClaimedRecord& record) {
  RecordFacts out{.pages = static_cast<std::int64_t>(record.pages.size())};
  for (const auto& page : record.pages) {
    out.in_full += page.outcome == "in_full" ? 1 : 0;
    out.in_part += page.outcome == "in_part" ? 1 : 0;
    out.withheld += page.outcome == "withheld_in_full" ? 1 : 0;
    out.boxes += static_cast<std::int64_t>(page.boxes.size());
    for (const auto& claim : page.claims) {
      out.codes.insert(code_of(claim));
    }
  }
  return out;
}

class IndexCheck {
 public:
  IndexCheck(std::string file, const Manifest& manifest, Findings& findings)
      : file_(std::move(file)), manifest_(manifest), findings_(findings) {
    for (const auto& record : manifest.records) {
      for (const auto& page : record.pages) {
        by_page_[page.bates] = &record;
      }
    }
  }

  void run(const CsvRows& rows) {
    const auto header = find_header(rows);
    if (!header) {
      add("index_unreadable", "", "no row names the columns for page numbers and exemptions");
      return;
    }
    for (std::size_t i = *header + 1; i < rows.size(); ++i) {
      check_row(rows[i], i + 1);
    }
    for (const auto& record : manifest_.records) {
      const auto facts = facts_of(record);
      if (facts.in_part + facts.withheld > 0 && !seen_.contains(record.begin)) {
        add("index_pages_without_entry",
            record.begin,
            fmt::format("{} withhold something and are in no entry",
                        base::plural(facts.in_part + facts.withheld, "page")));
      }
    }
  }

 private:
  void add(std::string_view code, const std::string& bates, std::string message) {
    findings_.add(code, {.file = file_, .bates = bates}, std::move(message));
  }

  // The header may stand below a caption.
  std::optional<std::size_t> find_header(const CsvRows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      columns_ = find_columns(rows[i]);
      if (columns_.contains(Column::exemptions) &&
          (columns_.contains(Column::range) || columns_.contains(Column::first))) {
        return i;
      }
    }
    return std::nullopt;
  }

  // Empty if there is no such column.
  std::string cell(const std::vector<std::string>& row, Column column) const {
    const auto found = columns_.find(column);
    if (found == columns_.end() || found->second >= row.size()) {
      return {};
    }
    auto text = std::string(base::trim(row[found->second]));
    // A spreadsheet's guard against formulas.
    return text.starts_with('\'') ? text.substr(1) : text;
  }

  // First and last number of an entry; "A – B" in one cell, or two cells.
  std::pair<std::string, std::string> range(const std::vector<std::string>& row) const {
    if (columns_.contains(Column::first)) {
      const auto first = cell(row, Column::first);
      const auto last = cell(row, Column::last);
      return {first, last.empty() ? first : last};
    }
    const auto text = cell(row, Column::range);
    for (const std::string_view dash : {" \u2013 ", "\u2013", " - ", " to "}) {
      if (const auto at = text.find(dash); at != std::string::npos) {
        return {std::string(base::trim(text.substr(0, at))),
                std::string(base::trim(text.substr(at + dash.size())))};
      }
    }
    return {text, text};
  }

  void check_row(const std::vector<std::string>& row, std::size_t number) {
    const auto [first, last] = range(row);
    if (first.empty()) {
      return;  // a blank line, or a note under the table
    }
    const auto page = by_page_.find(first);
    if (page == by_page_.end()) {
      check_is_elsewhere(first, number);
      return;
    }
    findings_.examined("index");
    const auto& record = *page->second;
    const auto facts = facts_of(record);
    if (first != record.begin || last != record.end || facts.in_part + facts.withheld == 0) {
      add("index_entry_without_pages",
          first,
          fmt::format("row {} is not about the pages of one record that withholds something",
                      number));
      return;
    }
    if (!seen_.insert(record.begin).second) {
      add("index_entry_repeated", first, fmt::format("row {}: the record has an entry", number));
      return;
    }
    if (codes_in(cell(row, Column::exemptions)) != facts.codes) {
      add("index_exemptions_differ",
          first,
          fmt::format("row {} claims other exemptions than the pages", number));
    }
    if (columns_.contains(Column::entry) && cell(row, Column::entry) != record.vaughn_entry) {
      add("index_number_differs", first, fmt::format("row {}: entry number", number));
    }
    check_count(row, number, first, Column::pages, facts.pages, "pages");
    check_count(row, number, first, Column::in_full, facts.in_full, "pages in full");
    check_count(row, number, first, Column::in_part, facts.in_part, "pages in part");
    check_count(row, number, first, Column::withheld, facts.withheld, "pages withheld");
    check_count(row, number, first, Column::boxes, facts.boxes, "boxes");
  }

  void check_count(const std::vector<std::string>& row,
                   std::size_t number,
                   const std::string& bates,
                   Column column,
                   std::int64_t wanted,
                   std::string_view what) {
    if (columns_.contains(column) && cell(row, column) != fmt::format("{}", wanted)) {
      add("index_counts_differ", bates, fmt::format("row {}: {}", number, what));
    }
  }

  // A number between this volume's first and last that no page has, or one written otherwise.
  void check_is_elsewhere(const std::string& first, std::size_t number) {
    const bool is_like_ours =
        first.starts_with(manifest_.prefix) &&
        first.size() == manifest_.prefix.size() + static_cast<std::size_t>(manifest_.width);
    const bool is_inside =
        first >= manifest_.counts.first_bates && first <= manifest_.counts.last_bates;
    if (!is_like_ours || is_inside) {
      add("index_entry_without_pages",
          first,
          fmt::format("row {} names a number that no page has", number));
    }
  }

  std::string file_;
  const Manifest& manifest_;
  Findings& findings_;
  Columns columns_;
  std::map<std::string, const ClaimedRecord*> by_page_;
  std::set<std::string> seen_;
};

}  // namespace

void check_index(const std::filesystem::path& csv, const Manifest& manifest, Findings& findings) {
  findings.examined("index", 0);
  const auto name = csv.filename().string();
  const auto bytes = base::read_file(csv);
  if (!bytes) {
    findings.add("index_unreadable", {.file = name}, bytes.error().message);
    return;
  }
  const auto rows = parse_csv(*bytes);
  if (!rows) {
    findings.add("index_unreadable", {.file = name}, rows.error().message);
    return;
  }
  IndexCheck(name, manifest, findings).run(*rows);
}

}  // namespace vaughn::verify
