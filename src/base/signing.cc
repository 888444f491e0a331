// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/signing.h"

#include <sodium.h>

namespace vaughn::base {
namespace {

unsigned char* raw(Bytes& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}
const unsigned char* raw(BytesView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

bool is_ready() {
  return sodium_init() >= 0;
}

}  // namespace

Result<KeyPair> make_key_pair() {
  if (!is_ready()) {
    return Error{ErrorCode::io, "libsodium cannot start: no source of randomness", ""};
  }
  KeyPair pair{Bytes(crypto_sign_PUBLICKEYBYTES, '\0'), Bytes(crypto_sign_SECRETKEYBYTES, '\0')};
  crypto_sign_keypair(raw(pair.public_key), raw(pair.secret_key));
  return pair;
}

Result<Bytes> sign(BytesView message, BytesView secret_key) {
  if (!is_ready() || secret_key.size() != crypto_sign_SECRETKEYBYTES) {
    return Error{ErrorCode::invalid_argument, "the signing key is not an Ed25519 secret key", ""};
  }
  Bytes signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(raw(signature), nullptr, raw(message), message.size(), raw(secret_key));
  return signature;
}

bool is_signature_valid(BytesView message, BytesView signature, BytesView public_key) {
  return is_ready() && signature.size() == crypto_sign_BYTES &&
         public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(
             raw(signature), raw(message), message.size(), raw(public_key)) == 0;
}

}  // namespace vaughn::base
