// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "received/check.h"
#include "verify/verify.h"

namespace vaughn::engine {

// A place where words that were to be deleted can be read; never the words.
struct ReadablePlace {
  std::string file{};
  std::string bates{};
  int page = 0;  // from 1; 0: the whole file
  std::string what{};
  bool operator==(const ReadablePlace&) const = default;
};

// Of what a check found, the places that hold words which cannot be seen.
std::vector<ReadablePlace> readable_places(const verify::Report& report);
std::vector<ReadablePlace> readable_places(const received::Production& production,
                                           const received::Report& report);

// A draft in Word, with blanks in brackets: the sender asks those who have the file to stop
// reading and to return, sequester or destroy it. Who received it gives the same notice to the
// sender; the second part of the draft is that one.
base::Result<base::Bytes> clawback_notice(const std::vector<ReadablePlace>& places);

}  // namespace vaughn::engine
