// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/ruling_file.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "foia/detail/toml_reader.h"

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr std::array<std::string_view, 2> kDecisions{"accept", "reject"};

std::optional<base::Rect> box_from(std::string_view text) {
  base::Rect box;
  const std::array<double*, 4> edges{&box.x0, &box.y0, &box.x1, &box.y1};
  const char* at = text.data();
  const char* end = text.data() + text.size();
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != ' ') {
        return std::nullopt;
      }
      ++at;
    }
    const auto number = std::from_chars(at, end, *edges.at(i));
    if (number.ec != std::errc{}) {
      return std::nullopt;
    }
    at = number.ptr;
  }
  return at == end && !box.is_empty() ? std::optional(box) : std::nullopt;
}

AnswerWithEvidence answer_from(Table& table, const char* key) {
  const auto text = table.text(key);
  if (text.empty()) {
    return {};
  }
  auto answer = parse_answer_with_evidence(text);
  if (!answer) {
    table.fail(key, answer.error().message, answer.error().hint);
    return {};
  }
  return *std::move(answer);
}

RulingRule read_ruling(Table table) {
  RulingRule rule;
  for (const auto& text : table.words("numbers")) {
    int number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (status != std::errc{} || end != text.data() + text.size() || number < 1) {
      table.fail("numbers", fmt::format("'{}' is no objection", text), "they count from 1");
    }
    rule.numbers.push_back(number);
  }
  rule.word = table.text("word");
  const bool is_all = table.flag("all");
  if (rule.numbers.empty() && rule.word.empty() && !is_all) {
    table.fail("numbers",
               "it is not said which objections",
               "add numbers = [1, 2], word = \"...\" or all = true");
  }
  auto& ruling = rule.ruling;
  const auto decision = table.choice("decision", kDecisions, Need::required);
  ruling.decision =
      decision == "accept" ? ObjectionDecision::accepted : ObjectionDecision::rejected;
  if (const auto text = table.text("box"); !text.empty()) {
    ruling.kept_box = box_from(text);
    if (!ruling.kept_box || decision != "accept") {
      table.fail("box",
                 fmt::format("'{}' is no part of an accepted objection", text),
                 "write left lower right upper, for example \"72 500 210 512\"");
    }
  }
  for (const auto& text : table.texts("exemption")) {
    auto claim = ExemptionClaim::parse(text);
    if (claim) {
      rule.claims.push_back(std::move(*claim));
    } else {
      table.fail("exemption", claim.error().message, claim.error().hint);
    }
  }
  ruling.reason = table.text("reason", Need::required);
  ruling.harm = table.text("harm");
  ruling.confidentiality.kept_private = answer_from(table, "kept_private");
  ruling.confidentiality.assurance = answer_from(table, "assurance");
  ruling.confidentiality.indications = answer_from(table, "indications");
  table.finish();
  return rule;
}

}  // namespace

Result<std::vector<RulingRule>> parse_ruling_file(std::string_view toml, std::string_view file) {
  std::vector<RulingRule> out;
  const auto read = [&](Problems& problems, const toml::table& root) {
    Table table(problems, root, "");
    for (auto& rule : table.tables("objection")) {
      out.push_back(read_ruling(std::move(rule)));
    }
    if (out.empty()) {
      table.fail("objection", "nothing is decided in it", "add [[objection]]");
    }
    table.finish();
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

Result<AnswerWithEvidence> parse_answer_with_evidence(std::string_view text) {
  AnswerWithEvidence out;
  const auto colon = text.find(':');
  const auto word = base::ascii_lower(base::trim(text.substr(0, colon)));
  if (word != "yes" && word != "no") {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is neither yes nor no", word),
                 "write \"yes: EVIDENCE\" or \"no: EVIDENCE\""};
  }
  out.answer = word == "yes" ? Answer::yes : Answer::no;
  out.evidence =
      colon == std::string_view::npos ? "" : std::string(base::trim(text.substr(colon + 1)));
  return out;
}

}  // namespace vaughn::foia
