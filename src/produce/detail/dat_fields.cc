// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/detail/dat_fields.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/dates.h"
#include "base/text.h"
#include "foia/record.h"
#include "produce/metadata_filter.h"

namespace vaughn::produce {

using base::Result;
using foia::ExemptionClaim;
using foia::PageOutcome;
using foia::ProducedPage;
using foia::RecordId;

namespace {

using ByRecord = std::map<RecordId, const WrittenRecord*>;

std::string with_backslashes(const std::string& path) {
  return base::replace_all(path, "/", "\\");
}

// The runs of pages that share an outcome: "in_full", or "1-2=in_full; 3=in_part".
std::string page_outcomes(const std::vector<ProducedPage>& pages) {
  std::vector<std::string> runs;
  for (std::size_t first = 0; first < pages.size();) {
    std::size_t last = first;
    while (last + 1 < pages.size() && pages[last + 1].outcome == pages[first].outcome) {
      ++last;
    }
    const auto word = foia::to_string(pages[first].outcome);
    if (first == 0 && last + 1 == pages.size()) {
      return std::string(word);
    }
    runs.push_back(first == last ? fmt::format("{}={}", first + 1, word)
                                 : fmt::format("{}-{}={}", first + 1, last + 1, word));
    first = last + 1;
  }
  return base::join(runs, "; ");
}

std::vector<ExemptionClaim> claims_of(const std::vector<ProducedPage>& pages) {
  std::vector<ExemptionClaim> out;
  for (const auto& page : pages) {
    out.insert(out.end(), page.claims.begin(), page.claims.end());
  }
  return out;
}

std::int64_t count_outcome(const std::vector<ProducedPage>& pages, PageOutcome outcome) {
  return std::count_if(
      pages.begin(), pages.end(), [&](const auto& page) { return page.outcome == outcome; });
}

// The values of one row, as the record's filter lets them pass.
class Filtered {
 public:
  Filtered(const WrittenRecord& record, std::int64_t& withheld)
      : filter_(*record.planned, record.text), withheld_(withheld) {}

  std::string one(std::string_view value) const {
    auto out = filter_.apply(value);
    withheld_ += out != value ? 1 : 0;
    return out;
  }

  // Values are judged one by one and then together: a removed text may span two of them.
  std::string many(const std::vector<std::string>& values) const {
    std::vector<std::string> out;
    std::vector<std::string> passed;
    for (const auto& value : values) {
      out.push_back(one(value));
      if (out.back() == value) {
        passed.push_back(value);
      }
    }
    if (!passed.empty() && filter_.is_exposing(join_values(passed))) {
      withheld_ += static_cast<std::int64_t>(passed.size());
      return std::string(kWithheldField);
    }
    return join_values(out);
  }

  // A date stays only if none of the ways to write it gives a removed word away.
  bool passes(base::Date date) const {
    const auto exposing = {filter_.is_exposing(base::long_date(date)),
                           filter_.is_exposing(base::us_date(date)),
                           filter_.is_exposing(base::to_string(date))};
    const bool is_exposed =
        std::any_of(exposing.begin(), exposing.end(), [](bool value) { return value; });
    withheld_ += is_exposed ? 1 : 0;
    return !is_exposed;
  }

 private:
  MetadataFilter filter_;
  std::int64_t& withheld_;
};

std::vector<std::string> displayed(const std::vector<foia::MailAddress>& addresses) {
  std::vector<std::string> out;
  for (const auto& address : addresses) {
    out.push_back(foia::display(address));
  }
  return out;
}

std::string extension_of(const std::string& name) {
  const auto dot = name.rfind('.');
  if (dot == std::string::npos || name.size() - dot > 11) {
    return {};
  }
  return base::ascii_lower(name.substr(dot + 1));
}

std::string time_of_day(std::chrono::seconds since_midnight) {
  const auto seconds = since_midnight.count();
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

class RowMaker {
 public:
  RowMaker(const foia::VolumePlan& plan, base::TimeZone zone, const ByRecord& records)
      : plan_(plan), zone_(std::move(zone)), records_(records) {
    for (const auto& planned : plan.records) {
      if (planned.record.parent) {
        children_[planned.record.parent].push_back(records.at(planned.record.id)->begin);
      }
    }
  }

  using Row = std::vector<std::pair<std::string_view, std::string>>;

  Row row(const WrittenRecord& written, std::int64_t& withheld) const {
    const auto& planned = *written.planned;
    const auto& record = planned.record;
    const auto& metadata = record.metadata;
    const Filtered filtered(written, withheld);
    const bool is_email = record.kind == foia::RecordKind::email;
    const auto claims = claims_of(planned.pages);
    auto [date, time] = sent(record, filtered);
    return {
        {"BEGBATES", written.begin},
        {"ENDBATES", written.end},
        {"BEGATTACH", records_.at(planned.family_first)->begin},
        {"ENDATTACH", records_.at(planned.family_last)->end},
        {"PARENT_BATES", begin_of(record.parent)},
        {"CHILD_BATES", children(record.id)},
        {"PGCOUNT", fmt::format("{}", planned.pages.size())},
        {"CONTROL_NO", foia::control_number(record.id)},
        {"CUSTODIAN", filtered.one(record.custodian)},
        {"ALLCUSTODIANS", filtered.many(planned.all_custodians)},
        {"FROM", filtered.many(displayed(metadata.from))},
        {"TO", filtered.many(displayed(metadata.to))},
        {"CC", filtered.many(displayed(metadata.cc))},
        {"BCC", filtered.many(displayed(metadata.bcc))},
        {"SUBJECT", is_email ? filtered.one(metadata.title) : std::string{}},
        {"DATESENT", date},
        {"TIMESENT", time},
        {"TIME_ZONE", zone_.name()},
        {"FILENAME", filtered.one(record.name)},
        {"FILEEXT", filtered.one(extension_of(record.name))},
        {"DOCTYPE", std::string(foia::to_string(record.kind))},
        {"SHA256", written.pdf_hash.hex()},
        {"REQUEST_NO", plan_.request_number},
        {"CATEGORY", join_values(planned.categories)},
        {"INSTALLMENT", fmt::format("{}", plan_.installment)},
        {"PAGE_OUTCOME", page_outcomes(planned.pages)},
        {"EXEMPTIONS", foia::join_codes(claims)},
        {"B3_STATUTE", distinct(claims, &ExemptionClaim::statute)},
        {"B5_PRIV", distinct(claims, &ExemptionClaim::privilege)},
        {"PAGES_RIF", count_text(planned.pages, PageOutcome::in_full)},
        {"PAGES_RIP", count_text(planned.pages, PageOutcome::in_part)},
        {"PAGES_WIF", count_text(planned.pages, PageOutcome::withheld_in_full)},
        {"SUPERSEDES", plan_.supersedes},
        {"VAUGHN_NO", planned.vaughn_entry},
        {"LINK", with_backslashes(written.pdf_path)},
        {"TEXTPATH", with_backslashes(written.text_path)},
    };
  }

 private:
  std::string begin_of(RecordId id) const {
    const auto found = records_.find(id);
    return found == records_.end() ? std::string{} : found->second->begin;
  }

  std::string children(RecordId id) const {
    const auto found = children_.find(id);
    return found == children_.end() ? std::string{} : join_values(found->second);
  }

  std::pair<std::string, std::string> sent(const foia::Record& record,
                                           const Filtered& filtered) const {
    if (!record.metadata.sent) {
      return {};
    }
    const auto instant = *record.metadata.sent;
    const auto date = zone_.date_at(instant);
    if (!filtered.passes(date)) {
      return {};
    }
    const auto local = instant.time_since_epoch() + zone_.offset_at(instant);
    const auto midnight = std::chrono::sys_days(date).time_since_epoch();
    return {base::us_date(date), time_of_day(local - midnight)};
  }

  static std::string count_text(const std::vector<ProducedPage>& pages, PageOutcome outcome) {
    return fmt::format("{}", count_outcome(pages, outcome));
  }

  static std::string distinct(const std::vector<ExemptionClaim>& claims,
                              const std::string& (ExemptionClaim::*part)() const) {
    std::set<std::string> values;
    for (const auto& claim : claims) {
      if (!(claim.*part)().empty()) {
        values.insert((claim.*part)());
      }
    }
    return join_values({values.begin(), values.end()});
  }

  const foia::VolumePlan& plan_;
  base::TimeZone zone_;
  const ByRecord& records_;
  std::map<RecordId, std::vector<std::string>> children_;  // in production order
};

}  // namespace

Result<FieldTable> dat_fields(const foia::VolumePlan& plan,
                              const std::vector<WrittenRecord>& records) {
  auto zone = TRY(base::TimeZone::make(plan.time_zone.empty() ? "UTC" : plan.time_zone));
  ByRecord by_record;
  for (const auto& record : records) {
    by_record[record.planned->record.id] = &record;
  }
  const RowMaker maker(plan, std::move(zone), by_record);
  FieldTable out;
  for (const auto& record : records) {
    auto row = maker.row(record, out.withheld);
    const bool is_first = out.table.columns.empty();
    std::vector<std::string> values;
    for (auto& [name, value] : row) {
      if (is_first) {
        out.table.columns.emplace_back(name);
      }
      values.push_back(std::move(value));
    }
    out.table.rows.push_back(std::move(values));
  }
  return out;
}

}  // namespace vaughn::produce
