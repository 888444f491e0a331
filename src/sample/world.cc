// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace vaughn::sample {
namespace {

using foia::OfficeKind;

constexpr std::array<WorldOffice, 9> kOffices = {{
    {"harborview", "Harborview Field Office", OfficeKind::field_office, "617", -5, true},
    {"mesa-valley", "Mesa Valley Field Office", OfficeKind::field_office, "505", -7, true},
    {"northgate", "Northgate Field Office", OfficeKind::field_office, "612", -6, true},
    {"lakeport", "Lakeport Field Office", OfficeKind::field_office, "216", -5, true},
    {"redfield", "Redfield Field Office", OfficeKind::field_office, "605", -6, false},
    {"sunridge", "Sunridge Field Office", OfficeKind::field_office, "602", -7, false},
    {"statistics", "Statistical Reporting Unit", OfficeKind::statistics_unit, "202", -5, true},
    {"program", "Program Office, Headquarters", OfficeKind::headquarters, "202", -5, false},
    {"pelorane", "Pelorane Systems, Incorporated", OfficeKind::contractor, "303", -7, false},
}};

struct Job {
  std::string_view first;
  std::string_view last;
  std::string_view title;
  std::string_view office;
  bool keeps_records;
};

constexpr std::array<Job, 38> kJobs = {{
    {"Celeste", "Marrow", "Field Office Director", "harborview", true},
    {"Dominic", "Pell", "Supervisory Release Officer", "harborview", true},
    {"Hana", "Whitlock", "Release Officer", "harborview", false},
    {"Teodoro", "Lunsford", "Case Analyst", "harborview", false},
    {"Garrett", "Osei-Blake", "Field Office Director", "mesa-valley", true},
    {"Priya", "Nandakumar", "Supervisory Release Officer", "mesa-valley", true},
    {"Lowell", "Fitch", "Release Officer", "mesa-valley", false},
    {"Renée", "Thibodeaux", "Case Analyst", "mesa-valley", false},
    {"Imogen", "Castellane", "Field Office Director", "northgate", true},
    {"Victor", "Hargrove", "Supervisory Release Officer", "northgate", true},
    {"Salma", "Idriss", "Release Officer", "northgate", false},
    {"Owen", "Pruitt", "Case Analyst", "northgate", false},
    {"Beatrix", "Nyland", "Field Office Director", "lakeport", true},
    {"Calvin", "Rhodes", "Supervisory Release Officer", "lakeport", true},
    {"Jun", "Takamatsu", "Release Officer", "lakeport", false},
    {"Delphine", "Okafor", "Case Analyst", "lakeport", false},
    {"Warren", "Stokely", "Field Office Director", "redfield", true},
    {"Marisol", "Quintero", "Supervisory Release Officer", "redfield", true},
    {"Anselm", "Birch", "Release Officer", "redfield", false},
    {"Lucinda", "Faraday", "Field Office Director", "sunridge", true},
    {"Raymond", "Teague", "Supervisory Release Officer", "sunridge", true},
    {"Ottoline", "Bishop", "Release Officer", "sunridge", false},
    {"Nathaniel", "Crewe", "Unit Chief", "statistics", true},
    {"Yolanda", "Petrie", "Statistician", "statistics", true},
    {"Søren", "Lindqvist", "Reports Analyst", "statistics", false},
    {"Adaeze", "Lockhart", "Program Manager", "program", true},
    {"Franklin", "Moss", "Contracting Officer", "program", true},
    {"Judith", "Ambrose", "Contracting Officer's Representative", "program", true},
    {"Isaac", "Bellweather", "Policy Branch Chief", "program", true},
    {"Corinne", "Vance", "Privacy Officer", "program", false},
    {"Miles", "Everhart", "Training Coordinator", "program", false},
    {"Thandiwe", "Brook", "Audit Liaison", "program", false},
    {"Rosalind", "Keating", "Associate General Counsel", "program", false},
    {"Preston", "Kaul", "Account Director", "pelorane", true},
    {"Ingrid", "Salter", "Program Operations Manager", "pelorane", true},
    {"Mateus", "Ferro", "Data Services Lead", "pelorane", false},
    {"Bridget", "Loomis", "Field Support Manager", "pelorane", false},
    {"Arlo", "Venn", "Billing", "pelorane", false},
}};

constexpr std::array<std::string_view, 48> kParticipantFirst = {
    "Tomas",   "Adela",  "Bastien", "Corazon", "Daoud",   "Eleni",   "Farid",   "Graciela",
    "Hakeem",  "Ileana", "Joaquim", "Katya",   "Leandro", "Mirela",  "Nadir",   "Odalys",
    "Paolo",   "Quiana", "Rashid",  "Soraya",  "Tariq",   "Ursula",  "Vasco",   "Wilhelmina",
    "Xiomara", "Yusuf",  "Zuleika", "Amadou",  "Bianca",  "Cyprian", "Dolores", "Emre",
    "Fatou",   "Goran",  "Halima",  "Ignacio", "Jamila",  "Kwabena", "Ludmila", "Marcelo",
    "Noor",    "Oksana", "Petros",  "Ramona",  "Stelian", "Thuy",    "Ulises",  "Violeta"};

// No surname is an English word or part of one, and none is used anywhere else, so that a single
// place where one shows is a leak.
constexpr std::array<std::string_view, 48> kParticipantLast = {
    "Vasquelle",  "Tamrickov",  "Okonbari",    "Desrolane",  "Quillanova", "Marchetane",
    "Ilunbaye",   "Petroskaya", "Abernallo",   "Brandiskar", "Calvarezi",  "Dumitrelli",
    "Echebarin",  "Fontanegra", "Ghorbandi",   "Hadzimurov", "Ibarruelo",  "Jankowetz",
    "Kalemberg",  "Lombardeau", "Mbekwanda",   "Nascimbeni", "Ortegalde",  "Pacheverra",
    "Quispetra",  "Rozhkovane", "Sandovique",  "Tchalamet",  "Uriostegan", "Villarreva",
    "Wojtasiak",  "Xochimitl",  "Yarboroughe", "Zaldivarez", "Aminzadehi", "Bogdanesku",
    "Castelhano", "Dragomirez", "Espinozade",  "Farahmandi", "Guldbrandt", "Hernandaye",
    "Iskandrova", "Jimenezalt", "Kozlowicka",  "Larranagua", "Mendozelli", "Nkemdirimo"};

constexpr std::array<std::string_view, 12> kStreets = {"Alder Court",
                                                       "Tannery Lane",
                                                       "Copperfield Street",
                                                       "Juniper Way",
                                                       "Old Quarry Road",
                                                       "Millrace Drive",
                                                       "Sycamore Terrace",
                                                       "Larkspur Avenue",
                                                       "Fallow Street",
                                                       "Ropewalk Alley",
                                                       "Harrow Place",
                                                       "Saltmarsh Road"};

constexpr std::array<std::string_view, 12> kAreaCodes = {
    "203", "313", "503", "702", "907", "615", "414", "480", "651", "774", "440", "518"};

std::string plain_letters(std::string_view name) {
  std::string out = base::replace_all(std::string(name), "é", "e");
  out = base::replace_all(out, "ø", "o");
  return base::ascii_lower(out);
}

}  // namespace

std::string Employee::folder() const {
  return plain_letters(last) + "-" + plain_letters(first);
}

std::vector<const Employee*> World::at(std::string_view key) const {
  std::vector<const Employee*> out;
  for (const Employee& employee : employees) {
    if (employee.office == key) {
      out.push_back(&employee);
    }
  }
  return out;
}

const Employee& World::holder(std::string_view title) const {
  const auto found = std::find_if(
      employees.begin(), employees.end(), [&](const Employee& e) { return e.title == title; });
  base::check(found != employees.end(), "the sample has someone with each title it names");
  return *found;
}

const WorldOffice& World::office(std::string_view key) const {
  const auto found =
      std::find_if(offices.begin(), offices.end(), [&](const auto& o) { return o.key == key; });
  base::check(found != offices.end(), "the sample has each office it names");
  return *found;
}

World make_world(Random random) {
  World world;
  world.offices.assign(kOffices.begin(), kOffices.end());
  int line = 100;
  for (const Job& job : kJobs) {
    Employee employee{.first = std::string(job.first),
                      .last = std::string(job.last),
                      .title = std::string(job.title),
                      .office = std::string(job.office),
                      .keeps_records = job.keeps_records};
    employee.mail = fmt::format("{}.{}@{}",
                                plain_letters(job.first),
                                plain_letters(job.last),
                                employee.is_contractor() ? "pelorane.example" : "rss.example");
    employee.phone = fmt::format("({}) 555-0{}", world.office(job.office).area_code, line++);
    world.employees.push_back(std::move(employee));
  }
  std::vector<int> lines;
  for (int i = 140; i < 200; ++i) {
    lines.push_back(i);
  }
  random.shuffle(lines);
  std::size_t number = 0;
  for (const std::string_view last : kParticipantLast) {
    Participant person{.first = std::string(kParticipantFirst[number]), .last = std::string(last)};
    const auto n = static_cast<int>(number);
    person.a_number = fmt::format(
        "A000-{:03}-{:03}", 110 + n * 17 + random.between(0, 9), random.between(102, 987));
    person.ssn = fmt::format("9{:02}-{:02}-{:04}",
                             random.between(10, 89),
                             random.between(11, 48),
                             1200 + n * 151 + random.between(0, 99));
    person.phone =
        fmt::format("({}) 555-0{}", kAreaCodes[number % kAreaCodes.size()], lines[number]);
    person.address = fmt::format("{} {}, Apt {}",
                                 11 + n * 13 + random.between(0, 7),
                                 kStreets[number % kStreets.size()],
                                 random.between(2, 48));
    person.mail = plain_letters(person.first) + "." + plain_letters(last) + "@mailbox.example";
    world.participants.push_back(std::move(person));
    ++number;
  }
  return world;
}

const std::vector<std::string_view>& operations() {
  static const std::vector<std::string_view> kNames = {"Operation Lantern Row",
                                                       "Operation Blue Culvert",
                                                       "Operation Quiet Harbor",
                                                       "Operation Stone Orchard",
                                                       "Operation Paper Mill",
                                                       "Operation Gray Heron",
                                                       "Operation Cold Anvil",
                                                       "Operation Linen Gate"};
  return kNames;
}

const std::vector<std::string_view>& techniques() {
  static const std::vector<std::string_view> kSentences = {
      "location pings were sampled every 11 minutes during the watch window",
      "the dwell alert fires after 17 minutes inside 150 meters",
      "the spoof check compares barometer drift with the reported altitude",
      "alerts stay silent for the first 90 seconds after a handset restarts",
      "two failed portraits within 40 minutes open a watch window by themselves"};
  return kSentences;
}

const std::vector<Price>& prices() {
  static const std::vector<Price> kPrices = {
      {"price_day", "$4.37", "unit price, standard tier"},
      {"price_enhanced", "$6.84", "unit price, enhanced tier"},
      {"price_option", "$4.59", "unit price, standard tier, option year"},
      {"price_volume", "$3.92", "unit price, volume tier"},
      {"price_voice", "$0.41", "unit price, voice check-in overage"},
      {"price_kiosk", "$18.25", "unit price, kiosk"},
      {"price_device", "$212.60", "device cost, new handset"},
      {"price_refurb", "$138.45", "device cost, refurbished handset"}};
  return kPrices;
}

}  // namespace vaughn::sample
