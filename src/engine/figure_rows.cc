// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/figure_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kMagic = "VFR1";
constexpr int kPageBits = 20;
constexpr std::uint64_t kIsName = 1ULL << 63;

// Several of them may stand on one page.
bool is_of_a_reply(const FigureRow& row) {
  return row.note.starts_with("objection ") || row.note.starts_with("recommendation ");
}

}  // namespace

std::uint64_t row_number(foia::RecordId record, int page) {
  return (static_cast<std::uint64_t>(record.value) << kPageBits) | static_cast<std::uint64_t>(page);
}

std::uint64_t row_number(const FigureRow& row) {
  std::uint64_t record = 0;
  if (row.record.starts_with("R-")) {
    const auto* first = row.record.data() + 2;
    const auto* last = row.record.data() + row.record.size();
    const auto [end, failure] = std::from_chars(first, last, record);
    const auto page = static_cast<std::uint64_t>(row.page);
    if (failure == std::errc() && end == last && record < (1ULL << 42) &&
        page < (1ULL << kPageBits) && !is_of_a_reply(row)) {
      return (record << kPageBits) | page;
    }
  }
  // What becomes of a thing is no part of its name.
  const auto note = row.note.substr(0, row.note.find(':'));
  const auto name =
      fmt::format("{}\n{}\n{}", row.record, row.page, is_of_a_reply(row) ? note : std::string());
  const auto hex = base::Sha256::of(name).hex();
  std::uint64_t out = 0;
  std::from_chars(hex.data(), hex.data() + 16, out, 16);
  return out | kIsName;
}

namespace {

void put(Bytes& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7F) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

class RowReader {
 public:
  explicit RowReader(BytesView bytes) : bytes_(bytes) {}

  bool at_end() const { return at_ == bytes_.size(); }

  Result<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) {
        return value;
      }
    }
    return Error{ErrorCode::damaged, "the rows of a filed report cannot be read", ""};
  }

  Result<std::string> text() {
    const auto size = TRY(number());
    if (size > bytes_.size() - at_) {
      return Error{ErrorCode::damaged, "the rows of a filed report cannot be read", ""};
    }
    std::string out(bytes_.substr(at_, size));
    at_ += size;
    return out;
  }

  // No more than the bytes that are left can hold.
  Result<std::size_t> count() {
    const auto value = TRY(number());
    if (value > bytes_.size() - at_) {
      return Error{ErrorCode::damaged, "the rows of a filed report cannot be read", ""};
    }
    return static_cast<std::size_t>(value);
  }

 private:
  BytesView bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Bytes encode_rows(const FigureRows& figures) {
  Bytes out(kMagic);
  for (const auto& [id, rows] : figures) {
    put(out, id.size());
    out += id;
    put(out, rows.size());
    std::uint64_t last = 0;
    for (const auto row : rows) {
      put(out, row - last);
      last = row;
    }
  }
  return out;
}

Result<FigureRows> decode_rows(BytesView bytes) {
  if (!bytes.starts_with(kMagic)) {
    return Error{ErrorCode::damaged, "the rows of a filed report cannot be read", ""};
  }
  RowReader in(bytes.substr(kMagic.size()));
  FigureRows out;
  while (!in.at_end()) {
    auto& rows = out[TRY(in.text())];
    const auto count = TRY(in.count());
    rows.reserve(count);
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
      last += TRY(in.number());
      rows.push_back(last);
    }
  }
  return out;
}

std::string row_name(std::uint64_t row) {
  if ((row & kIsName) != 0) {
    return {};
  }
  const auto page = row & ((1ULL << kPageBits) - 1);
  const auto record = fmt::format("R-{:06}", row >> kPageBits);
  return page == 0 ? record : fmt::format("{}, p. {}", record, page);
}

}  // namespace vaughn::engine
