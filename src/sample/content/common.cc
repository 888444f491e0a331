// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

std::vector<std::string_view> content() {
  return {kCommonTexts,
          kContractTexts,
          kProgramTexts,
          kOperationTexts,
          kOversightTexts,
          kUnrelatedTexts};
}

const std::string_view kCommonTexts = R"(
@greeting
<you_first>,
Hi <you_first>,
Good {morning|afternoon}, <you_first>,
Hello <you_first>,
<you_first> -

@closing
Thanks,
Thank you,
Regards,
Best,
Many thanks,
Talk soon,

@ack
Thanks, got it.
{Received|Got this}, thank you.
Understood. {I will take it from here.|Will do.}
Works for me.
Thanks for the quick turnaround.
That {answers|settles} it, thank you.
Appreciate it.
OK. {I will update the tracker.|Adding it to the list for <weekday>.}

@weekday
{Monday|Tuesday|Wednesday|Thursday|Friday}

@nudge
Any {news|update} on this? {We owe an answer by <due>.|I am being asked again.|No rush, but before <due> if you can.}
Circling back on {the below|this one}. {Could you|Can you} {confirm|reply} by <due>?
Sorry to chase. {Is this still with you?|Where does this stand?} The date we gave was <due>.

@call
{Can we talk|Do you have ten minutes} {on <weekday>|this afternoon|tomorrow before 10}?
I am {in the office|at my desk} {all day|until 4} if a call is easier.
Let us put it on the agenda for the {biweekly|monthly} call.

@doc.footer
{Internal use|Official use} - <me_office>
<me_office> - {internal|working} document
Release Supervision Service
)";

}  // namespace vaughn::sample
