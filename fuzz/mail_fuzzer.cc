// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "extract/extraction.h"
#include "extract/mbox.h"
#include "extract/rendition.h"
#include "extract/wire.h"

namespace extract = vaughn::extract;

// A mail, or a mailbox file of them: slices lie within it and one after the other, and all that
// comes out survives the wire of the sandbox.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vaughn::base::check;
  [[maybe_unused]] static const bool kIsWarm = (extract::warm_up(), true);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)extract::is_mbox(bytes);
  check(extract::from_line_size(bytes) <= bytes.size(), "the mailbox line lies in the bytes");
  extract::MboxReader reader(bytes);
  std::uint64_t end = 0;
  while (const auto slice = reader.next()) {
    check(slice->offset >= end && slice->offset + slice->length <= bytes.size(),
          "slices follow each other");
    end = slice->offset + slice->length;
  }
  extract::Options options;
  options.max_parts = 200;
  options.max_expanded_bytes = 1 << 20;
  for (const std::string_view name : {"a.eml", "a.mbox"}) {
    const auto out = extract::extract(bytes, name, options);
    check(!out.parts.empty(), "the input itself is a part");
    for (const auto& part : out.parts) {
      check(vaughn::base::is_utf8(part.text) && vaughn::base::is_utf8(part.name),
            "what is read is UTF-8");
    }
    const auto again = extract::decode_message(extract::encode(out.parts.front()));
    check(again.has_value() && std::get<extract::Part>(*again) == out.parts.front(),
          "a part survives the wire");
  }
  (void)extract::printable(bytes, "a.eml", vaughn::foia::RecordKind::email);
  return 0;
}
