// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/check.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "received/detail/checks.h"

namespace vaughn::received {
namespace {

constexpr double kPointsOfInch = 72;

double square_inches(const base::Rect& box) {
  return box.width() * box.height() / (kPointsOfInch * kPointsOfInch);
}

void count_page(const Page& page, std::set<std::string>& codes_of_record, Counts& counts) {
  ++counts.pages;
  counts.read_pictures += page.seen.was_read ? 1 : 0;
  switch (page.reading.outcome) {
    case PageOutcome::in_full: ++counts.in_full; break;
    case PageOutcome::in_part: ++counts.in_part; break;
    case PageOutcome::withheld: ++counts.withheld; break;
    case PageOutcome::unread: ++counts.unread; break;
  }
  counts.stands_for += page.reading.stands_for;
  counts.listed_deleted += static_cast<std::int64_t>(page.reading.listed.size());
  for (const auto& code : page.reading.codes) {
    ++counts.exemptions[code].pages;
    codes_of_record.insert(code);
  }
  for (const auto& area : page.reading.areas) {
    const double inches = area.kind == AreaKind::code ? 0 : square_inches(area.box);
    ++counts.boxes;
    counts.area += inches;
    counts.boxes_without_code += area.codes.empty() ? 1 : 0;
    for (const auto& code : area.codes) {
      ++counts.exemptions[code].boxes;
      counts.exemptions[code].area += inches;
    }
  }
  if (!page.bates.empty()) {
    counts.last_bates = page.bates;
    if (counts.first_bates.empty()) {
      counts.first_bates = page.bates;
    }
  }
}

void add_to(Counts& total, const Counts& counts) {
  total.documents += counts.documents;
  total.pages += counts.pages;
  total.in_full += counts.in_full;
  total.in_part += counts.in_part;
  total.withheld += counts.withheld;
  total.stands_for += counts.stands_for;
  total.listed_deleted += counts.listed_deleted;
  total.unread += counts.unread;
  total.read_pictures += counts.read_pictures;
  total.boxes += counts.boxes;
  total.boxes_without_code += counts.boxes_without_code;
  total.area += counts.area;
  for (const auto& [code, tally] : counts.exemptions) {
    auto& sum = total.exemptions[code];
    sum.boxes += tally.boxes;
    sum.pages += tally.pages;
    sum.records += tally.records;
    sum.area += tally.area;
  }
  if (total.first_bates.empty()) {
    total.first_bates = counts.first_bates;
  }
  if (!counts.last_bates.empty()) {
    total.last_bates = counts.last_bates;
  }
}

const FindingCode& row_of(std::string_view code) {
  const auto& codes = finding_codes();
  const auto found = std::find_if(
      codes.begin(), codes.end(), [&](const FindingCode& row) { return row.code == code; });
  base::check(found != codes.end(), "every finding has a code of the table");
  return *found;
}

void check_files(const Production& production, Findings& findings) {
  for (const auto& problem : production.problems) {
    findings.add("load_file", problem.installment, problem.path, problem.message);
  }
  for (const auto& document : production.documents) {
    if (!document.error.empty()) {
      findings.add("file_unreadable", document, document.error);
    }
    const auto unread =
        std::count_if(document.pages.begin(), document.pages.end(), [](const Page& page) {
          return page.reading.outcome == PageOutcome::unread;
        });
    if (unread > 0) {
      findings.add("page_unread", document, base::plural(unread, "page") + " cannot be read");
    }
    const int stated = document.row ? document.row->page_count : 0;
    const auto there = static_cast<int>(document.pages.size());
    if (stated > 0 && there > 0 && stated != there) {
      findings.add(
          "page_count",
          document,
          fmt::format("the load file says {}, there are {}", base::plural(stated, "page"), there));
    }
  }
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severity == Severity::finding ? "finding" : "note";
}

std::int64_t Report::finding_count() const {
  return std::count_if(findings.begin(), findings.end(), [](const Finding& row) {
    return row.severity == Severity::finding;
  });
}

Finding& Findings::add(std::string_view code) {
  const auto& row = row_of(code);
  list_.push_back({.code = std::string(row.code), .severity = row.severity});
  return list_.back();
}

Finding& Findings::add(std::string_view code,
                       int installment,
                       std::string path,
                       std::string message) {
  auto& out = add(code);
  out.installment = installment;
  out.path = std::move(path);
  out.message = std::move(message);
  return out;
}

Finding& Findings::add(std::string_view code, const Document& document, std::string message) {
  auto& out = add(code, document.installment, document.path, std::move(message));
  out.bates = document.begin;
  return out;
}

Finding& Findings::add(std::string_view code,
                       const Document& document,
                       const Page& page,
                       std::string message) {
  auto& out = add(code, document.installment, page.path, std::move(message));
  out.bates = page.bates;
  out.page = page.page_of_file;
  return out;
}

std::vector<Finding> Findings::take() {
  std::map<std::string_view, std::size_t> rank;
  for (const auto& row : finding_codes()) {
    rank.emplace(row.code, rank.size());
  }
  const auto key = [&](const Finding& row) {
    return std::tuple(row.severity, rank.at(row.code), row.installment);
  };
  std::stable_sort(list_.begin(), list_.end(), [&](const Finding& a, const Finding& b) {
    return key(a) < key(b);
  });
  return std::move(list_);
}

Report check(const Production& production, const Options& options) {
  Report out;
  out.has_index = options.index != nullptr;
  out.installments.resize(production.installments.size());
  for (const auto& document : production.documents) {
    auto& counts = out.installments.at(static_cast<std::size_t>(document.installment));
    ++counts.documents;
    std::set<std::string> codes;
    for (const auto& page : document.pages) {
      count_page(page, codes, counts);
    }
    for (const auto& code : codes) {
      ++counts.exemptions[code].records;
    }
  }
  for (const auto& counts : out.installments) {
    add_to(out.total, counts);
  }
  Findings findings;
  check_files(production, findings);
  check_numbers(production, findings);
  check_areas(production, options, findings);
  check_passages(production, options, findings);
  check_mail(production, findings);
  check_references(production, findings);
  if (options.index != nullptr) {
    check_index(production, options, findings);
  }
  out.findings = findings.take();
  return out;
}

const std::vector<FindingCode>& finding_codes() {
  constexpr auto kFinding = Severity::finding;
  constexpr auto kNote = Severity::note;
  static const std::vector<FindingCode> kCodes{
      {"file_unreadable",
       kFinding,
       "a document has no pages that can be read",
       "The file as produced cannot be opened. Please produce it again in a readable form."},
      {"page_unread",
       kFinding,
       "pages cannot be read",
       "The pages cannot be read as produced. Please produce them again."},
      {"load_file",
       kFinding,
       "a load file is broken or does not fit the files",
       "The load file lists what was not produced, or cannot be read."},
      {"page_count",
       kFinding,
       "a load file counts other pages than there are",
       "The agency's own count of pages differs from what it produced."},
      {"number_gap",
       kFinding,
       "page numbers are missing and no sheet stands for them",
       "Pages were processed and numbered and neither produced nor accounted for. The agency has "
       "to "
       "say for each whether it is withheld, and under which exemption (5 U.S.C. 552(b): the "
       "amount "
       "of information deleted and the exemption shall be indicated)."},
      {"number_repeat",
       kFinding,
       "one number stands on several pages",
       "Two pages bear one number, so that an index or declaration cannot tell them apart."},
      {"number_order",
       kFinding,
       "numbers run backwards",
       "The order of the pages is not that of their numbers; families may be torn apart."},
      {"number_missing",
       kNote,
       "a page has no number while its neighbours have",
       "The page bears no number and cannot be cited."},
      {"number_differs",
       kFinding,
       "the stamp on the page differs from the load file",
       "The number on the page is not the one under which the agency lists it."},
      {"area_without_code",
       kFinding,
       "a deletion does not say under which exemption",
       "5 U.S.C. 552(b) asks for the exemption to be indicated at the place of the deletion. None "
       "is."},
      {"withheld_without_code",
       kFinding,
       "a page is withheld without an exemption",
       "The page is withheld in full and no exemption is named, let alone why nothing in it can be "
       "segregated."},
      {"words_under_area",
       kFinding,
       "words can be read under a deletion or cannot be seen",
       "The deletion failed technically. (Tell the agency before reading on; a lawyer may have "
       "duties.)"},
      {"list_total",
       kFinding,
       "a list of deleted pages states another total than it lists",
       "The agency's total of deleted pages differs from the pages that it lists."},
      {"pages_referred",
       kNote,
       "pages were referred to another agency",
       "Referral does not end the duty to answer: ask which agency, when, and for its answer."},
      {"treated_two_ways",
       kFinding,
       "the same passage stands open in one place and is deleted in another",
       "The agency has released the same words elsewhere in this production. What is officially "
       "released in this form cannot be withheld here without a reason particular to this page."},
      {"attachment_missing",
       kFinding,
       "a mail names an attachment that is not there",
       "The mail names an attachment that is neither produced nor withheld on a sheet. An "
       "attachment is part of the record; please produce or account for it."},
      {"attachment_unsure",
       kNote,
       "a mail names an attachment; pages that follow it may be it",
       "Please confirm which pages are the attachment."},
      {"thread_hole",
       kFinding,
       "a mail answers or quotes another one that is not there",
       "The record shows that the earlier mail existed. It is neither produced nor accounted for, "
       "which bears on the adequacy of the search."},
      {"reference_missing",
       kFinding,
       "a page refers to a document that is not there",
       "The record refers to a document that is neither produced nor accounted for."},
      {"number_cited",
       kFinding,
       "a page cites a number that is in no volume",
       "A page number of this production is cited and the page was not produced."},
      {"index_missing",
       kFinding,
       "the index has no entry for pages that are withheld",
       "Withheld without an entry in the index: the agency has not carried its burden (Vaughn v. "
       "Rosen, 484 F.2d 820)."},
      {"index_extra",
       kFinding,
       "the index names pages that are in no volume",
       "The index speaks of pages that were not produced, not even as a sheet."},
      {"index_open",
       kFinding,
       "the index says withheld, and nothing is deleted",
       "The index claims an exemption where the page shows no deletion."},
      {"index_exemption",
       kFinding,
       "index and page name other exemptions",
       "The exemption on the page is not the one that the index defends."},
      {"index_unread",
       kFinding,
       "rows of the index cannot be tied to pages",
       "The index does not say which pages it is about."},
  };
  return kCodes;
}

}  // namespace vaughn::received
