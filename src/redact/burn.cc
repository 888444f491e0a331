// SPDX-License-Identifier: AGPL-3.0-or-later
#include "redact/burn.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "pdf/document.h"
#include "pdf/page_builder.h"
#include "pdf/page_picture.h"
#include "redact/labels.h"
#include "redact/native.h"
#include "redact/snap.h"

namespace vaughn::redact {

namespace {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

std::string alt_of(const BurnBox& box) {
  if (!box.alt.empty()) {
    return box.alt;
  }
  return box.label.empty() ? "Redacted" : "Redacted under FOIA exemption " + box.label;
}

Result<void> check_request(pdf::Document& document,
                           std::span<const BurnBox> boxes,
                           std::span<const int> pages_to_keep) {
  if (pages_to_keep.empty()) {
    return Error{ErrorCode::invalid_argument, "no page to keep"};
  }
  for (const int page : pages_to_keep) {
    if (page < 1 || page > document.page_count()) {
      return Error{ErrorCode::invalid_argument, fmt::format("there is no page {} to keep", page)};
    }
  }
  for (const BurnBox& box : boxes) {
    if (std::find(pages_to_keep.begin(), pages_to_keep.end(), box.page) == pages_to_keep.end()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("a box lies on page {}, which is not kept", box.page)};
    }
    const pdf::PageInfo info = TRY(document.page_info(box.page));
    // Written so that a box that is not a number is refused, too.
    const bool is_on_page =
        box.box.x1 > box.box.x0 && box.box.y1 > box.box.y0 && base::touches(box.box, info.crop_box);
    if (!is_on_page) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("a box of page {} is empty or beside the page", box.page)};
    }
  }
  return {};
}

class Burner {
 public:
  Burner(pdf::Document document, pdf::PageBuilder builder, const BurnOptions& options)
      : document_(std::move(document)), builder_(std::move(builder)), options_(options) {}

  // Pages are copied only if both readers see the same, sound file.
  void set_copying(bool is_possible, std::string why_not) {
    can_copy_ = is_possible;
    why_not_ = std::move(why_not);
  }

  // The boxes with the widths that were asked for.
  Result<std::vector<BurnBox>> widened(std::span<const BurnBox> boxes) {
    std::vector<BurnBox> out(boxes.begin(), boxes.end());
    std::map<int, pdf::PageText> texts;
    for (BurnBox& box : out) {
      if (box.grid <= 0) {
        continue;
      }
      if (!texts.contains(box.page)) {
        texts.emplace(box.page, TRY(document_.page_text(box.page)));
      }
      box.box = redact::widened(texts.at(box.page), box.box, box.grid);
    }
    return out;
  }

  Result<void> add(int page, const std::vector<BurnBox>& boxes) {
    PageProof proof;
    proof.page = page;
    const pdf::PageInfo info = TRY(document_.page_info(page));
    proof.width = info.width;
    proof.height = info.height;
    if (!boxes.empty()) {
      proof.method = PageMethod::burned;
      TRY(add_picture(page, boxes, info, proof));
    } else if (TRY(is_copied(page, proof.reason))) {
      proof.method = PageMethod::copied;
    } else {
      proof.method = PageMethod::rendered;
      TRY(add_picture(page, boxes, info, proof));
    }
    proofs_.push_back(std::move(proof));
    return {};
  }

  Result<Burned> finish() {
    base::Bytes bytes = TRY(builder_.finish());
    return Burned{std::move(bytes), std::move(proofs_), builder_.archive_faults()};
  }

  // The documents that stand before this page kept.
  Result<void> insert_before(std::size_t position) {
    return add_inserts(builder_, options_.inserts, position);
  }

  static Result<void> add_inserts(pdf::PageBuilder& builder,
                                  const std::vector<Insert>& inserts,
                                  std::size_t position) {
    for (const Insert& insert : inserts) {
      if (insert.before == position) {
        TRY(builder.add_first_page_of(insert.pdf));
      }
    }
    return {};
  }

 private:
  // Copies the page if nothing speaks against it; otherwise says why not.
  Result<bool> is_copied(int page, std::string& reason) {
    const auto& wanted = options_.pages_to_render;
    if (std::find(wanted.begin(), wanted.end(), page) != wanted.end()) {
      reason = "asked for";
      return false;
    }
    if (!can_copy_) {
      reason = why_not_;
      return false;
    }
    const auto text = document_.page_text(page);
    if (!text) {
      reason = "its text cannot be read";
      return false;
    }
    if (text->has_text_off_page) {
      reason = "text lies outside of the visible page";
      return false;
    }
    const auto hidden = pdf::has_hidden_text(document_, page);
    if (!hidden || *hidden) {
      reason = "text is hidden";
      return false;
    }
    const auto added = builder_.add_source_page(page);
    if (!added) {
      reason = added.error().message;
      return false;
    }
    return true;
  }

  Result<pdf::Picture> picture_of(int page, const std::vector<BurnBox>& boxes) {
    std::vector<Rect> marks;
    for (const BurnBox& box : boxes) {
      marks.push_back(box.box);
    }
    pdf::PictureOptions options;
    options.dpi = options_.dpi;
    options.jpeg_dpi = std::min(options_.jpeg_dpi, options_.dpi);
    options.jpeg_quality = options_.jpeg_quality;
    options.keeps_scan_text = options_.scan_text == ScanText::keep_aligned;
    return pdf::picture_of_page(document_, page, marks, options, canvas_);
  }

  static std::vector<Rect> words_of(const pdf::Picture& picture) {
    std::vector<Rect> words;
    for (const pdf::PlacedText& word : picture.page.invisible_text) {
      words.push_back(word.box);
    }
    return words;
  }

  static std::vector<LabelWish> wishes_of(const std::vector<BurnBox>& boxes,
                                          const pdf::PageInfo& info) {
    std::vector<LabelWish> wishes;
    for (const BurnBox& box : boxes) {
      const Rect shown =
          base::intersection(info.to_display.apply(box.box), Rect{0, 0, info.width, info.height});
      wishes.push_back({shown, box.label, alt_of(box)});
    }
    return wishes;
  }

  // Makes boxes as wide as their labels where a little is missing; true if there are such.
  Result<bool> widen_for_labels(std::vector<BurnBox>& boxes,
                                const pdf::PageInfo& info,
                                const pdf::Picture& picture) {
    if (boxes.empty()) {
      return false;
    }
    if (!ruler_) {
      ruler_ = TRY(pdf::TextRuler::open());
    }
    const auto wishes = wishes_of(boxes, info);
    const auto words = words_of(picture);
    const auto wide =
        boxes_wide_enough(*ruler_, wishes, words, picture.ink, info.width, info.height);
    bool is_changed = false;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (wide[i] != wishes[i].box) {
        boxes[i].box = base::united(boxes[i].box, info.to_display.inverted().apply(wide[i]));
        is_changed = true;
      }
    }
    return is_changed;
  }

  Result<void> add_picture(int page,
                           std::vector<BurnBox> boxes,
                           const pdf::PageInfo& info,
                           PageProof& proof) {
    pdf::Picture picture = TRY(picture_of(page, boxes));
    const bool is_widened = TRY(widen_for_labels(boxes, info, picture));
    if (is_widened) {
      picture = TRY(picture_of(page, boxes));
    }
    proof.transform = info.to_display;
    proof.words_kept = picture.words_kept;
    proof.words_removed = picture.words_removed;
    if (!boxes.empty() && options_.is_native) {
      auto native = redact_natively(document_, page, picture.page.black_boxes);
      if (native) {
        proof.method = PageMethod::redacted;
        return add_native(boxes, info, picture, *std::move(native), proof);
      }
      proof.reason = native.error().message;
    }
    proof.coding = picture.page.image.coding;
    proof.dpi = picture.dpi;
    if (!boxes.empty()) {
      // The picture itself is black there. Nothing is painted over it, so that whoever looks at the
      // page looks at the picture.
      picture.page.black_boxes.clear();
      auto labels = TRY(labels_of(boxes, info, picture, picture.reading_places, proof));
      picture.page.right_margin = labels.right_margin;
      picture.page.framed_boxes = std::move(labels.framed_boxes);
      picture.page.labels = std::move(labels.labels);
    }
    return builder_.add_image_page(picture.page);
  }

  Result<void> add_native(const std::vector<BurnBox>& boxes,
                          const pdf::PageInfo& info,
                          const pdf::Picture& picture,
                          pdf::NativePage native,
                          PageProof& proof) {
    auto labels = TRY(labels_of(boxes, info, picture, native.reading_places, proof));
    native.black_boxes = picture.page.black_boxes;
    native.right_margin = labels.right_margin;
    native.framed_boxes = std::move(labels.framed_boxes);
    native.labels = std::move(labels.labels);
    return builder_.add_native_page(native);
  }

  struct Labels {
    double right_margin = 0;
    std::vector<Rect> framed_boxes{};
    std::vector<pdf::PlacedLabel> labels{};
  };
  Result<Labels> labels_of(const std::vector<BurnBox>& boxes,
                           const pdf::PageInfo& info,
                           const pdf::Picture& picture,
                           const std::vector<std::size_t>& reading_places,
                           PageProof& proof) {
    Labels out;
    const auto wishes = wishes_of(boxes, info);
    const auto words = words_of(picture);
    const auto layout = place_labels(*ruler_, wishes, words, picture.ink, info.width, info.height);
    out.right_margin = layout.right_margin;
    proof.width += layout.right_margin;
    for (std::size_t i = 0; i < wishes.size(); ++i) {
      const LabelPlace& place = layout.places[i];
      if (!place.is_inside && !place.parts.empty()) {
        out.framed_boxes.push_back(place.box);
      }
      // A box that shares its call-out, or has no label, is announced without letters of its own.
      auto parts = place.parts;
      if (parts.empty()) {
        parts.push_back({.text = "", .alt = wishes[i].alt, .box = wishes[i].box});
      }
      parts.front().before = reading_places[i];
      parts.front().leader = place.leader;
      out.labels.insert(out.labels.end(), parts.begin(), parts.end());
      proof.boxes.push_back({wishes[i].box, wishes[i].label, place.box});
    }
    return out;
  }

  pdf::Document document_;
  pdf::PageBuilder builder_;
  const BurnOptions& options_;
  pdf::Pixmap canvas_;
  std::optional<pdf::TextRuler> ruler_;
  bool can_copy_ = true;
  std::string why_not_;
  std::vector<PageProof> proofs_;
};

}  // namespace

std::string_view to_string(PageMethod method) {
  switch (method) {
    case PageMethod::burned: return "burned";
    case PageMethod::rendered: return "rendered";
    case PageMethod::copied: return "copied";
    case PageMethod::redacted: return "redacted";
  }
  return "";
}

Result<Burned> burn(base::BytesView pdf,
                    std::span<const BurnBox> boxes,
                    std::span<const int> pages_to_keep,
                    const BurnOptions& options) {
  pdf::PageBuilder builder({options.title, options.language});
  for (const Insert& insert : options.inserts) {
    if (insert.before > pages_to_keep.size()) {
      return Error{ErrorCode::invalid_argument, "a page is to be inserted behind the end"};
    }
  }
  if (pages_to_keep.empty() && boxes.empty() && !options.inserts.empty()) {
    TRY(Burner::add_inserts(builder, options.inserts, 0));
    base::Bytes bytes = TRY(builder.finish());
    return Burned{std::move(bytes), {}, builder.archive_faults()};
  }
  pdf::Document document = TRY(pdf::Document::open(pdf, options.password));
  TRY(check_request(document, boxes, pages_to_keep));
  const int page_count = document.page_count();
  const auto source = builder.set_source(pdf, options.password);
  const bool is_sound = source && builder.source_page_count() == page_count;
  const std::string why_not = source ? "two readers count different pages" : source.error().message;

  Burner burner(std::move(document), std::move(builder), options);
  burner.set_copying(is_sound, why_not);
  const auto wide = TRY(burner.widened(boxes));
  for (std::size_t i = 0; i < pages_to_keep.size(); ++i) {
    const int page = pages_to_keep[i];
    TRY(burner.insert_before(i));
    std::vector<BurnBox> own;
    std::copy_if(wide.begin(), wide.end(), std::back_inserter(own), [page](const BurnBox& box) {
      return box.page == page;
    });
    auto added = burner.add(page, own);
    if (!added) {
      return base::with_context(added.error(), fmt::format("page {}", page));
    }
    if (options.progress) {
      options.progress();
    }
  }
  TRY(burner.insert_before(pages_to_keep.size()));
  return burner.finish();
}

}  // namespace vaughn::redact
