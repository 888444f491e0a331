// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/letter.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "report/detail/prose.h"

namespace vaughn::report {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::PageOutcome;
using paper::ParagraphStyle;

namespace {

Result<void> need(const std::string& value, std::string_view key) {
  if (value.empty()) {
    return Error{ErrorCode::conflict,
                 fmt::format("matter.toml has no {} in [letters]", key),
                 fmt::format("add {} to [letters]", key)};
  }
  return {};
}

// LAW: 5 U.S.C. 552(a)(6)(C)(i): a denial names who is responsible for it, with the title.
Result<void> need_letterhead(const foia::LetterHead& letters) {
  TRY(need(letters.sender.empty() ? "" : letters.sender.front(), "sender"));
  TRY(need(letters.signer, "signer"));
  return need(letters.signer_title, "signer_title");
}

class Letter {
 public:
  Letter(const foia::Matter& matter, std::string title, base::Date dated) {
    document_.title = std::move(title);
    document_.author = matter.request.agency;
    document_.footer.page_numbers = paper::PageNumbers::page_of_pages;
    document_.footer.has_rule = false;
    for (const auto& line : matter.letters.sender) {
      add(paper::paragraph(curly(line), ParagraphStyle::compact));
    }
    gap();
    add(paper::paragraph(base::long_date(dated), ParagraphStyle::single));
  }

  void address(const std::vector<std::string>& lines) {
    for (const auto& line : lines) {
      add(paper::paragraph(curly(line), ParagraphStyle::compact));
    }
    gap();
  }

  // "Re:" and what it is about, one bold line each.
  void subject(const std::vector<std::string>& lines) {
    for (const auto& line : lines) {
      add(paper::paragraph(paper::Runs{paper::bold(curly(line))}, ParagraphStyle::compact));
    }
    gap();
  }

  void text(std::string_view utf8) { add(paper::paragraph(curly(utf8), ParagraphStyle::single)); }

  void heading(std::string_view utf8) {
    auto paragraph = paper::paragraph(utf8, ParagraphStyle::subheading);
    paragraph.keeps_with_next = true;
    add(std::move(paragraph));
  }

  void table(paper::Table table) {
    document_.blocks.emplace_back(std::move(table));
    gap();
  }

  void sign(const foia::LetterHead& letters) {
    paper::SignatureBlock block;
    block.above.push_back({paper::text("Sincerely,")});
    block.below.push_back({paper::text(curly(letters.signer))});
    block.below.push_back({paper::text(curly(letters.signer_title))});
    document_.blocks.emplace_back(std::move(block));
  }

  paper::Document finish() { return std::move(document_); }

 private:
  static std::string curly(std::string_view utf8) { return detail::curly_quotes(utf8); }
  void add(paper::Paragraph paragraph) { document_.blocks.emplace_back(std::move(paragraph)); }
  void gap() { add(paper::paragraph("", ParagraphStyle::compact)); }

  paper::Document document_{};
};

paper::Table letter_table(const std::vector<std::pair<std::string, double>>& columns,
                          std::string description) {
  paper::Table table;
  table.header_rows = 1;
  table.font_size = 11;
  table.description = std::move(description);
  paper::TableRow header;
  for (const auto& [title, width] : columns) {
    table.column_widths.push_back(width);
    auto cell = paper::cell(title);
    cell.is_header = true;
    header.cells.push_back(std::move(cell));
  }
  table.rows.push_back(std::move(header));
  return table;
}

void add_row(paper::Table& table, const std::vector<std::string>& texts) {
  paper::TableRow row;
  for (const auto& text : texts) {
    row.cells.push_back(paper::cell(detail::curly_quotes(text)));
  }
  table.rows.push_back(std::move(row));
}

struct VolumeCounts {
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  struct ClaimPages {
    std::int64_t in_part = 0;
    std::int64_t withheld = 0;
  };
  std::map<foia::ExemptionClaim, ClaimPages> claims{};
};

Result<VolumeCounts> count(const foia::VolumePlan& plan) {
  VolumeCounts counts;
  for (const auto& record : plan.records) {
    for (const auto& page : record.pages) {
      ++counts.pages;
      counts.first = counts.first == 0 ? page.number : std::min(counts.first, page.number);
      counts.last = std::max(counts.last, page.number);
      const bool is_withheld = page.outcome == PageOutcome::withheld_in_full;
      if (is_withheld) {
        ++counts.withheld;
      } else if (page.outcome == PageOutcome::in_part) {
        ++counts.in_part;
      } else {
        ++counts.in_full;
        continue;
      }
      const std::set<foia::ExemptionClaim> claims(page.claims.begin(), page.claims.end());
      for (const auto& claim : claims) {
        auto& row = counts.claims[claim];
        ++(is_withheld ? row.withheld : row.in_part);
      }
    }
  }
  if (counts.pages == 0) {
    return Error{ErrorCode::conflict, fmt::format("{} holds no page", plan.name), ""};
  }
  return counts;
}

std::vector<std::string> about(const foia::Matter& matter, const std::string& first) {
  std::vector<std::string> lines{first};
  if (!matter.request.number.empty()) {
    lines.push_back(fmt::format("FOIA request {}", matter.request.number));
  }
  if (!matter.case_number.empty()) {
    lines.push_back(matter.name);
    lines.push_back(fmt::format("No. {}", matter.case_number_with_initials()));
  }
  return lines;
}

// "This letter concerns FOIA request 2024-1 of January 8, 2024, received on January 9, 2024."
std::string concerning(const foia::Request& request) {
  auto text =
      fmt::format("This letter concerns {}",
                  request.number.empty() ? fmt::format("the request of {}", request.requester)
                                         : fmt::format("FOIA request {}", request.number));
  if (request.dated) {
    text += fmt::format(" of {}", base::long_date(*request.dated));
  }
  if (request.received) {
    text += fmt::format(", received on {}", base::long_date(*request.received));
  }
  return text + ".";
}

std::string verb(std::int64_t count) {
  return count == 1 ? "is" : "are";
}

void add_contents(Letter& letter,
                  const foia::VolumePlan& plan,
                  const VolumeCounts& counts,
                  const std::string& first,
                  const std::string& last) {
  letter.text(
      fmt::format("With this letter the agency produces {}, dated {}: {} of {}, numbered {}. Of "
                  "these pages, {} "
                  "{} released in full, {} {} released in part and {} {} withheld in full.",
                  plan.name,
                  base::long_date(plan.dated),
                  base::plural(counts.pages, "page"),
                  base::plural(static_cast<long long>(plan.records.size()), "record"),
                  first == last ? first : fmt::format("{} to {}", first, last),
                  base::with_commas(counts.in_full),
                  verb(counts.in_full),
                  base::with_commas(counts.in_part),
                  verb(counts.in_part),
                  base::with_commas(counts.withheld),
                  verb(counts.withheld)));
  if (!plan.supersedes.empty()) {
    auto text = fmt::format("This volume corrects {}", plan.supersedes);
    text += plan.supersedes_reason.empty()
                ? std::string(".")
                : fmt::format(" for this reason: {}", detail::sentence(plan.supersedes_reason));
    letter.text(text + " The pages of that volume keep their numbers.");
  }
}

void add_withheld(Letter& letter, const VolumeCounts& counts) {
  if (counts.claims.empty()) {
    letter.text("Nothing is withheld from these records.");
    return;
  }
  letter.heading("What is withheld and why");
  // LAW: 5 U.S.C. 552(b): the exemption is shown at the place of each deletion.
  letter.text(
      "Each deletion shows its exemption at the place where it was made. A page withheld in full "
      "is "
      "replaced by a numbered sheet that names the exemption. The agency claims these exemptions "
      "of 5 U.S.C. § 552(b); a page on which several are claimed is counted under each:");
  auto table = letter_table(
      {{"Exemption", 2.4}, {"Protects", 4.2}, {"Withheld in part", 1.0}, {"Withheld in full", 1.0}},
      "Exemptions claimed in this volume");
  for (const auto& [claim, pages] : counts.claims) {
    add_row(table,
            {claim.label(),
             std::string(claim.exemption().row().covers),
             base::with_commas(pages.in_part),
             base::with_commas(pages.withheld)});
  }
  letter.table(std::move(table));
  // LAW: 5 U.S.C. 552(a)(6)(F): a denial makes a reasonable effort to estimate the volume withheld.
  letter.text(fmt::format(
      "The volume of what is withheld is {} in full and parts of {}; the extent of each part is "
      "visible on the page.",
      base::plural(counts.withheld, "page"),
      base::plural(counts.in_part, "page")));
  // LAW: 5 U.S.C. 552(a)(8)(A)(i): withheld is only what disclosure would foreseeably harm.
  letter.text(
      "The agency reasonably foresees that disclosure of what it withholds would harm an interest "
      "that the exemption protects, or the law prohibits disclosure. All portions that could "
      "reasonably be segregated are released.");
}

void add_rest(Letter& letter, const foia::Matter& matter, const CoverLetterFacts& facts) {
  for (const auto& referral : facts.referrals) {
    letter.text(
        fmt::format("{} of responsive records {} referred to {}, which will answer for "
                    "them directly.",
                    base::plural(referral.pages, "page"),
                    referral.pages == 1 ? "was" : "were",
                    referral.agency));
  }
  if (facts.pages_at_submitter > 0) {
    letter.text(fmt::format(
        "{} {} with a company whose commercial information may be in them; the company has been "
        "given the notice that Executive Order 12600 requires. The agency will process them when "
        "it has considered the company's objections.",
        base::plural(facts.pages_at_submitter, "further responsive page"),
        verb(facts.pages_at_submitter)));
  }
  if (facts.pages_pending > 0) {
    letter.text(fmt::format("{} {} still being processed and will follow.",
                            base::plural(facts.pages_pending, "further responsive page"),
                            verb(facts.pages_pending)));
  }
  if (facts.is_final) {
    letter.text("This completes the agency's production in response to the request.");
    if (!matter.letters.appeal.empty()) {
      letter.text(matter.letters.appeal);
    }
  }
}

}  // namespace

Result<paper::Document> cover_letter(const foia::Matter& matter,
                                     const foia::VolumePlan& plan,
                                     const CoverLetterFacts& facts) {
  TRY(need_letterhead(matter.letters));
  TRY(need(matter.letters.addressee.empty() ? "" : matter.letters.addressee.front(), "addressee"));
  const auto counts = TRY(count(plan));
  const auto first = TRY(foia::format_number(plan.bates, counts.first));
  const auto last = TRY(foia::format_number(plan.bates, counts.last));
  Letter letter(matter, fmt::format("Cover letter of {}", plan.name), plan.dated);
  letter.address(matter.letters.addressee);
  letter.subject(about(matter, fmt::format("Re: Production {}", plan.name)));
  letter.text(fmt::format("To {}:", matter.letters.addressee.front()));
  letter.text(concerning(matter.request));
  add_contents(letter, plan, counts, first, last);
  add_withheld(letter, counts);
  add_rest(letter, matter, facts);
  letter.sign(matter.letters);
  return letter.finish();
}

Result<paper::Document> submitter_notice(const foia::Matter& matter,
                                         const foia::Submitter& submitter,
                                         const foia::Consultation& consultation,
                                         const std::vector<NoticeRecord>& records) {
  TRY(need_letterhead(matter.letters));
  std::int64_t pages = 0;
  for (const auto& record : records) {
    pages += static_cast<std::int64_t>(record.pages.size());
  }
  if (pages == 0) {
    return Error{ErrorCode::conflict, "the notice names no page", ""};
  }
  Letter letter(matter, fmt::format("Notice to {}", submitter.name), consultation.sent);
  std::vector<std::string> address{submitter.name};
  if (!submitter.contact.empty()) {
    address.push_back(submitter.contact);
  }
  address.insert(address.end(), submitter.address.begin(), submitter.address.end());
  letter.address(address);
  letter.subject(about(matter, "Re: Notice before disclosure of commercial information"));
  // LAW: EO 12600 sec. 4: a submitter gets notice and time to object before disclosure.
  letter.text(fmt::format(
      "The agency has received a request under the Freedom of Information Act, 5 U.S.C. § 552, for "
      "records{}. Some of the responsive records hold information that {} gave to the government "
      "and may regard as confidential commercial information. Executive Order 12600 and the "
      "agency's regulations give you the opportunity to object before the agency decides whether "
      "to disclose it.",
      matter.request.subject.empty() ? std::string()
                                     : fmt::format(" related to {}", matter.request.subject),
      submitter.name));
  letter.heading("The pages");
  letter.text(fmt::format("Copies of {} of {} come with this notice:",
                          base::plural(pages, "page"),
                          base::plural(static_cast<long long>(records.size()), "record")));
  auto table = letter_table({{"Record", 1.3}, {"File", 1.8}, {"Kind", 3.2}, {"Pages", 1.9}},
                            "Records and pages that come with this notice");
  for (const auto& record : records) {
    add_row(table,
            {foia::control_number(record.record),
             record.file,
             record.description,
             detail::page_list(record.pages)});
  }
  letter.table(std::move(table));
  letter.heading("How to object");
  // LAW: 6 CFR 5.7: the notice sets the time to object and asks for the grounds in detail.
  letter.text(fmt::format(
      "Objections must reach the agency by {}. Write one row for each passage in the file "
      "objections.csv: the record, the page, the words of the passage as they stand on the page, "
      "and the ground on which you object.",
      base::long_date(consultation.due)));
  letter.text(
      "State for each passage why it is a trade secret or commercial or financial information that "
      "is privileged or confidential: whether you customarily and actually keep it private, what "
      "assurance of confidentiality the government gave when it was submitted, and what harm you "
      "expect from disclosure. A passage without its ground cannot be considered.");
  letter.text(fmt::format(
      "If no objection arrives by that date, the agency will treat you as having none. The agency, "
      "not {}, decides; if it decides to disclose over an objection, it will tell you why, what it "
      "will disclose and on which date, before it does so. Your objections may themselves be "
      "disclosed under the Act.",
      submitter.short_name));
  letter.sign(matter.letters);
  return letter.finish();
}

}  // namespace vaughn::report
