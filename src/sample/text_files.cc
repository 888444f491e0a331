// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.h"
#include "sample/detail/doc.h"
#include "sample/detail/workbook.h"

namespace vaughn::sample {
namespace {

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string out;
  for (const std::string_view source : base::split(text, '\n')) {
    std::string line(indent);
    for (const std::string_view word : base::split(source, ' ')) {
      if (line.size() > indent.size() && line.size() + 1 + word.size() > width) {
        out += line + "\n";
        line = indent;
      }
      line += (line.size() > indent.size() ? " " : "") + std::string(word);
    }
    out += line + "\n";
  }
  return out;
}

std::string cell_text(const SheetCell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) {
    return fmt::format("{}", *number);
  }
  if (const auto* date = std::get_if<base::Date>(&cell)) {
    return base::us_date(*date);
  }
  return std::get<std::string>(cell);
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    return text;
  }
  return "\"" + base::replace_all(text, "\"", "\"\"") + "\"";
}

}  // namespace

base::Bytes to_plain_text(const Doc& doc, std::size_t width) {
  std::string out;
  for (const Block& block : doc.blocks) {
    switch (block.kind) {
      case BlockKind::title:
      case BlockKind::centred: {
        const std::size_t indent = block.text.size() < width ? (width - block.text.size()) / 2 : 0;
        out += std::string(indent, ' ') + block.text + "\n\n";
        break;
      }
      case BlockKind::heading:
        out += block.text + "\n" + std::string(std::min(block.text.size(), width), '-') + "\n\n";
        break;
      case BlockKind::paragraph: out += wrapped(block.text, width, "") + "\n"; break;
      case BlockKind::bullet: out += wrapped("* " + block.text, width, "  ") + "\n"; break;
      case BlockKind::table:
        for (const auto& row : block.rows) {
          out += base::join(row, " | ") + "\n";
        }
        out += "\n";
        break;
      case BlockKind::page_break: out += "\f"; break;
    }
  }
  return out;
}

base::Bytes to_html(const Doc& doc) {
  using base::escape_xml;
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<meta name=\"author\" content=\"{}\">\n<style>body {{ font-family: sans-serif; margin: 2em; "
      "}}\ntd, th {{ border: 1px solid #888; padding: 2px 6px; }}</style>\n</head>\n<body>\n",
      escape_xml(doc.title),
      escape_xml(doc.author));
  for (const Block& block : doc.blocks) {
    const std::string text = base::replace_all(escape_xml(block.text), "\n", "<br>\n");
    switch (block.kind) {
      case BlockKind::title: out += "<h1>" + text + "</h1>\n"; break;
      case BlockKind::centred: out += "<p align=\"center\">" + text + "</p>\n"; break;
      case BlockKind::heading: out += "<h2>" + text + "</h2>\n"; break;
      case BlockKind::paragraph: out += "<p>" + text + "</p>\n"; break;
      case BlockKind::bullet: out += "<ul><li>" + text + "</li></ul>\n"; break;
      case BlockKind::page_break: out += "<hr>\n"; break;
      case BlockKind::table: {
        out += "<table>\n";
        std::string_view tag = "th";
        for (const auto& row : block.rows) {
          out += "<tr>";
          for (const std::string& cell : row) {
            out += fmt::format("<{0}>{1}</{0}>", tag, escape_xml(cell));
          }
          out += "</tr>\n";
          tag = "td";
        }
        out += "</table>\n";
        break;
      }
    }
  }
  return out + "<p><small>" + escape_xml(doc.footer) + "</small></p>\n</body>\n</html>\n";
}

base::Bytes to_csv(const WorkbookSheet& sheet) {
  std::string out;
  for (const WorkbookRow& row : sheet.rows) {
    if (row.is_hidden) {
      continue;
    }
    std::vector<std::string> fields;
    for (const SheetCell& cell : row.cells) {
      fields.push_back(csv_field(cell_text(cell)));
    }
    out += base::join(fields, ",") + "\r\n";
  }
  return out;
}

}  // namespace vaughn::sample
