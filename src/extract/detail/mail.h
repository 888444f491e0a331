// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "extract/detail/format.h"
#include "foia/record.h"

namespace vaughn::extract {

// One mail taken apart.
struct Mail {
  foia::Metadata metadata{};
  std::string text{};  // the body as read, plain if it is as good as the HTML
  std::string html{};  // the HTML body, UTF-8, if that is what there is to print
  std::vector<Child> children{};
  std::vector<foia::Finding> findings{};
  base::Sha256 key{};  // recipe kMailKeyRecipe
};

// Nothing at all in the bytes is an error; everything else is a finding.
base::Result<Mail> read_mail(base::BytesView bytes, const Options& options);

// The hash of recipe "mail1": sender, recipients with Bcc, subject, time sent, body text without
// white space, and the hashes of the attachments in order of value.
base::Sha256 mail_key(const foia::Metadata& metadata,
                      std::string_view body,
                      std::vector<base::Sha256> attachments);

// The first 8 KiB look like the headers of a mail, whatever the name says.
bool looks_like_mail(base::BytesView bytes);

void warm_up_mail();

}  // namespace vaughn::extract
