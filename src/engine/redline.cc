// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redline.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"
#include "base/wire.h"
#include "engine/detail/staged_papers.h"
#include "engine/figures.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::WireReader;
using base::WireWriter;

namespace {

Bytes encode(const paper::Redline& redline) {
  WireWriter out;
  out.bytes(redline.docx);
  out.u32(static_cast<std::uint32_t>(redline.changes.size()));
  for (const auto& change : redline.changes) {
    out.bytes(change.section);
    out.u32(static_cast<std::uint32_t>(change.paragraph));
    out.u8(static_cast<std::uint8_t>(change.kind));
    out.bytes(change.before);
    out.bytes(change.after);
    out.flag(change.is_tracked);
    out.bytes(change.author);
    out.bytes(change.figure);
  }
  return out.take();
}

Result<std::string> text_of(WireReader& in) {
  const auto view = TRY(in.bytes());
  return base::repair_utf8(view);
}

Result<paper::Redline> decode(BytesView bytes) {
  WireReader in(bytes);
  paper::Redline out;
  out.docx = Bytes(TRY(in.bytes()));
  const auto count = TRY(in.u32());
  if (count > in.remaining()) {
    return Error{ErrorCode::damaged, "a message of a sandboxed child is wrong", ""};
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    paper::TextChange change;
    change.section = TRY(text_of(in));
    change.paragraph = static_cast<int>(TRY(in.u32()));
    const auto kind = TRY(in.u8());
    if (kind > static_cast<std::uint8_t>(paper::ChangeKind::deleted)) {
      return Error{ErrorCode::damaged, "a message of a sandboxed child is wrong", ""};
    }
    change.kind = static_cast<paper::ChangeKind>(kind);
    change.before = TRY(text_of(in));
    change.after = TRY(text_of(in));
    change.is_tracked = TRY(in.flag());
    change.author = TRY(text_of(in));
    change.figure = TRY(text_of(in));
    out.changes.push_back(std::move(change));
  }
  return out;
}

}  // namespace

Result<void> serve_redline(BytesView arguments, BytesView input, const work::Emit& emit) {
  WireReader in(input);
  const auto ours = TRY(in.bytes());
  const auto theirs = TRY(in.bytes());
  const auto made = TRY(paper::redline(ours, theirs, arguments));
  emit(encode(made));
  return {};
}

Result<RedlineResult> redline(Workspace& workspace,
                              Sandbox& sandbox,
                              const RedlineRequest& request) {
  WireWriter input;
  input.bytes(TRY(base::read_file(request.ours)));
  input.bytes(TRY(base::read_file(request.theirs)));
  const auto encoded = TRY(sandbox.run({Task::redline, request.author, input.take()}));
  auto made = TRY(decode(encoded));
  RedlineResult out;
  const auto counted = TRY(figures(workspace));
  for (const auto& change : made.changes) {
    out.silent += change.is_tracked ? 0 : 1;
    if (change.figure.empty()) {
      continue;
    }
    const auto value = counted.value(change.figure);
    const bool agrees = value && change.after == base::with_commas(*value);
    if (!agrees) {
      out.disputed.push_back({change.figure,
                              value ? std::optional(*value) : std::nullopt,
                              change.after,
                              change.section});
    }
  }
  out.changes = std::move(made.changes);
  if (!request.out.empty()) {
    auto staged = TRY(StagedPapers::make(workspace, sandbox, {{request.out, made.docx}}));
    out.outgoing = staged.outgoing();
    if (!staged.is_refused()) {
      out.files = TRY(staged.publish([]() -> Result<void> { return {}; }));
    }
  }
  return out;
}

}  // namespace vaughn::engine
