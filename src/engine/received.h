// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/intake.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "received/check.h"
#include "received/compare.h"
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

// A production as a matter: see matter_from_received().
struct ReceivedIntake {
  std::int64_t installments = 0;
  std::int64_t documents = 0;
  std::int64_t pages = 0;
  std::int64_t numbered = 0;  // of the pages
  IntakeResult records{};
};
// matter.toml for it, with one office, "received", whose records they are.
std::string received_matter_toml(const ReceivedRequest& request, std::string_view name);
// Writes the files of the documents into received/ of the matter, named by their numbers, with a
// table of the numbers and outcomes of all pages, and takes them in as records.
base::Result<ReceivedIntake> take_in_received(Workspace& workspace,
                                              Sandbox& sandbox,
                                              const ReceivedRequest& request,
                                              const Watch& watch,
                                              const Stopped& stopped);

// Two releases of the same records.
struct ReceivedComparison {
  received::Production before{};
  received::Production after{};
  std::vector<received::PagePair> pairs{};  // pointing into the two
};
base::Result<ReceivedComparison> compare_received(Sandbox& sandbox,
                                                  const ReceivedRequest& before,
                                                  const ReceivedRequest& after,
                                                  const Watch& watch,
                                                  const Stopped& stopped);

}  // namespace vaughn::engine
