// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/text.h"
#include "extract/detail/mail.h"

namespace vaughn::extract {
namespace {

// Line breaks and indentation change from one export to the next; words do not.
std::string without_white_space(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  const auto* data = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < size;) {
    if (data[i] < 0x80) {
      const char c = utf8[static_cast<std::size_t>(i++)];
      if (c != ' ' && (c < '\t' || c > '\r')) {
        out.push_back(c);
      }
      continue;
    }
    const auto start = i;
    UChar32 code_point = 0;
    U8_NEXT(data, i, size, code_point);
    if (code_point < 0 || u_isUWhiteSpace(code_point) == 0) {
      out.append(utf8.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    }
  }
  return out;
}

std::string composed(const std::string& utf8) {
  if (std::ranges::none_of(utf8, [](char c) { return (c & 0x80) != 0; })) {
    return utf8;
  }
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status) != 0) {
    return utf8;
  }
  std::string out;
  normalizer->normalize(icu::UnicodeString::fromUTF8(utf8), status).toUTF8String(out);
  return U_FAILURE(status) != 0 ? utf8 : out;
}

void add_addresses(base::Hasher& hasher, const std::vector<foia::MailAddress>& addresses) {
  std::vector<std::string> sorted;
  for (const auto& address : addresses) {
    sorted.push_back(address.address.empty() ? base::ascii_lower(address.name) : address.address);
  }
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  hasher.add_field(base::join(sorted, "\n"));
}

}  // namespace

base::Sha256 mail_key(const foia::Metadata& metadata,
                      std::string_view body,
                      std::vector<base::Sha256> attachments) {
  base::Hasher hasher;
  hasher.add_field(kMailKeyRecipe);
  add_addresses(hasher, metadata.from);
  add_addresses(hasher, metadata.to);
  add_addresses(hasher, metadata.cc);
  add_addresses(hasher, metadata.bcc);
  hasher.add_field(base::collapse_white_space(composed(metadata.title)));
  hasher.add_field(metadata.sent ? fmt::format("{}", metadata.sent->time_since_epoch().count())
                                 : std::string());
  hasher.add_field(without_white_space(body));
  std::ranges::sort(attachments);
  for (const auto& attachment : attachments) {
    hasher.add_field(attachment.hex());
  }
  return hasher.finish();
}

}  // namespace vaughn::extract
