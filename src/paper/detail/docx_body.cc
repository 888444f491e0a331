// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/docx_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"
#include "paper/detail/docx_geometry.h"

namespace vaughn::paper::detail {
namespace {

using Paper = PleadingPaper;

constexpr double kLabelWidth = 36;
constexpr double kFooterSize = 10;
constexpr double kSignatureRule = 216;

template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

bool is_single(ParagraphStyle style) {
  return style == ParagraphStyle::single || style == ParagraphStyle::centred ||
         style == ParagraphStyle::quote || style == ParagraphStyle::compact;
}

// Paragraphs of these styles are set apart by an empty line.
bool is_set_apart(ParagraphStyle style) {
  return style == ParagraphStyle::single || style == ParagraphStyle::quote;
}

}  // namespace

DocxBody::DocxBody(const Document& document, FigureControls controls) : notes_(controls) {
  start_section(document.page, document.header, document.footer, false);
  const auto& blocks = document.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (is_pleading() && is_single_spaced(blocks[i])) {
      std::vector<const Paragraph*> group;
      for (; i < blocks.size() && is_single_spaced(blocks[i]); ++i) {
        const auto& paragraph = std::get<Paragraph>(blocks[i]);
        if (paragraph.starts_page && !group.empty()) {
          break;
        }
        group.push_back(&paragraph);
      }
      --i;
      add_single_group(group);
      continue;
    }
    std::visit(
        Overloaded{[&](const Paragraph& block) { add_paragraph(block, false, false); },
                   [&](const Table& block) { add_data_table(block); },
                   [&](const SignatureBlock& block) { add_signature(block); },
                   [&](const Caption& block) { add_caption(block); },
                   [&](const PageBreak&) { breaks_page_ = true; },
                   [&](const NewSection& block) {
                     end_section();
                     start_section(
                         block.page, block.header, block.footer, block.restarts_page_numbers);
                   }},
        blocks[i]);
  }
  // Word wants a paragraph after a table at the end.
  if (elements_.empty() || elements_.back().is_table) {
    add({.style = "Compact"}, "");
  }
}

double DocxBody::width() const {
  return text_width(sections_.back().page);
}

const DocxStyle& DocxBody::style_of(const Paragraph& paragraph) const {
  return style_for(paragraph.style, kind());
}

bool DocxBody::is_single_spaced(const Block& block) const {
  const auto* paragraph = std::get_if<Paragraph>(&block);
  return paragraph != nullptr && is_single(paragraph->style);
}

void DocxBody::add(const ParagraphFormat& format, std::string content) {
  auto with_break = format;
  with_break.breaks_page = std::exchange(breaks_page_, false) || format.breaks_page;
  if (std::exchange(owes_half_line_, false) && !with_break.breaks_page) {
    with_break.before = Paper::half_line;
  }
  elements_.push_back({.properties = to_xml(with_break), .content = std::move(content)});
}

void DocxBody::add_half_line(bool keeps_with_next) {
  add({.style = "PleadingHalfLine", .keeps_with_next = keeps_with_next}, "");
}

void DocxBody::add_half_lines(int count, bool keep_with_next) {
  for (int i = 0; i < count; ++i) {
    add_half_line(keep_with_next);
  }
}

void DocxBody::settle(int half_lines) {
  owes_half_line_ = is_pleading() && half_lines % 2 != 0;
}

void DocxBody::add_table(std::string xml) {
  if (breaks_page_ || (!elements_.empty() && elements_.back().is_table)) {
    // A table cannot start a page by itself, and two in a row would become one.
    if (is_pleading()) {
      add_half_lines(2, true);
    } else {
      add({.style = "Compact", .keeps_with_next = true}, "");
    }
  }
  elements_.push_back({.is_table = true, .content = std::move(xml)});
}

void DocxBody::add_paragraph(const Paragraph& paragraph, bool keeps_with_next, bool keeps_lines) {
  const auto& style = style_of(paragraph);
  ParagraphFormat format{.style = std::string(style.id),
                         .keeps_with_next = paragraph.keeps_with_next || keeps_with_next,
                         .keeps_lines = keeps_lines,
                         .breaks_page = paragraph.starts_page};
  if (paragraph.alignment) {
    format.alignment = alignment_xml(*paragraph.alignment);
  }
  double left = style.left;
  double first_line = style.first_line;
  std::string content;
  if (!paragraph.label.empty()) {
    content = notes_.run(text(paragraph.label + "\t"), {});
    if (first_line > 0) {
      format.tabs.push_back(left + first_line + kLabelWidth);
    } else if (first_line == 0) {
      left += kLabelWidth;
      first_line = -kLabelWidth;
    }
  } else if (first_line < 0) {
    // Nothing hangs where there is no label.
    if (paragraph.style == ParagraphStyle::subheading) {
      left += first_line;
    }
    first_line = 0;
  }
  if (left != style.left || first_line != style.first_line) {
    format.left = left;
    format.right = style.right;
    format.first_line = first_line;
  }
  add(format, content + notes_.runs(paragraph.runs));
}

int DocxBody::lines_of(const Paragraph& paragraph) const {
  const auto& style = style_of(paragraph);
  const double label = paragraph.label.empty() ? 0 : kLabelWidth;
  return measure_.line_count(
      paragraph.runs, width() - style.left - style.right - label, 12, style.is_bold);
}

void DocxBody::add_single_group(const std::vector<const Paragraph*>& group) {
  const auto is_apart = [&](std::size_t i) {
    return i > 0 && (is_set_apart(group[i]->style) || is_set_apart(group[i - 1]->style));
  };
  int half_lines = 1;
  for (std::size_t i = 0; i < group.size(); ++i) {
    half_lines += (is_apart(i) ? 1 : 0) + lines_of(*group[i]);
  }
  const bool is_kept = half_lines <= Paper::line_count;
  breaks_page_ = breaks_page_ || group.front()->starts_page;
  add_half_line(true);
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (is_apart(i)) {
      add_half_line(is_kept || group[i - 1]->keeps_with_next);
    }
    auto paragraph = *group[i];
    paragraph.starts_page = false;
    add_paragraph(paragraph, is_kept && i + 1 < group.size(), is_kept);
  }
  settle(half_lines);
}

// Lines of a block that stays together, at this indent. Returns how many there are.
int DocxBody::add_lines(const std::vector<Runs>& lines, double left, bool keeps_last) {
  const auto& style = style_for(ParagraphStyle::compact, kind());
  int count = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    add({.style = std::string(style.id),
         .keeps_with_next = keeps_last || i + 1 < lines.size(),
         .keeps_lines = true,
         .left = left},
        notes_.runs(lines[i]));
    count += measure_.line_count(lines[i], width() - left);
  }
  return count;
}

void DocxBody::add_signature(const SignatureBlock& block) {
  const auto style = std::string(style_for(ParagraphStyle::compact, kind()).id);
  const double half = width() / 2;
  const auto blank = [&] { add({.style = style, .keeps_with_next = true}, ""); };
  int half_lines = 1;
  blank();
  auto above = block.above;
  if (!block.dated.empty()) {
    const Runs first = above.empty() ? Runs{} : above.front();
    if (!above.empty()) {
      above.erase(above.begin());
    }
    add({.style = style,
         .keeps_with_next = true,
         .keeps_lines = true,
         .left = half,
         .first_line = -half},
        notes_.run(text(block.dated + "\t")) + notes_.runs(first));
    half_lines += measure_.line_count(first, half);
  }
  half_lines += add_lines(above, half, true);
  // Room to sign by hand where nothing is signed yet.
  const int gap = block.signature.empty() ? 2 : 1;
  for (int i = 0; i < gap; ++i) {
    blank();
  }
  const double rule_end = std::min(half + kSignatureRule, width());
  add({.style = style, .keeps_with_next = true, .left = half, .right_tab = rule_end},
      // A line of nothing but a tab would be set lower than one of text.
      notes_.run(underlined((block.signature.empty() ? "\u00a0" : block.signature) + "\t")));
  half_lines += gap + 1 + add_lines(block.below, half, false);
  settle(half_lines);
  if (!is_pleading()) {
    add({.style = style}, "");
  }
}

void DocxBody::start_section(const PageStyle& page,
                             const Header& header,
                             const Footer& footer,
                             bool restarts_page_numbers) {
  sections_.push_back({.page = page,
                       .header = header,
                       .footer = footer,
                       .restarts_page_numbers = restarts_page_numbers});
  sections_.back().footer_title_lines =
      measure_.line_count({text(footer.title)}, width(), kFooterSize);
  breaks_page_ = false;
  owes_half_line_ = false;
}

void DocxBody::end_section() {
  // The properties of a section stand in its last paragraph.
  if (elements_.empty() || elements_.back().is_table) {
    add({.style = "Compact"}, "");
  }
  elements_.back().properties += section_properties();
}

std::string DocxBody::section_properties() const {
  const auto& section = sections_.back();
  const auto& page = section.page;
  const bool pleading = page.kind == PaperKind::pleading;
  const auto number = sections_.size();
  constexpr double kHeaderDistance = 12;
  const int footer_lines = section.footer_title_lines + 2;
  // Footers of the usual length stand clear of the edge of the paper; long ones use the room.
  const double footer_distance = pleading ? (footer_lines > 4 ? 12 : 20) : 30;
  return fmt::format(
      "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader{0}\"/>"
      "<w:footerReference w:type=\"default\" r:id=\"rIdFooter{0}\"/>"
      "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{1}\" w:h=\"{2}\"{3}/>"
      "<w:pgMar w:top=\"{4}\" w:right=\"{5}\" w:bottom=\"{6}\" w:left=\"{7}\" w:header=\"{8}\" "
      "w:footer=\"{9}\" w:gutter=\"0\"/>{10}<w:cols w:space=\"720\"/></w:sectPr>",
      number,
      twips(page_width(page)),
      twips(page_height(page)),
      page_width(page) > page_height(page) ? " w:orient=\"landscape\"" : "",
      twips(pleading ? Paper::top : page.top),
      twips(pleading ? Paper::right : page.right),
      twips(pleading ? Paper::bottom : page.bottom),
      twips(pleading ? Paper::left : page.left),
      twips(pleading ? kHeaderDistance : 36),
      twips(footer_distance),
      section.restarts_page_numbers ? "<w:pgNumType w:start=\"1\"/>" : "");
}

std::string DocxBody::document_part() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";
  for (const auto& element : elements_) {
    out += element.is_table ? element.content : paragraph_xml(element.properties, element.content);
  }
  return out + section_properties() + "</w:body></w:document>";
}

}  // namespace vaughn::paper::detail
