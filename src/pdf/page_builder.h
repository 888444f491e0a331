// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "pdf/pixmap.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

struct PlacedText {
  std::string text{};
  base::Rect box{};
  int quarter_turns = 0;  // of the writing direction, counter-clockwise
  int paragraph = 0;      // words of one paragraph follow each other
};

enum class Ink { black, white };

inline constexpr std::size_t kAtEnd = static_cast<std::size_t>(-1);

struct PlacedLabel {
  std::string text{};  // may be empty: then the deletion is only announced
  std::string alt{};   // what assistive technology reads; empty: this is a line of the label before
  base::Rect box{};    // the label is centred in it
  double font_size = 8;
  Ink ink{};
  std::size_t before = kAtEnd;  // it is read before this word of the invisible text
  std::vector<Point> leader{};  // thin line from what is labelled to its frame
};

// A page that is one image with text over it. Coordinates: points from the lower left.
struct ImagePage {
  double width = 0;  // of the picture; the page is wider by its margin
  double height = 0;
  double right_margin = 0;  // blank paper beside the picture
  EncodedImage image{};
  EncodedImage writing{};  // black and white; painted over `image` in black; no bytes: none
  std::vector<PlacedText> invisible_text{};  // searchable words, not painted
  std::vector<base::Rect> black_boxes{};
  std::vector<base::Rect> framed_boxes{};  // white with a thin black frame
  std::vector<PlacedLabel> labels{};
};

struct NativePage;

// What the whole document says of itself.
struct DocumentSettings {
  std::string title{};
  std::string language = "en-US";
};

// Builds a document page by page. Used by one thread at a time.
class PageBuilder {
 public:
  PageBuilder();  // pages and nothing else
  // A document for readers: tagged in reading order, with language and title, and marked as
  // PDF/A-2b if nothing in it is known to speak against that.
  explicit PageBuilder(DocumentSettings settings);
  PageBuilder(PageBuilder&&) noexcept;
  PageBuilder& operator=(PageBuilder&&) noexcept;
  ~PageBuilder();

  // The document that add_source_page() copies from until the next call. Copies the bytes. An
  // unsupported error says that the file had to be repaired to be read, so that another reader
  // might see other pages in it.
  base::Result<void> set_source(base::BytesView pdf, std::string_view password = "");
  int source_page_count() const;  // 0 without a source
  // Copies one page of the source through the allow-list of assemble(). An unsupported error says
  // that the page holds something that cannot be copied safely (hidden layers, annotations without
  // an appearance, unknown operators): render it instead.
  base::Result<void> add_source_page(int page);
  // The same of the first page of a document of our own; the source stays.
  base::Result<void> add_first_page_of(base::BytesView pdf);
  base::Result<void> add_image_page(const ImagePage& page);
  base::Result<void> add_native_page(const NativePage& page);
  base::Result<base::Bytes> finish();
  // After finish() of a document for readers: why it is not marked as PDF/A. Empty: it is.
  const std::vector<std::string>& archive_faults() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Measures text in the font of stamps and labels.
class TextRuler {
 public:
  static base::Result<TextRuler> open();
  TextRuler(TextRuler&&) noexcept;
  TextRuler& operator=(TextRuler&&) noexcept;
  ~TextRuler();

  double width(std::string_view text, double font_size) const;  // points

 private:
  struct Impl;
  explicit TextRuler(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::pdf
