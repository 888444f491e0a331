// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "engine/detail/work_folder.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

struct Paper {
  std::filesystem::path path{};  // where it is asked for
  base::Bytes bytes{};
};

// Papers between their making and their place. They lie in the matter's work folder, are searched
// there under the names they are to have for what was redacted or withheld, and get to their place
// only if nothing is open: docs/adr/0015. All of them or none.
class StagedPapers {
 public:
  static base::Result<StagedPapers> make(Workspace& workspace,
                                         Sandbox& sandbox,
                                         const std::vector<Paper>& papers);

  const OutgoingResult& outgoing() const { return outgoing_; }
  bool is_refused() const { return !outgoing_.is_clean(); }

  // Calls `record`, which writes the events that say they were made, then moves each to its place,
  // where it replaces an older one; returns the places. Folders are made, and places that cannot be
  // written to refused, before `record` is called. Only if they are not refused.
  base::Result<std::vector<std::filesystem::path>> publish(
      const std::function<base::Result<void>()>& record);

 private:
  explicit StagedPapers(WorkDir work) : work_(std::move(work)) {}

  WorkDir work_;
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> places_{};  // from, to
  OutgoingResult outgoing_{};
};

// Both forms of a letter; `out` without extension.
std::vector<Paper> letter_papers(const std::filesystem::path& out,
                                 base::Bytes docx,
                                 base::Bytes pdf);
// The papers of a folder, by name.
std::vector<Paper> papers_in(const std::filesystem::path& folder,
                             std::vector<std::pair<std::string, base::Bytes>> papers);

}  // namespace vaughn::engine
