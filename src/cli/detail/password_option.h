// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "cli/arguments.h"

namespace vaughn::cli {

// --password-file FILE: never the password itself, which others would see in the list of processes.
Option password_option();

// The first line of that file; empty without the option.
base::Result<std::string> read_password(const Arguments& arguments);

}  // namespace vaughn::cli
