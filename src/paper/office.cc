// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/office.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/files.h"
#include "base/text.h"
#include "paper/detail/encryption.h"
#include "paper/detail/office_process.h"

namespace vaughn::paper {
namespace {

namespace fs = std::filesystem;
using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using detail::OfficeProcess;
using Answer = OfficeProcess::Answer;

constexpr std::size_t kMaxExtension = 8;

// A file name is made of it, so only plain ones pass.
bool is_extension(std::string_view text) {
  return !text.empty() && text.size() <= kMaxExtension &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

}  // namespace

struct Office::Impl {
  detail::OfficePrograms programs{};
  OfficeOptions options{};
  base::TempDir folder;
  std::optional<OfficeProcess> process{};
  int documents = 0;  // by this process
  std::vector<std::string> weaknesses{};

  Impl(detail::OfficePrograms found, OfficeOptions given, base::TempDir temp)
      : programs(std::move(found)), options(std::move(given)), folder(std::move(temp)) {}

  Result<void> ensure_process() {
    if (process && documents >= options.documents_per_process) {
      process.reset();
    }
    if (!process) {
      auto home = TRY(base::TempDir::make(folder.path()));
      auto started = TRY(OfficeProcess::start(programs, std::move(home), options.memory_bytes));
      process.emplace(std::move(started));
      weaknesses = process->weaknesses();
      documents = 0;
    }
    ++documents;
    return {};
  }
};

Office::Office(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Office::Office(Office&&) noexcept = default;
Office& Office::operator=(Office&&) noexcept = default;
Office::~Office() = default;

Result<Office> Office::start(const fs::path& temp_dir, const OfficeOptions& options) {
  auto programs = TRY(detail::find_office(options.helper));
  // Absolute: LibreOffice runs in a folder of its own.
  std::error_code ignored;
  auto folder = TRY(base::TempDir::make(fs::absolute(temp_dir, ignored)));
  return Office(std::make_unique<Impl>(std::move(programs), options, std::move(folder)));
}

Result<Bytes> Office::to_pdf(BytesView document,
                             std::string_view extension,
                             std::chrono::milliseconds timeout,
                             PdfFlavour flavour) {
  if (!is_extension(extension)) {
    return Error{ErrorCode::invalid_argument, "not an extension of an office file", ""};
  }
  const auto kind = base::ascii_lower(extension);
  constexpr int kTries = 2;
  for (int attempt = 0; attempt < kTries; ++attempt) {
    TRY(impl_->ensure_process());
    const auto input = impl_->process->folder() / ("input." + kind);
    const auto output = impl_->process->folder() / "output.pdf";
    TRY(base::write_file(input, document));
    const auto answer = impl_->process->convert(
        input, output, flavour == PdfFlavour::archival ? "archival" : "rendition", timeout);
    if (answer == Answer::done) {
      auto pdf = base::read_file(output);
      std::error_code ignored;
      fs::remove(input, ignored);
      fs::remove(output, ignored);
      if (pdf && pdf->starts_with("%PDF-")) {
        return pdf;
      }
    }
    // A clean refusal for want of a password is no reason to start anew; all else is.
    const bool is_encrypted = answer == Answer::unreadable && detail::needs_password(document);
    if (!is_encrypted) {
      impl_->process.reset();
    }
    switch (answer) {
      case Answer::unreadable:
        if (is_encrypted) {
          return Error{ErrorCode::encrypted,
                       "the file is protected by a password",
                       "remove the password and add the file again"};
        }
        return Error{
            ErrorCode::damaged, fmt::format("LibreOffice cannot read the file as {}", kind), ""};
      case Answer::done:
      case Answer::not_written:
        return Error{ErrorCode::damaged, "LibreOffice cannot make a PDF of the file", ""};
      case Answer::late:
        return Error{ErrorCode::limit,
                     fmt::format("LibreOffice took longer than {} ms", timeout.count()),
                     ""};
      case Answer::died: break;
    }
  }
  return Error{ErrorCode::crashed, "LibreOffice crashed on the file twice", ""};
}

const std::vector<std::string>& Office::weaknesses() const {
  return impl_->weaknesses;
}

}  // namespace vaughn::paper
