// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/invariants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "given_matter.h"
#include "portal/inbox.h"

namespace vaughn::engine {
namespace {

using foia::PageOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

// Bad states are written straight into the ledger, past the commands that would refuse them.
class Invariants : public testing::Test {
 protected:
  Invariants() {
    auto made = base::TempDir::make(std::filesystem::temp_directory_path());
    EXPECT_TRUE(made);
    folder_.emplace(std::move(*made));
    Actor actor{"D. Ruiz", [] { return base::Instant{std::chrono::seconds{1'700'000'000}}; }};
    auto workspace = Workspace::create(folder_->path() / "matter", kMatter, std::move(actor));
    EXPECT_TRUE(workspace) << (workspace ? "" : workspace.error().message);
    workspace_.emplace(std::move(*workspace));
  }

  store::Event given(const store::Body& body, const std::string& reason = "planted") {
    auto event = workspace_->record(reason, body);
    EXPECT_TRUE(event) << (event ? "" : event.error().message);
    return event ? *event : store::Event{};
  }

  static foia::Record record(std::int64_t id, std::int64_t family) {
    foia::Record out;
    out.id.value = id;
    out.family.value = family;
    out.sha256 = base::Sha256::of("record " + std::to_string(id));
    out.duplicate_key = out.sha256;
    out.kind = foia::RecordKind::text;
    out.office = "boston";
    return out;
  }

  // Records of one page each, of which all that is not said otherwise is released.
  void given_records(const std::vector<std::pair<std::int64_t, std::int64_t>>& families) {
    store::RecordsAdded added;
    added.office = "boston";
    store::ResponsivenessCoded coded;
    store::RecordsRendered rendered;
    for (const auto& [id, family] : families) {
      added.records.push_back(record(id, family));
      coded.determinations.push_back({{}, {id}, "1", foia::Responsiveness::responsive});
      rendered.renditions.push_back({{id}, base::Sha256::of("pdf"), 1, {}});
    }
    given(added);
    given(coded);
    given(rendered);
  }

  void given_decision(std::int64_t id, foia::Disposition disposition) {
    foia::PageDecision decision;
    decision.record.value = id;
    decision.page = 1;
    decision.disposition = disposition;
    decision.reason = "read";
    if (disposition == foia::Disposition::withhold) {
      decision.claims = *foia::parse_claims("(b)(6)");
      decision.harm = "unwanted contact";
    }
    given(store::PagesDecided{{decision}});
  }

  static store::VolumePageRow page(std::int64_t number,
                                   std::int64_t id,
                                   PageOutcome outcome = PageOutcome::in_full) {
    store::VolumePageRow out;
    out.number = number;
    out.record.value = id;
    out.page = 1;
    out.outcome = outcome;
    return out;
  }

  void given_volume(const std::vector<store::VolumePageRow>& pages,
                    const std::string& name = "VOL001") {
    store::VolumeSealed sealed;
    sealed.volume.name = name;
    sealed.volume.dated = day("2023-11-10");
    sealed.volume.page_count = std::ssize(pages);
    sealed.volume.record_count = std::ssize(pages);
    sealed.pages = pages;
    given(sealed);
  }

  InvariantRow asked(std::string_view id, const InvariantRequest& request = {}) {
    const auto result = check_invariants(*workspace_, request, day("2023-11-14"));
    EXPECT_TRUE(result) << (result ? "" : result.error().message);
    if (!result) {
      return {};
    }
    const auto found = std::find_if(result->rows.begin(),
                                    result->rows.end(),
                                    [&](const InvariantRow& row) { return row.id == id; });
    EXPECT_NE(found, result->rows.end());
    return *found;
  }

  std::vector<std::string> violations(std::string_view id) { return asked(id).violations; }

  std::filesystem::path folder() const { return folder_->path(); }
  Workspace& workspace() { return *workspace_; }

 private:
  std::optional<base::TempDir> folder_{};
  std::optional<Workspace> workspace_{};
};

TEST_F(Invariants, AreEighteenAndSayWhyOneIsNotAsked) {
  const auto result = check_invariants(workspace(), {}, day("2023-11-14"));
  ASSERT_TRUE(result) << result.error().message;
  ASSERT_EQ(result->rows.size(), 18U);
  EXPECT_EQ(result->violations, 0);
  for (const auto& row : result->rows) {
    EXPECT_FALSE(row.rule.empty());
    EXPECT_TRUE(row.state != InvariantState::not_applicable || !row.note.empty()) << row.id;
  }
  EXPECT_THAT(result->rows[8].note, HasSubstr("outside the Act"));
}

TEST_F(Invariants, HoldInAMatterThatWasProducedAsDecided) {
  given_records({{1, 1}, {2, 1}});
  given_decision(1, foia::Disposition::release);
  given_decision(2, foia::Disposition::withhold);
  auto withheld = page(2, 2, PageOutcome::withheld_in_full);
  withheld.claims = *foia::parse_claims("(b)(6)");
  given_volume({page(1, 1), withheld});
  for (const auto* id : {"I1", "I2", "I3", "I4", "I5", "I7", "I8"}) {
    const auto row = asked(id);
    EXPECT_EQ(row.state, InvariantState::holds) << id;
    EXPECT_THAT(row.violations, IsEmpty()) << id;
  }
}

TEST_F(Invariants, I1FindsAPageWhoseOutcomeIsNotThatOfItsBoxes) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::release);
  given_volume({page(1, 1, PageOutcome::in_part)});
  EXPECT_THAT(violations("I1"),
              testing::Contains(HasSubstr("DOT-000001: released in part, without a box")));
}

TEST_F(Invariants, I1FindsAPageProducedOtherwiseThanDecided) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::withhold);
  given_volume({page(1, 1)});
  EXPECT_THAT(violations("I1"),
              testing::Contains(HasSubstr("produced otherwise than it was decided")));
}

// LAW: 5 U.S.C. 552(a)(8)(A)(i): withhold only where disclosure foreseeably harms an interest.
TEST_F(Invariants, I2FindsAMarkWithoutItsHarmOrExemption) {
  given_records({{1, 1}});
  foia::Mark mark;
  mark.id.value = 1;
  mark.record.value = 1;
  mark.page = 1;
  mark.box = {72, 700, 144, 712};
  mark.claims = *foia::parse_claims("(b)(6)");
  mark.reason = "a name";
  auto bare = mark;
  bare.id.value = 2;
  bare.claims.clear();
  bare.harm = "unwanted contact";
  given(store::MarksAdded{{mark, bare}});
  EXPECT_THAT(violations("I2"),
              ElementsAre(HasSubstr("M-1 on page 1 of R-000001: the foreseeable harm"),
                          HasSubstr("M-2 on page 1 of R-000001: no exemption")));
}

TEST_F(Invariants, I3FindsANumberLeftOut) {
  given_records({{1, 1}, {2, 2}});
  given_decision(1, foia::Disposition::release);
  given_decision(2, foia::Disposition::release);
  given_volume({page(1, 1)});
  given_volume({page(4, 2)}, "VOL002");
  EXPECT_THAT(violations("I3"), ElementsAre("DOT-000004 in VOL002: DOT-000002 was to follow"));
}

TEST_F(Invariants, I4FindsAFamilyTornApart) {
  given_records({{1, 1}, {2, 1}, {3, 3}});
  for (const auto id : {1, 2, 3}) {
    given_decision(id, foia::Disposition::release);
  }
  given_volume({page(1, 1), page(2, 3), page(3, 2)});
  EXPECT_THAT(violations("I4"), ElementsAre(HasSubstr("the family of R-000001 is torn apart")));
}

TEST_F(Invariants, I5FindsAVolumeThatStatesOtherCounts) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::release);
  store::VolumeSealed sealed;
  sealed.volume.name = "VOL001";
  sealed.volume.page_count = 7;
  sealed.volume.record_count = 1;
  sealed.pages = {page(1, 1)};
  given(sealed);
  EXPECT_THAT(violations("I5"), ElementsAre(HasSubstr("VOL001 states 7 pages")));
}

TEST_F(Invariants, I5FindsALetterWithAnotherNumber) {
  given_records({{1, 1}});
  store::LetterWritten letter;
  letter.number = 1;
  letter.kind = "interim";
  letter.figures = {{"pages.responsive", 1}, {"pages.in_full", 12}};
  given(letter);
  EXPECT_THAT(violations("I5"), ElementsAre("letter 1: pages.in_full = 12, the ledger had 0"));
}

TEST_F(Invariants, I6FindsAVolumeWithoutItsProof) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::release);
  given_volume({page(1, 1)});
  EXPECT_THAT(violations("I6"), ElementsAre("VOL001: its manifest or its proof is gone"));
  const auto volume = workspace().volumes_folder() / "VOL001";
  ASSERT_TRUE(base::make_directories(volume));
  for (const auto* name : {"manifest.json", "proof.json", "proof.sig"}) {
    ASSERT_TRUE(base::write_file(volume / name, "other bytes"));
  }
  EXPECT_THAT(violations("I6"),
              ElementsAre(HasSubstr("not the one that was sealed"), HasSubstr("not signed")));
}

// LAW: EO 12600 sec. 4: nothing is disclosed while the submitter may object.
TEST_F(Invariants, I7FindsAPageThatLeftWhileItWasAtTheSubmitter) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::release);
  store::ConsultationSent sent;
  sent.id.value = 1;
  sent.submitter = "northway";
  sent.sent = day("2023-11-01");
  sent.due = day("2023-11-16");
  sent.pages = {{{1}, 1}};
  given(sent);
  given_volume({page(1, 1)});
  EXPECT_THAT(violations("I7"),
              ElementsAre(HasSubstr("DOT-000001 (page 1 of R-000001) in VOL001: it was at a")));
}

TEST_F(Invariants, I8FindsAReferredPageInAVolume) {
  given_records({{1, 1}});
  given_decision(1, foia::Disposition::refer);
  given_volume({page(1, 1)});
  EXPECT_THAT(violations("I8"), ElementsAre(HasSubstr("it was referred")));
}

TEST_F(Invariants, I10FindsAnExtensionThatDoesNotRecount) {
  using foia::StepKind;
  given(store::RequestAdvanced{
      {.kind = StepKind::received, .on = day("2023-10-02"), .is_proper = true}});
  given(store::RequestAdvanced{{.kind = StepKind::extended,
                                .on = day("2023-10-20"),
                                .grounds = {foia::UnusualGround::voluminous},
                                .days = 10,
                                .due = day("2023-12-29")}});
  EXPECT_THAT(violations("I10"),
              ElementsAre(HasSubstr("the extension ends on 2023-11-15, not on 2023-12-29")));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii)(I): one request for information stops the clock.
TEST_F(Invariants, I11FindsASecondQuestion) {
  using foia::StepKind;
  given(store::RequestAdvanced{
      {.kind = StepKind::received, .on = day("2023-10-02"), .is_proper = true}});
  for (const auto* on : {"2023-10-04", "2023-10-12"}) {
    given(store::RequestAdvanced{
        {.kind = StepKind::tolled, .on = day(on), .toll = foia::TollKind::information}});
    given(store::RequestAdvanced{{.kind = StepKind::toll_answered,
                                  .on = base::add_days(day(on), 1),
                                  .toll = foia::TollKind::information}});
  }
  EXPECT_THAT(violations("I11"), ElementsAre("e5: a question more"));
}

// LAW: 5 U.S.C. 552(a)(6)(B)(i): the notice comes before the time ends.
TEST_F(Invariants, I12FindsAnExtensionNoticedTooLate) {
  using foia::StepKind;
  given(store::RequestAdvanced{
      {.kind = StepKind::received, .on = day("2023-09-01"), .is_proper = true}});
  given(store::RequestAdvanced{{.kind = StepKind::extended,
                                .on = day("2023-10-20"),
                                .grounds = {foia::UnusualGround::voluminous},
                                .days = 10}});
  EXPECT_THAT(violations("I12"), ElementsAre("e3: noticed on 2023-10-20, after 2023-10-02"));
}

TEST_F(Invariants, I13FindsCopiesDecidedDifferentlyWithoutAReason) {
  store::RecordsAdded added;
  added.office = "boston";
  added.records = {record(1, 1), record(2, 2)};
  added.records[1].duplicate_of.value = 1;
  given(added);
  given(store::ResponsivenessCoded{"", {{{}, {1}, "1", foia::Responsiveness::responsive}}});
  given(store::ResponsivenessCoded{"", {{{}, {2}, "1", foia::Responsiveness::not_responsive}}},
        "the copy bears a note");
  EXPECT_THAT(violations("I13"), IsEmpty());
  given(store::ResponsivenessCoded{"", {{{}, {2}, "1", foia::Responsiveness::not_responsive}}}, "");
  EXPECT_THAT(violations("I13"), ElementsAre(HasSubstr("R-000002 and R-000001")));
}

// LAW: Oglesby v. Army, 920 F.2d 57: a search is shown by who searched where, with what terms.
TEST_F(Invariants, I14FindsATaskingClosedWithoutAResult) {
  const foia::TaskingId id{1};
  given(store::TaskingDrafted{{.id = id, .office = "boston", .categories = {"1"}}});
  EXPECT_THAT(asked("I14").note, "1 still open");
  given(store::TaskingSent{id, day("2023-10-02")});
  given(store::TaskingAdvanced{id, foia::TaskingStep::close, day("2023-10-20"), {}});
  EXPECT_THAT(violations("I14"),
              ElementsAre("tasking 1 (e4): 'close' cannot follow 'sent'",
                          "tasking 1: closed without a result"));
}

TEST_F(Invariants, I14FindsAnUnsignedAnswer) {
  const foia::TaskingId id{1};
  given(store::TaskingDrafted{{.id = id, .office = "boston", .categories = {"1"}}});
  given(store::TaskingSent{id, day("2023-10-02")});
  given(store::TaskingAnswered{id, {.has_records = false}});
  EXPECT_EQ(violations("I14").size(), 3U);
}

TEST_F(Invariants, I15FindsAFilingWhoseNumbersWereNotThoseOfTheLedger) {
  given_records({{1, 1}});
  store::FilingMade filing;
  filing.key = "jsr1";
  filing.as_of = day("2023-11-10");
  filing.figures = {{"records.collected", 1}, {"pages.produced", 400}};
  const auto event = given(filing);
  EXPECT_THAT(violations("I15"), ElementsAre(HasSubstr("pages.produced = 400, the ledger had 0")));
  // What came later does not make a filing wrong.
  store::RecordsAdded more;
  more.records = {record(2, 2)};
  given(more);
  EXPECT_EQ(violations("I15").size(), 1U);
}

TEST_F(Invariants, I16FindsARequestClosedBeforeItCame) {
  using foia::StepKind;
  given(store::RequestAdvanced{
      {.kind = StepKind::received, .on = day("2023-10-02"), .is_proper = true}});
  given(store::RequestAdvanced{{.kind = StepKind::determined,
                                .on = day("2022-09-01"),
                                .disposition = foia::RequestDisposition::full_grant}});
  given(store::RequestAdvanced{{.kind = StepKind::closed,
                                .on = day("2022-09-01"),
                                .disposition = foia::RequestDisposition::full_grant}});
  EXPECT_THAT(violations("I16"), testing::Not(IsEmpty()));
}

TEST_F(Invariants, I17FindsAFilingWhosePdfIsGone) {
  store::FilingMade filing;
  filing.key = "jsr1";
  filing.pdf = base::Sha256::of("no such blob");
  given(filing);
  EXPECT_THAT(violations("I17"), ElementsAre(HasSubstr("the PDF that was made is gone")));
}

TEST_F(Invariants, I18IsAskedOfAnInbox) {
  EXPECT_THAT(asked("I18").note, HasSubstr("--inbox"));
}

}  // namespace
}  // namespace vaughn::engine
