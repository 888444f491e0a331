// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "foia/finding.h"
#include "foia/record.h"

// What a record without pages of its own shows on paper. Read again from the original bytes when
// page images are made, so that extraction does not carry it.
namespace vaughn::extract {

struct PrintedField {
  std::string name{};  // "From", "Sent", "Attachments"
  std::string value{};
  bool operator==(const PrintedField&) const = default;
};

struct Cell {
  int column = 0;  // from 0
  std::string text{};
  std::string formula{};  // as written, without "="; empty if none
  std::string comment{};
  bool operator==(const Cell&) const = default;
};

struct SheetRow {
  int number = 0;  // from 1, as the sheet counts
  bool is_hidden = false;
  std::vector<Cell> cells{};  // those with content, by column
  bool operator==(const SheetRow&) const = default;
};

struct Sheet {
  std::string name{};
  bool is_hidden = false;
  std::vector<int> hidden_columns{};  // from 0
  std::vector<SheetRow> rows{};       // those with content
  bool is_cut = false;                // rows beyond the limit are missing
  bool operator==(const Sheet&) const = default;
};
std::string column_name(int column);  // 0 is "A", 27 is "AB"

enum class PrintedAs {
  text,    // `text`
  markup,  // `xhtml`
  sheets,  // `sheets`
  native,  // nothing here: PDF, images and word processor files are converted by others
};

struct Printable {
  PrintedAs as = PrintedAs::native;
  std::vector<PrintedField> fields{};  // e-mail: From, To, Cc, Bcc, Date as written, Subject, ...
  std::string text{};                  // plain text, UTF-8
  // A whole well-formed XHTML document: no scripts, styles limited to harmless ones, no remote
  // content, nesting at most 100 deep. Pictures are replaced by their alternative text.
  std::string xhtml{};
  std::vector<Sheet> sheets{};  // hidden rows, columns and sheets included and marked
  std::vector<foia::Finding> findings{};
  bool operator==(const Printable&) const = default;
};

struct PrintOptions {
  std::int64_t max_text_bytes = 16ll << 20;
  int max_rows = 100'000;  // of one sheet
};

// `kind` is what extract() said. Never fails: what cannot be read is a finding, and `as` is native.
Printable printable(base::BytesView bytes,
                    std::string_view name,
                    foia::RecordKind kind,
                    const PrintOptions& options = {});

}  // namespace vaughn::extract
