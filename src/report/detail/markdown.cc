// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace vaughn::report::detail {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kNoteMark = "[^";

// "12." or "-" at the beginning of a line; empty if there is none.
std::string_view item_label(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) {
    return line.substr(0, 1);
  }
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') {
    ++digits;
  }
  return digits > 0 && digits < 4 && line.substr(digits).starts_with(". ")
             ? line.substr(0, digits + 1)
             : std::string_view{};
}

bool is_table_rule(std::string_view line) {
  return line.find('-') != line.npos && line.find_first_not_of("|-: ") == line.npos;
}

std::vector<std::string_view> table_cells(std::string_view line) {
  line = base::trim(line);
  if (line.starts_with('|')) {
    line.remove_prefix(1);
  }
  if (line.ends_with('|')) {
    line.remove_suffix(1);
  }
  auto cells = base::split(line, '|');
  for (auto& cell : cells) {
    cell = base::trim(cell);
  }
  return cells;
}

class MarkdownReader {
 public:
  explicit MarkdownReader(Composer& composer) : composer_(composer) {}

  Result<std::vector<paper::Block>> read(std::string_view text) {
    collect_notes(text);
    for (std::size_t i = 0; i < lines_.size();) {
      TRY(read_block(i));
    }
    for (const auto& [key, note] : notes_) {
      if (!used_.contains(key)) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("the footnote '{}' is not used", key),
                     fmt::format("write [^{}] where it belongs, or remove it", key)};
      }
    }
    return std::move(blocks_);
  }

 private:
  void collect_notes(std::string_view text) {
    for (auto line : base::split(text, '\n')) {
      line = base::trim(line);
      const auto end = line.find("]: ");
      if (line.starts_with(kNoteMark) && end != line.npos) {
        notes_[std::string(line.substr(2, end - 2))] =
            std::string(base::trim(line.substr(end + 3)));
        lines_.emplace_back();
      } else {
        lines_.push_back(line);
      }
    }
  }

  Result<void> read_block(std::size_t& i) {
    const auto line = lines_[i];
    if (line.empty()) {
      ++i;
      return {};
    }
    if (line.starts_with('#')) {
      const auto words = base::trim(line.substr(line.find_first_not_of('#')));
      auto heading =
          paper::paragraph(TRY(inline_runs(words, true)), paper::ParagraphStyle::subheading);
      heading.keeps_with_next = true;
      blocks_.emplace_back(std::move(heading));
      ++i;
      return {};
    }
    if (line.starts_with('|')) {
      return read_table(i);
    }
    const auto label = item_label(line);
    const bool is_quote = line.starts_with('>');
    std::string text;
    for (bool is_first = true; i < lines_.size() && !lines_[i].empty(); ++i, is_first = false) {
      auto part = lines_[i];
      const bool is_new = part.starts_with('#') || part.starts_with('|') ||
                          !item_label(part).empty() || part.starts_with('>') != is_quote;
      if (!is_first && is_new) {
        break;
      }
      if (is_first) {
        part.remove_prefix(label.size());
      }
      if (is_quote) {
        part.remove_prefix(1);
      }
      text += (text.empty() ? "" : " ") + std::string(base::trim(part));
    }
    auto paragraph = paper::paragraph(TRY(inline_runs(text, true)),
                                      is_quote         ? paper::ParagraphStyle::quote
                                      : !label.empty() ? paper::ParagraphStyle::item
                                                       : paper::ParagraphStyle::body);
    paragraph.label = label == "-" || label == "*" ? "•" : std::string(label);
    blocks_.emplace_back(std::move(paragraph));
    return {};
  }

  Result<void> read_table(std::size_t& i) {
    paper::Table table;
    table.description = "Table of a party";
    for (; i < lines_.size() && lines_[i].starts_with('|'); ++i) {
      if (is_table_rule(lines_[i])) {
        table.header_rows = static_cast<int>(table.rows.size());
        continue;
      }
      paper::TableRow row;
      for (const auto cell : table_cells(lines_[i])) {
        auto runs = TRY(inline_runs(cell, true));
        row.cells.push_back(paper::cell(std::move(runs)));
      }
      table.rows.push_back(std::move(row));
    }
    for (int r = 0; r < table.header_rows; ++r) {
      for (auto& cell : table.rows[static_cast<std::size_t>(r)].cells) {
        cell.is_header = true;
      }
    }
    blocks_.emplace_back(std::move(table));
    return {};
  }

  // Emphasis and footnote marks; what is between goes to the composer.
  Result<paper::Runs> inline_runs(std::string_view text, bool allows_notes) {
    paper::Runs out;
    bool is_bold = false;
    bool is_italic = false;
    std::size_t from = 0;
    const auto flush = [&](std::size_t to) -> Result<void> {
      if (to > from) {
        auto runs = TRY(composer_.runs(text.substr(from, to - from)));
        for (auto& run : runs) {
          run.is_bold = run.is_bold || is_bold;
          run.is_italic = run.is_italic || is_italic;
          out.push_back(std::move(run));
        }
      }
      return {};
    };
    for (std::size_t i = 0; i < text.size();) {
      const auto rest = text.substr(i);
      if (rest.starts_with("[[")) {
        const auto end = rest.find("]]");
        i += end == rest.npos ? 2 : end + 2;
      } else if (allows_notes && rest.starts_with(kNoteMark) && rest.find(']') != rest.npos) {
        TRY(flush(i));
        const std::string key(rest.substr(2, rest.find(']') - 2));
        const auto note = notes_.find(key);
        if (note == notes_.end()) {
          return Error{ErrorCode::invalid_argument,
                       fmt::format("there is no footnote '{}'", key),
                       fmt::format("add a line [^{}]: and its text", key)};
        }
        used_.insert(key);
        out.push_back(paper::footnote(TRY(inline_runs(note->second, false))));
        i += rest.find(']') + 1;
        from = i;
      } else if (rest.starts_with("**") && has_partner(text, i, "**", is_bold)) {
        TRY(flush(i));
        is_bold = !is_bold;
        i += 2;
        from = i;
      } else if (rest.starts_with('*') && has_partner(text, i, "*", is_italic)) {
        TRY(flush(i));
        is_italic = !is_italic;
        i += 1;
        from = i;
      } else {
        ++i;
      }
    }
    TRY(flush(text.size()));
    return out;
  }

  // An asterisk that nothing closes is an asterisk.
  static bool has_partner(std::string_view text,
                          std::size_t at,
                          std::string_view mark,
                          bool is_open) {
    return is_open || text.find(mark, at + mark.size()) != text.npos;
  }

  Composer& composer_;
  std::vector<std::string_view> lines_{};
  std::map<std::string, std::string> notes_{};
  std::set<std::string> used_{};
  std::vector<paper::Block> blocks_{};
};

}  // namespace

Result<std::vector<paper::Block>> markdown_blocks(std::string_view text, Composer& composer) {
  return MarkdownReader(composer).read(text);
}

}  // namespace vaughn::report::detail
