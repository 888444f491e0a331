// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"
#include "base/result.h"

namespace vaughn::pdf {

// A file that lies within a PDF: an attachment, a member of a portfolio.
struct EmbeddedFile {
  std::string name{};  // UTF-8; may be empty
  // Nothing if it cannot be unpacked.
  std::optional<base::Bytes> bytes{};
};

// What a person who takes in a PDF must know of it besides its pages. Quick: of its streams only
// those of embedded files are unpacked. See inspect() for the thorough examination.
struct Contents {
  std::string title{};
  std::string author{};
  std::string subject{};
  std::string producer{};
  std::optional<base::Instant> created{};
  std::optional<base::Instant> modified{};
  bool has_javascript = false;
  bool has_layers = false;
  int comments = 0;         // notes, highlights, stamps and the like; not links and form fields
  bool has_covers = false;  // highlights, and redactions that were marked and not carried out
  int form_fields = 0;      // filled or not
  std::vector<EmbeddedFile> files{};  // in the order of their objects
};

base::Result<Contents> read_contents(base::BytesView pdf, std::string_view password = "");

// "D:20221014093000-04'00'"; nothing if it is not such a date. Without a zone it is taken as UTC.
std::optional<base::Instant> parse_pdf_date(std::string_view text);

}  // namespace vaughn::pdf
