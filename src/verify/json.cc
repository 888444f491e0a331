// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "verify/detail/manifest.h"
#include "verify/proof.h"

namespace vaughn::verify {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using nlohmann::json;

constexpr std::string_view kSchema = "vaughn.manifest/1";

base::Rect rect(const json& value) {
  const auto corners = value.get<std::array<double, 4>>();
  return {corners[0], corners[1], corners[2], corners[3]};
}

ClaimedPage page(const json& value) {
  ClaimedPage out{.bates = value.at("bates").get<std::string>(),
                  .number = value.at("number").get<std::int64_t>(),
                  .outcome = value.at("outcome").get<std::string>(),
                  .claims = value.at("claims").get<std::vector<std::string>>(),
                  .width = value.at("width").get<double>(),
                  .height = value.at("height").get<double>()};
  for (const auto& box : value.at("boxes")) {
    out.boxes.push_back({.label_box = rect(box.at("label_box")),
                         .box = rect(box.at("box")),
                         .claims = box.at("claims").get<std::vector<std::string>>()});
  }
  return out;
}

ClaimedRecord record(const json& value) {
  ClaimedRecord out{.control = value.at("control").get<std::string>(),
                    .begin = value.at("begin").get<std::string>(),
                    .end = value.at("end").get<std::string>(),
                    .family_begin = value.at("family_begin").get<std::string>(),
                    .family_end = value.at("family_end").get<std::string>(),
                    .pdf = value.at("pdf").get<std::string>(),
                    .text = value.at("text").get<std::string>(),
                    .vaughn_entry = value.at("vaughn_entry").get<std::string>()};
  // Volumes of earlier versions do not say it.
  if (const auto archive = value.find("pdfa_2b"); archive != value.end()) {
    out.is_archival = archive->at("marked").get<bool>();
  }
  for (const auto& item : value.at("pages")) {
    out.pages.push_back(page(item));
  }
  return out;
}

Counts counts(const json& value) {
  Counts out{.records = value.at("records").get<std::int64_t>(),
             .pages = value.at("pages").get<std::int64_t>(),
             .in_full = value.at("in_full").get<std::int64_t>(),
             .in_part = value.at("in_part").get<std::int64_t>(),
             .withheld_in_full = value.at("withheld_in_full").get<std::int64_t>(),
             .boxes = value.at("boxes").get<std::int64_t>()};
  for (const auto& [code, tally] : value.at("exemptions").items()) {
    out.exemptions[code] = {.boxes = tally.at("boxes").get<std::int64_t>(),
                            .pages = tally.at("pages").get<std::int64_t>(),
                            .records = tally.at("records").get<std::int64_t>()};
  }
  return out;
}

Manifest manifest(const json& value) {
  const auto& volume = value.at("volume");
  const auto& bates = volume.at("bates");
  Manifest out{.volume = volume.at("name").get<std::string>(),
               .installment = volume.at("installment").get<int>(),
               .supersedes = volume.at("supersedes").get<std::string>(),
               .request_number = volume.at("request_number").get<std::string>(),
               .prefix = bates.at("prefix").get<std::string>(),
               .width = bates.at("width").get<int>(),
               .counts = counts(value.at("counts"))};
  out.counts.first_bates = bates.at("first").get<std::string>();
  out.counts.last_bates = bates.at("last").get<std::string>();
  for (const auto& line : value.at("proof")) {
    out.proof.push_back({.check = line.at("check").get<std::string>(),
                         .examined = line.at("examined").get<std::int64_t>(),
                         .failed = line.at("failed").get<std::int64_t>()});
  }
  for (const auto& file : value.at("files")) {
    out.files.push_back({.path = file.at("path").get<std::string>(),
                         .size = file.at("size").get<std::int64_t>(),
                         .sha256 = file.at("sha256").get<std::string>()});
  }
  for (const auto& item : value.at("records")) {
    out.records.push_back(record(item));
  }
  return out;
}

}  // namespace

Result<Manifest> parse_manifest(base::BytesView text) {
  const auto parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) {
    return Error{ErrorCode::damaged, "manifest.json is not a JSON object", ""};
  }
  try {
    if (parsed.at("schema").get<std::string>() != kSchema) {
      return Error{ErrorCode::unsupported,
                   "manifest.json has a schema this version does not know",
                   "use the version of vaughn that wrote the volume, or a later one"};
    }
    return manifest(parsed);
  } catch (const json::exception& problem) {
    // The id tells a missing key (403) from a wrong type (302); the text could quote the value.
    return Error{
        ErrorCode::damaged,
        "manifest.json lacks a key or has a wrong type (" + std::to_string(problem.id) + ")",
        ""};
  }
}

std::string proof_json(const Report& report, const std::string& facts) {
  using Json = nlohmann::ordered_json;
  Json out{{"schema", "vaughn.proof/1"}};
  out.update(Json::parse(facts, nullptr, /*allow_exceptions=*/false));
  bool is_clean = report.findings.empty();
  Json checks = Json::array();
  for (const auto& check : proof_of(report)) {
    is_clean = is_clean && check.failed == 0;
    checks.push_back({{"check", fmt::format("V{}", check.number)},
                      {"name", check.name},
                      {"means", check.means},
                      {"engine", check.engine},
                      {"examined", check.examined},
                      {"failed", check.failed},
                      {"result",
                       !check.was_run      ? "not run"
                       : check.failed == 0 ? "passed"
                                           : "failed"}});
  }
  out["passed"] = report.passed();
  out["clean"] = is_clean;
  out["checks"] = std::move(checks);
  out["boxes"] = Json::array();
  for (const auto& box : report.boxes) {
    out["boxes"].push_back({{"file", box.file},
                            {"bates", box.bates},
                            {"page", box.page},
                            {"box", {box.box.x0, box.box.y0, box.box.x1, box.box.y1}},
                            {"exemption", box.label},
                            {"failed", box.failed},
                            {"result", box.failed.empty() ? "passed" : "failed"}});
  }
  out["findings"] = Json::array();
  for (const auto& finding : report.findings) {
    out["findings"].push_back({{"code", finding.code},
                               {"severity", to_string(finding.severity)},
                               {"file", finding.file},
                               {"page", finding.page},
                               {"message", finding.message}});
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string code_of(const std::string& claim) {
  return claim.substr(0, claim.find(':'));
}

}  // namespace vaughn::verify
