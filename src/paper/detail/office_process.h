// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"

namespace vaughn::paper::detail {

struct OfficePrograms {
  std::filesystem::path install{};  // the folder of soffice.bin
  std::filesystem::path helper{};   // vaughn-office
};

// A missing LibreOffice or helper is not_found.
base::Result<OfficePrograms> find_office(const std::filesystem::path& helper);

// One LibreOffice without windows, kept by the helper. In it a Basic macro of ours serves jobs, one
// at a time, by files in its folder:
//
//   job      three lines: path of the input, path of the PDF, name of the flavour. The macro takes
//            it when it appears under this name.
//   answer   one word: an Answer
class OfficeProcess {
 public:
  // `folder` becomes its home; it may write nowhere else.
  static base::Result<OfficeProcess> start(const OfficePrograms& programs,
                                           base::TempDir folder,
                                           std::uint64_t memory_bytes);
  OfficeProcess(OfficeProcess&& other) noexcept;
  OfficeProcess& operator=(OfficeProcess&&) = delete;
  ~OfficeProcess();

  const std::filesystem::path& folder() const { return folder_.path(); }
  const std::vector<std::string>& weaknesses() const { return weaknesses_; }

  enum class Answer { done, unreadable, not_written, late, died };
  Answer convert(const std::filesystem::path& input,
                 const std::filesystem::path& pdf,
                 std::string_view flavour,
                 std::chrono::milliseconds timeout);

 private:
  explicit OfficeProcess(base::TempDir folder) : folder_(std::move(folder)) {}
  base::Result<void> launch(const OfficePrograms& programs, std::uint64_t memory_bytes);
  base::Result<void> await_start();
  bool is_running();

  base::TempDir folder_;
  int process_ = -1;
  int control_ = -1;  // closed by the end of this process: the helper then ends LibreOffice
  std::filesystem::path socket_{};  // LibreOffice's own; to be removed after it
  std::vector<std::string> weaknesses_{};
};

}  // namespace vaughn::paper::detail
