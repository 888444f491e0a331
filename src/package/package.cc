// SPDX-License-Identifier: AGPL-3.0-or-later
#include "package/package.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wire.h"
#include "package/detail/json_package.h"
#include "package/detail/zip_file.h"

namespace vaughn::package {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kManifestSignature = "manifest.sig";
constexpr std::string_view kManifestKey = "manifest.pub";
constexpr std::string_view kReply = "reply.json";
constexpr std::string_view kReplySignature = "reply.sig";
constexpr std::string_view kReplyKey = "reply.pub";
constexpr std::string_view kPages = "pages.pdf";
constexpr int kMaxPages = 100'000;
constexpr std::size_t kMaxMarks = 100'000;
constexpr std::size_t kMaxPackageBytes = std::size_t{1} << 28;
constexpr std::size_t kMaxReplyBytes = std::size_t{1} << 26;

Error damaged(std::string what) {
  return {
      ErrorCode::damaged, std::move(what), "it may have been changed on its way: ask for it again"};
}

// Takes the part out of the list.
Result<Bytes> take(std::vector<detail::Part>& parts, std::string_view name) {
  const auto found = std::find_if(
      parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  if (found == parts.end()) {
    return damaged(fmt::format("{} is missing in it", name));
  }
  auto bytes = std::move(found->second);
  parts.erase(found);
  return bytes;
}

Result<void> check_answer(const std::vector<Mark>& marks, const std::vector<int>& pages) {
  const auto is_bad = [](int page) { return page < 1 || page > kMaxPages; };
  const auto is_bad_mark = [&](const Mark& mark) {
    const auto& box = mark.box;
    const bool is_finite = std::isfinite(box.x0) && std::isfinite(box.y0) &&
                           std::isfinite(box.x1) && std::isfinite(box.y1);
    return is_bad(mark.page) || !is_finite || (mark.words.empty() && box.is_empty());
  };
  if (marks.size() > kMaxMarks || pages.size() > kMaxMarks) {
    return Error{ErrorCode::limit, "the reply holds too many marks", ""};
  }
  if (std::any_of(marks.begin(), marks.end(), is_bad_mark) ||
      std::any_of(pages.begin(), pages.end(), is_bad)) {
    return damaged("the reply holds a mark that cannot be");
  }
  return {};
}

// A package without its pages is none, whoever signed it.
Result<void> check_pages(const Opened& opened) {
  if (!opened.files.contains(std::string(kPages)) || opened.manifest.pages.empty() ||
      opened.manifest.pages.size() > static_cast<std::size_t>(kMaxPages)) {
    return damaged("it holds no pages");
  }
  return {};
}

void put(WireWriter& out, const Mark& mark) {
  out.u32(static_cast<std::uint32_t>(mark.page));
  out.bytes(mark.words);
  out.rect(mark.box);
  out.bytes(mark.ground);
  out.bytes(mark.reason);
}

Result<Mark> get_mark(WireReader& in) {
  Mark mark;
  mark.page = static_cast<int>(TRY(in.u32()));
  mark.words = TRY(in.text());
  mark.box = TRY(in.rect());
  mark.ground = TRY(in.text());
  mark.reason = TRY(in.text());
  return mark;
}

}  // namespace

Result<Sealed> seal(Manifest manifest, const Files& files, const base::KeyPair& keys) {
  manifest.files.clear();
  std::size_t total = 0;
  for (const auto& [path, bytes] : files) {
    manifest.files.push_back(
        {path, static_cast<std::int64_t>(bytes.size()), base::Sha256::of(bytes)});
    total += bytes.size();
  }
  if (total > kMaxPackageBytes) {
    return Error{ErrorCode::limit,
                 fmt::format("the package would hold {} MB, and {} MB is the most",
                             total >> 20,
                             kMaxPackageBytes >> 20),
                 "send the records in several packages"};
  }
  const auto json = manifest_to_json(manifest);
  // The instructions first: whoever looks into the archive sees them at once.
  std::vector<detail::Part> parts(files.begin(), files.end());
  parts.emplace_back(kManifest, json);
  parts.emplace_back(kManifestSignature, TRY(base::sign(json, keys.secret_key)));
  parts.emplace_back(kManifestKey, keys.public_key);
  return Sealed{TRY(detail::zip(parts)), json};
}

Result<Opened> open(BytesView bytes) {
  auto parts = TRY(detail::unzip(bytes, kMaxPackageBytes));
  const auto json = TRY(take(parts, kManifest));
  const auto signature = TRY(take(parts, kManifestSignature));
  Opened out;
  out.public_key = TRY(take(parts, kManifestKey));
  if (!base::is_signature_valid(json, signature, out.public_key)) {
    return damaged("its manifest is not as it was signed");
  }
  out.manifest = TRY(manifest_from_json(json));
  out.digest = base::Sha256::of(json);
  for (const auto& file : out.manifest.files) {
    auto content = TRY(take(parts, file.path));
    if (base::Sha256::of(content) != file.sha256) {
      return damaged(fmt::format("{} in it is not as it was sealed", file.path));
    }
    out.files.emplace(file.path, std::move(content));
  }
  if (!parts.empty()) {
    return damaged(fmt::format("{} in it does not belong there", parts.front().first));
  }
  TRY(check_pages(out));
  return out;
}

std::string fingerprint(BytesView public_key) {
  const auto hex = base::Sha256::of(public_key).hex();
  std::string out;
  constexpr std::size_t kGroup = 4;
  constexpr std::size_t kShown = 32;
  for (std::size_t i = 0; i < kShown; i += kGroup) {
    out += (i == 0 ? "" : "-") + hex.substr(i, kGroup);
  }
  return out;
}

Result<Bytes> seal_reply(const Reply& reply, const base::KeyPair& keys) {
  const auto json = detail::reply_to_json(reply);
  std::vector<detail::Part> parts;
  parts.emplace_back(kReply, json);
  parts.emplace_back(kReplySignature, TRY(base::sign(json, keys.secret_key)));
  parts.emplace_back(kReplyKey, keys.public_key);
  return detail::zip(parts);
}

Result<OpenedReply> open_reply(BytesView bytes) {
  auto parts = TRY(detail::unzip(bytes, kMaxReplyBytes));
  const auto json = TRY(take(parts, kReply));
  const auto signature = TRY(take(parts, kReplySignature));
  OpenedReply out;
  out.public_key = TRY(take(parts, kReplyKey));
  if (!parts.empty()) {
    return damaged(fmt::format("{} in it does not belong there", parts.front().first));
  }
  if (!base::is_signature_valid(json, signature, out.public_key)) {
    return damaged("the reply is not as it was signed");
  }
  out.reply = TRY(detail::reply_from_json(json));
  TRY(check_answer(out.reply.answer.marks, out.reply.answer.not_ours));
  return out;
}

Kind kind_of(BytesView bytes) {
  if (!bytes.starts_with("PK")) {
    return Kind::neither;
  }
  if (bytes.find(kManifestSignature) != BytesView::npos) {
    return Kind::package;
  }
  return bytes.find(kReplySignature) != BytesView::npos ? Kind::reply : Kind::neither;
}

Bytes encode(const Opened& opened) {
  WireWriter out;
  out.bytes(manifest_to_json(opened.manifest));
  out.bytes(opened.digest.hex());
  out.bytes(opened.public_key);
  out.u32(static_cast<std::uint32_t>(opened.files.size()));
  for (const auto& [path, bytes] : opened.files) {
    out.bytes(path);
    out.bytes(bytes);
  }
  return out.take();
}

Result<Opened> decode_opened(BytesView bytes) {
  WireReader in(bytes);
  Opened out;
  const auto json = TRY(in.bytes());
  out.manifest = TRY(manifest_from_json(json));
  const auto hex = TRY(in.bytes());
  out.digest = TRY(base::Sha256::from_hex(hex));
  out.public_key = TRY(in.text());
  const auto count = TRY(in.count());
  for (std::size_t i = 0; i < count; ++i) {
    auto path = TRY(in.text());
    out.files[std::move(path)] = TRY(in.text());
  }
  TRY(check_pages(out));
  return out;
}

Bytes encode(const OpenedReply& opened) {
  const auto& reply = opened.reply;
  WireWriter out;
  out.bytes(opened.public_key);
  out.bytes(reply.package.hex());
  out.i64(reply.at.time_since_epoch().count());
  out.bytes(reply.answer.code);
  out.bytes(reply.answer.by);
  out.bytes(reply.answer.title);
  out.bytes(reply.answer.statement);
  out.u32(static_cast<std::uint32_t>(reply.answer.marks.size()));
  for (const auto& mark : reply.answer.marks) {
    put(out, mark);
  }
  out.u32(static_cast<std::uint32_t>(reply.answer.not_ours.size()));
  for (const int page : reply.answer.not_ours) {
    out.u32(static_cast<std::uint32_t>(page));
  }
  return out.take();
}

Result<OpenedReply> decode_opened_reply(BytesView bytes) {
  WireReader in(bytes);
  OpenedReply out;
  out.public_key = TRY(in.text());
  const auto hex = TRY(in.bytes());
  out.reply.package = TRY(base::Sha256::from_hex(hex));
  out.reply.at = base::Instant(std::chrono::seconds(TRY(in.i64())));
  auto& answer = out.reply.answer;
  answer.code = TRY(in.text());
  answer.by = TRY(in.text());
  answer.title = TRY(in.text());
  answer.statement = TRY(in.text());
  const auto marks = TRY(in.count());
  for (std::size_t i = 0; i < marks; ++i) {
    answer.marks.push_back(TRY(get_mark(in)));
  }
  const auto pages = TRY(in.count());
  for (std::size_t i = 0; i < pages; ++i) {
    answer.not_ours.push_back(static_cast<int>(TRY(in.u32())));
  }
  TRY(check_answer(answer.marks, answer.not_ours));
  return out;
}

}  // namespace vaughn::package
