// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "letters/detail/tags.h"
#include "letters/template.h"

namespace vaughn::letters::detail {

// A Word file with its fields filled in: every part that Word shows (body, headers, footers, notes)
// is read, all else is kept byte for byte. A file with tracked changes, comments or macros is
// refused: a letter leaves the house.
base::Result<Letter> fill_docx(const Template& from, Scope& scope);
base::Result<TemplateContents> read_docx(const Template& from);

}  // namespace vaughn::letters::detail
