// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "received/production.h"

namespace vaughn::received {

// A mail as it is printed on pages, or as a load file describes it.
struct Mail {
  const Document* document = nullptr;
  const Page* page = nullptr;  // on which its header begins; null: only the load file knows it
  bool is_quoted = false;      // within another one
  std::string from{};
  std::string sent{};
  std::string subject{};
  std::string message_id{};
  std::string in_reply_to{};
  std::vector<std::string> attachments{};
  std::optional<std::int64_t> minute{};  // since 1970, in whatever zone the header has
};

std::vector<Mail> mails_of(const Production& production);
// "Monday, November 25, 2019 10:45 AM", "25 Nov 2019 10:45", "11/25/2019 10:45:00 AM".
std::optional<std::int64_t> minute_of(std::string_view text);
// Without "Re:", "FW:" and the like, folded.
std::string bare_subject(std::string_view subject);

}  // namespace vaughn::received
