// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "redact/burn.h"

namespace vaughn::redact {

enum class ProblemKind {
  word_in_box,       // text other than the label
  ink_in_box,        // pixels other than black and the label
  label_missing,     // not extractable at its place
  page_mismatch,     // number, order or size of pages
  forbidden_object,  // a key the allow-list does not know, metadata, a second revision
  string_found,      // a removed string is still in the file
};
std::string_view to_string(ProblemKind kind);

struct Problem {
  ProblemKind kind{};
  int page = 0;           // of the output, from 1; 0 is the whole file
  std::string message{};  // without content of the record
};

// A second look inside the process, with the same engine. The proof is `vaughn verify`, which uses
// another one. `removed` are the strings that must be gone from the whole file; a caller leaves out
// those that rightly stand elsewhere. Empty means clean.
base::Result<std::vector<Problem>> check_burned(const Burned& burned,
                                                const std::vector<std::string>& removed = {});

}  // namespace vaughn::redact
