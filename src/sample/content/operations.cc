// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

const std::string_view kOperationTexts = R"(
// 6: enforcement operations that used data from the application; (a) to (d) in the topic's name.

@op_data.subject
<op>: {data used|what we pulled from Attestra|location points}
{After-action notes|Summary} - <op>, enforcement operation of the <fo>

@op_data.first
<op_data.open> <op_data.detail*2-3> <op_data.ask>

@op_data.open
This is the summary of <op>, the enforcement operation of <past>.
As asked, here is what we used from Attestra in <op>. It counts as an enforcement operation for the report.
<op> closed on <past>. The after-action notes for the enforcement operation are below.

@op_data.detail
The team used check-in location points of <#3-14> participants from the last <#10-40> days.
For <p1> (<p1_anum>) the last two check-ins gave the address <p1_addr>, where <he> was located at 06:<#10-55>.
<p2_last> had stopped checking in; the team used the phone number <p2_phone> and the home address in the file instead.
Portraits were used to confirm identity for <p1_last> and <p2_last>. No voiceprint was used.
Of <#10-16> persons sought, <#5-9> were located and <#2-4> were arrested; the others were referred to their officers.
During the watch <tech1>, which the team found {useful|too slow}.

@op_data.ask
Please enter it in the quarterly sheet under <fo>.
Let me know if the Statistical Reporting Unit needs anything else.
The export from Attestra is in the case file of the enforcement operation.

@op_data.reply
Entered as row <#12-80>. Which types of data count as used, only those that led to a location or all that were looked at?
Thanks. For the enforcement operation report I need the type of data for each person, not only in total.
One correction. <p2> (<p2_anum>) was located through a relative and not through Attestra.

@op_data.more
All that were looked at. I have changed the row for <op>.
Corrected. The sheet for the enforcement operation now says "home address".
<ack>

@op_breakdown.subject
Attestra: enforcement operations by field office, <quarter> - {return due|your figures|reminder}
Quarterly return: enforcement operations that relied on Attestra, <fo>

@op_breakdown.first
<op_breakdown.open> <op_breakdown.detail*1-2> <op_breakdown.ask>

@op_breakdown.open
The breakdown of enforcement operations by field office for <quarter> is due on <due>.
Please send the figures of the <fo> on enforcement operations that relied on any Attestra data.
Here is our return for <quarter>: enforcement operations that relied on Attestra data.

@op_breakdown.detail
We had <#4-9> enforcement operations in the quarter, of which <#2-3> relied on data from the application.
Please count an operation once, in the office that led it, even if others took part.
Location points were used in <#1-5> and portraits in <#1-3>.
<op> is counted in the <fo>, since it led.

@op_breakdown.ask
Use the sheet of last quarter; the columns have not changed.
Questions about what counts go to the Statistical Reporting Unit.
Please confirm that the figures are final.

@op_breakdown.reply
Final figures attached. We left out one enforcement operation that was cancelled before the team went out.
Our number is lower than last quarter because <op> ran over the end of the quarter and is counted now.
Is an operation that only used the reporting schedule to be counted? We had <#1-3> of those.

@op_breakdown.more
Yes, the schedule is data from Attestra. Please count those enforcement operations too.
Thank you. The breakdown by field office goes to the program office on <due>.
<nudge>
<ack>

@op_sharing.subject
<op>: sharing with {the Interagency Transit Bureau|the harbor police} for the enforcement operation
Request from a partner agency during <op>

@op_sharing.first
<op_sharing.open> <op_sharing.detail*2-2> <op_sharing.ask>

@op_sharing.open
For the enforcement operation <op> we gave check-in data to a partner agency.
A partner agency asked for Attestra data on <#2-6> persons for an enforcement operation, <op>.

@op_sharing.detail
The Interagency Transit Bureau received the last location point of <p1> (<p1_anum>) on <past>, by secure mail.
We sent names and check-in times for <p1_last> and <p2_last>, and nothing else.
The officer in charge approved it; the request form is in the file.
<p3> (<p3_anum>) was on their list but is not a participant of ours.

@op_sharing.ask
Please record it in the log as shared for an enforcement operation.
Does this need a separate entry for each person?
Tell me if the form is not enough.

@op_sharing.reply
One entry for each person, please, with the date and what was sent. I need the authority as well.
Recorded. For the enforcement operation the authority is section <#4-9> of the directive.
The form is enough. Next time please take out dates of birth before you send it.

@op_sharing.more
Done, <#2-6> entries for the enforcement operation.
<ack>

@op_form.subject
Form RSS-209: request for Attestra data for an enforcement operation
{Completed|Blank} form RSS-209 - <fo>
How to obtain Attestra data for enforcement operations - form RSS-209

@op_form.first
<op_form.open> <op_form.detail*2-3> <op_form.ask>

@op_form.open
Attached is form RSS-209, which is needed to obtain Attestra data for an enforcement operation.
We need a release of Attestra data for <op>. The completed form RSS-209 is attached.

@op_form.detail
A supervisor signs it, and the program lead keeps a copy for <#3-7> years.
The form asks for the person, the kind of data, the dates and the reason.
It concerns <p1> (<p1_anum>), last known phone <p1_phone>.
Data is released for no more than <#14-45> days back unless the director agrees.
Note that <tech2>, so a request for single points will miss some.

@op_form.ask
Please release by <due>.
Please return the signed form RSS-209.
Let me know whether the reason is specific enough.

@op_form.reply
The reason is not specific enough. "Locate" alone does not meet the procedure for enforcement operations; please say why other means failed.
Signed and released. The file is on the restricted share of the office.
Box 6 of form RSS-209 is empty. I cannot release without dates.

@op_form.more
Box 6 is filled in now. Please look again.
Released for <#14-30> days. {The log is updated.|Please delete the file after the enforcement operation.}
<ack>

@op_report_doc.title
After-Action Report: <op>

@@op_report_doc.body
# <doc_title>
= <me_office> - Law enforcement sensitive

## 1. Summary

<op> was an enforcement operation led by the <fo> on <past>. Of <#10-16> persons sought, <#5-9> were located and <#2-4> were arrested.

## 2. Data from Attestra

|Person|A-number|Data used|Result|
|<p1>|<p1_anum>|Location points, portrait|Located|
|<p2>|<p2_anum>|Reporting schedule|{Not located|Located}|
|<p3>|<p3_anum>|Home address only|{Located|Arrested}|

<op_report_doc.para*2-3>

## 3. Methods

In this operation <tech1>. The team lead also notes that <tech2>.

## 4. Sharing

<op_report_doc.share*1-2>

## 5. Lessons

<op_report_doc.lesson^2-3>

@op_report_doc.para
<p1> (<p1_anum>, telephone <p1_phone>) was located at <p1_addr> after two check-ins from the same block.
The social security number on the intake sheet of <p2>, <p2_ssn>, was wrong in the case system and has been corrected.
<p3_last> was found at work by a local partner; no data from the application was used for <him>.
The enforcement operation began at 05:<#10-50> and ended before noon without injury.

@op_report_doc.share
Names and last check-in times of two persons were given to the Interagency Transit Bureau for the enforcement operation.
Nothing was shared outside RSS.

@op_report_doc.lesson
- Ask for data by form RSS-209 at least <#2-5> days ahead.
- Do not rely on one location point.
- Check the case file for standing exceptions first.
- Bring an interpreter.

@op_form_doc.title
Form RSS-209, Request for Attestra Data

@@op_form_doc.body
# Form RSS-209
= Request for Attestra data for an enforcement operation

|Box|Entry|
|1. Field office|<fo>|
|2. Operation|<op>|
|3. Person and A-number|<p1>, <p1_anum>|
|4. Kind of data|{Location points|Check-in history|Portrait}|
|5. Reason|<op_form_doc.reason>|
|6. Dates|<past> to <today>|
|7. Last known telephone|<p1_phone>|
|8. Approved by|<me>|

The officer keeps this form with the file of the enforcement operation. A copy goes to the program lead.

@op_form_doc.reason
Missed <#3-9> check-ins; letters returned; home visit without result
New address unknown; calls not answered for <#10-30> days
Needed to confirm identity before contact

@op_procedure_doc.title
Procedure for Obtaining Attestra Data for Enforcement Operations

@@op_procedure_doc.body
# Procedure
= Obtaining Attestra data for enforcement operations
= Program Office

## 1. When

Data from Attestra may be used in an enforcement operation only after a request on form RSS-209.

## 2. Who approves

<op_procedure_doc.who*2-3>

## 3. What may be released

<op_procedure_doc.what^2-3>

## 4. Technical notes

For planning, officers should know that <tech1> and that <tech2>.

@op_procedure_doc.who
A supervisory release officer approves requests for up to <#14-30> days of data.
The field office director approves longer periods.
Contractor staff export the data but do not decide on release.

@op_procedure_doc.what
- Location points at check-ins.
- Portraits, for identification only.
- The reporting schedule.
- Not voiceprints.
)";

}  // namespace vaughn::sample
