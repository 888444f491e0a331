// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <toml++/toml.h>

#include "base/dates.h"
#include "base/result.h"

namespace vaughn::foia::detail {

struct Problem {
  int line = 0;
  std::string message{};
  std::string hint{};
};
using Problems = std::vector<Problem>;

enum class Need { optional, required };

// One table of a TOML file while it is read. Every read names its key, so that what is left over at
// finish() is unknown; a value that cannot be used becomes a problem and reads as its default.
class Table {
 public:
  // `name` is how the table is written in brackets; empty for the whole file.
  Table(Problems& problems, const toml::table& table, std::string name)
      : problems_(&problems), table_(&table), name_(std::move(name)) {}

  int line() const;
  int line(std::string_view key) const;  // of the value, or of the table if it is not there
  bool has(std::string_view key) const { return table_->contains(key); }
  void fail(std::string_view key, std::string message, std::string hint) const;
  void fail_at(int line, std::string message, std::string hint) const;

  // Text in quotes, on one line: runs of white space are one space.
  std::string text(std::string_view key, Need need = Need::optional);
  std::vector<std::string> texts(std::string_view key, Need need = Need::optional);
  // A short word for the command line. Numbers may stand without quotes.
  std::string word(std::string_view key, Need need = Need::required);
  std::vector<std::string> words(std::string_view key);
  // One of a list of words.
  std::string choice(std::string_view key,
                     std::span<const std::string_view> known,
                     Need need,
                     std::string_view fallback = {});
  void check_choice(std::string_view key,
                    const std::string& value,
                    const std::vector<std::string>& known) const;
  int number(std::string_view key, int fallback, int least, int most, Need need = Need::optional);
  std::vector<int> numbers(std::string_view key, int least, int most);
  bool flag(std::string_view key);
  std::optional<base::Date> date(std::string_view key, Need need = Need::optional);

  std::optional<Table> table(std::string_view key, Need need = Need::optional);  // [key]
  std::vector<Table> tables(std::string_view key);                               // [[key]]

  // Reports the keys nobody asked for. Call when all have been read.
  void finish() const;

 private:
  std::string full_name(std::string_view key) const;
  const toml::node* find(std::string_view key,
                         Need need,
                         std::string_view example,
                         std::string hint = {});
  std::vector<const toml::node*> list(std::string_view key, std::string_view example);
  std::string word_from(const toml::node& node, std::string_view key) const;

  Problems* problems_;
  const toml::table* table_;
  std::string name_;
  std::vector<std::string> known_{};
};

// Parses the text and hands its root table to `read`. What the parser or the reader finds wrong
// becomes one invalid_argument error: "FILE:LINE: first problem", the hint tells how many more.
base::Result<void> parse_toml(std::string_view text,
                              std::string_view file,
                              const std::function<void(Problems&, const toml::table&)>& read);

}  // namespace vaughn::foia::detail
