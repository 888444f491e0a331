// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "foia/figure.h"
#include "foia/markup.h"
#include "foia/matter.h"
#include "paper/document.h"
#include "report/figures.h"

namespace vaughn::report::detail {

// Turns the texts of a filing into runs and keeps account of every figure that gets printed.
class Composer {
 public:
  Composer(const foia::Matter& matter, const foia::Filing& filing, const foia::Figures& figures)
      : matter_(matter), filing_(filing), figures_(figures) {}

  // Where the figures asked for from now on are printed.
  void set_place(std::string place) { place_ = std::move(place); }

  // For deciding what to print; not counted as used.
  base::Result<std::int64_t> peek(std::string_view id) const { return figures_.value(id); }
  base::Result<std::int64_t> value(std::string_view id);
  base::Result<std::string> number(std::string_view id);                        // "1,234"
  base::Result<std::string> count(std::string_view id, std::string_view noun);  // "1,234 pages"

  // Markup resolved, quotation marks curled, footnotes attached.
  base::Result<paper::Runs> runs(std::string_view markup);

  const std::vector<UsedFigure>& used() const { return used_; }

 private:
  enum class Notes { allowed, forbidden };
  base::Result<paper::Runs> runs(std::string_view markup, Notes notes);
  base::Result<paper::Run> run(const foia::MarkupPiece& piece, Notes notes);

  const foia::Matter& matter_;
  const foia::Filing& filing_;
  const foia::Figures& figures_;
  std::string place_{};
  std::vector<UsedFigure> used_{};
};

}  // namespace vaughn::report::detail
