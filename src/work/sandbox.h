// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

// Runs parsers of untrusted bytes in child processes that can do nothing but compute and answer.
//
// A small process, the zygote, is forked before anything valuable is open. For each job it forks a
// child, which costs a fraction of a millisecond because the zygote stays small and has warmed up
// every library. The child has limits on memory and time, no files, no network, no new processes.
namespace vaughn::work {

// Called by a handler any number of times; each call becomes one Reply at once.
using Emit = std::function<void(base::BytesView)>;

// Runs in the child. What it returns as an error becomes the final Reply of the item; so does
// anything it throws (std::bad_alloc is ErrorCode::limit). The views are only valid in the call.
using Handler = std::function<base::Result<void>(
    base::BytesView arguments, base::BytesView input, const Emit& emit)>;

struct Handlers {
  // A job names its handler by position.
  std::vector<Handler> list{};
  // Runs once in the zygote before it closes itself in: load libraries, open charsets.
  std::function<void()> warm_up{};
};

struct Limits {
  std::uint64_t memory_bytes = 1u << 30;  // address space of the child beyond the zygote and input
  // Processor time for one item; grows by one second for each further 4 MiB of input.
  std::chrono::seconds cpu{20};
  // The item may be silent for so long, in real time, before its child is killed. Grows likewise.
  std::chrono::milliseconds wall{60'000};
};

// One thing to work on: bytes, or a range of an open file that the child maps for itself.
struct Item {
  base::Bytes arguments{};  // small; for the handler
  base::Bytes input{};
  int file = -1;  // if not -1: a descriptor open for reading; only borrowed during submit()
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

using JobId = std::uint64_t;

// In order of items within a job. After a child died over item i, its final Reply carries the
// Error (limit or crashed), and the items after it go on in a new child.
struct Reply {
  JobId job = 0;
  std::size_t item = 0;
  bool is_final = false;         // the last of this item; `bytes` is empty then
  base::Bytes bytes{};           // what the handler emitted
  base::Result<void> outcome{};  // only meaningful if is_final
};

// Which of the fences are up. All false but the limits: the system forbids the rest.
struct Protections {
  bool limits = false;  // rlimits on memory, time, file size, descriptors
  bool no_new_privileges = false;
  bool system_calls = false;  // seccomp allow-list
  bool file_system = false;   // landlock with no path allowed
  bool network = false;       // own, empty network namespace
  bool operator==(const Protections&) const = default;
};
std::string describe(const Protections& protections);  // "limits, seccomp, ...; no landlock"

// Used by one thread at a time. Destroying it kills what still runs.
class Zygote {
 public:
  // Call early: before threads are started and before the ledger, keys or index are open.
  static base::Result<Zygote> start(Handlers handlers);
  Zygote(Zygote&&) noexcept;
  Zygote& operator=(Zygote&&) noexcept;
  ~Zygote();

  // Starts a child at once; jobs run side by side, as many as are submitted.
  base::Result<JobId> submit(std::size_t handler, std::vector<Item> items, Limits limits = {});

  // The next reply of any job. Waits; with no job running it is ErrorCode::not_found. Read on: a
  // child whose replies are not read stands still.
  base::Result<Reply> wait_any();

  // Jobs whose last reply has not been returned yet.
  std::size_t running() const;

  const Protections& protections() const;

 private:
  struct Impl;
  explicit Zygote(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::work
