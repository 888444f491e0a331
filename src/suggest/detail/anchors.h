// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace vaughn::suggest::detail {

// A short pattern of fixed length: where it stands, a check of our own reads on, both ways. Without
// a start to search for, thousands of them cost one pass over the text.
struct Anchor {
  std::string expression{};  // Hyperscan syntax, bytes
  std::size_t length = 0;    // of every match
  bool ignores_case = false;
};
Anchor literal(std::string_view lower_case);
Anchor shape(std::string_view expression, std::size_t length);

struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t anchor = 0;  // index
  auto operator<=>(const Hit&) const = default;
};

class Anchors {
 public:
  static base::Result<Anchors> make(const std::vector<Anchor>& anchors);
  Anchors(Anchors&&) noexcept;
  Anchors& operator=(Anchors&&) noexcept;
  ~Anchors();

  // By place, then anchor.
  base::Result<std::vector<Hit>> scan(std::string_view text) const;

 private:
  struct Impl;
  explicit Anchors(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vaughn::suggest::detail
