// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/index_row.h"

namespace vaughn::engine {

namespace {

std::string joined(const std::vector<foia::MailAddress>& addresses) {
  std::string out;
  for (const auto& address : addresses) {
    out += (out.empty() ? "" : "; ") + foia::display(address);
  }
  return out;
}

}  // namespace

base::Result<void> add_to_segment(fulltext::SegmentBuilder& segment,
                                  const foia::Record& record,
                                  std::string_view text) {
  const auto& metadata = record.metadata;
  const std::string from = metadata.from.empty() ? metadata.author : joined(metadata.from);
  const std::string to = joined(metadata.to);
  std::string cc = joined(metadata.cc);
  if (!metadata.bcc.empty()) {
    cc += (cc.empty() ? "" : "; ") + joined(metadata.bcc);
  }
  fulltext::IndexedRecord row;
  row.id = record.id;
  row.subject = metadata.title;
  row.from = from;
  row.to = to;
  row.cc = cc;
  row.body = text;
  row.name = record.name;
  row.date = record.date();
  row.office = record.office;
  row.custodian = record.custodian;
  row.kind = foia::to_string(record.kind);
  return segment.add(row);
}

}  // namespace vaughn::engine
