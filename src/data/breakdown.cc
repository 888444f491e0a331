// SPDX-License-Identifier: AGPL-3.0-or-later
#include "data/breakdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"

namespace vaughn::data {

using base::Date;

namespace {

constexpr std::size_t kMostHeadingRows = 30;
constexpr std::array<std::string_view, 12> kMonths{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

std::string normal(std::string_view text) {
  return base::fold_case(base::collapse_white_space(base::trim(text)));
}

// What a group is called: white space is made even, case is kept.
std::string named(std::string_view text) {
  return std::string(base::trim(base::collapse_white_space(text)));
}

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc{} && end == text.data() + text.size() ? std::optional(value)
                                                                   : std::nullopt;
}

std::optional<Date> made_date(int year, int month, int day) {
  if (year >= 0 && year < 100) {
    year += year < 70 ? 2000 : 1900;
  }
  const Date date{std::chrono::year(year),
                  std::chrono::month(static_cast<unsigned>(month)),
                  std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() && year >= 1900 && year <= 2200 ? std::optional(date) : std::nullopt;
}

std::optional<int> month_named(std::string_view word) {
  const auto lower = base::ascii_lower(word);
  if (lower.size() < 3) {
    return std::nullopt;
  }
  const auto found =
      std::find(kMonths.begin(), kMonths.end(), std::string_view(lower).substr(0, 3));
  return found == kMonths.end() ? std::nullopt
                                : std::optional(static_cast<int>(found - kMonths.begin()) + 1);
}

// The words and numbers of a date, whatever stands between them; a time of day after it is left.
std::optional<Date> text_date(std::string_view text) {
  text = base::trim(text);
  if (text.size() > 10 && text[10] == 'T') {
    text = text.substr(0, 10);
  }
  std::vector<std::string> parts;
  for (const char c : text) {
    const bool is_part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c == ':') {
      if (!parts.empty()) {
        parts.pop_back();  // the hour
      }
      break;
    }
    if (!is_part) {
      if (!parts.empty() && !parts.back().empty()) {
        parts.emplace_back();
      }
    } else {
      if (parts.empty()) {
        parts.emplace_back();
      }
      parts.back() += c;
    }
  }
  std::erase(parts, "");
  if (parts.size() != 3) {
    return std::nullopt;
  }
  const auto a = whole(parts[0]);
  const auto b = whole(parts[1]);
  const auto c = whole(parts[2]);
  if (a && b && c) {
    // Year first, else as Americans write it: month, day, year.
    return parts[0].size() == 4 ? made_date(*a, *b, *c) : made_date(*c, *a, *b);
  }
  if (const auto month = month_named(parts[1]); a && !b && month && c) {
    return made_date(*c, *month, *a);  // 14 Mar 2024
  }
  if (const auto month = month_named(parts[0]); !a && month && b && c) {
    return made_date(*c, *month, *b);  // March 14, 2024
  }
  return std::nullopt;
}

// The column of each dimension in one sheet.
struct Layout {
  std::size_t heading = 0;  // index of its row
  std::vector<int> columns{};
  std::map<int, std::string> names{};  // of all columns, normal
};

struct Headings {
  std::vector<std::set<std::string>> of_dimension{};
};

Headings headings_of(const foia::TableMap& map) {
  Headings out;
  for (const auto& dimension : map.dimensions) {
    std::set<std::string> names;
    for (const auto& header : dimension.headers) {
      names.insert(normal(header));
    }
    out.of_dimension.push_back(std::move(names));
  }
  return out;
}

// The first row that has a heading of every dimension. Headings merged over two rows are put
// together: "Operation" over "Date" is found as "Date", "Operation Date" or "Operation".
std::optional<Layout> layout_of(const foia::TableSheet& sheet,
                                const Headings& headings,
                                std::string& missing,
                                const foia::TableMap& map) {
  std::size_t most = 0;
  missing = "no headings";
  for (std::size_t i = 0; i < std::min(kMostHeadingRows, sheet.rows.size()); ++i) {
    std::map<int, std::vector<std::string>> names;
    const auto& row = sheet.rows[i];
    for (const auto& cell : row.cells) {
      names[cell.column].push_back(normal(cell.shown));
    }
    if (i > 0 && sheet.rows[i - 1].number == row.number - 1) {
      for (const auto& cell : sheet.rows[i - 1].cells) {
        auto& own = names[cell.column];
        const auto above = normal(cell.shown);
        if (!own.empty() && own.front() != above) {
          own.push_back(above + " " + own.front());
        } else if (own.empty() && cell.is_merged) {
          own.push_back(above);
        }
      }
    }
    Layout layout;
    layout.heading = i;
    layout.columns.assign(map.dimensions.size(), -1);
    std::set<int> taken;
    std::size_t found = 0;
    std::string first_missing;
    for (std::size_t d = 0; d < headings.of_dimension.size(); ++d) {
      for (const auto& [column, own] : names) {
        const bool is_it = std::any_of(own.begin(), own.end(), [&](const std::string& name) {
          return headings.of_dimension[d].contains(name);
        });
        if (is_it && layout.columns[d] < 0 && !taken.contains(column)) {
          layout.columns[d] = column;
          taken.insert(column);
          ++found;
        }
      }
      if (layout.columns[d] < 0 && first_missing.empty()) {
        first_missing = fmt::format("no column for {}", map.dimensions[d].key);
      }
    }
    if (found == map.dimensions.size()) {
      for (const auto& [column, own] : names) {
        layout.names[column] = own.empty() ? "" : own.front();
      }
      return layout;
    }
    if (found > most) {
      most = found;
      missing = first_missing;
    }
  }
  return std::nullopt;
}

// From what a cell holds to the name of its group.
class Grouping {
 public:
  explicit Grouping(const foia::TableDimension& dimension) : dimension_(&dimension) {
    for (const auto& synonym : dimension.synonyms) {
      names_[normal(synonym.value)] = synonym.value;
      for (const auto& also : synonym.also) {
        names_[normal(also)] = synonym.value;
      }
    }
  }

  // False: the row is to be listed, and `group` says why.
  bool find(const foia::TableCell* cell, const base::DateRange& dates, std::string& group) {
    const auto shown = cell == nullptr ? std::string() : named(cell->shown);
    if (shown.empty()) {
      group = dimension_->empty.empty() ? fmt::format("no {}", dimension_->key) : dimension_->empty;
      return !dimension_->empty.empty();
    }
    if (dimension_->kind == foia::DimensionKind::month) {
      const auto date = date_of(cell->value);
      if (!date) {
        group = fmt::format("no date in {}", dimension_->key);
        return false;
      }
      group = base::to_string(*date).substr(0, 7);
      if (!dates.contains(*date)) {
        group = fmt::format("{} outside the dates", dimension_->key);
        return false;
      }
      return true;
    }
    std::set<std::string> values;
    std::string rest = shown;
    while (!rest.empty()) {
      const auto end =
          dimension_->separator.empty() ? std::string::npos : rest.find(dimension_->separator);
      auto value = named(std::string_view(rest).substr(0, end));
      rest = end == std::string::npos ? "" : rest.substr(end + dimension_->separator.size());
      if (value.empty()) {
        continue;
      }
      const auto known = names_.find(normal(value));
      if (known == names_.end() && dimension_->is_closed) {
        group = fmt::format("unknown {}", dimension_->key);
        return false;
      }
      // The first spelling met names the group.
      values.insert(known != names_.end() ? known->second
                                          : names_.emplace(normal(value), value).first->second);
    }
    if (values.empty()) {
      group = fmt::format("no {}", dimension_->key);
      return false;
    }
    group = base::join({values.begin(), values.end()}, " + ");
    return true;
  }

 private:
  const foia::TableDimension* dimension_;
  std::map<std::string, std::string> names_{};
};

// What makes two rows the same: the cells under the headings that tell, by heading and not by
// column, so that sheets with another order of columns compare; what the map knows, by its group
// or date, however the sheet calls and writes it.
std::string identity_of(const foia::TableRow& row,
                        const Layout& layout,
                        const std::vector<std::string>& groups,
                        const std::set<std::string>& same_by) {
  std::map<std::string, std::string> cells;
  std::set<int> known;
  for (std::size_t d = 0; d < layout.columns.size(); ++d) {
    const auto column = layout.columns[d];
    known.insert(column);
    const auto name = layout.names.find(column);
    if (!same_by.empty() && (name == layout.names.end() || !same_by.contains(name->second))) {
      continue;
    }
    const auto* cell = row.at(column);
    const auto date = cell == nullptr ? std::nullopt : date_of(cell->value);
    cells[fmt::format("\n{}", d)] = date ? base::to_string(*date) : groups[d];
  }
  for (const auto& cell : row.cells) {
    const auto name = layout.names.find(cell.column);
    if (name != layout.names.end() && !name->second.empty() && !known.contains(cell.column) &&
        (same_by.empty() || same_by.contains(name->second))) {
      const auto* date = std::get_if<Date>(&cell.value);
      cells[name->second] = date != nullptr ? base::to_string(*date) : normal(cell.shown);
    }
  }
  std::string out;
  for (const auto& [name, value] : cells) {
    out += fmt::format("{}:{}{}:{}", name.size(), name, value.size(), value);
  }
  return out;
}

bool looks_like_total(const foia::TableRow& row) {
  for (const auto& cell : row.cells) {
    const auto text = normal(cell.shown);
    if (text == "total" || text == "totals" || text == "grand total" || text == "sum" ||
        text == "subtotal") {
      return true;
    }
  }
  return false;
}

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : base::ascii_lower(text)) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_kept) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) {
    out.pop_back();
  }
  return out.empty() ? "group" : out;
}

// A word for each name, no two alike, none "all".
std::vector<std::string> slugs(const std::vector<std::string>& names) {
  std::set<std::string> taken{"all"};
  std::vector<std::string> out;
  for (const auto& name : names) {
    const auto stem = slug(name);
    auto word = stem;
    for (int n = 2; !taken.insert(word).second; ++n) {
      word = fmt::format("{}-{}", stem, n);
    }
    out.push_back(word);
  }
  return out;
}

class Maker {
 public:
  Maker(const foia::TableMap& map, std::span<const Source> sources)
      : map_(map), sources_(sources), headings_(headings_of(map)) {
    for (const auto& dimension : map.dimensions) {
      groupings_.emplace_back(dimension);
    }
    for (const auto& name : map.same_by) {
      same_by_.insert(normal(name));
    }
  }

  Made run() {
    for (const auto& source : sources_) {
      std::map<std::string, std::vector<RowRef>> of_record;
      for (const auto& sheet : source.tables.sheets) {
        read(source.record, sheet, of_record);
      }
      // Only now: within one record the same row twice is two rows.
      for (auto& [identity, rows] : of_record) {
        auto& most = seen_[identity];
        if (rows.size() > most.size()) {
          most = std::move(rows);
        }
      }
    }
    for (const auto& breakdown : map_.breakdowns) {
      made_.breakdowns.push_back(count(breakdown));
    }
    hide();
    return std::move(made_);
  }

 private:
  void read(foia::RecordId record,
            const foia::TableSheet& sheet,
            std::map<std::string, std::vector<RowRef>>& of_record) {
    std::string missing;
    const auto layout = layout_of(sheet, headings_, missing, map_);
    if (!layout) {
      if (!sheet.rows.empty()) {
        made_.unread.push_back(
            {record, sheet.name, static_cast<std::int64_t>(sheet.rows.size()), missing});
      }
      return;
    }
    made_.headings += static_cast<std::int64_t>(layout->heading) + 1;
    for (std::size_t i = layout->heading + 1; i < sheet.rows.size(); ++i) {
      const auto& row = sheet.rows[i];
      CountedRow out;
      out.at = {record, sheet.name, row.number};
      out.is_hidden = row.is_hidden || sheet.is_hidden;
      judge(row, *layout, out);
      if (out.state == RowState::counted && map_.same_row == foia::SameRow::count_once) {
        const auto identity = identity_of(row, *layout, out.groups, same_by_);
        auto& own = of_record[identity];
        const auto before = seen_.find(identity);
        if (before != seen_.end() && own.size() < before->second.size()) {
          out.state = RowState::duplicate;
          out.same_as = before->second[own.size()];
          out.groups.clear();
        }
        own.push_back(out.at);
      }
      made_.hidden += out.is_hidden && out.state == RowState::counted ? 1 : 0;
      made_.rows.push_back(std::move(out));
    }
    if (sheet.is_cut) {
      made_.unread.push_back({record, sheet.name, 0, "the sheet is longer than what was read"});
    }
  }

  void judge(const foia::TableRow& row, const Layout& layout, CountedRow& out) {
    out.state = RowState::listed;
    if (looks_like_total(row)) {
      out.why = "looks like a total";
      return;
    }
    for (std::size_t d = 0; d < groupings_.size(); ++d) {
      std::string group;
      const auto* cell = row.at(layout.columns[d]);
      if (!groupings_[d].find(cell, map_.dates, group)) {
        out.why = group;
        out.groups.clear();
        return;
      }
      out.groups.push_back(std::move(group));
    }
    out.state = RowState::counted;
  }

  std::size_t place_of(const std::string& key) const {
    std::size_t place = 0;
    while (map_.dimensions[place].key != key) {
      ++place;
    }
    return place;
  }

  std::vector<std::string> names_of(std::size_t dimension) const {
    std::set<std::string> names;
    for (const auto& row : made_.rows) {
      if (row.state == RowState::counted) {
        names.insert(row.groups[dimension]);
      }
    }
    return {names.begin(), names.end()};
  }

  MadeBreakdown count(const foia::TableBreakdown& breakdown) const {
    MadeBreakdown out;
    out.breakdown = breakdown;
    const auto down = place_of(breakdown.rows);
    out.row_names = names_of(down);
    const bool has_columns = !breakdown.columns.empty();
    const auto across = has_columns ? place_of(breakdown.columns) : 0;
    if (has_columns) {
      out.column_names = names_of(across);
    }
    auto row_words = slugs(out.row_names);
    auto column_words = slugs(out.column_names);
    row_words.emplace_back("all");
    column_words.emplace_back("all");
    for (const auto& row_word : row_words) {
      auto& line = out.cells.emplace_back();
      for (const auto& column_word : column_words) {
        MadeCell cell;
        cell.id = has_columns
                      ? fmt::format("{}.{}.{}.{}", map_.key, breakdown.key, row_word, column_word)
                      : fmt::format("{}.{}.{}", map_.key, breakdown.key, row_word);
        line.push_back(std::move(cell));
      }
    }
    const auto index = [](const std::vector<std::string>& names, const std::string& name) {
      return static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), name) -
                                      names.begin());
    };
    for (std::size_t i = 0; i < made_.rows.size(); ++i) {
      const auto& row = made_.rows[i];
      if (row.state != RowState::counted) {
        continue;
      }
      const auto r = index(out.row_names, row.groups[down]);
      const auto add = [&](std::size_t y, std::size_t x) {
        out.cells[y][x].rows.push_back(i);
        ++out.cells[y][x].value;
      };
      if (has_columns) {
        const auto c = index(out.column_names, row.groups[across]);
        add(r, c);
        add(out.row_names.size(), c);
      }
      add(r, out.column_names.size());
      add(out.row_names.size(), out.column_names.size());
    }
    return out;
  }

  // Cells of all breakdowns together: what two of them show of the same rows is one number. It is
  // named by its dimensions and groups.
  void hide() {
    std::map<std::string, std::size_t> places;
    std::vector<std::int64_t> values;
    const auto place = [&](const std::string& name, std::int64_t value) {
      const auto [entry, is_new] = places.try_emplace(name, values.size());
      if (is_new) {
        values.push_back(value);
      }
      return entry->second;
    };
    std::vector<std::vector<std::vector<std::size_t>>> of_cells;
    std::vector<Sum> sums;
    for (const auto& made : made_.breakdowns) {
      auto& grid = of_cells.emplace_back();
      const auto height = made.cells.size();
      const auto width = made.cells.front().size();
      for (std::size_t y = 0; y < height; ++y) {
        auto& line = grid.emplace_back();
        for (std::size_t x = 0; x < width; ++x) {
          std::vector<std::string> name;
          if (y + 1 < height) {
            name.push_back(made.breakdown.rows + "=" + made.row_names[y]);
          }
          if (x + 1 < width) {
            name.push_back(made.breakdown.columns + "=" + made.column_names[x]);
          }
          std::sort(name.begin(), name.end());
          line.push_back(place(base::join(name, "\n"), made.cells[y][x].value));
        }
      }
      for (std::size_t y = 0; y < height; ++y) {
        if (width > 1) {
          sums.push_back({grid[y].back(), {grid[y].begin(), grid[y].end() - 1}});
        }
      }
      for (std::size_t x = 0; x < width; ++x) {
        Sum sum{grid.back()[x], {}};
        for (std::size_t y = 0; y + 1 < height; ++y) {
          sum.parts.push_back(grid[y][x]);
        }
        sums.push_back(std::move(sum));
      }
    }
    const auto shown = suppress(values, sums, {map_.suppress_upto, map_.least_choices});
    for (std::size_t b = 0; b < made_.breakdowns.size(); ++b) {
      for (std::size_t y = 0; y < of_cells[b].size(); ++y) {
        for (std::size_t x = 0; x < of_cells[b][y].size(); ++x) {
          made_.breakdowns[b].cells[y][x].shown = shown[of_cells[b][y][x]];
        }
      }
    }
  }

  const foia::TableMap& map_;
  std::span<const Source> sources_;
  Headings headings_;
  std::vector<Grouping> groupings_{};
  std::set<std::string> same_by_{};
  std::map<std::string, std::vector<RowRef>> seen_{};
  Made made_{};
};

}  // namespace

std::string_view to_string(RowState state) {
  switch (state) {
    case RowState::counted: return "counted";
    case RowState::duplicate: return "duplicate";
    case RowState::listed: return "listed";
  }
  return "";
}

std::int64_t Made::count(RowState state) const {
  return std::count_if(
      rows.begin(), rows.end(), [&](const auto& row) { return row.state == state; });
}

std::int64_t Made::suppressed() const {
  std::int64_t out = 0;
  for (const auto& made : breakdowns) {
    for (const auto& line : made.cells) {
      out += std::count_if(
          line.begin(), line.end(), [](const auto& cell) { return cell.shown != Shown::yes; });
    }
  }
  return out;
}

std::optional<Date> date_of(const foia::TableValue& value) {
  if (const auto* date = std::get_if<Date>(&value)) {
    return *date;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return text_date(*text);
  }
  return std::nullopt;
}

Made make_tables(const foia::TableMap& map, std::span<const Source> sources) {
  return Maker(map, sources).run();
}

std::string suppression_note(const foia::TableMap& map, const Made& made) {
  if (map.suppress_upto == 0) {
    return "All numbers are shown.";
  }
  return fmt::format(
      "* not shown: a number from 1 to {}, or one from which such a number could be worked out, so "
      "that each can still have {} values or more; {} of the cells. 0 is shown.",
      map.suppress_upto,
      map.least_choices,
      made.suppressed());
}

}  // namespace vaughn::data
