// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/detail/fences.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "work/detail/channel.h"

namespace vaughn::work {
namespace {

// Sanitizers need address space, files in /proc and system calls of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

constexpr rlim_t kMaxDescriptors = 64;

// What computing, allocating, answering and dying need.
constexpr std::array kAllowed{
    SCMP_SYS(read),          SCMP_SYS(write),          SCMP_SYS(writev),
    SCMP_SYS(pread64),       SCMP_SYS(lseek),          SCMP_SYS(fstat),
    SCMP_SYS(close),         SCMP_SYS(munmap),         SCMP_SYS(mremap),
    SCMP_SYS(brk),           SCMP_SYS(madvise),        SCMP_SYS(futex),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),     SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),   SCMP_SYS(gettimeofday),
    SCMP_SYS(time),          SCMP_SYS(getrandom),      SCMP_SYS(getpid),
    SCMP_SYS(gettid),        SCMP_SYS(tgkill),         SCMP_SYS(setitimer),
    SCMP_SYS(getrusage),     SCMP_SYS(sched_yield),    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sysinfo),       SCMP_SYS(restart_syscall)};

// Libraries look for fonts, charsets and settings by themselves: to them the disk is just empty.
constexpr std::array kRefused{
    SCMP_SYS(open),       SCMP_SYS(openat),   SCMP_SYS(openat2),    SCMP_SYS(stat),
    SCMP_SYS(lstat),      SCMP_SYS(statx),    SCMP_SYS(access),     SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    SCMP_SYS(getdents64), SCMP_SYS(statfs),   SCMP_SYS(fstatfs),    SCMP_SYS(uname),
    SCMP_SYS(ioctl),      SCMP_SYS(fcntl),    SCMP_SYS(getuid),     SCMP_SYS(geteuid),
    SCMP_SYS(getgid),     SCMP_SYS(getegid),  SCMP_SYS(getppid),    SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit),  SCMP_SYS(fadvise64)};

// The filter as a BPF program, made once in the zygote because loading it is then one call.
base::Bytes make_filter() {
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (context == nullptr) {
    return {};
  }
  int failed = 0;
  for (const int number : kAllowed) {
    failed |= seccomp_rule_add(context, SCMP_ACT_ALLOW, number, 0);
  }
  for (const int number : kRefused) {
    failed |= seccomp_rule_add(context, SCMP_ACT_ERRNO(EACCES), number, 0);
  }
  // fstat() of a descriptor is newfstatat() with an empty path: the flag tells the two apart.
  const scmp_arg_cmp by_descriptor = {3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH};
  const scmp_arg_cmp by_path = {3, SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0};
  failed |=
      seccomp_rule_add_array(context, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, &by_descriptor);
  failed |=
      seccomp_rule_add_array(context, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), 1, &by_path);
  // Memory, but never executable.
  const scmp_arg_cmp no_code = {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
  failed |= seccomp_rule_add_array(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &no_code);
  failed |= seccomp_rule_add_array(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &no_code);
  base::Bytes filter;
  const Descriptor file(::memfd_create("filter", MFD_CLOEXEC));
  if (failed == 0 && file.is_open() && seccomp_export_bpf(context, file.value()) == 0) {
    const auto size = ::lseek(file.value(), 0, SEEK_END);
    filter.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    if (::pread(file.value(), filter.data(), filter.size(), 0) != size) {
      filter.clear();
    }
  }
  seccomp_release(context);
  return filter;
}

bool load_filter(const base::Bytes& filter) {
  std::vector<sock_filter> program(filter.size() / sizeof(sock_filter));
  std::memcpy(program.data(), filter.data(), program.size() * sizeof(sock_filter));
  const sock_fprog header{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &header, 0, 0) == 0;
}

// A grandchild tries the filter, so that a kernel without it costs only this answer.
bool filter_works(const base::Bytes& filter) {
  if (filter.empty()) {
    return false;
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::_exit(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && load_filter(filter) ? 0 : 1);
  }
  int status = 1;
  return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

bool forbid_all_paths() {
  const auto version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) {
    return false;
  }
  // The thirteen rights of the first version; naming a later one would fail on Debian's kernel.
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = (1ull << 13) - 1;
  const Descriptor set(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0)));
  return set.is_open() && ::syscall(SYS_landlock_restrict_self, set.value(), 0) == 0;
}

bool set_limit(decltype(RLIMIT_CPU) which, rlim_t soft, rlim_t hard) {
  const rlimit limit{soft, hard};
  return ::setrlimit(which, &limit) == 0;
}

}  // namespace

ZygoteFences raise_zygote_fences() {
  ZygoteFences fences;
  fences.protections.limits = true;
  fences.protections.network =
      ::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) == 0 || ::unshare(CLONE_NEWNET) == 0;
  fences.protections.no_new_privileges = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  if (!kIsSanitized && fences.protections.no_new_privileges) {
    fences.filter = make_filter();
    if (!filter_works(fences.filter)) {
      fences.filter.clear();
    }
    fences.protections.system_calls = !fences.filter.empty();
    fences.protections.file_system = forbid_all_paths();
  }
  return fences;
}

bool raise_child_fences(const ChildLimits& limits, const ZygoteFences& zygote) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  bool is_limited = set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_FSIZE, 0, 0) &&
                    set_limit(RLIMIT_NOFILE, kMaxDescriptors, kMaxDescriptors) &&
                    set_limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
  if (!kIsSanitized) {
    is_limited = is_limited && set_limit(RLIMIT_AS, limits.address_space, limits.address_space);
  }
  if (!is_limited) {
    return false;
  }
  return zygote.filter.empty() || load_filter(zygote.filter);
}

}  // namespace vaughn::work
