// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/seen_page.h"

#include <algorithm>
#include <map>

#include "base/wire.h"
#include "pdf/document.h"
#include "pdf/hidden_text.h"
#include "received/detail/areas.h"

namespace vaughn::received {

using base::Bytes;
using base::BytesView;
using base::Rect;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

constexpr double kDpi = 100;
constexpr double kMaxPixels = 12e6;

Result<SeenPage> see(pdf::Document& document, int number) {
  SeenPage out;
  out.number = number;
  const auto info = TRY(document.page_info(number));
  out.width = info.width;
  out.height = info.height;
  const auto text = TRY(document.page_text(number));
  auto view = TRY(pdf::PageView::of(document, number));
  const auto hidden = TRY(pdf::hidden_words(view, text));
  for (const auto& word : text.words) {
    const bool is_hidden = std::any_of(hidden.begin(), hidden.end(), [&](const auto& other) {
      return other.text == word.text && base::touches(other.box, word.box);
    });
    out.words.push_back({word.text, info.to_display.apply(word.box), word.line, is_hidden});
  }
  const auto picture = TRY(document.render(number, kDpi, pdf::ColorMode::gray, kMaxPixels));
  out.areas = find_areas(picture, info.height);
  out.ink = share_of_ink(picture);
  return out;
}

Bytes encode(const SeenPage& page) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(page.number));
  out.f64(page.width);
  out.f64(page.height);
  out.u32(static_cast<std::uint32_t>(page.words.size()));
  for (const auto& word : page.words) {
    out.bytes(word.text);
    out.rect(word.box);
    out.u32(static_cast<std::uint32_t>(word.line));
    out.flag(word.is_hidden);
  }
  out.u32(static_cast<std::uint32_t>(page.areas.size()));
  for (const auto& area : page.areas) {
    out.rect(area.box);
    out.flag(area.is_dark);
    out.f64(area.ink);
  }
  out.f64(page.ink);
  return out.take();
}

}  // namespace

int letters_of(const SeenPage& page) {
  std::size_t count = 0;
  for (const auto& word : page.words) {
    count += word.text.size();
  }
  return static_cast<int>(count);
}

Bytes encode_page_range(int first, int last) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(first));
  out.u32(static_cast<std::uint32_t>(last));
  return out.take();
}

Result<void> serve_see(BytesView arguments,
                       BytesView input,
                       const std::function<void(BytesView)>& emit) {
  WireReader in(arguments);
  const int first = static_cast<int>(TRY(in.u32()));
  const int last = static_cast<int>(TRY(in.u32()));
  auto document = TRY(pdf::Document::open(input));
  WireWriter count;
  count.u32(static_cast<std::uint32_t>(document.page_count()));
  emit(count.data());
  for (int page = first; page <= std::min(last, document.page_count()); ++page) {
    const auto seen = TRY(see(document, page));
    emit(encode(seen));
  }
  return {};
}

Result<SeenPages> decode_seen(BytesView bytes) {
  SeenPages out;
  WireReader in(bytes);
  out.page_count = static_cast<int>(TRY(in.u32()));
  while (!in.at_end()) {
    SeenPage page;
    page.number = static_cast<int>(TRY(in.u32()));
    page.width = TRY(in.f64());
    page.height = TRY(in.f64());
    const auto words = TRY(in.count());
    for (std::size_t i = 0; i < words; ++i) {
      SeenWord word;
      word.text = TRY(in.text());
      word.box = TRY(in.rect());
      word.line = static_cast<int>(TRY(in.u32()));
      word.is_hidden = TRY(in.flag());
      page.words.push_back(std::move(word));
    }
    const auto areas = TRY(in.count());
    for (std::size_t i = 0; i < areas; ++i) {
      SeenArea area;
      area.box = TRY(in.rect());
      area.is_dark = TRY(in.flag());
      area.ink = TRY(in.f64());
      page.areas.push_back(area);
    }
    page.ink = TRY(in.f64());
    out.pages.push_back(std::move(page));
  }
  return out;
}

Bytes encode_picture_request(int page, int dpi) {
  return encode_page_range(page, dpi);
}

Result<void> serve_picture(BytesView arguments,
                           BytesView input,
                           const std::function<void(BytesView)>& emit) {
  WireReader in(arguments);
  const int page = static_cast<int>(TRY(in.u32()));
  const auto dpi = TRY(in.u32());
  auto document = TRY(pdf::Document::open(input));
  const auto png = TRY(document.render_png(page, dpi, pdf::ColorMode::gray));
  emit(png);
  return {};
}

}  // namespace vaughn::received
