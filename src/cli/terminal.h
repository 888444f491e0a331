// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace vaughn::cli {

// The outside of the program: its streams and what they are connected to. Tests give their own.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool in_is_tty = false;
  bool out_is_tty = false;
  bool err_is_tty = false;
  int width = 100;
  std::function<std::optional<std::string>(const char* name)> environment{};
  std::string login_name{};  // of the person at the keyboard
};

// The terminal this process was started from.
Terminal process_terminal();

// Text of strangers (names, subjects) as it may be shown: control characters, also those of C1, and
// marks that turn the direction of writing become spaces, so that a record cannot paint the screen.
std::string harmless(std::string_view utf8);
// The same, but lines stay lines.
std::string harmless_lines(std::string_view utf8);

// Columns that the text takes on a screen.
int display_width(std::string_view utf8);
// At most `width` columns; "…" stands for what was cut, at the end or at the front.
std::string cut_to_width(std::string_view utf8, int width);
std::string cut_front_to_width(std::string_view utf8, int width);

// Breaks at spaces so that no line is longer than `width`; lines after the first begin with
// `indent` spaces. Empty lines and lines that begin with a space stay as they are.
std::string wrapped(std::string_view text, int width, int indent = 0);

}  // namespace vaughn::cli
