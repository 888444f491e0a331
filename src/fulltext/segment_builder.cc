// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>
#include <unordered_map>

#include "base/files.h"
#include "fulltext/detail/dictionary.h"
#include "fulltext/detail/fts5_tokenizer.h"
#include "fulltext/detail/hash_file.h"
#include "fulltext/detail/segment_builder.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {
namespace {

namespace fs = std::filesystem;

// FTS5 gathers this much before it writes a tree; finish() merges the trees into one. More is not
// faster: the hash table then leaves the processor's cache.
constexpr int kHashBytes = 4 << 20;
// Text after which a segment is full.
constexpr std::int64_t kFullBytes = std::int64_t{512} << 20;
// Keeps offsets in a column below 2^28: a word and its separator take two bytes at least.
constexpr std::size_t kMaxTextBytes = std::size_t{512} << 20;
constexpr std::int64_t kMaxRecord = 0xFFFFFFFF;

base::Error io_error(std::string_view what, const fs::path& path, int number) {
  return {base::ErrorCode::io,
          fmt::format("cannot {} {}: {}",
                      what,
                      path.filename().string(),
                      std::generic_category().message(number)),
          number == ENOSPC ? "free some disk space, then run the same command again" : ""};
}

base::Result<void> flush_to_disk(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return io_error("open", path, errno);
  }
  const int status = ::fsync(descriptor);
  const int number = errno;
  ::close(descriptor);
  if (status != 0) {
    return io_error("flush", path, number);
  }
  return {};
}

}  // namespace

// Everything a builder holds. The feed is behind a pointer because SQLite keeps its address.
struct SegmentBuilder::Impl {
  fs::path folder{};
  fs::path temporary{};
  WordFeed feed{};
  ConnectionPtr connection{};
  StatementPtr insert_text{};
  StatementPtr insert_record{};
  StatementPtr insert_value{};
  std::unordered_map<std::string, std::int64_t> values{};
  std::int64_t records = 0;
  std::int64_t bytes = 0;
  std::int64_t first = kMaxRecord;
  std::int64_t last = 0;
  bool is_broken = false;  // a record may be half in

  ~Impl() {
    insert_text.reset();
    insert_record.reset();
    insert_value.reset();
    connection.reset();
    if (!temporary.empty()) {
      std::error_code ignored;
      fs::remove(temporary, ignored);
    }
  }

  base::Result<void> prepare_file();
  base::Result<std::int64_t> value_id(std::string_view value);
  base::Result<void> add_facts(const IndexedRecord& record);
  base::Result<void> add(const IndexedRecord& record);
  base::Result<void> write_dictionary();
  base::Result<SegmentEntry> finish();
};

base::Result<void> SegmentBuilder::Impl::prepare_file() {
  static std::atomic<unsigned> counter{0};
  TRY(base::make_directories(folder));
  temporary = folder / fmt::format("{}-{}.building", ::getpid(), ++counter);
  std::error_code ignored;
  fs::remove(temporary, ignored);
  connection = TRY(open_sqlite(temporary, OpenAs::new_file));
  auto* raw = connection.get();
  // Nobody else sees the file before it is complete, so it needs no journal.
  TRY(execute(raw,
              "PRAGMA page_size = 16384;"
              "PRAGMA journal_mode = OFF;"
              "PRAGMA synchronous = OFF;"
              "PRAGMA locking_mode = EXCLUSIVE;"
              "PRAGMA temp_store = MEMORY;"
              "PRAGMA cache_size = -16384;"));
  TRY(register_tokenizer(raw, feed));
  TRY(execute(raw,
              "BEGIN;"
              "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
              "CREATE TABLE value (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
              "CREATE TABLE record (id INTEGER PRIMARY KEY, date INTEGER,"
              " office INTEGER NOT NULL, custodian INTEGER NOT NULL, kind INTEGER NOT NULL);"
              "CREATE TABLE dictionary (words BLOB NOT NULL);"
              "CREATE VIRTUAL TABLE text USING fts5(subject, sender, recipient, cc, body, name,"
              " content='', columnsize=0, detail=full, tokenize='vaughn');"
              "INSERT INTO text (text, rank) VALUES ('pgsz', 16000);"
              "INSERT INTO text (text, rank) VALUES ('automerge', 0);"));
  TRY(execute(
      raw,
      fmt::format("INSERT INTO text (text, rank) VALUES ('hashsize', {});", kHashBytes).c_str()));
  insert_text = TRY(prepare(raw,
                            "INSERT INTO text (rowid, subject, sender, recipient, cc, body, name)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)"));
  insert_record = TRY(prepare(
      raw, "INSERT INTO record (id, date, office, custodian, kind) VALUES (?, ?, ?, ?, ?)"));
  insert_value = TRY(prepare(raw, "INSERT INTO value (id, text) VALUES (?, ?)"));
  return {};
}

base::Result<std::int64_t> SegmentBuilder::Impl::value_id(std::string_view value) {
  const auto found = values.find(std::string(value));
  if (found != values.end()) {
    return found->second;
  }
  const auto id = static_cast<std::int64_t>(values.size()) + 1;
  sqlite3_reset(insert_value.get());
  sqlite3_bind_int64(insert_value.get(), 1, id);
  bind_text(insert_value.get(), 2, value);
  TRY(step(connection.get(), insert_value.get()));
  values.emplace(value, id);
  return id;
}

base::Result<void> SegmentBuilder::Impl::add_facts(const IndexedRecord& record) {
  auto* row = insert_record.get();
  const auto office = TRY(value_id(record.office));
  const auto custodian = TRY(value_id(record.custodian));
  const auto kind = TRY(value_id(record.kind));
  sqlite3_reset(row);
  sqlite3_bind_int64(row, 1, record.id.value);
  if (record.date) {
    sqlite3_bind_int64(row, 2, record.date->time_since_epoch().count());
  } else {
    sqlite3_bind_null(row, 2);
  }
  sqlite3_bind_int64(row, 3, office);
  sqlite3_bind_int64(row, 4, custodian);
  sqlite3_bind_int64(row, 5, kind);
  const auto status = sqlite3_step(row);
  if ((status & 0xFF) == SQLITE_CONSTRAINT) {
    sqlite3_reset(row);
    return base::Error{
        base::ErrorCode::conflict,
        fmt::format("{} is in this segment already", foia::control_number(record.id)),
        ""};
  }
  if (status != SQLITE_DONE) {
    return sqlite_error(connection.get(), "write the text index");
  }
  return {};
}

base::Result<void> SegmentBuilder::Impl::add(const IndexedRecord& record) {
  if (record.id.value < 1 || record.id.value > kMaxRecord) {
    return base::Error{
        base::ErrorCode::invalid_argument,
        fmt::format("{} cannot be indexed: numbers go from 1 to {}", record.id.value, kMaxRecord),
        ""};
  }
  const std::array<std::string_view, kColumns.size()> texts{
      record.subject, record.from, record.to, record.cc, record.body, record.name};
  std::int64_t size = 0;
  for (const auto text : texts) {
    if (text.size() > kMaxTextBytes) {
      return base::Error{base::ErrorCode::limit,
                         fmt::format("{} has more than {} MB of text",
                                     foia::control_number(record.id),
                                     kMaxTextBytes >> 20U),
                         ""};
    }
    size += static_cast<std::int64_t>(text.size());
  }
  TRY(add_facts(record));
  is_broken = true;
  sqlite3_reset(insert_text.get());
  sqlite3_bind_int64(insert_text.get(), 1, record.id.value);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    bind_text(insert_text.get(), static_cast<int>(i) + 2, texts[i]);
  }
  TRY(step(connection.get(), insert_text.get()));
  is_broken = false;
  ++records;
  bytes += size;
  first = std::min(first, record.id.value);
  last = std::max(last, record.id.value);
  return {};
}

base::Result<void> SegmentBuilder::Impl::write_dictionary() {
  auto* raw = connection.get();
  DictionaryWriter words;
  auto pages = Fts5Pages::open(raw);
  bool has_pages = pages.has_value();
  if (!has_pages) {
    if (pages.error().code != base::ErrorCode::unsupported) {
      return pages.error();
    }
    TRY(execute(raw, "INSERT INTO text (text) VALUES ('optimize')"));
    pages = Fts5Pages::open(raw);
    has_pages = pages.has_value();
  }
  if (has_pages) {
    TRY(pages->for_each_word(
        [&](std::string_view word, PostingPlace place) { words.add(word, place); }));
  } else {
    // No words at all, or a layout of a later SQLite: the postings are then read through SQL.
    TRY(execute(raw, "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, text, row)"));
    auto rows = TRY(prepare(raw, "SELECT term FROM temp.vocabulary ORDER BY term"));
    while (TRY(step(raw, rows.get()))) {
      words.add(text_column(rows.get(), 0), {});
    }
  }
  const auto blob = words.finish();
  auto insert = TRY(prepare(raw, "INSERT INTO dictionary (words) VALUES (?)"));
  sqlite3_bind_blob64(insert.get(), 1, blob.data(), blob.size(), SQLITE_STATIC);
  TRY(step(raw, insert.get()));

  auto meta = TRY(prepare(raw, "INSERT INTO meta (key, value) VALUES (?, ?)"));
  const auto rules = word_rules_version();
  const auto count = std::to_string(records);
  const std::array<std::pair<std::string_view, std::string_view>, 4> rows{
      {{"format", "1"},
       {"word_rules", rules},
       {"records", count},
       {"postings", has_pages ? "pages" : "vocabulary"}}};
  for (const auto& [key, value] : rows) {
    sqlite3_reset(meta.get());
    bind_text(meta.get(), 1, key);
    bind_text(meta.get(), 2, value);
    TRY(step(raw, meta.get()));
  }
  return {};
}

base::Result<SegmentEntry> SegmentBuilder::Impl::finish() {
  if (is_broken) {
    return base::Error{base::ErrorCode::io, "the segment could not be written completely", ""};
  }
  if (records == 0) {
    return base::Error{
        base::ErrorCode::invalid_argument, "a segment needs at least one record", ""};
  }
  auto* raw = connection.get();
  // FTS5 writes what it has gathered only at the end of a transaction.
  TRY(execute(raw, "COMMIT; BEGIN"));
  TRY(write_dictionary());
  TRY(execute(raw, "COMMIT"));
  auto free_pages = TRY(prepare(raw, "PRAGMA freelist_count"));
  TRY(step(raw, free_pages.get()));
  const bool has_free_pages = sqlite3_column_int64(free_pages.get(), 0) > 0;
  free_pages.reset();
  insert_text.reset();
  insert_record.reset();
  insert_value.reset();
  if (has_free_pages) {
    // Merging left holes. A plain VACUUM would need room for the whole file in memory.
    auto compact = temporary;
    compact.replace_extension(".compact.building");
    std::error_code ignored;
    fs::remove(compact, ignored);
    const auto into = compact.string();
    auto vacuum = TRY(prepare(raw, "VACUUM INTO ?"));
    bind_text(vacuum.get(), 1, into);
    const auto done = step(raw, vacuum.get());
    vacuum.reset();
    connection.reset();
    fs::remove(temporary, ignored);
    temporary = compact;
    TRY(done);
  }
  connection.reset();

  std::error_code status;
  fs::permissions(temporary, fs::perms::owner_read | fs::perms::group_read, status);
  if (status) {
    return io_error("finish", temporary, status.value());
  }
  TRY(flush_to_disk(temporary));
  SegmentEntry entry{.records = records, .first_record = first, .last_record = last};
  const auto hashed = TRY(hash_file(temporary));
  entry.id = hashed.sha256;
  entry.bytes = hashed.bytes;
  const auto path = segment_path(folder, entry.id);
  fs::rename(temporary, path, status);
  if (status) {
    return io_error("finish", temporary, status.value());
  }
  temporary.clear();
  TRY(flush_to_disk(folder));
  return entry;
}

SegmentBuilder::SegmentBuilder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SegmentBuilder::SegmentBuilder(SegmentBuilder&&) noexcept = default;
SegmentBuilder& SegmentBuilder::operator=(SegmentBuilder&&) noexcept = default;
SegmentBuilder::~SegmentBuilder() = default;

base::Result<SegmentBuilder> SegmentBuilder::open(const fs::path& folder) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  TRY(impl->prepare_file());
  return SegmentBuilder(std::move(impl));
}

base::Result<void> SegmentBuilder::add(const IndexedRecord& record) {
  return impl_->add(record);
}

base::Result<void> SegmentBuilderAccess::add_words(SegmentBuilder& builder,
                                                   const IndexedRecord& facts,
                                                   const CutColumns& columns) {
  auto& feed = builder.impl_->feed;
  feed.is_replay = true;
  feed.columns = columns;
  auto record = facts;
  // The tokenizer is told the column by a digit, and nothing where there are no words.
  constexpr std::array<std::string_view, kColumns.size()> kDigits{"0", "1", "2", "3", "4", "5"};
  const std::array<std::string_view*, kColumns.size()> fields{
      &record.subject, &record.from, &record.to, &record.cc, &record.body, &record.name};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    *fields[i] = columns[i].empty() ? std::string_view{} : kDigits[i];
  }
  return builder.add(record);
}

std::int64_t SegmentBuilder::record_count() const {
  return impl_->records;
}

bool SegmentBuilder::is_full() const {
  return impl_->bytes >= kFullBytes;
}

base::Result<SegmentEntry> SegmentBuilder::finish() {
  auto entry = impl_->finish();
  impl_.reset();
  return entry;
}

}  // namespace vaughn::fulltext
