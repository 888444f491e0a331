// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <set>
#include <toml++/toml.h>

#include "annual/detail/fields.h"
#include "annual/figures_file.h"

namespace vaughn::annual {

using base::Error;
using base::ErrorCode;
using base::Result;
using detail::Coded;
using detail::Need;
using detail::Section;

namespace {

constexpr double kMillion = 1e6;

// The first thing that is wrong, with its line.
class Problems {
 public:
  explicit Problems(std::string_view file) : file_(file) {}
  void add(const toml::node& at, std::string_view what, std::string_view hint) {
    if (!first_) {
      first_ = Error{ErrorCode::invalid_argument,
                     fmt::format("{}:{}: {}", file_, at.source().begin.line, what),
                     std::string(hint)};
    }
  }
  const std::optional<Error>& first() const { return first_; }

 private:
  std::string file_;
  std::optional<Error> first_{};
};

std::optional<base::Date> date_of(const toml::node& node) {
  const auto* value = node.as_date();
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto& date = value->get();
  return std::chrono::year(date.year) / std::chrono::month(date.month) / std::chrono::day(date.day);
}

// A table whose keys are taken one by one; what is left over is a mistake.
class Keys {
 public:
  Keys(const toml::table& table, Problems& problems) : table_(table), problems_(problems) {}

  const toml::node* find(std::string_view key) {
    known_.insert(std::string(key));
    return table_.get(key);
  }

  Count count(std::string_view key) {
    const auto* node = find(key);
    return node == nullptr ? std::nullopt : count_of_node(*node, key);
  }

  Count count_of_node(const toml::node& node, std::string_view key) {
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < 0) {
      problems_.add(node, fmt::format("{} is no whole number", key), "write it as 12");
      return std::nullopt;
    }
    return value->get();
  }

  std::optional<Decimal> decimal(std::string_view key) {
    const auto* node = find(key);
    if (node == nullptr) {
      return std::nullopt;
    }
    if (const auto* whole = node->as_integer()) {
      return Decimal::whole(whole->get());
    }
    if (const auto* value = node->as_floating_point();
        value != nullptr && std::abs(value->get()) < kMillion * kMillion) {
      return Decimal::millionths(std::llround(value->get() * kMillion));
    }
    problems_.add(*node, fmt::format("{} is no number", key), "write it as 12.5");
    return std::nullopt;
  }

  std::string text(std::string_view key, Need need) {
    const auto* node = find(key);
    if (node == nullptr) {
      if (need == Need::required) {
        problems_.add(table_, fmt::format("{} is missing", key), "");
      }
      return "";
    }
    const auto* value = node->as_string();
    if (value == nullptr) {
      problems_.add(*node, fmt::format("{} is no text", key), "write it in quotes");
      return "";
    }
    return value->get();
  }

  const toml::table* table(std::string_view key) {
    const auto* node = find(key);
    if (node != nullptr && !node->is_table()) {
      problems_.add(*node, fmt::format("{} is no table", key), "");
    }
    return node == nullptr ? nullptr : node->as_table();
  }

  const toml::array* list(std::string_view key) {
    const auto* node = find(key);
    if (node != nullptr && !node->is_array()) {
      problems_.add(*node, fmt::format("{} is no list", key), "");
    }
    return node == nullptr ? nullptr : node->as_array();
  }

  const toml::table& all() const { return table_; }

  void finish() {
    for (const auto& [key, node] : table_) {
      if (!known_.contains(key.str())) {
        problems_.add(node, fmt::format("unknown key {}", key.str()), "");
      }
    }
  }

 private:
  const toml::table& table_;
  Problems& problems_;
  std::set<std::string, std::less<>> known_{};
};

// Walks a section of the form over a table.
class TableReader {
 public:
  TableReader(const toml::table& table, Problems& problems)
      : keys_(table, problems), problems_(problems) {}

  void count(std::string_view, std::string_view key, Count& x, Need = Need::required) {
    x = keys_.count(key);
  }
  void decimal(std::string_view,
               std::string_view key,
               std::optional<Decimal>& x,
               Need = Need::required) {
    x = keys_.decimal(key);
  }
  void fraction(std::string_view, std::string_view key, std::optional<Decimal>& x) {
    x = keys_.decimal(key);
  }

  void days(std::string_view, std::string_view key, std::optional<Days>& x) {
    const auto* node = keys_.find(key);
    if (node != nullptr && node->is_string() && node->as_string()->get() == "<1") {
      x = Days{.is_under_one = true};
    } else if (const auto value = keys_.decimal(key)) {
      x = Days{.value = *value};
    }
  }

  void group(std::string_view, std::string_view key, auto& x) {
    if (const auto* table = keys_.table(key)) {
      TableReader inner(*table, problems_);
      detail::walk(inner, x);
      inner.finish();
    }
  }

  void coded(const Coded& names, std::string_view key, std::vector<CodedCount>& x) {
    const auto* table = keys_.table(key);
    if (table == nullptr) {
      return;
    }
    for (const auto& [code, node] : *table) {
      if (!detail::is_known(names.list, code.str())) {
        problems_.add(node,
                      fmt::format("unknown code {}", code.str()),
                      "the form's own spelling: NoRecords, \"Ex. 7(C)\", \"1-20\"");
      }
      x.push_back(
          {.code = std::string(code.str()), .count = keys_.count_of_node(node, code.str())});
    }
  }

  void named(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view key,
             std::vector<NamedCount>& x) {
    const auto* table = keys_.table(key);
    if (table == nullptr) {
      return;
    }
    for (const auto& [text, node] : *table) {
      x.push_back(
          {.text = std::string(text.str()), .count = keys_.count_of_node(node, text.str())});
    }
  }

  void items(std::string_view,
             std::string_view,
             std::string_view,
             std::string_view key,
             std::vector<OldItem>& x) {
    const auto* list = keys_.list(key);
    if (list == nullptr) {
      return;
    }
    for (const auto& node : *list) {
      const auto* table = node.as_table();
      if (table == nullptr) {
        problems_.add(node, "an item is no table", "{ received = 2020-01-02, days = 1184 }");
        continue;
      }
      Keys item(*table, problems_);
      const auto* received = item.find("received");
      OldItem row{.received = received == nullptr ? std::nullopt : date_of(*received),
                  .pending_days = item.count("days")};
      if (!row.received || !row.pending_days) {
        problems_.add(node, "an item lacks date or days", "{ received = 2020-01-02, days = 1184 }");
      }
      item.finish();
      x.push_back(row);
    }
  }

  void finish() { keys_.finish(); }

 private:
  Keys keys_;
  Problems& problems_;
};

void read_figures(Keys& keys, Problems& problems, ComponentFigures& figures) {
  detail::each_section([&](const Section& section, auto member) {
    if (const auto* table = keys.table(section.key)) {
      TableReader reader(*table, problems);
      detail::walk(reader, figures.*member);
      reader.finish();
      figures.sections.insert(std::string(section.number));
    }
  });
}

std::vector<std::string> texts(const toml::array* list, Problems& problems) {
  std::vector<std::string> out;
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* value = list->get(i)->as_string();
    if (value == nullptr) {
      problems.add(*list->get(i), "not a text", "write it in quotes");
    } else {
      out.push_back(value->get());
    }
  }
  return out;
}

void read_tables(Keys& file,
                 std::string_view key,
                 Problems& problems,
                 const std::function<void(Keys&)>& read) {
  const auto* list = file.list(key);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* table = list->get(i)->as_table();
    if (table == nullptr) {
      problems.add(*list->get(i), fmt::format("{} is no table", key), "");
      continue;
    }
    Keys keys(*table, problems);
    read(keys);
    keys.finish();
  }
}

FiguresFile read_file(Keys& file, Problems& problems) {
  FiguresFile out;
  auto& report = out.report;
  report.abbreviation = file.text("agency", Need::required);
  report.name = file.text("name", Need::required);
  const auto year = file.count("fiscal_year");
  constexpr std::int64_t kFirstYear = 1975;
  constexpr std::int64_t kLastYear = 2119;
  if (!year || *year < kFirstYear || *year > kLastYear) {
    problems.add(file.all(), "fiscal_year is missing or no year", "write it as 2024");
  } else {
    report.fiscal_year = static_cast<int>(*year);
  }
  if (const auto* created = file.find("created")) {
    report.created = date_of(*created);
    if (!report.created) {
      problems.add(*created, "created is no date", "write it as 2025-01-31");
    }
  }
  if (const auto* unstated = file.find("unstated")) {
    if (unstated->is_string() && unstated->as_string()->get() == "zero") {
      out.unstated = Unstated::zero;
    } else {
      problems.add(*unstated, "unstated can only be \"zero\"", "leave it out otherwise");
    }
  }
  read_tables(file, "component", problems, [&](Keys& keys) {
    Component component{.abbreviation = keys.text("abbreviation", Need::required),
                        .name = keys.text("name", Need::required)};
    read_figures(keys, problems, component.figures);
    report.components.push_back(std::move(component));
  });
  if (const auto* overall = file.table("overall")) {
    Keys keys(*overall, problems);
    read_figures(keys, problems, report.overall);
    keys.finish();
  }
  read_tables(file, "statute", problems, [&](Keys& keys) {
    Statute statute{.statute = keys.text("statute", Need::required),
                    .withheld = keys.text("withheld", Need::required),
                    .cases = texts(keys.list("cases"), problems)};
    if (const auto* uses = keys.table("uses")) {
      for (const auto& [component, node] : *uses) {
        statute.uses.push_back({.component = std::string(component.str()),
                                .count = keys.count_of_node(node, component.str())});
      }
    }
    report.statutes.push_back(std::move(statute));
  });
  read_tables(file, "footnote", problems, [&](Keys& keys) {
    report.footnotes.push_back({.section = keys.text("section", Need::required),
                                .text = keys.text("text", Need::required)});
  });
  return out;
}

}  // namespace

Result<FiguresFile> parse_figures(std::string_view toml, std::string_view file) {
  try {
    const auto table = toml::parse(toml, std::string(file));
    Problems problems(file);
    Keys keys(table, problems);
    auto out = read_file(keys, problems);
    keys.finish();
    if (problems.first()) {
      return *problems.first();
    }
    return out;
  } catch (const toml::parse_error& error) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()),
                 ""};
  }
}

}  // namespace vaughn::annual
