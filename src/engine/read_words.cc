// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/read_words.h"

#include <algorithm>
#include <optional>

#include "base/wire.h"
#include "pdf/document.h"
#include "pdf/text_layer.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

// Fewer letters than this are a stamp or a page number over a scan; as in extract.
constexpr int kMinLetters = 25;
// Enough for print of 10 points, and a third faster than 300; small print is read again.
constexpr double kDpi = 200;
constexpr double kFineDpi = 300;
constexpr int kSure = 75;

std::optional<ocr::Reader>& the_reader() {
  static std::optional<ocr::Reader> reader;
  return reader;
}

int letters_of(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char letter) {
    return static_cast<unsigned char>(letter) > ' ';
  }));
}

Result<ocr::ReadPicture> read_at(pdf::Document& document, int page, double dpi) {
  const auto pixmap = TRY(document.render(page, dpi, pdf::ColorMode::gray));
  return the_reader()->read({pixmap.width, pixmap.height, pixmap.dpi, pixmap.samples});
}

Result<ReadPageWords> read_page(pdf::Document& document, int page, ReadWhich which) {
  ReadPageWords out;
  out.page = page;
  auto text = TRY(document.page_text(page));
  if (which == ReadWhich::untyped && letters_of(text.text) >= kMinLetters) {
    out.typed_text = std::move(text.text);
    return out;
  }
  out.words = TRY(read_at(document, page, kDpi));
  if (!out.words.is_blank && out.words.confidence < kSure) {
    auto finer = TRY(read_at(document, page, kFineDpi));
    if (finer.confidence > out.words.confidence) {
      out.words = std::move(finer);
    }
  }
  out.how = out.words.is_blank ? PageReading::blank : PageReading::read;
  return out;
}

}  // namespace

Bytes encode_words(const ReadPageWords& page) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(page.page));
  out.u8(static_cast<std::uint8_t>(page.how));
  out.bytes(page.typed_text);
  out.u32(static_cast<std::uint32_t>(page.words.confidence));
  out.u32(static_cast<std::uint32_t>(page.words.words.size()));
  for (const auto& word : page.words.words) {
    out.bytes(word.text);
    out.rect(word.box);
    out.u32(static_cast<std::uint32_t>(word.confidence));
    out.u32(static_cast<std::uint32_t>(word.line));
    out.u32(static_cast<std::uint32_t>(word.paragraph));
    out.u8(static_cast<std::uint8_t>(word.quarter_turns));
  }
  return out.take();
}

Result<std::vector<ReadPageWords>> decode_words(BytesView bytes) {
  std::vector<ReadPageWords> pages;
  WireReader in(bytes);
  while (!in.at_end()) {
    ReadPageWords page;
    page.page = static_cast<int>(TRY(in.u32()));
    const auto how = TRY(in.u8());
    if (how > static_cast<std::uint8_t>(PageReading::blank)) {
      return base::wrong_message();
    }
    page.how = static_cast<PageReading>(how);
    page.words.is_blank = page.how == PageReading::blank;
    page.typed_text = TRY(in.text());
    page.words.confidence = static_cast<int>(TRY(in.u32()));
    const auto count = TRY(in.count());
    for (std::size_t i = 0; i < count; ++i) {
      ocr::Word word;
      word.text = TRY(in.text());
      word.box = TRY(in.rect());
      word.confidence = static_cast<int>(TRY(in.u32()));
      word.line = static_cast<int>(TRY(in.u32()));
      word.paragraph = static_cast<int>(TRY(in.u32()));
      word.quarter_turns = TRY(in.u8());
      page.words.words.push_back(std::move(word));
    }
    pages.push_back(std::move(page));
  }
  return pages;
}

Bytes encode_page_range(int first, int last, ReadWhich which) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(first));
  out.u32(static_cast<std::uint32_t>(last));
  out.flag(which == ReadWhich::all);
  return out.take();
}

Result<void> serve_read_pictures(BytesView arguments, BytesView input, const work::Emit& emit) {
  if (!the_reader()) {
    return Error{ErrorCode::unsupported, "this sandbox reads no pictures", ""};
  }
  WireReader in(arguments);
  const int first = static_cast<int>(TRY(in.u32()));
  const int last = static_cast<int>(TRY(in.u32()));
  const auto which = TRY(in.flag()) ? ReadWhich::all : ReadWhich::untyped;
  auto document = TRY(pdf::Document::open(input));
  for (int page = first; page <= std::min(last, document.page_count()); ++page) {
    const auto read = TRY(read_page(document, page, which));
    emit(encode_words(read));
  }
  return {};
}

Result<void> serve_text_layer(BytesView arguments, BytesView input, const work::Emit& emit) {
  const auto pages = TRY(decode_words(arguments));
  std::vector<pdf::TextLayer> layers;
  for (const auto& page : pages) {
    if (page.how != PageReading::read || page.words.words.empty()) {
      continue;
    }
    pdf::TextLayer layer;
    layer.page = page.page;
    for (const auto& word : page.words.words) {
      layer.words.push_back({word.text, word.box, word.quarter_turns});
    }
    layers.push_back(std::move(layer));
  }
  const auto pdf = TRY(pdf::add_text_layers(input, layers));
  emit(pdf);
  return {};
}

Result<void> serve_reader_name(BytesView /*arguments*/,
                               BytesView /*input*/,
                               const work::Emit& emit) {
  if (the_reader()) {
    emit(the_reader()->version());
  }
  return {};
}

Result<std::string> warm_up_reader() {
  if (!the_reader()) {
    auto opened = TRY(ocr::Reader::open());
    the_reader().emplace(std::move(opened));
    // What is loaded with the first page only.
    const Bytes gray(64UL * 64UL, '\x40');
    TRY(the_reader()->read({64, 64, kDpi, gray}));
  }
  return the_reader()->version();
}

}  // namespace vaughn::engine
