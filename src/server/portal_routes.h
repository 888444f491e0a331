// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "base/dates.h"
#include "portal/inbox.h"
#include "server/http.h"

namespace vaughn::server {

struct PortalSettings {
  std::string secret{};  // empty: none is asked for
  std::function<base::Instant()> clock = base::now;
  // Told of each answer: for a line in the operator's log. No text of requests.
  std::function<void(const Request& request, const Reply& reply)> log{};
};

// POST /components/ID/requests/ of the portal's API, and GET /health. The rest is 404.
Handler portal_handler(portal::Inbox& inbox, PortalSettings settings);

}  // namespace vaughn::server
