// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/find.h"
#include "engine/progress.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::engine {

// How each kind of record becomes pages; printed in every volume's README.
std::string_view rendition_policy();

struct RenderRequest {
  std::optional<Scope> scope{};  // none: every responsive record without page images
};

struct RenderResult {
  std::int64_t records = 0;
  std::int64_t pages = 0;
  std::int64_t already = 0;
  std::int64_t failed = 0;  // finding not_rendered: these need a person
  std::vector<foia::RecordId> failures{};
  bool was_stopped = false;
};

// Makes the paginated PDF of each record: PDF as it is, mail, text, web pages, spreadsheets and
// images by our own pages, word processor files by LibreOffice. Committed in batches; resumable.
base::Result<RenderResult> render(Workspace& workspace,
                                  Sandbox& sandbox,
                                  const RenderRequest& request,
                                  const Watch& watch,
                                  const Stopped& stopped);

}  // namespace vaughn::engine
