// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/html.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "extract/detail/markup.h"

namespace vaughn::extract {
namespace {

constexpr auto kNone = std::string_view::npos;

// Elements before and after which a line ends.
constexpr std::array<std::string_view, 34> kBlocks{
    "address", "article", "aside", "blockquote", "body",    "br",     "caption", "center", "dd",
    "div",     "dl",      "dt",    "fieldset",   "figure",  "footer", "form",    "h1",     "h2",
    "h3",      "h4",      "h5",    "h6",         "header",  "hr",     "li",      "main",   "nav",
    "ol",      "option",  "p",     "pre",        "section", "table",  "ul"};
static_assert(std::ranges::is_sorted(kBlocks));

// Elements whose content nobody reads.
constexpr std::array<std::string_view, 5> kSilent{"object", "script", "style", "svg", "template"};
static_assert(std::ranges::is_sorted(kSilent));

bool is_remote(std::string_view address) {
  return base::starts_with_no_case(address, "http:") ||
         base::starts_with_no_case(address, "https:") || address.starts_with("//");
}

bool hides(const Token& token) {
  if (token.attributes.size() < 6) {
    return false;
  }
  bool is_hidden = false;
  for_each_attribute(token.attributes, [&](std::string_view name, std::string_view value) {
    if (name.size() == 6 && base::starts_with_no_case(name, "hidden")) {
      is_hidden = true;
    } else if (name.size() == 5 && base::starts_with_no_case(name, "style")) {
      std::string style = base::ascii_lower(value);
      std::erase_if(style, is_markup_space);
      is_hidden = is_hidden || style.find("display:none") != std::string::npos ||
                  style.find("visibility:hidden") != std::string::npos;
    }
  });
  return is_hidden;
}

// Joins pieces of text with the white space that markup means.
class TextBuilder {
 public:
  void add(std::string_view text, bool is_preformatted) {
    for (std::size_t i = 0; i < text.size();) {
      const auto rest = text.substr(i);
      // No-break space is space; what is invisible would only hide words from a search.
      if (rest.starts_with("\xC2\xA0")) {
        is_space_pending_ = true;
        i += 2;
      } else if (rest.starts_with("\xC2\xAD")) {
        i += 2;
      } else if (rest.starts_with("\xE2\x80\x8B") || rest.starts_with("\xEF\xBB\xBF")) {
        i += 3;
      } else if (is_markup_space(text[i])) {
        if (is_preformatted && text[i] == '\n') {
          break_line(1, true);
        } else {
          is_space_pending_ = true;
        }
        ++i;
      } else {
        auto end = i + 1;
        while (end < text.size() && !is_markup_space(text[end]) && text[end] != '\xC2' &&
               text[end] != '\xE2' && text[end] != '\xEF') {
          ++end;
        }
        flush();
        out_.append(text.substr(i, end - i));
        i = end;
      }
    }
  }
  void break_line(int count, bool adds = false) {
    pending_lines_ = std::min(adds ? pending_lines_ + count : std::max(pending_lines_, count), 2);
    is_space_pending_ = false;
    is_tab_pending_ = false;
  }
  void end_cell() { is_tab_pending_ = true; }
  std::string take() { return std::move(out_); }

 private:
  void flush() {
    if (!out_.empty()) {
      if (pending_lines_ > 0) {
        out_.append(static_cast<std::size_t>(pending_lines_), '\n');
      } else if (is_tab_pending_) {
        out_.push_back('\t');
      } else if (is_space_pending_) {
        out_.push_back(' ');
      }
    }
    pending_lines_ = 0;
    is_space_pending_ = false;
    is_tab_pending_ = false;
  }
  std::string out_{};
  int pending_lines_ = 0;
  bool is_space_pending_ = false;
  bool is_tab_pending_ = false;
};

bool has_class_of_paragraph(std::string_view name) {
  return name == "p" || name == "blockquote" || name == "table" ||
         (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6');
}

}  // namespace

bool is_block_element(std::string_view name) {
  return std::ranges::binary_search(kBlocks, name);
}

bool is_silent_element(std::string_view name) {
  return std::ranges::binary_search(kSilent, name);
}

HtmlText html_to_text(std::string_view html) {
  HtmlText result;
  TextBuilder builder;
  MarkupReader reader(html, Markup::html);
  Token token;
  bool is_in_title = false;
  int preformatted = 0;
  while (reader.next(token)) {
    switch (token.kind) {
      case Token::Kind::declaration: break;
      case Token::Kind::text:
        if (is_in_title) {
          result.title += text_of(token, Markup::html);
        } else if (token.raw.find('&') == kNone) {
          builder.add(token.raw, preformatted > 0);
        } else {
          builder.add(text_of(token, Markup::html), preformatted > 0);
        }
        break;
      case Token::Kind::start:
      case Token::Kind::end: {
        const bool is_start = token.kind == Token::Kind::start;
        if (token.name == "title") {
          is_in_title = is_start && !token.is_closed;
        } else if (token.name == "td" || token.name == "th") {
          builder.end_cell();
        } else if (token.name == "tr") {
          builder.break_line(1);
        } else if (token.name == "br") {
          builder.break_line(1, true);
        } else if (is_block_element(token.name)) {
          builder.break_line(has_class_of_paragraph(token.name) ? 2 : 1);
          if (token.name == "pre") {
            preformatted = std::max(preformatted + (is_start ? 1 : -1), 0);
          }
        }
        if (is_start) {
          result.has_hidden_text = result.has_hidden_text || hides(token);
          if (token.name == "img" || token.name == "iframe" || token.name == "frame") {
            result.has_remote_content =
                result.has_remote_content ||
                is_remote(attribute(token, "src", Markup::html).value_or(""));
            if (auto alternative = attribute(token, "alt", Markup::html)) {
              builder.add(*alternative, false);
            }
          }
          if (is_silent_element(token.name)) {
            result.has_script = result.has_script || token.name == "script";
            reader.skip_element(token);
          }
        }
        break;
      }
    }
  }
  result.text = builder.take();
  result.title = base::collapse_white_space(result.title);
  return result;
}

std::string declared_charset(base::BytesView html) {
  const auto head = base::ascii_lower(html.substr(0, 4096));
  for (const std::string_view key : {"charset=", "encoding="}) {
    for (auto i = head.find(key); i != std::string::npos; i = head.find(key, i + 1)) {
      const auto tag = head.rfind('<', i);
      if (tag == std::string::npos ||
          (!head.substr(tag).starts_with("<meta") && !head.substr(tag).starts_with("<?xml"))) {
        continue;
      }
      auto start = i + key.size();
      while (start < head.size() && (head[start] == '"' || head[start] == '\'')) {
        ++start;
      }
      auto end = start;
      while (end < head.size() && head[end] > ' ' && head[end] != '"' && head[end] != '\'' &&
             head[end] != ';' && head[end] != '>' && head[end] != '/') {
        ++end;
      }
      if (end > start) {
        return head.substr(start, end - start);
      }
    }
  }
  return {};
}

}  // namespace vaughn::extract
