// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

struct FontFacts {
  std::string name{};  // /BaseFont, without the tag of a subset
  std::string kind{};  // "TrueType", "Type0", "Type3" ...
  bool is_embedded = false;
  std::vector<int> pages{};  // from 1
  bool operator==(const FontFacts&) const = default;
};

// What archives and courts ask of a file beyond its looks. Read from the objects of the file; that
// it claims PDF/A does not prove that it is.
struct Conformance {
  std::string version{};           // "1.7"
  std::vector<FontFacts> fonts{};  // of the pages and of what they draw; by name
  bool is_encrypted = false;
  bool is_tagged = false;
  std::string pdfa{};  // "2B" as the XMP says; empty: none
  bool has_output_intent = false;
  bool has_javascript = false;
  bool has_embedded_files = false;
  std::vector<bool> has_images{};  // by page
  bool operator==(const Conformance&) const = default;
};

// A file that needs a password: ErrorCode::encrypted.
base::Result<Conformance> conformance(base::BytesView pdf);

// What speaks against the file being PDF/A-2b, in words; empty: nothing that our rules see. They
// cover the file, its metadata and output intent, fonts with their widths, colors, images, forms,
// graphics states and operators; what they cannot look into (JPEG 2000, Type 3 and simple fonts)
// counts as a fault. They are no validator.
base::Result<std::vector<std::string>> archive_faults(base::BytesView pdf);

}  // namespace vaughn::pdf
