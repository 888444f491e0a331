// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace vaughn::sample {

// The texts of the sample, as grammars. Every person, company, agency and operation in them is made
// up. For each topic there are the rules TOPIC.subject, .first, .reply and .more; for each kind of
// document DOC.title and DOC.body.
std::vector<std::string_view> content();

extern const std::string_view kCommonTexts;
extern const std::string_view kContractTexts;   // categories 1 and 9
extern const std::string_view kProgramTexts;    // categories 2, 3, 4, 5
extern const std::string_view kOperationTexts;  // category 6
extern const std::string_view kOversightTexts;  // categories 7 and 8
extern const std::string_view kUnrelatedTexts;  // what nobody asked for

}  // namespace vaughn::sample
