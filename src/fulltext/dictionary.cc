// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "fulltext/detail/dictionary.h"

namespace vaughn::fulltext {
namespace {

constexpr std::uint32_t kBlockSize = 32;

base::Error damaged() {
  return {base::ErrorCode::damaged,
          "the word list of the text index is damaged",
          "build the index again from the records"};
}

void put_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out += static_cast<char>(value);
}

void put_u32(std::string& out, std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out += static_cast<char>(value >> shift);
  }
}

std::uint32_t get_u32(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

// Reads words one after the other. The bytes come from a file whose hash is right, so that its
// bounds need no report, only a stop.
class Walker {
 public:
  Walker(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  bool next(std::string& word, PostingPlace& place) {
    const auto shared = varint();
    const auto size = varint();
    if (shared > word.size() || size > bytes_.size() - at_) {
      return false;
    }
    word.resize(shared);
    word.append(bytes_.substr(at_, size));
    at_ += size;
    place.page = static_cast<std::int64_t>(varint()) + (shared_page_ ? place.page : 0);
    place.offset = static_cast<std::int64_t>(varint());
    shared_page_ = true;
    return true;
  }
  void begin_block() { shared_page_ = false; }

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ < bytes_.size() && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) {
        break;
      }
    }
    return value;
  }

  std::string_view bytes_;
  std::size_t at_;
  bool shared_page_ = false;
};

// Length in bytes of the character that begins at i.
std::size_t character_size(std::string_view text, std::size_t i) {
  std::size_t size = 1;
  while (i + size < text.size() && (static_cast<unsigned char>(text[i + size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  return size;
}

}  // namespace

void DictionaryWriter::add(std::string_view word, PostingPlace place) {
  const bool is_first = count_ % kBlockSize == 0;
  if (is_first) {
    blocks_.push_back(static_cast<std::uint32_t>(data_.size()));
    last_.clear();
    last_page_ = 0;
  }
  const auto shared = static_cast<std::size_t>(
      std::mismatch(word.begin(), word.end(), last_.begin(), last_.end()).first - word.begin());
  put_varint(data_, shared);
  put_varint(data_, word.size() - shared);
  data_ += word.substr(shared);
  put_varint(data_, static_cast<std::uint64_t>(place.page - last_page_));
  put_varint(data_, static_cast<std::uint64_t>(place.offset));
  last_ = word;
  last_page_ = place.page;
  ++count_;
}

std::string DictionaryWriter::finish() {
  std::string out;
  put_u32(out, count_);
  put_u32(out, static_cast<std::uint32_t>(blocks_.size()));
  for (const auto block : blocks_) {
    put_u32(out, block);
  }
  return out + data_;
}

base::Result<Dictionary> Dictionary::parse(std::string bytes) {
  Dictionary out;
  if (bytes.size() < 8) {
    return damaged();
  }
  out.count_ = get_u32(bytes, 0);
  out.block_count_ = get_u32(bytes, 4);
  if ((bytes.size() - 8) / 4 < out.block_count_ ||
      out.block_count_ != (out.count_ + kBlockSize - 1) / kBlockSize) {
    return damaged();
  }
  out.bytes_ = std::move(bytes);
  return out;
}

std::uint32_t Dictionary::block_offset(std::uint32_t block) const {
  return 8 + 4 * block_count_ + get_u32(bytes_, 8 + std::size_t{4} * block);
}

std::string_view Dictionary::first_word(std::uint32_t block) const {
  // shared (0), size (at most two bytes), bytes
  auto at = static_cast<std::size_t>(block_offset(block)) + 1;
  std::size_t size = 0;
  for (unsigned shift = 0; at < bytes_.size(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_[at++]);
    size |= static_cast<std::size_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) {
      break;
    }
  }
  return at > bytes_.size() ? std::string_view{} : std::string_view(bytes_).substr(at, size);
}

template <typename Visit>
void Dictionary::scan(std::string_view prefix, Visit visit) const {
  if (block_count_ == 0) {
    return;
  }
  // The last block whose first word is not behind the prefix.
  std::uint32_t low = 0;
  std::uint32_t high = block_count_;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (first_word(middle) <= prefix) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const auto block = low == 0 ? 0 : low - 1;
  Walker walker(bytes_, block_offset(block));
  std::string word;
  PostingPlace place;
  for (auto i = block * kBlockSize; i < count_; ++i) {
    if (i % kBlockSize == 0) {
      word.clear();
      walker.begin_block();
    }
    if (!walker.next(word, place)) {
      return;
    }
    const std::string_view text(word);
    if (text.substr(0, prefix.size()) > prefix) {
      return;
    }
    if (!text.starts_with(prefix)) {
      continue;
    }
    const auto next = [&, i]() -> PostingPlace {
      auto ahead = walker;
      auto next_word = (i + 1) % kBlockSize == 0 ? std::string() : word;
      auto next_place = place;
      if ((i + 1) % kBlockSize == 0) {
        ahead.begin_block();
      }
      return i + 1 < count_ && ahead.next(next_word, next_place) ? next_place : PostingPlace{};
    };
    if (!visit(text, place, next)) {
      return;
    }
  }
}

void Dictionary::for_each_match(std::string_view pattern,
                                const std::function<void(const DictionaryWord&)>& visit) const {
  const auto wildcard = pattern.find_first_of("*?");
  scan(pattern.substr(0, wildcard),
       [&](std::string_view word, PostingPlace place, const auto& next) {
         if (wildcard == std::string_view::npos) {
           if (word == pattern) {
             visit({word, place, next()});
           }
           return false;  // in byte order the word itself comes before its continuations
         }
         if (matches_pattern(pattern, word)) {
           visit({word, place, next()});
         }
         return true;
       });
}

void Dictionary::for_each(const std::function<void(const DictionaryWord&)>& visit) const {
  scan("", [&](std::string_view word, PostingPlace place, const auto& /*next*/) {
    visit({word, place, {}});
    return true;
  });
}

bool matches_pattern(std::string_view pattern, std::string_view word) {
  // What stands behind the last wildcard decides most words at once.
  const auto wildcard = pattern.find_last_of("*?");
  if (wildcard != std::string_view::npos && !word.ends_with(pattern.substr(wildcard + 1))) {
    return false;
  }
  // On a mismatch, let the last * take one character more.
  std::size_t p = 0;
  std::size_t w = 0;
  auto star = std::string_view::npos;
  std::size_t star_word = 0;
  while (w < word.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_word = w;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      w += character_size(word, w);
    } else if (p < pattern.size() && pattern[p] == word[w]) {
      ++p;
      ++w;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      star_word += character_size(word, star_word);
      w = star_word;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') {
    ++p;
  }
  return p == pattern.size();
}

}  // namespace vaughn::fulltext
