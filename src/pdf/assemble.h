// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "pdf/transform.h"

namespace vaughn::pdf {

struct Piece {
  base::BytesView pdf{};
  std::vector<int> pages{};  // from 1, in this order; empty: all
  std::string password{};
};

// A new document with these pages and nothing else: only keys on an allow-list survive, so no
// metadata, scripts, attachments, links, form fields, structure tree, thumbnails or earlier
// revisions. Annotations are flattened into the page as a viewer shows them.
base::Result<base::Bytes> assemble(std::span<const Piece> pieces);

// What is written in the bottom margin of one page.
struct PageStamp {
  std::string left{};
  std::string center{};
  std::string right{};       // the Bates number
  std::string page_label{};  // shown by viewers as the page's number; may be empty
};

struct StampOptions {
  std::string title{};
  std::string language = "en-US";
  double font_size = 9;
  double strip_height = 28;  // the bottom of the page that belongs to the stamp
  double side_margin = 36;
};

struct Stamped {
  base::Bytes pdf{};
  // Per page: user space of the input page to user space of the stamped one. Not the identity
  // where the contents had to shrink to leave the strip free.
  std::vector<Transform> transforms{};
  // Why the document is not marked as PDF/A-2b. Empty: it is.
  std::vector<std::string> archive_faults{};
};

// One stamp per page of the document. Contents are never covered, and stay tagged if they are.
// Fonts are embedded, identifiers derive from content, no dates: the same input gives the same
// bytes.
base::Result<Stamped> stamp(base::BytesView pdf,
                            std::span<const PageStamp> stamps,
                            const StampOptions& options = {});

// The same document without what differs between two runs of the program that made it: dates,
// producer, identifiers, XMP, checksums.
base::Result<base::Bytes> normalise(base::BytesView pdf);

}  // namespace vaughn::pdf
