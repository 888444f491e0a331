// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "foia/court_profile.h"
#include "foia/detail/toml_reader.h"
#include "foia/markup.h"
#include "foia/matter.h"

namespace vaughn::foia {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using detail::Need;
using detail::Problems;
using detail::Table;

constexpr std::array<std::string_view, 2> kSides{"plaintiffs", "defendants"};
constexpr std::array<std::string_view, 5> kOfficeKinds{
    "field_office", "statistics_unit", "headquarters", "contractor", "other"};
constexpr std::array<std::string_view, 7> kDocketKinds{
    "complaint", "answer", "order", "status_report", "notice", "stipulation", "other"};
constexpr std::array<std::string_view, 6> kPromiseKinds{
    "produce", "search", "process", "confer", "file", "other"};
constexpr std::array<std::string_view, 3> kFilingKinds{
    "status_report", "stipulation", "case_management"};
constexpr std::array<std::string_view, 10> kIncludes{"status_by_category",
                                                     "productions",
                                                     "promises",
                                                     "forecast",
                                                     "searches",
                                                     "submitters",
                                                     "vaughn",
                                                     "changes",
                                                     "agreed",
                                                     "positions"};
constexpr std::array<std::string_view, 4> kReservedDates{
    "filing", "request.dated", "request.received", "request.search_cutoff"};

Side side_from(Table& table) {
  return table.choice("side", kSides, Need::required) == "defendants" ? Side::defendants
                                                                      : Side::plaintiffs;
}

// Reports a key that an earlier part of the same kind has.
class UniqueKeys {
 public:
  explicit UniqueKeys(std::string_view what) : what_(what) {}

  void add(const Table& table, std::string_view field, const std::string& key) {
    if (key.empty()) {
      return;
    }
    const auto line = table.line(field);
    const auto [place, is_new] = lines_.emplace(key, line);
    if (!is_new) {
      table.fail(field,
                 fmt::format("two {} have the {} '{}'", what_, field, key),
                 fmt::format("the other is on line {}; give each its own", place->second));
    }
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> out;
    for (const auto& [key, line] : lines_) {
      out.push_back(key);
    }
    return out;
  }

 private:
  std::string_view what_;
  std::map<std::string, int> lines_{};
};

Party read_party(Table table) {
  Party party;
  party.name = table.text("name", Need::required);
  party.short_name = table.text("short_name");
  party.side = side_from(table);
  table.finish();
  return party;
}

Counsel read_counsel(Table table) {
  Counsel counsel;
  counsel.side = side_from(table);
  counsel.head_name = table.text("head_name");
  counsel.head_title = table.text("head_title");
  counsel.address = table.texts("address");
  counsel.telephone = table.text("telephone");
  counsel.fax = table.text("fax");
  counsel.email = table.text("email");
  counsel.represents = table.text("represents", Need::required);
  counsel.files = table.flag("files");
  for (auto& part : table.tables("attorney")) {
    Attorney attorney;
    attorney.name = part.text("name", Need::required);
    attorney.bar_id = part.text("bar_id");
    attorney.title = part.text("title");
    attorney.signs = part.flag("signs");
    part.finish();
    counsel.attorneys.push_back(std::move(attorney));
  }
  table.finish();
  return counsel;
}

Request read_request(Table table) {
  Request request;
  request.number = table.text("number");
  request.agency = table.text("agency", Need::required);
  request.component = table.text("component");
  if (request.component.empty()) {
    request.component = request.agency;
  }
  request.requester = table.text("requester", Need::required);
  request.dated = table.date("dated");
  request.received = table.date("received");
  request.search_cutoff = table.date("search_cutoff");
  request.consulted_by = table.text("consulted_by");
  if (request.dated && request.received && *request.received < *request.dated) {
    table.fail(
        "received", "the request was received before it was dated", "check dated and received");
  }
  request.subject = table.text("subject");
  request.text = table.text("text");
  table.finish();
  return request;
}

Category read_category(Table& table) {
  Category category;
  category.key = table.word("key");
  category.text = table.text("text", Need::required);
  category.interpretation = table.text("interpretation");
  category.dates.first = table.date("from");
  category.dates.last = table.date("to");
  if (category.dates.first && category.dates.last && *category.dates.last < *category.dates.first) {
    table.fail("to", "the dates end before they begin", "check from and to");
  }
  UniqueKeys letters("items");
  for (auto& part : table.tables("item")) {
    RequestItem item{part.word("letter"), part.text("text", Need::required)};
    letters.add(part, "letter", item.letter);
    part.finish();
    category.items.push_back(std::move(item));
  }
  table.finish();
  return category;
}

Office read_office(Table& table) {
  Office office;
  office.key = table.word("key");
  office.name = table.text("name", Need::required);
  const auto kind = table.choice("kind", kOfficeKinds, Need::optional, "other");
  if (const auto parsed = parse_office_kind(kind)) {
    office.kind = *parsed;
  }
  office.contact = table.text("contact");
  table.finish();
  return office;
}

Agency read_agency(Table& table) {
  Agency agency;
  agency.key = table.word("key");
  agency.name = table.text("name", Need::required);
  agency.short_name = table.text("short_name");
  if (agency.short_name.empty()) {
    agency.short_name = agency.name;
  }
  agency.contact = table.text("contact");
  agency.address = table.texts("address");
  agency.reply_working_days = table.number("reply_working_days", 20, 1, 250);
  table.finish();
  return agency;
}

// Narrower boxes than half an inch say something of most names; wider ones than a line nothing
// more.
constexpr int kLeastWidth = 18;
constexpr int kMostWidth = 500;

void read_redaction_width(Table& table, std::vector<RedactionWidth>& widths) {
  const auto code = table.text("exemption", Need::required);
  const int points = table.number("points", 0, kLeastWidth, kMostWidth, Need::required);
  table.finish();
  if (code.empty()) {
    return;
  }
  const auto exemption = Exemption::parse(code);
  if (!exemption) {
    table.fail("exemption", exemption.error().message, exemption.error().hint);
    return;
  }
  const bool is_known = std::any_of(widths.begin(), widths.end(), [&](const auto& width) {
    return width.exemption == *exemption;
  });
  if (is_known) {
    table.fail("exemption",
               fmt::format("there are two widths for {}", exemption->code()),
               "state one width for each exemption");
    return;
  }
  widths.push_back({*exemption, points});
}

Submitter read_submitter(Table& table) {
  Submitter submitter;
  submitter.key = table.word("key");
  submitter.name = table.text("name", Need::required);
  submitter.short_name = table.text("short_name");
  if (submitter.short_name.empty()) {
    submitter.short_name = submitter.name;
  }
  submitter.contact = table.text("contact");
  submitter.address = table.texts("address");
  submitter.notice_working_days = table.number("notice_working_days", 10, 1, 90);
  submitter.disclosure_working_days = table.number("disclosure_working_days", 10, 1, 90);
  table.finish();
  return submitter;
}

BatesFormat read_bates(Table table) {
  BatesFormat bates;
  bates.prefix = table.text("prefix", Need::required);
  bates.width = table.number("width", 6, 4, 12);
  bates.start = table.number("start", 1, 1, 1'000'000'000);
  const auto is_usable = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  if (!std::all_of(bates.prefix.begin(), bates.prefix.end(), is_usable)) {
    table.fail("prefix",
               fmt::format("prefix '{}' cannot be part of a file name", bates.prefix),
               "use letters, digits, - _ and . only, for example \"ICLI-00028-\"");
  } else if (!bates.prefix.empty() && bates.prefix.back() >= '0' && bates.prefix.back() <= '9') {
    table.fail("prefix",
               fmt::format("prefix '{}' ends with a digit", bates.prefix),
               fmt::format("end it with a hyphen, \"{}-\", so that the number can be told from it",
                           bates.prefix));
  }
  if (fmt::to_string(bates.start).size() > static_cast<std::size_t>(bates.width)) {
    table.fail("start",
               fmt::format("start {} needs more than {} digits", bates.start, bates.width),
               "raise width");
  }
  table.finish();
  return bates;
}

std::vector<DocketEntry> read_docket(Table& root) {
  std::vector<DocketEntry> docket;
  for (auto& part : root.tables("docket")) {
    DocketEntry entry;
    entry.ecf = part.number("ecf", 0, 1, 1'000'000, Need::required);
    const auto date = part.date("date");
    entry.date = date.value_or(base::Date{});
    entry.kind = part.choice("kind", kDocketKinds, Need::required);
    entry.title = part.text("title", Need::required);
    part.finish();
    if (!docket.empty() && entry.ecf != 0 && docket.back().ecf != 0) {
      const auto& before = docket.back();
      if (entry.ecf == before.ecf) {
        part.fail("ecf",
                  fmt::format("two docket entries have ECF No. {}", entry.ecf),
                  "the clerk gives each number once: check both");
      } else if (entry.ecf < before.ecf) {
        part.fail("ecf",
                  fmt::format("ECF No. {} stands after No. {}", entry.ecf, before.ecf),
                  "list the docket in the order of its numbers");
      } else if (date && before.date.ok() && entry.date < before.date) {
        part.fail("date",
                  fmt::format("ECF No. {} is dated {}, before No. {} of {}",
                              entry.ecf,
                              base::to_string(entry.date),
                              before.ecf,
                              base::to_string(before.date)),
                  "later numbers cannot have earlier dates: check both");
      }
    }
    docket.push_back(std::move(entry));
  }
  return docket;
}

Promise read_promise(Table& table, const Matter& matter) {
  Promise promise;
  promise.key = table.word("key");
  promise.text = table.text("text", Need::required);
  promise.categories = table.words("categories");
  std::vector<std::string> known;
  for (const auto& category : matter.categories) {
    known.push_back(category.key);
  }
  for (const auto& key : promise.categories) {
    if (!key.empty() && matter.category(key) == nullptr) {
      table.fail(
          "categories",
          fmt::format("promise '{}' names category '{}', which is not defined", promise.key, key),
          known.empty() ? std::string("add a [[category]] with this key")
                        : fmt::format("defined are: {}", base::join(known, ", ")));
    }
  }
  promise.kind = table.choice("kind", kPromiseKinds, Need::required);
  promise.due = table.date("due", Need::required).value_or(base::Date{});
  promise.made_in_ecf = table.number("made_in_ecf", 0, 0, 1'000'000);
  if (promise.made_in_ecf != 0 && matter.docket_entry(promise.made_in_ecf) == nullptr) {
    table.fail("made_in_ecf",
               fmt::format("ECF No. {} is not on the docket", promise.made_in_ecf),
               fmt::format("add [[docket]] with ecf = {}", promise.made_in_ecf));
  }
  promise.outcome = table.text("outcome");
  promise.met_on = table.date("met_on");
  table.finish();
  return promise;
}

// The texts of a filing, with the markup in them checked as far as the file alone allows.
class FilingReader {
 public:
  FilingReader(const Matter& matter, Table table) : matter_(matter), table_(std::move(table)) {}

  Filing read() {
    filing_.key = table_.word("key");
    const auto kind = table_.choice("kind", kFilingKinds, Need::optional, "status_report");
    if (const auto parsed = parse_filing_kind(kind)) {
      filing_.kind = *parsed;
    }
    filing_.title = table_.text("title", Need::required);
    filing_.footer_title = table_.text("footer_title");
    if (filing_.footer_title.empty()) {
      filing_.footer_title = filing_.title;
    }
    filing_.dated = table_.date("dated");
    read_footnotes();
    filing_.opening = table_.texts("opening", Need::required);
    check_all(table_, "opening", filing_.opening);
    read_sections();
    read_signatures();
    filing_.attestation_rule = table_.text("attestation_rule");
    filing_.order_title = table_.text("order_title");
    filing_.order = table_.texts("order");
    check_all(table_, "order", filing_.order);
    filing_.recitals = table_.texts("recitals");
    check_all(table_, "recitals", filing_.recitals);
    filing_.terms = table_.texts("terms");
    check_all(table_, "terms", filing_.terms);
    if (filing_.kind != FilingKind::stipulation &&
        !(filing_.recitals.empty() && filing_.terms.empty())) {
      table_.fail(filing_.recitals.empty() ? "terms" : "recitals",
                  "recitals and terms belong to a stipulation",
                  "write kind = \"stipulation\", or remove them");
    }
    filing_.forecast_categories = table_.words("forecast_categories");
    for (const auto& key : filing_.forecast_categories) {
      if (matter_.category(key) == nullptr) {
        table_.fail("forecast_categories",
                    fmt::format("there is no category '{}'", key),
                    "name categories by their keys, or leave it out for all pages together");
      }
    }
    filing_.forecast_rates = table_.numbers("forecast_rates", 1, 1'000'000);
    if (filing_.order.empty() != filing_.order_title.empty()) {
      table_.fail(filing_.order.empty() ? "order_title" : "order",
                  "order and order_title belong together",
                  "give the title of the proposed order and its paragraphs, or neither");
    }
    check_footnotes_are_used();
    table_.finish();
    return std::move(filing_);
  }

 private:
  void read_footnotes() {
    UniqueKeys keys("footnotes");
    for (auto& part : table_.tables("footnote")) {
      Footnote note{part.word("key"), part.text("text", Need::required)};
      keys.add(part, "key", note.key);
      lines_of_notes_.push_back(part.line());
      check(part, "text", note.text);
      part.finish();
      filing_.footnotes.push_back(std::move(note));
    }
  }

  void read_sections() {
    for (auto& part : table_.tables("section")) {
      FilingSection section;
      section.heading = part.text("heading", Need::required);
      section.paragraphs = part.texts("paragraphs");
      check_all(part, "paragraphs", section.paragraphs);
      section.include = part.texts("include");
      for (const auto& include : section.include) {
        part.check_choice("include", include, {kIncludes.begin(), kIncludes.end()});
      }
      part.finish();
      filing_.sections.push_back(std::move(section));
    }
  }

  void read_signatures() {
    std::vector<std::string> names;
    for (const auto& counsel : matter_.counsel) {
      for (const auto& attorney : counsel.attorneys) {
        if (attorney.signs) {
          names.push_back(attorney.name);
        }
      }
    }
    UniqueKeys keys("signatures");
    for (auto& part : table_.tables("signature")) {
      Signature signature;
      signature.name = part.text("name", Need::required);
      if (!signature.name.empty()) {
        part.check_choice("name", signature.name, names);
      }
      keys.add(part, "name", signature.name);
      signature.dated = part.date("dated", Need::required).value_or(base::Date{});
      signature.how = part.text("how");
      part.finish();
      filing_.signatures.push_back(std::move(signature));
    }
  }

  void check_all(const Table& table, std::string_view key, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
      check(table, key, text);
    }
  }

  void check(const Table& table, std::string_view key, const std::string& text) {
    if (auto checked = check_markup(text); !checked) {
      table.fail(key, checked.error().message, checked.error().hint);
    }
  }

  Result<void> check_markup(const std::string& text) {
    const auto pieces = TRY(parse_markup(text));
    for (const auto& piece : pieces) {
      switch (piece.kind) {
        case MarkupPiece::Kind::text:
        case MarkupPiece::Kind::italic:
        case MarkupPiece::Kind::figure: break;
        case MarkupPiece::Kind::ecf: TRY(find_docket_entry(matter_, piece.value)); break;
        case MarkupPiece::Kind::date: TRY(find_date(matter_, filing_, piece.value)); break;
        case MarkupPiece::Kind::note: TRY(check_note(piece.value)); break;
      }
    }
    return {};
  }

  Result<void> check_note(const std::string& key) {
    for (const auto& note : filing_.footnotes) {
      if (note.key == key) {
        used_notes_.insert(key);
        return {};
      }
    }
    return Error{ErrorCode::invalid_argument,
                 fmt::format("there is no footnote '{}'", key),
                 "add [[filing.footnote]] with this key and its text"};
  }

  void check_footnotes_are_used() {
    for (std::size_t i = 0; i < filing_.footnotes.size(); ++i) {
      const auto& key = filing_.footnotes[i].key;
      if (!key.empty() && !used_notes_.contains(key)) {
        table_.fail_at(lines_of_notes_[i],
                       fmt::format("footnote '{}' is not used", key),
                       fmt::format("write [[note:{}]] where it belongs, or remove it", key));
      }
    }
  }

  const Matter& matter_;
  Table table_;
  Filing filing_{};
  std::vector<int> lines_of_notes_{};
  std::set<std::string> used_notes_{};
};

LetterHead read_letters(Table table) {
  LetterHead letters;
  letters.sender = table.texts("sender");
  letters.addressee = table.texts("addressee");
  letters.signer = table.text("signer");
  letters.signer_title = table.text("signer_title");
  letters.appeal = table.text("appeal");
  letters.contact = table.text("contact");
  letters.status = table.text("status");
  letters.liaison = table.text("liaison");
  letters.appeal_address = table.texts("appeal_address");
  table.finish();
  return letters;
}

std::vector<OfficeReason> read_reasons(Table& table, std::string_view name) {
  std::vector<OfficeReason> out;
  for (auto& part : table.tables(name)) {
    out.push_back({part.text("office", Need::required), part.text("reason", Need::required)});
    part.finish();
  }
  return out;
}

Declaration read_declaration(Table table) {
  Declaration out;
  out.title = table.text("title");
  out.declarant = table.text("declarant", Need::required);
  out.position = table.text("position");
  out.background = table.texts("background");
  out.basis = table.texts("basis");
  out.history = table.texts("history");
  out.cutoff_reason = table.text("cutoff_reason");
  for (auto& part : table.tables("system")) {
    out.systems.push_back(
        {part.text("name", Need::required), part.text("description", Need::required)});
    part.finish();
  }
  out.searched = read_reasons(table, "searched");
  out.not_searched = read_reasons(table, "not_searched");
  out.tool = table.text("tool");
  out.leads = table.texts("leads");
  out.conclusion = table.text("conclusion");
  out.dated = table.date("dated");
  out.is_signed = table.flag("signed");
  table.finish();
  return out;
}

void read_case(Table& root, Matter& matter) {
  auto part = root.table("matter", Need::required);
  if (!part) {
    return;
  }
  matter.name = part->text("name", Need::required);
  matter.case_number = part->text("case_number");
  matter.time_zone = part->text("time_zone", Need::required);
  if (!matter.time_zone.empty()) {
    if (const auto zone = base::TimeZone::make(matter.time_zone); !zone) {
      part->fail("time_zone", zone.error().message, zone.error().hint);
    }
  }
  // A request that is not in court has no caption; one that is needs all of it.
  const bool is_in_court = !matter.case_number.empty() || root.has("filing") || root.has("docket");
  if (is_in_court && matter.case_number.empty()) {
    part->fail("case_number",
               "case_number is missing in [matter]",
               "add case_number = \"3:22-cv-02328\", without the judge's initials");
  }
  const auto need = is_in_court ? Need::required : Need::optional;
  if (auto court = root.table("court", need)) {
    matter.court.profile = court->text("profile");
    if (!matter.court.profile.empty()) {
      court->check_choice("profile", matter.court.profile, court_profile_keys());
    }
    matter.court.name = court->text("name", Need::required);
    matter.court.district = court->text("district", Need::required);
    matter.court.division = court->text("division");
    court->finish();
  }
  if (auto judge = root.table("judge", need)) {
    matter.judge.name = judge->text("name", Need::required);
    matter.judge.title = judge->text("title", Need::required);
    matter.judge.initials =
        judge->text("initials", matter.court.profile == "cand" ? Need::required : Need::optional);
    judge->finish();
  }
  if (!matter.judge.initials.empty() && matter.case_number.ends_with("-" + matter.judge.initials)) {
    part->fail("case_number",
               fmt::format("case_number '{}' ends with the judge's initials", matter.case_number),
               "leave them out here: they are added from [judge]");
  }
  part->finish();
}

void check_sides(const Table& root, const Matter& matter) {
  if (matter.case_number.empty()) {
    return;
  }
  for (const auto side : {Side::plaintiffs, Side::defendants}) {
    const bool has_party = std::any_of(matter.parties.begin(),
                                       matter.parties.end(),
                                       [&](const Party& party) { return party.side == side; });
    if (!has_party) {
      root.fail("party",
                fmt::format("no party is on the side of the {}", to_string(side)),
                fmt::format("add [[party]] with name and side = \"{}\"", to_string(side)));
    }
    if (matter.filings.empty()) {
      continue;
    }
    const auto* counsel = matter.counsel_of(side);
    const bool signs =
        counsel != nullptr && std::any_of(counsel->attorneys.begin(),
                                          counsel->attorneys.end(),
                                          [](const Attorney& attorney) { return attorney.signs; });
    if (!signs) {
      root.fail("counsel",
                fmt::format("no attorney signs for the {}", to_string(side)),
                "add [[counsel]] for this side with a [[counsel.attorney]] that has signs = true");
    }
  }
  const auto filers = std::count_if(matter.counsel.begin(),
                                    matter.counsel.end(),
                                    [](const Counsel& counsel) { return counsel.files; });
  if (!matter.filings.empty() && filers != 1) {
    root.fail("counsel",
              filers == 0 ? "no counsel files and attests" : "more than one counsel files",
              "write files = true in exactly one [[counsel]]");
  }
}

Matter read_matter(Problems& problems, const toml::table& file) {
  Table root(problems, file, "");
  Matter matter;
  read_case(root, matter);
  for (auto& part : root.tables("party")) {
    matter.parties.push_back(read_party(std::move(part)));
  }
  UniqueKeys counsel_sides("blocks of [[counsel]]");
  for (auto& part : root.tables("counsel")) {
    auto counsel = read_counsel(part);
    counsel_sides.add(part, "side", std::string(to_string(counsel.side)));
    matter.counsel.push_back(std::move(counsel));
  }
  if (auto part = root.table("request", Need::required)) {
    matter.request = read_request(std::move(*part));
  }
  if (auto part = root.table("calendar")) {
    matter.calendar.agency = part->word("agency", Need::optional);
    matter.calendar.court = part->word("court", Need::optional);
    part->finish();
  }
  UniqueKeys categories("categories");
  for (auto& part : root.tables("category")) {
    matter.categories.push_back(read_category(part));
    categories.add(part, "key", matter.categories.back().key);
  }
  if (matter.categories.empty()) {
    root.fail("request",
              "the request has no category",
              "add [[category]] with key = \"1\" and text = \"...\"");
  }
  UniqueKeys offices("offices");
  for (auto& part : root.tables("office")) {
    matter.offices.push_back(read_office(part));
    offices.add(part, "key", matter.offices.back().key);
  }
  UniqueKeys submitters("submitters");
  for (auto& part : root.tables("submitter")) {
    matter.submitters.push_back(read_submitter(part));
    submitters.add(part, "key", matter.submitters.back().key);
  }
  // A consultation names a submitter or an agency by its key alone.
  for (auto& part : root.tables("agency")) {
    matter.agencies.push_back(read_agency(part));
    submitters.add(part, "key", matter.agencies.back().key);
  }
  for (auto& part : root.tables("redaction_width")) {
    read_redaction_width(part, matter.redaction_widths);
  }
  if (auto part = root.table("bates", Need::required)) {
    matter.bates = read_bates(std::move(*part));
  }
  matter.docket = read_docket(root);
  // Court dates and promises share one name space: texts name both by [[date:KEY]].
  UniqueKeys dates("dates");
  const auto add_date = [&](const Table& part, const std::string& key) {
    dates.add(part, "key", key);
    const bool is_reserved =
        std::find(kReservedDates.begin(), kReservedDates.end(), key) != kReservedDates.end() ||
        std::find(kDocketKinds.begin(), kDocketKinds.end(), key) != kDocketKinds.end();
    if (is_reserved) {
      part.fail("key", fmt::format("'{}' already names another date", key), "choose another key");
    }
  };
  for (auto& part : root.tables("court_date")) {
    CourtDate date;
    date.key = part.word("key");
    date.name = part.text("name", Need::required);
    date.date = part.date("date", Need::required).value_or(base::Date{});
    add_date(part, date.key);
    part.finish();
    matter.court_dates.push_back(std::move(date));
  }
  for (auto& part : root.tables("promise")) {
    matter.promises.push_back(read_promise(part, matter));
    add_date(part, matter.promises.back().key);
  }
  UniqueKeys filings("filings");
  for (auto& part : root.tables("filing")) {
    matter.filings.push_back(FilingReader(matter, part).read());
    filings.add(part, "key", matter.filings.back().key);
  }
  if (auto part = root.table("letters")) {
    matter.letters = read_letters(std::move(*part));
  }
  if (auto part = root.table("declaration")) {
    matter.declaration = read_declaration(std::move(*part));
  }
  check_sides(root, matter);
  root.finish();
  return matter;
}

}  // namespace

Result<Matter> parse_matter(std::string_view toml, std::string_view file) {
  Matter matter;
  const auto read = [&](Problems& problems, const toml::table& table) {
    matter = read_matter(problems, table);
  };
  TRY(detail::parse_toml(toml, file, read));
  return matter;
}

}  // namespace vaughn::foia
