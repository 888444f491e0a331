// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/consult.h"
#include "engine/detail/consult.h"
#include "engine/detail/pages.h"
#include "engine/detail/returned.h"
#include "foia/exemption.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// A reply in whatever form, in terms of the package.
struct Received {
  std::string form{};
  std::string key{};
  package::Answer answer{};
  std::vector<foia::ReturnFinding> findings{};
  std::set<int> unanswered{};        // pages of the package
  std::vector<bool> snaps{};         // by mark: its box is of marked text
  std::vector<std::string> where{};  // by mark: "page 3, Highlight"
  std::vector<std::string> problems{};
};

Error is_for_another(const std::string& what) {
  return {ErrorCode::invalid_argument, what, "`vaughn consult status` lists what is out"};
}

Error listed(const std::vector<std::string>& problems, std::string_view noun) {
  return {ErrorCode::invalid_argument,
          fmt::format("{} of the reply cannot be taken; nothing was imported",
                      base::plural(static_cast<long long>(problems.size()), noun)),
          base::join(problems, "\n")};
}

Result<package::Manifest> manifest_of(Workspace& workspace,
                                      const foia::Consultation& consultation) {
  if (consultation.package_file.is_zero()) {
    return Error{ErrorCode::unsupported,
                 fmt::format("consultation {} left as a folder, by an earlier program",
                             consultation.id.value),
                 "undo it and send a sealed package"};
  }
  const auto json = TRY(workspace.blobs().get(consultation.package));
  return package::manifest_from_json(json);
}

Result<Received> from_reply(Workspace& workspace,
                            Sandbox& sandbox,
                            const foia::Consultation& consultation,
                            Bytes bytes) {
  auto opened = TRY(open_reply(sandbox, std::move(bytes)));
  if (opened.reply.package != consultation.package) {
    const auto all = TRY(workspace.db().consultations());
    for (const auto& other : all) {
      if (other.package == opened.reply.package) {
        return is_for_another(fmt::format("this reply answers consultation {}", other.id.value));
      }
    }
    return is_for_another("this reply answers no package of this matter");
  }
  Received out;
  out.form = "reply";
  out.key = package::fingerprint(opened.public_key);
  out.answer = std::move(opened.reply.answer);
  for (const auto& mark : out.answer.marks) {
    out.where.push_back(fmt::format("page {}", mark.page));
    out.snaps.push_back(false);
  }
  return out;
}

Result<Received> from_sheet(Sandbox& sandbox,
                            const package::Manifest& manifest,
                            const std::string& name,
                            Bytes bytes) {
  const auto rows = TRY(read_sheet(sandbox, name, std::move(bytes)));
  auto form = TRY(package::read_form(rows, manifest));
  Received out;
  out.form = "spreadsheet";
  out.answer = std::move(form.answer);
  out.problems = std::move(form.problems);
  for (const int page : form.missing_pages) {
    out.findings.push_back({foia::PageReturn::missing, page, 0});
    out.unanswered.insert(page);
  }
  for (const int row : form.rows) {
    out.where.push_back(fmt::format("row {}", row));
    out.snaps.push_back(false);
  }
  return out;
}

bool marks_a_place(const pdf::Remark& remark) {
  static const std::set<std::string, std::less<>> kPlaces{"Circle",
                                                          "Highlight",
                                                          "Ink",
                                                          "Polygon",
                                                          "Redact",
                                                          "Square",
                                                          "Squiggly",
                                                          "StrikeOut",
                                                          "Underline"};
  return kPlaces.contains(remark.kind) && !remark.boxes.empty();
}

// The ground that the comment begins with, else the usual one of a submitter.
std::string ground_of(const std::string& comment, foia::ConsultationKind kind) {
  if (kind == foia::ConsultationKind::submitter) {
    return base::ascii_lower(comment).starts_with("trade secret") ? "trade_secret" : "commercial";
  }
  // "(b)(5): deliberative process; it recommends", "(b)(6) a private name"
  for (const auto end : {comment.find(';'), comment.find(' ')}) {
    const auto first = comment.substr(0, end);
    if (foia::ExemptionClaim::parse(first)) {
      return first;
    }
  }
  return "";
}

Result<Bytes> original_pages(Workspace& workspace, const foia::Consultation& consultation) {
  // Our own file, whose hash the blob store has just checked.
  const auto sealed = TRY(workspace.blobs().get(consultation.package_file));
  auto opened = TRY(package::open(sealed));
  return std::move(opened.files.at("pages.pdf"));
}

foia::PageReturn return_of(pdf::MatchKind kind) {
  switch (kind) {
    case pdf::MatchKind::same: return foia::PageReturn::same;
    case pdf::MatchKind::redrawn: return foia::PageReturn::redrawn;
    case pdf::MatchKind::altered: return foia::PageReturn::altered;
    case pdf::MatchKind::missing: return foia::PageReturn::missing;
    case pdf::MatchKind::added: return foia::PageReturn::added;
  }
  return foia::PageReturn::altered;
}

void add_remark(const pdf::Remark& remark,
                int page,
                foia::ConsultationKind kind,
                const std::string& statement,
                Received& out) {
  const auto where = fmt::format("page {}, {}", page, remark.kind);
  if (!marks_a_place(remark)) {
    // Said, but of no place: kept word for word with the reply.
    if (!remark.comment.empty()) {
      out.answer.statement += (out.answer.statement.empty() ? "" : "\n") +
                              fmt::format("page {}: {}", page, remark.comment);
    }
    return;
  }
  for (const auto& box : remark.boxes) {
    package::Mark mark;
    mark.page = page;
    mark.box = box;
    mark.ground = ground_of(remark.comment, kind);
    mark.reason = remark.comment.empty() ? statement : remark.comment;
    out.answer.marks.push_back(std::move(mark));
    out.snaps.push_back(remark.marks_text);
    out.where.push_back(where);
  }
}

Result<Received> from_pdf(Workspace& workspace,
                          Sandbox& sandbox,
                          const foia::Consultation& consultation,
                          const package::Manifest& manifest,
                          const Bytes& bytes) {
  const auto original = TRY(original_pages(workspace, consultation));
  const auto returned = TRY(read_returned_pdf(sandbox, original, bytes));
  Received out;
  out.form = "pdf";
  const int count = static_cast<int>(manifest.pages.size());
  std::map<int, int> page_of;  // in the file that came back -> of the package
  bool is_ours = false;
  for (const auto& match : returned.pages) {
    if (match.original > count) {
      page_of[match.returned] = 0;  // the form
      continue;
    }
    const auto what = return_of(match.kind);
    const bool is_intact = what == foia::PageReturn::same || what == foia::PageReturn::redrawn;
    is_ours = is_ours || (match.original > 0 && match.returned > 0);
    if (what != foia::PageReturn::same) {
      out.findings.push_back({what, match.original, match.returned});
    }
    if (is_intact) {
      page_of[match.returned] = match.original;
    } else if (match.original > 0) {
      out.unanswered.insert(match.original);
    }
  }
  for (const auto& field : returned.remarks.fields) {
    if (field.name == "package") {
      out.answer.code = field.value;
    } else if (field.name == "by") {
      out.answer.by = field.value;
    } else if (field.name == "title") {
      out.answer.title = field.value;
    } else if (field.name == "statement") {
      out.answer.statement = field.value;
    }
  }
  if (!is_ours || (!out.answer.code.empty() && out.answer.code != manifest.code)) {
    return is_for_another(
        out.answer.code.empty()
            ? "this PDF holds no page of the package"
            : fmt::format("this PDF answers package {}, not {}", out.answer.code, manifest.code));
  }
  const auto statement = out.answer.statement;
  for (const auto& remark : returned.remarks.remarks) {
    const auto page = page_of.find(remark.page);
    if (page == page_of.end()) {
      out.problems.push_back(fmt::format(
          "page {} of the file, {}: the page is not as it left", remark.page, remark.kind));
    } else if (page->second > 0) {
      add_remark(remark, page->second, consultation.kind, statement, out);
    }
  }
  return out;
}

base::Rect to_record(const package::Page& page, const base::Rect& box) {
  const pdf::Transform placed{page.placed[0],
                              page.placed[1],
                              page.placed[2],
                              page.placed[3],
                              page.placed[4],
                              page.placed[5]};
  return placed.inverted().apply(box);
}

// The runs of words whose middle lies in the box: what a reader meant to mark, though the marker
// reaches into the lines above and below.
std::vector<base::Rect> marked_words(const pdf::PageText& text, const base::Rect& box) {
  std::vector<base::Rect> out;
  std::size_t first = 0;
  std::size_t count = 0;
  const auto flush = [&] {
    if (count > 0) {
      const auto boxes = pdf::boxes_of_words(text, first, count);
      out.insert(out.end(), boxes.begin(), boxes.end());
    }
    count = 0;
  };
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const auto& word = text.words[i].box;
    const double x = (word.x0 + word.x1) / 2;
    const double y = (word.y0 + word.y1) / 2;
    if (x < box.x0 || x > box.x1 || y < box.y0 || y > box.y1) {
      flush();
      continue;
    }
    first = count == 0 ? i : first;
    ++count;
  }
  flush();
  return out.empty() ? std::vector<base::Rect>{box} : out;
}

struct Place {
  base::Rect box{};
  std::string text{};
};

Result<std::vector<Place>> places_of(const package::Mark& mark,
                                     bool is_marked_text,
                                     const package::Page& page,
                                     const ReadPage& read) {
  std::vector<Place> out;
  if (!mark.words.empty()) {
    for (const auto& match : pdf::find_phrase(read.text, mark.words)) {
      for (const auto& box : match.boxes) {
        out.push_back({box, match.text});
      }
    }
    if (out.empty()) {
      return Error{ErrorCode::not_found, "the words are not on the page", ""};
    }
    return out;
  }
  const auto box = base::intersection(to_record(page, mark.box), read.shown);
  if (box.is_empty()) {
    return Error{ErrorCode::not_found, "the box lies beside the page", ""};
  }
  const auto boxes = is_marked_text ? marked_words(read.text, box) : std::vector<base::Rect>{box};
  for (const auto& one : boxes) {
    out.push_back({one, pdf::text_under(read.text, one)});
  }
  return out;
}

bool is_same_place(const foia::Objection& a, const foia::Objection& b) {
  constexpr double kSlack = 0.5;
  return a.record == b.record && a.page == b.page && a.ground == b.ground && a.reason == b.reason &&
         std::abs(a.box.x0 - b.box.x0) < kSlack && std::abs(a.box.y0 - b.box.y0) < kSlack &&
         std::abs(a.box.x1 - b.box.x1) < kSlack && std::abs(a.box.y1 - b.box.y1) < kSlack;
}

// What is missing from a mark, or nothing.
std::string fault_of(const package::Mark& mark, const foia::Consultation& consultation) {
  if (consultation.kind == foia::ConsultationKind::submitter) {
    // LAW: 6 CFR 5.7: an objection states its grounds, for Exemption 4 part by part.
    if (mark.ground != "trade_secret" && mark.ground != "commercial") {
      return mark.ground.empty()
                 ? "it has no ground: trade_secret or commercial"
                 : fmt::format("'{}' is no ground: trade_secret or commercial", mark.ground);
    }
  } else if (!foia::parse_claims(mark.ground) || mark.ground.empty()) {
    return "it names no exemption";
  }
  return mark.reason.empty() ? "it has no reason" : "";
}

bool is_whole_page(const base::Rect& box, const base::Rect& shown) {
  constexpr double kMost = 0.9;
  return box.width() * box.height() >= kMost * shown.width() * shown.height();
}

// Marks in terms of the package -> objections on pages of records.
Result<std::vector<foia::Objection>> place(Workspace& workspace,
                                           Sandbox& sandbox,
                                           const package::Manifest& manifest,
                                           Received& received,
                                           ReturnResult& out) {
  const auto& consultation = out.consultation;
  PageCache cache(workspace, sandbox);
  std::vector<foia::Objection> objections;
  int next = 0;
  for (const auto& objection : consultation.objections) {
    next = std::max(next, objection.number);
  }
  for (std::size_t i = 0; i < received.answer.marks.size(); ++i) {
    const auto& mark = received.answer.marks[i];
    const auto& where = received.where[i];
    if (mark.page < 1 || mark.page > static_cast<int>(manifest.pages.size())) {
      received.problems.push_back(where + ": there is no such page in the package");
      continue;
    }
    if (received.unanswered.contains(mark.page)) {
      out.not_taken.push_back(where + ": the page is not as it left");
      continue;
    }
    if (const auto fault = fault_of(mark, consultation); !fault.empty()) {
      received.problems.push_back(where + ": " + fault);
      continue;
    }
    const auto& ref = consultation.pages.at(static_cast<std::size_t>(mark.page - 1));
    const auto* pages = TRY(cache.read(ref.record));
    const auto& read = pages->at(static_cast<std::size_t>(ref.page - 1));
    const auto places = places_of(
        mark, received.snaps[i], manifest.pages[static_cast<std::size_t>(mark.page - 1)], read);
    if (!places) {
      received.problems.push_back(where + ": " + places.error().message);
      continue;
    }
    ++out.objections;
    for (const auto& found : *places) {
      foia::Objection objection;
      objection.record = ref.record;
      objection.page = ref.page;
      objection.box = found.box;
      objection.ground = mark.ground;
      objection.reason = mark.reason;
      objection.text = found.text;
      out.whole_pages += is_whole_page(found.box, read.shown) ? 1 : 0;
      const auto is_known = [&](const foia::Objection& other) {
        return is_same_place(objection, other);
      };
      if (std::any_of(consultation.objections.begin(), consultation.objections.end(), is_known) ||
          std::any_of(objections.begin(), objections.end(), is_known)) {
        ++out.already;
        continue;
      }
      objection.number = ++next;
      objections.push_back(std::move(objection));
    }
  }
  return objections;
}

// Nothing that left and came back otherwise is taken without a word.
Result<void> refuse_findings(const ReturnResult& out) {
  std::vector<std::string> lines;
  for (const auto& finding : out.findings) {
    switch (finding.what) {
      case foia::PageReturn::same:
      case foia::PageReturn::redrawn: break;
      case foia::PageReturn::missing:
        lines.push_back(fmt::format("page {} is missing", finding.package_page));
        break;
      case foia::PageReturn::altered:
        lines.push_back(fmt::format("page {} is altered", finding.package_page));
        break;
      case foia::PageReturn::added:
        lines.push_back(fmt::format("page {} of the file was not sent", finding.returned_page));
        break;
    }
  }
  if (lines.empty()) {
    return {};
  }
  lines.emplace_back("--despite-findings takes the rest and leaves these pages out for an answer");
  return Error{ErrorCode::conflict,
               "what came back is not what left; nothing was imported",
               base::join(lines, "\n")};
}

std::vector<foia::PageRef> refs(const foia::Consultation& consultation,
                                const std::set<int>& pages) {
  std::vector<foia::PageRef> out;
  for (const int page : pages) {
    if (page >= 1 && page <= static_cast<int>(consultation.pages.size())) {
      out.push_back(consultation.pages[static_cast<std::size_t>(page - 1)]);
    }
  }
  return out;
}

}  // namespace

Result<ReturnResult> take_back(Workspace& workspace,
                               Sandbox& sandbox,
                               const ReturnRequest& request) {
  ReturnResult out;
  out.consultation = TRY(find_consultation(workspace, request.id));
  auto& consultation = out.consultation;
  auto bytes = TRY(base::read_file(request.reply));
  const auto hash = base::Sha256::of(bytes);
  const auto name = request.reply.filename().string();
  const auto all = TRY(workspace.db().consultations());
  for (const auto& other : all) {
    for (const auto& reply : other.returns) {
      if (reply.reply == hash && other.id != request.id) {
        return is_for_another(
            fmt::format("{} was imported as the reply to consultation {}", name, other.id.value));
      }
      out.is_already_here = out.is_already_here || reply.reply == hash;
    }
  }
  if (out.is_already_here) {
    return out;
  }
  if (consultation.kind == foia::ConsultationKind::referral) {
    return Error{ErrorCode::conflict,
                 fmt::format("consultation {} is a referral", request.id.value),
                 "the other agency answers the requester; nothing comes back"};
  }
  if (foia::has_step(consultation, foia::ConsultationStepKind::closed)) {
    return Error{ErrorCode::conflict,
                 fmt::format("consultation {} is closed", request.id.value),
                 "undo the closing first: vaughn undo"};
  }
  if (request.returned < consultation.sent) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("it left on {} and cannot have come back before",
                             base::to_string(consultation.sent)),
                 ""};
  }
  const auto manifest = TRY(manifest_of(workspace, consultation));
  const auto kind = package::kind_of(bytes);
  if (kind == package::Kind::package) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} is a package, not a reply", name),
                 "the reply is made from it: vaughn package reply"};
  }
  Received received;
  if (kind == package::Kind::reply) {
    received = TRY(from_reply(workspace, sandbox, consultation, bytes));
  } else if (bytes.substr(0, 1024).find("%PDF-") != Bytes::npos) {
    received = TRY(from_pdf(workspace, sandbox, consultation, manifest, bytes));
  } else {
    received = TRY(from_sheet(sandbox, manifest, name, bytes));
  }
  out.form = received.form;
  out.by = received.answer.by;
  out.key = received.key;
  out.findings = received.findings;
  // LAW: 6 CFR 5.7: what comes after the time given need not be considered.
  out.is_late = request.returned > foia::due_date(consultation);
  auto objections = TRY(place(workspace, sandbox, manifest, received, out));
  if (request.despite_findings) {
    std::erase_if(received.problems, [&](const std::string& problem) {
      const bool is_of_finding = problem.ends_with("the page is not as it left");
      if (is_of_finding) {
        out.not_taken.push_back(problem);
      }
      return is_of_finding;
    });
  } else {
    TRY(refuse_findings(out));
  }
  if (!received.problems.empty()) {
    return listed(received.problems, received.form == "spreadsheet" ? "row" : "mark");
  }
  out.places = static_cast<std::int64_t>(objections.size());
  std::set<foia::PageRef> touched;
  for (const auto& objection : objections) {
    touched.insert({objection.record, objection.page});
  }
  for (const auto& objection : consultation.objections) {
    touched.insert({objection.record, objection.page});
  }
  const auto unanswered = refs(consultation, received.unanswered);
  touched.insert(unanswered.begin(), unanswered.end());
  out.pages_clear = static_cast<std::int64_t>(consultation.pages.size() - touched.size());
  out.not_theirs =
      refs(consultation, {received.answer.not_ours.begin(), received.answer.not_ours.end()});
  if (request.is_dry_run) {
    return out;
  }
  store::ConsultationReturned body;
  body.id = request.id;
  body.returned = request.returned;
  body.objections = std::move(objections);
  body.reply = TRY(workspace.blobs().put(bytes));
  body.form = out.form;
  body.by =
      received.answer.title.empty() ? out.by : fmt::format("{}, {}", out.by, received.answer.title);
  body.key = out.key;
  body.statement = received.answer.statement;
  body.is_late = out.is_late;
  body.findings = out.findings;
  body.unanswered = unanswered;
  body.not_theirs = out.not_theirs;
  const auto event = TRY(workspace.record("reply taken back", body));
  out.event = event.id;
  out.consultation = TRY(find_consultation(workspace, request.id));
  return out;
}

}  // namespace vaughn::engine
