// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/mail_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/win_ansi.h"

namespace vaughn::sample {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_ascii(std::string_view text) {
  return std::all_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string base64(base::BytesView bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = (group << 8) | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= count ? kAlphabet[(group >> (18 - 6 * k)) & 63] : '=';
    }
  }
  return out;
}

std::string base64_lines(base::BytesView bytes) {
  const std::string all = base64(bytes);
  std::string out;
  for (std::size_t i = 0; i < all.size(); i += 76) {
    out += all.substr(i, 76) + "\r\n";
  }
  return out;
}

std::string quoted_printable(base::BytesView bytes) {
  std::string out;
  for (const std::string_view source : base::split(bytes, '\n')) {
    std::string line;
    for (std::size_t i = 0; i < source.size(); ++i) {
      const auto byte = static_cast<unsigned char>(source[i]);
      const bool is_last = i + 1 == source.size();
      std::string piece(1, source[i]);
      if (byte >= 0x7F || byte < 32 || byte == '=' || (byte == ' ' && is_last)) {
        piece = fmt::format("={:02X}", byte);
      }
      if (line.size() + piece.size() > 75) {
        out += line + "=\r\n";
        line.clear();
      }
      line += piece;
    }
    out += line + "\r\n";
  }
  if (out.size() >= 2) {
    out.resize(out.size() - 2);  // split() gives one line more than there are ends
  }
  return out;
}

// Length of the UTF-8 character that starts here.
std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return end - at;
}

// RFC 2047: in UTF-8 by base64, in the single-byte sets by "Q".
std::string encoded_words(std::string_view utf8, MailCharset charset) {
  if (is_ascii(utf8)) {
    return std::string(utf8);
  }
  std::string out;
  std::string piece;
  const auto flush = [&] {
    if (piece.empty()) {
      return;
    }
    out += out.empty() ? "" : "\r\n ";
    if (charset == MailCharset::utf8) {
      out += "=?UTF-8?B?" + base64(piece) + "?=";
    } else {
      out += charset == MailCharset::iso_8859_1 ? "=?iso-8859-1?Q?" : "=?Windows-1252?Q?";
      for (const char c : to_win_ansi(piece)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out += c == ' ' ? "_" : is_plain ? std::string(1, c) : fmt::format("={:02X}", byte);
      }
      out += "?=";
    }
    piece.clear();
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t size = character_size(utf8, i);
    if (piece.size() + size > 36) {
      flush();
    }
    piece += utf8.substr(i, size);
    i += size;
  }
  flush();
  return out;
}

std::string box_text(const MailBox& box, MailCharset charset) {
  if (box.name.empty()) {
    return box.address;
  }
  const std::string name =
      is_ascii(box.name) ? "\"" + box.name + "\"" : encoded_words(box.name, charset);
  return name + " <" + box.address + ">";
}

std::string box_list(const std::vector<MailBox>& boxes, MailCharset charset) {
  std::vector<std::string> parts;
  for (const MailBox& box : boxes) {
    parts.push_back(box_text(box, charset));
  }
  return base::join(parts, ",\r\n\t");
}

std::string text_part(std::string_view type, const std::string& utf8, const Mail& mail) {
  const bool fits_ascii = is_ascii(utf8);
  std::string_view charset = "utf-8";
  base::Bytes bytes = utf8;
  if (fits_ascii && mail.encoding == MailEncoding::seven_or_eight_bit) {
    charset = "us-ascii";
  } else if (mail.charset != MailCharset::utf8) {
    charset = mail.charset == MailCharset::iso_8859_1 ? "iso-8859-1" : "Windows-1252";
    bytes = to_win_ansi(utf8);
  }
  std::string out = fmt::format("Content-Type: {}; charset=\"{}\"\r\n", type, charset);
  switch (mail.encoding) {
    case MailEncoding::seven_or_eight_bit:
      out += fmt::format("Content-Transfer-Encoding: {}\r\n\r\n", fits_ascii ? "7bit" : "8bit");
      return out + base::replace_all(bytes, "\n", "\r\n");
    case MailEncoding::quoted_printable:
      return out + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(bytes);
    case MailEncoding::base64:
      return out + "Content-Transfer-Encoding: base64\r\n\r\n" +
             base64_lines(base::replace_all(bytes, "\n", "\r\n"));
  }
  return out;
}

// RFC 2231 where the name is not ASCII.
std::string file_name_parameter(std::string_view parameter, const std::string& name) {
  if (is_ascii(name)) {
    return fmt::format("{}=\"{}\"", parameter, name);
  }
  std::string out = fmt::format("{}*=UTF-8''", parameter);
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string multipart(std::string_view kind,
                      const std::vector<std::string>& parts,
                      const std::string& boundary) {
  std::string out =
      fmt::format("Content-Type: multipart/{};\r\n\tboundary=\"{}\"\r\n\r\n", kind, boundary);
  for (const std::string& part : parts) {
    out += "--" + boundary + "\r\n" + part + "\r\n";
  }
  return out + "--" + boundary + "--\r\n";
}

}  // namespace

std::string mail_date(base::Instant instant, int zone_minutes) {
  const base::Instant local = instant + std::chrono::minutes(zone_minutes);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const base::Date date = day;
  const std::chrono::hh_mm_ss time(local - day);
  const int zone = std::abs(zone_minutes);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} {}{:02}{:02}",
                     kDays[base::weekday_of(date).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()),
                     time.hours().count(),
                     time.minutes().count(),
                     time.seconds().count(),
                     zone_minutes < 0 ? '-' : '+',
                     zone / 60,
                     zone % 60);
}

base::Bytes to_eml(const Mail& mail) {
  std::string out;
  if (!mail.received_by.empty()) {
    out += fmt::format("Received: from gw2.{} by {} with ESMTPS id {};\r\n\t{}\r\n",
                       mail.from.address.substr(mail.from.address.find('@') + 1),
                       mail.received_by,
                       base::md5_hex(mail.message_id + mail.received_by).substr(0, 10),
                       mail_date(mail.sent + std::chrono::seconds(4), 0));
  }
  out += "From: " + box_text(mail.from, mail.charset) + "\r\n";
  out += "To: " + box_list(mail.to, mail.charset) + "\r\n";
  if (!mail.cc.empty()) {
    out += "Cc: " + box_list(mail.cc, mail.charset) + "\r\n";
  }
  out += "Subject: " + encoded_words(mail.subject, mail.charset) + "\r\n";
  out += "Date: " + mail_date(mail.sent, mail.zone_minutes) + "\r\n";
  out += "Message-ID: <" + mail.message_id + ">\r\n";
  if (!mail.references.empty()) {
    out += "In-Reply-To: <" + mail.references.back() + ">\r\n";
    out += "References: <" + base::join(mail.references, ">\r\n\t<") + ">\r\n";
  }
  if (!mail.client.empty()) {
    out += "X-Mailer: " + mail.client + "\r\n";
  }
  out += "MIME-Version: 1.0\r\n";

  const std::string boundary = "_=" + base::md5_hex(mail.message_id).substr(0, 20);
  std::string body;
  if (!mail.text.empty() && !mail.html.empty()) {
    body = multipart(
        "alternative",
        {text_part("text/plain", mail.text, mail), text_part("text/html", mail.html, mail)},
        boundary + "_alt");
  } else if (!mail.html.empty()) {
    body = text_part("text/html", mail.html, mail);
  } else {
    body = text_part("text/plain", mail.text, mail);
  }
  if (!mail.attachments.empty()) {
    std::vector<std::string> parts = {std::move(body)};
    for (const MailFile& file : mail.attachments) {
      // RFC 2046 5.2.1: an enclosed message is never encoded.
      const bool is_message = file.type == "message/rfc822";
      parts.push_back(fmt::format("Content-Type: {};\r\n\t{}\r\n"
                                  "Content-Transfer-Encoding: {}\r\n"
                                  "Content-Disposition: attachment;\r\n\t{}\r\n\r\n",
                                  file.type,
                                  file_name_parameter("name", file.name),
                                  is_message ? "8bit" : "base64",
                                  file_name_parameter("filename", file.name)) +
                      (is_message ? file.bytes : base64_lines(file.bytes)));
    }
    body = multipart("mixed", parts, boundary);
  }
  return out + body;
}

base::Bytes to_mbox(const std::vector<Mail>& mails) {
  base::Bytes out;
  for (const Mail& mail : mails) {
    // asctime: "Thu Feb 13 16:05:00 2020"
    const std::string date = mail_date(mail.sent, 0);
    const auto words = base::split(date, ' ');
    const std::string day_name(words[0].substr(0, 3));
    out += fmt::format("From {} {} {} {:>2} {} {}\n",
                       mail.from.address,
                       day_name,
                       words[2],
                       words[1],
                       words[4],
                       words[3]);
    const std::string message = base::replace_all(to_eml(mail), "\r\n", "\n");
    for (const std::string_view line : base::split(base::trim(message), '\n')) {
      const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
      if (line.substr(quotes).substr(0, 5) == "From ") {
        out += '>';
      }
      out += std::string(line) + "\n";
    }
    out += "\n";
  }
  return out;
}

}  // namespace vaughn::sample
