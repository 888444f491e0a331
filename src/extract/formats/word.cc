// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/detail/markup.h"
#include "extract/detail/ooxml.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

std::string main_part(Package& package) {
  for (const auto& relation : package.relations("")) {
    if (relation.type == "officeDocument" && !relation.is_external) {
      return relation.target;
    }
  }
  return "word/document.xml";
}

// "[Ana Ortiz: please check]" for each comment.
std::string comment_text(std::string_view xml, int& count) {
  std::string out;
  MarkupReader reader(xml, Markup::xml);
  Token token;
  std::string author;
  std::string text;
  bool is_text = false;
  while (reader.next(token)) {
    if (token.kind == Token::Kind::start && token.name == "comment") {
      author = attribute(token, "author", Markup::xml).value_or("");
      text.clear();
      ++count;
    } else if (token.name == "t" && token.kind != Token::Kind::text) {
      is_text = token.kind == Token::Kind::start && !token.is_closed;
    } else if (token.kind == Token::Kind::text && is_text) {
      text += text_of(token, Markup::xml);
    } else if (token.kind == Token::Kind::end && token.name == "p") {
      text += ' ';
    } else if (token.kind == Token::Kind::end && token.name == "comment") {
      out += fmt::format("[{}: {}]\n", author, base::trim(text));
    }
  }
  return out;
}

void read(const Input& input, Part& part, std::vector<Child>& children) {
  auto opened = Package::open(input);
  if (!opened) {
    fail(part, finding_code(opened.error().code), opened.error().message);
    return;
  }
  auto& package = *opened;
  const auto name = main_part(package);
  const auto document = package.part(name);
  if (!document) {
    fail(part, FindingCode::damaged, "the text of the document could not be unpacked");
    return;
  }
  read_properties(package, part.metadata);
  auto body = office_text(*document);
  std::string text = std::move(body.text);
  int comments = 0;
  bool has_links = false;
  for (const auto& relation : package.relations(name)) {
    if (relation.is_external) {
      has_links = has_links || relation.type != "hyperlink";
      continue;
    }
    const bool is_side_text = relation.type == "header" || relation.type == "footer" ||
                              relation.type == "footnotes" || relation.type == "endnotes";
    if (!is_side_text && relation.type != "comments") {
      continue;
    }
    const auto xml = package.part(relation.target);
    if (!xml) {
      continue;
    }
    if (relation.type == "comments") {
      text += "\n" + comment_text(*xml, comments);
      continue;
    }
    const auto side = office_text(*xml);
    body.insertions += side.insertions;
    body.deletions += side.deletions;
    body.has_hidden = body.has_hidden || side.has_hidden;
    if (!base::trim(side.text).empty()) {
      text += "\n" + side.text;
    }
  }
  if (body.insertions + body.deletions > 0) {
    note(part,
         FindingCode::tracked_changes,
         fmt::format("tracked changes: {} and {}, both in the text",
                     base::plural(body.insertions, "insertion"),
                     base::plural(body.deletions, "deletion")));
  }
  if (comments > 0) {
    note(part, FindingCode::comments, base::plural(comments, "comment"));
  }
  if (body.has_hidden) {
    note(part, FindingCode::hidden_content, "the document has hidden text");
  }
  if (has_links) {
    note(part, FindingCode::external_links, "the document takes content from elsewhere");
  }
  children = embedded_files(package, "word");
  part.metadata.attachment_count = static_cast<int>(children.size());
  note_package(package, "word", part);
  store_text(part, std::move(text), input.options);
}

}  // namespace

const Format& docx_format() {
  static constexpr Format kFormat{"docx", foia::RecordKind::word, read, nullptr, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
