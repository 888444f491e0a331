// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/matter_db.h"

#include <fmt/format.h>

#include "store/detail/matter_db_impl.h"
#include "store/detail/projection.h"
#include "store/detail/schema.h"
#include "store/detail/soci_guard.h"

namespace vaughn::store {

using base::Error;
using base::ErrorCode;
using base::Result;
using soci::into;
using soci::use;

namespace {

constexpr std::string_view kEventColumns = "id,at,author,kind,reason,body,previous,hash";

Result<Event> event_of(const soci::row& row) {
  Event event;
  event.id.value = row.get<long long>(0);
  event.at = TRY(base::parse_instant(row.get<std::string>(1)));
  event.author = row.get<std::string>(2);
  event.kind = TRY(parse_event_kind(row.get<std::string>(3)));
  event.reason = row.get<std::string>(4);
  event.body = row.get<std::string>(5);
  event.previous = TRY(base::Sha256::from_hex(row.get<std::string>(6)));
  event.hash = TRY(base::Sha256::from_hex(row.get<std::string>(7)));
  return event;
}

void configure(soci::session& sql) {
  sql << "PRAGMA journal_mode=WAL";
  sql << "PRAGMA synchronous=FULL";
  sql << "PRAGMA foreign_keys=ON";
}

long long layout_of(soci::session& sql) {
  long long version = 0;
  sql << "PRAGMA user_version", into(version);
  return version;
}

void insert_event(soci::session& sql, const Event& event) {
  const long long id = event.id.value;
  const std::string at = base::to_string(event.at);
  const std::string kind(to_string(event.kind));
  const std::string previous = event.previous.hex();
  const std::string hash = event.hash.hex();
  sql << "INSERT INTO event(id,at,author,kind,reason,body,previous,hash)"
         " VALUES(:i,:t,:a,:k,:r,:b,:p,:h)",
      use(id), use(at), use(event.author), use(kind), use(event.reason), use(event.body),
      use(previous), use(hash);
}

// Every row of every derived table, in an order that does not depend on how it was written.
base::Sha256 digest_tables(soci::session& sql) {
  base::Hasher hasher;
  for (const auto& table : kDerivedTables) {
    hasher.add_field(table.name);
    soci::rowset<soci::row> rows =
        (sql.prepare << fmt::format("SELECT * FROM {} ORDER BY rowid", table.name));
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row.get_properties(i).get_data_type() == soci::dt_string) {
          hasher.add_field(row.get<std::string>(i));
        } else {
          hasher.add_field(fmt::format("{}", row.get<long long>(i)));
        }
      }
    }
  }
  return hasher.finish();
}

}  // namespace

MatterDb::MatterDb(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MatterDb::MatterDb(MatterDb&&) noexcept = default;
MatterDb& MatterDb::operator=(MatterDb&&) noexcept = default;
MatterDb::~MatterDb() = default;

Result<MatterDb> MatterDb::create(const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) {
    return Error{ErrorCode::conflict,
                 fmt::format("there is a matter already: {}", file.string()),
                 "choose another folder"};
  }
  return guard_soci([&]() -> Result<MatterDb> {
    auto impl = std::make_unique<Impl>(file, Access::read_write);
    configure(impl->sql);
    soci::transaction transaction(impl->sql);
    impl->sql << std::string(kEventTable);
    create_derived_tables(impl->sql);
    impl->sql << fmt::format("PRAGMA user_version={}", schema_version());
    transaction.commit();
    return MatterDb(std::move(impl));
  });
}

// Another version of this program wrote the tables; the events are the same in all of them.
Result<void> MatterDb::lay_out_again(const std::filesystem::path& file) {
  auto impl = std::make_unique<Impl>(file, Access::read_write);
  configure(impl->sql);
  MatterDb db(std::move(impl));
  auto rebuilt = db.rebuild();
  if (!rebuilt) {
    return Error{rebuilt.error().code,
                 fmt::format("the ledger at {} was written by another version of vaughn, and this"
                             " one cannot read all of its events: {}",
                             file.string(),
                             rebuilt.error().message),
                 "use the newer version; nothing was changed"};
  }
  return {};
}

Result<MatterDb> MatterDb::open(const std::filesystem::path& file, Access access) {
  if (!std::filesystem::exists(file)) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no ledger at {}", file.string()),
                 "run `vaughn init` to make a matter, or name its folder with -C"};
  }
  return guard_soci([&]() -> Result<MatterDb> {
    auto impl = std::make_unique<Impl>(file, access);
    if (layout_of(impl->sql) != schema_version()) {
      TRY(lay_out_again(file));
      impl = std::make_unique<Impl>(file, access);
    }
    if (access == Access::read_write) {
      configure(impl->sql);
    }
    return MatterDb(std::move(impl));
  });
}

Result<MatterDb> MatterDb::as_of(foia::EventId last) {
  return guard_soci([&]() -> Result<MatterDb> {
    auto fresh = std::make_unique<Impl>(":memory:", Access::read_write);
    fresh->sql << std::string(kEventTable);
    create_derived_tables(fresh->sql);
    foia::EventId after{};
    while (after < last) {
      const auto batch = TRY(events(after, 64));
      if (batch.empty()) {
        return Error{ErrorCode::not_found, fmt::format("there is no event e{}", last.value), ""};
      }
      for (const auto& event : batch) {
        if (event.id > last) {
          break;
        }
        insert_event(fresh->sql, event);
        const auto body = TRY(body_from_json(static_cast<std::size_t>(event.kind), event.body));
        TRY(project(fresh->sql, event, body));
        after = event.id;
      }
    }
    return MatterDb(std::move(fresh));
  });
}

Result<void> MatterDb::transact(const std::function<Result<void>()>& work) {
  base::check(!impl_->in_transaction, "transactions do not nest");
  return guard_soci([&]() -> Result<void> {
    impl_->sql << "BEGIN IMMEDIATE";
    impl_->in_transaction = true;
    Result<void> done;
    try {
      done = guard_soci(work);
    } catch (...) {
      impl_->in_transaction = false;
      impl_->sql << "ROLLBACK";
      throw;
    }
    impl_->in_transaction = false;
    impl_->sql << (done ? "COMMIT" : "ROLLBACK");
    return done;
  });
}

Result<Event> MatterDb::append(const Change& change, const Body& body) {
  base::check(impl_->in_transaction, "an event is appended inside a transaction");
  return guard_soci([&]() -> Result<Event> {
    const auto last = TRY(head());
    if (const auto* undone = std::get_if<DecisionUndone>(&body)) {
      const auto target = TRY(event(undone->event));
      if (!target) {
        return Error{ErrorCode::not_found,
                     fmt::format("there is no event e{}", undone->event.value),
                     "`vaughn log` lists the events"};
      }
      if (!is_undoable(target->kind)) {
        return Error{ErrorCode::conflict,
                     fmt::format("event e{} ({}) cannot be undone: it is evidence, not a decision",
                                 target->id.value,
                                 to_string(target->kind)),
                     "decisions on records, marks, taskings and consultations can be undone"};
      }
      const bool already = TRY(is_undone(undone->event));
      if (already) {
        return Error{
            ErrorCode::conflict, fmt::format("event e{} was undone already", target->id.value), ""};
      }
    }
    Event event;
    event.id.value = last.id.value + 1;
    event.at = change.at;
    event.author = change.author;
    event.kind = static_cast<EventKind>(body.index());
    event.reason = change.reason;
    event.body = body_to_json(body);
    event.previous = last.hash;
    event.hash = event_hash(event);
    insert_event(impl_->sql, event);
    TRY(project(impl_->sql, event, body));
    return event;
  });
}

Result<Event> MatterDb::last_event() {
  return guard_soci([&]() -> Result<Event> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT {} FROM event ORDER BY id DESC LIMIT 1",
                                           kEventColumns));
    for (const auto& row : rows) {
      return event_of(row);
    }
    return Event{};
  });
}

Result<ChainHead> MatterDb::head() {
  return guard_soci([&]() -> Result<ChainHead> {
    long long id = 0;
    std::string hash;
    impl_->sql << "SELECT id,hash FROM event ORDER BY id DESC LIMIT 1", into(id), into(hash);
    if (!impl_->sql.got_data()) {
      return ChainHead{};
    }
    return ChainHead{foia::EventId{id}, TRY(base::Sha256::from_hex(hash))};
  });
}

Result<std::optional<Event>> MatterDb::event(foia::EventId id) {
  return guard_soci([&]() -> Result<std::optional<Event>> {
    const long long number = id.value;
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT {} FROM event WHERE id=:i", kEventColumns),
         use(number));
    for (const auto& row : rows) {
      auto found = TRY(event_of(row));
      return std::optional<Event>(std::move(found));
    }
    return std::optional<Event>();
  });
}

Result<std::vector<Event>> MatterDb::events(foia::EventId after, int at_most) {
  return guard_soci([&]() -> Result<std::vector<Event>> {
    const long long number = after.value;
    const long long limit = at_most;
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT {} FROM event WHERE id>:i ORDER BY id LIMIT :n",
                                           kEventColumns),
         use(number),
         use(limit));
    std::vector<Event> out;
    for (const auto& row : rows) {
      auto found = TRY(event_of(row));
      out.push_back(std::move(found));
    }
    return out;
  });
}

Result<bool> MatterDb::is_undone(foia::EventId id) {
  return guard_soci([&]() -> Result<bool> {
    const long long number = id.value;
    long long undoings = 0;
    impl_->sql << "SELECT count(*) FROM undoing WHERE target=:i AND undone_by=0", use(number),
        into(undoings);
    return undoings > 0;
  });
}

Result<base::Sha256> MatterDb::tables_digest() {
  return guard_soci([&]() -> Result<base::Sha256> { return digest_tables(impl_->sql); });
}

Result<std::vector<ChainProblem>> MatterDb::verify_chain() {
  return guard_soci([&]() -> Result<std::vector<ChainProblem>> {
    std::vector<ChainProblem> problems;
    Impl fresh(":memory:", Access::read_write);
    create_derived_tables(fresh.sql);
    std::int64_t expected = 1;
    base::Sha256 previous;
    bool is_replayable = true;
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT {} FROM event ORDER BY id", kEventColumns));
    for (const auto& row : rows) {
      const auto id = row.get<long long>(0);
      auto event = event_of(row);
      if (id != expected) {
        problems.push_back({expected, id > expected ? "entry is missing" : "entry number repeats"});
        expected = id;
      }
      ++expected;
      if (!event) {
        problems.push_back({id, "entry cannot be read: " + event.error().message});
        is_replayable = false;
        continue;
      }
      if (event->previous != previous) {
        problems.push_back({id,
                            "entry does not follow the one before it: an entry was changed,"
                            " removed or moved"});
      }
      if (event_hash(*event) != event->hash) {
        problems.push_back({id, "entry was changed: its hash does not match its content"});
      }
      previous = event->hash;
      auto body = body_from_json(static_cast<std::size_t>(event->kind), event->body);
      if (!body) {
        problems.push_back({id, body.error().message});
        is_replayable = false;
        continue;
      }
      if (is_replayable) {
        auto projected = guard_soci([&] { return project(fresh.sql, *event, *body); });
        if (!projected) {
          problems.push_back({id, "entry cannot be replayed: " + projected.error().message});
          is_replayable = false;
        }
      }
    }
    if (is_replayable && digest_tables(fresh.sql) != digest_tables(impl_->sql)) {
      problems.push_back({0,
                          "the tables differ from what the entries say: they were changed by"
                          " hand; `vaughn audit rebuild` makes them again"});
    }
    return problems;
  });
}

Result<void> MatterDb::rebuild() {
  // A statement that is still open would lock the tables it reads.
  impl_->has_input.statement.reset();
  impl_->primary.statement.reset();
  return transact([&]() -> Result<void> {
    drop_derived_tables(impl_->sql);
    create_derived_tables(impl_->sql);
    foia::EventId after{};
    for (;;) {
      const auto batch = TRY(events(after, 64));
      if (batch.empty()) {
        impl_->sql << fmt::format("PRAGMA user_version={}", schema_version());
        return {};
      }
      for (const auto& event : batch) {
        const auto body = TRY(body_from_json(static_cast<std::size_t>(event.kind), event.body));
        TRY(project(impl_->sql, event, body));
        after = event.id;
      }
    }
  });
}

}  // namespace vaughn::store
