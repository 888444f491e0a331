// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>

#include "base/dates.h"
#include "foia/consultation.h"

// Pages of one record at a submitter, for the tests of rulings and of the life of a consultation.
namespace vaughn::foia {

inline base::Date day(unsigned month, unsigned of_month) {
  return base::Date{std::chrono::year{2026}, std::chrono::month{month}, std::chrono::day{of_month}};
}

inline Consultation given_sent(ConsultationKind kind = ConsultationKind::submitter) {
  Consultation out;
  out.id.value = 1;
  out.kind = kind;
  out.submitter = "northway";
  out.sent = day(3, 2);
  out.due = day(3, 16);
  out.pages = {{RecordId{6}, 1}, {RecordId{6}, 2}};
  return out;
}

inline Consultation given_returned(int objections) {
  auto out = given_sent();
  ConsultationReturn reply;
  reply.returned = day(3, 10);
  out.returns.push_back(reply);
  out.returned = reply.returned;
  for (int i = 1; i <= objections; ++i) {
    Objection objection;
    objection.number = i;
    objection.record = RecordId{6};
    objection.page = 1;
    objection.box = {10, 10.0 * i, 100, 10.0 * i + 8};
    out.objections.push_back(objection);
  }
  return out;
}

}  // namespace vaughn::foia
