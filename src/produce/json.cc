// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "produce/detail/manifest.h"

namespace vaughn::produce {
namespace {

using nlohmann::json;

json labels(const std::vector<foia::ExemptionClaim>& claims) {
  auto sorted = claims;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  auto out = json::array();
  for (const auto& claim : sorted) {
    out.push_back(claim.label());
  }
  return out;
}

double hundredths(double points) {
  return std::round(points * 100) / 100;
}

json rect(const base::Rect& box) {
  return {hundredths(box.x0), hundredths(box.y0), hundredths(box.x1), hundredths(box.y1)};
}

json page_json(const foia::ProducedPage& planned, const WrittenPage& written) {
  auto boxes = json::array();
  for (std::size_t i = 0; i < planned.boxes.size(); ++i) {
    boxes.push_back({{"box", rect(written.boxes[i])},
                     {"label_box", rect(written.label_boxes[i])},
                     {"claims", labels(planned.boxes[i].claims)}});
  }
  return {{"bates", written.bates},
          {"number", planned.number},
          {"source_page", planned.source_page},
          {"outcome", foia::to_string(planned.outcome)},
          {"claims", labels(planned.claims)},
          {"width", hundredths(written.width)},
          {"height", hundredths(written.height)},
          {"boxes", std::move(boxes)}};
}

json record_json(const WrittenRecord& written,
                 const std::map<foia::RecordId, const WrittenRecord*>& by_record) {
  const auto& planned = *written.planned;
  auto pages = json::array();
  for (std::size_t i = 0; i < planned.pages.size(); ++i) {
    pages.push_back(page_json(planned.pages[i], written.pages[i]));
  }
  return {
      {"control", foia::control_number(planned.record.id)},
      {"begin", written.begin},
      {"end", written.end},
      {"family_begin", by_record.at(planned.family_first)->begin},
      {"family_end", by_record.at(planned.family_last)->end},
      {"pdf", written.pdf_path},
      {"text", written.text_path},
      {"vaughn_entry", planned.vaughn_entry},
      {"categories", planned.categories},
      {"pdfa_2b", {{"marked", written.archive_faults.empty()}, {"faults", written.archive_faults}}},
      {"pages", std::move(pages)}};
}

json counts_json(const ManifestFacts& facts) {
  const auto& counts = facts.counts;
  auto exemptions = json::object();
  for (const auto& [code, tally] : counts.exemptions) {
    exemptions[code] = {{"boxes", tally.boxes}, {"pages", tally.pages}, {"records", tally.records}};
  }
  return {{"records", counts.records},
          {"pages", counts.pages},
          {"in_full", counts.in_full},
          {"in_part", counts.in_part},
          {"withheld_in_full", counts.withheld_in_full},
          {"boxes", counts.boxes},
          {"exemptions", std::move(exemptions)},
          {"fields_withheld", facts.fields_withheld},
          {"characters_replaced", facts.characters_replaced}};
}

json volume_json(const foia::VolumePlan& plan, const std::vector<WrittenRecord>& records) {
  return {{"name", plan.name},
          {"installment", plan.installment},
          {"dated", base::to_string(plan.dated)},
          {"supersedes", plan.supersedes},
          {"supersedes_reason", plan.supersedes_reason},
          {"matter", plan.matter_name},
          {"case_number", plan.case_number},
          {"request_number", plan.request_number},
          {"time_zone", plan.time_zone},
          {"ledger_head", plan.ledger_head.hex()},
          {"bates",
           {{"prefix", plan.bates.prefix},
            {"width", plan.bates.width},
            {"first", records.front().begin},
            {"last", records.back().end}}}};
}

}  // namespace

base::Bytes manifest_json(const foia::VolumePlan& plan,
                          const std::vector<WrittenRecord>& records,
                          const ManifestFacts& facts,
                          const std::vector<ProofResult>& proof,
                          const std::string& program_version) {
  std::map<foia::RecordId, const WrittenRecord*> by_record;
  for (const auto& record : records) {
    by_record[record.planned->record.id] = &record;
  }
  auto record_list = json::array();
  for (const auto& record : records) {
    record_list.push_back(record_json(record, by_record));
  }
  auto file_list = json::array();
  for (const auto& file : facts.files) {
    file_list.push_back({{"path", file.path}, {"size", file.size}, {"sha256", file.sha256.hex()}});
  }
  auto proof_list = json::array();
  for (const auto& line : proof) {
    proof_list.push_back(
        {{"check", line.check}, {"examined", line.examined}, {"failed", line.failed}});
  }
  const json manifest = {{"schema", "vaughn.manifest/1"},
                         {"program", {{"name", "vaughn"}, {"version", program_version}}},
                         {"volume", volume_json(plan, records)},
                         {"counts", counts_json(facts)},
                         {"proof", std::move(proof_list)},
                         {"files", std::move(file_list)},
                         {"records", std::move(record_list)}};
  // Text that is not UTF-8 cannot reach here; replacing keeps a slip of a caller from throwing.
  return manifest.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace vaughn::produce
