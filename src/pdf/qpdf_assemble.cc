// SPDX-License-Identifier: AGPL-3.0-or-later
#include <optional>

#include <fmt/format.h>

#include "pdf/assemble.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/document.h"
#include "pdf/page_builder.h"
#include "pdf/page_picture.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::ErrorCode;
using base::Result;
using Handle = QPDFObjectHandle;

// Opened only for the pages that cannot be copied.
Result<void> add_picture(PageBuilder& builder,
                         std::optional<Document>& document,
                         const Piece& piece,
                         int page) {
  if (!document) {
    document = TRY(Document::open(piece.pdf, piece.password));
  }
  const Picture picture = TRY(picture_of_page(*document, page, {}));
  return builder.add_image_page(picture.page);
}

void remove_keys(Handle dictionary, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (dictionary.hasKey(key)) {
      dictionary.removeKey(key);
    }
  }
}

}  // namespace

Result<Bytes> assemble(std::span<const Piece> pieces) {
  PageBuilder builder;
  for (const Piece& piece : pieces) {
    std::optional<Document> document;
    const auto set = builder.set_source(piece.pdf, piece.password);
    if (!set && set.error().code == ErrorCode::encrypted) {
      return set.error();
    }
    int page_count = builder.source_page_count();
    if (!set) {
      document = TRY(Document::open(piece.pdf, piece.password));
      page_count = document->page_count();
    }
    std::vector<int> pages = piece.pages;
    for (int page = 1; piece.pages.empty() && page <= page_count; ++page) {
      pages.push_back(page);
    }
    for (const int page : pages) {
      if (set) {
        const auto added = builder.add_source_page(page);
        if (added) {
          continue;
        }
        if (added.error().code == ErrorCode::not_found) {
          return added.error();
        }
      }
      TRY(add_picture(builder, document, piece, page));
    }
  }
  return builder.finish();
}

Result<Bytes> normalise(base::BytesView pdf) {
  return guard_qpdf("cannot normalise the PDF", [&]() -> Result<Bytes> {
    const auto qpdf = open_qpdf(pdf, "");
    Handle trailer = qpdf->getTrailer();
    Handle info = trailer.getKey("/Info");
    if (info.isDictionary()) {
      remove_keys(info, {"/CreationDate", "/ModDate", "/Producer", "/Creator", "/Trapped"});
      if (info.getKeys().empty()) {
        trailer.removeKey("/Info");
      }
    }
    remove_keys(trailer, {"/DocChecksum", "/ID"});
    for (Handle& object : qpdf->getAllObjects()) {
      Handle dictionary = object.isStream() ? object.getDict() : object;
      if (dictionary.isDictionary()) {
        remove_keys(dictionary, {"/Metadata", "/LastModified", "/PieceInfo"});
        Handle type = dictionary.getKey("/Type");
        if (type.isName() && type.getName() == "/EmbeddedFile" &&
            dictionary.getKey("/Params").isDictionary()) {
          remove_keys(dictionary.getKey("/Params"), {"/CreationDate", "/ModDate"});
        }
      }
    }
    return write_qpdf(*qpdf);
  });
}

}  // namespace vaughn::pdf
