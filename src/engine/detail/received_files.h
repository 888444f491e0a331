// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "engine/sandbox.h"

namespace vaughn::engine {

// The files of one installment: of a folder where they lie, of an archive in memory.
class ReceivedFiles {
 public:
  static base::Result<ReceivedFiles> open(Sandbox& sandbox, const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  std::vector<std::string> paths() const;  // with "/"
  base::Result<base::Bytes> read(const std::string& path) const;

 private:
  std::string name_{};
  std::filesystem::path folder_{};
  std::map<std::string, base::Bytes> members_{};
  std::vector<std::string> listed_{};
};

bool is_load_file(const std::filesystem::path& path);  // by its name: .dat, .opt, .lfp

// As people name an installment: a load file stands for the folder it lies in.
base::Result<ReceivedFiles> open_received_files(Sandbox& sandbox,
                                                const std::filesystem::path& given);

}  // namespace vaughn::engine
