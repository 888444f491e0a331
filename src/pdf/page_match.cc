// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/page_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/hash.h"
#include "pdf/document.h"
#include "pdf/remarks.h"

namespace vaughn::pdf {

using base::Result;

namespace {

constexpr double kDpi = 72;
// Of the words of the larger page.
constexpr double kMostWords = 0.5;

struct Look {
  base::Sha256 pixels{};
  std::vector<std::string> words{};  // sorted
  std::vector<std::string> read{};   // in the order of the page
  double width = 0;
  double height = 0;
  int match = 0;  // of the other document
};

Result<std::vector<Look>> looks_of(base::BytesView pdf) {
  const auto bare = TRY(without_remarks(pdf));
  auto document = TRY(Document::open(bare));
  std::vector<Look> out;
  for (int page = 1; page <= document.page_count(); ++page) {
    Look look;
    const auto info = TRY(document.page_info(page));
    look.width = info.width;
    look.height = info.height;
    const auto pixmap = TRY(document.render(page, kDpi, ColorMode::rgb));
    base::Hasher hasher;
    hasher.add_field(fmt::format("{} {}", pixmap.width, pixmap.height));
    hasher.add_field(pixmap.samples);
    look.pixels = hasher.finish();
    const auto text = TRY(document.page_text(page));
    for (const auto& word : text.words) {
      look.read.push_back(word.text);
    }
    look.words = look.read;
    std::sort(look.words.begin(), look.words.end());
    out.push_back(std::move(look));
  }
  return out;
}

bool has_same_size(const Look& a, const Look& b) {
  return std::abs(a.width - b.width) < 1 && std::abs(a.height - b.height) < 1;
}

double common_share(const Look& a, const Look& b) {
  std::vector<std::string> common;
  std::set_intersection(
      a.words.begin(), a.words.end(), b.words.begin(), b.words.end(), std::back_inserter(common));
  const auto most = std::max(a.words.size(), b.words.size());
  return most == 0 ? 0 : static_cast<double>(common.size()) / static_cast<double>(most);
}

// Pairs pages that nothing is paired with yet; of several candidates the one in the same place,
// then the first.
template <typename Predicate>
void pair_up(std::vector<Look>& originals,
             std::vector<Look>& returned,
             std::vector<MatchKind>& kinds,
             MatchKind kind,
             Predicate&& fits) {
  for (std::size_t j = 0; j < returned.size(); ++j) {
    if (returned[j].match != 0) {
      continue;
    }
    std::size_t best = originals.size();
    for (std::size_t i = 0; i < originals.size(); ++i) {
      if (originals[i].match == 0 && fits(originals[i], returned[j]) &&
          (best == originals.size() || i == j)) {
        best = i;
      }
    }
    if (best < originals.size()) {
      originals[best].match = static_cast<int>(j) + 1;
      returned[j].match = static_cast<int>(best) + 1;
      kinds[best] = kind;
    }
  }
}

}  // namespace

Result<std::vector<PageMatch>> match_pages(base::BytesView original, base::BytesView returned) {
  auto ours = TRY(looks_of(original));
  auto theirs = TRY(looks_of(returned));
  std::vector<MatchKind> kinds(ours.size(), MatchKind::missing);
  pair_up(ours, theirs, kinds, MatchKind::same, [](const Look& a, const Look& b) {
    return a.pixels == b.pixels;
  });
  pair_up(ours, theirs, kinds, MatchKind::redrawn, [](const Look& a, const Look& b) {
    return !a.read.empty() && a.read == b.read && has_same_size(a, b);
  });
  pair_up(ours, theirs, kinds, MatchKind::altered, [](const Look& a, const Look& b) {
    return common_share(a, b) >= kMostWords;
  });
  std::vector<PageMatch> out;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    out.push_back({kinds[i], static_cast<int>(i) + 1, ours[i].match});
  }
  for (std::size_t j = 0; j < theirs.size(); ++j) {
    if (theirs[j].match == 0) {
      out.push_back({MatchKind::added, 0, static_cast<int>(j) + 1});
    }
  }
  return out;
}

}  // namespace vaughn::pdf
