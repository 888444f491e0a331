// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hash.h"
#include "base/signing.h"
#include "verify/verify.h"

// A volume made by hand, without any code of produce: what it says is set field by field, so that
// each test can plant one fault before the volume is signed, or after.
namespace vaughn::verify::given {

namespace fs = std::filesystem;

struct Box {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  std::vector<std::string> claims{};
};

struct Page {
  std::string bates{};
  std::int64_t number = 0;
  std::string outcome = "in_full";
  std::vector<std::string> claims{};
  std::vector<Box> boxes{};
  std::string content{};  // PDF operators, the stamp included
  std::string entries{};  // more entries of the page dictionary
  std::string text{};     // as the text file has it
};

struct Document {
  std::vector<Page> pages{};
  std::string catalog{};  // more entries of the catalog
  std::string objects{};  // more objects, numbered from 900
  std::string trailer{};  // more entries of the trailer
  std::string suffix{};   // bytes behind the end marker
};

inline std::string show(double x, double y, double size, const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') {
      escaped += '\\';
    }
    escaped += c;
  }
  return fmt::format("BT /F1 {} Tf {} {} Td ({}) Tj ET\n", size, x, y, escaped);
}

inline std::string black(const Box& box) {
  return fmt::format("0 g {} {} {} {} re f\n", box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
}

inline std::string label(const Box& box, const std::string& text) {
  return "1 g\n" + show(box.x0 + 4, box.y0 + 4, 8, text) + "0 g\n";
}

inline std::string stamp(const std::string& bates) {
  return show(36, 14, 9, "2022-ICLI-00028") + show(500, 14, 9, bates);
}

inline std::string make_pdf(const Document& document) {
  std::string out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  std::map<int, std::size_t> offsets;
  const auto object = [&](int number, const std::string& body) {
    offsets[number] = out.size();
    out += fmt::format("{} 0 obj\n{}\nendobj\n", number, body);
  };
  std::string kids;
  int next = 4;
  for (const auto& page : document.pages) {
    kids += fmt::format("{} 0 R ", next);
    object(next,
           fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> {} >>",
                       next + 1,
                       page.entries));
    object(
        next + 1,
        fmt::format("<< /Length {} >>\nstream\n{}\nendstream", page.content.size(), page.content));
    next += 2;
  }
  object(1, fmt::format("<< /Type /Catalog /Pages 2 0 R {} >>", document.catalog));
  object(2, fmt::format("<< /Type /Pages /Kids [ {}] /Count {} >>", kids, document.pages.size()));
  object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  if (!document.objects.empty()) {
    // One body per line; "900 <<...>>".
    std::size_t start = 0;
    while (start < document.objects.size()) {
      const auto end = document.objects.find("\n\n", start);
      const auto item = document.objects.substr(start, end - start);
      const auto space = item.find(' ');
      object(std::stoi(item.substr(0, space)), item.substr(space + 1));
      start = end == std::string::npos ? document.objects.size() : end + 2;
    }
  }
  const auto xref = out.size();
  out += "xref\n0 1\n0000000000 65535 f \n";
  for (const auto& [number, offset] : offsets) {
    out += fmt::format("{} 1\n{:010} 00000 n \n", number, offset);
  }
  out += fmt::format("trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{}\n%%EOF\n",
                     offsets.rbegin()->first + 1,
                     document.trailer,
                     xref);
  return out + document.suffix;
}

struct Record {
  std::string control{};
  std::string begin{};
  std::string end{};
  std::string family_begin{};
  std::string family_end{};
  std::string vaughn_entry{};
  Document document{};
  std::map<std::string, std::string> dat{};  // fields that differ from what the pages say

  std::string pdf() const { return "PDF/" + begin + ".pdf"; }
  std::string text() const { return "TEXT/" + begin + ".txt"; }
};

inline std::string codes(const Record& record) {
  std::set<std::string> all;
  for (const auto& page : record.document.pages) {
    for (const auto& claim : page.claims) {
      all.insert(claim.substr(0, claim.find(':')));
    }
  }
  std::string out;
  for (const auto& code : all) {
    out += (out.empty() ? "" : "; ") + code;
  }
  return out;
}

struct Volume {
  std::string name = "VOL001";
  std::vector<Record> records{};
  std::vector<Record> dat_order{};  // as listed in the load files
  std::vector<Record> opt_order{};
  nlohmann::json patch{};  // merged into the manifest before it is signed
  std::map<std::string, std::string> more_files{};

  // Changes that come after the manifest was made, but before the signature.
  std::function<void(nlohmann::json&)> change_manifest{};

  void write(const fs::path& folder, const base::KeyPair& keys) const;
};

inline std::int64_t count(const Record& record, const std::string& outcome) {
  std::int64_t out = 0;
  for (const auto& page : record.document.pages) {
    out += page.outcome == outcome ? 1 : 0;
  }
  return out;
}

inline std::string dat_bytes(const Volume& volume,
                             const std::map<std::string, std::string>& hashes) {
  static const std::vector<std::string> kColumns{
      "BEGBATES",   "ENDBATES", "BEGATTACH",  "ENDATTACH",   "PGCOUNT",      "FROM",
      "SUBJECT",    "SHA256",   "REQUEST_NO", "INSTALLMENT", "PAGE_OUTCOME", "EXEMPTIONS",
      "B3_STATUTE", "B5_PRIV",  "PAGES_RIF",  "PAGES_RIP",   "PAGES_WIF",    "SUPERSEDES",
      "VAUGHN_NO",  "LINK",     "TEXTPATH"};
  const auto row = [](const std::vector<std::string>& values) {
    std::string out;
    for (const auto& value : values) {
      out += (out.empty() ? "\xC3\xBE" : "\x14\xC3\xBE") + value + "\xC3\xBE";
    }
    return out + "\r\n";
  };
  std::string out = "\xEF\xBB\xBF" + row(kColumns);
  for (const auto& record : volume.dat_order) {
    const auto pages = record.document.pages.size();
    std::string outcomes;
    std::set<std::string> privileges;
    for (std::size_t i = 0; i < pages; ++i) {
      const auto& page = record.document.pages[i];
      outcomes += fmt::format("{}{}={}", i == 0 ? "" : "; ", i + 1, page.outcome);
      for (const auto& claim : page.claims) {
        if (claim.starts_with("(b)(5): ")) {
          privileges.insert(claim.substr(8));
        }
      }
    }
    std::map<std::string, std::string> fields{
        {"BEGBATES", record.begin},
        {"ENDBATES", record.end},
        {"BEGATTACH", record.family_begin},
        {"ENDATTACH", record.family_end},
        {"PGCOUNT", std::to_string(pages)},
        {"SHA256", hashes.at(record.pdf())},
        {"REQUEST_NO", "2022-ICLI-00028"},
        {"INSTALLMENT", "1"},
        {"PAGE_OUTCOME", outcomes},
        {"EXEMPTIONS", codes(record)},
        {"B5_PRIV", privileges.empty() ? "" : *privileges.begin()},
        {"PAGES_RIF", std::to_string(count(record, "in_full"))},
        {"PAGES_RIP", std::to_string(count(record, "in_part"))},
        {"PAGES_WIF", std::to_string(count(record, "withheld_in_full"))},
        {"VAUGHN_NO", record.vaughn_entry},
        {"LINK", "PDF\\" + record.begin + ".pdf"},
        {"TEXTPATH", "TEXT\\" + record.begin + ".txt"},
        {"SUBJECT", count(record, "withheld_in_full") > 0 ? "[withheld]" : "a subject"}};
    for (const auto& [column, value] : record.dat) {
      fields[column] = value;
    }
    std::vector<std::string> values;
    for (const auto& column : kColumns) {
      values.push_back(fields[column]);
    }
    out += row(values);
  }
  return out;
}

inline nlohmann::json manifest_of(const Volume& volume,
                                  const std::map<std::string, std::string>& files) {
  using nlohmann::json;
  auto records = json::array();
  std::map<std::string, std::array<std::int64_t, 3>> tallies;
  std::int64_t pages = 0;
  std::int64_t boxes = 0;
  std::map<std::string, std::int64_t> outcomes;
  for (const auto& record : volume.records) {
    auto page_list = json::array();
    std::set<std::string> of_record;
    for (const auto& page : record.document.pages) {
      auto box_list = json::array();
      std::set<std::string> of_page;
      for (const auto& claim : page.claims) {
        of_page.insert(claim.substr(0, claim.find(':')));
      }
      for (const auto& box : page.boxes) {
        const json rect = {box.x0, box.y0, box.x1, box.y1};
        box_list.push_back({{"box", rect}, {"label_box", rect}, {"claims", box.claims}});
        std::set<std::string> of_box;
        for (const auto& claim : box.claims) {
          of_box.insert(claim.substr(0, claim.find(':')));
        }
        for (const auto& code : of_box) {
          tallies[code][0] += 1;
        }
        boxes += 1;
      }
      for (const auto& code : of_page) {
        tallies[code][1] += 1;
      }
      of_record.insert(of_page.begin(), of_page.end());
      pages += 1;
      outcomes[page.outcome] += 1;
      page_list.push_back({{"bates", page.bates},
                           {"number", page.number},
                           {"source_page", 1},
                           {"outcome", page.outcome},
                           {"claims", page.claims},
                           {"width", 612},
                           {"height", 792},
                           {"boxes", box_list}});
    }
    for (const auto& code : of_record) {
      tallies[code][2] += 1;
    }
    records.push_back({{"control", record.control},
                       {"begin", record.begin},
                       {"end", record.end},
                       {"family_begin", record.family_begin},
                       {"family_end", record.family_end},
                       {"pdf", record.pdf()},
                       {"text", record.text()},
                       {"vaughn_entry", record.vaughn_entry},
                       {"categories", json::array()},
                       {"pages", page_list}});
  }
  auto exemptions = json::object();
  for (const auto& [code, tally] : tallies) {
    exemptions[code] = {{"boxes", tally[0]}, {"pages", tally[1]}, {"records", tally[2]}};
  }
  auto file_list = json::array();
  for (const auto& [path, bytes] : files) {
    file_list.push_back(
        {{"path", path}, {"size", bytes.size()}, {"sha256", base::Sha256::of(bytes).hex()}});
  }
  return {{"schema", "vaughn.manifest/1"},
          {"program", {{"name", "vaughn"}, {"version", "test"}}},
          {"volume",
           {{"name", volume.name},
            {"installment", 1},
            {"dated", "2022-11-18"},
            {"supersedes", ""},
            {"supersedes_reason", ""},
            {"matter", "Test"},
            {"case_number", "1:22-cv-1"},
            {"request_number", "2022-ICLI-00028"},
            {"time_zone", "UTC"},
            {"ledger_head", std::string(64, '0')},
            {"bates",
             {{"prefix", "T-"},
              {"width", 6},
              {"first", volume.records.front().begin},
              {"last", volume.records.back().end}}}}},
          {"counts",
           {{"records", volume.records.size()},
            {"pages", pages},
            {"in_full", outcomes["in_full"]},
            {"in_part", outcomes["in_part"]},
            {"withheld_in_full", outcomes["withheld_in_full"]},
            {"boxes", boxes},
            {"exemptions", exemptions},
            {"fields_withheld", 0},
            {"characters_replaced", 0}}},
          {"proof", json::array()},
          {"files", file_list},
          {"records", records}};
}

inline void Volume::write(const fs::path& folder, const base::KeyPair& keys) const {
  std::map<std::string, std::string> files = more_files;
  std::map<std::string, std::string> hashes;
  for (const auto& record : records) {
    files[record.pdf()] = make_pdf(record.document);
    hashes[record.pdf()] = base::Sha256::of(files[record.pdf()]).hex();
    std::string text;
    for (const auto& page : record.document.pages) {
      text += (&page == &record.document.pages.front() ? "" : "\f") + page.text;
    }
    files[record.text()] = text;
  }
  Volume ordered = *this;
  if (ordered.dat_order.empty()) {
    ordered.dat_order = records;
  }
  if (ordered.opt_order.empty()) {
    ordered.opt_order = records;
  }
  files["README.txt"] = "A test.\n";
  files["DATA/" + name + ".dat"] = dat_bytes(ordered, hashes);
  std::string opt;
  for (const auto& record : ordered.opt_order) {
    opt += fmt::format("{},{},PDF\\{}.pdf,Y,,,{}\r\n",
                       record.begin,
                       name,
                       record.begin,
                       record.document.pages.size());
  }
  files["DATA/" + name + ".opt"] = opt;
  auto manifest = manifest_of(*this, files);
  if (change_manifest) {
    change_manifest(manifest);
  }
  const auto json = manifest.dump(1) + "\n";
  files["manifest.json"] = json;
  files["manifest.sig"] = *base::sign(json, keys.secret_key);
  files["manifest.pub"] = keys.public_key;
  for (const auto& [path, bytes] : files) {
    fs::create_directories((folder / path).parent_path());
    ASSERT_TRUE(base::write_file(folder / path, bytes));
  }
}

// Page numbers T-00000N; text files say what the pages show.
inline Page page(std::int64_t number, const std::string& text) {
  const auto bates = fmt::format("T-{:06}", number);
  return {.bates = bates,
          .number = number,
          .content = show(72, 700, 12, text) + stamp(bates),
          .text = text + "\n2022-ICLI-00028 " + bates + "\n"};
}

inline Page page_in_part(std::int64_t number, const std::string& text, std::vector<Box> boxes) {
  auto out = page(number, text);
  out.outcome = "in_part";
  for (const auto& box : boxes) {
    std::string words;
    for (const auto& claim : box.claims) {
      words += (words.empty() ? "" : "; ") + claim;
      if (std::find(out.claims.begin(), out.claims.end(), claim) == out.claims.end()) {
        out.claims.push_back(claim);
      }
    }
    out.content += black(box) + label(box, words);
    out.text += words + "\n";
  }
  out.boxes = std::move(boxes);
  return out;
}

inline Page slip_sheet(std::int64_t number, const std::string& claim) {
  auto out = page(number, "PAGE WITHHELD IN FULL " + claim);
  out.outcome = "withheld_in_full";
  out.claims = {claim};
  return out;
}

inline Record record(int id, std::vector<Page> pages) {
  Record out{.control = fmt::format("R-{:06}", id),
             .begin = pages.front().bates,
             .end = pages.back().bates};
  out.family_begin = out.begin;
  out.family_end = out.end;
  out.document.pages = std::move(pages);
  return out;
}

// An e-mail of two pages with one attachment that is withheld, and a page by itself.
inline Volume volume() {
  Volume out;
  out.records = {record(1,
                        {page(1, "Dear all"),
                         page_in_part(2,
                                      "The contract was signed",
                                      {{100, 500, 220, 516, {"(b)(6)", "(b)(7)(C)"}},
                                       {100, 470, 300, 486, {"(b)(3): 41 U.S.C. 4702"}}})}),
                 record(2, {slip_sheet(3, "(b)(5): deliberative process")}),
                 record(3, {page(4, "A public notice")})};
  out.records[0].family_end = out.records[1].end;
  out.records[1].family_begin = out.records[0].begin;
  out.records[0].vaughn_entry = "1";
  out.records[1].vaughn_entry = "2";
  out.records[0].dat["B3_STATUTE"] = "41 U.S.C. 4702";
  return out;
}

inline std::string index_csv() {
  return "Entry,Bates first,Bates last,Exemptions,Pages,Pages in full,Pages in part,"
         "Pages withheld,Boxes\r\n"
         "1,T-000001,T-000002,(b)(3): 41 U.S.C. 4702; (b)(6); (b)(7)(C),2,1,1,0,2\r\n"
         "2,T-000003,T-000003,(b)(5): deliberative process,1,0,0,1,0\r\n";
}

}  // namespace vaughn::verify::given
