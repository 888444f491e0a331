// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "printed_by.h"

namespace vaughn::test {

// A PDF under passwords, as qpdf writes it: `bits` is 40, 128 (RC4) or 256 (AES).
inline std::string locked(const std::string& pdf,
                          const std::string& user,
                          const std::string& owner,
                          const std::string& bits) {
  return printed_by(
      {"qpdf", "--allow-weak-crypto", "--encrypt", user, owner, bits, "--"}, pdf, {"-"});
}

}  // namespace vaughn::test
