// SPDX-License-Identifier: AGPL-3.0-or-later
// detect_bench FILE...: looks for redactions that cover nothing as `vaughn verify` does, in one
// process, and prints each file with the number of pages on which it finds some, pages to standard
// error. detect_bench --make FOLDER writes the files that it and bench/covered_text.py are tried
// on.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <fmt/core.h>

#include "../tests/support/pdf_text.h"
#include "base/files.h"
#include "base/heap.h"
#include "foia/hidden_words.h"
#include "verify/examine.h"

namespace {

using vaughn::base::Result;
namespace base = vaughn::base;
namespace fs = std::filesystem;

struct Case {
  const char* name;  // those of good files begin with "good"
  const char* content;
  const char* keys;
};

#define SECRET "BT /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET "

constexpr Case kCases[] = {
    {"black-rectangle", SECRET "0 g 95 490 120 25 re f", ""},
    {"grey-rectangle", SECRET "0.5 g 95 490 120 25 re f", ""},
    {"coloured-rectangle", SECRET "0 0 1 rg 95 490 120 25 re f", ""},
    {"white-rectangle", SECRET "1 g 95 490 120 25 re f", ""},
    {"black-on-black", "0 g 95 490 120 25 re f " SECRET, ""},
    {"two-rectangles", SECRET "0 g 95 490 60 25 re f 155 490 60 25 re f", ""},
    {"drawn-as-a-path", SECRET "0 g 95 490 m 215 490 l 215 515 l 95 515 l f", ""},
    {"no-rectangle", SECRET "0 g 90 485 m 220 490 l 220 520 l 90 520 l f", ""},
    {"thick-line", SECRET "0 G 25 w 95 502 m 215 502 l S", ""},
    {"image",
     SECRET
     "q 200 0 0 60 80 480 cm BI /W 4 /H 2 /BPC 8 /CS /G ID \x20\xE0\x30\xD0\xC0\x40\xB0\x50\n"
     "EI Q",
     ""},
    {"black-image", SECRET "q 200 0 0 60 80 480 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01\nEI Q", ""},
    {"white-words", "1 g " SECRET, ""},
    {"ocr-layer", "0 g 95 490 120 25 re f BT 3 Tr /F 12 Tf 100 500 Td (Agent Xyzzynsky) Tj ET", ""},
    {"text-over-text",
     "BT /F 12 Tf 100 500 Td (Xyzzynsky) Tj ET BT /F 12 Tf 100 500 Td (Bobberson) Tj ET",
     ""},
    {"pending-redaction", SECRET, "/Annots[<</Type/Annot/Subtype/Redact/Rect[95 490 215 515]>>]"},
    {"dark-highlight",
     SECRET,
     "/Annots[<</Type/Annot/Subtype/Highlight/C[0 0 0]/Rect[95 490 215 515]"
     "/QuadPoints[95 515 215 515 95 490 215 490]>>]"},
    {"square-annotation",
     SECRET,
     "/Annots[<</Type/Annot/Subtype/Square/F 4/C[0 0 0]/IC[0 0 0]/Rect[95 490 215 515]>>]"},
    {"good-plain", SECRET, ""},
    {"good-white-on-black", "0 g 95 490 120 25 re f 1 g " SECRET, ""},
    {"good-black-on-yellow", "1 1 0 rg 95 490 120 25 re f 0 g " SECRET, ""},
    {"good-frame", SECRET "0 G 95 490 120 25 re S", ""},
    {"good-label", "BT /F 12 Tf 100 500 Td (REDACTED) Tj ET 0 g 95 490 120 25 re f", ""},
    {"good-date", "BT /F 12 Tf 100 500 Td (10/14/2022) Tj ET 0 g 95 490 120 25 re f", ""},
    {"good-box-beside", SECRET "0 g 250 490 120 25 re f", ""},
};

Result<void> make(const fs::path& folder) {
  TRY(base::make_directories(folder));
  for (const auto& each : kCases) {
    vaughn::test::PdfText pdf;
    pdf.page(each.content, "", each.keys);
    TRY(base::write_file(folder / (std::string(each.name) + ".pdf"), pdf.bytes()));
  }
  return {};
}

bool is_telling(const vaughn::verify::ReadAgain& page) {
  std::vector<std::string> words;
  for (const auto& word : page.hidden) {
    words.push_back(word.text);
  }
  return !page.see_through.empty() ||
         vaughn::foia::triage(words) == vaughn::foia::HiddenWords::telling;
}

int detect(int count, char** words) {
  base::keep_freed_memory();
  int pages = 0;
  for (int i = 1; i < count; ++i) {
    const auto bytes = base::read_file(words[i]);
    if (!bytes) {
      fmt::print("{}\t-1\n", words[i]);
      continue;
    }
    const auto seen = vaughn::verify::examine(*bytes, {});
    if (!seen.pages) {
      fmt::print("{}\t-1\t{}\n", words[i], seen.pages.error().message);
      continue;
    }
    int found = 0;
    for (const auto& page : *seen.pages) {
      found += is_telling(page) ? 1 : 0;
    }
    for (std::size_t page = 0; seen.facts && page < seen.facts->pages.size(); ++page) {
      const auto& facts = seen.facts->pages[page];
      found += facts.pending_redactions > 0 || facts.dark_highlights > 0 ? 1 : 0;
    }
    pages += static_cast<int>(seen.pages->size());
    fmt::print("{}\t{}\n", words[i], found);
  }
  fmt::print(stderr, "{}\n", pages);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--make") {
    const auto made = make(argv[2]);
    if (!made) {
      fmt::print(stderr, "{}\n", made.error().message);
    }
    return made ? EXIT_SUCCESS : EXIT_FAILURE;
  }
  return detect(argc, argv);
}
