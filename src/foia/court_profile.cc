// SPDX-License-Identifier: AGPL-3.0-or-later
#include "foia/court_profile.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "foia/detail/court_files.h"
#include "foia/detail/toml_reader.h"

namespace vaughn::foia {

using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr std::array<std::string_view, 2> kDividers{"line", "parentheses"};
constexpr std::array<std::string_view, 2> kTitles{"beside", "below"};
constexpr std::array<std::string_view, 2> kBases{"read", "knowledge"};

DatedCitation citation_of(Table& table, Need need) {
  DatedCitation out;
  out.from = table.date("from");
  out.citation = table.text("citation", need);
  out.is_verified = table.choice("basis", kBases, Need::required) == "read";
  return out;
}

void read_page(Table table, CourtProfile& profile) {
  profile.numbered_lines = table.number("numbered_lines", 0, 0, 60);
  profile.line_pitch = table.number("line_pitch", 24, 10, 48);
  profile.caption_line = table.number("caption_line", 0, 0, 60);
  profile.type_size = table.number("type_size", 12, 8, 20);
  profile.has_counsel_on_first_page = table.flag("counsel_on_first_page");
  profile.divider = table.choice("caption_rule", kDividers, Need::required) == "line"
                        ? CaptionDivider::line
                        : CaptionDivider::parentheses;
  profile.title = table.choice("title", kTitles, Need::required) == "beside" ? TitlePlace::beside
                                                                             : TitlePlace::below;
  table.finish();
}

void read_attestation(Table& root, CourtProfile& profile) {
  for (auto& part : root.tables("attestation")) {
    profile.attestation.push_back(citation_of(part, Need::required));
    part.finish();
    const auto& all = profile.attestation;
    const bool is_first = all.size() == 1;
    const bool is_later =
        !is_first && all.back().from &&
        (!all[all.size() - 2].from || *all[all.size() - 2].from < *all.back().from);
    if (!is_first && !is_later) {
      part.fail("from", "the dates of [[attestation]] do not follow each other", "sort them");
    }
  }
}

CourtProfile read_profile(Problems& problems, const toml::table& file) {
  Table root(problems, file, "");
  CourtProfile profile;
  profile.key = root.word("key");
  profile.name = root.text("name", Need::required);
  if (auto part = root.table("page", Need::required)) {
    read_page(std::move(*part), profile);
  }
  if (auto part = root.table("case_number", Need::required)) {
    profile.case_number_form = part->text("form", Need::required);
    profile.case_number_form_without_initials = part->text("form_without_initials", Need::required);
    profile.needs_initials = part->flag("needs_initials");
    part->finish();
  }
  if (auto part = root.table("footer", Need::required)) {
    profile.footer_has_title = part->flag("title");
    profile.footer_has_case_number = part->flag("case_number");
    part->finish();
  }
  if (auto part = root.table("signature", Need::required)) {
    profile.signature_form = part->text("form", Need::required);
    profile.signature_has_bar_id = part->flag("bar_id");
    part->finish();
  }
  read_attestation(root, profile);
  for (auto& part : root.tables("page_limit")) {
    PageLimit limit;
    limit.kind = part.word("kind");
    limit.pages = part.number("pages", 0, 1, 10'000, Need::required);
    limit.rule = citation_of(part, Need::required);
    part.finish();
    profile.page_limits.push_back(std::move(limit));
  }
  for (auto& part : root.tables("rule")) {
    CourtRule rule;
    rule.check = part.word("check");
    rule.rule = citation_of(part, Need::optional);
    part.finish();
    profile.rules.push_back(std::move(rule));
  }
  if (auto part = root.table("case_management")) {
    profile.case_management_citation = part->text("citation");
    part->choice("basis", kBases, Need::required);
    profile.case_management_topics = part->texts("topics");
    part->finish();
  }
  root.finish();
  return profile;
}

}  // namespace

Result<CourtProfile> court_profile(std::string_view key) {
  const auto wanted = key.empty() ? std::string_view("cand") : key;
  for (const auto& file : detail::court_files()) {
    if (file.key == wanted) {
      return parse_court_profile(file.toml, file.file);
    }
  }
  return base::Error{base::ErrorCode::not_found,
                     fmt::format("there is no profile of the court '{}'", key),
                     fmt::format("there are: {}", base::join(court_profile_keys(), ", "))};
}

std::vector<std::string> court_profile_keys() {
  std::vector<std::string> keys;
  for (const auto& file : detail::court_files()) {
    keys.emplace_back(file.key);
  }
  return keys;
}

std::string CourtProfile::case_number(std::string_view number, std::string_view initials) const {
  auto out = initials.empty() ? case_number_form_without_initials : case_number_form;
  out = base::replace_all(std::move(out), "{number}", number);
  return base::replace_all(std::move(out), "{initials}", initials);
}

std::string CourtProfile::signature(std::string_view who) const {
  return base::replace_all(signature_form, "{name}", who);
}

std::string CourtProfile::attestation_on(base::Date date) const {
  std::string out;
  for (const auto& row : attestation) {
    if (!row.from || *row.from <= date) {
      out = row.citation;
    }
  }
  return out;
}

const PageLimit* CourtProfile::page_limit(std::string_view kind) const {
  const auto found = std::find_if(page_limits.begin(),
                                  page_limits.end(),
                                  [&](const PageLimit& row) { return row.kind == kind; });
  return found == page_limits.end() ? nullptr : &*found;
}

std::string CourtProfile::rule(std::string_view check) const {
  const auto found = std::find_if(
      rules.begin(), rules.end(), [&](const CourtRule& row) { return row.check == check; });
  return found == rules.end() ? std::string() : found->rule.citation;
}

Result<CourtProfile> parse_court_profile(std::string_view toml, std::string_view file) {
  CourtProfile profile;
  const auto read = [&](Problems& problems, const toml::table& table) {
    profile = read_profile(problems, table);
  };
  TRY(detail::parse_toml(toml, file, read));
  return profile;
}

}  // namespace vaughn::foia
