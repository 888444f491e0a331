// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/package.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/pages.h"
#include "engine/detail/returned.h"
#include "foia/exemption.h"
#include "package/form.h"
#include "package/package.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// A box that no page is larger than.
constexpr base::Rect kWholePage{0, 0, 1e6, 1e6};

fs::path draft_path(const fs::path& package) {
  return package.string() + ".marks";
}

Result<package::Opened> read_package(Sandbox& sandbox, const fs::path& path) {
  auto bytes = TRY(base::read_file(path));
  if (package::kind_of(bytes) == package::Kind::reply) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} is a reply, not a package", path.filename().string()),
                 "the agency imports it: vaughn consult import"};
  }
  return open_package(sandbox, std::move(bytes));
}

Result<package::Draft> read_draft(const fs::path& path, const package::Opened& opened) {
  package::Draft draft;
  draft.package = opened.digest;
  if (!fs::exists(draft_path(path))) {
    return draft;
  }
  const auto text = TRY(base::read_file(draft_path(path)));
  draft = TRY(package::draft_from_json(text));
  if (draft.package != opened.digest) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} is of another package", draft_path(path).filename().string()),
                 "move it away, or give this package another name"};
  }
  return draft;
}

Result<void> write_draft(const fs::path& path, const package::Draft& draft) {
  return base::write_file(draft_path(path), package::draft_to_json(draft), base::Durable::yes);
}

PackageView view_of(const package::Opened& opened, const package::Draft& draft) {
  const auto& manifest = opened.manifest;
  PackageView out{.code = manifest.code,
                  .kind = manifest.kind,
                  .consultation = manifest.consultation,
                  .round = manifest.round,
                  .matter = manifest.matter,
                  .request_number = manifest.request_number,
                  .agency = manifest.agency,
                  .to = manifest.to,
                  .sent = manifest.sent,
                  .due = manifest.due,
                  .digest = opened.digest,
                  .fingerprint = package::fingerprint(opened.public_key)};
  for (const auto& page : manifest.pages) {
    const auto marks = std::count_if(draft.marks.begin(), draft.marks.end(), [&](const auto& mark) {
      return mark.page == page.number;
    });
    const bool is_not_ours = std::find(draft.not_ours.begin(), draft.not_ours.end(), page.number) !=
                             draft.not_ours.end();
    out.pages.push_back({page.number,
                         page.record,
                         page.record_page,
                         page.description,
                         static_cast<int>(marks),
                         is_not_ours});
  }
  for (const auto& file : manifest.files) {
    out.files.push_back({file.path, file.size, file.sha256});
  }
  for (const auto& mark : draft.marks) {
    out.marks.push_back({static_cast<int>(out.marks.size()) + 1,
                         mark.page,
                         mark.words,
                         mark.box,
                         mark.ground,
                         mark.reason});
  }
  return out;
}

Result<void> check_page(const package::Manifest& manifest, int page) {
  if (page < 1 || page > static_cast<int>(manifest.pages.size())) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("the package has no page {}; it has {}", page, manifest.pages.size()),
                 ""};
  }
  return {};
}

Result<void> check_ground(const package::Manifest& manifest, const MarkPackage& request) {
  if (manifest.kind == "submitter") {
    if (request.ground != "trade_secret" && request.ground != "commercial") {
      return Error{ErrorCode::invalid_argument,
                   request.ground.empty()
                       ? "the mark has no ground"
                       : fmt::format("'{}' is no ground of an objection", request.ground),
                   "use one of: trade_secret, commercial"};
    }
  } else {
    TRY(foia::parse_claims(request.ground));
    if (request.ground.empty()) {
      return Error{
          ErrorCode::invalid_argument, "the mark names no exemption", "add --ground '(b)(5)'"};
    }
  }
  if (request.reason.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "the mark has no reason",
                 "add --reason TEXT: who keeps it private and how, and what disclosure would harm"};
  }
  return {};
}

}  // namespace

std::optional<base::Rect> parse_box(std::string_view text) {
  return package::parse_box(text);
}

Result<PackageView> look_at_package(Sandbox& sandbox, const fs::path& path) {
  const auto opened = TRY(read_package(sandbox, path));
  const auto draft = TRY(read_draft(path, opened));
  return view_of(opened, draft);
}

Result<PackageView> unpack_package(Sandbox& sandbox, const fs::path& path, const fs::path& folder) {
  const auto opened = TRY(read_package(sandbox, path));
  if (fs::exists(folder)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", folder.string()),
                 "name a new folder"};
  }
  TRY(base::make_directories(folder));
  for (const auto& [name, bytes] : opened.files) {
    TRY(base::write_file(folder / name, bytes));
  }
  TRY(base::write_file(folder / "manifest.json", package::manifest_to_json(opened.manifest)));
  const auto draft = TRY(read_draft(path, opened));
  return view_of(opened, draft);
}

Result<MarkPackageResult> mark_package(Sandbox& sandbox, const MarkPackage& request) {
  auto opened = TRY(read_package(sandbox, request.package));
  auto draft = TRY(read_draft(request.package, opened));
  TRY(check_ground(opened.manifest, request));
  const int count = static_cast<int>(opened.manifest.pages.size());
  if (request.page != 0 || request.words.empty()) {
    TRY(check_page(opened.manifest, request.page));
  }
  MarkPackageResult out;
  std::vector<package::Mark> marks;
  package::Mark mark;
  mark.page = request.page;
  mark.ground = request.ground;
  mark.reason = request.reason;
  const auto encoded =
      TRY(sandbox.run({Task::page_texts, {}, std::move(opened.files.at("pages.pdf"))}));
  const auto texts = TRY(decode_page_texts(encoded));
  if (!request.words.empty()) {
    mark.words = request.words;
    for (int page = 1; page <= count; ++page) {
      if ((request.page != 0 && page != request.page) || page > static_cast<int>(texts.size())) {
        continue;
      }
      const auto found =
          pdf::find_phrase(texts[static_cast<std::size_t>(page - 1)].text, request.words);
      if (!found.empty()) {
        out.places += static_cast<std::int64_t>(found.size());
        mark.page = page;
        marks.push_back(mark);
      }
    }
    if (marks.empty()) {
      return Error{ErrorCode::not_found,
                   request.page == 0
                       ? std::string("the words stand on no page of the package")
                       : fmt::format("the words do not stand on page {}", request.page),
                   "write them as they stand on the page, or draw a box: --box X0,Y0,X1,Y1"};
    }
  } else {
    mark.box = request.is_whole_page ? kWholePage : request.box;
    if (mark.box.is_empty()) {
      return Error{ErrorCode::invalid_argument,
                   "it is not said what to mark",
                   "give --words TEXT, --box X0,Y0,X1,Y1 or --whole-page"};
    }
    if (request.page <= static_cast<int>(texts.size()) &&
        base::intersection(mark.box, texts[static_cast<std::size_t>(request.page - 1)].shown)
            .is_empty()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("the box lies beside page {}", request.page),
                   "coordinates are points from the lower left corner of the page"};
    }
    ++out.places;
    marks.push_back(mark);
  }
  for (auto& one : marks) {
    if (std::find(draft.marks.begin(), draft.marks.end(), one) != draft.marks.end()) {
      ++out.already;
      continue;
    }
    ++out.added;
    draft.marks.push_back(std::move(one));
  }
  TRY(write_draft(request.package, draft));
  out.package = view_of(opened, draft);
  return out;
}

Result<PackageView> remove_package_marks(Sandbox& sandbox,
                                         const fs::path& path,
                                         const std::vector<int>& numbers) {
  const auto opened = TRY(read_package(sandbox, path));
  auto draft = TRY(read_draft(path, opened));
  const std::set<int> wanted(numbers.begin(), numbers.end());
  for (const int number : wanted) {
    if (number < 1 || number > static_cast<int>(draft.marks.size())) {
      return Error{ErrorCode::not_found,
                   fmt::format("there is no mark {}", number),
                   "`vaughn package info` lists them"};
    }
  }
  std::vector<package::Mark> kept;
  for (std::size_t i = 0; i < draft.marks.size(); ++i) {
    if (!wanted.contains(static_cast<int>(i) + 1)) {
      kept.push_back(std::move(draft.marks[i]));
    }
  }
  draft.marks = std::move(kept);
  TRY(write_draft(path, draft));
  return view_of(opened, draft);
}

Result<PackageView> disown_pages(Sandbox& sandbox,
                                 const fs::path& path,
                                 const std::vector<int>& pages) {
  const auto opened = TRY(read_package(sandbox, path));
  auto draft = TRY(read_draft(path, opened));
  std::set<int> all(draft.not_ours.begin(), draft.not_ours.end());
  for (const int page : pages) {
    TRY(check_page(opened.manifest, page));
    all.insert(page);
  }
  draft.not_ours.assign(all.begin(), all.end());
  TRY(write_draft(path, draft));
  return view_of(opened, draft);
}

Result<ReplyResult> reply_to_package(Sandbox& sandbox, const ReplyRequest& request) {
  const auto opened = TRY(read_package(sandbox, request.package));
  const auto draft = TRY(read_draft(request.package, opened));
  if (base::trim(request.by).empty()) {
    return Error{ErrorCode::invalid_argument, "who answers?", "add --by NAME"};
  }
  if (opened.manifest.kind == "referral") {
    return Error{ErrorCode::conflict,
                 "the pages are referred to you: no reply goes back",
                 "you answer the requester directly"};
  }
  if (fs::exists(request.out)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} exists already", request.out.string()),
                 "choose another name for the reply"};
  }
  package::Reply reply;
  reply.package = opened.digest;
  reply.at = request.at;
  reply.answer.code = opened.manifest.code;
  reply.answer.by = request.by;
  reply.answer.title = request.title;
  reply.answer.statement = request.statement;
  reply.answer.marks = draft.marks;
  reply.answer.not_ours = draft.not_ours;
  const auto keys = TRY(base::make_key_pair());
  const auto sealed = TRY(package::seal_reply(reply, keys));
  if (request.out.has_parent_path()) {
    TRY(base::make_directories(request.out.parent_path()));
  }
  TRY(base::write_file(request.out, sealed, base::Durable::yes));
  ReplyResult out;
  out.package = view_of(opened, draft);
  out.fingerprint = package::fingerprint(keys.public_key);
  out.reply = request.out;
  std::set<int> marked;
  for (const auto& mark : draft.marks) {
    marked.insert(mark.page);
    out.whole_pages += mark.box == kWholePage ? 1 : 0;
  }
  out.marks = static_cast<std::int64_t>(draft.marks.size());
  out.pages_marked = static_cast<std::int64_t>(marked.size());
  return out;
}

}  // namespace vaughn::engine
