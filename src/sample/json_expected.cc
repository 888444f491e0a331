// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <map>
#include <string>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/outputs.h"

namespace vaughn::sample {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(SecretKind kind) {
  switch (kind) {
    case SecretKind::name: return "name";
    case SecretKind::a_number: return "a_number";
    case SecretKind::ssn: return "ssn";
    case SecretKind::phone: return "phone";
    case SecretKind::address: return "address";
    case SecretKind::mail: return "mail";
    case SecretKind::price: return "price";
    case SecretKind::technique: return "technique";
    case SecretKind::withheld_page: return "withheld_page";
  }
  return "";
}

Json counts(const Truth& truth, const Flat& flat) {
  std::map<std::string, int> kinds;
  std::map<std::string, int> offices;
  std::map<std::string, int> categories;
  std::map<std::string, int> category_originals;
  int families = 0;
  int duplicates = 0;
  int responsive = 0;
  int responsive_originals = 0;
  for (const TrueRecord& record : flat.records) {
    ++kinds[std::string(foia::to_string(record.item->kind))];
    ++offices[record.input->office];
    families += record.item == record.head ? 1 : 0;
    const bool is_original = record.duplicate_of.empty();
    duplicates += is_original ? 0 : 1;
    responsive += record.categories.empty() ? 0 : 1;
    responsive_originals += !record.categories.empty() && is_original ? 1 : 0;
    for (const std::string& category : record.categories) {
      ++categories[category];
      category_originals[category] += is_original ? 1 : 0;
    }
  }
  return Json{{"files", truth.inputs.size()},
              {"containers", flat.containers.size()},
              {"records", flat.records.size()},
              {"exceptions", flat.exceptions.size()},
              {"families", families},
              {"duplicates", duplicates},
              {"responsive", responsive},
              {"responsive_originals", responsive_originals},
              {"not_responsive", flat.records.size() - static_cast<std::size_t>(responsive)},
              {"by_kind", kinds},
              {"by_office", offices},
              {"by_category", categories},
              {"by_category_originals", category_originals}};
}

}  // namespace

std::string expected_json(const Truth& truth, const Flat& flat, const Options& options) {
  Json out{{"schema", "vaughn.sample/1"},
           {"seed", options.seed},
           {"scale", options.scale},
           {"counts", counts(truth, flat)}};
  Json inputs = Json::array();
  for (const InputFile& input : truth.inputs) {
    inputs.push_back({{"path", input.path},
                      {"office", input.office},
                      {"tasking", input.tasking},
                      {"custodian", input.custodian},
                      {"bytes", input.bytes.size()},
                      {"sha256", base::Sha256::of(input.bytes).hex()}});
  }
  Json records = Json::array();
  for (const TrueRecord& record : flat.records) {
    records.push_back({{"path", record.path},
                       {"kind", foia::to_string(record.item->kind)},
                       {"family", record.head_path},
                       {"duplicate_of", record.duplicate_of},
                       {"topic", record.item->topic},
                       {"own_categories", record.item->categories},
                       {"categories", record.categories},
                       {"items", record.item->items},
                       {"has_text", record.item->has_text}});
  }
  Json exceptions = Json::array();
  for (const TrueException& exception : flat.exceptions) {
    exceptions.push_back(
        {{"path", exception.path}, {"code", exception.code}, {"office", exception.office}});
  }
  Json secrets = Json::array();
  for (const Secret& secret : truth.secrets) {
    Json places = Json::array();
    for (const TrueRecord& record : flat.records) {
      if (base::ascii_lower(record.item->text).find(base::ascii_lower(secret.text)) !=
          std::string::npos) {
        places.push_back(record.path);
      }
    }
    if (!places.empty()) {
      secrets.push_back({{"text", secret.text},
                         {"kind", word(secret.kind)},
                         {"exemption", secret.exemption},
                         {"records", places}});
    }
  }
  out["public_words"] = truth.public_words;
  out["secrets"] = secrets;
  out["exceptions"] = exceptions;
  out["records"] = records;
  out["inputs"] = inputs;
  return out.dump(1) + "\n";
}

}  // namespace vaughn::sample
