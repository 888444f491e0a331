// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sample/detail/random.h"

namespace vaughn::sample {

// Texts in many variants. A grammar is text:
//
//   @name            each following line is one alternative of the rule
//   @@name           all following lines together are one alternative; repeat for more
//   // ...           a remark
//
// In an alternative:
//   {a|b|c}          one of these; may nest
//   <name>           a variable of the context if there is one, else a rule
//   <name*2-4>       so many different alternatives of the rule, joined by spaces
//   <name^2-4>       the same, joined by line ends
//   <#3-17>          a whole number
//   <$900-4000>      whole dollars, "$1,240"
//   \n               a line end
class Grammar {
 public:
  // A rule that is named but missing is a bug in the texts: base::check.
  explicit Grammar(const std::vector<std::string_view>& sources);

  using Variables = std::map<std::string, std::string, std::less<>>;
  std::string expand(std::string_view rule, const Variables& variables, Random& random) const;
  bool has(std::string_view rule) const { return rules_.find(rule) != rules_.end(); }

 private:
  std::string fill(std::string_view text,
                   const Variables& variables,
                   Random& random,
                   int depth) const;
  std::string reference(std::string_view name,
                        const Variables& variables,
                        Random& random,
                        int depth) const;
  const std::vector<std::string>& alternatives(std::string_view rule) const;

  std::map<std::string, std::vector<std::string>, std::less<>> rules_{};
};

}  // namespace vaughn::sample
