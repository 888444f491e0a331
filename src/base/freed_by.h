// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace vaughn::base {

// The deleter of a handle that a C library gives and takes back:
// std::unique_ptr<cairo_t, FreedBy<cairo_destroy>>.
template <auto free_function>
struct FreedBy {
  template <typename T>
  void operator()(T* handle) const {
    free_function(handle);
  }
};

}  // namespace vaughn::base
