// SPDX-License-Identifier: AGPL-3.0-or-later
#include "paper/detail/confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace vaughn::paper::detail {
namespace {

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kReadFolder = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWriteFile = kReadFile | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kWriteFolder =
    kReadFolder | kWriteFile | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SYM;
// All of the first version of the interface, so that what is not granted is refused.
constexpr std::uint64_t kHandled = kWriteFolder | LANDLOCK_ACCESS_FS_EXECUTE |
                                   LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                                   LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK;

void allow(int rules, const std::filesystem::path& path, std::uint64_t folder, std::uint64_t file) {
  const int opened = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (opened < 0) {
    return;
  }
  struct stat about {};
  if (::fstat(opened, &about) == 0) {
    landlock_path_beneath_attr rule{};
    rule.allowed_access = S_ISDIR(about.st_mode) ? folder : file;
    rule.parent_fd = opened;
    ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  }
  ::close(opened);
}

bool confine_files(const Confinement& confinement) {
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kHandled;
  const auto made =
      ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0);
  if (made < 0) {
    return false;
  }
  const int rules = static_cast<int>(made);
  for (const auto& path : confinement.readable) {
    allow(rules, path, kReadFolder, kReadFile);
  }
  for (const auto& path : confinement.writable) {
    allow(rules, path, kWriteFolder, kWriteFile);
  }
  for (const auto& path : confinement.executable) {
    allow(rules, path, 0, kReadFile | LANDLOCK_ACCESS_FS_EXECUTE);
  }
  allow(rules, confinement.socket_folder, LANDLOCK_ACCESS_FS_MAKE_SOCK, 0);
  const bool done = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return done;
}

bool confine_calls() {
  const auto filter = ::seccomp_init(SCMP_ACT_ALLOW);
  if (filter == nullptr) {
    return false;
  }
  bool done = true;
  // No network, no other process, nothing of the kernel. Programs are left to Landlock, which
  // knows their paths.
  done =
      ::seccomp_rule_add(
          filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1, SCMP_CMP(0, SCMP_CMP_NE, AF_UNIX)) ==
      0;
  for (const int call : {SCMP_SYS(execveat),
                         SCMP_SYS(ptrace),
                         SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev),
                         SCMP_SYS(kill),
                         SCMP_SYS(tkill),
                         SCMP_SYS(pidfd_open),
                         SCMP_SYS(pidfd_getfd),
                         SCMP_SYS(pidfd_send_signal),
                         SCMP_SYS(mount),
                         SCMP_SYS(umount2),
                         SCMP_SYS(pivot_root),
                         SCMP_SYS(chroot),
                         SCMP_SYS(unshare),
                         SCMP_SYS(setns),
                         SCMP_SYS(bpf),
                         SCMP_SYS(perf_event_open),
                         SCMP_SYS(userfaultfd),
                         SCMP_SYS(io_uring_setup),
                         SCMP_SYS(keyctl),
                         SCMP_SYS(add_key),
                         SCMP_SYS(request_key),
                         SCMP_SYS(kexec_load),
                         SCMP_SYS(init_module),
                         SCMP_SYS(finit_module),
                         SCMP_SYS(delete_module),
                         SCMP_SYS(reboot),
                         SCMP_SYS(swapon),
                         SCMP_SYS(swapoff)}) {
    done = ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0 && done;
  }
  done = ::seccomp_load(filter) == 0 && done;
  ::seccomp_release(filter);
  return done;
}

}  // namespace

std::vector<std::string> confine(const Confinement& confinement) {
  std::vector<std::string> refused;
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  if (confinement.memory_bytes != 0) {
    const rlimit memory{confinement.memory_bytes, confinement.memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
#endif
  // A second wall behind the filter below; only root may build it without further ado.
  [[maybe_unused]] const int unshared = ::unshare(CLONE_NEWNET | CLONE_NEWIPC);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (!confine_files(confinement)) {
    refused.emplace_back("this kernel cannot keep the worker from reading other files");
  }
  if (!confine_calls()) {
    refused.emplace_back("this kernel cannot keep the worker from the network");
  }
  return refused;
}

}  // namespace vaughn::paper::detail
