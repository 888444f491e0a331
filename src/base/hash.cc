// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/hash.h"

#include <openssl/evp.h>

namespace vaughn::base {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

constexpr std::array<std::int8_t, 256> digit_values() {
  std::array<std::int8_t, 256> values{};
  for (auto& value : values) {
    value = -1;
  }
  for (int i = 0; i < 10; ++i) {
    values.at(static_cast<std::size_t>('0' + i)) = static_cast<std::int8_t>(i);
  }
  for (int i = 0; i < 6; ++i) {
    values.at(static_cast<std::size_t>('a' + i)) = static_cast<std::int8_t>(10 + i);
    values.at(static_cast<std::size_t>('A' + i)) = static_cast<std::int8_t>(10 + i);
  }
  return values;
}
constexpr auto kDigitValues = digit_values();

// Two digits as a byte; negative if one of them is none.
int byte_of(char high, char low) {
  const int a = kDigitValues[static_cast<unsigned char>(high)];
  const int b = kDigitValues[static_cast<unsigned char>(low)];
  return a < 0 || b < 0 ? -1 : a * 16 + b;
}

struct ContextDeleter {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct Hasher::Impl {
  std::unique_ptr<EVP_MD_CTX, ContextDeleter> context{EVP_MD_CTX_new()};
};

Hasher::Hasher() : impl_(std::make_unique<Impl>()) {
  check(EVP_DigestInit_ex(impl_->context.get(), EVP_sha256(), nullptr) == 1, "OpenSSL has SHA-256");
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::add(BytesView bytes) {
  EVP_DigestUpdate(impl_->context.get(), bytes.data(), bytes.size());
}

void Hasher::add_field(BytesView bytes) {
  std::array<char, 8> length{};
  auto size = static_cast<std::uint64_t>(bytes.size());
  for (auto& byte : length) {
    byte = static_cast<char>(size & 0xff);
    size >>= 8;
  }
  add({length.data(), length.size()});
  add(bytes);
}

Sha256 Hasher::finish() {
  Sha256 digest;
  unsigned int length = 0;
  EVP_DigestFinal_ex(impl_->context.get(), digest.bytes_.data(), &length);
  check(length == digest.bytes_.size(), "SHA-256 has 32 bytes");
  return digest;
}

Sha256 Sha256::of(BytesView bytes) {
  Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

Result<Sha256> Sha256::from_hex(std::string_view hex) {
  Sha256 digest;
  bool is_valid = hex.size() == 2 * digest.bytes_.size();
  for (std::size_t i = 0; is_valid && i < digest.bytes_.size(); ++i) {
    const int byte = byte_of(hex[2 * i], hex[2 * i + 1]);
    digest.bytes_[i] = static_cast<std::uint8_t>(byte);
    is_valid = byte >= 0;
  }
  if (!is_valid) {
    return Error{ErrorCode::invalid_argument, "not a SHA-256: needs 64 hexadecimal digits", ""};
  }
  return digest;
}

std::string Sha256::hex() const {
  std::string out;
  out.reserve(64);
  for (const auto byte : bytes_) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

bool Sha256::is_zero() const {
  return *this == Sha256{};
}

std::string md5_hex(BytesView bytes) {
  std::array<char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_Digest(bytes.data(),
             bytes.size(),
             reinterpret_cast<unsigned char*>(digest.data()),
             &length,
             EVP_md5(),
             nullptr);
  return to_hex({digest.data(), length});
}

std::string to_hex(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 15]);
  }
  return out;
}

Result<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) {
    return Error{ErrorCode::invalid_argument, "odd number of hexadecimal digits", ""};
  }
  Bytes out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int byte = byte_of(hex[i], hex[i + 1]);
    if (byte < 0) {
      return Error{ErrorCode::invalid_argument, "not a hexadecimal digit", ""};
    }
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

}  // namespace vaughn::base
