// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "ocr/reader.h"

// OpenMP's runtime; Tesseract asks it for threads. Declared here because clang ships no omp.h.
extern "C" void omp_set_max_active_levels(int levels);

namespace vaughn::ocr {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

namespace {

// A scanner's dust and the shadow at a page's edge stay below this share of dark pixels.
constexpr double kBlankShare = 0.0005;
constexpr int kDark = 128;
// Below this the page may lie on its side: upright print of any quality reads better.
constexpr int kDoubtful = 60;
constexpr int kSmallSide = 16;  // pixels; nothing smaller holds a word
constexpr double kPointsPerInch = 72;

// The picture turned clockwise by so many quarters.
base::Bytes turned(const GrayPicture& picture, int quarters) {
  const int width = picture.width;
  const int height = picture.height;
  base::Bytes out(picture.samples.size(), '\0');
  const auto at = [&](int x, int y) {
    return picture.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                           static_cast<std::size_t>(x)];
  };
  const int out_width = quarters % 2 == 0 ? width : height;
  const int out_height = quarters % 2 == 0 ? height : width;
  std::size_t i = 0;
  for (int y = 0; y < out_height; ++y) {
    for (int x = 0; x < out_width; ++x) {
      switch (quarters) {
        case 1: out[i++] = at(y, height - 1 - x); break;
        case 2: out[i++] = at(width - 1 - x, height - 1 - y); break;
        default: out[i++] = at(width - 1 - y, x); break;
      }
    }
  }
  return out;
}

// From pixels of a picture that was turned clockwise back to pixels of the original.
Rect unturned(const Rect& rect, int quarters, int width, int height) {
  switch (quarters) {
    case 1: return {rect.y0, height - rect.x1, rect.y1, height - rect.x0};
    case 2: return {width - rect.x1, height - rect.y1, width - rect.x0, height - rect.y0};
    case 3: return {width - rect.y1, rect.x0, width - rect.y0, rect.x1};
    default: return rect;
  }
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) > ' ') {
      out += letter;
    }
  }
  return out;
}

// A word as Tesseract places it: pixels of the picture it was given, y downwards.
struct Placed {
  Rect ink{};
  Rect row{};  // of the ink, widened to the whole height of its row; only right if it runs right
};

Placed placed(const tesseract::ResultIterator& it) {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  it.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom);
  Placed out;
  out.ink = {static_cast<double>(left),
             static_cast<double>(top),
             static_cast<double>(right),
             static_cast<double>(bottom)};
  out.row = out.ink;
  int x_a = 0;
  int y_a = 0;
  int x_b = 0;
  int y_b = 0;
  if (it.Baseline(tesseract::RIL_WORD, &x_a, &y_a, &x_b, &y_b)) {
    float height = 0;
    float descenders = 0;
    float ascenders = 0;
    it.RowAttributes(&height, &descenders, &ascenders);
    const double below = std::abs(static_cast<double>(descenders));
    const double whole = static_cast<double>(height);
    if (whole > 0 && whole < 4.0 * out.ink.height() && below < whole) {
      out.row.y1 = std::max(out.row.y1, std::max(y_a, y_b) + below);
      out.row.y0 = std::min(out.row.y0, std::min(y_a, y_b) - (whole - below));
    }
  }
  return out;
}

// A mark must cover what the ink of a word does not reach but that of its neighbours does.
Rect box_of(const Placed& word, int turns) {
  if (turns == 0) {
    return word.row;
  }
  Rect box = word.ink;
  const double by = 0.2 * (turns == 2 ? box.height() : box.width());
  (turns == 2 ? box.y0 : box.x0) -= by;
  (turns == 2 ? box.y1 : box.x1) += by;
  return box;
}

// Tesseract finds lines that run up or down by itself but does not say so: which way a line runs is
// seen from the places of its words. One turn for each line; a line of one word runs as most do.
std::vector<int> turns_of_lines(const std::vector<Word>& words, const std::vector<Placed>& places) {
  std::vector<int> out(words.empty() ? 0 : static_cast<std::size_t>(words.back().line) + 1, -1);
  std::array<std::size_t, 4> votes{};
  for (std::size_t first = 0; first < words.size();) {
    std::size_t last = first;
    while (last + 1 < words.size() && words[last + 1].line == words[first].line) {
      ++last;
    }
    if (last > first) {
      const auto& a = places[first].ink;
      const auto& b = places[last].ink;
      const double dx = b.x0 + b.x1 - a.x0 - a.x1;
      const double dy = b.y0 + b.y1 - a.y0 - a.y1;
      const int turns = std::abs(dx) >= std::abs(dy) ? (dx >= 0 ? 0 : 2) : (dy < 0 ? 1 : 3);
      out[static_cast<std::size_t>(words[first].line)] = turns;
      votes.at(static_cast<std::size_t>(turns)) += last - first;
    }
    first = last + 1;
  }
  const auto most = std::max_element(votes.begin(), votes.end()) - votes.begin();
  std::replace(out.begin(), out.end(), -1, static_cast<int>(most));
  return out;
}

}  // namespace

struct Reader::Impl {
  tesseract::TessBaseAPI api{};
  std::string version{};

  ReadPicture read(const GrayPicture& picture, int quarters);
};

// Words of the picture turned clockwise by `quarters`, in its own, unturned coordinates.
ReadPicture Reader::Impl::read(const GrayPicture& picture, int quarters) {
  const base::Bytes other = quarters == 0 ? base::Bytes() : turned(picture, quarters);
  const base::BytesView samples = quarters == 0 ? picture.samples : base::BytesView(other);
  const int width = quarters % 2 == 0 ? picture.width : picture.height;
  const int height = quarters % 2 == 0 ? picture.height : picture.width;
  api.SetImage(reinterpret_cast<const unsigned char*>(samples.data()), width, height, 1, width);
  api.SetSourceResolution(static_cast<int>(std::lround(picture.dpi)));
  ReadPicture out;
  if (api.Recognize(nullptr) != 0) {
    return out;
  }
  const double scale = kPointsPerInch / picture.dpi;
  const std::unique_ptr<tesseract::ResultIterator> it(api.GetIterator());
  double sum = 0;
  double letters = 0;
  int line = -1;
  int paragraph = -1;
  std::vector<Placed> places;
  if (it != nullptr && !it->Empty(tesseract::RIL_WORD)) {
    do {
      if (it->IsAtBeginningOf(tesseract::RIL_PARA)) {
        ++paragraph;
      }
      if (it->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
        ++line;
      }
      const std::unique_ptr<char[]> utf8(it->GetUTF8Text(tesseract::RIL_WORD));
      if (utf8 == nullptr) {
        continue;
      }
      Word word;
      word.text = without_spaces(utf8.get());
      if (word.text.empty()) {
        continue;
      }
      places.push_back(placed(*it));
      word.confidence =
          static_cast<int>(std::clamp(it->Confidence(tesseract::RIL_WORD), 0.F, 100.F));
      word.line = std::max(line, 0);
      word.paragraph = std::max(paragraph, 0);
      const auto weight = static_cast<double>(word.text.size());
      sum += weight * word.confidence;
      letters += weight;
      out.words.push_back(std::move(word));
    } while (it->Next(tesseract::RIL_WORD));
  }
  api.Clear();
  const auto turns = turns_of_lines(out.words, places);
  for (std::size_t i = 0; i < out.words.size(); ++i) {
    auto& word = out.words[i];
    const int turn = turns[static_cast<std::size_t>(word.line)];
    const Rect pixels = unturned(box_of(places[i], turn), quarters, picture.width, picture.height);
    word.box = {std::max(0.0, pixels.x0) * scale,
                (picture.height - std::min<double>(picture.height, pixels.y1)) * scale,
                std::min<double>(picture.width, pixels.x1) * scale,
                (picture.height - std::max(0.0, pixels.y0)) * scale};
    // The picture was turned clockwise, so its writing runs that much more counter-clockwise.
    word.quarter_turns = (quarters + turn) % 4;
  }
  out.confidence = letters > 0 ? static_cast<int>(std::lround(sum / letters)) : 0;
  return out;
}

std::string text_of(const ReadPicture& read) {
  std::string out;
  for (std::size_t i = 0; i < read.words.size(); ++i) {
    const auto& word = read.words[i];
    out += word.text;
    if (i + 1 == read.words.size()) {
      out += '\n';
    } else if (read.words[i + 1].paragraph != word.paragraph) {
      out += "\n\n";
    } else if (read.words[i + 1].line != word.line) {
      out += '\n';
    } else {
      out += ' ';
    }
  }
  return out;
}

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(std::string_view languages) {
  // One thread: sandboxed children may not start more, and pages are read side by side already.
  omp_set_max_active_levels(0);
  setMsgSeverity(L_SEVERITY_NONE);
  auto impl = std::make_unique<Impl>();
  const std::string wanted(languages);
  impl->api.SetVariable("debug_file", "/dev/null");
  if (impl->api.Init(nullptr, wanted.c_str(), tesseract::OEM_LSTM_ONLY) != 0) {
    return Error{ErrorCode::not_found,
                 fmt::format("Tesseract cannot load the language '{}'", wanted),
                 "install its model, for example the package tesseract-ocr-eng"};
  }
  impl->api.SetPageSegMode(tesseract::PSM_AUTO);
  impl->version = fmt::format("tesseract {} {}", tesseract::TessBaseAPI::Version(), wanted);
  return Reader(std::move(impl));
}

const std::string& Reader::version() const {
  return impl_->version;
}

Result<ReadPicture> Reader::read(const GrayPicture& picture) {
  const auto expected =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (picture.width <= 0 || picture.height <= 0 || picture.samples.size() != expected ||
      !(picture.dpi > 0)) {
    return Error{ErrorCode::invalid_argument, "not a gray picture", ""};
  }
  const auto dark = std::count_if(picture.samples.begin(), picture.samples.end(), [](char sample) {
    return static_cast<unsigned char>(sample) < kDark;
  });
  if (picture.width < kSmallSide || picture.height < kSmallSide ||
      static_cast<double>(dark) < kBlankShare * static_cast<double>(expected)) {
    ReadPicture blank;
    blank.is_blank = true;
    return blank;
  }
  auto best = impl_->read(picture, 0);
  if (best.confidence >= kDoubtful) {
    return best;
  }
  // Weighs how sure and how much: noise reads as a few sure letters.
  const auto score = [](const ReadPicture& read) {
    double out = 0;
    for (const auto& word : read.words) {
      out += word.confidence >= kDoubtful ? static_cast<double>(word.text.size()) : 0;
    }
    return out;
  };
  for (const int quarters : {1, 3, 2}) {
    auto other = impl_->read(picture, quarters);
    if (score(other) > score(best)) {
      best = std::move(other);
    }
  }
  return best;
}

}  // namespace vaughn::ocr
