// SPDX-License-Identifier: AGPL-3.0-or-later
// pdf_text_bench FILE...: writes the text of every page to standard output, as pdftotext does, and
// the number of pages to standard error.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fmt/core.h>

#include "base/files.h"
#include "base/heap.h"
#include "pdf/document.h"

namespace {

using vaughn::base::Result;

Result<int> write_text(const std::filesystem::path& file) {
  const auto bytes = TRY(vaughn::base::read_file(file));
  auto document = TRY(vaughn::pdf::Document::open(bytes));
  for (int page = 1; page <= document.page_count(); ++page) {
    const auto text = TRY(document.page_text(page));
    std::fwrite(text.text.data(), 1, text.text.size(), stdout);
    std::fputc('\f', stdout);
  }
  return document.page_count();
}

}  // namespace

int main(int argc, char** argv) {
  vaughn::base::keep_freed_memory();  // as the readers of `vaughn add` do
  int pages = 0;
  for (int i = 1; i < argc; ++i) {
    const auto done = write_text(argv[i]);
    if (!done) {
      fmt::print(stderr, "{}\n", done.error().message);
      return EXIT_FAILURE;
    }
    pages += *done;
  }
  fmt::print(stderr, "{}\n", pages);
  return EXIT_SUCCESS;
}
