// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/detail/extracted_parts.h"

#include <variant>

namespace vaughn::engine {

using base::Result;

Result<void> extract_parts(Sandbox& sandbox,
                           base::Bytes file,
                           std::string_view name,
                           const std::function<void(extract::Part)>& take) {
  std::vector<work::Item> items(1);
  items[0].arguments = extract::encode_request(name);
  items[0].input = std::move(file);
  auto& zygote = sandbox.zygote();
  const auto job = TRY(zygote.submit(static_cast<std::size_t>(Task::extract), std::move(items)));
  Result<void> outcome;
  Result<void> understood;
  while (zygote.running() > 0) {
    auto reply = TRY(zygote.wait_any());
    if (reply.job != job) {
      continue;
    }
    if (reply.is_final) {
      outcome = std::move(reply.outcome);
      continue;
    }
    auto message = extract::decode_message(reply.bytes);
    if (!message) {
      understood = understood ? Result<void>(message.error()) : understood;
    } else if (auto* part = std::get_if<extract::Part>(&*message)) {
      take(std::move(*part));
    }
  }
  TRY(std::move(outcome));
  return understood;
}

}  // namespace vaughn::engine
