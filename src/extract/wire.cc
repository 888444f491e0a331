// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/wire.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/wire.h"

namespace vaughn::extract {
namespace {

using base::Result;
using base::WireReader;
using base::WireWriter;

constexpr std::uint8_t kPartMessage = 1;
constexpr std::uint8_t kCountsMessage = 2;
// The last members of the enumerations that travel.
constexpr auto kLastFinding = foia::FindingCode::not_rendered;
constexpr auto kLastKind = foia::RecordKind::other;
constexpr auto kLastState = PartState::exception;
constexpr auto kLastPrintedAs = PrintedAs::native;

base::Error malformed() {
  return {base::ErrorCode::crashed, "the parser sent a malformed message", ""};
}

template <typename Enum>
Result<Enum> read_enum(WireReader& in, Enum last) {
  const auto value = TRY(in.u8());
  if (value > static_cast<std::uint8_t>(last)) {
    return malformed();
  }
  return static_cast<Enum>(value);
}

Result<bool> read_bool(WireReader& in) {
  const auto value = TRY(in.u8());
  if (value > 1) {
    return malformed();
  }
  return value == 1;
}

Result<int> read_int(WireReader& in) {
  const auto value = TRY(in.i64());
  if (value < INT32_MIN || value > INT32_MAX) {
    return malformed();
  }
  return static_cast<int>(value);
}

Result<std::int64_t> read_count(WireReader& in) {
  const auto value = TRY(in.i64());
  if (value < 0) {
    return malformed();
  }
  return value;
}

Result<std::string> read_text(WireReader& in) {
  const auto bytes = TRY(in.bytes());
  if (!base::is_utf8(bytes) || bytes.find('\0') != base::BytesView::npos) {
    return malformed();
  }
  return std::string(bytes);
}

Result<base::Sha256> read_hash(WireReader& in) {
  const auto bytes = TRY(in.bytes());
  if (bytes.empty()) {
    return base::Sha256();
  }
  return base::Sha256::from_hex(base::to_hex(bytes));
}

// Each element takes at least a byte, so that a count beyond what is left is a lie.
template <typename Element, typename Read>
Result<std::vector<Element>> read_list(WireReader& in, Read read) {
  const auto count = TRY(in.u64());
  if (count > in.remaining()) {
    return malformed();
  }
  std::vector<Element> out;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto element = TRY(read(in));
    out.push_back(std::move(element));
  }
  return out;
}

template <typename Element, typename Write>
void write_list(WireWriter& out, const std::vector<Element>& list, Write write) {
  out.u64(list.size());
  for (const auto& element : list) {
    write(out, element);
  }
}

void write_hash(WireWriter& out, const base::Sha256& hash) {
  if (hash.is_zero()) {
    out.bytes({});
    return;
  }
  const auto& bytes = hash.bytes();
  out.bytes({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void write_text(WireWriter& out, const std::string& text) {
  out.bytes(text);
}

void write_finding(WireWriter& out, const foia::Finding& finding) {
  out.u8(static_cast<std::uint8_t>(finding.code));
  out.i64(finding.page);
  out.bytes(finding.message);
}

Result<foia::Finding> read_finding(WireReader& in) {
  foia::Finding finding;
  finding.code = TRY(read_enum(in, kLastFinding));
  finding.page = TRY(read_int(in));
  finding.message = TRY(read_text(in));
  return finding;
}

void write_address(WireWriter& out, const foia::MailAddress& address) {
  out.bytes(address.name);
  out.bytes(address.address);
}

Result<foia::MailAddress> read_address(WireReader& in) {
  foia::MailAddress address;
  address.name = TRY(read_text(in));
  address.address = TRY(read_text(in));
  return address;
}

void write_instant(WireWriter& out, const std::optional<base::Instant>& instant) {
  out.flag(instant.has_value());
  if (instant) {
    out.i64(instant->time_since_epoch().count());
  }
}

Result<std::optional<base::Instant>> read_instant(WireReader& in) {
  const bool is_there = TRY(read_bool(in));
  if (!is_there) {
    return std::optional<base::Instant>{};
  }
  const auto seconds = TRY(in.i64());
  // The years 1 to 9999, so that nobody who formats it meets another.
  if (seconds < -62'135'596'800 || seconds > 253'402'300'799) {
    return malformed();
  }
  return std::optional(base::Instant(std::chrono::seconds(seconds)));
}

void write_metadata(WireWriter& out, const foia::Metadata& metadata) {
  out.bytes(metadata.title);
  out.bytes(metadata.author);
  for (const auto* list : {&metadata.from, &metadata.to, &metadata.cc, &metadata.bcc}) {
    write_list(out, *list, write_address);
  }
  write_instant(out, metadata.sent);
  out.bytes(metadata.date_header);
  write_instant(out, metadata.created);
  write_instant(out, metadata.modified);
  out.bytes(metadata.message_id);
  out.bytes(metadata.in_reply_to);
  write_list(out, metadata.references, write_text);
  out.i64(metadata.page_count);
  out.i64(metadata.attachment_count);
  write_list(out, metadata.extra, write_text);
}

Result<foia::Metadata> read_metadata(WireReader& in) {
  foia::Metadata metadata;
  metadata.title = TRY(read_text(in));
  metadata.author = TRY(read_text(in));
  for (auto* list : {&metadata.from, &metadata.to, &metadata.cc, &metadata.bcc}) {
    *list = TRY(read_list<foia::MailAddress>(in, read_address));
  }
  metadata.sent = TRY(read_instant(in));
  metadata.date_header = TRY(read_text(in));
  metadata.created = TRY(read_instant(in));
  metadata.modified = TRY(read_instant(in));
  metadata.message_id = TRY(read_text(in));
  metadata.in_reply_to = TRY(read_text(in));
  metadata.references = TRY(read_list<std::string>(in, read_text));
  metadata.page_count = TRY(read_int(in));
  metadata.attachment_count = TRY(read_int(in));
  metadata.extra = TRY(read_list<std::string>(in, read_text));
  return metadata;
}

Result<Part> read_part(WireReader& in) {
  Part part;
  part.parent = TRY(read_int(in));
  part.position = TRY(read_int(in));
  part.state = TRY(read_enum(in, kLastState));
  part.kind = TRY(read_enum(in, kLastKind));
  part.format = TRY(read_text(in));
  part.is_inline = TRY(read_bool(in));
  part.name = TRY(read_text(in));
  part.path_suffix = TRY(read_text(in));
  part.bytes = TRY(in.bytes());
  part.size = TRY(read_count(in));
  part.sha256 = TRY(read_hash(in));
  part.duplicate_key = TRY(read_hash(in));
  part.metadata = TRY(read_metadata(in));
  part.text = TRY(read_text(in));
  part.findings = TRY(read_list<foia::Finding>(in, read_finding));
  const bool has_reason = !part.findings.empty() && foia::is_exception(part.findings.front().code);
  if (part.parent < -1 || part.position < 0 ||
      (part.state == PartState::exception && !has_reason)) {
    return malformed();
  }
  return part;
}

Result<ContainerCount> read_container(WireReader& in) {
  ContainerCount count;
  count.node = TRY(read_int(in));
  count.expected = TRY(read_count(in));
  count.emitted = TRY(read_count(in));
  count.failed = TRY(read_count(in));
  count.is_cut = TRY(read_bool(in));
  return count;
}

void write_cell(WireWriter& out, const Cell& cell) {
  out.i64(cell.column);
  out.bytes(cell.text);
  out.bytes(cell.formula);
  out.bytes(cell.comment);
}

Result<Cell> read_cell(WireReader& in) {
  Cell cell;
  cell.column = TRY(read_int(in));
  cell.text = TRY(read_text(in));
  cell.formula = TRY(read_text(in));
  cell.comment = TRY(read_text(in));
  if (cell.column < 0) {
    return malformed();
  }
  return cell;
}

void write_row(WireWriter& out, const SheetRow& row) {
  out.i64(row.number);
  out.flag(row.is_hidden);
  write_list(out, row.cells, write_cell);
}

Result<SheetRow> read_row(WireReader& in) {
  SheetRow row;
  row.number = TRY(read_int(in));
  row.is_hidden = TRY(read_bool(in));
  row.cells = TRY(read_list<Cell>(in, read_cell));
  if (row.number < 1) {
    return malformed();
  }
  return row;
}

void write_sheet(WireWriter& out, const Sheet& sheet) {
  out.bytes(sheet.name);
  out.flag(sheet.is_hidden);
  write_list(out, sheet.hidden_columns, [](WireWriter& to, int column) { to.i64(column); });
  write_list(out, sheet.rows, write_row);
  out.flag(sheet.is_cut);
}

Result<Sheet> read_sheet(WireReader& in) {
  Sheet sheet;
  sheet.name = TRY(read_text(in));
  sheet.is_hidden = TRY(read_bool(in));
  sheet.hidden_columns = TRY(read_list<int>(in, read_int));
  sheet.rows = TRY(read_list<SheetRow>(in, read_row));
  sheet.is_cut = TRY(read_bool(in));
  return sheet;
}

Result<PrintedField> read_field(WireReader& in) {
  PrintedField field;
  field.name = TRY(read_text(in));
  field.value = TRY(read_text(in));
  return field;
}

struct Request {
  std::string name{};
  Options options{};
};

Result<Request> read_request(base::BytesView arguments) {
  WireReader in(arguments);
  Request request;
  request.name = TRY(in.bytes());
  request.options.max_depth = TRY(read_int(in));
  for (auto* value : {&request.options.max_parts,
                      &request.options.max_expanded_bytes,
                      &request.options.max_expansion,
                      &request.options.max_member_bytes,
                      &request.options.max_ratio,
                      &request.options.max_text_bytes}) {
    *value = TRY(in.i64());
  }
  request.options.looks_for_bad_redactions = TRY(in.flag());
  request.options.crashed_nodes = TRY(read_list<int>(in, read_int));
  return request;
}

}  // namespace

base::Bytes encode(const Part& part) {
  WireWriter out;
  out.u8(kPartMessage);
  out.i64(part.parent);
  out.i64(part.position);
  out.u8(static_cast<std::uint8_t>(part.state));
  out.u8(static_cast<std::uint8_t>(part.kind));
  out.bytes(part.format);
  out.flag(part.is_inline);
  out.bytes(part.name);
  out.bytes(part.path_suffix);
  out.bytes(part.bytes);
  out.i64(part.size);
  write_hash(out, part.sha256);
  write_hash(out, part.duplicate_key);
  write_metadata(out, part.metadata);
  out.bytes(part.text);
  write_list(out, part.findings, write_finding);
  return out.take();
}

base::Bytes encode(const std::vector<ContainerCount>& containers) {
  WireWriter out;
  out.u8(kCountsMessage);
  write_list(out, containers, [](WireWriter& to, const ContainerCount& count) {
    to.i64(count.node);
    to.i64(count.expected);
    to.i64(count.emitted);
    to.i64(count.failed);
    to.flag(count.is_cut);
  });
  return out.take();
}

base::Bytes encode(const Printable& printable) {
  WireWriter out;
  out.u8(static_cast<std::uint8_t>(printable.as));
  write_list(out, printable.fields, [](WireWriter& to, const PrintedField& field) {
    to.bytes(field.name);
    to.bytes(field.value);
  });
  out.bytes(printable.text);
  out.bytes(printable.xhtml);
  write_list(out, printable.sheets, write_sheet);
  write_list(out, printable.findings, write_finding);
  return out.take();
}

Result<Message> decode_message(base::BytesView bytes) {
  WireReader in(bytes);
  const auto type = TRY(in.u8());
  if (type == kPartMessage) {
    auto part = TRY(read_part(in));
    if (in.at_end()) {
      return Message(std::move(part));
    }
  } else if (type == kCountsMessage) {
    auto counts = TRY(read_list<ContainerCount>(in, read_container));
    if (in.at_end()) {
      return Message(std::move(counts));
    }
  }
  return malformed();
}

Result<Printable> decode_printable(base::BytesView bytes) {
  WireReader in(bytes);
  Printable printable;
  printable.as = TRY(read_enum(in, kLastPrintedAs));
  printable.fields = TRY(read_list<PrintedField>(in, read_field));
  printable.text = TRY(read_text(in));
  printable.xhtml = TRY(read_text(in));
  printable.sheets = TRY(read_list<Sheet>(in, read_sheet));
  printable.findings = TRY(read_list<foia::Finding>(in, read_finding));
  if (!in.at_end()) {
    return malformed();
  }
  return printable;
}

base::Bytes encode_request(std::string_view name, const Options& options) {
  WireWriter out;
  out.bytes(name);
  out.i64(options.max_depth);
  for (const auto value : {options.max_parts,
                           options.max_expanded_bytes,
                           options.max_expansion,
                           options.max_member_bytes,
                           options.max_ratio,
                           options.max_text_bytes}) {
    out.i64(value);
  }
  out.flag(options.looks_for_bad_redactions);
  write_list(out, options.crashed_nodes, [](WireWriter& to, int node) { to.i64(node); });
  return out.take();
}

base::Bytes encode_print_request(std::string_view name,
                                 foia::RecordKind kind,
                                 const PrintOptions& options) {
  WireWriter out;
  out.bytes(name);
  out.u8(static_cast<std::uint8_t>(kind));
  out.i64(options.max_text_bytes);
  out.i64(options.max_rows);
  return out.take();
}

Result<void> serve_extract(base::BytesView arguments,
                           base::BytesView input,
                           const std::function<void(base::BytesView)>& emit) {
  const auto request = TRY(read_request(arguments));
  const auto counts =
      extract(input, request.name, request.options, [&](Part&& part) { emit(encode(part)); });
  // Most inputs are no containers; their one part says it all.
  if (!counts.empty()) {
    emit(encode(counts));
  }
  return {};
}

Result<void> serve_print(base::BytesView arguments,
                         base::BytesView input,
                         const std::function<void(base::BytesView)>& emit) {
  WireReader in(arguments);
  const auto name = TRY(in.bytes());
  const auto kind = TRY(read_enum(in, kLastKind));
  PrintOptions options;
  options.max_text_bytes = TRY(in.i64());
  options.max_rows = TRY(read_int(in));
  emit(encode(printable(input, name, kind, options)));
  return {};
}

}  // namespace vaughn::extract
