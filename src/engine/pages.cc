// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/pages.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "base/wire.h"
#include "pdf/document.h"
#include "pdf/layout.h"
#include "pdf/page_builder.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

// Every page gives a child new time; all together may not take for ever.
constexpr double kMostSeconds = 60;
bool has_time_left() {
  return static_cast<double>(std::clock()) < kMostSeconds * CLOCKS_PER_SEC;
}

}  // namespace

Result<void> serve_page_texts(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  auto document = TRY(pdf::Document::open(input));
  for (int page = 1; page <= document.page_count(); ++page) {
    if (!has_time_left()) {
      return Error{ErrorCode::limit, "reading its pages takes too long", ""};
    }
    const auto info = TRY(document.page_info(page));
    const auto text = TRY(document.page_text(page));
    WireWriter out;
    out.rect(info.crop_box);
    out.u32(static_cast<std::uint32_t>(text.words.size()));
    for (const auto& word : text.words) {
      out.bytes(word.text);
      out.rect(word.box);
      out.u32(static_cast<std::uint32_t>(word.line));
      out.u64(word.offset);
      out.flag(word.is_invisible);
    }
    out.u32(static_cast<std::uint32_t>(text.lines.size()));
    for (const auto& line : text.lines) {
      out.rect(line.box);
      out.u64(line.first_word);
      out.u64(line.word_count);
      out.u8(static_cast<std::uint8_t>((line.is_along_y ? 1 : 0) | (line.is_slanted ? 2 : 0)));
      out.f64(line.angle);
    }
    out.bytes(text.text);
    out.flag(text.has_text_off_page);
    emit(out.data());
  }
  return {};
}

void warm_up_pages() {
  // A stamp and label font that cannot be loaded shows as an error of the first burn.
  const auto ruler = pdf::TextRuler::open();
  (void)ruler;
}

Result<std::vector<ReadPage>> decode_page_texts(BytesView bytes) {
  std::vector<ReadPage> pages;
  WireReader in(bytes);
  while (!in.at_end()) {
    ReadPage page;
    page.shown = TRY(in.rect());
    const auto words = TRY(in.count());
    for (std::size_t i = 0; i < words; ++i) {
      pdf::Word word;
      word.text = TRY(in.text());
      word.box = TRY(in.rect());
      word.line = static_cast<int>(TRY(in.u32()));
      word.offset = TRY(in.u64());
      word.is_invisible = TRY(in.flag());
      page.text.words.push_back(std::move(word));
    }
    const auto lines = TRY(in.count());
    for (std::size_t i = 0; i < lines; ++i) {
      pdf::TextLine line;
      line.box = TRY(in.rect());
      line.first_word = TRY(in.u64());
      line.word_count = TRY(in.u64());
      const auto direction = TRY(in.u8());
      line.is_along_y = (direction & 1) != 0;
      line.is_slanted = (direction & 2) != 0;
      line.angle = TRY(in.f64());
      if (line.first_word + line.word_count > page.text.words.size()) {
        return base::wrong_message();
      }
      page.text.lines.push_back(line);
    }
    page.text.text = TRY(in.text());
    page.text.has_text_off_page = TRY(in.flag());
    for (const auto& word : page.text.words) {
      const bool is_in_range = word.offset + word.text.size() <= page.text.text.size() &&
                               static_cast<std::size_t>(word.line) < page.text.lines.size();
      if (!is_in_range) {
        return base::wrong_message();
      }
    }
    pages.push_back(std::move(page));
  }
  return pages;
}

Result<std::vector<ReadPage>> read_pages(Workspace& workspace,
                                         Sandbox& sandbox,
                                         foia::RecordId record) {
  const auto found = TRY(workspace.db().records({record}));
  if (found.empty() || found[0].rendition.is_zero()) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} has no page images yet", foia::control_number(record)),
                 "run `vaughn render`"};
  }
  auto pdf = TRY(workspace.blobs().get(found[0].rendition));
  const auto encoded = TRY(sandbox.run({Task::page_texts, {}, std::move(pdf)}));
  auto pages = TRY(decode_page_texts(encoded));
  if (static_cast<int>(pages.size()) != found[0].rendered_pages) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} has {} pages, the ledger says {}",
                             foia::control_number(record),
                             pages.size(),
                             found[0].rendered_pages),
                 ""};
  }
  return pages;
}

Result<const std::vector<ReadPage>*> PageCache::read(foia::RecordId record) {
  if (const auto found = pages_.find(record); found != pages_.end()) {
    return &found->second;
  }
  auto pages = TRY(read_pages(workspace_, sandbox_, record));
  if (count_ > kMaxPages) {
    pages_.clear();
    count_ = 0;
  }
  count_ += pages.size();
  return &pages_.insert_or_assign(record, std::move(pages)).first->second;
}

redact::BurnBox burn_box(const foia::Matter& matter, const foia::Mark& mark) {
  return {.page = mark.page,
          .box = mark.box,
          .label = foia::join_codes(mark.claims),
          .grid = static_cast<double>(matter.redaction_width(mark.claims))};
}

Bytes encode_burn(const BurnRequest& request) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(request.pages.size()));
  for (const int page : request.pages) {
    out.u32(static_cast<std::uint32_t>(page));
  }
  out.u32(static_cast<std::uint32_t>(request.boxes.size()));
  for (const auto& box : request.boxes) {
    out.u32(static_cast<std::uint32_t>(box.page));
    out.rect(box.box);
    out.bytes(box.label);
    out.bytes(box.alt);
    out.f64(box.grid);
  }
  out.flag(request.is_all_pictures);
  out.flag(request.keeps_no_scan_text);
  out.flag(request.is_native);
  out.u32(static_cast<std::uint32_t>(request.inserts.size()));
  for (const auto& insert : request.inserts) {
    out.u64(insert.before);
    out.bytes(insert.pdf);
  }
  return out.take();
}

Result<void> serve_burn(BytesView arguments, BytesView input, const work::Emit& emit) {
  WireReader in(arguments);
  std::vector<int> pages;
  const auto page_count = TRY(in.count());
  for (std::size_t i = 0; i < page_count; ++i) {
    const auto page = TRY(in.u32());
    pages.push_back(static_cast<int>(page));
  }
  std::vector<redact::BurnBox> boxes;
  const auto box_count = TRY(in.count());
  for (std::size_t i = 0; i < box_count; ++i) {
    redact::BurnBox box;
    box.page = static_cast<int>(TRY(in.u32()));
    box.box = TRY(in.rect());
    box.label = TRY(in.text());
    box.alt = TRY(in.text());
    box.grid = TRY(in.f64());
    boxes.push_back(std::move(box));
  }
  redact::BurnOptions options;
  if (TRY(in.flag())) {
    options.pages_to_render = pages;
  }
  if (TRY(in.flag())) {
    options.scan_text = redact::ScanText::drop;
  }
  options.is_native = TRY(in.flag());
  const auto insert_count = TRY(in.count());
  for (std::size_t i = 0; i < insert_count; ++i) {
    redact::Insert insert;
    insert.before = TRY(in.u64());
    insert.pdf = TRY(in.text());
    options.inserts.push_back(std::move(insert));
  }
  // A long document may take long; one page may not.
  options.progress = [&] {
    if (has_time_left()) {
      emit({});
    }
  };
  const auto burned = TRY(redact::burn(input, boxes, pages, options));
  emit(encode_burned(burned));
  return {};
}

Bytes encode_burned(const redact::Burned& burned) {
  WireWriter out;
  out.bytes(burned.pdf);
  out.u32(static_cast<std::uint32_t>(burned.pages.size()));
  for (const auto& page : burned.pages) {
    out.u32(static_cast<std::uint32_t>(page.page));
    out.u8(static_cast<std::uint8_t>(page.method));
    out.f64(page.width);
    out.f64(page.height);
    out.u32(static_cast<std::uint32_t>(page.boxes.size()));
    for (const auto& box : page.boxes) {
      out.rect(box.box);
      out.bytes(box.label);
      out.rect(box.label_box);
    }
    out.u32(static_cast<std::uint32_t>(page.words_kept));
    out.u32(static_cast<std::uint32_t>(page.words_removed));
    out.bytes(page.reason);
  }
  out.u32(static_cast<std::uint32_t>(burned.archive_faults.size()));
  for (const auto& fault : burned.archive_faults) {
    out.bytes(fault);
  }
  return out.take();
}

Result<redact::Burned> decode_burned(BytesView bytes) {
  redact::Burned out;
  WireReader in(bytes);
  out.pdf = TRY(in.text());
  const auto pages = TRY(in.count());
  for (std::size_t i = 0; i < pages; ++i) {
    redact::PageProof page;
    page.page = static_cast<int>(TRY(in.u32()));
    const auto method = TRY(in.u8());
    if (method > static_cast<std::uint8_t>(redact::PageMethod::redacted)) {
      return base::wrong_message();
    }
    page.method = static_cast<redact::PageMethod>(method);
    page.width = TRY(in.f64());
    page.height = TRY(in.f64());
    const auto boxes = TRY(in.count());
    for (std::size_t j = 0; j < boxes; ++j) {
      redact::BurntBox box;
      box.box = TRY(in.rect());
      box.label = TRY(in.text());
      box.label_box = TRY(in.rect());
      page.boxes.push_back(std::move(box));
    }
    page.words_kept = static_cast<int>(TRY(in.u32()));
    page.words_removed = static_cast<int>(TRY(in.u32()));
    page.reason = TRY(in.text());
    out.pages.push_back(std::move(page));
  }
  const auto faults = TRY(in.count());
  for (std::size_t i = 0; i < faults; ++i) {
    auto fault = TRY(in.text());
    out.archive_faults.push_back(std::move(fault));
  }
  return out;
}

Result<redact::Burned> burn(Sandbox& sandbox, BurnRequest request) {
  Call call{Task::burn, encode_burn(request), std::move(request.pdf)};
  const auto encoded = TRY(sandbox.run(std::move(call)));
  return decode_burned(encoded);
}

Result<void> serve_images(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  const std::array<BytesView, 1> images{input};
  const auto pdf = TRY(pdf::images_to_pdf(images));
  emit(pdf);
  return {};
}

// The number of pages of a PDF of which each can be rendered, as u32.
Result<void> serve_page_count(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  auto document = TRY(pdf::Document::open(input));
  for (int page = 1; page <= document.page_count(); ++page) {
    TRY(document.render(page, 20, pdf::ColorMode::gray));
  }
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(document.page_count()));
  emit(out.data());
  return {};
}

}  // namespace vaughn::engine
