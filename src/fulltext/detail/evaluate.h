// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "fulltext/detail/columns.h"
#include "fulltext/detail/term_source.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {

// Stretches of neighbouring words, sorted by start, each once.
struct Spans {
  Places starts{};
  std::uint64_t length = 1;  // words in each, if ends is empty
  Places ends{};             // last words, if lengths differ

  std::size_t size() const { return starts.size(); }
  Place end(std::size_t i) const { return ends.empty() ? starts[i] + length - 1 : ends[i]; }
};

// Answers one query over one source. The expansions of patterns are looked up once.
class Evaluation {
 public:
  explicit Evaluation(TermSource& source) : source_(source) {}

  // Records that match; only those in `within`, unless null.
  base::Result<Records> records(const Node& node, const Records* within);
  // Where a phrase, any_of or near matches. Of a near: from the first to the last word.
  base::Result<Spans> spans(const Node& node, const Records* within);
  // Every word that makes the node match, for highlights: rising places.
  base::Result<Places> matched_places(const Node& node);

 private:
  // A match with the words it is made of: stretches, rising.
  struct Match {
    Place start = 0;
    Place end = 0;
    std::vector<std::pair<Place, Place>> parts{};
  };

  base::Result<const std::vector<Expansion>*> expand(const std::string& pattern);
  base::Result<std::int64_t> weight(const Node& node);
  base::Result<Places> word_places(const std::string& pattern,
                                   std::uint32_t columns,
                                   const Records* within,
                                   Want want);
  base::Result<Spans> phrase_spans(const Node& node, const Records* within);
  base::Result<Records> all_of(const Node& node, const Records* within);
  base::Result<Records> near_records(const Node& node, const Records* within);
  base::Result<std::vector<Match>> matches(const Node& node, const Records* within);
  base::Result<void> near_sides(const Node& node, const Records* within, Spans& a, Spans& b);
  base::Result<std::vector<Match>> near_matches(const Node& node, const Records* within);

  TermSource& source_;
  std::map<std::string, std::vector<Expansion>, std::less<>> expansions_{};
};

}  // namespace vaughn::fulltext
