// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/figures.h"

#include <fmt/format.h>

namespace vaughn::report {

std::string page_figure(foia::PageOutcome outcome) {
  return fmt::format("pages.{}", foia::to_string(outcome));
}

std::string category_scope(std::string_view key) {
  return fmt::format("category.{}.", key);
}

std::string office_scope(std::string_view key) {
  return fmt::format("office.{}.", key);
}

std::string volume_scope(std::string_view name) {
  return fmt::format("volume.{}.", name);
}

std::string submitter_scope(std::string_view key) {
  return fmt::format("submitter.{}.", key);
}

std::string tasking_scope(foia::TaskingId id) {
  return fmt::format("tasking.{}.", id.value);
}

}  // namespace vaughn::report
