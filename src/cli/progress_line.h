// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/terminal.h"
#include "engine/progress.h"

namespace vaughn::cli {

enum class ProgressStyle {
  automatic,  // a line that moves on a terminal, else a line every few seconds
  plain,
  json,  // one object a line
  none,
};
base::Result<ProgressStyle> parse_progress_style(std::string_view word);

using Seconds = std::chrono::duration<double>;

// "collect  1,204 of 6,904  212/s  27 s left  38 exceptions"
std::string describe(const engine::Progress& progress, Seconds elapsed);

// Shows on stderr how far a stage is. Never on stdout, so that answers stay clean.
class ProgressLine {
 public:
  ProgressLine(Terminal& terminal, ProgressStyle style);

  // `now` counts from any beginning that stays the same.
  void show(const engine::Progress& progress, Seconds now);
  // Removes a moving line, so that other output can follow.
  void clear();

 private:
  Terminal* terminal_;
  ProgressStyle style_;
  bool is_moving_ = false;
  bool is_on_screen_ = false;
  std::string stage_{};
  std::int64_t done_ = 0;
  Seconds stage_began_{};
  std::optional<Seconds> last_shown_{};
};

}  // namespace vaughn::cli
