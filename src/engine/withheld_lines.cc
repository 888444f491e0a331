// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/withheld_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/folded_words.h"
#include "engine/detail/pages.h"
#include "engine/detail/volume_plan.h"

namespace vaughn::engine {

using base::Result;
using foia::RecordId;

namespace {

constexpr std::size_t kRecordsAtOnce = 24;
constexpr std::size_t kWordsOfALine = 3;
constexpr std::size_t kLettersOfALine = 12;
constexpr std::size_t kLinesOfARecord = 200;

bool is_withheld(const foia::ProducedPage& page) {
  return page.outcome == foia::PageOutcome::withheld_in_full;
}

// On which produced pages a word stands openly.
class OpenWords {
 public:
  void add_page(const ReadPage& page, const std::vector<foia::Mark>& marks) {
    ++pages_;
    for (const auto& word : page.text.words) {
      const bool is_marked = std::any_of(marks.begin(), marks.end(), [&](const foia::Mark& mark) {
        return base::touches(mark.box, word.box);
      });
      if (is_marked) {
        continue;
      }
      for (auto& folded : base::folded_words(word.text)) {
        auto& pages = pages_of_[std::move(folded)];
        if (pages.empty() || pages.back() != pages_) {
          pages.push_back(pages_);
        }
      }
    }
  }

  // Whether one page has them all.
  bool has_page_with(const std::vector<std::string>& words) const {
    std::vector<int> together;
    bool is_first = true;
    for (const auto& word : words) {
      const auto found = pages_of_.find(word);
      if (found == pages_of_.end()) {
        return false;
      }
      if (is_first) {
        together = found->second;
        is_first = false;
        continue;
      }
      std::vector<int> both;
      std::set_intersection(together.begin(),
                            together.end(),
                            found->second.begin(),
                            found->second.end(),
                            std::back_inserter(both));
      together = std::move(both);
      if (together.empty()) {
        return false;
      }
    }
    return !together.empty();
  }

 private:
  int pages_ = 0;
  std::unordered_map<std::string, std::vector<int>> pages_of_{};  // rising
};

std::vector<std::string> longest(std::set<std::string> lines) {
  std::vector<std::string> out(std::make_move_iterator(lines.begin()),
                               std::make_move_iterator(lines.end()));
  std::stable_sort(
      out.begin(), out.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  out.resize(std::min(out.size(), kLinesOfARecord));
  return out;
}

}  // namespace

std::vector<PageLine> telling_lines(const ReadPage& page) {
  std::vector<PageLine> out;
  for (const auto& line : page.text.lines) {
    PageLine found;
    for (std::size_t i = 0; i < line.word_count; ++i) {
      const auto& word = page.text.words[line.first_word + i].text;
      found.text += (found.text.empty() ? "" : " ") + word;
    }
    found.words = base::folded_words(found.text);
    std::size_t letters = 0;
    for (const auto& word : found.words) {
      letters += word.size();
    }
    if (found.words.size() >= kWordsOfALine && letters >= kLettersOfALine) {
      out.push_back(std::move(found));
    }
  }
  return out;
}

Result<std::map<RecordId, std::vector<std::string>>> withheld_lines(Workspace& workspace,
                                                                    Sandbox& sandbox,
                                                                    const foia::VolumePlan& plan) {
  std::map<RecordId, std::vector<std::string>> out;
  const bool any = std::any_of(plan.records.begin(), plan.records.end(), [](const auto& record) {
    return std::any_of(record.pages.begin(), record.pages.end(), is_withheld);
  });
  if (!any) {
    return out;
  }
  std::vector<RecordId> ids;
  for (const auto& record : plan.records) {
    ids.push_back(record.record.id);
  }
  const auto decisions = TRY(decisions_of(workspace, ids));
  OpenWords open;
  std::map<RecordId, std::vector<PageLine>> lines;
  for (std::size_t start = 0; start < plan.records.size(); start += kRecordsAtOnce) {
    const auto end = std::min(plan.records.size(), start + kRecordsAtOnce);
    std::vector<Call> calls;
    for (auto i = start; i < end; ++i) {
      auto pdf = TRY(workspace.blobs().get(plan.records[i].record.rendition));
      calls.push_back({Task::page_texts, {}, std::move(pdf)});
    }
    const auto answers = sandbox.run_all(std::move(calls));
    for (auto i = start; i < end; ++i) {
      const auto& record = plan.records[i];
      const auto& answer = answers[i - start];
      if (!answer) {
        if (std::all_of(record.pages.begin(), record.pages.end(), is_withheld)) {
          continue;  // nothing of it is shown, so nothing of it needs to be read
        }
        return base::with_context(answer.error(), foia::control_number(record.record.id));
      }
      const auto pages = TRY(decode_page_texts(*answer));
      const auto of_record = decisions.find(record.record.id);
      for (const auto& page : record.pages) {
        const auto& read = pages.at(static_cast<std::size_t>(page.source_page - 1));
        if (is_withheld(page)) {
          auto found = telling_lines(read);
          std::move(found.begin(), found.end(), std::back_inserter(lines[record.record.id]));
          continue;
        }
        std::vector<foia::Mark> marks;
        if (page.outcome == foia::PageOutcome::in_part && of_record != decisions.end()) {
          marks = of_record->second.marks.at(page.source_page);
        }
        open.add_page(read, marks);
      }
    }
  }
  for (auto& [id, of_record] : lines) {
    std::set<std::string> kept;
    for (auto& line : of_record) {
      if (!open.has_page_with(line.words)) {
        kept.insert(std::move(line.text));
      }
    }
    if (!kept.empty()) {
      out[id] = longest(std::move(kept));
    }
  }
  return out;
}

}  // namespace vaughn::engine
