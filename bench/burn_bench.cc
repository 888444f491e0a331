// SPDX-License-Identifier: AGPL-3.0-or-later
// burn_bench burn|stamp FILE [PAGES]: burns two words of every page of a PDF, as `vaughn produce`
// does, and with `stamp` numbers the pages and reads their text, too. Writes the result to standard
// output and pages, CPU seconds and bytes to standard error.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/files.h"
#include "pdf/assemble.h"
#include "pdf/document.h"
#include "redact/burn.h"

namespace {

using vaughn::base::Result;
namespace base = vaughn::base;
namespace pdf = vaughn::pdf;
namespace redact = vaughn::redact;

// Two words in the middle of a page of text; a place in the middle of any other.
std::vector<redact::BurnBox> boxes_on(pdf::Document& document, int page) {
  const auto text = document.page_text(page);
  if (text && text->words.size() > 4) {
    std::vector<redact::BurnBox> out;
    for (const auto& box : pdf::boxes_of_words(*text, text->words.size() / 2, 2)) {
      out.push_back({page, box, "(b)(6)"});
    }
    return out;
  }
  const auto info = document.page_info(page);
  const auto& shown = info->crop_box;
  return {{page, {shown.x0 + 50, shown.y0 + 50, shown.x0 + 150, shown.y0 + 70}, "(b)(6)"}};
}

Result<void> run(std::string_view mode, const char* file, int at_most) {
  const auto bytes = TRY(base::read_file(file));
  auto document = TRY(pdf::Document::open(bytes));
  std::vector<redact::BurnBox> boxes;
  std::vector<int> pages;
  for (int page = 1; page <= std::min(at_most, document.page_count()); ++page) {
    const auto own = boxes_on(document, page);
    boxes.insert(boxes.end(), own.begin(), own.end());
    pages.push_back(page);
  }
  const auto start = std::clock();
  auto burned = TRY(redact::burn(bytes, boxes, pages));
  if (mode == "stamp") {
    std::vector<pdf::PageStamp> stamps;
    for (const int page : pages) {
      const auto number = fmt::format("BENCH-{:06}", page);
      stamps.push_back({.right = number, .page_label = number});
    }
    auto stamped = TRY(pdf::stamp(burned.pdf, stamps));
    auto again = TRY(pdf::Document::open(stamped.pdf));
    for (int page = 1; page <= again.page_count(); ++page) {
      TRY(again.page_text(page));
    }
    burned.pdf = std::move(stamped.pdf);
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  fmt::print(stderr, "{} {:.3f} {}\n", pages.size(), seconds, burned.pdf.size());
  std::fwrite(burned.pdf.data(), 1, burned.pdf.size(), stdout);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: burn_bench burn|stamp FILE [PAGES]\n");
    return EXIT_FAILURE;
  }
  const auto done = run(argv[1], argv[2], argc > 3 ? std::atoi(argv[3]) : 1'000'000);
  if (!done) {
    fmt::print(stderr, "{}\n", done.error().message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
