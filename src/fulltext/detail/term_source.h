// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fulltext/detail/columns.h"
#include "fulltext/detail/fts5_pages.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {

// A word of the vocabulary that a pattern stands for.
struct Expansion {
  std::string word{};
  PostingPlace place{};
  std::int64_t bytes = 0;  // of its postings, roughly
};

// What the evaluation of a query reads: a segment, or one text held in memory.
class TermSource {
 public:
  virtual ~TermSource() = default;
  virtual base::Result<std::vector<Expansion>> expand(std::string_view pattern) = 0;
  // As Fts5Pages::read().
  virtual base::Result<void> read(const Expansion& word,
                                  std::uint32_t columns,
                                  const Records* wanted,
                                  Want want,
                                  Places& out) = 0;
  virtual base::Result<Records> all_records() = 0;
  // Records that pass a filter node.
  virtual base::Result<Records> filter(const Node& node) = 0;
};

}  // namespace vaughn::fulltext
