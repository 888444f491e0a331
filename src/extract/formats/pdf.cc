// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "extract/formats/formats.h"
#include "foia/hidden_words.h"
#include "pdf/contents.h"
#include "pdf/document.h"
#include "pdf/hidden_text.h"
#include "pdf/inspect.h"
#include "pdf/see_through.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

// Fewer letters than this on a page are a stamp or a page number over a scan.
constexpr std::size_t kFewLetters = 25;

std::size_t letters_in(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    count += c == ' ' || c == '\n' ? 0 : 1;
  }
  return count;
}

// Redactions that arrived without being carried out. Words in the colour of the paper are none:
// they are counted as hidden content.
void note_bad_redactions(pdf::Document& document, int page, const pdf::PageText& text, Part& part) {
  auto view = pdf::PageView::of(document, page);
  if (!view) {
    return;
  }
  const auto hidden = pdf::hidden_words(*view, text);
  if (!hidden) {
    return;
  }
  std::vector<std::string> covered;
  std::vector<std::string> paper;
  for (const auto& word : *hidden) {
    (word.by == pdf::HiddenBy::page ? paper : covered).push_back(word.text);
  }
  const auto count = [](const std::vector<std::string>& words) {
    return base::plural(static_cast<long long>(words.size()), "word");
  };
  if (foia::triage(covered) != foia::HiddenWords::trifle) {
    part.findings.push_back({FindingCode::bad_redaction,
                             page,
                             count(covered) + " under boxes or other paint can be read"});
  }
  if (foia::triage(paper) == foia::HiddenWords::telling) {
    part.findings.push_back(
        {FindingCode::hidden_content, page, count(paper) + " in the color of the page"});
  }
  const auto strokes = pdf::see_through_areas(*view, text);
  if (strokes && !strokes->empty()) {
    part.findings.push_back(
        {FindingCode::bad_redaction,
         page,
         base::plural(static_cast<long long>(strokes->size()), "marker stroke") +
             " can be seen through"});
  }
}

// What was marked to be covered and was not.
void note_marks_left(const Input& input, Part& part) {
  const auto facts = pdf::inspect(input.bytes);
  if (!facts) {
    return;
  }
  int number = 0;
  for (const auto& page : facts->pages) {
    ++number;
    if (page.pending_redactions > 0) {
      part.findings.push_back(
          {FindingCode::bad_redaction,
           number,
           base::plural(page.pending_redactions, "redaction") + " marked and never carried out"});
    }
    if (page.dark_highlights > 0) {
      part.findings.push_back(
          {FindingCode::bad_redaction,
           number,
           base::plural(page.dark_highlights, "highlighter stroke") + " too dark to read through"});
    }
  }
}

void read_contents(const Input& input, Part& part, std::vector<Child>& children) {
  auto contents = pdf::read_contents(input.bytes);
  if (!contents) {
    return;  // the pages were read all the same, by a more forgiving reader
  }
  auto& metadata = part.metadata;
  metadata.title = std::move(contents->title);
  metadata.author = std::move(contents->author);
  metadata.created = contents->created;
  metadata.modified = contents->modified;
  for (const auto& [key, value] :
       {std::pair("subject", &contents->subject), std::pair("producer", &contents->producer)}) {
    if (!value->empty()) {
      metadata.extra.push_back(fmt::format("{}={}", key, *value));
    }
  }
  if (contents->has_javascript) {
    note(part, FindingCode::active_content, "the PDF has scripts, which were not run");
  }
  if (contents->has_layers) {
    note(part, FindingCode::hidden_content, "the PDF has layers, which may hide some of it");
  }
  if (contents->comments > 0) {
    note(part, FindingCode::comments, base::plural(contents->comments, "annotation"));
  }
  if (contents->has_covers && input.options.looks_for_bad_redactions) {
    note_marks_left(input, part);
  }
  if (contents->form_fields > 0) {
    metadata.extra.push_back(fmt::format("form_fields={}", contents->form_fields));
  }
  for (auto& file : contents->files) {
    Child child;
    child.name = file.name.empty() ? "attachment.bin" : std::move(file.name);
    if (file.bytes) {
      child.bytes = std::move(*file.bytes);
    } else {
      child.failure =
          foia::Finding{FindingCode::damaged, 0, "the embedded file could not be unpacked"};
    }
    children.push_back(std::move(child));
  }
  metadata.attachment_count = static_cast<int>(children.size());
}

void read(const Input& input, Part& part, std::vector<Child>& children) {
  auto document = pdf::Document::open(input.bytes);
  if (!document) {
    const auto& error = document.error();
    if (error.code == base::ErrorCode::encrypted) {
      fail(part, FindingCode::encrypted, "the PDF is protected by a password");
    } else {
      fail(part, finding_code(error.code), error.message);
    }
    return;
  }
  const int pages = document->page_count();
  if (pages == 0) {
    fail(part, FindingCode::damaged, "the PDF has no page");
    return;
  }
  part.metadata.page_count = pages;
  if (document->was_repaired()) {
    note(part, FindingCode::repaired, "the PDF is damaged and was repaired to be read");
  }
  read_contents(input, part, children);
  if (!input.options.looks_for_bad_redactions) {
    note(part, FindingCode::not_rendered, "it could not be looked at for words under boxes");
  }
  std::string text;
  int pages_without_text = 0;
  int first_without_text = 0;
  for (int page = 1; page <= pages; ++page) {
    auto page_text = document->page_text(page);
    if (!page_text) {
      part.findings.push_back({FindingCode::repaired, page, "the page cannot be read as text"});
    } else if (page_text->has_text_off_page) {
      part.findings.push_back(
          {FindingCode::hidden_content, page, "text lies beyond the visible page"});
    }
    if (page_text && input.options.looks_for_bad_redactions) {
      note_bad_redactions(*document, page, *page_text, part);
    }
    if (!page_text || letters_in(page_text->text) < kFewLetters) {
      first_without_text = pages_without_text++ == 0 ? page : first_without_text;
    }
    if (page > 1) {
      text += '\f';
    }
    if (page_text) {
      text += page_text->text;
    }
    if (static_cast<std::int64_t>(text.size()) > input.options.max_text_bytes) {
      break;
    }
  }
  if (pages_without_text == pages) {
    note(part, FindingCode::no_text, "no page has a text layer");
  } else if (pages_without_text > 0) {
    part.findings.push_back(
        {FindingCode::partly_no_text,
         first_without_text,
         fmt::format(
             "{} of {} without a text layer", pages_without_text, base::plural(pages, "page"))});
  }
  store_text(part, std::move(text), input.options);
}

}  // namespace

const Format& pdf_format() {
  static constexpr Format kFormat{"pdf", foia::RecordKind::pdf, read, nullptr, nullptr};
  return kFormat;
}

}  // namespace vaughn::extract
