// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "paper/document.h"

namespace vaughn::report::detail {

// A number on its way through sentences: control characters hold the id of its figure beside it
// until unmark() turns them into a tagged run.
std::string marked(std::string_view figure, std::string_view number);

// Splits the runs of the whole document at marked numbers.
void unmark(paper::Document& document);
paper::Runs unmarked(const paper::Runs& runs);

}  // namespace vaughn::report::detail
