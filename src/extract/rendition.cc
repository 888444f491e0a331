// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/rendition.h"

#include <algorithm>

#include "base/text.h"
#include "extract/detail/format.h"
#include "extract/detail/identify.h"

namespace vaughn::extract {

std::string column_name(int column) {
  std::string name;
  for (int rest = std::max(column, 0) + 1; rest > 0; rest = (rest - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return name;
}

Printable printable(base::BytesView bytes,
                    std::string_view name,
                    foia::RecordKind kind,
                    const PrintOptions& options) {
  warm_up();
  Printable printable;
  if (bytes.empty()) {
    return printable;
  }
  const auto identified = identify(bytes, name);
  if (identified.format == nullptr || identified.format->kind != kind ||
      identified.format->print == nullptr) {
    return printable;
  }
  const Options limits;
  identified.format->print({bytes, name, limits}, options, printable);
  return printable;
}

}  // namespace vaughn::extract
