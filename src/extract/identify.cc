// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/identify.h"

#include <fmt/format.h>
#include <magic.h>

#include <array>
#include <memory>

#include "base/charset.h"
#include "base/text.h"
#include "extract/detail/delimited.h"
#include "extract/detail/mail.h"
#include "extract/detail/zip_reader.h"
#include "extract/formats/formats.h"
#include "extract/mbox.h"

namespace vaughn::extract {
namespace {

using namespace std::string_view_literals;
using foia::FindingCode;

constexpr std::size_t kHead = 4096;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view name;
};

constexpr std::array kImages{Signature{0, "\x89PNG\r\n\x1A\n"sv, "png"},
                             Signature{0, "\xFF\xD8\xFF"sv, "jpeg"},
                             Signature{0, "GIF87a"sv, "gif"},
                             Signature{0, "GIF89a"sv, "gif"},
                             Signature{0, "II*\0"sv, "tiff"},
                             Signature{0, "MM\0*"sv, "tiff"},
                             Signature{8, "WEBP"sv, "webp"},
                             Signature{0, "\0\0\0\x0CjP  "sv, "jp2"}};

constexpr std::array kPacked{Signature{0, "\x1F\x8B\x08"sv, "gz"},
                             Signature{0, "BZh"sv, "bz2"},
                             Signature{0, "\xFD\x37zXZ\0"sv, "xz"},
                             Signature{0, "\x28\xB5\x2F\xFD"sv, "zst"},
                             Signature{0, "\x1F\x9D"sv, "Z"},
                             Signature{0, "\x04\x22\x4D\x18"sv, "lz4"}};

constexpr std::array kArchives{Signature{0, "7z\xBC\xAF\x27\x1C"sv, "7z"},
                               Signature{0, "Rar!\x1A\x07"sv, "rar"},
                               Signature{0, "MSCF\0\0\0\0"sv, "cab"},
                               Signature{0, "070701"sv, "cpio"},
                               Signature{0, "070702"sv, "cpio"},
                               Signature{0, "070707"sv, "cpio"}};

constexpr std::array kNoReader{
    Signature{0, "!BDN"sv, "an Outlook data file (PST, OST)"},
    Signature{0, "\0\x05\x16\x07"sv, "Finder data of a Mac (AppleDouble)"},
    Signature{0, "\x78\x9F\x3E\x22"sv, "an Outlook TNEF file (winmail.dat)"},
    Signature{32769, "CD001"sv, "a disc image (ISO 9660)"},
    Signature{0, "xar!"sv, "a xar archive"}};

template <std::size_t size>
const Signature* match(base::BytesView bytes, const std::array<Signature, size>& table) {
  for (const auto& row : table) {
    if (row.offset < bytes.size() && bytes.substr(row.offset).starts_with(row.bytes)) {
      return &row;
    }
  }
  return nullptr;
}

Identified known(const Format& format) {
  return {&format, std::string(format.name), {}, {}};
}
Identified known(const Format& format, std::string_view name) {
  return {&format, std::string(name), {}, {}};
}
Identified no_reader(std::string_view what) {
  return {nullptr, "", FindingCode::unsupported, fmt::format("{} cannot be read", what)};
}

// The checksum of the first header, so that a tar is not taken for its first member or the reverse.
bool is_tar(base::BytesView bytes) {
  if (bytes.size() < 512 || !bytes.substr(257).starts_with("ustar")) {
    return false;
  }
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    const bool is_checksum = i >= 148 && i < 156;
    sum += is_checksum ? 32u : static_cast<unsigned char>(bytes[i]);
  }
  std::uint32_t written = 0;
  for (const char c : bytes.substr(148, 8)) {
    if (c >= '0' && c <= '7') {
      written = written * 8 + static_cast<std::uint32_t>(c - '0');
    }
  }
  return sum == written;
}

bool is_lha(base::BytesView bytes) {
  return bytes.size() > 24 && bytes.substr(2).starts_with("-lh") && bytes[6] == '-';
}

// What signs a mail but is no text: DER of PKCS #7 signed data.
bool is_signature(base::BytesView bytes) {
  return bytes.starts_with('\x30') &&
         bytes.substr(0, 32).find("\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02") != base::BytesView::npos;
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out.push_back(c);
    out.push_back('\0');
  }
  return out;
}

// The Compound File of older Office versions: the streams in its directory say which.
Identified identify_compound_file(base::BytesView bytes) {
  const auto has = [&](std::string_view stream) {
    return bytes.find(utf16(stream)) != base::BytesView::npos;
  };
  if (has("EncryptedPackage")) {
    return {nullptr, "ooxml", FindingCode::encrypted, "the Office file is protected by a password"};
  }
  if (has("__substg1.0_")) {
    return no_reader("an Outlook message (MSG)");
  }
  if (has("WordDocument")) {
    return no_reader("a Word 97-2003 document");
  }
  if (has("Workbook") || has("Book")) {
    return no_reader("an Excel 97-2003 workbook");
  }
  if (has("PowerPoint Document")) {
    return no_reader("a PowerPoint 97-2003 presentation");
  }
  return no_reader("a compound file of an unknown program");
}

Identified identify_zip(base::BytesView bytes) {
  const auto zip = ZipReader::open(bytes);
  if (!zip) {
    return known(zip_format());  // it will say what is wrong
  }
  // ODF names its type in the first member, stored.
  if (const auto* entry = zip->find("mimetype"); entry != nullptr && entry->size < 200) {
    const auto type = zip->read(*entry, 200, 100);
    constexpr auto kPrefix = "application/vnd.oasis.opendocument."sv;
    if (type && type->starts_with(kPrefix)) {
      const auto rest = base::trim(std::string_view(*type).substr(kPrefix.size()));
      if (rest.starts_with("text")) {
        return known(odt_format());
      }
      if (rest.starts_with("spreadsheet")) {
        return known(ods_format());
      }
      if (rest.starts_with("presentation")) {
        return known(odp_format());
      }
      return no_reader("this kind of OpenDocument file");
    }
  }
  if (zip->find("[Content_Types].xml") == nullptr) {
    return known(zip_format());
  }
  if (zip->find("word/document.xml") != nullptr) {
    return known(docx_format());
  }
  if (zip->find("xl/workbook.xml") != nullptr) {
    return known(xlsx_format());
  }
  if (zip->find("ppt/presentation.xml") != nullptr) {
    return known(pptx_format());
  }
  if (zip->find("xl/workbook.bin") != nullptr) {
    return no_reader("a binary Excel workbook (XLSB)");
  }
  // Producers may name the parts otherwise; the relations lead there.
  for (const auto& entry : zip->entries()) {
    const auto name = base::ascii_lower(entry.name);
    if (name.starts_with("word/document") && name.ends_with(".xml")) {
      return known(docx_format());
    }
  }
  return known(zip_format());
}

bool looks_like_html(base::BytesView bytes) {
  auto head = bytes.substr(0, kHead);
  if (head.starts_with("\xEF\xBB\xBF")) {
    head.remove_prefix(3);
  }
  const auto lower = base::ascii_lower(base::trim(head));
  if (!lower.starts_with('<')) {
    return false;
  }
  for (const auto tag : {"<!doctype html"sv, "<html"sv, "<head>"sv, "<head "sv, "<body"sv}) {
    if (lower.find(tag) != std::string::npos) {
      return true;
    }
  }
  for (const auto tag :
       {"<title"sv, "<table"sv, "<div"sv, "<p>"sv, "<meta"sv, "<h1"sv, "<center"sv, "<font"sv}) {
    if (lower.starts_with(tag)) {
      return true;
    }
  }
  return false;
}

struct MagicDeleter {
  void operator()(magic_t magic) const { magic_close(magic); }
};
using MagicPtr = std::unique_ptr<std::remove_pointer_t<magic_t>, MagicDeleter>;

// Loading takes milliseconds and a file, so it is done once, before the sandbox closes.
const MagicPtr& magic() {
  static const MagicPtr handle = [] {
    MagicPtr made(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                             MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF));
    if (made != nullptr && magic_load(made.get(), nullptr) != 0) {
      made.reset();
    }
    return made;
  }();
  return handle;
}

Identified identify_rest(base::BytesView bytes) {
  const char* type = nullptr;
  if (magic() != nullptr) {
    const auto head = bytes.substr(0, 64 * 1024);
    type = magic_buffer(magic().get(), head.data(), head.size());
  }
  if (type == nullptr || "application/octet-stream"sv == type || "text/plain"sv == type) {
    return no_reader("a file of unknown type");
  }
  return no_reader(fmt::format("a file of type {}", base::repair_utf8(type)));
}

}  // namespace

Identified identify(base::BytesView bytes, std::string_view name) {
  if (bytes.starts_with("%PDF-")) {
    return known(pdf_format());
  }
  if (bytes.starts_with("PK\3\4") || bytes.starts_with("PK\5\6")) {
    return identify_zip(bytes);
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
    return identify_compound_file(bytes);
  }
  if (bytes.starts_with("{\\rtf")) {
    return known(rtf_format());
  }
  if (const auto* row = match(bytes, kImages)) {
    return known(image_format(), row->name);
  }
  if (bytes.starts_with("BM") && bytes.size() > 26 && bytes.substr(6, 4) == "\0\0\0\0"sv) {
    return known(image_format(), "bmp");
  }
  if (const auto* row = match(bytes, kPacked)) {
    return known(packed_format(), row->name);
  }
  if (const auto* row = match(bytes, kArchives)) {
    return known(archive_format(), row->name);
  }
  if (is_tar(bytes) || is_lha(bytes)) {
    return known(archive_format(), is_lha(bytes) ? "lha" : "tar");
  }
  if (is_signature(bytes)) {
    return no_reader("a digital signature (S/MIME)");
  }
  if (const auto* row = match(bytes, kNoReader)) {
    return no_reader(row->name);
  }
  if (is_mbox(bytes)) {
    return known(mbox_format());
  }
  if (looks_like_mail(bytes)) {
    return known(email_format());
  }
  // Readers of PDF accept up to a kilobyte of other bytes first.
  if (bytes.substr(0, 1024 + 5).find("%PDF-") != base::BytesView::npos) {
    return known(pdf_format());
  }
  if (!base::is_text(bytes)) {
    // An archive may follow a program that unpacks it.
    const auto tail = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 66'000));
    if (tail.find("PK\5\6") != base::BytesView::npos && bytes.find("PK\3\4") != std::string::npos) {
      const auto zip = ZipReader::open(bytes);
      if (zip && !zip->is_recovered() && !zip->entries().empty()) {
        return known(zip_format());
      }
    }
    return identify_rest(bytes);
  }
  if (looks_like_html(bytes)) {
    return known(html_format());
  }
  if (looks_delimited(bytes, name)) {
    return known(csv_format());
  }
  if (bytes.substr(0, 64).find("<?xml") != base::BytesView::npos) {
    return known(text_format(), "xml");
  }
  return known(text_format());
}

void warm_up_identify() {
  static_cast<void>(magic() != nullptr);
}

}  // namespace vaughn::extract
