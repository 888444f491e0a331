// SPDX-License-Identifier: AGPL-3.0-or-later
#include "fulltext/query.h"

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::fulltext {
namespace {

bool is_operator(std::string_view word) {
  return word == "and" || word == "or" || word == "not";
}

// Whether the words can be written without quotes and read back the same.
bool is_bare(const std::vector<std::string>& words) {
  return words.size() == 1 && !is_operator(words.front());
}

std::string quoted(std::string_view text) {
  return fmt::format("\"{}\"", text);
}

std::string value_text(const std::vector<std::string>& words) {
  return is_bare(words) ? words.front() : quoted(base::join(words, " "));
}

std::string dates_text(const base::DateRange& dates) {
  if (dates.first && dates.last) {
    return base::to_string(*dates.first) + ".." + base::to_string(*dates.last);
  }
  if (dates.first) {
    return ">=" + base::to_string(*dates.first);
  }
  return "<=" + base::to_string(dates.last.value_or(base::Date{}));
}

std::string leaf_text(const Node& node) {
  if (node.kind == NodeKind::phrase) {
    const auto prefix = node.field == Field::any ? "" : fmt::format("{}:", to_string(node.field));
    return prefix + value_text(node.words);
  }
  switch (node.field) {
    case Field::sent: return "sent:" + (node.is_undated ? "none" : dates_text(node.dates));
    case Field::id: return "id:" + foia::control_number(node.record);
    case Field::other: return fmt::format("{}:{}", node.other_field, quoted(node.other_value));
    case Field::any:
    case Field::subject:
    case Field::from:
    case Field::to:
    case Field::cc:
    case Field::body:
    case Field::name:
    case Field::office:
    case Field::custodian:
    case Field::type: break;
  }
  return fmt::format("{}:{}", to_string(node.field), value_text(node.words));
}

bool is_leaf(const Node& node) {
  return node.kind == NodeKind::phrase || node.kind == NodeKind::filter;
}

std::string near_operator(const Node& node) {
  return fmt::format(
      "{}{}/{}", node.is_negated ? "NOT " : "", node.is_ordered ? "pre" : "w", node.distance);
}

std::string in_brackets(const Node& node) {
  return is_leaf(node) ? leaf_text(node) : fmt::format("({})", to_string(node));
}

std::string label(const Node& node) {
  switch (node.kind) {
    case NodeKind::all_of: return "AND";
    case NodeKind::any_of: return "OR";
    case NodeKind::negation: return "NOT";
    case NodeKind::near: return near_operator(node);
    case NodeKind::phrase:
    case NodeKind::filter: break;
  }
  return leaf_text(node);
}

void append_tree(const Node& node, int depth, std::string& out) {
  out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + label(node) + "\n";
  for (const auto& child : node.children) {
    append_tree(child, depth + 1, out);
  }
}

}  // namespace

std::string_view to_string(Field field) {
  switch (field) {
    case Field::any: return "any";
    case Field::subject: return "subject";
    case Field::from: return "from";
    case Field::to: return "to";
    case Field::cc: return "cc";
    case Field::body: return "body";
    case Field::name: return "name";
    case Field::office: return "office";
    case Field::custodian: return "custodian";
    case Field::type: return "type";
    case Field::sent: return "sent";
    case Field::id: return "id";
    case Field::other: break;
  }
  return "other";
}

bool Node::operator==(const Node& other) const {
  return kind == other.kind && field == other.field && words == other.words &&
         distance == other.distance && is_ordered == other.is_ordered &&
         is_negated == other.is_negated && dates == other.dates && is_undated == other.is_undated &&
         record == other.record && other_field == other.other_field &&
         other_value == other.other_value && children == other.children;
}

std::string to_string(const Node& node) {
  if (is_leaf(node)) {
    return leaf_text(node);
  }
  if (node.kind == NodeKind::negation) {
    return "NOT " + in_brackets(node.children.front());
  }
  if (node.kind == NodeKind::near) {
    return fmt::format("{} {} {}",
                       in_brackets(node.children[0]),
                       near_operator(node),
                       in_brackets(node.children[1]));
  }
  const bool is_and = node.kind == NodeKind::all_of;
  std::vector<std::string> parts;
  for (const auto& child : node.children) {
    const bool is_plain_not = is_and && child.kind == NodeKind::negation;
    parts.push_back(is_plain_not ? to_string(child) : in_brackets(child));
  }
  return base::join(parts, is_and ? " AND " : " OR ");
}

std::string to_string(const Query& query) {
  return to_string(query.root);
}

std::string tree(const Query& query) {
  std::string out;
  append_tree(query.root, 0, out);
  return out;
}

}  // namespace vaughn::fulltext
