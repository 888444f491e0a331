// SPDX-License-Identifier: AGPL-3.0-or-later
#include "portal/inbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/files.h"
#include "base/text.h"
#include "portal/detail/receipt_json.h"

namespace vaughn::portal {

using base::Durable;
using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostRejected = 1000;
constexpr int kOk = 200;
constexpr int kBadRequest = 400;
constexpr int kConflict = 409;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  int number() const { return number_; }

 private:
  int number_;
};

Error io_error(std::string_view what, const fs::path& path) {
  return {ErrorCode::io,
          fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)),
          ""};
}

// So that a name in the folder is on the disk, not only the bytes behind it.
Result<void> flush_folder(const fs::path& folder) {
  const Descriptor at(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (at.number() < 0 || ::fsync(at.number()) != 0) {
    return io_error("flush", folder);
  }
  return {};
}

Result<void> make_durable_folder(const fs::path& folder) {
  std::error_code status;
  if (fs::exists(folder, status)) {
    return {};
  }
  TRY(base::make_directories(folder));
  return flush_folder(folder.parent_path());
}

int fiscal_year_at(base::Instant now, const base::TimeZone& zone) {
  const auto date = zone.date_at(now);
  return static_cast<int>(date.year()) + (date.month() >= std::chrono::October ? 1 : 0);
}

fs::path file_path(const fs::path& inbox, const base::Sha256& sha256) {
  const auto hex = sha256.hex();
  return inbox / "files" / hex.substr(0, 2) / hex;
}

fs::path kind_folder(const fs::path& inbox, bool is_test) {
  return inbox / (is_test ? "testing" : "requests");
}

bool is_prefix(std::string_view prefix) {
  constexpr std::size_t kLongest = 20;
  return !prefix.empty() && prefix.size() <= kLongest &&
         std::all_of(prefix.begin(), prefix.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

Result<Receipt> read_receipt(const fs::path& folder) {
  const auto bytes = TRY(base::read_file(folder / "receipt.json"));
  auto receipt = detail::receipt_from_json(bytes);
  if (!receipt) {
    return base::with_context(receipt.error(), folder.string());
  }
  return receipt;
}

std::string list_of(const std::vector<Problem>& problems) {
  std::string out;
  for (const auto& problem : problems) {
    out += out.empty() ? "" : "; ";
    out += problem.field.empty() ? problem.message
                                 : fmt::format("{} {}", problem.field, problem.message);
  }
  return out;
}

}  // namespace

struct Inbox::Impl {
  fs::path folder{};
  InboxOptions options{};
  base::TimeZone zone;
  Descriptor lock;
  std::int64_t last_id = 0;
  std::size_t rejected = 0;

  fs::path incoming() const { return folder / ".incoming"; }

  Result<StoredFile> store(const Attachment& attachment, bool is_confirmation) {
    StoredFile out{.filename = attachment.filename,
                   .content_type = attachment.content_type,
                   .size = static_cast<std::int64_t>(attachment.bytes.size()),
                   .sha256 = base::Sha256::of(attachment.bytes),
                   .is_confirmation = is_confirmation};
    const auto path = file_path(folder, out.sha256);
    std::error_code status;
    if (!fs::exists(path, status)) {
      TRY(make_durable_folder(path.parent_path()));
      TRY(base::write_file(path, attachment.bytes, Durable::yes));
    }
    return out;
  }

  Result<Answer> store_new(const Parsed& parsed, base::BytesView body, base::Instant now) {
    const auto& request = parsed.request;
    Receipt receipt{.id = last_id + 1,
                    .request_id = request.request_id,
                    .received = now,
                    .is_test = request.is_test,
                    .component = request.component,
                    .requester = request.requester(),
                    .body = base::Sha256::of(body),
                    .canonical = parsed.canonical,
                    .remarks = parsed.remarks};
    receipt.tracking_number = fmt::format("{}-{}-{:05}{}",
                                          fiscal_year_at(now, zone),
                                          options.prefix,
                                          receipt.id,
                                          request.is_test ? "-TEST" : "");
    if (request.confirmation_pdf) {
      receipt.files.push_back(TRY(store(*request.confirmation_pdf, true)));
    }
    for (const auto& attachment : request.attachments) {
      receipt.files.push_back(TRY(store(attachment, false)));
    }
    const auto making = incoming() / fmt::format("{}", receipt.id);
    std::error_code status;
    fs::remove_all(making, status);
    TRY(base::make_directories(making));
    TRY(base::write_file(making / "body.json", body, Durable::yes));
    TRY(base::write_file(making / "receipt.json", detail::to_json(receipt), Durable::yes));
    const auto parent = kind_folder(folder, request.is_test);
    const auto target = parent / fmt::format("{}", request.request_id);
    if (::rename(making.c_str(), target.c_str()) != 0) {
      return io_error("name", target);
    }
    TRY(flush_folder(parent));
    last_id = receipt.id;
    auto json = detail::success_json(receipt);
    return Answer{.outcome = Outcome::stored,
                  .http_status = kOk,
                  .json = std::move(json),
                  .receipt = std::move(receipt)};
  }

  Result<Answer> answer_again(const fs::path& target,
                              const Parsed& parsed,
                              base::BytesView body,
                              base::Instant now) {
    auto receipt = TRY(read_receipt(target));
    // What the power took between rename and flush was not answered; it is flushed now.
    TRY(flush_folder(target.parent_path()));
    if (receipt.canonical == parsed.canonical) {
      auto json = detail::success_json(receipt);
      return Answer{.outcome = Outcome::repeated,
                    .http_status = kOk,
                    .json = std::move(json),
                    .receipt = std::move(receipt)};
    }
    const auto answer = error_json(
        "request_id_conflict",
        "another request came under this request_id before",
        "The first is kept as it was answered; this one is kept beside it for a person.");
    const auto hash = base::Sha256::of(body);
    const auto conflicts = target / "conflicts";
    TRY(make_durable_folder(conflicts));
    const auto path = conflicts / (hash.hex() + ".json");
    std::error_code status;
    if (!fs::exists(path, status)) {
      TRY(base::write_file(conflicts / (hash.hex() + ".note.json"),
                           detail::note_json(now, hash, answer),
                           Durable::yes));
      TRY(base::write_file(path, body, Durable::yes));
    }
    return Answer{.outcome = Outcome::conflict,
                  .http_status = kConflict,
                  .json = answer,
                  .receipt = std::move(receipt)};
  }

  Result<Answer> reject(const Parsed& parsed, base::BytesView body, base::Instant now) {
    const auto answer = error_json(
        parsed.errors.front().code, "the request cannot be taken", list_of(parsed.errors));
    const auto hash = base::Sha256::of(body);
    const auto path = folder / "rejected" / (hash.hex() + ".json");
    std::error_code status;
    // Whoever knows the secret could otherwise fill the disk.
    if (rejected < kMostRejected && !fs::exists(path, status)) {
      TRY(base::write_file(folder / "rejected" / (hash.hex() + ".note.json"),
                           detail::note_json(now, hash, answer),
                           Durable::yes));
      TRY(base::write_file(path, body, Durable::yes));
      ++rejected;
    }
    return Answer{.outcome = Outcome::rejected, .http_status = kBadRequest, .json = answer};
  }
};

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::stored: return "stored";
    case Outcome::repeated: return "repeated";
    case Outcome::conflict: return "conflict";
    case Outcome::rejected: return "rejected";
  }
  return "";
}

Inbox::Inbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Inbox::Inbox(Inbox&&) noexcept = default;
Inbox& Inbox::operator=(Inbox&&) noexcept = default;
Inbox::~Inbox() = default;

Result<Inbox> Inbox::open(const fs::path& folder, InboxOptions options) {
  if (!is_prefix(options.prefix)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' cannot begin a tracking number", options.prefix),
                 "letters, digits and -, at most 20"};
  }
  auto zone = TRY(base::TimeZone::make(options.time_zone));
  TRY(base::make_directories(folder));
  Descriptor lock(::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.number() < 0) {
    return io_error("open", folder / ".lock");
  }
  if (::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) {
    return Error{ErrorCode::locked,
                 fmt::format("another process takes requests into {}", folder.string()),
                 "stop it first, or import by posting to it"};
  }
  auto impl = std::make_unique<Impl>(Impl{.folder = folder,
                                          .options = std::move(options),
                                          .zone = std::move(zone),
                                          .lock = std::move(lock)});
  std::error_code status;
  fs::remove_all(impl->incoming(), status);
  for (const auto* name : {"requests", "testing", "files", "rejected", ".incoming"}) {
    TRY(base::make_directories(folder / name));
  }
  TRY(flush_folder(folder));
  for (const auto& one : TRY(list_cases(folder))) {
    impl->last_id = std::max(impl->last_id, one.receipt.id);
  }
  for (const auto& entry : fs::directory_iterator(folder / "rejected", status)) {
    impl->rejected += entry.path().string().ends_with(".note.json") ? 1 : 0;
  }
  return Inbox(std::move(impl));
}

Result<Answer> Inbox::receive(base::BytesView body, base::Instant now) {
  const auto parsed = parse_request(body);
  if (!parsed.errors.empty()) {
    return impl_->reject(parsed, body, now);
  }
  const auto target = kind_folder(impl_->folder, parsed.request.is_test) /
                      fmt::format("{}", parsed.request.request_id);
  std::error_code status;
  if (fs::exists(target, status)) {
    return impl_->answer_again(target, parsed, body, now);
  }
  return impl_->store_new(parsed, body, now);
}

Result<std::vector<CaseOnDisk>> list_cases(const fs::path& inbox) {
  std::vector<CaseOnDisk> out;
  std::error_code status;
  for (const bool is_test : {false, true}) {
    for (const auto& entry : fs::directory_iterator(kind_folder(inbox, is_test), status)) {
      CaseOnDisk one{.folder = entry.path(), .receipt = TRY(read_receipt(entry.path()))};
      std::error_code none;
      for (const auto& conflict : fs::directory_iterator(entry.path() / "conflicts", none)) {
        one.conflicts += conflict.path().string().ends_with(".note.json") ? 0 : 1;
      }
      out.push_back(std::move(one));
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return a.receipt.id < b.receipt.id;
  });
  return out;
}

Result<StoredCase> read_case(const fs::path& path) {
  std::error_code status;
  auto folder = path;
  if (!fs::exists(folder / "receipt.json", status)) {
    folder = path.parent_path() / "requests" / path.filename();
  }
  if (!fs::exists(folder / "receipt.json", status)) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no request {}", path.string()),
                 "name it as INBOX/REQUEST_ID; vaughn intake list INBOX shows them"};
  }
  StoredCase out{.receipt = TRY(read_receipt(folder)),
                 .request = {},
                 .body = TRY(base::read_file(folder / "body.json")),
                 .inbox = folder.parent_path().parent_path()};
  if (base::Sha256::of(out.body) != out.receipt.body) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} is not what was received", (folder / "body.json").string()),
                 "its hash is not that of the receipt"};
  }
  auto parsed = parse_request(out.body);
  if (!parsed.errors.empty()) {
    return Error{ErrorCode::damaged,
                 fmt::format("{}: {}", (folder / "body.json").string(), list_of(parsed.errors)),
                 ""};
  }
  out.request = std::move(parsed.request);
  return out;
}

Result<base::Bytes> read_stored_file(const StoredCase& stored, const StoredFile& file) {
  const auto path = file_path(stored.inbox, file.sha256);
  auto bytes = TRY(base::read_file(path));
  if (base::Sha256::of(bytes) != file.sha256) {
    return Error{ErrorCode::damaged, fmt::format("{} was changed", path.string()), ""};
  }
  return bytes;
}

}  // namespace vaughn::portal
