// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/portal.h"

#include <fmt/format.h>

#include "base/files.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// A requester's name for a file, as a name that no file system and no shell trips over.
std::string safe_name(std::string_view name) {
  constexpr std::size_t kLongest = 80;
  const auto slash = name.find_last_of("/\\");
  std::string out;
  for (const char c : slash == std::string_view::npos ? name : name.substr(slash + 1)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    out += is_plain ? c : '_';
  }
  return out.size() <= kLongest ? out : out.substr(out.size() - kLongest);
}

}  // namespace

Result<IntakeMatter> matter_from_intake(const fs::path& request, const std::string& time_zone) {
  const auto stored = TRY(portal::read_case(request));
  if (stored.receipt.is_test) {
    return Error{ErrorCode::conflict,
                 fmt::format("{} is a test of the portal", stored.receipt.tracking_number),
                 "a test makes no case"};
  }
  const auto zone = TRY(base::TimeZone::make(time_zone));
  IntakeMatter out;
  out.toml =
      portal::matter_draft(stored.request,
                           {.tracking_number = stored.receipt.tracking_number,
                            .received = base::to_string(zone.date_at(stored.receipt.received)),
                            .time_zone = time_zone});
  out.files.push_back({.name = "request.json", .bytes = stored.body});
  int number = 0;
  for (const auto& file : stored.receipt.files) {
    out.files.push_back({.name = fmt::format("{:02}-{}", ++number, safe_name(file.filename)),
                         .bytes = TRY(portal::read_stored_file(stored, file))});
  }
  return out;
}

Result<void> write_intake(const fs::path& matter, const IntakeMatter& intake) {
  const auto folder = matter / "intake";
  TRY(base::make_directories(folder));
  for (const auto& file : intake.files) {
    TRY(base::write_file(folder / file.name, file.bytes, base::Durable::yes));
  }
  return {};
}

}  // namespace vaughn::engine
