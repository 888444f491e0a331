// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/load_files/dat.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::produce {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kQualifier = "\xC3\xBE";  // þ
constexpr std::string_view kLineBreak = "\xC2\xAE";  // ®
constexpr char kSeparator = '\x14';

bool starts_at(std::string_view text, std::size_t position, std::string_view what) {
  return text.compare(position, what.size(), what) == 0;
}

// The value between its qualifiers.
void append_value(Bytes& out, std::string_view value, std::int64_t& replaced) {
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (starts_at(value, i, kQualifier)) {
      out += "th";
      ++replaced;
      ++i;
    } else if (starts_at(value, i, kLineBreak)) {
      out += "(R)";
      ++replaced;
      ++i;
    } else if (c == '\n' || c == '\r') {
      out += kLineBreak;
      if (c == '\r' && i + 1 < value.size() && value[i + 1] == '\n') {
        ++i;
      }
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += ' ';
      ++replaced;
    } else {
      out += c;
    }
  }
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::string from_utf16le(BytesView bytes) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) |
                                 (static_cast<unsigned char>(bytes[i + 1]) << 8));
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size()) {
      const char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(out, c >= 0xD800 && c < 0xE000 ? char32_t{0xFFFD} : c);
  }
  return out;
}

std::string from_cp1252(BytesView bytes) {
  static constexpr char32_t kHigh[32] = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    append_utf8(out, code >= 0x80 && code < 0xA0 ? kHigh[code - 0x80] : char32_t{code});
  }
  return out;
}

// The encoding is judged from the first bytes, before anything is decoded: a CP1252 file is not
// valid UTF-8 and a UTF-8 file is valid CP1252.
std::string decoded(BytesView bytes) {
  if (bytes.starts_with(kByteOrderMark)) {
    return std::string(bytes.substr(kByteOrderMark.size()));
  }
  if (bytes.starts_with("\xFF\xFE")) {
    return from_utf16le(bytes.substr(2));
  }
  if (bytes.size() >= 2 && bytes[0] == '\xFE' && bytes[1] == '\0') {
    return from_utf16le(bytes);
  }
  if (bytes.starts_with("\xFE")) {
    return from_cp1252(bytes);
  }
  return base::is_utf8(bytes) ? std::string(bytes) : from_cp1252(bytes);
}

// One pass over the text. A qualifier ends a field only before a separator, a line break or the
// end: anywhere else it is data, as real files have it.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  bool at_end() const { return position_ >= text_.size(); }

  Result<std::vector<std::string>> row() {
    std::vector<std::string> fields;
    while (true) {
      fields.push_back(TRY(field()));
      if (!at_end() && text_[position_] == kSeparator) {
        ++position_;
        continue;
      }
      skip_line_break();
      return fields;
    }
  }

 private:
  bool ends_field(std::size_t position) const {
    return position >= text_.size() || text_[position] == kSeparator || text_[position] == '\r' ||
           text_[position] == '\n';
  }

  Result<std::string> field() {
    std::string value;
    if (!starts_at(text_, position_, kQualifier)) {
      while (!ends_field(position_)) {
        value += text_[position_++];
      }
      return value;
    }
    position_ += kQualifier.size();
    while (position_ < text_.size()) {
      if (starts_at(text_, position_, kQualifier) && ends_field(position_ + kQualifier.size())) {
        position_ += kQualifier.size();
        return value;
      }
      if (starts_at(text_, position_, kLineBreak)) {
        value += '\n';
        position_ += kLineBreak.size();
      } else {
        value += text_[position_++];
      }
    }
    return Error{ErrorCode::damaged, "the last field is not closed", ""};
  }

  void skip_line_break() {
    if (!at_end() && text_[position_] == '\r') {
      ++position_;
    }
    if (!at_end() && text_[position_] == '\n') {
      ++position_;
    }
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

DatText write_dat(const DatTable& table) {
  DatText out;
  out.bytes = kByteOrderMark;
  const auto append_row = [&](const std::vector<std::string>& row) {
    base::check(row.size() == table.columns.size(), "a DAT row is as long as its header");
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) {
        out.bytes += kSeparator;
      }
      out.bytes += kQualifier;
      append_value(out.bytes, row[i], out.replaced);
      out.bytes += kQualifier;
    }
    out.bytes += "\r\n";
  };
  append_row(table.columns);
  for (const auto& row : table.rows) {
    append_row(row);
  }
  return out;
}

std::string join_values(const std::vector<std::string>& values) {
  std::vector<std::string> safe;
  for (const auto& value : values) {
    safe.push_back(base::replace_all(value, ";", ","));
  }
  return base::join(safe, "; ");
}

Result<DatTable> read_dat(BytesView bytes) {
  const std::string text = decoded(bytes);
  Parser parser(text);
  DatTable table;
  std::size_t number = 0;
  while (!parser.at_end()) {
    ++number;
    auto row = parser.row();
    if (!row) {
      return base::with_context(row.error(), fmt::format("row {}", number));
    }
    if (number == 1) {
      table.columns = *std::move(row);
      continue;
    }
    if (row->size() != table.columns.size()) {
      return Error{
          ErrorCode::damaged,
          fmt::format(
              "row {} has {} fields, the header {}", number, row->size(), table.columns.size()),
          ""};
    }
    table.rows.push_back(*std::move(row));
  }
  if (table.columns.empty()) {
    return Error{ErrorCode::damaged, "no header row", ""};
  }
  return table;
}

}  // namespace vaughn::produce
