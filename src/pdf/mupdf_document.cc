// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pdf/detail/mupdf_context.h"
#include "pdf/detail/mupdf_native_page.h"
#include "pdf/detail/mupdf_scan.h"
#include "pdf/detail/mupdf_text.h"
#include "pdf/document.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

Error encrypted_error() {
  return {ErrorCode::encrypted, "the PDF needs a password", "ask its owner for the password"};
}

// How many pages are below a node of the page tree; -1 if it is not as it says of itself.
int count_tree(fz_context* ctx, pdf_obj* node, int most, int depth) {
  constexpr int kDeepest = 32;
  pdf_obj* type = pdf_dict_get(ctx, node, PDF_NAME(Type));
  if (pdf_name_eq(ctx, type, PDF_NAME(Page)) != 0) {
    return 1;
  }
  if (pdf_name_eq(ctx, type, PDF_NAME(Pages)) == 0 || depth >= kDeepest) {
    return -1;
  }
  pdf_obj* kids = pdf_dict_get(ctx, node, PDF_NAME(Kids));
  const int length = pdf_array_len(ctx, kids);
  int count = 0;
  for (int i = 0; i < length; ++i) {
    pdf_obj* kid = pdf_array_get(ctx, kids, i);
    const int below =
        pdf_is_indirect(ctx, kid) != 0 ? count_tree(ctx, kid, most - count, depth + 1) : -1;
    if (below < 1 || below > most - count) {
      return -1;
    }
    count += below;
  }
  return pdf_dict_get_int(ctx, node, PDF_NAME(Count)) == count ? count : -1;
}

}  // namespace

struct Document::Impl {
  explicit Impl(ContextPtr made)
      : context(std::move(made)),
        stream(context.get()),
        document(context.get()),
        page(context.get()) {}

  ~Impl() {
    page.adopt(nullptr);
    drop_page_map();
  }

  base::Bytes bytes;
  ContextPtr context;
  StreamPtr stream;
  PdfDocumentPtr document;
  PdfPagePtr page;
  int page_number = 0;  // of `page`; 0 if there is none
  int page_count = 0;
  int loads = 0;  // of pages
  bool has_page_map = false;
  bool is_encrypted = false;

  bool is_group_checked = false;  // of `page`
  bool leaves_text_out = false;
  ScanDrawing scans;

  void make_page_map();
  void drop_page_map();
  Result<void> load(int number);
  Result<void> leave_group_out();
  Result<void> draw(fz_irect area, double scale, ColorMode mode, Pixmap& out);
};

// Without a map MuPDF looks for every page from the first one. With one it takes the tree by its
// word, so only trees that have been looked through get one. Version 1.21 then hands out the page
// object without being asked to keep it, see load(); what other versions do is not known here.
constexpr bool kMayMapPages = FZ_VERSION_MAJOR == 1 && FZ_VERSION_MINOR == 21;

void Document::Impl::make_page_map() {
  constexpr int kLoadsWithoutMap = 8;
  if (!kMayMapPages || ++loads != kLoadsWithoutMap || page_count <= kLoadsWithoutMap) {
    return;
  }
  fz_context* ctx = context.get();
  pdf_document* pdf = document.get();
  // A tree that cannot be read gets none, and its pages are looked for as before.
  static_cast<void>(guard_mupdf(ctx, "cannot read the page tree", [&] {
    pdf_obj* tree = pdf_dict_getp(ctx, pdf_trailer(ctx, pdf), "Root/Pages");
    if (pdf_was_repaired(ctx, pdf) == 0 && count_tree(ctx, tree, page_count, 0) == page_count &&
        pdf_was_repaired(ctx, pdf) == 0) {
      pdf_load_page_tree(ctx, pdf);
      has_page_map = true;
    }
  }));
}

// What was read of the tree says nothing of a file that has been repaired since.
void Document::Impl::drop_page_map() {
  if (std::exchange(has_page_map, false)) {
    fz_context* ctx = context.get();
    pdf_drop_page_tree(ctx, document.get());  // throws nothing
  }
}

// Learns whether anything on a page is blended in another mode than "Normal".
struct BlendDevice {
  fz_device super;
  bool blends;
};

void note_blending(fz_context*,
                   fz_device* device,
                   fz_rect,
                   fz_colorspace*,
                   int,
                   int is_knockout,
                   int mode,
                   float) {
  if (mode != FZ_BLEND_NORMAL || is_knockout != 0) {
    reinterpret_cast<BlendDevice*>(device)->blends = true;
  }
}

// Office programs put every page into a transparency group. As long as all is painted in mode
// "Normal", painting it on paper gives the same, without a second picture of the whole page.
Result<void> Document::Impl::leave_group_out() {
  if (is_group_checked || page.get()->transparency == 0) {
    return {};
  }
  fz_context* ctx = context.get();
  DevicePtr device(ctx);
  TRY(guard_mupdf(ctx, "cannot read the page", [&] {
    auto* created = reinterpret_cast<BlendDevice*>(fz_new_device_of_size(ctx, sizeof(BlendDevice)));
    created->super.begin_group = note_blending;
    device.adopt(&created->super);
    fz_cookie cookie = {};
    pdf_run_page(ctx, page.get(), device.get(), fz_identity, &cookie);
    fz_close_device(ctx, device.get());
  }));
  is_group_checked = true;
  if (!reinterpret_cast<BlendDevice*>(device.get())->blends) {
    page.get()->transparency = 0;
  }
  return {};
}

Result<void> Document::Impl::load(int number) {
  if (number < 1 || number > page_count) {
    return Error{ErrorCode::not_found, fmt::format("there is no page {}", number)};
  }
  if (number == page_number) {
    return {};
  }
  page_number = 0;
  is_group_checked = false;
  page.adopt(nullptr);
  fz_context* ctx = context.get();
  make_page_map();
  if (has_page_map && pdf_was_repaired(ctx, document.get()) != 0) {
    drop_page_map();
  }
  const std::string what = fmt::format("cannot read page {}", number);
  TRY(guard_mupdf(ctx, what.c_str(), [&] {
    page.adopt(pdf_load_page(ctx, document.get(), number - 1));
    if (has_page_map) {
      pdf_drop_obj(ctx, page.get()->obj);  // once more than the page keeps it
    }
    // Gives annotations without an appearance the one that viewers make for them.
    pdf_update_page(ctx, page.get());
  }));
  page_number = number;
  return {};
}

Document::Document(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Result<Document> Document::open(base::BytesView pdf, std::string_view password) {
  ContextPtr context = TRY(new_mupdf_context());
  auto impl = std::make_unique<Impl>(std::move(context));
  impl->bytes = base::Bytes(pdf);
  fz_context* ctx = impl->context.get();
  TRY(guard_mupdf(ctx, "cannot open the PDF", [&] {
    impl->stream.adopt(fz_open_memory(
        ctx, reinterpret_cast<const unsigned char*>(impl->bytes.data()), impl->bytes.size()));
    impl->document.adopt(pdf_open_document_with_stream(ctx, impl->stream.get()));
  }));
  const std::string secret(password);
  bool is_open = false;
  int count = 0;
  TRY(guard_mupdf(ctx, "cannot open the PDF", [&] {
    pdf_document* document = impl->document.get();
    const bool is_locked = pdf_needs_password(ctx, document) != 0;
    is_open = !is_locked || pdf_authenticate_password(ctx, document, secret.c_str()) != 0;
    if (is_open) {
      impl->is_encrypted =
          pdf_dict_get(ctx, pdf_trailer(ctx, document), PDF_NAME(Encrypt)) != nullptr;
      count = pdf_count_pages(ctx, document);
    }
  }));
  if (!is_open) {
    return encrypted_error();
  }
  if (count < 1) {
    return Error{ErrorCode::damaged, "the PDF has no pages"};
  }
  if (count > kMaxPages) {
    return Error{ErrorCode::limit, fmt::format("the PDF claims {} pages", count)};
  }
  impl->page_count = count;
  return Document(std::move(impl));
}

int Document::page_count() const {
  return impl_->page_count;
}

bool Document::is_encrypted() const {
  return impl_->is_encrypted;
}

bool Document::was_repaired() const {
  return pdf_was_repaired(impl_->context.get(), impl_->document.get()) != 0;
}

Result<PageInfo> Document::page_info(int page) {
  TRY(impl_->load(page));
  fz_context* ctx = impl_->context.get();
  fz_rect shown{};
  fz_matrix ctm{};
  float user_unit = 1;
  int rotation = 0;
  TRY(guard_mupdf(ctx, "cannot read the size of the page", [&] {
    pdf_page_transform(ctx, impl_->page.get(), nullptr, &ctm);
    shown = pdf_bound_page(ctx, impl_->page.get());
    pdf_obj* object = impl_->page.get()->obj;
    rotation = pdf_to_int(ctx, pdf_dict_get_inheritable(ctx, object, PDF_NAME(Rotate)));
    user_unit = pdf_dict_get_real(ctx, object, PDF_NAME(UserUnit));
  }));
  PageInfo info;
  info.width = static_cast<double>(shown.x1 - shown.x0);
  info.height = static_cast<double>(shown.y1 - shown.y0);
  if (!(info.width > 0) || !(info.height > 0)) {
    return Error{ErrorCode::damaged, fmt::format("page {} has no area", page)};
  }
  // MuPDF's page space has its origin at the upper left and y downwards.
  info.to_display = to_transform(ctm).then(
      {1, 0, 0, -1, -static_cast<double>(shown.x0), static_cast<double>(shown.y1)});
  info.rotation = ((rotation / 90 * 90) % 360 + 360) % 360;
  info.user_unit = user_unit > 0 ? static_cast<double>(user_unit) : 1;
  info.crop_box = info.to_display.inverted().apply(Rect{0, 0, info.width, info.height});
  return info;
}

Result<PageText> Document::page_text(int page) {
  TRY(impl_->load(page));
  fz_context* ctx = impl_->context.get();
  fz_rect shown{};
  fz_matrix ctm{};
  TRY(guard_mupdf(ctx, "cannot read the size of the page", [&] {
    pdf_page_transform(ctx, impl_->page.get(), nullptr, &ctm);
    shown = pdf_bound_page(ctx, impl_->page.get());
  }));
  return read_page_text(ctx, impl_->page.get(), fz_invert_matrix(ctm), shown);
}

Result<bool> Document::has_color(int page) {
  TRY(impl_->load(page));
  fz_context* ctx = impl_->context.get();
  DevicePtr device(ctx);
  int is_color = 0;
  TRY(guard_mupdf(ctx, "cannot read the colors of the page", [&] {
    constexpr float kThreshold = 0.02F;
    device.adopt(fz_new_test_device(
        ctx, &is_color, kThreshold, FZ_TEST_OPT_IMAGES | FZ_TEST_OPT_SHADINGS, nullptr));
    fz_cookie cookie = {};
    // The device ends the run by an exception as soon as it has seen a color.
    fz_try(ctx) {
      pdf_run_page(ctx, impl_->page.get(), device.get(), fz_identity, &cookie);
      fz_close_device(ctx, device.get());
    }
    fz_catch(ctx) {
      if (fz_caught(ctx) != FZ_ERROR_ABORT) {
        fz_rethrow(ctx);
      }
    }
  }));
  return is_color != 0;
}

// Paints straight into the samples of `out`, whose memory is used again.
Result<void> Document::Impl::draw(fz_irect area, double scale, ColorMode mode, Pixmap& out) {
  TRY(leave_group_out());
  out.width = area.x1 - area.x0;
  out.height = area.y1 - area.y0;
  out.components = mode == ColorMode::gray ? 1 : 3;
  out.dpi = scale * 72;
  const auto row_bytes =
      static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.components);
  out.samples.resize(row_bytes * static_cast<std::size_t>(out.height));
  auto* samples = reinterpret_cast<unsigned char*>(out.samples.data());
  fz_context* ctx = context.get();
  PixmapPtr pixmap(ctx);
  DevicePtr device(ctx);
  return guard_mupdf(ctx, "cannot render the page", [&] {
    fz_colorspace* space = mode == ColorMode::gray ? fz_device_gray(ctx) : fz_device_rgb(ctx);
    pixmap.adopt(fz_new_pixmap_with_bbox_and_data(ctx, space, area, nullptr, 0, samples));
    fz_clear_pixmap_with_value(ctx, pixmap.get(), 255);
    const auto factor = static_cast<float>(scale);
    device.adopt(fz_new_draw_device(ctx, fz_scale(factor, factor), pixmap.get()));
    if (leaves_text_out) {
      device.get()->fill_text = nullptr;
      device.get()->stroke_text = nullptr;
    }
    decode_scans_quickly(ctx, device.get(), scans);
    fz_cookie cookie = {};
    pdf_run_page(ctx, page.get(), device.get(), fz_identity, &cookie);
    fz_close_device(ctx, device.get());
  });
}

Result<Pixmap> Document::render(int page, double dpi, ColorMode mode, double max_pixels) {
  Pixmap out;
  TRY(render_into(out, page, dpi, mode, max_pixels));
  return out;
}

Result<void> Document::render_into(
    Pixmap& out, int page, double dpi, ColorMode mode, double max_pixels) {
  const PageInfo info = TRY(page_info(page));
  const double pixels = info.width * info.height * dpi * dpi / (72.0 * 72.0);
  const double lowered = pixels > max_pixels ? dpi * std::sqrt(max_pixels / pixels) : dpi;
  return render_part_into(out, page, {0, 0, info.width, info.height}, lowered, mode);
}

Result<Pixmap> Document::render_part(int page, const Rect& part, double dpi, ColorMode mode) {
  Pixmap out;
  TRY(render_part_into(out, page, part, dpi, mode));
  return out;
}

Result<Pixmap> Document::render_part_without_text(int page, const Rect& part, double dpi) {
  impl_->leaves_text_out = true;
  auto out = render_part(page, part, dpi, ColorMode::rgb);
  impl_->leaves_text_out = false;
  return out;
}

Result<void> Document::render_part_into(
    Pixmap& out, int page, const Rect& part, double dpi, ColorMode mode) {
  const PageInfo info = TRY(page_info(page));
  const Rect area = base::intersection(part, {0, 0, info.width, info.height});
  if (area.is_empty() || !(dpi > 0)) {
    return Error{ErrorCode::invalid_argument, "nothing of the page to render"};
  }
  fz_rect shown{};
  fz_context* ctx = impl_->context.get();
  TRY(guard_mupdf(ctx, "cannot read the size of the page", [&] {
    shown = pdf_bound_page(ctx, impl_->page.get());
  }));
  const double scale = dpi / 72;
  const double left = static_cast<double>(shown.x0) * scale;
  const double top = static_cast<double>(shown.y0) * scale;
  fz_irect pixels;
  pixels.x0 = static_cast<int>(std::floor(left + area.x0 * scale + 1e-6));
  pixels.y0 = static_cast<int>(std::floor(top + (info.height - area.y1) * scale + 1e-6));
  pixels.x1 = std::max(pixels.x0 + 1, static_cast<int>(std::ceil(left + area.x1 * scale - 1e-6)));
  pixels.y1 = std::max(pixels.y0 + 1,
                       static_cast<int>(std::ceil(top + (info.height - area.y0) * scale - 1e-6)));
  return impl_->draw(pixels, scale, mode, out);
}

Result<NativePage> Document::native_page(int page, std::span<const Rect> boxes) {
  const PageInfo info = TRY(page_info(page));
  fz_rect shown{};
  fz_context* ctx = impl_->context.get();
  TRY(guard_mupdf(ctx, "cannot read the size of the page", [&] {
    shown = pdf_bound_page(ctx, impl_->page.get());
  }));
  const fz_matrix to_display = fz_make_matrix(1, 0, 0, -1, -shown.x0, shown.y1);
  return record_native_page(ctx, impl_->page.get(), to_display, info.width, info.height, boxes);
}

Result<base::Bytes> Document::render_png(int page, double dpi, ColorMode mode) {
  const Pixmap pixmap = TRY(render(page, dpi, mode));
  return encode_png(pixmap);
}

Result<bool> needs_password(base::BytesView pdf) {
  auto document = Document::open(pdf);
  if (!document && document.error().code != ErrorCode::encrypted) {
    return document.error();
  }
  return !document;
}

}  // namespace vaughn::pdf
