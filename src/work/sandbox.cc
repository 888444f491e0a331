// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/sandbox.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "base/wire.h"
#include "work/detail/channel.h"
#include "work/detail/zygote.h"

namespace vaughn::work {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPipeSize = 1 << 20;
constexpr std::size_t kReadSize = 256 * 1024;
// Nothing a child may own can be larger than what it may allocate; this guards the arithmetic.
constexpr std::uint64_t kMaxFrame = 1ull << 40;

bool write_fully(int file, base::BytesView bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Cuts the bytes of a pipe into frames. Large payloads are read in place.
class FrameReader {
 public:
  struct Frame {
    FrameHeader header{};
    base::Bytes payload{};
  };

  // Reads once. False at the end of the pipe.
  bool fill(int pipe) {
    if (header_ && buffer_.size() == position_ && header_->length - payload_.size() >= kReadSize) {
      const auto old_size = payload_.size();
      const auto step = std::min<std::uint64_t>(header_->length - old_size, kPipeSize);
      payload_.resize(old_size + static_cast<std::size_t>(step));
      const auto count = ::read(pipe, payload_.data() + old_size, payload_.size() - old_size);
      payload_.resize(old_size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
      return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
    }
    buffer_.erase(0, position_);
    position_ = 0;
    const auto old_size = buffer_.size();
    buffer_.resize(old_size + kReadSize);
    const auto count = ::read(pipe, buffer_.data() + old_size, kReadSize);
    buffer_.resize(old_size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
  }

  base::Result<std::optional<Frame>> next() {
    if (!header_) {
      if (buffer_.size() - position_ < kFrameHeaderSize) {
        return std::optional<Frame>{};
      }
      const auto bytes = base::BytesView(buffer_).substr(position_, kFrameHeaderSize);
      const auto header = TRY(decode_frame(bytes));
      if (header.length > kMaxFrame) {
        return base::Error{base::ErrorCode::crashed, "the parser sent a bad frame", ""};
      }
      header_ = header;
      position_ += kFrameHeaderSize;
      payload_.clear();
    }
    const auto wanted = header_->length - payload_.size();
    const auto here =
        static_cast<std::size_t>(std::min<std::uint64_t>(wanted, buffer_.size() - position_));
    payload_.append(buffer_, position_, here);
    position_ += here;
    if (payload_.size() < header_->length) {
      return std::optional<Frame>{};
    }
    Frame frame{*header_, std::move(payload_)};
    header_.reset();
    payload_ = {};
    return std::optional<Frame>(std::move(frame));
  }

 private:
  base::Bytes buffer_{};
  std::size_t position_ = 0;
  std::optional<FrameHeader> header_{};
  base::Bytes payload_{};
};

struct Job {
  std::size_t handler = 0;
  Limits limits{};
  Descriptor input{};               // memory file: inputs, table, trailer
  std::vector<Descriptor> files{};  // of the caller, kept for a second child
  std::vector<std::uint64_t> sizes{};
  std::size_t current = 0;  // the item whose final reply is still to come

  // The present child.
  std::uint64_t child = 0;
  std::size_t first_of_child = 0;
  Descriptor pipe{};
  FrameReader frames{};
  bool pipe_is_done = false;
  std::optional<std::int64_t> status{};
  bool was_silent = false;  // and therefore killed
  bool sent_rubbish = false;
  Clock::time_point last_heard{};

  bool is_finished() const { return current == sizes.size(); }
  std::chrono::milliseconds patience() const {
    const auto extra = std::chrono::seconds(is_finished() ? 0 : extra_seconds(sizes[current]));
    return limits.wall + extra;
  }
};

base::Error death(const Job& job) {
  using base::ErrorCode;
  if (job.was_silent) {
    return {ErrorCode::limit,
            fmt::format("the parser was silent for {} s", job.patience().count() / 1000),
            ""};
  }
  if (job.sent_rubbish) {
    return {ErrorCode::crashed, "the parser sent a malformed reply", ""};
  }
  const auto status = static_cast<int>(job.status.value_or(-1));
  if (status == -1) {
    return {ErrorCode::crashed, "the parser could not be started", ""};
  }
  if (!WIFSIGNALED(status)) {
    return {ErrorCode::crashed, "the parser ended without an answer", ""};
  }
  switch (WTERMSIG(status)) {
    case SIGPROF:
    case SIGXCPU: return {ErrorCode::limit, "the parser used up its processor time", ""};
    case SIGKILL: return {ErrorCode::limit, "the system ended the parser, short of memory", ""};
    case SIGSYS: return {ErrorCode::crashed, "the parser tried a forbidden system call", ""};
    default:
      return {
          ErrorCode::crashed, fmt::format("the parser died of signal {}", WTERMSIG(status)), ""};
  }
}

}  // namespace

std::string describe(const Protections& protections) {
  std::string up;
  std::string missing;
  const auto add = [&](bool is_up, std::string_view name) {
    auto& list = is_up ? up : missing;
    list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
  };
  add(protections.limits, "limits");
  add(protections.no_new_privileges, "no new privileges");
  add(protections.system_calls, "system call filter");
  add(protections.file_system, "no files");
  add(protections.network, "no network");
  return missing.empty() ? up : fmt::format("{}; not available here: {}", up, missing);
}

struct Zygote::Impl {
  Descriptor socket{};
  pid_t process = -1;
  Protections protections{};
  std::map<JobId, Job> jobs{};
  std::deque<Reply> ready{};
  JobId next_job = 1;
  std::uint64_t next_child = 1;
  JobId last_served = 0;

  ~Impl() {
    socket.close();
    if (process > 0) {
      int status = 0;
      while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
      }
    }
  }

  base::Result<void> spawn(Job& job) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      return base::Error{base::ErrorCode::io, "cannot make a pipe", ""};
    }
    job.pipe = Descriptor(ends[0]);
    const Descriptor write_end(ends[1]);
    ::fcntl(ends[1], F_SETPIPE_SZ, kPipeSize);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    job.child = next_child++;
    job.first_of_child = job.current;
    job.frames = {};
    job.pipe_is_done = false;
    job.status.reset();
    job.was_silent = false;
    job.sent_rubbish = false;
    job.last_heard = Clock::now();

    SpawnRequest request;
    request.child = job.child;
    request.handler = static_cast<std::uint32_t>(job.handler);
    request.first_item = static_cast<std::uint32_t>(job.current);
    request.cpu_seconds =
        static_cast<std::uint64_t>(std::max<std::int64_t>(job.limits.cpu.count(), 1));
    std::uint64_t largest = 0;
    for (std::size_t i = job.current; i < job.sizes.size(); ++i) {
      largest = std::max(largest, job.sizes[i]);
      // A container may answer many times, each with new time; ten times is the end of it.
      request.cpu_seconds_in_all += 10 * (request.cpu_seconds + extra_seconds(job.sizes[i]));
    }
    request.memory_bytes = job.limits.memory_bytes + largest;
    std::vector<int> descriptors{write_end.value(), job.input.value()};
    for (const auto& file : job.files) {
      descriptors.push_back(file.value());
    }
    return send_message(socket.value(), encode(request), descriptors);
  }

  // The finals of a dead child's current item, and a new child for the rest.
  base::Result<void> bury(JobId id, Job& job) {
    if (!job.is_finished()) {
      const bool asked_for_it = job.status && WIFEXITED(static_cast<int>(*job.status)) &&
                                WEXITSTATUS(static_cast<int>(*job.status)) == kReplaceMe &&
                                job.current > job.first_of_child && !job.sent_rubbish;
      if (!asked_for_it) {
        ready.push_back({id, job.current, true, {}, death(job)});
        ++job.current;
      }
    }
    if (!job.is_finished()) {
      return spawn(job);
    }
    jobs.erase(id);
    return {};
  }

  void kill_child(const Job& job) {
    // If the zygote is gone this fails, and the next wait says so.
    static_cast<void>(send_message(socket.value(), encode_kill(job.child)).has_value());
  }

  // Turns what has arrived into replies.
  void read_frames(JobId id, Job& job) {
    job.last_heard = Clock::now();
    if (!job.frames.fill(job.pipe.value())) {
      job.pipe_is_done = true;
      job.pipe.close();
    }
    for (;;) {
      auto frame = job.frames.next();
      if (frame && !frame->has_value()) {
        return;
      }
      if (!frame || job.is_finished() || (*frame)->header.item != job.current) {
        reject(job);
        return;
      }
      auto& [header, payload] = **frame;
      Reply reply{id, job.current, header.kind != FrameKind::chunk, {}, {}};
      switch (header.kind) {
        case FrameKind::chunk: reply.bytes = std::move(payload); break;
        case FrameKind::done: ++job.current; break;
        case FrameKind::failed: {
          reply.outcome = decode_error(payload);
          ++job.current;
          break;
        }
      }
      ready.push_back(std::move(reply));
    }
  }

  void reject(Job& job) {
    job.sent_rubbish = true;
    job.pipe_is_done = true;
    job.pipe.close();
    kill_child(job);
  }

  base::Result<void> hear_zygote() {
    auto message = TRY(receive_message(socket.value()));
    if (!message) {
      return base::Error{base::ErrorCode::crashed, "the parser host is gone", ""};
    }
    const auto exit = TRY(decode_exit(message->bytes));
    for (auto& [id, job] : jobs) {
      if (job.child == exit.child) {
        job.status = exit.status;
        if (exit.status == -1) {
          job.pipe_is_done = true;
        }
      }
    }
    return {};
  }

  // Waits for something to happen once, and deals with it.
  base::Result<void> step() {
    std::vector<pollfd> waiting{{socket.value(), POLLIN, 0}};
    std::vector<JobId> ids;
    auto wake = Clock::now() + std::chrono::hours(1);
    // Begin after the job served last, so that a talkative one does not starve the others.
    auto begin = jobs.upper_bound(last_served);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (begin == jobs.end()) {
        begin = jobs.begin();
      }
      auto& [id, job] = *begin++;
      if (!job.pipe_is_done) {
        waiting.push_back({job.pipe.value(), POLLIN, 0});
        ids.push_back(id);
      }
      if (!job.was_silent && !job.status) {
        wake = std::min(wake, job.last_heard + job.patience());
      }
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(wake - Clock::now()).count() + 1;
    const int count = ::poll(
        waiting.data(),
        waiting.size(),
        static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max())));
    if (count < 0) {
      return {};
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (waiting[i + 1].revents != 0) {
        last_served = ids[i];
        read_frames(ids[i], jobs.at(ids[i]));
        if (!ready.empty()) {
          return {};
        }
      }
    }
    if (waiting[0].revents != 0) {
      TRY(hear_zygote());
    }
    std::vector<JobId> ended;
    for (auto& [id, job] : jobs) {
      if (job.pipe_is_done && job.status) {
        ended.push_back(id);
      } else if (count == 0 && !job.was_silent && !job.status &&
                 Clock::now() >= job.last_heard + job.patience()) {
        job.was_silent = true;
        kill_child(job);
      }
    }
    for (const auto id : ended) {
      TRY(bury(id, jobs.at(id)));
    }
    return {};
  }
};

Zygote::Zygote(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Zygote::Zygote(Zygote&&) noexcept = default;
Zygote& Zygote::operator=(Zygote&&) noexcept = default;
Zygote::~Zygote() = default;

base::Result<Zygote> Zygote::start(Handlers handlers) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return base::Error{base::ErrorCode::io, "cannot make a socket", ""};
  }
  auto impl = std::make_unique<Impl>();
  impl->socket = Descriptor(ends[0]);
  Descriptor far_end(ends[1]);
  const pid_t process = ::fork();
  if (process < 0) {
    return base::Error{base::ErrorCode::io, "cannot start a process", ""};
  }
  if (process == 0) {
    become_zygote(handlers, std::move(far_end));
  }
  impl->process = process;
  far_end.close();
  auto hello = TRY(receive_message(impl->socket.value()));
  if (!hello) {
    return base::Error{base::ErrorCode::crashed, "the parser host did not start", ""};
  }
  impl->protections = TRY(decode_protections(hello->bytes));
  return Zygote(std::move(impl));
}

base::Result<JobId> Zygote::submit(std::size_t handler, std::vector<Item> items, Limits limits) {
  base::check(!items.empty(), "a job has items");
  Job job;
  job.handler = handler;
  job.limits = limits;
  job.input = Descriptor(::memfd_create("items", MFD_CLOEXEC));
  if (!job.input.is_open()) {
    return base::Error{base::ErrorCode::io, "cannot make a memory file", ""};
  }
  std::vector<ItemRange> ranges;
  std::map<int, std::uint32_t> known_files;
  std::uint64_t position = 0;
  for (auto& item : items) {
    ItemRange range{std::move(item.arguments), 0, position, item.input.size()};
    if (item.file < 0) {
      if (!write_fully(job.input.value(), item.input)) {
        return base::Error{base::ErrorCode::io, "cannot write to memory", ""};
      }
      position += item.input.size();
      item.input = {};
    } else {
      range.offset = item.offset;
      range.length = item.length;
      const auto [known, is_new] =
          known_files.try_emplace(item.file, static_cast<std::uint32_t>(job.files.size() + 1));
      if (is_new) {
        if (job.files.size() == kMaxFiles) {
          return base::Error{base::ErrorCode::invalid_argument,
                             fmt::format("a job takes at most {} files", kMaxFiles),
                             ""};
        }
        job.files.emplace_back(::fcntl(item.file, F_DUPFD_CLOEXEC, 0));
      }
      range.file = known->second;
    }
    job.sizes.push_back(range.length);
    ranges.push_back(std::move(range));
  }
  base::WireWriter trailer;
  trailer.u64(position);
  if (!write_fully(job.input.value(), encode(ranges) + trailer.data())) {
    return base::Error{base::ErrorCode::io, "cannot write to memory", ""};
  }
  TRY(impl_->spawn(job));
  const auto id = impl_->next_job++;
  impl_->jobs.emplace(id, std::move(job));
  return id;
}

base::Result<Reply> Zygote::wait_any() {
  while (impl_->ready.empty()) {
    if (impl_->jobs.empty()) {
      return base::Error{base::ErrorCode::not_found, "no job is running", ""};
    }
    TRY(impl_->step());
  }
  auto reply = std::move(impl_->ready.front());
  impl_->ready.pop_front();
  return reply;
}

std::size_t Zygote::running() const {
  std::size_t count = 0;
  for (const auto& [id, job] : impl_->jobs) {
    count += job.is_finished() ? 0 : 1;
  }
  std::vector<JobId> waiting;
  for (const auto& reply : impl_->ready) {
    const auto job = impl_->jobs.find(reply.job);
    const bool is_counted = job != impl_->jobs.end() && !job->second.is_finished();
    if (!is_counted && (waiting.empty() || waiting.back() != reply.job)) {
      waiting.push_back(reply.job);
    }
  }
  return count + waiting.size();
}

const Protections& Zygote::protections() const {
  return impl_->protections;
}

}  // namespace vaughn::work
