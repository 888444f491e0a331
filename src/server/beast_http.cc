// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "server/http.h"

namespace vaughn::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::uint32_t kLargestHeader = 16u << 10;
constexpr int kBacklog = 128;
constexpr auto kPause = std::chrono::milliseconds(50);

struct State {
  const Options& options;
  const Handler& handler;
  std::size_t connections = 0;
  bool is_stopping = false;
};

Request request_of(http::request<http::string_body>& message) {
  Request out;
  out.method = std::string(message.method_string());
  out.target = std::string(message.target());
  out.content_type = std::string(message[http::field::content_type]);
  const auto secret = message.find("FOIA-API-SECRET");
  out.has_secret = secret != message.end();
  out.secret = out.has_secret ? std::string(secret->value()) : "";
  out.body = std::move(message.body());
  return out;
}

http::response<http::string_body> message_of(const Reply& reply, unsigned version, bool keep) {
  http::response<http::string_body> out{http::int_to_status(static_cast<unsigned>(reply.status)),
                                        version};
  out.set(http::field::content_type, "application/json");
  out.set(http::field::cache_control, "no-store");
  out.keep_alive(keep);
  out.body() = reply.json;
  out.prepare_payload();
  return out;
}

Reply broken(int status, std::string_view code, std::string_view message) {
  return {.status = status,
          .json = fmt::format(
              R"({{"code":"{0}","message":"{1}","description":"{1}"}})", code, message)};
}

// What could not be read gets an answer too, if it is a limit; else the line is dropped.
std::optional<Reply> answer_to(const boost::system::error_code& error) {
  constexpr int kTooLarge = 413;
  constexpr int kHeaderTooLarge = 431;
  constexpr int kBad = 400;
  if (error == http::error::body_limit) {
    return broken(kTooLarge, "too_large", "the body is larger than this endpoint takes");
  }
  if (error == http::error::header_limit) {
    return broken(kHeaderTooLarge, "too_large", "the header is too long");
  }
  if (error == http::error::end_of_stream || error == http::error::partial_message ||
      error == beast::error::timeout || error.category() == boost::system::system_category()) {
    return std::nullopt;
  }
  return broken(kBad, "bad_request", "not HTTP/1.1");
}

asio::awaitable<void> converse(tcp::socket socket, State& state) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!state.is_stopping) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kLargestHeader);
    parser.body_limit(state.options.largest_body);
    stream.expires_after(state.options.read_timeout);
    co_await http::async_read_header(stream, buffer, parser, token);
    if (!error && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
      http::response<http::empty_body> go_on{http::status::continue_, parser.get().version()};
      co_await http::async_write(stream, go_on, token);
    }
    if (!error) {
      co_await http::async_read(stream, buffer, parser, token);
    }
    if (error) {
      if (const auto reply = answer_to(error)) {
        stream.expires_after(state.options.read_timeout);
        auto message = message_of(*reply, 11, false);
        co_await http::async_write(stream, message, token);
      }
      break;
    }
    auto message = parser.release();
    const auto version = message.version();
    const bool keep = message.keep_alive() && !state.is_stopping;
    const auto reply = state.handler(request_of(message));
    auto out = message_of(reply, version, keep);
    stream.expires_after(state.options.read_timeout);
    co_await http::async_write(stream, out, token);
    if (error || !keep) {
      break;
    }
  }
  boost::system::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  --state.connections;
}

asio::awaitable<void> listen(tcp::acceptor& acceptor, State& state) {
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor);
  while (!state.is_stopping) {
    if (state.connections >= state.options.most_connections) {
      timer.expires_after(kPause);
      co_await timer.async_wait(token);
      continue;
    }
    tcp::socket socket(executor);
    co_await acceptor.async_accept(socket, token);
    if (state.is_stopping) {
      break;
    }
    if (error) {
      // Out of descriptors, most likely: not a reason to spin.
      timer.expires_after(kPause);
      co_await timer.async_wait(token);
      continue;
    }
    ++state.connections;
    asio::co_spawn(executor, converse(std::move(socket), state), asio::detached);
  }
}

Result<void> run(const Options& options,
                 const Handler& handler,
                 const std::function<void(std::uint16_t port)>& listening) {
  asio::io_context io(1);
  State state{.options = options, .handler = handler};
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.address, error);
  if (error) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no address", options.address),
                 "127.0.0.1:8080 or [::1]:8080"};
  }
  const tcp::endpoint endpoint(address, options.port);
  tcp::acceptor acceptor(io);
  acceptor.open(endpoint.protocol(), error);
  if (!error) {
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    acceptor.bind(endpoint, error);
  }
  if (!error) {
    acceptor.listen(kBacklog, error);
  }
  if (error) {
    return Error{
        ErrorCode::io,
        fmt::format(
            "cannot listen on {} port {}: {}", options.address, options.port, error.message()),
        "another process may have the port"};
  }
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& failed, int) {
    if (!failed) {
      state.is_stopping = true;
      boost::system::error_code ignored;
      acceptor.close(ignored);
      // An answer on its way may be cut off: the portal asks again and gets the same one.
      io.stop();
    }
  });
  listening(acceptor.local_endpoint().port());
  asio::co_spawn(io, listen(acceptor, state), asio::detached);
  io.run();
  return {};
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  const Error bad{ErrorCode::invalid_argument,
                  fmt::format("'{}' is no address to listen on", text),
                  "127.0.0.1:8080 or [::1]:8080"};
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return bad;
  }
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  const auto digits = text.substr(colon + 1);
  Endpoint out{.address = std::string(host)};
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, out.port);
  boost::system::error_code error;
  const auto address = asio::ip::make_address(out.address, error);
  if (digits.empty() || failed != std::errc() || stop != end || error) {
    return bad;
  }
  out.is_loopback = address.is_loopback();
  return out;
}

Result<void> serve(const Options& options,
                   const Handler& handler,
                   const std::function<void(std::uint16_t port)>& listening) {
  try {
    return run(options, handler, listening);
  } catch (const boost::system::system_error& error) {
    return Error{ErrorCode::io, fmt::format("the server stopped: {}", error.what()), ""};
  }
}

}  // namespace vaughn::server
