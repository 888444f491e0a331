// SPDX-License-Identifier: AGPL-3.0-or-later
#include <vector>

#include <qpdf/QUtil.hh>

#include "pdf/detail/qpdf_guard.h"
#include "pdf/unlock.h"

namespace vaughn::pdf {

using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

Result<Unlocked> unlock_by(BytesView pdf, const std::string& password) {
  Unlocked out;
  TRY(guard_qpdf("cannot read the PDF", [&]() -> Result<void> {
    const auto qpdf = open_qpdf(pdf, password);
    if (qpdf->isEncrypted()) {
      out.pdf = write_qpdf(*qpdf);
      out.password = password;
    }
    return {};
  }));
  return out;
}

}  // namespace

Result<Unlocked> unlock(BytesView pdf, std::string_view password) {
  // The password as it is, then in the encodings of old files; none, if only the owner has one.
  auto tries = QUtil::possible_repaired_encodings(std::string(password));
  tries.emplace_back();
  for (const auto& each : tries) {
    auto unlocked = unlock_by(pdf, each);
    if (unlocked) {
      return unlocked;
    }
    if (unlocked.error().code != ErrorCode::encrypted) {
      return Unlocked{};
    }
  }
  return Error{ErrorCode::encrypted, "the password does not open the PDF", ""};
}

}  // namespace vaughn::pdf
