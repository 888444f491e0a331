// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "pdf/conformance.h"
#include "pdf/contents.h"
#include "pdf/inspect.h"
#include "pdf/remarks.h"

namespace pdf = vaughn::pdf;

// Our walks through the objects of a PDF; qpdf itself is not instrumented.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)pdf::inspect(bytes).has_value();
  (void)pdf::find_leaks(bytes, {"Xyzzynsky"}).has_value();
  (void)pdf::read_contents(bytes).has_value();
  (void)pdf::read_remarks(bytes).has_value();
  (void)pdf::without_remarks(bytes).has_value();
  (void)pdf::conformance(bytes).has_value();
  return 0;
}
