// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/deflate.h"

#include <algorithm>
#include <array>
#include <vector>

namespace vaughn::sample {
namespace {

constexpr std::size_t kMinMatch = 4;
constexpr std::size_t kMaxMatch = 258;
constexpr std::size_t kWindow = 32768;
constexpr std::size_t kHashSize = 1u << 15;

constexpr std::array<int, 29> kLengthBase = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                             15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                             67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<int, 29> kLengthExtra = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                              2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<int, 30> kDistanceBase = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<int, 30> kDistanceExtra = {0, 0, 0,  0,  1,  1,  2,  2,  3,  3,
                                                4, 4, 5,  5,  6,  6,  7,  7,  8,  8,
                                                9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

class BitWriter {
 public:
  void bits(std::uint32_t value, int count) {
    buffer_ |= static_cast<std::uint64_t>(value) << used_;
    used_ += count;
    while (used_ >= 8) {
      out_ += static_cast<char>(buffer_ & 0xFF);
      buffer_ >>= 8;
      used_ -= 8;
    }
  }
  // Huffman codes go most significant bit first.
  void code(std::uint32_t value, int count) {
    std::uint32_t reversed = 0;
    for (int i = 0; i < count; ++i) {
      reversed |= ((value >> i) & 1u) << (count - 1 - i);
    }
    bits(reversed, count);
  }
  base::Bytes finish() {
    if (used_ > 0) {
      bits(0, 8 - used_);
    }
    return std::move(out_);
  }

 private:
  base::Bytes out_;
  std::uint64_t buffer_ = 0;
  int used_ = 0;
};

void put_symbol(BitWriter& out, std::uint32_t symbol) {
  if (symbol < 144) {
    out.code(0x30 + symbol, 8);
  } else if (symbol < 256) {
    out.code(0x190 + symbol - 144, 9);
  } else if (symbol < 280) {
    out.code(symbol - 256, 7);
  } else {
    out.code(0xC0 + symbol - 280, 8);
  }
}

void put_match(BitWriter& out, int length, int distance) {
  const auto l = static_cast<std::size_t>(
      std::upper_bound(kLengthBase.begin(), kLengthBase.end(), length) - kLengthBase.begin() - 1);
  put_symbol(out, static_cast<std::uint32_t>(257 + l));
  out.bits(static_cast<std::uint32_t>(length - kLengthBase[l]), kLengthExtra[l]);
  const auto d = static_cast<std::size_t>(
      std::upper_bound(kDistanceBase.begin(), kDistanceBase.end(), distance) -
      kDistanceBase.begin() - 1);
  out.code(static_cast<std::uint32_t>(d), 5);
  out.bits(static_cast<std::uint32_t>(distance - kDistanceBase[d]), kDistanceExtra[d]);
}

std::size_t hash_at(base::BytesView bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < kMinMatch; ++i) {
    value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  }
  return (value * 2654435761u) >> 17;
}

}  // namespace

base::Bytes deflate(base::BytesView bytes) {
  BitWriter out;
  out.bits(1, 1);                               // the last block
  out.bits(1, 2);                               // fixed codes
  std::vector<std::size_t> last(kHashSize, 0);  // position + 1 of the last occurrence
  std::size_t at = 0;
  while (at < bytes.size()) {
    std::size_t length = 0;
    std::size_t distance = 0;
    if (at + kMinMatch <= bytes.size()) {
      std::size_t& seen = last[hash_at(bytes, at)];
      if (seen != 0 && at - (seen - 1) <= kWindow) {
        distance = at - (seen - 1);
        const std::size_t limit = std::min(kMaxMatch, bytes.size() - at);
        while (length < limit && bytes[at + length] == bytes[at + length - distance]) {
          ++length;
        }
      }
      seen = at + 1;
    }
    if (length >= kMinMatch) {
      put_match(out, static_cast<int>(length), static_cast<int>(distance));
      at += length;
    } else {
      put_symbol(out, static_cast<unsigned char>(bytes[at]));
      ++at;
    }
  }
  put_symbol(out, 256);
  return out.finish();
}

base::Bytes zlib_compress(base::BytesView bytes) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  base::Bytes out = "\x78\x01" + deflate(bytes);
  for (const std::uint32_t half : {b, a}) {
    out += static_cast<char>(half >> 8);
    out += static_cast<char>(half & 0xFF);
  }
  return out;
}

std::uint32_t crc32(base::BytesView bytes, std::uint32_t start) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> rows{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t row = i;
      for (int bit = 0; bit < 8; ++bit) {
        row = (row >> 1) ^ ((row & 1u) != 0 ? 0xEDB88320u : 0u);
      }
      rows[i] = row;
    }
    return rows;
  }();
  std::uint32_t crc = ~start;
  for (const char c : bytes) {
    crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFF] ^ (crc >> 8);
  }
  return ~crc;
}

}  // namespace vaughn::sample
