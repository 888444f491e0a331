// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/dates.h"
#include "extract/rendition.h"
#include "extract_support.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;
using ::testing::ElementsAre;
using testing::has_finding;
using ::testing::HasSubstr;
using testing::mail;
using testing::MailText;
using ::testing::Not;
using testing::outline;

Part first(base::BytesView bytes, std::string_view name = "a.eml") {
  return extract(bytes, name).parts.front();
}

TEST(Email, ReadsHeaders) {
  MailText text;
  text.more_headers =
      "Cc: \"Lee, Carla\" <CARLA@x.gov>, dan@x.gov\r\nBcc: eve@x.gov\r\n"
      "Message-ID: <m1@x.gov>\r\nIn-Reply-To: <m0@x.gov>\r\nReferences: <r1@x.gov>\r\n "
      "<r2@x.gov>\r\n";
  text.subject = "=?iso-8859-1?q?Caf=E9?= and =?utf-8?b?w6k=?=";
  const auto part = first(mail(text));
  EXPECT_EQ(part.kind, foia::RecordKind::email);
  const auto& data = part.metadata;
  EXPECT_EQ(data.title, "Café and é");
  EXPECT_EQ(data.from.at(0).name, "Ana Ortiz");
  EXPECT_EQ(data.from.at(0).address, "ana@field.example.gov");
  ASSERT_EQ(data.cc.size(), 2u);
  EXPECT_EQ(data.cc[0].name, "Lee, Carla");
  EXPECT_EQ(data.cc[0].address, "carla@x.gov");
  EXPECT_EQ(data.bcc.at(0).address, "eve@x.gov");
  EXPECT_EQ(data.message_id, "m1@x.gov");
  EXPECT_EQ(data.in_reply_to, "m0@x.gov");
  EXPECT_THAT(data.references, ElementsAre("r1@x.gov", "r2@x.gov"));
  ASSERT_TRUE(data.sent.has_value());
  EXPECT_EQ(base::to_string(*data.sent), "2022-10-14T13:30:00Z");
  EXPECT_EQ(data.date_header, "Fri, 14 Oct 2022 09:30:00 -0400");
  EXPECT_EQ(part.text, "Please see the counts attached.\n");
}

TEST(Email, KeepsAttachmentsAsChildren) {
  MailText text;
  text.attachments = {{"counts.csv", "office,month,count\n1,2,3\n4,5,6\n"}, {"note.txt", "hello"}};
  const auto extraction = extract(mail(text), "a.eml");
  EXPECT_THAT(outline(extraction),
              ElementsAre("record eml", "record csv //1 counts.csv", "record txt //2 note.txt"));
  EXPECT_EQ(extraction.parts[1].parent, 0);
  EXPECT_EQ(extraction.parts[2].bytes, "hello");
  EXPECT_EQ(extraction.parts[0].metadata.attachment_count, 2);
}

TEST(Email, MakesAttachedMailsChildrenWithTheirOwnAttachments) {
  MailText inner;
  inner.subject = "Inner";
  inner.boundary = "==inner==";
  inner.attachments = {{"x.txt", "deep"}};
  MailText outer;
  outer.attachments = {{"fwd.eml", mail(inner)}};
  const auto extraction = extract(mail(outer), "a.eml");
  EXPECT_THAT(
      outline(extraction),
      ElementsAre(
          "record eml", "record eml //1 message.eml", "record txt //1 message.eml//1 x.txt"));
  EXPECT_EQ(extraction.parts[1].metadata.title, "Inner");
  EXPECT_EQ(extraction.parts[2].parent, 1);
}

TEST(Email, OpensAZipWithinAMail) {
  MailText text;
  const auto zip = testing::archive_of({{"a.txt", "one"}, {"b/a.txt", "two"}});
  text.attachments = {{"files.bin", "placeholder"}};
  auto bytes = mail(text);
  // The attachment in base64, as mail programs send it.
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string encoded;
  for (std::size_t i = 0; i < zip.size(); i += 3) {
    std::uint32_t value = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      value = value << 8 | (i + j < zip.size() ? static_cast<unsigned char>(zip[i + j]) : 0u);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      encoded += i + j > zip.size() ? '=' : alphabet[value >> (18 - 6 * j) & 63];
    }
    encoded += encoded.size() % 77 == 76 ? "\n" : "";
  }
  bytes.replace(bytes.find("\r\n\r\nplaceholder"),
                15,
                "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded);
  EXPECT_THAT(outline(extract(bytes, "a.eml")),
              ElementsAre("record eml",
                          "container zip //1 files.bin",
                          "record txt //1 files.bin//a.txt",
                          "record txt //1 files.bin//b/a.txt"));
}

TEST(Email, PrefersPlainTextUnlessTheHtmlSaysMuchMore) {
  MailText text;
  text.html = "<p>Please see the <b>counts</b> attached.</p>";
  EXPECT_EQ(first(mail(text)).text, "Please see the counts attached.\n");
  text.body = "See HTML.\r\n";
  text.html = "<p>The real message is only here, and it is a good deal longer.</p>";
  EXPECT_THAT(first(mail(text)).text, HasSubstr("real message"));
}

TEST(Email, MarksPicturesShownInTheBody) {
  const std::string bytes =
      "From: a@x.gov\nTo: b@x.gov\nDate: Fri, 14 Oct 2022 09:30:00 -0400\nSubject: s\n"
      "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
      "<p>Logo</p><img src=\"cid:logo@x\">\n--b\nContent-Type: image/gif; name=logo.gif\n"
      "Content-ID: <logo@x>\n\nGIF89a\x01\x02\x03\x04\n--b--\n";
  const auto extraction = extract(bytes, "a.eml");
  ASSERT_EQ(extraction.parts.size(), 2u);
  EXPECT_TRUE(extraction.parts[1].is_inline);
  EXPECT_EQ(extraction.parts[0].metadata.attachment_count, 0);
}

TEST(Email, IsFoundByItsHeadersWhateverItsName) {
  const auto bytes = mail(MailText{});
  EXPECT_EQ(first(bytes, "00123.txt").kind, foia::RecordKind::email);
  EXPECT_EQ(first(bytes, "page.html").kind, foia::RecordKind::email);
  EXPECT_EQ(first("From ana Fri Oct 14 09:30:00 2022\n" + bytes).kind, foia::RecordKind::email);
  EXPECT_EQ(first("Subject: a list\nTo: do today\n\ntext\n").kind, foia::RecordKind::text);
  EXPECT_EQ(first("Date: today\n\nA memo about mail, with one header only.\n").kind,
            foia::RecordKind::text);
  EXPECT_EQ(first("Dear all,\nFrom: here\nTo: there\nDate: now\n").kind, foia::RecordKind::text);
}

TEST(Email, SaysWhatIsWrongWithADate) {
  MailText text;
  text.date = "yesterday";
  auto part = first(mail(text));
  EXPECT_TRUE(has_finding(part, FindingCode::bad_date));
  EXPECT_FALSE(part.metadata.sent.has_value());
  EXPECT_EQ(part.metadata.date_header, "yesterday");
  text.date = "";
  EXPECT_TRUE(has_finding(first(mail(text)), FindingCode::bad_date));
}

TEST(Email, ReadsABodyInAnotherCharsetThanDeclared) {
  const std::string head =
      "From: a@x.gov\nTo: b@x.gov\nDate: Fri, 14 Oct 2022 09:30:00 -0400\nSubject: s\n";
  auto part = first(head + "Content-Type: text/plain; charset=utf-8\n\nCaf\xE9 and na\xEFve\n");
  EXPECT_EQ(part.text, "Café and naïve\n");
  EXPECT_TRUE(has_finding(part, FindingCode::bad_charset));
  part = first(head + "Content-Type: text/plain; charset=x-no-such\n\nplain\n");
  EXPECT_EQ(part.text, "plain\n");
  part = first(head + "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1B$B$3$s\x1B(B\n");
  EXPECT_EQ(part.text, "こん\n");
}

TEST(Email, ReportsAnEncryptedBody) {
  const std::string bytes =
      "From: a@x.gov\nTo: b@x.gov\nDate: Fri, 14 Oct 2022 09:30:00 -0400\nSubject: s\n"
      "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n"
      "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n"
      "--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\nabc\n--b--\n";
  const auto lines = outline(extract(bytes, "a.eml"));
  EXPECT_THAT(lines, ::testing::Contains(HasSubstr("exception encrypted")));
  EXPECT_EQ(lines.front(), "record eml");
}

TEST(MailKey, IsTheSameForTheSameMailWrittenAnew) {
  MailText text;
  text.attachments = {{"a.txt", "one"}};
  const auto key = first(mail(text)).duplicate_key;
  MailText other = text;
  other.boundary = "another-boundary";
  other.more_headers = "X-Mailer: something else\r\nReceived: from x by y\r\n";
  other.date = "Fri, 14 Oct 2022 13:30:00 +0000";
  other.from = "ANA@field.example.gov";
  other.body = "Please see\r\nthe  counts\tattached.\r\n";
  EXPECT_EQ(first(mail(other)).duplicate_key, key);
  EXPECT_NE(first(mail(other)).sha256, first(mail(text)).sha256);
}

TEST(MailKey, DiffersByAMinuteARecipientAWordOrAnAttachment) {
  MailText text;
  text.attachments = {{"a.txt", "one"}};
  const auto key = first(mail(text)).duplicate_key;
  auto changed = [&](auto change) {
    MailText other = text;
    change(other);
    return first(mail(other)).duplicate_key;
  };
  EXPECT_NE(changed([](MailText& m) { m.date = "Fri, 14 Oct 2022 09:31:00 -0400"; }), key);
  EXPECT_NE(changed([](MailText& m) { m.to += ", c@x.gov"; }), key);
  EXPECT_NE(changed([](MailText& m) { m.more_headers = "Bcc: c@x.gov\r\n"; }), key);
  EXPECT_NE(changed([](MailText& m) { m.body += "More.\r\n"; }), key);
  EXPECT_NE(changed([](MailText& m) { m.subject = "RE: Monthly counts"; }), key);
  EXPECT_NE(changed([](MailText& m) { m.attachments[0].second = "two"; }), key);
  EXPECT_EQ(changed([](MailText& m) { m.attachments[0].first = "renamed.txt"; }), key);
}

TEST(MailKey, OfALooseFileIsItsHash) {
  const auto part = first("just text", "a.txt");
  EXPECT_EQ(part.duplicate_key, part.sha256);
}

TEST(EmailPrint, GivesHeadersAndBody) {
  MailText text;
  text.attachments = {{"counts.csv", std::string(3000, 'x')}};
  const auto print = printable(mail(text), "a.eml", foia::RecordKind::email);
  EXPECT_EQ(print.as, PrintedAs::text);
  EXPECT_EQ(print.text, "Please see the counts attached.\n");
  std::vector<std::string> lines;
  for (const auto& field : print.fields) {
    lines.push_back(field.name + ": " + field.value);
  }
  EXPECT_THAT(lines,
              ElementsAre("From: Ana Ortiz <ana@field.example.gov>",
                          "To: Ben Lee <ben@field.example.gov>",
                          "Date: Fri, 14 Oct 2022 09:30:00 -0400",
                          "Subject: Monthly counts",
                          "Attachments: counts.csv (3 KB)"));
}

TEST(EmailPrint, MakesHarmlessXhtmlOfHtml) {
  const std::string bytes =
      "From: a@x.gov\nTo: b@x.gov\nDate: Fri, 14 Oct 2022 09:30:00 -0400\nSubject: s\n"
      "Content-Type: text/html\n\n"
      "<p onclick=x()>One<p>Two <script>alert('x')</script><img src=http://e/x.png alt=Logo>"
      "<td>cell</td><b>bold</i> &copy; 5 < 6\n";
  const auto print = printable(bytes, "a.eml", foia::RecordKind::email);
  EXPECT_EQ(print.as, PrintedAs::markup);
  EXPECT_THAT(print.xhtml, HasSubstr("<p>One</p>\n<p>Two "));
  EXPECT_THAT(print.xhtml, HasSubstr("[Logo]"));
  EXPECT_THAT(print.xhtml, HasSubstr("<b>bold © 5 &lt; 6"));
  EXPECT_THAT(print.xhtml, Not(HasSubstr("alert")));
  EXPECT_THAT(print.xhtml, Not(HasSubstr("onclick")));
  EXPECT_THAT(print.xhtml, Not(HasSubstr("http://e")));
}

}  // namespace
}  // namespace vaughn::extract
