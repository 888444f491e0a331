// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pleading_sample.h"

#include <fmt/format.h>

namespace vaughn::paper {
namespace {

using Style = ParagraphStyle;

Table the_productions() {
  Table table{
      .column_widths = {1, 2, 3, 1, 1}, .header_rows = 1, .description = "Productions made so far"};
  const auto row = [&](std::vector<std::string> texts, bool is_header) {
    TableRow out;
    for (const auto& each : texts) {
      out.cells.push_back(cell(each));
      out.cells.back().is_header = is_header;
      out.cells.back().shading = is_header ? "E7E6E6" : "";
    }
    table.rows.push_back(out);
  };
  row({"No.", "Date", "Bates range", "Pages", "Files"}, true);
  row({"1", "August 12, 2022", "RIV-0000001 to RIV-0000412", "412", "0"}, false);
  row({"2",
       "September 16, 2022",
       "RIV-0000413 to RIV-0001077, with spreadsheets in native format",
       "665",
       "9"},
      false);
  row({"3", "October 14, 2022", "RIV-0001078 to RIV-0001530", "453", "1"}, false);
  return table;
}

Caption the_caption() {
  return {.counsel = {"Dana Q. Sample (CABN 000001)",
                      "Riverbend Law Clinic",
                      "100 Example Plaza, Suite 5",
                      "Oakland, CA 94600",
                      "(510) 555-0100",
                      "dsample@example.org",
                      "",
                      "Attorneys for Plaintiffs"},
          .court = {"UNITED STATES DISTRICT COURT",
                    "NORTHERN DISTRICT OF CALIFORNIA",
                    "SAN FRANCISCO DIVISION"},
          .sides = {{.names = {"RIVERBEND JUSTICE PROJECT,", "OPEN LEDGER COLLECTIVE,"},
                     .role = "Plaintiffs"},
                    {.names = {"U.S. BUREAU OF EXAMPLES and", "U.S. DEPARTMENT OF SAMPLES,"},
                     .role = "Defendants"}},
          .case_number = "Case No. 3:22-cv-00000-XY",
          .title = "SECOND JOINT STATUS REPORT & [PROPOSED] ORDER"};
}

}  // namespace

Document a_status_report() {
  Document document{.title = "Second Joint Status Report & [Proposed] Order",
                    .author = "Riverbend Law Clinic",
                    .page = {.kind = PaperKind::pleading},
                    .footer = {.title = "SECOND JOINT STATUS REPORT & [PROPOSED] ORDER",
                               .case_number = "Case No. 3:22-cv-00000-XY"}};
  auto& blocks = document.blocks;
  blocks.push_back(the_caption());
  blocks.push_back(paragraph(
      "Pursuant to this Court\u2019s Order dated September 30, 2022, the parties submit this "
      "Second "
      "Joint Status Report to tell the Court where the litigation stands and what they propose to "
      "do next."));
  blocks.push_back(paragraph("Background", Style::heading));
  blocks.push_back(paragraph(Runs{
      text(
          "Plaintiffs brought this action under the Freedom of Information Act (\u201cFOIA\u201d), "
          "5 U.S.C. \u00a7 552 "),
      italic("et seq."),
      text(" They seek nine categories of records about the Ledger application and its use in the "
           "field offices.")}));
  blocks.push_back(paragraph("Status of Litigation", Style::heading));
  blocks.push_back(paragraph(Runs{
      text("Defendants planned to complete production of records responsive to eight of the nine "
           "categories by October 14, 2022, and to provide an initial production of records "
           "responsive to the remaining category (\u201cCategory 6\u201d"),
      footnote({text("This remaining category of records is what the parties have called "
                     "\u201cCategory 6,\u201d after the order of the request. It covers records of "
                     "operations that used data collected by the application, among them the types "
                     "of data used and a breakdown by field office. "),
                italic("See"),
                text(" ECF No. 1, Ex. A at 3.")}),
      text(") if any such records exist. The productions made so far are these:")}));
  blocks.push_back(the_productions());
  blocks.push_back(paragraph(
      "The Bureau has not completed its search of the field offices. The parties\u2019 agreement "
      "of August 1, 2022 says of that search:"));
  blocks.push_back(paragraph(
      "Defendants will task each field office and the Statistical Tracking Unit with a search for "
      "records responsive to Category 6, will state the terms used, and will report the number of "
      "responsive records, if any, before the parties confer about a schedule.",
      Style::quote));
  blocks.push_back(paragraph(
      "Once the parties know how many responsive records exist, they will confer regarding a "
      "production timeline."));
  blocks.push_back(paragraph("Next Steps", Style::heading));
  blocks.push_back(paragraph(Runs{
      text("The parties propose that this Court vacate the December 8, 2022 Case Management "
           "Conference and order the parties to file a further Joint Status Report about one month "
           "after the Bureau\u2019s deadline."),
      footnote({text("The Bureau expects to finish its search by December 9, 2022.")})}));
  blocks.push_back(SignatureBlock{.dated = "Dated: November 18, 2022",
                                  .above = {{text("Respectfully submitted,")}},
                                  .signature = "/s/ Dana Q. Sample",
                                  .below = {{text("Dana Q. Sample")},
                                            {text("Riverbend Law Clinic")},
                                            {italic("Attorneys for Plaintiffs")}}});
  blocks.push_back(SignatureBlock{.dated = "Dated: November 18, 2022",
                                  .above = {{text("Respectfully submitted,")},
                                            {text("ALEX R. EXAMPLE")},
                                            {text("United States Attorney")}},
                                  .signature = "/s/ Robin T. Placeholder",
                                  .below = {{text("ROBIN T. PLACEHOLDER")},
                                            {text("Assistant United States Attorney")},
                                            {italic("Attorneys for Defendants")}}});
  blocks.push_back(paragraph("ECF ATTESTATION", Style::heading));
  blocks.push_back(paragraph(
      "In accordance with Civil Local Rule 5-1(h)(3), I, Robin T. Placeholder, attest that I have "
      "obtained concurrence in the filing of this document from all other signatories."));
  auto order = paragraph("[PROPOSED] CASE MANAGEMENT ORDER", Style::heading);
  order.starts_page = true;
  blocks.push_back(order);
  blocks.push_back(paragraph(
      "The December 8, 2022 Case Management Conference is VACATED. The parties are ORDERED to file "
      "a Joint Status Report on or before January 12, 2023. IT IS SO ORDERED."));
  blocks.push_back(SignatureBlock{
      .dated = "Dated: ____________________",
      .below = {{text("MORGAN B. NOBODY")}, {text("UNITED STATES MAGISTRATE JUDGE")}}});
  return document;
}

Document a_long_declaration(int paragraphs) {
  Document document{.title = "Declaration of Sam Placeholder",
                    .page = {.kind = PaperKind::pleading},
                    .footer = {.title = "DECLARATION OF SAM PLACEHOLDER",
                               .case_number = "Case No. 3:22-cv-00000-XY",
                               .page_numbers = PageNumbers::page_of_pages}};
  auto& blocks = document.blocks;
  auto caption = the_caption();
  caption.title = "DECLARATION OF SAM PLACEHOLDER";
  caption.rule = CaptionRule::parentheses;
  blocks.push_back(caption);
  for (int i = 1; i <= paragraphs; ++i) {
    auto numbered = paragraph(fmt::format(
        "I am the officer responsible for record number {}. I searched the shared drive of the "
        "office with the terms that the parties agreed upon, and I found {} documents, which I "
        "sent to the disclosure office on the same day.",
        i,
        i * 7 % 23));
    numbered.label = fmt::format("{}.", i);
    if (i % 4 == 0) {
      numbered.runs.push_back(footnote({text(fmt::format(
          "The search of record {} was repeated, with the same result, after the mailbox of a "
          "former employee had been restored from the archive.",
          i))}));
    }
    blocks.push_back(numbered);
    if (i % 5 == 0) {
      blocks.push_back(
          paragraph("Subject to the order of the Court, the office will search again "
                    "if either party asks for it in writing within thirty days of "
                    "this declaration.",
                    Style::quote));
    }
    if (i % 7 == 0) {
      blocks.push_back(paragraph("Search of the field offices", Style::subheading));
      blocks.push_back(the_productions());
    }
  }
  blocks.push_back(
      NewSection{.page = {.is_landscape = true, .left = 54, .right = 54},
                 .header = {.left = "Exhibit A", .right = "Vaughn Index"},
                 .footer = {.title = "EXHIBIT A", .page_numbers = PageNumbers::page_of_pages}});
  auto index = the_productions();
  index.font_size = 9;
  for (int i = 0; i < 60; ++i) {
    index.rows.push_back(index.rows[static_cast<std::size_t>(1 + i % 3)]);
  }
  blocks.push_back(paragraph("VAUGHN INDEX", Style::heading));
  blocks.push_back(index);
  return document;
}

}  // namespace vaughn::paper
