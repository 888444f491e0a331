// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

namespace vaughn::pdf {

struct PageFacts {
  std::vector<std::string> keys{};  // of the page dictionary, sorted, "/Contents"
  base::Rect media_box{};           // inherited ones too; empty if it is none
  base::Rect crop_box{};            // the part of the media box that is shown
  int rotation = 0;                 // 0, 90, 180, 270
  int annotations = 0;
  int pending_redactions = 0;        // annotations that ask for a redaction nobody carried out
  int dark_highlights = 0;           // highlighter strokes so dark that they hide what they mark
  std::vector<std::string> fonts{};  // /BaseFont of all fonts in reach, sorted; "" for a Type 3 one
  // Areas painted over the picture; counted only on a page of one image, or two layers of one, and
  // fonts of ours, else -1.
  int fills = -1;
  bool is_layered = false;  // an image and a stencil of black writing over it, see layers.h
  std::vector<std::string> images{};  // SHA-256 of the stored data of all images in reach, sorted
  // Where images are painted, in user space; only on a page whose fonts are all ours.
  std::vector<base::Rect> image_places{};
  std::vector<base::Rect> edge_places{};  // the same of each piece of a path, painted or clipped to
  std::string label{};                    // of /PageLabels; empty if there is none
  std::vector<std::string> spoken{};      // /Alt of structure elements of this page, sorted
};

// What a PDF holds besides its pages, read from its objects (without a renderer).
struct Facts {
  int page_count = 0;
  std::vector<PageFacts> pages{};
  std::vector<std::string> catalog_keys{};  // sorted
  std::vector<std::string> info_keys{};     // of the document information dictionary
  std::string language{};
  std::string title{};
  bool has_xmp = false;  // any /Metadata stream, of the document or of an object
  std::string xmp{};     // of the document, if no other object has any
  int annotations = 0;
  int embedded_files = 0;
  bool has_javascript = false;
  bool has_open_action = false;  // /OpenAction or /AA anywhere
  bool has_layers = false;       // /OCProperties
  bool has_form = false;         // /AcroForm
  bool has_structure_tree = false;
  bool has_outline = false;
  bool has_alternate_text = false;  // /ActualText, /Alt or /E in any dictionary
  // Text in the marks of a content stream, or /ActualText, /E or /T of a structure element.
  bool has_replacement_text = false;
  // The structure tree holds more than elements with their kids, roles and /Alt.
  bool has_odd_structure = false;
  std::set<std::string> structure_roles{};    // "/P"
  bool has_odd_output_intent = false;         // other than the sRGB one that we write
  std::vector<std::string> archive_faults{};  // if `xmp` says PDF/A: see archive_faults()
  bool has_thumbnails = false;
  bool has_private_data = false;  // /PieceInfo
  // Keys by kind of object: "image", "form", "font", "descriptor", "state", "pattern", "shading",
  // "element", "structure root", "intent".
  std::map<std::string, std::set<std::string>> object_keys{};
  int unclean_images = 0;  // JPEG data with comments, camera data, or bytes behind their end
  std::vector<std::string> image_hashes{};  // SHA-256 of the stored data of every image, sorted
  // Letters that the font of pages drawn anew holds though no page shows them.
  int spare_letters = 0;
  std::vector<std::string> outline_titles{};  // bookmarks, in no particular order
  bool is_encrypted = false;
  bool is_linearized = false;
  int eof_markers = 0;
  std::size_t bytes_before_header = 0;
  std::size_t bytes_after_eof = 0;
  bool has_earlier_revision = false;  // /Prev in the trailer
  int objects = 0;
  int unreachable_objects = 0;
  std::vector<std::string> warnings{};  // from reading every object and stream
};

base::Result<Facts> inspect(base::BytesView pdf, std::string_view password = "");

// Of the libraries this program runs with.
struct EngineVersions {
  std::string qpdf{};   // "11.3.0"
  std::string mupdf{};  // "1.21.1"
};
EngineVersions engine_versions();

// Gives every place where bytes of content can hide: each string and name of each object, each
// decoded stream (raw where it cannot be decoded), the strings shown by content streams joined
// across TJ, and the file itself. `place` says which ("object 12 stream").
using ContentVisitor = std::function<void(std::string_view place, base::BytesView bytes)>;
base::Result<void> visit_content(base::BytesView pdf, const ContentVisitor& visitor);

// Which of the needles (UTF-8) occur in the file in any common disguise: as is, UTF-16 of either
// byte order, hexadecimal, without white space, whatever the case. Needles under four characters
// are looked for as is only.
struct Leak {
  std::size_t needle = 0;  // index
  std::string place{};
  std::string disguise{};  // "text", "utf-16", "hex", "without spaces"
  bool operator==(const Leak&) const = default;
};
base::Result<std::vector<Leak>> find_leaks(base::BytesView pdf,
                                           const std::vector<std::string>& needles);

}  // namespace vaughn::pdf
