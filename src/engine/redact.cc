// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redact.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/census.h"
#include "engine/detail/pages.h"
#include "engine/detail/placing.h"
#include "redact/snap.h"
#include "suggest/detector.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using foia::RecordId;

namespace {

struct Place {
  Rect box{};
  std::string text{};
};

Result<void> check_request(const MarkRequest& request) {
  TRY(check_statement(request.claims, request.reason, request.harm));
  if (request.words.empty() && request.patterns.empty() && request.boxes.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what to mark",
                 "add --words TEXT, --pattern NAME or --box PAGE:X0,Y0,X1,Y1"};
  }
  if (!request.boxes.empty() && request.scope.records.size() != 1) {
    return Error{
        ErrorCode::invalid_argument, "boxes are drawn on one record", "name that record: R-000042"};
  }
  return {};
}

// The named patterns as detectors. Names are no patterns: they need a list.
Result<suggest::Detector> detector_of(const std::vector<std::string>& patterns) {
  auto settings = TRY(suggest::built_in_kinds());
  std::vector<suggest::KindSettings> wanted;
  for (const auto& name : patterns) {
    const auto kind = suggest::parse_kind(name);
    const auto row = std::find_if(settings.begin(), settings.end(), [&](const auto& one) {
      return kind && one.kind == *kind && !suggest::is_name(one.kind);
    });
    if (row == settings.end()) {
      std::vector<std::string_view> names = suggest::kind_names();
      std::erase_if(names, [](auto one) { return suggest::is_name(*suggest::parse_kind(one)); });
      return Error{ErrorCode::invalid_argument,
                   fmt::format("there is no pattern \"{}\"", name),
                   fmt::format("patterns are {}", fmt::join(names, ", "))};
    }
    wanted.push_back(*row);
  }
  return suggest::Detector::make(wanted);
}

Result<std::vector<Place>> places_on(const MarkRequest& request,
                                     const suggest::Detector& detector,
                                     int number,
                                     const ReadPage& page) {
  std::vector<Place> out;
  const auto add = [&](const std::vector<pdf::Match>& matches) {
    for (const auto& match : matches) {
      for (const auto& box : match.boxes) {
        out.push_back({box, match.text});
      }
    }
  };
  for (const auto& words : request.words) {
    add(pdf::find_phrase(page.text, words));
  }
  const auto findings = TRY(detector.find(page.text.text));
  for (const auto& finding : findings) {
    if (suggest::grade_of(suggest::score(finding.evidence)) == suggest::Grade::possible) {
      continue;
    }
    const auto [first, count] =
        words_between(page.text, finding.offset, finding.offset + finding.size);
    for (const auto& box : pdf::boxes_of_words(page.text, first, count)) {
      out.push_back({box, page.text.text.substr(finding.offset, finding.size)});
    }
  }
  for (const auto& box : request.boxes) {
    if (box.page != number) {
      continue;
    }
    if (!base::touches(box.box, page.shown) || box.box.is_empty()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the box on page {} lies outside the page", number),
                   fmt::format("the page is {:.0f},{:.0f} to {:.0f},{:.0f} in points",
                               page.shown.x0,
                               page.shown.y0,
                               page.shown.x1,
                               page.shown.y1)};
    }
    for (const auto& snapped : redact::snap(page.text, box.box)) {
      const auto whole = base::united(snapped, box.box);
      out.push_back({whole, pdf::text_under(page.text, whole)});
    }
  }
  return out;
}

}  // namespace

Result<MarkResult> add_marks(Workspace& workspace,
                             Sandbox& sandbox,
                             const MarkRequest& request,
                             const Watch& watch) {
  PageCache pages(workspace, sandbox);
  return add_marks(workspace, pages, request, watch);
}

Result<MarkResult> add_marks(Workspace& workspace,
                             PageCache& cache,
                             const MarkRequest& request,
                             const Watch& watch) {
  TRY(check_request(request));
  const auto detector = TRY(detector_of(request.patterns));
  const auto resolved = TRY(resolve(workspace, request.scope));
  auto placing = TRY(Placing::begin(workspace, request.is_correction));
  std::int64_t done = 0;
  for (const auto id : resolved.records) {
    ++done;
    if (!placing.may_mark(id)) {
      continue;
    }
    const auto page_count = placing.census().find(id)->page_count;
    for (const auto& box : request.boxes) {
      if (box.page < 1 || box.page > page_count) {
        return Error{
            ErrorCode::invalid_argument,
            fmt::format(
                "{} has no page {}; it has {}", foia::control_number(id), box.page, page_count),
            ""};
      }
    }
    const auto* read = TRY(cache.read(id));
    const auto& pages = *read;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      placing.result().pages_without_text += pages[i].text.words.empty() ? 1 : 0;
      auto places = TRY(places_on(request, detector, number, pages[i]));
      for (auto& place : places) {
        placing.place({id,
                       number,
                       place.box,
                       std::move(place.text),
                       request.claims,
                       request.reason,
                       request.harm});
      }
    }
    if (watch) {
      watch({"marking", done, static_cast<std::int64_t>(resolved.records.size()), 0});
    }
  }
  return placing.finish(workspace, request.reason, request.is_dry_run);
}

Result<foia::EventId> remove_marks(Workspace& workspace,
                                   const std::vector<foia::MarkId>& marks,
                                   const std::string& reason,
                                   bool is_correction) {
  if (reason.empty()) {
    return Error{
        ErrorCode::invalid_argument, "taking a mark away needs a reason", "add --reason TEXT"};
  }
  const auto in_force = TRY(workspace.db().marks());
  const auto produced = TRY(workspace.db().produced_pages());
  for (const auto id : marks) {
    const auto found = std::find_if(
        in_force.begin(), in_force.end(), [&](const auto& row) { return row.mark.id == id; });
    if (found == in_force.end()) {
      return Error{ErrorCode::not_found,
                   fmt::format("there is no mark M-{} in force", id.value),
                   "`vaughn redact list` lists them"};
    }
    const bool is_produced = std::any_of(produced.begin(), produced.end(), [&](const auto& page) {
      return page.page.record == found->mark.record && page.page.page == found->mark.page;
    });
    if (is_produced && !is_correction) {
      return Error{
          ErrorCode::conflict,
          fmt::format("mark M-{} is burnt into a produced page", id.value),
          "say --correction; a new volume then corrects the page: produce run --supersedes"};
    }
  }
  const auto event = TRY(workspace.record(reason, store::MarksRemoved{marks}));
  return event.id;
}

Result<std::vector<MarkListRow>> list_marks(Workspace& workspace,
                                            const std::optional<Scope>& scope) {
  std::optional<std::set<RecordId>> wanted;
  if (scope) {
    const auto resolved = TRY(resolve(workspace, *scope));
    wanted.emplace(resolved.records.begin(), resolved.records.end());
  }
  const auto produced = TRY(workspace.db().produced_pages());
  std::set<std::pair<RecordId, int>> pages;
  for (const auto& page : produced) {
    pages.insert({page.page.record, page.page.page});
  }
  auto marks = TRY(workspace.db().marks());
  std::vector<MarkListRow> out;
  for (auto& row : marks) {
    if (!wanted || wanted->contains(row.mark.record)) {
      const bool is_produced = pages.contains({row.mark.record, row.mark.page});
      out.push_back({std::move(row.mark), row.at, is_produced});
    }
  }
  return out;
}

Result<MarkWidths> mark_widths(Workspace& workspace,
                               Sandbox& sandbox,
                               const std::optional<Scope>& scope,
                               const std::vector<std::string>& candidates,
                               const Watch& watch) {
  if (candidates.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "there is no candidate",
                 "give a list of names, one a line: --candidates FILE"};
  }
  auto marks = TRY(list_marks(workspace, scope));
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.mark.record, a.mark.page) < std::tuple(b.mark.record, b.mark.page);
  });
  PageCache cache(workspace, sandbox);
  MarkWidths out;
  std::int64_t done = 0;
  for (auto& row : marks) {
    const auto* pages = TRY(cache.read(row.mark.record));
    const auto index = static_cast<std::size_t>(row.mark.page - 1);
    if (index >= pages->size() || pdf::text_under(pages->at(index).text, row.mark.box).empty()) {
      ++out.unread;
    } else {
      const auto box = burn_box(workspace.matter(), row.mark);
      const auto& text = pages->at(index).text;
      const auto shown = redact::widened(text, box.box, box.grid);
      const auto leak = TRY(redact::width_leak(text, shown, candidates, box.grid));
      out.rows.push_back({std::move(row.mark), leak});
    }
    ++done;
    if (watch) {
      watch({"measuring", done, static_cast<std::int64_t>(marks.size()), 0});
    }
  }
  return out;
}

Result<base::Bytes> preview(Workspace& workspace, Sandbox& sandbox, RecordId record) {
  const auto records = TRY(workspace.db().records({record}));
  if (records.empty() || records[0].rendition.is_zero()) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} has no page images yet", foia::control_number(record)),
                 "run `vaughn render`"};
  }
  BurnRequest request;
  request.pdf = TRY(workspace.blobs().get(records[0].rendition));
  for (int page = 1; page <= records[0].rendered_pages; ++page) {
    request.pages.push_back(page);
  }
  const auto marks = TRY(workspace.db().marks());
  for (const auto& row : marks) {
    if (row.mark.record == record) {
      request.boxes.push_back(burn_box(workspace.matter(), row.mark));
    }
  }
  auto burned = TRY(burn(sandbox, std::move(request)));
  return std::move(burned.pdf);
}

}  // namespace vaughn::engine
