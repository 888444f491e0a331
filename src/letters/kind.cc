// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/nearest.h"
#include "base/text.h"

namespace vaughn::letters {
namespace {

using base::Error;
using base::ErrorCode;

// In the order of LetterKind. What a letter proves is a word of the ledger.
constexpr std::array<LetterKindRow, 19> kRows{{
    {LetterKind::acknowledgement,
     "acknowledgement",
     "acknowledgement of the request",
     "acknowledged"},
    {LetterKind::extension, "extension", "extension for unusual circumstances", "extended"},
    {LetterKind::question, "question", "question that stops the clock", "tolled"},
    {LetterKind::fee, "fee", "fee estimate", "fee_estimated"},
    {LetterKind::still_interested, "still-interested", "still-interested letter", "interest_asked"},
    {LetterKind::submitter_notice,
     "submitter-notice",
     "notice to a submitter",
     "consultation_sent"},
    {LetterKind::intent_to_disclose,
     "intent-to-disclose",
     "notice of intent to disclose",
     "intent_sent"},
    {LetterKind::reminder, "reminder", "reminder to a submitter or agency", "reminded"},
    {LetterKind::more_time, "more-time", "more time for a submitter or agency", "extended"},
    {LetterKind::requester_notice,
     "requester-notice",
     "notice to the requester about a submitter",
     "requester_told"},
    {LetterKind::consultation,
     "consultation",
     "consultation with another agency",
     "consultation_sent"},
    {LetterKind::referral, "referral", "referral to another agency", "consultation_sent"},
    {LetterKind::referral_notice, "referral-notice", "notice of a referral", "requester_told"},
    {LetterKind::interim, "interim", "interim response", "interim_released"},
    {LetterKind::final_response, "final", "final response", "determined"},
    {LetterKind::no_records, "no-records", "no-records response", "determined"},
    {LetterKind::denial, "denial", "denial in full", "determined"},
    {LetterKind::closure, "closure", "administrative closure", "closed"},
    {LetterKind::cover, "cover", "cover letter of a volume", "volume_sealed"},
}};

}  // namespace

std::span<const LetterKindRow> all_kinds() {
  return kRows;
}

const LetterKindRow& row(LetterKind kind) {
  return kRows.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(LetterKind kind) {
  return row(kind).word;
}

base::Result<LetterKind> parse_letter_kind(std::string_view word) {
  std::vector<std::string> known;
  for (const auto& kind : kRows) {
    if (kind.word == word) {
      return kind.kind;
    }
    known.emplace_back(kind.word);
  }
  const auto meant = base::nearest(word, known);
  return Error{ErrorCode::not_found,
               fmt::format("there is no letter '{}'", word),
               meant.empty() ? "the letters are: " + base::join(known, ", ")
                             : fmt::format("did you mean '{}'?", meant)};
}

}  // namespace vaughn::letters
