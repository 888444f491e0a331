// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/letters.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/letter_clock.h"
#include "engine/detail/letter_facts.h"
#include "engine/detail/staged_papers.h"
#include "engine/detail/typeset.h"
#include "engine/figures.h"
#include "engine/request.h"
#include "letters/built_in.h"
#include "paper/package.h"

namespace vaughn::engine {
namespace {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
using letters::LetterKind;
using letters::TemplateForm;
using letters::Values;
namespace fs = std::filesystem;

constexpr std::string_view kPart = "part-";
constexpr std::string_view kText = ".txt";

// "help" of "part-help.txt"; empty if it is no part.
std::string part_name(const std::string& file) {
  if (!file.starts_with(kPart) || !file.ends_with(kText)) {
    return "";
  }
  return file.substr(kPart.size(), file.size() - kPart.size() - kText.size());
}

LetterTemplate built_in_template(LetterKind kind) {
  LetterTemplate out;
  out.main = {
      fmt::format("{}.txt", to_string(kind)), TemplateForm::text, Bytes(letters::built_in(kind))};
  return out;
}

Result<std::vector<std::string>> files_of(const fs::path& folder) {
  std::error_code status;
  if (!fs::is_directory(folder, status)) {
    return std::vector<std::string>();
  }
  const auto listing = TRY(base::list_files(folder));
  std::vector<std::string> out;
  for (const auto& file : listing.files) {
    if (!file.has_parent_path()) {
      out.push_back(file.string());
    }
  }
  return out;
}

fs::path templates_folder(const Workspace& workspace) {
  return workspace.folder() / "templates";
}

std::vector<std::string> recipients(const Values& values) {
  std::vector<std::string> out;
  if (const auto* rows = values.find("letter.to")) {
    for (const auto& row : std::get<letters::Rows>(*rows)) {
      out.push_back(std::get<std::string>(row.at("line")));
    }
  }
  return out;
}

void add_figure(const letters::Number& number,
                std::vector<std::pair<std::string, std::int64_t>>& out) {
  const std::pair row{number.figure, number.value};
  if (!number.figure.empty() && std::find(out.begin(), out.end(), row) == out.end()) {
    out.push_back(row);
  }
}

store::LetterWritten body_of(const letters::Letter& letter,
                             LetterKind kind,
                             const std::string& about,
                             base::Date dated,
                             const Values& values) {
  store::LetterWritten out;
  out.kind = to_string(kind);
  out.about = about;
  out.dated = dated;
  out.recipients = recipients(values);
  out.proves = letters::row(kind).proves;
  for (const auto& field : letter.printed) {
    const auto* value = values.find(field);
    if (value == nullptr) {
      continue;
    }
    out.values.emplace_back(field, letters::to_log(*value));
    if (const auto* number = std::get_if<letters::Number>(value)) {
      add_figure(*number, out.figures);
    }
    if (const auto* rows = std::get_if<letters::Rows>(value)) {
      for (const auto& row : *rows) {
        for (const auto& [column, cell] : row) {
          if (const auto* counted = std::get_if<letters::Number>(&cell)) {
            add_figure(*counted, out.figures);
          }
        }
      }
    }
  }
  return out;
}

bool is_set(const Values& values, std::string_view field) {
  const auto* value = values.find(field);
  const auto* flag = value == nullptr ? nullptr : std::get_if<bool>(value);
  return flag != nullptr && *flag;
}

std::string text_of(const Values& values, std::string_view field) {
  const auto* value = values.find(field);
  return value == nullptr ? std::string() : letters::to_log(*value);
}

std::optional<std::int64_t> number_of(const Values& values, std::string_view field) {
  const auto* value = values.find(field);
  const auto* number = value == nullptr ? nullptr : std::get_if<letters::Number>(value);
  return number == nullptr ? std::nullopt : std::optional(number->value);
}

// The step of the request that sending the letter is, filled in from what the letter says.
Result<foia::RequestStep> step_of(LetterKind kind, base::Date dated, const Values& values) {
  foia::RequestStep out;
  out.on = dated;
  const auto date = [&](std::string_view field) -> std::optional<base::Date> {
    const auto* value = values.find(field);
    const auto* found = value == nullptr ? nullptr : std::get_if<base::Date>(value);
    return found == nullptr ? std::nullopt : std::optional(*found);
  };
  switch (kind) {
    case LetterKind::acknowledgement:
      out.kind = foia::StepKind::acknowledged;
      out.number = text_of(values, "request.number");
      out.due = date("request.estimate");
      return out;
    case LetterKind::extension: {
      out.kind = foia::StepKind::extended;
      const std::pair<std::string_view, foia::UnusualGround> grounds[] = {
          {"extension.field_facilities", foia::UnusualGround::field_facilities},
          {"extension.voluminous", foia::UnusualGround::voluminous},
          {"extension.consultation", foia::UnusualGround::consultation}};
      for (const auto& [field, ground] : grounds) {
        if (is_set(values, field)) {
          out.grounds.push_back(ground);
        }
      }
      out.days = static_cast<int>(number_of(values, "extension.days").value_or(0));
      out.due = date("extension.due");
      return out;
    }
    case LetterKind::question:
      out.kind = foia::StepKind::tolled;
      out.toll = TRY(foia::parse_toll_kind(text_of(values, "question.kind")));
      out.text = text_of(values, "question.text");
      return out;
    case LetterKind::fee:
      out.kind = foia::StepKind::fee_estimated;
      out.cents = number_of(values, "fee.estimate").value_or(0);
      return out;
    case LetterKind::still_interested:
      out.kind = foia::StepKind::interest_asked;
      out.text = "by letter";
      return out;
    case LetterKind::interim:
      out.kind = foia::StepKind::interim_released;
      out.text = text_of(values, "volume.name");
      return out;
    case LetterKind::final_response:
      out.kind = foia::StepKind::determined;
      out.disposition = is_set(values, "response.is_adverse")
                            ? foia::RequestDisposition::partial_grant
                            : foia::RequestDisposition::full_grant;
      return out;
    case LetterKind::no_records:
      out.kind = foia::StepKind::determined;
      out.disposition = foia::RequestDisposition::no_records;
      return out;
    case LetterKind::denial:
      out.kind = foia::StepKind::determined;
      out.disposition = foia::RequestDisposition::full_denial;
      return out;
    case LetterKind::submitter_notice:
    case LetterKind::intent_to_disclose:
    case LetterKind::reminder:
    case LetterKind::more_time:
    case LetterKind::requester_notice:
    case LetterKind::consultation:
    case LetterKind::referral:
    case LetterKind::referral_notice:
    case LetterKind::closure:
    case LetterKind::cover: break;
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("{}: sending it is no step of the request that the letter alone states",
                           letters::row(kind).title),
               "leave --step out; `vaughn request` and `vaughn consult` record what it goes with"};
}

struct Draft {
  LetterRequest request{};
  LetterResult result{};
  letters::Letter letter{};
  Bytes pdf{};
  Bytes packed{};
  store::LetterWritten body{};
  std::optional<foia::RequestStep> step{};
};

Result<Draft> draft_letter(Workspace& workspace, const LetterRequest& request) {
  Draft out;
  out.request = request;
  out.result.kind = request.kind;
  auto about = request.about;
  auto dated = request.dated;
  // The date decides others, so it is taken first wherever it was given.
  for (const auto& [field, text] : request.fields) {
    if (field == "letter.date") {
      dated = TRY(base::parse_date(text));
    }
  }
  auto values = TRY(ledger_values(workspace, request.kind, dated, about));
  std::vector<std::pair<std::string, std::string>> fields = request.fields;
  if (!request.to.empty()) {
    letters::Rows rows;
    for (const auto& line : request.to) {
      rows.push_back({{"line", line}});
    }
    values.set("letter.to", std::move(rows));
    values.set("letter.salutation", request.to.front());
  }
  for (const auto& [field, text] : fields) {
    TRY(values.set_text(field, text));
  }
  const auto is_given = [&](std::string_view name) {
    return std::any_of(
        fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
  };
  if (is_given("extension.days") && !is_given("extension.due")) {
    Values counted;
    TRY(counted.set_text("extension.days", letters::to_log(*values.find("extension.days"))));
    TRY(add_dates(workspace, dated, counted));
    if (const auto* due = counted.find("extension.due")) {
      values.set("extension.due", *due);
    }
  }
  if (const auto* days = values.find("extension.days")) {
    constexpr std::int64_t kMost = 10;
    values.set("extension.is_long", std::get<letters::Number>(*days).value > kMost);
  }
  TRY(check_ledger(request.kind, values));
  TRY(check_dates(workspace, request.kind, dated, values));
  const auto from = TRY(letter_template(workspace, request.kind));
  out.letter = TRY(make_letter(workspace, request.kind, from, values, out.result.notes));
  out.packed = TRY(from.packed());
  out.result.about = about;
  out.result.dated = dated;
  out.result.text = out.letter.text;
  out.result.docx = base::Sha256::of(out.letter.docx);
  out.body = body_of(out.letter, request.kind, about, dated, values);
  if (request.takes_step) {
    out.step = TRY(step_of(request.kind, dated, values));
  }
  out.body.docx = out.result.docx;
  if (!out.packed.empty()) {
    out.body.letter_template = base::Sha256::of(out.packed);
  }
  return out;
}

}  // namespace

letters::LetterMaking LetterTemplate::making(const Workspace& workspace) const {
  letters::LetterMaking out;
  out.author = workspace.matter().request.agency;
  out.parts = [own = parts](std::string_view name) -> std::optional<std::string> {
    if (const auto part = own.find(std::string(name)); part != own.end()) {
      return part->second;
    }
    const auto text = letters::built_in_part(name);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  return out;
}

Result<Bytes> LetterTemplate::packed() const {
  if (is_built_in) {
    return Bytes();
  }
  std::vector<paper::PackagePart> files{{main.name, main.bytes}};
  for (const auto& [name, text] : parts) {
    files.push_back({fmt::format("{}{}{}", kPart, name, kText), text});
  }
  return paper::write_package(files);
}

Result<LetterTemplate> letter_template(const Workspace& workspace, LetterKind kind) {
  auto out = built_in_template(kind);
  const auto folder = templates_folder(workspace);
  const auto files = TRY(files_of(folder));
  const auto word = std::string(to_string(kind));
  const bool has_text = std::find(files.begin(), files.end(), word + ".txt") != files.end();
  const bool has_docx = std::find(files.begin(), files.end(), word + ".docx") != files.end();
  if (has_text && has_docx) {
    return Error{ErrorCode::conflict,
                 fmt::format("templates holds both {0}.txt and {0}.docx", word),
                 "keep the one that is to be used"};
  }
  if (has_text || has_docx) {
    out.main.name = word + (has_docx ? ".docx" : ".txt");
    out.main.form = has_docx ? TemplateForm::docx : TemplateForm::text;
    out.main.bytes = TRY(base::read_file(folder / out.main.name));
    out.is_built_in = false;
  }
  if (!has_docx) {
    for (const auto& file : files) {
      if (const auto name = part_name(file); !name.empty()) {
        out.parts[name] = TRY(base::read_file(folder / file));
        out.is_built_in = false;
      }
    }
  }
  return out;
}

Result<LetterTemplate> letter_template(Workspace& workspace,
                                       LetterKind kind,
                                       const base::Sha256& packed) {
  auto out = built_in_template(kind);
  if (packed.is_zero()) {
    return out;
  }
  const auto bytes = TRY(workspace.blobs().get(packed));
  out.is_built_in = false;
  for (auto& file : TRY(paper::read_package(bytes))) {
    if (const auto name = part_name(file.name); !name.empty()) {
      out.parts[name] = std::move(file.bytes);
    } else {
      out.main.form = file.name.ends_with(".docx") ? TemplateForm::docx : TemplateForm::text;
      out.main.name = std::move(file.name);
      out.main.bytes = std::move(file.bytes);
    }
  }
  return out;
}

Result<letters::Letter> make_letter(Workspace& workspace,
                                    LetterKind kind,
                                    const LetterTemplate& from,
                                    const Values& values,
                                    std::vector<std::string>& notes) {
  TRY(letters::check_values(kind, values));
  auto making = from.making(workspace);
  std::optional<foia::Figures> counted;
  making.figures = [&](std::string_view id) -> Result<std::int64_t> {
    if (!counted) {
      counted = TRY(figures(workspace));
    }
    return counted->value(id);
  };
  auto letter = TRY(letters::make_letter(from.main, values, making));
  std::vector<std::string> stops;
  for (const auto& missing : letters::check_elements(kind, letter, values)) {
    auto& list = missing.element->weight == letters::Weight::required ? stops : notes;
    list.push_back(missing.message);
  }
  if (!stops.empty()) {
    const auto more = stops.size() - 1;
    return Error{ErrorCode::conflict,
                 fmt::format("{}: {}{}",
                             from.main.name,
                             stops.front(),
                             more == 0 ? "" : fmt::format(", nor {} more", more)),
                 "give its value, or put it back into the template; `vaughn letter check` lists "
                 "what each letter must say"};
  }
  return letter;
}

Result<EventLetter> letter_for_event(Workspace& workspace,
                                     LetterKind kind,
                                     const std::string& about,
                                     base::Date dated,
                                     const Values& values) {
  EventLetter out;
  TRY(check_dates(workspace, kind, dated, values));
  const auto from = TRY(letter_template(workspace, kind));
  auto letter = TRY(make_letter(workspace, kind, from, values, out.notes));
  Typesetter typesetter(workspace);
  out.pdf = TRY(typesetter.convert(letter.docx, "docx"));
  out.body = body_of(letter, kind, about, dated, values);
  const auto earlier = TRY(workspace.db().letters());
  out.body.number = earlier.empty() ? 1 : earlier.back().letter.number + 1;
  out.body.docx = TRY(workspace.blobs().put(letter.docx));
  out.body.pdf = TRY(workspace.blobs().put(out.pdf));
  if (const auto packed = TRY(from.packed()); !packed.empty()) {
    out.body.letter_template = TRY(workspace.blobs().put(packed));
  }
  out.docx = std::move(letter.docx);
  return out;
}

Result<LettersResult> write_letters(Workspace& workspace,
                                    Sandbox& sandbox,
                                    const std::vector<LetterRequest>& requests,
                                    bool is_dry_run) {
  std::vector<Draft> drafts;
  for (const auto& request : requests) {
    drafts.push_back(TRY(draft_letter(workspace, request)));
  }
  for (auto& draft : drafts) {
    if (draft.step) {
      if (drafts.size() > 1) {
        return Error{ErrorCode::invalid_argument,
                     "--step goes with one letter",
                     "write them one after the other: each step changes what the next may be"};
      }
      // Refused before anything is written.
      TRY(advance_request(workspace, {.step = *draft.step, .is_dry_run = true}));
      draft.result.step = draft.step->kind;
    }
  }
  LettersResult out;
  if (is_dry_run) {
    for (auto& draft : drafts) {
      out.letters.push_back(std::move(draft.result));
    }
    return out;
  }
  const auto earlier = TRY(workspace.db().letters());
  Typesetter typesetter(workspace);
  for (auto& draft : drafts) {
    for (const auto& row : earlier) {
      if (row.letter.docx == draft.body.docx && row.letter.kind == draft.body.kind &&
          row.letter.about == draft.body.about && row.letter.recipients == draft.body.recipients) {
        draft.result.is_unchanged = true;
        draft.result.number = row.letter.number;
        draft.result.event = row.event;
        draft.result.pdf = row.letter.pdf;
        draft.pdf = TRY(workspace.blobs().get(row.letter.pdf));
      }
    }
    if (!draft.result.is_unchanged) {
      draft.pdf = TRY(typesetter.convert(draft.letter.docx, "docx"));
      draft.result.pdf = base::Sha256::of(draft.pdf);
    }
  }
  std::vector<Paper> papers;
  for (auto& draft : drafts) {
    for (auto& paper : letter_papers(draft.request.out, draft.letter.docx, draft.pdf)) {
      papers.push_back(std::move(paper));
    }
  }
  auto staged = TRY(StagedPapers::make(workspace, sandbox, papers));
  out.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    for (auto& draft : drafts) {
      draft.result.step.reset();
      out.letters.push_back(std::move(draft.result));
    }
    return out;
  }
  std::int64_t next = earlier.empty() ? 1 : earlier.back().letter.number + 1;
  std::vector<store::Body> bodies;
  std::vector<Draft*> written;
  for (auto& draft : drafts) {
    if (draft.result.is_unchanged) {
      continue;
    }
    TRY(workspace.blobs().put(draft.letter.docx));
    draft.body.pdf = TRY(workspace.blobs().put(draft.pdf));
    if (!draft.packed.empty()) {
      TRY(workspace.blobs().put(draft.packed));
    }
    draft.body.number = next++;
    draft.result.number = draft.body.number;
    bodies.emplace_back(draft.body);
    written.push_back(&draft);
  }
  const auto record = [&]() -> Result<void> {
    if (bodies.empty()) {
      return {};
    }
    const auto reason = bodies.size() == 1
                            ? std::string(letters::row(written.front()->request.kind).title)
                            : base::plural(static_cast<long long>(bodies.size()), "letter");
    const auto events = TRY(workspace.record(reason, bodies));
    for (std::size_t i = 0; i < written.size(); ++i) {
      written[i]->result.event = events.at(i).id;
    }
    return {};
  };
  const auto files = TRY(staged.publish(record));
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    auto& draft = drafts[i];
    draft.result.files = {files.at(2 * i), files.at(2 * i + 1)};
    if (draft.step) {
      const auto taken =
          TRY(advance_request(workspace, {.step = *draft.step, .letter = draft.result.number}));
      draft.result.step_event = taken.event;
    }
    out.letters.push_back(std::move(draft.result));
  }
  return out;
}

Result<foia::StepDocument> letter_as_proof(Workspace& workspace,
                                           std::int64_t number,
                                           foia::StepKind step,
                                           base::Date on) {
  const auto row = TRY(find_letter(workspace, number));
  const auto kind = TRY(letters::parse_letter_kind(row.letter.kind));
  const auto proves = row.letter.proves;
  // A letter that tells the determination also ends the request.
  const bool is_proof =
      proves == foia::to_string(step) || (proves == "determined" && step == foia::StepKind::closed);
  if (!is_proof) {
    return Error{ErrorCode::conflict,
                 fmt::format("letter {} ({}) is no proof of the step '{}'",
                             number,
                             letters::row(kind).title,
                             foia::title(step)),
                 "`vaughn letter list` says what each proves"};
  }
  if (on < row.letter.dated) {
    return Error{
        ErrorCode::conflict,
        fmt::format(
            "letter {} is dated {}, after the step", number, base::to_string(row.letter.dated)),
        "a letter proves what happened on its day or later"};
  }
  return foia::StepDocument{fmt::format("letter-{}-{}.pdf", number, row.letter.kind),
                            row.letter.pdf};
}

Result<std::vector<store::LetterRow>> letters_written(Workspace& workspace) {
  return workspace.db().letters();
}

Result<store::LetterRow> find_letter(Workspace& workspace, std::int64_t number) {
  for (auto& row : TRY(workspace.db().letters())) {
    if (row.letter.number == number) {
      return row;
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no letter {}", number),
               "`vaughn letter list` lists them"};
}

Result<std::vector<TemplateProblem>> check_templates(Workspace& workspace) {
  std::vector<TemplateProblem> out;
  const auto files = TRY(files_of(templates_folder(workspace)));
  std::set<std::string> known;
  for (const auto& row : letters::all_kinds()) {
    known.insert(std::string(row.word) + ".txt");
    known.insert(std::string(row.word) + ".docx");
    const auto from = letter_template(workspace, row.kind);
    if (!from) {
      out.push_back({std::string(row.word), from.error().message, true});
      continue;
    }
    const auto contents = letters::read_template(from->main, from->making(workspace));
    if (!contents) {
      auto message = contents.error().message;
      if (!contents.error().hint.empty()) {
        message += "; " + contents.error().hint;
      }
      out.push_back({from->main.name, std::move(message), true});
      continue;
    }
    for (const auto& missing : letters::check_elements(row.kind, *contents)) {
      out.push_back(
          {from->main.name, missing.message, missing.element->weight == letters::Weight::required});
    }
  }
  for (const auto& file : files) {
    if (!known.contains(file) && part_name(file).empty()) {
      out.push_back({file, "no letter has this name", false});
    }
  }
  return out;
}

}  // namespace vaughn::engine
