// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include "pdf/detail/embedded_font.h"
#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_archive.h"
#include "pdf/detail/qpdf_fonts.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/detail/qpdf_page_copier.h"
#include "pdf/detail/qpdf_structure.h"
#include "pdf/native_page.h"
#include "pdf/page_builder.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using Handle = QPDFObjectHandle;

// Cap height of the label font, to centre labels by eye.
constexpr double kCapHeight = 0.72;

Handle image_object(QPDF& target, const EncodedImage& image) {
  Handle stream = target.newStream();
  Handle dictionary = stream.getDict();
  dictionary.replaceKey("/Type", Handle::newName("/XObject"));
  dictionary.replaceKey("/Subtype", Handle::newName("/Image"));
  dictionary.replaceKey("/Width", Handle::newInteger(image.width));
  dictionary.replaceKey("/Height", Handle::newInteger(image.height));
  const bool is_g4 = image.coding == ImageCoding::g4;
  const bool is_jbig2 = image.coding == ImageCoding::jbig2;
  dictionary.replaceKey("/BitsPerComponent", Handle::newInteger(is_g4 || is_jbig2 ? 1 : 8));
  const bool is_color = image.coding == ImageCoding::rgb_jpeg;
  dictionary.replaceKey("/ColorSpace", Handle::newName(is_color ? "/DeviceRGB" : "/DeviceGray"));
  Handle parameters = Handle::newNull();
  if (is_g4) {
    parameters = Handle::newDictionary();
    parameters.replaceKey("/K", Handle::newInteger(-1));
    parameters.replaceKey("/Columns", Handle::newInteger(image.width));
    parameters.replaceKey("/Rows", Handle::newInteger(image.height));
  }
  const char* filter = is_g4 ? "/CCITTFaxDecode" : is_jbig2 ? "/JBIG2Decode" : "/DCTDecode";
  stream.replaceStreamData(image.bytes, Handle::newName(filter), parameters);
  return stream;
}

// Black is where it paints.
Handle stencil_object(QPDF& target, const EncodedImage& image) {
  Handle stream = image_object(target, image);
  stream.getDict().removeKey("/ColorSpace");
  stream.getDict().replaceKey("/ImageMask", Handle::newBool(true));
  return stream;
}

Handle native_image_object(QPDF& target, const NativeImage& image) {
  using Kind = NativeImage::Kind;
  Handle stream;
  if (image.kind == Kind::samples) {
    stream = target.newStream(image.bytes);
    Handle dictionary = stream.getDict();
    dictionary.replaceKey("/Type", Handle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Handle::newName("/Image"));
    dictionary.replaceKey("/Width", Handle::newInteger(image.width));
    dictionary.replaceKey("/Height", Handle::newInteger(image.height));
    dictionary.replaceKey("/BitsPerComponent", Handle::newInteger(8));
    dictionary.replaceKey("/ColorSpace",
                          Handle::newName(image.components == 3 ? "/DeviceRGB" : "/DeviceGray"));
  } else {
    const bool is_jpeg = image.kind == Kind::jpeg;
    const ImageCoding coding = !is_jpeg                ? ImageCoding::g4
                               : image.components == 3 ? ImageCoding::rgb_jpeg
                                                       : ImageCoding::gray_jpeg;
    const EncodedImage encoded{coding, image.width, image.height, image.bytes};
    stream = image.kind == Kind::stencil ? stencil_object(target, encoded)
                                         : image_object(target, encoded);
  }
  if (!image.mask.empty()) {
    NativeImage mask;
    mask.width = image.mask_width;
    mask.height = image.mask_height;
    mask.bytes = image.mask;
    stream.getDict().replaceKey("/SMask", native_image_object(target, mask));
  }
  return stream;
}

std::string rectangle_path(const Rect& box) {
  return fmt::format("{} {} {} {} re\n",
                     pdf_number(box.x0),
                     pdf_number(box.y0),
                     pdf_number(box.width()),
                     pdf_number(box.height()));
}

std::string boxes_of(const std::vector<Rect>& black, const std::vector<Rect>& framed) {
  std::string paint;
  if (!black.empty()) {
    paint += "q 0 g\n";
    for (const Rect& box : black) {
      paint += rectangle_path(box);
    }
    paint += "f Q\n";
  }
  for (const Rect& box : framed) {
    paint += "q 1 g 0 G 0.5 w\n" + rectangle_path(box) + "B Q\n";
  }
  return paint;
}

std::string leader_path(const std::vector<Point>& points) {
  std::string out = "q 0 G 0.4 w\n";
  const char* go = "m";
  for (const Point& point : points) {
    out += fmt::format("{} {} {}\n", pdf_number(point.x), pdf_number(point.y), go);
    go = "l";
  }
  return out + "S Q\n";
}

void add_unless_empty(Handle dictionary, const char* key, Handle values) {
  if (!values.getKeys().empty()) {
    dictionary.replaceKey(key, values);
  }
}

// The first lines of labels in the order in which they are read.
std::vector<std::size_t> reading_order(const std::vector<PlacedLabel>& labels) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i == 0 || !labels[i].alt.empty()) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return labels[a].before < labels[b].before;
  });
  return order;
}

}  // namespace

struct PageBuilder::Impl {
  std::shared_ptr<QPDF> target = empty_qpdf();
  base::Bytes source_bytes;
  std::shared_ptr<QPDF> source;
  std::unique_ptr<PageCopier> copier;
  std::vector<Handle> source_pages;
  Handle invisible_font;
  std::unique_ptr<VisibleFont> label_font;
  std::unique_ptr<DrawnFont> drawn_font;
  DocumentSettings settings;
  std::unique_ptr<StructureTree> tree;  // of a document for readers
  std::vector<std::string> archive_faults;

  Result<Handle> invisible();
  std::string text_of(const ImagePage& page, PageTags& tags);
  std::string letters_of(const PlacedLabel& label);
  std::string tagged_label(const std::vector<PlacedLabel>& labels,
                           std::size_t first_line,
                           PageTags& tags);
  Result<void> open_label_font(const std::vector<PlacedLabel>& labels, Handle fonts);
  Result<std::string> text_of(const NativePage& page, PageTags& tags);
  void add_copy(Handle page) {
    if (tree != nullptr) {
      PageTags tags(tree.get(), page);
      tags.wrap_contents();
      tags.finish();
    }
    add_page(page);
  }
  // `page` becomes a page of its own, so many points wide and high, with these contents.
  void add_drawn_page(Handle page,
                      double width,
                      double height,
                      Handle resources,
                      const std::string& content,
                      PageTags& tags) {
    page.replaceKey("/Type", Handle::newName("/Page"));
    page.replaceKey("/MediaBox",
                    Handle::newArray({Handle::newInteger(0),
                                      Handle::newInteger(0),
                                      Handle::newReal(pdf_number(width)),
                                      Handle::newReal(pdf_number(height))}));
    page.replaceKey("/Resources", resources);
    page.replaceKey("/Contents", target->newStream(content));
    tags.finish();
    add_page(page);
  }
  void add_page(Handle page) { QPDFPageDocumentHelper(*target).addPage(page, false); }
};

Result<Handle> PageBuilder::Impl::invisible() {
  if (!invisible_font.isInitialized()) {
    invisible_font = TRY(make_invisible_font(*target));
  }
  return invisible_font;
}

// Words and labels in the order in which they are read.
std::string PageBuilder::Impl::text_of(const ImagePage& page, PageTags& tags) {
  const auto order = reading_order(page.labels);
  std::string out;
  InvisibleText words("/T", tree != nullptr);
  const auto end_words = [&] {
    if (!words.is_empty()) {
      out += tags.words("q BT 3 Tr\n" + words.take() + "ET Q\n");
    }
  };
  auto next = order.begin();
  for (std::size_t i = 0; i <= page.invisible_text.size(); ++i) {
    const bool is_end = i == page.invisible_text.size();
    if (!is_end && i > 0 &&
        page.invisible_text[i].paragraph != page.invisible_text[i - 1].paragraph) {
      end_words();
      tags.end_paragraph();
    }
    for (; next != order.end() && (is_end || page.labels[*next].before <= i); ++next) {
      end_words();
      out += tagged_label(page.labels, *next, tags);
    }
    if (!is_end) {
      words.show(page.invisible_text[i]);
    }
  }
  end_words();
  tags.end_paragraph();
  return out;
}

std::string PageBuilder::Impl::letters_of(const PlacedLabel& label) {
  std::string out = label.leader.empty() ? "" : leader_path(label.leader);
  if (label.text.empty()) {
    return out;
  }
  const double width = label_font->width(label.text, label.font_size);
  const double x = (label.box.x0 + label.box.x1 - width) / 2;
  const double y = (label.box.y0 + label.box.y1 - kCapHeight * label.font_size) / 2;
  return out + fmt::format("q BT {} g /L {} Tf {} {} Td <{}> Tj ET Q\n",
                           label.ink == Ink::white ? "1" : "0",
                           pdf_number(label.font_size),
                           pdf_number(x),
                           pdf_number(y),
                           label_font->codes(label.text));
}

// All lines of one label.
std::string PageBuilder::Impl::tagged_label(const std::vector<PlacedLabel>& labels,
                                            std::size_t first_line,
                                            PageTags& tags) {
  std::string letters;
  std::size_t line = first_line;
  do {
    letters += letters_of(labels[line]);
    ++line;
  } while (line < labels.size() && labels[line].alt.empty());
  return tags.label(letters, labels[first_line].alt);
}

Result<void> PageBuilder::Impl::open_label_font(const std::vector<PlacedLabel>& labels,
                                                Handle fonts) {
  const bool has_letters = std::any_of(
      labels.begin(), labels.end(), [](const auto& label) { return !label.text.empty(); });
  if (has_letters) {
    if (label_font == nullptr) {
      label_font = std::make_unique<VisibleFont>(TRY(VisibleFont::make(*target)));
    }
    fonts.replaceKey("/L", label_font->object());
  }
  return {};
}

// The page's own contents, then its labels, tagged in the order in which they are read.
Result<std::string> PageBuilder::Impl::text_of(const NativePage& page, PageTags& tags) {
  const auto order = reading_order(page.labels);
  std::string own;
  std::string on_top;
  std::string stretch;
  auto next = order.begin();
  for (std::size_t i = 0; i <= page.pieces.size(); ++i) {
    const bool is_end = i == page.pieces.size();
    for (; next != order.end() && (is_end || page.labels[*next].before <= i); ++next) {
      if (!stretch.empty()) {
        own += tags.words(stretch);
        stretch.clear();
      }
      on_top += tagged_label(page.labels, *next, tags);
    }
    if (!is_end) {
      const std::string codes = TRY(drawn_font->codes(page.shapes, page.pieces[i].shapes));
      stretch += page.pieces[i].operators + codes;
    }
  }
  if (!stretch.empty()) {
    own += tags.words(stretch);
  }
  tags.end_paragraph();
  return "q\n" + own + "Q\n" + tags.artifact(boxes_of(page.black_boxes, page.framed_boxes)) +
         on_top;
}

PageBuilder::PageBuilder() : impl_(std::make_unique<Impl>()) {}
PageBuilder::PageBuilder(DocumentSettings settings) : impl_(std::make_unique<Impl>()) {
  impl_->settings = std::move(settings);
  impl_->tree = std::make_unique<StructureTree>(*impl_->target);
}
PageBuilder::PageBuilder(PageBuilder&&) noexcept = default;
PageBuilder& PageBuilder::operator=(PageBuilder&&) noexcept = default;
PageBuilder::~PageBuilder() = default;

Result<void> PageBuilder::set_source(base::BytesView pdf, std::string_view password) {
  impl_->source_pages.clear();
  impl_->copier.reset();
  impl_->source.reset();
  return guard_qpdf("cannot read the PDF", [&]() -> Result<void> {
    impl_->source_bytes = base::Bytes(pdf);
    std::shared_ptr<QPDF> source = open_qpdf(impl_->source_bytes, password);
    std::vector<Handle> pages = source->getAllPages();
    if (source->anyWarnings()) {
      return Error{ErrorCode::unsupported, "the file had to be repaired to be read"};
    }
    impl_->copier = std::make_unique<PageCopier>(source, impl_->target);
    impl_->source = std::move(source);
    impl_->source_pages = std::move(pages);
    return {};
  });
}

int PageBuilder::source_page_count() const {
  return static_cast<int>(impl_->source_pages.size());
}

Result<void> PageBuilder::add_source_page(int page) {
  if (page < 1 || page > source_page_count()) {
    return Error{ErrorCode::not_found, fmt::format("there is no page {}", page)};
  }
  return guard_qpdf("the page is damaged", [&]() -> Result<void> {
    Handle copy =
        TRY(impl_->copier->copy_page(impl_->source_pages[static_cast<std::size_t>(page) - 1]));
    if (impl_->source->anyWarnings()) {
      impl_->source->getWarnings();  // clears them
      return Error{ErrorCode::unsupported, "the page had to be repaired to be read"};
    }
    impl_->add_copy(copy);
    return {};
  });
}

Result<void> PageBuilder::add_first_page_of(base::BytesView pdf) {
  return guard_qpdf("the page to insert is damaged", [&]() -> Result<void> {
    std::shared_ptr<QPDF> source = open_qpdf(pdf, "");
    std::vector<Handle> pages = source->getAllPages();
    if (pages.empty()) {
      return Error{ErrorCode::damaged, "the document to insert has no page"};
    }
    PageCopier copier(source, impl_->target);
    Handle copy = TRY(copier.copy_page(pages.front()));
    if (source->anyWarnings()) {
      return Error{ErrorCode::damaged, "the page to insert is damaged"};
    }
    impl_->add_copy(copy);
    return {};
  });
}

Result<void> PageBuilder::add_image_page(const ImagePage& page) {
  return guard_qpdf("cannot write a page", [&]() -> Result<void> {
    QPDF& target = *impl_->target;
    Handle out = target.makeIndirectObject(Handle::newDictionary());
    PageTags tags(impl_->tree.get(), out);
    const std::string place =
        fmt::format("{} 0 0 {} 0 0 cm", pdf_number(page.width), pdf_number(page.height));
    const bool has_layers = !page.writing.bytes.empty();
    std::string content =
        tags.picture(fmt::format("q {} /I Do Q\n", place) +
                         (has_layers ? fmt::format("q 0 g {} /W Do Q\n", place) : ""),
                     page.invisible_text.empty());
    const std::string paint = boxes_of(page.black_boxes, page.framed_boxes);
    content += tags.artifact(paint);
    Handle fonts = Handle::newDictionary();
    if (!page.invisible_text.empty()) {
      fonts.replaceKey("/T", TRY(impl_->invisible()));
    }
    TRY(impl_->open_label_font(page.labels, fonts));
    content += impl_->text_of(page, tags);
    Handle resources = Handle::newDictionary();
    Handle images = Handle::newDictionary();
    images.replaceKey("/I", image_object(target, page.image));
    if (has_layers) {
      images.replaceKey("/W", stencil_object(target, page.writing));
    }
    resources.replaceKey("/XObject", images);
    add_unless_empty(resources, "/Font", fonts);
    impl_->add_drawn_page(
        out, page.width + page.right_margin, page.height, resources, content, tags);
    return {};
  });
}

Result<void> PageBuilder::add_native_page(const NativePage& page) {
  return guard_qpdf("cannot write a page", [&]() -> Result<void> {
    QPDF& target = *impl_->target;
    if (impl_->drawn_font == nullptr) {
      impl_->drawn_font = std::make_unique<DrawnFont>(target);
    }
    Handle out = target.makeIndirectObject(Handle::newDictionary());
    PageTags tags(impl_->tree.get(), out);
    Handle fonts = Handle::newDictionary();
    TRY(impl_->open_label_font(page.labels, fonts));
    const std::string content = TRY(impl_->text_of(page, tags));
    Handle resources = Handle::newDictionary();
    if (!page.shapes.empty()) {
      fonts.replaceKey("/N", impl_->drawn_font->object());
    }
    add_unless_empty(resources, "/Font", fonts);
    Handle images = Handle::newDictionary();
    for (std::size_t i = 0; i < page.images.size(); ++i) {
      images.replaceKey(fmt::format("/I{}", i), native_image_object(target, page.images[i]));
    }
    add_unless_empty(resources, "/XObject", images);
    Handle states = Handle::newDictionary();
    for (std::size_t i = 0; i < page.opacities.size(); ++i) {
      Handle state = Handle::newDictionary();
      state.replaceKey("/Type", Handle::newName("/ExtGState"));
      state.replaceKey("/ca", Handle::newReal(pdf_number(page.opacities[i])));
      state.replaceKey("/CA", Handle::newReal(pdf_number(page.opacities[i])));
      states.replaceKey(fmt::format("/A{}", i), state);
    }
    add_unless_empty(resources, "/ExtGState", states);
    impl_->add_drawn_page(
        out, page.width + page.right_margin, page.height, resources, content, tags);
    return {};
  });
}

Result<base::Bytes> PageBuilder::finish() {
  return guard_qpdf("cannot write the PDF", [&]() -> Result<base::Bytes> {
    if (impl_->drawn_font != nullptr) {
      impl_->drawn_font->finish();
    }
    if (impl_->label_font != nullptr) {
      TRY(impl_->label_font->finish());
    }
    if (impl_->tree != nullptr) {
      impl_->tree->finish();
      set_document_keys(*impl_->target, impl_->settings.title, impl_->settings.language);
      impl_->archive_faults = set_archive_keys(*impl_->target, impl_->settings.title);
    }
    return write_qpdf(*impl_->target);
  });
}

const std::vector<std::string>& PageBuilder::archive_faults() const {
  return impl_->archive_faults;
}

struct TextRuler::Impl {
  StampFont font;
};

TextRuler::TextRuler(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextRuler::TextRuler(TextRuler&&) noexcept = default;
TextRuler& TextRuler::operator=(TextRuler&&) noexcept = default;
TextRuler::~TextRuler() = default;

Result<TextRuler> TextRuler::open() {
  StampFont font = TRY(StampFont::open());
  return TextRuler(std::make_unique<Impl>(Impl{std::move(font)}));
}

double TextRuler::width(std::string_view text, double font_size) const {
  return impl_->font.width(text, font_size);
}

}  // namespace vaughn::pdf
