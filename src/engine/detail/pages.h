// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "base/result.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/determination.h"
#include "foia/ids.h"
#include "foia/matter.h"
#include "pdf/page_text.h"
#include "redact/burn.h"

namespace vaughn::engine {

// The words of one page, with the part of it that is shown.
struct ReadPage {
  base::Rect shown{};  // PDF user space
  pdf::PageText text{};
};

// All pages of a record's rendition, read in a sandboxed child. Record without one: conflict.
base::Result<std::vector<ReadPage>> read_pages(Workspace& workspace,
                                               Sandbox& sandbox,
                                               foia::RecordId record);

// Keeps what read_pages() gave, for a command that looks at the same records again and again; at
// most so many pages, then it starts anew.
class PageCache {
 public:
  PageCache(Workspace& workspace, Sandbox& sandbox) : workspace_(workspace), sandbox_(sandbox) {}
  base::Result<const std::vector<ReadPage>*> read(foia::RecordId record);

 private:
  static constexpr std::size_t kMaxPages = 20'000;
  Workspace& workspace_;
  Sandbox& sandbox_;
  std::map<foia::RecordId, std::vector<ReadPage>> pages_{};
  std::size_t count_ = 0;
};

// One record's pages to burn or to clean.
struct BurnRequest {
  base::Bytes pdf{};
  std::vector<redact::BurnBox> boxes{};
  std::vector<int> pages{};
  bool is_all_pictures = false;  // pages without a box are rendered, too
  bool keeps_no_scan_text = false;
  bool is_native = false;  // see redact::BurnOptions
  std::vector<redact::Insert> inserts{};
};
// A mark as it is burnt: its label, and as wide as the matter wants boxes under its exemption.
redact::BurnBox burn_box(const foia::Matter& matter, const foia::Mark& mark);

base::Bytes encode_burn(const BurnRequest& request);  // arguments of Task::burn, without the PDF
base::Bytes encode_burned(const redact::Burned& burned);
base::Result<redact::Burned> decode_burned(base::BytesView bytes);
base::Result<redact::Burned> burn(Sandbox& sandbox, BurnRequest request);

// Handlers for the zygote.
base::Result<void> serve_page_texts(base::BytesView arguments,
                                    base::BytesView input,
                                    const work::Emit& emit);
base::Result<void> serve_burn(base::BytesView arguments,
                              base::BytesView input,
                              const work::Emit& emit);
base::Result<void> serve_images(base::BytesView arguments,
                                base::BytesView input,
                                const work::Emit& emit);
base::Result<void> serve_page_count(base::BytesView arguments,
                                    base::BytesView input,
                                    const work::Emit& emit);
// Loads what burning opens on first use (fonts), while files can still be read.
void warm_up_pages();

base::Result<std::vector<ReadPage>> decode_page_texts(base::BytesView bytes);

}  // namespace vaughn::engine
