// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "letters/fields.h"
#include "letters/template.h"

namespace vaughn::letters::detail {

// What stands between {{ and }}.
struct Tag {
  enum class Type { field, if_, unless, each, else_, end, part, remark };
  Type type{};
  std::string name{};  // field, part; of an end, the block's word: "if", "unless" or "each"
  std::string form{};  // of a field, after "|"
  std::string word{};  // of an if, after "="
};
base::Result<Tag> parse_tag(std::string_view inner);
inline bool opens_block(const Tag& tag) {
  return tag.type == Tag::Type::if_ || tag.type == Tag::Type::unless || tag.type == Tag::Type::each;
}
// "if" of {{#if}} and of {{/if}}.
std::string block_word(const Tag& tag);

// A tag in a text, from the first brace to after the last.
struct FoundTag {
  std::size_t begin = 0;
  std::size_t end = 0;
  Tag tag{};
};
// All tags in order. Braces that are never closed are an error.
base::Result<std::vector<FoundTag>> find_tags(std::string_view text);

// The names in force at one place of a template, and their values: first the columns of the lists
// around it, the innermost first, then the fields. Without values it only knows what exists.
// Errors do not say where; the caller does.
class Scope {
 public:
  Scope(const Values* values, const FigureSource* figures) : values_(values), figures_(figures) {}

  // Whether the tag names what exists, and asks of it what it can give.
  base::Result<void> check(const Tag& tag) const;
  base::Result<bool> holds(const Tag& tag) const;        // of an if or unless
  base::Result<std::string> print(const Tag& tag);       // of a field
  base::Result<const Rows*> rows(const Tag& tag) const;  // of an each; never null

  // Going into a list and out of it; without values, `row` is null.
  void enter(std::string_view list, const Row* row);
  void leave();

  const std::set<std::string>& printed() const { return printed_; }

 private:
  struct Level {
    std::string list{};
    const Row* row = nullptr;
  };
  struct Named {
    FieldRow field{};
    const Row* row = nullptr;  // of a column
    bool is_column = false;
    std::string list{};
  };
  base::Result<Named> named(std::string_view name) const;

  const Values* values_;
  const FigureSource* figures_;
  std::vector<Level> levels_{};
  std::set<std::string> printed_{};
};

}  // namespace vaughn::letters::detail
