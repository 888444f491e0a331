// SPDX-License-Identifier: AGPL-3.0-or-later
// vaughn-office: runs LibreOffice where it can do no harm, and ends it when vaughn ends. Not for
// people to run.
//
//   vaughn-office INSTALL_FOLDER WORK_FOLDER PROFILE_URL SOCKET MEMORY_BYTES
//
// The work folder holds profile/, with settings, and server.xba, the Basic module whose Serve runs
// until the end. Standard input is a socket: on it the helper says what the kernel refused, a line
// each and then an empty one; when its other end closes, LibreOffice is killed. SOCKET is the one
// LibreOffice makes for itself, wanted or not.
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include "paper/detail/confinement.h"

namespace {

namespace fs = std::filesystem;
using vaughn::paper::detail::Confinement;

constexpr int kControl = 0;
constexpr int kPollMilliseconds = 20;
// With a new profile LibreOffice may end with this status and want to be run again.
constexpr int kRestart = 81;
constexpr int kMaxStarts = 3;

// What LibreOffice reads of the machine. /etc and /proc are not open as a whole, since a document
// may ask for any file to be shown in it.
std::vector<fs::path> system_files(const fs::path& install) {
  return {install.parent_path(),
          "/usr",
          "/lib",
          "/lib64",
          "/etc/libreoffice",
          "/etc/fonts",
          "/etc/ld.so.cache",
          "/etc/locale.alias",
          "/etc/localtime",
          "/etc/nsswitch.conf",
          "/var/cache/fontconfig",
          "/var/lib/libreoffice",
          "/var/spool/libreoffice",
          "/proc/self",
          "/proc/cpuinfo",
          "/proc/meminfo",
          "/sys/devices/system/cpu",
          "/dev/urandom",
          "/dev/random",
          "/dev/zero"};
}

struct Job {
  fs::path install{};
  fs::path work{};
  std::string profile_url{};
  fs::path socket{};
  std::uint64_t memory = 0;
};

enum class Greeting { owed, said };

[[noreturn]] void run_office(const Job& job, const char* task, Greeting greeting) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const auto program = (job.install / "soffice.bin").string();
  Confinement confinement{
      .readable = system_files(job.install),
      .writable = {job.work, "/dev/null"},
      .executable = {program, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"},
      .socket_folder = job.socket.parent_path(),
      .memory_bytes = job.memory};
  std::string lines;
  for (const auto& weakness : vaughn::paper::detail::confine(confinement)) {
    lines += weakness + "\n";
  }
  lines += "\n";
  const bool told =
      greeting == Greeting::said || ::send(kControl, lines.data(), lines.size(), MSG_NOSIGNAL) ==
                                        static_cast<ssize_t>(lines.size());
  ::close(kControl);
  const std::string home = job.work.string();
  std::array<std::string, 6> arguments{program,
                                       "-env:UserInstallation=" + job.profile_url,
                                       "--headless",
                                       "--norestore",
                                       "--nologo",
                                       task};
  std::array<std::string, 7> variables{"HOME=" + home,
                                       "TMPDIR=" + home,
                                       "PATH=/usr/bin:/bin",
                                       "LC_ALL=C.UTF-8",
                                       "TZ=UTC",
                                       "SAL_USE_VCLPLUGIN=svp",
                                       "SAL_DISABLE_OPENCL=1"};
  std::array<char*, arguments.size() + 1> argument_pointers{};
  std::array<char*, variables.size() + 1> variable_pointers{};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    argument_pointers[i] = arguments[i].data();
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    variable_pointers[i] = variables[i].data();
  }
  if (told && ::chdir(home.c_str()) == 0) {
    ::execve(program.c_str(), argument_pointers.data(), variable_pointers.data());
  }
  ::_exit(127);
}

// The exit status of LibreOffice, or -1 if it was killed: by itself or because vaughn is gone.
int wait_for(pid_t office) {
  for (;;) {
    int status = 0;
    pollfd control{kControl, 0, 0};
    if (::poll(&control, 1, kPollMilliseconds) > 0) {
      ::kill(office, SIGKILL);
      ::waitpid(office, &status, 0);
      return -1;
    }
    if (::waitpid(office, &status, WNOHANG) != 0) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
  }
}

enum class Outcome { ended, killed };

Outcome run_until_done(const Job& job, const char* task, Greeting greeting) {
  for (int start = 0; start < kMaxStarts; ++start) {
    const pid_t office = ::fork();
    if (office == 0) {
      run_office(job, task, greeting);
    }
    greeting = Greeting::said;
    const int status = office < 0 ? -1 : wait_for(office);
    // LibreOffice may make its socket, but not remove it.
    ::unlink(job.socket.c_str());
    if (status != kRestart) {
      return status < 0 ? Outcome::killed : Outcome::ended;
    }
  }
  return Outcome::ended;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 6) {
    std::fputs("vaughn-office is started by vaughn, not by people\n", stderr);
    return 2;
  }
  Job job{.install = arguments[1],
          .work = arguments[2],
          .profile_url = arguments[3],
          .socket = arguments[4]};
  const std::string_view memory = arguments[5];
  std::from_chars(memory.data(), memory.data() + memory.size(), job.memory);
  // The first start makes the profile's folders; it would write over a module put there before.
  const auto setup = run_until_done(job, "--terminate_after_init", Greeting::owed);
  std::error_code failure;
  fs::rename(
      job.work / "server.xba", job.work / "profile/user/basic/Standard/Module1.xba", failure);
  if (setup == Outcome::killed || failure) {
    return 1;
  }
  run_until_done(job, "macro:///Standard.Module1.Serve", Greeting::said);
  return 0;
}
