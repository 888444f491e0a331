// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/page_check.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::verify {

using base::Rect;

namespace {

// A box is black; a scan's grain and a JPEG's ringing stay below this.
constexpr int kDark = 96;
// Less difference than this between the darkest and the lightest pixel of a word is no ink.
constexpr int kLeastContrast = 40;
// As much of it as that, in red, green or blue and weighed as the eye does, needs some shade of
// gray that is neither white nor black: blue, which weighs least, 121 of 255.
constexpr double kRed = 0.30;
constexpr double kGreen = 0.59;
constexpr double kBlue = 0.11;
constexpr int kBlackToAll = 13;
constexpr int kWhiteToAll = 242;
// A box that shows less black than this beside its label covers nothing.
constexpr double kLeastDarkShare = 0.3;
// Coordinates are rounded to hundredths on their way here: a word that shares less than this with a
// box (points) only touches it. Cursive words may end where a box begins.
constexpr double kRounding = 0.02;
// Boxes of at least so many pixels are looked at without their rim.
constexpr int kFitted = 8;
// Outlines of white letters on black reach this far out of a word's box, in points.
constexpr double kLabelMargin = 2.0;
// The stamps' strip: how far up from the lower edge they may stand, in points.
constexpr double kStampStrip = 54;
// Words smaller than this (points) cannot be told from dirt at 100 dpi.
constexpr double kSmallestSeenWord = 4;
// More words than this do not stand on a slip sheet.
constexpr std::size_t kMostSlipSheetWords = 150;

// The part of a word's box that ink fills: boxes of words on neighbouring lines overlap by their
// ascenders and descenders, their cores do not.
Rect core(const Rect& word) {
  const double cut = word.height() * 0.2;
  return {word.x0, word.y0 + cut, word.x1, word.y1 - cut};
}

bool has_letter_or_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
  });
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
      out += c;
    }
  }
  return base::replace_all(std::move(out), "\u00A0", "");
}

std::string_view without_separators(std::string_view word) {
  while (!word.empty() && (word.back() == ';' || word.back() == ',' || word.back() == ':')) {
    word.remove_suffix(1);
  }
  return word;
}

struct Range {
  int lowest = 255;
  int highest = 0;
  int contrast() const { return highest - lowest; }
};

Range range_of(const GrayPage& page, const PixelRange& pixels) {
  Range out;
  for (int y = pixels.y0; y <= pixels.y1; ++y) {
    for (int x = pixels.x0; x <= pixels.x1; ++x) {
      out.lowest = std::min(out.lowest, page.at(x, y));
      out.highest = std::max(out.highest, page.at(x, y));
    }
  }
  return out;
}

// Black on blue and red on green hardly differ in gray.
bool is_seen_in_color(const SeenPage& seen, const PixelRange& pixels, const Range& in_gray) {
  if (in_gray.highest <= kBlackToAll || in_gray.lowest >= kWhiteToAll || !seen.in_color) {
    return false;
  }
  const ColorPage* page = seen.in_color();
  if (page == nullptr || page->width != seen.picture.width || page->height != seen.picture.height) {
    return false;
  }
  Range ranges[3];
  for (int y = pixels.y0; y <= pixels.y1; ++y) {
    for (int x = pixels.x0; x <= pixels.x1; ++x) {
      for (int part = 0; part < 3; ++part) {
        auto& range = ranges[part];
        range.lowest = std::min(range.lowest, page->at(x, y, part));
        range.highest = std::max(range.highest, page->at(x, y, part));
      }
    }
  }
  const double red = ranges[0].contrast();
  const double green = ranges[1].contrast();
  const double blue = ranges[2].contrast();
  return kRed * red * red + kGreen * green * green + kBlue * blue * blue >=
         kLeastContrast * kLeastContrast;
}

bool is_seen(const GrayPage& page, const Rect& word) {
  return range_of(page, pixels_inside(page, base::grown(word, 0.5))).contrast() >= kLeastContrast;
}

class PageCheck {
 public:
  PageCheck(const SeenPage& seen,
            const ClaimedPage& claimed,
            const Place& place,
            Findings& findings)
      : seen_(seen), claimed_(claimed), place_(place), findings_(findings) {
    for (const auto& box : claimed.boxes) {
      for (const auto& claim : box.claims) {
        for (const auto part : base::split(claim, ' ')) {
          label_words_.insert(std::string(without_separators(part)));
        }
      }
    }
  }

  void run_layer() {
    for (std::size_t i = 0; i < claimed_.boxes.size(); ++i) {
      const auto& box = claimed_.boxes[i];
      place_.box = static_cast<int>(i + 1);
      const auto shown = seen_.frame.to_shown(box.box);
      if (!is_solid(base::intersection(shown, seen_.frame.visible()), words_in(shown).label)) {
        add("layer_not_solid",
            fmt::format("box {} is not black in both layers of the page", place_.box));
      }
    }
  }

  void run() {
    if (!claimed_.bates.empty()) {
      check_stamp();
    }
    for (std::size_t i = 0; i < claimed_.boxes.size(); ++i) {
      place_.box = static_cast<int>(i + 1);
      check_box(claimed_.boxes[i], i + 1);
    }
    place_.box = 0;
    if (claimed_.outcome == "withheld_in_full") {
      check_slip_sheet();
    }
  }

 private:
  void add(std::string_view code, std::string message) {
    findings_.add(code, place_, std::move(message));
  }

  // The number may have spaces, so it may be several words: they are joined along the last line.
  void check_stamp() {
    findings_.examined("stamps");
    const auto wanted = without_spaces(claimed_.bates);
    const auto visible = seen_.frame.visible();
    const Rect strip{visible.x0, visible.y1 - kStampStrip, visible.x1, visible.y1};
    std::vector<const Word*> line;
    for (const auto& word : seen_.words.words) {
      if (base::touches(core(word.box), strip)) {
        line.push_back(&word);
      }
    }
    std::stable_sort(line.begin(), line.end(), [](const Word* a, const Word* b) {
      return std::pair(std::round(a->box.y1), a->box.x0) <
             std::pair(std::round(b->box.y1), b->box.x0);
    });
    for (std::size_t first = 0; first < line.size(); ++first) {
      std::string joined;
      bool is_visible = true;
      for (std::size_t i = first; i < line.size() && joined.size() < wanted.size(); ++i) {
        joined += without_spaces(line[i]->text);
        is_visible = is_visible && is_seen(seen_.picture, line[i]->box);
        if (joined == wanted) {
          if (!is_visible) {
            add("stamp_invisible", "the number is in the text but not in the picture");
          }
          return;
        }
      }
    }
    add("stamp_missing", "the number does not stand at the foot of the page");
  }

  void check_box(const ClaimedBox& box, std::size_t index) {
    findings_.examined("boxes");
    findings_.examined("hidden_text");
    findings_.examined("labels");
    const auto shown = seen_.frame.to_shown(box.box);
    const auto visible = base::intersection(shown, seen_.frame.visible());
    if (box.box.is_empty() || visible.is_empty()) {
      add("box_off_page", fmt::format("box {}", index));
      return;
    }
    const auto words = words_in(shown);
    if (words.hidden > 0) {
      add("text_under_box",
          fmt::format("box {}: {} under it can be read",
                      index,
                      base::plural(static_cast<long long>(words.hidden), "word")));
    }
    if (pixels_inside(seen_.picture, visible).is_empty()) {
      add("box_off_page", fmt::format("box {} is too small to see", index));
    } else if (!is_solid(visible, words.label)) {
      add("box_not_solid", fmt::format("box {} is not black all over", index));
    }
    check_is_line_high(shown, index);
    check_label(box, index);
  }

  struct WordsInBox {
    std::vector<const Word*> label{};
    std::size_t hidden = 0;
  };
  WordsInBox words_in(const Rect& shown) const {
    WordsInBox out;
    for (const auto& word : seen_.words.words) {
      if (!base::touches(core(word.box), base::grown(shown, -kRounding))) {
        continue;
      }
      if (is_label_word(word.text)) {
        out.label.push_back(&word);
      } else {
        ++out.hidden;
      }
    }
    return out;
  }

  bool is_label_word(const std::string& text) const {
    // "(b)(6);(b)(7)(C)" may come as one word.
    for (const auto part : base::split(text, ';')) {
      if (!part.empty() && !label_words_.contains(std::string(without_separators(part)))) {
        return false;
      }
    }
    return true;
  }

  // Tops and tails of letters that stick out of a box tell which they are.
  void check_is_line_high(const Rect& shown, std::size_t index) {
    if (seen_.frame.rotation % 180 != 0) {
      return;
    }
    for (const auto& word : seen_.words.words) {
      const auto& box = word.box;
      const double middle = (box.y0 + box.y1) / 2;
      const bool is_beside = middle > shown.y0 && middle < shown.y1 &&
                             box.x0 < shown.x1 + 2 * box.height() &&
                             box.x1 > shown.x0 - 2 * box.height() && !is_label_word(word.text);
      const double rim = 0.3 * box.height();
      if (is_beside && box.height() < 2.5 * shown.height() &&
          (shown.y0 > box.y0 + rim || shown.y1 < box.y1 - rim)) {
        add("box_not_line_high", fmt::format("box {}", index));
        return;
      }
    }
  }

  // Black all over but for its label.
  bool is_solid(const Rect& visible, const std::vector<const Word*>& label) const {
    const auto& picture = seen_.picture;
    auto pixels = pixels_inside(picture, visible);
    // poppler fits an image to whole pixels of the page: its edges may be one pixel off.
    if (pixels.x1 - pixels.x0 >= kFitted && pixels.y1 - pixels.y0 >= kFitted) {
      pixels = {pixels.x0 + 1, pixels.y0 + 1, pixels.x1 - 1, pixels.y1 - 1};
    }
    std::vector<PixelRange> of_label;
    for (const auto* word : label) {
      of_label.push_back(pixels_inside(picture, base::grown(word->box, kLabelMargin)));
    }
    const auto is_label = [&](int x, int y) {
      return std::any_of(of_label.begin(), of_label.end(), [&](const PixelRange& range) {
        return x >= range.x0 && x <= range.x1 && y >= range.y0 && y <= range.y1;
      });
    };
    std::int64_t dark = 0;
    std::int64_t light = 0;
    for (int y = pixels.y0; y <= pixels.y1; ++y) {
      for (int x = pixels.x0; x <= pixels.x1; ++x) {
        if (picture.at(x, y) <= kDark) {
          ++dark;
        } else if (!is_label(x, y)) {
          ++light;
        }
      }
    }
    const auto all = static_cast<double>(pixels.x1 - pixels.x0 + 1) *
                     static_cast<double>(pixels.y1 - pixels.y0 + 1);
    return light == 0 && static_cast<double>(dark) >= kLeastDarkShare * all;
  }

  // The label stands where the manifest says: in the box, or beside one that is too small for it.
  void check_label(const ClaimedBox& box, std::size_t index) {
    const auto place = seen_.frame.to_shown(box.label_box);
    std::string text;
    bool is_visible = true;
    for (const auto& word : seen_.words.words) {
      if (base::touches(core(word.box), place) && is_label_word(word.text)) {
        text += without_spaces(word.text);
        is_visible = is_visible && is_seen(seen_.picture, word.box);
      }
    }
    const bool names_all =
        std::all_of(box.claims.begin(), box.claims.end(), [&](const auto& claim) {
          return text.find(code_of(claim)) != std::string::npos;
        });
    if (!names_all) {
      add("label_missing", fmt::format("box {} does not name its exemption", index));
    } else if (!is_visible) {
      add("label_invisible", fmt::format("the label of box {} cannot be seen", index));
    }
  }

  void check_slip_sheet() {
    findings_.examined("slip_sheets");
    std::string text;
    for (const auto& word : seen_.words.words) {
      text += without_spaces(word.text);
    }
    if (base::ascii_lower(text).find("withheld") == std::string::npos) {
      add("slip_sheet_missing", "a page withheld in full has no slip sheet in its place");
      return;
    }
    for (const auto& claim : claimed_.claims) {
      for (const auto part : base::split(claim, ' ')) {
        if (text.find(without_separators(part)) == std::string::npos) {
          add("slip_sheet_claim", fmt::format("the slip sheet does not name {}", claim));
          break;
        }
      }
    }
    if (seen_.words.words.size() > kMostSlipSheetWords) {
      add("slip_sheet_content", "more words stand on it than on a slip sheet");
    }
  }

  const SeenPage& seen_;
  const ClaimedPage& claimed_;
  Place place_;
  Findings& findings_;
  std::set<std::string> label_words_;
};

}  // namespace

void check_page(const SeenPage& seen,
                const ClaimedPage& claimed,
                const Place& place,
                Findings& findings) {
  PageCheck(seen, claimed, place, findings).run();
}

void check_layer(const SeenPage& seen,
                 const ClaimedPage& claimed,
                 const Place& place,
                 Findings& findings) {
  PageCheck(seen, claimed, place, findings).run_layer();
}

void check_words_are_seen(const SeenPage& seen, const Place& place, Findings& findings) {
  findings.examined("hidden_text");
  const auto page = seen.frame.visible();
  std::size_t dark = 0;
  std::size_t unseen = 0;
  std::size_t off_page = 0;
  for (const auto& word : seen.words.words) {
    if (!has_letter_or_digit(word.text)) {
      continue;
    }
    // Not "shares no area": words of broken fonts have no width.
    if (!base::touches(core(word.box), page)) {
      ++off_page;
      continue;
    }
    const auto pixels = pixels_inside(seen.picture, word.box);
    if (word.box.height() < kSmallestSeenWord || pixels.is_empty()) {
      continue;
    }
    const auto range = range_of(seen.picture, pixels);
    if (range.contrast() < kLeastContrast && !is_seen_in_color(seen, pixels, range)) {
      ++(range.highest <= kDark ? dark : unseen);
    }
  }
  const auto add = [&](std::string_view code, std::size_t count, std::string_view what) {
    if (count > 0) {
      findings.add(code,
                   place,
                   fmt::format("{} {}", base::plural(static_cast<long long>(count), "word"), what));
    }
  };
  add("text_under_dark", dark, "can be read under a dark area");
  add("text_off_page", off_page, "can be read outside the page");
  add("invisible_text", unseen, "can be read where nothing is seen");
}

}  // namespace vaughn::verify
