// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/outputs.h"

namespace vaughn::sample {

std::vector<Secret> all_secrets(const World& world) {
  std::vector<Secret> out;
  for (const Participant& person : world.participants) {
    const std::string both = "(b)(6); (b)(7)(C)";
    out.push_back({person.last, SecretKind::name, both});
    out.push_back({person.a_number, SecretKind::a_number, both});
    out.push_back({person.ssn, SecretKind::ssn, both});
    out.push_back({person.phone, SecretKind::phone, both});
    out.push_back({person.address, SecretKind::address, both});
    out.push_back({person.mail, SecretKind::mail, both});
  }
  for (const Employee& employee : world.employees) {
    out.push_back({employee.phone, SecretKind::phone, "(b)(6)"});
  }
  for (const Price& price : prices()) {
    out.push_back({std::string(price.amount), SecretKind::price, "(b)(4)"});
  }
  for (const std::string_view words : techniques()) {
    out.push_back({std::string(words), SecretKind::technique, "(b)(7)(E)"});
  }
  // One sentence or more of every page that is withheld in full or referred.
  for (const auto& [words, exemption] : std::vector<std::pair<std::string, std::string>>{
           {"$4.21", "(b)(5): deliberative process"},
           {"Staff would open at", "(b)(5): deliberative process"},
           {"The bridge is the weakest", "(b)(5): deliberative process"},
           {"this draft compares three ways", "(b)(5): deliberative process"},
           {"My advice is not to share", "(b)(5): attorney-client"},
           {"Your reading is the better one", "(b)(5): attorney-client"},
           {"we need legal advice on information sharing", "(b)(5): attorney-client"},
           {"keeps only the score", "(b)(3): 41 U.S.C. 4702"},
           {"needs a reporting service that participants can use", "(b)(3): 41 U.S.C. 4702"},
           {"Bureau staff would prefer a common form", "referred"}}) {
    out.push_back({words, SecretKind::withheld_page, exemption});
  }
  return out;
}

std::vector<std::string> public_words() {
  return {"(800) 555-0199",  // the public help desk
          "$48,600,000",     // the ceiling, published in the award notice
          "$31,250,000",     // obligations are public
          "Standard tier",   // names of units: objection rejected
          "Interagency Transit Bureau"};
}

}  // namespace vaughn::sample
