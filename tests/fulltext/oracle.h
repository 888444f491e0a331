// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "corpus.h"
#include "fulltext/query.h"
#include "fulltext/words.h"

namespace vaughn::fulltext {

// Answers a query on one record by trying everything: the definition the index must agree with.
class Oracle {
 public:
  Oracle(const TestRecord& record, const base::TimeZone& zone) : record_(record), zone_(zone) {
    for (const auto* text :
         {&record.subject, &record.from, &record.to, &record.cc, &record.body, &record.name}) {
      columns_.push_back(cut_words(*text));
    }
  }

  bool matches(const Node& node) const {
    switch (node.kind) {
      case NodeKind::all_of:
        return std::ranges::all_of(node.children, [&](const Node& n) { return matches(n); });
      case NodeKind::any_of:
        return std::ranges::any_of(node.children, [&](const Node& n) { return matches(n); });
      case NodeKind::negation: return !matches(node.children[0]);
      case NodeKind::phrase:
      case NodeKind::near: return !occurrences(node).empty();
      case NodeKind::filter: break;
    }
    return passes(node);
  }

 private:
  // Stretches of one column: first and last word.
  struct Occurrence {
    int column = 0;
    std::vector<std::pair<int, int>> parts{};
    int first() const { return std::ranges::min_element(parts)->first; }
    int last() const {
      int out = 0;
      for (const auto& part : parts) {
        out = std::max(out, part.second);
      }
      return out;
    }
  };

  static bool like(std::string_view pattern, std::string_view word) {
    if (pattern.empty()) {
      return word.empty();
    }
    if (pattern[0] == '*') {
      return like(pattern.substr(1), word) || (!word.empty() && like(pattern, word.substr(1)));
    }
    return !word.empty() && (pattern[0] == '?' || pattern[0] == word[0]) &&
           like(pattern.substr(1), word.substr(1));
  }

  static bool is_in(Field field, int column) {
    switch (field) {
      case Field::any: return true;
      case Field::subject: return column == 0;
      case Field::from: return column == 1;
      case Field::to: return column == 2 || column == 3;
      case Field::cc: return column == 3;
      case Field::body: return column == 4;
      default: return column == 5;
    }
  }

  std::vector<Occurrence> occurrences(const Node& node) const {
    std::vector<Occurrence> out;
    if (node.kind == NodeKind::phrase) {
      const auto size = static_cast<int>(node.words.size());
      for (int column = 0; column < 6; ++column) {
        const auto& words = columns_[static_cast<std::size_t>(column)];
        for (int at = 0; is_in(node.field, column) && at + size <= static_cast<int>(words.size());
             ++at) {
          bool is_here = true;
          for (int i = 0; i < size; ++i) {
            is_here = is_here && like(node.words[static_cast<std::size_t>(i)],
                                      words[static_cast<std::size_t>(at + i)].text);
          }
          if (is_here) {
            out.push_back({column, {{at, at + size - 1}}});
          }
        }
      }
    } else if (node.kind == NodeKind::any_of) {
      for (const auto& child : node.children) {
        auto more = occurrences(child);
        out.insert(out.end(), more.begin(), more.end());
      }
    } else {
      const auto right = occurrences(node.children[1]);
      for (const auto& a : occurrences(node.children[0])) {
        bool is_alone = true;
        for (const auto& b : right) {
          if (are_near(a, b, node)) {
            is_alone = false;
            auto both = a;
            both.parts.insert(both.parts.end(), b.parts.begin(), b.parts.end());
            if (!node.is_negated) {
              out.push_back(both);
            }
          }
        }
        if (node.is_negated && is_alone) {
          out.push_back(a);
        }
      }
    }
    return out;
  }

  static bool are_near(const Occurrence& a, const Occurrence& b, const Node& node) {
    if (a.column != b.column) {
      return false;
    }
    for (const auto& x : a.parts) {
      for (const auto& y : b.parts) {
        for (int i = x.first; i <= x.second; ++i) {
          if (i >= y.first && i <= y.second) {
            return false;
          }
        }
      }
    }
    const int behind = b.first() - a.last();
    const int before = a.first() - b.last();
    if (node.is_ordered) {
      return behind > 0 && behind <= node.distance;
    }
    return std::max({behind, before, 0}) <= node.distance;
  }

  bool passes(const Node& node) const {
    const auto words = [](const std::string& text) {
      std::vector<std::string> out;
      for (auto& word : cut_words(text)) {
        out.push_back(word.text);
      }
      return out;
    };
    if (node.field == Field::office) {
      return words(record_.office) == node.words;
    }
    if (node.field == Field::type) {
      return words(record_.kind) == node.words;
    }
    if (node.field == Field::custodian) {
      const auto have = words(record_.custodian);
      return std::search(have.begin(), have.end(), node.words.begin(), node.words.end()) !=
             have.end();
    }
    if (node.field == Field::id) {
      return node.record.value == record_.id;
    }
    if (node.is_undated || !record_.date) {
      return node.is_undated && !record_.date;
    }
    return node.dates.contains(zone_.date_at(*record_.date));
  }

  const TestRecord& record_;
  const base::TimeZone& zone_;
  std::vector<std::vector<Word>> columns_{};
};

}  // namespace vaughn::fulltext
