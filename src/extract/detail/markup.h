// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// A forgiving reader of XML and HTML, linear in time and without a stack: nesting, entity
// definitions and unclosed tags cost nothing.
namespace vaughn::extract {

enum class Markup { xml, html };

struct Token {
  enum class Kind { text, start, end, declaration };
  Kind kind = Kind::text;
  // Start and end: the name without its prefix; in HTML lower case.
  std::string name{};
  std::string_view attributes{};  // as written
  bool is_closed = false;         // <name/>
  std::string_view raw{};         // text: as written, entities and all; declaration: its inside
  bool is_literal = false;        // text in which & means itself: CDATA, script
};

class MarkupReader {
 public:
  MarkupReader(std::string_view bytes, Markup markup) : bytes_(bytes), markup_(markup) {}
  // False at the end.
  bool next(Token& token);
  // After a start tag: passes over everything up to its end tag.
  void skip_element(const Token& start);

 private:
  bool read_tag(Token& token);
  bool read_declaration(Token& token);
  void take_text(Token& token, std::size_t end);

  std::string_view bytes_;
  Markup markup_;
  std::size_t position_ = 0;
  std::string raw_text_element_{};  // script, style: nothing inside is markup
};

// The decoded text of a text token.
std::string text_of(const Token& token, Markup markup);
// Attribute by its name without prefix (HTML: lower case), decoded.
std::optional<std::string> attribute(const Token& token, std::string_view name, Markup markup);
// Calls visit(name, raw value) for each attribute; names as written.
template <typename Visit>
void for_each_attribute(std::string_view attributes, Visit visit);

std::string decode_entities(std::string_view raw, Markup markup);
void append_utf8(std::string& out, char32_t code_point);

// ------ inline ------

inline bool is_markup_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

template <typename Visit>
void for_each_attribute(std::string_view attributes, Visit visit) {
  std::size_t i = 0;
  const auto skip_space = [&] {
    while (i < attributes.size() && (is_markup_space(attributes[i]) || attributes[i] == '/')) {
      ++i;
    }
  };
  for (;;) {
    skip_space();
    const auto name_start = i;
    while (i < attributes.size() && attributes[i] != '=' && attributes[i] != '/' &&
           !is_markup_space(attributes[i])) {
      ++i;
    }
    const auto name = attributes.substr(name_start, i - name_start);
    while (i < attributes.size() && is_markup_space(attributes[i])) {
      ++i;
    }
    std::string_view value;
    if (i < attributes.size() && attributes[i] == '=') {
      ++i;
      while (i < attributes.size() && is_markup_space(attributes[i])) {
        ++i;
      }
      if (i < attributes.size() && (attributes[i] == '"' || attributes[i] == '\'')) {
        const char quote = attributes[i++];
        const auto end = attributes.find(quote, i);
        value = attributes.substr(i, end == std::string_view::npos ? end : end - i);
        i = end == std::string_view::npos ? attributes.size() : end + 1;
      } else {
        const auto value_start = i;
        while (i < attributes.size() && !is_markup_space(attributes[i])) {
          ++i;
        }
        value = attributes.substr(value_start, i - value_start);
      }
    } else if (name.empty()) {
      return;
    }
    visit(name, value);
  }
}

}  // namespace vaughn::extract
