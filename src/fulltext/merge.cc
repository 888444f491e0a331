// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <string>

#include "fulltext/detail/segment_builder.h"
#include "fulltext/detail/visible_records.h"
#include "fulltext/segment.h"

namespace vaughn::fulltext {
namespace {

// Words of one round; 16 bytes each.
constexpr std::int64_t kRoundWords = 6'000'000;

struct PlacedWord {
  Place place = 0;
  std::uint32_t word = 0;
};

struct Source {
  std::uint32_t record = 0;
  std::size_t file = 0;
  std::int64_t words = 0;
};

base::Error damaged() {
  return {base::ErrorCode::damaged,
          "the text index is damaged",
          "build the index again from the records"};
}

// The records to copy, rising, with how many words each has.
base::Result<std::vector<Source>> list_sources(const SegmentFiles& files) {
  const auto replaced = TRY(replaced_records(files));
  std::vector<Source> out;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto all = TRY(files[i]->all_records());
    Records mine;
    std::ranges::set_difference(all, replaced[i], std::back_inserter(mine));
    std::map<std::uint32_t, std::int64_t> counts;
    Places places;
    const auto words = TRY(files[i]->expand("*"));
    for (const auto& word : words) {
      places.clear();
      TRY(files[i]->read(word, kAllColumns, &mine, Want::places, places));
      for (const auto place : places) {
        ++counts[record_of(place)];
      }
    }
    for (const auto record : mine) {
      const auto found = counts.find(record);
      out.push_back({record, i, found == counts.end() ? 0 : found->second});
    }
  }
  std::ranges::sort(out, {}, &Source::record);
  return out;
}

// Copies the sources [begin, end) with all their words.
class Round {
 public:
  Round(const SegmentFiles& files, const Source* begin, const Source* end)
      : files_(files), begin_(begin), end_(end) {}

  base::Result<void> run(SegmentBuilder& builder) {
    TRY(gather());
    std::ranges::sort(placed_, {}, &PlacedWord::place);
    std::size_t next = 0;
    for (const auto* source = begin_; source != end_; ++source) {
      CutColumns columns;
      while (next < placed_.size() && record_of(placed_[next].place) == source->record) {
        auto& column = columns[column_of(placed_[next].place)];
        if (offset_of(placed_[next].place) != column.size()) {
          return damaged();
        }
        column.emplace_back(words_[placed_[next].word]);
        ++next;
      }
      TRY(add(builder, *source, columns));
    }
    if (next != placed_.size()) {
      return damaged();
    }
    return {};
  }

 private:
  base::Result<void> gather() {
    Places places;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      Records wanted;
      for (const auto* source = begin_; source != end_; ++source) {
        if (source->file == i) {
          wanted.push_back(source->record);
        }
      }
      if (wanted.empty()) {
        continue;
      }
      const auto words = TRY(files_[i]->expand("*"));
      for (const auto& word : words) {
        places.clear();
        TRY(files_[i]->read(word, kAllColumns, &wanted, Want::places, places));
        if (places.empty()) {
          continue;
        }
        const auto number = static_cast<std::uint32_t>(words_.size());
        words_.push_back(word.word);
        for (const auto place : places) {
          placed_.push_back({place, number});
        }
      }
    }
    return {};
  }

  base::Result<void> add(SegmentBuilder& builder, const Source& source, const CutColumns& columns) {
    auto& file = *files_[source.file];
    const auto* rows = TRY(file.rows());
    const auto row = std::ranges::lower_bound(*rows, source.record, {}, &SegmentFile::Row::record);
    if (row == rows->end() || row->record != source.record) {
      return damaged();
    }
    IndexedRecord facts{.id = {source.record},
                        .office = file.value(row->office),
                        .custodian = file.value(row->custodian),
                        .kind = file.value(row->kind)};
    if (row->is_dated) {
      facts.date = base::Instant(std::chrono::seconds(row->date));
    }
    return SegmentBuilderAccess::add_words(builder, facts, columns);
  }

  const SegmentFiles& files_;
  const Source* begin_;
  const Source* end_;
  std::deque<std::string> words_;
  std::vector<PlacedWord> placed_;
};

}  // namespace

base::Result<Manifest> merge_segments(const std::filesystem::path& folder,
                                      const Manifest& manifest) {
  if (manifest.segments.size() < 2) {
    return manifest;
  }
  const auto files =
      TRY(open_segments(folder, manifest, [](const SegmentEntry&) { return Verify::content; }));
  const auto sources = TRY(list_sources(files));
  auto builder = TRY(SegmentBuilder::open(folder));
  const auto* end = sources.data() + sources.size();
  for (const auto* begin = sources.data(); begin != end;) {
    const auto* stop = begin;
    std::int64_t words = 0;
    while (stop != end && (stop == begin || words + stop->words <= kRoundWords)) {
      words += stop->words;
      ++stop;
    }
    TRY(Round(files, begin, stop).run(builder));
    begin = stop;
  }
  return Manifest{{TRY(builder.finish())}};
}

}  // namespace vaughn::fulltext
