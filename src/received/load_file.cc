// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/load_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>

#include <fmt/format.h>

#include "base/charset.h"
#include "base/text.h"

namespace vaughn::received {

using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::string_view kThorn = "\xC3\xBE";
constexpr std::string_view kPilcrow = "\xC2\xB6";
constexpr std::string_view kRegistered = "\xC2\xAE";
constexpr std::size_t kMostColumns = 2000;

std::string decode(BytesView bytes) {
  // The qualifier of a file in Windows' charset would be guessed to be a letter of another one.
  const bool is_windows = !bytes.empty() && bytes.front() == '\xFE' &&
                          !bytes.starts_with("\xFE\xFF") && (bytes.size() < 2 || bytes[1] != '\0');
  auto text = base::decode_text(bytes, is_windows ? "windows-1252" : "").text;
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.erase(0, 3);
  }
  return text;
}

struct Delimiters {
  std::string qualifier{};  // empty: none
  std::string separator{};
};

// As the first line shows them.
Delimiters delimiters_of(std::string_view text) {
  const auto line = text.substr(0, text.find_first_of("\r\n"));
  Delimiters out;
  for (const std::string_view mark :
       {kThorn, std::string_view("^"), std::string_view("\""), kPilcrow}) {
    if (line.starts_with(mark)) {
      out.qualifier = std::string(mark);
      const auto closing = line.find(mark, mark.size());
      if (closing != std::string_view::npos) {
        const auto after = line.substr(closing + mark.size());
        const auto next = after.find(mark);
        if (next != std::string_view::npos && next > 0 && next <= 2) {
          out.separator = std::string(after.substr(0, next));
          return out;
        }
      }
      if (mark == kThorn) {
        out.separator = "\x14";
        return out;
      }
      break;
    }
  }
  if (out.qualifier.empty() || out.qualifier == "\"") {
    out.qualifier = "\"";
    for (const std::string_view mark :
         {std::string_view("\x14"), kPilcrow, std::string_view("\t"), std::string_view("|")}) {
      if (line.find(mark) != std::string_view::npos) {
        out.separator = std::string(mark);
        return out;
      }
    }
    out.separator =
        std::count(line.begin(), line.end(), ';') > std::count(line.begin(), line.end(), ',') ? ";"
                                                                                              : ",";
    return out;
  }
  out.separator = ",";
  return out;
}

// A state machine, not a splitter of lines: qualified values hold line breaks in the wild.
std::vector<std::vector<std::string>> cells_of(std::string_view text, const Delimiters& marks) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string cell;
  bool is_quoted = false;
  const auto starts = [&](std::size_t at, std::string_view mark) {
    return !mark.empty() && text.substr(at, mark.size()) == mark;
  };
  const auto end_row = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    if (row.size() > 1 || !row.front().empty()) {
      rows.push_back(std::move(row));
    }
    row.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    if (is_quoted) {
      if (!starts(i, marks.qualifier)) {
        cell += text[i++];
      } else if (marks.qualifier == "\"" && starts(i + 1, marks.qualifier)) {
        cell += '"';
        i += 2;
      } else {
        is_quoted = false;
        i += marks.qualifier.size();
      }
    } else if (starts(i, marks.qualifier) && cell.empty()) {
      is_quoted = true;
      i += marks.qualifier.size();
    } else if (starts(i, marks.separator) && row.size() < kMostColumns) {
      row.push_back(std::move(cell));
      cell.clear();
      i += marks.separator.size();
    } else if (text[i] == '\n' || text[i] == '\r') {
      end_row();
      ++i;
    } else {
      cell += text[i++];
    }
  }
  if (!cell.empty() || !row.empty()) {
    end_row();
  }
  return rows;
}

std::string key_of(std::string_view name) {
  std::string out;
  for (const char c : base::upper_case(name)) {
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

std::string as_path(std::string text) {
  std::replace(text.begin(), text.end(), '\\', '/');
  std::string_view view = base::trim(text);
  while (view.starts_with("./") || view.starts_with("/")) {
    view.remove_prefix(view.starts_with("./") ? 2 : 1);
  }
  return std::string(view);
}

class Fields {
 public:
  explicit Fields(const LoadTable& table) : names_(table.names) {}

  std::string value(const std::vector<std::string>& row,
                    std::initializer_list<std::string_view> names) const {
    return first_of(row, names);
  }
  template <std::size_t Count>
  std::string value(const std::vector<std::string>& row,
                    const std::array<std::string_view, Count>& names) const {
    return first_of(row, names);
  }

 private:
  template <typename Names>
  std::string first_of(const std::vector<std::string>& row, const Names& names) const {
    for (const auto name : names) {
      const auto found = std::find(names_.begin(), names_.end(), name);
      if (found != names_.end()) {
        const auto index = static_cast<std::size_t>(found - names_.begin());
        const auto text = base::trim(row[index]);
        if (!text.empty()) {
          return std::string(text);
        }
      }
    }
    return {};
  }

  const std::vector<std::string>& names_;
};

constexpr std::array<std::string_view, 21> kBegin{"BEGBATES",
                                                  "BEGDOC",
                                                  "FIRSTBATES",
                                                  "BEGINBATES",
                                                  "BATESBEG",
                                                  "BATESBEGIN",
                                                  "PRODBEG",
                                                  "PRODBEGIN",
                                                  "BEGNO",
                                                  "BEGCONTROL",
                                                  "BEGDOCNO",
                                                  "BATESSTART",
                                                  "STARTBATES",
                                                  "BEGINNINGBATES",
                                                  "BEGBATE",
                                                  "BEGINDOC",
                                                  "PRODBEGBATES",
                                                  "BATESFIRST",
                                                  "BEGINNINGBATESNUMBER",
                                                  "CONTROLNUMBER",
                                                  "DOCID"};
constexpr std::array<std::string_view, 14> kEnd{"ENDBATES",
                                                "ENDDOC",
                                                "LASTBATES",
                                                "BATESEND",
                                                "PRODEND",
                                                "ENDNO",
                                                "ENDCONTROL",
                                                "ENDDOCNO",
                                                "BATESSTOP",
                                                "ENDINGBATES",
                                                "ENDBATE",
                                                "PRODENDBATES",
                                                "BATESLAST",
                                                "ENDINGBATESNUMBER"};

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> out;
  for (const auto part : base::split(text, ';')) {
    if (const auto name = base::trim(part); !name.empty()) {
      out.emplace_back(name);
    }
  }
  return out;
}

std::string without_brackets(std::string text) {
  std::erase_if(text, [](char c) { return c == '<' || c == '>'; });
  return text;
}

int whole_number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

Result<LoadTable> read_delimited(BytesView bytes) {
  const auto text = decode(bytes);
  if (!base::is_text(bytes.substr(0, 4096)) && text.find(kThorn) == std::string::npos &&
      text.find('\x14') == std::string::npos) {
    return Error{ErrorCode::damaged, "it is no text", "a load file is delimited text"};
  }
  auto rows = cells_of(text, delimiters_of(text));
  if (rows.empty()) {
    return Error{ErrorCode::damaged, "it is empty", "a load file begins with the names of fields"};
  }
  LoadTable out;
  for (const auto& name : rows.front()) {
    out.names.push_back(key_of(name));
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    auto& row = rows[i];
    if (row.size() != out.names.size()) {
      out.problems.push_back(
          fmt::format("row {} has {} fields, not {}", i, row.size(), out.names.size()));
      row.resize(out.names.size());
    }
    for (auto& cell : row) {
      cell = base::replace_all(std::move(cell), kRegistered, "\n");
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}

Result<std::vector<ImageLine>> read_opticon(BytesView bytes) {
  constexpr std::size_t kFields = 7;
  std::vector<ImageLine> out;
  const auto text = decode(bytes);
  int number = 0;
  for (auto line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    if (line.empty()) {
      continue;
    }
    const auto fields = base::split(line, ',');
    if (fields.size() != kFields) {
      return Error{ErrorCode::damaged,
                   fmt::format("line {} has {} fields", number, fields.size()),
                   "an Opticon file has seven"};
    }
    out.push_back({.key = std::string(base::trim(fields[0])),
                   .volume = std::string(base::trim(fields[1])),
                   .path = as_path(std::string(fields[2])),
                   .begins_document = base::ascii_lower(base::trim(fields[3])) == "y",
                   .page_count = whole_number(base::trim(fields[6]))});
  }
  return out;
}

Result<std::vector<ImageLine>> read_ipro(BytesView bytes) {
  constexpr std::size_t kFields = 5;
  std::vector<ImageLine> out;
  const auto text = decode(bytes);
  int number = 0;
  for (auto line : base::split(text, '\n')) {
    ++number;
    line = base::trim(line);
    const auto fields = base::split(line, ',');
    if (base::trim(fields.front()) != "IM") {
      continue;
    }
    // "@VOLUME;FOLDER;FILE;KIND"; a folder may hold commas, but nobody writes such.
    const auto place =
        fields.size() >= kFields ? base::split(fields[4], ';') : std::vector<std::string_view>{};
    if (place.size() < 3) {
      return Error{ErrorCode::damaged,
                   fmt::format("line {} names no file", number),
                   "an LFP line is IM,NUMBER,D,PAGE,@VOLUME;FOLDER;FILE;KIND"};
    }
    const auto mark = base::ascii_lower(base::trim(fields[2]));
    auto volume = base::trim(place[0]);
    volume.remove_prefix(volume.starts_with("@") ? 1 : 0);
    const auto folder = as_path(std::string(place[1]));
    const auto file = as_path(std::string(place[2]));
    out.push_back(
        {.key = std::string(base::trim(fields[1])),
         .volume = std::string(volume),
         .path = folder.empty() || folder.ends_with('/') ? folder + file : folder + "/" + file,
         .begins_document = mark == "d" || mark == "c",
         .page_of_file = std::max(0, whole_number(base::trim(fields[3])))});
  }
  if (out.empty()) {
    return Error{ErrorCode::damaged, "it lists no picture", "its lines begin with IM"};
  }
  return out;
}

bool is_load_table(const LoadTable& table) {
  return std::any_of(table.names.begin(), table.names.end(), [](const std::string& name) {
    return name != "DOCID" && name != "CONTROLNUMBER" &&
           std::find(kBegin.begin(), kBegin.end(), name) != kBegin.end();
  });
}

std::vector<LoadRow> rows_of(const LoadTable& table) {
  std::vector<LoadRow> out;
  const Fields fields(table);
  for (const auto& row : table.rows) {
    LoadRow one{
        .begin = fields.value(row, kBegin),
        .end = fields.value(row, kEnd),
        .family_begin = fields.value(row, {"BEGATTACH", "BEGINATTACH", "PRODBEGATTACH", "BEGATT"}),
        .family_end = fields.value(row, {"ENDATTACH", "PRODENDATTACH", "ENDATT"}),
        .file = as_path(fields.value(row,
                                     {"PDFPATH",
                                      "PDFLINK",
                                      "PDF",
                                      "PRODUCEDFILE",
                                      "FILEPATH",
                                      "FILELINK",
                                      "NATIVELINK",
                                      "NATIVEFILE",
                                      "NATIVEPATH",
                                      "NATIVE",
                                      "DOCLINK",
                                      "LINK",
                                      "IMAGEPATH",
                                      "PATH"})),
        .text_file = as_path(fields.value(
            row,
            {"TEXTPATH", "TEXTLINK", "OCRPATH", "EXTRACTEDTEXT", "TEXTFILE", "FULLTEXT", "TEXT"})),
        .name = fields.value(row, {"FILENAME", "ORIGINALFILENAME", "DOCNAME", "NAME"}),
        .title = fields.value(row, {"SUBJECT", "EMAILSUBJECT", "TITLE", "DOCTITLE"}),
        .from = fields.value(row, {"FROM", "AUTHOR", "EMAILFROM"}),
        .to = fields.value(row, {"TO", "EMAILTO"}),
        .date = fields.value(row, {"DATESENT", "SENTDATE", "DOCDATE", "DATE", "EMAILSENTDATE"}),
        .message_id = without_brackets(
            fields.value(row, {"INTMSGID", "MESSAGEID", "INTERNETMESSAGEID", "MSGID"})),
        .in_reply_to = without_brackets(fields.value(row, {"INREPLYTO", "INREPLYTOID"})),
        .attachments = list_of(fields.value(
            row,
            {"ATTACHMENTNAMES", "ATTACHMENTS", "ATTACHMENTLIST", "ATTACHNAMES", "ATTACHNAME"})),
        .exemptions =
            fields.value(row, {"EXEMPTIONS", "EXEMPTION", "REDACTIONREASON", "PRIVILEGE"}),
        .page_count = whole_number(
            fields.value(row, {"PGCOUNT", "PAGECOUNT", "PAGES", "PGCNT", "NUMPAGES"}))};
    if (const auto range = fields.value(row, {"ATTACHRANGE", "FAMLYRNG", "FAMILYRANGE"});
        one.family_begin.empty() && !range.empty()) {
      const auto ends = base::split(range, ' ');
      one.family_begin = std::string(base::trim(ends.front()));
      one.family_end = std::string(base::trim(ends.back()));
    }
    if (one.end.empty()) {
      one.end = one.begin;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace vaughn::received
