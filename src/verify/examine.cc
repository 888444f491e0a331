// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/examine.h"

#include "pdf/document.h"

namespace vaughn::verify {
namespace {

base::Result<std::vector<ReadAgain>> read_pages(base::BytesView bytes, bool finds_hidden) {
  auto document = TRY(pdf::Document::open(bytes));
  std::vector<ReadAgain> out;
  for (int page = 1; page <= document.page_count(); ++page) {
    auto text = TRY(document.page_text(page));
    ReadAgain read;
    if (finds_hidden) {
      auto view = TRY(pdf::PageView::of(document, page));
      read.hidden = TRY(pdf::hidden_words(view, text));
      read.see_through = TRY(pdf::see_through_areas(view, text));
    }
    read.text = std::move(text.text);
    read.has_text_off_page = text.has_text_off_page;
    out.push_back(std::move(read));
  }
  return out;
}

}  // namespace

Examination examine(base::BytesView pdf, const Question& question) {
  Examination out;
  out.facts = pdf::inspect(pdf);
  if (question.reads_pages) {
    out.pages = read_pages(pdf, question.finds_hidden);
  }
  if (!question.needles.empty()) {
    out.leaks = pdf::find_leaks(pdf, question.needles);
  }
  return out;
}

}  // namespace vaughn::verify
