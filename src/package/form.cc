// SPDX-License-Identifier: AGPL-3.0-or-later
#include "package/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"

namespace vaughn::package {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

std::optional<int> whole_number(std::string_view text) {
  int out = 0;
  // Spreadsheet programs may give "3.0" back.
  if (text.ends_with(".0")) {
    text.remove_suffix(2);
  }
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (status != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return out;
}

bool is_yes(std::string_view text) {
  const auto word = base::ascii_lower(base::trim(text));
  return word == "x" || word == "yes" || word == "y" || word == "true" || word == "1";
}

std::string page_count(const Manifest& manifest) {
  return base::plural(static_cast<long long>(manifest.pages.size()), "page");
}

std::string who(const Manifest& manifest) {
  return manifest.request_number.empty()
             ? manifest.matter
             : fmt::format("{} (request {})", manifest.matter, manifest.request_number);
}

bool is_submitter(const Manifest& manifest) {
  return manifest.kind == "submitter";
}

std::string ground_help(const Manifest& manifest) {
  return is_submitter(manifest) ? "trade_secret or commercial"
                                : "the exemption you recommend, for example (b)(5)";
}

std::string reason_help(const Manifest& manifest) {
  return is_submitter(manifest)
             ? "who keeps it private and how; whether privacy was assured when it was given; what "
               "disclosure would harm"
             : "the exemption, then a semicolon, then why and what disclosure would harm";
}

// The same text as paragraphs, for both kinds of instructions.
struct Section {
  std::string heading{};
  std::vector<std::string> paragraphs{};
};

std::string asked(const Manifest& manifest) {
  const auto queue = manifest.received.empty()
                         ? std::string()
                         : fmt::format(
                               " The request was received on {}; please queue it by that"
                               " date.",
                               manifest.received);
  if (is_submitter(manifest)) {
    return fmt::format(
        "Object, if you do, by {}. Who does not answer by then is taken to have no objection (6 "
        "CFR 5.7). Nothing you do here publishes anything.",
        base::long_date(manifest.due));
  }
  if (manifest.kind == "referral") {
    return "The pages originated with you: they are referred to you, and you answer the requester "
           "directly." +
           queue;
  }
  return fmt::format(
      "The pages hold an interest of yours. Please recommend by {} what should be withheld and "
      "why; the agency that sends them answers the requester.{}",
      base::long_date(manifest.due),
      queue);
}

Section whole(std::string_view key) {
  return {"Whether it is whole",
          {fmt::format("manifest.json lists every file here with its SHA-256 and is signed. vaughn "
                       "package verify FILE checks all of it. The key of the sender has the "
                       "fingerprint {}: compare it with what the agency tells you by telephone.",
                       key)}};
}

std::vector<Section> sections(const Manifest& manifest, std::string_view key) {
  const bool is_from_submitter = is_submitter(manifest);
  std::vector<Section> out;
  out.push_back(
      {fmt::format("For {}", manifest.to),
       {fmt::format("{} sends you {} that a request under the Freedom of Information Act covers: "
                    "{}. This is package {}, round {}.",
                    manifest.agency,
                    page_count(manifest),
                    who(manifest),
                    manifest.code,
                    manifest.round),
        asked(manifest)}});
  if (manifest.kind == "referral") {
    out.push_back(whole(key));
    return out;
  }
  out.push_back(
      {"Three ways to answer",
       {"1. In pages.pdf, with any program that can annotate: highlight the words or draw a "
        "rectangle, and write the reason as the comment of that annotation. Fill in the form on "
        "the last page, save, and send the file back. Do not add, remove or change pages: such "
        "pages cannot be taken as answered.",
        fmt::format("2. In form.xlsx (or form.csv): a row for each page. Write the words as they "
                    "stand on the page, or a box (x0 y0 x1 y1 in points from the lower left), or "
                    "'page' for the whole page; the ground ({}); and the reason ({}). Copy the row "
                    "for a second place on the same page. Leave a row empty if you have no "
                    "objection to that page. Put an x under 'not ours' if the page is not yours.",
                    ground_help(manifest),
                    reason_help(manifest)),
        "3. With vaughn, without a network or an account: vaughn package mark FILE --page 1 "
        "--words \"...\" --ground commercial --reason \"...\", then vaughn package reply FILE --by "
        "\"NAME\" --out REPLY."}});
  if (is_from_submitter) {
    out.push_back(
        {"What helps",
         {"The agency decides, not you, and must release every part that can be separated (5 "
          "U.S.C. 552(b)): objections that name the exact words are more likely to be kept than "
          "objections to whole pages. Your answer may itself be disclosed under the Act.",
          "For each place say whether you customarily and actually keep it private, whether the "
          "government assured you of privacy, and what disclosure would harm."}});
  }
  out.push_back(whole(key));
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string wrapped(std::string_view text, std::size_t width) {
  std::string out;
  std::size_t column = 0;
  for (const auto word : base::split(text, ' ')) {
    if (column > 0 && column + 1 + word.size() > width) {
      out += "\n";
      column = 0;
    } else if (column > 0) {
      out += " ";
      ++column;
    }
    out += word;
    column += word.size();
  }
  return out + "\n";
}

}  // namespace

std::vector<std::vector<std::string>> form_rows(const Manifest& manifest) {
  std::vector<std::vector<std::string>> out;
  out.emplace_back(kFormColumns.begin(), kFormColumns.end());
  for (const auto& page : manifest.pages) {
    out.push_back({manifest.code,
                   std::to_string(page.number),
                   page.record,
                   std::to_string(page.record_page),
                   page.description,
                   "",
                   "",
                   "",
                   "",
                   ""});
  }
  return out;
}

std::optional<base::Rect> parse_box(std::string_view text) {
  std::array<double, 4> values{};
  std::size_t count = 0;
  std::string cleaned(text);
  std::replace_if(
      cleaned.begin(), cleaned.end(), [](char c) { return c == ',' || c == ';'; }, ' ');
  for (const auto part : base::split(cleaned, ' ')) {
    if (part.empty()) {
      continue;
    }
    if (count == values.size()) {
      return std::nullopt;
    }
    const auto [end, status] =
        std::from_chars(part.data(), part.data() + part.size(), values.at(count));
    if (status != std::errc{} || end != part.data() + part.size()) {
      return std::nullopt;
    }
    ++count;
  }
  const base::Rect box{values[0], values[1], values[2], values[3]};
  if (count != values.size() || box.is_empty()) {
    return std::nullopt;
  }
  return box;
}

Result<FormAnswer> read_form(const std::vector<FormRow>& rows, const Manifest& manifest) {
  const Error no_form{ErrorCode::invalid_argument,
                      "it is not the form of a package, filled in",
                      "the first row has to name the columns: package, page, words, box, ground,"
                      " reason"};
  if (rows.empty()) {
    return no_form;
  }
  std::map<std::string, std::size_t> columns;
  for (std::size_t i = 0; i < rows[0].cells.size(); ++i) {
    columns.emplace(base::ascii_lower(base::trim(rows[0].cells[i])), i);
  }
  for (const auto* needed : {"package", "page", "words", "box", "ground", "reason"}) {
    if (!columns.contains(needed)) {
      return no_form;
    }
  }
  const auto cell = [&](const FormRow& row, const char* name) -> std::string {
    const auto column = columns.find(name);
    return column == columns.end() || column->second >= row.cells.size()
               ? std::string()
               : std::string(base::trim(row.cells[column->second]));
  };
  FormAnswer out;
  std::set<int> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto problem = [&](const std::string& what) {
      out.problems.push_back(fmt::format("row {}: {}", row.number, what));
    };
    const auto code = cell(row, "package");
    const auto page_text = cell(row, "page");
    Mark mark;
    mark.words = cell(row, "words");
    mark.ground = cell(row, "ground");
    mark.reason = cell(row, "reason");
    const auto box = cell(row, "box");
    const bool says_something = !mark.words.empty() || !box.empty();
    if (code.empty() && page_text.empty() && !says_something) {
      continue;
    }
    if (!code.empty() && code != manifest.code) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("row {} is of another package", row.number),
                   fmt::format("this consultation is package {}", manifest.code)};
    }
    if (!code.empty()) {
      out.answer.code = code;
    }
    const auto page = whole_number(page_text);
    if (!page || *page < 1 || *page > static_cast<int>(manifest.pages.size())) {
      problem(fmt::format("there is no page '{}' in this package", page_text));
      continue;
    }
    seen.insert(*page);
    mark.page = *page;
    if (is_yes(cell(row, "not ours"))) {
      out.answer.not_ours.push_back(*page);
    }
    if (!says_something) {
      if (!mark.ground.empty() || !mark.reason.empty()) {
        problem("it has a reason, but neither words nor a box");
      }
      continue;
    }
    if (mark.words.empty() && base::ascii_lower(box) == "page") {
      mark.words = "";
      mark.box = {0, 0, 1e6, 1e6};
    } else if (mark.words.empty()) {
      const auto parsed = parse_box(box);
      if (!parsed) {
        problem(fmt::format("'{}' is neither a box (x0 y0 x1 y1) nor the word page", box));
        continue;
      }
      mark.box = *parsed;
    }
    out.answer.marks.push_back(std::move(mark));
    out.rows.push_back(row.number);
  }
  if (out.answer.code.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "no row names the package it answers",
                 fmt::format("the column package has to hold {}", manifest.code)};
  }
  for (const auto& page : manifest.pages) {
    if (!seen.contains(page.number)) {
      out.missing_pages.push_back(page.number);
    }
  }
  auto& pages = out.answer.not_ours;
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  return out;
}

std::string instructions_text(const Manifest& manifest, std::string_view key_fingerprint) {
  constexpr std::size_t kWidth = 78;
  std::string out;
  for (const auto& section : sections(manifest, key_fingerprint)) {
    out += (out.empty() ? "" : "\n") + section.heading + "\n" +
           std::string(section.heading.size(), '-') + "\n";
    for (const auto& paragraph : section.paragraphs) {
      out += "\n" + wrapped(paragraph, kWidth);
    }
  }
  return out;
}

std::string instructions_html(const Manifest& manifest, std::string_view key_fingerprint) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<title>How to answer</title><style>body{font:16px/1.5 sans-serif;max-width:44em;"
      "margin:2em auto;padding:0 1em}</style></head><body>\n<h1>How to answer</h1>\n";
  for (const auto& section : sections(manifest, key_fingerprint)) {
    out += fmt::format("<h2>{}</h2>\n", escaped(section.heading));
    for (const auto& paragraph : section.paragraphs) {
      out += fmt::format("<p>{}</p>\n", escaped(paragraph));
    }
  }
  return out + "</body></html>\n";
}

std::string answer_page_html(const Manifest& manifest) {
  std::string out = fmt::format(
      "<html><body><h2>Your answer</h2><p>{}, package {}, {}. Due {}.</p>"
      "<p>Mark on the pages before this one what you {}: highlight words or draw a rectangle and "
      "write the reason as the comment of that annotation ({}). Then fill in this page, save the "
      "file and send it back.</p>",
      escaped(who(manifest)),
      escaped(manifest.code),
      page_count(manifest),
      base::long_date(manifest.due),
      is_submitter(manifest) ? "object to" : "recommend to withhold",
      escaped(reason_help(manifest)));
  for (const auto label :
       {kNameLabel, kTitleLabel, kNoObjectionLabel, kPackageLabel, kStatementLabel}) {
    out += fmt::format("<p style=\"margin-top:16pt;margin-bottom:0\">{}</p>", label);
  }
  return out + "</body></html>";
}

}  // namespace vaughn::package
