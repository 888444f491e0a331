// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "extract/detail/markup.h"
#include "extract/detail/ooxml.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

// The parts of the slides in the order in which they are shown.
std::vector<std::string> slide_parts(Package& package) {
  constexpr std::string_view kMain = "ppt/presentation.xml";
  std::map<std::string, std::string> targets;
  for (const auto& relation : package.relations(kMain)) {
    if (relation.type == "slide" && !relation.is_external) {
      targets[relation.id] = relation.target;
    }
  }
  std::vector<std::string> slides;
  const auto xml = package.part(kMain).value_or("");
  MarkupReader reader(xml, Markup::xml);
  Token token;
  while (reader.next(token)) {
    if (token.kind != Token::Kind::start || token.name != "sldId") {
      continue;
    }
    // Both "id" and "r:id" are there; only the latter names a relation.
    for_each_attribute(token.attributes, [&](std::string_view name, std::string_view value) {
      const auto target = targets.find(std::string(value));
      if (name.ends_with(":id") && target != targets.end()) {
        slides.push_back(target->second);
      }
    });
  }
  return slides;
}

bool is_hidden_slide(std::string_view xml) {
  MarkupReader reader(xml, Markup::xml);
  Token token;
  while (reader.next(token)) {
    if (token.kind == Token::Kind::start && token.name == "sld") {
      return attribute(token, "show", Markup::xml).value_or("1") == "0";
    }
  }
  return false;
}

void read(const Input& input, Part& part, std::vector<Child>& children) {
  auto opened = Package::open(input);
  if (!opened) {
    fail(part, finding_code(opened.error().code), opened.error().message);
    return;
  }
  auto& package = *opened;
  read_properties(package, part.metadata);
  std::string text;
  int hidden = 0;
  int comments = 0;
  const auto slides = slide_parts(package);
  for (const auto& name : slides) {
    if (!text.empty()) {
      text += '\f';
    }
    const auto xml = package.part(name);
    if (!xml) {
      continue;
    }
    hidden += is_hidden_slide(*xml) ? 1 : 0;
    text += office_text(*xml).text;
    for (const auto& relation : package.relations(name)) {
      if (relation.is_external) {
        continue;
      }
      if (relation.type == "notesSlide" || relation.type == "comments") {
        const auto side = package.part(relation.target);
        comments += side && relation.type == "comments" ? 1 : 0;
        text += side ? "\n" + office_text(*side).text : "";
      }
    }
  }
  part.metadata.extra.push_back(fmt::format("slides={}", slides.size()));
  if (hidden > 0) {
    note(part, FindingCode::hidden_content, base::plural(hidden, "hidden slide"));
  }
  if (comments > 0) {
    note(part, FindingCode::comments, "the presentation has comments");
  }
  children = embedded_files(package, "ppt");
  part.metadata.attachment_count = static_cast<int>(children.size());
  note_package(package, "ppt", part);
  store_text(part, std::move(text), input.options);
}

}  // namespace

const Format& pptx_format() {
  static constexpr Format kFormat{"pptx", foia::RecordKind::other, read, nullptr, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
