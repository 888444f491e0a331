// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "fulltext/detail/fts5_pages.h"

// Layout of a leaf page (all varints are SQLite's, most significant group first):
//
//   u16 offset of the first record number that stands before the first word, or 0
//   u16 size of all but the footer
//   ... the end of a posting list begun on an earlier page; then words, each with its list
//   footer: one varint per word, its offset, as difference to the one before
//
//   word: the first of a page whole (size, bytes), others front-coded (shared, size, bytes); the
//         first byte, '0', says that it belongs to the main index
//   list: record number (whole for the first of the list and the first of a page, else a
//         difference), 2 * size of places, places; and so on
//   places: offsets as difference + 2, from 0 in each column; 1 means "next column: varint"
//
// A list may run over any number of pages; a varint never does.
namespace vaughn::fulltext {
namespace {

using Byte = unsigned char;

base::Error damaged() {
  return {base::ErrorCode::damaged,
          "the text index is damaged",
          "build the index again from the records"};
}

// Reads one varint from [at, end) and moves `at`. False at a damaged end.
inline bool read_varint(const Byte*& at, const Byte* end, std::uint64_t& out) {
  if (at < end && *at < 0x80) {
    out = *at++;
    return true;
  }
  std::uint64_t value = 0;
  for (int i = 0; i < 9 && at < end; ++i) {
    const auto byte = *at++;
    if (i == 8) {
      out = (value << 8U) | byte;
      return true;
    }
    value = (value << 7U) | (byte & 0x7FU);
    if (byte < 0x80) {
      out = value;
      return true;
    }
  }
  return false;
}

struct Leaf {
  const Byte* data = nullptr;
  std::size_t size = 0;  // with footer
  std::size_t body = 0;  // without
  std::size_t first_record = 0;
  std::size_t first_word = 0;  // 0: no word begins here
};

std::optional<Leaf> parse_leaf(std::string_view page) {
  if (page.size() < 4) {
    return std::nullopt;
  }
  Leaf leaf{.data = reinterpret_cast<const Byte*>(page.data()), .size = page.size()};
  leaf.first_record = static_cast<std::size_t>(leaf.data[0] << 8U | leaf.data[1]);
  leaf.body = static_cast<std::size_t>(leaf.data[2] << 8U | leaf.data[3]);
  if (leaf.body < 4 || leaf.body > leaf.size || leaf.first_record > leaf.body) {
    return std::nullopt;
  }
  if (leaf.body < leaf.size) {
    const Byte* at = leaf.data + leaf.body;
    std::uint64_t offset = 0;
    if (!read_varint(at, leaf.data + leaf.size, offset) || offset < 4 || offset >= leaf.body) {
      return std::nullopt;
    }
    leaf.first_word = offset;
  }
  return leaf;
}

}  // namespace

base::Result<Fts5Pages> Fts5Pages::open(sqlite3* connection) {
  const auto unsupported = [] {
    return base::Error{
        base::ErrorCode::unsupported, "the text index has a layout that is not known", ""};
  };
  auto version = TRY(prepare(connection, "SELECT v FROM text_config WHERE k = 'version'"));
  if (!TRY(step(connection, version.get())) || sqlite3_column_int(version.get(), 0) != 4) {
    return unsupported();
  }
  auto structure = TRY(prepare(connection, "SELECT block FROM text_data WHERE id = 10"));
  if (!TRY(step(connection, structure.get()))) {
    return unsupported();
  }
  // cookie (4 bytes), levels, trees, writes; per level: merging, trees; per tree: id, first, last.
  const auto blob = blob_column(structure.get(), 0);
  const auto* at = reinterpret_cast<const Byte*>(blob.data()) + 4;
  const auto* end = reinterpret_cast<const Byte*>(blob.data()) + blob.size();
  std::uint64_t levels = 0;
  std::uint64_t trees = 0;
  std::uint64_t ignored = 0;
  if (blob.size() < 4 || !read_varint(at, end, levels) || !read_varint(at, end, trees) ||
      !read_varint(at, end, ignored) || trees != 1) {
    return unsupported();
  }
  for (std::uint64_t level = 0; level < levels; ++level) {
    std::uint64_t here = 0;
    if (!read_varint(at, end, ignored) || !read_varint(at, end, here)) {
      return unsupported();
    }
    if (here == 0) {
      continue;
    }
    std::array<std::uint64_t, 3> tree{};
    for (auto& part : tree) {
      if (!read_varint(at, end, part)) {
        return unsupported();
      }
    }
    auto statement = TRY(prepare(connection, "SELECT block FROM text_data WHERE id = ?"));
    return Fts5Pages(connection,
                     std::move(statement),
                     static_cast<std::int64_t>(tree[0]),
                     static_cast<std::int64_t>(tree[1]),
                     static_cast<std::int64_t>(tree[2]));
  }
  return unsupported();
}

base::Result<std::string_view> Fts5Pages::load(std::int64_t page) {
  sqlite3_reset(statement_.get());
  sqlite3_bind_int64(statement_.get(), 1, (tree_ << 37U) + page);
  if (!TRY(step(connection_, statement_.get()))) {
    return damaged();
  }
  return blob_column(statement_.get(), 0);
}

base::Result<void> Fts5Pages::for_each_word(
    const std::function<void(std::string_view word, PostingPlace place)>& visit) {
  std::string word;
  for (auto number = first_; number <= last_; ++number) {
    const auto page = TRY(load(number));
    const auto leaf = parse_leaf(page);
    if (!leaf) {
      return damaged();
    }
    const auto* footer = leaf->data + leaf->body;
    const auto* footer_end = leaf->data + leaf->size;
    const auto* body_end = leaf->data + leaf->body;
    std::uint64_t offset = 0;
    bool is_first = true;
    while (footer < footer_end) {
      std::uint64_t step_size = 0;
      if (!read_varint(footer, footer_end, step_size) || step_size > leaf->body) {
        return damaged();
      }
      offset += step_size;
      if (offset >= leaf->body) {
        return damaged();
      }
      const auto* at = leaf->data + offset;
      std::uint64_t shared = 0;
      std::uint64_t size = 0;
      if ((!is_first && !read_varint(at, body_end, shared)) || !read_varint(at, body_end, size) ||
          size > static_cast<std::uint64_t>(body_end - at) || shared > word.size()) {
        return damaged();
      }
      word.resize(shared);
      word.append(reinterpret_cast<const char*>(at), size);
      at += size;
      is_first = false;
      if (word.empty() || word.front() != '0') {
        return damaged();
      }
      visit(std::string_view(word).substr(1), {number, at - leaf->data});
    }
  }
  return {};
}

// Walks one posting list across pages.
class PostingCursor {
 public:
  explicit PostingCursor(Fts5Pages& pages) : pages_(pages) {}

  base::Result<void> read(
      PostingPlace from, std::uint32_t columns, const Records* wanted, Want want, Places& out) {
    TRY(start(from));
    std::uint64_t record = 0;
    bool is_first = true;
    std::size_t next_wanted = 0;
    for (;;) {
      if (at_ == end_) {
        if (!TRY(find_more())) {
          return {};
        }
      }
      const bool is_whole = is_first || at_ == whole_record_;
      std::uint64_t number = 0;
      std::uint64_t size = 0;
      if (!read_varint(at_, end_, number)) {
        return damaged();
      }
      record = is_whole ? number : record + number;
      is_first = false;
      if (at_ == end_ && !TRY(find_more())) {
        return damaged();
      }
      if (!read_varint(at_, end_, size) || record > 0xFFFFFFFFU) {
        return damaged();
      }
      size >>= 1U;
      bool is_wanted = true;
      if (wanted != nullptr) {
        next_wanted = gallop(*wanted, next_wanted, record);
        if (next_wanted == wanted->size()) {
          return {};
        }
        is_wanted = (*wanted)[next_wanted] == record;
      }
      if (!is_wanted) {
        TRY(skip(size));
      } else if (want == Want::records && columns == kAllColumns) {
        out.push_back(make_place(record, 0, 0));
        TRY(skip(size));
      } else {
        TRY(read_places(record, size, columns, want, out));
      }
    }
  }

 private:
  // First index from `from` on whose value is not below `record`.
  static std::size_t gallop(const Records& wanted, std::size_t from, std::uint64_t record) {
    std::size_t reach = 1;
    auto low = from;
    while (low + reach < wanted.size() && wanted[low + reach] < record) {
      low += reach;
      reach *= 2;
    }
    auto high = std::min(low + reach, wanted.size());
    while (low < high) {
      const auto middle = low + (high - low) / 2;
      if (wanted[middle] < record) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  base::Result<void> start(PostingPlace from) {
    page_ = from.page;
    const auto page = TRY(pages_.load(page_));
    const auto leaf = parse_leaf(page);
    if (!leaf || from.offset < 4 || static_cast<std::size_t>(from.offset) > leaf->body) {
      return damaged();
    }
    at_ = leaf->data + from.offset;
    end_ = leaf->data + leaf->body;
    ends_here_ = false;
    whole_record_ = nullptr;
    const auto* footer = leaf->data + leaf->body;
    const auto* footer_end = leaf->data + leaf->size;
    std::uint64_t offset = 0;
    while (footer < footer_end) {
      std::uint64_t step_size = 0;
      if (!read_varint(footer, footer_end, step_size) || step_size > leaf->body) {
        return damaged();
      }
      offset += step_size;
      if (offset > leaf->body) {
        return damaged();
      }
      if (offset >= static_cast<std::uint64_t>(from.offset)) {
        end_ = leaf->data + offset;
        ends_here_ = true;
        break;
      }
    }
    return {};
  }

  // Moves on until there are bytes of this list; false at its end.
  base::Result<bool> find_more() {
    while (at_ == end_) {
      if (ends_here_ || page_ == pages_.last_) {
        return false;
      }
      const auto page = TRY(pages_.load(++page_));
      const auto leaf = parse_leaf(page);
      if (!leaf) {
        return damaged();
      }
      at_ = leaf->data + 4;
      end_ = leaf->data + (leaf->first_word != 0 ? leaf->first_word : leaf->body);
      ends_here_ = leaf->first_word != 0;
      whole_record_ = leaf->first_record != 0 ? leaf->data + leaf->first_record : nullptr;
    }
    return true;
  }

  base::Result<void> skip(std::uint64_t size) {
    while (size > 0) {
      if (at_ == end_ && !TRY(find_more())) {
        return damaged();
      }
      const auto here = std::min(size, static_cast<std::uint64_t>(end_ - at_));
      at_ += here;
      size -= here;
    }
    return {};
  }

  base::Result<void> read_places(
      std::uint64_t record, std::uint64_t size, std::uint32_t columns, Want want, Places& out) {
    std::uint64_t column = 0;
    std::uint64_t offset = 0;
    bool is_column_next = false;
    bool is_in = (columns & 1U) != 0;
    Place base_place = make_place(record, 0, 0);
    while (size > 0) {
      if (at_ == end_ && !TRY(find_more())) {
        return damaged();
      }
      const auto* begin = at_;
      const auto* end = at_ + std::min(size, static_cast<std::uint64_t>(end_ - at_));
      while (at_ < end) {
        std::uint64_t value = 0;
        if (!read_varint(at_, end, value)) {
          return damaged();
        }
        if (is_column_next) {
          column = value;
          if (column >= kColumns.size()) {
            return damaged();
          }
          is_in = ((columns >> column) & 1U) != 0;
          base_place = make_place(record, column, 0);
          offset = 0;
          is_column_next = false;
        } else if (value == 1) {
          is_column_next = true;
        } else {
          offset += value - 2;
          if (!is_in) {
            continue;
          }
          if (want == Want::records) {
            out.push_back(make_place(record, 0, 0));
            return skip(size - static_cast<std::uint64_t>(at_ - begin));
          }
          out.push_back(base_place + offset);
        }
      }
      size -= static_cast<std::uint64_t>(at_ - begin);
    }
    return {};
  }

  Fts5Pages& pages_;
  std::int64_t page_ = 0;
  const Byte* at_ = nullptr;  // of this list on the page now loaded
  const Byte* end_ = nullptr;
  bool ends_here_ = false;  // the list ends at end_
  const Byte* whole_record_ = nullptr;
};

base::Result<void> Fts5Pages::read(
    PostingPlace from, std::uint32_t columns, const Records* wanted, Want want, Places& out) {
  return PostingCursor(*this).read(from, columns, wanted, want, out);
}

}  // namespace vaughn::fulltext
