// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/elements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "given_values.h"

namespace vaughn::letters {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> codes(const std::vector<MissingElement>& missing) {
  std::vector<std::string> out;
  for (const auto& element : missing) {
    out.emplace_back(element.element->code);
  }
  return out;
}

base::Result<Letter> built(LetterKind kind, const Values& values = given_values()) {
  return made(std::string(built_in(kind)), values);
}

// What is missing once the lines of the template that hold `words` are taken out.
std::vector<std::string> without(LetterKind kind, std::string_view words) {
  std::string edited;
  bool is_cut = false;
  for (const auto line : base::split(built_in(kind), '\n')) {
    if (line.find(words) == std::string_view::npos) {
      edited += std::string(line) + "\n";
    } else {
      is_cut = true;
    }
  }
  EXPECT_TRUE(is_cut) << words;
  const auto letter = made(edited);
  EXPECT_TRUE(letter) << letter.error().message;
  return letter ? codes(check_elements(kind, *letter, given_values())) : std::vector<std::string>{};
}

class BuiltIn : public testing::TestWithParam<LetterKindRow> {};
INSTANTIATE_TEST_SUITE_P(Letters, BuiltIn, testing::ValuesIn(all_kinds()), [](const auto& given) {
  auto name = std::string(given.param.word);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_P(BuiltIn, SaysAllThatIsAsked) {
  const auto letter = built(GetParam().kind);
  ASSERT_TRUE(letter) << letter.error().message << " " << letter.error().hint;
  EXPECT_THAT(codes(check_elements(GetParam().kind, *letter, given_values())), IsEmpty())
      << letter->text;
  EXPECT_TRUE(check_values(GetParam().kind, given_values()));
  EXPECT_THAT(letter->text, Not(HasSubstr("{{")));
  EXPECT_FALSE(letter->title.empty());
}

TEST_P(BuiltIn, CanSayAllThatIsAsked) {
  const auto contents = read_template(
      {"t.txt", TemplateForm::text, std::string(built_in(GetParam().kind))}, making());
  ASSERT_TRUE(contents) << contents.error().message;
  EXPECT_THAT(codes(check_elements(GetParam().kind, *contents)), IsEmpty());
}

TEST_P(BuiltIn, IsMissedInAnEmptyLetter) {
  std::size_t required = 0;
  for (const auto& element : elements(GetParam().kind)) {
    required += element.when.empty() ? 1 : 0;
  }
  EXPECT_GE(check_elements(GetParam().kind, Letter{}, Values{}).size(), required);
}

// LAW: 5 U.S.C. 552(a)(7)(A): a request has a number of its own.
// LAW: 5 U.S.C. 552(a)(7)(B): the date of receipt, an estimated completion date, a line or page
// LAW: 5 U.S.C. 552(a)(3)(A): a request reasonably describes the records.
// LAW: 5 U.S.C. 552(a)(6)(D): tracks by the amount of work or time.
// LAW: 5 U.S.C. 552(a)(4)(A)(ii): fees depend on the category of the requester.
TEST(Elements, OfAnAcknowledgement) {
  constexpr auto kind = LetterKind::acknowledgement;
  EXPECT_THAT(codes(check_elements(kind, Letter{}, Values{})),
              testing::IsSupersetOf(
                  {"number", "received", "description", "track", "fees", "liaison", "signer"}));
  EXPECT_THAT(without(kind, "Our office received it on"), Contains("received"));
  EXPECT_THAT(without(kind, "You can learn the status"), ElementsAre("status"));
  EXPECT_THAT(without(kind, "** track"), ElementsAre("track"));
  EXPECT_THAT(without(kind, "category of"), Contains("fees"));
}

// LAW: 5 U.S.C. 552(a)(6)(B)(i): the notice gives the date on which a determination is expected.
// LAW: 5 U.S.C. 552(a)(6)(B)(ii): limit the scope, arrange another time, Liaison and OGIS.
TEST(Elements, OfAnExtension) {
  constexpr auto kind = LetterKind::extension;
  EXPECT_THAT(without(kind, "{{extension.due}}"), ElementsAre("expected"));
  EXPECT_THAT(without(kind, "You may limit"), ElementsAre("narrowing"));
  EXPECT_THAT(without(kind, "voluminous amount"), ElementsAre("ground_voluminous"));
}

// LAW: 5 U.S.C. 552(a)(6)(B)(iii): unusual circumstances are these three and no others.
TEST(Elements, AnExtensionNeedsOneOfTheThreeGrounds) {
  auto values = given_values();
  values.erase("extension.voluminous");
  values.erase("extension.field_facilities");
  const auto checked = check_values(LetterKind::extension, values);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().hint, HasSubstr("552(a)(6)(B)(iii)"));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(ii): the time stands still for one question and for fees.
TEST(Elements, OfAQuestion) {
  EXPECT_THAT(without(LetterKind::question, "{{question.text}}"), ElementsAre("question"));
  EXPECT_THAT(without(LetterKind::question, "does not run"), ElementsAre("standstill"));
}

// LAW: 5 U.S.C. 552(a)(4)(A)(iii): fees are waived where that is in the public interest.
// LAW: 5 U.S.C. 552(a)(4)(A)(iv): direct costs of search, review and duplication only.
// LAW: 6 CFR 5.11(e): the estimate offers to reformulate the request at a lower cost.
TEST(Elements, OfAFeeEstimate) {
  constexpr auto kind = LetterKind::fee;
  EXPECT_THAT(without(kind, "waiver"), testing::IsSupersetOf({"waiver", "reformulate"}));
  EXPECT_THAT(without(kind, "{{fee.estimate}}"), ElementsAre("estimate"));
  EXPECT_THAT(without(kind, "- "), Contains("heads"));
}

// LAW: 5 U.S.C. 552(a)(4)(A)(v): no payment in advance up to $250 unless a fee was not paid.
TEST(Elements, NoSearchFeeForNewsMedia) {
  auto values = given_values();
  values.set("request.fee_category", std::string("media"));
  EXPECT_FALSE(check_values(LetterKind::fee, values));
  values.erase("fee.search");
  EXPECT_TRUE(check_values(LetterKind::fee, values));
}

TEST(Elements, NoAdvancePaymentOfASmallFee) {
  auto values = given_values();
  values.set("fee.estimate", Number{250'00, ""});
  EXPECT_FALSE(check_values(LetterKind::fee, values));
  values.set("fee.unpaid", true);
  EXPECT_TRUE(check_values(LetterKind::fee, values));
}

// LAW: OIP guidance 7: at least 30 working days to say that one is still interested.
TEST(Elements, OfAStillInterestedLetter) {
  EXPECT_THAT(without(LetterKind::still_interested, "{{interest.answer_by}}"),
              testing::IsSupersetOf({"answer_by", "consequence"}));
}

// LAW: EO 12600 sec. 4: a submitter gets notice and time to object before disclosure.
// LAW: 6 CFR 5.7: the notice sets the time to object and asks for the grounds in detail.
TEST(Elements, OfANoticeToASubmitter) {
  constexpr auto kind = LetterKind::submitter_notice;
  EXPECT_THAT(without(kind, "{{notice.due}}"), ElementsAre("due"));
  EXPECT_THAT(without(kind, "trade secret"), Contains("grounds"));
  EXPECT_THAT(without(kind, "If no objection"),
              testing::IsSupersetOf({"no_answer", "disclosable"}));
}

// LAW: EO 12600 sec. 5: why objections are not sustained, and a date before which nothing is shown.
TEST(Elements, OfANoticeOfIntentToDisclose) {
  constexpr auto kind = LetterKind::intent_to_disclose;
  EXPECT_THAT(without(kind, "{{disclosure.on}}"), testing::IsSupersetOf({"what", "date"}));
  EXPECT_THAT(without(kind, "{{reason}}"), ElementsAre("reasons"));
}

TEST(Elements, OfMoreTimeGiven) {
  EXPECT_THAT(without(LetterKind::more_time, "{{notice.due}}"), Contains("due"));
  EXPECT_THAT(without(LetterKind::more_time, "no objection"), ElementsAre("no_answer"));
}

TEST(Elements, OfAReminder) {
  EXPECT_THAT(without(LetterKind::reminder, "{{notice.due}}"), Contains("due"));
  EXPECT_THAT(without(LetterKind::reminder, "no objection"), ElementsAre("no_answer"));
}

// LAW: EO 12600 sec. 9: the requester is told of the notice, of the decision and of the suit.
TEST(Elements, OfWhatTheRequesterIsToldOfASubmitter) {
  for (const auto* what : {"notice", "intent", "suit"}) {
    auto values = given_values();
    values.set("told.what", std::string(what));
    const auto letter = built(LetterKind::requester_notice, values);
    ASSERT_TRUE(letter) << letter.error().message;
    EXPECT_THAT(codes(check_elements(LetterKind::requester_notice, *letter, values)), IsEmpty());
  }
  EXPECT_THAT(without(LetterKind::requester_notice, "Executive Order 12600"),
              testing::IsSupersetOf({"submitter"}));
}

// LAW: OIP guidance 2011 on referrals: the other agency gets the date of receipt.
TEST(Elements, OfConsultationsAndReferrals) {
  EXPECT_THAT(without(LetterKind::consultation, "{{request.received}}"), Contains("received"));
  EXPECT_THAT(without(LetterKind::consultation, "answer the requester"),
              ElementsAre("who_answers"));
  EXPECT_THAT(without(LetterKind::referral_notice, "{{other.contact}}"), ElementsAre("contact"));
}

// LAW: 5 U.S.C. 552(a)(6)(A)(i)(I): the determination and the reasons for it.
// LAW: 5 U.S.C. 552(a)(6)(A)(i)(II): the right to the help of the FOIA Public Liaison.
// LAW: 5 U.S.C. 552(a)(6)(A)(i)(III)(aa): the right to appeal within at least 90 days.
// LAW: 5 U.S.C. 552(a)(6)(A)(i)(III)(bb): dispute resolution from the Liaison or OGIS.
// LAW: 5 U.S.C. 552(a)(6)(C)(i): a denial names who is responsible for it, with the title.
// LAW: 5 U.S.C. 552(a)(6)(F): a denial makes a reasonable effort to estimate the volume withheld.
// LAW: 5 U.S.C. 552(a)(8)(A)(i): withheld is only what disclosure would foreseeably harm.
// LAW: 5 U.S.C. 552(a)(8)(A)(ii): what can reasonably be segregated is released.
// LAW: 6 CFR 5.8(a)(1): an appeal is made in writing to the address that the response gives.
TEST(Elements, OfAFinalResponse) {
  constexpr auto kind = LetterKind::final_response;
  EXPECT_THAT(
      without(kind, "{{> rights}}"),
      ElementsAre("appeal", "appeal_due", "appeal_address", "liaison", "dispute_resolution"));
  EXPECT_THAT(without(kind, "{{> exemptions}}"),
              ElementsAre("exemptions", "foreseeable_harm", "segregability"));
  EXPECT_THAT(without(kind, "{{response.withheld}}"), ElementsAre("counts"));
  EXPECT_THAT(codes(check_elements(kind, Letter{}, given_values())),
              testing::IsSupersetOf({"volume_withheld", "signer"}));
}

TEST(Elements, WhileACaseIsPendingTheAppealIsNotOffered) {
  auto values = given_values();
  values.set("case.name", std::string("Harbor Watch v. Department of Tides"));
  values.set("case.number", std::string("1:24-cv-00042-JR"));
  const auto letter = built(LetterKind::final_response, values);
  ASSERT_TRUE(letter) << letter.error().message;
  EXPECT_THAT(letter->text, Not(HasSubstr("right to appeal")));
  EXPECT_THAT(letter->text, HasSubstr("No. 1:24-cv-00042-JR"));
  EXPECT_THAT(codes(check_elements(LetterKind::final_response, *letter, values)), IsEmpty());
}

// LAW: 5 U.S.C. 552(a)(3)(C): reasonable efforts to search.
TEST(Elements, OfANoRecordsResponse) {
  EXPECT_THAT(without(LetterKind::no_records, "| {{name}} |"), ElementsAre("search"));
}

TEST(Elements, AMissingOneIsNamedWithItsRule) {
  const auto missing = check_elements(LetterKind::extension, Letter{}, Values{});
  const auto place = std::find_if(missing.begin(), missing.end(), [](const auto& element) {
    return element.element->code == "expected";
  });
  ASSERT_NE(place, missing.end());
  EXPECT_EQ(place->message,
            "the letter does not say when a determination is expected "
            "(5 U.S.C. 552(a)(6)(B)(i))");
}

}  // namespace
}  // namespace vaughn::letters
