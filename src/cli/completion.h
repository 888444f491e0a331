// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace vaughn::cli {

// A script for "bash", "zsh" or "fish", made from the table of commands; none for another shell.
// For keys of the matter at hand it calls `vaughn words KIND`.
std::optional<std::string> completion_script(std::string_view shell);

// The word under which `vaughn words` knows this kind of word; empty if it is not asked for.
std::string_view kind_name(Words words);
std::optional<Words> parse_kind(std::string_view name);

}  // namespace vaughn::cli
