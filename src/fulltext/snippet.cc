// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/snippet.h"

#include <algorithm>
#include <map>
#include <string>

#include "fulltext/detail/dictionary.h"
#include "fulltext/detail/evaluate.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {
namespace {

// One text as record 1, its words in the body column.
class TextSource final : public TermSource {
 public:
  explicit TextSource(const std::vector<Word>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      places_[words[i].text].push_back(make_place(1, kBodyColumn, i));
    }
  }

  base::Result<std::vector<Expansion>> expand(std::string_view pattern) override {
    std::vector<Expansion> out;
    for (const auto& [word, places] : places_) {
      if (matches_pattern(pattern, word)) {
        out.push_back({word, {}, static_cast<std::int64_t>(places.size())});
      }
    }
    return out;
  }

  base::Result<void> read(const Expansion& word,
                          std::uint32_t columns,
                          const Records* wanted,
                          Want want,
                          Places& out) override {
    const bool is_wanted = wanted == nullptr || std::ranges::binary_search(*wanted, 1U);
    if (((columns >> kBodyColumn) & 1U) == 0 || !is_wanted) {
      return {};
    }
    const auto& places = places_.find(word.word)->second;
    if (want == Want::records) {
      out.push_back(make_place(1, 0, 0));
    } else {
      out.insert(out.end(), places.begin(), places.end());
    }
    return {};
  }

  base::Result<Records> all_records() override { return Records{1}; }
  base::Result<Records> filter(const Node& /*node*/) override { return Records{1}; }

 private:
  std::map<std::string, Places, std::less<>> places_{};
};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

}  // namespace

std::vector<TextSpan> hit_spans(const Query& query, std::string_view text) {
  const auto words = cut_words(text);
  TextSource source(words);
  auto places = Evaluation(source).matched_places(query.root);
  std::vector<TextSpan> out;
  if (!places) {
    return out;  // a w/ inside a w/ that meets too often: nothing to point at
  }
  for (const auto place : *places) {
    const auto& word = words[offset_of(place)];
    out.push_back({word.begin, word.end});
  }
  return out;
}

Snippet make_snippet(const Query& query, std::string_view text, std::size_t width) {
  const auto hits = hit_spans(query, text);
  const auto first = hits.empty() ? TextSpan{} : hits.front();
  auto from = first.begin - std::min(first.begin, width / 3);
  auto to = std::min(text.size(), std::max(from + width, first.end));
  // Cut at white space where it is near, else at least between characters.
  for (auto at = from; at > 0 && at < first.begin && at < from + width / 4; ++at) {
    if (is_space(text[at - 1])) {
      from = at;
      break;
    }
  }
  for (auto at = to; at < text.size() && at > first.end && at + width / 3 >= to; --at) {
    if (is_space(text[at])) {
      to = at;
      break;
    }
  }
  while (from > 0 && is_continuation(text[from])) {
    --from;
  }
  while (from < first.begin && is_space(text[from])) {
    ++from;
  }
  while (to < text.size() && is_continuation(text[to])) {
    ++to;
  }
  Snippet out;
  if (from > 0) {
    out.text = "…";
  }
  auto hit = hits.begin();
  while (hit != hits.end() && hit->begin < from) {
    ++hit;
  }
  for (auto at = from; at < to; ++at) {
    if (hit != hits.end() && at == hit->begin && hit->end <= to) {
      const auto begin = out.text.size();
      out.text += text.substr(hit->begin, hit->end - hit->begin);
      out.marked.push_back({begin, out.text.size()});
      at = hit->end - 1;
      ++hit;
    } else if (!is_space(text[at])) {
      out.text += text[at];
    } else if (!out.text.empty() && out.text.back() != ' ') {
      out.text += ' ';
    }
  }
  while (!out.text.empty() && out.text.back() == ' ') {
    out.text.pop_back();
  }
  if (to < text.size()) {
    out.text += "…";
  }
  return out;
}

}  // namespace vaughn::fulltext
