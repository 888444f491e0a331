// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace vaughn::base {
namespace {

constexpr std::size_t kMaxErrorOutput = 64 * 1024;
constexpr int kExecFailed = 127;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  Pipe() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read_end = ends[0];
      write_end = ends[1];
    }
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_read() { close_end(read_end); }
  void close_write() { close_end(write_end); }

 private:
  static void close_end(int& end) {
    if (end >= 0) {
      ::close(end);
      end = -1;
    }
  }
};

std::vector<std::string> child_environment(const std::vector<std::string>& extra) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (!text.starts_with("LC_") && !text.starts_with("LANG=")) {
      out.emplace_back(text);
    }
  }
  out.emplace_back("LC_ALL=C.UTF-8");
  out.insert(out.end(), extra.begin(), extra.end());
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (auto& text : strings) {
    out.push_back(text.data());
  }
  out.push_back(nullptr);
  return out;
}

// Reads what is there. False at the end of the stream.
bool drain(int end, std::string& into, std::size_t keep) {
  std::array<char, 65536> buffer{};
  const auto count = ::read(end, buffer.data(), buffer.size());
  if (count <= 0) {
    return count < 0 && (errno == EINTR || errno == EAGAIN);
  }
  const auto room = into.size() < keep ? keep - into.size() : 0;
  into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
  return true;
}

}  // namespace

Result<ProcessResult> run_process(const std::vector<std::string>& argv,
                                  const ProcessLimits& limits,
                                  const std::vector<std::string>& environment,
                                  const std::filesystem::path& directory) {
  check(!argv.empty(), "a process has a program");
  auto arguments = argv;
  auto variables = child_environment(environment);
  auto argument_pointers = pointers(arguments);
  auto variable_pointers = pointers(variables);
  const std::string folder = directory.string();
  Pipe out;
  Pipe err;
  Pipe failure;  // carries errno if exec fails
  if (out.read_end < 0 || err.read_end < 0 || failure.read_end < 0) {
    return Error{ErrorCode::io, "cannot make a pipe", ""};
  }

  const pid_t child = ::fork();
  if (child < 0) {
    return Error{ErrorCode::io, "cannot start a process", ""};
  }
  if (child == 0) {
    ::setpgid(0, 0);
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, 0);
    ::dup2(out.write_end, 1);
    ::dup2(err.write_end, 2);
    if (limits.memory_bytes != 0) {
      const rlimit limit{limits.memory_bytes, limits.memory_bytes};
      ::setrlimit(RLIMIT_AS, &limit);
    }
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    if (folder.empty() || ::chdir(folder.c_str()) == 0) {
      ::execvpe(argument_pointers[0], argument_pointers.data(), variable_pointers.data());
    }
    const int number = errno;
    [[maybe_unused]] const auto written = ::write(failure.write_end, &number, sizeof number);
    ::_exit(kExecFailed);
  }

  out.close_write();
  err.close_write();
  failure.close_write();
  ProcessResult result;
  const auto deadline = std::chrono::steady_clock::now() + limits.wall;
  bool out_open = true;
  bool err_open = true;
  bool over_time = false;
  bool over_size = false;
  while (out_open || err_open) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      over_time = true;
      break;
    }
    std::array<pollfd, 2> waiting{pollfd{out_open ? out.read_end : -1, POLLIN, 0},
                                  pollfd{err_open ? err.read_end : -1, POLLIN, 0}};
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0) {
      continue;
    }
    if (waiting[0].revents != 0) {
      out_open = drain(out.read_end, result.out, limits.output_bytes + 1);
    }
    if (waiting[1].revents != 0) {
      err_open = drain(err.read_end, result.err, kMaxErrorOutput);
    }
    if (result.out.size() > limits.output_bytes) {
      over_size = true;
      break;
    }
  }
  int status = 0;
  bool reaped = false;
  while (!reaped && !over_time && !over_size) {
    // The streams are closed; the child itself may still linger.
    reaped = ::waitpid(child, &status, WNOHANG) != 0;
    if (!reaped) {
      over_time = std::chrono::steady_clock::now() >= deadline;
      ::poll(nullptr, 0, 1);
    }
  }
  if (!reaped) {
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
  }
  int exec_error = 0;
  if (::read(failure.read_end, &exec_error, sizeof exec_error) == sizeof exec_error) {
    return Error{
        ErrorCode::not_found,
        fmt::format("cannot run {}", argv[0]),
        fmt::format("install the program '{}'; packages are listed in packages.txt", argv[0])};
  }
  if (over_time) {
    return Error{ErrorCode::limit,
                 fmt::format("{} ran longer than {} ms", argv[0], limits.wall.count()),
                 ""};
  }
  if (over_size) {
    return Error{ErrorCode::limit, fmt::format("{} printed too much", argv[0]), ""};
  }
  result.exit_status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace vaughn::base
