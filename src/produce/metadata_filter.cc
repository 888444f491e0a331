// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/metadata_filter.h"

#include <algorithm>

#include "base/folded_words.h"

namespace vaughn::produce {
namespace {

// Shorter ones inside longer words are chance: "ann" in "planning".
constexpr std::size_t kShortestInnerWord = 4;

std::string squeezed(std::string_view text) {
  std::string out;
  for (const auto& word : base::folded_words(text)) {
    out += word;
  }
  return out;
}

}  // namespace

MetadataFilter::MetadataFilter(const foia::ProducedRecord& record, std::string_view produced_text) {
  const auto is_withheld = [](const foia::ProducedPage& page) {
    return page.outcome == foia::PageOutcome::withheld_in_full;
  };
  const bool has_mark = std::any_of(record.pages.begin(), record.pages.end(), [&](const auto& p) {
    return is_withheld(p) || !p.boxes.empty() || p.outcome != foia::PageOutcome::in_full;
  });
  if (!has_mark && record.removed_texts.empty()) {
    return;
  }
  if (std::all_of(record.pages.begin(), record.pages.end(), is_withheld)) {
    mode_ = Mode::nothing_passes;
    return;
  }
  mode_ = record.removed_texts.empty() ? Mode::only_produced_words : Mode::compare;
  for (auto& word : base::folded_words(produced_text)) {
    produced_words_.insert(std::move(word));
  }
  const std::string produced = squeezed(produced_text);
  for (const auto& text : record.removed_texts) {
    auto folded = squeezed(text);
    if (folded.empty()) {
      mode_ = Mode::only_produced_words;
      continue;
    }
    for (auto& word : base::folded_words(text)) {
      if (!produced_words_.contains(word)) {
        removed_words_.insert(std::move(word));
      }
    }
    if (folded.size() >= kShortestInnerWord && produced.find(folded) == std::string::npos) {
      removed_texts_.push_back(std::move(folded));
    }
  }
}

bool MetadataFilter::is_exposing(std::string_view field) const {
  if (mode_ == Mode::all_pass) {
    return false;
  }
  const auto field_words = base::folded_words(field);
  if (field_words.empty()) {
    return false;
  }
  if (mode_ == Mode::nothing_passes) {
    return true;
  }
  for (const auto& word : field_words) {
    if (removed_words_.contains(word) ||
        (mode_ == Mode::only_produced_words && !produced_words_.contains(word))) {
      return true;
    }
    for (const auto& removed : removed_words_) {
      if (removed.size() >= kShortestInnerWord && word.find(removed) != std::string::npos) {
        return true;
      }
    }
  }
  const auto folded = squeezed(field);
  return std::any_of(removed_texts_.begin(), removed_texts_.end(), [&](const auto& removed) {
    return folded.find(removed) != std::string::npos;
  });
}

std::string MetadataFilter::apply(std::string_view field) const {
  return is_exposing(field) ? std::string(kWithheldField) : std::string(field);
}

}  // namespace vaughn::produce
