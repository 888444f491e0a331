// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/wire.h"
#include "engine/census.h"
#include "engine/detail/pages.h"
#include "engine/detail/typeset.h"
#include "extract/wire.h"
#include "paper/pages.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t kRecordsPerCommit = 32;

std::string extension_of(const foia::Record& record) {
  const auto dot = record.name.rfind('.');
  return dot == std::string::npos ? std::string() : base::ascii_lower(record.name.substr(dot + 1));
}

// An e-mail that exists only as HTML: its header as a table before its body.
std::string with_header(const std::string& xhtml,
                        const std::vector<extract::PrintedField>& fields) {
  std::string header = "<table>";
  for (const auto& field : fields) {
    header += fmt::format("<tr><td><b>{}:</b></td><td>{}</td></tr>",
                          base::escape_xml(field.name),
                          base::escape_xml(field.value));
  }
  header += "</table><hr/>";
  const auto body = xhtml.find("<body");
  const auto end = body == std::string::npos ? body : xhtml.find('>', body);
  if (end == std::string::npos) {
    return "<html><body>" + header + xhtml + "</body></html>";
  }
  return xhtml.substr(0, end + 1) + header + xhtml.substr(end + 1);
}

std::vector<paper::Sheet> paper_sheets(const std::vector<extract::Sheet>& sheets) {
  std::vector<paper::Sheet> out;
  for (const auto& sheet : sheets) {
    paper::Sheet printed;
    printed.name = sheet.name;
    printed.is_hidden = sheet.is_hidden;
    int columns = 0;
    for (const auto& row : sheet.rows) {
      for (const auto& cell : row.cells) {
        columns = std::max(columns, cell.column + 1);
      }
    }
    for (int column = 0; column < columns; ++column) {
      const bool is_hidden =
          std::find(sheet.hidden_columns.begin(), sheet.hidden_columns.end(), column) !=
          sheet.hidden_columns.end();
      printed.columns.push_back({extract::column_name(column), is_hidden});
    }
    for (const auto& row : sheet.rows) {
      paper::SheetRow line;
      line.label = std::to_string(row.number);
      line.is_hidden = row.is_hidden;
      line.cells.resize(row.cells.empty() ? 0
                                          : static_cast<std::size_t>(row.cells.back().column) + 1);
      for (const auto& cell : row.cells) {
        auto& shown = line.cells.at(static_cast<std::size_t>(cell.column));
        shown.text = cell.text;
        shown.is_number = !cell.text.empty() &&
                          cell.text.find_first_not_of("0123456789.,-$% ()") == std::string::npos;
        if (!cell.comment.empty()) {
          printed.notes.push_back(
              {fmt::format("{}{}", extract::column_name(cell.column), row.number), cell.comment});
        }
      }
      printed.rows.push_back(std::move(line));
    }
    out.push_back(std::move(printed));
  }
  return out;
}

class Renderer {
 public:
  Renderer(Workspace& workspace, Sandbox& sandbox)
      : workspace_(workspace), sandbox_(sandbox), typesetter_(workspace) {}

  Result<store::Rendition> render(const foia::Record& record) {
    auto bytes = TRY(workspace_.blobs().get(record.sha256));
    auto pdf = make_pdf(record, std::move(bytes));
    if (!pdf) {
      return failed(record, pdf.error());
    }
    if (!record.words.is_zero()) {
      auto words = TRY(workspace_.blobs().get(record.words));
      auto layered = sandbox_.run({Task::text_layer, std::move(words), *pdf});
      if (layered) {
        pdf = std::move(layered);
      }
    }
    auto counted = sandbox_.run({Task::page_count, {}, *pdf});
    if (!counted) {
      return failed(record, counted.error());
    }
    base::WireReader in(*counted);
    store::Rendition out;
    out.record = record.id;
    out.pages = static_cast<int>(TRY(in.u32()));
    out.pdf = TRY(workspace_.blobs().put(*pdf));
    return out;
  }

 private:
  store::Rendition failed(const foia::Record& record, const Error& error) {
    store::Rendition out;
    out.record = record.id;
    out.findings.push_back({foia::FindingCode::not_rendered, 0, error.message});
    return out;
  }

  Result<Bytes> make_pdf(const foia::Record& record, Bytes bytes) {
    switch (record.kind) {
      case foia::RecordKind::pdf: return bytes;
      case foia::RecordKind::image: return sandbox_.run({Task::images, {}, std::move(bytes)});
      case foia::RecordKind::word: return typesetter_.convert(bytes, "docx");
      case foia::RecordKind::email:
      case foia::RecordKind::spreadsheet:
      case foia::RecordKind::html:
      case foia::RecordKind::text:
      case foia::RecordKind::csv: return print(record, std::move(bytes));
      case foia::RecordKind::archive:
      case foia::RecordKind::other: break;
    }
    const auto extension = extension_of(record);
    if (extension.empty()) {
      return Error{ErrorCode::unsupported, "nothing here can make pages of this kind of file", ""};
    }
    return typesetter_.convert(bytes, extension);
  }

  Result<Bytes> print(const foia::Record& record, Bytes bytes) {
    const auto encoded = TRY(sandbox_.run(
        {Task::print, extract::encode_print_request(record.name, record.kind), std::move(bytes)}));
    const auto printable = TRY(extract::decode_printable(encoded));
    switch (printable.as) {
      case extract::PrintedAs::sheets: return paper::grid_pages(paper_sheets(printable.sheets));
      case extract::PrintedAs::markup:
        return typesetter_.convert(printable.fields.empty()
                                       ? printable.xhtml
                                       : with_header(printable.xhtml, printable.fields),
                                   "html");
      case extract::PrintedAs::text: {
        paper::TextPages pages;
        for (const auto& field : printable.fields) {
          pages.header.push_back({field.name, field.value});
        }
        pages.body = printable.text;
        const bool is_mail = record.kind == foia::RecordKind::email;
        pages.title = is_mail ? "" : record.name;
        pages.face = is_mail ? paper::Face::proportional : paper::Face::monospace;
        pages.font_size = is_mail ? 11 : 9;
        return paper::text_pages(pages);
      }
      case extract::PrintedAs::native: break;
    }
    return Error{
        ErrorCode::unsupported,
        printable.findings.empty() ? "it cannot be printed" : printable.findings.front().message,
        ""};
  }

  Workspace& workspace_;
  Sandbox& sandbox_;
  Typesetter typesetter_;
};

}  // namespace

std::string_view rendition_policy() {
  return "PDF records are produced page by page as they are. E-mails are printed with their header"
         " and a list of attachments; attachments follow as records of their own. Spreadsheets and"
         " CSV files are printed sheet by sheet with row numbers and column letters, values as"
         " shown; hidden sheets, rows and columns are printed too and marked as hidden; formulas"
         " are not printed. Word processor files and web pages are printed by LibreOffice. Pictures"
         " are printed one to a page. No record is produced in native format.";
}

Result<RenderResult> render(Workspace& workspace,
                            Sandbox& sandbox,
                            const RenderRequest& request,
                            const Watch& watch,
                            const Stopped& stopped) {
  const auto census = TRY(Census::take(workspace));
  std::vector<foia::RecordId> ids;
  RenderResult out;
  if (request.scope) {
    auto resolved = TRY(resolve(workspace, *request.scope));
    ids = std::move(resolved.records);
  } else {
    for (const auto& row : census.records) {
      if (row.state == RecordState::responsive) {
        ids.push_back(row.record.id);
      }
    }
  }
  std::vector<foia::RecordId> todo;
  for (const auto id : ids) {
    const auto* row = census.find(id);
    if (row == nullptr) {
      continue;
    }
    if (row->page_count > 0) {
      ++out.already;
    } else {
      todo.push_back(id);
    }
  }
  Renderer renderer(workspace, sandbox);
  store::RecordsRendered batch;
  const auto commit = [&]() -> Result<void> {
    if (batch.renditions.empty()) {
      return {};
    }
    TRY(workspace.record("page images made", batch));
    batch.renditions.clear();
    return {};
  };
  for (std::size_t i = 0; i < todo.size(); ++i) {
    if (stopped && stopped()) {
      out.was_stopped = true;
      break;
    }
    const auto records = TRY(workspace.db().records({todo[i]}));
    auto rendition = TRY(renderer.render(records.at(0)));
    if (rendition.pdf.is_zero()) {
      ++out.failed;
      out.failures.push_back(todo[i]);
    } else {
      ++out.records;
      out.pages += rendition.pages;
    }
    batch.renditions.push_back(std::move(rendition));
    if (batch.renditions.size() >= kRecordsPerCommit) {
      TRY(commit());
    }
    if (watch) {
      watch({"making pages",
             static_cast<std::int64_t>(i + 1),
             static_cast<std::int64_t>(todo.size()),
             out.failed});
    }
  }
  TRY(commit());
  return out;
}

}  // namespace vaughn::engine
