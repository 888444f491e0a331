// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "foia/determination.h"
#include "foia/ids.h"

namespace vaughn::report {

// The ids of the figures that papers print. engine/figures.cc counts them; a paper that asks for
// one that is not there fails with not_found.
//
//   records.collected  records.responsive  records.duplicate  records.non_responsive
//   records.produced   exceptions          volumes            vaughn.entries   marks
//   pages.responsive   pages.processed     pages.produced
//   pages.in_full      pages.in_part       pages.withheld_in_full
//   pages.referred     pages.at_submitter  pages.pending
//       each pages.* also of a part: category.KEY.pages.* and office.KEY.pages.*
//   category.KEY.records.responsive
//   office.KEY.records        office.KEY.records.responsive    office.KEY.exceptions
//   tasking.ID.records        tasking.ID.records.responsive
//   taskings  taskings.open  taskings.answered  taskings.records_returned  taskings.no_records
//   taskings.closed
//   volume.NAME.pages         volume.NAME.records              volume.NAME.pages.running
//   volume.NAME.pages.in_full  .in_part  .withheld_in_full
//   data.KEY.records  .rows  .rows.counted  .rows.duplicate  .rows.listed
//   submitter.KEY.pages.sent  .pages.out  .pages.returned  .pages.unanswered  .pages.released
//   submitter.KEY.objections  .objections.accepted  .accepted_in_part  .rejected  .undecided
//   agency.KEY.pages.*  as of a submitter, and .pages.referred
//   agency.KEY.recommendations  and so on, as objections

// A number a paper printed and where: "Status of Litigation", "productions, VOL001".
struct UsedFigure {
  std::string id{};
  std::int64_t value = 0;
  std::string where{};
  bool operator==(const UsedFigure&) const = default;
};

// "pages.in_part"
std::string page_figure(foia::PageOutcome outcome);
// "category.6." and so on, to stand before "pages.in_part" or "records.responsive"
std::string category_scope(std::string_view key);
std::string office_scope(std::string_view key);
std::string volume_scope(std::string_view name);
std::string submitter_scope(std::string_view key);
std::string tasking_scope(foia::TaskingId id);

}  // namespace vaughn::report
