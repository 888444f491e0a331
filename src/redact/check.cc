// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/check.h"

namespace vaughn::redact {

std::string_view to_string(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::word_in_box: return "word_in_box";
    case ProblemKind::ink_in_box: return "ink_in_box";
    case ProblemKind::label_missing: return "label_missing";
    case ProblemKind::page_mismatch: return "page_mismatch";
    case ProblemKind::forbidden_object: return "forbidden_object";
    case ProblemKind::string_found: return "string_found";
  }
  return "";
}

}  // namespace vaughn::redact
