// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/dates.h"

namespace vaughn::sample {

struct MailBox {
  std::string name{};
  std::string address{};
};

struct MailFile {
  std::string name{};
  std::string type{};  // "application/pdf"
  base::Bytes bytes{};
};

enum class MailCharset { utf8, iso_8859_1, windows_1252 };
enum class MailEncoding { seven_or_eight_bit, quoted_printable, base64 };

struct Mail {
  MailBox from{};
  std::vector<MailBox> to{};
  std::vector<MailBox> cc{};
  std::string subject{};
  base::Instant sent{};
  int zone_minutes = 0;  // east of UTC
  std::string message_id{};
  std::vector<std::string> references{};  // the last is the one replied to
  std::string text{};
  std::string html{};  // with `text`: multipart/alternative; alone: the body
  std::vector<MailFile> attachments{};
  MailCharset charset = MailCharset::utf8;
  MailEncoding encoding = MailEncoding::quoted_printable;
  std::string client{};
  // Differs between two copies of one mail: the trace of the server that delivered it.
  std::string received_by{};
};

base::Bytes to_eml(const Mail& mail);
// Lines end with LF; "From " at the start of a body line is quoted with ">".
base::Bytes to_mbox(const std::vector<Mail>& mails);
// "Thu, 13 Feb 2020 16:05:00 -0500"
std::string mail_date(base::Instant instant, int zone_minutes);

}  // namespace vaughn::sample
