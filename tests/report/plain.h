// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "paper/document.h"

namespace vaughn::report {

// All text of a document in reading order, one line for each paragraph, table row and line of a
// caption or signature. Footnotes stand in braces where their mark is.
inline std::string plain(const paper::Runs& runs) {
  std::string out;
  for (const auto& run : runs) {
    out += run.text;
    if (!run.footnote.empty()) {
      out += "{" + plain(run.footnote) + "}";
    }
  }
  return out;
}

struct PlainWriter {
  std::string out{};

  void line(const std::string& text) { out += text + "\n"; }
  void operator()(const paper::Paragraph& paragraph) { line(plain(paragraph.runs)); }
  void operator()(const paper::Table& table) {
    for (const auto& row : table.rows) {
      std::string text;
      for (const auto& cell : row.cells) {
        text += text.empty() ? "" : " | ";
        std::string lines;
        for (const auto& paragraph : cell.paragraphs) {
          lines += (lines.empty() ? "" : " / ") + plain(paragraph.runs);
        }
        text += lines;
      }
      line(text);
    }
  }
  void operator()(const paper::SignatureBlock& block) {
    line(block.dated);
    for (const auto& runs : block.above) {
      line("        " + plain(runs));
    }
    line("        " + (block.signature.empty() ? "____" : block.signature));
    for (const auto& runs : block.below) {
      line("        " + plain(runs));
    }
  }
  void operator()(const paper::Caption& caption) {
    for (const auto& text : caption.counsel) {
      line(text);
    }
    for (const auto& text : caption.court) {
      line("    " + text);
    }
    for (const auto& side : caption.sides) {
      for (const auto& name : side.names) {
        line(name);
      }
      line("        " + side.role);
    }
    line(caption.case_number);
    line(caption.title);
  }
  void operator()(const paper::PageBreak&) { line("----"); }
  void operator()(const paper::NewSection&) { line("===="); }
};

inline std::string plain(const paper::Document& document) {
  PlainWriter writer;
  for (const auto& block : document.blocks) {
    std::visit(writer, block);
  }
  writer.line("footer: " + document.footer.title + " | " + document.footer.case_number);
  return writer.out;
}

}  // namespace vaughn::report
