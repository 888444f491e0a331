// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <qpdf/Pl_String.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/assemble.h"
#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_archive.h"
#include "pdf/detail/qpdf_fonts.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/detail/qpdf_structure.h"
#include "pdf/document.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using Handle = QPDFObjectHandle;

// Enough to see a hairline in the strip.
constexpr double kStripDpi = 72;
constexpr int kPaper = 245;
// The base line of the stamp, as a share of the strip's height.
constexpr double kBaseLine = 0.4;

//    +------------------+        +------------------+
//    |                  |        |   +----------+   |
//    |   contents       |   or   |   | contents |   |   if they reach into the strip
//    |                  |        |   +----------+   |
//    | left  mid  right |        | left  mid  right |  <- strip
//    +------------------+        +------------------+

Result<bool> reaches_strip(Document& document, int page, const PageInfo& info, double height) {
  const Pixmap strip =
      TRY(document.render_part(page, Rect{0, 0, info.width, height}, kStripDpi, ColorMode::gray));
  return std::any_of(strip.samples.begin(), strip.samples.end(), [](char sample) {
    return static_cast<unsigned char>(sample) < kPaper;
  });
}

std::string matrix_operands(const Transform& matrix) {
  return fmt::format("{} {} {} {} {} {}",
                     pdf_number(matrix.a),
                     pdf_number(matrix.b),
                     pdf_number(matrix.c),
                     pdf_number(matrix.d),
                     pdf_number(matrix.e),
                     pdf_number(matrix.f));
}

// Text operators of a stamp, in displayed coordinates.
std::string stamp_content(VisibleFont& font,
                          const PageStamp& stamp,
                          const PageInfo& info,
                          const StampOptions& options) {
  const double y = options.strip_height * kBaseLine - options.font_size * 0.36;
  std::string out;
  auto put = [&](const std::string& text, double share) {
    if (text.empty()) {
      return;
    }
    const double room = std::max(1.0, info.width - 2 * options.side_margin);
    const double size =
        std::min(options.font_size,
                 options.font_size * room / std::max(1.0, font.width(text, options.font_size)));
    const double x = options.side_margin + share * (room - font.width(text, size));
    out += fmt::format("BT /VgnF {} Tf 1 0 0 1 {} {} Tm <{}> Tj ET\n",
                       pdf_number(size),
                       pdf_number(x),
                       pdf_number(y),
                       font.codes(text));
  };
  put(stamp.left, 0);
  put(stamp.center, 0.5);
  put(stamp.right, 1);
  return out;
}

void set_page_labels(QPDF& qpdf, std::span<const PageStamp> stamps) {
  const bool has_labels = std::any_of(stamps.begin(), stamps.end(), [](const PageStamp& stamp) {
    return !stamp.page_label.empty();
  });
  if (!has_labels) {
    return;
  }
  Handle numbers = Handle::newArray();
  for (std::size_t i = 0; i < stamps.size(); ++i) {
    // A label without a style is its prefix alone: the whole number with its zeros.
    Handle label = Handle::newDictionary();
    label.replaceKey("/P", Handle::newUnicodeString(stamps[i].page_label));
    numbers.appendItem(Handle::newInteger(static_cast<long long>(i)));
    numbers.appendItem(label);
  }
  Handle labels = Handle::newDictionary();
  labels.replaceKey("/Nums", numbers);
  qpdf.getRoot().replaceKey("/PageLabels", labels);
}

class Stamper {
 public:
  Stamper(QPDF& qpdf, VisibleFont& font, const StampOptions& options)
      : qpdf_(qpdf), font_(font), options_(options), begin_(qpdf.newStream("q\n")) {
    is_tagged_ = qpdf.getRoot().hasKey("/StructTreeRoot");
  }

  Result<Transform> stamp_page(Handle page,
                               int number,
                               const PageStamp& stamp,
                               Document& document) {
    const PageInfo info = TRY(document.page_info(number));
    const double strip = std::min(options_.strip_height, info.height / 4);
    const bool is_in_the_way = TRY(reaches_strip(document, number, info, strip));
    Transform moved;
    if (is_in_the_way) {
      const double scale = (info.height - strip) / info.height;
      const Transform shrunk{scale, 0, 0, scale, info.width * (1 - scale) / 2, strip};
      moved = info.to_display.then(shrunk).then(info.to_display.inverted());
      shrink(page, moved);
    }
    Handle resources = QPDFPageObjectHelper(page).getAttribute("/Resources", true);
    resources = resources.isDictionary() ? resources.shallowCopy() : Handle::newDictionary();
    Handle fonts = resources.getKey("/Font");
    fonts = fonts.isDictionary() ? fonts.shallowCopy() : Handle::newDictionary();
    fonts.replaceKey("/VgnF", font_.object());
    resources.replaceKey("/Font", fonts);
    page.replaceKey("/Resources", resources);

    std::vector<Handle> contents = {begin_};
    Handle old = page.getKey("/Contents");
    if (old.isArray()) {
      const std::vector<Handle> items = old.getArrayAsVector();
      contents.insert(contents.end(), items.begin(), items.end());
    } else if (old.isStream()) {
      contents.push_back(old);
    }
    const std::string content = "q 0 g " + matrix_operands(info.to_display.inverted()) + " cm\n" +
                                stamp_content(font_, stamp, info, options_) + "Q\n";
    contents.push_back(qpdf_.newStream(
        is_tagged_ ? "\nQ\n/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n" + content + "EMC\n"
                   : "\nQ\n" + content));
    page.replaceKey("/Contents", Handle::newArray(contents));
    return moved;
  }

 private:
  // The contents become a form, so that patterns, which do not follow `cm` on a page, move along.
  // Marks of the structure stay on the page: a picture has no patterns and moves by `cm`, a copied
  // page has them around its contents.
  void shrink(Handle page, const Transform& matrix) {
    Handle begin;
    Handle end;
    Handle old = page.getKey("/Contents");
    if (page.hasKey("/StructParents")) {
      const bool is_copied = old.isArray() && old.getArrayNItems() == 3 &&
                             stream_text(old.getArrayItem(0)) == kBeginCopied &&
                             stream_text(old.getArrayItem(2)) == kEndCopied;
      if (!is_copied) {
        move_in_place(page, matrix);
        return;
      }
      begin = old.getArrayItem(0);
      end = old.getArrayItem(2);
      page.replaceKey("/Contents", old.getArrayItem(1));
    }
    make_form(page, matrix);
    if (begin.isInitialized()) {
      page.replaceKey("/Contents", Handle::newArray({begin, page.getKey("/Contents"), end}));
    }
  }

  static std::string stream_text(Handle stream) {
    return stream.isStream() ? stream_data(stream) : "";
  }

  void move_in_place(Handle page, const Transform& matrix) {
    std::vector<Handle> contents{qpdf_.newStream(matrix_operands(matrix) + " cm\n")};
    Handle old = page.getKey("/Contents");
    const std::vector<Handle> items =
        old.isArray() ? old.getArrayAsVector() : std::vector<Handle>{old};
    contents.insert(contents.end(), items.begin(), items.end());
    page.replaceKey("/Contents", Handle::newArray(contents));
  }

  void make_form(Handle page, const Transform& matrix) {
    QPDFPageObjectHelper helper(page);
    std::string contents;
    Pl_String pipe("contents", nullptr, contents);
    helper.pipeContents(&pipe);
    Handle form = qpdf_.newStream(contents);
    Handle dictionary = form.getDict();
    dictionary.replaceKey("/Type", Handle::newName("/XObject"));
    dictionary.replaceKey("/Subtype", Handle::newName("/Form"));
    dictionary.replaceKey("/Matrix", Handle::parse("[" + matrix_operands(matrix) + "]"));
    dictionary.replaceKey("/BBox", helper.getCropBox().shallowCopy());
    dictionary.replaceKey("/Resources", helper.getAttribute("/Resources", false));
    if (page.hasKey("/Group")) {
      dictionary.replaceKey("/Group", page.getKey("/Group"));
    }
    Handle resources = Handle::newDictionary();
    Handle forms = Handle::newDictionary();
    forms.replaceKey("/VgnP", form);
    resources.replaceKey("/XObject", forms);
    page.replaceKey("/Resources", resources);
    page.replaceKey("/Contents", qpdf_.newStream("/VgnP Do\n"));
    page.removeKey("/Group");
  }

  QPDF& qpdf_;
  VisibleFont& font_;
  const StampOptions& options_;
  Handle begin_;  // the same first stream for all pages
  bool is_tagged_ = false;
};

}  // namespace

Result<Stamped> stamp(base::BytesView pdf,
                      std::span<const PageStamp> stamps,
                      const StampOptions& options) {
  Document document = TRY(Document::open(pdf));
  return guard_qpdf("cannot stamp the PDF", [&]() -> Result<Stamped> {
    const auto qpdf = open_qpdf(pdf, "");
    qpdf->pushInheritedAttributesToPage();
    std::vector<Handle> pages = qpdf->getAllPages();
    if (pages.size() != stamps.size() || document.page_count() != static_cast<int>(stamps.size())) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{} stamps for {} pages", stamps.size(), pages.size())};
    }
    VisibleFont font = TRY(VisibleFont::make(*qpdf));
    Stamper stamper(*qpdf, font, options);
    Stamped out;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const Transform moved =
          TRY(stamper.stamp_page(pages[i], static_cast<int>(i) + 1, stamps[i], document));
      out.transforms.push_back(moved);
    }
    TRY(font.finish());
    set_page_labels(*qpdf, stamps);
    set_document_keys(*qpdf, options.title, options.language);
    out.archive_faults = set_archive_keys(*qpdf, options.title);
    out.pdf = write_qpdf(*qpdf);
    return out;
  });
}

}  // namespace vaughn::pdf
