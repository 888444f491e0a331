// SPDX-License-Identifier: AGPL-3.0-or-later
#include "court/paper_facts.h"

#include <cmath>

#include "base/wire.h"
#include "pdf/document.h"

namespace vaughn::court {

using base::Bytes;
using base::BytesView;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

void put(WireWriter& out, const pdf::Conformance& file) {
  out.bytes(file.version);
  out.u32(static_cast<std::uint32_t>(file.fonts.size()));
  for (const auto& font : file.fonts) {
    out.bytes(font.name);
    out.bytes(font.kind);
    out.flag(font.is_embedded);
    out.u32(static_cast<std::uint32_t>(font.pages.size()));
    for (const int page : font.pages) {
      out.u32(static_cast<std::uint32_t>(page));
    }
  }
  out.flag(file.is_encrypted);
  out.flag(file.is_tagged);
  out.bytes(file.pdfa);
  out.flag(file.has_output_intent);
  out.flag(file.has_javascript);
  out.flag(file.has_embedded_files);
  out.u32(static_cast<std::uint32_t>(file.has_images.size()));
  for (const bool has_images : file.has_images) {
    out.flag(has_images);
  }
}

Result<pdf::Conformance> conformance_of(WireReader& in) {
  pdf::Conformance file;
  file.version = TRY(in.text());
  const auto fonts = TRY(in.count());
  for (std::size_t i = 0; i < fonts; ++i) {
    pdf::FontFacts font;
    font.name = TRY(in.text());
    font.kind = TRY(in.text());
    font.is_embedded = TRY(in.flag());
    const auto pages = TRY(in.count());
    for (std::size_t j = 0; j < pages; ++j) {
      font.pages.push_back(static_cast<int>(TRY(in.u32())));
    }
    file.fonts.push_back(std::move(font));
  }
  file.is_encrypted = TRY(in.flag());
  file.is_tagged = TRY(in.flag());
  file.pdfa = TRY(in.text());
  file.has_output_intent = TRY(in.flag());
  file.has_javascript = TRY(in.flag());
  file.has_embedded_files = TRY(in.flag());
  const auto pages = TRY(in.count());
  for (std::size_t i = 0; i < pages; ++i) {
    file.has_images.push_back(TRY(in.flag()));
  }
  return file;
}

}  // namespace

Result<PaperFacts> read_paper(BytesView pdf) {
  PaperFacts facts;
  facts.file = TRY(pdf::conformance(pdf));
  auto document = TRY(pdf::Document::open(pdf));
  for (int number = 1; number <= document.page_count(); ++number) {
    const auto info = TRY(document.page_info(number));
    const auto text = TRY(document.page_text(number));
    PaperPage page{info.width, info.height, info.rotation, {}};
    for (const auto& word : text.words) {
      // The page as it is seen: what runs up the side of a turned page lies level here.
      const auto& map = info.to_display;
      const bool is_turned = std::abs(map.b) > std::abs(map.a);
      const auto box = map.apply(word.box);
      const auto origin = map.apply(is_turned ? pdf::Point{word.baseline, word.box.y0}
                                              : pdf::Point{word.box.x0, word.baseline});
      page.words.push_back(
          {word.text, box.x0, box.x1, info.height - origin.y, word.size, word.is_invisible});
    }
    facts.pages.push_back(std::move(page));
  }
  return facts;
}

Bytes encode(const PaperFacts& facts) {
  WireWriter out;
  put(out, facts.file);
  out.u32(static_cast<std::uint32_t>(facts.pages.size()));
  for (const auto& page : facts.pages) {
    out.f64(page.width);
    out.f64(page.height);
    out.u32(static_cast<std::uint32_t>(page.rotation));
    out.u32(static_cast<std::uint32_t>(page.words.size()));
    for (const auto& word : page.words) {
      out.bytes(word.text);
      out.f64(word.left);
      out.f64(word.right);
      out.f64(word.baseline);
      out.f64(word.size);
      out.flag(word.is_invisible);
    }
  }
  return out.take();
}

Result<PaperFacts> decode_paper(BytesView bytes) {
  WireReader in(bytes);
  PaperFacts facts;
  facts.file = TRY(conformance_of(in));
  const auto pages = TRY(in.count());
  for (std::size_t i = 0; i < pages; ++i) {
    PaperPage page;
    page.width = TRY(in.f64());
    page.height = TRY(in.f64());
    page.rotation = static_cast<int>(TRY(in.u32()));
    const auto words = TRY(in.count());
    for (std::size_t j = 0; j < words; ++j) {
      PaperWord word;
      word.text = TRY(in.text());
      word.left = TRY(in.f64());
      word.right = TRY(in.f64());
      word.baseline = TRY(in.f64());
      word.size = TRY(in.f64());
      word.is_invisible = TRY(in.flag());
      page.words.push_back(std::move(word));
    }
    facts.pages.push_back(std::move(page));
  }
  return facts;
}

}  // namespace vaughn::court
