// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/hash.h"

#include <openssl/evp.h>

namespace vaughn::base {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

int digit_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  if (c >= 'A' && c <= 'F') {
    return c - 'A' + 10;
  }
  return -1;
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
  auto bytes = base::from_hex(hex);
  if (!bytes || bytes->size() != 32) {
    return Error{ErrorCode::invalid_argument, "not a SHA-256: needs 64 hexadecimal digits", ""};
  }
  Sha256 digest;
  for (std::size_t i = 0; i < 32; ++i) {
    digest.bytes_.at(i) = static_cast<std::uint8_t>((*bytes)[i]);
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
    const int high = digit_value(hex[i]);
    const int low = digit_value(hex[i + 1]);
    if (high < 0 || low < 0) {
      return Error{ErrorCode::invalid_argument, "not a hexadecimal digit", ""};
    }
    out.push_back(static_cast<char>(high * 16 + low));
  }
  return out;
}

}  // namespace vaughn::base
