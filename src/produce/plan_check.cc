// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/plan_check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace vaughn::produce {

using foia::ExemptionClaim;
using foia::PageOutcome;
using foia::ProducedPage;
using foia::ProducedRecord;
using foia::ProductionVolume;
using foia::RecordId;
using foia::VolumePlan;

namespace {

constexpr auto kStop = ProblemSeverity::stop;
constexpr auto kWarn = ProblemSeverity::warn;

class Checker {
 public:
  // Without `previous` nothing is said about other volumes.
  Checker(const VolumePlan& plan, std::optional<std::span<const ProductionVolume>> previous)
      : plan_(plan),
        is_next_volume_(previous.has_value()),
        previous_(previous.value_or(std::span<const ProductionVolume>{})) {}

  std::vector<PlanProblem> run() {
    check_volume();
    check_numbers();
    check_families();
    for (const auto& record : plan_.records) {
      check_record(record);
    }
    std::stable_sort(problems_.begin(), problems_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.number, a.record, a.code) < std::tie(b.number, b.record, b.code);
    });
    return std::move(problems_);
  }

 private:
  void add(std::string code,
           ProblemSeverity severity,
           RecordId record,
           std::int64_t number,
           std::string message) {
    problems_.push_back({.code = std::move(code),
                         .severity = severity,
                         .record = record,
                         .number = number,
                         .message = std::move(message)});
  }

  std::string name_of(std::int64_t number) const {
    auto name = foia::format_number(plan_.bates, number);
    return name ? *name : fmt::format("number {}", number);
  }

  void check_volume() {
    if (plan_.records.empty()) {
      add("empty_plan", kStop, {}, 0, "no record in the volume");
    }
    // A comma cannot be said in an OPT file; a slash or control character not in a file name.
    const auto is_bad = [](const std::string& text) {
      return std::any_of(text.begin(), text.end(), [](char c) {
        return c == ',' || c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
      });
    };
    if (plan_.name.empty() || plan_.name.front() == '.' || is_bad(plan_.name)) {
      add("bad_name", kStop, {}, 0, "the volume's name cannot stand in a load file");
    }
    if (is_bad(plan_.bates.prefix)) {
      add("bad_name", kStop, {}, 0, "the Bates prefix cannot stand in a load file");
    }
    bool is_superseded_known = false;
    for (const auto& volume : previous_) {
      is_superseded_known |= volume.name == plan_.supersedes;
      if (volume.name == plan_.name) {
        add("volume_repeated", kStop, {}, 0, fmt::format("{} is sealed already", plan_.name));
      }
    }
    if (plan_.supersedes.empty()) {
      return;
    }
    if (is_next_volume_ && !is_superseded_known) {
      add("supersedes_unknown",
          kStop,
          {},
          0,
          fmt::format(
              "{} is to supersede {}, which was never sealed", plan_.name, plan_.supersedes));
    }
    if (plan_.supersedes_reason.empty()) {
      add("supersedes_without_reason",
          kStop,
          {},
          0,
          fmt::format("no reason why {} supersedes {}", plan_.name, plan_.supersedes));
    }
  }

  void check_numbers() {
    std::int64_t expected = first_expected_number();
    std::set<std::int64_t> seen;
    for (const auto& record : plan_.records) {
      for (const auto& page : record.pages) {
        check_number(record.record.id, page.number, seen, expected);
        expected = std::max(expected, page.number) + 1;
      }
    }
  }

  std::int64_t first_expected_number() const {
    if (!is_next_volume_) {
      return plan_.records.empty() ? 0 : first_number(plan_.records.front());
    }
    std::int64_t expected = plan_.bates.start;
    for (const auto& volume : previous_) {
      expected = std::max(expected, volume.last_number + 1);
    }
    return expected;
  }

  void check_number(RecordId record,
                    std::int64_t number,
                    std::set<std::int64_t>& seen,
                    std::int64_t expected) {
    const auto name = name_of(number);
    if (number < 1 || !foia::format_number(plan_.bates, number)) {
      add("number_too_wide", kStop, record, number, fmt::format("{} does not fit", name));
    }
    for (const auto& volume : previous_) {
      if (number >= volume.first_number && number <= volume.last_number) {
        add("number_used_before",
            kStop,
            record,
            number,
            fmt::format("{} was given in {}", name, volume.name));
        return;
      }
    }
    if (!seen.insert(number).second) {
      add("number_repeated", kStop, record, number, fmt::format("{} is given twice", name));
    } else if (number != expected) {
      add("number_gap",
          kStop,
          record,
          number,
          fmt::format("{} stands where {} belongs", name, name_of(expected)));
    }
  }

  // Parent and attachments stand together, or a reader cannot tell what was attached to what.
  void check_families() {
    std::map<RecordId, std::pair<RecordId, RecordId>> ends;  // family -> first, last in the plan
    std::set<RecordId> closed;
    RecordId current{};
    for (const auto& record : plan_.records) {
      const auto family = family_of(record);
      if (family != current) {
        closed.insert(current);
        current = family;
        if (closed.contains(family)) {
          add("family_split",
              kStop,
              record.record.id,
              first_number(record),
              fmt::format("{} stands apart from its family", control(record)));
        }
      }
      auto [position, is_new] = ends.try_emplace(family, record.record.id, record.record.id);
      position->second.second = record.record.id;
    }
    for (const auto& record : plan_.records) {
      const auto& [first, last] = ends[family_of(record)];
      if (record.family_first != first || record.family_last != last) {
        add("family_range",
            kStop,
            record.record.id,
            first_number(record),
            fmt::format("{} states another first or last member than its family has",
                        control(record)));
      }
    }
  }

  void check_record(const ProducedRecord& record) {
    if (!records_.insert(record.record.id).second) {
      add("record_repeated",
          kStop,
          record.record.id,
          first_number(record),
          fmt::format("{} is in the volume twice", control(record)));
    }
    if (record.pages.empty()) {
      add("record_without_pages",
          kStop,
          record.record.id,
          0,
          fmt::format("{} has no page", control(record)));
      return;
    }
    std::set<int> sources;
    bool is_withheld_anywhere = false;
    for (const auto& page : record.pages) {
      if (page.source_page < 1 || !sources.insert(page.source_page).second) {
        add("page_repeated",
            kStop,
            record.record.id,
            page.number,
            fmt::format("page {} of {} is produced twice", page.source_page, control(record)));
      }
      is_withheld_anywhere |= page.outcome != PageOutcome::in_full;
      check_page(record, page);
    }
    if (is_withheld_anywhere && record.vaughn_entry.empty()) {
      add("without_vaughn_entry",
          kWarn,
          record.record.id,
          first_number(record),
          fmt::format("{} withholds something and has no entry in the index", control(record)));
    }
    if (is_withheld_anywhere && record.removed_texts.empty()) {
      add("removed_text_missing",
          kWarn,
          record.record.id,
          first_number(record),
          fmt::format("the removed words of {} are not known; its load-file fields are withheld",
                      control(record)));
    }
  }

  void check_page(const ProducedRecord& record, const ProducedPage& page) {
    const auto id = record.record.id;
    const auto name = name_of(page.number);
    const auto mismatch = [&](std::string_view why) {
      add("outcome_mismatch", kStop, id, page.number, fmt::format("{} {}", name, why));
    };
    switch (page.outcome) {
      case PageOutcome::in_full:
        if (!page.boxes.empty() || !page.claims.empty()) {
          mismatch("is released in full but has a box or an exemption");
        }
        break;
      case PageOutcome::in_part:
        if (page.boxes.empty()) {
          mismatch("is released in part but has no box");
        }
        break;
      case PageOutcome::withheld_in_full:
        if (page.claims.empty()) {
          add("withheld_without_claim",
              kStop,
              id,
              page.number,
              fmt::format("{} is withheld without an exemption", name));
        }
        if (!page.boxes.empty()) {
          mismatch("is withheld in full but has a box");
        }
        break;
      case PageOutcome::duplicate:
      case PageOutcome::non_responsive:
      case PageOutcome::referred:
      case PageOutcome::at_submitter:
      case PageOutcome::pending:
        add("not_producible",
            kStop,
            id,
            page.number,
            fmt::format("{} is {}", name, foia::title(page.outcome)));
        break;
    }
    check_claims(id, page);
  }

  void check_claims(RecordId id, const ProducedPage& page) {
    const auto name = name_of(page.number);
    std::vector<ExemptionClaim> of_boxes;
    for (const auto& box : page.boxes) {
      if (box.box.is_empty()) {
        add("box_empty", kStop, id, page.number, fmt::format("{} has an empty box", name));
      }
      if (box.claims.empty()) {
        add("box_without_claim",
            kStop,
            id,
            page.number,
            fmt::format("{} has a box without an exemption", name));
      }
      of_boxes.insert(of_boxes.end(), box.claims.begin(), box.claims.end());
    }
    if (!page.boxes.empty() && foia::join_labels(of_boxes) != foia::join_labels(page.claims)) {
      add("claims_mismatch",
          kStop,
          id,
          page.number,
          fmt::format("{} claims other exemptions than its boxes", name));
    }
    of_boxes.insert(of_boxes.end(), page.claims.begin(), page.claims.end());
    for (const auto& claim : of_boxes) {
      if (claim.exemption().row().needs_statute && claim.statute().empty()) {
        add("claim_without_statute",
            kStop,
            id,
            page.number,
            fmt::format("{} claims {} without its statute", name, claim.exemption().code()));
      }
      if (claim.exemption().row().needs_privilege && claim.privilege().empty()) {
        add("claim_without_privilege",
            kStop,
            id,
            page.number,
            fmt::format("{} claims {} without its privilege", name, claim.exemption().code()));
      }
    }
  }

  static RecordId family_of(const ProducedRecord& record) {
    return record.record.family ? record.record.family : record.record.id;
  }
  static std::string control(const ProducedRecord& record) {
    return foia::control_number(record.record.id);
  }
  static std::int64_t first_number(const ProducedRecord& record) {
    return record.pages.empty() ? 0 : record.pages.front().number;
  }

  const VolumePlan& plan_;
  bool is_next_volume_;
  std::span<const ProductionVolume> previous_;
  std::set<RecordId> records_;
  std::vector<PlanProblem> problems_;
};

}  // namespace

std::vector<PlanProblem> check_plan(const VolumePlan& plan) {
  return Checker(plan, std::nullopt).run();
}

std::vector<PlanProblem> check_plan(const VolumePlan& plan,
                                    std::span<const ProductionVolume> previous) {
  return Checker(plan, previous).run();
}

bool has_stop(const std::vector<PlanProblem>& problems) {
  return std::any_of(problems.begin(), problems.end(), [](const auto& problem) {
    return problem.severity == kStop;
  });
}

}  // namespace vaughn::produce
