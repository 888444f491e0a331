// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/detail/placing.h"
#include "suggest/detector.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::RecordId;
using suggest::Kind;

namespace {

Result<std::vector<suggest::KindSettings>> settings_of(const SuggestRequest& request) {
  auto settings = TRY(request.kinds_toml.empty()
                          ? suggest::built_in_kinds()
                          : suggest::parse_kinds(request.kinds_toml, request.kinds_file));
  const auto is_asked = [&](Kind kind) {
    return request.kinds.empty() ||
           std::find(request.kinds.begin(), request.kinds.end(), kind) != request.kinds.end();
  };
  for (const auto kind : request.kinds) {
    const bool is_known = std::any_of(
        settings.begin(), settings.end(), [&](const auto& row) { return row.kind == kind; });
    if (!is_known) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("{} has no [[kind]] '{}'", request.kinds_file, to_string(kind)),
                   ""};
    }
    if (kind == Kind::staff_name && request.staff.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "names of staff are looked for with a list of them",
                   "add --staff FILE: one name a line"};
    }
  }
  std::erase_if(settings, [&](const auto& row) {
    return !is_asked(row.kind) || (row.kind == Kind::staff_name && request.staff.empty());
  });
  for (auto& row : settings) {
    row.claims = request.claims.empty() ? row.claims : request.claims;
    row.reason = request.reason.empty() ? row.reason : request.reason;
    row.harm = request.harm.empty() ? row.harm : request.harm;
    if (auto said = check_statement(row.claims, row.reason, row.harm); !said) {
      return base::with_context(said.error(), to_string(row.kind));
    }
  }
  return settings;
}

// Everyone whom the headers of the matter's mail name.
Result<std::vector<suggest::Person>> people_of(Workspace& workspace) {
  std::set<std::string> names;
  const auto records = TRY(workspace.db().records());
  for (const auto& record : records) {
    const auto& metadata = record.metadata;
    for (const auto* list : {&metadata.from, &metadata.to, &metadata.cc, &metadata.bcc}) {
      for (const auto& address : *list) {
        names.insert(address.name);
      }
    }
  }
  return suggest::people_of_mail({names.begin(), names.end()});
}

class Suggesting {
 public:
  Suggesting(const SuggestRequest& request, const suggest::Detector& detector, Placing& placing)
      : request_(request), detector_(detector), placing_(placing) {}

  Result<void> read(RecordId record, const std::vector<ReadPage>& pages) {
    ++out.records_read;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      TRY(read_page(record, static_cast<int>(i) + 1, pages[i].text));
    }
    return {};
  }

  SuggestResult out{};

 private:
  Result<void> read_page(RecordId record, int number, const pdf::PageText& page) {
    ++out.pages_read;
    placing_.result().pages_without_text += page.words.empty() ? 1 : 0;
    const auto findings = TRY(detector_.find(page.text));
    for (const auto& finding : findings) {
      const auto grade = suggest::grade_of(suggest::score(finding.evidence));
      const auto row = std::find_if(out.kinds.begin(), out.kinds.end(), [&](const auto& kind) {
        return kind.settings.kind == finding.kind;
      });
      if (row == out.kinds.end() || grade < request_.least) {
        out.below_least += row == out.kinds.end() ? 0 : 1;
        continue;
      }
      const auto [first, count] =
          words_between(page, finding.offset, finding.offset + finding.size);
      if (is_marked(page, first, count, placing_.marks_on(record, number))) {
        ++row->marked;
        continue;
      }
      count_in(*row, grade, record, number);
      Suggestion suggestion{.record = record,
                            .page = number,
                            .kind = finding.kind,
                            .evidence = finding.evidence,
                            .text = page.text.substr(finding.offset, finding.size),
                            .boxes = pdf::boxes_of_words(page, first, count),
                            .is_produced = placing_.is_produced(record, number)};
      std::replace(suggestion.text.begin(), suggestion.text.end(), '\n', ' ');
      for (const auto& box : suggestion.boxes) {
        if (request_.is_applied) {
          placing_.place({record,
                          number,
                          box,
                          suggestion.text,
                          row->settings.claims,
                          row->settings.reason,
                          row->settings.harm});
        }
      }
      out.suggestions.push_back(std::move(suggestion));
    }
    return {};
  }

  void count_in(SuggestedKind& row, suggest::Grade grade, RecordId record, int page) {
    switch (grade) {
      case suggest::Grade::certain: ++row.certain; break;
      case suggest::Grade::likely: ++row.likely; break;
      case suggest::Grade::possible: ++row.possible; break;
    }
    auto& [last_record, last_page] = last_[row.settings.kind];
    row.records += last_record == record ? 0 : 1;
    row.pages += last_record == record && last_page == page ? 0 : 1;
    last_record = record;
    last_page = page;
  }

  const SuggestRequest& request_;
  const suggest::Detector& detector_;
  Placing& placing_;
  std::map<Kind, std::pair<RecordId, int>> last_{};
};

}  // namespace

Result<SuggestResult> suggest_marks(Workspace& workspace,
                                    Sandbox& sandbox,
                                    const SuggestRequest& request,
                                    const Watch& watch) {
  if (request.is_applied && request.kinds.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said which kinds to mark",
                 "list first, then add --kind, for example --kind ssn,a_number"};
  }
  const auto settings = TRY(settings_of(request));
  auto people = suggest::parse_staff_list(request.staff);
  if (std::any_of(settings.begin(), settings.end(), [](const auto& row) {
        return row.kind == Kind::mail_name;
      })) {
    auto of_mail = TRY(people_of(workspace));
    people.insert(people.end(),
                  std::make_move_iterator(of_mail.begin()),
                  std::make_move_iterator(of_mail.end()));
  }
  const auto detector = TRY(suggest::Detector::make(settings, people));
  const auto resolved = TRY(resolve(workspace, request.scope));
  auto placing = TRY(Placing::begin(workspace, request.is_correction));
  std::vector<RecordId> to_read;
  for (const auto id : resolved.records) {
    if (placing.may_mark(id)) {
      to_read.push_back(id);
    }
  }
  Suggesting work(request, detector, placing);
  for (const auto& row : settings) {
    work.out.kinds.push_back({.settings = row});
  }
  work.out.unread = TRY(read_records(
      workspace,
      sandbox,
      to_read,
      "reading",
      [&](RecordId id, const std::vector<ReadPage>& pages) { return work.read(id, pages); },
      watch));
  std::vector<std::string_view> names;
  for (const auto& row : settings) {
    names.push_back(to_string(row.kind));
  }
  const auto reason = request.reason.empty()
                          ? fmt::format("suggested and accepted: {}", fmt::join(names, ", "))
                          : request.reason;
  work.out.marks =
      TRY(placing.finish(workspace, reason, request.is_dry_run || !request.is_applied));
  return std::move(work.out);
}

}  // namespace vaughn::engine
