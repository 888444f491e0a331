// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/load_files.h"

#include <charconv>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::verify {

using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error damaged(std::string message) {
  return Error{ErrorCode::damaged, std::move(message), ""};
}

// What a byte sequence of a DAT file is.
enum class Token { qualifier, separator, row_end, line_break, data, end };

class DatLexer {
 public:
  explicit DatLexer(std::string_view text) : text_(text) {}

  Token next() {
    if (at_ >= text_.size()) {
      begin_ = end_ = at_;
      return Token::end;
    }
    if (take("\xC3\xBE")) {
      return Token::qualifier;
    }
    if (take("\x14")) {
      return Token::separator;
    }
    if (take("\r\n")) {
      return Token::row_end;
    }
    if (take("\xC2\xAE")) {
      return Token::line_break;
    }
    begin_ = at_;
    end_ = ++at_;
    return Token::data;
  }
  std::string_view lexeme() const { return text_.substr(begin_, end_ - begin_); }
  std::size_t position() const { return begin_; }

 private:
  bool take(std::string_view what) {
    if (text_.substr(at_, what.size()) != what) {
      return false;
    }
    begin_ = at_;
    at_ += what.size();
    end_ = at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

// Rows of fields; the states are those of one field.
Result<std::vector<std::vector<std::string>>> dat_rows(std::string_view text) {
  enum class State { before, inside, after };
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string value;
  State state = State::before;
  DatLexer lexer(text);
  for (;;) {
    const auto token = lexer.next();
    const auto at = [&](std::string_view what) {
      return damaged(fmt::format("row {}, byte {}: {}", rows.size() + 1, lexer.position(), what));
    };
    switch (state) {
      case State::before:
        if (token == Token::end && row.empty()) {
          return rows;
        }
        if (token != Token::qualifier) {
          return at("a field does not begin with its qualifier");
        }
        state = State::inside;
        break;
      case State::inside:
        if (token == Token::end) {
          return at("the file ends inside a field");
        }
        if (token == Token::separator) {
          return at("a separator inside a field");
        }
        if (token == Token::qualifier) {
          row.push_back(std::exchange(value, {}));
          state = State::after;
        } else if (token == Token::line_break) {
          value += '\n';
        } else {
          value += lexer.lexeme();
        }
        break;
      case State::after:
        if (token == Token::separator) {
          state = State::before;
        } else if (token == Token::row_end) {
          rows.push_back(std::exchange(row, {}));
          state = State::before;
        } else {
          return at(token == Token::end ? "the last row has no line end"
                                        : "something stands between two fields");
        }
        break;
    }
  }
}

Result<std::int64_t> parse_count(std::string_view text, std::size_t line) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1) {
    return damaged(fmt::format("line {}: the page count is no number", line));
  }
  return value;
}

}  // namespace

const std::string& DatRow::field(const std::string& column) const {
  static const std::string kNone;
  const auto found = fields.find(column);
  return found == fields.end() ? kNone : found->second;
}

Result<DatFile> parse_dat(BytesView bytes) {
  if (!bytes.starts_with(kByteOrderMark)) {
    return damaged("no UTF-8 byte order mark");
  }
  if (!base::is_utf8(bytes)) {
    return damaged("not UTF-8");
  }
  auto rows = TRY(dat_rows(bytes.substr(kByteOrderMark.size())));
  if (rows.empty()) {
    return damaged("no header row");
  }
  DatFile out{.columns = rows.front()};
  if (std::set<std::string>(out.columns.begin(), out.columns.end()).size() != out.columns.size()) {
    return damaged("two columns have the same name");
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != out.columns.size()) {
      return damaged(fmt::format(
          "row {} has {} fields, the header {}", i + 1, rows[i].size(), out.columns.size()));
    }
    DatRow row{.number = static_cast<std::int64_t>(i + 1)};
    for (std::size_t j = 0; j < rows[i].size(); ++j) {
      row.fields[out.columns[j]] = std::move(rows[i][j]);
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

Result<std::vector<OptRow>> parse_opt(BytesView bytes) {
  if (!bytes.empty() && !bytes.ends_with("\r\n")) {
    return damaged("the last line has no line end");
  }
  std::vector<OptRow> out;
  std::size_t position = 0;
  while (position < bytes.size()) {
    const auto number = out.size() + 1;
    const auto end = bytes.find("\r\n", position);
    const auto line = bytes.substr(position, end - position);
    position = end + 2;
    if (line.find_first_of("\r\n\"") != BytesView::npos) {
      return damaged(fmt::format("line {} has a stray line end or quote", number));
    }
    const auto fields = base::split(line, ',');
    if (fields.size() != 7) {
      return damaged(fmt::format("line {} has {} fields, not 7", number, fields.size()));
    }
    for (const std::size_t i : {3u, 4u, 5u}) {
      if (!fields[i].empty() && fields[i] != "Y") {
        return damaged(fmt::format("line {}: a break is Y or empty", number));
      }
    }
    OptRow row{.number = static_cast<std::int64_t>(number),
               .key = std::string(fields[0]),
               .volume = std::string(fields[1]),
               .path = std::string(fields[2]),
               .is_document = fields[3] == "Y"};
    if (row.is_document) {
      row.page_count = TRY(parse_count(fields[6], number));
    } else if (!fields[6].empty()) {
      return damaged(fmt::format("line {} counts pages but starts no document", number));
    }
    out.push_back(std::move(row));
  }
  if (!out.empty() && !out.front().is_document) {
    return damaged("line 1 starts no document");
  }
  return out;
}

Result<CsvRows> parse_csv(BytesView bytes) {
  if (bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  if (!base::is_utf8(bytes)) {
    return damaged("not UTF-8");
  }
  CsvRows rows;
  std::vector<std::string> row;
  std::string field;
  bool is_quoted = false;
  bool is_row_open = false;
  const auto end_row = [&]() {
    row.push_back(std::exchange(field, {}));
    rows.push_back(std::exchange(row, {}));
    is_row_open = false;
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (is_quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
        field += '"';
        ++i;
      } else {
        is_quoted = false;
      }
      continue;
    }
    if (c == '\n' || (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n')) {
      i += c == '\r' ? 1 : 0;
      end_row();
      continue;
    }
    is_row_open = true;
    if (c == ',') {
      row.push_back(std::exchange(field, {}));
    } else if (c == '"' && field.empty()) {
      is_quoted = true;
    } else {
      field += c;
    }
  }
  if (is_quoted) {
    return damaged(fmt::format("row {}: the file ends inside a quoted field", rows.size() + 1));
  }
  if (is_row_open) {
    end_row();
  }
  return rows;
}

}  // namespace vaughn::verify
