// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/ooxml.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/markup.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

// "xl/worksheets" and "../comments1.xml" give "xl/comments1.xml".
std::string resolve(std::string_view folder, std::string_view target) {
  std::vector<std::string_view> segments;
  if (!target.starts_with('/')) {
    segments = base::split(folder, '/');
  }
  for (const auto segment : base::split(target, '/')) {
    if (segment == "..") {
      if (!segments.empty()) {
        segments.pop_back();
      }
    } else if (segment != "." && !segment.empty()) {
      segments.push_back(segment);
    }
  }
  std::string out;
  for (const auto segment : segments) {
    if (!segment.empty()) {
      out += out.empty() ? "" : "/";
      out += segment;
    }
  }
  return out;
}

std::string folder_of(std::string_view name) {
  const auto slash = name.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : name.substr(0, slash));
}

std::string file_of(std::string_view name) {
  const auto slash = name.rfind('/');
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

// The text of each element of a flat file of properties.
template <typename Visit>
void for_each_property(std::string_view xml, Visit visit) {
  MarkupReader reader(xml, Markup::xml);
  Token token;
  std::string name;
  std::string text;
  while (reader.next(token)) {
    if (token.kind == Token::Kind::start) {
      name = token.name;
      text.clear();
    } else if (token.kind == Token::Kind::text) {
      text += text_of(token, Markup::xml);
    } else if (token.kind == Token::Kind::end && token.name == name && !text.empty()) {
      visit(std::string_view(name), base::collapse_white_space(base::repair_utf8(text)));
      name.clear();
    }
  }
}

}  // namespace

base::Result<Package> Package::open(const Input& input) {
  return Package(TRY(ZipReader::open(input.bytes)), input.options);
}

std::optional<base::Bytes> Package::part(std::string_view name) {
  const auto* entry = zip_.find(name);
  if (entry == nullptr) {
    return {};
  }
  auto bytes = zip_.read(*entry, options_->max_member_bytes, options_->max_ratio);
  if (!bytes) {
    ++unreadable_parts_;
    return {};
  }
  if (bytes->starts_with("\xFF\xFE") || bytes->starts_with("\xFE\xFF")) {
    *bytes = base::decode_text(*bytes).text;
  }
  has_doctype_ = has_doctype_ || bytes->substr(0, 4096).find("<!DOCTYPE") != std::string::npos;
  return std::move(*bytes);
}

std::vector<Relation> Package::relations(std::string_view part_name) {
  const auto folder = folder_of(part_name);
  const auto name =
      fmt::format("{}{}_rels/{}.rels", folder, folder.empty() ? "" : "/", file_of(part_name));
  std::vector<Relation> relations;
  const auto xml = part(name);
  if (!xml) {
    return relations;
  }
  MarkupReader reader(*xml, Markup::xml);
  Token token;
  while (reader.next(token)) {
    if (token.kind != Token::Kind::start || token.name != "Relationship") {
      continue;
    }
    Relation relation;
    relation.id = attribute(token, "Id", Markup::xml).value_or("");
    relation.type = file_of(attribute(token, "Type", Markup::xml).value_or(""));
    relation.target = attribute(token, "Target", Markup::xml).value_or("");
    relation.is_external = attribute(token, "TargetMode", Markup::xml).value_or("") == "External";
    if (!relation.is_external) {
      relation.target = resolve(folder, relation.target);
    }
    relations.push_back(std::move(relation));
  }
  return relations;
}

std::vector<std::string> Package::names_in(std::string_view folder) const {
  std::vector<std::string> names;
  for (const auto& entry : zip_.entries()) {
    if (base::starts_with_no_case(entry.name, folder) && !entry.is_folder) {
      names.push_back(entry.name);
    }
  }
  std::ranges::sort(names);
  return names;
}

std::optional<base::Instant> office_time(std::string_view text) {
  auto instant = base::parse_instant(text);
  if (!instant) {
    // Some programs leave out the zone; the format says that it is UTC.
    instant = base::parse_instant(std::string(text) + "Z");
  }
  if (!instant) {
    return {};
  }
  return *instant;
}

void read_properties(Package& package, foia::Metadata& metadata) {
  if (const auto core = package.part("docProps/core.xml")) {
    for_each_property(*core, [&](std::string_view name, const std::string& value) {
      if (name == "title") {
        metadata.title = value;
      } else if (name == "creator") {
        metadata.author = value;
      } else if (name == "created") {
        metadata.created = office_time(value);
      } else if (name == "modified") {
        metadata.modified = office_time(value);
      } else if (name == "lastModifiedBy" || name == "revision" || name == "subject" ||
                 name == "keywords" || name == "description") {
        metadata.extra.push_back(
            fmt::format("{}={}", name == "lastModifiedBy" ? "last_modified_by" : name, value));
      }
    });
  }
  if (const auto app = package.part("docProps/app.xml")) {
    for_each_property(*app, [&](std::string_view name, const std::string& value) {
      if (name == "Application" || name == "Company" || name == "Manager") {
        metadata.extra.push_back(fmt::format("{}={}", base::ascii_lower(name), value));
      }
    });
  }
}

void note_package(Package& package, std::string_view main_folder, Part& part) {
  if (package.has(fmt::format("{}/vbaProject.bin", main_folder))) {
    note(part, FindingCode::macros, "the file has macros, which were not run");
  }
  if (package.is_recovered()) {
    note(part, FindingCode::repaired, "the file is cut off; what was left of it was read");
  }
  if (package.unreadable_parts() > 0) {
    note(part,
         FindingCode::repaired,
         fmt::format("{} of the file could not be unpacked",
                     base::plural(package.unreadable_parts(), "part")));
  }
  if (package.has_doctype()) {
    note(part, FindingCode::active_content, "the file declares entities, which were not expanded");
  }
}

std::vector<Child> embedded_files(Package& package, std::string_view main_folder) {
  std::vector<Child> children;
  for (const auto& name : package.names_in(fmt::format("{}/embeddings/", main_folder))) {
    Child child;
    child.name = file_of(name);
    const auto bytes = package.part(name);
    if (!bytes) {
      child.failure =
          foia::Finding{FindingCode::damaged, 0, "the embedded file could not be unpacked"};
    } else {
      child.bytes = *bytes;
    }
    children.push_back(std::move(child));
  }
  return children;
}

OfficeText office_text(std::string_view xml) {
  OfficeText out;
  MarkupReader reader(xml, Markup::xml);
  Token token;
  bool is_text = false;
  bool is_first_cell = true;
  while (reader.next(token)) {
    const auto& name = token.name;
    if (token.kind == Token::Kind::text) {
      if (is_text) {
        out.text += text_of(token, Markup::xml);
      }
    } else if (token.kind == Token::Kind::start) {
      if (name == "t" || name == "delText") {
        is_text = !token.is_closed;
      } else if (name == "tab") {
        // Tab stops are declared by the same name, with a position.
        if (!attribute(token, "pos", Markup::xml)) {
          out.text += '\t';
        }
      } else if (name == "br" || name == "cr") {
        out.text += '\n';
      } else if (name == "noBreakHyphen") {
        out.text += '-';
      } else if (name == "tr") {
        is_first_cell = true;
      } else if (name == "tc") {
        if (!is_first_cell) {
          while (out.text.ends_with('\n')) {
            out.text.pop_back();
          }
          out.text += '\t';
        }
        is_first_cell = false;
      } else if (name == "ins" || name == "moveTo") {
        ++out.insertions;
      } else if (name == "del" || name == "moveFrom") {
        ++out.deletions;
      } else if (name == "vanish") {
        const auto value = attribute(token, "val", Markup::xml).value_or("1");
        out.has_hidden = out.has_hidden || (value != "0" && value != "false");
      } else if (name == "Fallback") {
        // The same again for older programs.
        reader.skip_element(token);
      }
    } else if (token.kind == Token::Kind::end) {
      if (name == "t" || name == "delText") {
        is_text = false;
      } else if (name == "p" || name == "tr") {
        if (!(name == "tr" && out.text.ends_with('\n'))) {
          out.text += '\n';
        }
      }
    }
  }
  return out;
}

}  // namespace vaughn::extract
