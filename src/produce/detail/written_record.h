// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/hash.h"
#include "foia/production.h"

namespace vaughn::produce {

// What is known of a record once its document lies in the volume.

struct WrittenPage {
  std::string bates{};
  double width = 0;  // as displayed, in units of user space
  double height = 0;
  // On the stamped page, in the order of the plan's boxes.
  std::vector<base::Rect> boxes{};
  std::vector<base::Rect> label_boxes{};
};

struct WrittenRecord {
  const foia::ProducedRecord* planned = nullptr;  // into the plan
  std::string begin{};                            // Bates of the first and last page
  std::string end{};
  std::string pdf_path{};  // "PDF/DOJ-000001.pdf"
  std::string text_path{};
  base::Sha256 pdf_hash{};
  std::vector<WrittenPage> pages{};
  std::string text{};                         // of the produced PDF
  std::vector<std::string> archive_faults{};  // why the PDF is not marked as PDF/A-2b
};

}  // namespace vaughn::produce
