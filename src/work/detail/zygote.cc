// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/detail/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "base/heap.h"
#include "work/detail/child.h"
#include "work/detail/fences.h"

namespace vaughn::work {
namespace {

// Libraries like to print about their input; nobody shall read that. A sanitizer's report is kept.
void silence_standard_streams() {
  const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ::dup2(nothing.value(), 0);
  ::dup2(nothing.value(), 1);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  ::dup2(nothing.value(), 2);
#endif
}

class Host {
 public:
  Host(const Handlers& handlers, Descriptor socket)
      : handlers_(handlers), socket_(std::move(socket)) {}

  [[noreturn]] void run() {
    // Opened before the fences go up; read again at each fork.
    memory_file_ = Descriptor(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
    fences_ = raise_zygote_fences();
    sigset_t child_signal;
    sigemptyset(&child_signal);
    sigaddset(&child_signal, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_signal, nullptr);
    signals_ = Descriptor(::signalfd(-1, &child_signal, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals_.is_open() ||
        !send_message(socket_.value(), encode(fences_.protections)).has_value()) {
      ::_exit(1);
    }
    for (;;) {
      std::array<pollfd, 2> waiting{pollfd{socket_.value(), POLLIN, 0},
                                    pollfd{signals_.value(), POLLIN, 0}};
      if (::poll(waiting.data(), waiting.size(), -1) < 0) {
        continue;
      }
      if (waiting[1].revents != 0) {
        report_exits();
      }
      if (waiting[0].revents != 0) {
        take_order();
      }
    }
  }

 private:
  [[noreturn]] void end() {
    for (const auto& [process, child] : children_) {
      ::kill(process, SIGKILL);
    }
    ::_exit(0);
  }

  void report_exits() {
    signalfd_siginfo information{};
    while (::read(signals_.value(), &information, sizeof information) > 0) {
    }
    int status = 0;
    pid_t process = 0;
    while ((process = ::waitpid(-1, &status, WNOHANG)) > 0) {
      const auto child = children_.find(process);
      if (child == children_.end()) {
        continue;
      }
      const ChildExit exit{child->second, status};
      children_.erase(child);
      if (!send_message(socket_.value(), encode(exit)).has_value()) {
        end();
      }
    }
  }

  void take_order() {
    auto message = receive_message(socket_.value());
    if (!message || !message->has_value()) {
      end();
    }
    const auto order = decode_order((*message)->bytes);
    if (!order) {
      end();
    }
    if (order->is_kill) {
      for (const auto& [process, child] : children_) {
        if (child == order->spawn.child) {
          ::kill(process, SIGKILL);
        }
      }
      return;
    }
    auto& descriptors = (*message)->descriptors;
    if (descriptors.size() < 2 || order->spawn.handler >= handlers_.list.size()) {
      refuse(order->spawn.child);
      return;
    }
    ChildJob job{order->spawn, std::move(descriptors.front()), {}};
    for (std::size_t i = 1; i < descriptors.size(); ++i) {
      job.files.push_back(std::move(descriptors[i]));
    }
    const ChildLimits limits{address_space() + job.request.memory_bytes,
                             job.request.cpu_seconds_in_all};
    const pid_t process = ::fork();
    if (process == 0) {
      become_child(std::move(job), limits);
    }
    if (process < 0) {
      refuse(order->spawn.child);
      return;
    }
    children_[process] = order->spawn.child;
  }

  [[noreturn]] void become_child(ChildJob job, const ChildLimits& limits) {
    socket_.close();
    signals_.close();
    memory_file_.close();
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (!raise_child_fences(limits, fences_)) {
      ::_exit(1);
    }
    const auto& handler = handlers_.list[job.request.handler];
    run_child(handler, std::move(job));
  }

  void refuse(std::uint64_t child) {
    if (!send_message(socket_.value(), encode(ChildExit{child, -1})).has_value()) {
      end();
    }
  }

  // What the zygote itself takes up, libraries included: a child starts with as much.
  std::uint64_t address_space() const {
    std::array<char, 64> buffer{};
    const auto count = ::pread(memory_file_.value(), buffer.data(), buffer.size(), 0);
    std::uint64_t pages = 1u << 18;  // a gigabyte, if /proc is not there
    if (count > 0) {
      std::from_chars(buffer.data(), buffer.data() + count, pages);
    }
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  }

  const Handlers& handlers_;
  Descriptor socket_;
  Descriptor signals_{};
  Descriptor memory_file_{};
  ZygoteFences fences_{};
  std::map<pid_t, std::uint64_t> children_{};
};

}  // namespace

void become_zygote(const Handlers& handlers, Descriptor socket) {
  // Out of the terminal's process group: an interrupt is for the program to act on.
  ::setpgid(0, 0);
  const auto lowest = static_cast<unsigned int>(socket.value());
  if (lowest > 3) {
    ::close_range(3, lowest - 1, 0);
  }
  ::close_range(lowest + 1, std::numeric_limits<unsigned int>::max(), 0);
  silence_standard_streams();
  base::keep_freed_memory();
  if (handlers.warm_up) {
    handlers.warm_up();
  }
  Host host(handlers, std::move(socket));
  host.run();
}

}  // namespace vaughn::work
