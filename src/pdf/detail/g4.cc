// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/detail/g4.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace vaughn::pdf {

namespace {

using base::Bytes;

struct Code {
  std::uint16_t bits;
  std::uint8_t length;
};

// ITU-T T.4, tables 2 and 3: runs of 0 to 63; then of 64, 128, ... 2560.
constexpr Code kWhite[] = {
    {0x35, 8}, {0x7, 6},  {0x7, 4},  {0x8, 4},  {0xB, 4},  {0xC, 4},  {0xE, 4},  {0xF, 4},
    {0x13, 5}, {0x14, 5}, {0x7, 5},  {0x8, 5},  {0x8, 6},  {0x3, 6},  {0x34, 6}, {0x35, 6},
    {0x2A, 6}, {0x2B, 6}, {0x27, 7}, {0xC, 7},  {0x8, 7},  {0x17, 7}, {0x3, 7},  {0x4, 7},
    {0x28, 7}, {0x2B, 7}, {0x13, 7}, {0x24, 7}, {0x18, 7}, {0x2, 8},  {0x3, 8},  {0x1A, 8},
    {0x1B, 8}, {0x12, 8}, {0x13, 8}, {0x14, 8}, {0x15, 8}, {0x16, 8}, {0x17, 8}, {0x28, 8},
    {0x29, 8}, {0x2A, 8}, {0x2B, 8}, {0x2C, 8}, {0x2D, 8}, {0x4, 8},  {0x5, 8},  {0xA, 8},
    {0xB, 8},  {0x52, 8}, {0x53, 8}, {0x54, 8}, {0x55, 8}, {0x24, 8}, {0x25, 8}, {0x58, 8},
    {0x59, 8}, {0x5A, 8}, {0x5B, 8}, {0x4A, 8}, {0x4B, 8}, {0x32, 8}, {0x33, 8}, {0x34, 8},
};
constexpr Code kBlack[] = {
    {0x37, 10}, {0x2, 3},   {0x3, 2},   {0x2, 2},   {0x3, 3},   {0x3, 4},   {0x2, 4},   {0x3, 5},
    {0x5, 6},   {0x4, 6},   {0x4, 7},   {0x5, 7},   {0x7, 7},   {0x4, 8},   {0x7, 8},   {0x18, 9},
    {0x17, 10}, {0x18, 10}, {0x8, 10},  {0x67, 11}, {0x68, 11}, {0x6C, 11}, {0x37, 11}, {0x28, 11},
    {0x17, 11}, {0x18, 11}, {0xCA, 12}, {0xCB, 12}, {0xCC, 12}, {0xCD, 12}, {0x68, 12}, {0x69, 12},
    {0x6A, 12}, {0x6B, 12}, {0xD2, 12}, {0xD3, 12}, {0xD4, 12}, {0xD5, 12}, {0xD6, 12}, {0xD7, 12},
    {0x6C, 12}, {0x6D, 12}, {0xDA, 12}, {0xDB, 12}, {0x54, 12}, {0x55, 12}, {0x56, 12}, {0x57, 12},
    {0x64, 12}, {0x65, 12}, {0x52, 12}, {0x53, 12}, {0x24, 12}, {0x37, 12}, {0x38, 12}, {0x27, 12},
    {0x28, 12}, {0x58, 12}, {0x59, 12}, {0x2B, 12}, {0x2C, 12}, {0x5A, 12}, {0x66, 12}, {0x67, 12},
};
constexpr Code kWhiteMakeUp[] = {
    {0x1B, 5},  {0x12, 5},  {0x17, 6},  {0x37, 7},  {0x36, 8},  {0x37, 8},  {0x64, 8},  {0x65, 8},
    {0x68, 8},  {0x67, 8},  {0xCC, 9},  {0xCD, 9},  {0xD2, 9},  {0xD3, 9},  {0xD4, 9},  {0xD5, 9},
    {0xD6, 9},  {0xD7, 9},  {0xD8, 9},  {0xD9, 9},  {0xDA, 9},  {0xDB, 9},  {0x98, 9},  {0x99, 9},
    {0x9A, 9},  {0x18, 6},  {0x9B, 9},  {0x8, 11},  {0xC, 11},  {0xD, 11},  {0x12, 12}, {0x13, 12},
    {0x14, 12}, {0x15, 12}, {0x16, 12}, {0x17, 12}, {0x1C, 12}, {0x1D, 12}, {0x1E, 12}, {0x1F, 12},
};
constexpr Code kBlackMakeUp[] = {
    {0xF, 10},  {0xC8, 12}, {0xC9, 12}, {0x5B, 12}, {0x33, 12}, {0x34, 12}, {0x35, 12}, {0x6C, 13},
    {0x6D, 13}, {0x4A, 13}, {0x4B, 13}, {0x4C, 13}, {0x4D, 13}, {0x72, 13}, {0x73, 13}, {0x74, 13},
    {0x75, 13}, {0x76, 13}, {0x77, 13}, {0x52, 13}, {0x53, 13}, {0x54, 13}, {0x55, 13}, {0x5A, 13},
    {0x5B, 13}, {0x64, 13}, {0x65, 13}, {0x8, 11},  {0xC, 11},  {0xD, 11},  {0x12, 12}, {0x13, 12},
    {0x14, 12}, {0x15, 12}, {0x16, 12}, {0x17, 12}, {0x1C, 12}, {0x1D, 12}, {0x1E, 12}, {0x1F, 12},
};
constexpr int kLongestMakeUp = 2560;

// ITU-T T.6, table 1.
constexpr Code kPass{1, 4};
constexpr Code kHorizontal{1, 3};
// From three to the left of b1 to three to the right.
constexpr Code kVertical[] = {{2, 7}, {2, 6}, {2, 3}, {1, 1}, {3, 3}, {3, 6}, {3, 7}};
constexpr Code kEndOfLine{1, 12};

class BitWriter {
 public:
  void put(Code code) {
    held_ = held_ << code.length | code.bits;
    count_ += code.length;
    while (count_ >= 8) {
      count_ -= 8;
      out_ += static_cast<char>(held_ >> count_ & 0xFF);
    }
  }
  void put_run(int length, bool is_black) {
    const Code* make_up = is_black ? kBlackMakeUp : kWhiteMakeUp;
    while (length >= 64) {
      const int part = std::min(length, kLongestMakeUp) / 64;
      put(make_up[part - 1]);
      length -= part * 64;
    }
    put((is_black ? kBlack : kWhite)[length]);
  }
  Bytes finish() {
    put(kEndOfLine);
    put(kEndOfLine);
    if (count_ > 0) {
      out_ += static_cast<char>(held_ << (8 - count_) & 0xFF);
    }
    return std::move(out_);
  }

 private:
  Bytes out_;
  std::uint64_t held_ = 0;
  int count_ = 0;
};

}  // namespace

void find_changes(const unsigned char* row, int width, std::vector<int>& out) {
  out.clear();
  const int bytes = (width + 7) / 8;
  std::uint64_t carry = 0;  // the last pixel of the word before: 1 is black
  for (int at = 0; at < bytes; at += 8) {
    unsigned char eight[8];
    const int count = std::min(8, bytes - at);
    std::memset(eight, 0xFF, sizeof eight);
    std::memcpy(eight, row + at, static_cast<std::size_t>(count));
    std::uint64_t word = 0;
    for (const unsigned char byte : eight) {
      word = word << 8 | byte;
    }
    word = ~word;
    std::uint64_t changes = word ^ (word >> 1 | carry << 63);
    carry = word & 1;
    while (changes != 0) {
      const int bit = std::countl_zero(changes);
      const int x = at * 8 + bit;
      if (x >= width) {
        break;
      }
      out.push_back(x);
      changes &= ~(std::uint64_t{1} << (63 - bit));
    }
  }
  out.insert(out.end(), 3, width);
}

namespace {

void encode_row(const std::vector<int>& row,
                const std::vector<int>& above,
                int width,
                BitWriter& out) {
  std::size_t next = 0;  // of row: where the color of a0 ends
  std::size_t above_at = 0;
  bool is_black = false;
  int a0 = -1;
  while (a0 < width) {
    const int a1 = row[next];
    // The first change above that lies to the right of a0 and ends its color.
    above_at -= above_at > 0 ? 1 : 0;
    above_at += (above_at % 2 == 1) != is_black ? 1 : 0;
    while (above[above_at] <= a0 && above[above_at] < width) {
      above_at += 2;
    }
    const int b1 = above[above_at];
    const int b2 = above[above_at + 1];
    if (b2 < a1) {
      out.put(kPass);
      a0 = b2;
    } else if (std::abs(a1 - b1) <= 3) {
      out.put(kVertical[a1 - b1 + 3]);
      a0 = a1;
      ++next;
      is_black = !is_black;
    } else {
      const int a2 = row[next + 1];
      out.put(kHorizontal);
      out.put_run(a1 - std::max(a0, 0), is_black);
      out.put_run(a2 - a1, !is_black);
      a0 = a2;
      next += 2;
    }
  }
}

}  // namespace

Bytes encode_g4(base::BytesView bits, int width, int height) {
  BitWriter out;
  std::vector<int> above(3, width);
  std::vector<int> row;
  const std::size_t stride = (static_cast<std::size_t>(width) + 7) / 8;
  const auto* at = reinterpret_cast<const unsigned char*>(bits.data());
  for (int y = 0; y < height; ++y, at += stride) {
    find_changes(at, width, row);
    encode_row(row, above, width, out);
    std::swap(row, above);
  }
  return out.finish();
}

}  // namespace vaughn::pdf
