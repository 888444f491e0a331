// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "paper/document.h"

namespace vaughn::paper::detail {

// How text breaks into lines in Times New Roman, by the metrics of Liberation Serif, which are the
// same. Widths and sizes are in points.
class Measure {
 public:
  Measure();
  ~Measure();
  Measure(const Measure&) = delete;
  Measure& operator=(const Measure&) = delete;

  // At least 1. `first_indent` is of the first line only and may be negative.
  int line_count(const Runs& runs,
                 double width,
                 double size = 12,
                 bool is_bold = false,
                 double first_indent = 0) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::paper::detail
