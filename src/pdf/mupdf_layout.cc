// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "pdf/assemble.h"
#include "pdf/detail/mupdf_context.h"
#include "pdf/document.h"
#include "pdf/layout.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int kMaxLaidOutPages = 20'000;
// Names and identifiers are removed afterwards; fonts and contents are compressed there, too.
constexpr const char* kWriterOptions = "compress-images";

void drop_writer(fz_context* context, fz_document_writer* writer) {
  fz_drop_document_writer(context, writer);
}
void drop_story(fz_context* context, fz_story* story) {
  fz_drop_story(context, story);
}
using StoryPtr = Mupdf<fz_story, drop_story>;
using WriterPtr = Mupdf<fz_document_writer, drop_writer>;

// A document writer into memory.
struct Output {
  explicit Output(fz_context* context) : buffer(context), writer(context) {}
  BufferPtr buffer;
  WriterPtr writer;

  Result<void> open(fz_context* ctx) {
    return guard_mupdf(ctx, "cannot start a PDF", [&] {
      buffer.adopt(fz_new_buffer(ctx, 64 << 10));
      // The writer owns the output, also if this fails.
      fz_output* output = fz_new_output_with_buffer(ctx, buffer.get());
      writer.adopt(fz_new_pdf_writer_with_output(ctx, output, kWriterOptions));
    });
  }

  Result<Bytes> close(fz_context* ctx) {
    TRY(guard_mupdf(
        ctx, "cannot finish a PDF", [&] { fz_close_document_writer(ctx, writer.get()); }));
    unsigned char* data = nullptr;
    const std::size_t size = fz_buffer_storage(ctx, buffer.get(), &data);
    return Bytes(reinterpret_cast<const char*>(data), size);
  }
};

fz_rect to_fitz(double x0, double y0, double x1, double y1) {
  return fz_make_rect(static_cast<float>(x0),
                      static_cast<float>(y0),
                      static_cast<float>(x1),
                      static_cast<float>(y1));
}

}  // namespace

Result<Bytes> layout_html(std::string_view xhtml,
                          const PageSize& size,
                          const Margins& margins,
                          double em) {
  const fz_rect page = to_fitz(0, 0, size.width, size.height);
  const fz_rect where =
      to_fitz(margins.left, margins.top, size.width - margins.right, size.height - margins.bottom);
  if (where.x1 - where.x0 < 36 || where.y1 - where.y0 < 36 || !(em > 0)) {
    return Error{ErrorCode::invalid_argument, "the margins leave no room on the page"};
  }
  const ContextPtr context = TRY(new_mupdf_context());
  fz_context* ctx = context.get();
  BufferPtr text(ctx);
  StoryPtr story(ctx);
  Output output(ctx);
  TRY(guard_mupdf(ctx, "cannot typeset the text", [&] {
    text.adopt(fz_new_buffer_from_copied_data(
        ctx, reinterpret_cast<const unsigned char*>(xhtml.data()), xhtml.size()));
    story.adopt(fz_new_story(ctx, text.get(), nullptr, static_cast<float>(em), nullptr));
  }));
  TRY(output.open(ctx));
  bool is_stuck = false;
  TRY(guard_mupdf(ctx, "cannot typeset the text", [&] {
    int more = 1;
    for (int number = 0; more != 0; ++number) {
      fz_rect filled = fz_empty_rect;
      more = fz_place_story(ctx, story.get(), where, &filled);
      if (more != 0 && (number >= kMaxLaidOutPages || filled.y1 <= where.y0)) {
        is_stuck = true;
        return;
      }
      fz_device* device = fz_begin_page(ctx, output.writer.get(), page);
      fz_draw_story(ctx, story.get(), device, fz_identity);
      fz_end_page(ctx, output.writer.get());
    }
  }));
  if (is_stuck) {
    return Error{ErrorCode::limit, "the text does not fit on pages"};
  }
  const Bytes made = TRY(output.close(ctx));
  return normalise(made);
}

Result<Bytes> images_to_pdf(std::span<const base::BytesView> images) {
  const PageSize letter;
  const ContextPtr context = TRY(new_mupdf_context());
  fz_context* ctx = context.get();
  Output output(ctx);
  TRY(output.open(ctx));
  int pages_made = 0;
  for (const base::BytesView bytes : images) {
    StreamPtr stream(ctx);
    FitzDocumentPtr document(ctx);
    int count = 0;
    TRY(guard_mupdf(ctx, "cannot read the image", [&] {
      stream.adopt(
          fz_open_memory(ctx, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
      document.adopt(fz_open_document_with_stream(ctx, "image/png", stream.get()));
      count = fz_count_pages(ctx, document.get());
    }));
    if (count < 1 || pages_made + count > kMaxPages) {
      return Error{count < 1 ? ErrorCode::damaged : ErrorCode::limit,
                   fmt::format("the image has {} pages", count)};
    }
    for (int number = 0; number < count; ++number) {
      FitzPagePtr page(ctx);
      TRY(guard_mupdf(ctx, "cannot read the image", [&] {
        page.adopt(fz_load_page(ctx, document.get(), number));
        // In points: MuPDF has divided by the resolution, or by 96 dpi if none is stated.
        const fz_rect bounds = fz_bound_page(ctx, page.get());
        const float width = fz_max(bounds.x1 - bounds.x0, 1e-3F);
        const float height = fz_max(bounds.y1 - bounds.y0, 1e-3F);
        const bool is_wide = width > height;
        const auto long_side = static_cast<float>(letter.height);
        const auto short_side = static_cast<float>(letter.width);
        const float page_width = is_wide ? long_side : short_side;
        const float page_height = is_wide ? short_side : long_side;
        const float scale = fz_min(1.0F, fz_min(page_width / width, page_height / height));
        fz_matrix place = fz_translate(-bounds.x0, -bounds.y0);
        place = fz_concat(place, fz_scale(scale, scale));
        place = fz_concat(
            place,
            fz_translate((page_width - width * scale) / 2, (page_height - height * scale) / 2));
        fz_device* device =
            fz_begin_page(ctx, output.writer.get(), fz_make_rect(0, 0, page_width, page_height));
        fz_run_page(ctx, page.get(), device, place, nullptr);
        fz_end_page(ctx, output.writer.get());
      }));
      ++pages_made;
    }
  }
  if (pages_made == 0) {
    return Error{ErrorCode::invalid_argument, "there is no image"};
  }
  const Bytes made = TRY(output.close(ctx));
  return normalise(made);
}

}  // namespace vaughn::pdf
