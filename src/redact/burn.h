// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "pdf/pixmap.h"
#include "pdf/transform.h"

namespace vaughn::redact {

// A deletion to carry out.
struct BurnBox {
  int page = 0;         // of the input, from 1
  base::Rect box{};     // PDF user space of the input page
  std::string label{};  // "(b)(6); (b)(7)(C)", printed at the place of deletion
  std::string alt{};    // what a screen reader says; empty: made from the label
  // Its width is made a multiple of this, in points, as far as the words beside it leave room; 0:
  // as it is.
  double grid = 0;
};

// What happens to the text layer of a scan on a page that is burnt.
enum class ScanText { keep_aligned, drop };

// A document whose first page is put among the pages kept, such as a slip sheet.
struct Insert {
  std::size_t before = 0;  // this page of `pages_to_keep`, from 0; their number: at the end
  base::Bytes pdf{};
};

struct BurnOptions {
  std::string password{};
  double dpi = 300;       // of pages in black and white
  double jpeg_dpi = 200;  // of pages with shades or colour
  int jpeg_quality = 75;
  ScanText scan_text = ScanText::keep_aligned;
  // Called after each page; may be empty.
  std::function<void()> progress{};
  // Pages with boxes are drawn anew without what lies under them where that is certain, and burnt
  // otherwise.
  bool is_native = false;
  // Pages that carry no box but are to be turned into images all the same.
  std::vector<int> pages_to_render{};
  std::vector<Insert> inserts{};  // in order
  std::string title = "Redacted document";
  std::string language = "en-US";
};

enum class PageMethod {
  burned,    // rendered, blackened, rebuilt from pixels
  rendered,  // no box, but the page held something that cannot be copied safely
  copied,    // no box: copied through the allow-list
  redacted,  // drawn anew without what lay under the boxes, which are painted over the gaps
};
std::string_view to_string(PageMethod method);

// A box as burnt, in PDF user space of the page put out.
struct BurntBox {
  base::Rect box{};
  std::string label{};
  base::Rect label_box{};  // inside `box`, or in the margin beside it
  bool operator==(const BurntBox&) const = default;
};

struct PageProof {
  int page = 0;  // of the input, from 1
  PageMethod method{};
  // Why it was rendered without a box, or burnt where drawing anew was asked for.
  std::string reason{};
  double width = 0;  // of the page put out, as displayed, in points
  double height = 0;
  // User space of the input page to user space of the page put out.
  pdf::Transform transform{};
  std::vector<BurntBox> boxes{};
  pdf::ImageCoding coding{};  // of a burned or rendered page
  double dpi = 0;
  int words_kept = 0;
  int words_removed = 0;  // under or touching a box, or outside the page
};

struct Burned {
  base::Bytes pdf{};
  std::vector<PageProof> pages{};             // in output order, without inserted ones
  std::vector<std::string> archive_faults{};  // why it is not marked as PDF/A-2b; empty: it is
};

// Removes what the boxes cover and writes a new document with the pages kept, in that order. The
// new document is built from nothing: only page contents of the input reach it. It is tagged in
// reading order; each box is announced by its exemption. No page at all is an error, as is a box on
// a page that is not kept or does not touch its page. Without pages to keep, the input is not read.
// The same input gives the same bytes.
base::Result<Burned> burn(base::BytesView pdf,
                          std::span<const BurnBox> boxes,
                          std::span<const int> pages_to_keep,
                          const BurnOptions& options = {});

}  // namespace vaughn::redact
