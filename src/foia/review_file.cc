// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/review_file.h"

#include <array>
#include <charconv>
#include <optional>

#include "foia/detail/toml_reader.h"

namespace vaughn::foia {

using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr std::array<std::string_view, 3> kValues{"responsive", "not_responsive", "unsure"};
constexpr std::array<std::string_view, 4> kDispositions{
    "release", "withhold", "refer", "review_again"};

// The claims of `exemption`; with `needed`, none is a problem.
std::vector<ExemptionClaim> claims_from(Table& table, bool needed) {
  std::vector<ExemptionClaim> out;
  const auto texts = table.texts("exemption", needed ? Need::required : Need::optional);
  for (const auto& text : texts) {
    auto claim = ExemptionClaim::parse(text);
    if (claim) {
      out.push_back(std::move(*claim));
    } else {
      table.fail("exemption", claim.error().message, claim.error().hint);
    }
  }
  return out;
}

// LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
std::string harm_from(Table& table, const std::vector<ExemptionClaim>& claims) {
  auto harm = table.text("harm");
  if (harm.empty() && !claims.empty() && !is_harm_optional(claims)) {
    table.fail("harm",
               "the foreseeable harm is missing",
               "say what disclosure of this content would harm and how");
  }
  return harm;
}

CodeRule read_code(Table table) {
  CodeRule rule;
  rule.query = table.text("query", Need::required);
  rule.category = table.word("category", Need::optional);
  const auto value = parse_responsiveness(table.choice("value", kValues, Need::required));
  rule.value = value ? *value : Responsiveness::unsure;
  rule.reason = table.text("reason", Need::required);
  if (rule.category.empty() && rule.value != Responsiveness::not_responsive) {
    table.fail("category",
               "the category is missing",
               "only value = \"not_responsive\" may stand without one: to no category");
  }
  table.finish();
  return rule;
}

// "1: 72 500 210.5 512"
std::optional<RuleBox> box_from(std::string_view text) {
  RuleBox out;
  std::array<double*, 4> edges{&out.box.x0, &out.box.y0, &out.box.x1, &out.box.y1};
  const char* at = text.data();
  const char* end = text.data() + text.size();
  const auto page = std::from_chars(at, end, out.page);
  if (page.ec != std::errc{} || page.ptr == end || *page.ptr != ':' || out.page < 1) {
    return std::nullopt;
  }
  at = page.ptr + 1;
  for (double* edge : edges) {
    if (at == end || *at != ' ') {
      return std::nullopt;
    }
    const auto number = std::from_chars(at + 1, end, *edge);
    if (number.ec != std::errc{}) {
      return std::nullopt;
    }
    at = number.ptr;
  }
  return at == end && !out.box.is_empty() ? std::optional(out) : std::nullopt;
}

MarkRule read_mark(Table table) {
  MarkRule rule;
  rule.query = table.text("query", Need::required);
  rule.words = table.texts("words");
  rule.patterns = table.texts("patterns");
  for (const auto& text : table.texts("boxes")) {
    if (const auto box = box_from(text)) {
      rule.boxes.push_back(*box);
    } else {
      table.fail("boxes",
                 "'" + text + "' is not a box",
                 "write page: left lower right upper, for example \"1: 72 500 210 512\"");
    }
  }
  rule.claims = claims_from(table, true);
  rule.reason = table.text("reason", Need::required);
  rule.harm = harm_from(table, rule.claims);
  if (rule.words.empty() && rule.patterns.empty() && !table.has("boxes")) {
    table.fail("words",
               "nothing is said to be marked",
               "add words = [...], patterns = [...] or boxes = [...]");
  }
  table.finish();
  return rule;
}

DecideRule read_decide(Table table) {
  DecideRule rule;
  rule.query = table.text("query", Need::required);
  for (const auto& page : table.words("pages")) {
    int number = 0;
    for (const char c : page) {
      number = c >= '0' && c <= '9' && number < 1'000'000 ? number * 10 + (c - '0') : -1;
      if (number < 0) {
        break;
      }
    }
    if (number < 1) {
      table.fail("pages", "'" + page + "' is not a page number", "pages count from 1");
    }
    rule.pages.push_back(number);
  }
  const auto disposition =
      parse_disposition(table.choice("disposition", kDispositions, Need::required));
  rule.disposition = disposition ? *disposition : Disposition::release;
  rule.claims = claims_from(table, rule.disposition == Disposition::withhold);
  rule.referred_to =
      table.text("to", rule.disposition == Disposition::refer ? Need::required : Need::optional);
  rule.reason = table.text("reason", Need::required);
  rule.harm = harm_from(table, rule.claims);
  table.finish();
  return rule;
}

SearchAnswer read_answer(Table table) {
  SearchAnswer answer;
  answer.has_records = table.flag("records");
  answer.searched_by = table.text("signed", Need::required);
  answer.title = table.text("title");
  answer.systems = table.texts("systems", Need::required);
  answer.terms = table.texts("terms");
  answer.explanation =
      table.text("explanation", answer.has_records ? Need::optional : Need::required);
  answer.minutes = table.number("minutes", 0, 0, 1'000'000);
  const auto on = table.date("on", Need::required);
  answer.answered = on ? *on : base::Date{};
  table.finish();
  return answer;
}

SearchTasking read_tasking(Table table) {
  SearchTasking tasking;
  tasking.office = table.word("office");
  if (tasking.office.empty()) {
    table.fail("office", "the office is missing", "add office = \"KEY\", a key of matter.toml");
  }
  tasking.categories = table.words("categories");
  tasking.systems = table.texts("systems", Need::required);
  tasking.terms = table.texts("terms");
  tasking.dates.first = table.date("from");
  tasking.dates.last = table.date("to");
  tasking.sent = table.date("sent");
  tasking.due = table.date("due");
  if (auto answer = table.table("answer")) {
    tasking.answer = read_answer(std::move(*answer));
    if (!tasking.sent) {
      table.fail("answer", "the tasking is answered but was never sent", "add sent = a date");
    }
  }
  table.finish();
  return tasking;
}

}  // namespace

Result<ReviewFile> parse_review_file(std::string_view toml, std::string_view file) {
  ReviewFile out;
  const auto read = [&](Problems& problems, const toml::table& root) {
    Table table(problems, root, "");
    for (auto& rule : table.tables("code")) {
      out.code.push_back(read_code(std::move(rule)));
    }
    for (auto& rule : table.tables("mark")) {
      out.marks.push_back(read_mark(std::move(rule)));
    }
    for (auto& rule : table.tables("decide")) {
      out.decisions.push_back(read_decide(std::move(rule)));
    }
    table.finish();
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

Result<std::vector<SearchTasking>> parse_tasking_file(std::string_view toml,
                                                      std::string_view file) {
  std::vector<SearchTasking> out;
  const auto read = [&](Problems& problems, const toml::table& root) {
    Table table(problems, root, "");
    for (auto& tasking : table.tables("tasking")) {
      out.push_back(read_tasking(std::move(tasking)));
    }
    table.finish();
  };
  TRY(detail::parse_toml(toml, file, read));
  return out;
}

}  // namespace vaughn::foia
