// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/check.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pdf/document.h"
#include "pdf/inspect.h"

namespace vaughn::redact {

namespace {

using base::Rect;
using base::Result;

constexpr double kCheckDpi = 150;
// Rounding in the file may move an edge by this much.
constexpr double kEdge = 0.15;
// JPEG smears white over the edges of black.
constexpr int kBlack = 96;

// Keys that a page we wrote can have.
constexpr std::string_view kPageKeys[] = {"/Contents",
                                          "/Group",
                                          "/MediaBox",
                                          "/Parent",
                                          "/Resources",
                                          "/Rotate",
                                          "/StructParents",
                                          "/Tabs",
                                          "/Type",
                                          "/UserUnit"};
constexpr std::string_view kCatalogKeys[] = {"/Lang",
                                             "/MarkInfo",
                                             "/Metadata",
                                             "/OutputIntents",
                                             "/Pages",
                                             "/StructTreeRoot",
                                             "/Type",
                                             "/ViewerPreferences"};

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (byte != ' ' && byte != '\n') {
      out += byte;
    }
  }
  return out;
}

class Checker {
 public:
  explicit Checker(const Burned& burned) : burned_(burned) {}

  Result<std::vector<Problem>> run(const std::vector<std::string>& removed) {
    pdf::Document document = TRY(pdf::Document::open(burned_.pdf));
    if (document.page_count() != static_cast<int>(burned_.pages.size())) {
      add(ProblemKind::page_mismatch, 0, "the number of pages differs from the plan");
      return std::move(problems_);
    }
    for (int page = 1; page <= document.page_count(); ++page) {
      TRY(check_page(document, page, burned_.pages[static_cast<std::size_t>(page) - 1]));
    }
    TRY(check_objects());
    const auto leaks = TRY(pdf::find_leaks(burned_.pdf, removed));
    for (const pdf::Leak& leak : leaks) {
      add(ProblemKind::string_found,
          0,
          fmt::format(
              "removed string {} stands in {} ({})", leak.needle + 1, leak.place, leak.disguise));
    }
    return std::move(problems_);
  }

 private:
  void add(ProblemKind kind, int page, std::string message) {
    problems_.push_back({kind, page, std::move(message)});
  }

  Result<void> check_page(pdf::Document& document, int page, const PageProof& proof) {
    const pdf::PageInfo info = TRY(document.page_info(page));
    if (std::abs(info.width - proof.width) > 0.1 || std::abs(info.height - proof.height) > 0.1) {
      add(ProblemKind::page_mismatch, page, "the size of the page differs from the plan");
    }
    if (proof.boxes.empty()) {
      return {};
    }
    const pdf::PageText text = TRY(document.page_text(page));
    const pdf::Pixmap view = TRY(document.render(page, kCheckDpi, pdf::ColorMode::gray));
    for (const BurntBox& box : proof.boxes) {
      check_words(text, page, proof, box);
      check_pixels(view, page, info.height, proof, box);
    }
    return {};
  }

  void check_words(const pdf::PageText& text,
                   int page,
                   const PageProof& proof,
                   const BurntBox& box) {
    std::string labels;
    for (const BurntBox& other : proof.boxes) {
      labels += other.label;
    }
    const std::string allowed = squeezed(labels);
    for (const pdf::Word& word : text.words) {
      const bool is_label =
          !word.is_invisible && allowed.find(squeezed(word.text)) != std::string::npos;
      if (!is_label && base::touches(base::grown(word.box, -kEdge), box.box)) {
        add(ProblemKind::word_in_box, page, "text stands under a box");
        break;
      }
    }
    if (box.label.empty()) {
      return;
    }
    const std::string found = squeezed(pdf::text_under(text, box.label_box));
    if (found.find(squeezed(box.label)) == std::string::npos) {
      add(ProblemKind::label_missing, page, "a label cannot be read at its place");
    }
  }

  void check_pixels(const pdf::Pixmap& view,
                    int page,
                    double height,
                    const PageProof& proof,
                    const BurntBox& box) {
    const double scale = view.dpi / 72;
    // Whole pixels inside of the box only.
    const int x0 = std::max(0, static_cast<int>(std::ceil(box.box.x0 * scale)));
    const int x1 = std::min(view.width, static_cast<int>(std::floor(box.box.x1 * scale)));
    const int y0 = std::max(0, static_cast<int>(std::ceil((height - box.box.y1) * scale)));
    const int y1 =
        std::min(view.height, static_cast<int>(std::floor((height - box.box.y0) * scale)));
    // Its own, or that of a box that overlaps it.
    const bool has_label_inside =
        std::any_of(proof.boxes.begin(), proof.boxes.end(), [&](const BurntBox& other) {
          return base::touches(box.box, other.label_box);
        });
    std::size_t bright = 0;
    for (int y = y0; y < y1; ++y) {
      for (int x = x0; x < x1; ++x) {
        bright += view.at(x, y) > kBlack ? 1 : 0;
      }
    }
    const auto area = static_cast<std::size_t>(std::max(0, x1 - x0)) *
                      static_cast<std::size_t>(std::max(0, y1 - y0));
    // The label's letters are thin: they never fill half of their box.
    if (has_label_inside ? 2 * bright > area : bright > 0) {
      add(ProblemKind::ink_in_box, page, "a box is not solid black");
    }
  }

  Result<void> check_objects() {
    const pdf::Facts facts = TRY(pdf::inspect(burned_.pdf));
    auto require = [&](bool is_met, std::string message) {
      if (!is_met) {
        add(ProblemKind::forbidden_object, 0, std::move(message));
      }
    };
    auto known = [](const auto& list, const std::string& key) {
      return std::find(std::begin(list), std::end(list), key) != std::end(list);
    };
    for (const std::string& key : facts.catalog_keys) {
      require(known(kCatalogKeys, key), "unknown catalog key");
    }
    for (const pdf::PageFacts& page : facts.pages) {
      for (const std::string& key : page.keys) {
        require(known(kPageKeys, key), "unknown page key " + key);
      }
    }
    require(facts.info_keys == std::vector<std::string>{"/Title"}, "document information");
    require(facts.has_xmp == !facts.xmp.empty() && facts.archive_faults.empty(), "metadata");
    require(!facts.has_odd_structure && !facts.has_replacement_text && !facts.has_odd_output_intent,
            "tags or an output intent with more than their purpose");
    require(facts.embedded_files == 0, "embedded files");
    require(!facts.has_javascript && !facts.has_open_action, "scripts or actions");
    require(facts.eof_markers == 1 && facts.bytes_after_eof == 0 && facts.bytes_before_header == 0,
            "more than one revision, or bytes around the file");
    require(!facts.has_earlier_revision, "an earlier revision");
    require(facts.unreachable_objects == 0, "unreachable objects");
    require(!facts.is_encrypted, "encryption");
    return {};
  }

  const Burned& burned_;
  std::vector<Problem> problems_;
};

}  // namespace

std::string_view to_string(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::word_in_box: return "word_in_box";
    case ProblemKind::ink_in_box: return "ink_in_box";
    case ProblemKind::label_missing: return "label_missing";
    case ProblemKind::page_mismatch: return "page_mismatch";
    case ProblemKind::forbidden_object: return "forbidden_object";
    case ProblemKind::string_found: return "string_found";
  }
  return "";
}

Result<std::vector<Problem>> check_burned(const Burned& burned,
                                          const std::vector<std::string>& removed) {
  return Checker(burned).run(removed);
}

}  // namespace vaughn::redact
