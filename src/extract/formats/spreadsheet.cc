// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "extract/detail/markup.h"
#include "extract/detail/number_format.h"
#include "extract/detail/ooxml.h"
#include "extract/detail/sheets.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::FindingCode;

constexpr std::string_view kWorkbook = "xl/workbook.xml";
constexpr int kMaxColumns = 16384;
constexpr int kMaxRows = 1'048'576;
constexpr std::size_t kMaxHiddenColumns = 16384;

int to_int(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_true(const Token& token, std::string_view name) {
  const auto value = attribute(token, name, Markup::xml).value_or("");
  return value == "1" || value == "true";
}

// "BC17": column 54, row 17.
struct Reference {
  int column = 0;
  int row = 0;
};
Reference parse_reference(std::string_view text) {
  Reference reference{-1, 0};
  std::size_t i = 0;
  int column = 0;
  for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && column <= kMaxColumns; ++i) {
    column = column * 26 + (text[i] - 'A' + 1);
  }
  reference.column = std::min(column, kMaxColumns) - 1;
  reference.row = to_int(text.substr(i), 0);
  return reference;
}

struct SheetEntry {
  std::string name{};
  std::string part{};
  bool is_hidden = false;
};

struct Workbook {
  std::vector<SheetEntry> sheets{};
  std::vector<std::string> shared{};
  std::vector<NumberFormat> styles{};
  bool is_1904 = false;
  bool has_hidden_names = false;
};

Workbook read_workbook(Package& package) {
  Workbook workbook;
  std::map<std::string, std::string> targets;
  std::string shared_part = "xl/sharedStrings.xml";
  std::string styles_part = "xl/styles.xml";
  for (const auto& relation : package.relations(kWorkbook)) {
    if (relation.type == "sharedStrings") {
      shared_part = relation.target;
    } else if (relation.type == "styles") {
      styles_part = relation.target;
    } else {
      targets[relation.id] = relation.target;
    }
  }
  const auto xml = package.part(kWorkbook).value_or("");
  MarkupReader reader(xml, Markup::xml);
  Token token;
  while (reader.next(token)) {
    if (token.kind != Token::Kind::start) {
      continue;
    }
    if (token.name == "workbookPr") {
      workbook.is_1904 = is_true(token, "date1904");
    } else if (token.name == "sheet") {
      SheetEntry sheet;
      sheet.name = attribute(token, "name", Markup::xml).value_or("");
      const auto state = attribute(token, "state", Markup::xml).value_or("visible");
      sheet.is_hidden = state != "visible";
      for_each_attribute(token.attributes, [&](std::string_view name, std::string_view value) {
        const auto target = targets.find(std::string(value));
        if (name.ends_with(":id") && target != targets.end()) {
          sheet.part = target->second;
        }
      });
      workbook.sheets.push_back(std::move(sheet));
    } else if (token.name == "definedName") {
      workbook.has_hidden_names = workbook.has_hidden_names || is_true(token, "hidden");
    }
  }

  if (const auto shared = package.part(shared_part)) {
    MarkupReader strings(*shared, Markup::xml);
    bool is_text = false;
    while (strings.next(token)) {
      if (token.kind == Token::Kind::start && token.name == "si") {
        workbook.shared.emplace_back();
      } else if (token.kind == Token::Kind::start && token.name == "rPh") {
        strings.skip_element(token);  // how to pronounce it
      } else if (token.name == "t" && token.kind != Token::Kind::text) {
        is_text = token.kind == Token::Kind::start && !token.is_closed;
      } else if (token.kind == Token::Kind::text && is_text && !workbook.shared.empty()) {
        workbook.shared.back() += text_of(token, Markup::xml);
      }
    }
  }

  if (const auto styles = package.part(styles_part)) {
    std::map<int, NumberFormat> formats;
    MarkupReader cells(*styles, Markup::xml);
    bool is_cell_formats = false;
    while (cells.next(token)) {
      if (token.name == "cellXfs" && token.kind != Token::Kind::text) {
        is_cell_formats = token.kind == Token::Kind::start;
      } else if (token.kind != Token::Kind::start) {
        continue;
      } else if (token.name == "numFmt") {
        const auto id = to_int(attribute(token, "numFmtId", Markup::xml).value_or(""), -1);
        formats[id] = parse_number_format(attribute(token, "formatCode", Markup::xml).value_or(""));
      } else if (token.name == "xf" && is_cell_formats) {
        const auto id = to_int(attribute(token, "numFmtId", Markup::xml).value_or(""), 0);
        const auto found = formats.find(id);
        workbook.styles.push_back(found == formats.end() ? built_in_number_format(id)
                                                         : found->second);
      }
    }
  }
  return workbook;
}

std::string cell_text(const Workbook& workbook,
                      std::string_view type,
                      std::string_view value,
                      int style) {
  if (type == "s") {
    const auto index = to_int(value, -1);
    return index >= 0 && static_cast<std::size_t>(index) < workbook.shared.size()
               ? workbook.shared[static_cast<std::size_t>(index)]
               : "";
  }
  if (type == "b") {
    return value == "1" ? "TRUE" : "FALSE";
  }
  if (type == "str" || type == "inlineStr" || type == "e" || type == "d") {
    return std::string(value);
  }
  double number = 0;
  const auto trimmed = base::trim(value);
  const auto [end, status] =
      std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  if (status != std::errc{} || end != trimmed.data() + trimmed.size()) {
    return std::string(value);
  }
  const auto format = style >= 0 && static_cast<std::size_t>(style) < workbook.styles.size()
                          ? workbook.styles[static_cast<std::size_t>(style)]
                          : NumberFormat{};
  return show_number(number, format, workbook.is_1904);
}

// The value behind what cell_text() shows.
foia::TableValue cell_value(const Workbook& workbook,
                            std::string_view type,
                            std::string_view value,
                            int style,
                            const std::string& shown) {
  if (type == "b") {
    return value == "1";
  }
  if (type == "d") {
    const auto date = base::parse_date(value.substr(0, 10));
    return date ? foia::TableValue(*date) : foia::TableValue(shown);
  }
  if (type == "s" || type == "str" || type == "inlineStr" || type == "e") {
    return shown;
  }
  double number = 0;
  const auto trimmed = base::trim(value);
  const auto [end, status] =
      std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  if (status != std::errc{} || end != trimmed.data() + trimmed.size()) {
    return shown;
  }
  const auto kind = style >= 0 && static_cast<std::size_t>(style) < workbook.styles.size()
                        ? workbook.styles[static_cast<std::size_t>(style)].kind
                        : NumberFormat::Kind::general;
  if (kind == NumberFormat::Kind::date || kind == NumberFormat::Kind::date_time) {
    const auto date = base::parse_date(std::string_view(shown).substr(0, 10));
    if (date) {
      return *date;
    }
  }
  return number;
}

// Comments by reference of their cell.
std::map<std::pair<int, int>, std::string> read_comments(Package& package,
                                                         const std::string& sheet_part) {
  std::map<std::pair<int, int>, std::string> comments;
  for (const auto& relation : package.relations(sheet_part)) {
    if (relation.type != "comments" || relation.is_external) {
      continue;
    }
    const auto xml = package.part(relation.target).value_or("");
    MarkupReader reader(xml, Markup::xml);
    Token token;
    std::string* current = nullptr;
    bool is_text = false;
    while (reader.next(token)) {
      if (token.kind == Token::Kind::start && token.name == "comment") {
        const auto at = parse_reference(attribute(token, "ref", Markup::xml).value_or(""));
        current = &comments[{at.row, at.column}];
      } else if (token.name == "t" && token.kind != Token::Kind::text) {
        is_text = token.kind == Token::Kind::start && !token.is_closed;
      } else if (token.kind == Token::Kind::text && is_text && current != nullptr) {
        *current += text_of(token, Markup::xml);
      }
    }
  }
  return comments;
}

class SheetReader {
 public:
  SheetReader(const Workbook& workbook, std::map<std::pair<int, int>, std::string> comments)
      : workbook_(workbook), comments_(std::move(comments)) {}

  // False if `row` ended it.
  void read(std::string_view xml, const SheetVisitor& visitor) {
    MarkupReader reader(xml, Markup::xml);
    Token token;
    bool is_value = false;
    bool is_formula = false;
    while (reader.next(token)) {
      if (token.kind == Token::Kind::text) {
        if (is_value) {
          value_ += text_of(token, Markup::xml);
        } else if (is_formula) {
          formula_ += text_of(token, Markup::xml);
        }
        continue;
      }
      const bool is_start = token.kind == Token::Kind::start;
      const auto& name = token.name;
      if (name == "v" || name == "t") {
        is_value = is_start && !token.is_closed;
      } else if (name == "f") {
        is_formula = is_start && !token.is_closed;
      } else if (name == "c") {
        if (is_start) {
          begin_cell(token);
        }
        if (!is_start || token.is_closed) {
          end_cell();
        }
      } else if (name == "row") {
        if (is_start) {
          begin_row(token);
        }
        if ((!is_start || token.is_closed) && !end_row(visitor)) {
          return;
        }
      } else if (name == "col" && is_start && is_true(token, "hidden")) {
        hide_columns(token);
      } else if (name == "rPh" && is_start) {
        reader.skip_element(token);
      } else if (name == "sheetData" && is_start) {
        visitor.columns(hidden_columns_);
      } else if (name == "mergeCell" && is_start && visitor.merged) {
        tell_merged(token, visitor);
      }
    }
  }

 private:
  void hide_columns(const Token& token) {
    const auto first = to_int(attribute(token, "min", Markup::xml).value_or(""), 1);
    const auto last = to_int(attribute(token, "max", Markup::xml).value_or(""), first);
    for (int column = std::max(first, 1);
         column <= std::min(last, kMaxColumns) && hidden_columns_.size() < kMaxHiddenColumns;
         ++column) {
      hidden_columns_.push_back(column - 1);
    }
  }

  static void tell_merged(const Token& token, const SheetVisitor& visitor) {
    const auto range = attribute(token, "ref", Markup::xml).value_or("");
    const auto colon = range.find(':');
    if (colon == std::string::npos) {
      return;
    }
    const auto first = parse_reference(std::string_view(range).substr(0, colon));
    const auto last = parse_reference(std::string_view(range).substr(colon + 1));
    if (first.column >= 0 && first.row > 0 && last.column >= first.column &&
        last.row >= first.row) {
      visitor.merged({first.column, first.row, last.column, last.row});
    }
  }

  void begin_row(const Token& token) {
    const auto number = to_int(attribute(token, "r", Markup::xml).value_or(""), row_.number + 1);
    row_.number = std::clamp(number, 1, kMaxRows);
    row_.is_hidden = is_true(token, "hidden");
    row_.cells.clear();
    values_.clear();
    next_column_ = 0;
  }

  void begin_cell(const Token& token) {
    type_ = attribute(token, "t", Markup::xml).value_or("n");
    style_ = to_int(attribute(token, "s", Markup::xml).value_or(""), -1);
    const auto reference = parse_reference(attribute(token, "r", Markup::xml).value_or(""));
    column_ = reference.column >= 0 ? reference.column : next_column_;
    next_column_ = column_ + 1;
    value_.clear();
    formula_.clear();
  }

  void end_cell() {
    Cell cell;
    cell.column = column_;
    cell.text =
        value_.empty() ? "" : base::repair_utf8(cell_text(workbook_, type_, value_, style_));
    cell.formula = base::repair_utf8(formula_);
    const auto comment = comments_.find({row_.number, column_});
    if (comment != comments_.end()) {
      cell.comment = base::repair_utf8(comment->second);
    }
    if (!cell.text.empty() || !cell.formula.empty() || !cell.comment.empty()) {
      values_.push_back(cell_value(workbook_, type_, value_, style_, cell.text));
      row_.cells.push_back(std::move(cell));
    }
  }

  bool end_row(const SheetVisitor& visitor) {
    if (row_.cells.empty()) {
      return true;
    }
    return visitor.typed_row ? visitor.typed_row(row_, values_) : visitor.row(row_);
  }

  const Workbook& workbook_;
  std::map<std::pair<int, int>, std::string> comments_;
  std::vector<int> hidden_columns_{};
  SheetRow row_{};
  std::vector<foia::TableValue> values_{};
  int next_column_ = 0;
  std::string type_{};
  int style_ = -1;
  int column_ = 0;
  std::string value_{};
  std::string formula_{};
};

void visit_sheets(Package& package, const Workbook& workbook, const SheetVisitor& visitor) {
  for (const auto& entry : workbook.sheets) {
    visitor.sheet(base::repair_utf8(entry.name), entry.is_hidden);
    const auto xml = package.part(entry.part);
    if (xml) {
      SheetReader(workbook, read_comments(package, entry.part)).read(*xml, visitor);
    }
  }
}

void read(const Input& input, Part& part, std::vector<Child>& children) {
  auto opened = Package::open(input);
  if (!opened) {
    fail(part, finding_code(opened.error().code), opened.error().message);
    return;
  }
  auto& package = *opened;
  const auto workbook = read_workbook(package);
  if (workbook.sheets.empty()) {
    fail(part, FindingCode::damaged, "the workbook has no readable sheet");
    return;
  }
  read_properties(package, part.metadata);
  SheetText text(input.options);
  visit_sheets(package, workbook, text.visitor());
  text.finish(part);
  if (!package.names_in("xl/externalLinks/").empty()) {
    note(part, FindingCode::external_links, "the workbook refers to other workbooks");
  }
  if (workbook.has_hidden_names) {
    note(part, FindingCode::hidden_content, "the workbook has hidden names");
  }
  if (!package.names_in("xl/pivotCache/").empty()) {
    note(part, FindingCode::hidden_content, "the workbook keeps data behind its pivot tables");
  }
  children = embedded_files(package, "xl");
  part.metadata.attachment_count = static_cast<int>(children.size());
  note_package(package, "xl", part);
}

void print(const Input& input, const PrintOptions& options, Printable& printable) {
  auto package = Package::open(input);
  if (!package) {
    return;
  }
  const auto workbook = read_workbook(*package);
  if (workbook.sheets.empty()) {
    return;
  }
  SheetGrid grid(options, printable);
  visit_sheets(*package, workbook, grid.visitor());
}

}  // namespace

Result<void> visit_xlsx(const Input& input, const SheetVisitor& visitor) {
  auto package = TRY(Package::open(input));
  const auto workbook = read_workbook(package);
  if (workbook.sheets.empty()) {
    return Error{ErrorCode::damaged, "the workbook has no readable sheet", ""};
  }
  visit_sheets(package, workbook, visitor);
  return {};
}

const Format& xlsx_format() {
  static constexpr Format kFormat{"xlsx", foia::RecordKind::spreadsheet, read, nullptr, print};
  return kFormat;
}

}  // namespace vaughn::extract
