// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/content.h"

namespace vaughn::sample {

const std::string_view kProgramTexts = R"(
// 2: policies.

@policy.subject
{Draft|Revised|Comments on} policy directive 41-<#2-9> on Attestra reporting
Attestra {field guidance|standard operating procedure} - {missed check-ins|travel requests|handset loss}
SRRP policy memorandum {22|23}-0<#1-9>: {supervision levels|reporting windows|language access}

@policy.first
<policy.open> <policy.detail*2-3> <policy.ask>

@policy.open
The revised policy directive on Attestra reporting is attached for {comment|clearance}.
Field guidance on missed check-ins needs an update before {the new release|the end of the quarter}.
We have had <#3-9> questions from field offices about the standard operating procedure for Attestra.

@policy.detail
Section <#3-8> now says that a missed check-in is followed by a call within <#2-8> hours and a letter after <#2-4> days.
It defines four supervision levels and says when an officer may change a level without a supervisor.
A participant may ask to report in person instead; the officer answers within <#3-10> business days.
The officer records the reason for every change in the case file.
We took out the paragraph on unannounced visits, which belongs in another directive.
Participants without a phone of their own get a handset; nobody is placed on a higher level for lack of a phone.

@policy.ask
Comments by <due>, please, in the margin and not by e-mail.
Please say whether your office can live with the time limits.
If I hear nothing by <due>, I will take it as concurrence.

@policy.reply
The time limits are tight for us. With <#2-5> officers out we cannot call within <#2-4> hours. {Could the policy directive say one business day?|One business day would work.}
We concur with the policy directive, with one edit in section <#3-8>: "may" instead of "shall".
Two questions on the standard operating procedure. Who signs for a handset that is lost twice, and does travel within the district need approval?
I like the shorter field guidance. Please keep the table on the last page, officers print it.

@policy.more
Your edits are in. The policy directive goes to the director on <due>.
Signed {today|on <weekday>} and effective on <due>. {Please brief your officers.|It replaces the version of <past>.}
<nudge>
<ack>

@exception_policy.subject
Attestra {exemptions|medical exceptions} - policy directive 41-<#2-9>, section 7
How to apply the Attestra policy directive to {night workers|caregivers|people without a fixed address}

@exception_policy.first
<exception_policy.open> <exception_policy.detail*2-2> <exception_policy.ask>

@exception_policy.open
We need a ruling on section 7 of the policy directive on Attestra.
Officers here apply the exception for {night workers|caregivers} differently.
A supervisor asked how the policy directive treats participants in {hospital|a shelter}.

@exception_policy.detail
Some move the window by hand each week and some file a standing exception.
The directive says "documented hardship" but not what documents it.
We have about <#12-70> participants to whom it could apply.
A standing exception has to be renewed every <#30-90> days, which nobody does.

@exception_policy.ask
Can the policy branch issue field guidance?
Which reading is right?
Until I hear otherwise we will apply it in favor of the participant.

@exception_policy.reply
The second reading is right. A letter from an employer, a clinic or a shelter is enough. I will say so in the next field guidance.
File a standing exception, and note the policy directive and section in the case file. A supervisor may renew it without a new letter.
Please do not move windows by hand; the report cannot tell such a change from a late check-in.

@exception_policy.more
That helps. We will tell all officers at the <weekday> meeting.
It will be question <#4-19> of the policy memorandum.
<ack>

@directive_doc.title
Policy Directive 41-<#2-9>: {Reporting through Attestra|Missed Check-Ins|Supervision Levels}

@@directive_doc.body
# Release Supervision Service
= <doc_title>
= Effective <due>

## 1. Purpose

This policy directive states how field offices use the Attestra application in the Structured Release and Reporting Program (SRRP).

## 2. Authority and scope

It applies to all field offices and to contractor staff who work in them. It replaces the directive of <past>.

## 3. Responsibilities

<directive_doc.duty^3-4>

## 4. Procedure

<directive_doc.step*4-5>

## 5. Exceptions

<directive_doc.exception*2-3>

## 6. Records

Officers keep a written reason for every change of level in the case file for <#3-7> years.

## 7. Questions

Questions go to the policy branch of the program office.

@directive_doc.duty
- The field office director names a program lead and a substitute.
- Supervisory release officers review every level change within <#3-10> business days.
- Release officers explain reporting duties at enrollment in a language the participant understands.
- Contractor staff do not decide on levels, exceptions or sanctions.
- The policy branch reviews this directive each year.

@directive_doc.step
The officer sets a reporting window of no less than <#45-180> minutes.
After a missed check-in the officer calls the participant within <#2-8> hours.
After a second missed check-in in <#10-30> days the officer schedules an office visit.
A check-in outside the approved area is not by itself a violation.
The officer tells the participant of each change in writing.
A lost handset is replaced within <#2-4> business days.

@directive_doc.exception
A participant may report in person for medical, work or family reasons.
A supervisor may approve a standing exception for up to <#60-180> days.
An exception is never a reason for a higher level.

@guidance_doc.title
Field Guidance: {Missed check-ins|Handsets|Travel requests} in Attestra

@@guidance_doc.body
# <doc_title>
= Policy branch

This field guidance explains policy directive 41-<#2-9>. It is not a new rule.

## In short

<guidance_doc.line^3-4>

## Questions from the field

|Question|Answer|
|<guidance_doc.q1>|<guidance_doc.a1>|
|<guidance_doc.q2>|<guidance_doc.a2>|
|<guidance_doc.q3>|<guidance_doc.a3>|

@guidance_doc.line
- Call first, write second.
- One late check-in of less than <#15-40> minutes needs no action.
- Use the standing exception for people who work at night.
- Ask the help desk, (800) 555-0199, about phones; ask the policy branch about people.
- Write down the reason, even if it is short.

@guidance_doc.q1
May I change the window at the participant's request?
@guidance_doc.a1
Yes, once in <#20-40> days without a supervisor.
@guidance_doc.q2
What if the phone is broken?
@guidance_doc.a2
Reports by voice or in person count in full until it is replaced.
@guidance_doc.q3
Does travel within the district need approval?
@guidance_doc.a3
No. Travel outside it does, <#2-5> business days ahead.

// 3: training.

@training.subject
Attestra training {for new officers|dates for <month>|at the <fo>}
{Refresher course|Curriculum} - Attestra console
Attestra training roster, <fo>

@training.first
<training.open> <training.detail*2-3> <training.ask>

@training.open
The next Attestra training for release officers is on <due>.
We are updating the curriculum of the Attestra refresher course.
The <fo> has <#3-14> new officers who need Attestra training before they get console access.

@training.detail
It takes <#3-7> hours, with the console in the morning and role play in the afternoon.
The training module on alerts is now split in two, since people ran out of time.
Bring a laptop and a government phone; practice accounts are provided.
The job aid fits on two pages and replaces the binder.
<#6-24> seats are left in the {morning|afternoon} session.
The quiz at the end needs <#70-90> percent to pass; last time <#85-99> percent passed at the first try.

@training.ask
Please send me the training roster by <due>.
Let me know who will attend from your office.
Comments on the training module are welcome until <due>.

@training.reply
We will send <#3-9> people. The training roster is attached.
Could one session be held in the {evening|afternoon}? Half of our officers are in the field before noon.
The role play was the best part last time. I would drop slide <#12-40> and keep the rest of the curriculum.
Officer feedback: the job aid is good, but the screenshots are from the old release.

@training.more
Added. Everyone on the training roster will get an invitation.
New screenshots are in. {The job aid is on the shared drive.|Printing starts on <weekday>.}
The attendance sheet is attached; <#1-4> people need to retake the quiz.
<ack>

@trainer.subject
Train-the-trainer session for Attestra, {spring|autumn}
Attestra training materials: {translation|accessibility|speaker notes}

@trainer.first
<trainer.open> <trainer.detail*2-2> <trainer.ask>

@trainer.open
We would like one trainer at each field office who can teach the Attestra course without us.
The training module needs captions before it can be posted.
Attached are the speaker notes for the Attestra training module.

@trainer.detail
The session is two days long, and the second day is practice teaching.
Trainers get <#8-16> hours a quarter for it; that was agreed with the directors.
Contractor staff may help but do not teach policy.
The notes follow the curriculum slide by slide.

@trainer.ask
Please nominate one person by <due>.
Who can check the captions?
Tell me what is missing.

@trainer.reply
I nominate <me_first>'s backup on the case team; she taught the course twice already.
The captions are fine apart from names. Slide <#12-40> says "tether", which nobody uses.
We have nobody free before <month>. Can the curriculum be taught remotely?

@trainer.more
Remote is fine for the first day.
Posted to the learning site with captions.
<ack>

@course_doc.title
Attestra {Refresher Course|Basic Course}: {Curriculum|Instructor Guide}

@@course_doc.body
# <doc_title>
= Training Branch

## Goals of the curriculum

<course_doc.goal^3-4>

## Training modules

|Module|Minutes|Method|
|1. Enrollment at the counter|<#30-60>|Demonstration|
|2. The console, day to day|<#40-90>|Exercise|
|3. Alerts and what they do not mean|<#30-60>|Discussion|
|4. Talking with participants|<#45-90>|Role play|
|5. Writing the reason down|<#20-40>|Exercise|

## Notes for instructors

<course_doc.note*3-4>

## Quiz

<course_doc.quiz^3-4>

@course_doc.goal
- Enroll a participant in under <#15-30> minutes without skipping the explanation.
- Tell a late check-in from a missed one.
- Find the exception in the policy and apply it.
- Record a reason that another officer can understand.
- Know what to do when the application is down.

@course_doc.note
Let people make mistakes on the practice account; it resets every night.
Spend most of the time on module 4. Officers rarely need help with the buttons.
Hand out the job aid at the end, not at the start.
Do not use real cases, not even old ones.
If the network is slow, use the recorded demonstration.

@course_doc.quiz
- A participant checks in <#20-50> minutes late. What do you write?
- Who may approve a standing exception?
- The help desk offers to change a level. What do you say?
- What do you do if the portrait match fails twice?

// 4: what is collected.

@data_types.subject
Attestra data elements - {retention|inventory|questions from privacy}
{Data dictionary|Data inventory} for Attestra, {version <#2-6>|update}
What Attestra collects: data inventory for the privacy assessment

@data_types.first
<data_types.open> <data_types.detail*2-3> <data_types.ask>

@data_types.open
For the privacy assessment we need a complete list of the data elements that Attestra collects.
The data dictionary in our files is from before the last two releases.
The privacy office asks how long each of the Attestra data elements is kept.

@data_types.detail
A check-in stores a portrait, a match score, a time and one location point.
Between check-ins the application stores no location points unless the enhanced tier is switched on.
The voiceprint is kept as a template, not as a recording.
The phone model, operating system and network type are collected for support.
Contacts, messages and photographs on the phone are not read.
Location points are kept for <#90-400> days and biometric templates until <#30-90> days after supervision ends.

@data_types.ask
Please mark each of the data elements as required, optional or not used.
Can you confirm the list by <due>?
Which system is the source for column <#4-9> of the data dictionary?

@data_types.reply
Confirmed, with one change to the data dictionary: the match score is stored to two decimals, the portrait itself is deleted after <#30-90> days.
Three data elements are not on your list: battery level, application version and the reason code for a failed match.
Network type is optional and can be switched off by office. The <fo> has done so.
The retention column is right for location points, wrong for voiceprints. Those follow the case file.

@data_types.more
The data dictionary is now version <#3-9>, attached.
Thank you. The privacy office has what it needs for the data inventory.
<nudge>
<ack>

@participant_data.subject
Attestra export for one participant - data elements in the file
Subject access: Attestra data elements held on {a participant|one person}

@participant_data.first
A participant, <p1>, asked what Attestra holds about <him>. I ran the export for <p1_anum> and attached it. It shows every one of the data elements in the dictionary, including <#40-310> location points. {Before I answer, please check that nothing is missing.|Is it complete?}
<p1> (<p1_anum>) called from <p1_phone> to ask which data elements Attestra keeps. I promised an answer by <due>. The export is attached.

@participant_data.reply
It is complete. The data elements marked "derived" are not stored but computed for the report.
Two remarks. The home address in the header, <p1_addr>, comes from the case file and not from Attestra. The location points are rounded in the export, not in the database.

@participant_data.more
I have called <p1_last> back and explained the list.
<ack>

@dictionary_doc.title
Attestra Data Dictionary, version <#2-9>

@@dictionary_doc.body
# <doc_title>
= Program Office, Data Branch

This data dictionary lists the data elements that the Attestra application collects from participants in SRRP.

|Data element|When collected|Kept for|Required|
|Portrait at check-in|Each check-in|<#30-90> days|Yes|
|Match score|Each check-in|Life of the case|Yes|
|Location point|Each check-in; continuous in the enhanced tier|<#90-400> days|Yes|
|Voiceprint template|Enrollment|<#30-90> days after supervision|Optional|
|Phone model and operating system|Sign-in|Life of the case|Yes|
|Network type|Sign-in|<#90-400> days|Optional|
|Battery level|Each check-in|<#30-90> days|No|
|Reason code of a failed match|Failed match|Life of the case|Yes|

## Not collected

<dictionary_doc.not^2-3>

## Changes since the last version

<dictionary_doc.change*2-3>

@dictionary_doc.not
- Contacts, messages, photographs and call logs.
- Names of nearby networks.
- Sound, other than the phrase spoken at enrollment.
- Browsing of any kind.

@dictionary_doc.change
Battery level was added at the request of the help desk.
The reason code has <#3-9> values instead of one.
Two data elements were renamed; nothing else about them changed.
Retention of network type was shortened.

// 5: sharing.

@sharing.subject
Attestra {information sharing|data sharing} with {the Interagency Transit Bureau|the Coastal Permit Authority|county probation}
Attestra: {memorandum of understanding|information sharing agreement} - {draft|annex B|renewal}
Information sharing log for Attestra, <month>

@sharing.first
<sharing.open> <sharing.detail*2-3> <sharing.ask>

@sharing.open
The Interagency Transit Bureau would like access to some Attestra records under the memorandum of understanding.
The memorandum of understanding on information sharing ends on <due> and needs a renewal or a letter.
Here is the information sharing log of the <fo> for <month>.

@sharing.detail
Annex B lists <#3-9> kinds of records that may be shared, and location history is not one of them.
We shared on <#4-38> occasions last quarter; in <#1-4> of them the request came without a case number.
County probation asked for check-in history only, by name, one person at a time.
Access is read only and each request is logged with the name of the person who asked.
They would like a nightly feed. We have offered single requests.

@sharing.ask
Please check annex B before you answer them.
Does privacy have an objection to the renewal?
May I have your view by <due>?

@sharing.reply
Privacy does not object to information sharing case by case. A nightly feed would need a new notice, and that takes months.
Please tell them that the memorandum of understanding covers check-in history and nothing else.
The log looks right. Three entries lack the authority; I need those before I sign.
I would renew for one year and take annex B out of the body so that it can change without a new signature.

@sharing.more
Renewed for one year. The signed memorandum of understanding is attached.
The three entries are corrected in the information sharing log.
<nudge>
<ack>

@counsel.subject
Privileged / attorney-client: information sharing of Attestra location history
Privileged / attorney-client: question on the Attestra memorandum of understanding

@counsel.first
Rosalind, we need legal advice on information sharing. A partner agency asks for Attestra location history of <#3-9> participants without a court order. {May we share it under the memorandum of understanding?|Does annex B allow it?} Please advise before <due>.
I am asking for legal advice before I answer the Interagency Transit Bureau. They read the memorandum of understanding to cover location history from Attestra. I do not.

@counsel.reply
My advice is not to share on this request. The memorandum of understanding does not reach location history, and I see a litigation risk if we stretch it. {Call me before you write back.|I would answer in two sentences, by telephone.}
This is legal advice, so please do not forward it. Your reading is the better one, but the text is not clear, and I would fix annex B before someone else reads it.

@counsel.more
Thank you, counsel. We will follow that and send you the draft answer for review.
Please run the draft past me again before it goes out.

@sharing_doc.title
Memorandum of Understanding on Information Sharing

@@sharing_doc.body
# Memorandum of Understanding
= Release Supervision Service and the Interagency Transit Bureau
= Information sharing from the Attestra system

## Article 1. Purpose

This memorandum of understanding sets out when RSS may share records from Attestra with the Bureau, and how.

## Article 2. What may be shared

<sharing_doc.what^2-3>

## Article 3. How

<sharing_doc.how*3-3>

## Article 4. Safeguards

<sharing_doc.safe*2-3>

## Article 5. Term

It takes effect on <due>, lasts {one year|two years} and ends on <#30-90> days' notice.

@sharing_doc.what
- Check-in history: date, time, completed or missed.
- Current reporting schedule.
- Name of the supervising field office.
- The fact that supervision has ended.

@sharing_doc.how
A request names one person, a case number and an authority.
The supervising office answers within <#3-10> business days.
Each answer is entered in the information sharing log.
No feed, copy of the database or direct access is given.

@sharing_doc.safe
The Bureau does not pass records on without written consent.
Each side names an officer for privacy questions.
A loss of records is reported within <#12-72> hours.

@referral_doc.title
Report of the Interagency Transit Bureau on Shared Records

@@referral_doc.body
# Interagency Transit Bureau
= Report on records shared by the Release Supervision Service
= Originated by the Interagency Transit Bureau; refer requests to its disclosure office

## Summary

The Bureau reviewed <#20-90> requests for information sharing from the Attestra system made under the memorandum of understanding. <#2-9> lacked an authority and were withdrawn.

## Observations

<referral_doc.line*2-3>

@referral_doc.line
Answers took <#3-12> business days on average.
In <#2-6> cases the case number was wrong by one digit.
Bureau staff would prefer a common form.
The log kept by RSS and our own log agree but for <#1-4> entries.
)";

}  // namespace vaughn::sample
