// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/terminal.h"

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

#include "base/letters.h"
#include "base/text.h"

namespace vaughn::cli {
namespace {

struct Character {
  char32_t code_point = 0;
  std::string_view bytes{};
};

// Requires UTF-8.
std::vector<Character> characters(std::string_view utf8) {
  std::vector<Character> out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size = std::min(size, utf8.size() - i);
    char32_t code = size == 1 ? lead : lead & (0x7Fu >> size);
    for (std::size_t j = 1; j < size; ++j) {
      code = (code << 6) | (static_cast<unsigned char>(utf8[i + j]) & 0x3Fu);
    }
    out.push_back({code, utf8.substr(i, size)});
    i += size;
  }
  return out;
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
}

std::string without_controls(std::string_view text, bool keeps_lines) {
  const auto utf8 = base::is_utf8(text) ? std::string(text) : base::repair_utf8(text);
  std::string out;
  for (const auto& character : characters(utf8)) {
    const auto c = character.code_point;
    const bool stays = keeps_lines && (c == U'\n' || c == U'\t');
    if (is_control(c) && !stays) {
      out += ' ';
    } else {
      out += character.bytes;
    }
  }
  return out;
}

int width_of(const Character& character) {
  if (character.code_point < 0x300) {
    return 1;
  }
  const auto kind = base::classify_letter(character.code_point).kind;
  if (kind == base::LetterKind::ignored) {
    return 0;
  }
  const bool is_wide = kind == base::LetterKind::ideograph ||
                       (character.code_point >= 0x1100 && character.code_point <= 0x115F) ||
                       (character.code_point >= 0xAC00 && character.code_point <= 0xD7A3) ||
                       (character.code_point >= 0xFF01 && character.code_point <= 0xFF60) ||
                       (character.code_point >= 0x1F300 && character.code_point <= 0x1FAFF);
  return is_wide ? 2 : 1;
}

std::string login_name() {
  const auto* user = ::getpwuid(::geteuid());
  if (user == nullptr) {
    return "";
  }
  const std::string gecos = user->pw_gecos == nullptr ? "" : user->pw_gecos;
  const auto full = std::string(base::trim(gecos.substr(0, gecos.find(','))));
  return full.empty() ? user->pw_name : full;
}

int screen_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 100;
}

}  // namespace

Terminal process_terminal() {
  const bool out_is_tty = ::isatty(STDOUT_FILENO) == 1;
  return {.in = std::cin,
          .out = std::cout,
          .err = std::cerr,
          .in_is_tty = ::isatty(STDIN_FILENO) == 1,
          .out_is_tty = out_is_tty,
          .err_is_tty = ::isatty(STDERR_FILENO) == 1,
          .width = out_is_tty ? screen_width() : 100,
          .environment = [](const char* name) -> std::optional<std::string> {
            const auto* value = std::getenv(name);
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
          },
          .login_name = login_name()};
}

std::string harmless(std::string_view utf8) {
  return without_controls(utf8, false);
}

std::string harmless_lines(std::string_view utf8) {
  return without_controls(utf8, true);
}

int display_width(std::string_view utf8) {
  int width = 0;
  for (const auto& character : characters(utf8)) {
    width += width_of(character);
  }
  return width;
}

std::string cut_to_width(std::string_view utf8, int width) {
  if (display_width(utf8) <= width) {
    return std::string(utf8);
  }
  std::string out;
  int used = 0;
  for (const auto& character : characters(utf8)) {
    const int wide = width_of(character);
    if (used + wide > width - 1) {
      break;
    }
    used += wide;
    out += character.bytes;
  }
  return out + "…";
}

std::string cut_front_to_width(std::string_view utf8, int width) {
  if (display_width(utf8) <= width) {
    return std::string(utf8);
  }
  const auto all = characters(utf8);
  std::size_t first = all.size();
  int used = 1;
  while (first > 0 && used + width_of(all[first - 1]) <= width) {
    used += width_of(all[--first]);
  }
  std::string out = "…";
  for (std::size_t i = first; i < all.size(); ++i) {
    out += all[i].bytes;
  }
  return out;
}

std::string wrapped(std::string_view text, int width, int indent) {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  std::string out;
  bool is_first_line = true;
  for (const auto line : base::split(text, '\n')) {
    if (!is_first_line) {
      out += '\n';
    }
    if (line.empty() || line.starts_with(' ')) {
      out += line.empty() ? "" : (is_first_line ? "" : margin) + std::string(line);
      is_first_line = false;
      continue;
    }
    if (!is_first_line) {
      out += margin;
    }
    is_first_line = false;
    int column = indent;
    bool is_first_word = true;
    for (const auto word : base::split(line, ' ')) {
      const int wide = display_width(word);
      if (!is_first_word && column + 1 + wide > width) {
        out += '\n' + margin;
        column = indent;
        is_first_word = true;
      }
      if (!is_first_word) {
        out += ' ';
        ++column;
      }
      out += word;
      column += wide;
      is_first_word = false;
    }
  }
  return out;
}

}  // namespace vaughn::cli
