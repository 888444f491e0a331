// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/wire.h"
#include "extract_support.h"

// What every format owes: it ends, with at least one part, the same each time, and its parts
// survive the wire.
namespace vaughn::extract {
namespace {

using testing::archive_of;
using testing::mail;

struct Sample {
  std::string name{};
  base::Bytes bytes{};
};

std::vector<Sample> samples() {
  testing::MailText with_parts;
  with_parts.html = "<p>x</p>";
  with_parts.attachments = {{"a.txt", "one"}, {"b.eml", mail({})}};
  const std::string line = "From a Fri Oct 14 09:30:00 2022\n";
  std::string nested_parts =
      "From: a@x\nTo: b@x\nDate: Fri, 14 Oct 2022 09:30:00 -0400\nSubject: deep\n";
  for (int i = 0; i < 3000; ++i) {
    const auto name = "b" + std::to_string(i);
    nested_parts += "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n";
  }
  std::string groups = "{\\rtf1 ";
  groups.append(300'000, '{');
  std::string elements = "<w:document>";
  for (int i = 0; i < 100'000; ++i) {
    elements += "<w:p><w:t>x";
  }
  return {{"a.eml", mail(with_parts)},
          {"deep.eml", nested_parts},
          {"box", line + mail({}) + "\n" + line + mail({})},
          {"a.zip", archive_of({{"a.txt", "one"}, {"b.eml", mail(with_parts)}})},
          {"a.7z", archive_of({{"a.txt", "one"}, {"b.txt", "two"}}, "7zip")},
          {"a.tar", archive_of({{"a.txt", "one"}, {"b.txt", "two"}}, "gnutar")},
          {"a.docx",
           archive_of({{"[Content_Types].xml", "<Types/>"},
                       {"word/document.xml", "<w:p><w:t>text</w:t></w:p>"}})},
          {"deep.docx",
           archive_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", elements}})},
          {"a.xlsx",
           archive_of({{"[Content_Types].xml", "<Types/>"},
                       {"xl/workbook.xml", "<sheets><sheet name=\"S\" r:id=\"r\"/></sheets>"}})},
          {"a.rtf", "{\\rtf1 text \\u8364? \\'e9 {\\*\\x y}}"},
          {"deep.rtf", groups},
          {"a.html", "<html><body><p>text &amp; <b>more</b><table><tr><td>x</table></html>"},
          {"a.csv", "a,b,c\n1,\"2 \"\"x\"\"\",3\n"},
          {"a.txt", "text \xE9 text"},
          {"a.gif", std::string("GIF89a\x10\0\x10\0\0\0\0;", 14)},
          {"a.tiff",
           std::string("II*\0\x08\0\0\0\2\0"
                       "\0\1\3\0\1\0\0\0\x10\0\0\0\1\1\3\0\1\0\0\0\x10\0\0\0\0\0\0\0",
                       38)}};
}

void expect_sound(const Extraction& extraction, const std::string& what) {
  ASSERT_FALSE(extraction.parts.empty()) << what;
  EXPECT_EQ(extraction.parts[0].parent, -1) << what;
  for (std::size_t i = 0; i < extraction.parts.size(); ++i) {
    const auto& part = extraction.parts[i];
    EXPECT_LT(part.parent, static_cast<int>(i)) << what;
    EXPECT_EQ(part.parent == -1, i == 0) << what;
    EXPECT_EQ(part.state == PartState::exception,
              !part.findings.empty() && foia::is_exception(part.findings.front().code))
        << what << part.path_suffix;
    const auto decoded = decode_message(encode(part));
    ASSERT_TRUE(decoded.has_value()) << what;
    EXPECT_EQ(std::get<Part>(*decoded), part) << what;
  }
  for (const auto& count : extraction.containers) {
    EXPECT_TRUE(count.is_cut || count.expected == count.emitted + count.failed) << what;
  }
}

TEST(Contract, EverySampleIsARecordOrAContainer) {
  for (const auto& sample : samples()) {
    const auto extraction = extract(sample.bytes, sample.name);
    expect_sound(extraction, sample.name);
    EXPECT_NE(extraction.parts[0].state, PartState::exception) << sample.name;
  }
}

TEST(Contract, TheSameBytesGiveTheSameTwice) {
  for (const auto& sample : samples()) {
    EXPECT_EQ(extract(sample.bytes, sample.name), extract(sample.bytes, sample.name))
        << sample.name;
  }
}

TEST(Contract, AnyCutOfAFileEndsWell) {
  for (const auto& sample : samples()) {
    for (std::size_t eighth = 0; eighth <= 8; ++eighth) {
      const auto cut = sample.bytes.substr(0, sample.bytes.size() * eighth / 8);
      expect_sound(extract(cut, sample.name), sample.name + " at " + std::to_string(eighth));
    }
  }
}

TEST(Contract, AFlippedByteEndsWell) {
  for (const auto& sample : samples()) {
    const auto step = std::max<std::size_t>(sample.bytes.size() / 40, 1);
    for (std::size_t i = 0; i < sample.bytes.size(); i += step) {
      auto bytes = sample.bytes;
      bytes[i] = static_cast<char>(bytes[i] ^ 0x55);
      expect_sound(extract(bytes, sample.name), sample.name);
    }
  }
}

TEST(Contract, EveryKindCanBeAskedForItsPrint) {
  for (const auto& sample : samples()) {
    const auto kind = extract(sample.bytes, sample.name).parts[0].kind;
    const auto print = printable(sample.bytes, sample.name, kind);
    const auto decoded = decode_printable(encode(print));
    ASSERT_TRUE(decoded.has_value()) << sample.name;
    EXPECT_EQ(*decoded, print) << sample.name;
  }
}

TEST(Wire, RefusesWhatIsCutOrChanged) {
  const auto whole = encode(extract(mail({}), "a.eml").parts[0]);
  ASSERT_TRUE(decode_message(whole).has_value());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(decode_message(base::BytesView(whole).substr(0, size)).has_value());
  }
  EXPECT_FALSE(decode_message(whole + "x").has_value());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(0xFF);
    static_cast<void>(decode_message(changed).has_value());  // either way, but no crash
  }
}

TEST(Wire, ServesWhatExtractGives) {
  const auto bytes = archive_of({{"a.txt", "one"}});
  const auto expected = extract(bytes, "x.zip");
  Extraction received;
  const auto outcome = serve_extract(encode_request("x.zip"), bytes, [&](base::BytesView message) {
    auto decoded = decode_message(message);
    ASSERT_TRUE(decoded.has_value());
    if (auto* part = std::get_if<Part>(&*decoded)) {
      received.parts.push_back(std::move(*part));
    } else {
      received.containers = std::get<std::vector<ContainerCount>>(*decoded);
    }
  });
  EXPECT_TRUE(outcome.has_value());
  EXPECT_EQ(received, expected);
}

}  // namespace
}  // namespace vaughn::extract
