// SPDX-License-Identifier: AGPL-3.0-or-later
#include "portal/inbox.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "example.h"

namespace vaughn::portal {
namespace {

namespace fs = std::filesystem;

class InboxTest : public testing::Test {
 protected:
  Inbox open() { return std::move(*Inbox::open(folder(), {})); }
  fs::path folder() const { return temp_.path() / "inbox"; }
  base::Instant now() const { return *base::parse_instant("2026-03-02T14:12:00Z"); }

  base::TempDir temp_ = std::move(*base::TempDir::make(fs::temp_directory_path()));
};

TEST_F(InboxTest, StoresAndAnswers) {
  auto inbox = open();
  const auto answer = inbox.receive(example_body(), now());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, Outcome::stored);
  EXPECT_EQ(answer->http_status, 200);
  EXPECT_EQ(answer->json, R"({"id":1,"status_tracking_number":"2026-FOIA-00001"})");
  EXPECT_EQ(*base::read_file(folder() / "requests/41/body.json"), example_body());
  const auto stored = read_case(folder() / "41");
  ASSERT_TRUE(stored);
  ASSERT_EQ(stored->receipt.files.size(), 2U);
  EXPECT_EQ(*read_stored_file(*stored, stored->receipt.files[0]), "hello");
  EXPECT_EQ(*read_stored_file(*stored, stored->receipt.files[1]), "note");
}

TEST_F(InboxTest, AnswersARepetitionTheSame) {
  std::string first;
  {
    auto inbox = open();
    first = inbox.receive(example_body(), now())->json;
    EXPECT_EQ(inbox.receive(example_body(42), now())->receipt->id, 2);
  }
  auto inbox = open();
  const auto again = inbox.receive(replaced(example_body(), ",\"", ", \""), now());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->outcome, Outcome::repeated);
  EXPECT_EQ(again->json, first);
  EXPECT_EQ(inbox.receive(example_body(43), now())->receipt->id, 3);
}

TEST_F(InboxTest, KeepsAConflictAsEvidence) {
  auto inbox = open();
  ASSERT_TRUE(inbox.receive(example_body(), now()));
  const auto other = example_body(41, "Something else.");
  const auto answer = inbox.receive(other, now());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, Outcome::conflict);
  EXPECT_EQ(answer->http_status, 409);
  const auto kept = folder() / "requests/41/conflicts" / (base::Sha256::of(other).hex() + ".json");
  EXPECT_EQ(*base::read_file(kept), other);
  EXPECT_EQ(list_cases(folder())->at(0).conflicts, 1);
  EXPECT_EQ(inbox.receive(example_body(), now())->outcome, Outcome::repeated);
}

TEST_F(InboxTest, KeepsWhatItRejects) {
  auto inbox = open();
  const auto answer = inbox.receive("{", now());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->outcome, Outcome::rejected);
  EXPECT_EQ(answer->http_status, 400);
  EXPECT_EQ(answer->json,
            R"({"code":"invalid_json","message":"the request cannot be taken",)"
            R"("description":"the body is not JSON in UTF-8"})");
  EXPECT_TRUE(fs::exists(folder() / "rejected" / (base::Sha256::of("{").hex() + ".json")));
}

TEST_F(InboxTest, MakesNoRealCaseOfATest) {
  auto inbox = open();
  const auto answer = inbox.receive(replaced(example_body(), "false", "true"), now());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->receipt->tracking_number, "2026-FOIA-00001-TEST");
  EXPECT_FALSE(fs::exists(folder() / "requests/41"));
  EXPECT_TRUE(fs::exists(folder() / "testing/41"));
  EXPECT_EQ(inbox.receive(example_body(), now())->outcome, Outcome::stored);
}

TEST_F(InboxTest, IsOpenOnce) {
  auto inbox = open();
  const auto second = Inbox::open(folder(), {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, base::ErrorCode::locked);
}

TEST_F(InboxTest, NoticesAChangedBody) {
  auto inbox = open();
  ASSERT_TRUE(inbox.receive(example_body(), now()));
  ASSERT_TRUE(base::write_file(folder() / "requests/41/body.json", example_body(41, "Other.")));
  const auto stored = read_case(folder() / "requests/41");
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, base::ErrorCode::damaged);
}

TEST_F(InboxTest, NumbersByTheFiscalYearOfItsZone) {
  auto inbox = open();
  const auto late = *base::parse_instant("2026-10-01T03:59:00Z");  // September 30 in New York
  EXPECT_EQ(inbox.receive(example_body(1), late)->receipt->tracking_number, "2026-FOIA-00001");
  const auto next = late + std::chrono::minutes(1);
  EXPECT_EQ(inbox.receive(example_body(2), next)->receipt->tracking_number, "2027-FOIA-00002");
}

}  // namespace
}  // namespace vaughn::portal
