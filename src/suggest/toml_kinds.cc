// SPDX-License-Identifier: AGPL-3.0-or-later
#include "suggest/kinds.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <toml++/toml.h>

#include "base/text.h"
#include "suggest/detail/kinds_file.h"

namespace vaughn::suggest {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::array<std::string_view, kKindCount> kNames = {
    "ssn",
    "a_number",
    "date_of_birth",
    "phone",
    "email",
    "address",
    "card",
    "routing",
    "account",
    "badge",
    "coordinates",
    "staff_name",
    "mail_name",
};
constexpr std::int64_t kFormat = 1;
constexpr std::size_t kMostWords = 200;
constexpr std::size_t kLongestWord = 60;

Error problem(std::string_view file, const toml::node& node, std::string message) {
  return {ErrorCode::invalid_argument,
          fmt::format("{}:{}: {}", file, node.source().begin.line, message),
          "data/suggest/kinds.toml says what may stand there"};
}

Result<std::string> text_of(std::string_view file,
                            const toml::table& table,
                            std::string_view key,
                            bool is_required) {
  const auto* node = table.get(key);
  if (node == nullptr) {
    if (is_required) {
      return problem(file, table, fmt::format("[[kind]] has no '{}'", key));
    }
    return std::string();
  }
  const auto value = node->value<std::string>();
  if (!value || (is_required && base::trim(*value).empty())) {
    return problem(file, *node, fmt::format("'{}' is no text", key));
  }
  return base::collapse_white_space(*value);
}

Result<std::vector<std::string>> words_of(std::string_view file, const toml::table& table) {
  std::vector<std::string> out;
  const auto* node = table.get("words");
  if (node == nullptr) {
    return out;
  }
  const auto* list = node->as_array();
  if (list == nullptr || list->size() > kMostWords) {
    return problem(file, *node, fmt::format("'words' is no list of up to {} words", kMostWords));
  }
  for (const auto& element : *list) {
    const auto word = element.value<std::string>();
    if (!word || base::trim(*word).empty() || word->size() > kLongestWord) {
      return problem(file, element, "a word of 'words' is empty, too long or no text");
    }
    out.push_back(base::ascii_lower(base::trim(*word)));
  }
  return out;
}

Result<KindSettings> kind_of(std::string_view file, const toml::table& table) {
  static const std::set<std::string_view> kKeys = {
      "name", "title", "exemption", "reason", "harm", "words"};
  for (const auto& [key, node] : table) {
    if (!kKeys.contains(key.str())) {
      return problem(file, node, fmt::format("[[kind]] knows no '{}'", key.str()));
    }
  }
  KindSettings out;
  const auto name = TRY(text_of(file, table, "name", true));
  const auto kind = parse_kind(name);
  if (!kind) {
    return problem(file, *table.get("name"), kind.error().message);
  }
  out.kind = *kind;
  out.title = TRY(text_of(file, table, "title", true));
  const auto exemption = TRY(text_of(file, table, "exemption", true));
  auto claims = foia::parse_claims(exemption);
  if (!claims) {
    return problem(file, *table.get("exemption"), claims.error().message);
  }
  out.claims = std::move(*claims);
  out.reason = TRY(text_of(file, table, "reason", true));
  out.harm = TRY(text_of(file, table, "harm", false));
  out.words = TRY(words_of(file, table));
  return out;
}

}  // namespace

std::string_view to_string(Kind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

Result<Kind> parse_kind(std::string_view word) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == word) {
      return static_cast<Kind>(i);
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("'{}' is no kind", word),
               fmt::format("kinds are {}", fmt::join(kNames, ", "))};
}

bool is_name(Kind kind) {
  return kind == Kind::staff_name || kind == Kind::mail_name;
}

std::vector<std::string_view> kind_names() {
  return {kNames.begin(), kNames.end()};
}

Result<std::vector<KindSettings>> parse_kinds(std::string_view toml, std::string_view file) {
  try {
    const auto root = toml::parse(toml, file);
    if (root["format"].value<std::int64_t>() != kFormat) {
      return problem(file, root, "'format' is not 1");
    }
    for (const auto& [key, node] : root) {
      if (key != "format" && key != "kind") {
        return problem(file, node, fmt::format("the file knows no '{}'", key.str()));
      }
    }
    const auto* list = root["kind"].as_array();
    if (list == nullptr) {
      return problem(file, root, "there is no [[kind]]");
    }
    std::vector<KindSettings> out;
    std::set<Kind> seen;
    for (const auto& element : *list) {
      const auto* table = element.as_table();
      if (table == nullptr) {
        return problem(file, element, "'kind' is written [[kind]]");
      }
      auto settings = TRY(kind_of(file, *table));
      if (!seen.insert(settings.kind).second) {
        return problem(file, element, fmt::format("'{}' stands twice", to_string(settings.kind)));
      }
      out.push_back(std::move(settings));
    }
    return out;
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()),
                 "the file is in TOML"};
  }
}

Result<std::vector<KindSettings>> built_in_kinds() {
  return parse_kinds(detail::kinds_file(), "data/suggest/kinds.toml");
}

}  // namespace vaughn::suggest
