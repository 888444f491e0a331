// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/hidden_text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vaughn::pdf {

namespace {

using base::Rect;
using base::Result;

// Pixels that differ by less are rounding.
constexpr int kChanged = 12;
// At half the resolution. Paint shines through the seams of images laid side by side, by a quarter
// where two meet in a pixel, by a third where four do.
constexpr int kChangedCoarsely = 100;
// An area whose samples differ by less is of one color; at or below kDark it is dark, from kLight
// on it is paper.
constexpr int kOneColor = 24;
constexpr int kDark = 110;
constexpr int kLight = 225;
// A scan is grainy: its black need not be of one color, but has little that is not dark.
constexpr double kDarkShare = 0.97;
// In a coarse picture a few grains spoil more of it.
constexpr double kCoarseShare = 0.6;
// Words that share so much of the smaller one's area lie on each other.
constexpr double kSamePlace = 0.7;
// Words in question so close to each other (points) are looked at in one picture, and there are no
// more pictures than these of one page.
constexpr double kOnePart = 36;
constexpr std::size_t kMostParts = 4;

bool differ(const Pixmap& a, const Pixmap& b, const PixelArea& area, int changed = kChanged) {
  for (int y = area.y0; y < area.y1; ++y) {
    for (int x = area.x0; x < area.x1; ++x) {
      for (int part = 0; part < a.components; ++part) {
        if (std::abs(static_cast<int>(a.at(x, y, part)) - b.at(x, y, part)) >= changed) {
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

Ground ground_of(const Pixmap& view, const PixelArea& area, int dark_to = kDark) {
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
      dark += brightest <= dark_to ? 1 : 0;
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

// More words than this are compared with each other only by chance.
constexpr std::size_t kMostCompared = 3000;

// Of words written over each other, those below; the same word twice is a shadow.
void add_overwritten(const PageText& text, std::vector<HiddenWord>& out) {
  std::vector<const Word*> words;
  for (const Word& word : text.words) {
    if (!word.is_invisible && has_letter_or_digit(word.text)) {
      words.push_back(&word);
    }
  }
  // From below upwards, so that only words at the same height are compared.
  std::vector<std::size_t> order(words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return words[a]->box.y0 < words[b]->box.y0;
  });
  const auto area = [](const Rect& rect) { return rect.width() * rect.height(); };
  std::vector<char> is_below(words.size(), 0);
  for (std::size_t at = 0; at < order.size(); ++at) {
    const Word& one = *words[order[at]];
    for (std::size_t next = at + 1; next < order.size(); ++next) {
      const Word& other = *words[order[next]];
      if (other.box.y0 >= one.box.y1) {
        break;
      }
      const Rect shared = base::intersection(one.box, other.box);
      if (shared.is_empty() || one.text == other.text) {
        continue;
      }
      if (area(shared) >= kSamePlace * std::min(area(one.box), area(other.box)) &&
          one.text.find(other.text) == std::string::npos &&
          other.text.find(one.text) == std::string::npos) {
        is_below[std::min(order[at], order[next])] = 1;
      }
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_below[i] != 0) {
      out.push_back({words[i]->text, words[i]->box, HiddenBy::text});
    }
  }
}

// A word that only a picture can tell of.
struct Suspect {
  const Word* word = nullptr;
  Rect shown{};  // displayed coordinates
};

// Whether an area may be dark all over, by the coarse picture.
bool may_be_dark(const Pixmap& coarse, const Rect& shown, const PageInfo& info) {
  auto area = pixels_of(shown, info, coarse.dpi);
  area = {area.x0 + 1, area.y0 + 1, area.x1 - 1, area.y1 - 1};  // the rim mixes with what is beside
  return area.is_empty() || ground_of(coarse, area, kCoarselyDark).dark_share >= kCoarseShare;
}

bool is_on_page(const Rect& shown, const PageView& view) {
  return !pixels_of(shown, view.info(), view.dpi()).is_empty();
}

// Painted words that may be covered or not differ from their ground, and words of a scan's layer
// where the scan may be dark; in the order of the page.
Result<std::vector<Suspect>> suspects_of(PageView& view, const PageText& text) {
  std::vector<Suspect> out;
  for (const Word& word : text.words) {
    if ((!word.is_invisible && !word.may_be_hidden) || !has_letter_or_digit(word.text)) {
      continue;
    }
    const Rect shown = view.info().to_display.apply(word.box);
    if (!is_on_page(shown, view)) {
      continue;
    }
    if (word.is_invisible && !may_be_dark(*TRY(view.coarse()), shown, view.info())) {
      continue;
    }
    out.push_back({&word, shown});
  }
  return out;
}

// Bands of the page that hold suspects, from its top.
std::vector<Rect> parts_with(std::vector<Suspect> suspects) {
  std::sort(suspects.begin(), suspects.end(), [](const Suspect& a, const Suspect& b) {
    return a.shown.y1 > b.shown.y1;
  });
  std::vector<Rect> out;
  for (const auto& suspect : suspects) {
    if (!out.empty() && (out.back().y0 - suspect.shown.y1 < kOnePart || out.size() == kMostParts)) {
      out.back() = base::united(out.back(), suspect.shown);
    } else {
      out.push_back(suspect.shown);
    }
  }
  return out;
}

bool holds(const Rect& outer, const Rect& inner) {
  return inner.x0 >= outer.x0 && inner.y0 >= outer.y0 && inner.x1 <= outer.x1 &&
         inner.y1 <= outer.y1;
}

PixelArea within(const PixelArea& area, const PageView::Part& part) {
  return {area.x0 - part.x0, area.y0 - part.y0, area.x1 - part.x0, area.y1 - part.y0};
}

// Of words with nothing but an image below them, those that make a difference at half the
// resolution, well within their boxes, can be seen. The image need not be decoded again for that.
Result<void> drop_seen(PageView& view, std::vector<Suspect>& suspects) {
  const auto is_meant = [](const Suspect& suspect) { return suspect.word->is_on_image; };
  std::vector<Suspect> on_images;
  std::copy_if(suspects.begin(), suspects.end(), std::back_inserter(on_images), is_meant);
  const double dpi = view.dpi() / 2;
  for (const auto& band : parts_with(on_images)) {
    const auto part = TRY(view.part(band, dpi, PageView::Text::shown_and_left_out));
    std::erase_if(suspects, [&](const Suspect& suspect) {
      auto area = within(pixels_of(suspect.shown, view.info(), dpi), part);
      area = {area.x0 + 1, area.y0 + 1, area.x1 - 1, area.y1 - 1};
      return is_meant(suspect) && holds(band, suspect.shown) && !area.is_empty() &&
             differ(part.picture, part.without_text, area, kChangedCoarsely);
    });
  }
  return {};
}

HiddenBy kind_of(const Ground& ground) {
  if (ground.dark_share >= kDarkShare) {
    return HiddenBy::box;
  }
  if (ground.high - ground.low >= kOneColor) {
    return HiddenBy::paint;
  }
  return ground.low >= kLight ? HiddenBy::page : HiddenBy::box;
}

}  // namespace

Result<std::vector<HiddenWord>> hidden_words(PageView& view, const PageText& text) {
  std::vector<HiddenWord> out;
  if (text.words.size() <= kMostCompared) {
    add_overwritten(text, out);
  }
  auto suspects = TRY(suspects_of(view, text));
  TRY(drop_seen(view, suspects));
  std::vector<HiddenBy> kinds(suspects.size());
  std::vector<char> is_hidden(suspects.size(), 0);
  for (const auto& band : parts_with(suspects)) {
    // The text layer of a scan is not painted: a picture without it would be the same.
    const bool is_painted =
        std::any_of(suspects.begin(), suspects.end(), [&](const Suspect& suspect) {
          return !suspect.word->is_invisible && holds(band, suspect.shown);
        });
    const auto part = TRY(view.part(
        band, view.dpi(), is_painted ? PageView::Text::shown_and_left_out : PageView::Text::shown));
    for (std::size_t i = 0; i < suspects.size(); ++i) {
      const auto& [word, shown] = suspects[i];
      if (!holds(band, shown)) {
        continue;
      }
      const auto area = within(pixels_of(shown, view.info(), view.dpi()), part);
      const Ground ground = ground_of(part.picture, area);
      if (word->is_invisible) {
        kinds[i] = HiddenBy::ocr_layer;
        is_hidden[i] = ground.dark_share >= kDarkShare ? 1 : 0;
      } else {
        kinds[i] = kind_of(ground);
        is_hidden[i] = differ(part.picture, part.without_text, area) ? 0 : 1;
      }
    }
  }
  for (std::size_t i = 0; i < suspects.size(); ++i) {
    if (is_hidden[i] != 0) {
      out.push_back({suspects[i].word->text, suspects[i].word->box, kinds[i]});
    }
  }
  return out;
}

}  // namespace vaughn::pdf
