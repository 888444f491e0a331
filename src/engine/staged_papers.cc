// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/staged_papers.h"

#include <fmt/format.h>
#include <unistd.h>

#include "base/files.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

fs::path with_extension(const fs::path& path, std::string_view extension) {
  auto plain = path.string();
  for (const std::string_view known : {".docx", ".pdf"}) {
    if (plain.ends_with(known)) {
      plain.resize(plain.size() - known.size());
    }
  }
  return plain + std::string(extension);
}

Result<void> check_place(const fs::path& path) {
  if (path.has_parent_path()) {
    TRY(base::make_directories(path.parent_path()));
  }
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code status;
  if (fs::is_directory(path, status) || ::access(folder.c_str(), W_OK | X_OK) != 0) {
    return Error{ErrorCode::io, fmt::format("cannot write {}", path.string()), ""};
  }
  return {};
}

Result<void> move_to(const fs::path& from, const fs::path& to) {
  std::error_code status;
  fs::rename(from, to, status);
  if (!status) {
    return {};
  }
  // On another file system: written beside its place, then renamed.
  const auto bytes = TRY(base::read_file(from));
  return base::write_file(to, bytes);
}

}  // namespace

Result<StagedPapers> StagedPapers::make(Workspace& workspace,
                                        Sandbox& sandbox,
                                        const std::vector<Paper>& papers) {
  base::check(!papers.empty(), "there is something to stage");
  auto work = TRY(WorkDir::make(workspace.work_folder()));
  StagedPapers out(std::move(work));
  OutgoingRequest request;
  for (const auto& paper : papers) {
    // Two may have one name, in different folders.
    const auto folder = out.work_.path() / fmt::to_string(out.places_.size());
    TRY(base::make_directories(folder));
    const auto staged = folder / paper.path.filename();
    TRY(base::write_file(staged, paper.bytes));
    request.places.push_back({staged, outgoing_name(workspace, paper.path)});
    out.places_.emplace_back(staged, paper.path);
  }
  out.outgoing_ = TRY(search_outgoing(workspace, sandbox, request));
  return out;
}

Result<std::vector<fs::path>> StagedPapers::publish(const std::function<Result<void>()>& record) {
  base::check(!is_refused(), "refused papers stay where they are");
  for (const auto& [from, to] : places_) {
    TRY(check_place(to));
  }
  TRY(record());
  std::vector<fs::path> out;
  for (const auto& [from, to] : places_) {
    TRY(move_to(from, to));
    out.push_back(to);
  }
  return out;
}

std::vector<Paper> letter_papers(const fs::path& out, base::Bytes docx, base::Bytes pdf) {
  return {{with_extension(out, ".docx"), std::move(docx)},
          {with_extension(out, ".pdf"), std::move(pdf)}};
}

std::vector<Paper> papers_in(const fs::path& folder,
                             std::vector<std::pair<std::string, base::Bytes>> papers) {
  std::vector<Paper> out;
  for (auto& [name, bytes] : papers) {
    out.push_back({folder / name, std::move(bytes)});
  }
  return out;
}

}  // namespace vaughn::engine
