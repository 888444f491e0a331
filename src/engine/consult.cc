// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/consult.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/calendars.h"
#include "engine/census.h"
#include "engine/detail/pages.h"
#include "engine/detail/typeset.h"
#include "engine/detail/work_folder.h"
#include "engine/letters.h"
#include "extract/rendition.h"
#include "extract/wire.h"
#include "paper/csv.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kInstructions =
    "How to answer\n"
    "=============\n\n"
    "PAGES/ holds the pages of yours that a request under the Freedom of Information Act covers.\n"
    "Nothing you do here publishes anything.\n\n"
    "1. Read the notice (notice.pdf). It says until when your answer is considered.\n"
    "2. Fill in objections.csv with a spreadsheet program, one row for each objection:\n"
    "     record   the number in the name of the file, for example R-000042\n"
    "     page     the page of that file, from 1\n"
    "     words    the exact words you object to; every place on that page where they stand is\n"
    "              marked. Leave empty if you give a box.\n"
    "     box      instead of words: x0 y0 x1 y1 in points from the lower left corner of the "
    "page,\n"
    "              or the word page for the whole page\n"
    "     ground   why it is a trade secret or confidential commercial information: who keeps it\n"
    "              private and how\n"
    "   A page without a row is a page you do not object to.\n"
    "3. Send objections.csv back. manifest.json lists what left the agency and its hashes.\n\n"
    "The agency must release every part that can be separated (5 U.S.C. 552(b)): objections that\n"
    "name the exact words are more likely to be kept than objections to whole pages.\n";

struct ReplyRow {
  int line = 0;
  std::string record{};
  std::string page{};
  std::string words{};
  std::string box{};
  std::string ground{};
};

Result<std::vector<ReplyRow>> read_reply(Sandbox& sandbox, const fs::path& file) {
  auto bytes = TRY(base::read_file(file));
  const auto encoded =
      TRY(sandbox.run({Task::print,
                       extract::encode_print_request("objections.csv", foia::RecordKind::csv),
                       std::move(bytes)}));
  const auto printable = TRY(extract::decode_printable(encoded));
  const Error bad{ErrorCode::invalid_argument,
                  fmt::format("{} is not a filled-in objections.csv", file.filename().string()),
                  "its first row must be: record,page,words,box,ground"};
  if (printable.sheets.size() != 1 || printable.sheets[0].rows.empty()) {
    return bad;
  }
  const auto& rows = printable.sheets[0].rows;
  std::map<int, std::string> columns;
  for (const auto& cell : rows[0].cells) {
    columns[cell.column] = base::ascii_lower(base::trim(cell.text));
  }
  std::set<std::string> names;
  for (const auto& [column, name] : columns) {
    names.insert(name);
  }
  for (const auto* needed : {"record", "page", "words", "box", "ground"}) {
    if (!names.contains(needed)) {
      return bad;
    }
  }
  std::vector<ReplyRow> out;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    ReplyRow row;
    row.line = rows[i].number;
    for (const auto& cell : rows[i].cells) {
      const std::string value(base::trim(cell.text));
      const auto name = columns.find(cell.column);
      if (name == columns.end()) {
        continue;
      }
      if (name->second == "record") {
        row.record = value;
      } else if (name->second == "page") {
        row.page = value;
      } else if (name->second == "words") {
        row.words = value;
      } else if (name->second == "box") {
        row.box = value;
      } else if (name->second == "ground") {
        row.ground = value;
      }
    }
    const bool is_empty = row.words.empty() && row.box.empty() && row.ground.empty();
    if (!is_empty) {
      out.push_back(std::move(row));
    }
  }
  return out;
}

std::optional<base::Rect> parse_box(std::string_view text) {
  std::array<double, 4> values{};
  std::size_t count = 0;
  std::string cleaned(text);
  for (auto& c : cleaned) {
    if (c == ',' || c == ';') {
      c = ' ';
    }
  }
  for (const auto part : base::split(cleaned, ' ')) {
    if (part.empty()) {
      continue;
    }
    if (count == 4) {
      return std::nullopt;
    }
    const auto [end, status] =
        std::from_chars(part.data(), part.data() + part.size(), values.at(count));
    if (status != std::errc{} || end != part.data() + part.size()) {
      return std::nullopt;
    }
    ++count;
  }
  const base::Rect box{values[0], values[1], values[2], values[3]};
  if (count != 4 || box.is_empty()) {
    return std::nullopt;
  }
  return box;
}

Result<foia::Consultation> find_consultation(Workspace& workspace, foia::ConsultationId id) {
  const auto all = TRY(workspace.db().consultations());
  for (const auto& consultation : all) {
    if (consultation.id == id) {
      return consultation;
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no consultation {}", id.value),
               "`vaughn consult status` lists them"};
}

}  // namespace

Result<SendResult> send_to_submitter(Workspace& workspace,
                                     Sandbox& sandbox,
                                     const SendRequest& request) {
  const auto* submitter = workspace.matter().submitter(request.submitter);
  if (submitter == nullptr) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("matter.toml has no submitter '{}'", request.submitter),
                 "add a [[submitter]] to matter.toml"};
  }
  const auto resolved = TRY(resolve(workspace, request.scope));
  const auto census = TRY(Census::take(workspace));
  SendResult out;
  out.consultation.submitter = request.submitter;
  out.consultation.sent = request.sent;
  // LAW: EO 12600 sec. 4: the submitter gets a reasonable time to object before disclosure.
  const auto calendars = TRY(calendars_of(workspace));
  out.consultation.due =
      request.due ? *request.due
                  : calendars.agency.add_working_days(request.sent, submitter->notice_working_days);
  const std::set<foia::RecordId> wanted(resolved.records.begin(), resolved.records.end());
  std::map<foia::RecordId, std::vector<int>> pages_of;
  for (const auto& page : census.pages) {
    const auto id = census.records[page.record].record.id;
    if (!wanted.contains(id)) {
      continue;
    }
    if (page.is_produced || page.outcome == foia::PageOutcome::at_submitter) {
      continue;
    }
    out.consultation.pages.push_back({id, page.page});
    pages_of[id].push_back(page.page);
  }
  out.records = static_cast<std::int64_t>(pages_of.size());
  out.pages = static_cast<std::int64_t>(out.consultation.pages.size());
  if (out.pages == 0) {
    return Error{ErrorCode::conflict,
                 "no page of these records can go to a submitter",
                 "only rendered pages of responsive records that are not produced and not out"
                 " already can be sent: run `vaughn render` first"};
  }
  if (request.is_dry_run) {
    return out;
  }
  if (fs::exists(request.out)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", request.out.string()),
                 "choose another folder for the package"};
  }
  out.consultation.id.value = TRY(workspace.db().last_consultation()) + 1;

  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto work = TRY(WorkDir::make(workspace.work_folder()));
  const auto draft = work.path() / "package";
  TRY(base::make_directories(draft / "PAGES"));
  std::vector<std::vector<std::string>> form{{"record", "page", "words", "box", "ground"}};
  std::vector<NoticeRecord> listed;
  for (const auto& [id, pages] : pages_of) {
    const auto records = TRY(workspace.db().records({id}));
    BurnRequest clean;
    clean.pdf = TRY(workspace.blobs().get(records.at(0).rendition));
    clean.pages = pages;
    const auto cleaned = TRY(burn(sandbox, std::move(clean)));
    const auto name = foia::control_number(id) + ".pdf";
    TRY(base::write_file(draft / "PAGES" / name, cleaned.pdf));
    const auto date = records.at(0).date();
    listed.push_back({id,
                      name,
                      fmt::format("{} {}",
                                  foia::to_string(records.at(0).kind),
                                  date ? "of " + base::long_date(zone.date_at(*date)) : "undated"),
                      pages});
  }
  for (const auto& page : out.consultation.pages) {
    // The file holds only the pages sent; the form counts as the file does.
    const auto& pages = pages_of[page.record];
    const auto position = std::find(pages.begin(), pages.end(), page.page) - pages.begin() + 1;
    form.push_back({foia::control_number(page.record), std::to_string(position), "", "", ""});
  }
  TRY(base::write_file(draft / "objections.csv", paper::to_csv(form)));
  TRY(base::write_file(draft / "INSTRUCTIONS.txt", kInstructions));
  auto values = TRY(letter_values(workspace, request.sent));
  TRY(add_consultation(workspace, out.consultation, listed, values));
  constexpr auto kNotice = letters::LetterKind::submitter_notice;
  const auto from = TRY(letter_template(workspace, kNotice));
  std::vector<std::string> notes;
  const auto letter = TRY(make_letter(workspace, kNotice, from, values, notes));
  Typesetter typesetter(workspace);
  const auto notice = TRY(typesetter.convert(letter.docx, "docx"));
  TRY(base::write_file(draft / "notice.docx", letter.docx));
  TRY(base::write_file(draft / "notice.pdf", notice));
  const auto manifest = TRY(write_signed_manifest(workspace, draft, "vaughn.submitter_package/1"));
  if (request.out.has_parent_path()) {
    TRY(base::make_directories(request.out.parent_path()));
  }
  std::error_code status;
  fs::rename(draft, request.out, status);
  if (status) {
    fs::copy(draft, request.out, fs::copy_options::recursive, status);
    if (status) {
      return Error{ErrorCode::io, "cannot write the package: " + status.message(), ""};
    }
  }
  out.package = request.out;
  const auto event = TRY(workspace.record(fmt::format("notice to {}", submitter->name),
                                          store::ConsultationSent{out.consultation.id,
                                                                  request.submitter,
                                                                  request.sent,
                                                                  out.consultation.due,
                                                                  out.consultation.pages,
                                                                  manifest}));
  out.event = event.id;
  return out;
}

Result<ReturnResult> take_back(Workspace& workspace,
                               Sandbox& sandbox,
                               foia::ConsultationId id,
                               const fs::path& reply,
                               base::Date returned,
                               bool is_dry_run) {
  ReturnResult out;
  out.consultation = TRY(find_consultation(workspace, id));
  if (out.consultation.returned) {
    return Error{ErrorCode::conflict,
                 fmt::format("consultation {} came back already", id.value),
                 "undo that import first if it was wrong: vaughn undo"};
  }
  const auto file = fs::is_directory(reply) ? reply / "objections.csv" : reply;
  const auto rows = TRY(read_reply(sandbox, file));
  std::map<foia::RecordId, std::vector<int>> pages_of;
  for (const auto& page : out.consultation.pages) {
    pages_of[page.record].push_back(page.page);
  }
  std::vector<foia::Objection> objections;
  std::set<foia::PageRef> touched;
  std::map<foia::RecordId, std::vector<ReadPage>> texts;
  for (const auto& row : rows) {
    const auto problem = [&](const std::string& what) {
      out.problems.push_back(fmt::format("row {}: {}", row.line, what));
    };
    const auto record = foia::parse_control_number(row.record);
    if (!record || !pages_of.contains(*record)) {
      problem(fmt::format("'{}' is not a record of this package", row.record));
      continue;
    }
    const auto& pages = pages_of[*record];
    int position = 0;
    const auto [end, status] =
        std::from_chars(row.page.data(), row.page.data() + row.page.size(), position);
    if (status != std::errc{} || end != row.page.data() + row.page.size() || position < 1 ||
        position > static_cast<int>(pages.size())) {
      problem(fmt::format("{} has no page '{}' in this package", row.record, row.page));
      continue;
    }
    const int page = pages[static_cast<std::size_t>(position - 1)];
    if (row.ground.empty()) {
      problem("the ground is missing");
      continue;
    }
    if (!texts.contains(*record)) {
      texts[*record] = TRY(read_pages(workspace, sandbox, *record));
    }
    const auto& read = texts[*record].at(static_cast<std::size_t>(page - 1));
    const auto& text = read.text;
    std::vector<std::pair<base::Rect, std::string>> places;
    if (!row.words.empty()) {
      for (const auto& match : pdf::find_phrase(text, row.words)) {
        for (const auto& box : match.boxes) {
          places.emplace_back(box, match.text);
        }
      }
      if (places.empty()) {
        problem(fmt::format("the words are not on page {} of {}", position, row.record));
        continue;
      }
    } else if (base::ascii_lower(row.box) == "page") {
      places.emplace_back(read.shown, text.text);
    } else if (const auto box = parse_box(row.box)) {
      places.emplace_back(*box, pdf::text_under(text, *box));
    } else {
      problem("neither words nor a box of four numbers");
      continue;
    }
    for (const auto& [box, words] : places) {
      foia::Objection objection;
      objection.number = static_cast<int>(objections.size()) + 1;
      objection.record = *record;
      objection.page = page;
      objection.box = box;
      objection.ground = row.ground;
      objection.text = words;
      objections.push_back(std::move(objection));
      touched.insert({*record, page});
    }
    ++out.objections;
  }
  if (!out.problems.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} of the reply cannot be placed; nothing was imported",
                             base::plural(static_cast<long long>(out.problems.size()), "row")),
                 base::join(out.problems, "\n")};
  }
  out.places = static_cast<std::int64_t>(objections.size());
  out.pages_clear = static_cast<std::int64_t>(out.consultation.pages.size() - touched.size());
  if (is_dry_run) {
    return out;
  }
  const auto bytes = TRY(base::read_file(file));
  const auto blob = TRY(workspace.blobs().put(bytes));
  const auto event =
      TRY(workspace.record("submitter's reply taken back",
                           store::ConsultationReturned{id, returned, std::move(objections), blob}));
  out.event = event.id;
  out.consultation = TRY(find_consultation(workspace, id));
  return out;
}

Result<DecideObjectionsResult> decide_objections(Workspace& workspace,
                                                 const DecideObjections& request) {
  const auto consultation = TRY(find_consultation(workspace, request.id));
  if (!consultation.returned) {
    return Error{ErrorCode::conflict,
                 fmt::format("consultation {} is not back yet", request.id.value),
                 "import the reply first: vaughn consult import"};
  }
  if (request.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a decision on an objection needs a reason",
                 "add --reason TEXT"};
  }
  if (request.decision == foia::ObjectionDecision::accepted) {
    if (request.claims.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "an accepted objection is withheld under an"
                   " exemption",
                   "add --exemption '(b)(4)'"};
    }
    if (request.harm.empty() && !foia::is_harm_optional(request.claims)) {
      return Error{ErrorCode::invalid_argument,
                   "the foreseeable harm is missing",
                   "add --harm TEXT: what disclosure of this content would harm and how"};
    }
  }
  store::ObjectionsDecided body;
  body.id = request.id;
  auto next_mark = TRY(workspace.db().last_mark());
  DecideObjectionsResult out;
  std::set<int> wanted(request.numbers.begin(), request.numbers.end());
  const auto wanted_words = base::fold_case(request.words);
  for (const auto& objection : consultation.objections) {
    const bool is_other_text =
        !wanted_words.empty() &&
        base::fold_case(objection.text).find(wanted_words) == std::string::npos;
    if (is_other_text || (!request.numbers.empty() && !wanted.contains(objection.number))) {
      out.undecided += objection.decision == foia::ObjectionDecision::undecided ? 1 : 0;
      continue;
    }
    wanted.erase(objection.number);
    if (objection.decision != foia::ObjectionDecision::undecided) {
      if (request.numbers.empty()) {
        continue;
      }
      return Error{
          ErrorCode::conflict,
          fmt::format(
              "objection {} was {} already", objection.number, foia::to_string(objection.decision)),
          "undo that decision first: vaughn undo"};
    }
    body.decisions.push_back({objection.number, request.decision, request.reason});
    if (request.decision == foia::ObjectionDecision::accepted) {
      foia::Mark mark;
      mark.id.value = ++next_mark;
      mark.record = objection.record;
      mark.page = objection.page;
      mark.box = objection.box;
      mark.claims = request.claims;
      mark.author = workspace.actor().author;
      mark.reason = request.reason;
      mark.harm = request.harm;
      mark.removed_text = objection.text;
      body.marks.push_back(std::move(mark));
    }
  }
  if (!wanted.empty()) {
    return Error{
        ErrorCode::not_found,
        fmt::format("consultation {} has no objection {}", request.id.value, *wanted.begin()),
        "`vaughn consult status` lists them"};
  }
  out.decided = static_cast<std::int64_t>(body.decisions.size());
  out.marks = static_cast<std::int64_t>(body.marks.size());
  if (body.decisions.empty()) {
    return out;
  }
  const auto event = TRY(workspace.record(request.reason, body));
  out.event = event.id;
  return out;
}

}  // namespace vaughn::engine
