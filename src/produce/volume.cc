// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/volume.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/signing.h"
#include "foia/bates.h"
#include "pdf/assemble.h"
#include "pdf/document.h"
#include "produce/detail/dat_fields.h"
#include "produce/detail/manifest.h"
#include "produce/detail/readme.h"
#include "produce/detail/written_record.h"
#include "produce/load_files/opt.h"
#include "produce/plan_check.h"

namespace vaughn::produce {

namespace fs = std::filesystem;

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using foia::PageOutcome;
using foia::ProducedRecord;
using foia::VolumePlan;

namespace {

// A file name for a Bates number: letters, digits, ".", "-" and "_" stay, all else becomes "_".
// The manifest maps numbers to files.
std::string file_stem(std::string_view bates) {
  std::string out(bates);
  std::replace_if(
      out.begin(),
      out.end(),
      [](char c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return !is_letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_';
      },
      '_');
  if (out.front() == '.' || out.front() == '-') {
    out.front() = '_';
  }
  return out;
}

Result<void> flush(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool is_flushed = file >= 0 && ::fsync(file) == 0;
  const int number = errno;
  if (file >= 0) {
    ::close(file);
  }
  if (!is_flushed) {
    return Error{ErrorCode::io,
                 fmt::format("cannot flush {}: {}",
                             path.filename().string(),
                             std::generic_category().message(number)),
                 ""};
  }
  return {};
}

// The volume while it is being written: keeps size and hash of each file.
class Folder {
 public:
  explicit Folder(fs::path root) : root_(std::move(root)) {}

  Result<void> write(const std::string& path, BytesView bytes) {
    TRY(base::make_directories((root_ / path).parent_path()));
    TRY(base::write_file(root_ / path, bytes));
    files_.push_back({.path = path,
                      .size = static_cast<std::int64_t>(bytes.size()),
                      .sha256 = base::Sha256::of(bytes)});
    return {};
  }

  bool has(const std::string& path) const {
    return std::any_of(
        files_.begin(), files_.end(), [&](const auto& file) { return file.path == path; });
  }

  std::vector<ManifestFile> sorted_files() const {
    auto out = files_;
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return out;
  }

  // Files first, folders last, so that a name never reaches the disk before its content.
  Result<void> flush_all() const {
    std::set<fs::path> folders{root_};
    for (const auto& file : files_) {
      TRY(flush(root_ / file.path));
      folders.insert((root_ / file.path).parent_path());
    }
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
      TRY(flush(*folder));
    }
    return {};
  }

 private:
  fs::path root_;
  std::vector<ManifestFile> files_;
};

Error planned_otherwise(std::string what) {
  return Error{ErrorCode::conflict, std::move(what), "make the plan again"};
}

struct StampedRecord {
  WrittenRecord written{};
  Bytes pdf{};
};

// The request number at the left is left out where it could run into the page's number.
pdf::PageStamp stamp_of(const VolumePlan& plan,
                        const std::string& bates,
                        const pdf::PageInfo& page) {
  const pdf::StampOptions options;
  // Wider than letters and digits are on the average, in ems; and a gap of two letters.
  constexpr double kLetter = 0.7;
  const auto letters = static_cast<double>(plan.request_number.size() + bates.size() + 2);
  pdf::PageStamp out{.right = bates, .page_label = bates};
  if (letters * kLetter * options.font_size + 2 * options.side_margin <= page.width) {
    out.left = plan.request_number;
  }
  return out;
}

Result<StampedRecord> stamp_record(const VolumePlan& plan,
                                   const ProducedRecord& record,
                                   BytesView burnt) {
  StampedRecord out{.written = {.planned = &record}};
  auto before = TRY(pdf::Document::open(burnt));
  if (static_cast<std::size_t>(before.page_count()) != record.pages.size()) {
    return planned_otherwise(
        fmt::format("{} pages planned, {} made", record.pages.size(), before.page_count()));
  }
  std::vector<pdf::PageStamp> stamps;
  for (const auto& page : record.pages) {
    const auto bates = TRY(foia::format_number(plan.bates, page.number));
    const auto info = TRY(before.page_info(static_cast<int>(stamps.size() + 1)));
    stamps.push_back(stamp_of(plan, bates, info));
    out.written.pages.push_back({.bates = bates});
  }
  out.written.begin = out.written.pages.front().bates;
  out.written.end = out.written.pages.back().bates;
  out.written.pdf_path = fmt::format("PDF/{}.pdf", file_stem(out.written.begin));
  out.written.text_path = fmt::format("TEXT/{}.txt", file_stem(out.written.begin));

  auto stamped = TRY(pdf::stamp(burnt, stamps, {.title = out.written.begin}));
  base::check(stamped.transforms.size() == record.pages.size(), "one transform per stamped page");
  out.pdf = std::move(stamped.pdf);
  out.written.archive_faults = std::move(stamped.archive_faults);
  out.written.pdf_hash = base::Sha256::of(out.pdf);

  auto document = TRY(pdf::Document::open(out.pdf));
  if (static_cast<std::size_t>(document.page_count()) != record.pages.size()) {
    return planned_otherwise("stamping changed the number of pages");
  }
  for (std::size_t i = 0; i < record.pages.size(); ++i) {
    const auto number = static_cast<int>(i + 1);
    const auto info = TRY(document.page_info(number));
    const auto text = TRY(document.page_text(number));
    auto& page = out.written.pages[i];
    page.width = info.width / info.user_unit;
    page.height = info.height / info.user_unit;
    for (const auto& box : record.pages[i].boxes) {
      const auto& label = box.label_box.is_empty() ? box.box : box.label_box;
      page.boxes.push_back(stamped.transforms[i].apply(box.box));
      page.label_boxes.push_back(stamped.transforms[i].apply(label));
    }
    out.written.text += i == 0 ? "" : "\f";
    out.written.text += text.text;
  }
  return out;
}

Result<void> write_papers(const VolumeInputs& inputs, Folder& folder) {
  static const std::set<std::string> kOurs{
      "README.txt", "manifest.json", "manifest.sig", "manifest.pub", "DATA", "PDF", "TEXT"};
  for (const auto& paper : inputs.papers) {
    if (paper.name.empty() || paper.name.front() == '.' || kOurs.contains(paper.name) ||
        paper.name.find_first_of("/\\") != std::string::npos || folder.has(paper.name)) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("\"{}\" cannot be the name of a paper in a volume", paper.name),
                   ""};
    }
    TRY(folder.write(paper.name, paper.bytes));
  }
  return {};
}

Result<void> refuse_bad_plan(const VolumePlan& plan) {
  for (const auto& problem : check_plan(plan)) {
    if (problem.severity == ProblemSeverity::stop) {
      return Error{ErrorCode::conflict,
                   fmt::format("{}: {}", problem.code, problem.message),
                   "correct the plan"};
    }
  }
  return {};
}

// Stamps a run of records at once; the first error in plan order wins.
Result<std::vector<StampedRecord>> stamp_records(const VolumePlan& plan,
                                                 std::size_t first,
                                                 const std::vector<Bytes>& burnt,
                                                 int jobs) {
  std::vector<std::optional<Result<StampedRecord>>> results(burnt.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&]() {
    for (auto i = next++; i < burnt.size(); i = next++) {
      results[i] = stamp_record(plan, plan.records[first + i], burnt[i]);
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int i = 1; i < jobs; ++i) {
      workers.emplace_back(work);
    }
    work();
  }
  std::vector<StampedRecord> out;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!*results[i]) {
      return base::with_context(results[i]->error(),
                                foia::control_number(plan.records[first + i].record.id));
    }
    out.push_back(**std::move(results[i]));
  }
  return out;
}

Result<std::vector<WrittenRecord>> write_records(const VolumePlan& plan,
                                                 const VolumeInputs& inputs,
                                                 Folder& folder) {
  const auto jobs = std::max(1, inputs.jobs);
  // So many documents are in memory at a time.
  const auto batch = static_cast<std::size_t>(jobs) * 2;
  std::vector<WrittenRecord> records;
  std::set<std::string> used;
  std::int64_t pages = 0;
  for (std::size_t first = 0; first < plan.records.size(); first += batch) {
    std::vector<Bytes> burnt;
    for (auto i = first; i < std::min(first + batch, plan.records.size()); ++i) {
      const auto id = plan.records[i].record.id;
      auto bytes = inputs.redacted_pdf(id);
      if (!bytes) {
        return base::with_context(bytes.error(), foia::control_number(id));
      }
      burnt.push_back(*std::move(bytes));
    }
    auto run = TRY(stamp_records(plan, first, burnt, jobs));
    for (auto& stamped : run) {
      auto& written = stamped.written;
      if (!used.insert(written.pdf_path).second) {
        return base::with_context(planned_otherwise("two page numbers give the same file name"),
                                  written.begin);
      }
      TRY(folder.write(written.pdf_path, stamped.pdf));
      TRY(folder.write(written.text_path, written.text));
      pages += static_cast<std::int64_t>(written.pages.size());
      records.push_back(std::move(written));
      if (inputs.progress) {
        inputs.progress(pages);
      }
    }
  }
  return records;
}

Result<WrittenVolume> write_into(const VolumePlan& plan,
                                 const VolumeInputs& inputs,
                                 const fs::path& root) {
  Folder folder(root);
  const auto records = TRY(write_records(plan, inputs, folder));

  const auto fields = TRY(dat_fields(plan, records));
  const auto dat = write_dat(fields.table);
  TRY(folder.write(fmt::format("DATA/{}.dat", plan.name), dat.bytes));
  std::vector<OptLine> lines;
  for (const auto& record : records) {
    auto path = record.pdf_path;
    std::replace(path.begin(), path.end(), '/', '\\');
    lines.push_back({.key = record.begin,
                     .volume = plan.name,
                     .path = std::move(path),
                     .is_document_start = true,
                     .page_count = static_cast<std::int64_t>(record.pages.size())});
  }
  const auto opt = TRY(write_opt(lines));
  TRY(folder.write(fmt::format("DATA/{}.opt", plan.name), opt));
  TRY(write_papers(inputs, folder));

  const ManifestFacts counted{.counts = count(plan)};
  TRY(folder.write("README.txt", readme_text(plan, records, counted.counts, inputs)));
  const ManifestFacts facts{.counts = counted.counts,
                            .fields_withheld = fields.withheld,
                            .characters_replaced = dat.replaced,
                            .files = folder.sorted_files()};
  const auto manifest = manifest_json(plan, records, facts, inputs.proof, inputs.program_version);
  const auto signature = TRY(base::sign(manifest, inputs.secret_key));
  if (!base::is_signature_valid(manifest, signature, inputs.public_key)) {
    return Error{ErrorCode::conflict,
                 "the two halves of the signing key do not belong together",
                 "restore the matter's keys folder from a backup"};
  }
  TRY(folder.write("manifest.json", manifest));
  TRY(folder.write("manifest.sig", signature));
  TRY(folder.write("manifest.pub", inputs.public_key));
  TRY(folder.flush_all());

  WrittenVolume out{.manifest = base::Sha256::of(manifest),
                    .counts = facts.counts,
                    .first_number = plan.records.front().pages.front().number,
                    .last_number = plan.records.back().pages.back().number,
                    .fields_withheld = facts.fields_withheld,
                    .characters_replaced = facts.characters_replaced};
  for (const auto& file : folder.sorted_files()) {
    out.files += 1;
    out.bytes += file.size;
  }
  return out;
}

}  // namespace

VolumeCounts count(const VolumePlan& plan) {
  VolumeCounts out{.records = static_cast<std::int64_t>(plan.records.size())};
  for (const auto& record : plan.records) {
    std::set<std::string> of_record;
    for (const auto& page : record.pages) {
      std::set<std::string> of_page;
      for (const auto& claim : page.claims) {
        of_page.insert(claim.exemption().code());
      }
      for (const auto& box : page.boxes) {
        std::set<std::string> of_box;
        for (const auto& claim : box.claims) {
          of_box.insert(claim.exemption().code());
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
      out.in_full += page.outcome == PageOutcome::in_full ? 1 : 0;
      out.in_part += page.outcome == PageOutcome::in_part ? 1 : 0;
      out.withheld_in_full += page.outcome == PageOutcome::withheld_in_full ? 1 : 0;
      out.boxes += static_cast<std::int64_t>(page.boxes.size());
    }
    for (const auto& code : of_record) {
      out.exemptions[code].records += 1;
    }
  }
  return out;
}

Result<WrittenVolume> write_volume(const VolumePlan& plan,
                                   const VolumeInputs& inputs,
                                   const fs::path& out_dir) {
  base::check(static_cast<bool>(inputs.redacted_pdf), "a volume needs a source of pages");
  TRY(refuse_bad_plan(plan));
  std::error_code status;
  if (fs::exists(fs::symlink_status(out_dir, status))) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", out_dir.string()),
                 "a sealed volume is never changed; choose another name"};
  }
  const auto parent = out_dir.has_parent_path() ? out_dir.parent_path() : fs::path(".");
  TRY(base::make_directories(parent));
  const auto workspace = TRY(base::TempDir::make(parent));
  const auto root = workspace.path() / "volume";
  TRY(base::make_directories(root));
  auto written = TRY(write_into(plan, inputs, root));
  // The folder did not exist a moment ago; rename() would replace an empty one that came since.
  fs::rename(root, out_dir, status);
  if (status) {
    return Error{
        ErrorCode::io,
        fmt::format("cannot move the volume to {}: {}", out_dir.string(), status.message()),
        ""};
  }
  TRY(flush(parent));
  return written;
}

}  // namespace vaughn::produce
