// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/template.h"

#include "letters/detail/docx_template.h"
#include "letters/detail/tags.h"
#include "letters/detail/text_template.h"
#include "paper/docx.h"

namespace vaughn::letters {

using base::Result;

Result<Letter> make_letter(const Template& from, const Values& values, const LetterMaking& making) {
  detail::Scope scope(&values, &making.figures);
  if (from.form == TemplateForm::docx) {
    return detail::fill_docx(from, scope);
  }
  const auto nodes = TRY(detail::parse_text(from.name, from.bytes, making.parts));
  const auto expanded = TRY(detail::expand(nodes, scope));
  auto document = TRY(detail::to_document(expanded, from.name));
  document.author = making.author;
  Letter out;
  out.title = document.title;
  out.docx = TRY(paper::to_docx(document));
  out.text = detail::plain_text(document);
  out.printed = scope.printed();
  return out;
}

Result<TemplateContents> read_template(const Template& from, const LetterMaking& making) {
  if (from.form == TemplateForm::docx) {
    return detail::read_docx(from);
  }
  const auto nodes = TRY(detail::parse_text(from.name, from.bytes, making.parts));
  return detail::contents_of(nodes);
}

}  // namespace vaughn::letters
