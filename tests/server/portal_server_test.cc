// SPDX-License-Identifier: AGPL-3.0-or-later
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <optional>
#include <random>

#include "../portal/example.h"
#include "base/files.h"
#include "server/http.h"
#include "server/portal_routes.h"

namespace vaughn::server {
namespace {

namespace fs = std::filesystem;

struct Heard {
  int status = 0;
  std::string body{};
};

// Sends the bytes and reads until the other side closes; nothing if there was no whole answer.
std::optional<Heard> talk(std::uint16_t port, const std::string& bytes) {
  const int at = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string heard;
  if (::connect(at, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const auto count = ::send(at, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) {
        break;
      }
      sent += static_cast<std::size_t>(count);
    }
    char block[4096];
    for (;;) {
      const auto count = ::recv(at, block, sizeof block, 0);
      if (count <= 0) {
        break;
      }
      heard.append(block, static_cast<std::size_t>(count));
    }
  }
  ::close(at);
  const auto body = heard.find("\r\n\r\n");
  if (body == std::string::npos || !heard.starts_with("HTTP/1.1 ")) {
    return std::nullopt;
  }
  const auto length_at = heard.find("Content-Length: ");
  Heard out{.status = std::stoi(heard.substr(9, 3)), .body = heard.substr(body + 4)};
  if (length_at == std::string::npos ||
      std::stoul(heard.substr(length_at + 16)) != out.body.size()) {
    return std::nullopt;
  }
  return out;
}

std::string post(const std::string& body,
                 const std::string& headers = "FOIA-API-SECRET: open sesame\r\n",
                 const std::string& target = "/components/7/requests/") {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n{}"
      "Content-Length: {}\r\n\r\n{}",
      target,
      headers,
      body.size(),
      body);
}

// A server in a process of its own, as the program runs it.
class Process {
 public:
  explicit Process(const fs::path& inbox) {
    int channel[2];
    EXPECT_EQ(::pipe(channel), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(channel[0]);
      ::_exit(run(inbox, channel[1]));
    }
    ::close(channel[1]);
    std::uint16_t port = 0;
    if (::read(channel[0], &port, sizeof port) == sizeof port) {
      port_ = port;
    }
    ::close(channel[0]);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() { stop(SIGKILL); }

  std::uint16_t port() const { return port_; }
  int stop(int signal) {
    int status = -1;
    if (pid_ > 0) {
      ::kill(pid_, signal);
      ::waitpid(pid_, &status, 0);
      pid_ = -1;
    }
    return status;
  }
  pid_t pid() const { return pid_; }

 private:
  static int run(const fs::path& folder, int channel) {
    auto inbox = portal::Inbox::open(folder, {});
    if (!inbox) {
      return 1;
    }
    const auto handler = portal_handler(*inbox, {.secret = "open sesame"});
    const Options options{.largest_body = 200'000, .read_timeout = std::chrono::seconds(1)};
    const auto served = serve(options, handler, [&](std::uint16_t port) {
      if (::write(channel, &port, sizeof port) != sizeof port) {
        ::_exit(2);
      }
    });
    return served ? 0 : 3;
  }

  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

class PortalServer : public testing::Test {
 protected:
  fs::path folder() const { return temp_.path() / "inbox"; }
  base::TempDir temp_ = std::move(*base::TempDir::make(fs::temp_directory_path()));
};

TEST_F(PortalServer, TakesARequest) {
  const Process server(folder());
  ASSERT_NE(server.port(), 0);
  const auto answer = talk(server.port(), post(portal::example_body()));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_TRUE(answer->body.starts_with(R"({"id":1,"status_tracking_number":")"));
  const auto again = talk(server.port(), post(portal::example_body()));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->body, answer->body);
  const auto other = talk(server.port(), post(portal::example_body(41, "Other.")));
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 409);
}

TEST_F(PortalServer, AsksForTheSecretAndTheType) {
  const Process server(folder());
  const auto status = [&](const std::string& bytes) {
    const auto heard = talk(server.port(), bytes);
    return heard ? heard->status : 0;
  };
  EXPECT_EQ(status(post(portal::example_body(), "")), 401);
  EXPECT_EQ(status(post(portal::example_body(), "FOIA-API-SECRET: open\r\n")), 401);
  EXPECT_EQ(
      status(portal::replaced(post(portal::example_body()), "application/json", "text/plain")),
      415);
  EXPECT_EQ(status(post(portal::example_body(), "", "/")), 404);
  EXPECT_EQ(status(post(portal::example_body(), "", "/components/7/requests/?a=1")), 404);
  EXPECT_EQ(status("GET /components/7/requests HTTP/1.1\r\nConnection: close\r\n\r\n"), 405);
  EXPECT_EQ(status("GET /health HTTP/1.1\r\nConnection: close\r\n\r\n"), 200);
  EXPECT_EQ(status(post("{}")), 400);
  EXPECT_FALSE(fs::exists(folder() / "requests/41"));
}

TEST_F(PortalServer, KeepsItsLimits) {
  Process server(folder());
  const auto large = talk(server.port(), post(std::string(200'001, 'a')));
  ASSERT_TRUE(large);
  EXPECT_EQ(large->status, 413);
  const auto header = talk(server.port(), post("{}", "X: " + std::string(20'000, 'a') + "\r\n"));
  ASSERT_TRUE(header);
  EXPECT_EQ(header->status, 431);
  // A request that never ends is dropped without an answer.
  EXPECT_FALSE(talk(server.port(), "POST /components/7/requests/ HTTP/1.1\r\nHost: a\r\n"));
  EXPECT_EQ(server.stop(SIGTERM), 0);
}

// Whatever was answered is there after the process died at any moment, under the same number, and
// asking again gives the same answer.
TEST_F(PortalServer, SurvivesBeingKilled) {
  std::map<std::int64_t, std::string> answered;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same delays in every run
  std::int64_t request_id = 0;
  constexpr int kRounds = 25;
  for (int round = 0; round < kRounds; ++round) {
    Process server(folder());
    ASSERT_NE(server.port(), 0) << "round " << round;
    // Those of the round before first: the answer may have been lost.
    for (const auto& [id, body] : answered) {
      if (id + 3 > request_id) {
        const auto again = talk(server.port(), post(portal::example_body(id)));
        ASSERT_TRUE(again);
        EXPECT_EQ(again->body, body);
      }
    }
    const auto delay = std::uniform_int_distribution<unsigned>(0, 20'000)(random);
    const auto killer = ::fork();
    if (killer == 0) {
      ::usleep(delay);
      ::kill(server.pid(), SIGKILL);
      ::_exit(0);
    }
    for (;;) {
      const auto answer = talk(server.port(), post(portal::example_body(++request_id)));
      if (!answer) {
        break;
      }
      EXPECT_EQ(answer->status, 200);
      answered[request_id] = answer->body;
    }
    int status = 0;
    ::waitpid(killer, &status, 0);
    server.stop(SIGKILL);
  }
  const Process server(folder());
  std::map<std::int64_t, std::int64_t> ids;
  const auto cases = portal::list_cases(folder());
  ASSERT_TRUE(cases);
  for (const auto& one : *cases) {
    EXPECT_TRUE(portal::read_case(one.folder)) << one.folder;
    EXPECT_TRUE(ids.emplace(one.receipt.id, one.receipt.request_id).second);
  }
  EXPECT_GE(ids.size(), answered.size());
  for (const auto& [id, body] : answered) {
    const auto again = talk(server.port(), post(portal::example_body(id)));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->body, body);
  }
  RecordProperty("answered", static_cast<int>(answered.size()));
}

TEST(Endpoint, NamesAddressAndPort) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8080")->port, 8080);
  EXPECT_TRUE(parse_endpoint("[::1]:8080")->is_loopback);
  EXPECT_FALSE(parse_endpoint("0.0.0.0:1")->is_loopback);
  for (const auto* bad : {"", "8080", "localhost:1", "127.0.0.1:", "127.0.0.1:70000"}) {
    EXPECT_FALSE(parse_endpoint(bad)) << bad;
  }
}

}  // namespace
}  // namespace vaughn::server
