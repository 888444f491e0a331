// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/composer.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/detail/figure_marks.h"
#include "report/prose.h"

namespace vaughn::report::detail {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<std::int64_t> Composer::value(std::string_view id) {
  const auto number = TRY(figures_.value(id));
  used_.push_back({std::string(id), number, place_});
  return number;
}

Result<std::string> Composer::number(std::string_view id) {
  const auto number = TRY(value(id));
  return marked(id, base::with_commas(number));
}

Result<std::string> Composer::count(std::string_view id, std::string_view noun) {
  const auto number = TRY(value(id));
  const auto phrase = base::plural(number, noun);
  const auto space = phrase.find(' ');
  return marked(id, phrase.substr(0, space)) + phrase.substr(space);
}

Result<paper::Runs> Composer::runs(std::string_view markup) {
  return runs(markup, Notes::allowed);
}

Result<paper::Runs> Composer::runs(std::string_view markup, Notes notes) {
  const auto pieces = TRY(foia::parse_markup(curly_quotes(markup)));
  paper::Runs out;
  for (const auto& piece : pieces) {
    out.push_back(TRY(run(piece, notes)));
  }
  return out;
}

Result<paper::Run> Composer::run(const foia::MarkupPiece& piece, Notes notes) {
  using Kind = foia::MarkupPiece::Kind;
  switch (piece.kind) {
    case Kind::text: return paper::text(piece.value);
    case Kind::italic: return paper::italic(piece.value);
    case Kind::figure: {
      const auto space = piece.value.find(' ');
      const auto id = piece.value.substr(0, space);
      if (space == std::string::npos) {
        return paper::text(TRY(number(id)));
      }
      return paper::text(TRY(count(id, base::trim(piece.value).substr(space + 1))));
    }
    case Kind::ecf: {
      const auto* entry = TRY(foia::find_docket_entry(matter_, piece.value));
      return paper::text(fmt::format("ECF No. {}", entry->ecf));
    }
    case Kind::date: {
      const auto date = TRY(foia::find_date(matter_, filing_, piece.value));
      return paper::text(base::long_date(date));
    }
    case Kind::note: break;
  }
  if (notes == Notes::forbidden) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("footnote '{}' stands in a footnote", piece.value),
                 "move its text into the other footnote"};
  }
  for (const auto& note : filing_.footnotes) {
    if (note.key == piece.value) {
      return paper::footnote(TRY(runs(note.text, Notes::forbidden)));
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no footnote '{}'", piece.value),
               "add [[filing.footnote]] with this key and its text"};
}

}  // namespace vaughn::report::detail
