// SPDX-License-Identifier: AGPL-3.0-or-later
// .vaughn/withheld: "vaughn.withheld/1\n"; then as base::WireWriter writes them a u32 number of
// pages and of each the SHA-256 of the page images, a u32 page and a u32 number of lines, and of
// each line u64 anchor, u64 hash, u32 number of words; at the end the SHA-256 of all before it, 32
// bytes. A file that does not fit is made anew.
#include "engine/detail/withheld_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/files.h"
#include "base/folded_words.h"
#include "base/text.h"
#include "base/wire.h"
#include "engine/census.h"
#include "engine/detail/pages.h"
#include "engine/detail/produced_file.h"
#include "engine/detail/withheld_lines.h"
#include "engine/volume_steps.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Result;
using foia::PageOutcome;
using foia::PageRef;
using foia::RecordId;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMagic = "vaughn.withheld/1\n";
constexpr std::size_t kHashSize = 32;
constexpr std::size_t kAnchorWords = 3;
constexpr std::size_t kRecordsAtOnce = 24;
constexpr std::size_t kFilterBitsPerLine = 16;
constexpr std::size_t kWordBits = 64;

struct LineHash {
  std::uint64_t anchor = 0;
  std::uint64_t line = 0;
  std::uint32_t words = 0;
};
using PageKey = std::pair<base::Sha256, int>;  // of page images
using KnownPages = std::map<PageKey, std::vector<LineHash>>;

std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 30U;
  value *= 0xbf58476d1ce4e5b9U;
  value ^= value >> 27U;
  value *= 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t out = 0xcbf29ce484222325U;
  for (const char c : word) {
    out = (out ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return mixed(out);
}

std::uint64_t joined(std::uint64_t before, std::uint64_t word) {
  return mixed(before * 0x9e3779b97f4a7c15U + word);
}

std::vector<std::uint64_t> hashes_of(const std::vector<std::string>& words) {
  std::vector<std::uint64_t> out;
  out.reserve(words.size());
  for (const auto& word : words) {
    out.push_back(hash_of(word));
  }
  return out;
}

std::uint64_t joined(const std::vector<std::uint64_t>& words,
                     std::size_t first,
                     std::size_t count) {
  std::uint64_t out = count;
  for (auto i = first; i < first + count; ++i) {
    out = joined(out, words[i]);
  }
  return out;
}

std::vector<LineHash> line_hashes(const ReadPage& page) {
  std::vector<LineHash> out;
  std::set<std::uint64_t> seen;
  for (const auto& line : telling_lines(page)) {
    const auto words = hashes_of(line.words);
    const auto whole = joined(words, 0, words.size());
    if (seen.insert(whole).second) {
      out.push_back(
          {joined(words, 0, kAnchorWords), whole, static_cast<std::uint32_t>(words.size())});
    }
  }
  return out;
}

BytesView view_of(const base::Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.bytes().data()), kHashSize};
}

Result<KnownPages> decode(BytesView bytes) {
  if (bytes.size() < kMagic.size() + kHashSize || !bytes.starts_with(kMagic)) {
    return base::wrong_message();
  }
  const auto all = bytes.substr(0, bytes.size() - kHashSize);
  if (view_of(base::Sha256::of(all)) != bytes.substr(all.size())) {
    return base::wrong_message();
  }
  KnownPages out;
  base::WireReader in(all.substr(kMagic.size()));
  const auto count = TRY(in.count());
  for (std::size_t i = 0; i < count; ++i) {
    const auto hex = base::to_hex(TRY(in.bytes()));
    const auto hash = TRY(base::Sha256::from_hex(hex));
    const auto page = static_cast<int>(TRY(in.u32()));
    auto& lines = out[{hash, page}];
    lines.resize(TRY(in.count()));
    for (auto& line : lines) {
      line.anchor = TRY(in.u64());
      line.line = TRY(in.u64());
      line.words = TRY(in.u32());
    }
  }
  return out;
}

Bytes encode(const KnownPages& pages) {
  base::WireWriter out;
  out.u32(static_cast<std::uint32_t>(pages.size()));
  for (const auto& [key, lines] : pages) {
    out.bytes(view_of(key.first));
    out.u32(static_cast<std::uint32_t>(key.second));
    out.u32(static_cast<std::uint32_t>(lines.size()));
    for (const auto& line : lines) {
      out.u64(line.anchor);
      out.u64(line.line);
      out.u32(line.words);
    }
  }
  auto bytes = std::string(kMagic) + out.data();
  bytes += view_of(base::Sha256::of(bytes));
  return bytes;
}

struct WithheldRecord {
  RecordId id{};
  base::Sha256 rendition{};
  std::vector<int> pages{};
};

std::vector<WithheldRecord> withheld_records(const Census& census) {
  std::vector<WithheldRecord> out;
  for (const auto& page : census.pages) {
    if (!is_withheld_in_full(page)) {
      continue;
    }
    const auto& record = census.records[page.record].record;
    if (out.empty() || out.back().id != record.id) {
      out.push_back({record.id, record.rendition, {}});
    }
    out.back().pages.push_back(page.page);
  }
  return out;
}

// One text against the lines that are looked for on it.
class OpenLines {
 public:
  explicit OpenLines(std::map<WithheldText::LineId, std::vector<std::string>>& lines)
      : lines_(lines) {
    for (const auto& [id, words] : lines) {
      // The longest word is the rarest, more or less.
      const auto& rare = *std::max_element(
          words.begin(), words.end(), [](auto& a, auto& b) { return a.size() < b.size(); });
      by_word_[rare].push_back(id);
    }
  }

  void read_page(std::string_view text) {
    auto folded = base::folded_words(text);
    const std::unordered_set<std::string> words(std::make_move_iterator(folded.begin()),
                                                std::make_move_iterator(folded.end()));
    for (const auto& word : words) {
      const auto found = by_word_.find(word);
      if (found == by_word_.end()) {
        continue;
      }
      std::erase_if(found->second, [&](WithheldText::LineId id) {
        const auto& line = lines_.at(id);
        const bool is_open = std::all_of(
            line.begin(), line.end(), [&](const auto& one) { return words.contains(one); });
        if (is_open) {
          lines_.erase(id);
        }
        return is_open;
      });
    }
  }

  bool is_done() const { return lines_.empty(); }

 private:
  std::map<WithheldText::LineId, std::vector<std::string>>& lines_;
  std::unordered_map<std::string, std::vector<WithheldText::LineId>> by_word_{};
};

}  // namespace

bool is_withheld_in_full(const PageRow& page) {
  return page.decided == PageOutcome::withheld_in_full ||
         page.outcome == PageOutcome::withheld_in_full;
}

void WithheldText::finish() {
  std::sort(entries_.begin(), entries_.end());
  std::size_t bits = kWordBits;
  while (bits < entries_.size() * kFilterBitsPerLine) {
    bits *= 2;
  }
  filter_.assign(bits / kWordBits, 0);
  const Entry* last = nullptr;
  for (const auto& entry : entries_) {
    const auto bit = entry.anchor & (bits - 1);
    filter_[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
    line_count_ += last == nullptr || last->line != entry.line ? 1 : 0;
    last = &entry;
  }
}

bool WithheldText::may_hold(std::uint64_t anchor) const {
  const auto bit = anchor & (filter_.size() * kWordBits - 1);
  return (filter_[bit / kWordBits] >> (bit % kWordBits) & 1U) != 0;
}

std::map<WithheldText::LineId, WithheldText::Found> WithheldText::find(
    const std::vector<std::string>& words) const {
  std::map<LineId, Found> out;
  if (entries_.empty()) {
    return out;
  }
  const auto hashes = hashes_of(words);
  for (std::size_t i = 0; i + kAnchorWords <= hashes.size(); ++i) {
    const auto anchor = joined(hashes, i, kAnchorWords);
    if (!may_hold(anchor)) {
      continue;
    }
    auto entry = std::lower_bound(entries_.begin(), entries_.end(), Entry{.anchor = anchor});
    while (entry != entries_.end() && entry->anchor == anchor) {
      const auto line = entry->line;
      const auto end = std::find_if(
          entry, entries_.end(), [&](const Entry& other) { return other.line != line; });
      if (hashes.size() - i >= entry->words && joined(hashes, i, entry->words) == line) {
        auto& found = out[line];
        ++found.times;
        if (found.words.empty()) {
          const auto first = words.begin() + static_cast<std::ptrdiff_t>(i);
          found.words.assign(first, first + entry->words);
          std::transform(entry, end, std::back_inserter(found.pages), [&](const Entry& one) {
            return pages_[one.page];
          });
        }
      }
      entry = end;
    }
  }
  return out;
}

Result<WithheldText> WithheldText::open(Workspace& workspace, Sandbox& sandbox) {
  const auto records = withheld_records(*TRY(workspace.census()));
  WithheldText out;
  if (records.empty()) {
    out.finish();
    return out;
  }
  const auto file = workspace.work_folder() / "withheld";
  KnownPages known;
  if (const auto bytes = base::read_file(file)) {
    if (auto decoded = decode(*bytes)) {
      known = *std::move(decoded);
    }
  }
  std::vector<const WithheldRecord*> unknown;
  for (const auto& record : records) {
    const bool is_known = std::all_of(record.pages.begin(), record.pages.end(), [&](int page) {
      return known.contains({record.rendition, page});
    });
    if (!is_known) {
      unknown.push_back(&record);
    }
  }
  std::map<RecordId, std::string> failed;
  for (std::size_t start = 0; start < unknown.size(); start += kRecordsAtOnce) {
    const auto end = std::min(unknown.size(), start + kRecordsAtOnce);
    std::vector<Call> calls;
    for (auto i = start; i < end; ++i) {
      auto pdf = TRY(workspace.blobs().get(unknown[i]->rendition));
      calls.push_back({Task::page_texts, {}, std::move(pdf)});
    }
    const auto answers = sandbox.run_all(std::move(calls));
    for (auto i = start; i < end; ++i) {
      const auto& answer = answers[i - start];
      const auto pages =
          answer ? decode_page_texts(*answer) : Result<std::vector<ReadPage>>(answer.error());
      if (!pages) {
        failed[unknown[i]->id] = pages.error().message;
        continue;
      }
      for (const int page : unknown[i]->pages) {
        if (page < 1 || static_cast<std::size_t>(page) > pages->size()) {
          failed[unknown[i]->id] = "its page images have fewer pages than the ledger says";
          break;
        }
        known[{unknown[i]->rendition, page}] =
            line_hashes((*pages)[static_cast<std::size_t>(page) - 1]);
      }
    }
  }
  KnownPages used;
  for (const auto& record : records) {
    if (const auto why = failed.find(record.id); why != failed.end()) {
      out.unread_.push_back({record.id, {}, why->second});
    }
    for (const int page : record.pages) {
      const auto found = known.find({record.rendition, page});
      if (found == known.end()) {
        out.unread_.back().pages.push_back({record.id, page});
        continue;
      }
      for (const auto& line : found->second) {
        out.entries_.push_back(
            {line.anchor, line.line, line.words, static_cast<std::uint32_t>(out.pages_.size())});
      }
      out.pages_.push_back({record.id, page});
      if (!unknown.empty()) {
        used.insert(*found);
      }
    }
  }
  if (!unknown.empty()) {
    // A matter on a medium that cannot be written to is read all the same.
    static_cast<void>(base::write_file(file, encode(used)).has_value());
  }
  out.finish();
  return out;
}

Result<void> remove_open_lines(Workspace& workspace,
                               const std::vector<fs::path>& leaving,
                               std::map<WithheldText::LineId, std::vector<std::string>>& lines) {
  OpenLines open(lines);
  for (const auto& folder : leaving) {
    for (const auto& file : TRY(base::list_files(folder)).files) {
      const auto text = TRY(base::read_file(folder / file));
      for (const auto page : base::split(text, '\f')) {
        open.read_page(page);
      }
    }
  }
  const auto standings = TRY(volume_standings(workspace));
  const auto& census = *TRY(workspace.census());
  std::map<std::string, std::map<RecordId, std::set<int>>> released;  // by volume
  for (const auto& page : census.pages) {
    const bool is_shown =
        page.is_produced && !is_withheld_in_full(page) &&
        (page.outcome == PageOutcome::in_full || page.outcome == PageOutcome::in_part);
    if (is_shown && standings.at(page.volume).state != foia::VolumeState::recalled) {
      released[page.volume][census.records[page.record].record.id].insert(page.page);
    }
  }
  // By volume and record, as the files are: `produced` is in the order of numbers.
  for (std::size_t i = 0; i < census.produced.size() && !open.is_done();) {
    const auto& first = census.produced[i];
    auto end = i;
    while (end < census.produced.size() && census.produced[end].volume == first.volume &&
           census.produced[end].page.record == first.page.record) {
      ++end;
    }
    const auto& of_volume = released[first.volume];
    if (const auto shown = of_volume.find(first.page.record); shown != of_volume.end()) {
      const auto text = read_produced(workspace, first.volume, first.page.number, "TEXT", ".txt");
      const auto pages = text ? base::split(*text, '\f') : std::vector<std::string_view>();
      for (auto at = i; at < end; ++at) {
        if (at - i < pages.size() && shown->second.contains(census.produced[at].page.page)) {
          open.read_page(pages[at - i]);
        }
      }
    }
    i = end;
  }
  return {};
}

}  // namespace vaughn::engine
