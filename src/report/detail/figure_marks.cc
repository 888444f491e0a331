// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/figure_marks.h"

namespace vaughn::report::detail {
namespace {

// No text of ours holds these: repair_utf8() makes them spaces at the door.
constexpr char kId = '\x1c';
constexpr char kNumber = '\x1d';
constexpr char kEnd = '\x1e';

void split_run(const paper::Run& run, paper::Runs& out) {
  const auto add = [&](std::string_view text, std::string_view figure) {
    auto piece = run;
    piece.text = text;
    piece.figure = figure;
    piece.footnote.clear();
    if (!text.empty()) {
      out.push_back(std::move(piece));
    }
  };
  std::string_view rest = run.text;
  for (auto at = rest.find(kId); at != rest.npos; at = rest.find(kId)) {
    const auto number = rest.find(kNumber, at);
    const auto end = rest.find(kEnd, at);
    if (number == rest.npos || end == rest.npos || end < number) {
      break;
    }
    add(rest.substr(0, at), run.figure);
    add(rest.substr(number + 1, end - number - 1), rest.substr(at + 1, number - at - 1));
    rest.remove_prefix(end + 1);
  }
  auto last = run;
  last.text = rest;
  last.footnote = unmarked(run.footnote);
  if (!last.text.empty() || !last.footnote.empty()) {
    out.push_back(std::move(last));
  }
}

void unmark(paper::Paragraph& paragraph) {
  paragraph.runs = unmarked(paragraph.runs);
}

}  // namespace

std::string marked(std::string_view figure, std::string_view number) {
  std::string out(1, kId);
  out.append(figure).append(1, kNumber).append(number).append(1, kEnd);
  return out;
}

paper::Runs unmarked(const paper::Runs& runs) {
  paper::Runs out;
  for (const auto& run : runs) {
    split_run(run, out);
  }
  return out;
}

void unmark(paper::Document& document) {
  for (auto& block : document.blocks) {
    if (auto* paragraph = std::get_if<paper::Paragraph>(&block)) {
      unmark(*paragraph);
    } else if (auto* table = std::get_if<paper::Table>(&block)) {
      for (auto& row : table->rows) {
        for (auto& cell : row.cells) {
          for (auto& line : cell.paragraphs) {
            unmark(line);
          }
        }
      }
    }
  }
}

}  // namespace vaughn::report::detail
