// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "base/signing.h"
#include "foia/matter.h"
#include "store/blobs.h"
#include "store/matter_db.h"

namespace vaughn::fulltext {
class Index;
struct Manifest;
}  // namespace vaughn::fulltext

namespace vaughn::engine {

struct Census;

// Who acts and by which clock. Programs fill it once.
struct Actor {
  std::string author{};
  std::function<base::Instant()> clock = base::now;
};

// A matter as opened: its folder, ledger, blobs and the facts of matter.toml. The layout on disk is
// described in docs/matter-layout.md. Opened for writing it holds the matter's lock until the end
// of its life; a second writer gets ErrorCode::locked.
class Workspace {
 public:
  // Makes the folder, its key and its ledger. `toml` is written to matter.toml after it was parsed.
  static base::Result<Workspace> create(const std::filesystem::path& folder,
                                        std::string_view toml,
                                        Actor actor);
  // `start` or the nearest folder above it that holds a matter. Opened for writing, an edited
  // matter.toml is read, checked and recorded as an event; opened for reading it is only noted.
  static base::Result<Workspace> open(const std::filesystem::path& start,
                                      store::Access access,
                                      Actor actor);
  // The matter as it was after the given event, for reading: same blobs, the ledger in memory.
  base::Result<Workspace> as_of(foia::EventId last);
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();

  const std::filesystem::path& folder() const;
  const foia::Matter& matter() const;
  store::MatterDb& db();
  store::Blobs& blobs();
  const Actor& actor() const;
  base::Instant now() const { return actor().clock(); }
  // What a person should know about how it was opened, e.g. an unrecorded edit of matter.toml.
  const std::vector<std::string>& notes() const;

  // Appends the events in one transaction, all or none, after the blobs are on the disk.
  base::Result<std::vector<store::Event>> record(const std::string& reason,
                                                 const std::vector<store::Body>& bodies);
  base::Result<store::Event> record(const std::string& reason, const store::Body& body);

  base::Result<fulltext::Manifest> index_manifest(
      store::Segments which = store::Segments::in_force);
  // Where every record and page stands, and the index as the ledger names it. Kept until the ledger
  // moves, by us or by another process: a pointer lives until the next call, so call once and pass
  // it on. Segments that were hashed before and whose files were not touched since are not hashed
  // again.
  base::Result<const Census*> census();
  base::Result<const fulltext::Index*> index();

  base::Result<base::KeyPair> keys() const;
  // The head of the chain as signed after the last change; verify compares it with the ledger, so
  // that entries cut off at the end are missed too.
  struct SignedHead {
    std::int64_t events = 0;
    base::Sha256 hash{};
    bool is_signature_valid = false;
  };
  base::Result<SignedHead> signed_head() const;

  // Around moving a volume to its place and recording it: an interruption between the two is undone
  // when the matter is opened for writing again.
  base::Result<void> announce_sealing(const std::string& volume);
  void end_sealing();

  std::filesystem::path index_folder() const { return folder() / "index"; }
  std::filesystem::path volumes_folder() const { return folder() / "volumes"; }
  std::filesystem::path papers_folder() const { return folder() / "papers"; }
  std::filesystem::path work_folder() const { return folder() / ".vaughn"; }

 private:
  struct Impl;
  explicit Workspace(std::unique_ptr<Impl> impl);
  base::Result<void> tidy_up();
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::engine
