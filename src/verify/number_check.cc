// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/number_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/signing.h"

namespace vaughn::verify {
namespace {

std::string number_text(const Manifest& manifest, std::int64_t number) {
  return fmt::format("{}{:0{}}", manifest.prefix, number, std::clamp(manifest.width, 1, 18));
}

bool names_statute_and_privilege(const std::string& claim) {
  const auto code = code_of(claim);
  const bool needs_more = code == "(b)(3)" || code == "(b)(5)";
  return !needs_more || claim.size() > code.size() + 2;
}

std::set<std::string> claims_of_boxes(const ClaimedPage& page) {
  std::set<std::string> out;
  for (const auto& box : page.boxes) {
    out.insert(box.claims.begin(), box.claims.end());
  }
  return out;
}

void check_page_claims(const ClaimedPage& page, const Place& place, Findings& findings) {
  const auto mismatch = [&](std::string_view why) {
    findings.add("outcome_mismatch", place, std::string(why));
  };
  if (page.outcome == "in_full") {
    if (!page.boxes.empty() || !page.claims.empty()) {
      mismatch("released in full, but with a box or an exemption");
    }
  } else if (page.outcome == "in_part") {
    if (page.boxes.empty()) {
      mismatch("released in part, but without a box");
    }
  } else if (page.outcome == "withheld_in_full") {
    if (page.claims.empty()) {
      findings.add("claim_missing", place, "withheld in full without an exemption");
    }
    if (!page.boxes.empty()) {
      mismatch("withheld in full, but with a box");
    }
  } else {
    mismatch("an outcome that no produced page can have");
  }
  for (const auto& box : page.boxes) {
    if (box.claims.empty()) {
      findings.add("claim_missing", place, "a box has no exemption");
    }
  }
  auto all = claims_of_boxes(page);
  if (!page.boxes.empty() && all != std::set(page.claims.begin(), page.claims.end())) {
    findings.add("claims_mismatch", place, "the page claims other exemptions than its boxes");
  }
  all.insert(page.claims.begin(), page.claims.end());
  for (const auto& claim : all) {
    if (!names_statute_and_privilege(claim)) {
      findings.add("claim_missing",
                   place,
                   fmt::format("{} does not name its statute or privilege", code_of(claim)));
    }
  }
}

void check_families(const Manifest& manifest, Findings& findings) {
  std::set<std::string> closed;
  const auto& records = manifest.records;
  for (std::size_t first = 0; first < records.size();) {
    std::size_t last = first;
    while (last + 1 < records.size() &&
           records[last + 1].family_begin == records[first].family_begin) {
      ++last;
    }
    const auto& family = records[first];
    const bool is_same_end =
        std::all_of(records.begin() + static_cast<std::ptrdiff_t>(first),
                    records.begin() + static_cast<std::ptrdiff_t>(last) + 1,
                    [&](const auto& record) { return record.family_end == family.family_end; });
    if (!closed.insert(family.family_begin).second || family.family_begin != family.begin ||
        family.family_end != records[last].end || !is_same_end) {
      findings.add("family_split",
                   {.file = family.pdf, .bates = family.begin},
                   "the family's first and last number are not those of its records");
    }
    first = last + 1;
  }
}

}  // namespace

Counts count_pages(const Manifest& manifest) {
  Counts out{.files = static_cast<std::int64_t>(manifest.files.size()),
             .records = static_cast<std::int64_t>(manifest.records.size())};
  for (const auto& record : manifest.records) {
    std::set<std::string> of_record;
    for (const auto& page : record.pages) {
      std::set<std::string> of_page;
      for (const auto& claim : page.claims) {
        of_page.insert(code_of(claim));
      }
      for (const auto& box : page.boxes) {
        std::set<std::string> of_box;
        for (const auto& claim : box.claims) {
          of_box.insert(code_of(claim));
        }
        for (const auto& code : of_box) {
          out.exemptions[code].boxes += 1;
        }
        of_page.insert(of_box.begin(), of_box.end());
      }
      for (const auto& code : of_page) {
        out.exemptions[code].pages += 1;
      }
      of_record.insert(of_page.begin(), of_page.end());
      out.pages += 1;
      out.in_full += page.outcome == "in_full" ? 1 : 0;
      out.in_part += page.outcome == "in_part" ? 1 : 0;
      out.withheld_in_full += page.outcome == "withheld_in_full" ? 1 : 0;
      out.boxes += static_cast<std::int64_t>(page.boxes.size());
    }
    for (const auto& code : of_record) {
      out.exemptions[code].records += 1;
    }
  }
  if (!manifest.records.empty() && !manifest.records.front().pages.empty() &&
      !manifest.records.back().pages.empty()) {
    out.first_bates = manifest.records.front().pages.front().bates;
    out.last_bates = manifest.records.back().pages.back().bates;
  }
  return out;
}

void check_numbers(const Manifest& manifest, Findings& findings) {
  findings.examined("numbers", 0);
  std::set<std::int64_t> seen;
  std::int64_t previous = 0;
  for (const auto& record : manifest.records) {
    if (record.pages.empty() || record.begin != record.pages.front().bates ||
        record.end != record.pages.back().bates) {
      findings.add("number_format",
                   {.file = record.pdf, .bates = record.begin},
                   "the record's first and last number are not those of its pages");
    }
    int index = 0;
    for (const auto& page : record.pages) {
      findings.examined("numbers");
      const Place place{.file = record.pdf, .bates = page.bates, .page = ++index};
      if (page.bates != number_text(manifest, page.number)) {
        findings.add("number_format", place, "the number is not written as the others");
      }
      if (!seen.insert(page.number).second) {
        findings.add("number_repeated", place, "the number is given twice");
      } else if (previous != 0 && page.number < previous) {
        findings.add("number_order", place, "the number stands after a higher one");
      } else if (previous != 0 && page.number > previous + 1) {
        findings.add(
            "number_gap",
            place,
            fmt::format("{} before it",
                        page.number - previous == 2
                            ? std::string("1 number is missing")
                            : fmt::format("{} numbers are missing", page.number - previous - 1)));
      }
      previous = std::max(previous, page.number);
      check_page_claims(page, place, findings);
    }
  }
  check_families(manifest, findings);

  auto counted = count_pages(manifest);
  counted.files = 0;
  if (counted != manifest.counts) {
    findings.add("counts_differ",
                 {.file = "manifest.json"},
                 "its totals are not the sums of its pages and boxes");
  }
  for (const auto& line : manifest.proof) {
    if (line.failed != 0) {
      findings.add("proof_failed",
                   {.file = "manifest.json"},
                   fmt::format("{}: {} of {} failed", line.check, line.failed, line.examined));
    }
  }
}

void check_earlier_volumes(const Manifest& manifest,
                           const std::vector<std::filesystem::path>& earlier,
                           Findings& findings) {
  std::map<std::int64_t, std::string> given;  // number -> volume
  std::set<std::string> names;
  for (const auto& folder : earlier) {
    const auto name = folder.filename().string();
    const auto json = base::read_file(folder / "manifest.json");
    const auto signature = base::read_file(folder / "manifest.sig");
    const auto key = base::read_file(folder / "manifest.pub");
    if (!json || !signature || !key || !base::is_signature_valid(*json, *signature, *key)) {
      findings.add("earlier_volume_unreadable", {.file = name}, "no validly signed manifest");
      continue;
    }
    const auto other = parse_manifest(*json);
    if (!other) {
      findings.add("earlier_volume_unreadable", {.file = name}, other.error().message);
      continue;
    }
    names.insert(other->volume);
    if (other->prefix != manifest.prefix || other->width != manifest.width) {
      findings.add("number_format", {.file = name}, "it writes its numbers another way");
      continue;
    }
    for (const auto& record : other->records) {
      for (const auto& page : record.pages) {
        findings.examined("numbers");
        const auto [position, is_new] = given.try_emplace(page.number, other->volume);
        if (!is_new) {
          findings.add("number_used_before",
                       {.file = name, .bates = page.bates},
                       fmt::format("{} and {} both gave it", position->second, other->volume));
        }
      }
    }
  }
  if (!manifest.supersedes.empty() && !names.contains(manifest.supersedes)) {
    findings.add("supersedes_unknown",
                 {.file = "manifest.json"},
                 fmt::format("it corrects {}, which was not given", manifest.supersedes));
  }
  std::int64_t first = 0;
  for (const auto& record : manifest.records) {
    for (const auto& page : record.pages) {
      first = first == 0 ? page.number : std::min(first, page.number);
      if (const auto found = given.find(page.number); found != given.end()) {
        findings.add("number_used_before",
                     {.file = record.pdf, .bates = page.bates},
                     fmt::format("{} gave it already", found->second));
      }
    }
  }
  std::int64_t expected = given.empty() ? first : given.begin()->first;
  const auto missing_before = [&](std::int64_t number) {
    if (number > expected) {
      findings.add(
          "number_gap_before",
          {.bates = number_text(manifest, expected)},
          fmt::format("no volume gave the numbers up to {}", number_text(manifest, number - 1)));
    }
    expected = std::max(expected, number + 1);
  };
  for (const auto& [number, volume] : given) {
    missing_before(number);
  }
  missing_before(first);
}

}  // namespace vaughn::verify
