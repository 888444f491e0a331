// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::produce {

// Opticon OPT, one line per image file, no header, no quoting, CRLF:
//
//   ImageKey,Volume,Path,DocBreak,FolderBreak,BoxBreak,PageCount
//
// A break is "Y" or empty. DocBreak is Y on the first line of a document, and only there PageCount
// stands. A multi-page PDF is one line.
struct OptLine {
  std::string key{};
  std::string volume{};
  std::string path{};  // backslashes, relative to the volume's folder
  bool is_document_start = false;
  bool is_folder_start = false;
  bool is_box_start = false;
  std::int64_t page_count = 0;  // 0 on the lines after the first of a document
  bool operator==(const OptLine&) const = default;
};

// Refuses a comma or line break in any field, a repeated key, and a first line that starts no
// document: none of them can be written.
base::Result<base::Bytes> write_opt(const std::vector<OptLine>& lines);
base::Result<std::vector<OptLine>> read_opt(base::BytesView bytes);

}  // namespace vaughn::produce
