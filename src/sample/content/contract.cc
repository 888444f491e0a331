// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

const std::string_view kContractTexts = R"(
// 1: contract and pricing; with the contractor also 9.

@invoice.subject
Attestra invoice {PEL-<#2101-2399>|for <month>|and acceptance, <month>}
{Question on|Review of} the <month> Pelorane invoice
Pelorane invoice PEL-<#2101-2399> - {acceptance|discrepancy|approval needed}

@invoice.first
<invoice.open> <invoice.detail*1-2> <invoice.ask>
<invoice.open> <invoice.detail*2-2>\n\n<invoice.ask>

@invoice.open
Attached is the invoice for <month> under contract RSS-21-C-0047, task order TO-000<#3-7>.
{Here is|I have attached} the Pelorane invoice for Attestra services in <month>.
The <month> invoice came in {today|this morning|late on <weekday>} and needs acceptance in the payment system.

@invoice.detail
It bills <#4100-6900> active participants at the unit price of <price_day> per participant per day for the standard tier.
The enhanced tier is listed at the unit price of <price_enhanced>, which is {the option year rate|what modification P0000<#4-9> set}.
Device replacement is billed separately at the device cost of <price_device> for each handset, with <#11-64> handsets this month.
The count in {section 2|line 0003} does not match our {roster|census}: we show <#12-90> fewer participants on the last day of the month.
Voice check-in overage appears at the unit price of <price_voice> per call after the first <#20-40> calls.
Pelorane prorated <#14-120> mid-month enrollments, as the performance work statement allows.

@invoice.ask
{Please|Could you} review and {accept or dispute|let me know if you dispute it} by <due>, since the prompt payment clock started {yesterday|on receipt}.
Please check the counts against the roster before I certify.
If the counts look right to you, I will certify for payment on <weekday>.
I will hold acceptance until we hear back on the roster difference.

@invoice.reply
The counts {match|tie out to} our roster within <#1-9> participants. {I have no objection to payment.|You can certify.}
We are off by <#12-70>. The difference is participants who were terminated after the <#20-28>th but still billed. {I have asked Pelorane for a credit.|A credit memo should follow.}
Please dispute line 0003. The unit price of <price_enhanced> should only apply after the modification date, and <#3-9> sites were moved earlier.
The device cost of <price_device> is right under the current price schedule, but we never received <#2-9> of those handsets at the <fo>.

@invoice.more
A corrected invoice was posted {today|this morning}. The credit is <$900-18000> and it is reflected on the first line.
Certified. Payment should go out by <due>.
Noted in the contract file. {We will raise it at the next program review.|I will add it to the performance log.}
<ack>

@optionyear.subject
Option year {two|three} for Attestra - {pricing|price schedule|decision memo}
Attestra, RSS-21-C-0047: {option year pricing|price schedule for the option year}
{Draft|Comments on} Attestra price schedule, option year {two|three}

@optionyear.first
<optionyear.open> <optionyear.detail*2-3> <optionyear.ask>

@optionyear.open
We have to decide by <due> whether to exercise the next option year of contract RSS-21-C-0047.
Pelorane sent its price schedule for the option year {on <weekday>|last night}.
I am putting together the file for the option year on the Attestra contract.

@optionyear.detail
The standard tier goes {up|from the current rate} to a unit price of <price_option> per participant per day.
The ceiling for the option year would be <ceiling>, the same figure as in the public award notice.
They propose to fold the voice service into the base fee, at a unit price of <price_voice> per call beyond the allowance.
The device cost stays at <price_device>, with a refurbished handset at the device cost of <price_refurb>.
The volume discount starts at <#5-9>,000 participants and takes the unit price down to <price_volume>.
The independent government estimate is in the attachment; {treat it as source selection information|please do not forward it}.

@optionyear.ask
Please send me your comments on the price schedule by <due>.
{Judith|The COR} needs a price reasonableness memo before we can sign.
I would like to know whether the field offices expect the numbers in section <#2-4> to hold.

@optionyear.reply
My main concern is the volume tier. At our current census the unit price of <price_volume> never applies.
I compared it with the option as originally priced. The increase is <#2-6> percent, which is {under|in line with} the index in clause H-<#3-9>.
The program office has no objection to the option year, {provided that the service levels in the statement of work stay as they are|but the handset return process needs to be in the statement of work}.
{Agreed|I agree}. I would ask them to hold the device cost at <price_refurb> for refurbished units {through the whole period|until September}.

@optionyear.more
Signed and posted. The contract modification number is P000<#10-19>.
I attached the final memo to the contract file.
{Finance|The budget office} confirmed funds for the first two quarters of the option year, <$1200000-4800000>.
<ack>

@award.subject
Attestra task order TO-000<#3-7>: {kickoff|scope|period of performance}
Statement of work for {the Attestra kiosk pilot|Attestra onboarding support}
Attestra contract modification P000<#10-19> - {scope|signature|distribution}

@award.first
<award.open> <award.detail*2-3> <award.ask>

@award.open
The contract modification for Attestra is ready for {your review|signature}.
Attached is the draft statement of work for the next Attestra task order.
We are ready to issue the task order under RSS-21-C-0047.

@award.detail
It adds <#2-5> field offices to the enhanced tier and moves the period of performance to <due>.
Section C-<#2-6> keeps the {help desk hours|uptime of 99.<#2-8> percent} and adds a {monthly|quarterly} program review.
Pelorane will provide <#2-6> on-site program specialists for the first <#30-90> days.
The total obligated under the contract to date is <obligated>.
Key personnel are named in the attachment; a substitution needs the contracting officer's consent.
The kiosk pilot covers <#3-9> kiosks at the <fo> and the <fo2>.

@award.ask
Please {sign|return signed} by <due>.
Let me know if the scope is what you had in mind.
I need the technical acceptance from the program office before I release it.

@award.reply
The scope is right. In the statement of work please say "business days" in the service level table, since "days" was read both ways last year.
One change: the kiosk at the <fo> has been {moved|postponed} to <month>, so the task order should not list it.
Signed copy attached. {Please distribute.|We will start on <due>.}
The program office accepts. The only open point is who pays for freight on the kiosks.

@award.more
Distributed to all field offices. {The file is closed.|The fully executed copy is in the contract file.}
I have updated the task order accordingly.
<ack>

@slippage.subject
Attestra service credits under the contract - {<month>|second quarter|outage}
Attestra contract performance: {missed service level|help desk wait times} in <month>

@slippage.first
<slippage.open> <slippage.detail*1-3> <slippage.ask>

@slippage.open
The uptime report for <month> shows Attestra below the level in the contract.
Help desk wait times were over the limit in the statement of work for <#2-4> weeks running.
This is to follow up on the outage of the <#3-27>th.

@slippage.detail
Check-ins failed for about <#2-7> hours {in the mountain region|at the <fo> and the <fo2>}.
The average wait was <#6-19> minutes against a limit of <#3-5>.
By our reading of section E the service credit is <#3-8> percent of the monthly fee, or <$9000-52000>.
The root cause report names a {certificate that expired|queue that filled up|failed database upgrade}.
Officers at the <fo> {went back to paper|took reports by telephone} that day.

@slippage.ask
Please confirm the credit and say on which invoice it will appear.
Please send the root cause report and the corrective steps by <due>.
I would like this on the agenda of the next contract performance review.

@slippage.reply
We agree with the hours but not with the credit: planned maintenance is excluded under section E-4 of the contract.
The credit will be on the next invoice. The root cause report is attached.
Accepted. We have {added monitoring|moved the job to a second queue} and will report on it for <#2-4> months.

@slippage.more
The credit was applied. {I consider this closed.|Closing the item in the contract performance log.}
I do not think planned maintenance covers it, since we had no notice. {Please reconsider.|I will write a letter.}
<ack>

// 9 alone: with the contractor, about neither money nor any other category.

@vendor_ops.subject
Attestra {release <#4-9>.<#0-9>|maintenance window|known issues}
{Weekly status|Status call notes} - Attestra {week <#2-50>|operations}
Attestra {app store update|login errors|push notices in Spanish}

@vendor_ops.first
<vendor_ops.open> <vendor_ops.detail*2-3> <vendor_ops.ask>

@vendor_ops.open
Release <#4-9>.<#0-9> of Attestra is planned for {the night of the <#3-27>th|<due>}.
Here are the notes from {today's|this week's} status call.
We looked into the {login errors|late notices} your officers reported on <weekday>.

@vendor_ops.detail
Participants with {older phones|operating system version <#8-11>} will be asked to update once.
The push notices in {Spanish|Haitian Creole|Portuguese} were sent with the wrong time zone; that is fixed.
About <#40-900> participants had to sign in again; none lost their schedule.
The help desk at (800) 555-0199 has an extra shift on the release weekend.
There is no change to what officers see in the console, apart from a new filter by supervision level.
The camera permission prompt now explains why it is needed.

@vendor_ops.ask
Please tell the field offices. {A short notice for officers is attached.|No action is needed from officers.}
Can you confirm that the window does not collide with anything on your side?
Let us know by <due> if you want us to wait.

@vendor_ops.reply
The window is fine. The <fo> asks for an hour's notice before the console goes down.
Thanks. Two offices still see the old prompt. {Screenshots attached.|I will send screenshots.}
Please hold until after the <#10-15>th; the <fo2> has a full calendar of in-person reports that week.

@vendor_ops.more
Deployed without incident at 02:<#10-55> Eastern.
The last two issues are closed. {See you on <weekday>'s call.|The list is now empty.}
<ack>

@vendor_visit.subject
Pelorane {site visit|on-site specialist} at the <fo>
Program specialist schedule - <fo>
{Agenda|Minutes} - Attestra program review with Pelorane

@vendor_visit.first
<vendor_visit.open> <vendor_visit.detail*1-2> <vendor_visit.ask>

@vendor_visit.open
Our program specialist will be at the <fo> {from <weekday> on|on <due>}.
We would like to visit the <fo> {in the week of <due>|next month} to see how enrollment works in practice.
Attached are the {agenda|minutes} of the Attestra program review.

@vendor_visit.detail
She will sit with the enrollment desk and handle handset swaps.
We plan to watch <#3-8> enrollments from start to finish, without taking notes on participants.
The open items are kiosk placement, the spare handset pool and translations.
Two badges and a desk near the enrollment counter would help.

@vendor_visit.ask
Who should we ask for at the front desk?
Please send {any corrections|your corrections} by <due>.
Does that week work for your staff?

@vendor_visit.reply
That week works. Ask for {the duty officer|me} at the front desk, and bring two forms of identification.
A correction: the spare handset pool is <#20-60> units, not <#61-90>.
Could the specialist come on <weekday> instead? The enrollment desk is short that day.

@vendor_visit.more
Confirmed, thank you. The badge forms are attached.
Thanks for having us. We left a list of <#3-9> small suggestions with the supervisor.
<ack>

// Documents.

@invoice_doc.title
Invoice PEL-<#2101-2399>

@@invoice_doc.body
# PELORANE SYSTEMS, INCORPORATED
= 1180 Cinder Quay, Suite 400
= Remittance: receivables@pelorane.example

## <doc_title> for <month>

Bill to: Release Supervision Service, Program Office. Contract RSS-21-C-0047, task order TO-000<#3-7>. Terms: net 30. Services under the Attestra program.

|Line|Description|Quantity|Unit price|
|0001|Standard tier, participant days|<#120000-190000>|<price_day>|
|0002|Enhanced tier, participant days|<#9000-26000>|<price_enhanced>|
|0003|Handset, replacement (device cost)|<#11-64>|<price_device>|
|0004|Voice check-in overage, calls|<#300-2900>|<price_voice>|

Counts are as of the last day of the month and include mid-month enrollments in proportion. Questions about this invoice: Arlo Venn, Billing.

- The unit price of each line is Pelorane confidential commercial information.
- Credits under section E of the contract, if any, are shown on the next invoice.

@price_doc.title
Price Schedule, Option Year {Two|Three}

@@price_doc.body
# <doc_title>
= Contract RSS-21-C-0047 - Attestra Services
= Pelorane Systems, Incorporated - Confidential commercial information

## 1. Rates

The rates below apply from the first day of the option year. All rates are firm fixed.

|Unit|Basis|Unit price|
|Standard tier|participant per day|<price_option>|
|Enhanced tier|participant per day|<price_enhanced>|
|Standard tier above 7,000|participant per day|<price_volume>|
|Voice check-in overage|call|<price_voice>|
|Kiosk|kiosk per day|<price_kiosk>|

## 2. Devices

The device cost of a new handset is <price_device>. The device cost of a refurbished handset is <price_refurb>. Handsets remain the property of Pelorane and are returned at the end of supervision.

## 3. Ceiling

The ceiling of the option year is <ceiling>, as published in the award notice. Amounts obligated to date under the contract are <obligated>.

## 4. Assumptions

<price_doc.assumption^3-4>

@price_doc.assumption
- An average census of <#4-7>,<#100-900> participants a month, with no month under <#3-3>,<#100-900>.
- Handset losses of no more than <#2-5> percent a year.
- Help desk service in {five|six|seven} languages.
- One on-site program specialist for each <#900-1400> participants.
- No change in the reporting formats during the year.

@sow_doc.title
Statement of Work, Task Order TO-000<#3-7>

@@sow_doc.body
# <doc_title>
= Under Contract RSS-21-C-0047

## C.1 Background

The Release Supervision Service (RSS) runs the Structured Release and Reporting Program (SRRP). Participants report by telephone, in person, or through the Attestra application supplied by Pelorane Systems, Incorporated.

## C.2 Scope

<sow_doc.scope*3-4>

## C.3 Service levels

|Measure|Level|Remedy|
|Application uptime|99.<#2-8> percent a month|Service credit of <#2-5> percent|
|Help desk wait|<#3-5> minutes on average|Service credit of 1 percent|
|Handset replacement|<#2-4> business days|Written explanation|

## C.4 Deliverables

<sow_doc.deliverable^3-4>

## C.5 Government property

The contractor returns all government furnished equipment within <#10-30> business days after the end of the task order.

@sow_doc.scope
The contractor enrolls participants, issues handsets and answers the help desk.
The contractor supplies <#2-6> program specialists who work at the field offices.
The contractor runs the kiosk pilot at the <fo> and the <fo2> for <#3-9> months.
The contractor keeps the application available in {five|six|seven} languages.
The contractor attends a {monthly|quarterly} program review and writes its minutes.

@sow_doc.deliverable
- Enrollment report, weekly, by field office.
- Handset inventory, monthly, with losses explained.
- Root cause report within <#3-7> business days of each outage.
- Transition plan, <#60-120> days before the end of the contract.
- Staffing list of key personnel, at the start and after each change.

@proposal_doc.title
Technical Proposal, Attestra Services

@@proposal_doc.body
# Technical Proposal
= In response to solicitation RSS-21-R-0012
= Use or disclosure of data on this sheet is subject to the restriction on the title page

## 1. Understanding of the requirement

Pelorane understands that RSS needs a reporting service that participants can use from an ordinary telephone. This proposal is part of the competition for contract RSS-21-C-0047 and is not to be released outside the Government.

## 2. Technical approach

<proposal_doc.line*3-4>

## 3. Staffing

<proposal_doc.staff*2-3>

## 4. Price

Prices are in volume three. The unit price of the standard tier is <price_day> and the device cost of a handset is <price_device>.

@proposal_doc.line
Our matching engine compares each check-in portrait with <#3-7> enrollment portraits and keeps only the score.
The scheduler spreads check-ins so that no more than <#4-9> percent of participants report in the same quarter of an hour.
A second provider takes over voice calls within <#20-50> seconds.
The console is built on the same components as our state programs, which shortens acceptance testing by <#3-6> weeks.

@proposal_doc.staff
The program manager has run <#3-9> supervision programs of comparable size.
We staff the help desk at <#14-30> agents, with a supervisor for each <#6-9>.
Each field office has a named program specialist and a substitute.

@vendor_letter.title
Letter to the Contracting Officer

@@vendor_letter.body
= Pelorane Systems, Incorporated
= 1180 Cinder Quay, Suite 400

<today>

Franklin Moss, Contracting Officer
Release Supervision Service

Re: contract RSS-21-C-0047, {request for equitable adjustment|notice under clause H-<#3-9>|change of key personnel}

Dear Contracting Officer:

<vendor_letter.line*3-4>

Please contact me with any questions.

Sincerely,
Preston Kaul
Account Director

@vendor_letter.line
As discussed on the call of <past>, the Attestra help desk has answered <#14-48> percent more calls than the statement of work assumed.
We ask that the Government consider the effect of the added languages on our staffing.
We propose to replace the program manager named in the task order with a person of equal qualifications.
This letter does not ask for a change in the ceiling of <ceiling>.
We value the cooperation of the program office and its field staff.

@estimate_doc.title
Independent Government Estimate, Option Year

@@estimate_doc.body
# DRAFT - PRE-DECISIONAL - DELIBERATIVE
= Independent Government Estimate, option year, contract RSS-21-C-0047

## Purpose

This draft compares three ways to price the Attestra option year. It is prepared to help the contracting officer decide and does not state the position of RSS.

## Options considered

<estimate_doc.option^3-3>

## Staff recommendation

<estimate_doc.recommend*2-3>

@estimate_doc.option
- Exercise the option at the price schedule as offered, with a unit price of <price_option>.
- Exercise the option and negotiate the volume tier, with a target unit price of <price_target>.
- Let the option lapse and bridge for six months while we compete the work again.

@estimate_doc.recommend
Staff would open at <price_target> and settle no higher than the present rate.
We think the contractor will accept a lower device cost before it moves on the daily rate.
The bridge is the weakest of the three, since no other vendor can enroll <#4-6>,000 people in that time.
If the director prefers speed, the first option is defensible on the index alone.
)";

}  // namespace vaughn::sample
