// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/calendars.h"
#include "engine/census.h"
#include "engine/consult.h"
#include "engine/detail/consult.h"
#include "engine/detail/pages.h"
#include "engine/detail/staged_papers.h"
#include "engine/letters.h"
#include "package/form.h"
#include "package/package.h"
#include "paper/csv.h"
#include "paper/xlsx.h"
#include "pdf/assemble.h"
#include "pdf/document.h"
#include "pdf/layout.h"
#include "pdf/remarks.h"
#include "report/prose.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

using foia::ConsultationKind;

Result<Addressee> addressee_of(const foia::Matter& matter, const SendRequest& request) {
  if (request.kind == ConsultationKind::submitter) {
    const auto* submitter = matter.submitter(request.to);
    if (submitter == nullptr) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("matter.toml has no submitter '{}'", request.to),
                   "add a [[submitter]] to matter.toml"};
    }
    return Addressee{submitter->name, submitter->contact, submitter->notice_working_days};
  }
  if (const auto* agency = matter.agency(request.to)) {
    // LAW: 43 CFR 2.13: a referral tells the requester which agency answers, and its contact.
    if (request.kind == ConsultationKind::referral && agency->contact.empty()) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} has no contact in matter.toml", agency->name),
                   "a referral tells the requester which agency answers and whom to ask there:"
                   " add contact to its [[agency]]"};
    }
    return Addressee{agency->name, agency->contact, agency->reply_working_days};
  }
  if (const auto* office = matter.office(request.to)) {
    if (request.kind != ConsultationKind::consultation) {
      return Error{ErrorCode::conflict,
                   fmt::format("{} is an office of the agency itself", office->name),
                   "records are referred to, and coordinated with, other agencies: add an"
                   " [[agency]]"};
    }
    constexpr int kOfficeDays = 20;
    return Addressee{office->name, office->contact, kOfficeDays};
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("matter.toml has no agency or office '{}'", request.to),
               "add an [[agency]] to matter.toml"};
}

// What goes out: its pages in order of records, each record once.
struct Shipment {
  std::vector<foia::PageRef> pages{};
  std::map<foia::RecordId, std::vector<int>> pages_of{};
};

Result<Shipment> choose_pages(Workspace& workspace, const SendRequest& request, SendResult& out) {
  const auto resolved = TRY(resolve(workspace, request.scope));
  const auto& census = *TRY(workspace.census());
  const auto consultations = TRY(workspace.db().consultations());
  std::set<foia::PageRef> with_them;
  for (const auto& other : consultations) {
    out.consultation.round += other.submitter == request.to ? 1 : 0;
    if (other.submitter != request.to) {
      continue;
    }
    for (const auto& [page, hold] : clock::holds_of(other)) {
      if (hold.reason == clock::HoldReason::out) {
        with_them.insert(page);
      }
    }
  }
  const std::set<foia::RecordId> wanted(resolved.records.begin(), resolved.records.end());
  Shipment shipment;
  for (const auto& page : census.pages) {
    const auto id = census.records[page.record].record.id;
    if (!wanted.contains(id)) {
      continue;
    }
    if (page.is_produced) {
      ++out.produced;
    } else if (with_them.contains({id, page.page})) {
      ++out.out_already;
    } else {
      shipment.pages.push_back({id, page.page});
      shipment.pages_of[id].push_back(page.page);
    }
  }
  if (shipment.pages.empty()) {
    return Error{ErrorCode::conflict,
                 "no page of these records can be sent",
                 "only rendered pages of responsive records that are not produced and not with"
                 " them already can be sent: run `vaughn render` first"};
  }
  return shipment;
}

std::string code_of(const Workspace& workspace,
                    const foia::Consultation& consultation,
                    base::BytesView public_key) {
  base::Hasher hasher;
  hasher.add_field(public_key);
  hasher.add_field(workspace.matter().name);
  hasher.add_field(fmt::format("{} {}", consultation.id.value, base::to_string(consultation.sent)));
  for (const auto& page : consultation.pages) {
    hasher.add_field(fmt::format("{} {}", page.record.value, page.page));
  }
  constexpr std::size_t kDigits = 8;
  return fmt::format("{}-{}-{}",
                     consultation.submitter,
                     consultation.id.value,
                     hasher.finish().hex().substr(0, kDigits));
}

// The box of a field: right of its label, or under it for long texts.
Result<pdf::Field> field_at(const pdf::PageText& text,
                            const pdf::PageInfo& page,
                            int number,
                            std::string_view label,
                            pdf::FieldKind kind,
                            std::string name) {
  constexpr double kMargin = 72;
  constexpr double kHeight = 18;
  constexpr double kGap = 8;
  const auto found = pdf::find_phrase(text, label);
  if (found.empty()) {
    return Error{ErrorCode::invalid_argument, "the form has no place for a field", ""};
  }
  const auto& at = found.back().boxes.front();
  pdf::Field field;
  field.name = std::move(name);
  field.label = std::string(label);
  field.kind = kind;
  field.page = number;
  const double middle = (at.y0 + at.y1) / 2;
  const double right = page.crop_box.x1 - kMargin;
  if (kind == pdf::FieldKind::lines) {
    field.box = {at.x0, at.y0 - 5 * kHeight, right, at.y0 - kGap};
  } else if (kind == pdf::FieldKind::check_box) {
    field.box = {at.x1 + kGap, middle - 7, at.x1 + kGap + 14, middle + 7};
  } else {
    field.box = {at.x1 + kGap, middle - kHeight / 2, right, middle + kHeight / 2};
  }
  return field;
}

Result<Bytes> with_answer_form(const Bytes& pages, const std::string& code) {
  auto document = TRY(pdf::Document::open(pages));
  const int last = document.page_count();
  const auto text = TRY(document.page_text(last));
  const auto info = TRY(document.page_info(last));
  std::vector<pdf::Field> fields;
  const auto add =
      [&](std::string_view label, pdf::FieldKind kind, const char* name) -> Result<void> {
    fields.push_back(TRY(field_at(text, info, last, label, kind, name)));
    return {};
  };
  TRY(add(package::kNameLabel, pdf::FieldKind::line, "by"));
  TRY(add(package::kTitleLabel, pdf::FieldKind::line, "title"));
  TRY(add(package::kNoObjectionLabel, pdf::FieldKind::check_box, "no_objection"));
  TRY(add(package::kPackageLabel, pdf::FieldKind::fixed, "package"));
  fields.back().value = code;
  TRY(add(package::kStatementLabel, pdf::FieldKind::lines, "statement"));
  return pdf::with_form(pages, fields);
}

// pages.pdf: the clean pages with a strip that names the package and counts, then the form. Fills
// in where each page came to lie.
Result<Bytes> make_pages(Workspace& workspace,
                         Sandbox& sandbox,
                         const Shipment& shipment,
                         package::Manifest& manifest) {
  std::vector<Bytes> cleaned;
  for (const auto& [id, pages] : shipment.pages_of) {
    const auto records = TRY(workspace.db().records({id}));
    BurnRequest clean;
    clean.pdf = TRY(workspace.blobs().get(records.at(0).rendition));
    clean.pages = pages;
    auto burned = TRY(burn(sandbox, std::move(clean)));
    cleaned.push_back(std::move(burned.pdf));
  }
  cleaned.push_back(TRY(pdf::layout_html(package::answer_page_html(manifest))));
  std::vector<pdf::Piece> pieces;
  for (const auto& pdf : cleaned) {
    pdf::Piece piece;
    piece.pdf = pdf;
    pieces.push_back(piece);
  }
  const auto joined = TRY(pdf::assemble(pieces));
  std::vector<pdf::PageStamp> stamps;
  for (const auto& page : manifest.pages) {
    stamps.push_back(
        {fmt::format("For review by {}: not a release", manifest.to),
         "",
         fmt::format("{}  page {} of {}", manifest.code, page.number, manifest.pages.size()),
         std::to_string(page.number)});
  }
  stamps.push_back({"", "", manifest.code + "  answer", "answer"});
  pdf::StampOptions options;
  options.title = fmt::format("Package {}", manifest.code);
  const auto stamped = TRY(pdf::stamp(joined, stamps, options));
  for (std::size_t i = 0; i < manifest.pages.size(); ++i) {
    const auto& t = stamped.transforms.at(i);
    manifest.pages[i].placed = {t.a, t.b, t.c, t.d, t.e, t.f};
  }
  return with_answer_form(stamped.pdf, manifest.code);
}

Result<Bytes> make_workbook(const package::Manifest& manifest) {
  const auto rows = package::form_rows(manifest);
  paper::WorkbookSheet sheet;
  sheet.name = "Answer";
  constexpr std::array<double, package::kFormColumns.size()> kWidths{
      22, 6, 12, 11, 34, 40, 22, 16, 50, 9};
  for (std::size_t i = 0; i < rows.front().size(); ++i) {
    sheet.columns.push_back({rows.front()[i], kWidths.at(i), i >= 4});
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::vector<paper::WorkbookCell> cells;
    for (std::size_t j = 0; j < rows[i].size(); ++j) {
      const bool is_number = j == 1 || j == 3;
      const auto& text = rows[i][j];
      if (text.empty()) {
        cells.emplace_back();
      } else if (is_number) {
        cells.emplace_back(static_cast<double>(parse_int(text)));
      } else {
        cells.emplace_back(text);
      }
    }
    sheet.rows.push_back(std::move(cells));
  }
  return paper::to_xlsx({fmt::format("Package {}", manifest.code), {sheet}});
}

letters::LetterKind letter_with(ConsultationKind kind) {
  switch (kind) {
    case ConsultationKind::submitter: return letters::LetterKind::submitter_notice;
    case ConsultationKind::consultation:
    case ConsultationKind::coordination: return letters::LetterKind::consultation;
    case ConsultationKind::referral: return letters::LetterKind::referral;
  }
  return letters::LetterKind::submitter_notice;
}

// The letter that goes with the pages, and its files in the package.
Result<EventLetter> add_letter(Workspace& workspace,
                               const foia::Consultation& consultation,
                               const std::string& reason,
                               package::Files& files) {
  const auto kind = letter_with(consultation.kind);
  auto values = TRY(letter_values(workspace, consultation.sent));
  TRY(add_consultation(workspace, consultation, kind, values));
  if (!reason.empty()) {
    values.set("other.reason", report::sentence(reason));
  }
  auto letter = TRY(letter_for_event(
      workspace, kind, fmt::to_string(consultation.id.value), consultation.sent, values));
  files["notice.docx"] = letter.docx;
  files["notice.pdf"] = letter.pdf;
  return letter;
}

Result<void> write_out(const fs::path& out, const Bytes& bytes) {
  return base::write_file(out, bytes, base::Durable::yes);
}

std::vector<foia::PageDecision> referral_decisions(const SendRequest& request,
                                                   const std::string& name,
                                                   const std::vector<foia::PageRef>& pages) {
  std::vector<foia::PageDecision> out;
  for (const auto& page : pages) {
    foia::PageDecision decision;
    decision.record = page.record;
    decision.page = page.page;
    decision.disposition = foia::Disposition::refer;
    decision.referred_to = name;
    decision.reason = request.reason;
    out.push_back(std::move(decision));
  }
  return out;
}

}  // namespace

int parse_int(std::string_view text) {
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

Result<foia::Consultation> find_consultation(Workspace& workspace, foia::ConsultationId id) {
  auto all = TRY(workspace.db().consultations());
  for (auto& consultation : all) {
    if (consultation.id == id) {
      return std::move(consultation);
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no consultation {}", id.value),
               "`vaughn consult status` lists them"};
}

Result<SendResult> send_package(Workspace& workspace,
                                Sandbox& sandbox,
                                const SendRequest& request) {
  const auto& matter = workspace.matter();
  const auto addressee = TRY(addressee_of(matter, request));
  if (request.kind == ConsultationKind::referral && request.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a referral needs a reason",
                 "add --reason TEXT: why the records are theirs"};
  }
  SendResult out;
  out.name = addressee.name;
  auto& consultation = out.consultation;
  consultation.kind = request.kind;
  consultation.submitter = request.to;
  consultation.sent = request.sent;
  // LAW: EO 12600 sec. 4: the submitter gets a reasonable time to object before disclosure.
  const auto calendars = TRY(calendars_of(workspace));
  consultation.due = request.due
                         ? *request.due
                         : calendars.agency.add_working_days(request.sent, addressee.working_days);
  if (consultation.due < consultation.sent) {
    return Error{ErrorCode::invalid_argument, "the answer would be due before it leaves", ""};
  }
  const auto shipment = TRY(choose_pages(workspace, request, out));
  consultation.pages = shipment.pages;
  out.records = static_cast<std::int64_t>(shipment.pages_of.size());
  out.pages = static_cast<std::int64_t>(shipment.pages.size());
  const auto keys = TRY(workspace.keys());
  out.fingerprint = package::fingerprint(keys.public_key);
  consultation.id.value = TRY(workspace.db().last_consultation()) + 1;
  consultation.code = code_of(workspace, consultation, keys.public_key);
  if (request.is_dry_run) {
    return out;
  }
  if (fs::exists(request.out)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", request.out.string()),
                 "choose another name for the package"};
  }

  package::Manifest manifest;
  manifest.code = consultation.code;
  manifest.kind = std::string(foia::to_string(request.kind));
  manifest.consultation = consultation.id.value;
  manifest.round = consultation.round;
  manifest.matter = matter.name;
  manifest.case_number = matter.case_number_with_initials();
  manifest.request_number = matter.request.number;
  manifest.agency = matter.request.agency;
  manifest.to = addressee.name;
  manifest.received = matter.request.received ? base::to_string(*matter.request.received) : "";
  manifest.sent = consultation.sent;
  manifest.due = consultation.due;
  for (const auto& [id, pages] : shipment.pages_of) {
    const auto description = TRY(description_of(workspace, id));
    for (const int page : pages) {
      manifest.pages.push_back({static_cast<int>(manifest.pages.size()) + 1,
                                foia::control_number(id),
                                page,
                                description,
                                {}});
    }
  }
  package::Files files;
  files["pages.pdf"] = TRY(make_pages(workspace, sandbox, shipment, manifest));
  files["form.xlsx"] = TRY(make_workbook(manifest));
  files["form.csv"] = paper::to_csv(package::form_rows(manifest));
  files["INSTRUCTIONS.txt"] = package::instructions_text(manifest, out.fingerprint);
  files["INSTRUCTIONS.html"] = package::instructions_html(manifest, out.fingerprint);
  const auto letter = TRY(add_letter(workspace, consultation, request.reason, files));
  // They are shown the pages; what goes with these says no more than other papers.
  std::vector<Paper> papers;
  for (const auto& [name, bytes] : files) {
    if (name != "pages.pdf") {
      papers.push_back({request.out / name, bytes});
    }
  }
  const auto staged = TRY(StagedPapers::make(workspace, sandbox, papers));
  out.outgoing = staged.outgoing();
  if (staged.is_refused()) {
    return out;
  }
  const auto sealed = TRY(package::seal(manifest, files, keys));
  consultation.package = TRY(workspace.blobs().put(sealed.manifest));
  consultation.package_file = TRY(workspace.blobs().put(sealed.bytes));

  if (request.out.has_parent_path()) {
    TRY(base::make_directories(request.out.parent_path()));
  }

  // The ledger first: what left can be written again from it, what is not in it never left.
  store::ConsultationSent body;
  body.id = consultation.id;
  body.kind = consultation.kind;
  body.submitter = consultation.submitter;
  body.round = consultation.round;
  body.sent = consultation.sent;
  body.due = consultation.due;
  body.pages = consultation.pages;
  body.code = consultation.code;
  body.package = consultation.package;
  body.package_file = consultation.package_file;
  if (request.kind == ConsultationKind::referral) {
    body.decisions = referral_decisions(request, addressee.name, shipment.pages);
  }
  const auto reason =
      request.reason.empty()
          ? fmt::format("{} {}",
                        request.kind == ConsultationKind::submitter ? "notice to" : "package to",
                        addressee.name)
          : request.reason;
  const auto events = TRY(workspace.record(reason, std::vector<store::Body>{body, letter.body}));
  out.event = events.front().id;
  out.letter = letter.body.number;
  out.package = request.out;
  TRY(write_out(request.out, sealed.bytes));
  return out;
}

Result<SendResult> write_package(Workspace& workspace,
                                 foia::ConsultationId id,
                                 const fs::path& out_path) {
  SendResult out;
  out.consultation = TRY(find_consultation(workspace, id));
  if (fs::exists(out_path)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", out_path.string()),
                 "choose another name for the package"};
  }
  const auto bytes = TRY(workspace.blobs().get(out.consultation.package_file));
  TRY(write_out(out_path, bytes));
  const auto keys = TRY(workspace.keys());
  out.fingerprint = package::fingerprint(keys.public_key);
  out.pages = static_cast<std::int64_t>(out.consultation.pages.size());
  out.package = out_path;
  return out;
}

}  // namespace vaughn::engine
