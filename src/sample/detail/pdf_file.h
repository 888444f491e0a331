// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "sample/detail/bitmap.h"
#include "sample/detail/doc.h"

namespace vaughn::sample {

struct PdfOptions {
  // Standard security handler, revision 2: RC4 with 40 bits, as old office software wrote it.
  std::string password{};
  // Black boxes drawn over these words, which stay in the file: a bad redaction.
  std::vector<std::string> painted_over{};
};

base::Bytes to_pdf(const Doc& doc, const PdfOptions& options = {});

// One picture a page, black and white, without a text layer: what an office scanner makes.
base::Bytes to_scanned_pdf(const std::vector<Bitmap>& pages, int dpi, const Doc& described);

}  // namespace vaughn::sample
