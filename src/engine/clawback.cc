// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/clawback.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "paper/docx.h"

namespace vaughn::engine {

namespace {

using paper::paragraph;
using paper::ParagraphStyle;

// Of verify's findings, those about words or writing under something.
constexpr std::array<std::string_view, 9> kReadable{"text_under_box",
                                                    "text_under_dark",
                                                    "hidden_by_box",
                                                    "hidden_by_paint",
                                                    "hidden_ocr",
                                                    "hidden_by_text",
                                                    "redaction_pending",
                                                    "dark_highlight",
                                                    "see_through_mark"};

paper::Table table_of(const std::vector<ReadablePlace>& places) {
  paper::Table out{.column_widths = {4, 2, 1, 5},
                   .header_rows = 1,
                   .font_size = 10,
                   .description = "Where words can be read that were to be deleted"};
  paper::TableRow head;
  for (const auto* name : {"File", "Number", "Page", "What was found"}) {
    head.cells.push_back(paper::cell(name));
    head.cells.back().is_header = true;
  }
  out.rows.push_back(std::move(head));
  for (const auto& place : places) {
    out.rows.push_back({{paper::cell(place.file),
                         paper::cell(place.bates),
                         paper::cell(place.page > 0 ? std::to_string(place.page) : ""),
                         paper::cell(place.what)}});
  }
  return out;
}

}  // namespace

std::vector<ReadablePlace> readable_places(const verify::Report& report) {
  std::vector<ReadablePlace> out;
  for (const auto& row : report.findings) {
    if (std::find(kReadable.begin(), kReadable.end(), row.code) != kReadable.end()) {
      out.push_back(
          {row.file.empty() ? report.volume : row.file, row.bates, row.page, row.message});
    }
  }
  return out;
}

std::vector<ReadablePlace> readable_places(const received::Production& production,
                                           const received::Report& report) {
  std::vector<ReadablePlace> out;
  for (const auto& row : report.findings) {
    if (row.code == "words_under_area") {
      const auto& name = production.installments.at(static_cast<std::size_t>(row.installment)).name;
      out.push_back({name + "/" + row.path, row.bates, row.page, row.message});
    }
  }
  return out;
}

base::Result<base::Bytes> clawback_notice(const std::vector<ReadablePlace>& places) {
  paper::Document document;
  document.title = "Notice of information produced by mistake";
  document.footer.page_numbers = paper::PageNumbers::page_of_pages;
  auto& blocks = document.blocks;
  const auto say = [&](std::string_view text) {
    blocks.emplace_back(paragraph(text, ParagraphStyle::single));
  };
  const auto heading = [&](std::string_view text) {
    auto made = paragraph(text, ParagraphStyle::heading);
    made.keeps_with_next = true;
    blocks.emplace_back(std::move(made));
  };
  heading("DRAFT: have counsel complete one part and delete the other");
  heading("A. From the sender to those who received the file");
  say("[Date]");
  say("[Name and address of each recipient]");
  say("Re: [name and number of the case or request]; production of [date]: information produced by "
      "mistake");
  say("The file or files listed below were produced on [date]. In the places listed, words that "
      "were "
      "to be deleted can be read although they cannot be seen. They were not meant to be produced. "
      "They are protected by [privilege, or exemption and statute].");
  say("The production was inadvertent. Before it was made, [steps that were taken to prevent "
      "this]. "
      "It was discovered on [date], and this notice follows promptly. Nothing is waived "
      "(Fed. R. Evid. 502(b)[; the order of (date) under Fed. R. Evid. 502(d)]).");
  say("Under Fed. R. Civ. P. 26(b)(5)(B), after this notice a party must promptly return, "
      "sequester "
      "or destroy the information and any copies it has, must not use or disclose the information "
      "until the claim is resolved, must take reasonable steps to retrieve it if it was disclosed "
      "before, and may promptly present it to the court under seal for a determination of the "
      "claim. "
      "[Outside of litigation that rule does not bind a requester: the same is asked for.]");
  say("A replacement [is enclosed] [follows by (date)]. Please confirm in writing by [date] what "
      "was "
      "done with each copy.");
  blocks.emplace_back(
      paper::SignatureBlock{.above = {{paper::text("Sincerely,")}},
                            .below = {{paper::text("[Name]")}, {paper::text("[Title]")}}});
  heading("B. From a recipient to the sender");
  say("[Date]");
  say("[Name and address of the sender]");
  say("Re: [name and number of the case or request]; production of [date]");
  say("In the places listed below, words can be read that seem to have been meant to be deleted. A "
      "program reported where they stand and how many they are; [we have not read them] [we read "
      "them until (date and circumstances)]. We tell you promptly because we know, or should know, "
      "that they were sent inadvertently ([Rule 4.4(b) of the rules of professional conduct of "
      "(state)]).");
  say("We hold the files apart until we hear from you, at the latest on [date]. This is no "
      "concession that anything in them is privileged or exempt.");
  blocks.emplace_back(
      paper::SignatureBlock{.above = {{paper::text("Sincerely,")}},
                            .below = {{paper::text("[Name]")}, {paper::text("[Title]")}}});
  heading("Places");
  blocks.emplace_back(table_of(places));
  return paper::to_docx(document);
}

}  // namespace vaughn::engine
