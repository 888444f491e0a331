// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper {

enum class ChangeKind { replaced, inserted, deleted };
std::string_view to_string(ChangeKind kind);

// A place where the other side's file says something else.
struct TextChange {
  std::string section{};  // the heading above; "Footnotes" for the notes
  int paragraph = 0;      // of our file, from 1; of an inserted one, that before it
  ChangeKind kind{};
  std::string before{};
  std::string after{};
  bool is_tracked = false;  // they marked it as a change; false: a silent edit
  std::string author{};     // of the tracked change
  std::string figure{};     // id of the figure whose number it touches; empty: none

  bool operator==(const TextChange&) const = default;
};

struct Redline {
  std::vector<TextChange> changes{};  // in the order of our text
  base::Bytes docx{};                 // our file, with theirs as tracked changes
};

// Compares two Word files by their words: ours as sent out, theirs with its tracked changes taken
// as accepted. What is no text (drawings, fields) is kept from ours. Strangers' bytes: call it in a
// sandboxed child. `author` stands beside changes that were not tracked.
base::Result<Redline> redline(base::BytesView ours,
                              base::BytesView theirs,
                              std::string_view author);

}  // namespace vaughn::paper
