// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "paper/detail/docx_styles.h"
#include "paper/detail/docx_xml.h"
#include "paper/detail/measure.h"
#include "paper/document.h"

namespace vaughn::paper::detail {

// Lowers a document to the paragraphs and tables of word/document.xml.
//
// On pleading paper the position on the page is counted in half lines. Every block starts at an
// even one and takes an even number; text that is single spaced begins with an empty half line,
// which puts its first line onto a number.
class DocxBody {
 public:
  DocxBody(const Document& document, FigureControls controls);

  struct Section {
    PageStyle page{};
    Header header{};
    Footer footer{};
    int footer_title_lines = 1;
    bool restarts_page_numbers = false;
  };

  std::string document_part() const;
  std::string footnotes_part() const { return notes_.part(); }
  const std::vector<Section>& sections() const { return sections_; }

 private:
  struct Element {
    bool is_table = false;
    std::string properties{};  // of a paragraph: the inside of w:pPr
    std::string content{};
  };
  struct CellLine {
    Runs runs{};
    double indent = 0;
    bool is_bold = false;
  };
  // The cell's paragraphs, and how many lines they take.
  struct CellText {
    std::string xml{};
    int lines = 0;
  };

  bool is_pleading() const { return sections_.back().page.kind == PaperKind::pleading; }
  PaperKind kind() const { return sections_.back().page.kind; }
  double width() const;
  const DocxStyle& style_of(const Paragraph& paragraph) const;
  bool is_single_spaced(const Block& block) const;

  void add(const ParagraphFormat& format, std::string content);
  void add_half_line(bool keeps_with_next);
  void add_half_lines(int count, bool keep_with_next);
  // The block before took so many half lines.
  void settle(int half_lines);
  void add_table(std::string xml);
  int lines_of(const Paragraph& paragraph) const;  // if it is single spaced
  void add_paragraph(const Paragraph& paragraph, bool keeps_with_next, bool keeps_lines);
  void add_single_group(const std::vector<const Paragraph*>& group);
  int add_lines(const std::vector<Runs>& lines, double left, bool keeps_last);
  void add_signature(const SignatureBlock& block);
  void add_caption(const Caption& caption);
  CellText caption_sides(const Caption& caption, double cell_width);
  CellText caption_title(const Caption& caption, double cell_width);
  CellText cell_lines(const std::vector<CellLine>& lines, double cell_width);
  void add_data_table(const Table& table);
  void start_section(const PageStyle& page,
                     const Header& header,
                     const Footer& footer,
                     bool restarts_page_numbers);
  void end_section();
  std::string section_properties() const;

  Measure measure_{};
  Footnotes notes_;
  std::vector<Section> sections_{};
  std::vector<Element> elements_{};
  bool breaks_page_ = false;  // before the next element
  bool owes_half_line_ = false;
};

}  // namespace vaughn::paper::detail
