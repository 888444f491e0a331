// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole line on a handful of files: from a folder to a sealed volume and back.
#include "engine/audit.h"
#include "engine/census.h"
#include "engine/detail/withheld_lines.h"
#include "engine/figures.h"
#include "engine/find.h"
#include "engine/papers.h"
#include "engine/status.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

class Line : public GivenMatter {
 protected:
  // One mail with an attachment at two offices, a note, a broken PDF and an empty file.
  Workspace given_records() {
    given_file("boston/mail/a.eml", kMail);
    given_file("boston/note.txt", "Lunch menu of the canteen.\n");
    given_file("boston/broken.pdf", "%PDF-1.4\nnothing follows");
    given_file("boston/empty.txt", "");
    given_file("dallas/copy.eml", kMail);
    auto workspace = given_workspace();
    take(workspace, "boston", "boston");
    take(workspace, "dallas", "dallas");
    return workspace;
  }
};

TEST_F(Line, AccountsForEveryFile) {
  auto workspace = given_records();
  const auto account = engine::account(workspace);
  ASSERT_TRUE(account);
  EXPECT_EQ(account->files, 5);
  EXPECT_EQ(account->difference, 0);
  EXPECT_EQ(*workspace.db().record_count(), 5);
  EXPECT_EQ(account->exceptions, 2);
}

TEST_F(Line, AddsNothingTheSecondTime) {
  auto workspace = given_records();
  const auto before = *workspace.db().tables_digest();
  const auto again = take(workspace, "boston", "boston");
  EXPECT_EQ(again.already_here, again.files);
  EXPECT_EQ(again.records, 0);
  EXPECT_EQ(*workspace.db().tables_digest(), before);
}

TEST_F(Line, KeepsDuplicatesAsCustodianEvidence) {
  auto workspace = given_records();
  const auto records = workspace.db().records();
  ASSERT_TRUE(records);
  int copies = 0;
  for (const auto& record : *records) {
    if (record.duplicate_of) {
      ++copies;
      EXPECT_EQ(record.office, "dallas");
    }
  }
  EXPECT_EQ(copies, 2);
}

TEST_F(Line, FindsWordsWithinReach) {
  auto workspace = given_records();
  FindRequest request;
  request.query = "gauge w/5 quintanar";
  const auto found = find(workspace, request);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->records, 2);
  EXPECT_EQ(found->with_family, 4);
}

TEST_F(Line, FindsWhatTheLedgerSaysNow) {
  auto workspace = given_records();
  EXPECT_EQ(find(workspace, {.query = "state:responsive"})->records, 0);
  code_responsive(workspace, "harbor", "1");
  EXPECT_GT(find(workspace, {.query = "state:responsive"})->records, 0);
  EXPECT_EQ(find(workspace, {.query = "lighthouse"})->records, 0);
  given_file("later/note.txt", "The lighthouse was painted.\n");
  take(workspace, "later", "dallas");
  EXPECT_EQ(find(workspace, {.query = "lighthouse"})->records, 1);
}

TEST_F(Line, FindsWhatAnotherProcessWrote) {
  auto workspace = given_records();
  auto reader = reopened(store::Access::read_only);
  EXPECT_EQ(find(reader, {.query = "state:responsive"})->records, 0);
  code_responsive(workspace, "harbor", "1");
  EXPECT_GT(find(reader, {.query = "state:responsive"})->records, 0);
}

TEST_F(Line, NoticesASegmentThatWasAlteredAfterItWasVerified) {
  {
    auto workspace = given_records();
    ASSERT_TRUE(find(workspace, {.query = "harbor"}));
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder() / "matter" / "index")) {
    auto bytes = base::read_file(entry.path());
    ASSERT_TRUE(bytes);
    bytes->back() = static_cast<char>(bytes->back() ^ 1);
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_all);
    std::ofstream(entry.path(), std::ios::binary) << *bytes;
  }
  auto workspace = reopened(store::Access::read_only);
  const auto found = find(workspace, {.query = "harbor"});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, base::ErrorCode::damaged);
}

TEST_F(Line, ProducesWhatWasDecidedAndNothingElse) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  mark_words(workspace, "Marisol Quintanar", "(b)(6)");
  mark_words(workspace, "617-555-0142", "(b)(6)");
  release_all(workspace);
  const auto result = produced(workspace);
  ASSERT_FALSE(result.path.empty());
  EXPECT_EQ(result.volume.page_count, 2);
  EXPECT_EQ(result.pages_in_part, 1);
  EXPECT_EQ(result.pages_in_full, 1);
  const auto text =
      base::run_process({"pdftotext", (result.path / "PDF" / "DOT-000001.pdf").string(), "-"});
  ASSERT_TRUE(text);
  EXPECT_EQ(text->out.find("Quintanar"), std::string::npos);
  EXPECT_EQ(text->out.find("0142"), std::string::npos);
  EXPECT_NE(text->out.find("this morning"), std::string::npos);
  EXPECT_NE(text->out.find("(b)(6)"), std::string::npos);
  EXPECT_NE(text->out.find("DOT-000001"), std::string::npos);
  const auto readme = base::read_file(result.path / "README.txt");
  ASSERT_TRUE(readme);
  EXPECT_NE(readme->find("\nWritten by vaughn 0.1.0.\n"), std::string::npos);
  EXPECT_EQ(status(workspace, today())->next, "vaughn find 'state:undecided'");
  code_non_responsive(workspace, "menu");
  EXPECT_EQ(status(workspace, today())->next, "vaughn report jsr");
}

TEST_F(Line, KnowsWhatOnlyWithheldPagesSay) {
  given_file("boston/open.txt", "Gauge seven stood at two metres.\nThe harbor is calm today.\n");
  given_file("boston/secret.txt",
             "Gauge seven stood at two metres.\nThe pilot refused to testify before the board.\n"
             "Two words\n");
  auto workspace = given_workspace();
  take(workspace, "boston", "boston");
  code_responsive(workspace, "gauge", "1");
  render_all(workspace);
  DecideRequest withhold;
  withhold.scope.query = "pilot";
  withhold.disposition = foia::Disposition::withhold;
  withhold.claims = claims("(b)(7)(A)");
  withhold.reason = "an open case";
  withhold.harm = "would warn the witness";
  ASSERT_TRUE(decide_pages(workspace, withhold));
  DecideRequest release;
  release.scope.query = "calm";
  release.disposition = foia::Disposition::release;
  release.reason = "reviewed line by line";
  ASSERT_TRUE(decide_pages(workspace, release));

  foia::VolumePlan plan;
  for (const auto id : {1, 2}) {
    foia::ProducedRecord record;
    record.record = workspace.db().records({foia::RecordId{id}})->at(0);
    const bool is_secret = record.record.name == "secret.txt";
    record.pages.push_back(
        {.source_page = 1,
         .outcome = is_secret ? foia::PageOutcome::withheld_in_full : foia::PageOutcome::in_full});
    plan.records.push_back(std::move(record));
  }
  const auto lines = withheld_lines(workspace, sandbox(), plan);
  ASSERT_TRUE(lines) << lines.error().message;
  ASSERT_EQ(lines->size(), 1u);
  EXPECT_EQ(lines->begin()->second,
            std::vector<std::string>{"The pilot refused to testify before the board."});

  const auto result = produced(workspace);
  EXPECT_EQ(result.pages_withheld, 1);
  EXPECT_EQ(result.pages_in_full, 1);
}

TEST_F(Line, MakesTheSameBytesAgain) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  mark_words(workspace, "Marisol Quintanar", "(b)(6)");
  release_all(workspace);
  ASSERT_FALSE(produced(workspace).path.empty());
  const auto rebuilt = rebuild_volume(workspace, sandbox(), "VOL001", folder() / "again");
  ASSERT_TRUE(rebuilt) << rebuilt.error().message;
  EXPECT_TRUE(rebuilt->differences.empty()) << rebuilt->differences.front();
}

TEST_F(Line, SaysTheSameNumberEverywhere) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  mark_words(workspace, "Marisol Quintanar", "(b)(6)");
  release_all(workspace);
  const auto result = produced(workspace);
  const auto counted = figures(workspace);
  ASSERT_TRUE(counted);
  EXPECT_EQ(*counted->value("pages.produced"), result.volume.page_count);
  EXPECT_EQ(*counted->value("pages.in_part"), result.pages_in_part);
  for (const auto& [id, figure] : counted->rows()) {
    const auto explained = explain(workspace, id);
    ASSERT_TRUE(explained);
    EXPECT_EQ(static_cast<std::int64_t>(explained->rows.size()), figure.value) << id;
  }
  const auto index = vaughn_index(workspace);
  ASSERT_TRUE(index) << index.error().message;
  EXPECT_EQ(index->entries.size(), 1u);
  EXPECT_EQ(index->pages_in_part, result.pages_in_part);
  EXPECT_TRUE(index->problems.empty()) << index->problems.front();
}

TEST_F(Line, DoesNotUndoWhatWasProduced) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  mark_words(workspace, "Marisol Quintanar", "(b)(6)");
  release_all(workspace);
  ASSERT_FALSE(produced(workspace).path.empty());
  const auto undone = undo(workspace, std::nullopt, "", false);
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, base::ErrorCode::conflict);
}

TEST_F(Line, RefusesToProduceTheSamePagesTwice) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  release_all(workspace);
  ASSERT_FALSE(produced(workspace).path.empty());
  ProduceRequest request;
  request.dated = today();
  const auto again = produce(workspace, sandbox(), request, {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, base::ErrorCode::conflict);
}

TEST_F(Line, CorrectsAVolumeByANewOne) {
  auto workspace = given_records();
  code_responsive(workspace, "harbor", "1");
  render_all(workspace);
  release_all(workspace);
  ASSERT_FALSE(produced(workspace).path.empty());
  MarkRequest marks;
  marks.scope.query = "quintanar AND state:responsive";
  marks.words = {"Marisol Quintanar"};
  marks.claims = claims("(b)(6)");
  marks.reason = "overlooked";
  marks.harm = "would invite unwanted contact";
  marks.is_correction = true;
  const auto marked = add_marks(workspace, sandbox(), marks, {});
  ASSERT_TRUE(marked) << marked.error().message;
  ASSERT_EQ(marked->marks, 1);
  ProduceRequest request;
  request.dated = today();
  request.supersedes = "VOL001";
  request.supersedes_reason = "a name was not withheld";
  const auto corrected = produce(workspace, sandbox(), request, {});
  ASSERT_TRUE(corrected) << corrected.error().message;
  EXPECT_EQ(corrected->volume.name, "VOL002");
  EXPECT_EQ(corrected->volume.supersedes, "VOL001");
  EXPECT_EQ(corrected->volume.page_count, 1);
  EXPECT_EQ(corrected->pages_in_part, 1);
  const auto counted = figures(workspace);
  EXPECT_EQ(*counted->value("pages.produced"), 2) << "a corrected page counts once";
}

TEST_F(Line, MissesEntriesCutOffAtTheEnd) {
  {
    auto workspace = given_records();
    ASSERT_TRUE(verify_audit(workspace, true)->problems.empty());
  }
  const auto done = base::run_process({"sqlite3",
                                       (folder() / "matter" / "ledger.db").string(),
                                       "DELETE FROM event WHERE id=(SELECT max(id) FROM event)"});
  ASSERT_TRUE(done);
  auto workspace = reopened(store::Access::read_only);
  const auto audit = verify_audit(workspace, false);
  ASSERT_TRUE(audit);
  EXPECT_FALSE(audit->problems.empty());
}

}  // namespace
}  // namespace vaughn::engine
