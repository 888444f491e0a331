// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/files.h"
#include "verify/detail/document_check.h"

namespace vaughn::verify {

namespace {

base::Result<void> look_at_layer(base::BytesView layer,
                                 const Looked& looked,
                                 const PageDpi& dpi,
                                 const Options& options,
                                 const PageLook& look) {
  const auto file = TRY(base::MemoryFile::make(layer));
  const Poppler poppler(options.tool_timeout);
  const auto& pages = looked.examination.facts->pages;
  for (std::size_t i = 0; i < pages.size() && i < looked.seen->facts.pages.size(); ++i) {
    if (!pages[i].is_layered) {
      continue;
    }
    const int number = static_cast<int>(i + 1);
    const auto pictures = TRY(poppler.render(file.path(), number, number, dpi(number)));
    look(number,
         SeenPage{.frame = looked.seen->facts.pages[i],
                  .words = looked.seen->words[i],
                  .picture = pictures.front()});
  }
  return {};
}

}  // namespace

void check_layers(const Looked& looked,
                  const Place& place,
                  const PageDpi& dpi,
                  const Options& options,
                  const PageLook& look,
                  Findings& findings) {
  const auto& layers = looked.examination.layers;
  if (!layers) {
    findings.add_not_checked(place, "layers", layers.error());
    return;
  }
  if (!looked.examination.facts || !looked.seen) {
    return;  // said already
  }
  for (const auto& layer : *layers) {
    const auto done = look_at_layer(layer, looked, dpi, options, look);
    if (!done) {
      findings.add_not_checked(place, "layers", done.error());
      return;
    }
  }
}

}  // namespace vaughn::verify
