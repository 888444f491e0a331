// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "pdf/conformance.h"

namespace vaughn::court {

// A line of text as it stands on the page: points, origin at the upper left, y downwards.
struct PaperWord {
  std::string text{};
  double left = 0;
  double right = 0;
  double baseline = 0;
  double size = 0;
  bool is_invisible = false;  // the text layer of a scan
  bool operator==(const PaperWord&) const = default;
};

struct PaperPage {
  double width = 0;
  double height = 0;
  int rotation = 0;
  std::vector<PaperWord> words{};  // in the order of the file
  bool operator==(const PaperPage&) const = default;
};

// All that the linter looks at. Read in a sandboxed child, judged outside.
struct PaperFacts {
  pdf::Conformance file{};
  std::vector<PaperPage> pages{};
  bool operator==(const PaperFacts&) const = default;
};

base::Result<PaperFacts> read_paper(base::BytesView pdf);

base::Bytes encode(const PaperFacts& facts);
base::Result<PaperFacts> decode_paper(base::BytesView bytes);

}  // namespace vaughn::court
