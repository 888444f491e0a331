// SPDX-License-Identifier: AGPL-3.0-or-later
// The papers for the court: made, agreed to, filed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/census.h"
#include "engine/detail/figure_rows.h"
#include "engine/detail/staged_papers.h"
#include "engine/detail/typeset.h"
#include "engine/figures.h"
#include "engine/papers.h"
#include "engine/plan.h"
#include "engine/status.h"
#include "foia/court_profile.h"
#include "paper/docx.h"
#include "paper/xlsx.h"
#include "pdf/document.h"
#include "report/status_report.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kShownRows = 3;
constexpr std::size_t kShortHash = 12;

using Made = std::vector<store::FiledPaper>;

paper::Workbook numbers_workbook(const std::vector<UsedFigure>& figures) {
  paper::WorkbookSheet sheet;
  sheet.name = "Numbers";
  sheet.columns = {
      {"Figure", 40, false}, {"Value", 10, false}, {"Where", 50, true}, {"Last filed", 12, false}};
  for (const auto& figure : figures) {
    paper::WorkbookCell last;
    if (figure.last_filed) {
      last = static_cast<double>(*figure.last_filed);
    }
    sheet.rows.push_back({figure.id, static_cast<double>(figure.value), figure.where, last});
  }
  return {"Figures of the status report", {sheet}};
}

const store::FiledPaper* made_with(const Made& papers, const base::Sha256& pdf) {
  const auto found = std::find_if(
      papers.rbegin(), papers.rend(), [&](const auto& paper) { return paper.filing.pdf == pdf; });
  return found == papers.rend() ? nullptr : &*found;
}

const store::FiledPaper* made_by(const Made& papers, foia::EventId event) {
  const auto found = std::find_if(
      papers.begin(), papers.end(), [&](const auto& paper) { return paper.event == event; });
  return found == papers.end() ? nullptr : &*found;
}

std::vector<std::string> signatories(const foia::Matter& matter) {
  std::vector<std::string> names;
  for (const auto& counsel : matter.counsel) {
    for (const auto& attorney : counsel.attorneys) {
      if (attorney.signs) {
        names.push_back(attorney.name);
      }
    }
  }
  return names;
}

// Figures of work under way: what leaves them has moved on, as long as it is still counted in the
// other one.
struct UnderWay {
  std::string_view ending;
  std::string_view still_in;
};
constexpr UnderWay kUnderWay[] = {
    {"pages.pending", "pages.responsive"},
    {"pages.at_submitter", "pages.responsive"},
    {"pages.out", "pages.sent"},
    {"taskings.open", "taskings"},
    {"pages.unanswered", "pages.sent"},
    {"objections.undecided", "objections"},
    {"recommendations.undecided", "recommendations"},
    {"records.undecided", "records.collected"},
    {"records.unrendered", "records.responsive"},
};

std::string still_counted_in(std::string_view id) {
  for (const auto& row : kUnderWay) {
    if (id == row.ending || id.ends_with("." + std::string(row.ending))) {
      return std::string(id.substr(0, id.size() - row.ending.size())) + std::string(row.still_in);
    }
  }
  return {};
}

const std::vector<std::uint64_t>& rows_at(const FigureRows& rows, const std::string& id) {
  static const std::vector<std::uint64_t> kNone;
  const auto found = rows.find(id);
  return found == rows.end() ? kNone : found->second;
}

std::vector<std::uint64_t> without(const std::vector<std::uint64_t>& rows,
                                   const std::vector<std::uint64_t>& others) {
  std::vector<std::uint64_t> out;
  std::set_difference(
      rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(out));
  return out;
}

// What changed since the last report, row by row: a number can be the same and count other things.
std::vector<FigureDifference> differences(const FigureRows& before,
                                          const FigureRows& now,
                                          const foia::Figures& figures,
                                          const std::set<std::string>& ids) {
  std::vector<FigureDifference> out;
  for (const auto& id : ids) {
    const auto& then_rows = rows_at(before, id);
    const auto& now_rows = rows_at(now, id);
    if (!before.contains(id) || then_rows == now_rows) {
      continue;
    }
    FigureDifference difference;
    difference.id = id;
    const auto known = figures.rows().find(id);
    difference.meaning = known == figures.rows().end() ? id : known->second.meaning;
    difference.before = static_cast<std::int64_t>(then_rows.size());
    difference.now = static_cast<std::int64_t>(now_rows.size());
    auto gone = without(then_rows, now_rows);
    if (const auto wider = still_counted_in(id); !wider.empty()) {
      gone = without(gone, rows_at(now, wider));
    }
    difference.gone = static_cast<std::int64_t>(gone.size());
    difference.needs_explanation = !gone.empty();
    for (const auto row : gone) {
      if (const auto name = row_name(row); !name.empty() && difference.rows.size() < kShownRows) {
        difference.rows.push_back(name);
      }
    }
    out.push_back(std::move(difference));
  }
  return out;
}

std::string in_words(const FigureDifference& difference) {
  auto out = fmt::format("{} was {} and is {}",
                         difference.id,
                         base::with_commas(difference.before),
                         base::with_commas(difference.now));
  if (!difference.rows.empty()) {
    out += fmt::format(
        " (no longer counted: {}{})",
        base::join(difference.rows, "; "),
        static_cast<std::size_t>(difference.gone) > difference.rows.size()
            ? fmt::format(" and {} more",
                          static_cast<std::size_t>(difference.gone) - difference.rows.size())
            : std::string());
  }
  return out;
}

// Figures of parts of the matter would fill pages; they are shown where something is to be said.
bool is_headline(std::string_view id) {
  for (const std::string_view scope : {"category.", "office.", "tasking.", "volume."}) {
    if (id.starts_with(scope)) {
      return false;
    }
  }
  return true;
}

class ReportMaker {
 public:
  ReportMaker(Workspace& workspace, Sandbox& sandbox, const ReportRequest& request)
      : workspace_(workspace), sandbox_(sandbox), request_(request), matter_(workspace.matter()) {}

  Result<ReportResult> run() {
    filing_ = TRY(choose());
    out_.key = filing_->key;
    TRY(count());
    made_ = TRY(workspace_.db().filings());
    options_.as_of = request_.as_of;
    for (const auto& [side, text] : request_.positions) {
      options_.positions.push_back({side, text});
    }
    options_.signatures = report::Signatures::left_out;
    auto draft = TRY(compose());
    TRY(compare(draft));
    // The text that people are asked to agree to: all but the signatures.
    const auto text = TRY(compose());
    const auto text_docx = TRY(paper::to_docx(text.report));
    text_ = base::Sha256::of(text_docx);
    TRY(read_concurrences());
    options_.signatures = report::Signatures::shown;
    const auto made = TRY(compose());
    TRY(tie(made));
    out_.notes = made.notes;
    std::copy(notes_.begin(), notes_.end(), std::back_inserter(out_.notes));
    out_.signed_by = made.signed_by;
    out_.is_attested = made.is_attested;
    if (!request_.is_dry_run) {
      TRY(write(made));
    }
    return std::move(out_);
  }

 private:
  Result<const foia::Filing*> choose() const {
    if (!request_.filing.empty()) {
      const auto* filing = matter_.filing(request_.filing);
      if (filing == nullptr) {
        return Error{ErrorCode::not_found,
                     fmt::format("matter.toml has no filing '{}'", request_.filing),
                     ""};
      }
      if (filing->kind != request_.kind) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("the filing '{}' is of the kind {}, not {}",
                                 filing->key,
                                 foia::to_string(filing->kind),
                                 foia::to_string(request_.kind)),
                     "use vaughn report jsr, stipulation or cmc as its kind says"};
      }
      return filing;
    }
    for (auto filing = matter_.filings.rbegin(); filing != matter_.filings.rend(); ++filing) {
      if (filing->kind == request_.kind) {
        return &*filing;
      }
    }
    return Error{ErrorCode::invalid_argument,
                 request_.kind == foia::FilingKind::status_report
                     ? std::string("matter.toml has no [[filing]]")
                     : fmt::format("matter.toml has no [[filing]] with kind = \"{}\"",
                                   foia::to_string(request_.kind)),
                 "add one: its key, title, sections and order; `vaughn help` shows an example"};
  }

  Result<void> count() {
    view_.volumes = TRY(workspace_.db().volumes());
    view_.taskings = TRY(workspace_.db().taskings());
    view_.consultations = TRY(workspace_.db().consultations());
    const auto promises = TRY(promise_rows(workspace_, request_.as_of));
    for (const auto& row : promises) {
      view_.promises.push_back(
          {row.promise.key, static_cast<report::PromiseState>(row.state), row.met_on});
    }
    if (includes("forecast")) {
      TRY(look_ahead());
    }
    if (includes("promises") || includes("forecast")) {
      TRY(warn_of_promises());
    }
    auto counted = TRY(count_figures(workspace_));
    figures_ = std::move(counted.figures);
    rows_ = std::move(counted.rows);
    return {};
  }

  bool includes(std::string_view part) const {
    return std::any_of(
        filing_->sections.begin(), filing_->sections.end(), [&](const auto& section) {
          return std::find(section.include.begin(), section.include.end(), part) !=
                 section.include.end();
        });
  }

  // When processing will end: at the pace so far, and at the rates that the parties talk of.
  Result<void> look_ahead() {
    auto categories = filing_->forecast_categories;
    if (categories.empty()) {
      categories.emplace_back();
    }
    for (const auto& category : categories) {
      PlanRequest request;
      request.as_of = request_.as_of;
      request.category = category;
      request.rates.assign(filing_->forecast_rates.begin(), filing_->forecast_rates.end());
      const auto forecast = TRY(plan_forecast(workspace_, request));
      std::vector<std::string> sentences;
      if (!forecast.sentence.empty()) {
        sentences.push_back(forecast.sentence);
      }
      if (forecast.remaining > 0) {
        for (const auto& rate : forecast.rates) {
          sentences.push_back(rate.sentence);
        }
      }
      if (!sentences.empty()) {
        view_.forecast.push_back(base::join(sentences, " "));
      }
      const auto of_what = category.empty() ? std::string() : " of category " + category;
      if (!forecast.outcome.refusal.empty()) {
        notes_.push_back(fmt::format(
            "no forecast{} from the measured pace: {}", of_what, forecast.outcome.refusal));
      }
      for (const auto& note : forecast.notes) {
        notes_.push_back(fmt::format("forecast{}: {}", of_what, note));
      }
    }
    return {};
  }

  // For the drafter; a paper for the court does not say it.
  Result<void> warn_of_promises() {
    const auto promises = TRY(plan_promises(workspace_, request_.as_of));
    for (const auto& row : promises) {
      if (row.score.score == forecast::PromiseScore::at_risk) {
        notes_.push_back(
            fmt::format("the promise '{}' is at risk: {}", row.promise.key, row.score.basis));
      }
    }
    return {};
  }

  Result<report::StatusReport> compose() const {
    return report::status_report(matter_, *filing_, view_, figures_, options_);
  }

  // What the last filed report said, and what of it has changed.
  Result<void> compare(const report::StatusReport& draft) {
    const auto filed = TRY(workspace_.db().papers_filed());
    std::map<std::string, std::string> explanations(request_.explanations.begin(),
                                                    request_.explanations.end());
    if (!filed.empty()) {
      const auto& last = filed.back().body;
      last_figures_ = last.figures;
      out_.last_report = fmt::format("ECF No. {} of {}", last.ecf, base::long_date(last.filed));
      options_.last_report = out_.last_report;
      std::set<std::string> ids;
      for (const auto& figure : draft.figures) {
        ids.insert(figure.id);
      }
      if (const auto* paper = made_by(made_, last.made)) {
        for (const auto& [id, value] : paper->filing.figures) {
          ids.insert(id);
        }
      }
      const auto bytes = TRY(workspace_.blobs().get(last.figure_rows));
      const auto before = TRY(decode_rows(bytes));
      out_.differences = differences(before, rows_, figures_, ids);
    }
    std::vector<std::string> unexplained;
    for (auto& difference : out_.differences) {
      if (const auto found = explanations.find(difference.id); found != explanations.end()) {
        difference.explanation = found->second;
        explanations.erase(found);
      } else if (difference.needs_explanation) {
        unexplained.push_back(in_words(difference));
      }
      const bool is_printed = figures_.rows().contains(difference.id);
      if (is_printed && (!difference.explanation.empty() || is_headline(difference.id))) {
        options_.changes.push_back({difference.id,
                                    difference.meaning,
                                    difference.before,
                                    difference.now,
                                    difference.explanation});
      }
    }
    if (!explanations.empty()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("'{}' is explained, but has not changed since the last report",
                               explanations.begin()->first),
                   "vaughn report jsr -n -v lists the numbers that have"};
    }
    if (!unexplained.empty() && !request_.is_dry_run) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} changed other than by addition since {}: {}",
                               base::plural(static_cast<long long>(unexplained.size()), "number"),
                               out_.last_report,
                               base::join(unexplained, "; ")),
                   "say why with --explain ID=TEXT for each, or in the [explanations] of --with"};
    }
    return {};
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: who agreed, and to which paper.
  Result<void> read_concurrences() {
    const auto all = TRY(workspace_.db().concurrences());
    std::map<std::string, const store::PaperConcurred*> last;
    for (const auto& row : all) {
      if (row.body.key == filing_->key) {
        last[row.body.name] = &row.body;
      }
    }
    for (const auto& [name, concurrence] : last) {
      const auto* paper = made_by(made_, concurrence->made);
      if (paper != nullptr && paper->filing.text == text_) {
        options_.concurred.push_back(name);
      } else {
        notes_.push_back(
            fmt::format("{} concurred in the PDF {}, which does not say the same: not signed",
                        name,
                        concurrence->pdf.hex().substr(0, kShortHash)));
      }
    }
    std::copy(request_.concurred.begin(),
              request_.concurred.end(),
              std::back_inserter(options_.concurred));
    return {};
  }

  // Every number that the paper says is held against what the tables give when counted again.
  Result<void> tie(const report::StatusReport& made) {
    const auto again = TRY(figures(workspace_));
    for (const auto& used : made.figures) {
      UsedFigure figure{used.id, used.value, used.where, false, last_filed(used.id)};
      const auto value = again.value(used.id);
      figure.ties = value && *value == used.value;
      out_.figures.push_back(std::move(figure));
    }
    return {};
  }

  std::optional<std::int64_t> last_filed(const std::string& id) const {
    for (const auto& [key, value] : last_figures_) {
      if (key == id) {
        return value;
      }
    }
    return std::nullopt;
  }

  Result<void> write(const report::StatusReport& made) {
    Typesetter typesetter(workspace_);
    const auto flavour =
        request_.wants_archival ? paper::PdfFlavour::archival : paper::PdfFlavour::rendition;
    auto report = TRY(typesetter.typeset(made.report, flavour));
    auto document = TRY(pdf::Document::open(report.pdf));
    out_.pages = document.page_count();
    std::vector<std::pair<std::string, base::Bytes>> papers;
    papers.emplace_back(filing_->key + ".docx", report.docx);
    papers.emplace_back(filing_->key + ".pdf", report.pdf);
    if (!made.order.blocks.empty()) {
      auto order = TRY(typesetter.typeset(made.order, flavour));
      papers.emplace_back(filing_->key + "-proposed-order.docx", std::move(order.docx));
      papers.emplace_back(filing_->key + "-proposed-order.pdf", std::move(order.pdf));
    }
    auto numbers = TRY(paper::to_xlsx(numbers_workbook(out_.figures)));
    papers.emplace_back(filing_->key + "-numbers.xlsx", std::move(numbers));
    auto staged =
        TRY(StagedPapers::make(workspace_, sandbox_, papers_in(request_.out, std::move(papers))));
    out_.outgoing = staged.outgoing();
    if (staged.is_refused()) {
      return {};
    }
    store::FilingMade body;
    body.key = filing_->key;
    body.kind = foia::to_string(filing_->kind);
    body.as_of = request_.as_of;
    body.path = filing_->key;
    body.pdf = TRY(workspace_.blobs().put(report.pdf));
    body.docx = TRY(workspace_.blobs().put(report.docx));
    body.text = text_;
    body.figure_rows = TRY(workspace_.blobs().put(encode_rows(rows_)));
    body.explanations = request_.explanations;
    for (const auto& [side, text] : request_.positions) {
      body.positions.emplace_back(side, base::Sha256::of(text).hex());
    }
    body.signed_by = made.signed_by;
    body.is_attested = made.is_attested;
    for (const auto& figure : out_.figures) {
      const std::pair row{figure.id, figure.value};
      if (std::find(body.figures.begin(), body.figures.end(), row) == body.figures.end()) {
        body.figures.push_back(row);
      }
    }
    out_.pdf = body.pdf;
    const auto record = [&]() -> Result<void> {
      const auto event = TRY(
          workspace_.record(base::replace_all(body.kind, "_", " ") + " made", store::Body(body)));
      out_.event = event.id;
      return {};
    };
    out_.files = TRY(staged.publish(record));
    return {};
  }

  Workspace& workspace_;
  Sandbox& sandbox_;
  const ReportRequest& request_;
  const foia::Matter& matter_;
  const foia::Filing* filing_ = nullptr;
  report::LedgerView view_{};
  foia::Figures figures_{};
  FigureRows rows_{};
  Made made_{};
  std::vector<std::pair<std::string, std::int64_t>> last_figures_{};
  report::StatusReportOptions options_{};
  base::Sha256 text_{};
  std::vector<std::string> notes_{};
  ReportResult out_{};
};

}  // namespace

Result<ReportResult> status_report(Workspace& workspace,
                                   Sandbox& sandbox,
                                   const ReportRequest& request) {
  return ReportMaker(workspace, sandbox, request).run();
}

// The PDF that is attested is the PDF that is filed.
Result<FiledResult> record_filed(Workspace& workspace,
                                 Sandbox& sandbox,
                                 const FiledRequest& request) {
  const auto bytes = TRY(base::read_file(request.pdf));
  if (!bytes.starts_with("%PDF-")) {
    return Error{ErrorCode::unsupported,
                 fmt::format("{} is no PDF", request.pdf.string()),
                 "give the file that was uploaded"};
  }
  FiledResult out;
  out.ecf = request.ecf;
  out.filed = request.filed;
  out.pdf = base::Sha256::of(bytes);
  const auto earlier = TRY(workspace.db().papers_filed());
  for (const auto& row : earlier) {
    if (row.body.ecf == request.ecf) {
      return Error{
          ErrorCode::conflict,
          fmt::format("ECF No. {} is recorded already, by event e{}", request.ecf, row.event.value),
          "the clerk gives each number once: check it"};
    }
  }
  if (!request.is_dry_run) {
    OutgoingRequest leaving;
    leaving.places.push_back({request.pdf, ""});
    out.outgoing = TRY(search_outgoing(workspace, sandbox, leaving));
    if (!out.outgoing.is_clean()) {
      return out;
    }
  }
  const auto papers = TRY(workspace.db().filings());
  store::PaperFiled body;
  body.ecf = request.ecf;
  body.filed = request.filed;
  body.pdf = out.pdf;
  body.size = static_cast<std::int64_t>(bytes.size());
  FigureRows rows;
  if (const auto* made = made_with(papers, out.pdf)) {
    body.key = made->filing.key;
    body.made = made->event;
    if (!made->filing.figure_rows.is_zero()) {
      const auto kept = TRY(workspace.blobs().get(made->filing.figure_rows));
      rows = TRY(decode_rows(kept));
      body.figure_rows = made->filing.figure_rows;
    }
    const auto profile = TRY(foia::court_profile(workspace.matter().court.profile));
    for (const auto& name : signatories(workspace.matter())) {
      const auto& names = made->filing.signed_by;
      if (std::find(names.begin(), names.end(), name) == names.end()) {
        out.findings.push_back(fmt::format("it is not signed by {}", name));
      }
    }
    if (!made->filing.is_attested && !profile.attestation_on(request.filed).empty()) {
      out.findings.push_back(
          fmt::format("its attestation is not signed ({})", profile.attestation_on(request.filed)));
    }
  } else {
    out.findings.emplace_back(
        "it was not made here, or was changed since: its figures are taken as counted now");
  }
  if (rows.empty()) {
    auto counted = TRY(count_figures(workspace));
    rows = std::move(counted.rows);
    if (!request.is_dry_run) {
      body.figure_rows = TRY(workspace.blobs().put(encode_rows(rows)));
    }
  }
  for (const auto& [id, counted] : rows) {
    body.figures.emplace_back(id, static_cast<std::int64_t>(counted.size()));
  }
  if (workspace.matter().docket_entry(request.ecf) == nullptr) {
    out.findings.push_back(
        fmt::format("matter.toml has no [[docket]] with ecf = {}: add it", request.ecf));
  }
  out.key = body.key;
  out.made = body.made;
  out.figures = static_cast<std::int64_t>(body.figures.size());
  if (!request.is_dry_run) {
    TRY(workspace.blobs().put(bytes));
    const auto event = TRY(workspace.record("paper filed", store::Body(body)));
    out.event = event.id;
  }
  return out;
}

Result<ConcurResult> record_concurrence(Workspace& workspace, const ConcurRequest& request) {
  const auto names = signatories(workspace.matter());
  if (std::find(names.begin(), names.end(), request.name) == names.end()) {
    return Error{ErrorCode::not_found,
                 fmt::format("'{}' is no attorney who signs", request.name),
                 names.empty() ? std::string("write signs = true in a [[counsel.attorney]]")
                               : fmt::format("signatories are: {}", base::join(names, "; "))};
  }
  const auto bytes = TRY(base::read_file(request.pdf));
  ConcurResult out;
  out.name = request.name;
  out.pdf = base::Sha256::of(bytes);
  const auto papers = TRY(workspace.db().filings());
  const auto* made = made_with(papers, out.pdf);
  store::PaperConcurred body;
  body.pdf = out.pdf;
  body.name = request.name;
  body.dated = request.dated;
  body.how = request.how;
  std::set<std::string> agreed{request.name};
  if (made != nullptr) {
    body.key = made->filing.key;
    body.made = made->event;
    const auto all = TRY(workspace.db().concurrences());
    for (const auto& row : all) {
      const auto* other = made_by(papers, row.body.made);
      if (other != nullptr && other->filing.key == body.key &&
          other->filing.text == made->filing.text) {
        agreed.insert(row.body.name);
      }
    }
    agreed.insert(made->filing.signed_by.begin(), made->filing.signed_by.end());
  } else {
    out.findings.emplace_back(
        "the PDF was not made here, or was changed since: the agreement is kept with its hash, but "
        "no paper of ours will be signed by it");
  }
  for (const auto& name : names) {
    if (!agreed.contains(name)) {
      out.missing.push_back(name);
    }
  }
  out.key = body.key;
  if (!request.is_dry_run) {
    TRY(workspace.blobs().put(bytes));
    const auto event = TRY(workspace.record("concurrence", store::Body(body)));
    out.event = event.id;
  }
  return out;
}

}  // namespace vaughn::engine
