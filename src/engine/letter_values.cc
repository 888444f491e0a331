// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "clock/consultation_life.h"
#include "engine/census.h"
#include "engine/detail/letter_clock.h"
#include "engine/detail/letter_facts.h"
#include "engine/figures.h"
#include "engine/letters.h"
#include "foia/bates.h"
#include "letters/exemption_text.h"
#include "report/prose.h"

namespace vaughn::engine {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::PageOutcome;
using letters::LetterKind;
using letters::Number;
using letters::Rows;
using letters::Values;

Rows lines(const std::vector<std::string>& texts) {
  Rows out;
  for (const auto& text : texts) {
    out.push_back({{"line", text}});
  }
  return out;
}

std::string first(const std::vector<std::string>& texts) {
  return texts.empty() ? std::string() : texts.front();
}

// Pages withheld under each claim.
struct ClaimPages {
  std::int64_t in_part = 0;
  std::int64_t in_full = 0;
};
using Claims = std::map<foia::ExemptionClaim, ClaimPages>;

void count_claims(PageOutcome outcome,
                  const std::vector<foia::ExemptionClaim>& claims,
                  Claims& out) {
  const bool is_full = outcome == PageOutcome::withheld_in_full;
  if (!is_full && outcome != PageOutcome::in_part) {
    return;
  }
  for (const auto& claim : std::set<foia::ExemptionClaim>(claims.begin(), claims.end())) {
    auto& row = out[claim];
    ++(is_full ? row.in_full : row.in_part);
  }
}

void set_claims(const Claims& claims, Values& values) {
  Rows rows;
  for (const auto& [claim, pages] : claims) {
    rows.push_back({{"code", claim.label()},
                    {"covers", std::string(claim.exemption().row().covers)},
                    {"text", letters::explained(claim)},
                    {"in_part", Number{pages.in_part, ""}},
                    {"in_full", Number{pages.in_full, ""}}});
  }
  values.set("exemptions", std::move(rows));
}

Result<std::string> numbers(const foia::BatesFormat& bates, std::int64_t from, std::int64_t to) {
  const auto a = TRY(foia::format_number(bates, from));
  const auto b = TRY(foia::format_number(bates, to));
  return from == to ? a : fmt::format("{} to {}", a, b);
}

Rows referral_rows(const std::vector<std::pair<std::string, std::int64_t>>& referrals) {
  Rows rows;
  for (const auto& [agency, pages] : referrals) {
    rows.push_back({{"agency", agency}, {"pages", Number{pages, ""}}});
  }
  return rows;
}

Result<void> add_volume(Workspace& workspace,
                        const foia::Figures& figures,
                        const std::string& name,
                        Values& values) {
  const auto sealed = TRY(workspace.db().sealed(name));
  if (!sealed) {
    return Error{ErrorCode::not_found,
                 fmt::format("there is no volume {}", name),
                 "`vaughn produce list` lists them"};
  }
  const auto number = [&](std::string_view field, std::string id) -> Result<void> {
    const auto value = TRY(figures.value(id));
    values.set(field, Number{value, std::move(id)});
    return {};
  };
  const auto of = fmt::format("volume.{}.", name);
  values.set("volume.name", name);
  values.set("volume.dated", sealed->volume.dated);
  values.set(
      "volume.numbers",
      TRY(numbers(
          workspace.matter().bates, sealed->volume.first_number, sealed->volume.last_number)));
  TRY(number("volume.pages", of + "pages"));
  TRY(number("volume.records", of + "records"));
  TRY(number("volume.in_full", of + "pages.in_full"));
  TRY(number("volume.in_part", of + "pages.in_part"));
  TRY(number("volume.withheld", of + "pages.withheld_in_full"));
  values.set("volume.supersedes", sealed->volume.supersedes);
  values.set("volume.supersedes_reason", report::sentence(sealed->supersedes_reason));
  Claims claims;
  for (const auto& page : sealed->pages) {
    count_claims(page.outcome, page.claims, claims);
  }
  set_claims(claims, values);
  return {};
}

Result<void> add_running_total(const foia::Figures& figures,
                               const std::string& volume,
                               Values& values) {
  const auto id = fmt::format("volume.{}.pages.running", volume);
  values.set("response.pages", Number{TRY(figures.value(id)), id});
  return {};
}

Result<void> add_response(Workspace& workspace,
                          const Census& census,
                          const foia::Figures& figures,
                          bool sets_exemptions,
                          Values& values) {
  const auto number = [&](std::string_view field, std::string id) -> Result<void> {
    const auto value = TRY(figures.value(id));
    values.set(field, Number{value, std::move(id)});
    return {};
  };
  TRY(number("response.collected", "records.collected"));
  TRY(number("response.responsive", "records.responsive"));
  TRY(number("response.pages", "pages.produced"));
  TRY(number("response.in_full", "pages.in_full"));
  TRY(number("response.in_part", "pages.in_part"));
  TRY(number("response.withheld", "pages.withheld_in_full"));
  TRY(number("response.at_submitter", "pages.at_submitter"));
  TRY(number("response.pending", "pages.pending"));
  TRY(number("response.referred", "pages.referred"));
  const auto value = [&](std::string_view field) {
    return std::get<Number>(*values.find(field)).value;
  };
  values.set(
      "response.is_adverse",
      value("response.in_part") + value("response.withheld") + value("response.referred") > 0 ||
          value("response.responsive") == 0);
  Rows volumes;
  for (const auto& volume : TRY(workspace.db().volumes())) {
    const auto span =
        TRY(numbers(workspace.matter().bates, volume.first_number, volume.last_number));
    volumes.push_back(
        {{"name", volume.name},
         {"dated", volume.dated},
         {"numbers", span},
         {"pages", Number{volume.page_count, fmt::format("volume.{}.pages", volume.name)}}});
  }
  values.set("response.volumes", std::move(volumes));
  values.set("referrals", referral_rows(TRY(referrals_of(workspace, census))));
  if (sets_exemptions) {
    Claims claims;
    for (const auto& page : census.pages) {
      if (page.is_produced) {
        count_claims(page.outcome, page.claims, claims);
      }
    }
    set_claims(claims, values);
  }
  return {};
}

Result<void> add_search(Workspace& workspace, Values& values) {
  Rows rows;
  for (const auto& tasking : TRY(workspace.db().taskings())) {
    if (!tasking.answer) {
      continue;
    }
    const auto* office = workspace.matter().office(tasking.office);
    const auto& terms = tasking.answer->terms.empty() ? tasking.terms : tasking.answer->terms;
    rows.push_back({{"name", office == nullptr ? tasking.office : office->name},
                    {"terms", base::join(terms, "; ")},
                    {"date", base::long_date(tasking.answer->answered)},
                    {"result",
                     std::string(tasking.answer->has_records ? "records, none of them responsive"
                                                             : "no records")}});
  }
  std::set<std::string> offices;
  for (const auto& row : rows) {
    offices.insert(std::get<std::string>(row.at("name")));
  }
  values.set("search.count", Number{static_cast<std::int64_t>(offices.size()), ""});
  values.set("search.offices", std::move(rows));
  return {};
}

// Pages referred to an agency, or records of the letter to it.
Result<void> add_other(Workspace& workspace,
                       const Census& census,
                       const std::string& agency,
                       Values& values) {
  values.set("other.name", agency);
  const auto pages = TRY(referred_pages(workspace, census, agency));
  if (pages.empty()) {
    return {};
  }
  std::map<foia::RecordId, std::vector<int>> by_record;
  for (const auto& page : pages) {
    by_record[page.record].push_back(page.page);
  }
  Rows rows;
  for (const auto& [id, list] : by_record) {
    rows.push_back({{"record", foia::control_number(id)},
                    {"kind", TRY(description_of(workspace, id))},
                    {"pages", report::page_list(list)}});
  }
  values.set("other.list", std::move(rows));
  values.set("other.pages", Number{static_cast<std::int64_t>(pages.size()), ""});
  return {};
}

Result<std::optional<foia::Consultation>> consultation_of(Workspace& workspace,
                                                          const std::string& about) {
  const auto all = TRY(workspace.db().consultations());
  if (about.empty()) {
    return all.empty() ? std::optional<foia::Consultation>() : all.back();
  }
  for (const auto& consultation : all) {
    if (fmt::to_string(consultation.id.value) == about) {
      return std::optional<foia::Consultation>(consultation);
    }
  }
  return Error{ErrorCode::not_found,
               fmt::format("there is no consultation {}", about),
               "`vaughn consult status` lists them"};
}

using foia::PageRef;

// The records of a package in its order, each with the places of its pages in pages.pdf.
struct RecordOut {
  foia::RecordId record{};
  std::string description{};
  std::vector<int> pages{};
  int first = 0;  // in pages.pdf
};

Result<std::vector<RecordOut>> records_out(Workspace& workspace,
                                           const foia::Consultation& consultation) {
  std::vector<RecordOut> out;
  int number = 0;
  for (const auto& page : consultation.pages) {
    ++number;
    if (out.empty() || out.back().record != page.record) {
      out.push_back({page.record, TRY(description_of(workspace, page.record)), {}, number});
    }
    out.back().pages.push_back(page.page);
  }
  return out;
}

void add_pages_out(const foia::Consultation& consultation,
                   const std::vector<RecordOut>& records,
                   Values& values) {
  Rows noticed;
  Rows others;
  for (const auto& record : records) {
    const auto last = record.first + static_cast<int>(record.pages.size()) - 1;
    const auto pages = report::page_list(record.pages);
    noticed.push_back(
        {{"record", foia::control_number(record.record)},
         {"file",
          record.first == last ? fmt::format("pages.pdf, page {}", record.first)
                               : fmt::format("pages.pdf, pages {}–{}", record.first, last)},
         {"kind", record.description},
         {"pages", pages}});
    others.push_back({{"record", foia::control_number(record.record)},
                      {"kind", record.description},
                      {"pages", pages}});
  }
  if (records.empty()) {
    return;
  }
  const auto pages = static_cast<std::int64_t>(consultation.pages.size());
  values.set("notice.pages", Number{pages, ""});
  values.set("notice.records", Number{static_cast<std::int64_t>(records.size()), ""});
  values.set("notice.list", std::move(noticed));
  values.set("other.pages", Number{pages, ""});
  values.set("other.list", std::move(others));
}

// "commercial: margin of the contract" of what the submitter wrote.
std::string ground_of(const foia::Objection& objection) {
  const auto kind = base::replace_all(objection.ground, "_", " ");
  return kind.empty() || objection.reason.empty() ? kind + objection.reason
                                                  : kind + ": " + objection.reason;
}

void add_objections(const foia::Consultation& consultation, Values& values) {
  std::int64_t accepted = 0;
  std::int64_t partly = 0;
  Rows overruled;
  for (const auto& objection : consultation.objections) {
    accepted += objection.decision == foia::ObjectionDecision::accepted ? 1 : 0;
    partly += objection.decision == foia::ObjectionDecision::accepted_in_part ? 1 : 0;
    if (foia::is_overruled(objection)) {
      overruled.push_back({{"record", foia::control_number(objection.record)},
                           {"page", Number{objection.page, ""}},
                           {"words", objection.text},
                           {"ground", ground_of(objection)},
                           {"reason", objection.decision_reason}});
    }
  }
  const auto rejected = static_cast<std::int64_t>(overruled.size()) - partly;
  values.set("objections.total",
             Number{static_cast<std::int64_t>(consultation.objections.size()), ""});
  values.set("objections.accepted", Number{accepted, ""});
  values.set("objections.partly", Number{partly, ""});
  values.set("objections.rejected", Number{rejected, ""});
  values.set("objections.list", std::move(overruled));
  if (consultation.returned) {
    values.set("objections.received", *consultation.returned);
  }
}

// The latest of the steps that letters speak of; what the requester has to be told is the latest.
void add_steps(const foia::Consultation& consultation, Values& values) {
  std::string told = "notice";
  for (const auto& step : consultation.steps) {
    if (step.kind == foia::ConsultationStepKind::intent_sent && step.until) {
      values.set("disclosure.on", *step.until);
      told = "intent";
    } else if (step.kind == foia::ConsultationStepKind::enjoined) {
      values.set("suit.case", step.reference);
      told = "suit";
    }
  }
  values.set("told.what", told);
  std::int64_t frozen = 0;
  for (const auto& [page, hold] : clock::holds_of(consultation)) {
    frozen += hold.reason == clock::HoldReason::enjoined ? 1 : 0;
  }
  if (frozen > 0) {
    values.set("suit.pages", Number{frozen, ""});
  }
}

}  // namespace

Result<std::vector<foia::PageRef>> referred_pages(Workspace& workspace,
                                                  const Census& census,
                                                  std::string_view agency) {
  std::set<foia::PageRef> referred;
  for (const auto& page : census.pages) {
    if (page.outcome == PageOutcome::referred) {
      referred.insert({census.records[page.record].record.id, page.page});
    }
  }
  std::vector<foia::PageRef> out;
  for (const auto& decision : TRY(workspace.db().page_decisions())) {
    const foia::PageRef page{decision.record, decision.page};
    if (referred.contains(page) && (agency.empty() || decision.referred_to == agency)) {
      out.push_back(page);
    }
  }
  return out;
}

Result<std::vector<std::pair<std::string, std::int64_t>>> referrals_of(Workspace& workspace,
                                                                       const Census& census) {
  std::set<foia::PageRef> referred;
  for (const auto& page : census.pages) {
    if (page.outcome == PageOutcome::referred) {
      referred.insert({census.records[page.record].record.id, page.page});
    }
  }
  std::map<std::string, std::int64_t> by_agency;
  for (const auto& decision : TRY(workspace.db().page_decisions())) {
    if (referred.contains({decision.record, decision.page})) {
      ++by_agency[decision.referred_to];
    }
  }
  return std::vector<std::pair<std::string, std::int64_t>>(by_agency.begin(), by_agency.end());
}

namespace {

// A letter of before the complaint knows no case.
bool is_in_court(const foia::Matter& matter, base::Date dated) {
  if (matter.case_number.empty()) {
    return false;
  }
  return std::none_of(matter.docket.begin(), matter.docket.end(), [&](const auto& entry) {
    return entry.kind == "complaint" && entry.date.ok() && dated < entry.date;
  });
}

}  // namespace

Result<Values> letter_values(Workspace& workspace, base::Date dated) {
  const auto& matter = workspace.matter();
  const auto& head = matter.letters;
  Values values;
  const auto text = [&](std::string_view field, const std::string& value) {
    values.set(field, value);
  };
  const auto date = [&](std::string_view field, const std::optional<base::Date>& value) {
    if (value) {
      values.set(field, *value);
    }
  };
  values.set("office.lines", lines(head.sender));
  text("office.name", first(head.sender));
  text("office.signer", head.signer);
  text("office.signer_title", head.signer_title);
  text("office.contact", head.contact);
  text("office.status", head.status);
  text("office.liaison", head.liaison);
  values.set("office.appeal", lines(head.appeal_address));
  text("office.appeal_note", head.appeal);
  text("agency.name", matter.request.agency);
  text("agency.short", matter.request.component);
  values.set("letter.date", dated);
  values.set("letter.to", lines(head.addressee));
  text("letter.salutation", first(head.addressee));
  text("request.number", matter.request.number);
  text("request.requester", matter.request.requester);
  date("request.dated", matter.request.dated);
  date("request.received", matter.request.received);
  date("request.search_cutoff", matter.request.search_cutoff);
  text("request.subject", matter.request.subject);
  text("request.text", matter.request.text);
  Rows categories;
  for (const auto& category : matter.categories) {
    categories.push_back({{"key", category.key}, {"text", category.text}});
  }
  values.set("request.categories", std::move(categories));
  if (is_in_court(matter, dated)) {
    text("case.name", matter.name);
    text("case.number", matter.case_number_with_initials());
  }
  TRY(add_dates(workspace, dated, values));
  return values;
}

Result<std::string> description_of(Workspace& workspace, foia::RecordId id) {
  const auto zone = TRY(base::TimeZone::make(workspace.matter().time_zone));
  const auto records = TRY(workspace.db().records({id}));
  if (records.empty()) {
    return std::string();
  }
  const auto date = records[0].date();
  const auto kind = report::kind_words(records[0].kind);
  return date ? fmt::format("{} of {}", kind, base::long_date(zone.date_at(*date)))
              : fmt::format("{}, undated", kind);
}

Result<void> add_consultation(Workspace& workspace,
                              const foia::Consultation& consultation,
                              LetterKind kind,
                              Values& values) {
  const bool is_to_requester =
      kind == LetterKind::requester_notice || kind == LetterKind::referral_notice;
  const auto& matter = workspace.matter();
  const auto address_to = [&](const std::string& name,
                              const std::string& contact,
                              const std::vector<std::string>& address) {
    if (is_to_requester) {
      return;
    }
    std::vector<std::string> all{name};
    if (!contact.empty()) {
      all.push_back(contact);
    }
    all.insert(all.end(), address.begin(), address.end());
    values.set("letter.to", lines(all));
    values.set("letter.salutation", contact.empty() ? name : contact);
  };
  const auto other = [&](const std::string& name, const std::string& contact) {
    values.set("other.name", name);
    values.set("other.contact", contact);
  };
  if (const auto* submitter = matter.submitter(consultation.submitter)) {
    address_to(submitter->name, submitter->contact, submitter->address);
    values.set("submitter.name", submitter->name);
    values.set("submitter.short", submitter->short_name);
    values.set("notice.days", Number{submitter->notice_working_days, ""});
  } else if (const auto* agency = matter.agency(consultation.submitter)) {
    // The contact is one for requesters: it need not be the name of a person.
    address_to(agency->name, "", agency->address);
    other(agency->name, agency->contact);
  } else if (const auto* office = matter.office(consultation.submitter)) {
    address_to(office->name, office->contact, {});
    other(office->name, office->contact);
  }
  add_pages_out(consultation, TRY(records_out(workspace, consultation)), values);
  if (values.find("notice.pages") == nullptr) {
    return Error{ErrorCode::conflict, "the notice names no page", ""};
  }
  const auto due =
      kind == LetterKind::submitter_notice ? consultation.due : foia::due_date(consultation);
  values.set("notice.sent", consultation.sent);
  values.set("notice.due", due);
  values.set("other.due", due);
  if (const auto* dated = values.find("letter.date")) {
    values.set("notice.is_over", due < std::get<base::Date>(*dated));
  }
  if (consultation.kind == foia::ConsultationKind::referral) {
    for (const auto& decision : TRY(workspace.db().page_decisions())) {
      if (PageRef{decision.record, decision.page} == consultation.pages.front()) {
        values.set("other.reason", decision.reason);
      }
    }
  }
  add_objections(consultation, values);
  add_steps(consultation, values);
  return {};
}

Result<void> add_plan(const foia::VolumePlan& plan, const CoverFacts& facts, Values& values) {
  std::int64_t pages = 0;
  std::int64_t in_full = 0;
  std::int64_t in_part = 0;
  std::int64_t withheld = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  Claims claims;
  for (const auto& record : plan.records) {
    for (const auto& page : record.pages) {
      ++pages;
      from = from == 0 ? page.number : std::min(from, page.number);
      to = std::max(to, page.number);
      count_claims(page.outcome, page.claims, claims);
      if (page.outcome == PageOutcome::withheld_in_full) {
        ++withheld;
      } else if (page.outcome == PageOutcome::in_part) {
        ++in_part;
      } else {
        ++in_full;
      }
    }
  }
  if (pages == 0) {
    return Error{ErrorCode::conflict, fmt::format("{} holds no page", plan.name), ""};
  }
  const auto of = fmt::format("volume.{}.", plan.name);
  values.set("volume.name", plan.name);
  values.set("volume.dated", plan.dated);
  values.set("volume.numbers", TRY(numbers(plan.bates, from, to)));
  values.set("volume.pages", Number{pages, of + "pages"});
  values.set("volume.records",
             Number{static_cast<std::int64_t>(plan.records.size()), of + "records"});
  values.set("volume.in_full", Number{in_full, of + "pages.in_full"});
  values.set("volume.in_part", Number{in_part, of + "pages.in_part"});
  values.set("volume.withheld", Number{withheld, of + "pages.withheld_in_full"});
  values.set("volume.supersedes", plan.supersedes);
  values.set("volume.supersedes_reason", report::sentence(plan.supersedes_reason));
  values.set("volume.is_final", facts.is_final);
  values.set("response.at_submitter", Number{facts.pages_at_submitter, ""});
  values.set("response.pending", Number{facts.pages_pending, ""});
  values.set("referrals", referral_rows(facts.referrals));
  set_claims(claims, values);
  return {};
}

Result<Values> ledger_values(Workspace& workspace,
                             LetterKind kind,
                             base::Date dated,
                             std::string& about) {
  auto values = TRY(letter_values(workspace, dated));
  const auto* census = TRY(workspace.census());
  switch (kind) {
    case LetterKind::submitter_notice:
    case LetterKind::intent_to_disclose:
    case LetterKind::reminder:
    case LetterKind::more_time:
    case LetterKind::requester_notice: {
      const auto consultation = TRY(consultation_of(workspace, about));
      if (!consultation) {
        return Error{ErrorCode::conflict,
                     "nothing was sent to a submitter yet",
                     "`vaughn consult send` sends a package with its notice"};
      }
      about = fmt::to_string(consultation->id.value);
      TRY(add_consultation(workspace, *consultation, kind, values));
      const auto undecided = std::count_if(
          consultation->objections.begin(), consultation->objections.end(), [](const auto& o) {
            return o.decision == foia::ObjectionDecision::undecided;
          });
      if (kind == LetterKind::intent_to_disclose && undecided > 0) {
        return Error{ErrorCode::conflict,
                     fmt::format("{} of consultation {} not decided yet",
                                 undecided == 1 ? std::string("1 objection is")
                                                : fmt::format("{} objections are", undecided),
                                 about),
                     "decide them with `vaughn consult decide`"};
      }
      return values;
    }
    case LetterKind::consultation:
    case LetterKind::referral:
    case LetterKind::referral_notice:
      // By the number of a consultation, or by the name of an agency to which pages are referred.
      if (!about.empty() && about.find_first_not_of("0123456789") == std::string::npos) {
        const auto consultation = TRY(consultation_of(workspace, about));
        TRY(add_consultation(workspace, *consultation, kind, values));
      } else if (!about.empty()) {
        TRY(add_other(workspace, *census, about, values));
      }
      return values;
    case LetterKind::interim:
    case LetterKind::cover: {
      const auto counted = TRY(figures(workspace));
      if (about.empty()) {
        const auto volumes = TRY(workspace.db().volumes());
        if (volumes.empty()) {
          return Error{ErrorCode::conflict,
                       "nothing was produced yet",
                       "`vaughn produce run` makes a volume"};
        }
        about = volumes.back().name;
      }
      TRY(add_response(workspace, *census, counted, false, values));
      TRY(add_volume(workspace, counted, about, values));
      // A later volume is no part of what this letter sends.
      TRY(add_running_total(counted, about, values));
      return values;
    }
    case LetterKind::final_response:
    case LetterKind::no_records:
    case LetterKind::denial: {
      const auto counted = TRY(figures(workspace));
      TRY(add_response(workspace, *census, counted, true, values));
      TRY(add_search(workspace, values));
      return values;
    }
    case LetterKind::acknowledgement:
    case LetterKind::extension:
    case LetterKind::question:
    case LetterKind::fee:
    case LetterKind::still_interested:
    case LetterKind::closure: return values;
  }
  return values;
}

Result<void> check_ledger(LetterKind kind, const Values& values) {
  const auto value = [&](std::string_view field) {
    const auto* found = values.find(field);
    return found == nullptr ? 0 : std::get<Number>(*found).value;
  };
  const auto refused = [](std::string message, std::string hint) {
    return Error{ErrorCode::conflict, std::move(message), std::move(hint)};
  };
  if (kind == LetterKind::final_response || kind == LetterKind::denial) {
    const auto open = value("response.pending") + value("response.at_submitter");
    const auto decided =
        value("response.in_full") + value("response.in_part") + value("response.withheld");
    if (open > 0) {
      return refused(
          fmt::format("{} not processed yet",
                      open == 1 ? std::string("1 responsive page is")
                                : fmt::format("{} responsive pages are", base::with_commas(open))),
          "write an interim response, or process them first");
    }
    if (decided != value("response.pages")) {
      return refused(fmt::format("{} decided but not produced",
                                 base::plural(decided - value("response.pages"), "page")),
                     "`vaughn produce plan` shows them");
    }
  }
  if (kind == LetterKind::denial && value("response.in_full") + value("response.in_part") > 0) {
    return refused("pages were released: this is no denial in full", "write the final response");
  }
  if (kind == LetterKind::no_records && value("response.responsive") > 0) {
    return refused(fmt::format("{} found responsive",
                               value("response.responsive") == 1
                                   ? std::string("1 record was")
                                   : fmt::format("{} records were",
                                                 base::with_commas(value("response.responsive")))),
                   "write the final response");
  }
  return {};
}

}  // namespace vaughn::engine
