// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/deadlines.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "engine/audit.h"
#include "engine/fees.h"
#include "engine/request.h"
#include "given_matter.h"

namespace vaughn::engine {
namespace {

using foia::StepKind;
using testing::ElementsAre;
using testing::HasSubstr;

base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

// A request by itself: no office, no records, only its steps.
class GivenRequest : public testing::Test {
 protected:
  GivenRequest() {
    auto made = base::TempDir::make(std::filesystem::temp_directory_path());
    EXPECT_TRUE(made);
    folder_.emplace(std::move(*made));
  }

  static Actor actor() {
    return {"D. Ruiz", [] { return *base::parse_instant("2026-08-01T12:00:00Z"); }};
  }
  Workspace given(std::string_view toml = kMatter) {
    auto made = Workspace::create(folder_->path() / "matter", toml, actor());
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return std::move(*made);
  }
  static base::Result<StepResult> take(Workspace& workspace, foia::RequestStep step) {
    return advance_request(workspace, {.step = std::move(step)});
  }
  static void given_received(Workspace& workspace, std::string_view on) {
    ASSERT_TRUE(take(workspace, {.kind = StepKind::received, .on = day(on), .is_proper = true}));
  }
  static base::Result<CalendarChange> add_holiday(Workspace& workspace, std::string_view on) {
    return change_day(workspace, "federal", {day(on), "Day of Mourning", "Proc. 1"}, "", false);
  }
  static DeadlineRow determination(Workspace& workspace) {
    auto row = deadline(workspace, "determination", day("2026-03-10"));
    EXPECT_TRUE(row) << (row ? "" : row.error().message);
    return *std::move(row);
  }
  // "2026-03-30>2026-03-31: reason"
  static std::vector<std::string> earlier(const DeadlineRow& row) {
    std::vector<std::string> out;
    for (const auto& revision : row.earlier) {
      out.push_back(fmt::format("{}>{}: {}",
                                revision.was ? base::to_string(*revision.was) : "none",
                                revision.became ? base::to_string(*revision.became) : "none",
                                revision.reason));
    }
    return out;
  }

  std::optional<base::TempDir> folder_{};
};

TEST_F(GivenRequest, ANewHolidayMovesADeadlineAndKeepsTheEarlierOne) {
  auto workspace = given();
  given_received(workspace, "2026-03-02");
  const auto change = add_holiday(workspace, "2026-03-20");
  ASSERT_TRUE(change);
  ASSERT_EQ(change->moved.size(), 1U);
  EXPECT_EQ(change->moved[0].deadline, "determination");
  const auto row = determination(workspace);
  EXPECT_EQ(*row.computation.due, day("2026-03-31"));
  EXPECT_THAT(earlier(row),
              ElementsAre("2026-03-30>2026-03-31: 2026-03-20 is a holiday: Day of Mourning (Proc. "
                          "1)"));
}

TEST_F(GivenRequest, UndoingTheHolidayMovesItBackAndKeepsBoth) {
  auto workspace = given();
  given_received(workspace, "2026-03-02");
  ASSERT_TRUE(add_holiday(workspace, "2026-03-20"));
  ASSERT_TRUE(undo(workspace, std::nullopt, "proclamation revoked", false));
  const auto row = determination(workspace);
  EXPECT_EQ(*row.computation.due, day("2026-03-30"));
  ASSERT_EQ(row.earlier.size(), 2U);
  EXPECT_EQ(row.earlier[1].reason, "proclamation revoked");
  // And undoing the undoing brings it back.
  const auto last = *workspace.db().last_event();
  ASSERT_TRUE(undo(workspace, last.id, "", false));
  EXPECT_EQ(*determination(workspace).computation.due, day("2026-03-31"));
  EXPECT_TRUE(verify_audit(workspace, false)->problems.empty());
}

TEST_F(GivenRequest, AStepIsRefusedWithTheRuleAndLeavesNoTrace) {
  auto workspace = given();
  given_received(workspace, "2026-03-02");
  const foia::RequestStep toll{.kind = StepKind::tolled,
                               .on = day("2026-03-10"),
                               .text = "Which years?",
                               .toll = foia::TollKind::information};
  ASSERT_TRUE(take(workspace, toll));
  ASSERT_TRUE(take(workspace,
                   {.kind = StepKind::toll_answered,
                    .on = day("2026-03-12"),
                    .toll = foia::TollKind::information}));
  const auto events = workspace.db().last_event()->id;
  auto second = toll;
  second.on = day("2026-03-13");
  const auto refused = take(workspace, second);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::conflict);
  EXPECT_THAT(refused.error().hint, HasSubstr("5 U.S.C. 552(a)(6)(A)(ii)(I)"));
  EXPECT_EQ(workspace.db().last_event()->id, events);
}

TEST_F(GivenRequest, AStepOfTomorrowIsNotHereYet) {
  auto workspace = given();
  const auto refused = take(workspace, {.kind = StepKind::received, .on = day("2026-08-02")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "2026-08-02 is not here yet");
}

TEST_F(GivenRequest, ADryRunWritesNothing) {
  auto workspace = given();
  const auto before = *workspace.db().tables_digest();
  const auto result = advance_request(
      workspace,
      {.step = {.kind = StepKind::received, .on = day("2026-03-02"), .is_proper = true},
       .is_dry_run = true});
  ASSERT_TRUE(result);
  EXPECT_EQ(result->determination->due, day("2026-03-30"));
  EXPECT_EQ(*workspace.db().tables_digest(), before);
}

TEST_F(GivenRequest, ADocumentIsKeptAsItWas) {
  auto workspace = given();
  const auto letter = folder_->path() / "notice.txt";
  ASSERT_TRUE(base::write_file(letter, "Dear requester,"));
  const auto result = advance_request(
      workspace,
      {.step = {.kind = StepKind::received, .on = day("2026-03-02"), .is_proper = true},
       .document = letter});
  ASSERT_TRUE(result);
  const auto kept = workspace.blobs().get(result->step.document.sha256);
  ASSERT_TRUE(kept);
  EXPECT_EQ(result->step.document.name, "notice.txt");
  EXPECT_EQ(result->step.authority, "5 U.S.C. 552(a)(6)(A)");
}

TEST_F(GivenRequest, TheReceiptOfMatterTomlStandsUntilTheLedgerHasOne) {
  auto toml = base::replace_all(
      std::string(kMatter), "number = \"2024-DOT-00001\"", "number = \"1\"\nreceived = 2026-03-02");
  auto workspace = given(toml);
  EXPECT_EQ(*determination(workspace).computation.due, day("2026-03-30"));
  const auto view = *look_at_request(workspace, day("2026-03-10"));
  EXPECT_EQ(view.working_days_used, 6);
  EXPECT_EQ(view.history.at(0).event.value, 0);
  EXPECT_FALSE(take(workspace, {.kind = StepKind::received, .on = day("2026-03-03")}));
}

TEST_F(GivenRequest, TheExtensionSaysUntilWhen) {
  auto workspace = given();
  given_received(workspace, "2026-03-02");
  const auto extended = take(workspace,
                             {.kind = StepKind::extended,
                              .on = day("2026-03-27"),
                              .grounds = {foia::UnusualGround::field_facilities},
                              .days = 10});
  ASSERT_TRUE(extended);
  EXPECT_EQ(extended->step.due, day("2026-04-13"));
}

TEST_F(GivenRequest, LosesSearchFeesByBeingLate) {
  auto toml = base::replace_all(std::string(kMatter),
                                "[[office]]\nkey = \"boston\"",
                                "[calendar]\nagency = \"dhs-dc\"\n[[office]]\nkey = \"boston\"");
  auto workspace = given(toml);
  given_received(workspace, "2026-03-02");
  FeeRequest request;
  request.category = clock::RequesterCategory::other;
  request.search = clock::Work{.professional = 300};
  request.pages = 250;
  EXPECT_EQ(fees(workspace, request, day("2026-03-30"))->decision.due_cents, 8400 + 1500);
  const auto late = *fees(workspace, request, day("2026-03-31"));
  EXPECT_TRUE(late.facts.lateness.is_late);
  EXPECT_EQ(late.decision.due_cents, 1500);
}

TEST_F(GivenRequest, ACalendarThatIsNotThereIsNamed) {
  auto workspace = given(base::replace_all(
      std::string(kMatter), "[bates]", "[calendar]\nagency = \"atlantis\"\n[bates]"));
  const auto missing = deadlines(workspace, day("2026-03-10"));
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().hint, HasSubstr("dhs-dc"));
}

// Every line of an iCalendar file is at most 75 octets long and ends with CRLF; identifiers stay.
TEST_F(GivenRequest, ExportsACalendarThatKeepsItsIdentifiers) {
  auto workspace = given();
  given_received(workspace, "2026-03-02");
  ASSERT_TRUE(take(workspace, {.kind = StepKind::complaint_served, .on = day("2026-03-03")}));
  const auto first = export_calendar(workspace, day("2026-03-10"))->ics;
  ASSERT_TRUE(add_holiday(workspace, "2026-03-20"));
  const auto second = export_calendar(workspace, day("2026-03-10"))->ics;
  const auto uids = [](std::string_view ics) {
    std::vector<std::string> out;
    for (const auto line : base::split(ics, '\n')) {
      EXPECT_LE(line.size(), 76U);
      EXPECT_TRUE(line.empty() || line.back() == '\r');
      if (line.starts_with("UID:")) {
        out.emplace_back(line);
      }
    }
    return out;
  };
  EXPECT_EQ(uids(first), uids(second));
  EXPECT_THAT(second, HasSubstr("DTSTART;VALUE=DATE:20260331\r\n"));
  EXPECT_THAT(second, HasSubstr("SEQUENCE:1\r\n"));
  // Midnight of San Francisco, an hour before the end of the day in summer time.
  EXPECT_THAT(second, HasSubstr("DTSTART:20260403T065959Z\r\n"));
}

}  // namespace
}  // namespace vaughn::engine
