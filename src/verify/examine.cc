// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/examine.h"

#include "pdf/document.h"

namespace vaughn::verify {
namespace {

base::Result<std::vector<ReadAgain>> read_pages(base::BytesView bytes) {
  auto document = TRY(pdf::Document::open(bytes));
  std::vector<ReadAgain> out;
  for (int page = 1; page <= document.page_count(); ++page) {
    auto text = TRY(document.page_text(page));
    auto hidden = TRY(pdf::hidden_words(document, page, text));
    auto see_through = TRY(pdf::see_through_areas(document, page, text));
    out.push_back(
        {std::move(text.text), text.has_text_off_page, std::move(hidden), std::move(see_through)});
  }
  return out;
}

}  // namespace

Examination examine(base::BytesView pdf, const std::vector<std::string>& needles) {
  Examination out;
  out.facts = pdf::inspect(pdf);
  out.pages = read_pages(pdf);
  if (!needles.empty()) {
    out.leaks = pdf::find_leaks(pdf, needles);
  }
  return out;
}

}  // namespace vaughn::verify
