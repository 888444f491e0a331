// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/detail/password_option.h"

#include <fmt/format.h>

#include "base/files.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

Option password_option() {
  return {.name = "--password-file",
          .value_name = "FILE",
          .help = "a file whose first line is the password of the PDF",
          .words = Words::file};
}

Result<std::string> read_password(const Arguments& arguments) {
  if (!arguments.has("--password-file")) {
    return std::string();
  }
  const auto path = arguments.word("--password-file");
  const auto text = TRY(base::read_file(path));
  auto line = text.substr(0, text.find_first_of("\r\n"));
  if (line.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("the first line of {} is empty", path),
                 "it should be the password of the PDF"};
  }
  return line;
}

}  // namespace vaughn::cli
