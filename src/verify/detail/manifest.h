// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/geometry.h"
#include "base/result.h"
#include "verify/verify.h"

namespace vaughn::verify {

// manifest.json as its signed claims, before any of them is believed.

struct ClaimedFile {
  std::string path{};
  std::int64_t size = 0;
  std::string sha256{};
};

struct ClaimedBox {
  base::Rect label_box{};             // where its exemption stands
  base::Rect box{};                   // PDF user space of the page
  std::vector<std::string> claims{};  // "(b)(3): 41 U.S.C. 4702"
};

struct ClaimedPage {
  std::string bates{};
  std::int64_t number = 0;
  std::string outcome{};
  std::vector<std::string> claims{};
  double width = 0;
  double height = 0;
  std::vector<ClaimedBox> boxes{};
};

struct ClaimedRecord {
  std::string control{};
  std::string begin{};
  std::string end{};
  std::string family_begin{};
  std::string family_end{};
  std::string pdf{};
  std::string text{};
  std::string vaughn_entry{};
  std::optional<bool> is_archival{};  // whether it says that its PDF is marked as PDF/A-2b
  std::vector<ClaimedPage> pages{};
};

struct ProofLine {
  std::string check{};
  std::int64_t examined = 0;
  std::int64_t failed = 0;
};

struct Manifest {
  std::string volume{};
  int installment = 0;
  std::string supersedes{};
  std::string request_number{};
  std::string prefix{};
  int width = 0;
  Counts counts{};
  std::vector<ProofLine> proof{};
  std::vector<ClaimedFile> files{};
  std::vector<ClaimedRecord> records{};
};

// Only schema "vaughn.manifest/1"; every key must be there with its type.
base::Result<Manifest> parse_manifest(base::BytesView json);

// "(b)(6)" of "(b)(6)", "(b)(3)" of "(b)(3): 41 U.S.C. 4702".
std::string code_of(const std::string& claim);

}  // namespace vaughn::verify
