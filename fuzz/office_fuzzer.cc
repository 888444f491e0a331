// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "paper/docx.h"
#include "paper/package.h"
#include "paper/redline.h"

namespace paper = vaughn::paper;

namespace {

// What we sent out.
const vaughn::base::Bytes& ours() {
  static const auto kOurs = [] {
    paper::Document document;
    document.title = "Status";
    document.blocks.push_back(paper::paragraph("The agency produced 12 pages."));
    return *paper::to_docx(document);
  }();
  return kOurs;
}

}  // namespace

// A Word file that came back from the other side, and the zip that it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vaughn::base::check;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto parts = paper::read_package(bytes)) {
    const auto written = paper::write_package(*parts);
    check(written.has_value(), "what was read can be written");
  }
  // Most inputs are no zip: their bytes as the text of one that is.
  auto parts = *paper::read_package(ours());
  for (auto& part : parts) {
    if (part.name == "word/document.xml") {
      part.bytes = vaughn::base::Bytes(bytes);
    }
  }
  (void)paper::redline(ours(), *paper::write_package(parts), "them").has_value();
  (void)paper::redline(ours(), bytes, "them").has_value();
  return 0;
}
