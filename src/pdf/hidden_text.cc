// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/hidden_text.h"

#include <algorithm>
#include <cmath>

#include "pdf/quick_look.h"

namespace vaughn::pdf {

namespace {

using base::Rect;
using base::Result;

constexpr double kDpi = 100;
// Pixels that differ by less are rounding.
constexpr int kChanged = 12;
// An area whose samples differ by less is of one color; at or below kDark it is dark, from kLight
// on it is paper.
constexpr int kOneColor = 24;
constexpr int kDark = 110;
constexpr int kLight = 225;
// A scan is grainy: its black need not be of one color, but has little that is not dark.
constexpr double kDarkShare = 0.97;
// Words that share so much of the smaller one's area lie on each other.
constexpr double kSamePlace = 0.7;

struct Area {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

Area area_of(const Pixmap& view, const Rect& shown, double page_height) {
  const double scale = view.dpi / 72;
  const auto clamp = [](double value, int high) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(high)));
  };
  return {clamp(std::floor(shown.x0 * scale), view.width),
          clamp(std::floor((page_height - shown.y1) * scale), view.height),
          clamp(std::ceil(shown.x1 * scale), view.width),
          clamp(std::ceil((page_height - shown.y0) * scale), view.height)};
}

bool differ(const Pixmap& a, const Pixmap& b, const Area& area) {
  for (int y = area.y0; y < area.y1; ++y) {
    for (int x = area.x0; x < area.x1; ++x) {
      for (int part = 0; part < a.components; ++part) {
        if (std::abs(static_cast<int>(a.at(x, y, part)) - b.at(x, y, part)) >= kChanged) {
          return true;
        }
      }
    }
  }
  return false;
}

struct Ground {
  int low = 255;
  int high = 0;
  double dark_share = 0;
};

Ground ground_of(const Pixmap& view, const Area& area) {
  Ground out;
  int dark = 0;
  int all = 0;
  for (int y = area.y0; y < area.y1; ++y) {
    for (int x = area.x0; x < area.x1; ++x) {
      int brightest = 0;
      for (int part = 0; part < view.components; ++part) {
        const int value = view.at(x, y, part);
        out.low = std::min(out.low, value);
        brightest = std::max(brightest, value);
      }
      out.high = std::max(out.high, brightest);
      dark += brightest <= kDark ? 1 : 0;
      ++all;
    }
  }
  out.dark_share = all > 0 ? static_cast<double>(dark) / all : 0;
  return out;
}

bool has_letter_or_digit(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
           ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
  });
}

// Of words written over each other, those below; the same word twice is a shadow.
void add_overwritten(const PageText& text, std::vector<HiddenWord>& out) {
  std::vector<const Word*> words;
  for (const Word& word : text.words) {
    if (!word.is_invisible && has_letter_or_digit(word.text)) {
      words.push_back(&word);
    }
  }
  const auto area = [](const Rect& rect) { return rect.width() * rect.height(); };
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (std::size_t j = i + 1; j < words.size(); ++j) {
      const Rect shared = base::intersection(words[i]->box, words[j]->box);
      if (shared.is_empty() || words[i]->text == words[j]->text) {
        continue;
      }
      if (area(shared) >= kSamePlace * std::min(area(words[i]->box), area(words[j]->box)) &&
          words[i]->text.find(words[j]->text) == std::string::npos &&
          words[j]->text.find(words[i]->text) == std::string::npos) {
        out.push_back({words[i]->text, words[i]->box, HiddenBy::text});
        break;
      }
    }
  }
}

// More words than this are compared with each other only by chance.
constexpr std::size_t kMostCompared = 3000;

}  // namespace

Result<bool> may_have_hidden_words(Document& document, int page, const PageText& text) {
  const bool has_layer = std::any_of(
      text.words.begin(), text.words.end(), [](const Word& word) { return word.is_invisible; });
  if (text.words.empty() || (!text.may_hide_text && !has_layer)) {
    return true;  // quick anyway
  }
  const PageInfo info = TRY(document.page_info(page));
  const Pixmap view = TRY(document.render(page, kDpi, ColorMode::gray));
  return std::any_of(text.words.begin(), text.words.end(), [&](const Word& word) {
    const Area area = area_of(view, info.to_display.apply(word.box), info.height);
    if (area.x1 <= area.x0 || area.y1 <= area.y0 || !has_letter_or_digit(word.text)) {
      return false;
    }
    // Gray is never lighter than the brightest of the colors.
    const Ground ground = ground_of(view, area);
    return ground.dark_share >= kDarkShare ||
           (!word.is_invisible && ground.high - ground.low < kOneColor);
  });
}

Result<std::vector<HiddenWord>> hidden_words(Document& document, int page, const PageText& text) {
  std::vector<HiddenWord> out;
  if (text.words.size() <= kMostCompared) {
    add_overwritten(text, out);
  }
  const bool has_layer = std::any_of(
      text.words.begin(), text.words.end(), [](const Word& word) { return word.is_invisible; });
  if (text.words.empty() || (!text.may_hide_text && !has_layer)) {
    return out;
  }
  const PageInfo info = TRY(document.page_info(page));
  const bool is_painted = std::any_of(text.words.begin(), text.words.end(), [](const Word& word) {
    return !word.is_invisible && has_letter_or_digit(word.text);
  });
  // The text layer of a scan is not painted: a picture without it would be the same.
  const Pixmap with = TRY(document.render(page, kDpi, ColorMode::rgb));
  const Pixmap without = is_painted ? TRY(document.render_without_text(page, kDpi)) : Pixmap{};
  for (const Word& word : text.words) {
    const Area area = area_of(with, info.to_display.apply(word.box), info.height);
    const bool is_on_page = area.x1 > area.x0 && area.y1 > area.y0;
    if (!is_on_page || !has_letter_or_digit(word.text)) {
      continue;
    }
    const Ground ground = ground_of(with, area);
    if (word.is_invisible) {
      if (ground.dark_share >= kDarkShare) {
        out.push_back({word.text, word.box, HiddenBy::ocr_layer});
      }
      continue;
    }
    if (differ(with, without, area)) {
      continue;
    }
    const bool is_one_color = ground.high - ground.low < kOneColor;
    const HiddenBy by = ground.dark_share >= kDarkShare        ? HiddenBy::box
                        : is_one_color && ground.low >= kLight ? HiddenBy::page
                        : is_one_color                         ? HiddenBy::box
                                                               : HiddenBy::paint;
    out.push_back({word.text, word.box, by});
  }
  return out;
}

}  // namespace vaughn::pdf
