// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/wire.h"

#include <bit>

namespace vaughn::base {
namespace {

template <typename Unsigned>
void put(Bytes& data, Unsigned value) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    data.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
  }
}

template <typename Unsigned>
Unsigned get(BytesView bytes) {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) {
    value |= static_cast<Unsigned>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

}  // namespace

Error wrong_message() {
  return {ErrorCode::damaged, "a message of a sandboxed child is wrong", ""};
}

void WireWriter::u8(std::uint8_t value) {
  data_.push_back(static_cast<char>(value));
}
void WireWriter::u32(std::uint32_t value) {
  put(data_, value);
}
void WireWriter::u64(std::uint64_t value) {
  put(data_, value);
}
void WireWriter::i64(std::int64_t value) {
  put(data_, static_cast<std::uint64_t>(value));
}
void WireWriter::f64(double value) {
  put(data_, std::bit_cast<std::uint64_t>(value));
}

void WireWriter::flag(bool value) {
  u8(value ? 1 : 0);
}

void WireWriter::bytes(BytesView value) {
  u64(value.size());
  data_.append(value);
}

void WireWriter::rect(const Rect& value) {
  f64(value.x0);
  f64(value.y0);
  f64(value.x1);
  f64(value.y1);
}

Result<BytesView> WireReader::take(std::size_t count) {
  if (count > remaining()) {
    return Error{ErrorCode::damaged, "message ends early", ""};
  }
  const auto view = data_.substr(position_, count);
  position_ += count;
  return view;
}

Result<std::uint8_t> WireReader::u8() {
  const auto view = TRY(take(1));
  return static_cast<std::uint8_t>(view[0]);
}

Result<std::uint32_t> WireReader::u32() {
  const auto view = TRY(take(4));
  return get<std::uint32_t>(view);
}

Result<std::uint64_t> WireReader::u64() {
  const auto view = TRY(take(8));
  return get<std::uint64_t>(view);
}

Result<std::int64_t> WireReader::i64() {
  const auto value = TRY(u64());
  return static_cast<std::int64_t>(value);
}

Result<double> WireReader::f64() {
  const auto value = TRY(u64());
  return std::bit_cast<double>(value);
}

Result<BytesView> WireReader::bytes() {
  const auto length = TRY(u64());
  if (length > remaining()) {
    return Error{ErrorCode::damaged, "message ends early", ""};
  }
  return take(static_cast<std::size_t>(length));
}

Result<bool> WireReader::flag() {
  return TRY(u8()) != 0;
}

Result<std::string> WireReader::text() {
  return std::string(TRY(bytes()));
}

Result<Rect> WireReader::rect() {
  Rect out;
  out.x0 = TRY(f64());
  out.y0 = TRY(f64());
  out.x1 = TRY(f64());
  out.y1 = TRY(f64());
  return out;
}

Result<std::size_t> WireReader::count() {
  const auto value = TRY(u32());
  if (value > remaining()) {
    return wrong_message();
  }
  return static_cast<std::size_t>(value);
}

}  // namespace vaughn::base
