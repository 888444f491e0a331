// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace vaughn::pdf {

// "12.5", never "1e-05": at most so many decimals, without trailing zeros. Not a number: "0".
std::string pdf_number(double value, int decimals = 5);

}  // namespace vaughn::pdf
