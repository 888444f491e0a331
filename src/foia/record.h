// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/hash.h"
#include "foia/finding.h"
#include "foia/ids.h"

namespace vaughn::foia {

// What a record is, as identified from its bytes, never from its name alone.
enum class RecordKind {
  email,
  pdf,
  word,         // DOCX
  spreadsheet,  // XLSX
  html,
  text,
  csv,
  image,
  archive,  // a container kept as a record only if it could not be opened or held nothing
  other,
};
std::string_view to_string(RecordKind kind);
base::Result<RecordKind> parse_record_kind(std::string_view word);

struct MailAddress {
  std::string name{};
  std::string address{};  // addr-spec, lower case
  bool operator==(const MailAddress&) const = default;
};
std::string display(const MailAddress& address);  // "Ana Ortiz <ana@x.gov>"

// Metadata read from the bytes; everything optional.
struct Metadata {
  std::string title{};  // document title or e-mail subject, decoded
  std::string author{};
  std::vector<MailAddress> from{};
  std::vector<MailAddress> to{};
  std::vector<MailAddress> cc{};
  std::vector<MailAddress> bcc{};
  std::optional<base::Instant> sent{};  // UTC
  std::string date_header{};            // as written, with its zone
  std::optional<base::Instant> created{};
  std::optional<base::Instant> modified{};
  std::string message_id{};  // without angle brackets
  std::string in_reply_to{};
  std::vector<std::string> references{};
  int page_count = 0;  // of a PDF or multi-page image; else 0
  int attachment_count = 0;
  std::vector<std::string> extra{};  // "name=value" worth keeping (application, sheets, ...)
  bool operator==(const Metadata&) const = default;
};

// A record as the ledger knows it.
struct Record {
  RecordId id{};
  RecordId family{};             // the record at the head of its family; itself if it has no parent
  RecordId parent{};             // none for the head
  int position = 0;              // among its siblings, from 1
  RecordId duplicate_of{};       // the primary copy; none if this is it
  base::Sha256 sha256{};         // of the original bytes
  base::Sha256 duplicate_key{};  // equal for exact duplicates (domain.md 18.7)
  RecordKind kind{};
  std::string name{};  // file or attachment name, repaired UTF-8
  std::string
      path{};  // where it came from: "box 3/mail/a.eml//2 bid.xlsx" ("//" enters a container)
  std::string office{};
  std::string custodian{};
  TaskingId tasking{};
  std::int64_t size = 0;  // bytes
  Metadata metadata{};
  // The extracted text lies in a pack, a blob that holds the texts of one batch one after another.
  base::Sha256 text_pack{};  // zero if there is no text
  std::int64_t text_offset = 0;
  std::int64_t text_size = 0;
  // Blob of the words read on its pictures (engine/read.h); zero if they were not read.
  base::Sha256 words{};
  base::Sha256 rendition{};  // blob of the paginated PDF; zero until rendered
  int rendered_pages = 0;
  std::vector<Finding> findings{};

  // The record's own date: sent, else modified, else created.
  std::optional<base::Instant> date() const;
};

// A file that went in and did not become a record.
struct Exception {
  std::string path{};
  std::string office{};
  base::Sha256 sha256{};  // zero if the bytes could not be read
  Finding finding{};
  RecordId container{};  // the record it was found in; none for a file
};

}  // namespace vaughn::foia
