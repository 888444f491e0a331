// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "letters/fields.h"

namespace vaughn::letters {

// What a letter is made from: a text that an office can edit, or a Word file.
//
// Both name values: {{request.number}}, with a form where wanted: {{volume.pages|page}} is "1 page"
// or "12 pages", {{volume.pages|is}} "is" or "are" ("was", "has" likewise), {{letter.date|iso}}
// "2022-10-14", {{letter.date|us}} "10/14/2022". Parts depend on values:
//
//   {{#if FIELD}} ... {{else}} ... {{/if}}     also {{#unless FIELD}}, {{#if FIELD = WORD}}
//   {{#each LIST}} ... {{column}} ... {{/each}}
//
// and blocks nest. A value is never read as markup or as a field.
//
// Text templates are lines of:
//
//   # TITLE          of the file; not printed
//   ## HEADING
//   - ITEM, 1. ITEM
//   > QUOTE
//   | CELL | CELL |  a table: its second row, |---|------|, gives the widths; a line "|! TEXT"
//                    describes it to screen readers
//   @signature CLOSING, then the lines under the rule
//   {{> PART}}       another file's lines, {{! a remark }}
//
// and paragraphs, separated by empty lines; a line that ends in "\" is broken there. **bold** and
// *italic*; "\*" is an asterisk.
//
// In a Word file a field is the text {{FIELD}}, in however many runs Word keeps it, or a content
// control whose tag is the field's name. A block tag alone in a paragraph holds the paragraphs and
// tables up to its end; in a table, a block that begins in a row's first cell and ends in its last
// repeats the row. The formatting of a field's first character is that of its value.
enum class TemplateForm { text, docx };

struct Template {
  std::string name{};  // of the file, for messages: "acknowledgement.txt"
  TemplateForm form = TemplateForm::text;
  base::Bytes bytes{};
};

// The text of a part by its name; none if there is no such part.
using Parts = std::function<std::optional<std::string>(std::string_view name)>;

// A finished letter.
struct Letter {
  std::string title{};
  base::Bytes docx{};
  std::string text{};               // all it says, a line for each paragraph
  std::set<std::string> printed{};  // the fields whose values stand in it
};

struct LetterMaking {
  Parts parts{};
  FigureSource figures{};  // may be empty: then {{figure.ID}} is an error
  std::string author{};    // of the file
};

// A field that does not exist, a block that is not closed, a value that is missing: each is an
// error that names the template, the line (or paragraph) and what to do, and nothing is made.
base::Result<Letter> make_letter(const Template& from,
                                 const Values& values,
                                 const LetterMaking& making);

// What can be said of a template without values: the fields it names, in the order of the table,
// and all its words whatever the conditions. The same errors as above but for missing values.
struct TemplateContents {
  std::set<std::string> fields{};
  std::string text{};
};
base::Result<TemplateContents> read_template(const Template& from, const LetterMaking& making);

}  // namespace vaughn::letters
