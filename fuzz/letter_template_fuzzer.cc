// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "letters/template.h"

namespace letters = vaughn::letters;

// A template of an office, as text or as a Word file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const vaughn::base::Bytes bytes(reinterpret_cast<const char*>(data), size);
  const letters::LetterMaking making{
      .parts = [&](std::string_view) { return std::optional<std::string>("a part"); }};
  for (const auto form : {letters::TemplateForm::text, letters::TemplateForm::docx}) {
    const letters::Template from{"a", form, bytes};
    (void)letters::read_template(from, making).has_value();
    (void)letters::make_letter(from, {}, making).has_value();
  }
  return 0;
}
