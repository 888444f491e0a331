// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "foia/production.h"

namespace vaughn::produce {

inline constexpr std::string_view kWithheldField = "[withheld]";

// Keeps load-file fields from saying what the pages no longer say. A field of a record that was
// redacted is replaced by "[withheld]" if it holds
//   - the whole text under a mark, ignoring case, spaces and punctuation, or
//   - a word that was removed (of four letters and more also inside a longer word, as in an e-mail
//     address),
// unless that text or word still stands on the record's produced pages. Where the removed words are
// not known, only fields whose every word stands on the produced pages pass. Of a record that is
// withheld in full no field passes.
class MetadataFilter {
 public:
  // `produced_text` is the text of the record's produced PDF.
  MetadataFilter(const foia::ProducedRecord& record, std::string_view produced_text);

  std::string apply(std::string_view field) const;
  bool is_exposing(std::string_view field) const;
  bool is_withheld_in_full() const { return mode_ == Mode::nothing_passes; }

 private:
  enum class Mode { all_pass, compare, only_produced_words, nothing_passes };

  Mode mode_ = Mode::all_pass;
  std::set<std::string, std::less<>> produced_words_{};
  std::set<std::string, std::less<>> removed_words_{};  // those that no longer stand anywhere
  std::vector<std::string> removed_texts_{};            // folded; likewise
};

}  // namespace vaughn::produce
