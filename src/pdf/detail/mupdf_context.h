// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/result.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

struct DropContext {
  void operator()(fz_context* context) const { fz_drop_context(context); }
};
using ContextPtr = std::unique_ptr<fz_context, DropContext>;

// A context of its own for every document: no locks, one thread. Silent; knows all formats.
base::Result<ContextPtr> new_mupdf_context();

// Owns a MuPDF object together with the context that must drop it.
template <typename T, void (*drop)(fz_context*, T*)>
class Mupdf {
 public:
  explicit Mupdf(fz_context* context) : context_(context) {}
  Mupdf(Mupdf&& other) noexcept
      : context_(other.context_), object_(std::exchange(other.object_, nullptr)) {}
  Mupdf& operator=(Mupdf&& other) noexcept {
    if (this != &other) {
      adopt(nullptr);
      context_ = other.context_;
      object_ = std::exchange(other.object_, nullptr);
    }
    return *this;
  }
  ~Mupdf() { adopt(nullptr); }

  void adopt(T* object) {
    if (object_ != nullptr) {
      drop(context_, object_);
    }
    object_ = object;
  }
  T* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  fz_context* context_;
  T* object_ = nullptr;
};

inline void drop_pdf_page(fz_context* context, pdf_page* page) {
  fz_drop_page(context, reinterpret_cast<fz_page*>(page));
}

using BufferPtr = Mupdf<fz_buffer, fz_drop_buffer>;
using StreamPtr = Mupdf<fz_stream, fz_drop_stream>;
using PixmapPtr = Mupdf<fz_pixmap, fz_drop_pixmap>;
using DevicePtr = Mupdf<fz_device, fz_drop_device>;
using FitzDocumentPtr = Mupdf<fz_document, fz_drop_document>;
using FitzPagePtr = Mupdf<fz_page, fz_drop_page>;
using PdfDocumentPtr = Mupdf<pdf_document, pdf_drop_document>;
using PdfPagePtr = Mupdf<pdf_page, drop_pdf_page>;

inline Transform to_transform(fz_matrix matrix) {
  return {static_cast<double>(matrix.a),
          static_cast<double>(matrix.b),
          static_cast<double>(matrix.c),
          static_cast<double>(matrix.d),
          static_cast<double>(matrix.e),
          static_cast<double>(matrix.f)};
}

// What MuPDF says is left out of the error: it may quote the file.
base::Error mupdf_error(fz_context* context, const char* what);

// Runs a function that calls MuPDF and turns its longjmp into an Error. The function must hold no
// object with a destructor while it calls MuPDF, and must not return early from a loop over one.
template <typename Function>
base::Result<void> guard_mupdf(fz_context* context, const char* what, Function&& function) {
  fz_try(context) {
    function();
  }
  fz_catch(context) {
    return mupdf_error(context, what);
  }
  return {};
}

}  // namespace vaughn::pdf
