// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/objections.h"

#include <fmt/format.h>

#include <string>

#include "base/text.h"
#include "sample/detail/outputs.h"

namespace vaughn::sample {

const std::vector<ScriptedObjection>& scripted_objections() {
  static const std::vector<ScriptedObjection> kObjections = {
      {"unit-prices",
       {"$4.37", "$6.84", "$4.59", "$3.92", "$0.41", "$18.25"},
       "Unit prices are confidential commercial information. We keep them private, and a "
       "competitor "
       "could underbid us with them.",
       true,
       "(b)(4)",
       "The unit prices are customarily kept private and were submitted under the contract's "
       "confidentiality clause.",
       "Disclosure would let competitors undercut the submitter in the coming recompete and "
       "discourage candid pricing."},
      {"device-cost",
       {"$212.60", "$138.45"},
       "Device cost shows what we pay our supplier and is known to nobody else.",
       true,
       "(b)(4)",
       "The device cost reveals the submitter's terms with its supplier, which it keeps private.",
       "Disclosure would harm the submitter's position towards its supplier and its competitors."},
      {"ceiling",
       {"$48,600,000"},
       "The ceiling lets competitors compute our average price.",
       false,
       "",
       "The ceiling was published in the award notice and is public.",
       ""},
      {"unit-names",
       {"Standard tier", "Enhanced tier"},
       "The names of our service tiers are proprietary.",
       false,
       "",
       "The names of the tiers are on the submitter's own public web site.",
       ""},
  };
  return kObjections;
}

std::string objections_file() {
  std::string out =
      "# What the contractor answers to the notice of its pages, and what the agency then "
      "decides.\n"
      "# `vaughn-sample reply PACKAGE FILE` answers a package accordingly; rulings.toml\n"
      "# is the agency's part, for `vaughn consult decide 1 --rules`.\n"
      "submitter = \"pelorane\"\nreturned = 2024-11-08\n";
  for (const ScriptedObjection& objection : scripted_objections()) {
    std::vector<std::string> words;
    for (const std::string_view word : objection.words) {
      words.push_back("\"" + std::string(word) + "\"");
    }
    out += fmt::format(
        "\n[[objection]]\nkey = \"{}\"\nwords = [{}]\nground = \"{}\"\ndecision = \"{}\"\n",
        objection.key,
        base::join(words, ", "),
        objection.ground,
        objection.is_accepted ? "accepted" : "rejected");
    if (objection.is_accepted) {
      out +=
          fmt::format("exemption = \"{}\"\nharm = \"{}\"\n", objection.exemption, objection.harm);
    }
    out += fmt::format("reason = \"{}\"\n", objection.reason);
  }
  return out;
}

std::string rulings_file() {
  std::string out = "# The agency's decisions on the contractor's objections, by what they name.\n";
  for (const ScriptedObjection& objection : scripted_objections()) {
    for (const std::string_view word : objection.words) {
      out += fmt::format("\n[[objection]]\nword = \"{}\"\ndecision = \"{}\"\nreason = \"{}\"\n",
                         word,
                         objection.is_accepted ? "accept" : "reject",
                         objection.reason);
      if (objection.is_accepted) {
        out += fmt::format(
            "exemption = [\"{}\"]\nharm = \"{}\"\n"
            "kept_private = \"yes: declaration of the submitter's controller\"\n"
            "assurance = \"yes: confidentiality clause of the contract\"\n",
            objection.exemption,
            objection.harm);
      } else {
        out += "kept_private = \"no: it is published\"\n";
      }
    }
  }
  return out;
}

}  // namespace vaughn::sample
