// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "verify/detail/document_check.h"
#include "verify/detail/findings.h"
#include "verify/detail/letters.h"
#include "verify/detail/page_check.h"
#include "verify/verify.h"

namespace vaughn::verify {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// Fewer letters than this stand in any file by chance.
constexpr std::size_t kShortest = 3;
constexpr std::string_view kTitle = "Redacted document";  // of a file that stands alone
// The only fonts of a page made of pixels: the invisible one of its words and that of its labels.
constexpr std::string_view kOurFont = "+LiberationSans";
constexpr std::string_view kRedrawnFont = "+Redrawn";  // of pages drawn anew
// Numbers in the file are rounded to thousandths of a point.
constexpr double kImageRim = 0.01;
// Lines end where half their thickness still fits beside the box.
constexpr double kEdgeRim = 0.05;

ClaimedPage claimed_of(const ExpectedPage& page) {
  ClaimedPage out{.outcome = page.boxes.empty() ? "in_full" : "in_part",
                  .width = page.width,
                  .height = page.height};
  for (const auto& box : page.boxes) {
    ClaimedBox claimed{.label_box = box.label_box.is_empty() ? box.box : box.label_box,
                       .box = box.box};
    for (const auto part : base::split(box.label, ';')) {
      if (const auto claim = base::trim(part); !claim.empty()) {
        claimed.claims.emplace_back(claim);
      }
    }
    out.boxes.push_back(std::move(claimed));
  }
  return out;
}

// Pages drawn anew: their images lie clear of all boxes, their font holds what they show. Returns
// the images that rightly are on them.
std::set<std::string> check_redrawn(const pdf::Facts& facts,
                                    const ExpectedFile& expected,
                                    const Place& place,
                                    Findings& findings) {
  std::set<std::string> out;
  for (std::size_t i = 0; i < facts.pages.size() && i < expected.pages.size(); ++i) {
    const auto& page = facts.pages[i];
    const auto& wanted = expected.pages[i];
    if (!wanted.is_redrawn) {
      continue;
    }
    const Place at{.file = place.file, .page = static_cast<int>(i + 1)};
    const bool is_ours =
        std::all_of(page.fonts.begin(), page.fonts.end(), [](const std::string& name) {
          return name.ends_with(kOurFont) || name.ends_with(kRedrawnFont);
        });
    if (!is_ours) {
      findings.add("font_of_source", at, "a page drawn anew has another font than ours");
      continue;
    }
    const auto touches_box = [&](const base::Rect& area, double rim) {
      return std::any_of(wanted.boxes.begin(), wanted.boxes.end(), [&](const ExpectedBox& box) {
        return base::touches(area, base::grown(box.box, -rim));
      });
    };
    // Not what lies around a box, and not its own edges.
    if (std::any_of(page.edge_places.begin(), page.edge_places.end(), [&](const base::Rect& edge) {
          return touches_box(edge, kEdgeRim);
        })) {
      findings.add("shape_in_box", at, "a line or shape of a page drawn anew reaches under a box");
    }
    const bool has_image_in_box =
        std::any_of(page.image_places.begin(), page.image_places.end(), [&](const auto& image) {
          return touches_box(image, kImageRim);
        });
    // Without letters nobody has looked where its images and shapes are.
    const bool has_letters =
        std::any_of(page.fonts.begin(), page.fonts.end(), [](const std::string& name) {
          return name.ends_with(kRedrawnFont);
        });
    if (has_image_in_box || !has_letters) {
      findings.add("image_in_box", at, "an image of a page drawn anew reaches under a box");
    } else {
      out.insert(page.images.begin(), page.images.end());
    }
  }
  if (facts.spare_letters > 0) {
    findings.add("font_holds_more",
                 place,
                 base::plural(facts.spare_letters, "letter") + " that no page shows");
  }
  return out;
}

void check_objects(const pdf::Facts& facts,
                   const ExpectedFile& expected,
                   const Place& place,
                   Findings& findings) {
  ClaimedRecord claimed{.begin = std::string(kTitle)};
  for (const auto& page : expected.pages) {
    claimed.pages.push_back(claimed_of(page));
  }
  check_is_ours(facts, claimed, place, findings);
  const auto shown = check_redrawn(facts, expected, place, findings);
  const bool survives =
      std::any_of(expected.images.begin(), expected.images.end(), [&](const auto& hash) {
        return !shown.contains(hash) &&
               std::binary_search(facts.image_hashes.begin(), facts.image_hashes.end(), hash);
      });
  if (survives) {
    findings.add("image_survives", place, "an image that lay on a redacted page");
  }
  for (std::size_t i = 0; i < facts.pages.size() && i < expected.pages.size(); ++i) {
    if (!expected.pages[i].is_picture) {
      continue;
    }
    std::set<std::tuple<double, double, double, double>> frames;
    for (const auto& box : expected.pages[i].boxes) {
      const auto& at = box.label_box;
      if (!at.is_empty() && !base::touches(at, box.box)) {
        frames.insert({at.x0, at.y0, at.x1, at.y1});
      }
    }
    const int fills = facts.pages[i].fills;
    if (fills < 0 || fills > static_cast<int>(frames.size())) {
      findings.add("box_painted",
                   {.file = place.file, .page = static_cast<int>(i + 1)},
                   "something is painted over the picture of the page");
    }
    const auto& fonts = facts.pages[i].fonts;
    if (std::any_of(fonts.begin(), fonts.end(), [](const std::string& name) {
          return !name.ends_with(kOurFont);
        })) {
      findings.add("font_of_source",
                   {.file = place.file, .page = static_cast<int>(i + 1)},
                   "a page made of pixels has another font than ours");
    }
  }
}

// Which of the strings can be read on the pages; false if none.
bool check_elsewhere(const std::vector<std::string>& searched,
                     const std::vector<PageWords>& pages,
                     const std::vector<std::string>& labels,
                     const Place& place,
                     Findings& findings) {
  std::set<std::string> own;
  for (const auto& label : labels) {
    own.insert(letters(label));
  }
  bool is_found = false;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    // " agent  smith ": words apart, so that a short one is not found inside a longer one.
    std::string text = " ";
    for (const auto& word : pages[page].words) {
      text += letters(word.text) + " ";
    }
    std::size_t count = 0;
    for (const auto& string : searched) {
      std::string wanted = " ";
      for (const auto part : base::split(string, ' ')) {
        const auto folded = letters(part);
        wanted += folded.empty() ? "" : folded + " ";
      }
      if (wanted.size() >= kShortest + 2 && !own.contains(letters(string))) {
        count += text.find(wanted) != std::string::npos ? 1 : 0;
      }
    }
    is_found = is_found || count > 0;
    if (count > 0) {
      findings.add("removed_text_elsewhere",
                   {.file = place.file, .page = static_cast<int>(page + 1)},
                   fmt::format("{} can be read on this page, too",
                               base::plural(static_cast<long long>(count), "removed string")));
    }
  }
  return is_found;
}

void note_boxes(const ExpectedFile& expected, const std::string& file, Report& report) {
  for (std::size_t i = 0; i < expected.pages.size(); ++i) {
    const auto page = static_cast<int>(i + 1);
    int index = 0;
    for (const auto& box : expected.pages[i].boxes) {
      ++index;
      report.boxes.push_back({.file = file, .page = page, .box = box.box, .label = box.label});
      set_failures(report.boxes.back(), index, report.findings);
    }
  }
}

}  // namespace

Result<std::vector<std::vector<std::string>>> words_under(const std::filesystem::path& file,
                                                          const std::vector<PlaceOnPage>& places,
                                                          const Options& options) {
  const Poppler poppler(options.tool_timeout);
  const auto facts = TRY(poppler.facts(file));
  const auto pages = TRY(poppler.words(file));
  std::vector<std::vector<std::string>> out;
  for (const auto& place : places) {
    out.emplace_back();
    const auto index = static_cast<std::size_t>(place.page - 1);
    if (place.page < 1 || index >= pages.size() || index >= facts.pages.size()) {
      continue;
    }
    const auto shown = facts.pages[index].to_shown(place.box);
    for (const auto& word : pages[index].words) {
      const double cut = word.box.height() * 0.2;
      const base::Rect core{word.box.x0, word.box.y0 + cut, word.box.x1, word.box.y1 - cut};
      if (base::touches(core, shown)) {
        out.back().push_back(word.text);
      }
    }
  }
  return out;
}

Result<Report> verify_redacted(const std::filesystem::path& file,
                               const ExpectedFile& expected,
                               const Options& options) {
  const auto bytes = TRY(base::read_file(file));
  Report report{.volume = file.filename().string(), .path = file.string()};
  report.counts.files = 1;
  Findings findings;
  for (const auto* check :
       {"structure", "hidden_text", "boxes", "labels", "removed_words", "tools"}) {
    findings.examined(check, 0);
  }
  const Place place{.file = report.volume};
  const auto needles = long_enough(expected.removed);
  const auto looked =
      look_at(file, bytes, Origin::ours, {.needles = needles, .sees_layers = true}, options);
  const auto& facts = looked.examination.facts;
  check_structure(facts, Origin::unknown, nullptr, place, findings);
  if (facts) {
    check_objects(*facts, expected, place, findings);
  }
  read_again(looked.examination, place, findings);
  detect_hidden(looked.examination, place, options, findings);
  const auto finish = [&] {
    findings.move_into(report);
    note_boxes(expected, report.volume, report);
    return std::move(report);
  };
  const auto& seen = looked.seen;
  if (!seen) {
    findings.add_not_checked(place, "text and pages", seen.error());
    return finish();
  }
  report.counts.pages = static_cast<std::int64_t>(seen->facts.pages.size());
  const auto by_qpdf = facts ? static_cast<std::size_t>(facts->page_count) : expected.pages.size();
  if (seen->facts.pages.size() != expected.pages.size() || by_qpdf != expected.pages.size()) {
    findings.add("page_count_differs",
                 place,
                 fmt::format("{} pages by poppler, {} by qpdf, {} planned",
                             seen->facts.pages.size(),
                             by_qpdf,
                             expected.pages.size()));
    return finish();
  }
  std::vector<std::string> labels;
  for (const auto& page : expected.pages) {
    for (const auto& box : page.boxes) {
      labels.push_back(box.label);
    }
  }
  const bool is_elsewhere =
      check_elsewhere(expected.searched, seen->words, labels, place, findings);
  check_removed_words(needles,
                      looked.examination.leaks,
                      seen->words,
                      "",
                      place,
                      is_elsewhere ? Elsewhere::was_said : Elsewhere::is_to_say,
                      findings);
  const auto look = [&](int number, const SeenPage& page) {
    const auto& wanted = expected.pages[static_cast<std::size_t>(number - 1)];
    const Place at{.file = place.file, .page = number};
    const auto visible = page.frame.visible();
    const double unit = visible.width() > 0 ? wanted.width / visible.width() : 1;
    // A page in larger units than points is measured in them.
    if (std::abs(visible.height() * unit - wanted.height) > 0.5 ||
        (wanted.is_picture && std::abs(visible.width() - wanted.width) > 0.5)) {
      findings.add("page_size_differs", at, "the page is not as large as planned");
    }
    check_page(page, claimed_of(wanted), at, findings);
    check_words_are_seen(page, at, findings);
  };
  const auto dpi = dpi_of_boxes(expected.pages, options.render_dpi);
  const auto done = look_at_pages(file, *seen, options, look, dpi);
  if (!done) {
    findings.add_not_checked(place, "rendering", done.error());
  }
  const auto look_at_one_layer = [&](int number, const SeenPage& page) {
    check_layer(page,
                claimed_of(expected.pages[static_cast<std::size_t>(number - 1)]),
                {.file = place.file, .page = number},
                findings);
  };
  check_layers(looked, place, dpi, options, look_at_one_layer, findings);
  return finish();
}

}  // namespace vaughn::verify
