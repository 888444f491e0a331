// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/matter_db.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.h"
#include "base/process.h"

namespace vaughn::store {
namespace {

namespace fs = std::filesystem;

class MatterDbTest : public testing::Test {
 protected:
  static base::TempDir make_folder() {
    auto made = base::TempDir::make(fs::temp_directory_path());
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  fs::path file() const { return folder_.path() / "ledger.db"; }

  static Change change() {
    return {"D. Ruiz", base::Instant{std::chrono::seconds{1'700'000'000}}, "a reason"};
  }

  static foia::Record record(std::int64_t id, std::string_view content) {
    foia::Record out;
    out.id.value = id;
    out.family = out.id;
    out.sha256 = base::Sha256::of(content);
    out.duplicate_key = out.sha256;
    out.kind = foia::RecordKind::text;
    out.name = "note.txt";
    out.path = "box/note.txt";
    out.office = "boston";
    out.metadata.title = "A title";
    out.findings.push_back({foia::FindingCode::no_text, 0, "no words"});
    return out;
  }

  static base::Result<Event> append(MatterDb& db, const Body& body) {
    base::Result<Event> out = Event{};
    auto done = db.transact([&]() -> base::Result<void> {
      out = db.append(change(), body);
      return out ? base::Result<void>() : base::Result<void>(out.error());
    });
    return done ? std::move(out) : base::Result<Event>(done.error());
  }

  static RecordsAdded given_two_records() {
    RecordsAdded body;
    body.root = "box";
    body.office = "boston";
    body.files.push_back({"box/note.txt", base::Sha256::of("one"), 3, 1, 1, 0});
    body.records = {record(1, "one"), record(2, "two")};
    body.exceptions.push_back(
        {"box/broken.pdf", "boston", {}, {foia::FindingCode::damaged, 0, "no page tree"}, {}});
    return body;
  }

  static foia::Mark mark(std::int64_t id) {
    foia::Mark out;
    out.id.value = id;
    out.record.value = 1;
    out.page = 1;
    out.box = {72, 700, 144.5, 712};
    out.claims = *foia::parse_claims("(b)(6); (b)(5): deliberative process");
    out.author = "D. Ruiz";
    out.reason = "home phone";
    out.harm = "unwanted calls";
    out.removed_text = "555-0142";
    return out;
  }

  // Changes the file behind the ledger's back.
  void tamper(const std::string& sql) const {
    const auto done = base::run_process({"sqlite3", file().string(), sql});
    ASSERT_TRUE(done) << done.error().message;
    ASSERT_EQ(done->exit_status, 0) << done->err;
  }

  base::TempDir folder_ = make_folder();
};

TEST_F(MatterDbTest, GivesBackWhatARecordWas) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  ASSERT_TRUE(append(*db, given_two_records()));
  const auto records = db->records();
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ((*records)[0].metadata.title, "A title");
  EXPECT_EQ((*records)[0].findings, record(1, "one").findings);
  EXPECT_EQ(*db->primary_with_key(base::Sha256::of("two")), foia::RecordId{2});
  EXPECT_TRUE(*db->has_input("boston", "box/note.txt", base::Sha256::of("one")));
  EXPECT_FALSE(*db->has_input("boston", "box/note.txt", base::Sha256::of("other")));
  EXPECT_FALSE(*db->has_input("dallas", "box/note.txt", base::Sha256::of("one")));
}

TEST_F(MatterDbTest, KeepsNothingOfAFailedTransaction) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  const auto before = *db->tables_digest();
  const auto done = db->transact([&]() -> base::Result<void> {
    auto appended = db->append(change(), given_two_records());
    EXPECT_TRUE(appended);
    return base::Error{base::ErrorCode::io, "the disk is full", ""};
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(*db->tables_digest(), before);
  EXPECT_EQ(db->last_event()->id.value, 0);
}

TEST_F(MatterDbTest, UndoesAndRedoesMarks) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  ASSERT_TRUE(append(*db, given_two_records()));
  const auto marked = append(*db, MarksAdded{{mark(1), mark(2)}});
  ASSERT_TRUE(marked);
  ASSERT_EQ(db->marks()->size(), 2u);
  EXPECT_EQ(db->marks()->at(0).mark.box, mark(1).box);
  EXPECT_EQ(db->marks()->at(0).mark.claims, mark(1).claims);
  const auto undone = append(*db, DecisionUndone{marked->id});
  ASSERT_TRUE(undone);
  EXPECT_TRUE(db->marks()->empty());
  EXPECT_FALSE(append(*db, DecisionUndone{marked->id})) << "undone twice";
  ASSERT_TRUE(append(*db, DecisionUndone{undone->id}));
  EXPECT_EQ(db->marks()->size(), 2u);
}

TEST_F(MatterDbTest, KeepsTheStepsOfTheRequestInForce) {
  auto db = *MatterDb::create(file());
  foia::RequestStep step{.kind = foia::StepKind::tolled,
                         .on = *base::parse_date("2026-03-10"),
                         .text = "Which years?",
                         .toll = foia::TollKind::information,
                         .grounds = {foia::UnusualGround::voluminous},
                         .disposition = foia::RequestDisposition::no_records,
                         .outcome = foia::AppealOutcome::affirmed,
                         .authority = "a rule",
                         .document = {"letter.pdf", base::Sha256::of("letter")}};
  const auto event = append(db, RequestAdvanced{step});
  ASSERT_TRUE(event);
  auto steps = *db.request_steps();
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].step, step);
  EXPECT_EQ(steps[0].author, "D. Ruiz");
  ASSERT_TRUE(append(db, DecisionUndone{event->id}));
  EXPECT_TRUE(db.request_steps()->empty());
  EXPECT_EQ(db.events_of({EventKind::request_advanced, EventKind::decision_undone})->size(), 2U);
}

TEST_F(MatterDbTest, RebuildsAfterAnIntakeAskedForInputs) {
  auto db = *MatterDb::create(file());
  ASSERT_TRUE(append(db, given_two_records()));
  const auto before = *db.tables_digest();
  EXPECT_TRUE(*db.has_input("boston", "box/note.txt", base::Sha256::of("one")));
  EXPECT_EQ(*db.primary_with_key(base::Sha256::of("two")), foia::RecordId{2});
  const auto rebuilt = db.rebuild();
  ASSERT_TRUE(rebuilt) << rebuilt.error().message;
  EXPECT_EQ(*db.tables_digest(), before);
  EXPECT_TRUE(*db.has_input("boston", "box/note.txt", base::Sha256::of("one")));
  EXPECT_EQ(*db.primary_with_key(base::Sha256::of("two")), foia::RecordId{2});
}

TEST_F(MatterDbTest, TellsATaskingFromItsSteps) {
  auto db = *MatterDb::create(file());
  const foia::TaskingId id{1};
  foia::SearchTasking tasking{.id = id, .office = "boston"};
  tasking.due = *base::parse_date("2026-03-13");
  ASSERT_TRUE(append(db, TaskingDrafted{tasking}));
  ASSERT_TRUE(append(db, TaskingSent{id, *base::parse_date("2026-03-02")}));
  ASSERT_TRUE(append(db, TaskingAnswered{id, {.has_records = true, .searched_by = "Mary Lee"}}));
  EXPECT_EQ(db.taskings()->at(0).state, foia::TaskingState::records_returned);
  ASSERT_TRUE(append(db, TaskingAdvanced{id, foia::TaskingStep::send_back, {}, {}}));
  EXPECT_EQ(db.taskings()->at(0).state, foia::TaskingState::sent_back);
  EXPECT_FALSE(db.taskings()->at(0).answer);
  ASSERT_TRUE(append(db, TaskingAnswered{id, {.has_records = false, .searched_by = "Mary Lee"}}));
  const auto closed = append(
      db, TaskingAdvanced{id, foia::TaskingStep::close, *base::parse_date("2026-03-20"), {}});
  ASSERT_TRUE(closed);
  EXPECT_EQ(db.taskings()->at(0).state, foia::TaskingState::closed);
  EXPECT_TRUE(db.taskings()->at(0).answer);
  EXPECT_TRUE(db.taskings()->at(0).closed);
  ASSERT_TRUE(append(db, DecisionUndone{closed->id}));
  EXPECT_EQ(db.taskings()->at(0).state, foia::TaskingState::no_records);
  ASSERT_TRUE(append(db,
                     TaskingAdvanced{id,
                                     foia::TaskingStep::retask,
                                     *base::parse_date("2026-03-23"),
                                     *base::parse_date("2026-04-03")}));
  const auto again = db.taskings()->at(0);
  EXPECT_FALSE(again.answer);
  EXPECT_EQ(base::to_string(*again.due), "2026-04-03");
  EXPECT_EQ(base::to_string(*again.sent), "2026-03-23");
  EXPECT_EQ(db.tasking_steps()->size(), 5U);
  EXPECT_TRUE(db.verify_chain()->empty());
}

TEST_F(MatterDbTest, KeepsChangesOfCalendars) {
  auto db = *MatterDb::create(file());
  CalendarChanged change;
  change.calendar = "federal";
  change.days.push_back({*base::parse_date("2026-03-20"), "Day", "Proclamation 1", true});
  ASSERT_TRUE(append(db, change));
  const auto changes = *db.calendar_changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].change.days, change.days);
  EXPECT_TRUE(db.verify_chain()->empty());
}

TEST_F(MatterDbTest, RefusesToUndoEvidence) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  const auto added = append(*db, given_two_records());
  ASSERT_TRUE(added);
  const auto undone = append(*db, DecisionUndone{added->id});
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, base::ErrorCode::conflict);
}

TEST_F(MatterDbTest, TakesTheLatestDeterminationInForce) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  ASSERT_TRUE(append(*db, given_two_records()));
  using foia::Responsiveness;
  ASSERT_TRUE(
      append(*db, ResponsivenessCoded{"all", {{{}, {1}, "4", Responsiveness::not_responsive}}}));
  const auto second =
      append(*db, ResponsivenessCoded{"all", {{{}, {1}, "4", Responsiveness::responsive}}});
  ASSERT_TRUE(second);
  ASSERT_EQ(db->determinations()->size(), 1u);
  EXPECT_EQ(db->determinations()->at(0).value, Responsiveness::responsive);
  ASSERT_TRUE(append(*db, DecisionUndone{second->id}));
  EXPECT_EQ(db->determinations()->at(0).value, Responsiveness::not_responsive);
}

TEST_F(MatterDbTest, RebuildsTheSameTablesFromTheEvents) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  ASSERT_TRUE(append(*db, MatterDefined{"[matter]\n"}));
  ASSERT_TRUE(append(*db, given_two_records()));
  const auto marked = append(*db, MarksAdded{{mark(1)}});
  ASSERT_TRUE(marked);
  ASSERT_TRUE(append(*db, DecisionUndone{marked->id}));
  const auto before = *db->tables_digest();
  ASSERT_TRUE(db->rebuild());
  EXPECT_EQ(*db->tables_digest(), before);
  EXPECT_TRUE(db->verify_chain()->empty());
}

// As if an earlier version had written the file: a table is missing and another has other columns.
TEST_F(MatterDbTest, MakesTablesOfAnotherLayoutAgain) {
  base::Sha256 before;
  {
    auto db = MatterDb::create(file());
    ASSERT_TRUE(db);
    ASSERT_TRUE(append(*db, given_two_records()));
    ASSERT_TRUE(append(*db, MarksAdded{{mark(1)}}));
    before = *db->tables_digest();
  }
  tamper("DROP TABLE mark; ALTER TABLE record DROP COLUMN office; PRAGMA user_version=1");
  auto db = MatterDb::open(file(), Access::read_only);
  ASSERT_TRUE(db) << db.error().message;
  EXPECT_EQ(*db->tables_digest(), before);
  EXPECT_EQ(db->marks()->size(), 1u);
}

TEST_F(MatterDbTest, LeavesALedgerWithUnknownEventsAlone) {
  {
    auto db = MatterDb::create(file());
    ASSERT_TRUE(db);
    ASSERT_TRUE(append(*db, given_two_records()));
  }
  tamper("UPDATE event SET kind='of_the_future'; PRAGMA user_version=1");
  const auto db = MatterDb::open(file(), Access::read_write);
  ASSERT_FALSE(db);
  EXPECT_NE(db.error().message.find("another version"), std::string::npos) << db.error().message;
  tamper("UPDATE event SET kind='records_added'");
  const auto again = MatterDb::open(file(), Access::read_only);
  EXPECT_TRUE(again);
}

TEST_F(MatterDbTest, ShowsTheLedgerAsItWas) {
  auto db = MatterDb::create(file());
  ASSERT_TRUE(db);
  ASSERT_TRUE(append(*db, given_two_records()));
  ASSERT_TRUE(append(*db, MarksAdded{{mark(1)}}));
  auto past = db->as_of(foia::EventId{1});
  ASSERT_TRUE(past);
  EXPECT_TRUE(past->marks()->empty());
  EXPECT_EQ(past->records()->size(), 2u);
  EXPECT_EQ(past->last_event()->hash, db->event(foia::EventId{1})->value().hash);
}

struct Tampering {
  const char* name;
  const char* sql;
};
class TamperedLedger : public MatterDbTest, public testing::WithParamInterface<Tampering> {};

TEST_P(TamperedLedger, IsFound) {
  {
    auto db = MatterDb::create(file());
    ASSERT_TRUE(db);
    ASSERT_TRUE(append(*db, MatterDefined{"[matter]\n"}));
    ASSERT_TRUE(append(*db, given_two_records()));
    ASSERT_TRUE(append(*db, MarksAdded{{mark(1)}}));
    ASSERT_TRUE(append(*db, MarksAdded{{mark(2)}}));
    ASSERT_TRUE(db->verify_chain()->empty());
  }
  tamper(GetParam().sql);
  auto db = MatterDb::open(file(), Access::read_only);
  ASSERT_TRUE(db);
  EXPECT_FALSE(db->verify_chain()->empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each,
    TamperedLedger,
    testing::Values(Tampering{"changed_author", "UPDATE event SET author='X' WHERE id=3"},
                    Tampering{"changed_body",
                              "UPDATE event SET body=replace(body,'555','556') WHERE id=3"},
                    Tampering{"changed_reason", "UPDATE event SET reason='' WHERE id=2"},
                    Tampering{"missing_entry", "DELETE FROM event WHERE id=3"},
                    Tampering{"swapped_entries",
                              "UPDATE event SET id=99 WHERE id=3; UPDATE event SET id=3 WHERE id=4;"
                              "UPDATE event SET id=4 WHERE id=99"},
                    Tampering{"changed_table", "UPDATE mark SET page=2 WHERE id=1"},
                    Tampering{"removed_row", "DELETE FROM record WHERE id=2"},
                    Tampering{"missing_last_entry", "DELETE FROM event WHERE id=4"}),
    [](const auto& tampering) { return std::string(tampering.param.name); });

TEST_F(MatterDbTest, SurvivesAKillAtAnyMoment) {
  {
    auto db = MatterDb::create(file());
    ASSERT_TRUE(db);
  }
  // A child appends as fast as it can; it is killed in the middle, again and again.
  for (int round = 0; round < 8; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto db = MatterDb::open(file(), Access::read_write);
      while (db) {
        auto appended = append(*db, given_two_records());
        if (!appended) {
          // Records are primary keys: after the first time only marks are added.
          (void)append(*db, MarksAdded{{mark(db->last_event()->id.value + 1)}});
        }
      }
      ::_exit(1);
    }
    ::usleep(20'000 + static_cast<useconds_t>(round) * 7'000);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    auto db = MatterDb::open(file(), Access::read_write);
    ASSERT_TRUE(db) << db.error().message;
    const auto problems = db->verify_chain();
    ASSERT_TRUE(problems);
    EXPECT_TRUE(problems->empty());
  }
}

}  // namespace
}  // namespace vaughn::store
