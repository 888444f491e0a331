// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "received/check.h"
#include "received/production.h"
#include "received/show.h"

namespace vaughn::engine {

// The requester's side: productions of any agency, without a matter.
struct ReceivedRequest {
  // Installments in the order in which they came: each a folder, a zip, a PDF or a load file, which
  // stands for the folder it lies in.
  std::vector<std::filesystem::path> paths{};
  std::filesystem::path index{};  // CSV or XLSX of the agency's index; empty: none
  bool reveals = false;
  bool reads_pictures = true;   // character recognition where a page has no text
  bool wants_pictures = false;  // of pages with findings
};

struct ReceivedResult {
  received::Production production{};
  received::Report report{};
  received::Pictures pictures{};
  std::string reader{};  // of pictures: "tesseract 5.3.0 eng"; empty: none
};

// A folder or archive that is no volume of vaughn, or a load file.
bool is_received(const std::filesystem::path& path);

// Every page, read in sandboxed children; what cannot be read is said of its document.
base::Result<received::Production> read_received(Sandbox& sandbox,
                                                 const ReceivedRequest& request,
                                                 const Watch& watch,
                                                 const Stopped& stopped);
base::Result<ReceivedResult> check_received(Sandbox& sandbox,
                                            const ReceivedRequest& request,
                                            const Watch& watch,
                                            const Stopped& stopped);

}  // namespace vaughn::engine
