// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/zip_reader.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "base/text.h"
#include "extract/detail/markup.h"

namespace vaughn::extract {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::string_view kLocal("PK\3\4", 4);
constexpr std::string_view kCentral("PK\1\2", 4);
constexpr std::string_view kEnd("PK\5\6", 4);
constexpr std::string_view kEnd64("PK\6\6", 4);
constexpr std::string_view kLocator64("PK\6\7", 4);
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::uint64_t kAlarmSize = 1u << 20;

template <typename Unsigned>
Unsigned number(base::BytesView bytes, std::size_t at) {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned) && at + i < bytes.size(); ++i) {
    value = static_cast<Unsigned>(
        value | static_cast<Unsigned>(static_cast<unsigned char>(bytes[at + i])) << (8 * i));
  }
  return value;
}
std::uint16_t u16(base::BytesView bytes, std::size_t at) {
  return number<std::uint16_t>(bytes, at);
}
std::uint32_t u32(base::BytesView bytes, std::size_t at) {
  return number<std::uint32_t>(bytes, at);
}
std::uint64_t u64(base::BytesView bytes, std::size_t at) {
  return number<std::uint64_t>(bytes, at);
}

// The upper half of code page 437, which the format prescribes for names without the UTF-8 flag.
std::string from_code_page_437(std::string_view name) {
  constexpr std::u32string_view kUpper =
      U"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌"
      U"█▄▌▐▀"
      U"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";
  static_assert(kUpper.size() == 128);
  std::string out;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte < 0x80 ? static_cast<char32_t>(byte) : kUpper[byte - 0x80u]);
  }
  return out;
}

std::string decode_name(std::string_view name, bool is_marked_utf8) {
  return is_marked_utf8 || base::is_utf8(name) ? base::repair_utf8(name) : from_code_page_437(name);
}

struct Inflated {
  base::Bytes bytes{};
  std::uint64_t consumed = 0;
  bool is_complete = false;
  bool is_over_limit = false;
};

Inflated inflate_raw(base::BytesView packed, std::uint64_t max_bytes, std::uint64_t expected) {
  Inflated result;
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
    return result;
  }
  // The declared size is only a hint: a liar must not make us allocate.
  const auto hint = std::min({expected, max_bytes, packed.size() * std::uint64_t{8} + 4096});
  result.bytes.resize(static_cast<std::size_t>(hint) + 1);
  std::size_t written = 0;
  std::size_t read = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    if (written == result.bytes.size()) {
      if (written > max_bytes) {
        result.is_over_limit = true;
        break;
      }
      result.bytes.resize(written + std::min<std::size_t>(written + 65536, std::size_t{16} << 20));
    }
    constexpr std::size_t kStep = std::numeric_limits<uInt>::max() / 2;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + read));
    stream.avail_in = static_cast<uInt>(std::min(packed.size() - read, kStep));
    stream.next_out = reinterpret_cast<Bytef*>(result.bytes.data() + written);
    stream.avail_out = static_cast<uInt>(std::min(result.bytes.size() - written, kStep));
    const auto before_in = stream.avail_in;
    const auto before_out = stream.avail_out;
    status = inflate(&stream, Z_NO_FLUSH);
    read += before_in - stream.avail_in;
    written += before_out - stream.avail_out;
    if (before_in == stream.avail_in && before_out == stream.avail_out) {
      break;
    }
  }
  inflateEnd(&stream);
  result.bytes.resize(written);
  result.consumed = read;
  result.is_complete = status == Z_STREAM_END;
  result.is_over_limit = result.is_over_limit || written > max_bytes;
  return result;
}

// Where the data of a member begin, or nothing if there is no local header.
std::optional<std::uint64_t> data_start(base::BytesView bytes, const ZipEntry& entry) {
  if (entry.offset > bytes.size() || bytes.size() - entry.offset < kLocalSize ||
      !bytes.substr(static_cast<std::size_t>(entry.offset)).starts_with(kLocal)) {
    return {};
  }
  const auto at = static_cast<std::size_t>(entry.offset);
  return entry.offset + kLocalSize + u16(bytes, at + 26) + u16(bytes, at + 28);
}

}  // namespace

base::Result<ZipReader> ZipReader::open(base::BytesView bytes) {
  ZipReader reader;
  reader.bytes_ = bytes;
  // The end record carries a comment of at most 64 KiB.
  const auto tail_size = std::min<std::size_t>(bytes.size(), kEndSize + 65535);
  const auto tail_start = bytes.size() - tail_size;
  const auto found = bytes.substr(tail_start).rfind(kEnd);
  const bool has_directory =
      found != base::BytesView::npos && reader.read_directory(tail_start + found).has_value();
  if (!has_directory) {
    reader.entries_.clear();
    reader.scan_local_headers();
    reader.is_recovered_ = true;
    if (reader.entries_.empty()) {
      return Error{ErrorCode::damaged, "the zip archive has no readable directory", ""};
    }
  }
  TRY(reader.refuse_overlaps());
  for (std::size_t i = 0; i < reader.entries_.size(); ++i) {
    reader.by_name_.try_emplace(base::ascii_lower(reader.entries_[i].name), i);
  }
  return reader;
}

base::Result<void> ZipReader::read_directory(std::size_t end_record) {
  const Error damaged{ErrorCode::damaged, "the zip directory is damaged", ""};
  if (bytes_.size() - end_record < kEndSize) {
    return damaged;
  }
  std::uint64_t count = u16(bytes_, end_record + 10);
  std::uint64_t size = u32(bytes_, end_record + 12);
  std::uint64_t start = u32(bytes_, end_record + 16);
  std::uint64_t directory_end = end_record;
  if (end_record >= 20 && bytes_.substr(end_record - 20).starts_with(kLocator64)) {
    const auto record = u64(bytes_, end_record - 20 + 8);
    if (record < bytes_.size() &&
        bytes_.substr(static_cast<std::size_t>(record)).starts_with(kEnd64)) {
      const auto at = static_cast<std::size_t>(record);
      count = u64(bytes_, at + 32);
      size = u64(bytes_, at + 40);
      start = u64(bytes_, at + 48);
      directory_end = record;
    }
  }
  if (size > directory_end) {
    return damaged;
  }
  // Something may have been put before the archive, such as a program that unpacks it.
  const auto real_start = directory_end - size;
  if (start > real_start) {
    return damaged;
  }
  const auto shift = real_start - start;
  auto at = static_cast<std::size_t>(real_start);
  while (at + kCentralSize <= directory_end && bytes_.substr(at).starts_with(kCentral)) {
    const auto name_size = u16(bytes_, at + 28);
    const auto extra_size = u16(bytes_, at + 30);
    const auto comment_size = u16(bytes_, at + 32);
    const auto flags = u16(bytes_, at + 8);
    if (at + kCentralSize + name_size + extra_size > directory_end) {
      return damaged;
    }
    ZipEntry entry;
    entry.name = decode_name(bytes_.substr(at + kCentralSize, name_size), (flags & 0x800) != 0);
    entry.method = u16(bytes_, at + 10);
    entry.crc = u32(bytes_, at + 16);
    entry.packed_size = u32(bytes_, at + 20);
    entry.size = u32(bytes_, at + 24);
    entry.offset = u32(bytes_, at + 42);
    entry.is_encrypted = (flags & 0x41) != 0 || entry.method == 99;
    const bool is_unix = (u16(bytes_, at + 4) >> 8) == 3;
    entry.is_link = is_unix && ((u32(bytes_, at + 38) >> 16) & 0170000u) == 0120000u;
    entry.is_folder = entry.name.ends_with('/') || entry.name.ends_with('\\');
    // Sizes beyond 4 GiB stand in the extra field, only those that are needed, in this order.
    const auto extra = bytes_.substr(at + kCentralSize + name_size, extra_size);
    for (std::size_t i = 0; i + 4 <= extra.size();) {
      const auto field = extra.substr(i + 4, u16(extra, i + 2));
      if (u16(extra, i) == 1) {
        std::size_t next = 0;
        for (std::uint64_t* value : {&entry.size, &entry.packed_size, &entry.offset}) {
          if (*value == 0xFFFFFFFFu && next + 8 <= field.size()) {
            *value = u64(field, next);
            next += 8;
          }
        }
      }
      i += 4 + static_cast<std::size_t>(u16(extra, i + 2));
    }
    if (entry.offset > bytes_.size()) {
      return damaged;
    }
    entry.offset += shift;
    entries_.push_back(std::move(entry));
    at += kCentralSize + static_cast<std::size_t>(name_size) + extra_size + comment_size;
  }
  // The count wraps at 65,536 in old archives.
  if ((entries_.size() & 0xFFFF) != (count & 0xFFFF)) {
    return damaged;
  }
  return {};
}

void ZipReader::scan_local_headers() {
  std::size_t at = bytes_.find(kLocal);
  while (at != base::BytesView::npos && bytes_.size() - at >= kLocalSize) {
    const auto flags = u16(bytes_, at + 6);
    ZipEntry entry;
    entry.offset = at;
    entry.method = u16(bytes_, at + 8);
    entry.crc = u32(bytes_, at + 14);
    entry.packed_size = u32(bytes_, at + 18);
    entry.size = u32(bytes_, at + 22);
    entry.is_encrypted = (flags & 1) != 0;
    const auto name_size = u16(bytes_, at + 26);
    entry.name = decode_name(bytes_.substr(at + kLocalSize, name_size), (flags & 0x800) != 0);
    entry.is_folder = entry.name.ends_with('/');
    const auto start = at + kLocalSize + name_size + u16(bytes_, at + 28);
    if (start > bytes_.size()) {
      break;
    }
    const bool has_sizes = (flags & 8) == 0;
    std::size_t next = 0;
    if (has_sizes) {
      next = start + static_cast<std::size_t>(
                         std::min<std::uint64_t>(entry.packed_size, bytes_.size() - start));
    } else if (entry.method == Z_DEFLATED && !entry.is_encrypted) {
      // The sizes follow the data: only unpacking tells where those end. Where the file is cut,
      // whatever could be unpacked is the member.
      const auto inflated = inflate_raw(bytes_.substr(start), std::uint64_t{64} << 20, 0);
      entry.packed_size = inflated.consumed;
      entry.size = inflated.bytes.size();
      entry.crc = inflated.is_complete ? static_cast<std::uint32_t>(crc32_z(
                                             0,
                                             reinterpret_cast<const Bytef*>(inflated.bytes.data()),
                                             inflated.bytes.size()))
                                       : 0;
      next = start + static_cast<std::size_t>(inflated.consumed);
    } else {
      const auto following = bytes_.find(kLocal, start);
      entry.packed_size = std::min(following, bytes_.size()) - start;
      entry.size = entry.packed_size;
      next = start;
    }
    entries_.push_back(std::move(entry));
    at = bytes_.find(kLocal, std::max(next, at + 4));
  }
}

base::Result<void> ZipReader::refuse_overlaps() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const auto& entry : entries_) {
    const auto start = data_start(bytes_, entry);
    if (start) {
      const auto room = bytes_.size() - std::min<std::uint64_t>(*start, bytes_.size());
      ranges.emplace_back(entry.offset, *start + std::min(entry.packed_size, room));
    }
  }
  std::ranges::sort(ranges);
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].first < ranges[i - 1].second) {
      return Error{ErrorCode::limit, "members of the zip archive overlap, as in a bomb", ""};
    }
  }
  return {};
}

const ZipEntry* ZipReader::find(std::string_view name) const {
  const auto found = by_name_.find(base::ascii_lower(name));
  return found == by_name_.end() ? nullptr : &entries_[found->second];
}

base::Result<base::Bytes> ZipReader::read(const ZipEntry& entry,
                                          std::int64_t max_bytes,
                                          std::int64_t max_ratio) const {
  if (entry.is_encrypted) {
    return Error{ErrorCode::encrypted, "the member is encrypted", ""};
  }
  const auto start = data_start(bytes_, entry);
  if (!start || *start > bytes_.size()) {
    return Error{ErrorCode::damaged, "the member is cut off", ""};
  }
  const auto limit = static_cast<std::uint64_t>(std::max<std::int64_t>(max_bytes, 0));
  const auto packed = bytes_.substr(
      static_cast<std::size_t>(*start),
      static_cast<std::size_t>(std::min<std::uint64_t>(entry.packed_size, bytes_.size() - *start)));
  const Error too_large{ErrorCode::limit, "the member unpacks to more than the budget", ""};
  const auto cap = std::max<std::uint64_t>(
      kAlarmSize, packed.size() * static_cast<std::uint64_t>(std::max<std::int64_t>(max_ratio, 1)));
  base::Bytes bytes;
  if (entry.method == 0) {
    if (packed.size() > limit) {
      return too_large;
    }
    bytes = packed;
  } else if (entry.method == Z_DEFLATED) {
    auto inflated = inflate_raw(packed, std::min(limit, cap), entry.size);
    if (inflated.is_over_limit) {
      return limit <= cap ? too_large
                          : Error{ErrorCode::limit, "the member expands like a bomb", ""};
    }
    if (!inflated.is_complete) {
      return Error{ErrorCode::damaged, "the packed data of the member are damaged", ""};
    }
    bytes = std::move(inflated.bytes);
  } else {
    return Error{ErrorCode::unsupported, "the member is packed by an unusual method", ""};
  }
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  if (crc != entry.crc) {
    return Error{ErrorCode::damaged, "the checksum of the member is wrong", ""};
  }
  return bytes;
}

}  // namespace vaughn::extract
