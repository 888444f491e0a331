// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/detail/docx_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <pugixml.hpp>

#include "base/text.h"
#include "paper/package.h"

namespace vaughn::letters::detail {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using pugi::xml_node;

constexpr unsigned kParse = pugi::parse_full | pugi::parse_ws_pcdata;
constexpr unsigned kWrite = pugi::format_raw | pugi::format_no_declaration;
constexpr int kMaxDepth = 200;
constexpr int kMaxNesting = 32;

std::string_view name_of(xml_node node) {
  return node.name();
}
bool is(xml_node node, std::string_view name) {
  return node.name() == name;
}

// A line break of the file itself is a blank to Word.
std::string words_of(xml_node text) {
  return base::replace_all(text.text().get(), "\n", " ");
}

// The pieces of text of one paragraph, in order; not those of a text box in it.
void collect_texts(xml_node node, std::vector<xml_node>& out, int depth) {
  for (const auto child : node.children()) {
    const auto name = name_of(child);
    if (name == "w:t") {
      out.push_back(child);
    } else if (name != "w:p" && name != "w:tbl" && name != "w:txbxContent" &&
               name != "mc:AlternateContent" && depth < kMaxDepth) {
      collect_texts(child, out, depth + 1);
    }
  }
}

std::string text_of(xml_node paragraph) {
  std::vector<xml_node> texts;
  collect_texts(paragraph, texts, 0);
  std::string out;
  for (const auto text : texts) {
    out += words_of(text);
  }
  return out;
}

// As it is read: tabs and breaks count too.
void collect_words(xml_node node, std::string& out, int depth) {
  for (const auto child : node.children()) {
    const auto name = name_of(child);
    if (name == "w:t") {
      out += child.text().get();
    } else if (name == "w:tab" && is(node, "w:r")) {
      out += '\t';
    } else if (name == "w:br" || name == "w:cr") {
      out += '\n';
    } else if (name != "w:pPr" && name != "w:rPr" && name != "mc:Fallback" && depth < kMaxDepth) {
      collect_words(child, out, depth + 1);
      if (name == "w:p" && !out.empty() && !out.ends_with('\n')) {
        out += '\n';
      }
    }
  }
}

// Values may hold line breaks; Word writes them as elements of the run.
void set_text(xml_node text, const std::string& value) {
  auto run = text.parent();
  auto at = text;
  const auto clean = base::repair_utf8(value);
  const auto lines = base::split(clean, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) {
      at = run.insert_child_after("w:br", at);
      at = run.insert_child_after("w:t", at);
    }
    at.text().set(std::string(lines[i]).c_str());
    auto space = at.attribute("xml:space");
    if (!space) {
      space = at.append_attribute("xml:space");
    }
    space.set_value("preserve");
  }
}

std::string serialised(xml_node node) {
  std::ostringstream out;
  node.print(out, "", kWrite);
  return out.str();
}

// What Word adds to a run to remember how it was typed, not how it looks.
void drop_noise(xml_node node, int depth) {
  for (auto child = node.first_child(); child;) {
    const auto next = child.next_sibling();
    const auto name = name_of(child);
    if (name == "w:proofErr" || name == "w:lastRenderedPageBreak" || name == "w:noProof") {
      node.remove_child(child);
    } else if (depth < kMaxDepth && name != "w:txbxContent") {
      drop_noise(child, depth + 1);
    }
    child = next;
  }
}

std::string look_of(xml_node run) {
  return serialised(run.child("w:rPr"));
}

bool is_plain_run(xml_node run) {
  if (!is(run, "w:r")) {
    return false;
  }
  int texts = 0;
  for (const auto child : run.children()) {
    if (is(child, "w:t")) {
      ++texts;
    } else if (!is(child, "w:rPr")) {
      return false;
    }
  }
  return texts == 1;
}

// Makes one run of neighbours that look the same: a field that Word split is whole again.
void join_runs(xml_node parent, int depth) {
  for (auto child = parent.first_child(); child; child = child.next_sibling()) {
    if (depth < kMaxDepth && !is(child, "w:r")) {
      join_runs(child, depth + 1);
    }
    while (is_plain_run(child) && is_plain_run(child.next_sibling()) &&
           look_of(child) == look_of(child.next_sibling())) {
      auto text = child.child("w:t");
      set_text(text, words_of(text) + words_of(child.next_sibling().child("w:t")));
      parent.remove_child(child.next_sibling());
    }
  }
}

bool holds_blocks(xml_node node) {
  return std::any_of(node.begin(), node.end(), [](xml_node child) {
    return is(child, "w:p") || is(child, "w:tbl");
  });
}

// What is done to every part of the file: with values it is filled in, without it is only read.
class Filler {
 public:
  Filler(const Template& from, Scope& scope, bool has_values)
      : name_(from.name), scope_(scope), has_values_(has_values) {}

  Result<void> part(xml_node root) {
    drop_noise(root, 0);
    join_runs(root, 0);
    return container(root, 0);
  }

  const std::set<std::string>& fields() const { return fields_; }

 private:
  Error at_paragraph(Error error) const {
    return base::with_context(std::move(error), fmt::format("{}: paragraph {}", name_, paragraph_));
  }
  Error wrong(std::string message, std::string hint) const {
    return at_paragraph({ErrorCode::invalid_argument, std::move(message), std::move(hint)});
  }

  // The tag that a paragraph consists of, if it is one of a block or a remark.
  Result<std::optional<Tag>> only_tag(xml_node node) const {
    if (!is(node, "w:p")) {
      return std::optional<Tag>();
    }
    const auto text = text_of(node);
    const auto trimmed = base::trim(text);
    if (!trimmed.starts_with("{{") || !trimmed.ends_with("}}")) {
      return std::optional<Tag>();
    }
    auto tags = find_tags(trimmed);
    if (!tags) {
      return at_paragraph(std::move(tags.error()));
    }
    if (tags->size() != 1 || (*tags)[0].tag.type == Tag::Type::field) {
      return std::optional<Tag>();
    }
    return std::optional<Tag>((*tags)[0].tag);
  }

  Result<void> known(const Tag& tag) {
    if (auto checked = scope_.check(tag); !checked) {
      return at_paragraph(std::move(checked.error()));
    }
    if (tag.type == Tag::Type::field || opens_block(tag)) {
      fields_.insert(full_name(tag.name));
    }
    return {};
  }

  std::string full_name(const std::string& name) const {
    for (auto list = lists_.rbegin(); list != lists_.rend(); ++list) {
      for (const auto& column : columns_of(*list)) {
        if (column.name == name) {
          return fmt::format("{}.{}", *list, name);
        }
      }
    }
    return name;
  }

  // A row of rows for a list or the truth of a condition; all parts are looked at without values.
  struct Turns {
    bool is_list = false;
    std::vector<const Row*> rows{};
    bool takes_first = true;
    bool takes_other = false;
  };
  Result<Turns> turns(const Tag& tag) {
    TRY(known(tag));
    Turns out;
    out.is_list = tag.type == Tag::Type::each;
    if (!has_values_) {
      out.rows = {nullptr};
      out.takes_other = true;
      return out;
    }
    if (out.is_list) {
      const auto* rows = TRY(scope_.rows(tag));
      for (const auto& row : *rows) {
        out.rows.push_back(&row);
      }
      return out;
    }
    auto holds = scope_.holds(tag);
    if (!holds) {
      return at_paragraph(std::move(holds.error()));
    }
    out.takes_first = *holds;
    out.takes_other = !*holds;
    return out;
  }

  void enter(const Tag& tag, const Row* row) {
    scope_.enter(tag.name, row);
    lists_.push_back(tag.name);
  }
  void leave() {
    scope_.leave();
    lists_.pop_back();
  }

  Result<void> container(xml_node node, int depth) {
    if (depth > kMaxDepth) {
      return Error{ErrorCode::limit, fmt::format("{}: nested too deeply", name_), ""};
    }
    std::vector<xml_node> children(node.begin(), node.end());
    if (holds_blocks(node)) {
      return siblings(node, children, 0, depth);
    }
    for (const auto child : children) {
      TRY(element(child, depth));
    }
    return {};
  }

  Result<void> element(xml_node node, int depth) {
    if (is(node, "w:p")) {
      return paragraph(node, depth);
    }
    if (is(node, "w:tbl")) {
      return table(node, depth);
    }
    if (is(node, "w:sdt")) {
      const bool is_filled = TRY(control(node));
      if (is_filled) {
        return {};
      }
    }
    return container(node, depth + 1);
  }

  // Neighbours in one container: paragraphs that are a block's tag hold those up to its end.
  Result<void> siblings(xml_node parent,
                        const std::vector<xml_node>& nodes,
                        int nesting,
                        int depth) {
    if (nesting > kMaxNesting) {
      return wrong("blocks are nested too deeply", "");
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto tag = TRY(only_tag(nodes[i]));
      if (!tag) {
        TRY(element(nodes[i], depth));
        continue;
      }
      ++paragraph_;
      if (tag->type == Tag::Type::remark) {
        parent.remove_child(nodes[i]);
        continue;
      }
      if (tag->type == Tag::Type::part) {
        return wrong(fmt::format("{{{{> {}}}}} in a Word template", tag->name),
                     "parts are for text templates; put the paragraphs in");
      }
      if (!opens_block(*tag)) {
        return wrong("a block ends that does not begin here", "take the paragraph out");
      }
      const auto begin = i;
      std::size_t other = 0;
      int open = 1;
      for (++i; i < nodes.size(); ++i) {
        const auto inner = TRY(only_tag(nodes[i]));
        if (!inner) {
          continue;
        }
        open += opens_block(*inner) ? 1 : 0;
        if (inner->type == Tag::Type::else_ && open == 1) {
          other = i;
        }
        if (inner->type == Tag::Type::end && --open == 0) {
          if (inner->name != block_word(*tag)) {
            return wrong(
                fmt::format("{{{{#{}}}}} is closed by {{{{/{}}}}}", block_word(*tag), inner->name),
                "blocks end in the order in which they began");
          }
          break;
        }
      }
      if (i == nodes.size()) {
        return wrong(fmt::format("{{{{#{} {}}}}} is never closed", block_word(*tag), tag->name),
                     fmt::format("write {{{{/{}}}}} in a paragraph of its own", block_word(*tag)));
      }
      const auto split = other == 0 ? i : other;
      const std::vector<xml_node> first(nodes.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                                        nodes.begin() + static_cast<std::ptrdiff_t>(split));
      const std::vector<xml_node> second(
          other == 0 ? nodes.begin() + static_cast<std::ptrdiff_t>(i)
                     : nodes.begin() + static_cast<std::ptrdiff_t>(other) + 1,
          nodes.begin() + static_cast<std::ptrdiff_t>(i));
      TRY(range(parent, *tag, nodes[i], first, second, other != 0, nesting, depth));
      ++paragraph_;
      parent.remove_child(nodes[begin]);
      if (other != 0) {
        parent.remove_child(nodes[other]);
      }
      parent.remove_child(nodes[i]);
    }
    return {};
  }

  // The nodes of a block, as often as it says, before the node `end`.
  Result<void> range(xml_node parent,
                     const Tag& tag,
                     xml_node end,
                     const std::vector<xml_node>& first,
                     const std::vector<xml_node>& second,
                     bool has_other,
                     int nesting,
                     int depth) {
    const auto turn = TRY(turns(tag));
    if (turn.is_list) {
      const auto start = paragraph_;
      for (const auto* row : turn.rows) {
        std::vector<xml_node> copies;
        for (const auto node : first) {
          copies.push_back(parent.insert_copy_before(node, end));
        }
        paragraph_ = start;
        enter(tag, row);
        TRY(siblings(parent, copies, nesting + 1, depth));
        leave();
      }
      paragraph_ = start + paragraphs_in(first);
      for (const auto node : first) {
        parent.remove_child(node);
      }
      return {};
    }
    const auto part = [&](bool is_taken, const std::vector<xml_node>& nodes) -> Result<void> {
      const auto after = paragraph_ + paragraphs_in(nodes);
      if (is_taken) {
        TRY(siblings(parent, nodes, nesting + 1, depth));
      } else {
        for (const auto node : nodes) {
          parent.remove_child(node);
        }
      }
      paragraph_ = after;
      return {};
    };
    TRY(part(turn.takes_first, first));
    paragraph_ += has_other ? 1 : 0;
    return part(turn.takes_other, second);
  }

  // A block that begins at the start of a row and ends at the end of it, or of a later one.
  Result<void> table(xml_node table, int depth) {
    std::vector<xml_node> rows;
    for (const auto child : table.children("w:tr")) {
      rows.push_back(child);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto text = row_text(rows[i]);
      auto tags = find_tags(text);
      if (!tags) {
        return at_paragraph(std::move(tags.error()));
      }
      const bool begins = !tags->empty() && opens_block((*tags)[0].tag) && (*tags)[0].begin == 0 &&
                          !is_balanced(first_cell_text(rows[i]));
      if (!begins) {
        TRY(container(rows[i], depth + 1));
        continue;
      }
      const auto tag = (*tags)[0].tag;
      std::size_t last = i;
      int open = 0;
      for (;; ++last) {
        if (last == rows.size()) {
          return wrong(
              fmt::format("{{{{#{} {}}}}} is never closed", block_word(tag), tag.name),
              fmt::format("write {{{{/{}}}}} at the end of the row's last cell", block_word(tag)));
        }
        const auto found = find_tags(row_text(rows[last]));
        if (!found) {
          return at_paragraph(found.error());
        }
        for (const auto& inner : *found) {
          open += opens_block(inner.tag) ? 1 : inner.tag.type == Tag::Type::end ? -1 : 0;
        }
        if (open == 0) {
          break;
        }
      }
      erase_tag(rows[i], true);
      erase_tag(rows[last], false);
      const std::vector<xml_node> body(rows.begin() + static_cast<std::ptrdiff_t>(i),
                                       rows.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      const auto turn = TRY(turns(tag));
      const auto fill = [&](const std::vector<xml_node>& nodes) -> Result<void> {
        for (const auto node : nodes) {
          TRY(container(node, depth + 1));
        }
        return {};
      };
      if (turn.is_list) {
        auto end = table.insert_child_after("end", body.back());
        for (const auto* row : turn.rows) {
          std::vector<xml_node> copies;
          for (const auto node : body) {
            copies.push_back(table.insert_copy_before(node, end));
          }
          enter(tag, row);
          TRY(fill(copies));
          leave();
        }
        table.remove_child(end);
      } else if (turn.takes_first) {
        TRY(fill(body));
      }
      if (turn.is_list || !turn.takes_first) {
        for (const auto node : body) {
          table.remove_child(node);
        }
      }
      i = last;
    }
    return {};
  }

  static std::string row_text(xml_node row) {
    std::string out;
    for_each_paragraph(row, [&](xml_node paragraph) { out += text_of(paragraph); });
    return std::string(base::trim(out));
  }
  static std::string first_cell_text(xml_node row) {
    std::string out;
    for_each_paragraph(row.child("w:tc"), [&](xml_node paragraph) { out += text_of(paragraph); });
    return out;
  }
  static bool is_balanced(const std::string& text) {
    const auto tags = find_tags(text);
    int open = 0;
    if (tags) {
      for (const auto& tag : *tags) {
        open += opens_block(tag.tag) ? 1 : tag.tag.type == Tag::Type::end ? -1 : 0;
      }
    }
    return tags && open == 0;
  }
  static void for_each_paragraph(xml_node node, const std::function<void(xml_node)>& visit) {
    for (const auto child : node.children()) {
      if (is(child, "w:p")) {
        visit(child);
      } else {
        for_each_paragraph(child, visit);
      }
    }
  }

  static int paragraphs_in(const std::vector<xml_node>& nodes) {
    int count = 0;
    for (const auto node : nodes) {
      if (is(node, "w:p")) {
        ++count;
      } else {
        for_each_paragraph(node, [&](xml_node) { ++count; });
      }
    }
    return count;
  }

  // Takes the first or last tag out of a row; its cell keeps an empty paragraph, as Word wants.
  static void erase_tag(xml_node row, bool is_first) {
    std::vector<xml_node> with_tags;
    for_each_paragraph(row, [&](xml_node paragraph) {
      if (text_of(paragraph).find("{{") != std::string::npos) {
        with_tags.push_back(paragraph);
      }
    });
    if (with_tags.empty()) {
      return;
    }
    const auto paragraph = is_first ? with_tags.front() : with_tags.back();
    const auto tags = find_tags(text_of(paragraph));
    if (tags && !tags->empty()) {
      const auto& tag = is_first ? tags->front() : tags->back();
      replace(paragraph, {{tag.begin, tag.end, ""}});
    }
  }

  struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string with{};
  };
  // Puts texts in the place of others, in the run of the first character of each. In order, none
  // over another.
  static void replace(xml_node paragraph, const std::vector<Replacement>& replacements) {
    std::vector<xml_node> texts;
    collect_texts(paragraph, texts, 0);
    std::size_t at = 0;
    std::size_t next = 0;
    for (const auto text : texts) {
      const auto old = words_of(text);
      std::string made;
      for (std::size_t i = 0; i < old.size(); ++i) {
        while (next < replacements.size() && replacements[next].end <= at + i) {
          ++next;
        }
        const bool is_inside = next < replacements.size() && replacements[next].begin <= at + i;
        if (!is_inside) {
          made += old[i];
        } else if (replacements[next].begin == at + i) {
          made += replacements[next].with;
        }
      }
      at += old.size();
      if (made != old) {
        set_text(text, made);
      }
    }
  }

  Result<void> paragraph(xml_node node, int depth) {
    ++paragraph_;
    const auto text = text_of(node);
    if (text.find("{{") != std::string::npos) {
      auto tags = find_tags(text);
      if (!tags) {
        return at_paragraph(std::move(tags.error()));
      }
      std::vector<Replacement> replacements;
      std::size_t at = 0;
      TRY(inline_tags(text, *tags, at, tags->size(), true, replacements));
      replace(node, replacements);
    }
    for (const auto child : std::vector<xml_node>(node.begin(), node.end())) {
      TRY(inner(child, depth));
    }
    return {};
  }

  // Content controls and text boxes inside a paragraph.
  Result<void> inner(xml_node node, int depth) {
    if (depth > kMaxDepth) {
      return Error{ErrorCode::limit, fmt::format("{}: nested too deeply", name_), ""};
    }
    if (is(node, "w:sdt")) {
      const bool is_filled = TRY(control(node));
      if (is_filled) {
        return {};
      }
    }
    if (holds_blocks(node)) {
      return container(node, depth + 1);
    }
    for (const auto child : std::vector<xml_node>(node.begin(), node.end())) {
      TRY(inner(child, depth + 1));
    }
    return {};
  }

  // The tags [at, end) of a paragraph. What is not taken is replaced by nothing; a list inside a
  // paragraph is replaced as a whole by its text.
  Result<void> inline_tags(const std::string& text,
                           const std::vector<FoundTag>& tags,
                           std::size_t& at,
                           std::size_t end,
                           bool is_taken,
                           std::vector<Replacement>& out) {
    while (at < end) {
      const auto& found = tags[at];
      const auto& tag = found.tag;
      if (tag.type == Tag::Type::remark) {
        out.push_back({found.begin, found.end, ""});
        ++at;
        continue;
      }
      if (tag.type == Tag::Type::field) {
        const auto value = TRY(printed(tag, is_taken));
        out.push_back({found.begin, found.end, value});
        ++at;
        continue;
      }
      if (!opens_block(tag)) {
        return wrong("a block ends that does not begin in this paragraph",
                     "put the tags of a block each in a paragraph of its own, or all in one");
      }
      std::size_t close = at + 1;
      std::size_t other = 0;
      for (int open = 1; close < end; ++close) {
        const auto& inner = tags[close].tag;
        open += opens_block(inner) ? 1 : 0;
        if (inner.type == Tag::Type::else_ && open == 1) {
          other = close;
        }
        if (inner.type == Tag::Type::end && --open == 0) {
          break;
        }
      }
      if (close == end || tags[close].tag.name != block_word(tag)) {
        return wrong(fmt::format("{{{{#{} {}}}}} is never closed", block_word(tag), tag.name),
                     fmt::format("write {{{{/{}}}}} where it ends", block_word(tag)));
      }
      const auto turn = TRY(turns(tag));
      if (turn.is_list) {
        std::string repeated;
        for (const auto* row : turn.rows) {
          enter(tag, row);
          std::vector<Replacement> inner;
          auto from = at + 1;
          TRY(inline_tags(text, tags, from, close, is_taken, inner));
          leave();
          repeated += replaced(text, found.end, tags[close].begin, inner);
        }
        out.push_back({found.begin, tags[close].end, is_taken ? repeated : ""});
        at = close + 1;
        continue;
      }
      const auto split = other == 0 ? close : other;
      const auto part = [&](std::size_t from, std::size_t to, bool taken) -> Result<void> {
        // A part that is not taken goes with its tag; its own tags are checked all the same.
        out.push_back({tags[from].begin, taken ? tags[from].end : tags[to].begin, ""});
        std::vector<Replacement> unused;
        auto next = from + 1;
        return inline_tags(text, tags, next, to, taken, taken ? out : unused);
      };
      TRY(part(at, split, is_taken && turn.takes_first));
      if (other != 0) {
        TRY(part(other, close, is_taken && turn.takes_other));
      }
      out.push_back({tags[close].begin, tags[close].end, ""});
      at = close + 1;
    }
    return {};
  }

  static std::string replaced(const std::string& text,
                              std::size_t begin,
                              std::size_t end,
                              const std::vector<Replacement>& replacements) {
    std::string out;
    for (const auto& replacement : replacements) {
      out += text.substr(begin, replacement.begin - begin);
      out += replacement.with;
      begin = replacement.end;
    }
    return out + text.substr(begin, end - begin);
  }

  Result<std::string> printed(const Tag& tag, bool is_taken) {
    TRY(known(tag));
    if (!has_values_ || !is_taken) {
      return std::string();
    }
    auto value = scope_.print(tag);
    if (!value) {
      return at_paragraph(std::move(value.error()));
    }
    return base::curly_quotes(*value);
  }

  // A content control is filled if it has a tag; one that only shows something Word makes, such as
  // a table of contents, is not. Its first run says how the value looks.
  Result<bool> control(xml_node sdt) {
    auto properties = sdt.child("w:sdtPr");
    const std::string name = properties.child("w:tag").attribute("w:val").value();
    if (name.empty() || properties.child("w:docPartObj") || properties.child("w:docPartList")) {
      return false;
    }
    Tag tag;
    tag.type = Tag::Type::field;
    tag.name = name;
    const auto value = TRY(printed(tag, true));
    auto content = sdt.child("w:sdtContent");
    std::vector<xml_node> texts;
    collect_deep(content, texts);
    if (texts.empty()) {
      return wrong(fmt::format("the content control '{}' has no text", name),
                   "type a word into it, so that its formatting is known");
    }
    for (std::size_t i = 1; i < texts.size(); ++i) {
      texts[i].text().set("");
    }
    auto look = texts[0].parent().child("w:rPr");
    const std::string style = look.child("w:rStyle").attribute("w:val").value();
    if (style == "PlaceholderText") {
      look.remove_child("w:rStyle");
    }
    set_text(texts[0], value);
    // Word would put the stored value back, or show the text in grey.
    properties.remove_child("w:dataBinding");
    properties.remove_child("w:showingPlcHdr");
    return true;
  }

  static void collect_deep(xml_node node, std::vector<xml_node>& out) {
    for (const auto child : node.children()) {
      if (is(child, "w:t")) {
        out.push_back(child);
      } else {
        collect_deep(child, out);
      }
    }
  }

  std::string name_;
  Scope& scope_;
  bool has_values_;
  int paragraph_ = 0;
  std::vector<std::string> lists_{};
  std::set<std::string> fields_{};
};

bool is_filled_part(std::string_view name) {
  const auto starts = [&](std::string_view prefix) {
    return name.starts_with(prefix) && name.ends_with(".xml");
  };
  return name == "word/document.xml" || starts("word/header") || starts("word/footer") ||
         name == "word/footnotes.xml" || name == "word/endnotes.xml";
}

// Between the prefix and the name of the elements there is nothing to choose: Word always writes
// "w:". A file of another program with another prefix is refused rather than misread.
Result<void> refuse_working_copies(xml_node root, const std::string& name) {
  struct Finder : pugi::xml_tree_walker {
    std::string found{};
    bool for_each(xml_node& node) override {
      const auto element = name_of(node);
      if (element == "w:ins" || element == "w:del" || element == "w:moveFrom" ||
          element == "w:moveTo") {
        found = "tracked changes";
      } else if (element == "w:commentReference" || element == "w:commentRangeStart") {
        found = "comments";
      }
      return found.empty();
    }
  };
  Finder finder;
  root.traverse(finder);
  if (!finder.found.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} has {}", name, finder.found),
                 "accept or remove them in Word first: a letter must not carry them"};
  }
  return {};
}

struct Filled {
  std::vector<paper::PackagePart> parts{};
  std::string text{};
  std::set<std::string> fields{};
  std::string title{};
};

Result<Filled> process(const Template& from, Scope& scope, bool has_values) {
  auto parts = paper::read_package(from.bytes);
  if (!parts) {
    return base::with_context(std::move(parts.error()), from.name);
  }
  Filled out;
  bool has_body = false;
  for (auto& part : *parts) {
    if (part.name.ends_with("vbaProject.bin")) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{} holds macros", from.name),
                   "save it as a .docx file without them"};
    }
    if (part.name == "docProps/core.xml") {
      pugi::xml_document core;
      if (core.load_buffer(part.bytes.data(), part.bytes.size(), kParse)) {
        out.title = core.child("cp:coreProperties").child("dc:title").text().get();
      }
      continue;
    }
    if (!is_filled_part(part.name)) {
      continue;
    }
    pugi::xml_document document;
    if (!document.load_buffer(part.bytes.data(), part.bytes.size(), kParse)) {
      return Error{ErrorCode::damaged,
                   fmt::format("{}: {} cannot be read", from.name, part.name),
                   "save the file again in Word"};
    }
    TRY(refuse_working_copies(document, from.name));
    Filler filler(from, scope, has_values);
    TRY(filler.part(document.document_element()));
    out.fields.insert(filler.fields().begin(), filler.fields().end());
    if (part.name == "word/document.xml") {
      has_body = !document.child("w:document").child("w:body").empty();
      // The body first: it is what the letter says.
      std::string body;
      collect_words(document, body, 0);
      out.text.insert(0, body);
    } else {
      collect_words(document, out.text, 0);
    }
    std::ostringstream written;
    document.save(written, "", kWrite);
    part.bytes = written.str();
  }
  if (!has_body) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} is not a Word file", from.name),
                 "save it in Word as .docx"};
  }
  out.parts = std::move(*parts);
  return out;
}

}  // namespace

Result<Letter> fill_docx(const Template& from, Scope& scope) {
  auto filled = TRY(process(from, scope, true));
  Letter out;
  out.docx = TRY(paper::write_package(filled.parts));
  out.title = filled.title;
  out.text = std::move(filled.text);
  out.printed = scope.printed();
  return out;
}

Result<TemplateContents> read_docx(const Template& from) {
  const Values none;
  const FigureSource no_figures;
  Scope scope(&none, &no_figures);
  auto filled = TRY(process(from, scope, false));
  return TemplateContents{std::move(filled.fields), std::move(filled.text)};
}

}  // namespace vaughn::letters::detail
