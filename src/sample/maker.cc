// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "sample/detail/content.h"
#include "sample/detail/pdf_file.h"
#include "sample/detail/scan.h"

namespace vaughn::sample {
namespace {

constexpr int kScanDpi = 150;
// A scan is turned and moved a little; a box must still cover the words.
constexpr double kScanMargin = 2.5;

base::Date day_of(base::Instant at) {
  return std::chrono::floor<std::chrono::days>(at);
}

std::string month_name(base::Date date) {
  const std::string text = base::long_date(date);  // "March 14, 2022"
  return text.substr(0, text.find(' ')) + " " + std::to_string(static_cast<int>(date.year()));
}

std::string quarter_name(base::Date date) {
  constexpr std::array<std::string_view, 4> kNames = {"first", "second", "third", "fourth"};
  // The fiscal year begins in October.
  const unsigned month = (static_cast<unsigned>(date.month()) + 2) % 12;
  const int year =
      static_cast<int>(date.year()) + (static_cast<unsigned>(date.month()) > 9 ? 1 : 0);
  return fmt::format("{} quarter of fiscal year {}", kNames[month / 3], year);
}

std::vector<std::string> table_cells(std::string_view line) {
  std::vector<std::string> cells;
  for (const std::string_view cell : base::split(line.substr(1, line.size() - 2), '|')) {
    cells.emplace_back(base::trim(cell));
  }
  return cells;
}

// "# " title, "= " centred, "## " heading, "- " bullet, "|a|b|" row of a table; else a paragraph.
void add_blocks(Doc& doc, std::string_view text) {
  bool in_table = false;
  std::string paragraph;
  const auto flush = [&] {
    if (!paragraph.empty()) {
      doc.add(BlockKind::paragraph, std::move(paragraph));
      paragraph.clear();
    }
  };
  for (const std::string_view line : base::split(text, '\n')) {
    const bool is_row = !line.empty() && line.front() == '|';
    if (is_row) {
      flush();
      if (!in_table) {
        doc.blocks.push_back({.kind = BlockKind::table});
      }
      doc.blocks.back().rows.push_back(table_cells(line));
    } else if (line.empty()) {
      flush();
    } else if (line.substr(0, 2) == "# ") {
      doc.add(BlockKind::title, std::string(line.substr(2)));
    } else if (line.substr(0, 3) == "## ") {
      flush();
      doc.add(BlockKind::heading, std::string(line.substr(3)));
    } else if (line.substr(0, 2) == "= ") {
      doc.add(BlockKind::centred, std::string(line.substr(2)));
    } else if (line.substr(0, 2) == "- ") {
      flush();
      doc.add(BlockKind::bullet, std::string(line.substr(2)));
    } else {
      paragraph += (paragraph.empty() ? "" : "\n") + std::string(line);
    }
    in_table = is_row;
  }
  flush();
}

std::string_view mime_type(FileFormat format) {
  switch (format) {
    case FileFormat::pdf:
    case FileFormat::scan: return "application/pdf";
    case FileFormat::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case FileFormat::html: return "text/html";
    case FileFormat::text: return "text/plain";
    case FileFormat::tiff: return "image/tiff";
  }
  return {};
}

}  // namespace

Maker::Maker(std::uint64_t seed)
    : root_(seed), world_(make_world(root_.fork("world"))), grammar_(content()) {}

int zone_minutes(const WorldOffice& office, base::Instant at) {
  const base::Date date = day_of(at);
  const auto year = date.year();
  const std::chrono::sys_days first = year / std::chrono::March / std::chrono::Sunday[2];
  const std::chrono::sys_days last = year / std::chrono::November / std::chrono::Sunday[1];
  const std::chrono::sys_days day = date;
  const bool is_summer = day >= first && day < last;
  return (office.zone_hours + (is_summer ? 1 : 0)) * 60;
}

Setting Maker::setting(Random& random,
                       const Employee& me,
                       const Employee& you,
                       base::Instant at,
                       bool about_operations) const {
  Setting out{.me = &me, .you = &you, .at = at, .about_operations = about_operations};
  std::vector<const Participant*> people;
  for (const Participant& person : world_.participants) {
    people.push_back(&person);
  }
  random.shuffle(people);
  people.resize(3);
  out.people = people;
  out.operation = random.pick(operations());
  std::vector<std::string_view> lines = techniques();
  random.shuffle(lines);
  out.techniques.assign(lines.begin(), lines.begin() + 2);
  out.is_she = random.chance(50);
  std::vector<const WorldOffice*> fields;
  for (const WorldOffice& office : world_.offices) {
    if (office.kind == foia::OfficeKind::field_office &&
        (office.has_operations || !about_operations)) {
      fields.push_back(&office);
    }
  }
  random.shuffle(fields);
  for (const Employee* person : {&you, &me}) {
    const auto own = std::find_if(fields.begin(), fields.end(), [&](const WorldOffice* office) {
      return office->key == person->office;
    });
    if (own != fields.end()) {
      std::iter_swap(fields.begin(), own);
    }
  }
  out.field_office = fields[0]->name;
  out.other_office = fields[1]->name;
  return out;
}

Grammar::Variables Maker::variables(const Setting& s) const {
  const base::Date today = day_of(s.at);
  Grammar::Variables out = {
      {"me", s.me->name()},
      {"me_first", s.me->first},
      {"me_title", s.me->title},
      {"me_office", std::string(world_.office(s.me->office).name)},
      {"you_first", s.you->first},
      {"today", base::long_date(today)},
      {"due", base::long_date(base::add_days(today, 5 + static_cast<unsigned>(today.day()) % 16))},
      {"past",
       base::long_date(
           base::add_days(today, -9 - static_cast<int>(static_cast<unsigned>(today.day()))))},
      {"month", month_name(base::add_days(today, -28))},
      {"quarter", quarter_name(base::add_days(today, -60))},
      {"op", s.operation},
      {"fo", s.field_office},
      {"fo2", s.other_office},
      {"tech1", s.techniques[0]},
      {"tech2", s.techniques[1]},
      {"he", s.is_she ? "she" : "he"},
      {"He", s.is_she ? "She" : "He"},
      {"him", s.is_she ? "her" : "him"},
      {"ceiling", "$48,600,000"},
      {"obligated", "$31,250,000"},
      {"price_target", "$4.21"},
  };
  for (const Price& price : prices()) {
    out.emplace(price.variable, price.amount);
  }
  int number = 0;
  for (const Participant* person : s.people) {
    const std::string p = fmt::format("p{}", ++number);
    out.emplace(p, person->name());
    out.emplace(p + "_last", person->last);
    out.emplace(p + "_anum", person->a_number);
    out.emplace(p + "_ssn", person->ssn);
    out.emplace(p + "_phone", person->phone);
    out.emplace(p + "_addr", person->address);
    out.emplace(p + "_mail", person->mail);
  }
  return out;
}

std::string Maker::write(std::string_view rule, const Setting& setting, Random& random) const {
  return grammar_.expand(rule, variables(setting), random);
}

Doc Maker::document(std::string_view kind, const Setting& setting, Random& random) const {
  Grammar::Variables names = variables(setting);
  Doc doc;
  doc.title = grammar_.expand(std::string(kind) + ".title", names, random);
  doc.author = setting.me->name();
  doc.created = setting.at;
  doc.footer = grammar_.expand("doc.footer", names, random);
  names.emplace("doc_title", doc.title);
  add_blocks(doc, grammar_.expand(std::string(kind) + ".body", names, random));
  return doc;
}

base::Result<MadeFile> Maker::file(std::string_view kind,
                                   const Setting& setting,
                                   Random& random,
                                   bool may_be_scanned) const {
  if (is_sheet(kind)) {
    return sheet(kind, setting, random);
  }
  const Doc doc = document(kind, setting, random);
  FileFormat format = FileFormat::pdf;
  if (may_be_scanned && doc_kind(kind).may_be_scanned && random.chance(30)) {
    // Faxes are of documents without secrets: where a picture stands on its page is up to whoever
    // makes the page.
    const bool has_secrets = kind != "vendor_letter" && kind != "facilities_doc";
    format = has_secrets || random.chance(50) ? FileFormat::scan : FileFormat::tiff;
  } else if (!random.chance(48)) {
    format = random.chance(72)   ? FileFormat::docx
             : random.chance(50) ? FileFormat::html
                                 : FileFormat::text;
  }
  return file_as(kind, doc, format, random);
}

base::Result<MadeFile> Maker::file_as(std::string_view kind,
                                      const Doc& doc,
                                      FileFormat format,
                                      Random& random) const {
  const DocKind& facts = doc_kind(kind);
  MadeFile out;
  out.type = mime_type(format);
  out.item.topic = kind;
  out.item.categories.insert(facts.categories.begin(), facts.categories.end());
  for (const char letter : facts.items) {
    out.item.items.insert(std::string(1, letter));
  }
  out.item.text = full_text(doc);
  std::string stem = file_stem(doc.title);
  if (random.chance(35)) {
    static const std::vector<std::string> kSuffixes = {
        " FINAL", " v2", " (2)", " signed", " - copy", " – révisé"};
    stem += random.pick(kSuffixes);
  }
  switch (format) {
    case FileFormat::pdf:
      out.name = stem + ".pdf";
      out.bytes = to_pdf(doc);
      out.item.kind = foia::RecordKind::pdf;
      break;
    case FileFormat::docx:
      out.name = stem + ".docx";
      out.bytes = to_docx(doc);
      out.item.kind = foia::RecordKind::word;
      break;
    case FileFormat::html:
      out.name = stem + ".html";
      out.bytes = to_html(doc);
      out.item.kind = foia::RecordKind::html;
      break;
    case FileFormat::text:
      out.name = stem + ".txt";
      out.bytes = to_plain_text(doc);
      out.item.kind = foia::RecordKind::text;
      break;
    case FileFormat::scan:
    case FileFormat::tiff: {
      auto pages = TRY(scan(to_pdf(doc), kScanDpi, random));
      const std::string number = base::md5_hex(out.item.text).substr(0, 8);
      out.item.has_text = false;
      if (format == FileFormat::tiff) {
        out.name = "fax" + number + ".tif";
        out.bytes = to_tiff(pages.front(), kScanDpi);
        out.item.kind = foia::RecordKind::image;
      } else {
        out.name = "scan" + number + ".pdf";
        out.bytes = to_scanned_pdf(pages, kScanDpi, doc);
        out.item.kind = foia::RecordKind::pdf;
      }
      const Layout layout = lay_out(doc);
      const int page_count = format == FileFormat::tiff ? 1 : layout.page_count;
      const auto cover = [&](std::string_view words, std::string_view claims) {
        for (const FoundBox& found : boxes_of(layout, words)) {
          const base::Rect box = base::grown(found.box, kScanMargin);
          const bool is_covered =
              std::any_of(out.boxes.begin(), out.boxes.end(), [&](const PictureBox& other) {
                return other.page == found.page && other.x0 <= box.x0 && other.y0 <= box.y0 &&
                       other.x1 >= box.x1 && other.y1 >= box.y1;
              });
          if (found.page <= page_count && !is_covered) {
            out.boxes.push_back(
                {{}, found.page, box.x0, box.y0, box.x1, box.y1, std::string(claims)});
          }
        }
      };
      for (const Participant& person : world_.participants) {
        // The longer name first: what it covers needs no box of its own.
        for (const std::string& words : {person.first + " " + person.last,
                                         person.last,
                                         person.a_number,
                                         person.ssn,
                                         person.phone,
                                         person.address}) {
          cover(words, "(b)(6); (b)(7)(C)");
        }
      }
      for (const std::string_view words : techniques()) {
        cover(words, "(b)(7)(E)");
      }
      break;
    }
  }
  out.item.name = out.name;
  return out;
}

std::string full_text(const Doc& doc) {
  std::string out = doc.title + "\n" + doc.footer + "\n";
  for (const Block& block : doc.blocks) {
    out += block.deleted + block.text + "\n" + block.comment + "\n";
    for (const auto& row : block.rows) {
      out += base::join(row, "\t") + "\n";
    }
  }
  return out;
}

std::string file_stem(std::string_view title) {
  std::string out;
  for (const char c : title) {
    const bool is_plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (is_plain) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return std::string(base::trim(out.substr(0, 60)));
}

}  // namespace vaughn::sample
