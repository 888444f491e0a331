// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/layers.h"

#include "pdf/detail/qpdf_guard.h"
#include "pdf/detail/qpdf_layers.h"

namespace vaughn::pdf {

using Handle = QPDFObjectHandle;

namespace {

bool is_stencil(Handle image) {
  Handle mask = image.getDict().getKey("/ImageMask");
  return mask.isBool() && mask.getBoolValue();
}

// One pixel that leaves all as it is: a stencil that paints nothing, or a white picture.
void make_blank(Handle image) {
  const bool paints_nothing = is_stencil(image);
  Handle dictionary = image.getDict();
  for (const std::string& key : dictionary.getKeys()) {
    if (key != "/Type" && key != "/Subtype" && key != "/ImageMask") {
      dictionary.removeKey(key);
    }
  }
  dictionary.replaceKey("/Width", Handle::newInteger(1));
  dictionary.replaceKey("/Height", Handle::newInteger(1));
  dictionary.replaceKey("/BitsPerComponent", Handle::newInteger(paints_nothing ? 1 : 8));
  if (!paints_nothing) {
    dictionary.replaceKey("/ColorSpace", Handle::newName("/DeviceGray"));
  }
  image.replaceStreamData("\xFF", Handle::newNull(), Handle::newNull());
}

}  // namespace

std::optional<PageLayers> layers_of(Handle page) {
  Handle resources = page.getKey("/Resources");
  Handle objects = resources.isDictionary() ? resources.getKey("/XObject") : Handle::newNull();
  if (!objects.isDictionary() || objects.getKeys().size() != 2) {
    return std::nullopt;
  }
  PageLayers out;
  for (const std::string& key : objects.getKeys()) {
    Handle object = objects.getKey(key);
    Handle subtype = object.isStream() ? object.getDict().getKey("/Subtype") : Handle::newNull();
    if (!subtype.isName() || subtype.getName() != "/Image") {
      return std::nullopt;
    }
    (is_stencil(object) ? out.writing : out.background) = object;
  }
  if (!out.background.isInitialized() || !out.writing.isInitialized()) {
    return std::nullopt;
  }
  return out;
}

base::Result<base::Bytes> with_only(base::BytesView pdf, Layer layer) {
  return guard_qpdf("cannot read the layers of the PDF", [&]() -> base::Result<base::Bytes> {
    const auto qpdf = open_qpdf(pdf, "");
    for (Handle page : std::vector<Handle>(qpdf->getAllPages())) {
      if (auto layers = layers_of(page)) {
        make_blank(layer == Layer::background ? layers->writing : layers->background);
      }
    }
    return write_qpdf(*qpdf);
  });
}

}  // namespace vaughn::pdf
