// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"
#include "extract/detail/html.h"
#include "extract/detail/markup.h"

namespace vaughn::extract {
namespace {

constexpr std::size_t kMaxAlternative = 4000;
// Lists and quotations within each other that are set in; more would leave no room for a word.
constexpr std::size_t kMaxIndents = 4;
// Nesting that is kept track of; deeper markup is read as if it were at this depth.
constexpr std::size_t kMaxDepth = 100;

// Elements of a line that are kept.
constexpr std::array<std::string_view, 13> kInline{
    "b", "big", "code", "em", "i", "s", "small", "strike", "strong", "sub", "sup", "tt", "u"};
static_assert(std::ranges::is_sorted(kInline));

bool is_inline(std::string_view name) {
  return std::ranges::binary_search(kInline, name);
}
bool is_cell(std::string_view name) {
  return name == "td" || name == "th";
}
bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}
bool is_indenting(std::string_view name) {
  return name == "ul" || name == "ol" || name == "dl" || name == "blockquote";
}
bool is_apart(std::string_view name) {
  return name == "p" || name == "table" || name == "pre" || is_heading(name) || is_indenting(name);
}
bool ends_line(std::string_view name) {
  return is_block_element(name) || name == "tr" || name == "thead" || name == "tbody" ||
         name == "tfoot";
}

// Writes a flat row of paragraphs: no block stands in another or beside bare text, and formatting
// is closed and opened again at the border of each.
class Sanitiser {
 public:
  explicit Sanitiser(std::string_view title) {
    out_ =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>" +
        base::escape_xml(title) + "</title></head><body>\n";
  }

  void start(const Token& token) {
    const auto& name = token.name;
    if (name == "br") {
      break_line();
      return;
    }
    if (name == "img") {
      picture(token);
      return;
    }
    if (ends_line(name)) {
      end_paragraph(is_apart(name));
    }
    if (name == "hr") {
      out_ += "<hr/>\n";
    } else if (is_cell(name)) {
      start_cell();
    } else if (name == "tr" || name == "table") {
      has_cell_ = false;
    } else if (name == "li") {
      start_item();
    } else if (token.is_closed) {
      return;
    } else if (is_indenting(name)) {
      push(indents_, {std::string(name), 0});
    } else if (name == "pre") {
      ++preformatted_;
    } else if (is_heading(name)) {
      heading_ = name;
    } else if (is_inline(name) && inlines_.size() < kMaxDepth) {
      inlines_.emplace_back(name);
      if (!paragraph_.empty()) {
        out_ += "<" + name + ">";
      }
    }
  }

  void end(std::string_view name) {
    if (ends_line(name)) {
      end_paragraph(is_apart(name));
    }
    if (is_indenting(name)) {
      const auto found = std::find_if(indents_.rbegin(),
                                      indents_.rend(),
                                      [&](const Indent& indent) { return indent.name == name; });
      if (found != indents_.rend()) {
        indents_.erase(std::next(found).base(), indents_.end());
      }
    } else if (name == "pre") {
      preformatted_ = std::max(preformatted_ - 1, 0);
    } else if (is_heading(name)) {
      heading_.clear();
    } else if (is_inline(name)) {
      end_inline(name);
    }
  }

  // No-break spaces become spaces: whole lines are made of them, and would be cut at the margin.
  void text(std::string_view utf8) {
    const auto spaced = base::replace_all(std::string(utf8), "\xC2\xA0", " ");
    if (paragraph_.empty()) {
      if (preformatted_ == 0 && base::trim(spaced).empty()) {
        return;
      }
      start_paragraph();
    }
    out_ += base::escape_xml(spaced);
  }

  std::string finish() {
    end_paragraph(false);
    return std::move(out_) + "</body></html>\n";
  }

 private:
  struct Indent {
    std::string name{};
    int items = 0;
  };

  static void push(std::vector<Indent>& list, Indent indent) {
    if (list.size() < kMaxDepth) {
      list.push_back(std::move(indent));
    }
  }

  void start_paragraph() {
    paragraph_ = preformatted_ > 0 ? "pre" : !heading_.empty() ? heading_ : is_apart_ ? "p" : "div";
    is_apart_ = false;
    std::string style = preformatted_ > 0 ? "white-space:pre-wrap" : "";
    if (!indents_.empty()) {
      style += fmt::format("{}margin-left:{}em",
                           style.empty() ? "" : ";",
                           2 * std::min(indents_.size(), kMaxIndents));
    }
    out_ += "<" + paragraph_;
    if (!style.empty()) {
      out_ += " style=\"" + style + "\"";
    }
    out_ += ">" + std::exchange(prefix_, {});
    for (const auto& name : inlines_) {
      out_ += "<" + name + ">";
    }
  }

  void end_paragraph(bool is_apart) {
    is_apart_ = is_apart_ || is_apart;
    if (paragraph_.empty()) {
      return;
    }
    for (auto name = inlines_.rbegin(); name != inlines_.rend(); ++name) {
      out_ += "</" + *name + ">";
    }
    out_ += "</" + std::exchange(paragraph_, {}) + ">\n";
  }

  // Two line breaks in a row part paragraphs.
  void break_line() {
    const bool had_paragraph = !paragraph_.empty();
    end_paragraph(!had_paragraph);
  }

  void end_inline(std::string_view name) {
    const auto found = std::find(inlines_.rbegin(), inlines_.rend(), name);
    if (found == inlines_.rend()) {
      return;
    }
    const auto position = static_cast<std::size_t>(inlines_.rend() - found) - 1;
    if (!paragraph_.empty()) {
      // What was opened after it, is closed with it and opened again.
      for (auto i = inlines_.size(); i-- > position;) {
        out_ += "</" + inlines_[i] + ">";
      }
      for (auto i = position + 1; i < inlines_.size(); ++i) {
        out_ += "<" + inlines_[i] + ">";
      }
    }
    inlines_.erase(inlines_.begin() + static_cast<std::ptrdiff_t>(position));
  }

  // The cells of a row stand in one line, an em space apart.
  void start_cell() {
    if (has_cell_ && !paragraph_.empty()) {
      out_ += " \xE2\x80\x83";
    }
    has_cell_ = true;
  }

  void start_item() {
    const auto list = std::find_if(indents_.rbegin(), indents_.rend(), [](const Indent& indent) {
      return indent.name == "ol" || indent.name == "ul";
    });
    const bool is_numbered = list != indents_.rend() && list->name == "ol";
    prefix_ = is_numbered ? fmt::format("{}. ", ++list->items) : "\xE2\x80\xA2 ";
  }

  void picture(const Token& token) {
    auto alternative = attribute(token, "alt", Markup::html).value_or("");
    alternative = base::collapse_white_space(base::repair_utf8(alternative));
    if (!alternative.empty() && alternative.size() <= kMaxAlternative) {
      text("[" + alternative + "]");
    }
  }

  std::string out_{};
  std::string paragraph_{};  // the open one; empty if none is
  std::string heading_{};
  std::string prefix_{};  // of a list item without text so far
  std::vector<std::string> inlines_{};
  std::vector<Indent> indents_{};
  int preformatted_ = 0;
  bool is_apart_ = false;  // the next paragraph stands off from the last
  bool has_cell_ = false;  // the row has a cell already
};

}  // namespace

std::string sanitise_html(std::string_view html, std::string_view title) {
  Sanitiser sanitiser(title);
  MarkupReader reader(html, Markup::html);
  Token token;
  while (reader.next(token)) {
    switch (token.kind) {
      case Token::Kind::declaration: break;
      case Token::Kind::text: sanitiser.text(text_of(token, Markup::html)); break;
      case Token::Kind::start:
        if (is_silent_element(token.name) || token.name == "title") {
          reader.skip_element(token);
        } else {
          sanitiser.start(token);
        }
        break;
      case Token::Kind::end: sanitiser.end(token.name); break;
    }
  }
  return sanitiser.finish();
}

}  // namespace vaughn::extract
