// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/detail/text_template.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace vaughn::letters::detail {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int kMaxParts = 8;     // of parts in parts
constexpr int kMaxNesting = 32;  // of blocks
constexpr std::size_t kMaxText = 4u << 20;

struct Token {
  TextNode node{};  // text or field; of a block its tag alone
  bool is_tag = false;
};

// A part, a block's tag or a remark that has the line to itself leaves no line behind.
bool has_line_to_itself(std::string_view line, const std::vector<FoundTag>& tags) {
  return tags.size() == 1 && tags[0].tag.type != Tag::Type::field &&
         base::trim(line.substr(0, tags[0].begin)).empty() &&
         base::trim(line.substr(tags[0].end)).empty();
}

class Parser {
 public:
  explicit Parser(const Parts& parts) : parts_(parts) {}

  Result<void> read(std::string_view name, std::string_view text, int depth) {
    if (depth > kMaxParts) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{}: parts contain each other", name),
                   "take one of them out"};
    }
    const auto repaired = base::repair_utf8(base::replace_all(std::string(text), "\r\n", "\n"));
    const auto lines = base::split(repaired, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto place = fmt::format("{}:{}", name, i + 1);
      auto found = find_tags(lines[i]);
      if (!found) {
        return base::with_context(std::move(found.error()), place);
      }
      const bool alone = has_line_to_itself(lines[i], *found);
      std::size_t at = 0;
      for (auto& tag : *found) {
        if (!alone) {
          add_text(lines[i].substr(at, tag.begin - at));
        }
        at = tag.end;
        if (tag.tag.type == Tag::Type::remark) {
          continue;
        }
        if (tag.tag.type == Tag::Type::part) {
          TRY(read_part(tag.tag.name, place, depth));
          continue;
        }
        Token token;
        token.is_tag = tag.tag.type != Tag::Type::field;
        token.node.type = token.is_tag ? TextNode::Type::block : TextNode::Type::field;
        token.node.tag = std::move(tag.tag);
        token.node.place = place;
        tokens_.push_back(std::move(token));
      }
      if (!alone) {
        add_text(std::string(lines[i].substr(at)) + (i + 1 < lines.size() ? "\n" : ""));
      }
    }
    return {};
  }

  Result<std::vector<TextNode>> tree() {
    Scope scope(nullptr, nullptr);
    auto nodes = TRY(nodes_until("", "", scope, 0));
    return nodes;
  }

 private:
  void add_text(std::string_view text) {
    if (text.empty()) {
      return;
    }
    if (!tokens_.empty() && tokens_.back().node.type == TextNode::Type::text) {
      tokens_.back().node.text += text;
      return;
    }
    Token token;
    token.node.text = text;
    tokens_.push_back(std::move(token));
  }

  Result<void> read_part(const std::string& name, const std::string& place, int depth) {
    const auto text = parts_ ? parts_(name) : std::nullopt;
    if (!text) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{}: there is no part '{}'", place, name),
                   fmt::format("a part is the file part-{}.txt beside the templates", name)};
    }
    return read(fmt::format("part-{}.txt", name), *text, depth + 1);
  }

  // Up to the end of the block `word` opened at `place`; without a word, up to the end of the text.
  Result<std::vector<TextNode>> nodes_until(const std::string& word,
                                            const std::string& place,
                                            Scope& scope,
                                            int depth) {
    std::vector<TextNode> out;
    for (; next_ < tokens_.size(); ++next_) {
      auto& token = tokens_[next_];
      const auto wrong = [&](std::string message, std::string hint) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("{}: {}", token.node.place, message),
                     std::move(hint)};
      };
      if (!token.is_tag) {
        TRY(checked(scope, token.node));
        out.push_back(std::move(token.node));
        continue;
      }
      if (token.node.tag.type == Tag::Type::end || token.node.tag.type == Tag::Type::else_) {
        const bool is_else = token.node.tag.type == Tag::Type::else_;
        if (word.empty() || (!is_else && token.node.tag.name != word) ||
            (is_else && word == "each")) {
          return wrong(fmt::format("{{{{{}}}}} without its beginning",
                                   is_else ? std::string("else") : "/" + token.node.tag.name),
                       word.empty()
                           ? std::string("take it out")
                           : fmt::format("the block {{{{#{}}}}} of {} is still open", word, place));
        }
        return out;
      }
      if (depth >= kMaxNesting) {
        return wrong("blocks are nested too deeply", "");
      }
      auto node = std::move(token.node);
      TRY(checked(scope, node));
      const auto inner = block_word(node.tag);
      const bool is_list = node.tag.type == Tag::Type::each;
      if (is_list) {
        scope.enter(node.tag.name, nullptr);
      }
      ++next_;
      node.body = TRY(nodes_until(inner, node.place, scope, depth + 1));
      TRY(closed(node));
      if (tokens_[next_].node.tag.type == Tag::Type::else_) {
        ++next_;
        node.otherwise = TRY(nodes_until(inner, node.place, scope, depth + 1));
        TRY(closed(node));
        if (tokens_[next_].node.tag.type == Tag::Type::else_) {
          return Error{ErrorCode::invalid_argument,
                       fmt::format("{}: a second {{{{else}}}}", tokens_[next_].node.place),
                       "a block has one"};
        }
      }
      if (is_list) {
        scope.leave();
      }
      out.push_back(std::move(node));
    }
    return out;
  }

  Result<void> closed(const TextNode& node) const {
    if (next_ < tokens_.size()) {
      return {};
    }
    const auto word = block_word(node.tag);
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}: {{{{#{} {}}}}} is never closed", node.place, word, node.tag.name),
                 fmt::format("write {{{{/{}}}}} where it ends", word)};
  }

  static Result<void> checked(const Scope& scope, const TextNode& node) {
    if (node.type == TextNode::Type::text) {
      return {};
    }
    if (auto known = scope.check(node.tag); !known) {
      return base::with_context(std::move(known.error()), node.place);
    }
    return {};
  }

  const Parts& parts_;
  std::vector<Token> tokens_{};
  std::size_t next_ = 0;
};

Result<void> expand_into(const std::vector<TextNode>& nodes, Scope& scope, Expanded& out) {
  for (const auto& node : nodes) {
    if (out.text.size() > kMaxText) {
      return Error{ErrorCode::limit, fmt::format("{}: the letter is too long", node.place), ""};
    }
    switch (node.type) {
      case TextNode::Type::text: out.text += node.text; break;
      case TextNode::Type::field: {
        auto value = scope.print(node.tag);
        if (!value) {
          return base::with_context(std::move(value.error()), node.place);
        }
        out.text += fmt::format("\x01{}\x02", out.literals.size());
        out.literals.push_back(*std::move(value));
        break;
      }
      case TextNode::Type::block:
        if (node.tag.type == Tag::Type::each) {
          const auto* rows = TRY(scope.rows(node.tag));
          for (const auto& row : *rows) {
            scope.enter(node.tag.name, &row);
            TRY(expand_into(node.body, scope, out));
            scope.leave();
          }
        } else {
          const auto holds = scope.holds(node.tag);
          if (!holds) {
            return base::with_context(holds.error(), node.place);
          }
          TRY(expand_into(*holds ? node.body : node.otherwise, scope, out));
        }
        break;
    }
  }
  return {};
}

void collect(const std::vector<TextNode>& nodes,
             std::vector<std::string>& lists,
             TemplateContents& out) {
  for (const auto& node : nodes) {
    out.text += base::replace_all(node.text, "*", "");
    if (node.type == TextNode::Type::text) {
      continue;
    }
    auto name = node.tag.name;
    for (const auto& list : lists) {
      for (const auto& column : columns_of(list)) {
        if (column.name == node.tag.name) {
          name = fmt::format("{}.{}", list, node.tag.name);
        }
      }
    }
    out.fields.insert(name);
    const bool is_list = node.tag.type == Tag::Type::each && node.type == TextNode::Type::block;
    if (is_list) {
      lists.push_back(node.tag.name);
    }
    collect(node.body, lists, out);
    collect(node.otherwise, lists, out);
    if (is_list) {
      lists.pop_back();
    }
  }
}

}  // namespace

Result<std::vector<TextNode>> parse_text(std::string_view name,
                                         std::string_view text,
                                         const Parts& parts) {
  Parser parser(parts);
  TRY(parser.read(name, text, 0));
  return parser.tree();
}

Result<Expanded> expand(const std::vector<TextNode>& nodes, Scope& scope) {
  Expanded out;
  TRY(expand_into(nodes, scope, out));
  return out;
}

TemplateContents contents_of(const std::vector<TextNode>& nodes) {
  TemplateContents out;
  std::vector<std::string> lists;
  collect(nodes, lists, out);
  return out;
}

}  // namespace vaughn::letters::detail
