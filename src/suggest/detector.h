// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "suggest/evidence.h"
#include "suggest/kinds.h"
#include "suggest/names.h"

namespace vaughn::suggest {

// A place in a text. `offset` and `size` count bytes of the text that was searched.
struct Finding {
  Kind kind{};
  std::size_t offset = 0;
  std::size_t size = 0;
  Evidence evidence{};
  bool operator==(const Finding&) const = default;
};

// Looks for all kinds of its settings in one pass (Vectorscan), then checks each place: digits,
// ranges, borders and the words around it. One thread at a time.
class Detector {
 public:
  // `people` are looked for if the settings have their kind.
  static base::Result<Detector> make(const std::vector<KindSettings>& settings,
                                     const std::vector<Person>& people = {});
  Detector(Detector&&) noexcept;
  Detector& operator=(Detector&&) noexcept;
  ~Detector();

  // `text` is UTF-8: lines end in "\n", an empty line separates paragraphs. Findings do not overlap
  // and come in the order of the text: of two that would, the surer stays.
  base::Result<std::vector<Finding>> find(std::string_view text) const;

 private:
  struct Impl;
  explicit Detector(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::suggest
