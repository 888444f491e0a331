// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/load_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "verify/detail/load_files.h"

namespace vaughn::verify {
namespace {

// Fields that describe a record's content. Of a record withheld in full they say nothing.
constexpr std::string_view kDescriptive[] = {
    "FROM", "TO", "CC", "BCC", "SUBJECT", "DATESENT", "TIMESENT", "FILENAME"};

std::set<std::string> values_of(const std::string& field) {
  std::set<std::string> out;
  for (const auto value : base::split(field, ';')) {
    if (const auto trimmed = base::trim(value); !trimmed.empty()) {
      out.insert(std::string(trimmed));
    }
  }
  return out;
}

// "1-2=in_full; 3=in_part", or one word for all pages, as one word per page.
std::vector<std::string> outcomes_of(const std::string& field, std::size_t pages) {
  if (field.find('=') == std::string::npos) {
    return std::vector<std::string>(pages, field);
  }
  std::vector<std::string> out;
  for (const auto run : base::split(field, ';')) {
    const auto sides = base::split(base::trim(run), '=');
    if (sides.size() != 2) {
      return {};
    }
    const auto ends = base::split(sides[0], '-');
    const auto number = [](std::string_view text) {
      std::size_t value = 0;
      for (const char c : text) {
        if (c < '0' || c > '9' || value > 1'000'000) {
          return std::size_t{0};
        }
        value = value * 10 + static_cast<std::size_t>(c - '0');
      }
      return value;
    };
    const auto first = number(ends.front());
    const auto last = number(ends.back());
    if (first != out.size() + 1 || last < first || last > pages) {
      return {};
    }
    out.insert(out.end(), last - first + 1, std::string(sides[1]));
  }
  return out;
}

std::int64_t count_outcome(const ClaimedRecord& record, std::string_view outcome) {
  return std::count_if(record.pages.begin(), record.pages.end(), [&](const auto& page) {
    return page.outcome == outcome;
  });
}

class LoadCheck {
 public:
  LoadCheck(const std::filesystem::path& volume, const Manifest& manifest, Findings& findings)
      : manifest_(manifest), findings_(findings), volume_(volume) {
    for (const auto& file : manifest.files) {
      hashes_[file.path] = file.sha256;
    }
    for (std::size_t i = 0; i < manifest.records.size(); ++i) {
      by_begin_.try_emplace(manifest.records[i].begin, i);
    }
  }

  void run() {
    findings_.examined("load_files", 0);
    check_dat(fmt::format("DATA/{}.dat", manifest_.volume));
    check_opt(fmt::format("DATA/{}.opt", manifest_.volume));
  }

 private:
  void check_dat(const std::string& path) {
    const auto bytes = base::read_file(volume_ / path);
    if (!bytes) {
      findings_.add("dat_missing", {.file = path}, "there is no DAT file for this volume");
      return;
    }
    const auto dat = parse_dat(*bytes);
    if (!dat) {
      findings_.add("dat_damaged", {.file = path}, dat.error().message);
      return;
    }
    static constexpr std::string_view kColumns[] = {"BEGBATES",
                                                    "ENDBATES",
                                                    "BEGATTACH",
                                                    "ENDATTACH",
                                                    "PGCOUNT",
                                                    "SHA256",
                                                    "REQUEST_NO",
                                                    "INSTALLMENT",
                                                    "PAGE_OUTCOME",
                                                    "EXEMPTIONS",
                                                    "B3_STATUTE",
                                                    "B5_PRIV",
                                                    "PAGES_RIF",
                                                    "PAGES_RIP",
                                                    "PAGES_WIF",
                                                    "SUPERSEDES",
                                                    "VAUGHN_NO",
                                                    "LINK",
                                                    "TEXTPATH"};
    bool is_complete = true;
    for (const auto column : kColumns) {
      if (std::find(dat->columns.begin(), dat->columns.end(), column) == dat->columns.end()) {
        is_complete = false;
        findings_.add("dat_column_missing", {.file = path}, fmt::format("no column {}", column));
      }
    }
    if (!is_complete) {
      return;
    }
    std::vector<std::string> keys;
    for (const auto& row : dat->rows) {
      keys.push_back(row.field("BEGBATES"));
    }
    match_records(keys, path, "dat", [&](std::size_t row, const ClaimedRecord& record) {
      check_dat_row(dat->rows[row], record, path);
    });
  }

  void check_opt(const std::string& path) {
    const auto bytes = base::read_file(volume_ / path);
    if (!bytes) {
      findings_.add("opt_missing", {.file = path}, "there is no OPT file for this volume");
      return;
    }
    const auto rows = parse_opt(*bytes);
    if (!rows) {
      findings_.add("opt_damaged", {.file = path}, rows.error().message);
      return;
    }
    std::vector<std::string> keys;
    for (const auto& row : *rows) {
      keys.push_back(row.key);
    }
    match_records(keys, path, "opt", [&](std::size_t index, const ClaimedRecord& record) {
      const auto& row = (*rows)[index];
      const auto expect = [&](std::string_view name, bool is_equal) {
        if (!is_equal) {
          findings_.add("opt_field_differs",
                        {.file = path, .bates = record.begin},
                        fmt::format("line {}: {}", row.number, name));
        }
      };
      expect("document break", row.is_document);
      expect("volume", row.volume == manifest_.volume);
      expect("path", base::replace_all(row.path, "\\", "/") == record.pdf);
      expect("page count", row.page_count == static_cast<std::int64_t>(record.pages.size()));
    });
  }

  // Each row is of one record, each record has one row, in the same order.
  template <typename CheckRow>
  void match_records(const std::vector<std::string>& keys,
                     const std::string& path,
                     std::string_view kind,
                     CheckRow check_row) {
    std::set<std::size_t> found;
    std::size_t highest = 0;
    for (std::size_t row = 0; row < keys.size(); ++row) {
      findings_.examined("load_files");
      const auto position = by_begin_.find(keys[row]);
      if (position == by_begin_.end() || !found.insert(position->second).second) {
        findings_.add(
            fmt::format("{}_record_extra", kind),
            {.file = path, .bates = keys[row]},
            fmt::format("entry {} is of no record, or of one that had its entry", row + 1));
        continue;
      }
      if (position->second < highest) {
        findings_.add(fmt::format("{}_order", kind),
                      {.file = path, .bates = keys[row]},
                      fmt::format("entry {} stands after a higher number", row + 1));
      }
      highest = std::max(highest, position->second);
      check_row(row, manifest_.records[position->second]);
    }
    for (std::size_t i = 0; i < manifest_.records.size(); ++i) {
      if (!found.contains(i)) {
        findings_.add(fmt::format("{}_record_missing", kind),
                      {.file = path, .bates = manifest_.records[i].begin},
                      "the record has no entry");
      }
    }
  }

  void check_dat_row(const DatRow& row, const ClaimedRecord& record, const std::string& path) {
    const Place place{.file = path, .bates = record.begin};
    const auto differs = [&](std::string_view column) {
      findings_.add("dat_field_differs", place, fmt::format("row {}: {}", row.number, column));
    };
    const auto expect = [&](const std::string& column, const std::string& wanted) {
      if (row.field(column) != wanted) {
        differs(column);
      }
    };
    const auto expect_count = [&](const std::string& column, std::int64_t wanted) {
      expect(column, fmt::format("{}", wanted));
    };
    expect("ENDBATES", record.end);
    expect("BEGATTACH", record.family_begin);
    expect("ENDATTACH", record.family_end);
    expect("REQUEST_NO", manifest_.request_number);
    expect("SUPERSEDES", manifest_.supersedes);
    expect("VAUGHN_NO", record.vaughn_entry);
    expect("LINK", base::replace_all(record.pdf, "/", "\\"));
    expect("TEXTPATH", base::replace_all(record.text, "/", "\\"));
    expect("SHA256", hashes_[record.pdf]);
    expect_count("INSTALLMENT", manifest_.installment);
    expect_count("PGCOUNT", static_cast<std::int64_t>(record.pages.size()));
    expect_count("PAGES_RIF", count_outcome(record, "in_full"));
    expect_count("PAGES_RIP", count_outcome(record, "in_part"));
    expect_count("PAGES_WIF", count_outcome(record, "withheld_in_full"));

    std::vector<std::string> outcomes;
    std::set<std::string> codes;
    std::set<std::string> statutes;
    std::set<std::string> privileges;
    for (const auto& page : record.pages) {
      outcomes.push_back(page.outcome);
      for (const auto& claim : page.claims) {
        const auto code = code_of(claim);
        codes.insert(code);
        const auto detail =
            std::string(base::trim(claim.substr(std::min(code.size() + 1, claim.size()))));
        if (code == "(b)(3)") {
          statutes.insert(detail);
        } else if (code == "(b)(5)") {
          privileges.insert(detail);
        }
      }
    }
    if (outcomes_of(row.field("PAGE_OUTCOME"), record.pages.size()) != outcomes) {
      differs("PAGE_OUTCOME");
    }
    if (values_of(row.field("EXEMPTIONS")) != codes) {
      differs("EXEMPTIONS");
    }
    if (values_of(row.field("B3_STATUTE")) != statutes) {
      differs("B3_STATUTE");
    }
    if (values_of(row.field("B5_PRIV")) != privileges) {
      differs("B5_PRIV");
    }
    if (count_outcome(record, "withheld_in_full") ==
        static_cast<std::int64_t>(record.pages.size())) {
      for (const auto column : kDescriptive) {
        const auto values = values_of(row.field(std::string(column)));
        if (!values.empty() && values != std::set<std::string>{"[withheld]"}) {
          findings_.add("dat_field_exposed",
                        place,
                        fmt::format("row {}: {} of a record withheld in full", row.number, column));
        }
      }
    }
  }

  const Manifest& manifest_;
  Findings& findings_;
  const std::filesystem::path& volume_;
  std::map<std::string, std::string> hashes_;
  std::map<std::string, std::size_t> by_begin_;
};

}  // namespace

void check_load_files(const std::filesystem::path& volume,
                      const Manifest& manifest,
                      Findings& findings) {
  LoadCheck(volume, manifest, findings).run();
}

}  // namespace vaughn::verify
