// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/unlock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../support/locked.h"
#include "../support/pdf_text.h"
#include "pdf/document.h"
#include "pdf/inspect.h"

namespace vaughn::pdf {
namespace {

using base::ErrorCode;

std::string plain() {
  test::PdfText pdf;
  pdf.page("BT /F 12 Tf 72 700 Td (Hello) Tj ET");
  return pdf.bytes();
}

void expect_open(const base::Result<Unlocked>& unlocked) {
  ASSERT_TRUE(unlocked) << unlocked.error().message;
  auto document = Document::open(unlocked->pdf);
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_FALSE(document->is_encrypted());
  EXPECT_EQ(document->page_text(1)->text, "Hello\n");
}

class UnlockEveryKind : public ::testing::TestWithParam<const char*> {};

TEST_P(UnlockEveryKind, TakesThePasswordOfUserAndOwner) {
  const auto pdf = test::locked(plain(), "sesame street", "owner", GetParam());
  expect_open(unlock(pdf, "sesame street"));
  expect_open(unlock(pdf, "owner"));
  for (const char* wrong : {"", "sesame", "Owner"}) {
    const auto refused = unlock(pdf, wrong);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, ErrorCode::encrypted);
  }
}

TEST_P(UnlockEveryKind, TakesLettersThatAreNotAscii) {
  const std::string password = "Schl\u00FCssel";
  const auto pdf = test::locked(plain(), password, "owner", GetParam());
  const auto unlocked = unlock(pdf, password);
  expect_open(unlocked);
  const auto facts = inspect(pdf, unlocked->password);
  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->is_encrypted);
}

TEST_P(UnlockEveryKind, NeedsNoneForWhatOnlyTheOwnerLocked) {
  expect_open(unlock(test::locked(plain(), "", "owner", GetParam()), "anything"));
}

INSTANTIATE_TEST_SUITE_P(Bits, UnlockEveryKind, ::testing::Values("40", "128", "256"));

TEST(Unlock, LeavesOtherFilesAlone) {
  for (const std::string& bytes : {plain(), std::string("no PDF"), std::string()}) {
    const auto unlocked = unlock(bytes, "anything");
    ASSERT_TRUE(unlocked);
    EXPECT_TRUE(unlocked->pdf.empty());
  }
}

TEST(Unlock, GivesTheSameBytesTwice) {
  const auto pdf = test::locked(plain(), "user", "owner", "256");
  EXPECT_EQ(unlock(pdf, "user")->pdf, unlock(pdf, "owner")->pdf);
}

}  // namespace
}  // namespace vaughn::pdf
