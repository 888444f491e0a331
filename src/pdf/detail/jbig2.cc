// SPDX-License-Identifier: AGPL-3.0-or-later
// Three segments: a dictionary of marks, where they stand, and a group 4 picture of what is too
// large to be one. Numbers of sections and tables are those of T.88.
#include "pdf/detail/jbig2.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "pdf/detail/g4.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::BytesView;

// Marks larger than this, in pixels, are left to group 4.
constexpr int kMaxMark = 160;
// More than this, and coding would take too long.
constexpr std::size_t kMaxMarks = 40'000;
constexpr std::size_t kMaxMarkArea = 3'000'000;

// Annex E, table E.1.
struct State {
  std::uint16_t probability;
  std::uint8_t next_likely;
  std::uint8_t next_unlikely;
  bool is_switched;
};
constexpr std::array<State, 47> kStates{
    {{0x5601, 1, 1, true},    {0x3401, 2, 6, false},   {0x1801, 3, 9, false},
     {0x0AC1, 4, 12, false},  {0x0521, 5, 29, false},  {0x0221, 38, 33, false},
     {0x5601, 7, 6, true},    {0x5401, 8, 14, false},  {0x4801, 9, 14, false},
     {0x3801, 10, 14, false}, {0x3001, 11, 17, false}, {0x2401, 12, 18, false},
     {0x1C01, 13, 20, false}, {0x1601, 29, 21, false}, {0x5601, 15, 14, true},
     {0x5401, 16, 14, false}, {0x5101, 17, 15, false}, {0x4801, 18, 16, false},
     {0x3801, 19, 17, false}, {0x3401, 20, 18, false}, {0x3001, 21, 19, false},
     {0x2801, 22, 19, false}, {0x2401, 23, 20, false}, {0x2201, 24, 21, false},
     {0x1C01, 25, 22, false}, {0x1801, 26, 23, false}, {0x1601, 27, 24, false},
     {0x1401, 28, 25, false}, {0x1201, 29, 26, false}, {0x1101, 30, 27, false},
     {0x0AC1, 31, 28, false}, {0x09C1, 32, 29, false}, {0x08A1, 33, 30, false},
     {0x0521, 34, 31, false}, {0x0441, 35, 32, false}, {0x02A1, 36, 33, false},
     {0x0221, 37, 34, false}, {0x0141, 38, 35, false}, {0x0111, 39, 36, false},
     {0x0085, 40, 37, false}, {0x0049, 41, 38, false}, {0x0025, 42, 39, false},
     {0x0015, 43, 40, false}, {0x0009, 44, 41, false}, {0x0005, 45, 42, false},
     {0x0001, 45, 43, false}, {0x5601, 46, 46, false}}};

struct Context {
  std::uint8_t state = 0;
  std::uint8_t likely = 0;
};

// The arithmetic coder, annex E.
class Coder {
 public:
  void put(int bit, Context& context) {
    const State& state = kStates[context.state];
    range_ -= state.probability;
    if (bit == context.likely) {
      if ((range_ & 0x8000) != 0) {
        code_ += state.probability;
        return;
      }
      if (range_ < state.probability) {
        range_ = state.probability;
      } else {
        code_ += state.probability;
      }
      context.state = state.next_likely;
    } else {
      if (range_ < state.probability) {
        code_ += state.probability;
      } else {
        range_ = state.probability;
      }
      if (state.is_switched) {
        context.likely = static_cast<std::uint8_t>(1 - context.likely);
      }
      context.state = state.next_unlikely;
    }
    do {
      range_ <<= 1;
      code_ <<= 1;
      if (--left_ == 0) {
        put_byte();
      }
    } while ((range_ & 0x8000) == 0);
  }

  Bytes finish() {
    const std::uint32_t limit = code_ + range_;
    code_ |= 0xFFFF;
    code_ -= code_ >= limit ? 0x8000 : 0;
    code_ <<= left_;
    put_byte();
    code_ <<= left_;
    put_byte();
    if (last() != 0xFF) {
      out_ += '\xFF';
    }
    out_ += '\xAC';
    out_.erase(0, 1);  // the byte before the first
    return std::move(out_);
  }

 private:
  unsigned char last() const { return static_cast<unsigned char>(out_.back()); }

  void put_byte() {
    bool is_stuffed = last() == 0xFF;
    if (!is_stuffed && (code_ & 0x8000000) != 0) {
      out_.back() = static_cast<char>(last() + 1);
      is_stuffed = last() == 0xFF;
      code_ &= 0x7FFFFFF;
    }
    const int shift = is_stuffed ? 20 : 19;
    out_ += static_cast<char>(code_ >> shift);
    code_ &= (1U << shift) - 1;
    left_ = is_stuffed ? 7 : 8;
  }

  std::uint32_t code_ = 0;
  std::uint32_t range_ = 0x8000;
  int left_ = 12;
  Bytes out_ = Bytes(1, '\0');
};

// Whole numbers, annex A.
class Numbers {
 public:
  void put(Coder& coder, int value) {
    begin(coder, value < 0);
    const auto size = static_cast<std::uint32_t>(std::abs(value));
    struct Class {
      std::uint32_t first;
      int ones;
      int bits;
    };
    static constexpr std::array<Class, 6> kClasses{
        {{0, 0, 2}, {4, 1, 4}, {20, 2, 6}, {84, 3, 8}, {340, 4, 12}, {4436, 5, 32}}};
    std::size_t index = kClasses.size() - 1;
    while (size < kClasses[index].first) {
      --index;
    }
    const Class& own = kClasses[index];
    for (int i = 0; i < own.ones; ++i) {
      bit(coder, 1);
    }
    if (index + 1 < kClasses.size()) {
      bit(coder, 0);
    }
    for (int i = own.bits - 1; i >= 0; --i) {
      bit(coder, static_cast<int>((size - own.first) >> i & 1));
    }
  }
  // "Out of band": the end of a row.
  void put_end(Coder& coder) {
    begin(coder, true);
    for (int i = 0; i < 3; ++i) {
      bit(coder, 0);
    }
  }

 private:
  void begin(Coder& coder, bool is_negative) {
    before_ = 1;
    bit(coder, is_negative ? 1 : 0);
  }
  void bit(Coder& coder, int value) {
    coder.put(value, contexts_[before_]);
    const auto next = before_ << 1 | static_cast<unsigned>(value);
    before_ = before_ < 256 ? next : (next & 511) | 256;
  }
  std::array<Context, 512> contexts_{};
  unsigned before_ = 1;
};

struct Run {
  int y = 0;
  int x0 = 0;
  int x1 = 0;  // behind its last pixel
};

struct Mark {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  std::uint32_t first_run = 0;  // of the sorted ones
  std::uint32_t runs = 0;
  std::uint32_t symbol = 0;
};

struct Symbol {
  int width = 0;
  int height = 0;
  Bytes bits{};  // rows begin at whole bytes, 1 is black
  std::uint32_t number = 0;
};

bool is_black(const Symbol& symbol, int x, int y) {
  if (x < 0 || y < 0 || x >= symbol.width) {
    return false;
  }
  const std::size_t stride = (static_cast<std::size_t>(symbol.width) + 7) / 8;
  const auto byte = static_cast<unsigned char>(
      symbol.bits[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x / 8)]);
  return (byte >> (7 - x % 8) & 1) != 0;
}

void find_runs(BytesView bits, int width, int height, std::vector<Run>& out) {
  const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
  std::vector<int> changes;
  for (int y = 0; y < height; ++y) {
    find_changes(
        reinterpret_cast<const unsigned char*>(bits.data()) + static_cast<std::size_t>(y) * stride,
        width,
        changes);
    for (std::size_t i = 0; changes[i] < width; i += 2) {
      out.push_back({y, changes[i], changes[i + 1]});
    }
  }
}

// Marks: runs that touch, corners included.
class Marks {
 public:
  explicit Marks(std::vector<Run> runs) : runs_(std::move(runs)) {
    root_.reserve(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      root_.push_back(static_cast<std::uint32_t>(i));
    }
    std::size_t above = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      while (above < i && (runs_[above].y < runs_[i].y - 1 ||
                           (runs_[above].y == runs_[i].y - 1 && runs_[above].x1 < runs_[i].x0))) {
        ++above;
      }
      for (std::size_t j = above;
           j < i && runs_[j].y == runs_[i].y - 1 && runs_[j].x0 <= runs_[i].x1;
           ++j) {
        join(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
      }
    }
    collect();
  }

  std::vector<Mark> marks{};
  std::vector<Run> sorted{};  // by mark

 private:
  std::uint32_t find(std::uint32_t run) {
    while (root_[run] != run) {
      root_[run] = root_[root_[run]];
      run = root_[run];
    }
    return run;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    root_[std::max(a, b)] = std::min(a, b);
  }

  void collect() {
    std::vector<std::uint32_t> number(runs_.size(), 0);
    std::vector<std::uint32_t> of_run(runs_.size(), 0);
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      const std::uint32_t root = find(i);
      const Run& run = runs_[i];
      if (root == i) {
        number[i] = static_cast<std::uint32_t>(marks.size());
        marks.push_back({run.x0, run.y, run.x1, run.y + 1, 0, 0, 0});
      }
      of_run[i] = number[root];
      Mark& mark = marks[of_run[i]];
      mark.x0 = std::min(mark.x0, run.x0);
      mark.x1 = std::max(mark.x1, run.x1);
      mark.y1 = std::max(mark.y1, run.y + 1);
      ++mark.runs;
    }
    std::uint32_t first = 0;
    for (Mark& mark : marks) {
      mark.first_run = first;
      first += mark.runs;
      mark.runs = 0;
    }
    sorted.resize(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      Mark& mark = marks[of_run[i]];
      sorted[mark.first_run + mark.runs++] = runs_[i];
    }
  }

  std::vector<Run> runs_;
  std::vector<std::uint32_t> root_{};
};

Bytes bitmap_of(const Mark& mark, const std::vector<Run>& runs) {
  const std::size_t stride = (static_cast<std::size_t>(mark.x1 - mark.x0) + 7) / 8;
  Bytes out(stride * static_cast<std::size_t>(mark.y1 - mark.y0), '\0');
  for (std::uint32_t i = 0; i < mark.runs; ++i) {
    const Run& run = runs[mark.first_run + i];
    const std::size_t row = static_cast<std::size_t>(run.y - mark.y0) * stride;
    for (int x = run.x0 - mark.x0; x < run.x1 - mark.x0; ++x) {
      char& byte = out[row + static_cast<std::size_t>(x / 8)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) | 0x80U >> (x % 8));
    }
  }
  return out;
}

void put16(Bytes& out, unsigned value) {
  out += static_cast<char>(value >> 8 & 0xFF);
  out += static_cast<char>(value & 0xFF);
}
void put32(Bytes& out, std::size_t value) {
  put16(out, static_cast<unsigned>(value >> 16 & 0xFFFF));
  put16(out, static_cast<unsigned>(value & 0xFFFF));
}

enum class Kind : unsigned char { symbols = 0, text = 6, generic = 38, page = 48 };

// 7.2: of page 1; `refers` says that it needs segment 1.
void put_segment(Bytes& out, int number, Kind kind, bool refers, const Bytes& data) {
  put32(out, static_cast<std::size_t>(number));
  out += static_cast<char>(kind);
  out += static_cast<char>(refers ? 1 << 5 : 0);
  if (refers) {
    out += '\1';
  }
  out += '\1';
  put32(out, data.size());
  out += data;
}

Bytes region(int width, int height) {
  Bytes out;
  put32(out, static_cast<std::size_t>(width));
  put32(out, static_cast<std::size_t>(height));
  put32(out, 0);
  put32(out, 0);
  out += '\0';  // black wherever one of the regions is
  return out;
}

// 6.2, template 0. The sixteen neighbours in the order of figure 3, from above.
void put_bitmap(Coder& coder, std::vector<Context>& contexts, const Symbol& symbol) {
  for (int y = 0; y < symbol.height; ++y) {
    unsigned two_above = 0;  // five pixels around x
    unsigned above = 0;      // seven
    unsigned before = 0;     // four
    for (int x = 0; x < 2; ++x) {
      two_above = two_above << 1 | (is_black(symbol, x, y - 2) ? 1U : 0U);
    }
    for (int x = 0; x < 3; ++x) {
      above = above << 1 | (is_black(symbol, x, y - 1) ? 1U : 0U);
    }
    for (int x = 0; x < symbol.width; ++x) {
      two_above = (two_above << 1 | (is_black(symbol, x + 2, y - 2) ? 1U : 0U)) & 0x1F;
      above = (above << 1 | (is_black(symbol, x + 3, y - 1) ? 1U : 0U)) & 0x7F;
      const int pixel = is_black(symbol, x, y) ? 1 : 0;
      coder.put(pixel, contexts[two_above << 11 | above << 4 | before]);
      before = (before << 1 | static_cast<unsigned>(pixel)) & 0xF;
    }
  }
}

// Where pixels look beyond the three rows around them: the places that the standard names first.
void put_places(Bytes& out) {
  for (const int place : {3, -1, -3, -1, 2, -2, -2, -2}) {
    out += static_cast<char>(place);
  }
}

// 6.2, 7.4.6, template 0, with rows told at once that are like those above them (6.2.5.7). Not as
// group 4: poppler 22.12 misreads pictures of that kind within JBIG2. `bits` as for encode_jbig2().
Bytes picture_of(const Bytes& bits, int width, int height) {
  constexpr std::size_t kSameAsAbove = 0x9B25;  // figure 8
  const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
  Bytes out = region(width, height);
  out += '\x08';  // arithmetic coding, template 0, typical prediction
  put_places(out);
  Coder coder;
  std::vector<Context> contexts(1 << 16);
  const Bytes white(stride, '\xFF');
  const auto row_at = [&](int y) {
    return y < 0 ? std::string_view(white)
                 : std::string_view(bits).substr(static_cast<std::size_t>(y) * stride, stride);
  };
  const auto is_black_in = [&](std::string_view row, int x) -> unsigned {
    return x < width && (static_cast<unsigned char>(row[static_cast<std::size_t>(x / 8)]) &
                         0x80U >> (x % 8)) == 0
               ? 1
               : 0;
  };
  bool was_same = false;
  for (int y = 0; y < height; ++y) {
    const auto row = row_at(y);
    const auto row_above = row_at(y - 1);
    const bool is_same = row == row_above;
    coder.put(is_same != was_same ? 1 : 0, contexts[kSameAsAbove]);
    was_same = is_same;
    if (is_same) {
      continue;
    }
    const auto row_two_above = row_at(y - 2);
    unsigned two_above = 0;
    unsigned above = 0;
    unsigned before = 0;
    for (int x = 0; x < 2; ++x) {
      two_above = two_above << 1 | is_black_in(row_two_above, x);
    }
    for (int x = 0; x < 3; ++x) {
      above = above << 1 | is_black_in(row_above, x);
    }
    for (int x = 0; x < width; ++x) {
      two_above = (two_above << 1 | is_black_in(row_two_above, x + 2)) & 0x1F;
      above = (above << 1 | is_black_in(row_above, x + 3)) & 0x7F;
      const unsigned pixel = is_black_in(row, x);
      coder.put(static_cast<int>(pixel), contexts[two_above << 11 | above << 4 | before]);
      before = (before << 1 | pixel) & 0xF;
    }
  }
  return out + coder.finish();
}

// 6.5, 7.4.2. Symbols in order of height.
Bytes dictionary_of(const std::vector<Symbol>& symbols) {
  Bytes out;
  put16(out, 0);  // arithmetic coding, no refinement, template 0
  put_places(out);
  put32(out, symbols.size());
  put32(out, symbols.size());
  Coder coder;
  Numbers heights;
  Numbers widths;
  Numbers exports;
  std::vector<Context> contexts(1 << 16);
  int height = 0;
  for (std::size_t i = 0; i < symbols.size();) {
    heights.put(coder, symbols[i].height - height);
    height = symbols[i].height;
    int width = 0;
    for (; i < symbols.size() && symbols[i].height == height; ++i) {
      widths.put(coder, symbols[i].width - width);
      width = symbols[i].width;
      put_bitmap(coder, contexts, symbols[i]);
    }
    widths.put_end(coder);
  }
  exports.put(coder, 0);
  exports.put(coder, static_cast<int>(symbols.size()));
  return out + coder.finish();
}

// 6.4, 7.4.3. Marks by their lower edge, then from the left.
Bytes places_of(const std::vector<Mark>& marks, std::size_t symbol_count, int width, int height) {
  Bytes out = region(width, height);
  put16(out, 0);  // arithmetic coding, strips of one row, lower left corners, OR
  put32(out, marks.size());
  int bits = 0;
  while ((std::size_t{1} << bits) < symbol_count) {
    ++bits;
  }
  Coder coder;
  Numbers rows;
  Numbers firsts;
  Numbers steps;
  std::vector<Context> names(std::size_t{1} << bits);
  rows.put(coder, 0);
  int row = 0;
  int first = 0;
  for (std::size_t i = 0; i < marks.size();) {
    const int bottom = marks[i].y1 - 1;
    rows.put(coder, bottom - row);
    row = bottom;
    int at = 0;
    for (bool is_first = true; i < marks.size() && marks[i].y1 - 1 == bottom;
         ++i, is_first = false) {
      const Mark& mark = marks[i];
      if (is_first) {
        firsts.put(coder, mark.x0 - first);
        first = mark.x0;
      } else {
        steps.put(coder, mark.x0 - at);
      }
      std::size_t prefix = 1;
      for (int bit = bits - 1; bit >= 0; --bit) {
        const auto value = static_cast<int>(mark.symbol >> bit & 1);
        coder.put(value, names[prefix & ((std::size_t{1} << bits) - 1)]);
        prefix = prefix << 1 | static_cast<std::size_t>(value);
      }
      at = mark.x1 - 1;
    }
    steps.put_end(coder);
  }
  return out + coder.finish();
}

}  // namespace

std::optional<Jbig2> encode_jbig2(BytesView bits, int width, int height) {
  std::vector<Run> runs;
  find_runs(bits, width, height, runs);
  // One bit for each end of a run.
  Jbig2 done{.least_g4 = 2 * runs.size() / 8};
  Marks found(std::move(runs));
  if (found.marks.size() > kMaxMarks || found.marks.size() < 2) {
    return std::nullopt;
  }
  const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
  Bytes large;  // as `bits`; empty: there is nothing large
  std::vector<Mark> small;
  std::vector<Symbol> symbols;
  std::unordered_map<Bytes, std::uint32_t> known;
  std::size_t area = 0;
  for (Mark& mark : found.marks) {
    const int mark_width = mark.x1 - mark.x0;
    const int mark_height = mark.y1 - mark.y0;
    if (mark_width > kMaxMark || mark_height > kMaxMark) {
      if (large.empty()) {
        large.assign(bits.size(), '\xFF');
      }
      for (std::uint32_t i = 0; i < mark.runs; ++i) {
        const Run& run = found.sorted[mark.first_run + i];
        const std::size_t at = static_cast<std::size_t>(run.y) * stride;
        for (int x = run.x0; x < run.x1; ++x) {
          char& byte = large[at + static_cast<std::size_t>(x / 8)];
          byte = static_cast<char>(static_cast<unsigned char>(byte) & ~(0x80U >> (x % 8)));
        }
      }
      continue;
    }
    Bytes bitmap = bitmap_of(mark, found.sorted);
    Bytes key = bitmap;
    key += static_cast<char>(mark_width);
    key += static_cast<char>(mark_height);
    const auto [at, is_new] = known.emplace(std::move(key), symbols.size());
    if (is_new) {
      area += static_cast<std::size_t>(mark_width) * static_cast<std::size_t>(mark_height);
      if (area > kMaxMarkArea) {
        return std::nullopt;
      }
      symbols.push_back({mark_width, mark_height, std::move(bitmap), at->second});
    }
    mark.symbol = at->second;
    small.push_back(mark);
  }
  if (small.size() < 2 || symbols.size() < 2) {
    return std::nullopt;
  }
  std::stable_sort(symbols.begin(), symbols.end(), [](const Symbol& a, const Symbol& b) {
    return a.height != b.height ? a.height < b.height : a.width < b.width;
  });
  std::vector<std::uint32_t> numbers(symbols.size(), 0);
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    numbers[symbols[i].number] = static_cast<std::uint32_t>(i);
  }
  for (Mark& mark : small) {
    mark.symbol = numbers[mark.symbol];
  }
  std::stable_sort(small.begin(), small.end(), [](const Mark& a, const Mark& b) {
    return a.y1 != b.y1 ? a.y1 < b.y1 : a.x0 < b.x0;
  });

  Bytes page;
  put32(page, static_cast<std::size_t>(width));
  put32(page, static_cast<std::size_t>(height));
  put32(page, 0);
  put32(page, 0);
  page += '\1';  // lossless; white, marks are added
  put16(page, 0);
  Bytes& out = done.bytes;
  put_segment(out, 0, Kind::page, false, page);
  put_segment(out, 1, Kind::symbols, false, dictionary_of(symbols));
  put_segment(out, 2, Kind::text, true, places_of(small, symbols.size(), width, height));
  if (!large.empty()) {
    put_segment(out, 3, Kind::generic, false, picture_of(large, width, height));
  }
  return done;
}

}  // namespace vaughn::pdf
