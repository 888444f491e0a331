// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/census.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/consultation.h"

namespace vaughn::engine {

// By a decision in force, or as the latest volume shows it.
bool is_withheld_in_full(const PageRow& page);

// What the pages withheld in full say, to be looked for in what goes out. Each line of
// telling_lines() is known by a hash of its folded words, so that it is found however a paper
// breaks its lines. Pages are read in sandboxed children, each once: the hashes are kept in
// .vaughn/withheld, by the page images they were read from.
class WithheldText {
 public:
  static base::Result<WithheldText> open(Workspace& workspace, Sandbox& sandbox);

  using LineId = std::uint64_t;
  struct Found {
    std::int64_t times = 0;
    std::vector<std::string> words{};
    std::vector<foia::PageRef> pages{};  // withheld, on which the line stands, in order
  };
  // In words as base::folded_words() gives them.
  std::map<LineId, Found> find(const std::vector<std::string>& words) const;

  std::int64_t page_count() const { return static_cast<std::int64_t>(pages_.size()); }
  std::int64_t line_count() const { return line_count_; }

  // Records whose page images cannot be read, and why; nothing is found of these.
  struct Unread {
    foia::RecordId record{};
    std::vector<foia::PageRef> pages{};
    std::string why{};
  };
  const std::vector<Unread>& unread() const { return unread_; }

 private:
  struct Entry {
    std::uint64_t anchor = 0;  // of the first words of the line
    LineId line = 0;
    std::uint32_t words = 0;
    std::uint32_t page = 0;  // index into pages_
    auto operator<=>(const Entry&) const = default;
  };
  void finish();
  bool may_hold(std::uint64_t anchor) const;

  std::vector<foia::PageRef> pages_{};   // rising
  std::vector<Entry> entries_{};         // rising
  std::vector<std::uint64_t> filter_{};  // a bit for each anchor, by its low bits
  std::int64_t line_count_ = 0;
  std::vector<Unread> unread_{};
};

// Those of the lines whose words do not all stand on one released page, in whatever order: what is
// not open. A page is released by the latest volume that holds it, unless that was asked back or
// the page is withheld since; its words are those of the volume's text files. `leaving`: folders of
// text files that go out now.
base::Result<void> remove_open_lines(
    Workspace& workspace,
    const std::vector<std::filesystem::path>& leaving,
    std::map<WithheldText::LineId, std::vector<std::string>>& lines);

}  // namespace vaughn::engine
