// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace vaughn::pdf {

// An encrypted file written again without encryption.
struct Unlocked {
  base::Bytes pdf{};       // empty if there is nothing to unlock
  std::string password{};  // as the file wants it: old ones know no UTF-8
};

// There is nothing to unlock in a file that is not encrypted, or that cannot be read for another
// reason, which other readers tell. The password (UTF-8) may be the user's or the owner's; one that
// neither is: ErrorCode::encrypted.
base::Result<Unlocked> unlock(base::BytesView pdf, std::string_view password);

}  // namespace vaughn::pdf
