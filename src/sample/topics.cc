// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/topics.h"

#include <algorithm>

#include "base/result.h"

namespace vaughn::sample {

const std::vector<Topic>& topics() {
  static const std::vector<Topic> kTopics = {
      {"invoice", {"1"}, "", Flow::program_and_contractor, 5, {"invoice_doc", "invoice_doc", ""}},
      {"optionyear",
       {"1"},
       "",
       Flow::program_only,
       4,
       {"price_doc", "estimate_doc", "price_sheet"}},
      {"award", {"1"}, "", Flow::program_and_contractor, 2, {"sow_doc", ""}},
      {"slippage", {"1"}, "", Flow::program_and_contractor, 2, {"", "uptime_sheet"}},
      {"vendor_ops", {}, "", Flow::program_and_contractor, 5, {"", "", "screen_image"}},
      {"vendor_visit", {}, "", Flow::program_and_contractor, 2, {"", ""}},
      {"policy", {"2"}, "", Flow::program_and_field, 5, {"directive_doc", "guidance_doc", ""}},
      {"exception_policy", {"2"}, "", Flow::program_and_field, 3, {"", ""}},
      {"training", {"3"}, "", Flow::program_and_field, 5, {"roster_sheet", "course_doc", ""}},
      {"trainer", {"3"}, "", Flow::program_and_field, 2, {"course_doc", ""}},
      {"data_types", {"4"}, "", Flow::program_and_contractor, 4, {"dictionary_doc", ""}},
      {"participant_data", {"4"}, "", Flow::program_and_field, 3, {"checkin_csv"}},
      {"sharing", {"5"}, "", Flow::program_and_field, 5, {"sharing_doc", "sharing_csv", ""}},
      {"counsel", {"5"}, "", Flow::counsel, 2, {""}},
      {"op_data", {"6"}, "a", Flow::operations_field, 5, {"op_report_doc", ""}},
      {"op_breakdown", {"6"}, "b", Flow::operations_field, 4, {"operations_sheet"}},
      {"op_sharing", {"6"}, "c", Flow::operations_field, 3, {"", "op_form_doc"}},
      {"op_form", {"6"}, "d", Flow::operations_field, 4, {"op_form_doc"}},
      {"audit", {"7"}, "", Flow::program_and_field, 6, {"audit_doc", "action_doc", "", ""}},
      {"complaint", {"8"}, "", Flow::program_and_field, 7, {"complaint_doc", "answer_doc", ""}},
      {"complaint_trend", {"8"}, "", Flow::program_and_field, 2, {"complaint_sheet", ""}},
      {"parking", {}, "", Flow::anyone, 6, {""}},
      {"potluck", {}, "", Flow::anyone, 7, {"", "", "menu_doc"}},
      {"leave", {}, "", Flow::anyone, 6, {""}},
      {"timecards", {}, "", Flow::anyone, 6, {""}},
      {"hvac", {}, "", Flow::anyone, 6, {"", "facilities_doc"}},
      {"travel", {}, "", Flow::anyone, 6, {"", ""}},
      {"printers", {}, "", Flow::anyone, 5, {"", ""}},
      {"itsupport", {}, "", Flow::anyone, 6, {""}},
      {"newsletter", {}, "", Flow::anyone, 6, {""}},
      {"hearing", {}, "", Flow::field_only, 6, {""}},
      {"hiring", {}, "", Flow::anyone, 5, {"resume_doc", ""}},
      {"vehicles", {}, "", Flow::field_only, 5, {""}},
      {"ethics", {}, "", Flow::anyone, 5, {""}},
      {"grants", {}, "", Flow::program_only, 4, {""}},
      {"near_lobby", {}, "", Flow::field_only, 4, {""}},
      {"near_parking", {}, "", Flow::program_only, 3, {""}},
      {"near_party", {}, "", Flow::contractor_only, 4, {""}},
  };
  return kTopics;
}

const std::vector<DocKind>& doc_kinds() {
  static const std::vector<std::string_view> kField = {
      "harborview", "mesa-valley", "northgate", "lakeport", "redfield", "sunridge"};
  static const std::vector<std::string_view> kOperations = {
      "harborview", "mesa-valley", "northgate", "lakeport"};
  static const std::vector<DocKind> kKinds = {
      {"invoice_doc", {"1"}, "", {"pelorane", "program"}, 7, false},
      {"price_doc", {"1"}, "", {"pelorane", "program"}, 3, false},
      {"price_sheet", {"1"}, "", {"pelorane"}, 1, false},
      {"uptime_sheet", {"1"}, "", {}, 0, false},
      {"sow_doc", {"1"}, "", {"program"}, 3, false},
      {"proposal_doc", {"1"}, "", {"program", "pelorane"}, 2, false},
      {"vendor_letter", {"1", "9"}, "", {"program", "pelorane"}, 4, true},
      {"estimate_doc", {"1"}, "", {"program"}, 2, false},
      {"directive_doc", {"2"}, "", kField, 4, false},
      {"guidance_doc", {"2"}, "", kField, 5, false},
      {"course_doc", {"3"}, "", {"program", "pelorane", "sunridge"}, 4, false},
      {"roster_sheet", {"3"}, "", {"program"}, 2, false},
      {"dictionary_doc", {"4"}, "", {"program", "pelorane"}, 3, false},
      {"checkin_csv", {"4"}, "", {"pelorane"}, 2, false},
      {"screen_image", {}, "", {}, 0, false},
      {"sharing_doc", {"5"}, "", {"program"}, 3, true},
      {"sharing_csv", {"5"}, "", {"statistics", "lakeport"}, 2, false},
      {"referral_doc", {"5"}, "", {"program"}, 1, false},
      {"op_report_doc", {"6"}, "ac", kOperations, 6, true},
      {"op_form_doc", {"6"}, "d", kOperations, 5, true},
      {"op_procedure_doc", {"6"}, "d", {"program"}, 2, false},
      {"operations_sheet", {"6"}, "abc", {"statistics"}, 4, false},
      {"audit_doc", {"7"}, "", {"program"}, 3, false},
      {"action_doc", {"7"}, "", {"program", "northgate", "redfield"}, 3, false},
      {"complaint_doc", {"8"}, "", kField, 6, true},
      {"answer_doc", {"8"}, "", kField, 5, false},
      {"complaint_sheet", {"8"}, "", {"program"}, 1, false},
      {"menu_doc", {}, "", kField, 5, false},
      {"facilities_doc", {}, "", kField, 7, true},
      {"minutes_doc", {}, "", kField, 7, false},
      {"resume_doc", {}, "", kField, 3, true},
  };
  return kKinds;
}

const DocKind& doc_kind(std::string_view id) {
  const auto& kinds = doc_kinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const DocKind& kind) { return kind.id == id; });
  base::check(found != kinds.end(), "topics name kinds of documents that there are");
  return *found;
}

}  // namespace vaughn::sample
