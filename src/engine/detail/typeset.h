// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/detail/work_folder.h"
#include "engine/workspace.h"
#include "paper/document.h"
#include "paper/office.h"

namespace vaughn::engine {

// A document as Word and as PDF, the PDF without dates and other marks of when it was made.
struct Typeset {
  base::Bytes docx{};
  base::Bytes pdf{};
};

// One LibreOffice for as long as this lives, started at its first use.
class Typesetter {
 public:
  explicit Typesetter(const Workspace& workspace) : folder_(workspace.work_folder()) {}

  base::Result<Typeset> typeset(const paper::Document& document,
                                paper::PdfFlavour flavour = paper::PdfFlavour::rendition);
  // A stranger's office file; the PDF comes from LibreOffice in its own sandbox.
  base::Result<base::Bytes> convert(base::BytesView bytes, std::string_view extension);

 private:
  base::Result<paper::Office*> office();
  std::filesystem::path folder_;
  std::optional<WorkDir> work_{};  // outlives the office, which works in it
  std::optional<paper::Office> office_{};
};

// manifest.json (schema, every file with size and SHA-256), manifest.sig and manifest.pub in the
// folder; returns the hash of the manifest.
base::Result<base::Sha256> write_signed_manifest(const Workspace& workspace,
                                                 const std::filesystem::path& folder,
                                                 std::string_view schema);

}  // namespace vaughn::engine
