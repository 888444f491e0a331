// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "sample/detail/outputs.h"

namespace vaughn::sample {
namespace {

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + "\"";
}

std::string list(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) {
    parts.push_back(toml_text(text));
  }
  return "[" + base::join(parts, ", ") + "]";
}

// One a line, for long lists.
std::string tall_list(const std::vector<std::string>& texts) {
  std::string out = "[\n";
  for (const std::string& text : texts) {
    out += "  " + toml_text(text) + ",\n";
  }
  return out + "]";
}

constexpr std::string_view kProgram = "(attestra OR srrp OR pelorane)";

struct CategoryRule {
  std::string_view category;
  std::string_view query;
  std::string_view reason;
};

const std::vector<CategoryRule>& category_rules() {
  static const std::vector<CategoryRule> kRules = {
      {"1",
       "(attestra OR srrp OR pelorane) AND (invoice* OR \"price schedule*\" OR \"unit price\" OR "
       "\"option year\" OR \"statement of work\" OR \"task order\" OR \"contract modification\" OR "
       "\"contract performance\" OR \"service credit*\" OR \"technical proposal\" OR "
       "\"independent government estimate\" OR \"dear contracting officer\" OR "
       "\"under the contract\" OR \"of the contract\")",
       "It is about the contract for Attestra, its performance or its price."},
      {"2",
       "(attestra OR srrp OR pelorane) AND (\"policy directive*\" OR \"field guidance\" OR "
       "\"standard operating procedure\" OR \"policy memorandum\")",
       "It states, drafts or explains policy on Attestra."},
      {"3",
       "(attestra OR srrp OR pelorane) AND (\"attestra training\" OR curriculum OR "
       "\"training roster\" OR \"training module*\" OR \"refresher course\" OR \"job aid\" OR "
       "\"train the trainer\")",
       "It is training material on Attestra or shows who was trained."},
      {"4",
       "(attestra OR srrp OR pelorane) AND (\"data element*\" OR \"data dictionary\" OR "
       "\"data inventory\")",
       "It shows what data Attestra collects or how long it is kept."},
      {"5",
       "(attestra OR srrp OR pelorane) AND (\"information sharing\" OR \"data sharing\" OR "
       "\"memorandum of understanding\")",
       "It is about sharing Attestra data with other agencies."},
      {"6",
       "\"enforcement operation*\" OR \"form rss 209\" OR subject:operation",
       "It is about an enforcement operation that used Attestra data, or about obtaining the data "
       "for one."},
      {"7",
       "(attestra OR srrp OR pelorane) AND (\"performance audit\" OR \"audit finding*\" OR "
       "\"corrective action plan\")",
       "It is an audit of the program, or a response to one."},
      {"8",
       "(attestra OR srrp OR pelorane) AND (complaint* OR grievance*)",
       "It is a complaint about Attestra, or an answer to one."},
      {"9",
       "(from:pelorane.example AND to:rss.example) OR (from:rss.example AND to:pelorane.example) "
       "OR "
       "\"dear contracting officer\"",
       "It is a communication between RSS and Pelorane."},
  };
  return kRules;
}

std::string mark(std::string_view title,
                 std::string_view content,
                 std::string_view exemption,
                 std::string_view reason,
                 std::string_view harm) {
  return fmt::format(
      "# {}\n[[mark]]\nquery = \"state:responsive\"\n{}\nexemption = {}\nreason = {}\nharm = "
      "{}\n\n",
      title,
      content,
      exemption,
      toml_text(reason),
      toml_text(harm));
}

std::string withhold(std::string_view query,
                     std::string_view exemption,
                     std::string_view reason,
                     std::string_view harm) {
  return fmt::format(
      "[[decide]]\nquery = {}\ndisposition = \"withhold\"\nexemption = [{}]\nreason = {}\n{}\n",
      toml_text(query),
      toml_text(exemption),
      toml_text(reason),
      harm.empty() ? "" : fmt::format("harm = {}\n", toml_text(harm)));
}

// Boxes of scans, a rule for each: there is no text to look for.
std::string box_rules(const Truth& truth) {
  std::map<std::string, const TrueRecord*> by_path;
  const Flat flat = flatten(truth);
  for (const TrueRecord& record : flat.records) {
    by_path[record.path] = &record;
  }
  // Of records that will be produced, by name and claims.
  std::map<std::pair<std::string, std::string>, std::set<std::string>> boxes;
  for (const PictureBox& box : truth.boxes) {
    const TrueRecord& record = *by_path.at(box.path);
    if (!record.categories.empty() && record.duplicate_of.empty()) {
      boxes[{record.item->name, box.claims}].insert(
          fmt::format("{}: {:.1f} {:.1f} {:.1f} {:.1f}", box.page, box.x0, box.y0, box.x1, box.y1));
    }
  }
  std::string out;
  for (const auto& [key, texts] : boxes) {
    const auto& [name, claims] = key;
    const bool is_method = claims == "(b)(7)(E)";
    out += fmt::format(
        "[[mark]]\nquery = {}\nboxes = {}\nexemption = {}\nreason = {}\nharm = {}\n\n",
        toml_text("state:responsive AND name:\"" + name.substr(0, name.rfind('.')) + "\""),
        tall_list({texts.begin(), texts.end()}),
        is_method ? "[\"(b)(7)(E)\"]" : "[\"(b)(6)\", \"(b)(7)(C)\"]",
        toml_text(is_method ? "technique of a law enforcement operation, seen on a scan"
                            : "identity of a private person, seen on a scan"),
        toml_text(is_method ? "Disclosure would let persons sought avoid detection."
                            : "Disclosure would tie a private person to supervision by RSS."));
  }
  return out;
}

std::string mark_rules(const World& world) {
  std::vector<std::string> names;
  std::vector<std::string> details;
  for (const Participant& person : world.participants) {
    names.insert(names.end(), {person.name(), person.last + ", " + person.first, person.last});
    details.insert(details.end(), {person.phone, person.ssn, person.address, person.mail});
  }
  std::vector<std::string> lines;
  for (const Employee& employee : world.employees) {
    lines.push_back(employee.phone);
  }
  std::vector<std::string> methods;
  for (const std::string_view words : techniques()) {
    methods.emplace_back(words);
  }
  const std::string kBoth = "[\"(b)(6)\", \"(b)(7)(C)\"]";
  const std::string kPrivacy =
      "Disclosure would tie a private person to supervision by RSS and expose the person to "
      "embarrassment, reprisal or unwanted contact.";
  return mark("Names of participants and complainants.",
              "words = " + tall_list(names),
              kBoth,
              "name of a private person under supervision",
              kPrivacy) +
         mark("A-numbers, found by their form.",
              "patterns = [\"a_number\"]",
              kBoth,
              "identifying number of a private person",
              kPrivacy) +
         mark("Telephones, addresses, mail addresses and social security numbers of participants.",
              "words = " + tall_list(details),
              kBoth,
              "contact or identity detail of a private person",
              kPrivacy) +
         mark("Direct lines of staff. The public help desk number is not among them.",
              "words = " + tall_list(lines),
              "[\"(b)(6)\"]",
              "direct telephone line of an individual",
              "Disclosure would invite harassing calls to individual staff; public numbers are "
              "released.") +
         mark("Methods of enforcement operations.",
              "words = " + tall_list(methods),
              "[\"(b)(7)(E)\"]",
              "technique of a law enforcement operation",
              "Disclosure would let persons sought time or place their movements to avoid "
              "detection.");
}

}  // namespace

std::string rules_file(const World& world, const Truth& truth) {
  std::string out =
      "# Review rules of the sample matter, in the order in which they are applied.\n\n"
      "# 1. Responsiveness. Families and copies follow.\n\n";
  for (const CategoryRule& rule : category_rules()) {
    out +=
        fmt::format("[[code]]\nquery = {}\ncategory = {}\nvalue = \"responsive\"\nreason = {}\n\n",
                    toml_text(rule.query),
                    toml_text(rule.category),
                    toml_text(rule.reason));
  }
  out += "# Pictures without text, as read on paper.\n\n";
  for (const TrueRecord& record : flatten(truth).records) {
    if (record.item->has_text || record.item != record.head || !record.duplicate_of.empty()) {
      continue;
    }
    const std::string stem = record.item->name.substr(0, record.item->name.rfind('.'));
    for (const std::string& category : record.item->categories) {
      out += fmt::format(
          "[[code]]\nquery = {}\ncategory = {}\nvalue = \"responsive\"\n"
          "reason = \"Read on paper: a scan without text.\"\n\n",
          toml_text("name:\"" + stem + "\""),
          toml_text(category));
    }
  }
  out += fmt::format(
      "# The rest answers no category.\n\n"
      "[[code]]\nquery = {}\nvalue = \"not_responsive\"\n"
      "reason = \"It does not concern the program.\"\n\n"
      "[[code]]\nquery = {}\nvalue = \"not_responsive\"\n"
      "reason = \"It mentions the program or the company but answers no category: furniture, "
      "parking, leisure.\"\n\n",
      toml_text(fmt::format("NOT {}", kProgram)),
      toml_text(fmt::format("{} AND (kiosk OR parking OR softball OR bowling)", kProgram)));
  out += "# 2. Marks.\n\n" + mark_rules(world) + box_rules(truth);
  out +=
      "# 3. Pages. Later rules win.\n\n"
      "[[decide]]\nquery = \"state:responsive\"\ndisposition = \"release\"\n"
      "reason = \"Reviewed; what is exempt is marked.\"\n\n";
  out += withhold("\"pre decisional\" AND \"independent government estimate\"",
                  "(b)(5): deliberative process",
                  "Draft estimate that weighs options before the contracting officer decided.",
                  "Disclosure would chill candid advice on pricing and reveal positions the agency "
                  "did not adopt.");
  out += withhold(
      "subject:\"privileged attorney client\"",
      "(b)(5): attorney-client",
      "Request for legal advice and the advice of agency counsel.",
      "Disclosure would deter staff from seeking counsel's advice before they share data.");
  out += withhold("\"technical proposal\" AND \"solicitation rss 21 r 0012\"",
                  "(b)(3): 41 U.S.C. 4702",
                  "Contractor proposal that is not set forth in the contract.",
                  "");
  out +=
      "[[decide]]\nquery = \"\\\"originated by the interagency transit bureau\\\"\"\n"
      "disposition = \"refer\"\nto = \"Interagency Transit Bureau\"\n"
      "reason = \"The record originated with that agency.\"\n";
  return out;
}

std::string taskings_file(const World& world, const Truth& truth) {
  std::set<std::string> folders;
  for (const InputFile& input : truth.inputs) {
    folders.insert(input.office + "/" + input.tasking);
  }
  const std::vector<std::string> kGeneralTerms = {"Attestra",
                                                  "SRRP",
                                                  "Pelorane",
                                                  "policy directive",
                                                  "training roster",
                                                  "information sharing",
                                                  "audit finding",
                                                  "complaint*"};
  const std::vector<std::string> kOperationTerms = {
      "\"enforcement operation*\"", "\"form RSS-209\"", "Attestra w/10 (location OR portrait)"};
  std::string out =
      "# Searches of the sample matter. Above each stands its number and the folder of records/ "
      "that\n"
      "# came back; none if nothing was found.\n\n";
  int number = 0;
  for (const WorldOffice& office : world.offices) {
    const Employee& head = *world.at(office.key).front();
    const bool is_contractor = office.kind == foia::OfficeKind::contractor;
    for (const std::string tasking : {"general", "category6"}) {
      const bool about_operations = tasking == "category6";
      if (about_operations && (office.key == "program" || is_contractor)) {
        continue;  // covered by their one search
      }
      const std::string folder = std::string(office.key) + "/" + tasking;
      const bool has_records = folders.contains(folder);
      std::vector<std::string> categories = {"1", "2", "3", "4", "5", "7", "8", "9"};
      if (about_operations) {
        categories = {"6"};
      } else if (office.key == "program" || is_contractor) {
        categories.insert(categories.begin() + 5, "6");
      }
      const auto terms = about_operations ? kOperationTerms : kGeneralTerms;
      const std::vector<std::string> systems =
          is_contractor ? std::vector<std::string>{"account team mail", "contract share"}
          : about_operations
              ? std::vector<std::string>{"enforcement team mail", "operations share", "paper files"}
              : std::vector<std::string>{"mail of the named custodians", "office share"};
      ++number;
      out += fmt::format("# {} {}\n[[tasking]]\noffice = {}\ncategories = {}\nsystems = {}\n",
                         number,
                         has_records ? folder : "none",
                         toml_text(office.key),
                         list(categories),
                         list(systems));
      out += fmt::format("terms = {}\nfrom = 2021-01-01\nto = 2024-02-15\nsent = {}\ndue = {}\n",
                         list(terms),
                         about_operations ? "2024-08-19" : "2024-06-10",
                         about_operations ? "2024-10-04" : "2024-07-26");
      out += fmt::format(
          "[tasking.answer]\nrecords = {}\nsigned = {}\ntitle = {}\nsystems = {}\n"
          "terms = {}\nminutes = {}\n",
          has_records,
          toml_text(head.name()),
          toml_text(head.title),
          list(systems),
          list(terms),
          60 * (2 + number % 5) + 15 * (number % 4));
      if (!has_records) {
        out +=
            "explanation = \"All three systems were searched with the terms. The office has no "
            "enforcement team; requests for operations are passed to the next office, and no "
            "copy is kept.\"\n";
      }
      out += fmt::format("on = {}-{:02}\n\n", about_operations ? "2024-09" : "2024-07", 8 + number);
    }
  }
  return out;
}

}  // namespace vaughn::sample
