// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::paper {

struct OfficeOptions {
  std::filesystem::path helper{};  // the program vaughn-office; empty: looked for beside our own
  int documents_per_process = 100;
  std::uint64_t memory_bytes = 8ull << 30;  // address space of the worker; 0 is unlimited
};

enum class PdfFlavour {
  rendition,  // tagged, fonts embedded
  archival,   // the same as PDF/A-2b: for filings
};

// One warm LibreOffice in a process of its own, for our documents and for strangers' alike: macros
// off, no network, no other programs, and no files but its own and those of the system; what the
// kernel refused to enforce is in weaknesses(). The process is replaced after a number of documents
// and after every failure. Used by one thread at a time; start one per thread.
//
// A rendition shows hidden slides and speaker's notes too, and the comments of a text on a page
// after it. Fields that stand for the current date show the day of the conversion. The PDF is not
// the same twice to the byte: LibreOffice writes the time and a random /ID.
class Office {
 public:
  // Keeps its profile and files in a private folder below `temp_dir`, removed at the end. Starting
  // is lazy: a missing LibreOffice is an error here, a broken one an error of to_pdf().
  static base::Result<Office> start(const std::filesystem::path& temp_dir,
                                    const OfficeOptions& options = {});
  Office(Office&&) noexcept;
  Office& operator=(Office&&) noexcept;
  ~Office();

  // Converts one file, whose kind is told by its extension: docx, doc, odt, rtf, xlsx, pptx ...
  // damaged: cannot be read. encrypted: needs a password. limit: out of time. crashed: the process
  // died on it twice; a fresh one gets a second try.
  base::Result<base::Bytes> to_pdf(base::BytesView document,
                                   std::string_view extension,
                                   std::chrono::milliseconds timeout = std::chrono::seconds(60),
                                   PdfFlavour flavour = PdfFlavour::rendition);

  // Protections this machine does not offer, each as a short sentence; empty is best.
  const std::vector<std::string>& weaknesses() const;

 private:
  struct Impl;
  explicit Office(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::paper
