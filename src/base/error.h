// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace vaughn::base {

// What went wrong, in the terms a caller can act on. The same list decides the exit code of the
// command line and, later, the status of the HTTP server; see exit_code() and docs/adr/0005.
enum class ErrorCode {
  invalid_argument,  // the request itself makes no sense (usage, query syntax, bad matter.toml)
  not_found,
  conflict,     // the matter's state or a safety gate forbids it, e.g. sealing a leaking volume
  unsupported,  // a file type or feature we do not handle
  damaged,      // the input cannot be read as what it claims to be
  encrypted,
  io,
  locked,   // another process holds the matter
  limit,    // a budget (time, memory, depth, size) was used up
  crashed,  // a sandboxed parser died
};

struct Error {
  ErrorCode code{};
  std::string message{};  // one fragment, lower case, no period: "cannot open a.pdf"
  std::string hint{};     // what the user can do about it, or empty
};

// 2 usage, 5 refused by a gate, 6 nothing there or unreadable, 7 disk or lock (ux.md 4.2).
int exit_code(ErrorCode code);
std::string_view to_string(ErrorCode code);

// The same error with "<context>: " before its message.
Error with_context(Error error, std::string_view context);

}  // namespace vaughn::base
