// SPDX-License-Identifier: AGPL-3.0-or-later
#include "portal/request.h"

#include <gtest/gtest.h>

#include "example.h"
#include "foia/matter.h"

namespace vaughn::portal {
namespace {

TEST(PortalRequest, IsReadWhole) {
  const auto parsed = parse_request(example_body());
  ASSERT_TRUE(parsed.errors.empty()) << parsed.errors[0].field;
  const auto& r = parsed.request;
  EXPECT_EQ(r.request_id, 41);
  EXPECT_EQ(r.requester(), "Jane Roe");
  EXPECT_TRUE(r.wants_fee_waiver);
  EXPECT_FALSE(r.wants_expedition);
  ASSERT_EQ(r.attachments.size(), 1U);
  EXPECT_EQ(r.attachments[0].bytes, "note");
  ASSERT_TRUE(r.confirmation_pdf);
  EXPECT_EQ(r.confirmation_pdf->bytes, "hello");
  ASSERT_EQ(r.other.size(), 1U);
  EXPECT_EQ(r.other[0].key, "harbor_berth");
  EXPECT_EQ(r.other[0].json, R"({"number":7})");
  EXPECT_TRUE(parsed.remarks.empty());
}

struct ErrorCase {
  const char* name;
  const char* from;
  const char* to;
  const char* code;
  const char* field;
};

class WrongRequest : public testing::TestWithParam<ErrorCase> {};

TEST_P(WrongRequest, IsRefusedWithItsField) {
  const auto& given = GetParam();
  const auto parsed = parse_request(replaced(example_body(), given.from, given.to));
  ASSERT_EQ(parsed.errors.size(), 1U);
  EXPECT_EQ(parsed.errors[0].code, given.code);
  EXPECT_EQ(parsed.errors[0].field, given.field);
}

INSTANTIATE_TEST_SUITE_P(
    Cases,
    WrongRequest,
    testing::Values(
        ErrorCase{"no_json", "{\"version\"", "{\"version", "invalid_json", ""},
        ErrorCase{"no_component",
                  "agency_component_name",
                  "component",
                  "missing_field",
                  "agency_component_name"},
        ErrorCase{"null_id", ":41,", ":null,", "missing_field", "request_id"},
        ErrorCase{"zero_id", ":41,", ":0,", "wrong_type", "request_id"},
        ErrorCase{"float_id", ":41,", ":41.5,", "wrong_type", "request_id"},
        ErrorCase{"huge_id", ":41,", ":99999999999999999999,", "wrong_type", "request_id"},
        ErrorCase{"path_id", ":41,", ":\"../41\",", "wrong_type", "request_id"},
        ErrorCase{
            "waiver", "\"fee_waiver\":\"yes\"", "\"fee_waiver\":true", "wrong_type", "fee_waiver"},
        ErrorCase{"maybe",
                  "\"fee_waiver\":\"yes\"",
                  "\"fee_waiver\":\"maybe\"",
                  "wrong_value",
                  "fee_waiver"},
        ErrorCase{"testing", "\"testing\":false", "\"testing\":\"no\"", "wrong_type", "testing"},
        ErrorCase{"base64", "aGVsbG8=", "aGVs*G8=", "bad_attachment", "pdf"},
        ErrorCase{"pdf_list", "\"pdf\":{", "\"pdf_\":{", "missing_field", "pdf"},
        ErrorCase{"version", "1.1.0", "2.0.0", "unsupported_version", "version"},
        ErrorCase{
            "empty", "All records about the harbor.", "", "missing_field", "request_description"}),
    [](const auto& suite) { return std::string(suite.param.name); });

TEST(PortalRequest, ToleratesWhatTheCodeSendsInstead) {
  EXPECT_EQ(parse_request(replaced(example_body(), ":41,", ":\"41\",")).request.request_id, 41);
  const auto number = parse_request(replaced(example_body(), "\"1181\"", "1181"));
  EXPECT_EQ(number.request.confirmation_id, "1181");
  EXPECT_TRUE(number.errors.empty());
}

TEST(PortalRequest, IsAsLongAsTheFormAllows) {
  EXPECT_TRUE(parse_request(example_body(41, std::string(10'000, 'a'))).errors.empty());
  const auto parsed = parse_request(example_body(41, std::string(10'001, 'a')));
  ASSERT_EQ(parsed.errors.size(), 1U);
  EXPECT_EQ(parsed.errors[0].code, "too_long");
}

TEST(PortalRequest, SaysTheSameInAnyOrder) {
  const auto one = parse_request(R"({"a":1,"b":[2, 3]})");
  EXPECT_EQ(one.canonical, parse_request(R"({ "b":[2,3],"a":1 })").canonical);
  EXPECT_NE(one.canonical, parse_request(R"({"b":[3,2],"a":1})").canonical);
}

TEST(PortalRequest, RemarksOnRemovedFiles) {
  const auto parsed = parse_request(
      replaced(example_body(), "\"testing\"", "\"removed_files\":[\"virus.exe\"],\"testing\""));
  EXPECT_TRUE(parsed.errors.empty());
  ASSERT_EQ(parsed.remarks.size(), 1U);
  EXPECT_EQ(parsed.remarks[0].code, "removed_files");
}

TEST(Base64, FollowsTheStandard) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm8="), "fo");
  EXPECT_EQ(decode_base64("Zm9v\r\nYmFy"), "foobar");
  EXPECT_EQ(decode_base64("Zg"), "f");
  for (const auto* bad : {"Z", "Zg=", "Zg===", "Z=g=", "Zh==", "Zm9v=", "Zm-v"}) {
    EXPECT_FALSE(decode_base64(bad)) << bad;
  }
}

TEST(MatterDraft, IsAMatter) {
  auto request = parse_request(example_body(41, R"(All \"records\"\nabout C:\\harbor \u0001.)"));
  ASSERT_TRUE(request.errors.empty());
  const auto toml = matter_draft(request.request,
                                 {.tracking_number = "2026-FOIA-00001",
                                  .received = "2026-03-02",
                                  .time_zone = "America/New_York"});
  const auto matter = foia::parse_matter(toml, "draft");
  ASSERT_TRUE(matter) << matter.error().message << toml;
  EXPECT_EQ(matter->name, "Request 2026-FOIA-00001 of Jane Roe");
  EXPECT_EQ(matter->request.number, "2026-FOIA-00001");
  EXPECT_EQ(matter->request.text, "All \"records\" about C:\\harbor .");
  EXPECT_EQ(matter->letters.addressee.at(2), "Berkeley, CA 94720");
}

TEST(MatterDraft, OfAnAnonymousRequestIsAMatterToo) {
  Request request{.component = "Harbor Office", .request_id = 1, .description = "Tides."};
  const auto toml =
      matter_draft(request, {.tracking_number = "X", .received = "2026-03-02", .time_zone = "UTC"});
  const auto matter = foia::parse_matter(toml, "draft");
  ASSERT_TRUE(matter) << matter.error().message << toml;
  EXPECT_EQ(matter->request.requester, "anonymous requester");
}

}  // namespace
}  // namespace vaughn::portal
