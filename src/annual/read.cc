// SPDX-License-Identifier: AGPL-3.0-or-later
#include "annual/read.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

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

constexpr std::size_t kLongestValue = 60;
constexpr std::size_t kMostOldItems = 10;
constexpr std::size_t kYearDigits = 4;

std::string cut(std::string_view text) {
  auto out = base::collapse_white_space(base::repair_utf8(text));
  if (out.size() > kLongestValue) {
    out = base::repair_utf8(out.substr(0, kLongestValue)) + "...";
  }
  return std::string(base::trim(out));
}

bool is_blank(std::string_view text) {
  return base::trim(text).empty();
}

// xs:NCName as far as ids of such files go: ASCII, no colon, not begun by a digit.
bool is_name(std::string_view text) {
  const auto trimmed = base::trim(text);
  const auto is_letter = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  };
  if (trimmed.empty() || !is_letter(static_cast<unsigned char>(trimmed.front()))) {
    return false;
  }
  return std::all_of(trimmed.begin(), trimmed.end(), [&](char c) {
    return is_letter(static_cast<unsigned char>(c)) || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

// xs:nonNegativeInteger; no value: it is none.
Count whole_number(std::string_view text) {
  auto rest = base::trim(text);
  if (rest.starts_with('+')) {
    rest.remove_prefix(1);
  }
  std::int64_t out = 0;
  const auto* end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data(), end, out);
  if (rest.empty() || error != std::errc() || stop != end || out < 0 || rest.starts_with('-')) {
    return std::nullopt;
  }
  return out;
}

// xs:date; its time zone, if it has one, says nothing here.
std::optional<base::Date> date_of(std::string_view text) {
  constexpr std::size_t kDateSize = 10;
  constexpr std::size_t kOffsetSize = 6;
  auto rest = base::trim(text);
  if (rest.size() == kDateSize + 1 && rest.ends_with('Z')) {
    rest.remove_suffix(1);
  } else if (rest.size() == kDateSize + kOffsetSize &&
             (rest[kDateSize] == '+' || rest[kDateSize] == '-')) {
    rest.remove_suffix(kOffsetSize);
  }
  auto date = base::parse_date(rest);
  return date ? std::optional(*date) : std::nullopt;
}

// Where defects go, with where the reader is.
struct Log {
  std::vector<Defect> list{};
  std::string section{};

  Defect& add(std::string_view code, const Element& at, bool breaks_schema = true) {
    list.push_back({.code = std::string(code),
                    .breaks_schema = breaks_schema,
                    .section = section,
                    .field = at.name,
                    .value = cut(at.text),
                    .line = at.line});
    return list.back();
  }
};

// The children of one element, taken in the order of the schema. A child that stands elsewhere is
// found all the same, and listed.
class Children {
 public:
  Children(const Element& parent, Log& log)
      : parent_(parent), log_(log), is_taken_(parent.children.size(), false) {
    if (!parent.children.empty() && !is_blank(parent.text)) {
      log_.add("unexpected_text", parent);
    }
    for (const auto& attribute : parent.attributes) {
      if (attribute.space != detail::kStructures && attribute.space != detail::kInstance) {
        log_.add("unexpected_attribute", parent).value = cut(attribute.name);
      }
    }
  }

  // Null if there is none; that is a defect unless it is optional.
  const Element* one(std::string_view space, std::string_view name, Need need) {
    return one_of(space, {name, {}}, need);
  }

  const Element* one_of(std::string_view space, std::array<std::string_view, 2> names, Need need) {
    for (std::size_t i = 0; i < parent_.children.size(); ++i) {
      const auto& child = parent_.children[i];
      if (is_taken_[i] || child.space != space ||
          (child.name != names[0] && (names[1].empty() || child.name != names[1]))) {
        continue;
      }
      take(i);
      return &child;
    }
    if (need == Need::required) {
      auto& defect = log_.add("missing_field", parent_);
      defect.field = std::string(names[0]);
      defect.value.clear();
    }
    return nullptr;
  }

  std::vector<const Element*> all(std::string_view space, std::string_view name) {
    std::vector<const Element*> out;
    for (std::size_t i = 0; i < parent_.children.size(); ++i) {
      if (!is_taken_[i] && parent_.children[i].is(space, name)) {
        take(i);
        out.push_back(&parent_.children[i]);
      }
    }
    return out;
  }

  // What no one asked for.
  void finish() {
    for (std::size_t i = 0; i < parent_.children.size(); ++i) {
      if (!is_taken_[i]) {
        log_.add("unexpected_element", parent_.children[i]);
      }
    }
  }

 private:
  void take(std::size_t index) {
    if (index < next_) {
      log_.add("out_of_order", parent_.children[index]).value.clear();
    }
    next_ = std::max(next_, index);
    is_taken_[index] = true;
  }

  const Element& parent_;
  Log& log_;
  std::vector<bool> is_taken_;
  std::size_t next_ = 0;
};

// Fills one component's figures of a section from its element.
class RowReader {
 public:
  RowReader(const Element& row, Log& log) : parent_(row), children_(row, log), log_(log) {}

  void count(std::string_view element, std::string_view, Count& out, Need need = Need::required) {
    if (const auto* at = children_.one(detail::kFoia, element, need)) {
      out = read_count(*at);
    }
  }

  void decimal(std::string_view element,
               std::string_view,
               std::optional<Decimal>& out,
               Need need = Need::required) {
    if (const auto* at = children_.one(detail::kFoia, element, need)) {
      out = read_decimal(*at);
    }
  }

  // 0 to 1. A percentage in its place is read as what it says, so that it can be recomputed.
  void fraction(std::string_view element, std::string_view, std::optional<Decimal>& out) {
    if (const auto* at = children_.one(detail::kFoia, element, Need::required)) {
      out = read_decimal(*at);
      if (out && (*out > Decimal::whole(1) || *out < Decimal())) {
        log_.add("out_of_range", *at);
      }
    }
  }

  void days(std::string_view stem, std::string_view, std::optional<Days>& out) {
    const auto value = std::string(stem) + "Value";
    const auto code = std::string(stem) + "Code";
    const auto* at = children_.one_of(detail::kFoia, {value, code}, Need::optional);
    if (at == nullptr) {
      return;
    }
    if (at->name == code) {
      if (base::trim(at->text) == "LT1") {
        out = Days{.is_under_one = true};
      } else {
        log_.add("unknown_code", *at);
      }
    } else if (const auto number = read_decimal(*at)) {
      out = Days{.value = *number};
    }
  }

  template <typename Values>
  void group(std::string_view element, std::string_view, Values& values) {
    if (const auto* at = children_.one(detail::kFoia, element, Need::required)) {
      RowReader inner(*at, log_);
      detail::walk(inner, values);
      inner.finish();
    }
  }

  void coded(const Coded& names, std::string_view, std::vector<CodedCount>& out) {
    const auto items = children_.all(detail::kFoia, names.item);
    for (const auto* item : items) {
      Children parts(*item, log_);
      CodedCount row;
      if (const auto* code = parts.one(detail::kFoia, names.code, Need::required)) {
        row.code = std::string(base::trim(code->text));
        if (!detail::is_known(names.list, row.code)) {
          log_.add("unknown_code", *code);
        }
      }
      if (const auto* quantity = parts.one(detail::kFoia, names.quantity, Need::required)) {
        row.count = read_count(*quantity);
      }
      parts.finish();
      out.push_back(std::move(row));
    }
    if (names.list == detail::CodeList::span && items.size() != kSpans.size()) {
      log_.add("wrong_number_of_items", parent_).field = std::string(names.item);
    }
  }

  void named(std::string_view item_name,
             std::string_view text,
             std::string_view quantity,
             std::string_view,
             std::vector<NamedCount>& out) {
    for (const auto* item : children_.all(detail::kFoia, item_name)) {
      Children parts(*item, log_);
      NamedCount row;
      if (const auto* at = parts.one(detail::kFoia, text, Need::required)) {
        row.text = base::collapse_white_space(at->text);
      }
      if (const auto* at = parts.one(detail::kFoia, quantity, Need::required)) {
        row.count = read_count(*at);
      }
      parts.finish();
      out.push_back(std::move(row));
    }
  }

  void items(std::string_view item_name,
             std::string_view date,
             std::string_view days,
             std::string_view,
             std::vector<OldItem>& out) {
    const auto found = children_.all(detail::kFoia, item_name);
    for (const auto* item : found) {
      Children parts(*item, log_);
      OldItem row;
      if (const auto* at = parts.one(detail::kFoia, date, Need::required)) {
        row.received = date_of(at->text);
        if (!row.received) {
          log_.add("bad_date", *at);
        }
      }
      if (const auto* at = parts.one(detail::kFoia, days, Need::required)) {
        row.pending_days = read_count(*at);
      }
      parts.finish();
      out.push_back(row);
    }
    if (found.size() > kMostOldItems) {
      log_.add("wrong_number_of_items", parent_).field = std::string(item_name);
    }
  }

  void finish() { children_.finish(); }

 private:
  Count read_count(const Element& at) {
    const auto out = whole_number(at.text);
    if (!out) {
      log_.add("not_a_number", at);
    }
    return out;
  }

  std::optional<Decimal> read_decimal(const Element& at) {
    auto out = Decimal::parse(at.text);
    if (!out) {
      log_.add("not_a_number", at);
      return std::nullopt;
    }
    return *out;
  }

  const Element& parent_;
  Children children_;
  Log& log_;
};

void read_row(const Element& row, Log& log, auto& values) {
  RowReader reader(row, log);
  detail::walk(reader, values);
  reader.finish();
}

// --- the file ---

constexpr int kOverall = -1;
constexpr int kNoOne = -2;

class FileReader {
 public:
  explicit FileReader(const Element& root) : root_(root) {}

  Import read() {
    check_ids(root_);
    Children parts(root_, log_);
    read_head(parts);
    read_statutes(parts);
    read_sections(parts);
    parts.finish();
    Import out{.report = std::move(report_), .defects = std::move(log_.list)};
    return out;
  }

 private:
  ComponentFigures& figures_of(int whose) {
    return whose == kOverall ? report_.overall
                             : report_.components[static_cast<std::size_t>(whose)].figures;
  }

  std::string abbreviation_of(int whose) const {
    return whose == kOverall ? report_.abbreviation
                             : report_.components[static_cast<std::size_t>(whose)].abbreviation;
  }

  void check_ids(const Element& element) {
    if (const auto* id = element.attribute(detail::kStructures, "id")) {
      if (!is_name(id->value)) {
        log_.add("bad_id", element).value = cut(id->value);
      } else if (!ids_.insert(id->value).second) {
        log_.add("repeated_id", element).value = cut(id->value);
      }
    }
    for (const auto& child : element.children) {
      check_ids(child);
    }
  }

  void read_organization(const Element& element, std::string& abbreviation, std::string& name) {
    for (const auto& child : element.children) {
      if (child.is(detail::kCore, "OrganizationAbbreviationText") && abbreviation.empty()) {
        abbreviation = base::collapse_white_space(child.text);
      }
      if (child.is(detail::kCore, "OrganizationName") && name.empty()) {
        name = base::collapse_white_space(child.text);
      }
    }
    abbreviation = std::string(base::trim(abbreviation));
    name = std::string(base::trim(name));
  }

  void remember(const Element& organization, int whose) {
    const auto* id = organization.attribute(detail::kStructures, "id");
    if (id == nullptr || is_blank(id->value)) {
      log_.add("bad_id", organization, false).value.clear();
      return;
    }
    organizations_.emplace(std::string(base::trim(id->value)), whose);
  }

  void read_head(Children& parts) {
    parts.all(detail::kCore, "DocumentApplicationName");
    if (const auto* created = parts.one(detail::kCore, "DocumentCreationDate", Need::optional)) {
      for (const auto& child : created->children) {
        if (child.is(detail::kCore, "Date")) {
          report_.created = date_of(child.text);
          if (!report_.created) {
            log_.add("bad_date", child);
          }
        }
      }
    }
    parts.one(detail::kCore, "DocumentDescriptionText", Need::required);
    if (const auto* agency = parts.one(detail::kCore, "Organization", Need::required)) {
      read_organization(*agency, report_.abbreviation, report_.name);
      remember(*agency, kOverall);
      for (const auto& child : agency->children) {
        if (child.is(detail::kCore, "OrganizationSubUnit")) {
          Component component;
          read_organization(child, component.abbreviation, component.name);
          remember(child, static_cast<int>(report_.components.size()));
          report_.components.push_back(std::move(component));
        } else if (child.space != detail::kCore || !child.name.starts_with("Organization")) {
          log_.add("unexpected_element", child);
        }
      }
    }
    if (const auto* year = parts.one(detail::kFoia, "DocumentFiscalYearDate", Need::required)) {
      const auto text = base::trim(year->text);
      const auto number = text.size() == kYearDigits ? whole_number(text) : std::nullopt;
      if (number) {
        report_.fiscal_year = static_cast<int>(*number);
      } else {
        log_.add("bad_date", *year);
      }
    }
  }

  // The id that an association names; empty if it names none.
  std::string reference(Children& parts, std::string_view space, std::string_view name) {
    const auto* at = parts.one(space, name, Need::required);
    if (at == nullptr) {
      return "";
    }
    const auto* value = at->attribute(detail::kStructures, "ref");
    if (value == nullptr || !is_name(value->value)) {
      // The attribute is optional in the schema; an empty one is not.
      auto& defect = log_.add("empty_reference", *at, value != nullptr);
      defect.value = value == nullptr ? "" : cut(value->value);
      return "";
    }
    auto id = std::string(base::trim(value->value));
    if (!ids_.contains(id)) {
      log_.add("unresolved_reference", *at, false).value = cut(id);
      return "";
    }
    return id;
  }

  int organization(const std::string& id, const Element& at) {
    if (id.empty()) {
      return kNoOne;
    }
    const auto found = organizations_.find(id);
    if (found == organizations_.end()) {
      log_.add("unresolved_reference", at, false).value = cut(id);
      return kNoOne;
    }
    return found->second;
  }

  void read_footnotes(Children& parts, const Section& section) {
    for (const auto* note : parts.all(detail::kFoia, "FootnoteText")) {
      const auto text = base::collapse_white_space(note->text);
      if (!is_blank(text)) {
        report_.footnotes.push_back(
            {.section = std::string(section.number), .text = std::string(base::trim(text))});
      }
    }
  }

  void read_statutes(Children& file) {
    const auto& section = detail::kStatuteSection;
    log_.section = section.number;
    const auto* element = file.one(detail::kFoia, section.element, Need::required);
    if (element == nullptr) {
      return;
    }
    Children parts(*element, log_);
    std::map<std::string, std::size_t> by_id;
    for (const auto* row : parts.all(detail::kFoia, section.data)) {
      Children texts(*row, log_);
      Statute statute;
      const auto text = [](const Element& at) {
        return std::string(base::trim(base::collapse_white_space(at.text)));
      };
      if (const auto* at = texts.one(detail::kJustice, "StatuteDescriptionText", Need::required)) {
        statute.statute = text(*at);
      }
      for (const auto* at : texts.all(detail::kFoia, "ReliedUponStatuteInformationWithheldText")) {
        statute.withheld += (statute.withheld.empty() ? "" : "; ") + text(*at);
      }
      for (const auto* at : texts.all(detail::kCore, "Case")) {
        for (const auto& child : at->children) {
          statute.cases.push_back(text(child));
        }
      }
      texts.finish();
      if (const auto* id = row->attribute(detail::kStructures, "id")) {
        by_id.emplace(std::string(base::trim(id->value)), report_.statutes.size());
      }
      report_.statutes.push_back(std::move(statute));
    }
    for (const auto* row : parts.all(detail::kFoia, section.association)) {
      Children pair(*row, log_);
      const auto data = reference(pair, detail::kFoia, "ComponentDataReference");
      const auto whose =
          organization(reference(pair, detail::kCore, "OrganizationReference"), *row);
      StatuteUse use;
      if (const auto* at = pair.one(detail::kFoia, "ReliedUponStatuteQuantity", Need::required)) {
        use.count = whole_number(at->text);
        if (!use.count) {
          log_.add("not_a_number", *at);
        }
      }
      pair.finish();
      const auto statute = by_id.find(data);
      if (whose == kNoOne || statute == by_id.end()) {
        continue;
      }
      use.component = abbreviation_of(whose);
      report_.statutes[statute->second].uses.push_back(std::move(use));
    }
    read_footnotes(parts, section);
    parts.finish();
  }

  void read_sections(Children& file) {
    detail::each_section([&](const Section& section, auto member) {
      using Values = std::remove_reference_t<decltype(std::declval<ComponentFigures>().*member)>;
      log_.section = section.number;
      const auto* element = file.one(detail::kFoia, section.element, Need::required);
      if (element == nullptr) {
        return;
      }
      Children parts(*element, log_);
      std::map<std::string, Values> rows;
      std::map<std::string, const Element*> elements;
      const auto found = parts.all(detail::kFoia, section.data);
      const auto pairs = parts.all(detail::kFoia, section.association);
      // Whose rows they are is read first, so that defects can name the component.
      std::vector<std::pair<std::string, int>> owners;
      for (const auto* row : pairs) {
        Children pair(*row, log_);
        auto data = reference(pair, detail::kFoia, "ComponentDataReference");
        const auto whose =
            organization(reference(pair, detail::kCore, "OrganizationReference"), *row);
        pair.finish();
        owners.emplace_back(std::move(data), whose);
      }
      for (const auto* row : found) {
        const auto* id = row->attribute(detail::kStructures, "id");
        const auto key = id == nullptr ? std::string() : std::string(base::trim(id->value));
        int whose = kNoOne;
        for (const auto& [data, owner] : owners) {
          if (!key.empty() && data == key && owner != kNoOne) {
            whose = owner;
            break;
          }
        }
        Values values;
        const auto before = log_.list.size();
        read_row(*row, log_, values);
        if (whose == kNoOne) {
          log_.add("row_of_no_component", *row, false).value = cut(key);
          continue;
        }
        for (auto i = before; i < log_.list.size(); ++i) {
          log_.list[i].component = abbreviation_of(whose);
        }
        rows.emplace(key, std::move(values));
        elements.emplace(key, row);
      }
      for (const auto& [data, whose] : owners) {
        const auto row = rows.find(data);
        if (whose == kNoOne || row == rows.end()) {
          continue;
        }
        auto& figures = figures_of(whose);
        if (!figures.sections.insert(std::string(section.number)).second) {
          auto& defect = log_.add("repeated_row", *elements.at(data), false);
          defect.component = abbreviation_of(whose);
          defect.value.clear();
          continue;
        }
        figures.*member = row->second;
      }
      read_footnotes(parts, section);
      parts.finish();
    });
    log_.section.clear();
  }

  const Element& root_;
  Log log_{};
  Report report_{};
  std::set<std::string, std::less<>> ids_{};
  std::map<std::string, int, std::less<>> organizations_{};
};

struct Explanation {
  std::string_view code;
  std::string_view sentence;
};

constexpr Explanation kExplanations[] = {
    {"bad_date", "no date of the calendar"},
    {"bad_id", "an id that XML does not allow, or none"},
    {"empty_reference", "a reference that names nothing"},
    {"missing_field", "a figure the schema requires is not there"},
    {"not_a_number", "the schema wants a number here"},
    {"out_of_order", "stands elsewhere than the schema says"},
    {"out_of_range", "the schema wants a fraction from 0 to 1"},
    {"repeated_id", "an id that stands for something else already"},
    {"repeated_row", "a second row of the same component; the first is taken"},
    {"row_of_no_component", "a row that no association gives to a component"},
    {"unexpected_attribute", "an attribute the schema does not have"},
    {"unexpected_element", "an element the schema does not have here"},
    {"unexpected_text", "text between elements"},
    {"unknown_code", "a code that is not in the schema's list"},
    {"unresolved_reference", "a reference to an id that is not there"},
    {"wrong_number_of_items", "more or fewer items than the schema allows"},
};

}  // namespace

std::string_view explain_defect(std::string_view code) {
  for (const auto& row : kExplanations) {
    if (row.code == code) {
      return row.sentence;
    }
  }
  return "";
}

bool Import::is_valid() const {
  return std::none_of(
      defects.begin(), defects.end(), [](const Defect& defect) { return defect.breaks_schema; });
}

Result<Import> read_report(const Element& root) {
  if (!root.is(detail::kIepd, "FoiaAnnualReport")) {
    return Error{ErrorCode::damaged,
                 "not an annual FOIA report: the root is <" + cut(root.name) + ">",
                 "the file of FOIA.gov begins with iepd:FoiaAnnualReport"};
  }
  return FileReader(root).read();
}

}  // namespace vaughn::annual
