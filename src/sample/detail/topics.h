// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace vaughn::sample {

// Between whom a thread runs.
enum class Flow {
  program_and_contractor,
  program_only,  // within headquarters
  program_and_field,
  field_only,        // within one field office
  operations_field,  // field offices that have operations, with the statistics unit or headquarters
  counsel,           // a question to the lawyer
  contractor_only,
  anyone,  // within any one office of the agency
};

struct Topic {
  std::string_view id;
  std::vector<std::string_view> categories;
  std::string_view items;  // of category 6: letters
  Flow flow;
  int threads;  // at scale 1
  // Kinds of documents that may be attached, "" for none; repeated for weight.
  std::vector<std::string_view> attachments;
};

struct DocKind {
  std::string_view id;
  std::vector<std::string_view> categories;
  std::string_view items;
  std::vector<std::string_view> offices;  // where copies lie on drives; empty: only as attachments
  int loose;                              // how many on drives, at scale 1
  bool may_be_scanned;
};

const std::vector<Topic>& topics();
const std::vector<DocKind>& doc_kinds();
const DocKind& doc_kind(std::string_view id);

}  // namespace vaughn::sample
