// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

namespace vaughn::received {

// What is to be seen on a page of somebody else's PDF. Coordinates are those of the page as
// displayed: points, origin at the lower left.
struct SeenWord {
  std::string text{};
  base::Rect box{};
  int line = 0;
  bool is_hidden = false;  // it can be read and not be seen
  bool operator==(const SeenWord&) const = default;
};

// A rectangle that may be a deletion.
struct SeenArea {
  base::Rect box{};
  bool is_dark = false;  // else an empty frame
  double ink = 0;        // share of dark pixels within a frame
  bool operator==(const SeenArea&) const = default;
};

struct SeenPage {
  int number = 0;  // in its file, from 1
  double width = 0;
  double height = 0;
  std::vector<SeenWord> words{};
  std::vector<SeenArea> areas{};  // from the top of the page
  double ink = 0;                 // share of dark pixels
  bool was_read = false;          // its words come from character recognition
  bool operator==(const SeenPage&) const = default;
};

// Fewer letters than this are a stamp or a page number over a scan, whose picture has to be read.
inline constexpr int kMinLetters = 25;
int letters_of(const SeenPage& page);

struct SeenPages {
  int page_count = 0;  // of the file
  std::vector<SeenPage> pages{};
};

// Runs where strangers' bytes are parsed: a PDF and a range of pages as arguments -> SeenPages.
base::Bytes encode_page_range(int first, int last);
base::Result<void> serve_see(base::BytesView arguments,
                             base::BytesView input,
                             const std::function<void(base::BytesView)>& emit);
base::Result<SeenPages> decode_seen(base::BytesView bytes);

// A page -> its picture as PNG, with the same arguments as serve_see() and a resolution.
base::Bytes encode_picture_request(int page, int dpi);
base::Result<void> serve_picture(base::BytesView arguments,
                                 base::BytesView input,
                                 const std::function<void(base::BytesView)>& emit);

}  // namespace vaughn::received
