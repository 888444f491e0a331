// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include <qpdf/QPDFObjectHandle.hh>

namespace vaughn::pdf {

struct PageLayers {
  QPDFObjectHandle background{};
  QPDFObjectHandle writing{};
};

// The images of a page that has just two, one of them a stencil.
std::optional<PageLayers> layers_of(QPDFObjectHandle page);

}  // namespace vaughn::pdf
