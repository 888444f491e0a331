// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vaughn::letters {

// The letters of an office, in the order of a request's life. The words are those of the command
// line, of the ledger and of the templates' file names.
enum class LetterKind {
  acknowledgement,
  extension,           // unusual circumstances
  question,            // the one that stops the clock
  fee,                 // estimate, advance payment
  still_interested,    //
  submitter_notice,    // before disclosure of commercial information
  intent_to_disclose,  // over the submitter's objections
  reminder,            // to a submitter or agency that has yet to answer
  more_time,           // given to a submitter or agency
  requester_notice,    // tells the requester what happens with a submitter
  consultation,        // asks another agency for its views
  referral,            // hands records to the agency they came from
  referral_notice,     // tells the requester so
  interim,             // response with a part of the records
  final_response,      // "final"
  no_records,
  denial,  // everything withheld
  closure,
  cover,  // goes with a volume
};

struct LetterKindRow {
  LetterKind kind{};
  std::string_view word;    // "submitter-notice"
  std::string_view title;   // "notice to a submitter"
  std::string_view proves;  // the step of the request that the letter is the proof of; may be empty
};
std::span<const LetterKindRow> all_kinds();
const LetterKindRow& row(LetterKind kind);
std::string_view to_string(LetterKind kind);
// not_found lists the kinds, with the nearest one first.
base::Result<LetterKind> parse_letter_kind(std::string_view word);

}  // namespace vaughn::letters
