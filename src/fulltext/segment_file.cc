// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <system_error>

#include "fulltext/detail/hash_file.h"
#include "fulltext/detail/segment_file.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRebuild = "build the index again from the records";

base::Error damaged(const SegmentId& id, std::string_view how) {
  return {base::ErrorCode::damaged,
          fmt::format("index segment {} {}", id.hex().substr(0, 12), how),
          std::string(kRebuild)};
}

// Whether the words of a value hold the phrase, which may have wildcards, or are it.
enum class Match { somewhere, whole };
bool holds_phrase(const std::vector<Word>& value,
                  const std::vector<std::string>& phrase,
                  Match match) {
  if (phrase.size() > value.size() || (match == Match::whole && phrase.size() < value.size())) {
    return false;
  }
  for (std::size_t from = 0; from + phrase.size() <= value.size(); ++from) {
    bool is_here = true;
    for (std::size_t i = 0; i < phrase.size() && is_here; ++i) {
      is_here = matches_pattern(phrase[i], value[from + i].text);
    }
    if (is_here) {
      return true;
    }
  }
  return false;
}

}  // namespace

base::Result<std::unique_ptr<SegmentFile>> SegmentFile::open(const fs::path& folder,
                                                             const SegmentEntry& entry,
                                                             Verify verify) {
  const auto path = segment_path(folder, entry.id);
  std::error_code status;
  const auto size = fs::file_size(path, status);
  if (status) {
    return base::Error{base::ErrorCode::not_found,
                       fmt::format("index segment {} is missing", entry.id.hex().substr(0, 12)),
                       "restore it from a copy of the matter, or " + std::string(kRebuild)};
  }
  if (size != static_cast<std::uintmax_t>(entry.bytes)) {
    return damaged(entry.id, "has been altered: its size is wrong");
  }
  if (verify == Verify::content) {
    const auto hashed = TRY(hash_file(path));
    if (hashed.sha256 != entry.id) {
      return damaged(entry.id, "has been altered: its hash is wrong");
    }
  }
  std::unique_ptr<SegmentFile> out(new SegmentFile);
  out->entry_ = entry;
  out->connection_ = TRY(open_sqlite(path, OpenAs::immutable));
  auto* raw = out->connection_.get();
  TRY(execute(raw, "PRAGMA mmap_size = 1099511627776; PRAGMA temp_store = MEMORY"));
  TRY(register_tokenizer(raw, out->feed_));
  TRY(out->read_meta());
  return out;
}

base::Result<void> SegmentFile::read_meta() {
  auto* raw = connection_.get();
  auto rows = TRY(prepare(raw, "SELECT key, value FROM meta"));
  bool has_pages = false;
  std::string format;
  while (TRY(step(raw, rows.get()))) {
    const auto key = text_column(rows.get(), 0);
    const auto value = text_column(rows.get(), 1);
    if (key == "format") {
      format = value;
    } else if (key == "word_rules") {
      word_rules_ = value;
    } else if (key == "postings") {
      has_pages = value == "pages";
    }
  }
  if (format != "1") {
    return base::Error{base::ErrorCode::unsupported,
                       "the text index was written by another version of vaughn",
                       std::string(kRebuild)};
  }
  if (has_pages) {
    pages_ = TRY(Fts5Pages::open(raw));
  }
  return {};
}

base::Result<const Dictionary*> SegmentFile::dictionary() {
  if (!dictionary_) {
    auto* raw = connection_.get();
    auto row = TRY(prepare(raw, "SELECT words FROM dictionary"));
    if (!TRY(step(raw, row.get()))) {
      return damaged(entry_.id, "has no word list");
    }
    dictionary_ = TRY(Dictionary::parse(std::string(blob_column(row.get(), 0))));
  }
  return &*dictionary_;
}

base::Result<std::vector<Expansion>> SegmentFile::expand(std::string_view pattern) {
  const auto* words = TRY(dictionary());
  std::vector<Expansion> out;
  words->for_each_match(pattern, [&](const DictionaryWord& word) {
    constexpr std::int64_t kPageBytes = 16000;
    const auto bytes = word.next.page == 0 ? kPageBytes
                                           : (word.next.page - word.place.page) * kPageBytes +
                                                 word.next.offset - word.place.offset;
    out.push_back({std::string(word.text), word.place, bytes});
  });
  return out;
}

base::Result<void> SegmentFile::read(
    const Expansion& word, std::uint32_t columns, const Records* wanted, Want want, Places& out) {
  return pages_ ? pages_->read(word.place, columns, wanted, want, out)
                : read_by_sql(word.word, columns, wanted, want, out);
}

base::Result<void> SegmentFile::read_by_sql(
    std::string_view word, std::uint32_t columns, const Records* wanted, Want want, Places& out) {
  auto* raw = connection_.get();
  if (!instances_) {
    TRY(execute(raw,
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.instances"
                " USING fts5vocab(main, text, instance)"));
    instances_ = TRY(prepare(raw, "SELECT doc, col, offset FROM temp.instances WHERE term = ?"));
  }
  auto* row = instances_.get();
  sqlite3_reset(row);
  bind_text(row, 1, word);
  while (TRY(step(raw, row))) {
    const auto record = static_cast<std::uint32_t>(sqlite3_column_int64(row, 0));
    const auto found = std::ranges::find(kColumns, text_column(row, 1));
    const auto column = static_cast<std::uint32_t>(found - kColumns.begin());
    if (((columns >> column) & 1U) == 0 ||
        (wanted != nullptr && !std::ranges::binary_search(*wanted, record))) {
      continue;
    }
    const auto offset = static_cast<std::uint64_t>(sqlite3_column_int64(row, 2));
    const auto place =
        want == Want::places ? make_place(record, column, offset) : make_place(record, 0, 0);
    if (want == Want::places || out.empty() || out.back() != place) {
      out.push_back(place);
    }
  }
  return {};
}

base::Result<const std::vector<SegmentFile::Row>*> SegmentFile::rows() {
  if (rows_) {
    return &*rows_;
  }
  auto* raw = connection_.get();
  auto values = TRY(prepare(raw, "SELECT id, text FROM value ORDER BY id"));
  values_.assign(1, "");
  while (TRY(step(raw, values.get()))) {
    if (sqlite3_column_int64(values.get(), 0) != static_cast<std::int64_t>(values_.size())) {
      return damaged(entry_.id, "has a gap in its values");
    }
    values_.emplace_back(text_column(values.get(), 1));
  }
  auto records =
      TRY(prepare(raw, "SELECT id, date, office, custodian, kind FROM record ORDER BY id"));
  std::vector<Row> out;
  out.reserve(static_cast<std::size_t>(entry_.records));
  while (TRY(step(raw, records.get()))) {
    const auto number = [&](int column) {
      return static_cast<std::uint32_t>(sqlite3_column_int64(records.get(), column));
    };
    Row row{.record = number(0), .office = number(2), .custodian = number(3), .kind = number(4)};
    row.is_dated = sqlite3_column_type(records.get(), 1) != SQLITE_NULL;
    row.date = sqlite3_column_int64(records.get(), 1);
    if (std::max({row.office, row.custodian, row.kind}) >= values_.size()) {
      return damaged(entry_.id, "refers to a value it does not have");
    }
    out.push_back(row);
  }
  rows_ = std::move(out);
  return &*rows_;
}

base::Result<Records> SegmentFile::all_records() {
  Records out;
  for (const auto& row : *TRY(rows())) {
    out.push_back(row.record);
  }
  return out;
}

base::Result<Records> SegmentFile::filter_by_value(const Node& node, std::uint32_t Row::*member) {
  const auto* facts = TRY(rows());
  const auto match = node.field == Field::custodian ? Match::somewhere : Match::whole;
  std::vector<bool> passes;
  for (const auto& text : values_) {
    passes.push_back(holds_phrase(cut_words(text), node.words, match));
  }
  Records out;
  for (const auto& row : *facts) {
    if (passes[row.*member]) {
      out.push_back(row.record);
    }
  }
  return out;
}

base::Result<Records> SegmentFile::filter(const Node& node) {
  const auto* facts = TRY(rows());
  Records out;
  switch (node.field) {
    case Field::office: return filter_by_value(node, &Row::office);
    case Field::custodian: return filter_by_value(node, &Row::custodian);
    case Field::type: return filter_by_value(node, &Row::kind);
    case Field::sent: {
      constexpr auto kLow = std::numeric_limits<std::int64_t>::min();
      constexpr auto kHigh = std::numeric_limits<std::int64_t>::max();
      const auto begin = [&](base::Date date) {
        return context_.zone->start_of(date).time_since_epoch().count();
      };
      const auto low = node.dates.first ? begin(*node.dates.first) : kLow;
      const auto high = node.dates.last ? begin(base::add_days(*node.dates.last, 1)) : kHigh;
      for (const auto& row : *facts) {
        if (node.is_undated ? !row.is_dated : row.is_dated && row.date >= low && row.date < high) {
          out.push_back(row.record);
        }
      }
      return out;
    }
    case Field::id: {
      const auto found = std::ranges::lower_bound(*facts, node.record.value, {}, &Row::record);
      if (found != facts->end() && found->record == node.record.value) {
        out.push_back(found->record);
      }
      return out;
    }
    case Field::other: {
      if (context_.options == nullptr || !context_.options->resolve) {
        return base::Error{base::ErrorCode::invalid_argument,
                           fmt::format("{}: cannot be asked for here", node.other_field),
                           ""};
      }
      const auto ids = TRY(context_.options->resolve(node.other_field, node.other_value));
      auto id = ids.begin();
      for (const auto& row : *facts) {
        while (id != ids.end() && id->value < row.record) {
          ++id;
        }
        if (id != ids.end() && id->value == row.record) {
          out.push_back(row.record);
        }
      }
      return out;
    }
    case Field::any:
    case Field::subject:
    case Field::from:
    case Field::to:
    case Field::cc:
    case Field::body:
    case Field::name: break;
  }
  base::check(false, "a filter is on a fact");
  return out;
}

}  // namespace vaughn::fulltext
