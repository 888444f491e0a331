// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "paper/csv.h"
#include "received/show.h"

namespace vaughn::received {
namespace {

std::string counts_line(const std::string& name, const Counts& counts) {
  auto out = fmt::format("{}: {}, {}: {} in full, {} in part, {} withheld",
                         name,
                         base::plural(counts.documents, "document"),
                         base::plural(counts.pages, "page"),
                         base::with_commas(counts.in_full),
                         base::with_commas(counts.in_part),
                         base::with_commas(counts.withheld));
  if (counts.unread > 0) {
    out += fmt::format(", {} unread", base::with_commas(counts.unread));
  }
  out += "\n";
  if (!counts.first_bates.empty()) {
    out += fmt::format("  numbers {} to {}\n", counts.first_bates, counts.last_bates);
  }
  if (counts.stands_for > counts.withheld) {
    out += fmt::format("  slip sheets stand for {}\n", base::plural(counts.stands_for, "page"));
  }
  if (counts.listed_deleted > 0) {
    out += fmt::format("  lists of deleted pages name {}\n",
                       base::plural(counts.listed_deleted, "page"));
  }
  if (counts.read_pictures > 0) {
    out += fmt::format("  {} read by character recognition\n",
                       base::plural(counts.read_pictures, "picture"));
  }
  return out;
}

std::string tally_table(const Counts& counts) {
  if (counts.boxes == 0 && counts.exemptions.empty()) {
    return "no deletions\n";
  }
  auto out = fmt::format(
      "{:<12} {:>7} {:>7} {:>8} {:>10}\n", "exemption", "boxes", "pages", "records", "sq in");
  for (const auto& [code, tally] : counts.exemptions) {
    out += fmt::format("{:<12} {:>7} {:>7} {:>8} {:>10.1f}\n",
                       code,
                       base::with_commas(tally.boxes),
                       base::with_commas(tally.pages),
                       base::with_commas(tally.records),
                       tally.area);
  }
  out += fmt::format("{:<12} {:>7} {:>7} {:>8} {:>10.1f}\n",
                     "all boxes",
                     base::with_commas(counts.boxes),
                     "",
                     "",
                     counts.area);
  if (counts.boxes_without_code > 0) {
    out +=
        fmt::format("{:<12} {:>7}\n", "without code", base::with_commas(counts.boxes_without_code));
  }
  return out;
}

std::string place_of(const Finding& row) {
  std::string out = row.path;
  if (row.page > 0) {
    out += fmt::format(" page {}", row.page);
  }
  if (row.area > 0) {
    out += fmt::format(" box {}", row.area);
  }
  if (!row.bates.empty() && out.find(row.bates) == std::string::npos) {
    out = out.empty() ? row.bates : fmt::format("{} ({})", row.bates, out);
  }
  return out;
}

}  // namespace

std::string to_text(const Production& production, const Report& report) {
  std::string out;
  for (std::size_t i = 0; i < report.installments.size(); ++i) {
    out += counts_line(production.installments[i].name, report.installments[i]);
  }
  if (report.installments.size() > 1) {
    out += counts_line("together", report.total);
  }
  out += "\n" + tally_table(report.total) + "\n";
  for (const auto& row : finding_codes()) {
    const auto count = std::count_if(report.findings.begin(),
                                     report.findings.end(),
                                     [&](const Finding& each) { return each.code == row.code; });
    if (count == 0) {
      continue;
    }
    out += fmt::format("{} {}: {} ({})\n", to_string(row.severity), row.code, row.meaning, count);
    for (const auto& each : report.findings) {
      if (each.code != row.code) {
        continue;
      }
      out += fmt::format("  {}: {}", place_of(each), each.message);
      if (!each.codes.empty()) {
        out += fmt::format(" [{}]", base::join(each.codes, ", "));
      }
      if (!each.revealed.empty()) {
        out += fmt::format(": \"{}\"", base::join(each.revealed, " "));
      }
      out += "\n";
    }
  }
  const auto findings = report.finding_count();
  const auto notes = static_cast<std::int64_t>(report.findings.size()) - findings;
  out += fmt::format("{}, {}\n", base::plural(findings, "finding"), base::plural(notes, "note"));
  return out;
}

base::Bytes to_csv(const Production& production, const Report& report) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"severity",
                  "code",
                  "installment",
                  "file",
                  "page",
                  "bates",
                  "box",
                  "exemptions",
                  "message",
                  "meaning"});
  for (const auto& row : report.findings) {
    const auto& codes = finding_codes();
    const auto known = std::find_if(
        codes.begin(), codes.end(), [&](const FindingCode& each) { return each.code == row.code; });
    rows.push_back({std::string(to_string(row.severity)),
                    row.code,
                    production.installments.at(static_cast<std::size_t>(row.installment)).name,
                    row.path,
                    row.page > 0 ? fmt::to_string(row.page) : "",
                    row.bates,
                    row.area > 0 ? fmt::to_string(row.area) : "",
                    base::join(row.codes, "; "),
                    row.message,
                    std::string(known->meaning)});
  }
  return paper::to_csv(rows);
}

}  // namespace vaughn::received
