// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "fulltext/detail/visible_records.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {

base::Result<SegmentFiles> open_segments(const std::filesystem::path& folder,
                                         const Manifest& manifest,
                                         const Index::VerifyOf& verify_of) {
  SegmentFiles files;
  const auto rules = word_rules_version();
  for (const auto& entry : manifest.segments) {
    files.push_back(TRY(SegmentFile::open(folder, entry, verify_of(entry))));
    if (files.back()->word_rules() != rules) {
      return base::Error{base::ErrorCode::unsupported,
                         fmt::format("the text index was made with the word rules {}, but this "
                                     "program has {}",
                                     files.back()->word_rules(),
                                     rules),
                         "build the index again from the records"};
    }
  }
  return files;
}

base::Result<std::vector<Records>> replaced_records(const SegmentFiles& files) {
  std::vector<Records> out(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (std::size_t later = i + 1; later < files.size(); ++later) {
      const auto& a = files[i]->entry();
      const auto& b = files[later]->entry();
      if (a.last_record < b.first_record || b.last_record < a.first_record) {
        continue;
      }
      const auto mine = TRY(files[i]->all_records());
      const auto theirs = TRY(files[later]->all_records());
      std::ranges::set_intersection(mine, theirs, std::back_inserter(out[i]));
    }
    std::ranges::sort(out[i]);
    out[i].erase(std::unique(out[i].begin(), out[i].end()), out[i].end());
  }
  return out;
}

}  // namespace vaughn::fulltext
