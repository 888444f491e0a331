// SPDX-License-Identifier: AGPL-3.0-or-later
#include "work/detail/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "base/wire.h"

namespace vaughn::work {
namespace {

constexpr std::size_t kMaxMessage = 4096;
constexpr std::uint64_t kBytesPerExtraSecond = 4u << 20;

base::Error bad_message(std::string_view what) {
  return {base::ErrorCode::crashed, "the parser host sent a bad " + std::string(what), ""};
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(value_, other.value_);
  return *this;
}

Descriptor::~Descriptor() {
  close();
}

void Descriptor::close() {
  if (value_ >= 0) {
    ::close(value_);
    value_ = -1;
  }
}

base::Result<void> send_message(int socket,
                                base::BytesView bytes,
                                const std::vector<int>& descriptors) {
  base::check(bytes.size() <= kMaxMessage, "orders are small");
  base::check(descriptors.size() <= kMaxFiles + 2, "few enough descriptors");
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * (kMaxFiles + 2))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!descriptors.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptors.size());
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * descriptors.size());
    std::memcpy(CMSG_DATA(header), descriptors.data(), sizeof(int) * descriptors.size());
  }
  while (::sendmsg(socket, &message, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) {
      return base::Error{base::ErrorCode::crashed, "the parser host does not answer", ""};
    }
  }
  return {};
}

base::Result<std::optional<Received>> receive_message(int socket) {
  std::array<char, kMaxMessage> buffer{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * (kMaxFiles + 2))> control{};
  iovec part{buffer.data(), buffer.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t count = 0;
  while ((count = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC)) < 0) {
    if (errno != EINTR) {
      return base::Error{base::ErrorCode::crashed, "the parser host does not answer", ""};
    }
  }
  Received received;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) {
      continue;
    }
    const std::size_t number = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < number; ++i) {
      int value = -1;
      std::memcpy(&value, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      received.descriptors.emplace_back(value);
    }
  }
  if (count == 0) {
    return std::optional<Received>{};
  }
  received.bytes.assign(buffer.data(), static_cast<std::size_t>(count));
  return std::optional<Received>(std::move(received));
}

base::Bytes encode(const SpawnRequest& request) {
  base::WireWriter out;
  out.u8(0);
  out.u64(request.child);
  out.u32(request.handler);
  out.u32(request.first_item);
  out.u64(request.memory_bytes);
  out.u64(request.cpu_seconds);
  out.u64(request.cpu_seconds_in_all);
  return out.take();
}

base::Bytes encode_kill(std::uint64_t child) {
  base::WireWriter out;
  out.u8(1);
  out.u64(child);
  return out.take();
}

base::Result<Order> decode_order(base::BytesView bytes) {
  base::WireReader in(bytes);
  Order order;
  order.is_kill = TRY(in.u8()) == 1;
  order.spawn.child = TRY(in.u64());
  if (!order.is_kill) {
    order.spawn.handler = TRY(in.u32());
    order.spawn.first_item = TRY(in.u32());
    order.spawn.memory_bytes = TRY(in.u64());
    order.spawn.cpu_seconds = TRY(in.u64());
    order.spawn.cpu_seconds_in_all = TRY(in.u64());
  }
  return order;
}

base::Bytes encode(const ChildExit& exit) {
  base::WireWriter out;
  out.u64(exit.child);
  out.i64(exit.status);
  return out.take();
}

base::Result<ChildExit> decode_exit(base::BytesView bytes) {
  base::WireReader in(bytes);
  ChildExit exit;
  exit.child = TRY(in.u64());
  exit.status = TRY(in.i64());
  return exit;
}

base::Bytes encode(const Protections& protections) {
  base::WireWriter out;
  for (const bool is_up : {protections.limits,
                           protections.no_new_privileges,
                           protections.system_calls,
                           protections.file_system,
                           protections.network}) {
    out.u8(is_up ? 1 : 0);
  }
  return out.take();
}

base::Result<Protections> decode_protections(base::BytesView bytes) {
  base::WireReader in(bytes);
  Protections protections;
  for (bool* is_up : {&protections.limits,
                      &protections.no_new_privileges,
                      &protections.system_calls,
                      &protections.file_system,
                      &protections.network}) {
    *is_up = TRY(in.u8()) == 1;
  }
  return protections;
}

base::Bytes encode(const std::vector<ItemRange>& items) {
  base::WireWriter out;
  out.u64(items.size());
  for (const auto& item : items) {
    out.bytes(item.arguments);
    out.u32(item.file);
    out.u64(item.offset);
    out.u64(item.length);
  }
  return out.take();
}

base::Result<std::vector<ItemRange>> decode_items(base::BytesView bytes) {
  base::WireReader in(bytes);
  const auto count = TRY(in.u64());
  std::vector<ItemRange> items;
  for (std::uint64_t i = 0; i < count; ++i) {
    ItemRange item;
    item.arguments = TRY(in.bytes());
    item.file = TRY(in.u32());
    item.offset = TRY(in.u64());
    item.length = TRY(in.u64());
    items.push_back(std::move(item));
  }
  return items;
}

base::Bytes encode(const FrameHeader& header) {
  base::WireWriter out;
  out.u32(static_cast<std::uint32_t>(header.kind));
  out.u32(header.item);
  out.u64(header.length);
  return out.take();
}

base::Result<FrameHeader> decode_frame(base::BytesView bytes) {
  base::WireReader in(bytes);
  const auto kind = TRY(in.u32());
  if (kind > static_cast<std::uint32_t>(FrameKind::failed)) {
    return bad_message("frame");
  }
  FrameHeader header;
  header.kind = static_cast<FrameKind>(kind);
  header.item = TRY(in.u32());
  header.length = TRY(in.u64());
  return header;
}

base::Bytes encode(const base::Error& error) {
  base::WireWriter out;
  out.u32(static_cast<std::uint32_t>(error.code));
  out.bytes(error.message);
  out.bytes(error.hint);
  return out.take();
}

base::Error decode_error(base::BytesView bytes) {
  base::WireReader in(bytes);
  const auto code = in.u32();
  const auto message = in.bytes();
  const auto hint = in.bytes();
  if (!code || *code > static_cast<std::uint32_t>(base::ErrorCode::crashed) || !message || !hint) {
    return bad_message("error");
  }
  return {
      static_cast<base::ErrorCode>(*code), base::repair_utf8(*message), base::repair_utf8(*hint)};
}

std::uint64_t extra_seconds(std::uint64_t input_bytes) {
  return input_bytes / kBytesPerExtraSecond;
}

}  // namespace vaughn::work
