// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

// Reads PDFs with poppler's programs, which share no code with what drew them.

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/files.h"

namespace vaughn::paper {

// A folder for one test, with the programs run in it.
class PdfTools {
 public:
  PdfTools();

  const std::filesystem::path& folder() const { return folder_.path(); }
  // pdftotext -layout; pages are separated by form feeds.
  std::string text(base::BytesView pdf);
  int page_count(base::BytesView pdf);
  // "no": the name of a font that is not embedded.
  std::vector<std::string> fonts_not_embedded(base::BytesView pdf);
  std::string facts(base::BytesView pdf);  // pdfinfo

  struct Word {
    int page = 0;  // from 1
    double left = 0;
    double right = 0;
    double bottom = 0;  // from the top of the page, in points
    std::string text{};
  };
  std::vector<Word> words(base::BytesView pdf);

  // One file out of a zip file; empty if it is not there.
  std::string part(base::BytesView zip, const std::string& name);
  std::string run(const std::vector<std::string>& argv);

 private:
  std::string write(base::BytesView bytes, const std::string& name);
  base::TempDir folder_;
};

}  // namespace vaughn::paper
