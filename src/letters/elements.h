// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "letters/fields.h"
#include "letters/kind.h"
#include "letters/template.h"

namespace vaughn::letters {

enum class Weight {
  required,  // a letter without it does not leave
  advised,   // said, and the letter leaves
};

// What the law or the practice of the office asks a letter to say. It is there if every one of
// `fields` is printed (of "a|b", one) and every one of `words` occurs, case and spacing aside.
struct Element {
  std::string_view code;  // "tracking_number"
  std::string_view what;  // "the number of the request"
  std::string_view rule;  // "5 U.S.C. 552(a)(7)(A)"
  Weight weight = Weight::required;
  std::vector<std::string_view> fields{};
  std::vector<std::string_view> words{};
  // Asked for only if these fields hold; "!FIELD": if it does not hold.
  std::vector<std::string_view> when{};
};
const std::vector<Element>& elements(LetterKind kind);

struct MissingElement {
  const Element* element = nullptr;
  std::string message{};  // "the letter does not say until when one may appeal (5 U.S.C. ...)"
};
// What the letter lacks, as it is with these values; required elements first.
std::vector<MissingElement> check_elements(LetterKind kind,
                                           const Letter& letter,
                                           const Values& values);
// What no values could make the template say.
std::vector<MissingElement> check_elements(LetterKind kind, const TemplateContents& contents);
// Values that the law forbids whatever the letter says: an advance payment under $250, a date that
// leaves less time than is due.
base::Result<void> check_values(LetterKind kind, const Values& values);

}  // namespace vaughn::letters
