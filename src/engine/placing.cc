// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "engine/detail/placing.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
using foia::RecordId;

namespace {

constexpr std::size_t kRecordsAtOnce = 24;

bool covers(const Rect& outer, const Rect& inner) {
  constexpr double kSlack = 0.5;
  return outer.x0 <= inner.x0 + kSlack && outer.y0 <= inner.y0 + kSlack &&
         outer.x1 >= inner.x1 - kSlack && outer.y1 >= inner.y1 - kSlack;
}

}  // namespace

Result<void> check_statement(const std::vector<foia::ExemptionClaim>& claims,
                             const std::string& reason,
                             const std::string& harm) {
  if (claims.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a mark needs an exemption",
                 "add --exemption, for example --exemption '(b)(6)'"};
  }
  if (reason.empty()) {
    return Error{ErrorCode::invalid_argument, "a mark needs a reason", "add --reason TEXT"};
  }
  // LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
  if (harm.empty() && !foia::is_harm_optional(claims)) {
    return Error{ErrorCode::invalid_argument,
                 "the foreseeable harm is missing",
                 "add --harm TEXT: what disclosure of this content would harm and how"};
  }
  return {};
}

Result<Placing> Placing::begin(Workspace& workspace, bool is_correction) {
  Placing out;
  out.is_correction_ = is_correction;
  out.census_ = TRY(Census::take(workspace));
  auto in_force = TRY(workspace.db().marks());
  for (auto& row : in_force) {
    const auto page = std::make_pair(row.mark.record, row.mark.page);
    out.existing_[page].push_back(std::move(row.mark));
  }
  for (const auto& page : out.census_.pages) {
    if (page.is_produced) {
      out.produced_.insert({out.census_.records[page.record].record.id, page.page});
    }
  }
  out.next_mark_ = TRY(workspace.db().last_mark());
  return out;
}

const std::vector<foia::Mark>& Placing::marks_on(RecordId record, int page) const {
  static const std::vector<foia::Mark> kNone;
  const auto found = existing_.find({record, page});
  return found == existing_.end() ? kNone : found->second;
}

bool Placing::is_produced(RecordId record, int page) const {
  return produced_.contains({record, page});
}

bool Placing::may_mark(RecordId record) {
  const auto* row = census_.find(record);
  if (row == nullptr || row->state != RecordState::responsive) {
    ++result_.skipped_not_responsive;
    return false;
  }
  if (row->page_count == 0) {
    ++result_.skipped_unrendered;
    return false;
  }
  return true;
}

bool Placing::place(PlaceToMark place) {
  const auto page = std::make_pair(place.record, place.page);
  if (!is_correction_ && produced_.contains(page)) {
    ++result_.skipped_produced;
    return false;
  }
  const auto& old = marks_on(place.record, place.page);
  auto& here = placed_[page];
  const bool is_covered =
      std::any_of(old.begin(),
                  old.end(),
                  [&](const foia::Mark& mark) {
                    return covers(mark.box, place.box) && mark.claims == place.claims;
                  }) ||
      std::any_of(here.begin(), here.end(), [&](std::size_t index) {
        return covers(body_.marks[index].box, place.box);
      });
  if (is_covered) {
    ++result_.already;
    return false;
  }
  if (here.empty()) {
    ++result_.pages;
    result_.records += records_.insert(place.record).second ? 1 : 0;
  }
  here.push_back(body_.marks.size());
  result_.places.push_back({place.record, place.page, place.box});
  foia::Mark mark;
  mark.id.value = ++next_mark_;
  mark.record = place.record;
  mark.page = place.page;
  mark.box = place.box;
  mark.claims = std::move(place.claims);
  mark.reason = std::move(place.reason);
  mark.harm = std::move(place.harm);
  mark.removed_text = std::move(place.text);
  body_.marks.push_back(std::move(mark));
  return true;
}

Result<MarkResult> Placing::finish(Workspace& workspace,
                                   const std::string& reason,
                                   bool is_dry_run) {
  result_.marks = static_cast<std::int64_t>(body_.marks.size());
  if (!is_dry_run && !body_.marks.empty()) {
    for (auto& mark : body_.marks) {
      mark.author = workspace.actor().author;
    }
    const auto event = TRY(workspace.record(reason, std::move(body_)));
    result_.event = event.id;
  }
  return std::move(result_);
}

std::pair<std::size_t, std::size_t> words_between(const pdf::PageText& page,
                                                  std::size_t begin,
                                                  std::size_t end) {
  const auto first =
      std::partition_point(page.words.begin(), page.words.end(), [&](const pdf::Word& word) {
        return word.offset + word.text.size() <= begin;
      });
  const auto last = std::partition_point(
      first, page.words.end(), [&](const pdf::Word& word) { return word.offset < end; });
  return {static_cast<std::size_t>(first - page.words.begin()),
          static_cast<std::size_t>(last - first)};
}

bool is_marked(const pdf::PageText& page,
               std::size_t first_word,
               std::size_t word_count,
               const std::vector<foia::Mark>& marks) {
  for (auto i = first_word; i < first_word + word_count; ++i) {
    const bool is_touched = std::any_of(marks.begin(), marks.end(), [&](const foia::Mark& mark) {
      return base::touches(mark.box, page.words[i].box);
    });
    if (!is_touched) {
      return false;
    }
  }
  return true;
}

Result<std::vector<RecordId>> read_records(Workspace& workspace,
                                           Sandbox& sandbox,
                                           const std::vector<RecordId>& records,
                                           const std::string& stage,
                                           const EachRecord& each,
                                           const Watch& watch) {
  std::vector<RecordId> unread;
  for (std::size_t start = 0; start < records.size(); start += kRecordsAtOnce) {
    const auto end = std::min(records.size(), start + kRecordsAtOnce);
    const std::vector<RecordId> batch(records.begin() + static_cast<std::ptrdiff_t>(start),
                                      records.begin() + static_cast<std::ptrdiff_t>(end));
    const auto rows = TRY(workspace.db().records(batch));
    std::vector<Call> calls;
    for (const auto& row : rows) {
      auto pdf = TRY(workspace.blobs().get(row.rendition));
      calls.push_back({Task::page_texts, {}, std::move(pdf)});
    }
    const auto answers = sandbox.run_all(std::move(calls));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto pages = answers[i] ? decode_page_texts(*answers[i])
                                    : Result<std::vector<ReadPage>>(answers[i].error());
      if (!pages || static_cast<int>(pages->size()) != rows[i].rendered_pages) {
        unread.push_back(rows[i].id);
        continue;
      }
      TRY(each(rows[i].id, *pages));
    }
    if (watch) {
      watch({stage,
             static_cast<std::int64_t>(end),
             static_cast<std::int64_t>(records.size()),
             static_cast<std::int64_t>(unread.size())});
    }
  }
  return unread;
}

}  // namespace vaughn::engine
