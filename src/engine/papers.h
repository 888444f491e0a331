// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/outgoing.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"
#include "foia/matter.h"
#include "foia/vaughn_entry.h"

namespace vaughn::engine {

// A paper that says what is redacted or withheld is refused: it and those made with it are not
// written, the ledger does not know of them, and `outgoing` of the result is not clean. It is empty
// in a dry run.

// The Vaughn index of everything produced so far, from the same marks as the pages.
struct IndexResult {
  std::vector<foia::VaughnEntry> entries{};
  std::vector<foia::ReleasedEntry> released{};  // entries that a later release ended
  std::vector<std::string> problems{};          // of the reconciliation with the pages, both ways
  std::vector<std::string> stale{};  // what the index made last says otherwise, or no longer
  std::string last_made{};           // "2026-03-02"; empty: none was made
  std::vector<std::filesystem::path> files{};
  std::int64_t pages_in_full = 0;  // of the records in the index
  std::int64_t pages_in_part = 0;
  std::int64_t pages_withheld = 0;
  OutgoingResult outgoing{};
};
base::Result<IndexResult> vaughn_index(Workspace& workspace);
// Writes vaughn-index.csv, .xlsx, .docx and .pdf into `out`.
base::Result<IndexResult> build_index(Workspace& workspace,
                                      Sandbox& sandbox,
                                      const std::filesystem::path& out);

struct EntryProblem {
  std::string code{};
  int entry = 0;
  foia::RecordId record{};
  std::string message{};
};

struct IndexLintResult {
  std::int64_t entries = 0;
  std::vector<EntryProblem> problems{};
};
// What a court would hold against the entries: boilerplate, missing harm or segregability ...
base::Result<IndexLintResult> lint_index(Workspace& workspace);

struct IndexSampleRequest {
  std::int64_t size = 0;
  std::uint64_t seed = 0;
  std::filesystem::path out{};
  bool is_dry_run = false;
};

struct IndexSampleResult {
  std::vector<int> numbers{};  // of entries, in the order drawn
  std::int64_t population = 0;
  std::uint64_t seed = 0;
  base::Sha256 drawn_from{};
  std::vector<std::filesystem::path> files{};
  foia::EventId event{};
  OutgoingResult outgoing{};
};
// A sample of the index by a recorded seed: the same index and seed give the same sample.
base::Result<IndexSampleResult> sample_index(Workspace& workspace,
                                             Sandbox& sandbox,
                                             const IndexSampleRequest& request);

struct DeclarationRequest {
  base::Date as_of{};
  std::filesystem::path out{};
  bool is_dry_run = false;
};

struct DeclarationResult {
  std::vector<std::filesystem::path> files{};
  std::int64_t figures = 0;
  std::vector<std::string> missing{};  // what the declarant has to add
  foia::EventId event{};
  OutgoingResult outgoing{};
};
// The declaration about the search, from the taskings and their answers, as DOCX and PDF.
base::Result<DeclarationResult> search_declaration(Workspace& workspace,
                                                   Sandbox& sandbox,
                                                   const DeclarationRequest& request);

struct ReportRequest {
  std::string filing{};  // key of [[filing]]; empty: the last one of the kind
  foia::FilingKind kind = foia::FilingKind::status_report;
  base::Date as_of{};
  std::filesystem::path out{};
  std::vector<std::string> concurred{};  // names of signatories who concurred; prints their /s/
  std::vector<std::pair<std::string, std::string>> positions{};     // side, Markdown
  std::vector<std::pair<std::string, std::string>> explanations{};  // figure, why it changed
  bool wants_archival = false;                                      // PDF/A-2b
  bool is_dry_run = false;
};

struct UsedFigure {
  std::string id{};
  std::int64_t value = 0;
  std::string where{};
  bool ties = false;                         // equal to the ledger when counted again
  std::optional<std::int64_t> last_filed{};  // in the last filed report, if it was there
};

// A figure that is not what it was in the last filed report.
struct FigureDifference {
  std::string id{};
  std::string meaning{};
  std::int64_t before = 0;
  std::int64_t now = 0;
  std::int64_t gone = 0;            // rows counted then and no longer
  std::vector<std::string> rows{};  // some of those, "R-000042, p. 3"
  bool needs_explanation = false;   // something is gone that has not merely moved on
  std::string explanation{};
};

struct ReportResult {
  std::string key{};  // of the [[filing]]
  std::vector<std::filesystem::path> files{};
  std::vector<UsedFigure> figures{};
  std::vector<FigureDifference> differences{};
  std::string last_report{};  // "ECF No. 71 of March 2, 2026"; empty: none is filed
  int pages = 0;
  std::vector<std::string> signed_by{};
  bool is_attested = false;
  std::vector<std::string> notes{};  // what the drafter must know
  base::Sha256 pdf{};                // zero in a dry run, and if it was refused
  foia::EventId event{};
  OutgoingResult outgoing{};
};
// The paper of a [[filing]] with its proposed order, as DOCX and PDF as the court wants it, the
// order also by itself, and numbers.xlsx with every figure used. Refused (conflict) while a figure
// that it or the last filed report prints has changed other than by addition and nobody said why:
// the error names each. Signed for those who concurred in a paper that said the same.
base::Result<ReportResult> status_report(Workspace& workspace,
                                         Sandbox& sandbox,
                                         const ReportRequest& request);

// --- what became of a paper ---

struct FiledRequest {
  std::filesystem::path pdf{};
  int ecf = 0;
  base::Date filed{};
  bool is_dry_run = false;
};

struct FiledResult {
  std::string key{};  // of the [[filing]]; empty: not made here
  int ecf = 0;
  base::Date filed{};
  base::Sha256 pdf{};
  std::int64_t figures = 0;             // kept with it
  std::vector<std::string> findings{};  // not made here, not signed by all, not attested ...
  foia::EventId made{};
  foia::EventId event{};
  OutgoingResult outgoing{};
};
// Records that the clerk has exactly this file, with every figure as it was when the paper was
// made. The same ECF number twice: conflict. Of a file that says what is redacted or withheld it is
// recorded only once somebody allowed that.
base::Result<FiledResult> record_filed(Workspace& workspace,
                                       Sandbox& sandbox,
                                       const FiledRequest& request);

struct ConcurRequest {
  std::filesystem::path pdf{};
  std::string name{};  // of an attorney who signs
  base::Date dated{};
  std::string how{};
  bool is_dry_run = false;
};

struct ConcurResult {
  std::string key{};
  std::string name{};
  base::Sha256 pdf{};
  std::vector<std::string> missing{};  // signatories who have not concurred in this text
  std::vector<std::string> findings{};
  foia::EventId event{};
};
// Records that a signatory agreed to exactly this PDF.
base::Result<ConcurResult> record_concurrence(Workspace& workspace, const ConcurRequest& request);

}  // namespace vaughn::engine
