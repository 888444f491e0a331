// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "foia/record.h"
#include "fulltext/detail/query_lexer.h"
#include "fulltext/detail/word_cutter.h"
#include "fulltext/query.h"

namespace vaughn::fulltext {
namespace {

constexpr int kMaxDepth = 100;
constexpr std::size_t kMaxCharacters = 65536;

constexpr std::array kFields{Field::subject,
                             Field::from,
                             Field::to,
                             Field::cc,
                             Field::body,
                             Field::name,
                             Field::office,
                             Field::custodian,
                             Field::type,
                             Field::sent,
                             Field::id};

// What other programs call our fields.
std::string_view field_for(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOthers{
      {{"author", "from"},
       {"bcc", "cc"},
       {"date", "sent"},
       {"file", "name"},
       {"filename", "name"},
       {"kind", "type"},
       {"recipient", "to"},
       {"text", "body"},
       {"title", "subject"}}};
  const auto* found =
      std::ranges::find(kOthers, word, &std::pair<std::string_view, std::string_view>::first);
  return found == kOthers.end() ? std::string_view{} : found->second;
}

bool is_text_field(Field field) {
  return field == Field::any || field == Field::subject || field == Field::from ||
         field == Field::to || field == Field::cc || field == Field::body || field == Field::name;
}

// The field being looked in, and its name if the caller answers it.
struct Scope {
  Field field = Field::any;
  std::string other{};
};

class Parser {
 public:
  Parser(const QueryText& text, const ParseOptions& options) : text_(text), options_(options) {}

  std::optional<QueryProblem> run(Node& root) {
    if (text_.size() > kMaxCharacters) {
      fail("Q119", 0, fmt::format("the query is longer than {} characters", kMaxCharacters), "");
      return problem_;
    }
    auto lexed = lex_query(text_);
    if (lexed.problem) {
      return lexed.problem;
    }
    tokens_ = std::move(lexed.tokens);
    if (tokens_.size() == 1) {
      fail("Q100", 0, "the query is empty", "write a word, e.g. permit");
      return problem_;
    }
    auto node = parse_level({}, nullptr);
    if (node) {
      root = std::move(*node);
    }
    return problem_;
  }

 private:
  // An operand of the level being read, with its place in the text.
  struct Item {
    Node node{};
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_negated = false;
    bool is_single_word = false;  // a bare word, which may have been meant as part of a phrase
    bool is_scoped = false;       // has a field
  };
  enum class Join { implicit, and_join, or_join, near };
  struct Connector {
    Join join{};
    int distance = 0;
    bool is_ordered = false;
    bool is_negated = false;
    std::size_t begin = 0;
  };
  using MaybeNode = std::optional<Node>;

  const Token& token(std::size_t ahead = 0) const {
    return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
  }

  std::nullopt_t fail(std::string code,
                      std::size_t at,
                      std::string message,
                      std::string suggestion) {
    if (!problem_) {
      problem_ = QueryProblem{
          std::move(code), static_cast<int>(at) + 1, std::move(message), std::move(suggestion)};
    }
    return std::nullopt;
  }

  static int column(std::size_t at) { return static_cast<int>(at) + 1; }

  // The whole query with [begin, end) replaced by `middle`.
  std::string rewritten(std::size_t begin, std::size_t end, const std::string& middle) const {
    return text_.slice(0, begin) + middle + text_.slice(end, text_.size());
  }
  std::string bracketed(const Item& first, const Item& last) const {
    return rewritten(
        first.begin, last.end, fmt::format("({})", text_.slice(first.begin, last.end)));
  }

  // The query with a bracket at its end, without an operator that was left hanging there.
  std::string closed_here() const {
    const auto& last = tokens_[tokens_.size() - 2];
    const bool is_operator = last.kind == TokenKind::and_word || last.kind == TokenKind::or_word ||
                             last.kind == TokenKind::not_word || last.kind == TokenKind::near;
    const auto kept = text_.slice(0, is_operator ? last.begin : last.end);
    return std::string(base::trim(kept)) + ")";
  }

  MaybeNode parse_level(const Scope& scope, const Token* open) {
    const auto open_at = open == nullptr ? 0 : open->begin;
    if (++depth_ > kMaxDepth) {
      return fail("Q119", open_at, fmt::format("brackets go deeper than {}", kMaxDepth), "");
    }
    std::vector<Item> items;
    std::vector<Connector> connectors;
    if (!read_level(scope, open != nullptr, items, connectors)) {
      return std::nullopt;
    }
    if (open != nullptr) {
      if (token().kind != TokenKind::close) {
        return fail("Q102",
                    open_at,
                    fmt::format("the bracket opened at column {} is never closed", open_at + 1),
                    closed_here());
      }
      if (items.empty()) {
        return fail("Q105", open_at, "there is nothing between these brackets", "");
      }
      ++next_;
    }
    --depth_;
    return build_level(items, connectors);
  }

  // Reads operands and what joins them, up to a closing bracket or the end.
  bool read_level(const Scope& scope,
                  bool is_bracketed,
                  std::vector<Item>& items,
                  std::vector<Connector>& connectors) {
    std::optional<Connector> pending;  // read, its right side not yet
    bool has_negation = false;         // read, its operand not yet
    std::size_t negation_at = 0;
    const auto dangling = [&](const Token& at, std::string_view side) {
      fail("Q110",
           at.begin,
           fmt::format("{} has nothing {} it", text_.slice(at.begin, at.end), side),
           fmt::format("to look for the word, write \"{}\"", text_.slice(at.begin, at.end)));
      return false;
    };
    std::size_t last_operator = 0;
    for (;;) {
      const auto& now = token();
      const bool has_left = items.size() > connectors.size() && !pending && !has_negation;
      switch (now.kind) {
        case TokenKind::end:
        case TokenKind::close:
          if (now.kind == TokenKind::end && is_bracketed) {
            return true;  // the missing bracket is what to complain about
          }
          if (pending || has_negation) {
            return dangling(tokens_[last_operator], "after");
          }
          if (now.kind == TokenKind::close && !is_bracketed) {
            fail("Q113",
                 now.begin,
                 "this bracket was never opened",
                 rewritten(now.begin, now.end, ""));
            return false;
          }
          return true;
        case TokenKind::and_word:
        case TokenKind::or_word:
        case TokenKind::near: {
          if (!has_left) {
            return pending || has_negation ? dangling(tokens_[last_operator], "after")
                                           : dangling(now, "before");
          }
          const auto join = now.kind == TokenKind::and_word  ? Join::and_join
                            : now.kind == TokenKind::or_word ? Join::or_join
                                                             : Join::near;
          pending = Connector{join, now.distance, now.is_ordered, false, now.begin};
          last_operator = next_++;
          break;
        }
        case TokenKind::not_word:
          if (has_negation) {
            return dangling(now, "after");
          }
          if (token(1).kind == TokenKind::near) {
            if (!has_left) {
              return dangling(now, "before");
            }
            pending =
                Connector{Join::near, token(1).distance, token(1).is_ordered, true, now.begin};
            last_operator = next_ + 1;
            next_ += 2;
            break;
          }
          has_negation = true;
          negation_at = now.begin;
          last_operator = next_++;
          break;
        case TokenKind::chunk:
        case TokenKind::quote:
        case TokenKind::field:
        case TokenKind::open: {
          Item item;
          item.begin = has_negation ? negation_at : now.begin;
          item.is_negated = has_negation;
          if (!read_operand(scope, item)) {
            return false;
          }
          if (!items.empty()) {
            connectors.push_back(pending.value_or(Connector{.begin = item.begin}));
          }
          items.push_back(std::move(item));
          pending.reset();
          has_negation = false;
          break;
        }
      }
    }
  }

  bool read_operand(const Scope& scope, Item& item) {
    const auto first = token();
    MaybeNode node;
    if (first.kind == TokenKind::field) {
      item.is_scoped = true;
      node = read_field(scope, first);
    } else if (first.kind == TokenKind::open) {
      ++next_;
      node = parse_level(scope, &first);
    } else {
      ++next_;
      node = make_leaf(scope, first);
      item.is_single_word = first.kind == TokenKind::chunk && node &&
                            node->kind == NodeKind::phrase && node->words.size() == 1;
    }
    if (!node) {
      return false;
    }
    item.node = std::move(*node);
    item.end = tokens_[next_ - 1].end;
    return true;
  }

  MaybeNode read_field(const Scope& scope, const Token& field) {
    Scope inner;
    const auto* known = std::ranges::find(
        kFields, field.text, [](Field candidate) { return to_string(candidate); });
    if (known != kFields.end()) {
      inner.field = *known;
    } else if (std::ranges::find(options_.other_fields, field.text) !=
               options_.other_fields.end()) {
      inner = {Field::other, field.text};
    } else {
      return unknown_field(field);
    }
    if (scope.field != Field::any) {
      return fail("Q118",
                  field.begin,
                  fmt::format("{}: stands inside another field", field.text),
                  "close the bracket of the first field before it");
    }
    ++next_;
    const auto value = token();
    const bool is_value = value.kind == TokenKind::chunk || value.kind == TokenKind::quote ||
                          value.kind == TokenKind::open;
    if (!is_value || value.begin != field.end) {
      return fail("Q111",
                  field.begin,
                  fmt::format("nothing follows {}:", field.text),
                  is_value ? rewritten(field.end, value.begin, "")
                           : fmt::format("write what to look for right after the colon, as in "
                                         "{}:word or {}:\"two words\"",
                                         field.text,
                                         field.text));
    }
    ++next_;
    return value.kind == TokenKind::open ? parse_level(inner, &value) : make_leaf(inner, value);
  }

  MaybeNode unknown_field(const Token& field) {
    std::vector<std::string> names;
    names.reserve(kFields.size() + options_.other_fields.size());
    for (const auto known : kFields) {
      names.emplace_back(to_string(known));
    }
    names.insert(names.end(), options_.other_fields.begin(), options_.other_fields.end());
    const auto& next = token(1);
    const auto value = next.kind == TokenKind::chunk && next.begin == field.end ? next.text : "";
    auto likely = std::string(field_for(field.text));
    if (likely.empty() && field.text.size() >= 2) {
      const auto near = std::ranges::find_if(names, [&](const std::string& name) {
        return name.starts_with(field.text) || field.text.starts_with(name);
      });
      likely = near == names.end() ? "" : *near;
    }
    auto advice = likely.empty() ? fmt::format("fields: {}; to look for the words, write \"{}:{}\"",
                                               base::join(names, " "),
                                               field.text,
                                               value)
                                 : fmt::format("{}:{}", likely, value);
    return fail(
        "Q104", field.begin, fmt::format("there is no field {}:", field.text), std::move(advice));
  }

  // The words of a chunk or quotation, with wildcards.
  std::optional<std::vector<std::string>> read_words(const Token& from) {
    std::vector<std::string> words;
    cutter_.cut(from.text, [&](std::string_view folded, std::size_t, std::size_t) {
      std::string word;
      for (const char c : folded) {
        if (c != '*' || word.empty() || word.back() != '*') {
          word += c;
        }
      }
      words.push_back(std::move(word));
      return true;
    });
    if (words.empty()) {
      return fail(
          "Q105",
          from.begin,
          fmt::format("there is nothing to look for in {}", text_.slice(from.begin, from.end)),
          "only letters and digits can be found");
    }
    if (words.back() == "*") {
      return words.size() == 1 ? fail("Q107",
                                      from.begin,
                                      "* alone stands for every word",
                                      "give at least one letter, e.g. a*")
                               : fail("Q107",
                                      from.begin,
                                      "a phrase cannot end with * alone",
                                      "leave the last * out");
    }
    return words;
  }

  MaybeNode make_leaf(const Scope& scope, const Token& from) {
    Node node;
    node.column = column(from.begin);
    node.field = scope.field;
    if (is_text_field(scope.field) || scope.field == Field::office ||
        scope.field == Field::custodian) {
      auto words = read_words(from);
      if (!words) {
        return std::nullopt;
      }
      node.kind = is_text_field(scope.field) ? NodeKind::phrase : NodeKind::filter;
      node.words = std::move(*words);
      return node;
    }
    node.kind = NodeKind::filter;
    const auto value = base::trim(from.text);
    if (scope.field == Field::sent) {
      auto parsed = parse_sent(value);
      if (parsed.problem) {
        return fail(
            parsed.problem->code, from.begin, parsed.problem->message, parsed.problem->suggestion);
      }
      node.dates = parsed.dates;
      node.is_undated = parsed.is_undated;
    } else if (scope.field == Field::id) {
      auto id = foia::parse_control_number(value);
      if (!id) {
        return fail("Q117", from.begin, id.error().message, id.error().hint);
      }
      node.record = *id;
    } else if (scope.field == Field::type) {
      auto kind = foia::parse_record_kind(base::ascii_lower(value));
      if (!kind) {
        return fail("Q117",
                    from.begin,
                    fmt::format("there is no type {}", value),
                    "types: email pdf word spreadsheet html text csv image archive other");
      }
      node.words = {std::string(foia::to_string(*kind))};
    } else {
      if (value.empty()) {
        return fail("Q105", from.begin, fmt::format("{}: has an empty value", scope.other), "");
      }
      node.other_field = scope.other;
      node.other_value = std::string(value);
    }
    return node;
  }

  MaybeNode build_level(std::vector<Item>& items, const std::vector<Connector>& connectors) {
    if (!check_mixture(items, connectors)) {
      return std::nullopt;
    }
    std::vector<Node> parts;
    bool is_or = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i < connectors.size() && connectors[i].join == Join::near) {
        auto near = make_near(items[i], connectors[i], items[i + 1]);
        if (!near) {
          return std::nullopt;
        }
        parts.push_back(std::move(*near));
        ++i;  // the right side is used up
      } else if (items[i].is_negated) {
        Node negation{.kind = NodeKind::negation, .column = column(items[i].begin)};
        negation.children.push_back(std::move(items[i].node));
        parts.push_back(std::move(negation));
      } else {
        parts.push_back(std::move(items[i].node));
      }
      is_or = is_or || (i < connectors.size() && connectors[i].join == Join::or_join);
    }
    if (parts.size() == 1) {
      return std::move(parts.front());
    }
    Node out{.kind = is_or ? NodeKind::any_of : NodeKind::all_of, .column = parts.front().column};
    for (auto& part : parts) {
      if (part.kind == out.kind) {
        std::ranges::move(part.children, std::back_inserter(out.children));
      } else {
        out.children.push_back(std::move(part));
      }
    }
    return out;
  }

  // Refuses what two readers could read differently.
  bool check_mixture(const std::vector<Item>& items, const std::vector<Connector>& connectors) {
    const auto find = [&](auto wanted) -> std::optional<std::size_t> {
      for (std::size_t i = 0; i < connectors.size(); ++i) {
        if (wanted(connectors[i].join)) {
          return i;
        }
      }
      return std::nullopt;
    };
    const auto an_or = find([](Join join) { return join == Join::or_join; });
    const auto an_and =
        find([](Join join) { return join == Join::and_join || join == Join::implicit; });
    const auto a_near = find([](Join join) { return join == Join::near; });
    for (std::size_t i = 0; i + 1 < connectors.size(); ++i) {
      if (connectors[i].join == Join::near && connectors[i + 1].join == Join::near) {
        fail("Q109",
             connectors[i + 1].begin,
             "a chain of w/ can be read in two ways; use brackets",
             bracketed(items[i], items[i + 1]));
        return false;
      }
    }
    if (a_near && an_or) {
      fail("Q108",
           connectors[*an_or].begin,
           "OR beside w/ can be read in two ways; use brackets",
           fmt::format("{}   or: {}",
                       bracketed(items[*a_near], items[*a_near + 1]),
                       bracketed(items[*an_or], items[*an_or + 1])));
      return false;
    }
    for (std::size_t i = 0; i < connectors.size(); ++i) {
      if (connectors[i].join != Join::near) {
        continue;
      }
      if (items[i].is_negated || items[i + 1].is_negated) {
        const auto& negated = items[i].is_negated ? items[i] : items[i + 1];
        fail("Q106",
             negated.begin,
             "NOT cannot stand beside w/",
             items[i].is_negated
                 ? "write NOT (a w/5 b), or a NOT w/5 b for an a without a b near it"
                 : "write a NOT w/5 b for an a without a b near it");
        return false;
      }
      if (!check_words_beside_near(items, connectors, i)) {
        return false;
      }
    }
    if (an_and && an_or) {
      const auto run = [&](std::size_t at, auto same) {
        auto first = at;
        while (first > 0 && same(connectors[first - 1].join)) {
          --first;
        }
        auto last = at;
        while (last + 1 < connectors.size() && same(connectors[last + 1].join)) {
          ++last;
        }
        return bracketed(items[first], items[last + 1]);
      };
      fail("Q101",
           connectors[std::max(*an_and, *an_or)].begin,
           "AND and OR together can be read in two ways; use brackets",
           fmt::format("{}   or: {}",
                       run(*an_or, [](Join join) { return join == Join::or_join; }),
                       run(*an_and, [](Join join) {
                         return join == Join::and_join || join == Join::implicit;
                       })));
      return false;
    }
    if (an_or) {
      const auto negated = std::ranges::find_if(items, &Item::is_negated);
      if (negated != items.end()) {
        fail("Q112",
             negated->begin,
             "OR NOT would find nearly every record",
             "join NOT with AND, or put it in brackets if you mean it");
        return false;
      }
    }
    return true;
  }

  // "harbor point w/5 permit": a phrase whose quotes were forgotten, or two conditions?
  bool check_words_beside_near(const std::vector<Item>& items,
                               const std::vector<Connector>& connectors,
                               std::size_t near) {
    const auto ask = [&](std::size_t left, std::size_t right) {
      const auto& a = items[left];
      const auto& b = items[right];
      if (a.is_scoped || b.is_scoped || a.is_negated || b.is_negated) {
        return true;
      }
      const auto words = text_.slice(a.begin, b.end);
      fail("Q108",
           b.begin,
           "words in a row beside w/ can be read in two ways",
           a.is_single_word && b.is_single_word
               ? fmt::format("{}   or: {}",
                             rewritten(a.begin, b.end, "\"" + words + "\""),
                             bracketed(items[near], items[near + 1]))
               : bracketed(items[near], items[near + 1]));
      return false;
    };
    if (near > 0 && connectors[near - 1].join == Join::implicit && !ask(near - 1, near)) {
      return false;
    }
    return near + 1 >= connectors.size() || connectors[near + 1].join != Join::implicit ||
           ask(near + 1, near + 2);
  }

  MaybeNode make_near(Item& left, const Connector& connector, Item& right) {
    for (const auto* side : {&left, &right}) {
      if (!check_near_side(*side, side->node)) {
        return std::nullopt;
      }
    }
    const auto field = text_field(left.node);
    if (field != text_field(right.node)) {
      return fail("Q118",
                  connector.begin,
                  "the two sides of w/ look in different fields",
                  "write the field once, as in subject:(a w/5 b)");
    }
    Node node{.kind = NodeKind::near,
              .column = column(left.begin),
              .distance = connector.distance,
              .is_ordered = connector.is_ordered,
              .is_negated = connector.is_negated};
    node.children.push_back(std::move(left.node));
    node.children.push_back(std::move(right.node));
    return node;
  }

  bool check_near_side(const Item& side, const Node& node) {
    switch (node.kind) {
      case NodeKind::phrase: return true;
      case NodeKind::all_of:
        fail("Q106",
             side.begin,
             "AND inside w/ can be read in two ways",
             "write (a w/5 c) AND (b w/5 c), or use OR");
        return false;
      case NodeKind::negation:
        fail("Q106",
             side.begin,
             "NOT cannot stand inside w/",
             "write a NOT w/5 b for an a without a b near it");
        return false;
      case NodeKind::filter:
        fail("Q106",
             side.begin,
             fmt::format("{} is not a word in the text, so w/ cannot count "
                         "words to it",
                         to_string(node)),
             "join it with AND");
        return false;
      case NodeKind::any_of:
      case NodeKind::near: break;
    }
    if (!std::ranges::all_of(node.children,
                             [&](const Node& child) { return check_near_side(side, child); })) {
      return false;
    }
    const auto field = text_field(node.children.front());
    if (!std::ranges::all_of(node.children,
                             [&](const Node& child) { return text_field(child) == field; })) {
      fail("Q118",
           side.begin,
           "one side of w/ looks in different fields",
           "write the field once, as in subject:(a w/5 b)");
      return false;
    }
    return true;
  }

  static Field text_field(const Node& node) {
    return node.kind == NodeKind::phrase ? node.field : text_field(node.children.front());
  }

  const QueryText& text_;
  const ParseOptions& options_;
  std::vector<Token> tokens_{};
  std::size_t next_ = 0;
  int depth_ = 0;
  WordCutter cutter_{WordCutter::Wildcards::yes};
  std::optional<QueryProblem> problem_{};
};

}  // namespace

std::optional<QueryProblem> check_query(std::string_view text, const ParseOptions& options) {
  Node root;
  const QueryText characters(text);
  return Parser(characters, options).run(root);
}

base::Result<Query> parse_query(std::string_view text, const ParseOptions& options) {
  Query query{.text = std::string(text), .time_zone = options.time_zone};
  auto zone = base::TimeZone::make(options.time_zone);
  if (!zone) {
    return zone.error();
  }
  const QueryText characters(text);
  auto problem = Parser(characters, options).run(query.root);
  if (!problem) {
    return query;
  }
  auto hint = characters.slice(0, characters.size()) + "\n" +
              std::string(static_cast<std::size_t>(problem->column - 1), ' ') + "^";
  if (!problem->suggestion.empty()) {
    hint += "\ntry: " + problem->suggestion;
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("{}: {}", problem->code, problem->message),
                     std::move(hint)};
}

}  // namespace vaughn::fulltext
