// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/examine.h"

#include <algorithm>

#include <fmt/format.h>

#include "pdf/document.h"
#include "pdf/layers.h"
#include "pdf/unlock.h"

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

base::Result<std::vector<base::Bytes>> layers_of(base::BytesView bytes,
                                                 const base::Result<pdf::Facts>& facts) {
  std::vector<base::Bytes> out;
  if (facts && std::any_of(facts->pages.begin(), facts->pages.end(), [](const auto& page) {
        return page.is_layered;
      })) {
    for (const auto layer : {pdf::Layer::background, pdf::Layer::writing}) {
      out.push_back(TRY(pdf::with_only(bytes, layer)));
    }
  }
  return out;
}

}  // namespace

Examination examine(base::BytesView pdf, const Question& question) {
  Examination out;
  std::string password;
  if (!question.password.empty()) {
    auto unlocked = pdf::unlock(pdf, question.password);
    if (!unlocked) {
      return {unlocked.error(), unlocked.error(), unlocked.error(), {}, unlocked.error()};
    }
    out.unlocked = std::move(unlocked->pdf);
    password = std::move(unlocked->password);
  }
  // What lies around the pages is told of the file as it came: unlocking leaves it out.
  out.facts = pdf::inspect(pdf, password);
  const base::BytesView readable = out.unlocked.empty() ? pdf : base::BytesView(out.unlocked);
  if (question.reads_pages) {
    out.pages = read_pages(readable, question.finds_hidden);
  }
  if (!question.needles.empty()) {
    out.leaks = pdf::find_leaks(readable, question.needles);
  }
  if (question.sees_layers) {
    out.layers = layers_of(readable, out.facts);
  }
  return out;
}

base::Error locked_error(const std::filesystem::path& file, bool has_password) {
  if (has_password) {
    return {base::ErrorCode::encrypted,
            fmt::format("the password given does not open {}", file.string()),
            "the first line of the file of --password-file is the password, as user or as owner"};
  }
  return {base::ErrorCode::encrypted,
          fmt::format("{} needs a password", file.string()),
          "write it into a file, and give that: --password-file FILE"};
}

}  // namespace vaughn::verify
