// SPDX-License-Identifier: AGPL-3.0-or-later
// The Vaughn index beyond its making: what a court would hold against it, and a sample of it. And
// the declaration that goes with it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "engine/detail/staged_papers.h"
#include "engine/detail/typeset.h"
#include "engine/figures.h"
#include "engine/papers.h"
#include "paper/csv.h"
#include "paper/xlsx.h"
#include "report/declaration.h"
#include "report/vaughn_index.h"
#include "report/vaughn_lint.h"
#include "review/sampling.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;

Result<IndexLintResult> lint_index(Workspace& workspace) {
  const auto index = TRY(vaughn_index(workspace));
  IndexLintResult out;
  out.entries = static_cast<std::int64_t>(index.entries.size());
  for (const auto& problem : report::lint_index(index.entries)) {
    out.problems.push_back({problem.code, problem.entry, problem.record, problem.message});
  }
  return out;
}

Result<IndexSampleResult> sample_index(Workspace& workspace,
                                       Sandbox& sandbox,
                                       const IndexSampleRequest& request) {
  const auto index = TRY(vaughn_index(workspace));
  std::vector<foia::RecordId> numbers;
  std::string drawn_from;
  for (const auto& entry : index.entries) {
    numbers.push_back({entry.number});
    drawn_from += fmt::format("{}\n", entry.number);
  }
  const auto sample = TRY(review::draw_sample(numbers, request.size, request.seed));
  IndexSampleResult out;
  out.seed = request.seed;
  out.population = sample.population;
  out.drawn_from = base::Sha256::of(drawn_from);
  std::set<int> chosen;
  for (const auto id : sample.ids) {
    out.numbers.push_back(static_cast<int>(id.value));
    chosen.insert(static_cast<int>(id.value));
  }
  std::vector<foia::VaughnEntry> entries;
  for (const auto& entry : index.entries) {
    if (chosen.contains(entry.number)) {
      entries.push_back(entry);
    }
  }
  if (request.is_dry_run) {
    return out;
  }
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto as_of = zone.date_at(workspace.now());
  auto document = report::vaughn_document(workspace.matter(), entries, as_of);
  const auto how = paper::paragraph(
      fmt::format("This is a sample of {} of the {} entries of the index, drawn at random with the "
                  "seed {}; the same seed draws the same entries again.",
                  entries.size(),
                  out.population,
                  out.seed),
      paper::ParagraphStyle::single);
  document.blocks.insert(document.blocks.begin() + 1, how);
  Typesetter typesetter(workspace);
  auto typeset = TRY(typesetter.typeset(document));
  auto xlsx = TRY(paper::to_xlsx(report::vaughn_workbook(workspace.matter(), entries, as_of)));
  store::IndexSampled body;
  body.seed = fmt::format("{}", request.seed);
  body.population = out.population;
  body.entries = out.numbers;
  body.drawn_from = out.drawn_from.hex();
  auto staged = TRY(StagedPapers::make(
      workspace,
      sandbox,
      papers_in(request.out,
                {{"vaughn-sample.csv", paper::to_csv(report::vaughn_rows(entries))},
                 {"vaughn-sample.xlsx", std::move(xlsx)},
                 {"vaughn-sample.docx", std::move(typeset.docx)},
                 {"vaughn-sample.pdf", std::move(typeset.pdf)}})));
  out.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    return out;
  }
  const auto record = [&]() -> Result<void> {
    const auto event = TRY(workspace.record("sample of the Vaughn index", store::Body(body)));
    out.event = event.id;
    return {};
  };
  out.files = TRY(staged.publish(record));
  return out;
}

Result<DeclarationResult> search_declaration(Workspace& workspace,
                                             Sandbox& sandbox,
                                             const DeclarationRequest& request) {
  report::LedgerView view;
  view.volumes = TRY(workspace.db().volumes());
  view.taskings = TRY(workspace.db().taskings());
  view.consultations = TRY(workspace.db().consultations());
  const auto rows = TRY(workspace.db().exceptions());
  std::map<std::string, std::int64_t> kinds;
  for (const auto& row : rows) {
    auto words = std::string(foia::to_string(row.finding.code));
    std::replace(words.begin(), words.end(), '_', ' ');
    ++kinds[words];
  }
  std::vector<report::ExceptionCount> exceptions;
  for (const auto& [what, count] : kinds) {
    exceptions.push_back({what, count});
  }
  const auto counted = TRY(figures(workspace));
  const auto made =
      TRY(report::search_declaration(workspace.matter(), view, exceptions, counted, request.as_of));
  DeclarationResult out;
  out.missing = made.missing;
  out.figures = static_cast<std::int64_t>(made.figures.size());
  if (request.is_dry_run) {
    return out;
  }
  Typesetter typesetter(workspace);
  auto typeset = TRY(typesetter.typeset(made.document));
  auto staged = TRY(StagedPapers::make(workspace,
                                       sandbox,
                                       papers_in(request.out,
                                                 {{"search-declaration.docx", typeset.docx},
                                                  {"search-declaration.pdf", typeset.pdf}})));
  out.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    return out;
  }
  store::FilingMade body;
  body.key = "declaration";
  body.kind = "declaration";
  body.as_of = request.as_of;
  body.pdf = TRY(workspace.blobs().put(typeset.pdf));
  body.docx = TRY(workspace.blobs().put(typeset.docx));
  for (const auto& figure : made.figures) {
    body.figures.emplace_back(figure.id, figure.value);
  }
  const auto record = [&]() -> Result<void> {
    const auto event = TRY(workspace.record("search declaration made", store::Body(body)));
    out.event = event.id;
    return {};
  };
  out.files = TRY(staged.publish(record));
  return out;
}

}  // namespace vaughn::engine
