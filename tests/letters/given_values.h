// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "letters/built_in.h"
#include "letters/elements.h"
#include "letters/template.h"

namespace vaughn::letters {

inline base::Date day(std::string_view text) {
  return *base::parse_date(text);
}

inline Rows lines(const std::vector<std::string>& texts) {
  Rows out;
  for (const auto& text : texts) {
    out.push_back({{"line", text}});
  }
  return out;
}

// Everything that any of the built-in letters names.
inline Values given_values() {
  Values v;
  const auto number = [&](std::string_view field, std::int64_t value) {
    v.set(field, Number{value, ""});
  };
  v.set("office.lines", lines({"Department of Tides", "FOIA Office", "1 Wharf Road"}));
  v.set("office.name", std::string("Department of Tides"));
  v.set("office.signer", std::string("Dana Ruiz"));
  v.set("office.signer_title", std::string("FOIA Officer"));
  v.set("office.contact", std::string("foia@tides.example, 202-555-0100"));
  v.set("office.status", std::string("202-555-0101 or foia.tides.example/status"));
  v.set("office.liaison", std::string("Lee Park, 202-555-0102"));
  v.set("office.appeal", lines({"Office of Appeals", "2 Wharf Road"}));
  v.set("agency.name", std::string("Department of Tides"));
  v.set("letter.date", day("2026-06-08"));
  v.set("letter.to", lines({"Harbor Watch", "1 Main Street"}));
  v.set("letter.salutation", std::string("Harbor Watch"));
  v.set("request.number", std::string("2024-DOT-00001"));
  v.set("request.requester", std::string("Harbor Watch"));
  v.set("request.dated", day("2026-06-01"));
  v.set("request.received", day("2026-06-02"));
  v.set("request.perfected", day("2026-06-03"));
  v.set("request.subject", std::string("the harbor gauges"));
  v.set("request.categories", Rows{{{"key", std::string("1")}, {"text", std::string("Gauges.")}}});
  v.set("request.track", std::string("complex"));
  v.set("request.fee_category", std::string("other"));
  v.set("request.estimate", day("2026-09-01"));
  v.set("request.determination_due", day("2026-07-01"));
  v.set("extension.voluminous", true);
  v.set("extension.field_facilities", true);
  number("extension.days", 10);
  v.set("extension.due", day("2026-07-16"));
  v.set("notice.sent", day("2026-06-08"));
  v.set("told.what", std::string("notice"));
  v.set("suit.case", std::string("3:26-cv-00123"));
  number("suit.pages", 2);
  v.set("question.text", std::string("Which gauges do you mean?"));
  v.set("question.kind", std::string("information"));
  number("fee.estimate", 312'50);
  number("fee.search", 300'00);
  number("fee.duplication", 12'50);
  v.set("fee.advance", true);
  v.set("interest.answer_by", day("2026-07-22"));
  v.set("submitter.name", std::string("Northway Systems, Incorporated"));
  v.set("submitter.short", std::string("Northway"));
  v.set("notice.due", day("2026-06-23"));
  number("notice.pages", 4);
  number("notice.records", 1);
  v.set("notice.list",
        Rows{{{"record", std::string("R-000042")},
              {"file", std::string("R-000042.pdf")},
              {"kind", std::string("spreadsheet of June 3, 2022")},
              {"pages", std::string("1–3, 5")}}});
  number("objections.total", 3);
  number("objections.accepted", 1);
  number("objections.rejected", 2);
  v.set("objections.list",
        Rows{{{"record", std::string("R-000042")},
              {"page", Number{2, ""}},
              {"words", std::string("$4.37")},
              {"ground", std::string("unit price")},
              {"reason", std::string("It was published in the award notice.")}}});
  v.set("disclosure.on", day("2026-07-14"));
  v.set("volume.name", std::string("VOL001"));
  v.set("volume.dated", day("2026-06-08"));
  v.set("volume.numbers", std::string("DOT-000001 to DOT-000004"));
  number("volume.pages", 4);
  number("volume.records", 2);
  number("volume.in_full", 1);
  number("volume.in_part", 2);
  number("volume.withheld", 1);
  v.set("exemptions",
        Rows{{{"code", std::string("(b)(6)")},
              {"covers", std::string("personnel files")},
              {"text", std::string("It protects privacy.")},
              {"in_part", Number{2, ""}},
              {"in_full", Number{1, ""}}}});
  number("response.collected", 30);
  number("response.responsive", 12);
  number("response.pages", 40);
  number("response.in_full", 30);
  number("response.in_part", 8);
  number("response.withheld", 2);
  number("response.pending", 5);
  number("response.at_submitter", 1);
  v.set("response.is_adverse", true);
  v.set("referrals",
        Rows{{{"agency", std::string("the Department of Examples")}, {"pages", Number{5, ""}}}});
  number("search.count", 2);
  v.set("search.offices",
        Rows{{{"name", std::string("Boston Field Office")},
              {"terms", std::string("gauge")},
              {"date", std::string("June 5, 2026")},
              {"result", std::string("no records")}}});
  v.set("appeal.due", day("2026-10-16"));
  number("appeal.days", 90);
  v.set("appeal.unit", std::string("working"));
  v.set("other.name", std::string("the Department of Examples"));
  v.set("other.contact", std::string("foia@examples.example"));
  number("other.pages", 5);
  v.set("closure.reason", std::string("no_answer"));
  return v;
}

inline LetterMaking making() {
  LetterMaking out;
  out.parts = [](std::string_view name) -> std::optional<std::string> {
    const auto text = built_in_part(name);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  };
  out.figures = [](std::string_view id) -> base::Result<std::int64_t> {
    if (id == "pages.in_part") {
      return 1234;
    }
    return base::Error{base::ErrorCode::not_found, "there is no figure", ""};
  };
  out.author = "Department of Tides";
  return out;
}

inline base::Result<Letter> made(std::string text, const Values& values = given_values()) {
  return make_letter({"t.txt", TemplateForm::text, std::move(text)}, values, making());
}

// The text, or the error with its hint.
inline std::string said(std::string text, const Values& values = given_values()) {
  const auto letter = made(std::move(text), values);
  return letter ? letter->text : letter.error().message + " / " + letter.error().hint;
}

}  // namespace vaughn::letters
