// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "ocr/reader.h"
#include "work/sandbox.h"

namespace vaughn::engine {

enum class PageReading : std::uint8_t {
  typed,  // it has a text layer, which stays
  read,
  blank,
};

struct ReadPageWords {
  int page = 0;  // from 1
  PageReading how{};
  std::string typed_text{};  // of a typed page
  ocr::ReadPicture words{};  // of a read one; boxes in displayed coordinates of the page
};

// The blob that a store::Reading names, and what children answer: pages one after another.
base::Bytes encode_words(const ReadPageWords& page);
base::Result<std::vector<ReadPageWords>> decode_words(base::BytesView bytes);

// Arguments of Task::read_pictures. What is read as a picture: pages without a text layer, or what
// all of them show.
enum class ReadWhich : std::uint8_t { untyped, all };
base::Bytes encode_page_range(int first, int last, ReadWhich which = ReadWhich::untyped);

// Handlers for the zygote: a PDF and a range of pages -> encoded words of each page; a PDF and
// encoded words as arguments -> the PDF with them as text layer.
base::Result<void> serve_read_pictures(base::BytesView arguments,
                                       base::BytesView input,
                                       const work::Emit& emit);
base::Result<void> serve_text_layer(base::BytesView arguments,
                                    base::BytesView input,
                                    const work::Emit& emit);
base::Result<void> serve_reader_name(base::BytesView arguments,
                                     base::BytesView input,
                                     const work::Emit& emit);
// Loads the reader's model in the zygote; how it calls itself, or why it could not.
base::Result<std::string> warm_up_reader();

}  // namespace vaughn::engine
