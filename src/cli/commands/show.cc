// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

std::string numbers(const std::vector<foia::RecordId>& records) {
  std::vector<std::string> out;
  for (const auto id : records) {
    out.push_back(foia::control_number(id));
  }
  return base::join(out, ", ");
}

std::string addresses(const std::vector<foia::MailAddress>& list) {
  std::vector<std::string> out;
  for (const auto& address : list) {
    out.push_back(foia::display(address));
  }
  return base::join(out, ", ");
}

// Name and value under each other; empty values are left out.
class Facts {
 public:
  void add(const std::string& name, const std::string& value) {
    if (!value.empty()) {
      table_.add({"  " + name, value});
    }
  }
  const Table& table() const { return table_; }

 private:
  Table table_{{{}, {.cut = Cut::at_end}}};
};

void print_facts(Context& context, const engine::RecordView& view, const base::TimeZone& zone) {
  const auto& record = view.record;
  const auto& meta = record.metadata;
  const auto display = [&](const std::optional<base::Instant>& instant) {
    return instant ? zone.display(*instant) : std::string();
  };
  Facts facts;
  facts.add("title", meta.title);
  facts.add("from", addresses(meta.from));
  facts.add("to", addresses(meta.to));
  facts.add("cc", addresses(meta.cc));
  facts.add("bcc", addresses(meta.bcc));
  facts.add("sent", display(meta.sent));
  facts.add("author", meta.author);
  facts.add("created", display(meta.created));
  facts.add("modified", display(meta.modified));
  facts.add("name", record.name);
  facts.add("path", record.path);
  facts.add("office", record.office);
  facts.add("custodian", record.custodian);
  facts.add("tasking", record.tasking ? fmt::format("{}", record.tasking.value) : "");
  facts.add("size", fmt::format("{} bytes", base::with_commas(record.size)));
  facts.add("sha256", record.sha256.hex());
  facts.add(
      "pages",
      record.rendered_pages == 0 ? "no page images yet" : base::with_commas(record.rendered_pages));
  facts.add("family", numbers(view.family));
  facts.add("copies", numbers(view.copies));
  facts.add("categories", base::join({view.categories.begin(), view.categories.end()}, ", "));
  context.print(facts.table());
  for (const auto& finding : record.findings) {
    context.print_line(fmt::format("  finding     {}{}: {}",
                                   foia::to_string(finding.code),
                                   finding.page == 0 ? "" : fmt::format(" p. {}", finding.page),
                                   harmless(finding.message)));
  }
}

void print_pages(Context& context, const engine::RecordView& view) {
  if (view.pages.empty()) {
    return;
  }
  context.print_line("pages");
  Table table({{"  page", Align::right},
               {"outcome"},
               {"exemptions", Align::left, Cut::at_end},
               {"marks", Align::right},
               {"number"},
               {"submitter"}});
  for (const auto& row : view.pages) {
    std::int64_t marks = 0;
    for (const auto& mark : view.marks) {
      marks += mark.mark.page == row.page.page ? 1 : 0;
    }
    table.add({row.page.page,
               foia::title(row.page.outcome),
               row.page.claims.empty() ? "" : foia::join_labels(row.page.claims),
               marks,
               row.bates,
               row.page.submitter});
  }
  context.print(table);
}

void print_history(Context& context, const engine::RecordView& view, const base::TimeZone& zone) {
  context.print_line("history");
  Table table({{}, {}, {}, {}, {.cut = Cut::at_end}});
  for (const auto& row : view.history) {
    table.add({fmt::format("  e{}", row.id.value),
               zone.display(row.at),
               row.author,
               fmt::format("{}{}", store::to_string(row.kind), row.is_undone ? " (undone)" : ""),
               row.reason});
  }
  context.print(table);
}

Result<Exit> run(Context& context) {
  const auto word = context.arguments().word("RECORD");
  const auto id = foia::parse_control_number(word);
  if (!id) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no record number", word),
                 "records are written R-000012; vaughn find shows them"};
  }
  const bool wants_text = context.arguments().has("--text");
  const auto view = TRY(engine::look_at_record(
      context.workspace(), *id, wants_text ? engine::WithText::yes : engine::WithText::no));
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  if (wants_text) {
    context.print(harmless_lines(view.text));
    if (!view.text.empty() && view.text.back() != '\n') {
      context.print("\n");
    }
    return Exit::done;
  }
  const auto zone = TRY(base::TimeZone::make(context.workspace().matter().time_zone));
  context.print_line(fmt::format("{}  {}  {}",
                                 foia::control_number(*id),
                                 foia::to_string(view.record.kind),
                                 engine::to_string(view.state)));
  print_facts(context, view, zone);
  print_pages(context, view);
  print_history(context, view, zone);
  return Exit::done;
}

}  // namespace

Command show_command() {
  return {
      .name = "show",
      .group = "Find",
      .summary = "show one record: facts, text, pages, marks, history",
      .arguments = {{.name = "RECORD", .help = "R-000012", .is_required = true}},
      .options = {{.name = "--text", .help = "only its extracted text"}},
      .description =
          "Where the record came from, its family and copies, where each of its pages stands, and "
          "every event about it, undone ones too.",
      .examples = {{"show R-000012", "all about it"},
                   {"show R-000012 --text | less", "what it says"}},
      .needs = {.matter = Matter::read},
      .run = run,
  };
}

}  // namespace vaughn::cli
