// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "extract/extraction.h"
#include "extract/rendition.h"

namespace extract = vaughn::extract;

// A record of any format: the first byte chooses its name, as strangers do.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vaughn::base::check;
  [[maybe_unused]] static const bool kIsWarm = (extract::warm_up(), true);
  constexpr std::array<std::string_view, 8> kNames{
      "a", "a.zip", "a.docx", "a.xlsx", "a.html", "a.csv", "a.txt", "a.gz"};
  if (size == 0) {
    return 0;
  }
  const auto name = kNames[data[0] % kNames.size()];
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  extract::Options options;
  options.max_parts = 200;
  options.max_expanded_bytes = 1 << 20;
  options.max_member_bytes = 1 << 20;
  options.max_text_bytes = 1 << 20;
  const auto out = extract::extract(bytes, name, options);
  check(!out.parts.empty(), "the input itself is a part");
  int node = 0;
  for (const auto& part : out.parts) {
    check(part.parent < node++, "a part comes after what it lies in");
    check(vaughn::base::is_utf8(part.text) && vaughn::base::is_utf8(part.name),
          "what is read is UTF-8");
    check(part.state != extract::PartState::exception || !part.findings.empty(),
          "an exception says why");
  }
  const auto printed = extract::printable(bytes, name, out.parts.front().kind);
  check(vaughn::base::is_utf8(printed.text) && vaughn::base::is_utf8(printed.xhtml),
        "what is printed is UTF-8");
  return 0;
}
