// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "received/show.h"

namespace vaughn::received {
namespace {

constexpr std::string_view kStyle =
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.2rem}"
    "h3{font-size:1rem;margin:1.6rem 0 .3rem}table{border-collapse:collapse;margin:.6rem 0}"
    "th,td{border:1px solid #bbb;padding:.25rem .6rem;text-align:left;vertical-align:top}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}th{background:#eef1f5}"
    "ul{padding-left:1.2rem}.page{display:grid;grid-template-columns:minmax(0,22rem) "
    "1fr;gap:1.2rem;"
    "border-top:1px solid #ccc;padding:1rem 0}.sheet{position:relative}.sheet img{width:100%;"
    "border:1px solid #999;display:block}.box{position:absolute;border:2px solid #c22;"
    "background:rgba(204,34,34,.12)}.box.coded{border-color:#15a;background:rgba(17,85,170,.1)}"
    ".note{color:#555}code{font-size:.9em}@media(max-width:50rem){.page{grid-template-columns:1fr}"
    "}";

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  const auto byte = [&](std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) : 0U;
  };
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned word = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    out += kLetters[word >> 18U & 63U];
    out += kLetters[word >> 12U & 63U];
    out += i + 1 < bytes.size() ? kLetters[word >> 6U & 63U] : '=';
    out += i + 2 < bytes.size() ? kLetters[word & 63U] : '=';
  }
  return out;
}

std::string escaped(std::string_view text) {
  return base::escape_xml(text);
}

std::string counts_table(const Production& production, const Report& report) {
  std::string out =
      "<table><tr><th scope=\"col\">installment</th><th scope=\"col\">documents</th><th "
      "scope=\"col\">pages</th><th scope=\"col\">in full</th><th scope=\"col\">in part</th><th "
      "scope=\"col\">withheld</th><th scope=\"col\">numbers</th></tr>";
  const auto row = [&](const std::string& name, const Counts& counts) {
    out += fmt::format(
        "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
        "class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td></tr>",
        escaped(name),
        counts.documents,
        counts.pages,
        counts.in_full,
        counts.in_part,
        counts.withheld,
        counts.first_bates.empty()
            ? ""
            : escaped(counts.first_bates) + " to " + escaped(counts.last_bates));
  };
  for (std::size_t i = 0; i < report.installments.size(); ++i) {
    row(production.installments[i].name, report.installments[i]);
  }
  row("all", report.total);
  return out + "</table>";
}

std::string tally_table(const Counts& counts) {
  std::string out =
      "<table><tr><th scope=\"col\">exemption</th><th scope=\"col\">boxes</th><th "
      "scope=\"col\">pages</th><th scope=\"col\">records</th><th scope=\"col\">square "
      "inches</th></tr>";
  for (const auto& [code, tally] : counts.exemptions) {
    out += fmt::format(
        "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td "
        "class=\"n\">{:.1f}</td></tr>",
        escaped(code),
        tally.boxes,
        tally.pages,
        tally.records,
        tally.area);
  }
  return out + fmt::format(
                   "<tr><td>without a code</td><td "
                   "class=\"n\">{}</td><td></td><td></td><td></td></tr></table>",
                   counts.boxes_without_code);
}

std::string item(const Finding& row) {
  auto out = fmt::format("<li{}><code>{}</code> {}",
                         row.severity == Severity::note ? " class=\"note\"" : "",
                         escaped(row.code),
                         escaped(row.message));
  if (row.area > 0) {
    out += fmt::format(" (box {})", row.area);
  }
  if (!row.codes.empty()) {
    out += fmt::format(" [{}]", escaped(base::join(row.codes, ", ")));
  }
  if (!row.revealed.empty()) {
    out += fmt::format(": <q>{}</q>", escaped(base::join(row.revealed, " ")));
  }
  return out + "</li>";
}

std::string boxes_over(const Page& page) {
  std::string out;
  int number = 0;
  for (const auto& area : page.reading.areas) {
    ++number;
    out += fmt::format(
        "<span class=\"box{}\" title=\"box {}{}\" "
        "style=\"left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%\"></span>",
        area.codes.empty() ? "" : " coded",
        number,
        area.codes.empty() ? ", no exemption" : " " + escaped(base::join(area.codes, ", ")),
        100 * area.box.x0 / page.seen.width,
        100 * (page.seen.height - area.box.y1) / page.seen.height,
        100 * area.box.width() / page.seen.width,
        100 * area.box.height() / page.seen.height);
  }
  return out;
}

}  // namespace

std::pair<std::string, int> picture_key(int installment, const std::string& path, int page) {
  return {fmt::format("{}/{}", installment, path), page};
}

std::string to_html(const Production& production, const Report& report, const Pictures& pictures) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>Production check</title><style>";
  out += kStyle;
  out += "</style></head><body><h1>Production check</h1>\n";
  out += counts_table(production, report) + "\n<h2>Deletions by exemption</h2>\n" +
         tally_table(report.total) + "\n";
  out += fmt::format("<h2>Findings: {}</h2>\n<ul>", report.finding_count());
  for (const auto& row : report.findings) {
    if (row.page == 0) {
      auto text = item(row);
      text.insert(text.find('>') + 1, escaped(row.path.empty() ? row.bates : row.path) + ": ");
      out += text + "\n";
    }
  }
  out += "</ul>\n<h2>Pages with findings</h2>\n";
  for (const auto& document : production.documents) {
    for (const auto& page : document.pages) {
      std::string items;
      for (const auto& row : report.findings) {
        if (row.page == page.page_of_file && row.path == page.path &&
            row.installment == document.installment) {
          items += item(row) + "\n";
        }
      }
      if (items.empty()) {
        continue;
      }
      out += "<section class=\"page\"><div class=\"sheet\">";
      const auto picture =
          pictures.find(picture_key(document.installment, page.path, page.page_of_file));
      if (picture != pictures.end()) {
        out += fmt::format("<img alt=\"{}\" src=\"data:image/png;base64,{}\">{}",
                           escaped(name_of(page)),
                           base64(picture->second),
                           boxes_over(page));
      }
      out +=
          fmt::format("</div><div><h3>{}</h3><p>{} page {}, {}</p><ul>\n{}</ul></div></section>\n",
                      escaped(name_of(page)),
                      escaped(page.path),
                      page.page_of_file,
                      to_string(page.reading.outcome),
                      items);
    }
  }
  return out + "</body></html>\n";
}

}  // namespace vaughn::received
