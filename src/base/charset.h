// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace vaughn::base {

struct DecodedText {
  std::string text{};               // valid UTF-8
  std::string charset{};            // what it was read as: "utf-8", "windows-1252"
  bool was_declared_wrong = false;  // a charset was declared and the bytes are not in it
  bool was_guessed = false;         // by statistics, neither declared nor proven
  bool was_repaired = false;        // invalid sequences became U+FFFD
};

// In order: byte order mark; the declared charset, unless the bytes cannot be in it; valid UTF-8;
// UTF-16 by its pattern of zero bytes; detection above a floor of confidence; windows-1252.
DecodedText decode_text(BytesView bytes, std::string_view declared = {});

// True for bytes that are text in some charset: no control characters to speak of.
bool is_text(BytesView bytes);

// Opens the converters that mail and office files need.
void warm_up_charsets();

}  // namespace vaughn::base
