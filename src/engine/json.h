// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "engine/annual.h"
#include "engine/audit.h"
#include "engine/calendars.h"
#include "engine/code.h"
#include "engine/consult.h"
#include "engine/court.h"
#include "engine/data.h"
#include "engine/deadlines.h"
#include "engine/fees.h"
#include "engine/figures.h"
#include "engine/find.h"
#include "engine/intake.h"
#include "engine/invariants.h"
#include "engine/letters.h"
#include "engine/look.h"
#include "engine/ocr.h"
#include "engine/outgoing.h"
#include "engine/package.h"
#include "engine/papers.h"
#include "engine/plan.h"
#include "engine/portal.h"
#include "engine/produce.h"
#include "engine/progress.h"
#include "engine/received.h"
#include "engine/redact.h"
#include "engine/redact_file.h"
#include "engine/redline.h"
#include "engine/render.h"
#include "engine/request.h"
#include "engine/review_rules.h"
#include "engine/same_text.h"
#include "engine/status.h"
#include "engine/suggest.h"
#include "engine/tasking.h"
#include "verify/verify.h"

// What programs read: one JSON object for each result, with its schema as the first member
// ("vaughn.status/1"), two spaces of indentation and "\n" at the end. Members keep their order and
// are always there; what does not exist is null. Records are "R-000012", events "e12", marks "M-5",
// dates "2022-10-14", instants "2022-10-14T09:30:00Z", hashes 64 hexadecimal digits, boxes
// [x0, y0, x1, y1] in points. A member is added without a new number; a member that goes or
// changes its meaning takes the schema to /2. docs/json.md lists them all.
namespace vaughn::engine {

std::string to_json(const base::Error& error);
std::string to_json(const MatterView& result);
std::string to_json(const IntakeResult& result);
std::string to_json(const std::vector<foia::Exception>& result);
std::string to_json(const std::vector<TaskingChange>& result);
std::string to_json(const std::vector<TaskingRow>& result);
std::string to_json(const FindResult& result);
std::string to_json(const HitsResult& result);
std::string to_json(const store::Selection& result);
std::string to_json(const std::vector<store::Selection>& result);
std::string to_json(const review::SelectionDifference& result);
std::string to_json(const CodeResult& result);
std::string to_json(const DecideResult& result);
std::string to_json(const RenderResult& result);
std::string to_json(const OcrResult& result);
std::string to_json(const MarkResult& result);
std::string to_json(const std::vector<MarkListRow>& result);
std::string to_json(const MarkWidths& result);
// Words that may be private are told only to who asks for them.
enum class ShowText { no, yes };
std::string to_json(const SuggestResult& result, ShowText show);
std::string to_json_propagate(const SameTextResult& result, ShowText show);
std::string to_json_differences(const SameTextResult& result, ShowText show);
std::string to_json(const std::vector<foia::MarkId>& removed, foia::EventId event);
std::string to_json(const SendResult& result);
std::string to_json(const ReturnResult& result);
std::string to_json(const DecideObjectionsResult& result);
std::string to_json(const ConsultationStepResult& result);
std::string to_json(const PackageView& result);
std::string to_json(const MarkPackageResult& result);
std::string to_json(const ReplyResult& result);
std::string to_json(const std::vector<ConsultationView>& result);
std::string to_json(const ProduceResult& result);
std::string to_json(const std::vector<VolumeView>& result);
std::string to_json(const VolumeStepResult& result);
std::string to_json(const RebuildResult& result);
std::string to_json(const std::vector<verify::Report>& result);
std::string to_json(const ReceivedResult& result);
std::string to_json(const ReceivedComparison& result);
std::string to_json(const RedactFileResult& result);
std::string proof_facts(const RedactFileResult& result);  // for verify::proof_json()
std::string to_json(const IndexResult& result);
std::string to_json(const ReportResult& result);
std::string to_json(const LettersResult& result);
std::string to_json(const std::vector<store::LetterRow>& result);
std::string to_json(const std::vector<TemplateProblem>& result);
std::string letter_fields_to_json(const std::set<std::string>& only);  // empty: all
std::string to_json(const FiledResult& result);
std::string to_json(const ConcurResult& result);
std::string to_json(const CourtLintResult& result);
std::string to_json(const IndexLintResult& result);
std::string to_json(const IndexSampleResult& result);
std::string to_json(const DeclarationResult& result);
std::string to_json(const RedlineResult& result);
std::string to_json(const StatusResult& result);
std::string to_json(const InvariantsResult& result);
std::string to_json(const OutgoingResult& result);
std::string to_json(const AllowResult& result);
std::string to_json(const Accounting& result);
std::string to_json(const TableResult& result);
std::string to_json(const CellExplanation& result);
std::string to_json(const PaceResult& result);
std::string to_json(const PlanForecast& result);
std::string to_json(const PlanChart& result);
std::string to_json(const std::vector<PromisePlan>& result);
std::string to_json(const foia::Figures& result);
std::string to_json(const Explanation& result);
std::string to_json(const RecordView& result);
std::string to_json(const AuditResult& result);
std::string to_json(const std::vector<LogRow>& result);
std::string to_json(const LogRow& result);  // with the body of the event
std::string to_json(const UndoResult& result);
std::string to_json(const StepResult& result);
std::string to_json(const RequestView& result);
std::string to_json(const DeadlinesResult& result);
std::string to_json(const DeadlineRow& result);
std::string to_json(const clock::Computation& result);
std::string to_json(const CalendarChange& result);
std::string to_json(const std::vector<CalendarView>& result);
std::string to_json(const CalendarView& result);
std::string to_json(const FeeResult& result);
std::string to_json(const AnnualCheck& result);
std::string to_json(const AnnualDraft& result);
std::string to_json(const std::vector<PortalImport>& result);
std::string to_json(const std::vector<portal::CaseOnDisk>& result);
std::string to_json(const annual::Quarterly& result);

// What the rules of one part of a file did: "code", "mark" or "decide".
std::string to_json(const std::vector<RuleRow>& result, std::string_view part);
std::string answers_to_json(std::int64_t answered);

// One line without indentation: a stream of them is newline-delimited JSON.
std::string to_json(const Progress& progress);

}  // namespace vaughn::engine
