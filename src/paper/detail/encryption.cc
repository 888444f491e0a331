// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/encryption.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace vaughn::paper::detail {
namespace {

using base::BytesView;

constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::size_t kFirstSector = 512;

unsigned word_at(BytesView bytes, std::size_t at) {
  return at + 2 > bytes.size() ? 0
                               : static_cast<unsigned char>(bytes[at]) +
                                     256u * static_cast<unsigned char>(bytes[at + 1]);
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

bool has_stream(BytesView file, std::string_view name) {
  return file.find(utf16(name)) != BytesView::npos;
}

// The file information block starts the main stream, which Word writes first.
bool is_encrypted_word(BytesView file) {
  constexpr unsigned kMagic = 0xA5EC;
  constexpr unsigned kEncrypted = 0x0100;
  return word_at(file, kFirstSector) == kMagic &&
         (word_at(file, kFirstSector + 10) & kEncrypted) != 0;
}

// A FilePass record soon after the first BOF record.
bool is_encrypted_excel(BytesView file) {
  constexpr unsigned kBof = 0x0809;
  constexpr unsigned kFilePass = 0x002F;
  constexpr int kMaxRecords = 16;
  for (std::size_t at = kFirstSector; at < file.size(); at += kFirstSector) {
    if (word_at(file, at) == kBof && word_at(file, at + 2) <= 16) {
      std::size_t record = at;
      for (int i = 0; i < kMaxRecords; ++i) {
        if (word_at(file, record) == kFilePass) {
          return true;
        }
        record += 4 + word_at(file, record + 2);
      }
    }
  }
  return false;
}

struct FreeReader {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

bool is_encrypted_odf(BytesView file) {
  constexpr std::size_t kMaxManifest = 1u << 20;
  const std::unique_ptr<archive, FreeReader> reader(archive_read_new());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_memory(reader.get(), file.data(), file.size()) != ARCHIVE_OK) {
    return false;
  }
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || std::string_view(name) != "META-INF/manifest.xml") {
      continue;
    }
    std::string manifest;
    std::array<char, 65536> buffer{};
    for (;;) {
      const auto count = archive_read_data(reader.get(), buffer.data(), buffer.size());
      if (count <= 0 || manifest.size() > kMaxManifest) {
        break;
      }
      manifest.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return manifest.find(":encryption-data") != std::string::npos;
  }
  return false;
}

}  // namespace

bool needs_password(BytesView file) {
  if (file.starts_with("PK")) {
    return is_encrypted_odf(file);
  }
  if (!file.starts_with(kCompoundFile)) {
    return false;
  }
  return has_stream(file, "EncryptedPackage") || has_stream(file, "EncryptedSummary") ||
         is_encrypted_word(file) || is_encrypted_excel(file);
}

}  // namespace vaughn::paper::detail
