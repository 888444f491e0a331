// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/removed_check.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "verify/detail/letters.h"
#include "verify/detail/load_files.h"
#include "verify/detail/volume_files.h"

namespace vaughn::verify {
namespace {

// Fewer letters than this occur in any file by chance.
constexpr std::size_t kShortestNeedle = 4;

// What stands in files of ours whatever is in them, beside what their pages show: words of the file
// format, of the maps of our font, and what we say of a file and to those who listen to it. That
// one of these can be found says nothing.
constexpr std::string_view kWordsOfEveryFile =
    "type font page pages catalog contents resources mediabox cropbox rotate userunit xobject "
    "image "
    "subtype width height colorspace bitspercomponent devicegray devicergb filter ccittfaxdecode "
    "dctdecode flatedecode decodeparms predictor columns rows length length1 parent kids count "
    "document span figure artifact markinfo marked structtreeroot structparents parenttree "
    "parenttreenextkey structelem viewerpreferences displaydoctitle outputintents outputintent "
    "gts_pdfa1 outputconditionidentifier destoutputprofile pagelabels lang tabs metadata title "
    "liberationsans identity adobe registry ordering supplement cidsysteminfo cidtogidmap "
    "cidfonttype2 descendantfonts fontdescriptor fontfile2 fontname fontbbox basefont "
    "tounicode encoding ascent descent capheight italicangle flags stemv widths procset resource "
    "begincmap endcmap codespacerange beginbfchar endbfchar beginbfrange endbfrange cmapname "
    "cmaptype defineresource findresource currentdict begin dict objstm xref root size index first "
    "trailer startxref endstream stream endobj group transparency "
    "xpacket xmpmeta adobe:ns:meta rdf:rdf http://www.w3.org/1999/02/22-rdf-syntax-ns# "
    "rdf:description rdf:about http://purl.org/dc/elements/1.1/ http://www.aiim.org/pdfa/ns/id/ "
    "dc:title rdf:alt rdf:li xml:lang x-default pdfaid:part pdfaid:conformance "
    "redacted document redacted under foia exemption page shown as a picture without readable text";
// Lines are looked up by so many letters; shorter ones are not looked for.
constexpr std::size_t kBeginning = 12;

bool stands_in_every_file(const std::string& text) {
  return kWordsOfEveryFile.find(base::ascii_lower(text)) != std::string_view::npos;
}

std::string dat_path_of(const Manifest& manifest) {
  return fmt::format("DATA/{}.dat", manifest.volume);
}

std::string counted(std::size_t count, std::string_view where) {
  return fmt::format("{} {}", base::plural(static_cast<long long>(count), "deletion"), where);
}

}  // namespace

std::vector<std::string> long_enough(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(out), [](const std::string& text) {
    return letters(text).size() >= kShortestNeedle;
  });
  return out;
}

std::map<std::string, std::string> fields_of_records(const std::filesystem::path& volume,
                                                     const Manifest& manifest) {
  std::map<std::string, std::string> out;
  const auto bytes = base::read_file(volume / dat_path_of(manifest));
  const auto dat = bytes ? parse_dat(*bytes) : base::Result<DatFile>(bytes.error());
  if (dat) {
    for (const auto& row : dat->rows) {
      auto& text = out[row.field("BEGBATES")];
      for (const auto& [column, value] : row.fields) {
        text += letters(value) + " ";
      }
    }
  }
  return out;
}

void check_removed_records(const Manifest& manifest,
                           const std::vector<RemovedWords>& removed,
                           Findings& findings) {
  findings.examined("removed_words", 0);
  std::set<std::string> known;
  for (const auto& record : manifest.records) {
    known.insert(record.begin);
  }
  for (const auto& each : removed) {
    if (!known.contains(each.begin)) {
      findings.add("removed_text_unknown",
                   {.bates = each.begin},
                   "deletions of a record that the volume does not hold");
    }
  }
}

void check_removed_words(const std::vector<std::string>& needles,
                         const base::Result<std::vector<pdf::Leak>>& leaks,
                         const std::vector<PageWords>& pages,
                         const std::string& fields,
                         const Place& place,
                         Elsewhere elsewhere_finding,
                         Findings& findings) {
  findings.examined("removed_words", static_cast<std::int64_t>(needles.size()));
  if (!leaks) {
    findings.add_not_checked(place, "deleted words", leaks.error());
    return;
  }
  std::string seen;
  for (const auto& page : pages) {
    for (const auto& word : page.words) {
      seen += letters(word.text);
    }
  }
  std::set<std::size_t> elsewhere;
  std::size_t in_load_file = 0;
  for (std::size_t i = 0; i < needles.size(); ++i) {
    const auto wanted = letters(needles[i]);
    if (seen.find(wanted) != std::string::npos) {
      elsewhere.insert(i);
    } else {
      in_load_file += fields.find(wanted) != std::string::npos ? 1 : 0;
    }
  }
  std::set<std::size_t> leaked;
  for (const auto& leak : *leaks) {
    if (!elsewhere.contains(leak.needle) && !stands_in_every_file(needles[leak.needle])) {
      leaked.insert(leak.needle);
    }
  }
  if (!leaked.empty()) {
    findings.add(
        "removed_text_in_file", place, counted(leaked.size(), "can still be found in the file"));
  }
  if (in_load_file > 0) {
    findings.add("removed_text_in_load_file",
                 {.file = place.file, .bates = place.bates},
                 counted(in_load_file, "can be read in a field of its load file"));
  }
  if (!elsewhere.empty() && elsewhere_finding == Elsewhere::is_to_say) {
    findings.add("removed_text_elsewhere",
                 place,
                 counted(elsewhere.size(), "can be read elsewhere on the pages"));
  }
}

void check_withheld_lines(const std::filesystem::path& volume,
                          const Manifest& manifest,
                          const Options& options,
                          Findings& findings) {
  std::vector<std::string> lines;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_beginning;
  for (const auto& withheld : options.withheld) {
    for (const auto& text : withheld.texts) {
      auto line = letters(text);
      if (line.size() >= kBeginning) {
        lines.push_back(std::move(line));
      }
    }
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    by_beginning[std::string_view(lines[i]).substr(0, kBeginning)].push_back(i);
  }
  findings.examined("removed_words", static_cast<std::int64_t>(lines.size()));
  for (const auto& record : manifest.records) {
    const auto text = is_safe_path(record.text) ? base::read_file(volume / record.text)
                                                : base::Result<base::Bytes>(base::Bytes());
    if (!text) {
      findings.add_not_checked({.file = record.text}, "withheld lines", text.error());
      continue;
    }
    const auto pages = base::split(*text, '\f');
    for (std::size_t i = 0; i < std::min(pages.size(), record.pages.size()); ++i) {
      if (record.pages[i].outcome == "withheld_in_full") {
        continue;
      }
      const auto shown = letters(pages[i]);
      std::set<std::size_t> found;
      for (std::size_t at = 0; at + kBeginning <= shown.size(); ++at) {
        const auto rest = std::string_view(shown).substr(at);
        const auto candidates = by_beginning.find(rest.substr(0, kBeginning));
        if (candidates == by_beginning.end()) {
          continue;
        }
        for (const auto line : candidates->second) {
          if (rest.starts_with(lines[line])) {
            found.insert(line);
          }
        }
      }
      if (!found.empty()) {
        findings.add(
            "withheld_text_shown",
            {.file = record.text, .bates = record.pages[i].bates, .page = static_cast<int>(i + 1)},
            base::plural(static_cast<long long>(found.size()), "line") +
                " of pages withheld in full can be read here");
      }
    }
  }
}

}  // namespace vaughn::verify
