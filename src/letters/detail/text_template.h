// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "letters/detail/tags.h"
#include "letters/template.h"
#include "paper/document.h"

namespace vaughn::letters::detail {

struct TextNode {
  enum class Type { text, field, block };
  Type type{};
  std::string text{};
  Tag tag{};
  std::string place{};  // "final.txt:12"
  std::vector<TextNode> body{};
  std::vector<TextNode> otherwise{};  // after {{else}}
};

// The template as a tree, its parts put in; every name is known.
base::Result<std::vector<TextNode>> parse_text(std::string_view name,
                                               std::string_view text,
                                               const Parts& parts);

// The text with its values. A value is not in it but in `literals`; \x01N\x02 stands for number N,
// so that nothing in a value can be taken for markup.
struct Expanded {
  std::string text{};
  std::vector<std::string> literals{};
};
base::Result<Expanded> expand(const std::vector<TextNode>& nodes, Scope& scope);

// Every field the tree names, and all of its text.
TemplateContents contents_of(const std::vector<TextNode>& nodes);

// Lines of markup as a document; the first paragraphs of the header of letters/template.h say
// what there is. `name` is for errors.
base::Result<paper::Document> to_document(const Expanded& expanded, std::string_view name);
// A line for each paragraph, table row and line of a signature.
std::string plain_text(const paper::Document& document);

}  // namespace vaughn::letters::detail
