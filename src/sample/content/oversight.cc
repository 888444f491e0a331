// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

const std::string_view kOversightTexts = R"(
// 7: audits.

@audit.subject
{Performance audit|Audit findings|Corrective action plan} - Attestra program, {fiscal year 2<#2-3>|report 2<#2-3>-0<#4-9>}
Attestra performance audit: {document request|entrance conference|draft findings}
Corrective action plan for audit finding <#1-7>, SRRP

@audit.first
<audit.open> <audit.detail*2-3> <audit.ask>

@audit.open
The auditors sent their document request for the performance audit of the Attestra program.
The draft audit findings on SRRP came in {today|on <weekday>} and we have until <due> to respond.
We need a corrective action plan for audit finding <#1-7> by <due>.

@audit.detail
They sampled <#40-160> case files at the <fo> and found no written reason in <#4-30> of them.
Audit finding <#1-3> says that exceptions were not renewed on time in <#8-40> percent of the sample.
Audit finding <#4-7> is about the handset inventory, which was off by <#9-60> units.
They ask for access logs of the console for <#3-9> months.
The auditors did not find that anyone was harmed, but they could not rule it out for <#2-9> cases.
Most of it was fixed before the performance audit began.

@audit.ask
Please send your part of the response by <due>.
Who owns the corrective action plan in your office?
Tell me whether you agree with the facts, not yet with the conclusions.

@audit.reply
We agree with the facts, apart from <#2-5> files that were not ours. For the corrective action plan we propose a monthly check by supervisors.
The inventory in audit finding <#4-7> was taken during a move. A new count gives a difference of <#1-6>.
Access logs are attached. They are long; the auditors may want a sample for the performance audit.
Our supervisor owns it. The first check under the corrective action plan is on <due>.

@audit.more
The response went out with all parts. The audit findings will be closed one by one.
Audit finding <#1-7> is closed. {Two remain.|The rest stay open until the next quarter.}
<nudge>
<ack>

@audit_doc.title
Performance Audit of the Attestra Program, Report 2<#2-3>-0<#4-9>

@@audit_doc.body
# <doc_title>
= Reporting by application in SRRP

## Results in brief

<audit_doc.brief*3-3>

## Audit finding 1: reasons were not written down

In <#4-30> of <#40-160> case files at the <fo> the reason for a change of level was missing.

## Audit finding 2: exceptions were not renewed

Standing exceptions ran out in <#8-40> percent of the sample without anyone noticing.

## Audit finding 3: the handset inventory was wrong

|Office|On the list|Counted|Difference|
|<fo>|<#140-260>|<#100-139>|not explained|
|<fo2>|<#140-260>|<#100-139>|in repair|

## Recommendations

<audit_doc.recommend^3-3>

## Response of the program office

The program office agrees with the recommendations and will send a corrective action plan by <due>.

@audit_doc.brief
The program reaches its goals at most offices.
Records do not always show why decisions were made.
Controls on handsets are weak.
Access to the console is limited to people who need it.
We did not test the contractor's own systems.

@audit_doc.recommend
- Have supervisors check <#10-30> files a month.
- Send a reminder <#10-20> days before an exception ends.
- Count handsets twice a year.
- Remove console access on the last day of employment.

@action_doc.title
Corrective Action Plan, Audit Report 2<#2-3>-0<#4-9>

@@action_doc.body
# <doc_title>
= Attestra program

|Audit finding|Action|Owner|Due|
|1|Monthly file check by supervisors|Field office directors|<due>|
|2|Reminder before an exception ends|Program office|<due>|
|3|Count of all handsets|Program leads|<due>|

<action_doc.para*2-2>

@action_doc.para
Progress on this corrective action plan is reported each quarter.
The first count of handsets at the <fo> is done.
Supervisors have <#4-10> hours a month for the file check.

// 8: complaints.

@complaint.subject
Complaint about Attestra - {<p1_last>|<fo>|response due}
FW: Attestra complaint from {a participant|<p1>} ({check-in at night|failed portrait match|handset overheating})
Grievance {<#101-399>|- acknowledgment}: Attestra, <fo>

@complaint.first
<complaint.open> <complaint.detail*1-2> <complaint.ask>

@complaint.open
We received a complaint from <p1> (<p1_anum>) about Attestra.
<p1> came to the counter with a complaint about the application. <He> can be reached at <p1_phone>.
Please see the grievance below, sent from <p1_mail>. The participant is <p1>, <p1_anum>.

@complaint.detail
<He> says that the portrait match fails {at night|in poor light} and that <he> is then recorded as absent.
The application woke the family at 02:<#10-55> on <#2-5> nights in a row.
The handset gets hot; a photograph is attached to the complaint.
The complaint says that the employer saw the check-in and that <p1_last> lost the job over it.
A letter was sent to <p1_addr>, which is not where <he> lives any more.
The complainant asks to report in person instead.

@complaint.ask
Please look into it and let me have a draft answer by <due>.
Has the help desk seen this before?
The time limit for an answer to the complaint is <due>.

@complaint.reply
I called <p1_last> at <p1_phone> and changed <him> to voice check-ins for now. The complaint can be answered on that basis.
The help desk has <#3-19> similar complaints with the same phone model. A fix is promised for the next release.
The schedule was set to the wrong time zone. It is corrected, and I apologized. Draft answer to the complaint attached.
We could not reproduce it, but the record of absences for <p1_anum> has been cleared.

@complaint.more
The answer was mailed to <p1_addr> {today|on <weekday>}. The complaint is closed.
Closed in the grievance register as "{resolved|resolved in part}".
<nudge>
<ack>

@complaint_trend.subject
Complaints about Attestra, <quarter> - {summary|trend|for the director}
Grievance register <quarter>: Attestra

@complaint_trend.first
The complaint summary for <quarter> is attached. There were <#20-70> complaints, of which <#8-19> were about failed portrait matches, <#4-12> about notices at night and <#2-9> about handsets. <complaint_trend.detail*1-2> Please check the figures of your office by <due>.

@complaint_trend.detail
The <fo> has more complaints than its share, mostly about one phone model.
Answers took <#6-21> business days on average; the limit is <#10-15>.
No complaint was sustained against a contractor employee.
Complaints fell by <#5-30> percent after the last release.

@complaint_trend.reply
Our figures are right. Two complaints are counted twice because they came by letter and by telephone.
I would not read a trend into one quarter. The register of grievances changed in between.

@complaint_trend.more
Corrected, the total is now <#20-69>.
<ack>

@complaint_doc.title
Complaint Letter

@@complaint_doc.body
<p1>
<p1_addr>

<past>

To the field office director
<fo>

I am writing to make a complaint about the Attestra application on my phone. My number is <p1_anum>.

<complaint_doc.para*3-4>

You can call me at <p1_phone>, but not during my shift.

Respectfully,
<p1>

@complaint_doc.para
On <#3-6> days last month the application did not know my face. I tried in the kitchen and in the street. Then the officer wrote that I was absent.
The telephone rings at two in the morning and my children wake up. I have to stand in the light and hold the telephone up.
My supervisor at work saw it and asked what I had done. Since then I get fewer shifts.
I called the help line and waited <#25-70> minutes.
I have never missed an appointment in person. Please let me come to the office instead.
The telephone you gave me gets so hot that I cannot hold it.

@answer_doc.title
Answer to a Complaint

@@answer_doc.body
= Release Supervision Service
= <fo>

<today>

<p1>
<p1_addr>

Dear <p1_last>:

Thank you for your complaint about the Attestra application of <past>. <answer_doc.para*2-3>

You may ask for a review of this answer to your complaint within <#20-40> days.

Sincerely,
<me>
<me_title>

@answer_doc.para
We have removed the absences from your record.
You now report by telephone, once a week, at a time you choose.
A different handset is ready for you at the counter.
We are sorry for the calls at night. The schedule was wrong and has been corrected.
)";

}  // namespace vaughn::sample
