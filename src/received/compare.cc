// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/compare.h"

#include <algorithm>
#include <map>
#include <set>

#include "received/detail/checks.h"

namespace vaughn::received {
namespace {

constexpr std::size_t kShingle = 3;
constexpr double kAlike = 0.4;           // of the shingles of the smaller page
constexpr std::size_t kMostShared = 50;  // pages that share a shingle; more is boilerplate

struct Side {
  const Page* page = nullptr;
  std::vector<Token> tokens{};
  std::set<std::string> shingles{};
  bool is_taken = false;
};

std::vector<Side> sides_of(const Production& production) {
  std::vector<Side> out;
  for (const auto& document : production.documents) {
    for (const auto& page : document.pages) {
      Side side{.page = &page, .tokens = tokens_of(page)};
      for (std::size_t i = 0; i + kShingle <= side.tokens.size(); ++i) {
        std::string shingle;
        for (std::size_t j = i; j < i + kShingle; ++j) {
          shingle += side.tokens[j].word + " ";
        }
        side.shingles.insert(std::move(shingle));
      }
      out.push_back(std::move(side));
    }
  }
  return out;
}

// Which tokens of both sides are the same, as a longest common subsequence of words.
std::vector<std::pair<std::size_t, std::size_t>> common(const std::vector<Token>& a,
                                                        const std::vector<Token>& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::uint16_t> best((a.size() + 1) * width, 0);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      const bool is_same = a[i].area < 0 && b[j].area < 0 && a[i].word == b[j].word;
      best[i * width + j] = is_same ? static_cast<std::uint16_t>(best[(i + 1) * width + j + 1] + 1)
                                    : std::max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  std::vector<std::pair<std::size_t, std::size_t>> out;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i].area < 0 && b[j].area < 0 && a[i].word == b[j].word) {
      out.emplace_back(i++, j++);
    } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

std::string shown(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::string out;
  std::string last;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].area < 0 && tokens[i].shown != last) {
      out += (out.empty() ? "" : " ") + tokens[i].shown;
    }
    last = tokens[i].shown;
  }
  return out;
}

// Between two common words: a box on one side, words on the other.
void compare_gap(const Side& closed,
                 std::size_t closed_begin,
                 std::size_t closed_end,
                 const Side& open,
                 std::size_t open_begin,
                 std::size_t open_end,
                 std::vector<ChangedPassage>& out) {
  int area = -1;
  for (auto i = closed_begin; i < closed_end; ++i) {
    area = area < 0 ? closed.tokens[i].area : area;
  }
  auto words = shown(open.tokens, open_begin, open_end);
  if (area < 0 || words.empty()) {
    return;
  }
  out.push_back({area + 1,
                 closed.page->reading.areas[static_cast<std::size_t>(area)].codes,
                 std::move(words)});
}

PagePair compare_pages(const Side& before, const Side& after, bool is_by_number) {
  PagePair out{.before = before.page, .after = after.page, .is_by_number = is_by_number};
  constexpr std::size_t kMostTokens = 8000;
  if (before.tokens.size() > kMostTokens || after.tokens.size() > kMostTokens) {
    out.change = PageChange::changed;
    return out;
  }
  auto pairs = common(before.tokens, after.tokens);
  pairs.emplace_back(before.tokens.size(), after.tokens.size());
  std::size_t i = 0;
  std::size_t j = 0;
  bool is_changed = false;
  for (const auto& [next_i, next_j] : pairs) {
    const auto known = out.opened.size() + out.closed.size();
    compare_gap(before, i, next_i, after, j, next_j, out.opened);
    compare_gap(after, j, next_j, before, i, next_i, out.closed);
    const bool has_words =
        !shown(before.tokens, i, next_i).empty() || !shown(after.tokens, j, next_j).empty();
    is_changed |= has_words && known == out.opened.size() + out.closed.size();
    i = next_i + 1;
    j = next_j + 1;
  }
  const bool was_withheld = before.page->reading.outcome == PageOutcome::withheld;
  const bool is_withheld = after.page->reading.outcome == PageOutcome::withheld;
  if (was_withheld && !is_withheld) {
    // The sheet or the box over all of it gave way to the page.
    out.opened = {{0, before.page->reading.codes, shown(after.tokens, 0, after.tokens.size())}};
    out.closed.clear();
  } else if (!was_withheld && is_withheld) {
    out.closed = {{0, after.page->reading.codes, shown(before.tokens, 0, before.tokens.size())}};
    out.opened.clear();
  }
  out.change = !out.opened.empty() && !out.closed.empty() ? PageChange::both
               : !out.opened.empty()                      ? PageChange::opened
               : !out.closed.empty()                      ? PageChange::closed
               : is_changed                               ? PageChange::changed
                                                          : PageChange::same;
  return out;
}

class Alignment {
 public:
  Alignment(const Production& before, const Production& after)
      : before_(sides_of(before)), after_(sides_of(after)), partner_(after_.size(), kNone) {}

  std::vector<PagePair> run() {
    by_number();
    by_words();
    std::vector<PagePair> out;
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (partner_[j] == kNone) {
        out.push_back({.change = PageChange::added, .after = after_[j].page});
        continue;
      }
      const auto& mate = before_[partner_[j]];
      out.push_back(compare_pages(
          mate, after_[j], !mate.page->bates.empty() && mate.page->bates == after_[j].page->bates));
    }
    for (const auto& side : before_) {
      if (!side.is_taken) {
        out.push_back({.change = PageChange::gone, .before = side.page});
      }
    }
    return out;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void pair_up(std::size_t before, std::size_t after) {
    before_[before].is_taken = true;
    partner_[after] = before;
  }

  void by_number() {
    std::multimap<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (!before_[i].page->bates.empty()) {
        numbers.emplace(before_[i].page->bates, i);
      }
    }
    for (std::size_t j = 0; j < after_.size(); ++j) {
      const auto [begin, end] = numbers.equal_range(after_[j].page->bates);
      const auto free = std::find_if(
          begin, end, [&](const auto& each) { return !before_[each.second].is_taken; });
      if (free != end) {
        pair_up(free->second, j);
      }
    }
  }

  void by_words() {
    std::map<std::string, std::vector<std::size_t>> holders;
    for (std::size_t i = 0; i < before_.size(); ++i) {
      for (const auto& shingle : before_[i].shingles) {
        if (!before_[i].is_taken) {
          holders[shingle].push_back(i);
        }
      }
    }
    struct Match {
      double alike = 0;
      std::size_t before = 0;
      std::size_t after = 0;
    };
    std::vector<Match> matches;
    for (std::size_t j = 0; j < after_.size(); ++j) {
      if (partner_[j] != kNone) {
        continue;
      }
      std::map<std::size_t, std::size_t> shared;
      for (const auto& shingle : after_[j].shingles) {
        const auto found = holders.find(shingle);
        if (found == holders.end() || found->second.size() > kMostShared) {
          continue;
        }
        for (const auto i : found->second) {
          ++shared[i];
        }
      }
      for (const auto& [i, count] : shared) {
        const auto least = std::min(before_[i].shingles.size(), after_[j].shingles.size());
        matches.push_back({static_cast<double>(count) / static_cast<double>(least), i, j});
      }
    }
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
      return a.alike > b.alike;
    });
    for (const auto& match : matches) {
      if (match.alike >= kAlike && !before_[match.before].is_taken &&
          partner_[match.after] == kNone) {
        pair_up(match.before, match.after);
      }
    }
  }

  std::vector<Side> before_;
  std::vector<Side> after_;
  std::vector<std::size_t> partner_;
};

}  // namespace

std::string_view to_string(PageChange change) {
  switch (change) {
    case PageChange::same: return "same";
    case PageChange::opened: return "opened";
    case PageChange::closed: return "closed";
    case PageChange::both: return "both";
    case PageChange::changed: return "changed";
    case PageChange::added: return "added";
    case PageChange::gone: return "gone";
  }
  return "";
}

std::vector<PagePair> compare(const Production& before, const Production& after) {
  return Alignment(before, after).run();
}

}  // namespace vaughn::received
