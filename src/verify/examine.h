// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "pdf/hidden_text.h"
#include "pdf/inspect.h"
#include "pdf/see_through.h"

namespace vaughn::verify {

// One page as MuPDF reads it, beside poppler.
struct ReadAgain {
  std::string text{};
  bool has_text_off_page = false;
  std::vector<pdf::HiddenWord> hidden{};
  std::vector<base::Rect> see_through{};  // see pdf::see_through_areas()
};

// What is asked of a PDF besides what its objects are. What no one looks at is not worth its time:
// to tell what cannot be seen, pages are rendered.
struct Question {
  std::vector<std::string> needles{};
  bool reads_pages = true;   // no: Examination::pages is empty
  bool finds_hidden = true;  // ReadAgain::hidden and see_through
  std::string password{};    // tried on a file that is encrypted
  bool sees_layers = false;  // Examination::layers
};

// What is learnt of a PDF by parsing it in the process: its objects by qpdf, its text by MuPDF, and
// where the needles stand in it, in any disguise. Each part fails on its own.
struct Examination {
  base::Result<pdf::Facts> facts{pdf::Facts{}};
  base::Result<std::vector<ReadAgain>> pages{std::vector<ReadAgain>{}};
  base::Result<std::vector<pdf::Leak>> leaks{std::vector<pdf::Leak>{}};
  // An encrypted file that the question's password opened, without encryption: for programs to
  // which a password cannot be given unseen. Else empty.
  base::Bytes unlocked{};
  // If pages are painted in two layers: the document with the background alone, and with the
  // writing alone. Else none.
  base::Result<std::vector<base::Bytes>> layers{std::vector<base::Bytes>{}};
};

Examination examine(base::BytesView pdf, const Question& question);

// What is said of a file that no password was given for, or one that does not open it.
base::Error locked_error(const std::filesystem::path& file, bool has_password);

// Who does it. A program that checks strangers' files gives one that works in a sandboxed child; it
// may be called by several threads at a time.
using Examiner =
    std::function<base::Result<Examination>(base::BytesView pdf, const Question& question)>;

}  // namespace vaughn::verify
