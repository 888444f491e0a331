// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "portal/inbox.h"

namespace vaughn::portal::detail {

std::string to_json(const Receipt& receipt);
base::Result<Receipt> receipt_from_json(base::BytesView json);
// {"id","status_tracking_number"}
std::string success_json(const Receipt& receipt);
// {"received","sha256","answer"}: beside a body that was not taken
std::string note_json(base::Instant received, const base::Sha256& body, const std::string& answer);

}  // namespace vaughn::portal::detail
