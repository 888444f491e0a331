// SPDX-License-Identifier: AGPL-3.0-or-later
#include "server/portal_routes.h"

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"

namespace vaughn::server {

namespace {

constexpr int kOk = 200;
constexpr int kUnauthorized = 401;
constexpr int kNotFound = 404;
constexpr int kMethodNotAllowed = 405;
constexpr int kUnsupportedType = 415;
constexpr int kServerError = 500;

Reply refuse(int status, std::string_view code, std::string_view message) {
  return {.status = status, .json = portal::error_json(code, message, message)};
}

// "/components/ID/requests", with or without a slash at the end. The portal sends no query.
bool is_requests(std::string_view target) {
  if (target.ends_with('/')) {
    target.remove_suffix(1);
  }
  const auto parts = base::split(target, '/');
  constexpr std::size_t kParts = 4;
  return parts.size() == kParts && parts[0].empty() && parts[1] == "components" &&
         !parts[2].empty() && parts[3] == "requests" && target.find('?') == std::string_view::npos;
}

// Both are hashed first, so that the time taken tells nothing of where they differ.
bool is_same_secret(const std::string& given, const std::string& expected) {
  return base::Sha256::of(given) == base::Sha256::of(expected);
}

Reply answer(portal::Inbox& inbox, const PortalSettings& settings, const Request& request) {
  if (request.target == "/health") {
    return request.method == "GET" ? Reply{kOk, R"({"status":"ok"})"}
                                   : refuse(kMethodNotAllowed, "method", "GET only");
  }
  if (!is_requests(request.target)) {
    return refuse(kNotFound, "not_found", "post to /components/ID/requests/");
  }
  if (request.method != "POST") {
    return refuse(kMethodNotAllowed, "method", "POST only");
  }
  if (!settings.secret.empty() &&
      (!request.has_secret || !is_same_secret(request.secret, settings.secret))) {
    return refuse(kUnauthorized, "unauthorized", "FOIA-API-SECRET is missing or wrong");
  }
  const auto type = base::ascii_lower(base::trim(base::split(request.content_type, ';').front()));
  if (type != "application/json") {
    return refuse(kUnsupportedType, "content_type", "Content-Type is not application/json");
  }
  const auto result = inbox.receive(request.body, settings.clock());
  if (!result) {
    // The portal tries again; what was half written is not answered for.
    return refuse(kServerError, "storage", "the request could not be stored");
  }
  return {.status = result->http_status, .json = result->json};
}

}  // namespace

Handler portal_handler(portal::Inbox& inbox, PortalSettings settings) {
  return [&inbox, settings = std::move(settings)](const Request& request) {
    auto reply = answer(inbox, settings, request);
    if (settings.log) {
      settings.log(request, reply);
    }
    return reply;
  };
}

}  // namespace vaughn::server
