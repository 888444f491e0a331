// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>

#include "base/error.h"

namespace vaughn::base {

// A value of T, or the Error that explains why there is none. The interface is a subset of
// std::expected<T, Error>, so that this can become an alias once the compiler has it.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Requires has_value().
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  // Requires !has_value().
  Error& error() { return std::get<1>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }

  void operator*() const {}

  Error& error() { return error_.value(); }
  const Error& error() const { return error_.value(); }

 private:
  std::optional<Error> error_;
};

// Throws std::logic_error: a broken promise inside the program, never a reaction to input.
inline void check(bool condition, const char* why_it_must_hold) {
  if (!condition) {
    throw std::logic_error(why_it_must_hold);
  }
}

}  // namespace vaughn::base

// Yields the value of a Result, or returns its error from the enclosing function:
//
//   auto document = TRY(pdf::Document::open(path));
//
#define TRY(expression)                     \
  __extension__({                           \
    auto try_result = (expression);         \
    if (!try_result) {                      \
      return std::move(try_result).error(); \
    }                                       \
    *std::move(try_result);                 \
  })
