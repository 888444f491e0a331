// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/census.h"
#include "engine/detail/pages.h"
#include "engine/progress.h"
#include "engine/redact.h"
#include "store/bodies.h"

namespace vaughn::engine {

// A place to mark, with what the mark is to say.
struct PlaceToMark {
  foia::RecordId record{};
  int page = 0;
  base::Rect box{};
  std::string text{};
  std::vector<foia::ExemptionClaim> claims{};
  std::string reason{};
  std::string harm{};
};

// A mark must say an exemption, a reason and, unless it is (b)(3), the harm: invalid_argument.
base::Result<void> check_statement(const std::vector<foia::ExemptionClaim>& claims,
                                   const std::string& reason,
                                   const std::string& harm);

// Collects the marks of one event: the one way in which marks come to be.
class Placing {
 public:
  static base::Result<Placing> begin(Workspace& workspace, bool is_correction);

  const Census& census() const { return census_; }
  // Marks in force on a page, not those placed here.
  const std::vector<foia::Mark>& marks_on(foia::RecordId record, int page) const;
  bool is_produced(foia::RecordId record, int page) const;
  // Whether marks may stand on the record at all; counts why not.
  bool may_mark(foia::RecordId record);
  // Counts and leaves out what is produced, and what a mark with the same claims covers.
  bool place(PlaceToMark place);
  // Appends the event, if there is anything to append and this is no dry run.
  base::Result<MarkResult> finish(Workspace& workspace, const std::string& reason, bool is_dry_run);

  MarkResult& result() { return result_; }

 private:
  Census census_{};
  std::map<std::pair<foia::RecordId, int>, std::vector<foia::Mark>> existing_{};
  std::map<std::pair<foia::RecordId, int>, std::vector<std::size_t>> placed_{};
  std::set<std::pair<foia::RecordId, int>> produced_{};
  std::set<foia::RecordId> records_{};  // that got a mark
  bool is_correction_ = false;
  std::int64_t next_mark_ = 0;
  store::MarksAdded body_{};
  MarkResult result_{};
};

// The words that share a byte with [begin, end) of the page's text: the first and their number.
std::pair<std::size_t, std::size_t> words_between(const pdf::PageText& page,
                                                  std::size_t begin,
                                                  std::size_t end);

// Whether marks touch each of these words.
bool is_marked(const pdf::PageText& page,
               std::size_t first_word,
               std::size_t word_count,
               const std::vector<foia::Mark>& marks);

// Reads the pages of many records in children at a time and tells `each` in the order of `records`.
// Records whose pages cannot be read are returned.
using EachRecord =
    std::function<base::Result<void>(foia::RecordId, const std::vector<ReadPage>& pages)>;
base::Result<std::vector<foia::RecordId>> read_records(Workspace& workspace,
                                                       Sandbox& sandbox,
                                                       const std::vector<foia::RecordId>& records,
                                                       const std::string& stage,
                                                       const EachRecord& each,
                                                       const Watch& watch);

}  // namespace vaughn::engine
