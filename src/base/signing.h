// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::base {

// Ed25519 (RFC 8032) through libsodium: the same key and message give the same signature.
struct KeyPair {
  Bytes public_key{};  // 32 bytes
  Bytes secret_key{};  // 64 bytes; stays in the matter's keys/ folder
};

Result<KeyPair> make_key_pair();
Result<Bytes> sign(BytesView message, BytesView secret_key);  // 64 bytes
bool is_signature_valid(BytesView message, BytesView signature, BytesView public_key);

}  // namespace vaughn::base
