// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

#include "fulltext/detail/evaluate.h"

namespace vaughn::fulltext {
namespace {

constexpr std::size_t kMaxMatches = 4'000'000;
constexpr std::int64_t kHeavy = std::numeric_limits<std::int64_t>::max() / 4;

// First index from `from` on whose value is greater than `value`.
std::size_t gallop_above(const Places& places, std::size_t from, Place value) {
  std::size_t reach = 1;
  while (from + reach < places.size() && places[from + reach] <= value) {
    from += reach;
    reach *= 2;
  }
  const auto begin = places.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end =
      places.begin() + static_cast<std::ptrdiff_t>(std::min(from + reach, places.size()));
  return static_cast<std::size_t>(std::upper_bound(begin, end, value) - places.begin());
}

// Sorts places that are mostly spread over few records: by record first, then within each.
void sort_places(Places& places) {
  if (places.size() < 1024) {
    std::ranges::sort(places);
    return;
  }
  auto low = record_of(places.front());
  auto high = low;
  for (const auto place : places) {
    low = std::min(low, record_of(place));
    high = std::max(high, record_of(place));
  }
  const auto range = static_cast<std::size_t>(high) - low + 1;
  if (range > 8 * places.size() + 1024) {
    std::ranges::sort(places);
    return;
  }
  std::vector<std::size_t> begins(range + 1);
  for (const auto place : places) {
    ++begins[record_of(place) - low + 1];
  }
  for (std::size_t i = 1; i <= range; ++i) {
    begins[i] += begins[i - 1];
  }
  Places sorted(places.size());
  auto next = begins;
  for (const auto place : places) {
    sorted[next[record_of(place) - low]++] = place;
  }
  for (std::size_t i = 0; i < range; ++i) {
    std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begins[i]),
              sorted.begin() + static_cast<std::ptrdiff_t>(begins[i + 1]));
  }
  places = std::move(sorted);
}

Records records_in(const Places& places) {
  Records out;
  for (const auto place : places) {
    if (out.empty() || out.back() != record_of(place)) {
      out.push_back(record_of(place));
    }
  }
  return out;
}

void sort_unique(auto& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

Records united(const Records& a, const Records& b) {
  Records out;
  out.reserve(a.size() + b.size());
  std::ranges::set_union(a, b, std::back_inserter(out));
  return out;
}

Records without(const Records& a, const Records& b) {
  Records out;
  std::ranges::set_difference(a, b, std::back_inserter(out));
  return out;
}

Records common(const Records& a, const Records* b) {
  if (b == nullptr) {
    return a;
  }
  Records out;
  std::ranges::set_intersection(a, *b, std::back_inserter(out));
  return out;
}

// Records in which a stretch of b begins within n words after the end of one of a.
Records followed(const Spans& a, const Spans& b, std::uint64_t n) {
  Records out;
  std::size_t j = 0;
  const bool ends_rise = a.ends.empty();
  for (std::size_t i = 0; i < a.size() && !b.starts.empty(); ++i) {
    const auto end = a.end(i);
    j = gallop_above(b.starts, ends_rise ? j : 0, end);
    if (j == b.size()) {
      if (ends_rise) {
        break;
      }
      continue;
    }
    const auto record = record_of(end);
    if (b.starts[j] - end <= n && (out.empty() || out.back() != record)) {
      out.push_back(record);
    }
  }
  return out;
}

Places sorted_ends(const Spans& spans) {
  Places ends = spans.ends;
  if (ends.empty()) {
    ends = spans.starts;
    for (auto& end : ends) {
      end += spans.length - 1;
    }
  } else {
    std::ranges::sort(ends);
  }
  return ends;
}

// The stretches of a that have none of b within n words.
Spans lonely(const Spans& a, const Spans& b, std::uint64_t n, bool only_behind) {
  const auto ends = sorted_ends(b);
  Spans out{.length = a.length};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto start = a.starts[i];
    const auto end = a.end(i);
    const auto behind = std::ranges::upper_bound(b.starts, end);
    if (behind != b.starts.end() && *behind - end <= n) {
      continue;
    }
    const auto before = std::ranges::lower_bound(ends, start);
    if (!only_behind && before != ends.begin() && start - *(before - 1) <= n) {
      continue;
    }
    out.starts.push_back(start);
    if (!a.ends.empty()) {
      out.ends.push_back(end);
    }
  }
  return out;
}

Spans from_pairs(std::vector<std::pair<Place, Place>> pairs) {
  sort_unique(pairs);
  Spans out;
  out.starts.reserve(pairs.size());
  out.ends.reserve(pairs.size());
  for (const auto& [start, end] : pairs) {
    out.starts.push_back(start);
    out.ends.push_back(end);
  }
  return out;
}

// True if a near that must be matched pair by pair is somewhere inside.
bool has_pairs(const Node& node) {
  return (node.kind == NodeKind::near && !node.is_negated) ||
         std::ranges::any_of(node.children, has_pairs);
}

bool needs_pairs(const Node& near) {
  return std::ranges::any_of(near.children, has_pairs);
}

std::int64_t bytes_of(const std::vector<Expansion>& words) {
  std::int64_t sum = 0;
  for (const auto& word : words) {
    sum += word.bytes;
  }
  return sum;
}

bool are_apart(const std::vector<std::pair<Place, Place>>& a,
               const std::vector<std::pair<Place, Place>>& b) {
  return std::ranges::none_of(a, [&](const auto& x) {
    return std::ranges::any_of(
        b, [&](const auto& y) { return x.first <= y.second && y.first <= x.second; });
  });
}

}  // namespace

base::Result<const std::vector<Expansion>*> Evaluation::expand(const std::string& pattern) {
  const auto found = expansions_.find(pattern);
  if (found != expansions_.end()) {
    return &found->second;
  }
  auto words = TRY(source_.expand(pattern));
  return &expansions_.emplace(pattern, std::move(words)).first->second;
}

// A rough number of bytes to read, to begin with what is rare.
base::Result<std::int64_t> Evaluation::weight(const Node& node) {
  switch (node.kind) {
    case NodeKind::phrase: {
      auto least = kHeavy;
      for (const auto& word : node.words) {
        if (word != "*") {
          least = std::min(least, bytes_of(*TRY(expand(word))));
        }
      }
      return least;
    }
    case NodeKind::all_of:
    case NodeKind::near: {
      auto least = kHeavy;
      for (const auto& child : node.children) {
        least = std::min(least, TRY(weight(child)));
      }
      return least;
    }
    case NodeKind::any_of: {
      std::int64_t sum = 0;
      for (const auto& child : node.children) {
        sum = std::min(kHeavy, sum + TRY(weight(child)));
      }
      return sum;
    }
    case NodeKind::negation: return kHeavy;
    case NodeKind::filter: break;
  }
  return node.field == Field::id ? 0 : kHeavy / 2;
}

base::Result<Places> Evaluation::word_places(const std::string& pattern,
                                             std::uint32_t columns,
                                             const Records* within,
                                             Want want) {
  const auto* words = TRY(expand(pattern));
  Places out;
  for (const auto& word : *words) {
    TRY(source_.read(word, columns, within, want, out));
  }
  if (words->size() > 1) {
    sort_places(out);
  }
  return out;
}

base::Result<Spans> Evaluation::phrase_spans(const Node& node, const Records* within) {
  struct Part {
    std::size_t index = 0;
    std::int64_t weight = 0;
  };
  std::vector<Part> parts;
  for (std::size_t i = 0; i < node.words.size(); ++i) {
    if (node.words[i] != "*") {
      parts.push_back({i, bytes_of(*TRY(expand(node.words[i])))});
    }
  }
  std::ranges::stable_sort(parts, {}, &Part::weight);
  const auto columns = column_mask(node.field);
  Spans out{.length = node.words.size()};
  Records candidates;
  for (const auto& part : parts) {
    const bool is_first = &part == &parts.front();
    if (!is_first) {
      candidates = records_in(out.starts);
    }
    auto places = TRY(word_places(
        node.words[part.index], columns, is_first ? within : &candidates, Want::places));
    // Where the phrase would begin for each.
    std::size_t kept = 0;
    for (const auto place : places) {
      if (offset_of(place) >= part.index) {
        places[kept++] = place - part.index;
      }
    }
    places.resize(kept);
    if (is_first) {
      out.starts = std::move(places);
    } else {
      Places both;
      std::ranges::set_intersection(out.starts, places, std::back_inserter(both));
      out.starts = std::move(both);
    }
    if (out.starts.empty()) {
      break;
    }
  }
  return out;
}

base::Result<Spans> Evaluation::spans(const Node& node, const Records* within) {
  switch (node.kind) {
    case NodeKind::phrase: return phrase_spans(node, within);
    case NodeKind::any_of: {
      std::vector<Spans> parts;
      bool is_even = true;
      for (const auto& child : node.children) {
        parts.push_back(TRY(spans(child, within)));
        is_even =
            is_even && parts.back().ends.empty() && parts.back().length == parts.front().length;
      }
      if (is_even) {
        Spans out{.length = parts.front().length};
        for (const auto& part : parts) {
          out.starts.insert(out.starts.end(), part.starts.begin(), part.starts.end());
        }
        sort_places(out.starts);
        out.starts.erase(std::unique(out.starts.begin(), out.starts.end()), out.starts.end());
        return out;
      }
      std::vector<std::pair<Place, Place>> pairs;
      for (const auto& part : parts) {
        for (std::size_t i = 0; i < part.size(); ++i) {
          pairs.emplace_back(part.starts[i], part.end(i));
        }
      }
      return from_pairs(std::move(pairs));
    }
    case NodeKind::near: {
      if (node.is_negated && !needs_pairs(node)) {
        Spans a;
        Spans b;
        TRY(near_sides(node, within, a, b));
        return lonely(a, b, static_cast<std::uint64_t>(node.distance), node.is_ordered);
      }
      std::vector<std::pair<Place, Place>> pairs;
      const auto found = TRY(near_matches(node, within));
      pairs.reserve(found.size());
      for (const auto& match : found) {
        pairs.emplace_back(match.start, match.end);
      }
      return from_pairs(std::move(pairs));
    }
    case NodeKind::all_of:
    case NodeKind::negation:
    case NodeKind::filter: break;
  }
  base::check(false, "the parser lets only phrases, OR and w/ into w/");
  return Spans{};
}

// Both sides of a near, the second only in records of the first.
base::Result<void> Evaluation::near_sides(const Node& node,
                                          const Records* within,
                                          Spans& a,
                                          Spans& b) {
  const auto& left = node.children[0];
  const auto& right = node.children[1];
  const bool left_first = node.is_negated || TRY(weight(left)) <= TRY(weight(right));
  auto& first = left_first ? a : b;
  auto& second = left_first ? b : a;
  first = TRY(spans(left_first ? left : right, within));
  const auto candidates = records_in(first.starts);
  second = TRY(spans(left_first ? right : left, &candidates));
  return {};
}

base::Result<Records> Evaluation::near_records(const Node& node, const Records* within) {
  if (needs_pairs(node)) {
    const auto found = TRY(near_matches(node, within));
    Records out;
    for (const auto& match : found) {
      if (out.empty() || out.back() != record_of(match.start)) {
        out.push_back(record_of(match.start));
      }
    }
    return out;
  }
  if (node.is_negated) {
    const auto alone = TRY(spans(node, within));
    return records_in(alone.starts);
  }
  Spans a;
  Spans b;
  TRY(near_sides(node, within, a, b));
  const auto distance = static_cast<std::uint64_t>(node.distance);
  auto out = followed(a, b, distance);
  return node.is_ordered ? out : united(out, followed(b, a, distance));
}

base::Result<std::vector<Evaluation::Match>> Evaluation::matches(const Node& node,
                                                                 const Records* within) {
  if (node.kind == NodeKind::near) {
    return near_matches(node, within);
  }
  std::vector<Match> out;
  if (node.kind == NodeKind::any_of) {
    for (const auto& child : node.children) {
      auto more = TRY(matches(child, within));
      std::ranges::move(more, std::back_inserter(out));
    }
    std::ranges::sort(out, [](const Match& x, const Match& y) {
      return std::tie(x.start, x.end, x.parts) < std::tie(y.start, y.end, y.parts);
    });
    return out;
  }
  const auto stretches = TRY(spans(node, within));
  out.reserve(stretches.size());
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const auto start = stretches.starts[i];
    const auto end = stretches.end(i);
    out.push_back({start, end, {{start, end}}});
  }
  return out;
}

base::Result<std::vector<Evaluation::Match>> Evaluation::near_matches(const Node& node,
                                                                      const Records* within) {
  const auto a = TRY(matches(node.children[0], within));
  const auto b = TRY(matches(node.children[1], within));
  const auto distance = static_cast<Place>(node.distance);
  Place longest = 0;
  for (const auto& match : b) {
    longest = std::max(longest, match.end - match.start);
  }
  std::vector<Match> out;
  for (const auto& x : a) {
    const auto reach = distance + longest;
    const auto from = x.start > reach ? x.start - reach : 0;
    bool is_alone = true;
    auto y = std::ranges::lower_bound(b, from, {}, &Match::start);
    for (; y != b.end() && y->start <= x.end + distance; ++y) {
      const bool is_behind = y->start > x.end;
      const bool is_before = y->end < x.start;
      const auto gap = is_behind ? y->start - x.end : is_before ? x.start - y->end : 0;
      if (gap > distance || record_of(y->start) != record_of(x.start) ||
          (node.is_ordered && !is_behind) || !are_apart(x.parts, y->parts)) {
        continue;
      }
      is_alone = false;
      if (node.is_negated) {
        break;
      }
      Match both{std::min(x.start, y->start), std::max(x.end, y->end), x.parts};
      both.parts.insert(both.parts.end(), y->parts.begin(), y->parts.end());
      std::ranges::sort(both.parts);
      out.push_back(std::move(both));
      if (out.size() > kMaxMatches) {
        return base::Error{base::ErrorCode::limit,
                           "the words of a w/ inside a w/ meet too often to be counted",
                           "use smaller distances or rarer words"};
      }
    }
    if (node.is_negated && is_alone) {
      out.push_back(x);
    }
  }
  std::ranges::sort(out, [](const Match& x, const Match& y) {
    return std::tie(x.start, x.end, x.parts) < std::tie(y.start, y.end, y.parts);
  });
  const auto rest = std::unique(
      out.begin(), out.end(), [](const Match& x, const Match& y) { return x.parts == y.parts; });
  out.erase(rest, out.end());
  return out;
}

base::Result<Records> Evaluation::all_of(const Node& node, const Records* within) {
  struct Part {
    const Node* node = nullptr;
    std::int64_t weight = 0;
  };
  std::vector<Part> wanted;
  for (const auto& child : node.children) {
    if (child.kind != NodeKind::negation) {
      wanted.push_back({&child, TRY(weight(child))});
    }
  }
  std::ranges::stable_sort(wanted, {}, &Part::weight);
  Records out;
  if (wanted.empty()) {
    const auto all = TRY(source_.all_records());
    out = common(all, within);
  }
  for (const auto& part : wanted) {
    out = TRY(records(*part.node, &part == &wanted.front() ? within : &out));
  }
  for (const auto& child : node.children) {
    if (child.kind == NodeKind::negation && !out.empty()) {
      const auto unwanted = TRY(records(child.children.front(), &out));
      out = without(out, unwanted);
    }
  }
  return out;
}

base::Result<Records> Evaluation::records(const Node& node, const Records* within) {
  if (within != nullptr && within->empty()) {
    return Records{};
  }
  switch (node.kind) {
    case NodeKind::phrase: {
      if (node.words.size() == 1) {
        const auto places =
            TRY(word_places(node.words.front(), column_mask(node.field), within, Want::records));
        return records_in(places);
      }
      const auto stretches = TRY(phrase_spans(node, within));
      return records_in(stretches.starts);
    }
    case NodeKind::all_of: return all_of(node, within);
    case NodeKind::any_of: {
      Records out;
      for (const auto& child : node.children) {
        out = united(out, TRY(records(child, within)));
      }
      return out;
    }
    case NodeKind::negation: {
      const auto all = TRY(source_.all_records());
      const auto searched = common(all, within);
      const auto unwanted = TRY(records(node.children.front(), &searched));
      return without(searched, unwanted);
    }
    case NodeKind::near: return near_records(node, within);
    case NodeKind::filter: break;
  }
  const auto passed = TRY(source_.filter(node));
  return common(passed, within);
}

base::Result<Places> Evaluation::matched_places(const Node& node) {
  Places out;
  switch (node.kind) {
    case NodeKind::phrase: {
      const auto found = TRY(phrase_spans(node, nullptr));
      for (const auto start : found.starts) {
        for (std::size_t i = 0; i < node.words.size(); ++i) {
          if (node.words[i] != "*") {
            out.push_back(start + i);
          }
        }
      }
      break;
    }
    case NodeKind::all_of:
    case NodeKind::any_of:
      for (const auto& child : node.children) {
        const auto more = TRY(matched_places(child));
        out.insert(out.end(), more.begin(), more.end());
      }
      break;
    case NodeKind::near: {
      const auto found = TRY(near_matches(node, nullptr));
      for (const auto& match : found) {
        for (const auto& [start, end] : match.parts) {
          for (auto place = start; place <= end; ++place) {
            out.push_back(place);
          }
        }
      }
      break;
    }
    case NodeKind::negation:
    case NodeKind::filter: break;
  }
  sort_unique(out);
  return out;
}

}  // namespace vaughn::fulltext
