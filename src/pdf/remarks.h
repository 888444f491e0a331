// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

// What a reader wrote into a PDF: annotations and the fields of a form.
namespace vaughn::pdf {

// An annotation with which a reader marks a place or says something; not links, fields and pop-ups.
struct Remark {
  int page = 0;        // from 1
  std::string kind{};  // "Highlight", "Square", "Redact", "Text" ...
  // User space, clipped to nothing. Of marked text one box for each line of it, else the rectangle.
  std::vector<base::Rect> boxes{};
  bool marks_text = false;  // highlighted, underlined, struck out, or to be redacted by words
  std::string comment{};    // with the replies to it, one line each
  std::string author{};
  bool operator==(const Remark&) const = default;
};

struct FilledField {
  std::string name{};   // full name
  std::string value{};  // of a check box "Yes" or "Off"
  bool operator==(const FilledField&) const = default;
};

struct Remarks {
  int page_count = 0;
  std::vector<Remark> remarks{};      // by page, then as the file lists them
  std::vector<FilledField> fields{};  // by name
};

base::Result<Remarks> read_remarks(base::BytesView pdf);

// The pages alone, as they were before anyone wrote on them: no annotations, no form.
base::Result<base::Bytes> without_remarks(base::BytesView pdf);

enum class FieldKind { line, lines, check_box, fixed };  // fixed: shown, cannot be changed

struct Field {
  std::string name{};
  std::string label{};  // for assistive technology
  FieldKind kind{};
  int page = 0;  // from 1
  base::Rect box{};
  std::string value{};
};

// The same document with a form that viewers let people fill in. The same input gives the same
// bytes.
base::Result<base::Bytes> with_form(base::BytesView pdf, std::span<const Field> fields);

}  // namespace vaughn::pdf
