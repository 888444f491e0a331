// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <qpdf/Pl_String.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/assemble.h"
#include "pdf/detail/qpdf_fonts.h"
#include "pdf/detail/qpdf_guard.h"
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

void set_document_keys(QPDF& qpdf, std::span<const PageStamp> stamps, const StampOptions& options) {
  Handle root = qpdf.getRoot();
  if (!options.language.empty()) {
    root.replaceKey("/Lang", Handle::newUnicodeString(options.language));
  }
  if (!options.title.empty()) {
    Handle info = Handle::newDictionary();
    info.replaceKey("/Title", Handle::newUnicodeString(options.title));
    qpdf.getTrailer().replaceKey("/Info", qpdf.makeIndirectObject(info));
    Handle preferences = Handle::newDictionary();
    preferences.replaceKey("/DisplayDocTitle", Handle::newBool(true));
    root.replaceKey("/ViewerPreferences", preferences);
  }
  const bool has_labels = std::any_of(stamps.begin(), stamps.end(), [](const PageStamp& stamp) {
    return !stamp.page_label.empty();
  });
  if (has_labels) {
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
    root.replaceKey("/PageLabels", labels);
  }
}

class Stamper {
 public:
  Stamper(QPDF& qpdf, VisibleFont& font, const StampOptions& options)
      : qpdf_(qpdf), font_(font), options_(options), begin_(qpdf.newStream("q\n")) {}

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
    contents.push_back(qpdf_.newStream("\nQ\nq 0 g " + matrix_operands(info.to_display.inverted()) +
                                       " cm\n" + stamp_content(font_, stamp, info, options_) +
                                       "Q\n"));
    page.replaceKey("/Contents", Handle::newArray(contents));
    return moved;
  }

 private:
  // The contents become a form, so that patterns, which do not follow `cm` on a page, move along.
  void shrink(Handle page, const Transform& matrix) {
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
    set_document_keys(*qpdf, stamps, options);
    out.pdf = write_qpdf(*qpdf);
    return out;
  });
}

}  // namespace vaughn::pdf
