// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/zip_file.h"

#include <cstdint>

#include "sample/detail/deflate.h"
#include "sample/detail/random.h"

namespace vaughn::sample {
namespace {

constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kEncryptedFlag = 1;
constexpr std::uint16_t kUtf8Flag = 0x800;
constexpr std::size_t kCryptHeader = 12;

void u16(base::Bytes& out, std::uint32_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>((value >> 8) & 0xFF);
}

void u32(base::Bytes& out, std::uint32_t value) {
  u16(out, value & 0xFFFF);
  u16(out, value >> 16);
}

// APPNOTE 6.1.5.
class TraditionalCipher {
 public:
  explicit TraditionalCipher(const std::string& password) {
    for (const char c : password) {
      update(static_cast<unsigned char>(c));
    }
  }
  char encrypt(char plain) {
    const std::uint32_t temp = (key2_ | 2) & 0xFFFF;
    const auto stream = static_cast<unsigned char>((temp * (temp ^ 1)) >> 8);
    const auto byte = static_cast<unsigned char>(plain);
    update(byte);
    return static_cast<char>(byte ^ stream);
  }

 private:
  static std::uint32_t step(std::uint32_t crc, unsigned char byte) {
    const char c = static_cast<char>(byte);
    return ~crc32(base::BytesView(&c, 1), ~crc);
  }
  void update(unsigned char byte) {
    key0_ = step(key0_, byte);
    key1_ = (key1_ + (key0_ & 0xFF)) * 134775813u + 1;
    key2_ = step(key2_, static_cast<unsigned char>(key1_ >> 24));
  }
  std::uint32_t key0_ = 0x12345678;
  std::uint32_t key1_ = 0x23456789;
  std::uint32_t key2_ = 0x34567890;
};

base::Bytes encrypted(const base::Bytes& packed, std::uint32_t crc, const std::string& password) {
  TraditionalCipher cipher(password);
  Random random(crc);
  base::Bytes out;
  for (std::size_t i = 0; i + 1 < kCryptHeader; ++i) {
    out += cipher.encrypt(static_cast<char>(random.below(256)));
  }
  out += cipher.encrypt(static_cast<char>(crc >> 24));
  for (const char c : packed) {
    out += cipher.encrypt(c);
  }
  return out;
}

}  // namespace

base::Bytes to_zip(const std::vector<ZipEntry>& entries,
                   base::Date date,
                   const std::string& password) {
  const auto day = (static_cast<std::uint32_t>(static_cast<int>(date.year()) - 1980) << 9) |
                   (static_cast<unsigned>(date.month()) << 5) | static_cast<unsigned>(date.day());
  constexpr std::uint32_t kNoon = 12u << 11;
  const std::uint32_t flags = kUtf8Flag | (password.empty() ? 0u : kEncryptedFlag);
  base::Bytes out;
  base::Bytes directory;
  for (const ZipEntry& entry : entries) {
    const std::uint32_t crc = crc32(entry.bytes);
    base::Bytes packed = deflate(entry.bytes);
    if (!password.empty()) {
      packed = encrypted(packed, crc, password);
    }
    const auto offset = static_cast<std::uint32_t>(out.size());
    base::Bytes common;
    u16(common, 20);
    u16(common, flags);
    u16(common, kDeflated);
    u16(common, kNoon);
    u16(common, day);
    u32(common, crc);
    u32(common, static_cast<std::uint32_t>(packed.size()));
    u32(common, static_cast<std::uint32_t>(entry.bytes.size()));
    u16(common, static_cast<std::uint32_t>(entry.name.size()));
    u16(common, 0);
    out += "PK\x03\x04" + common + entry.name + packed;
    directory += "PK\x01\x02";
    u16(directory, 20);
    directory += common;
    u16(directory, 0);  // comment
    u16(directory, 0);  // disk
    u16(directory, 0);  // internal attributes
    u32(directory, 0);  // external attributes
    u32(directory, offset);
    directory += entry.name;
  }
  const auto directory_at = static_cast<std::uint32_t>(out.size());
  out += directory + "PK\x05\x06";
  u32(out, 0);
  u16(out, static_cast<std::uint32_t>(entries.size()));
  u16(out, static_cast<std::uint32_t>(entries.size()));
  u32(out, static_cast<std::uint32_t>(directory.size()));
  u32(out, directory_at);
  u16(out, 0);
  return out;
}

}  // namespace vaughn::sample
