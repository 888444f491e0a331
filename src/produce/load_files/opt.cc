// SPDX-License-Identifier: AGPL-3.0-or-later
#include "produce/load_files/opt.h"

#include <charconv>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::produce {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

bool is_writable(std::string_view field) {
  return field.find_first_of(",\r\n") == std::string_view::npos;
}

Result<bool> parse_break(std::string_view field, std::size_t number) {
  if (field.empty() || field == "Y") {
    return !field.empty();
  }
  return Error{ErrorCode::damaged, fmt::format("line {}: a break is Y or empty", number), ""};
}

Result<OptLine> parse_line(std::string_view line, std::size_t number) {
  const auto fields = base::split(line, ',');
  if (fields.size() != 7) {
    return Error{
        ErrorCode::damaged, fmt::format("line {} has {} fields, not 7", number, fields.size()), ""};
  }
  OptLine out{.key = std::string(fields[0]),
              .volume = std::string(fields[1]),
              .path = std::string(fields[2])};
  out.is_document_start = TRY(parse_break(fields[3], number));
  out.is_folder_start = TRY(parse_break(fields[4], number));
  out.is_box_start = TRY(parse_break(fields[5], number));
  const auto count = fields[6];
  if (!count.empty()) {
    const auto [end, error] =
        std::from_chars(count.data(), count.data() + count.size(), out.page_count);
    if (error != std::errc{} || end != count.data() + count.size() || out.page_count < 1) {
      return Error{ErrorCode::damaged, fmt::format("line {}: bad page count", number), ""};
    }
  }
  return out;
}

}  // namespace

Result<Bytes> write_opt(const std::vector<OptLine>& lines) {
  Bytes out;
  std::set<std::string_view> keys;
  for (const auto& line : lines) {
    if (!is_writable(line.key) || !is_writable(line.volume) || !is_writable(line.path)) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("{} has a comma or line break, which an OPT file cannot say", line.key),
          "choose a Bates prefix and volume name without commas"};
    }
    if (line.key.empty() || !keys.insert(line.key).second) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("image key \"{}\" is empty or used twice", line.key),
                   ""};
    }
    if (out.empty() && !line.is_document_start) {
      return Error{ErrorCode::invalid_argument, "the first line must start a document", ""};
    }
    const auto mark = [](bool is_start) { return is_start ? "Y" : ""; };
    out += fmt::format("{},{},{},{},{},{},{}\r\n",
                       line.key,
                       line.volume,
                       line.path,
                       mark(line.is_document_start),
                       mark(line.is_folder_start),
                       mark(line.is_box_start),
                       line.page_count > 0 ? fmt::format("{}", line.page_count) : std::string{});
  }
  return out;
}

Result<std::vector<OptLine>> read_opt(BytesView bytes) {
  std::vector<OptLine> lines;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  std::size_t number = 0;
  for (auto line : base::split(bytes, '\n')) {
    ++number;
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (!line.empty()) {
      lines.push_back(TRY(parse_line(line, number)));
    }
  }
  if (!lines.empty() && !lines.front().is_document_start) {
    return Error{ErrorCode::damaged, "line 1 starts no document", ""};
  }
  return lines;
}

}  // namespace vaughn::produce
