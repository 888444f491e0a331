// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/nearest.h"
#include "base/text.h"

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::pair<std::string_view, MarkupPiece::Kind>, 5> kKinds{{
    {"figure", MarkupPiece::Kind::figure},
    {"ecf", MarkupPiece::Kind::ecf},
    {"date", MarkupPiece::Kind::date},
    {"note", MarkupPiece::Kind::note},
    {"i", MarkupPiece::Kind::italic},
}};

Error bad_markup(std::string message) {
  return Error{ErrorCode::invalid_argument,
               std::move(message),
               "write [[figure:ID]], [[ecf:KIND]], [[date:KEY]], [[note:KEY]] or [[i:TEXT]]"};
}

Result<MarkupPiece> parse_piece(std::string_view inner) {
  const auto colon = inner.find(':');
  for (const auto& [word, kind] : kKinds) {
    if (colon != std::string_view::npos && inner.substr(0, colon) == word) {
      const auto value = base::trim(inner.substr(colon + 1));
      if (value.empty()) {
        return bad_markup(fmt::format("nothing follows the colon in [[{}]]", inner));
      }
      return MarkupPiece{kind, std::string(value)};
    }
  }
  return bad_markup(fmt::format("[[{}]] means nothing", inner));
}

Error not_found(std::string what, std::string_view reference, std::vector<std::string> known) {
  const auto meant = base::nearest(reference, known);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  auto hint = known.empty() ? std::string("there is none in this file")
                            : fmt::format("there are: {}", base::join(known, ", "));
  if (!meant.empty()) {
    hint = fmt::format("did you mean '{}'?", meant);
  }
  return Error{ErrorCode::not_found, std::move(what), std::move(hint)};
}

}  // namespace

Result<std::vector<MarkupPiece>> parse_markup(std::string_view text) {
  std::vector<MarkupPiece> pieces;
  while (!text.empty()) {
    const auto open = text.find("[[");
    const auto plain = text.substr(0, open);
    if (plain.find("]]") != std::string_view::npos) {
      return bad_markup("]] without [[ before it");
    }
    if (!plain.empty()) {
      pieces.push_back({MarkupPiece::Kind::text, std::string(plain)});
    }
    if (open == std::string_view::npos) {
      break;
    }
    const auto rest = text.substr(open + 2);
    const auto close = rest.find("]]");
    if (close == std::string_view::npos || rest.substr(0, close).find("[[") != rest.npos) {
      return bad_markup("[[ without ]] after it");
    }
    pieces.push_back(TRY(parse_piece(rest.substr(0, close))));
    text = rest.substr(close + 2);
  }
  return pieces;
}

Result<const DocketEntry*> find_docket_entry(const Matter& matter, std::string_view reference) {
  int ecf = 0;
  const auto* end = reference.data() + reference.size();
  if (const auto [stop, status] = std::from_chars(reference.data(), end, ecf);
      status == std::errc{} && stop == end) {
    if (const auto* entry = matter.docket_entry(ecf)) {
      return entry;
    }
    return Error{ErrorCode::not_found,
                 fmt::format("ECF No. {} is not on the docket", ecf),
                 fmt::format("add [[docket]] with ecf = {}", ecf)};
  }
  std::vector<const DocketEntry*> found;
  std::vector<std::string> kinds;
  for (const auto& entry : matter.docket) {
    kinds.push_back(entry.kind);
    if (entry.kind == reference) {
      found.push_back(&entry);
    }
  }
  if (found.size() > 1) {
    std::vector<std::string> numbers;
    numbers.reserve(found.size());
    for (const auto* entry : found) {
      numbers.push_back(std::to_string(entry->ecf));
    }
    return Error{ErrorCode::conflict,
                 fmt::format("there are {} docket entries of kind '{}'", found.size(), reference),
                 fmt::format("name the one meant by its number: {}", base::join(numbers, ", "))};
  }
  if (found.empty()) {
    return not_found(fmt::format("there is no docket entry of kind '{}'", reference),
                     reference,
                     std::move(kinds));
  }
  return found.front();
}

Result<base::Date> find_date(const Matter& matter,
                             const Filing& filing,
                             std::string_view reference) {
  std::vector<std::string> known;
  for (const auto& date : matter.court_dates) {
    if (date.key == reference) {
      return date.date;
    }
    known.push_back(date.key);
  }
  for (const auto& promise : matter.promises) {
    if (promise.key == reference) {
      return promise.due;
    }
    known.push_back(promise.key);
  }
  const std::pair<std::string_view, std::optional<base::Date>> named[] = {
      {"filing", filing.dated},
      {"request.dated", matter.request.dated},
      {"request.received", matter.request.received},
      {"request.search_cutoff", matter.request.search_cutoff},
  };
  for (const auto& [name, date] : named) {
    if (name == reference) {
      if (date) {
        return *date;
      }
      return Error{ErrorCode::not_found,
                   fmt::format("the date '{}' is not given", reference),
                   "add it to matter.toml"};
    }
    known.emplace_back(name);
  }
  auto entry = find_docket_entry(matter, reference);
  if (entry) {
    if ((*entry)->date.ok()) {
      return (*entry)->date;
    }
    return Error{ErrorCode::not_found,
                 fmt::format("the date of ECF No. {} is not given", (*entry)->ecf),
                 "add it to its [[docket]]"};
  }
  if (entry.error().code == ErrorCode::conflict) {
    return std::move(entry).error();
  }
  for (const auto& docketed : matter.docket) {
    known.push_back(docketed.kind);
  }
  return not_found(fmt::format("there is no date '{}'", reference), reference, std::move(known));
}

}  // namespace vaughn::foia
