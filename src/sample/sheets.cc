// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "sample/detail/maker.h"

namespace vaughn::sample {
namespace {

constexpr std::string_view kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

base::Date day_of(base::Instant at) {
  return std::chrono::floor<std::chrono::days>(at);
}

WorkbookRow row(std::vector<SheetCell> cells) {
  return {.cells = std::move(cells)};
}

std::string last_first(const Participant& person) {
  return person.last + ", " + person.first;
}

Workbook price_sheet(Random& random) {
  WorkbookSheet rates{.name = "Price schedule", .widths = {34, 24, 14}};
  rates.rows.push_back(row({"Attestra price schedule: unit", "Basis", "Unit price"}));
  for (const Price& price : prices()) {
    rates.rows.push_back(row({std::string(price.what),
                              price.what.find("device") == 0 ? "each" : "participant per day",
                              std::string(price.amount)}));
  }
  WorkbookSheet margin{.name = "internal", .is_hidden = true, .widths = {34, 14, 14}};
  margin.rows.push_back(row({"Attestra, device cost", "Quantity", "Unit price"}));
  margin.rows.push_back(
      row({"Handset, new", static_cast<double>(random.between(900, 1900)), "$212.60"}));
  margin.rows.push_back(
      row({"Handset, refurbished", static_cast<double>(random.between(200, 800)), "$138.45"}));
  return {.title = "Attestra price schedule", .sheets = {rates, margin}};
}

Workbook uptime_sheet(base::Date today, Random& random) {
  WorkbookSheet sheet{.name = "Contract performance", .widths = {14, 12, 16, 40}};
  sheet.rows.push_back(
      row({"Week of", "Uptime %", "Help desk wait", "Attestra contract performance"}));
  for (int week = 12; week > 0; --week) {
    sheet.rows.push_back(row({base::add_days(today, -7 * week),
                              99.0 + random.between(0, 99) / 100.0,
                              fmt::format("{} min", random.between(1, 12)),
                              random.chance(70) ? "met" : "below the level, credit due"}));
  }
  return {.title = "Attestra contract performance", .sheets = {sheet}};
}

Workbook roster_sheet(const World& world, base::Date today, Random& random) {
  WorkbookSheet sheet{.name = "Training roster", .widths = {26, 30, 30, 14, 10}};
  sheet.rows.push_back(
      row({"Name", "Title", "Attestra training roster: office", "Date", "Quiz %"}));
  for (const Employee& person : world.employees) {
    if (!person.is_contractor() && random.chance(55)) {
      sheet.rows.push_back(row({person.name(),
                                person.title,
                                std::string(world.office(person.office).name),
                                base::add_days(today, random.between(3, 30)),
                                static_cast<double>(random.between(68, 100))}));
    }
  }
  return {.title = "Attestra training roster", .sheets = {sheet}};
}

Workbook operations_sheet(const World& world, const Setting& setting, Random& random) {
  static const std::vector<std::string> kTypes = {"At large", "Workplace", "Residence", "Transit"};
  static const std::vector<std::string> kUsed = {"location points",
                                                 "location points; portrait",
                                                 "reporting schedule",
                                                 "portrait",
                                                 "home address"};
  static const std::vector<std::string> kShared = {
      "none", "none", "none", "Interagency Transit Bureau", "harbor police"};
  const base::Date today = day_of(setting.at);
  WorkbookSheet sheet{.name = "Enforcement operations",
                      .widths = {12, 26, 26, 12, 26, 26, 10, 24, 16}};
  sheet.rows.push_back(row({"Date",
                            "Field office",
                            "Enforcement operation",
                            "Type",
                            "Attestra data types used",
                            "Shared with",
                            "Located",
                            "Lead subject",
                            "A-number"}));
  std::vector<const WorldOffice*> fields;
  for (const WorldOffice& office : world.offices) {
    if (office.kind == foia::OfficeKind::field_office && office.has_operations) {
      fields.push_back(&office);
    }
  }
  const int count = random.between(24, 44);
  for (int i = 0; i < count; ++i) {
    const Participant& lead = random.pick(world.participants);
    WorkbookRow line = row({base::add_days(today, -random.between(5, 95)),
                            std::string(random.pick(fields)->name),
                            std::string(random.pick(operations())),
                            random.pick(kTypes),
                            random.pick(kUsed),
                            random.pick(kShared),
                            static_cast<double>(random.between(0, 9)),
                            last_first(lead),
                            lead.a_number});
    line.is_hidden = random.chance(9);
    sheet.rows.push_back(std::move(line));
  }
  WorkbookSheet totals{.name = "By field office", .widths = {28, 34}};
  totals.rows.push_back(row({"Field office", "Enforcement operations that used Attestra"}));
  for (const WorldOffice* office : fields) {
    double sum = 0;
    for (std::size_t r = 1; r < sheet.rows.size(); ++r) {
      sum += std::get<std::string>(sheet.rows[r].cells[1]) == office->name ? 1 : 0;
    }
    totals.rows.push_back(row({std::string(office->name), sum}));
  }
  WorkbookSheet lookup{.name = "lookup", .is_hidden = true, .widths = {30, 20, 20}};
  lookup.rows.push_back(row({"Pending enforcement operation", "Subject", "A-number"}));
  for (const Participant* person : setting.people) {
    lookup.rows.push_back(row({setting.operation, last_first(*person), person->a_number}));
  }
  return {.title = "Enforcement operations using Attestra data", .sheets = {sheet, totals, lookup}};
}

Workbook complaint_sheet(const World& world, base::Date today, Random& random) {
  static const std::vector<std::string> kAbout = {"failed portrait match",
                                                  "notices at night",
                                                  "handset overheating",
                                                  "wrong schedule",
                                                  "help desk wait"};
  static const std::vector<std::string> kResult = {
      "resolved", "resolved in part", "open", "not sustained"};
  WorkbookSheet sheet{.name = "Complaints", .widths = {12, 10, 26, 16, 26, 20}};
  sheet.rows.push_back(
      row({"Received", "Number", "Complainant", "A-number", "Complaint about Attestra", "Result"}));
  const int count = random.between(18, 30);
  for (int i = 0; i < count; ++i) {
    const Participant& person = random.pick(world.participants);
    sheet.rows.push_back(row({base::add_days(today, -random.between(2, 90)),
                              static_cast<double>(101 + i),
                              last_first(person),
                              person.a_number,
                              random.pick(kAbout),
                              random.pick(kResult)}));
  }
  return {.title = "Attestra complaint register", .sheets = {sheet}};
}

WorkbookSheet checkin_rows(const Setting& setting, Random& random) {
  const Participant& person = *setting.people.front();
  WorkbookSheet sheet{.name = "export"};
  sheet.rows.push_back(row({"Attestra data element: A-number",
                            "date",
                            "time",
                            "result",
                            "location point latitude",
                            "location point longitude",
                            "accuracy m"}));
  const base::Date today = day_of(setting.at);
  const int count = random.between(30, 70);
  for (int i = count; i > 0; --i) {
    sheet.rows.push_back(
        row({person.a_number,
             base::add_days(today, -i),
             fmt::format("{:02}:{:02}", random.between(6, 21), random.between(0, 59)),
             random.chance(92) ? "completed" : "missed",
             fmt::format("{:.4f}", 39.0 + random.between(0, 9999) / 10000.0),
             fmt::format("{:.4f}", -81.0 - random.between(0, 9999) / 10000.0),
             static_cast<double>(random.between(4, 60))}));
  }
  return sheet;
}

WorkbookSheet sharing_rows(const World& world, const Setting& setting, Random& random) {
  static const std::vector<std::string> kAuthority = {
      "MOU article 2", "court order", "consent", ""};
  WorkbookSheet sheet{.name = "log"};
  sheet.rows.push_back(row(
      {"Attestra information sharing log", "Partner", "Person", "A-number", "Sent", "Authority"}));
  const int count = random.between(12, 26);
  for (int i = count; i > 0; --i) {
    const Participant& person = random.pick(world.participants);
    sheet.rows.push_back(
        row({base::add_days(day_of(setting.at), -3 * i),
             random.chance(60) ? "Interagency Transit Bureau" : "County probation",
             last_first(person),
             person.a_number,
             random.chance(80) ? "check-in history, 30 days" : "reporting schedule",
             random.pick(kAuthority)}));
  }
  return sheet;
}

}  // namespace

bool is_sheet(std::string_view kind) {
  return kind.find("_sheet") != std::string_view::npos ||
         kind.find("_csv") != std::string_view::npos;
}

std::string full_text(const Workbook& book) {
  std::string out = book.title + "\n";
  for (const WorkbookSheet& sheet : book.sheets) {
    out += sheet.name + "\n";
    for (const WorkbookRow& line : sheet.rows) {
      for (const SheetCell& cell : line.cells) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
          out += *text + "\t";
        }
      }
      out += "\n";
    }
  }
  return out;
}

MadeFile Maker::sheet(std::string_view kind, const Setting& setting, Random& random) const {
  const DocKind& facts = doc_kind(kind);
  MadeFile out;
  out.item.topic = kind;
  out.item.categories.insert(facts.categories.begin(), facts.categories.end());
  for (const char letter : facts.items) {
    out.item.items.insert(std::string(1, letter));
  }
  const base::Date today = day_of(setting.at);
  const std::string stamp = base::to_string(today);
  Workbook book;
  if (kind == "checkin_csv") {
    book.sheets = {checkin_rows(setting, random)};
    // The file's own name is a secret too.
    book.title = "attestra-export-" + setting.people.front()->a_number;
  } else if (kind == "sharing_csv") {
    book.sheets = {sharing_rows(world_, setting, random)};
    book.title = "sharing-log-" + stamp;
  } else if (kind == "price_sheet") {
    book = price_sheet(random);
  } else if (kind == "uptime_sheet") {
    book = uptime_sheet(today, random);
  } else if (kind == "roster_sheet") {
    book = roster_sheet(world_, today, random);
  } else if (kind == "operations_sheet") {
    book = operations_sheet(world_, setting, random);
  } else {
    base::check(kind == "complaint_sheet", "every kind of sheet has a maker");
    book = complaint_sheet(world_, today, random);
  }
  book.author = setting.me->name();
  book.created = setting.at;
  out.item.text = full_text(book);
  if (kind.find("_csv") != std::string_view::npos) {
    out.name = book.title + ".csv";
    out.type = "text/csv";
    out.bytes = (random.chance(50) ? "\xEF\xBB\xBF" : "") + to_csv(book.sheets.front());
    out.item.kind = foia::RecordKind::csv;
  } else {
    out.name = book.title + " " + stamp + ".xlsx";
    out.type = kXlsxType;
    out.bytes = to_xlsx(book);
    out.item.kind = foia::RecordKind::spreadsheet;
  }
  out.item.name = out.name;
  return out;
}

}  // namespace vaughn::sample
