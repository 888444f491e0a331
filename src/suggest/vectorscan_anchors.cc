// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/detail/anchors.h"

#include <fmt/format.h>
#include <hs.h>

#include <algorithm>
#include <utility>

#include "base/freed_by.h"

namespace vaughn::suggest::detail {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

// A page is a few thousand bytes; no text is longer than this.
constexpr std::size_t kLongestText = std::size_t{1} << 30;

struct Found {
  const std::vector<std::size_t>* lengths = nullptr;
  std::vector<Hit> hits{};
};

int on_match(unsigned id,
             unsigned long long /*from*/,
             unsigned long long to,
             unsigned /*flags*/,
             void* context) {
  auto& found = *static_cast<Found*>(context);
  const auto end = static_cast<std::size_t>(to);
  found.hits.push_back({end - (*found.lengths)[id], end, id});
  return 0;
}

}  // namespace

struct Anchors::Impl {
  std::unique_ptr<hs_database_t, base::FreedBy<hs_free_database>> database{};
  std::unique_ptr<hs_scratch_t, base::FreedBy<hs_free_scratch>> scratch{};
  std::vector<std::size_t> lengths{};
};

Anchors::Anchors(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Anchors::Anchors(Anchors&&) noexcept = default;
Anchors& Anchors::operator=(Anchors&&) noexcept = default;
Anchors::~Anchors() = default;

Anchor literal(std::string_view lower_case) {
  std::string expression;
  for (const char byte : lower_case) {
    expression += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  }
  return {std::move(expression), lower_case.size(), true};
}

Anchor shape(std::string_view expression, std::size_t length) {
  return {std::string(expression), length, false};
}

Result<Anchors> Anchors::make(const std::vector<Anchor>& anchors) {
  auto impl = std::make_unique<Impl>();
  std::vector<const char*> expressions;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  for (const auto& anchor : anchors) {
    expressions.push_back(anchor.expression.c_str());
    flags.push_back(anchor.ignores_case ? HS_FLAG_CASELESS : 0U);
    ids.push_back(static_cast<unsigned>(ids.size()));
    impl->lengths.push_back(anchor.length);
  }
  if (anchors.empty()) {
    return Anchors(std::move(impl));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* problem = nullptr;
  const auto compiled = hs_compile_multi(expressions.data(),
                                         flags.data(),
                                         ids.data(),
                                         static_cast<unsigned>(ids.size()),
                                         HS_MODE_BLOCK,
                                         nullptr,
                                         &database,
                                         &problem);
  if (compiled != HS_SUCCESS) {
    const std::string why = problem != nullptr ? problem->message : "no reason given";
    hs_free_compile_error(problem);
    return Error{ErrorCode::unsupported, "the patterns cannot be compiled: " + why, ""};
  }
  impl->database.reset(database);
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
    return Error{ErrorCode::limit, "no memory for the search of patterns", ""};
  }
  impl->scratch.reset(scratch);
  return Anchors(std::move(impl));
}

Result<std::vector<Hit>> Anchors::scan(std::string_view text) const {
  if (text.size() > kLongestText) {
    return Error{ErrorCode::limit, "a text is too long to be searched for patterns", ""};
  }
  Found found{.lengths = &impl_->lengths};
  if (impl_->database == nullptr || text.empty()) {
    return found.hits;
  }
  const auto status = hs_scan(impl_->database.get(),
                              text.data(),
                              static_cast<unsigned>(text.size()),
                              0,
                              impl_->scratch.get(),
                              on_match,
                              &found);
  if (status != HS_SUCCESS) {
    return Error{ErrorCode::limit, fmt::format("the search of patterns failed ({})", status), ""};
  }
  std::sort(found.hits.begin(), found.hits.end());
  return std::move(found.hits);
}

}  // namespace vaughn::suggest::detail
