// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/typeset.h"

#include <fmt/format.h>

#include "base/files.h"
#include "engine/detail/json_manifest.h"
#include "paper/docx.h"
#include "pdf/assemble.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kTimeout{120};

}  // namespace

Result<paper::Office*> Typesetter::office() {
  if (!office_) {
    work_ = TRY(WorkDir::make(folder_));
    office_ = TRY(paper::Office::start(work_->path()));
  }
  return &*office_;
}

Result<Typeset> Typesetter::typeset(const paper::Document& document, paper::PdfFlavour flavour) {
  Typeset out;
  out.docx = TRY(paper::to_docx(document));
  auto* office = TRY(this->office());
  const auto plain = TRY(paper::to_docx(document, paper::FigureControls::no));
  const auto pdf = TRY(office->to_pdf(plain, "docx", kTimeout, flavour));
  if (flavour == paper::PdfFlavour::archival) {
    out.pdf = pdf;  // without its metadata it would no longer be PDF/A
    return out;
  }
  out.pdf = TRY(pdf::normalise(pdf));
  return out;
}

Result<Bytes> Typesetter::convert(BytesView bytes, std::string_view extension) {
  auto* office = TRY(this->office());
  const auto pdf = TRY(office->to_pdf(bytes, extension));
  return pdf::normalise(pdf);
}

Result<base::Sha256> write_signed_manifest(const Workspace& workspace,
                                           const fs::path& folder,
                                           std::string_view schema) {
  const auto listing = TRY(base::list_files(folder));
  std::vector<ManifestFile> files;
  for (const auto& file : listing.files) {
    const auto bytes = TRY(base::read_file(folder / file));
    files.push_back(
        {file.generic_string(), static_cast<std::int64_t>(bytes.size()), base::Sha256::of(bytes)});
  }
  const auto manifest = manifest_json(schema, files);
  const auto keys = TRY(workspace.keys());
  const auto signature = TRY(base::sign(manifest, keys.secret_key));
  TRY(base::write_file(folder / "manifest.json", manifest));
  TRY(base::write_file(folder / "manifest.sig", signature));
  TRY(base::write_file(folder / "manifest.pub", keys.public_key));
  return base::Sha256::of(manifest);
}

}  // namespace vaughn::engine
