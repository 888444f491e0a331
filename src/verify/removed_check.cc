// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/removed_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "pdf/inspect.h"
#include "verify/detail/letters.h"
#include "verify/detail/load_files.h"
#include "verify/detail/poppler.h"

namespace vaughn::verify {
namespace {

// Fewer letters than this occur in any file by chance.
constexpr std::size_t kShortestNeedle = 4;

struct Needle {
  std::string text{};     // as deleted
  std::string letters{};  // what is compared with pages and fields
};

std::vector<Needle> needles_of(const RemovedWords& removed) {
  std::vector<Needle> out;
  for (const auto& text : removed.texts) {
    auto kept = letters(text);
    if (kept.size() >= kShortestNeedle) {
      out.push_back({.text = text, .letters = std::move(kept)});
    }
  }
  return out;
}

base::Result<std::string> seen_letters(const Poppler& poppler, const std::filesystem::path& pdf) {
  const auto pages = TRY(poppler.words(pdf));
  std::string out;
  for (const auto& page : pages) {
    for (const auto& word : page.words) {
      out += letters(word.text);
    }
  }
  return out;
}

std::string counted(std::size_t count, std::string_view where) {
  return fmt::format("{} {}", base::plural(static_cast<long long>(count), "deletion"), where);
}

}  // namespace

void check_removed_words(const std::filesystem::path& volume,
                         const Manifest& manifest,
                         const Options& options,
                         Findings& findings) {
  findings.examined("removed_words", 0);
  std::map<std::string, const ClaimedRecord*> by_begin;
  for (const auto& record : manifest.records) {
    by_begin[record.begin] = &record;
  }
  std::map<std::string, std::string> rows;  // begin -> letters of all fields, apart
  const auto dat_path = fmt::format("DATA/{}.dat", manifest.volume);
  if (const auto bytes = base::read_file(volume / dat_path)) {
    if (const auto dat = parse_dat(*bytes)) {
      for (const auto& row : dat->rows) {
        auto& text = rows[row.field("BEGBATES")];
        for (const auto& [column, value] : row.fields) {
          text += letters(value) + " ";
        }
      }
    }
  }
  const Poppler poppler(options.tool_timeout);
  for (const auto& removed : options.removed) {
    const auto found = by_begin.find(removed.begin);
    if (found == by_begin.end()) {
      findings.add("removed_text_unknown",
                   {.bates = removed.begin},
                   "deletions of a record that the volume does not hold");
      continue;
    }
    const auto& record = *found->second;
    const Place place{.file = record.pdf, .bates = record.begin};
    const auto needles = needles_of(removed);
    findings.examined("removed_words", static_cast<std::int64_t>(needles.size()));
    if (needles.empty()) {
      continue;
    }
    const auto bytes = base::read_file(volume / record.pdf);
    const auto seen = seen_letters(poppler, volume / record.pdf);
    if (!bytes || !seen) {
      findings.add_not_checked(place, "deleted words", bytes ? seen.error() : bytes.error());
      continue;
    }
    std::vector<std::string> hidden;
    std::size_t elsewhere = 0;
    std::size_t in_load_file = 0;
    for (const auto& needle : needles) {
      if (seen->find(needle.letters) != std::string::npos) {
        ++elsewhere;
        continue;
      }
      hidden.push_back(needle.text);
      in_load_file += rows[record.begin].find(needle.letters) != std::string::npos ? 1 : 0;
    }
    const auto leaks = pdf::find_leaks(*bytes, hidden);
    if (!leaks) {
      findings.add_not_checked(place, "deleted words", leaks.error());
      continue;
    }
    std::set<std::size_t> leaked;
    for (const auto& leak : *leaks) {
      leaked.insert(leak.needle);
    }
    if (!leaked.empty()) {
      findings.add(
          "removed_text_in_file", place, counted(leaked.size(), "can still be found in the file"));
    }
    if (in_load_file > 0) {
      findings.add("removed_text_in_load_file",
                   {.file = dat_path, .bates = record.begin},
                   counted(in_load_file, "can be read in a field"));
    }
    if (elsewhere > 0) {
      findings.add("removed_text_elsewhere",
                   place,
                   counted(elsewhere, "can be read elsewhere on the pages"));
    }
  }
}

}  // namespace vaughn::verify
