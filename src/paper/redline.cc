// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/redline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <pugixml.hpp>

#include "base/text.h"
#include "paper/package.h"

namespace vaughn::paper {

using base::Error;
using base::ErrorCode;
using base::Result;
using Node = pugi::xml_node;

namespace {

constexpr std::string_view kFigureTag = "figure:";
constexpr double kAlike = 0.35;                // paragraphs with fewer words in common are others
constexpr std::size_t kMaxCells = 16'000'000;  // of a table of comparison
constexpr int kMaxDepth = 64;

bool is(Node node, std::string_view name) {
  return std::string_view(node.name()) == name;
}

// A word, a run of spaces, a sign, or something that is no text.
struct Token {
  std::string text{};
  Node run{};      // of ours: for its format
  Node special{};  // a tab, a footnote's mark, a drawing: kept as it is
  Node control{};  // w:sdt around it
  std::string figure{};
  bool is_tracked = false;  // within w:ins
  std::string author{};
};

struct ParagraphText {
  Node node{};
  std::string style{};
  std::vector<Token> tokens{};
  std::string text{};
  std::string deleted{};  // what tracked deletions took away
  std::string deleted_by{};
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == ' ') {
      while (end < text.size() && text[end] == ' ') {
        ++end;
      }
    } else if (is_word_byte(text[i])) {
      const auto is_inside = [&](std::size_t at) {
        const bool is_in_number = (text[at] == ',' || text[at] == '.') && is_digit(text[at - 1]) &&
                                  at + 1 < text.size() && is_digit(text[at + 1]);
        return is_word_byte(text[at]) || is_in_number;
      };
      while (end < text.size() && is_inside(end)) {
        ++end;
      }
    }
    out.emplace_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

class ParagraphReader {
 public:
  ParagraphText read(Node paragraph) {
    out_.node = paragraph;
    out_.style = paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").value();
    walk(paragraph, {}, 0);
    for (const auto& token : out_.tokens) {
      out_.text += token.text;
    }
    return std::move(out_);
  }

 private:
  struct Around {
    Node control{};
    std::string figure{};
    bool is_tracked = false;
    std::string author{};
  };

  void walk(Node parent, const Around& around, int depth) {
    if (depth > kMaxDepth) {
      return;
    }
    for (const Node node : parent.children()) {
      auto inner = around;
      if (is(node, "w:pPr")) {
        continue;
      }
      if (is(node, "w:r")) {
        read_run(node, around);
      } else if (is(node, "w:del") || is(node, "w:moveFrom")) {
        for (const auto& found : node.select_nodes(".//w:delText | .//w:t")) {
          out_.deleted += found.node().text().get();
        }
        out_.deleted_by = node.attribute("w:author").value();
      } else if (is(node, "w:ins") || is(node, "w:moveTo")) {
        inner.is_tracked = true;
        inner.author = node.attribute("w:author").value();
        walk(node, inner, depth + 1);
      } else if (is(node, "w:sdt")) {
        const std::string_view tag =
            node.child("w:sdtPr").child("w:tag").attribute("w:val").value();
        inner.control = node;
        inner.figure = tag.starts_with(kFigureTag) ? tag.substr(kFigureTag.size()) : "";
        walk(node.child("w:sdtContent"), inner, depth + 1);
      } else {
        walk(node, around, depth + 1);
      }
    }
  }

  void read_run(Node run, const Around& around) {
    for (const Node node : run.children()) {
      Token token;
      token.run = run;
      token.control = around.control;
      token.figure = around.figure;
      token.is_tracked = around.is_tracked;
      token.author = around.author;
      if (is(node, "w:t")) {
        for (auto& word : words_of(node.text().get())) {
          auto one = token;
          one.text = std::move(word);
          out_.tokens.push_back(std::move(one));
        }
      } else if (!is(node, "w:rPr") && !is(node, "w:lastRenderedPageBreak")) {
        token.special = node;
        token.text = is(node, "w:tab") ? "\t" : is(node, "w:br") ? "\n" : "\x01";
        out_.tokens.push_back(std::move(token));
      }
    }
  }

  ParagraphText out_{};
};

std::vector<ParagraphText> paragraphs_of(Node root) {
  std::vector<ParagraphText> out;
  for (const auto& found : root.select_nodes(".//w:p")) {
    out.push_back(ParagraphReader().read(found.node()));
  }
  return out;
}

// What becomes of our element i and theirs j: both are set where they are the same.
struct Pair {
  std::optional<std::size_t> ours{};
  std::optional<std::size_t> theirs{};
};

// The longest common subsequence by weight: weight(i, j) is 0 where two elements cannot be paired.
template <typename Weight>
std::vector<Pair> align(std::size_t ours, std::size_t theirs, Weight weight) {
  std::vector<Pair> out;
  if ((ours + 1) * (theirs + 1) > kMaxCells) {
    for (std::size_t i = 0; i < ours; ++i) {
      out.push_back({i, {}});
    }
    for (std::size_t j = 0; j < theirs; ++j) {
      out.push_back({{}, j});
    }
    return out;
  }
  const auto width = theirs + 1;
  std::vector<float> best((ours + 1) * width, 0);
  for (std::size_t i = ours; i-- > 0;) {
    for (std::size_t j = theirs; j-- > 0;) {
      const float here = weight(i, j);
      best[i * width + j] = std::max({here > 0 ? here + best[(i + 1) * width + j + 1] : 0.0F,
                                      best[(i + 1) * width + j],
                                      best[i * width + j + 1]});
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < ours || j < theirs) {
    if (i < ours && j < theirs) {
      const float here = weight(i, j);
      if (here > 0 && best[i * width + j] == here + best[(i + 1) * width + j + 1]) {
        out.push_back({i++, j++});
        continue;
      }
    }
    if (j == theirs || (i < ours && best[(i + 1) * width + j] >= best[i * width + j + 1])) {
      out.push_back({i++, {}});
    } else {
      out.push_back({{}, j++});
    }
  }
  return out;
}

float likeness(const std::multiset<std::string>& a, const std::multiset<std::string>& b) {
  if (a.empty() || b.empty()) {
    return 0;
  }
  std::vector<std::string> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return 2.0F * static_cast<float>(common.size()) / static_cast<float>(a.size() + b.size());
}

std::multiset<std::string> long_words(const ParagraphText& paragraph) {
  std::multiset<std::string> out;
  for (const auto& token : paragraph.tokens) {
    if (!token.text.empty() && is_word_byte(token.text.front())) {
      out.insert(token.text);
    }
  }
  return out;
}

class Comparison {
 public:
  explicit Comparison(std::string_view author) : author_(author) {}

  // Compares one part and turns ours into the redline.
  void compare(Node ours, Node theirs, std::string section) {
    section_ = std::move(section);
    ours_ = paragraphs_of(ours);
    theirs_ = paragraphs_of(theirs);
    const auto pairs = pair_paragraphs();
    Node last;
    for (const auto& pair : pairs) {
      if (pair.ours) {
        const auto& mine = ours_[*pair.ours];
        number_ = static_cast<int>(*pair.ours) + 1;
        if (mine.style.starts_with("Heading")) {
          section_ = mine.text;
        }
        if (pair.theirs) {
          compare_words(mine, theirs_[*pair.theirs]);
        } else if (!base::trim(mine.text).empty()) {
          delete_paragraph(mine);
        }
        last = mine.node;
      } else if (!base::trim(theirs_[*pair.theirs].text).empty() && last) {
        last = insert_paragraph(last, theirs_[*pair.theirs]);
      }
    }
  }

  std::vector<TextChange> changes{};

 private:
  std::vector<Pair> pair_paragraphs() const {
    std::vector<std::multiset<std::string>> mine;
    std::vector<std::multiset<std::string>> yours;
    for (const auto& paragraph : ours_) {
      mine.push_back(long_words(paragraph));
    }
    for (const auto& paragraph : theirs_) {
      yours.push_back(long_words(paragraph));
    }
    std::map<std::pair<std::size_t, std::size_t>, float> known;
    return align(ours_.size(), theirs_.size(), [&](std::size_t i, std::size_t j) -> float {
      if (ours_[i].text == theirs_[j].text) {
        // Empty ones are equal too, but hold nothing in place.
        return ours_[i].text.empty() ? 0.05F : 2.0F;
      }
      const auto [place, is_new] = known.try_emplace({i, j}, 0.0F);
      if (is_new) {
        const auto value = likeness(mine[i], yours[j]);
        place->second = value < static_cast<float>(kAlike) ? 0.0F : value;
      }
      return place->second;
    });
  }

  void compare_words(const ParagraphText& mine, const ParagraphText& yours) {
    if (mine.text == yours.text) {
      return;
    }
    const auto pairs =
        align(mine.tokens.size(), yours.tokens.size(), [&](std::size_t i, std::size_t j) -> float {
          if (mine.tokens[i].text != yours.tokens[j].text) {
            return 0;
          }
          return mine.tokens[i].text == " " ? 0.5F : 1.0F;
        });
    auto paragraph = mine.node;
    Rebuilt rebuilt(*this, paragraph);
    std::vector<const Token*> gone;
    std::vector<const Token*> added;
    const auto settle = [&] {
      if (gone.empty() && added.empty()) {
        return;
      }
      note(gone, added, mine, yours);
      rebuilt.take_out(gone, author_of(gone, added, yours));
      rebuilt.put_in(added, gone.empty() ? nullptr : gone.front(), author_of(gone, added, yours));
      gone.clear();
      added.clear();
    };
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      const auto& pair = pairs[k];
      if (pair.ours && pair.theirs) {
        // A space between two changed words belongs to the change.
        const bool is_between = mine.tokens[*pair.ours].text == " " &&
                                !(gone.empty() && added.empty()) && k + 1 < pairs.size() &&
                                !(pairs[k + 1].ours && pairs[k + 1].theirs);
        if (is_between) {
          gone.push_back(&mine.tokens[*pair.ours]);
          added.push_back(&yours.tokens[*pair.theirs]);
          continue;
        }
        settle();
        rebuilt.keep(mine.tokens[*pair.ours]);
      } else if (pair.ours) {
        gone.push_back(&mine.tokens[*pair.ours]);
      } else {
        added.push_back(&yours.tokens[*pair.theirs]);
      }
    }
    settle();
    rebuilt.finish();
  }

  static std::string joined(const std::vector<const Token*>& tokens) {
    std::string out;
    for (const auto* token : tokens) {
      out += is(token->special, "w:footnoteReference") ? "[note]" : token->text;
    }
    return std::string(base::trim(base::replace_all(std::move(out), "\x01", "")));
  }

  std::string author_of(const std::vector<const Token*>& gone,
                        const std::vector<const Token*>& added,
                        const ParagraphText& yours) const {
    for (const auto* token : added) {
      if (token->is_tracked && !token->author.empty()) {
        return token->author;
      }
    }
    return added.empty() && !gone.empty() && !yours.deleted_by.empty() ? yours.deleted_by : author_;
  }

  void note(const std::vector<const Token*>& gone,
            const std::vector<const Token*>& added,
            const ParagraphText& mine,
            const ParagraphText& yours) {
    TextChange change;
    change.section = section_;
    change.paragraph = number_;
    change.before = joined(gone);
    change.after = joined(added);
    change.kind = gone.empty()    ? ChangeKind::inserted
                  : added.empty() ? ChangeKind::deleted
                                  : ChangeKind::replaced;
    const bool added_is_tracked = std::all_of(added.begin(), added.end(), [](const Token* token) {
      return token->is_tracked || token->text == " ";
    });
    const bool gone_is_tracked =
        change.before.empty() || yours.deleted.find(change.before) != std::string::npos;
    change.is_tracked = added_is_tracked && gone_is_tracked;
    change.author = change.is_tracked ? author_of(gone, added, yours) : std::string();
    for (const auto* token : gone) {
      if (!token->figure.empty()) {
        change.figure = token->figure;
      }
    }
    (void)mine;
    changes.push_back(std::move(change));
  }

  void delete_paragraph(const ParagraphText& mine) {
    std::vector<const Token*> gone;
    for (const auto& token : mine.tokens) {
      gone.push_back(&token);
    }
    note(gone, {}, mine, {});
    auto paragraph = mine.node;
    Rebuilt rebuilt(*this, paragraph);
    rebuilt.take_out(gone, author_);
    rebuilt.finish();
    mark_paragraph(paragraph, "w:del", author_);
  }

  Node insert_paragraph(Node after, const ParagraphText& yours) {
    std::vector<const Token*> added;
    for (const auto& token : yours.tokens) {
      added.push_back(&token);
    }
    note({}, added, {}, yours);
    auto paragraph = after.parent().insert_child_after("w:p", after);
    if (const auto style = after.child("w:pPr").child("w:pStyle")) {
      paragraph.append_child("w:pPr").append_copy(style);
    }
    const auto author = author_of({}, added, yours);
    Rebuilt rebuilt(*this, paragraph);
    rebuilt.put_in(added, nullptr, author);
    rebuilt.finish();
    mark_paragraph(paragraph, "w:ins", author);
    return paragraph;
  }

  // That the end of the paragraph itself is new, or gone.
  void mark_paragraph(Node paragraph, const char* name, const std::string& author) {
    auto properties = paragraph.child("w:pPr");
    if (!properties) {
      properties = paragraph.prepend_child("w:pPr");
    }
    auto run = properties.child("w:rPr");
    if (!run) {
      // Before a section's properties, which end a paragraph's.
      const auto section = properties.child("w:sectPr");
      run = section ? properties.insert_child_before("w:rPr", section)
                    : properties.append_child("w:rPr");
    }
    sign(run.prepend_child(name), author);
  }

  void sign(Node change, const std::string& author) {
    change.append_attribute("w:id") = ++change_id_;
    change.append_attribute("w:author") = author.c_str();
  }

  // A paragraph of ours written anew, run by run. Nodes of the old one are copied, so they stay
  // alive until finish().
  class Rebuilt {
   public:
    Rebuilt(Comparison& comparison, Node paragraph)
        : comparison_(comparison), paragraph_(paragraph) {
      for (const Node node : paragraph.children()) {
        if (!is(node, "w:pPr")) {
          old_.push_back(node);
        }
      }
    }

    void keep(const Token& token) {
      if (token.control && token.control != control_) {
        auto copy = paragraph_.append_child("w:sdt");
        copy.append_copy(token.control.child("w:sdtPr"));
        content_ = copy.append_child("w:sdtContent");
        run_ = {};
      }
      if (token.control != control_) {
        run_ = {};
      }
      control_ = token.control;
      write(token, control_ ? content_ : paragraph_, "w:t");
    }

    void take_out(const std::vector<const Token*>& tokens, const std::string& author) {
      if (tokens.empty()) {
        return;
      }
      start();
      auto change = paragraph_.append_child("w:del");
      comparison_.sign(change, author);
      for (const auto* token : tokens) {
        write(*token, change, "w:delText");
      }
      start();
    }

    void put_in(const std::vector<const Token*>& tokens,
                const Token* like,
                const std::string& author) {
      if (tokens.empty()) {
        return;
      }
      start();
      auto change = paragraph_.append_child("w:ins");
      comparison_.sign(change, author);
      for (const auto* token : tokens) {
        Token plain;
        plain.text = token->text == "\x01" ? "" : token->text;
        plain.run = like == nullptr ? last_run_ : like->run;
        write(plain, change, "w:t");
      }
      start();
    }

    void finish() {
      for (const auto node : old_) {
        paragraph_.remove_child(node);
      }
    }

   private:
    void start() {
      control_ = {};
      run_ = {};
      source_ = {};
    }

    void write(const Token& token, Node parent, const char* name) {
      if (!run_ || token.run != source_ || run_.parent() != parent) {
        run_ = parent.append_child("w:r");
        if (const auto format = token.run.child("w:rPr")) {
          run_.append_copy(format);
        }
        source_ = token.run;
      }
      if (token.run) {
        last_run_ = token.run;
      }
      if (token.special) {
        run_.append_copy(token.special);
      } else if (token.text == "\t" || token.text == "\n") {
        run_.append_child(token.text == "\t" ? "w:tab" : "w:br");
      } else if (!token.text.empty()) {
        auto text = run_.last_child();
        if (!is(text, name)) {
          text = run_.append_child(name);
          text.append_attribute("xml:space") = "preserve";
        }
        text.text() = (std::string(text.text().get()) + token.text).c_str();
      }
    }

    Comparison& comparison_;
    Node paragraph_;
    std::vector<Node> old_{};
    Node control_{};
    Node content_{};
    Node run_{};
    Node source_{};
    Node last_run_{};
  };

  std::string author_;
  std::string section_{};
  int number_ = 0;
  int change_id_ = 9000;
  std::vector<ParagraphText> ours_{};
  std::vector<ParagraphText> theirs_{};
};

PackagePart* part(std::vector<PackagePart>& parts, std::string_view name) {
  for (auto& candidate : parts) {
    if (candidate.name == name) {
      return &candidate;
    }
  }
  return nullptr;
}

Result<void> parse(pugi::xml_document& document, const std::string& xml) {
  const auto status = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_auto);
  if (!status) {
    return Error{ErrorCode::damaged, "the text of the document cannot be read", ""};
  }
  return {};
}

}  // namespace

std::string_view to_string(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::replaced: return "replaced";
    case ChangeKind::inserted: return "inserted";
    case ChangeKind::deleted: return "deleted";
  }
  return "";
}

Result<Redline> redline(base::BytesView ours, base::BytesView theirs, std::string_view author) {
  auto mine = TRY(read_package(ours));
  auto yours = TRY(read_package(theirs));
  Comparison comparison(author);
  bool is_word = false;
  for (const auto* name : {"word/document.xml", "word/footnotes.xml"}) {
    auto* my_part = part(mine, name);
    const auto* your_part = part(yours, name);
    if (my_part == nullptr || your_part == nullptr) {
      continue;
    }
    is_word = true;
    pugi::xml_document my_text;
    pugi::xml_document your_text;
    TRY(parse(my_text, my_part->bytes));
    TRY(parse(your_text, your_part->bytes));
    const bool is_notes = std::string_view(name) == "word/footnotes.xml";
    comparison.compare(my_text, your_text, is_notes ? "Footnotes" : "Caption");
    std::ostringstream out;
    my_text.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    my_part->bytes = out.str();
  }
  if (!is_word) {
    return Error{ErrorCode::unsupported, "the file is no Word document", "give a DOCX"};
  }
  Redline out;
  out.changes = std::move(comparison.changes);
  out.docx = TRY(write_package(mine));
  return out;
}

}  // namespace vaughn::paper
