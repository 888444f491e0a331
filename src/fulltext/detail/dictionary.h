// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fulltext/detail/fts5_pages.h"

// The words of a segment in byte order:
//
//   u32 count of words, u32 count of blocks, u32 offset of each block behind this head
//   block: up to 32 words: varint shared bytes, varint size, bytes, varint page, varint offset
//
// (shared and page relate to the word before in the block; varints least significant group first.)
namespace vaughn::fulltext {

class DictionaryWriter {
 public:
  void add(std::string_view word, PostingPlace place);
  std::string finish();

 private:
  std::string data_;
  std::vector<std::uint32_t> blocks_;
  std::string last_;
  std::int64_t last_page_ = 0;
  std::uint32_t count_ = 0;
};

struct DictionaryWord {
  std::string_view text{};  // lives until the next word
  PostingPlace place{};
  PostingPlace next{};  // of the word behind it; page 0 if it is the last
};

class Dictionary {
 public:
  static base::Result<Dictionary> parse(std::string bytes);
  std::int64_t word_count() const { return count_; }

  // In byte order, all words that match a pattern with * (any characters or none) and ? (one
  // character).
  void for_each_match(std::string_view pattern,
                      const std::function<void(const DictionaryWord&)>& visit) const;
  // All words; `next` is not filled in.
  void for_each(const std::function<void(const DictionaryWord&)>& visit) const;

 private:
  template <typename Visit>
  void scan(std::string_view prefix, Visit visit) const;
  std::uint32_t block_offset(std::uint32_t block) const;
  std::string_view first_word(std::uint32_t block) const;

  std::string bytes_;
  std::uint32_t count_ = 0;
  std::uint32_t block_count_ = 0;
};

// True if the word is what the pattern stands for; characters are code points.
bool matches_pattern(std::string_view pattern, std::string_view word);

}  // namespace vaughn::fulltext
