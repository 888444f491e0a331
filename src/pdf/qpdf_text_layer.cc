// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/detail/pdf_number.h"
#include "pdf/detail/qpdf_fonts.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/document.h"
#include "pdf/text_layer.h"

namespace vaughn::pdf {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using Handle = QPDFObjectHandle;

constexpr const char* kFont = "/VgnO";

void append(QPDF& qpdf, Handle page, const Handle& font, const std::string& operators) {
  Handle resources = QPDFPageObjectHelper(page).getAttribute("/Resources", true);
  resources = resources.isDictionary() ? resources.shallowCopy() : Handle::newDictionary();
  Handle fonts = resources.getKey("/Font");
  fonts = fonts.isDictionary() ? fonts.shallowCopy() : Handle::newDictionary();
  fonts.replaceKey(kFont, font);
  resources.replaceKey("/Font", fonts);
  page.replaceKey("/Resources", resources);

  std::vector<Handle> contents{qpdf.newStream("q\n")};
  Handle old = page.getKey("/Contents");
  if (old.isArray()) {
    const std::vector<Handle> items = old.getArrayAsVector();
    contents.insert(contents.end(), items.begin(), items.end());
  } else if (old.isStream()) {
    contents.push_back(old);
  }
  contents.push_back(qpdf.newStream("\nQ\n" + operators));
  page.replaceKey("/Contents", Handle::newArray(contents));
}

}  // namespace

Result<base::Bytes> add_text_layers(base::BytesView pdf, std::span<const TextLayer> layers) {
  Document document = TRY(Document::open(pdf));
  return guard_qpdf("cannot add a text layer to the PDF", [&]() -> Result<base::Bytes> {
    const auto qpdf = open_qpdf(pdf, "");
    qpdf->pushInheritedAttributesToPage();
    std::vector<Handle> pages = qpdf->getAllPages();
    const Handle font = TRY(make_invisible_font(*qpdf));
    for (const auto& layer : layers) {
      if (layer.page < 1 || layer.page > static_cast<int>(pages.size()) ||
          layer.page > document.page_count()) {
        return Error{ErrorCode::not_found, fmt::format("there is no page {}", layer.page)};
      }
      const auto back = TRY(document.page_info(layer.page)).to_display.inverted();
      std::string operators = fmt::format("q {} {} {} {} {} {} cm BT 3 Tr\n",
                                          pdf_number(back.a),
                                          pdf_number(back.b),
                                          pdf_number(back.c),
                                          pdf_number(back.d),
                                          pdf_number(back.e),
                                          pdf_number(back.f));
      InvisibleText words(kFont, false);
      for (const auto& word : layer.words) {
        words.show(word);
      }
      operators += words.take();
      append(*qpdf, pages[static_cast<std::size_t>(layer.page) - 1], font, operators + "ET Q\n");
    }
    return write_qpdf(*qpdf);
  });
}

}  // namespace vaughn::pdf
