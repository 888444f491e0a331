// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/court.h"

#include "base/files.h"
#include "foia/court_profile.h"

namespace vaughn::engine {

using base::Result;

Result<void> serve_court_paper(base::BytesView /*arguments*/,
                               base::BytesView input,
                               const work::Emit& emit) {
  const auto facts = TRY(court::read_paper(input));
  emit(court::encode(facts));
  return {};
}

Result<CourtLintResult> lint_paper(Sandbox& sandbox, const CourtLintRequest& request) {
  const auto profile = TRY(foia::court_profile(request.court));
  auto bytes = TRY(base::read_file(request.pdf));
  CourtLintResult out;
  out.pdf = request.pdf;
  out.court = profile.key;
  out.sha256 = base::Sha256::of(bytes);
  auto encoded = sandbox.run({Task::court_paper, {}, std::move(bytes)});
  if (!encoded && encoded.error().code == base::ErrorCode::encrypted) {
    out.report.checks = {"encryption"};
    out.report.findings.push_back({"encryption", 0, "the file needs a password", ""});
    return out;
  }
  if (!encoded) {
    return base::with_context(std::move(encoded).error(), request.pdf.string());
  }
  const auto facts = TRY(court::decode_paper(*encoded));
  out.report = court::lint(facts, profile, request.options);
  return out;
}

}  // namespace vaughn::engine
