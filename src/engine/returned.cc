// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/returned.h"

#include <fmt/format.h>

#include "base/wire.h"
#include "extract/rendition.h"
#include "extract/wire.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;

Result<void> serve_returned_pdf(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  WireReader in(input);
  const auto original = TRY(in.bytes());
  const auto returned = TRY(in.bytes());
  const auto pages = TRY(pdf::match_pages(original, returned));
  const auto remarks = TRY(pdf::read_remarks(returned));
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(pages.size()));
  for (const auto& page : pages) {
    out.u8(static_cast<std::uint8_t>(page.kind));
    out.u32(static_cast<std::uint32_t>(page.original));
    out.u32(static_cast<std::uint32_t>(page.returned));
  }
  out.u32(static_cast<std::uint32_t>(remarks.page_count));
  out.u32(static_cast<std::uint32_t>(remarks.remarks.size()));
  for (const auto& remark : remarks.remarks) {
    out.u32(static_cast<std::uint32_t>(remark.page));
    out.bytes(remark.kind);
    out.flag(remark.marks_text);
    out.bytes(remark.comment);
    out.bytes(remark.author);
    out.u32(static_cast<std::uint32_t>(remark.boxes.size()));
    for (const auto& box : remark.boxes) {
      out.rect(box);
    }
  }
  out.u32(static_cast<std::uint32_t>(remarks.fields.size()));
  for (const auto& field : remarks.fields) {
    out.bytes(field.name);
    out.bytes(field.value);
  }
  emit(out.data());
  return {};
}

Result<ReturnedPdf> read_returned_pdf(Sandbox& sandbox, BytesView original, BytesView returned) {
  WireWriter both;
  both.bytes(original);
  both.bytes(returned);
  const auto encoded = TRY(sandbox.run({Task::returned_pdf, {}, both.take()}));
  WireReader in(encoded);
  ReturnedPdf out;
  const auto pages = TRY(in.count());
  for (std::size_t i = 0; i < pages; ++i) {
    pdf::PageMatch page;
    const auto kind = TRY(in.u8());
    if (kind > static_cast<std::uint8_t>(pdf::MatchKind::added)) {
      return base::wrong_message();
    }
    page.kind = static_cast<pdf::MatchKind>(kind);
    page.original = static_cast<int>(TRY(in.u32()));
    page.returned = static_cast<int>(TRY(in.u32()));
    out.pages.push_back(page);
  }
  out.remarks.page_count = static_cast<int>(TRY(in.u32()));
  const auto remarks = TRY(in.count());
  for (std::size_t i = 0; i < remarks; ++i) {
    pdf::Remark remark;
    remark.page = static_cast<int>(TRY(in.u32()));
    remark.kind = TRY(in.text());
    remark.marks_text = TRY(in.flag());
    remark.comment = TRY(in.text());
    remark.author = TRY(in.text());
    const auto boxes = TRY(in.count());
    for (std::size_t j = 0; j < boxes; ++j) {
      remark.boxes.push_back(TRY(in.rect()));
    }
    out.remarks.remarks.push_back(std::move(remark));
  }
  const auto fields = TRY(in.count());
  for (std::size_t i = 0; i < fields; ++i) {
    pdf::FilledField field;
    field.name = TRY(in.text());
    field.value = TRY(in.text());
    out.remarks.fields.push_back(std::move(field));
  }
  return out;
}

Result<void> serve_open_package(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  const auto opened = TRY(package::open(input));
  emit(package::encode(opened));
  return {};
}

Result<package::Opened> open_package(Sandbox& sandbox, Bytes bytes) {
  const auto encoded = TRY(sandbox.run({Task::open_package, {}, std::move(bytes)}));
  return package::decode_opened(encoded);
}

Result<void> serve_open_reply(BytesView /*arguments*/, BytesView input, const work::Emit& emit) {
  const auto opened = TRY(package::open_reply(input));
  emit(package::encode(opened));
  return {};
}

Result<package::OpenedReply> open_reply(Sandbox& sandbox, Bytes bytes) {
  const auto encoded = TRY(sandbox.run({Task::open_reply, {}, std::move(bytes)}));
  return package::decode_opened_reply(encoded);
}

Result<std::vector<package::FormRow>> read_sheet(Sandbox& sandbox,
                                                 const std::string& name,
                                                 Bytes bytes) {
  const bool is_workbook = bytes.starts_with("PK");
  const auto encoded =
      TRY(sandbox.run({Task::print,
                       extract::encode_print_request(
                           is_workbook ? "form.xlsx" : "form.csv",
                           is_workbook ? foia::RecordKind::spreadsheet : foia::RecordKind::csv),
                       std::move(bytes)}));
  const auto printable = TRY(extract::decode_printable(encoded));
  if (printable.sheets.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} is neither a reply, a PDF nor a spreadsheet", name),
                 "a submitter answers by a .vaughn-reply file, the annotated pages.pdf, or the"
                 " filled-in form"};
  }
  std::vector<package::FormRow> out;
  for (const auto& row : printable.sheets.front().rows) {
    package::FormRow line;
    line.number = row.number;
    for (const auto& cell : row.cells) {
      if (cell.column >= 0 && cell.column < 64) {
        line.cells.resize(std::max(line.cells.size(), static_cast<std::size_t>(cell.column) + 1));
        line.cells[static_cast<std::size_t>(cell.column)] = cell.text;
      }
    }
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace vaughn::engine
