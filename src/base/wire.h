// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"

namespace vaughn::base {

// What a child says that cannot be meant.
Error wrong_message();

// The little-endian, length-prefixed encoding in which sandboxed children answer their parent.
// The reader trusts nothing: a length beyond the end is an error, not a read.
class WireWriter {
 public:
  void u8(std::uint8_t value);
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void i64(std::int64_t value);
  void f64(double value);
  void flag(bool value);        // a u8: 1 or 0
  void bytes(BytesView value);  // u64 length, then the bytes
  void rect(const Rect& value);
  const Bytes& data() const { return data_; }
  Bytes take() { return std::move(data_); }

 private:
  Bytes data_;
};

class WireReader {
 public:
  explicit WireReader(BytesView data) : data_(data) {}
  Result<std::uint8_t> u8();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  Result<std::int64_t> i64();
  Result<double> f64();
  Result<bool> flag();        // any u8 but 0 is true
  Result<BytesView> bytes();  // a view into the data given
  Result<std::string> text();
  Result<Rect> rect();
  // A u32 of things that take a byte each at least: more than what is left is a wrong message.
  Result<std::size_t> count();
  bool at_end() const { return position_ == data_.size(); }
  std::size_t remaining() const { return data_.size() - position_; }

 private:
  Result<BytesView> take(std::size_t count);
  BytesView data_;
  std::size_t position_ = 0;
};

}  // namespace vaughn::base
