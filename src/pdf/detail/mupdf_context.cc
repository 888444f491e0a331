// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/mupdf_context.h"
#include "pdf/detail/versions.h"

namespace vaughn::pdf {

namespace {

// Decoded images and fonts kept between pages.
constexpr std::size_t kStoreBytes = 64u << 20;

void stay_silent(void*, const char*) {}

}  // namespace

base::Result<ContextPtr> new_mupdf_context() {
  ContextPtr context(fz_new_context(nullptr, nullptr, kStoreBytes));
  if (!context) {
    return base::Error{base::ErrorCode::limit, "cannot start the PDF engine: out of memory"};
  }
  fz_set_warning_callback(context.get(), stay_silent, nullptr);
  fz_set_error_callback(context.get(), stay_silent, nullptr);
  fz_context* raw = context.get();
  TRY(guard_mupdf(
      raw, "cannot start the PDF engine", [raw] { fz_register_document_handlers(raw); }));
  return context;
}

std::string_view mupdf_version() {
  return FZ_VERSION;
}

base::Error mupdf_error(fz_context* context, const char* what) {
  const bool is_memory = fz_caught(context) == FZ_ERROR_MEMORY;
  return {is_memory ? base::ErrorCode::limit : base::ErrorCode::damaged, what};
}

}  // namespace vaughn::pdf
