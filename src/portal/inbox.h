// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/hash.h"
#include "base/result.h"
#include "portal/request.h"

// Requests of the portal on disk. The portal deletes its copy once it has our answer, so everything
// is flushed to the disk before there is one.
//
//   INBOX/requests/REQUEST_ID/   one case: body.json as received, receipt.json as answered
//     conflicts/SHA256.json      other bodies that came under the same id, and when
//   INBOX/testing/REQUEST_ID/    the same, of requests marked as tests
//   INBOX/files/ab/SHA256        attachments
//   INBOX/rejected/SHA256.json   bodies that could not be taken, and why
//   INBOX/.incoming/             what is being written; emptied on opening
//
// A folder of a case appears by one rename, whole or not at all.
namespace vaughn::portal {

struct StoredFile {
  std::string filename{};
  std::string content_type{};
  std::int64_t size = 0;
  base::Sha256 sha256{};
  bool is_confirmation = false;  // the portal's PDF of the request
  bool operator==(const StoredFile&) const = default;
};

struct Receipt {
  std::int64_t id = 0;  // ours: 1, 2, 3 ...
  std::string tracking_number{};
  std::int64_t request_id = 0;
  base::Instant received{};
  bool is_test = false;
  std::string component{};
  std::string requester{};
  base::Sha256 body{};       // SHA-256 of body.json
  base::Sha256 canonical{};  // of what it says
  std::vector<StoredFile> files{};
  std::vector<Problem> remarks{};
  bool operator==(const Receipt&) const = default;
};

enum class Outcome {
  stored,
  repeated,  // the same again: the answer is the same too
  conflict,  // another body under the id of a stored one; kept as evidence
  rejected,  // no request; kept as well
};
std::string_view to_string(Outcome outcome);

struct Answer {
  Outcome outcome{};
  int http_status = 0;
  std::string json{};  // as the portal reads it
  std::optional<Receipt> receipt{};
};

// {"code","message","description"}, the portal's shape of an error.
std::string error_json(std::string_view code,
                       std::string_view message,
                       std::string_view description);

struct InboxOptions {
  std::string prefix = "FOIA";                 // "2026-FOIA-00001"; the year is the fiscal year
  std::string time_zone = "America/New_York";  // in which it turns
};

struct CaseOnDisk {
  std::filesystem::path folder{};
  Receipt receipt{};
  std::int64_t conflicts = 0;
};

// Used by one thread at a time, and by one process: opening holds a lock to the end of its life.
class Inbox {
 public:
  static base::Result<Inbox> open(const std::filesystem::path& folder, InboxOptions options);
  Inbox(Inbox&&) noexcept;
  Inbox& operator=(Inbox&&) noexcept;
  ~Inbox();

  // Stores the body and answers it. An error: the disk failed, nothing is answered for.
  base::Result<Answer> receive(base::BytesView body, base::Instant now);

 private:
  struct Impl;
  explicit Inbox(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// By number; needs no lock.
base::Result<std::vector<CaseOnDisk>> list_cases(const std::filesystem::path& inbox);

// INBOX/requests/41, or INBOX/41 for short.
struct StoredCase {
  Receipt receipt{};
  Request request{};
  base::Bytes body{};
  std::filesystem::path inbox{};
};
base::Result<StoredCase> read_case(const std::filesystem::path& path);
base::Result<base::Bytes> read_stored_file(const StoredCase& stored, const StoredFile& file);

}  // namespace vaughn::portal
