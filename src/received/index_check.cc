// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "received/codes.h"
#include "received/detail/checks.h"
#include "received/detail/numbers.h"

namespace vaughn::received {
namespace {

constexpr int kHeaderRows = 30;  // a title and a caption may stand above the names of columns

enum class Column { range, first, last, exemptions };

struct ColumnName {
  std::string_view name;  // folded, without spaces
  Column column;
};
constexpr std::array<ColumnName, 36> kColumns{{{"bates", Column::range},
                                               {"batesrange", Column::range},
                                               {"batesnumber", Column::range},
                                               {"batesnumbers", Column::range},
                                               {"batesno", Column::range},
                                               {"batesnos", Column::range},
                                               {"batespages", Column::range},
                                               {"pagerange", Column::range},
                                               {"pagenumber", Column::range},
                                               {"pagenumbers", Column::range},
                                               {"documentnumber", Column::range},
                                               {"documentno", Column::range},
                                               {"docno", Column::range},
                                               {"docid", Column::range},
                                               {"documentid", Column::range},
                                               {"batesfirst", Column::first},
                                               {"firstbates", Column::first},
                                               {"batesbegin", Column::first},
                                               {"beginbates", Column::first},
                                               {"beginningbates", Column::first},
                                               {"begbates", Column::first},
                                               {"batesstart", Column::first},
                                               {"startbates", Column::first},
                                               {"firstpage", Column::first},
                                               {"bateslast", Column::last},
                                               {"lastbates", Column::last},
                                               {"batesend", Column::last},
                                               {"endbates", Column::last},
                                               {"endingbates", Column::last},
                                               {"lastpage", Column::last},
                                               {"exemption", Column::exemptions},
                                               {"exemptions", Column::exemptions},
                                               {"exemptionsclaimed", Column::exemptions},
                                               {"foiaexemption", Column::exemptions},
                                               {"foiaexemptions", Column::exemptions},
                                               {"claims", Column::exemptions}}};

using Header = std::map<Column, int>;

Header header_of(const foia::TableRow& row) {
  Header out;
  for (const auto& cell : row.cells) {
    const auto name = base::join(base::folded_words(cell.shown), "");
    const auto found = std::find_if(kColumns.begin(), kColumns.end(), [&](const ColumnName& known) {
      return known.name == name;
    });
    if (found != kColumns.end()) {
      out.emplace(found->column, cell.column);
    }
  }
  return out;
}

std::string shown(const foia::TableRow& row, const Header& header, Column column) {
  const auto found = header.find(column);
  const auto* cell = found == header.end() ? nullptr : row.at(found->second);
  return cell == nullptr ? "" : std::string(base::trim(cell->shown));
}

struct Entry {
  int row = 0;
  Number first{};
  Number last{};
  std::vector<std::string> codes{};
};

// "DOJ-000001 - DOJ-000004", "DOJ-000001–04", "DOJ-000001 to 000004".
std::optional<std::pair<Number, Number>> range_of(const std::string& text) {
  if (auto one = parse_number(text); one && text.find(" - ") == std::string::npos) {
    return std::pair(*one, *one);
  }
  for (const std::string_view mark : {" - ", " – ", "–", "—", " to ", " through ", "-"}) {
    const auto at = text.rfind(mark);
    if (at == std::string::npos) {
      continue;
    }
    const auto first = parse_number(text.substr(0, at));
    const auto rest = base::trim(std::string_view(text).substr(at + mark.size()));
    if (!first || rest.empty()) {
      continue;
    }
    if (const auto last = parse_number(rest); last && last->prefix == first->prefix) {
      return std::pair(*first, *last);
    }
    // Only the end of the last number is written.
    if (rest.find_first_not_of("0123456789") == std::string_view::npos &&
        static_cast<int>(rest.size()) <= first->width) {
      auto full = first->text;
      full.replace(full.size() - rest.size(), rest.size(), rest);
      if (const auto last = parse_number(full); last && last->value >= first->value) {
        return std::pair(*first, *last);
      }
    }
  }
  return {};
}

class IndexCheck {
 public:
  IndexCheck(const Production& production, const Options& options, Findings& findings)
      : production_(production), options_(options), findings_(findings) {}

  void run() {
    read_entries();
    if (entries_.empty()) {
      findings_.add("index_unread", 0, options_.index_name, "no row names pages by number");
      return;
    }
    check_pages();
    check_entries();
  }

 private:
  void read_entries() {
    for (const auto& sheet : options_.index->sheets) {
      Header header;
      int looked = 0;
      long long unread = 0;
      for (const auto& row : sheet.rows) {
        if (!header.contains(Column::range) && !header.contains(Column::first)) {
          header = ++looked <= kHeaderRows ? header_of(row) : header;
          continue;
        }
        unread += read_entry(row, header) ? 0 : 1;
      }
      if (unread > 0) {
        findings_.add("index_unread",
                      0,
                      options_.index_name,
                      base::plural(unread, "row") + " of the index name no page number");
      }
    }
  }

  bool read_entry(const foia::TableRow& row, const Header& header) {
    const auto range = shown(row, header, Column::range);
    auto ends = range.empty() ? std::nullopt : range_of(range);
    if (!ends) {
      const auto first = parse_number(shown(row, header, Column::first));
      const auto last = parse_number(shown(row, header, Column::last));
      if (!first) {
        return row.cells.size() <= 1;  // a heading within the table
      }
      ends = std::pair(*first, last && last->prefix == first->prefix ? *last : *first);
    }
    entries_.push_back({row.number,
                        ends->first,
                        ends->second,
                        codes_of_statement(shown(row, header, Column::exemptions))});
    return true;
  }

  const Entry* entry_of(const Page& page) const {
    const auto number = parse_number(page.bates);
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
      return number && entry.first.prefix == number->prefix && entry.first.value <= number->value &&
             number->value <= entry.last.value;
    });
    return found == entries_.end() ? nullptr : &*found;
  }

  void check_pages() {
    for (const auto& document : production_.documents) {
      for (const auto& page : document.pages) {
        const bool is_withheld = page.reading.outcome == PageOutcome::in_part ||
                                 page.reading.outcome == PageOutcome::withheld;
        if (!is_withheld || page.bates.empty()) {
          continue;
        }
        const auto* entry = entry_of(page);
        if (entry == nullptr) {
          auto& row = findings_.add("index_missing",
                                    document,
                                    page,
                                    page.reading.outcome == PageOutcome::withheld
                                        ? "withheld in full, and in no row of the index"
                                        : "withheld in part, and in no row of the index");
          row.codes = page.reading.codes;
          continue;
        }
        std::vector<std::string> undefended;
        for (const auto& code : page.reading.codes) {
          const bool is_there =
              std::any_of(entry->codes.begin(), entry->codes.end(), [&](const std::string& other) {
                return other == code || other.starts_with(code) || code.starts_with(other);
              });
          if (!is_there) {
            undefended.push_back(code);
          }
        }
        if (!undefended.empty() && !entry->codes.empty()) {
          auto& row = findings_.add("index_exemption",
                                    document,
                                    page,
                                    fmt::format("the page claims {}, row {} of the index does not",
                                                base::join(undefended, ", "),
                                                entry->row));
          row.codes = undefended;
        }
      }
    }
  }

  void check_entries() {
    for (const auto& entry : entries_) {
      bool is_there = false;
      bool is_withheld = false;
      const Document* document = nullptr;
      for (const auto& each : production_.documents) {
        for (const auto& page : each.pages) {
          const auto number = parse_number(page.bates);
          const bool is_it = number && number->prefix == entry.first.prefix &&
                             number->value >= entry.first.value &&
                             number->value <= entry.last.value;
          if (is_it) {
            is_there = true;
            document = &each;
            is_withheld |= page.reading.outcome != PageOutcome::in_full;
          }
        }
        is_there |= stands_for(each, entry);
        is_withheld |= stands_for(each, entry);
      }
      const auto name = entry.first.text == entry.last.text
                            ? entry.first.text
                            : fmt::format("{} to {}", entry.first.text, entry.last.text);
      if (!is_there) {
        findings_
            .add("index_extra",
                 0,
                 options_.index_name,
                 fmt::format("row {} is about {}, which is in no volume", entry.row, name))
            .codes = entry.codes;
      } else if (!is_withheld && document != nullptr) {
        findings_
            .add("index_open",
                 *document,
                 fmt::format("row {} is about {}, where nothing is deleted", entry.row, name))
            .codes = entry.codes;
      }
    }
  }

  static bool stands_for(const Document& document, const Entry& entry) {
    return std::any_of(document.pages.begin(), document.pages.end(), [&](const Page& page) {
      const auto first = parse_number(page.reading.range_first);
      const auto last = parse_number(page.reading.range_last);
      return first && last && first->prefix == entry.first.prefix &&
             first->value <= entry.last.value && entry.first.value <= last->value;
    });
  }

  const Production& production_;
  const Options& options_;
  Findings& findings_;
  std::vector<Entry> entries_;
};

}  // namespace

void check_index(const Production& production, const Options& options, Findings& findings) {
  IndexCheck(production, options, findings).run();
}

}  // namespace vaughn::received
