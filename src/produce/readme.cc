// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/detail/readme.h"

#include <set>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"

namespace vaughn::produce {
namespace {

constexpr std::size_t kColumns = 78;

// Paragraphs are separated by empty lines; each is filled to the line length.
std::string filled(std::string_view text) {
  std::string out;
  for (const auto line : base::split(text, '\n')) {
    if (base::trim(line).empty()) {
      out += "\n";
      continue;
    }
    std::size_t column = 0;
    for (const auto word : base::split(line, ' ')) {
      if (word.empty()) {
        continue;
      }
      if (column > 0 && column + 1 + word.size() > kColumns) {
        out += "\n";
        column = 0;
      }
      out += column == 0 ? "" : " ";
      out += word;
      column += word.size() + (column == 0 ? 0 : 1);
    }
    out += "\n";
  }
  return out;
}

std::string heading(std::string_view text) {
  return fmt::format("\n{}\n{}\n", text, std::string(text.size(), '-'));
}

std::string facts(const foia::VolumePlan& plan,
                  const std::vector<WrittenRecord>& records,
                  const VolumeCounts& counts) {
  std::string out;
  const auto row = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      out += fmt::format("{:<20}{}\n", name, value);
    }
  };
  row("Matter", plan.matter_name);
  row("Case number", plan.case_number);
  row("Request number", plan.request_number);
  row("Installment", fmt::format("{}", plan.installment));
  row("Dated", base::to_string(plan.dated));
  row("Page numbers", fmt::format("{} to {}", records.front().begin, records.back().end));
  row("Records", base::with_commas(counts.records));
  row("Pages", base::with_commas(counts.pages));
  row("  in full", base::with_commas(counts.in_full));
  row("  in part", base::with_commas(counts.in_part));
  row("  withheld in full", base::with_commas(counts.withheld_in_full));
  row("Supersedes", plan.supersedes);
  row("Reason", plan.supersedes_reason);
  return out;
}

std::string exemption_table(const VolumeCounts& counts) {
  std::string out =
      fmt::format("{:<14}{:>10}{:>10}{:>10}\n", "Exemption", "boxes", "pages", "records");
  for (const auto& [code, tally] : counts.exemptions) {
    out += fmt::format("{:<14}{:>10}{:>10}{:>10}\n",
                       code,
                       base::with_commas(tally.boxes),
                       base::with_commas(tally.pages),
                       base::with_commas(tally.records));
  }
  return out;
}

// How many documents say that they are PDF/A-2b, and why others do not.
std::string archive_policy(const std::vector<WrittenRecord>& records) {
  std::int64_t marked = 0;
  std::set<std::string> faults;
  for (const auto& record : records) {
    marked += record.archive_faults.empty() ? 1 : 0;
    faults.insert(record.archive_faults.begin(), record.archive_faults.end());
  }
  auto out = fmt::format(
      "{} of {} marked as PDF/A-2b (ISO 19005-2), by rules of this program, "
      "which are no certificate.",
      marked,
      base::plural(static_cast<long long>(records.size()), "document"));
  if (!faults.empty()) {
    out += fmt::format(" The others hold pages copied from records with {}.",
                       fmt::join(std::vector<std::string>(faults.begin(), faults.end()), "; "));
  }
  return out;
}

}  // namespace

base::Bytes readme_text(const foia::VolumePlan& plan,
                        const std::vector<WrittenRecord>& records,
                        const VolumeCounts& counts,
                        const VolumeInputs& inputs) {
  const auto title = fmt::format("Production volume {}", plan.name);
  std::string out = fmt::format("{}\n{}\n\n", title, std::string(title.size(), '='));
  out += facts(plan, records, counts);

  if (!counts.exemptions.empty()) {
    out += heading("Exemptions claimed");
    out += exemption_table(counts);
    out += filled(
        "A page or record counts once per exemption, so columns do not add up to totals. Boxes are "
        "deletions on pages released in part; pages withheld in full count as pages only.");
  }

  out += heading("What is here");
  const auto row = [&](std::string_view name, std::string_view what) {
    out += fmt::format("{:<20}{}\n", name, what);
  };
  row("PDF/", "one document per record, named by its first page number");
  row("TEXT/", "the text of exactly these documents, UTF-8, pages");
  row("", "separated by form feeds");
  row(fmt::format("DATA/{}.dat", plan.name), "Concordance load file, UTF-8, one row per record");
  row(fmt::format("DATA/{}.opt", plan.name), "Opticon load file, one line per document");
  for (const auto& paper : inputs.papers) {
    out += paper.name + "\n";
  }
  row("manifest.json", "every file with its SHA-256, every page with its outcome");
  row("manifest.sig", "Ed25519 signature (RFC 8032) of manifest.json, 64 bytes");
  row("manifest.pub", "the public key it can be checked with, 32 bytes");

  out += heading("Policies");
  out += filled(
      "Numbering. Every page has one number, printed at its lower right; the request number stands "
      "at the lower left. Numbers follow on from volume to volume and are never used twice. A "
      "corrected volume has numbers of its own and names the volume it supersedes.\n"
      "\n"
      "Pages withheld in full. Each one is replaced by one numbered slip sheet that names the "
      "exemption.\n"
      "\n"
      "Deletions. What is deleted is removed from the file, not covered. The exemption is printed "
      "at the place of each deletion. Text files and the text inside the documents were made from "
      "the pages as released.\n"
      "\n"
      "For readers and archives. Documents have a language and a title, and their tags give the "
      "order of reading; each deletion is spoken as \"Redacted under FOIA exemption ...\". " +
      archive_policy(records) +
      "\n"
      "\n"
      "Families. An e-mail and its attachments stand together; BEGATTACH and ENDATTACH are the "
      "same on each of them. A record without family repeats its own numbers there.\n"
      "\n"
      "Load files. A field that would repeat deleted words reads [withheld], as do the fields that "
      "describe a record withheld in full; its date is left out. SHA256 is the hash of the "
      "document as produced. Hashes and paths of originals are not given, since a hash lets anyone "
      "confirm a guess about what was deleted. Times are in the zone named by TIME_ZONE.");
  if (!inputs.rendition_policy.empty()) {
    out += heading("How records became pages");
    out += filled(inputs.rendition_policy);
  }

  out += heading("How to check this volume");
  out += filled(
      "With vaughn, without the matter it came from: run \"vaughn verify\" on this folder. It "
      "checks "
      "the signature, every file's hash, the numbers, the load files, that no word can be read "
      "under a box, and that each box names its exemption.\n"
      "\n"
      "Without it: compare any file's SHA-256 with manifest.json, and the signature with any "
      "Ed25519 program, for example:");
  out +=
      "\n"
      "  { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; cat "
      "manifest.pub; } |\n"
      "    openssl pkey -pubin -inform DER -out key.pem\n"
      "  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in manifest.json \\\n"
      "    -sigfile manifest.sig\n"
      "\n";
  out += fmt::format("The key's SHA-256 is\n  {}\n", base::Sha256::of(inputs.public_key).hex());
  out += filled("Compare it with the one the agency published.");
  out += fmt::format("\nWritten by vaughn {}.\n", inputs.program_version);
  return out;
}

}  // namespace vaughn::produce
