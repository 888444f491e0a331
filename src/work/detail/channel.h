// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "work/sandbox.h"

// What runs over the socket between the program and its zygote, and over the pipe from a child.
namespace vaughn::work {

// A file descriptor that is closed at the end of life.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int value() const { return value_; }
  bool is_open() const { return value_ >= 0; }
  void close();

 private:
  int value_ = -1;
};

// One datagram with descriptors attached. An empty optional is the end of the other side.
base::Result<void> send_message(int socket,
                                base::BytesView bytes,
                                const std::vector<int>& descriptors = {});
struct Received {
  base::Bytes bytes{};
  std::vector<Descriptor> descriptors{};
};
base::Result<std::optional<Received>> receive_message(int socket);

// Descriptors of one message: what SCM_RIGHTS allows, with room for input and reply.
inline constexpr std::size_t kMaxFiles = 200;

// To the zygote.
struct SpawnRequest {
  std::uint64_t child = 0;
  std::uint32_t handler = 0;
  std::uint32_t first_item = 0;
  std::uint64_t memory_bytes = 0;        // beyond what the zygote has; with the largest input
  std::uint64_t cpu_seconds = 0;         // of one item, without extra_seconds()
  std::uint64_t cpu_seconds_in_all = 0;  // of the whole child
};
base::Bytes encode(const SpawnRequest& request);
base::Bytes encode_kill(std::uint64_t child);
struct Order {
  bool is_kill = false;
  SpawnRequest spawn{};  // of a kill only `child` is set
};
base::Result<Order> decode_order(base::BytesView bytes);

// From the zygote.
struct ChildExit {
  std::uint64_t child = 0;
  std::int64_t status = 0;  // as waitpid gives it; -1 if it could not be started
};
base::Bytes encode(const ChildExit& exit);
base::Result<ChildExit> decode_exit(base::BytesView bytes);
base::Bytes encode(const Protections& protections);
base::Result<Protections> decode_protections(base::BytesView bytes);

// The table at the start of the input file of a job: where each item lies.
struct ItemRange {
  base::Bytes arguments{};
  std::uint32_t file = 0;  // 0 is the input file itself, else a descriptor of the message
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};
base::Bytes encode(const std::vector<ItemRange>& items);
base::Result<std::vector<ItemRange>> decode_items(base::BytesView bytes);

// A frame in the pipe: kind u32, item u32, length u64, then the payload.
enum class FrameKind : std::uint32_t { chunk, done, failed };
inline constexpr std::size_t kFrameHeaderSize = 16;
struct FrameHeader {
  FrameKind kind = FrameKind::chunk;
  std::uint32_t item = 0;
  std::uint64_t length = 0;
};
base::Bytes encode(const FrameHeader& header);
base::Result<FrameHeader> decode_frame(base::BytesView bytes);
base::Bytes encode(const base::Error& error);
// What is malformed is itself an error of code `crashed`.
base::Error decode_error(base::BytesView bytes);

// Seconds of processor time and milliseconds of silence that an item of this size may have.
std::uint64_t extra_seconds(std::uint64_t input_bytes);

// A child that asks to be replaced, since its memory may be in any state.
inline constexpr int kReplaceMe = 3;

}  // namespace vaughn::work
