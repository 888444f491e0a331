// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace vaughn::extract {

struct GObjectDeleter {
  void operator()(void* object) const { g_object_unref(object); }
};
// A reference that is ours to give back.
template <typename Type>
using GObjectPtr = std::unique_ptr<Type, GObjectDeleter>;

struct GFreeDeleter {
  void operator()(char* text) const { g_free(text); }
};
using GTextPtr = std::unique_ptr<char, GFreeDeleter>;

inline std::string text_or_empty(const char* text) {
  return text == nullptr ? "" : text;
}

}  // namespace vaughn::extract
