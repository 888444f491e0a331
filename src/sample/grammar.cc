// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/grammar.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/result.h"
#include "base/text.h"

namespace vaughn::sample {
namespace {

constexpr int kMaxDepth = 30;

// The index of the bracket that closes the one before `at`.
std::size_t closing(std::string_view text, std::size_t at, char open, char close) {
  int depth = 1;
  while (at < text.size()) {
    if (text[at] == open) {
      ++depth;
    } else if (text[at] == close && --depth == 0) {
      return at;
    }
    ++at;
  }
  base::check(false, "brackets of the sample's texts are balanced");
  return at;
}

std::vector<std::string_view> choices(std::string_view text) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}') {
      --depth;
    } else if (text[i] == '|' && depth == 0) {
      out.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  out.push_back(text.substr(start));
  return out;
}

struct Span {
  int first = 0;
  int last = 0;
};

Span span_of(std::string_view text) {
  Span out;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, out.first);
  base::check(first.ec == std::errc{} && first.ptr < end && *first.ptr == '-',
              "spans of the sample's texts are number-number");
  const auto last = std::from_chars(first.ptr + 1, end, out.last);
  base::check(last.ec == std::errc{} && last.ptr == end && out.first <= out.last,
              "spans of the sample's texts rise");
  return out;
}

}  // namespace

Grammar::Grammar(const std::vector<std::string_view>& sources) {
  for (const std::string_view source : sources) {
    std::vector<std::string>* lines = nullptr;
    std::string* block = nullptr;
    for (const std::string_view line : base::split(source, '\n')) {
      if (line.substr(0, 2) == "@@") {
        lines = &rules_[std::string(line.substr(2))];
        block = &lines->emplace_back();
      } else if (line.substr(0, 1) == "@") {
        lines = &rules_[std::string(line.substr(1))];
        block = nullptr;
      } else if (line.substr(0, 2) == "//" || lines == nullptr) {
        continue;
      } else if (block != nullptr) {
        *block += std::string(line) + "\n";
      } else if (!line.empty()) {
        lines->emplace_back(line);
      }
    }
  }
  for (auto& [name, lines] : rules_) {
    for (std::string& line : lines) {
      while (!line.empty() && line.back() == '\n') {
        line.pop_back();
      }
    }
  }
}

const std::vector<std::string>& Grammar::alternatives(std::string_view rule) const {
  const auto found = rules_.find(rule);
  const std::string problem = "the sample's texts have the rule " + std::string(rule);
  base::check(found != rules_.end() && !found->second.empty(), problem.c_str());
  return found->second;
}

std::string Grammar::expand(std::string_view rule,
                            const Variables& variables,
                            Random& random) const {
  return fill(random.pick(alternatives(rule)), variables, random, 0);
}

std::string Grammar::reference(std::string_view name,
                               const Variables& variables,
                               Random& random,
                               int depth) const {
  if (name.front() == '#') {
    const Span span = span_of(name.substr(1));
    return std::to_string(random.between(span.first, span.last));
  }
  if (name.front() == '$') {
    const Span span = span_of(name.substr(1));
    return "$" + base::with_commas(random.between(span.first, span.last));
  }
  if (const auto found = variables.find(name); found != variables.end()) {
    return found->second;
  }
  const std::size_t mark = name.find_first_of("*^");
  if (mark == std::string_view::npos) {
    return fill(random.pick(alternatives(name)), variables, random, depth + 1);
  }
  const Span span = span_of(name.substr(mark + 1));
  const auto& from = alternatives(name.substr(0, mark));
  std::vector<std::size_t> order(from.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  std::vector<std::string> parts;
  const auto wanted = static_cast<std::size_t>(random.between(span.first, span.last));
  for (std::size_t i = 0; i < wanted; ++i) {
    parts.push_back(fill(from[order[i % order.size()]], variables, random, depth + 1));
  }
  return base::join(parts, name[mark] == '*' ? " " : "\n");
}

std::string Grammar::fill(std::string_view text,
                          const Variables& variables,
                          Random& random,
                          int depth) const {
  base::check(depth < kMaxDepth, "rules of the sample's texts do not call themselves for ever");
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      const std::size_t end = closing(text, i + 1, '{', '}');
      const auto options = choices(text.substr(i + 1, end - i - 1));
      out += fill(random.pick(options), variables, random, depth + 1);
      i = end;
    } else if (text[i] == '<') {
      const std::size_t end = closing(text, i + 1, '<', '>');
      out += reference(text.substr(i + 1, end - i - 1), variables, random, depth);
      i = end;
    } else if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n') {
      out += '\n';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace vaughn::sample
