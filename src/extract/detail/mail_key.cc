// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "extract/detail/mail.h"

namespace vaughn::extract {
namespace {

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
  hasher.add_field(base::collapse_white_space(base::compose(metadata.title)));
  hasher.add_field(metadata.sent ? fmt::format("{}", metadata.sent->time_since_epoch().count())
                                 : std::string());
  // Line breaks and indentation change from one export to the next; words do not.
  hasher.add_field(base::remove_white_space(body));
  std::ranges::sort(attachments);
  for (const auto& attachment : attachments) {
    hasher.add_field(attachment.hex());
  }
  return hasher.finish();
}

}  // namespace vaughn::extract
