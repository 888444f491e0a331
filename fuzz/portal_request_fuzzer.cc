// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "foia/matter.h"
#include "portal/request.h"

// Whatever the portal posts, it is taken or refused with a reason; what is taken can be drafted as
// a matter that reads back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto parsed = vaughn::portal::parse_request(body);
  if (!parsed.errors.empty()) {
    return 0;
  }
  vaughn::base::check(parsed.request.request_id > 0, "a request that is taken has an id");
  const auto toml = vaughn::portal::matter_draft(
      parsed.request,
      {.tracking_number = "2026-FOIA-00001", .received = "2026-03-02", .time_zone = "UTC"});
  const auto matter = vaughn::foia::parse_matter(toml, "matter.toml");
  vaughn::base::check(matter.has_value(), "a draft is a matter");
  return 0;
}
