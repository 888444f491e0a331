// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "extract/extraction.h"
#include "foia/finding.h"

// A small language for inputs and for what came out of them.
namespace vaughn::extract::testing {

using Members = std::vector<std::pair<std::string, std::string>>;

// An archive of the members, written by libarchive: "zip", "7zip", "gnutar", ...
inline base::Bytes archive_of(const Members& members,
                              const char* format = "zip",
                              const char* password = nullptr) {
  std::size_t room = std::size_t{1} << 20;
  for (const auto& [name, content] : members) {
    room += 2 * content.size() + 4096;
  }
  base::Bytes out(room, '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_by_name(writer, format);
  archive_write_set_bytes_in_last_block(writer, 1);
  if (password != nullptr) {
    archive_write_set_options(writer, "zip:encryption=zipcrypt");
    archive_write_set_passphrase(writer, password);
  }
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1'000'000'000, 0);
    archive_write_header(writer, entry);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

struct MailText {
  std::string from = "Ana Ortiz <ana@field.example.gov>";
  std::string to = "Ben Lee <ben@field.example.gov>";
  std::string more_headers{};  // each line ended
  std::string date = "Fri, 14 Oct 2022 09:30:00 -0400";
  std::string subject = "Monthly counts";
  std::string boundary = "==part==";
  std::string body = "Please see the counts attached.\r\n";
  std::string html{};
  Members attachments{};
};

inline std::string mail(const MailText& parts) {
  std::string out = "From: " + parts.from + "\r\nTo: " + parts.to + "\r\n" + parts.more_headers;
  if (!parts.date.empty()) {
    out += "Date: " + parts.date + "\r\n";
  }
  out += "Subject: " + parts.subject + "\r\nMIME-Version: 1.0\r\n";
  if (parts.attachments.empty() && parts.html.empty()) {
    return out + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + parts.body;
  }
  const auto& line = parts.boundary;
  out += "Content-Type: multipart/mixed; boundary=\"" + line + "\"\r\n\r\n--" + line + "\r\n";
  if (parts.html.empty()) {
    out += "Content-Type: text/plain; charset=utf-8\r\n\r\n" + parts.body;
  } else {
    out += "Content-Type: multipart/alternative; boundary=\"alt" + line + "\"\r\n\r\n--alt" + line +
           "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + parts.body + "\r\n--alt" + line +
           "\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + parts.html + "\r\n--alt" + line +
           "--\r\n";
  }
  for (const auto& [name, content] : parts.attachments) {
    out += "\r\n--" + line + "\r\n";
    if (name.ends_with(".eml")) {
      out += "Content-Type: message/rfc822\r\n\r\n" + content;
    } else {
      out += "Content-Type: application/octet-stream; name=\"" + name +
             "\"\r\nContent-Disposition: attachment; filename=\"" + name + "\"\r\n\r\n" + content;
    }
  }
  return out + "\r\n--" + line + "--\r\n";
}

inline bool has_finding(const Part& part, foia::FindingCode code) {
  return std::ranges::any_of(part.findings,
                             [&](const foia::Finding& finding) { return finding.code == code; });
}

// "container zip //a", one line per part: what an extraction looks like from afar.
inline std::vector<std::string> outline(const Extraction& extraction) {
  std::vector<std::string> out;
  for (const auto& part : extraction.parts) {
    std::string line;
    switch (part.state) {
      case PartState::record: line = "record " + part.format; break;
      case PartState::container: line = "container " + part.format; break;
      case PartState::exception:
        line = "exception " + std::string(foia::to_string(part.findings.front().code));
        break;
    }
    out.push_back(line + (part.path_suffix.empty() ? "" : " " + part.path_suffix));
  }
  return out;
}

}  // namespace vaughn::extract::testing
