// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::base {

// A SHA-256 digest (FIPS 180-4), the name of every blob.
class Sha256 {
 public:
  Sha256() = default;  // all zero: "no digest"
  static Sha256 of(BytesView bytes);
  // 64 hexadecimal digits, either case.
  static Result<Sha256> from_hex(std::string_view hex);

  std::string hex() const;  // 64 lower-case digits
  bool is_zero() const;
  const std::array<std::uint8_t, 32>& bytes() const { return bytes_; }
  auto operator<=>(const Sha256&) const = default;

 private:
  friend class Hasher;
  std::array<std::uint8_t, 32> bytes_{};
};

// Hashes a stream. One use: add() any number of times, then finish() once.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;

  void add(BytesView bytes);
  // The length, then the bytes: so that ("ab","c") and ("a","bc") differ.
  void add_field(BytesView bytes);
  Sha256 finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// MD5 as 32 lower-case hex digits: for load-file columns that ask for it, never for identity.
std::string md5_hex(BytesView bytes);

std::string to_hex(BytesView bytes);
Result<Bytes> from_hex(std::string_view hex);

}  // namespace vaughn::base
