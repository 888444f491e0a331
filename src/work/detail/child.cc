// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/detail/child.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <new>

#include "base/wire.h"

namespace vaughn::work {
namespace {

// A range of a file, mapped. Offsets need not be at the start of a page.
class Mapping {
 public:
  Mapping(int file, std::uint64_t offset, std::uint64_t length) {
    if (length == 0) {
      return;
    }
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto start = offset / page * page;
    size_ = static_cast<std::size_t>(offset - start + length);
    address_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, static_cast<off_t>(start));
    if (address_ == MAP_FAILED) {
      throw std::bad_alloc();
    }
    view_ = {static_cast<const char*>(address_) + (offset - start),
             static_cast<std::size_t>(length)};
  }
  ~Mapping() {
    if (address_ != nullptr) {
      ::munmap(address_, size_);
    }
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  base::BytesView view() const { return view_; }

 private:
  void* address_ = nullptr;
  std::size_t size_ = 0;
  base::BytesView view_{};
};

void write_all(int file, base::BytesView bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      ::_exit(1);  // nobody reads any more
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void write_frame(int file, FrameKind kind, std::uint32_t item, base::BytesView payload) {
  // Small frames go out in one call; copying a large one would cost more than the second call.
  constexpr std::size_t kSmall = 64 * 1024;
  auto frame = encode(FrameHeader{kind, item, payload.size()});
  if (payload.size() <= kSmall) {
    frame.append(payload);
    write_all(file, frame);
    return;
  }
  write_all(file, frame);
  write_all(file, payload);
}

// SIGPROF ends the child when the item has used up its time.
void start_clock(std::uint64_t seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

base::Result<void> run_item(const Handler& handler,
                            const ChildJob& job,
                            std::uint32_t index,
                            const ItemRange& item,
                            bool& must_be_replaced) {
  try {
    if (item.file >= job.files.size()) {
      return base::Error{base::ErrorCode::io, "the input did not arrive", ""};
    }
    const auto seconds = job.request.cpu_seconds + extra_seconds(item.length);
    start_clock(seconds);
    const Mapping input(job.files[item.file].value(), item.offset, item.length);
    const Emit emit = [&](base::BytesView bytes) {
      write_frame(job.replies.value(), FrameKind::chunk, index, bytes);
      start_clock(seconds);
    };
    return handler(item.arguments, input.view(), emit);
  } catch (const std::bad_alloc&) {
    must_be_replaced = true;
    return base::Error{base::ErrorCode::limit, "the parser ran out of memory", ""};
  } catch (const std::length_error&) {
    must_be_replaced = true;
    return base::Error{base::ErrorCode::limit, "the parser ran out of memory", ""};
  } catch (const std::exception&) {
    must_be_replaced = true;
    return base::Error{base::ErrorCode::crashed, "the parser gave up on an internal error", ""};
  }
}

}  // namespace

void run_child(const Handler& handler, ChildJob job) {
  const int input_file = job.files.front().value();
  struct stat status {};
  if (::fstat(input_file, &status) != 0 || status.st_size < 8) {
    ::_exit(1);
  }
  // The last eight bytes say where the table of items begins.
  const auto size = static_cast<std::uint64_t>(status.st_size);
  base::Bytes trailer(8, '\0');
  if (::pread(input_file, trailer.data(), 8, static_cast<off_t>(size - 8)) != 8) {
    ::_exit(1);
  }
  base::WireReader trailer_reader(trailer);
  const auto table_start = trailer_reader.u64();
  if (!table_start || *table_start > size - 8) {
    ::_exit(1);
  }
  base::Bytes table(static_cast<std::size_t>(size - 8 - *table_start), '\0');
  if (::pread(input_file, table.data(), table.size(), static_cast<off_t>(*table_start)) !=
      static_cast<ssize_t>(table.size())) {
    ::_exit(1);
  }
  const auto items = decode_items(table);
  if (!items) {
    ::_exit(1);
  }
  for (std::size_t i = job.request.first_item; i < items->size(); ++i) {
    const auto index = static_cast<std::uint32_t>(i);
    bool must_be_replaced = false;
    const auto outcome = run_item(handler, job, index, (*items)[i], must_be_replaced);
    if (outcome) {
      write_frame(job.replies.value(), FrameKind::done, index, {});
    } else {
      write_frame(job.replies.value(), FrameKind::failed, index, encode(outcome.error()));
    }
    if (must_be_replaced) {
      ::_exit(kReplaceMe);
    }
  }
  ::_exit(0);
}

}  // namespace vaughn::work
