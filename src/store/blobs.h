// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/result.h"

namespace vaughn::store {

// Bytes by their SHA-256, in a folder: <root>/ab/abcdef... A blob is written to a temporary name
// and renamed, so it is there whole or not at all; putting the same bytes twice is harmless.
class Blobs {
 public:
  static base::Result<Blobs> open(const std::filesystem::path& root);

  base::Result<base::Sha256> put(base::BytesView bytes);
  // For a caller that has the hash already.
  base::Result<void> put(const base::Sha256& name, base::BytesView bytes);
  // damaged if the bytes on disk no longer have the hash that names them.
  base::Result<base::Bytes> get(const base::Sha256& name) const;
  // A stretch of a blob, unverified: for packs of text, read often and in small pieces.
  base::Result<base::Bytes> get_range(const base::Sha256& name,
                                      std::int64_t offset,
                                      std::int64_t size) const;
  bool has(const base::Sha256& name) const;
  std::filesystem::path path_of(const base::Sha256& name) const;
  // Returns when everything put so far is on the disk. Call before the ledger refers to it.
  base::Result<void> flush();

 private:
  explicit Blobs(std::filesystem::path root) : root_(std::move(root)) {}
  std::filesystem::path root_;
  bool is_dirty_ = false;
};

}  // namespace vaughn::store
