// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <variant>

#include "base/text.h"
#include "letters/detail/text_template.h"

namespace vaughn::letters::detail {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using paper::ParagraphStyle;

constexpr char kOpen = '\x01';
constexpr char kClose = '\x02';
constexpr std::string_view kBreak = "\x03";  // a line that is broken here
constexpr std::string_view kSignature = "@signature";
constexpr double kTableSize = 11;

bool is_mark(char c) {
  return std::string_view("\\*#->|@{}![].").find(c) != std::string_view::npos;
}

class Setter {
 public:
  Setter(const Expanded& expanded, std::string_view name) : expanded_(expanded), name_(name) {
    document_.footer.page_numbers = paper::PageNumbers::page_of_pages;
    document_.footer.has_rule = false;
  }

  Result<paper::Document> run() {
    auto lines = base::split(expanded_.text, '\n');
    for (std::size_t i = 0; i < lines.size();) {
      const auto line = base::trim(lines[i]);
      if (line.empty()) {
        ++i;
      } else if (line.starts_with("# ")) {
        document_.title = paper::plain_text(runs(line.substr(2)));
        ++i;
      } else if (line.starts_with("## ")) {
        auto heading = paper::paragraph(runs(line.substr(3)), ParagraphStyle::subheading);
        heading.keeps_with_next = true;
        add(std::move(heading));
        ++i;
      } else if (line.starts_with('|')) {
        TRY(table(lines, i));
      } else if (line.starts_with(kSignature)) {
        signature(lines, i);
      } else {
        text(lines, i);
      }
    }
    return std::move(document_);
  }

 private:
  void add(paper::Paragraph paragraph) { document_.blocks.emplace_back(std::move(paragraph)); }

  static bool begins_block(std::string_view line) {
    return line.empty() || line.starts_with("# ") || line.starts_with("## ") ||
           line.starts_with('|') || line.starts_with("> ") || line.starts_with(kSignature) ||
           label_of(line).has_value();
  }

  // "•" of "- item", "1." of "1. item".
  static std::optional<std::string> label_of(std::string_view line) {
    if (line.starts_with("- ")) {
      return "•";
    }
    const auto digits = line.find_first_not_of("0123456789");
    if (digits == 0 || digits > 3 || digits == std::string_view::npos ||
        line.substr(digits, 2) != ". ") {
      return std::nullopt;
    }
    return std::string(line.substr(0, digits + 1));
  }

  // The lines of one paragraph, from `i`, which is left after them.
  std::string joined(const std::vector<std::string_view>& lines, std::size_t& i) {
    std::string out;
    for (bool is_first = true; i < lines.size(); ++i, is_first = false) {
      auto line = base::trim(lines[i]);
      if (!is_first && begins_block(line)) {
        break;
      }
      if (!out.empty() && !out.ends_with(kBreak)) {
        out += ' ';
      }
      const bool is_broken = line.ends_with('\\') && !line.ends_with("\\\\");
      out += is_broken ? line.substr(0, line.size() - 1) : line;
      out += is_broken ? kBreak : "";
    }
    while (out.ends_with(kBreak)) {
      out.resize(out.size() - kBreak.size());
    }
    return out;
  }

  void text(const std::vector<std::string_view>& lines, std::size_t& i) {
    const auto source = joined(lines, i);
    std::string_view line = source;
    paper::Paragraph paragraph;
    paragraph.style = ParagraphStyle::single;
    if (line.starts_with("> ")) {
      paragraph.style = ParagraphStyle::quote;
      line.remove_prefix(2);
    } else if (auto label = label_of(line)) {
      line.remove_prefix(line.find(' ') + 1);
      paragraph.label = *std::move(label);
    }
    paragraph.runs = runs(base::trim(line));
    if (!base::trim(paper::plain_text(paragraph.runs)).empty()) {
      add(std::move(paragraph));
    }
  }

  void signature(const std::vector<std::string_view>& lines, std::size_t& i) {
    paper::SignatureBlock block;
    // A signature does not stand on a page by itself.
    if (!document_.blocks.empty()) {
      if (auto* last = std::get_if<paper::Paragraph>(&document_.blocks.back())) {
        last->keeps_with_next = true;
      }
    }
    const auto closing = base::trim(base::trim(lines[i]).substr(kSignature.size()));
    if (!closing.empty()) {
      block.above.push_back(runs(closing));
    }
    for (++i; i < lines.size() && !base::trim(lines[i]).empty(); ++i) {
      auto line = base::trim(lines[i]);
      if (line.ends_with('\\')) {
        line.remove_suffix(1);
      }
      block.below.push_back(runs(line));
    }
    document_.blocks.emplace_back(std::move(block));
  }

  static std::vector<std::string_view> cells_of(std::string_view line) {
    line = base::trim(line);
    line.remove_prefix(1);
    if (line.ends_with('|') && !line.ends_with("\\|")) {
      line.remove_suffix(1);
    }
    std::vector<std::string_view> out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.size(); ++at) {
      const bool ends = at == line.size() || (line[at] == '|' && (at == 0 || line[at - 1] != '\\'));
      if (ends) {
        out.push_back(base::trim(line.substr(begin, at - begin)));
        begin = at + 1;
      }
    }
    return out;
  }

  Result<void> table(const std::vector<std::string_view>& lines, std::size_t& i) {
    paper::Table table;
    table.header_rows = 1;
    table.font_size = kTableSize;
    std::vector<std::vector<std::string_view>> rows;
    for (; i < lines.size() && base::trim(lines[i]).starts_with('|'); ++i) {
      const auto line = base::trim(lines[i]);
      if (line.starts_with("|!")) {
        table.description = paper::plain_text(runs(base::trim(line.substr(2))));
      } else {
        rows.push_back(cells_of(line));
      }
    }
    const auto is_width = [](std::string_view cell) {
      return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
    };
    if (rows.size() < 2 || !std::all_of(rows[1].begin(), rows[1].end(), is_width)) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{}: a table has no row of widths", name_),
                   "write |---|------| below its first row; more dashes make a wider column"};
    }
    for (const auto& dashes : rows[1]) {
      table.column_widths.push_back(static_cast<double>(dashes.size()));
    }
    rows.erase(rows.begin() + 1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (rows[row].size() != table.column_widths.size()) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("{}: row {} of a table has {} cells, not {}",
                                 name_,
                                 row + 1,
                                 rows[row].size(),
                                 table.column_widths.size()),
                     "a | in a cell is written \\|"};
      }
      paper::TableRow made;
      for (const auto& cell : rows[row]) {
        made.cells.push_back(paper::cell(runs(cell)));
        made.cells.back().is_header = row == 0;
      }
      table.rows.push_back(std::move(made));
    }
    if (table.rows.size() > 1) {
      document_.blocks.emplace_back(std::move(table));
      add(paper::paragraph("", ParagraphStyle::compact));
    }
    return {};
  }

  // Words, with * and ** taken for what they mean and values put in their places.
  paper::Runs runs(std::string_view source) {
    paper::Runs out;
    paper::Run run;
    std::string before;
    const auto flush = [&] {
      if (!run.text.empty()) {
        out.push_back(run);
        before = run.text;
        run.text.clear();
      }
    };
    std::string quoted;  // not curled yet
    const auto settle = [&] {
      run.text += base::curly_quotes(quoted, run.text.empty() ? before : run.text);
      quoted.clear();
    };
    for (std::size_t at = 0; at < source.size(); ++at) {
      const char c = source[at];
      if (c == kOpen) {
        const auto close = source.find(kClose, at);
        std::size_t index = 0;
        std::from_chars(source.data() + at + 1, source.data() + close, index);
        for (const char v : expanded_.literals.at(index)) {
          quoted += v;
        }
        at = close;
      } else if (c == kBreak[0]) {
        while (quoted.ends_with(' ')) {
          quoted.pop_back();
        }
        quoted += '\n';
      } else if (c == '\\' && at + 1 < source.size() && is_mark(source[at + 1])) {
        quoted += source[++at];
      } else if (c == '*') {
        settle();
        flush();
        if (at + 1 < source.size() && source[at + 1] == '*') {
          run.is_bold = !run.is_bold;
          ++at;
        } else {
          run.is_italic = !run.is_italic;
        }
      } else {
        quoted += c;
      }
    }
    settle();
    flush();
    return out;
  }

  const Expanded& expanded_;
  std::string_view name_;
  paper::Document document_{};
};

}  // namespace

Result<paper::Document> to_document(const Expanded& expanded, std::string_view name) {
  return Setter(expanded, name).run();
}

std::string plain_text(const paper::Document& document) {
  std::string out;
  const auto add = [&](const std::string& line) { out += line + "\n"; };
  for (const auto& block : document.blocks) {
    if (const auto* paragraph = std::get_if<paper::Paragraph>(&block)) {
      add((paragraph->label.empty() ? "" : paragraph->label + " ") +
          paper::plain_text(paragraph->runs));
    } else if (const auto* table = std::get_if<paper::Table>(&block)) {
      for (const auto& row : table->rows) {
        std::vector<std::string> cells;
        for (const auto& cell : row.cells) {
          cells.push_back(cell.paragraphs.empty() ? ""
                                                  : paper::plain_text(cell.paragraphs[0].runs));
        }
        add(base::join(cells, " | "));
      }
    } else if (const auto* block_of = std::get_if<paper::SignatureBlock>(&block)) {
      for (const auto& line : block_of->above) {
        add(paper::plain_text(line));
      }
      for (const auto& line : block_of->below) {
        add(paper::plain_text(line));
      }
    }
  }
  return out;
}

}  // namespace vaughn::letters::detail
