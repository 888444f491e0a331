// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "extract/detail/markup.h"
#include "extract/detail/ooxml.h"
#include "extract/detail/sheets.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

constexpr int kMaxRepeats = 1000;
constexpr int kMaxSpaces = 100;

int count_of(const Token& token, std::string_view name) {
  const auto text = attribute(token, name, Markup::xml).value_or("1");
  int count = 1;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::max(count, 1);
}

void read_meta(Package& package, foia::Metadata& metadata) {
  const auto xml = package.part("meta.xml").value_or("");
  MarkupReader reader(xml, Markup::xml);
  Token token;
  std::string name;
  while (reader.next(token)) {
    if (token.kind == Token::Kind::start) {
      name = token.name;
    } else if (token.kind == Token::Kind::end) {
      name.clear();
    } else if (token.kind == Token::Kind::text && !name.empty()) {
      const auto value = base::collapse_white_space(base::repair_utf8(text_of(token, Markup::xml)));
      if (name == "title") {
        metadata.title = value;
      } else if (name == "creator" || (name == "initial-creator" && metadata.author.empty())) {
        metadata.author = value;
      } else if (name == "creation-date") {
        metadata.created = office_time(value);
      } else if (name == "date") {
        metadata.modified = office_time(value);
      } else if (name == "generator") {
        metadata.extra.push_back("application=" + value);
      }
    }
  }
}

bool is_encrypted(Package& package) {
  const auto manifest = package.part("META-INF/manifest.xml").value_or("");
  return manifest.find("encryption-data") != std::string::npos;
}

struct BodyText {
  std::string text{};
  int changes = 0;
  int comments = 0;
};

BodyText body_text(std::string_view xml) {
  BodyText out;
  MarkupReader reader(xml, Markup::xml);
  Token token;
  int paragraphs = 0;
  bool is_first_cell = true;
  while (reader.next(token)) {
    const auto& name = token.name;
    if (token.kind == Token::Kind::text) {
      if (paragraphs > 0) {
        out.text += base::replace_all(text_of(token, Markup::xml), "\n", " ");
      }
    } else if (token.kind == Token::Kind::start) {
      if (name == "p" || name == "h") {
        paragraphs += token.is_closed ? 0 : 1;
        out.text += token.is_closed ? "\n" : "";
      } else if (name == "tab") {
        out.text += '\t';
      } else if (name == "line-break") {
        out.text += '\n';
      } else if (name == "s") {
        out.text.append(static_cast<std::size_t>(std::min(count_of(token, "c"), kMaxSpaces)), ' ');
      } else if (name == "table-row") {
        is_first_cell = true;
      } else if (name == "table-cell") {
        if (!is_first_cell) {
          while (out.text.ends_with('\n')) {
            out.text.pop_back();
          }
          out.text += '\t';
        }
        is_first_cell = false;
      } else if (name == "annotation") {
        ++out.comments;
      } else if (name == "changed-region") {
        ++out.changes;
      } else if (name == "page" && !out.text.empty()) {
        out.text += '\f';
      }
    } else if (token.kind == Token::Kind::end && (name == "p" || name == "h")) {
      paragraphs = std::max(paragraphs - 1, 0);
      out.text += '\n';
    }
  }
  return out;
}

// The content, or nothing after the part has been made an exception.
std::optional<base::Bytes> open_content(const Input& input,
                                        std::optional<Package>& package,
                                        Part& part) {
  auto opened = Package::open(input);
  if (!opened) {
    fail(part, finding_code(opened.error().code), opened.error().message);
    return {};
  }
  package.emplace(std::move(*opened));
  if (is_encrypted(*package)) {
    fail(part, FindingCode::encrypted, "the document is protected by a password");
    return {};
  }
  auto content = package->part("content.xml");
  if (!content) {
    fail(part, FindingCode::damaged, "the content of the document could not be unpacked");
  }
  return content;
}

void read_text(const Input& input, Part& part, std::vector<Child>&) {
  std::optional<Package> package;
  const auto content = open_content(input, package, part);
  if (!content) {
    return;
  }
  read_meta(*package, part.metadata);
  auto body = body_text(*content);
  if (body.changes > 0) {
    note(part, FindingCode::tracked_changes, base::plural(body.changes, "tracked change"));
  }
  if (body.comments > 0) {
    note(part, FindingCode::comments, base::plural(body.comments, "comment"));
  }
  if (!package->names_in("Basic/").empty()) {
    note(part, FindingCode::macros, "the file has macros, which were not run");
  }
  note_package(*package, "", part);
  store_text(part, std::move(body.text), input.options);
}

void visit_tables(std::string_view xml, const SheetVisitor& visitor) {
  MarkupReader reader(xml, Markup::xml);
  Token token;
  SheetRow row;
  int next_row = 1;
  int column = 0;
  int row_repeats = 1;
  int cell_repeats = 1;
  int paragraphs = 0;
  bool is_in_comment = false;
  bool is_cut = false;
  Cell cell;
  const auto end_cell = [&] {
    if (!cell.text.empty() || !cell.comment.empty() || !cell.formula.empty()) {
      // Repeated cells with content are few; repeated empty ones fill the sheet to its border.
      for (int i = 0; i < std::min(cell_repeats, kMaxRepeats); ++i) {
        cell.column = column + i;
        row.cells.push_back(cell);
      }
    }
    column += std::min(cell_repeats, 1 << 20);
  };
  while (reader.next(token)) {
    const auto& name = token.name;
    const bool is_start = token.kind == Token::Kind::start;
    if (token.kind == Token::Kind::text) {
      if (paragraphs > 0) {
        (is_in_comment ? cell.comment : cell.text) +=
            base::repair_utf8(text_of(token, Markup::xml));
      }
    } else if (token.kind == Token::Kind::declaration) {
      continue;
    } else if (name == "table" && is_start) {
      visitor.sheet(base::repair_utf8(attribute(token, "name", Markup::xml).value_or("")), false);
      visitor.columns({});
      next_row = 1;
      is_cut = false;
    } else if (name == "table-row") {
      if (is_start) {
        row = {};
        row.number = next_row;
        const auto visibility = attribute(token, "visibility", Markup::xml).value_or("");
        row.is_hidden = visibility == "collapse" || visibility == "filter";
        row_repeats = count_of(token, "number-rows-repeated");
        column = 0;
      }
      if (!is_start || token.is_closed) {
        for (int i = 0; i < std::min(row_repeats, kMaxRepeats) && !row.cells.empty() && !is_cut;
             ++i) {
          row.number = next_row + i;
          is_cut = !visitor.row(row);
        }
        next_row += std::min(row_repeats, 1 << 21);
        next_row = std::min(next_row, 1 << 24);
      }
    } else if (name == "table-cell" || name == "covered-table-cell") {
      if (is_start) {
        cell = {};
        cell_repeats = count_of(token, "number-columns-repeated");
        cell.formula = base::repair_utf8(attribute(token, "formula", Markup::xml).value_or(""));
      }
      if (!is_start || token.is_closed) {
        end_cell();
      }
    } else if (name == "annotation") {
      is_in_comment = is_start && !token.is_closed;
    } else if (name == "p") {
      if (is_start && !token.is_closed) {
        auto& text = is_in_comment ? cell.comment : cell.text;
        text += text.empty() ? "" : "\n";
        ++paragraphs;
      } else if (!is_start) {
        paragraphs = std::max(paragraphs - 1, 0);
      }
    }
  }
}

void read_tables(const Input& input, Part& part, std::vector<Child>&) {
  std::optional<Package> package;
  const auto content = open_content(input, package, part);
  if (!content) {
    return;
  }
  read_meta(*package, part.metadata);
  SheetText text(input.options);
  visit_tables(*content, text.visitor());
  text.finish(part);
  note_package(*package, "", part);
}

void print_tables(const Input& input, const PrintOptions& options, Printable& printable) {
  Part part;
  std::optional<Package> package;
  if (const auto content = open_content(input, package, part)) {
    SheetGrid grid(options, printable);
    visit_tables(*content, grid.visitor());
  }
}

}  // namespace

const Format& odt_format() {
  static constexpr Format kFormat{"odt", foia::RecordKind::word, read_text, nullptr, nullptr};
  return kFormat;
}

const Format& odp_format() {
  static constexpr Format kFormat{"odp", foia::RecordKind::other, read_text, nullptr, nullptr};
  return kFormat;
}

const Format& ods_format() {
  static constexpr Format kFormat{
      "ods", foia::RecordKind::spreadsheet, read_tables, nullptr, print_tables};
  return kFormat;
}

}  // namespace vaughn::extract
