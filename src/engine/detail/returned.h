// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/sandbox.h"
#include "package/form.h"
#include "package/package.h"
#include "pdf/page_match.h"
#include "pdf/remarks.h"

namespace vaughn::engine {

// An annotated PDF held against the one that left, in a sandboxed child.
struct ReturnedPdf {
  std::vector<pdf::PageMatch> pages{};
  pdf::Remarks remarks{};
};
base::Result<ReturnedPdf> read_returned_pdf(Sandbox& sandbox,
                                            base::BytesView original,
                                            base::BytesView returned);

base::Result<package::Opened> open_package(Sandbox& sandbox, base::Bytes bytes);
base::Result<package::OpenedReply> open_reply(Sandbox& sandbox, base::Bytes bytes);
// The first sheet of a workbook or a CSV file.
base::Result<std::vector<package::FormRow>> read_sheet(Sandbox& sandbox,
                                                       const std::string& name,
                                                       base::Bytes bytes);

// Handlers for the zygote.
base::Result<void> serve_returned_pdf(base::BytesView arguments,
                                      base::BytesView input,
                                      const work::Emit& emit);
base::Result<void> serve_open_package(base::BytesView arguments,
                                      base::BytesView input,
                                      const work::Emit& emit);
base::Result<void> serve_open_reply(base::BytesView arguments,
                                    base::BytesView input,
                                    const work::Emit& emit);

}  // namespace vaughn::engine
