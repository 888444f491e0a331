// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

// A small HTTP/1.1 server: one thread, many connections, each with limits. No TLS: outside of the
// machine a proxy with a certificate stands before it.
namespace vaughn::server {

struct Request {
  std::string method{};
  std::string target{};  // path and query as sent
  std::string content_type{};
  std::string secret{};  // FOIA-API-SECRET
  bool has_secret = false;
  base::Bytes body{};
};

struct Reply {
  int status = 0;
  std::string json{};
};

// Called by one thread, one request at a time; the reply goes out when it returns.
using Handler = std::function<Reply(const Request&)>;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::uint64_t largest_body = 64u << 20;
  std::chrono::seconds read_timeout{30};  // for a whole request, from its first byte
  std::size_t most_connections = 64;
};

// "127.0.0.1:8080", "[::1]:8080"
struct Endpoint {
  std::string address{};
  std::uint16_t port = 0;
  bool is_loopback = false;
};
base::Result<Endpoint> parse_endpoint(std::string_view text);

// Serves until SIGINT or SIGTERM; the handler is never broken off. `listening` is told the port
// before the first request is taken.
base::Result<void> serve(const Options& options,
                         const Handler& handler,
                         const std::function<void(std::uint16_t port)>& listening);

}  // namespace vaughn::server
