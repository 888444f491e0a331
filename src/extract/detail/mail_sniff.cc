// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include "base/text.h"
#include "extract/detail/mail.h"
#include "extract/mbox.h"

namespace vaughn::extract {
namespace {

constexpr std::size_t kHeadSize = 8192;
constexpr std::size_t kMaxLines = 400;

// Those that no other kind of text begins with come first.
constexpr std::array<std::string_view, 9> kKnown{"from",
                                                 "received",
                                                 "message-id",
                                                 "date",
                                                 "to",
                                                 "subject",
                                                 "return-path",
                                                 "mime-version",
                                                 "delivered-to"};
constexpr std::size_t kTelling = 4;

}  // namespace

bool looks_like_mail(base::BytesView bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
  }
  auto head = bytes.substr(from_line_size(bytes)).substr(0, kHeadSize);
  while (head.starts_with('\n') || head.starts_with("\r\n")) {
    head.remove_prefix(head.starts_with('\n') ? 1 : 2);
  }
  std::size_t known = 0;
  std::size_t extensions = 0;
  bool is_telling = false;
  bool is_first = true;
  for (std::size_t lines = 0; lines < kMaxLines; ++lines) {
    const auto end = head.find('\n');
    if (end == base::BytesView::npos) {
      break;  // headers longer than what is looked at, or a mail without a body
    }
    auto line = head.substr(0, end);
    head.remove_prefix(end + 1);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      break;
    }
    if (line.front() == ' ' || line.front() == '\t') {
      if (is_first) {
        return false;
      }
      continue;
    }
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (colon == base::BytesView::npos || name.empty() ||
        !std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7F; })) {
      // Mailbox software leaves lines such as ">From x" between headers.
      if (!is_first && (line.starts_with("From ") || line.starts_with(">From "))) {
        continue;
      }
      return false;
    }
    is_first = false;
    const auto lower = base::ascii_lower(name);
    const auto* found = std::ranges::find(kKnown, lower);
    if (found != kKnown.end()) {
      ++known;
      is_telling = is_telling || static_cast<std::size_t>(found - kKnown.begin()) < kTelling;
    } else if (lower.starts_with("x-")) {
      ++extensions;
    }
  }
  return is_telling && known + std::min<std::size_t>(extensions, 1) >= 2;
}

}  // namespace vaughn::extract
