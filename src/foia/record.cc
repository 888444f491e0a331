// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/record.h"

#include <fmt/format.h>

#include "foia/detail/words.h"

namespace vaughn::foia {
namespace {

constexpr detail::Words<RecordKind, 10> kKinds{{
    {RecordKind::email, "email"},
    {RecordKind::pdf, "pdf"},
    {RecordKind::word, "word"},
    {RecordKind::spreadsheet, "spreadsheet"},
    {RecordKind::html, "html"},
    {RecordKind::text, "text"},
    {RecordKind::csv, "csv"},
    {RecordKind::image, "image"},
    {RecordKind::archive, "archive"},
    {RecordKind::other, "other"},
}};
static_assert(detail::is_in_order(kKinds));

}  // namespace

std::string_view to_string(RecordKind kind) {
  return detail::word_of(kKinds, kind);
}

base::Result<RecordKind> parse_record_kind(std::string_view word) {
  return detail::value_of(kKinds, word, "kind of record");
}

std::string display(const MailAddress& address) {
  if (address.name.empty()) {
    return address.address;
  }
  return address.address.empty() ? address.name
                                 : fmt::format("{} <{}>", address.name, address.address);
}

std::optional<base::Instant> Record::date() const {
  if (metadata.sent) {
    return metadata.sent;
  }
  return metadata.modified ? metadata.modified : metadata.created;
}

}  // namespace vaughn::foia
