// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "sample/detail/outputs.h"
#include "sample/detail/records.h"

namespace vaughn::sample {
namespace {

void set_paths(Item& item, const std::string& path) {
  item.path = path;
  int position = 0;
  for (Item& child : item.children) {
    ++position;
    set_paths(child,
              item.state == ItemState::container
                  ? path + "//" + child.name
                  : fmt::format("{}//{} {}", path, position, child.name));
  }
}

void collect(const InputFile& input, const Item& item, const Item* head, Flat& out) {
  switch (item.state) {
    case ItemState::exception:
      out.exceptions.push_back({item.path, item.exception, input.office});
      return;
    case ItemState::container: out.containers.push_back(item.path); break;
    case ItemState::record:
      head = head == nullptr ? &item : head;
      out.records.push_back({.input = &input,
                             .item = &item,
                             .head = head,
                             .head_path = head->path,
                             .path = item.path});
      break;
  }
  for (const Item& child : item.children) {
    collect(input, child, head, out);
  }
}

}  // namespace

Flat flatten(const Truth& truth) {
  Flat out;
  for (const InputFile& input : truth.inputs) {
    collect(input, input.item, nullptr, out);
  }
  std::map<const Item*, std::set<std::string>> families;
  for (const TrueRecord& record : out.records) {
    families[record.head].insert(record.item->categories.begin(), record.item->categories.end());
  }
  // Families are copies as a whole, told by their heads.
  std::map<std::string, const Item*> first;
  std::map<const Item*, const Item*> copy_of;
  for (TrueRecord& record : out.records) {
    record.categories = families[record.head];
    if (record.item == record.head) {
      const auto [place, is_new] = first.emplace(record.item->identity, record.item);
      if (!is_new) {
        copy_of[record.item] = place->second;
      }
    }
    if (const auto copied = copy_of.find(record.head); copied != copy_of.end()) {
      record.duplicate_of = copied->second->path + record.path.substr(record.head_path.size());
    }
  }
  return out;
}

base::Result<Summary> generate(const std::filesystem::path& out, const Options& options) {
  std::error_code failed;
  if (std::filesystem::exists(out, failed) && !std::filesystem::is_empty(out, failed)) {
    return base::Error{
        base::ErrorCode::conflict, out.string() + " is not empty", "name a new folder"};
  }
  const Maker maker(options.seed);
  Records records(maker, options.scale);
  TRY(records.make());
  Truth truth = records.take();
  for (InputFile& input : truth.inputs) {
    set_paths(input.item, input.path);
  }
  truth.secrets = all_secrets(maker.world());
  truth.public_words = public_words();
  records.place_boxes(truth);

  for (const InputFile& input : truth.inputs) {
    const auto path = out / "records" / input.path;
    TRY(base::make_directories(path.parent_path()));
    TRY(base::write_file(path, input.bytes));
  }
  const Flat flat = flatten(truth);
  TRY(base::make_directories(out / "submitter"));
  TRY(base::write_file(out / "matter.toml", matter_file()));
  TRY(base::write_file(out / "terms.txt", terms_file()));
  TRY(base::write_file(out / "taskings.toml", taskings_file(maker.world(), truth)));
  TRY(base::write_file(out / "rules.toml", rules_file(maker.world(), truth)));
  TRY(base::write_file(out / "submitter/objections.toml", objections_file()));
  TRY(base::write_file(out / "submitter/rulings.toml", rulings_file()));
  TRY(base::write_file(out / "submitter/letter.txt", reply_letter()));
  TRY(base::write_file(out / "EXPECTED.json", expected_json(truth, flat, options)));

  Summary summary;
  summary.files = static_cast<std::int64_t>(truth.inputs.size());
  summary.records = static_cast<std::int64_t>(flat.records.size());
  summary.exceptions = static_cast<std::int64_t>(flat.exceptions.size());
  summary.duplicates = std::count_if(flat.records.begin(),
                                     flat.records.end(),
                                     [](const TrueRecord& r) { return !r.duplicate_of.empty(); });
  return summary;
}

Records::Records(const Maker& maker, int scale) : maker_(maker), scale_(scale) {}

base::Result<void> Records::make() {
  TRY(make_threads());
  write_boxes();
  TRY(make_drives());
  make_shared_directives();
  TRY(make_odd_files());
  std::sort(truth_.inputs.begin(), truth_.inputs.end(), [](const InputFile& a, const InputFile& b) {
    return a.path < b.path;
  });
  return {};
}

Truth Records::take() {
  return std::move(truth_);
}

void Records::place_boxes(Truth& truth) const {
  const auto visit = [&](const auto& self, const Item& item) -> void {
    if (const auto found = attachment_boxes_.find(item.identity);
        found != attachment_boxes_.end()) {
      for (PictureBox box : found->second) {
        box.path = item.path;
        truth.boxes.push_back(std::move(box));
      }
    }
    for (const Item& child : item.children) {
      self(self, child);
    }
  };
  for (const InputFile& input : truth.inputs) {
    visit(visit, input.item);
  }
}

}  // namespace vaughn::sample
