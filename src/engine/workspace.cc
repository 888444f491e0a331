// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/workspace.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/census.h"
#include "engine/detail/verified_segments.h"
#include "engine/detail/work_folder.h"
#include "fulltext/index.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMatterFile = "matter.toml";
constexpr std::string_view kLedgerFile = "ledger.db";
constexpr std::string_view kHeadFile = "ledger.head";
constexpr std::string_view kSealingFile = "sealing";  // name of the volume being moved to its place

std::string head_message(std::int64_t events, const base::Sha256& hash) {
  return fmt::format("vaughn ledger head\nevents {}\nhash {}\n", events, hash.hex());
}

// What the ledger refers to must not vanish from matter.toml.
Result<void> check_still_defined(store::MatterDb& db, const foia::Matter& matter) {
  const auto gone = [](std::string_view what, std::string_view key) {
    return Error{
        ErrorCode::conflict,
        fmt::format("matter.toml no longer defines {} '{}', which the ledger uses", what, key),
        "put it back: keys stay, texts may change"};
  };
  const auto taskings = TRY(db.taskings());
  for (const auto& tasking : taskings) {
    if (matter.office(tasking.office) == nullptr) {
      return gone("office", tasking.office);
    }
  }
  const auto determinations = TRY(db.determinations());
  for (const auto& determination : determinations) {
    if (!determination.category.empty() && matter.category(determination.category) == nullptr) {
      return gone("category", determination.category);
    }
  }
  const auto consultations = TRY(db.consultations());
  for (const auto& consultation : consultations) {
    if (matter.submitter(consultation.submitter) == nullptr) {
      return gone("submitter", consultation.submitter);
    }
  }
  return {};
}

}  // namespace

struct Workspace::Impl {
  Impl(fs::path folder_in, Actor actor_in, store::MatterDb db_in, store::Blobs blobs_in)
      : folder(std::move(folder_in)),
        actor(std::move(actor_in)),
        db(std::move(db_in)),
        blobs(std::move(blobs_in)) {}

  std::optional<FileLock> lock{};
  fs::path folder;
  Actor actor;
  store::MatterDb db;
  store::Blobs blobs;
  foia::Matter matter{};
  std::vector<std::string> notes{};

  // What was read at this head of the chain.
  store::ChainHead census_head{};
  std::optional<Census> census{};
  store::ChainHead index_head{};
  std::optional<fulltext::Index> index{};
  std::optional<VerifiedSegments> verified{};

  Result<void> write_head(std::int64_t events, const base::Sha256& hash) const {
    const auto secret = TRY(base::read_file(folder / "keys" / "matter.key"));
    const auto signature = TRY(base::sign(head_message(events, hash), secret));
    return base::write_file(
        folder / kHeadFile,
        fmt::format("{}signature {}\n", head_message(events, hash), base::to_hex(signature)));
  }
};

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

const fs::path& Workspace::folder() const {
  return impl_->folder;
}
const foia::Matter& Workspace::matter() const {
  return impl_->matter;
}
store::MatterDb& Workspace::db() {
  return impl_->db;
}
store::Blobs& Workspace::blobs() {
  return impl_->blobs;
}
const Actor& Workspace::actor() const {
  return impl_->actor;
}
const std::vector<std::string>& Workspace::notes() const {
  return impl_->notes;
}

Result<Workspace> Workspace::create(const fs::path& folder, std::string_view toml, Actor actor) {
  auto matter = TRY(foia::parse_matter(toml, (folder / kMatterFile).string()));
  if (fs::exists(folder / kLedgerFile)) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} holds a matter already", folder.string()),
                 "edit its matter.toml, or choose another folder"};
  }
  for (const auto* name : {"keys", "index", "volumes", "papers", ".vaughn"}) {
    TRY(base::make_directories(folder / name));
  }
  ::chmod((folder / "keys").c_str(), 0700);
  ::chmod((folder / ".vaughn").c_str(), 0700);
  if (!fs::exists(folder / "keys" / "matter.key")) {
    const auto pair = TRY(base::make_key_pair());
    TRY(base::write_file(folder / "keys" / "matter.key", pair.secret_key, base::Durable::yes));
    ::chmod((folder / "keys" / "matter.key").c_str(), 0600);
    TRY(base::write_file(
        folder / "keys" / "matter.pub", base::to_hex(pair.public_key) + "\n", base::Durable::yes));
  }
  const auto existing = base::read_file(folder / kMatterFile);
  if (!existing || *existing != toml) {
    TRY(base::write_file(folder / kMatterFile, toml, base::Durable::yes));
  }
  // The ledger appears under its name only when it holds its first event: a crash leaves a folder
  // in which init can be run again.
  const auto draft = folder / ".vaughn" / "ledger.new";
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(draft.string() + suffix, ignored);
  }
  auto blobs = TRY(store::Blobs::open(folder / "blobs"));
  {
    auto db = TRY(store::MatterDb::create(draft));
    const store::Change change{actor.author, actor.clock(), "matter made"};
    const auto define = [&]() -> Result<void> {
      TRY(db.append(change, store::MatterDefined{std::string(toml)}));
      return {};
    };
    TRY(db.transact(define));
  }
  std::error_code status;
  fs::rename(draft, folder / kLedgerFile, status);
  if (status) {
    return Error{ErrorCode::io, "cannot put the ledger in its place: " + status.message(), ""};
  }
  return open(folder, store::Access::read_write, std::move(actor));
}

Result<Workspace> Workspace::open(const fs::path& start, store::Access access, Actor actor) {
  std::error_code status;
  auto folder = fs::weakly_canonical(start, status);
  const auto asked = folder;
  while (!fs::exists(folder / kLedgerFile)) {
    if (!folder.has_parent_path() || folder == folder.parent_path()) {
      return Error{ErrorCode::not_found,
                   fmt::format("no matter in {} or above it", asked.string()),
                   "run `vaughn init` to make one, or name its folder with -C"};
    }
    folder = folder.parent_path();
  }
  std::optional<FileLock> lock;
  if (access == store::Access::read_write) {
    lock = TRY(FileLock::take(
        folder / ".vaughn" / "lock", FileLock::Kind::exclusive, FileLock::Patience::none));
    if (!lock) {
      return Error{ErrorCode::locked,
                   "another vaughn is writing to this matter",
                   "wait for it to finish, then run the command again"};
    }
  }
  auto db = TRY(store::MatterDb::open(folder / kLedgerFile, access));
  auto blobs = TRY(store::Blobs::open(folder / "blobs"));
  auto impl = std::make_unique<Impl>(folder, std::move(actor), std::move(db), std::move(blobs));
  impl->lock = std::move(lock);
  Workspace workspace(std::move(impl));
  if (access == store::Access::read_write) {
    TRY(workspace.tidy_up());
  }

  const auto recorded = TRY(workspace.db().matter_toml());
  if (!recorded) {
    return Error{ErrorCode::damaged, "the ledger has no matter", "restore it from a backup"};
  }
  const auto file = folder / kMatterFile;
  const auto edited = base::read_file(file);
  if (!edited) {
    workspace.impl_->notes.push_back("matter.toml is missing; the ledger's copy is used");
    workspace.impl_->matter = TRY(foia::parse_matter(*recorded, file.string()));
    return workspace;
  }
  if (*edited == *recorded) {
    workspace.impl_->matter = TRY(foia::parse_matter(*recorded, file.string()));
    return workspace;
  }
  auto matter = TRY(foia::parse_matter(*edited, file.string()));
  if (access == store::Access::read_only) {
    workspace.impl_->notes.push_back(
        "matter.toml was edited; the change is recorded by the next command that writes");
    workspace.impl_->matter = std::move(matter);
    return workspace;
  }
  TRY(check_still_defined(workspace.db(), matter));
  TRY(workspace.record("matter.toml edited", store::MatterDefined{*edited}));
  workspace.impl_->matter = std::move(matter);
  workspace.impl_->notes.push_back("matter.toml was edited; the change is recorded");
  return workspace;
}

// What a killed process left behind: temporary files, which may hold pages that are not redacted, a
// volume that was moved to its place but not recorded, and segments that no event names.
Result<void> Workspace::tidy_up() {
  bool was_interrupted = TRY(sweep(work_folder()));
  const auto sealing = work_folder() / kSealingFile;
  std::error_code status;
  if (const auto name = base::read_file(sealing)) {
    const auto sealed = TRY(db().sealed(*name));
    const bool is_a_name =
        !name->empty() && name->find('/') == std::string::npos && name->front() != '.';
    if (!sealed && is_a_name) {
      fs::remove_all(volumes_folder() / *name, status);
    }
    if (!status) {
      fs::remove(sealing, status);
    }
    was_interrupted = was_interrupted || !sealed;
  }
  auto manifest = TRY(index_manifest(store::Segments::ever));
  const auto unlisted = TRY(fulltext::remove_unlisted(index_folder(), manifest));
  if (status) {
    return Error{ErrorCode::io,
                 "cannot remove what an interrupted command left in volumes/: " + status.message(),
                 ""};
  }
  if (was_interrupted || unlisted > 0) {
    impl_->notes.emplace_back("what an interrupted command had left behind was removed");
  }
  return {};
}

Result<void> Workspace::announce_sealing(const std::string& volume) {
  return base::write_file(work_folder() / kSealingFile, volume, base::Durable::yes);
}

void Workspace::end_sealing() {
  std::error_code ignored;
  fs::remove(work_folder() / kSealingFile, ignored);
}

Result<Workspace> Workspace::as_of(foia::EventId last) {
  auto db = TRY(impl_->db.as_of(last));
  auto blobs = TRY(store::Blobs::open(folder() / "blobs"));
  Workspace past(std::make_unique<Impl>(folder(), actor(), std::move(db), std::move(blobs)));
  const auto toml = TRY(past.db().matter_toml());
  if (!toml) {
    return Error{ErrorCode::not_found, "the matter did not exist then", ""};
  }
  past.impl_->matter = TRY(foia::parse_matter(*toml, "matter.toml"));
  return past;
}

Result<std::vector<store::Event>> Workspace::record(const std::string& reason,
                                                    const std::vector<store::Body>& bodies) {
  TRY(blobs().flush());
  std::vector<store::Event> events;
  const store::Change change{actor().author, now(), reason};
  const auto append_all = [&]() -> Result<void> {
    for (const auto& body : bodies) {
      auto event = TRY(db().append(change, body));
      events.push_back(std::move(event));
    }
    return {};
  };
  TRY(db().transact(append_all));
  if (!events.empty()) {
    TRY(impl_->write_head(events.back().id.value, events.back().hash));
  }
  return events;
}

Result<store::Event> Workspace::record(const std::string& reason, const store::Body& body) {
  auto events = TRY(record(reason, std::vector<store::Body>{body}));
  return std::move(events.at(0));
}

Result<fulltext::Manifest> Workspace::index_manifest(store::Segments which) {
  const auto segments = TRY(db().segments(which));
  fulltext::Manifest manifest;
  for (const auto& segment : segments) {
    manifest.segments.push_back({segment.segment,
                                 segment.records,
                                 segment.bytes,
                                 segment.first_record,
                                 segment.last_record});
  }
  return manifest;
}

Result<const Census*> Workspace::census() {
  const auto head = TRY(db().head());
  if (!impl_->census || impl_->census_head != head) {
    impl_->census.reset();
    impl_->census = TRY(Census::take(*this));
    impl_->census_head = head;
  }
  return &*impl_->census;
}

Result<const fulltext::Index*> Workspace::index() {
  const auto head = TRY(db().head());
  if (impl_->index && impl_->index_head == head) {
    return &*impl_->index;
  }
  auto manifest = TRY(index_manifest());
  if (!impl_->index || impl_->index->manifest() != manifest) {
    if (!impl_->verified) {
      impl_->verified.emplace(work_folder() / "verified");
    }
    auto& verified = *impl_->verified;
    impl_->index.reset();
    impl_->index = TRY(
        fulltext::Index::open(index_folder(), manifest, [&](const fulltext::SegmentEntry& entry) {
          const bool is_known =
              verified.holds(entry.id, fulltext::segment_path(index_folder(), entry.id));
          return is_known ? fulltext::Verify::size : fulltext::Verify::content;
        }));
    verified.accept();
  }
  impl_->index_head = head;
  return &*impl_->index;
}

Result<base::KeyPair> Workspace::keys() const {
  base::KeyPair pair;
  pair.secret_key = TRY(base::read_file(folder() / "keys" / "matter.key"));
  const auto hex = TRY(base::read_file(folder() / "keys" / "matter.pub"));
  pair.public_key = TRY(base::from_hex(base::trim(hex)));
  return pair;
}

Result<Workspace::SignedHead> Workspace::signed_head() const {
  const auto text = TRY(base::read_file(folder() / kHeadFile));
  const auto pair = TRY(keys());
  SignedHead head;
  std::string signature;
  for (const auto line : base::split(text, '\n')) {
    if (line.starts_with("events ")) {
      head.events = std::strtoll(std::string(line.substr(7)).c_str(), nullptr, 10);
    } else if (line.starts_with("hash ")) {
      head.hash = TRY(base::Sha256::from_hex(line.substr(5)));
    } else if (line.starts_with("signature ")) {
      signature = TRY(base::from_hex(line.substr(10)));
    }
  }
  head.is_signature_valid =
      base::is_signature_valid(head_message(head.events, head.hash), signature, pair.public_key);
  return head;
}

}  // namespace vaughn::engine
