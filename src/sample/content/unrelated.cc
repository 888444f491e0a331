// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

const std::string_view kUnrelatedTexts = R"(
@parking.subject
Parking {garage closed|permits|lot B} {next week|from <due>}
@parking.first
The garage will be closed {for repairs|for cleaning} from <due>. {Please use lot B.|Street parking is free until 9.} Permits on the dashboard, please; <#2-9> cars were towed last time.
@parking.reply
Is lot B open on weekends? I am on duty on <weekday>.
Thanks. My permit says lot A, does it count?
@parking.more
Yes, until <#6-10> in the evening.
<ack>

@potluck.subject
{Potluck|Farewell lunch|Birthday cake} on <weekday>
@potluck.first
{We are saying goodbye to a colleague|It is that time of the year}: {potluck|lunch} on <weekday> at noon in the {break room|second floor kitchen}. Please bring {a dish|something to drink}. The list is on the door. {Mark what has nuts in it.|We need plates.}
@potluck.reply
I will bring {rice|a salad|lemon bars|empanadas}.
Count me in. {I can do drinks.|I have plates from last time.}
I am out that day, but I will leave cookies.
@potluck.more
There were <#2-9> boxes left over, they are in the refrigerator.
<ack>

@leave.subject
{Leave request|Leave calendar} - {week of <due>|<month>}
@leave.first
I would like to take leave from <due> for <#2-9> days. {My cases are covered.|I have asked for coverage at the counter.} {I will be reachable in an emergency.|I will not have my computer.}
@leave.reply
Approved. Please enter it in the time system.
We are short that week. Could you move it by <#2-5> days?
@leave.more
That works, I have changed the request.
<ack>

@timecards.subject
Timecards {due on <weekday>|for pay period <#2-25>}
@timecards.first
Timecards for pay period <#2-25> are due on <weekday> at noon. {Overtime needs a code.|Please use code <#2100-2990> for the holiday.} <#2-9> of you have not submitted the last one either.
@timecards.reply
Submitted. Code <#2100-2990> is greyed out for me.
Which code do I use for jury duty?
@timecards.more
Use the one below it; payroll will fix the rest.
<ack>

@hvac.subject
{Heating|Air conditioning|Water} on the {second|third|fourth} floor
@hvac.first
The {heating|air conditioning} on this side of the floor has been {off|far too strong} since <weekday>. It is <#58-86> degrees at my desk. {Facilities says a part is on order.|I have opened ticket <#30100-39900>.}
@hvac.reply
Same here. {I brought a fan.|We moved to the conference room.}
The part arrives on <due>. Until then you may work from the training room.
@hvac.more
Fixed this morning. {Please close the vents by the window.|Let me know if it is back.}
<ack>

@travel.subject
Travel voucher {TV-<#4100-4990>|- missing receipt}
@travel.first
Your travel voucher TV-<#4100-4990> for the {regional meeting|conference} was returned. {The hotel receipt is missing.|The per diem for the last day is three quarters.} Please correct and resubmit by <due>. The amount at issue is <$60-900>.
@travel.reply
Receipt attached. The hotel only gave me a copy.
I used the rate from the web site. Which one is right?
@travel.more
Approved for payment.
<ack>

@printers.subject
{Printer lease|Toner order|Copier} - {third floor|quote|delivery}
@printers.first
The lease on the copier on the {second|third} floor ends on <due>. I have <#2-4> quotes; the lowest is <$1900-8800> a year with toner. {Do we still need color?|We print <#9-30>,000 pages a month.} The supplier wants an answer this week.
@printers.reply
Color for one machine is enough.
Please take the one with the larger paper tray, the other jams.
@printers.more
Ordered, delivery on <due>.
<ack>

@itsupport.subject
{Password reset|Laptop refresh|VPN} - ticket <#30100-39900>
@itsupport.first
Your laptop is due for replacement. Please {back up your files|bring it to the help desk} on <due>. It takes about <#30-120> minutes. {Files on the desktop are not copied.|Bring your badge.}
The network will be down on <weekday> from <#6-9> to <#10-11> in the evening. Remote access will not work.
@itsupport.reply
Can I have it on <weekday> instead? I have hearings that day.
I still cannot print from the new one.
@itsupport.more
The driver was missing. Try again now.
<ack>

@newsletter.subject
RSS Weekly - issue <#20-49>
{Wellness tip of the week|Safety corner}, issue <#20-49>
@newsletter.first
In this issue: {new faces at the <fo>|a retirement after <#25-38> years}, the {blood drive|book swap} on <due>, and a reminder to {lock your screen|update your emergency contacts|use the stairs}. {The cafeteria has a new soup.|The softball team lost, but only just.} Submit your photographs by <weekday>.
@newsletter.reply
Please take me off this list.
Lovely picture on page <#2-4>.
@newsletter.more
<ack>

@hearing.subject
{Calendar|Courtroom} change - {docket of <due>|afternoon session}
@hearing.first
The {morning|afternoon} docket of <due> moves to courtroom <#2-9>. <p2> is now at <#1-3>:<#15-45>. {Please tell the interpreter.|Transport has been told.} The participant reports in person and is not on any application.
@hearing.reply
The interpreter is booked. <p2_last> was told by telephone at <p2_phone>.
Transport needs it in writing.
@hearing.more
Sent.
<ack>

@hiring.subject
{Vacancy|Interview panel} - {release officer|office assistant}, <fo>
@hiring.first
The vacancy for {a release officer|an office assistant} closes on <due>. We have <#8-60> applications so far. {Would you sit on the interview panel?|The panel meets on <weekday>.} It takes about <#3-6> hours in all.
@hiring.reply
Gladly, but not on <weekday>.
I know one of the applicants, so I had better not.
@hiring.more
The selection is with human resources.
<ack>

@vehicles.subject
{Fleet car <#11-49>|Vehicle inspection} - {keys|mileage log|recall}
@vehicles.first
Fleet car <#11-49> is back from {inspection|the body shop}. {The mileage log has a gap of <#120-480> miles.|Please fill the tank before you park it.} The next service is due on <due>.
@vehicles.reply
That was me, I forgot to write it down. <#120-480> miles to the regional meeting.
The spare key is missing.
@vehicles.more
Found it in the glove box.
<ack>

@ethics.subject
Annual ethics {training|disclosure} due <due>
@ethics.first
Everyone must complete the annual ethics training by <due>. It takes <#40-90> minutes on the learning site. {Print the certificate.|A certificate is filed automatically.} Supervisors see who is late.
@ethics.reply
The last slide does not load for me.
Done. Does the one from my old agency count?
@ethics.more
Please use another browser.
<ack>

@grants.subject
{County grant|Reentry grant} - {budget|quarterly report}
@grants.first
The quarterly report on the reentry grant is due on <due>. {Two counties have not sent theirs.|The budget table does not add up.} We have spent <$40000-380000> of the award. The grant pays for bus passes and job fairs and has nothing to do with supervision.
@grants.reply
The counties promised theirs by <weekday>.
Line <#3-9> should be <$2000-9000>, I mistyped it.
@grants.more
Filed.
<ack>

// Mentions the program but answers none of the categories.

@near_lobby.subject
Attestra kiosk in the lobby: {paper|chairs|signs}
@near_lobby.first
The chairs next to the Attestra kiosk in the lobby are in the way of the fire door. {Can facilities move them?|Please move them to the other wall.} The sign has come off as well. It needs <#2-6> screws.
@near_lobby.reply
Moved. The sign needs a longer cable tie.
Facilities will come on <weekday>.
@near_lobby.more
<ack>

@near_parking.subject
Visitor parking for Pelorane on <weekday>
@near_parking.first
<#2-4> people from Pelorane will be here on <weekday>. Please keep <#2-4> spaces in lot B free and tell the guard. {They leave before 3.|They bring a van.}
@near_parking.reply
Done. The guard has the names of the visitors.
@near_parking.more
<ack>

@near_party.subject
Attestra team {softball|bowling} night
@near_party.first
The Attestra support team is putting together a {softball|bowling} night on <due>. {Families are welcome.|Shoes are included.} We need <#3-9> more people for two teams. Sign up on the board in the Pelorane break room.
@near_party.reply
I am in, and so is my brother.
I can keep score.
@near_party.more
We lost by <#2-19>, but the pizza was good.
<ack>

// Documents nobody asked for.

@menu_doc.title
{Cafeteria Menu|Holiday Schedule|Carpool List}
@@menu_doc.body
# <doc_title>
= Week of <due>

<menu_doc.line^4-6>

Subject to change. Questions to facilities, room <#101-420>.

@menu_doc.line
- Monday: lentil soup, <$5-9>
- Tuesday: baked fish, <$7-12>
- Wednesday: the kitchen is closed
- Thursday: noodle bowl, <$6-11>
- Friday: leftovers, half price
- The blue car pool leaves at 4:<#10-50> from lot B

@facilities_doc.title
Facilities Notice {2<#2-3>|}-<#10-99>
@@facilities_doc.body
# <doc_title>
= <me_office>

<facilities_doc.line*3-4>

|Area|From|To|
|Second floor, west|<today>|<due>|
|Stairwell B|<today>|<due>|
|Loading dock|closed on <weekday>|reopens on <due>|

@facilities_doc.line
Painting begins on <due> and takes <#3-9> days.
Please clear your window sills.
The freight elevator is reserved for the movers until <#9-11> each morning.
Noise is expected between <#7-9> and noon.
Report water leaks at once, by telephone and not by e-mail.

@minutes_doc.title
Minutes of the {Safety|Social|Space} Committee
@@minutes_doc.body
# <doc_title>
= <today>

Present: <#4-9> members. The minutes of <past> were approved.

## Items

<minutes_doc.line^3-4>

Next meeting on <due>.

@minutes_doc.line
- The fire drill took <#4-9> minutes. Two people used the elevator.
- The plants on the third floor belong to nobody; {they may stay|they will be given away}.
- The committee has <$80-400> left for the year.
- A second microwave was voted down, <#3-5> to <#1-2>.
- First aid kits were checked; <#1-3> lacked gloves.

@resume_doc.title
Application for Employment
@@resume_doc.body
# Application for Employment
= Vacancy at the <fo>

Applicant: <p3>
Address: <p3_addr>
Telephone: <p3_phone>
Social security number: <p3_ssn>

## Experience

<resume_doc.line^2-3>

## Education

<resume_doc.school>

@resume_doc.line
- Shift lead, Cooper Street Bakery, <#2-9> years
- Office assistant, county clerk, <#2-9> years
- Volunteer driver, food pantry, <#2-9> years
- Night auditor, Harbor Inn, <#2-9> years

@resume_doc.school
Associate degree, community college, with honors
High school diploma and a certificate in bookkeeping
)";

}  // namespace vaughn::sample
