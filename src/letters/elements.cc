// SPDX-License-Identifier: AGPL-3.0-or-later
#include "letters/elements.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace vaughn::letters {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using enum LetterKind;

using Elements = std::vector<Element>;

constexpr Weight kAdvised = Weight::advised;

void add(Elements& to, const Elements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

// On every letter: from whom, when, to whom, signed by whom.
Elements common() {
  return {
      {.code = "sender",
       .what = "who writes",
       .rule = "the form of a letter",
       .fields = {"office.lines|office.name"}},
      {.code = "date",
       .what = "its date",
       .rule = "the form of a letter",
       .fields = {"letter.date"}},
      {.code = "addressee",
       .what = "to whom it goes",
       .rule = "the form of a letter",
       .fields = {"letter.to"}},
      // LAW: 5 U.S.C. 552(a)(6)(C)(i): a denial names who is responsible for it, with the title.
      {.code = "signer",
       .what = "who is responsible, with name and title",
       .rule = "5 U.S.C. 552(a)(6)(C)(i)",
       .fields = {"office.signer", "office.signer_title"}},
  };
}

Element number(bool is_if_known) {
  // LAW: 5 U.S.C. 552(a)(7)(A): a request has a number of its own.
  Element out{.code = "number",
              .what = "the number of the request",
              .rule = "5 U.S.C. 552(a)(7)(A)",
              .fields = {"request.number"}};
  if (is_if_known) {
    out.when = {"request.number"};
  }
  return out;
}

// Of letters that decide or delay something.
Elements help() {
  return {
      // LAW: 5 U.S.C. 552(a)(6)(A)(i)(II): the right to the help of the FOIA Public Liaison.
      {.code = "liaison",
       .what = "the help of the FOIA Public Liaison",
       .rule = "5 U.S.C. 552(a)(6)(A)(i)(II)",
       .fields = {"office.liaison"},
       .words = {"Public Liaison"}},
      // LAW: 5 U.S.C. 552(a)(6)(A)(i)(III)(bb): dispute resolution from the Liaison or OGIS.
      {.code = "dispute_resolution",
       .what = "dispute resolution by the Office of Government Information Services",
       .rule = "5 U.S.C. 552(a)(6)(A)(i)(III)(bb)",
       .words = {"Office of Government Information Services"}},
  };
}

// Of an adverse determination; while a case is pending the appeal is not acted on.
Elements appeal(std::vector<std::string_view> when) {
  when.push_back("!case.number");
  return {
      // LAW: 5 U.S.C. 552(a)(6)(A)(i)(III)(aa): the right to appeal within at least 90 days.
      {.code = "appeal",
       .what = "the right to appeal",
       .rule = "5 U.S.C. 552(a)(6)(A)(i)(III)(aa)",
       .words = {"right to appeal"},
       .when = when},
      {.code = "appeal_due",
       .what = "until when one may appeal",
       .rule = "5 U.S.C. 552(a)(6)(A)(i)(III)(aa)",
       .fields = {"appeal.due|appeal.days"},
       .when = when},
      // LAW: 6 CFR 5.8(a)(1): an appeal is made in writing to the address that the response gives.
      {.code = "appeal_address",
       .what = "where appeals go",
       .rule = "6 CFR 5.8(a)(1)",
       .fields = {"office.appeal"},
       .when = when},
  };
}

// Of a response that withholds something.
Elements withholding() {
  const std::vector<std::string_view> when{"exemptions"};
  return {
      // LAW: 5 U.S.C. 552(a)(6)(A)(i)(I): the determination and the reasons for it.
      {.code = "exemptions",
       .what = "the exemptions claimed",
       .rule = "5 U.S.C. 552(a)(6)(A)(i)(I)",
       .fields = {"exemptions.code", "exemptions.covers|exemptions.text"},
       .when = when},
      // LAW: 5 U.S.C. 552(a)(6)(F): a denial makes a reasonable effort to estimate the volume
      {.code = "volume_withheld",
       .what = "how much is withheld",
       .rule = "5 U.S.C. 552(a)(6)(F)",
       .fields = {"volume.withheld|response.withheld|exemptions.in_full"},
       .when = when},
      // LAW: 5 U.S.C. 552(a)(8)(A)(i): withheld is only what disclosure would foreseeably harm.
      {.code = "foreseeable_harm",
       .what = "that disclosure would foreseeably harm a protected interest",
       .rule = "5 U.S.C. 552(a)(8)(A)(i)",
       .words = {"foresee", "harm"},
       .when = when},
      // LAW: 5 U.S.C. 552(a)(8)(A)(ii): what can reasonably be segregated is released.
      {.code = "segregability",
       .what = "that what can reasonably be segregated is released",
       .rule = "5 U.S.C. 552(a)(8)(A)(ii)",
       .words = {"segregated|segregable"},
       .when = when},
  };
}

Elements counts(std::string_view prefix) {
  const bool is_volume = prefix == "volume";
  return {{.code = "counts",
           .what = "how many pages are released and withheld",
           .rule = "5 U.S.C. 552(a)(6)(A)(i)(I)",
           .fields = is_volume ? std::vector<std::string_view>{"volume.pages",
                                                               "volume.in_full",
                                                               "volume.in_part",
                                                               "volume.withheld"}
                               : std::vector<std::string_view>{"response.pages",
                                                               "response.in_full",
                                                               "response.in_part",
                                                               "response.withheld"}}};
}

Elements of_acknowledgement() {
  Elements out{
      number(false),
      // LAW: 5 U.S.C. 552(a)(7)(B): the date of receipt, an estimated completion date, a line or
      {.code = "received",
       .what = "when the request was received",
       .rule = "5 U.S.C. 552(a)(7)(B)",
       .fields = {"request.received"}},
      {.code = "status",
       .what = "how to learn the status of the request",
       .rule = "5 U.S.C. 552(a)(7)(B)",
       .weight = kAdvised,
       .fields = {"office.status"}},
      {.code = "estimate",
       .what = "when the work is expected to be complete",
       .rule = "5 U.S.C. 552(a)(7)(B)",
       .weight = kAdvised,
       .fields = {"request.estimate"}},
      // LAW: 5 U.S.C. 552(a)(3)(A): a request reasonably describes the records.
      {.code = "description",
       .what = "what was asked for",
       .rule = "5 U.S.C. 552(a)(3)(A)",
       .fields = {"request.subject|request.text|request.categories"}},
      {.code = "perfected",
       .what = "when the request was perfected",
       .rule = "5 U.S.C. 552(a)(3)(A)",
       .weight = kAdvised,
       .fields = {"request.perfected"}},
      // LAW: 5 U.S.C. 552(a)(6)(D): tracks by the amount of work or time.
      {.code = "track",
       .what = "on which track the request is",
       .rule = "5 U.S.C. 552(a)(6)(D)",
       .words = {"simple track|complex track|expedited track"}},
      // LAW: 5 U.S.C. 552(a)(4)(A)(ii): fees depend on the category of the requester.
      {.code = "fees",
       .what = "the fee category and what is charged",
       .rule = "5 U.S.C. 552(a)(4)(A)(ii)",
       .words = {"category of", "charged"}},
  };
  add(out, help());
  return out;
}

Elements of_extension() {
  Elements out{
      number(false),
      // LAW: 5 U.S.C. 552(a)(6)(B)(iii): unusual circumstances are these three and no others.
      {.code = "ground_field_facilities",
       .what = "the ground: field facilities",
       .rule = "5 U.S.C. 552(a)(6)(B)(iii)",
       .words = {"field facilities"},
       .when = {"extension.field_facilities"}},
      {.code = "ground_voluminous",
       .what = "the ground: voluminous records",
       .rule = "5 U.S.C. 552(a)(6)(B)(iii)",
       .words = {"voluminous"},
       .when = {"extension.voluminous"}},
      {.code = "ground_consultation",
       .what = "the ground: consultation",
       .rule = "5 U.S.C. 552(a)(6)(B)(iii)",
       .words = {"consultation"},
       .when = {"extension.consultation"}},
      // LAW: 5 U.S.C. 552(a)(6)(B)(i): the notice gives the date on which a determination is
      {.code = "expected",
       .what = "when a determination is expected",
       .rule = "5 U.S.C. 552(a)(6)(B)(i)",
       .fields = {"extension.due"}},
      // LAW: 5 U.S.C. 552(a)(6)(B)(ii): limit the scope, arrange another time, Liaison and OGIS.
      {.code = "narrowing",
       .what = "that the scope can be limited or another time arranged",
       .rule = "5 U.S.C. 552(a)(6)(B)(ii)",
       .words = {"limit the scope|narrow", "alternative time frame"}},
  };
  add(out, help());
  return out;
}

Elements of_question() {
  Elements out{
      number(false),
      // LAW: 5 U.S.C. 552(a)(6)(A)(ii): the time stands still for one question and for fees.
      {.code = "question",
       .what = "what is asked",
       .rule = "5 U.S.C. 552(a)(6)(A)(ii)",
       .fields = {"question.text"}},
      {.code = "standstill",
       .what = "that the time stands still until the answer arrives",
       .rule = "5 U.S.C. 552(a)(6)(A)(ii)",
       .words = {"does not run", "until we receive"}},
  };
  add(out, help());
  return out;
}

Elements of_fee() {
  Elements out{
      number(false),
      // LAW: 5 U.S.C. 552(a)(4)(A)(iv): direct costs of search, review and duplication only.
      {.code = "estimate",
       .what = "the amount",
       .rule = "5 U.S.C. 552(a)(4)(A)(iv)",
       .fields = {"fee.estimate"}},
      {.code = "heads",
       .what = "how much of it is for search, review and duplication",
       .rule = "5 U.S.C. 552(a)(4)(A)(iv)",
       .fields = {"fee.search|fee.review|fee.duplication"}},
      {.code = "category",
       .what = "the fee category",
       .rule = "5 U.S.C. 552(a)(4)(A)(ii)",
       .words = {"category of"}},
      // LAW: 5 U.S.C. 552(a)(4)(A)(iii): fees are waived where that is in the public interest.
      {.code = "waiver",
       .what = "that a waiver or reduction can be asked for",
       .rule = "5 U.S.C. 552(a)(4)(A)(iii)",
       .words = {"waiver"}},
      // LAW: 6 CFR 5.11(e): the estimate offers to reformulate the request at a lower cost.
      {.code = "reformulate",
       .what = "that the request can be reformulated at a lower cost",
       .rule = "6 CFR 5.11(e)",
       .words = {"reformulate|narrow", "lower cost"}},
      {.code = "advance",
       .what = "why payment is asked for in advance",
       .rule = "5 U.S.C. 552(a)(4)(A)(v)",
       .words = {"in advance"},
       .when = {"fee.advance"}},
  };
  add(out, help());
  return out;
}

Elements of_still_interested() {
  Elements out{
      number(false),
      // LAW: OIP guidance 7: at least 30 working days to say that one is still interested.
      {.code = "answer_by",
       .what = "until when to answer",
       .rule = "OIP guidance 7",
       .fields = {"interest.answer_by"}},
      {.code = "consequence",
       .what = "that the request will be closed without an answer",
       .rule = "OIP guidance 7",
       .words = {"close the request"}},
  };
  add(out, help());
  return out;
}

Elements of_submitter_notice() {
  return {
      number(true),
      // LAW: EO 12600 sec. 4: a submitter gets notice and time to object before disclosure.
      {.code = "pages",
       .what = "which pages are concerned",
       .rule = "EO 12600 sec. 4",
       .fields = {"notice.list.record", "notice.pages"}},
      {.code = "due",
       .what = "until when to object",
       .rule = "EO 12600 sec. 4",
       .fields = {"notice.due"}},
      // LAW: 6 CFR 5.7: the notice sets the time to object and asks for the grounds in detail.
      {.code = "grounds",
       .what = "that each part is to be justified as a trade secret or confidential",
       .rule = "6 CFR 5.7",
       .words = {"trade secret", "confidential"}},
      {.code = "no_answer",
       .what = "that silence counts as no objection",
       .rule = "6 CFR 5.7",
       .words = {"no objection"}},
      {.code = "disclosable",
       .what = "that the answer may itself be disclosed",
       .rule = "6 CFR 5.7",
       .words = {"may themselves be disclosed|may itself be disclosed"}},
  };
}

Elements of_intent_to_disclose() {
  return {
      number(true),
      // LAW: EO 12600 sec. 5: why objections are not sustained, and a date before which nothing is
      {.code = "reasons",
       .what = "why the objections are not sustained",
       .rule = "EO 12600 sec. 5",
       .fields = {"objections.list.reason"},
       .when = {"objections.list"}},
      {.code = "what",
       .what = "what will be disclosed",
       .rule = "EO 12600 sec. 5",
       .words = {"intends to disclose"}},
      {.code = "date",
       .what = "before which date nothing is disclosed",
       .rule = "EO 12600 sec. 5",
       .fields = {"disclosure.on"}},
  };
}

// To those whose answer is awaited: `due` says of which date the letter speaks.
Elements of_awaited_answer(std::string_view due) {
  return {
      number(false),
      {.code = "pages",
       .what = "how many pages are concerned",
       .rule = "EO 12600 sec. 4",
       .fields = {"notice.pages"}},
      {.code = "due", .what = due, .rule = "EO 12600 sec. 4", .fields = {"notice.due"}},
      {.code = "no_answer",
       .what = "that silence counts as no objection",
       .rule = "6 CFR 5.7",
       .words = {"no objection"},
       .when = {"submitter.name"}},
  };
}

Elements of_requester_notice() {
  Elements out{
      number(false),
      // LAW: EO 12600 sec. 9: the requester is told of the notice, of the decision and of the suit.
      {.code = "submitter",
       .what = "that a submitter is heard",
       .rule = "EO 12600 sec. 9",
       .words = {"executive order 12600"}},
      {.code = "pages",
       .what = "how many pages are concerned",
       .rule = "EO 12600 sec. 9",
       .fields = {"notice.pages|suit.pages"}},
  };
  add(out, help());
  return out;
}

Elements of_other_agency(LetterKind kind) {
  Elements out{number(false)};
  // LAW: OIP guidance 2011 on referrals: the other agency gets the date of receipt.
  constexpr std::string_view kRule = "OIP guidance 2011 on referrals";
  if (kind != referral_notice) {
    out.push_back({.code = "received",
                   .what = "when the request was received",
                   .rule = kRule,
                   .fields = {"request.received"}});
  }
  out.push_back({.code = "agency",
                 .what = "which agency is concerned",
                 .rule = kRule,
                 .fields = {"other.name"}});
  out.push_back(
      {.code = "pages", .what = "how many pages", .rule = kRule, .fields = {"other.pages"}});
  if (kind == consultation) {
    out.push_back({.code = "who_answers",
                   .what = "that this agency answers the requester",
                   .rule = kRule,
                   .words = {"we will|this agency will", "answer the requester"}});
  } else {
    out.push_back({.code = "who_answers",
                   .what = "that the other agency answers directly",
                   .rule = kRule,
                   .words = {"direct"}});
  }
  if (kind == referral_notice) {
    out.push_back({.code = "contact",
                   .what = "how to reach the other agency",
                   .rule = kRule,
                   .fields = {"other.contact"}});
    add(out, help());
  }
  return out;
}

Elements of_response(LetterKind kind) {
  Elements out{number(kind == cover)};
  switch (kind) {
    case cover:
    case interim: add(out, counts("volume")); break;
    case final_response: add(out, counts("response")); break;
    case no_records:
      // LAW: 5 U.S.C. 552(a)(3)(C): reasonable efforts to search.
      out.push_back({.code = "search",
                     .what = "where was searched",
                     .rule = "5 U.S.C. 552(a)(3)(C)",
                     .fields = {"search.offices.name"}});
      break;
    case denial:
      out.push_back({.code = "counts",
                     .what = "how many pages are withheld",
                     .rule = "5 U.S.C. 552(a)(6)(F)",
                     .fields = {"response.withheld"}});
      break;
    case closure:
      out.push_back({.code = "reason",
                     .what = "why the request is closed",
                     .rule = "5 U.S.C. 552(a)(6)(A)(i)(I)",
                     .words = {"closed"}});
      break;
    case acknowledgement:
    case extension:
    case question:
    case fee:
    case still_interested:
    case submitter_notice:
    case intent_to_disclose:
    case reminder:
    case more_time:
    case requester_notice:
    case consultation:
    case referral:
    case referral_notice: break;
  }
  if (kind == cover || kind == interim || kind == final_response || kind == denial) {
    add(out, withholding());
  }
  if (kind == interim) {
    out.push_back({.code = "not_final",
                   .what = "that the response is not the last",
                   .rule = "5 U.S.C. 552(a)(6)(A)(i)(I)",
                   .words = {"interim"}});
  }
  if (kind == final_response || kind == interim) {
    out.push_back({.code = "referrals",
                   .what = "what was referred to whom",
                   .rule = "OIP guidance 2011 on referrals",
                   .fields = {"referrals.agency"},
                   .when = {"referrals"}});
  }
  if (kind == final_response) {
    add(out, appeal({"response.is_adverse"}));
  }
  if (kind == no_records || kind == denial) {
    add(out, appeal({}));
  }
  if (kind != cover) {
    add(out, help());
  }
  return out;
}

Elements of(LetterKind kind) {
  auto out = common();
  switch (kind) {
    case acknowledgement: add(out, of_acknowledgement()); break;
    case extension: add(out, of_extension()); break;
    case question: add(out, of_question()); break;
    case fee: add(out, of_fee()); break;
    case still_interested: add(out, of_still_interested()); break;
    case submitter_notice: add(out, of_submitter_notice()); break;
    case intent_to_disclose: add(out, of_intent_to_disclose()); break;
    case reminder: add(out, of_awaited_answer("until when to answer")); break;
    case more_time: add(out, of_awaited_answer("until when to answer now")); break;
    case requester_notice: add(out, of_requester_notice()); break;
    case consultation:
    case referral:
    case referral_notice: add(out, of_other_agency(kind)); break;
    case interim:
    case final_response:
    case no_records:
    case denial:
    case closure:
    case cover: add(out, of_response(kind)); break;
  }
  std::stable_sort(out.begin(), out.end(), [](const Element& a, const Element& b) {
    return a.weight < b.weight;
  });
  return out;
}

std::string folded(std::string_view text) {
  return base::fold_case(
      base::collapse_white_space(base::replace_all(std::string(text), "’", "'")));
}

template <typename Holds>
bool any_of_words(std::string_view words, const Holds& holds) {
  const auto parts = base::split(words, '|');
  return std::any_of(parts.begin(), parts.end(), holds);
}

template <typename IsThere>
std::vector<MissingElement> lacking(LetterKind kind,
                                    const std::string& text,
                                    const IsThere& is_there,
                                    const std::function<bool(const Element&)>& is_asked) {
  const auto words = folded(text);
  std::vector<MissingElement> out;
  for (const auto& element : elements(kind)) {
    if (!is_asked(element)) {
      continue;
    }
    const bool has_fields =
        std::all_of(element.fields.begin(), element.fields.end(), [&](std::string_view field) {
          return any_of_words(field, is_there);
        });
    const bool has_words =
        std::all_of(element.words.begin(), element.words.end(), [&](std::string_view group) {
          return any_of_words(group, [&](std::string_view word) {
            return words.find(folded(word)) != std::string::npos;
          });
        });
    if (!has_fields || !has_words) {
      out.push_back(
          {&element, fmt::format("the letter does not say {} ({})", element.what, element.rule)});
    }
  }
  return out;
}

}  // namespace

const std::vector<Element>& elements(LetterKind kind) {
  static const auto kAll = [] {
    std::vector<Elements> all;
    for (const auto& row : all_kinds()) {
      all.push_back(of(row.kind));
    }
    return all;
  }();
  return kAll.at(static_cast<std::size_t>(kind));
}

std::vector<MissingElement> check_elements(LetterKind kind,
                                           const Letter& letter,
                                           const Values& values) {
  return lacking(
      kind,
      letter.text,
      [&](std::string_view field) { return letter.printed.contains(std::string(field)); },
      [&](const Element& element) {
        return std::all_of(element.when.begin(), element.when.end(), [&](std::string_view field) {
          return field.starts_with('!') ? !values.holds(field.substr(1)) : values.holds(field);
        });
      });
}

std::vector<MissingElement> check_elements(LetterKind kind, const TemplateContents& contents) {
  return lacking(
      kind,
      contents.text,
      [&](std::string_view field) { return contents.fields.contains(std::string(field)); },
      [](const Element&) { return true; });
}

Result<void> check_values(LetterKind kind, const Values& values) {
  const auto refused = [](std::string message, std::string_view rule) {
    return Error{ErrorCode::conflict, std::move(message), std::string(rule)};
  };
  const auto needs = [&](std::string_view field) -> Result<void> {
    if (values.find(field) == nullptr) {
      const auto* known = find_field(field);
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("{} has no value", field),
          fmt::format(
              "{}; comes from: {}; or give --field {}=...", known->meaning, known->source, field)};
    }
    return {};
  };
  switch (kind) {
    case acknowledgement: TRY(needs("request.track")); return needs("request.fee_category");
    case extension: {
      // LAW: 5 U.S.C. 552(a)(6)(B)(iii): unusual circumstances are these three and no others.
      const bool has_ground = values.holds("extension.field_facilities") ||
                              values.holds("extension.voluminous") ||
                              values.holds("extension.consultation");
      if (!has_ground) {
        return refused("an extension needs one of the three grounds of the statute",
                       "5 U.S.C. 552(a)(6)(B)(iii): give --field extension.field_facilities=yes, "
                       "extension.voluminous=yes or extension.consultation=yes");
      }
      return {};
    }
    case fee: {
      TRY(needs("request.fee_category"));
      // LAW: 5 U.S.C. 552(a)(4)(A)(ii): fees depend on the category of the requester.
      const auto* category = values.find("request.fee_category");
      const auto& word = std::get<std::string>(*category);
      const bool pays_review = word == "commercial";
      const bool pays_search = pays_review || word == "other";
      if ((values.holds("fee.search") && !pays_search) ||
          (values.holds("fee.review") && !pays_review)) {
        return refused(fmt::format("a requester of the category '{}' is not charged for {}",
                                   word,
                                   pays_search ? "review" : "search or review"),
                       "5 U.S.C. 552(a)(4)(A)(ii): commercial use pays search, review and "
                       "duplication; schools, science and news duplication; others search and "
                       "duplication");
      }
      // LAW: 5 U.S.C. 552(a)(4)(A)(v): no payment in advance up to $250 unless a fee was not paid.
      const auto* estimate = values.find("fee.estimate");
      const auto* number = estimate == nullptr ? nullptr : std::get_if<Number>(estimate);
      constexpr std::int64_t kAdvanceAbove = 250'00;
      const bool may_ask =
          values.holds("fee.unpaid") || (number != nullptr && number->value > kAdvanceAbove);
      if (values.holds("fee.advance") && !may_ask) {
        return refused("no payment in advance may be asked for a fee of $250 or less",
                       "5 U.S.C. 552(a)(4)(A)(v): unless the requester failed to pay before "
                       "(fee.unpaid)");
      }
      return {};
    }
    case closure: return needs("closure.reason");
    case question:
    case still_interested:
    case submitter_notice:
    case intent_to_disclose:
    case reminder:
    case more_time:
    case requester_notice:
    case consultation:
    case referral:
    case referral_notice:
    case interim:
    case final_response:
    case no_records:
    case denial:
    case cover: return {};
  }
  return {};
}

}  // namespace vaughn::letters
