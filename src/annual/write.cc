// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "annual/detail/fields.h"
#include "annual/detail/names.h"
#include "base/text.h"

namespace vaughn::annual {

using base::Error;
using base::ErrorCode;
using base::Result;
using detail::Coded;
using detail::Need;
using detail::Section;

namespace {

class Text {
 public:
  void open(std::string_view name, std::string_view attributes = "") {
    line(fmt::format("<{}{}>", name, attributes));
    ++depth_;
  }
  void close(std::string_view name) {
    --depth_;
    line(fmt::format("</{}>", name));
  }
  void leaf(std::string_view name, std::string_view text, std::string_view attributes = "") {
    line(fmt::format("<{0}{2}>{1}</{0}>", name, base::escape_xml(text), attributes));
  }
  void empty(std::string_view name, std::string_view attributes = "") {
    line(fmt::format("<{}{}/>", name, attributes));
  }
  std::string take() { return std::move(out_); }

 private:
  void line(std::string_view text) { out_ += fmt::format("{:{}}{}\n", "", 2 * depth_, text); }
  std::string out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  int depth_ = 0;
};

std::string foia_name(std::string_view name) {
  return "foia:" + std::string(name);
}

std::string id_attribute(std::string_view prefix, std::size_t number) {
  return fmt::format(" s:id=\"{}{}\"", prefix, number);
}

// Writes one component's figures of a section. The first thing it cannot write is kept.
class RowWriter {
 public:
  RowWriter(Text& out, std::string where) : out_(out), where_(std::move(where)) {}

  void count(std::string_view element,
             std::string_view key,
             const Count& value,
             Need need = Need::required) {
    if (value && *value < 0) {
      fail(fmt::format("{} is negative", key));
    } else if (value) {
      out_.leaf(foia_name(element), fmt::format("{}", *value));
    } else if (need == Need::required) {
      fail(fmt::format("{} is missing", key));
    }
  }

  void decimal(std::string_view element,
               std::string_view key,
               const std::optional<Decimal>& value,
               Need need = Need::required) {
    if (value) {
      out_.leaf(foia_name(element), value->text());
    } else if (need == Need::required) {
      fail(fmt::format("{} is missing", key));
    }
  }

  void fraction(std::string_view element,
                std::string_view key,
                const std::optional<Decimal>& value) {
    if (value && (*value < Decimal() || *value > Decimal::whole(1))) {
      fail(fmt::format("{} is not between 0 and 1", key));
      return;
    }
    decimal(element, key, value);
  }

  void days(std::string_view stem, std::string_view, const std::optional<Days>& value) {
    if (value && value->is_under_one) {
      out_.leaf(foia_name(stem) + "Code", "LT1");
    } else if (value) {
      out_.leaf(foia_name(stem) + "Value", value->value.text());
    }
  }

  template <typename Values>
  void group(std::string_view element, std::string_view key, const Values& values) {
    out_.open(foia_name(element));
    RowWriter inner(out_, fmt::format("{}, {}", where_, key));
    detail::walk(inner, values);
    problem_ = problem_.empty() ? inner.problem_ : problem_;
    out_.close(foia_name(element));
  }

  void coded(const Coded& names, std::string_view key, const std::vector<CodedCount>& rows) {
    const bool is_spans = names.list == detail::CodeList::span;
    if (is_spans && rows.size() != kSpans.size()) {
      fail(fmt::format("{} has {} rows and not {}", key, rows.size(), kSpans.size()));
    }
    for (const auto& row : rows) {
      if (!detail::is_known(names.list, row.code)) {
        fail(fmt::format("{} has an unknown code {}", key, row.code));
        return;
      }
      out_.open(foia_name(names.item));
      out_.leaf(foia_name(names.code), row.code);
      count(names.quantity, key, row.count);
      out_.close(foia_name(names.item));
    }
  }

  void named(std::string_view item,
             std::string_view text,
             std::string_view quantity,
             std::string_view key,
             const std::vector<NamedCount>& rows) {
    for (const auto& row : rows) {
      out_.open(foia_name(item));
      out_.leaf(foia_name(text), row.text);
      count(quantity, key, row.count);
      out_.close(foia_name(item));
    }
  }

  void items(std::string_view item,
             std::string_view date,
             std::string_view days,
             std::string_view key,
             const std::vector<OldItem>& rows) {
    constexpr std::size_t kMost = 10;
    if (rows.size() > kMost) {
      fail(fmt::format("{} has more than ten", key));
    }
    for (const auto& row : rows) {
      if (!row.received) {
        fail(fmt::format("{} has an item without a date", key));
        return;
      }
      out_.open(foia_name(item));
      out_.leaf(foia_name(date), base::to_string(*row.received));
      count(days, key, row.pending_days);
      out_.close(foia_name(item));
    }
  }

  const std::string& problem() const { return problem_; }

 private:
  void fail(std::string_view what) {
    if (problem_.empty()) {
      problem_ = fmt::format("{}: {}", where_, what);
    }
  }

  Text& out_;
  std::string where_;
  std::string problem_{};
};

class Writer {
 public:
  explicit Writer(const Report& report) : report_(report) {}

  Result<std::string> write() {
    if (report_.abbreviation.empty() || report_.fiscal_year == 0) {
      return Error{ErrorCode::invalid_argument,
                   "the report lacks the agency's abbreviation or the fiscal year",
                   "FOIA.gov matches a report by both"};
    }
    head();
    statutes();
    detail::each_section([&](const Section& section, auto member) { rows(section, member); });
    out_.close("iepd:FoiaAnnualReport");
    if (!problem_.empty()) {
      return Error{ErrorCode::invalid_argument, problem_, "the schema requires it"};
    }
    return out_.take();
  }

 private:
  void organization(std::string_view abbreviation, std::string_view name) {
    out_.leaf("nc:OrganizationAbbreviationText", abbreviation);
    out_.leaf("nc:OrganizationName", name);
  }

  void head() {
    out_.open("iepd:FoiaAnnualReport",
              fmt::format(" xmlns:iepd=\"{}\" xmlns:foia=\"{}\" xmlns:i=\"{}\" xmlns:j=\"{}\""
                          " xmlns:nc=\"{}\" xmlns:s=\"{}\"",
                          detail::kIepd,
                          detail::kFoia,
                          "http://niem.gov/niem/appinfo/2.0",
                          detail::kJustice,
                          detail::kCore,
                          detail::kStructures));
    // The name and version that FOIA.gov's own workbook gives; its upload knows no other.
    out_.leaf("nc:DocumentApplicationName",
              "FOIA Annual Report Workbook",
              " nc:applicationVersionText=\"1.1\"");
    if (report_.created) {
      out_.open("nc:DocumentCreationDate");
      out_.leaf("nc:Date", base::to_string(*report_.created));
      out_.close("nc:DocumentCreationDate");
    }
    out_.leaf("nc:DocumentDescriptionText", "FOIA Annual Report");
    out_.open("nc:Organization", id_attribute("ORG", 0));
    organization(report_.abbreviation, report_.name);
    for (std::size_t i = 0; i < report_.components.size(); ++i) {
      out_.open("nc:OrganizationSubUnit", id_attribute("ORG", i + 1));
      organization(report_.components[i].abbreviation, report_.components[i].name);
      out_.close("nc:OrganizationSubUnit");
    }
    out_.close("nc:Organization");
    out_.leaf("foia:DocumentFiscalYearDate", fmt::format("{:04}", report_.fiscal_year));
  }

  void pair(std::string_view association,
            std::string_view prefix,
            std::size_t row,
            std::size_t organization_number,
            const Count* quantity = nullptr) {
    out_.open(foia_name(association));
    out_.empty("foia:ComponentDataReference", fmt::format(" s:ref=\"{}{}\"", prefix, row));
    out_.empty("nc:OrganizationReference", fmt::format(" s:ref=\"ORG{}\"", organization_number));
    if (quantity != nullptr) {
      out_.leaf("foia:ReliedUponStatuteQuantity", fmt::format("{}", quantity->value_or(0)));
    }
    out_.close(foia_name(association));
  }

  void footnotes(const Section& section) {
    for (const auto& note : report_.footnotes) {
      if (note.section == section.number) {
        out_.leaf("foia:FootnoteText", note.text);
      }
    }
  }

  // 0 is the agency overall.
  std::optional<std::size_t> organization_number(std::string_view abbreviation) const {
    for (std::size_t i = 0; i < report_.components.size(); ++i) {
      if (report_.components[i].abbreviation == abbreviation) {
        return i + 1;
      }
    }
    return abbreviation == report_.abbreviation ? std::optional<std::size_t>(0) : std::nullopt;
  }

  void statutes() {
    const auto& section = detail::kStatuteSection;
    out_.open(foia_name(section.element));
    for (std::size_t i = 0; i < report_.statutes.size(); ++i) {
      const auto& statute = report_.statutes[i];
      out_.open(foia_name(section.data), id_attribute(section.prefix, i + 1));
      out_.leaf("j:StatuteDescriptionText", statute.statute);
      out_.leaf("foia:ReliedUponStatuteInformationWithheldText", statute.withheld);
      for (const auto& title : statute.cases) {
        out_.open("nc:Case");
        out_.leaf("nc:CaseTitleText", title);
        out_.close("nc:Case");
      }
      out_.close(foia_name(section.data));
    }
    for (std::size_t i = 0; i < report_.statutes.size(); ++i) {
      for (const auto& use : report_.statutes[i].uses) {
        const auto number = organization_number(use.component);
        if (!number || !use.count || *use.count < 0) {
          fail(fmt::format("{}, IV: no component or no number", use.component));
          continue;
        }
        pair(section.association, section.prefix, i + 1, *number, &use.count);
      }
    }
    footnotes(section);
    out_.close(foia_name(section.element));
  }

  template <typename Values>
  void row(const Section& section, const std::string& whose, const Values& values, std::size_t i) {
    const auto name = foia_name(section.data);
    out_.open(name, id_attribute(section.prefix, i));
    RowWriter writer(out_, fmt::format("{}, {}", whose, section.number));
    detail::walk(writer, values);
    fail(writer.problem());
    out_.close(name);
  }

  template <typename Values>
  void rows(const Section& section, Values ComponentFigures::*member) {
    out_.open(foia_name(section.element));
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < report_.components.size(); ++i) {
      const auto& component = report_.components[i];
      if (component.figures.sections.contains(section.number)) {
        row(section, component.abbreviation, component.figures.*member, i + 1);
        numbers.push_back(i + 1);
      }
    }
    if (report_.overall.sections.contains(section.number)) {
      row(section, report_.abbreviation, report_.overall.*member, 0);
      numbers.push_back(0);
    }
    for (const auto number : numbers) {
      pair(section.association, section.prefix, number, number);
    }
    footnotes(section);
    out_.close(foia_name(section.element));
  }

  void fail(const std::string& problem) { problem_ = problem_.empty() ? problem : problem_; }

  const Report& report_;
  Text out_{};
  std::string problem_{};
};

}  // namespace

Result<std::string> to_xml(const Report& report) {
  return Writer(report).write();
}

}  // namespace vaughn::annual
