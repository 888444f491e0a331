// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/detail/outputs.h"

namespace vaughn::sample {
namespace {

constexpr std::string_view kMatter =
    R"toml(# The sample matter. Every person, company, agency, court paper and event in it is made up.

[matter]
name = "Open Docket Collective v. Release Supervision Service"
case_number = "3:24-cv-02611"
time_zone = "America/Los_Angeles"

[court]
profile = "cand"
name = "United States District Court"
district = "Northern District of California"
division = "San Francisco Division"

[judge]
name = "Ingrid Solano-Reyes"
title = "United States Magistrate Judge"
initials = "ISR"

[[party]]
name = "Open Docket Collective"
side = "plaintiffs"

[[party]]
name = "Lantern Row Legal Aid"
side = "plaintiffs"

[[party]]
name = "Mesa Valley Families Together"
side = "plaintiffs"

[[party]]
name = "U.S. Release Supervision Service"
short_name = "RSS"
side = "defendants"

[[party]]
name = "U.S. Department of Civic Administration"
short_name = "DCA"
side = "defendants"

[[counsel]]
side = "plaintiffs"
represents = "Attorneys for Plaintiffs"
address = ["Public Records Clinic", "Larkspur School of Law", "500 Fallow Street", "Oakland, CA 94600"]
telephone = "(510) 555-0121"
email = "clinic@larkspur.example"

[[counsel.attorney]]
name = "Philippa Standish"
bar_id = "CABN 000121"
signs = true

[[counsel.attorney]]
name = "Emeka Oduya"
bar_id = "CABN 000122"

[[counsel]]
side = "defendants"
represents = "Attorneys for Defendants"
head_name = "Harriet Colebrook"
head_title = "United States Attorney"
address = ["450 Saltmarsh Avenue, Box 36055", "San Francisco, California 94100"]
telephone = "(415) 555-0133"
fax = "(415) 555-0134"
email = "lionel.prentice@usattorney.example"
files = true

[[counsel.attorney]]
name = "Michelle Adeyemi"
bar_id = "CABN 000131"
title = "Chief, Civil Division"

[[counsel.attorney]]
name = "Lionel J. Prentice"
bar_id = "CABN 000133"
title = "Assistant United States Attorney"
signs = true

[request]
number = "2023-RSFO-04117"
agency = "U.S. Release Supervision Service"
component = "RSS"
requester = "Open Docket Collective, Lantern Row Legal Aid and Mesa Valley Families Together"
dated = 2023-10-02
received = 2023-10-04
search_cutoff = 2024-02-15
subject = "use of the Attestra application of Pelorane Systems, Incorporated as part of its Structured Release and Reporting Program"
text = "We request the following records from January 1, 2021 to the date of the search, for each office that supervises participants through the application."

[[category]]
key = "1"
text = "All contracts, task orders, modifications, invoices and pricing between RSS and Pelorane Systems, Incorporated for the Attestra application."

[[category]]
key = "2"
text = "All policies, directives, guidance and procedures on the use of Attestra."

[[category]]
key = "3"
text = "All training materials on Attestra, and records of who was trained."

[[category]]
key = "4"
text = "Records sufficient to show every type of data that Attestra collects, and how long it is kept."

[[category]]
key = "5"
text = "All agreements and communications on sharing data from Attestra with other agencies, and logs of such sharing."

[[category]]
key = "6"
text = "Records regarding all enforcement operations that used data collected from the Attestra application, including but not limited to:"
interpretation = "As the parties agreed: records of the field offices' enforcement teams and of the Statistical Reporting Unit, and the program office's procedures."

[[category.item]]
letter = "a"
text = "The types of data used in these enforcement operations."

[[category.item]]
letter = "b"
text = "Breakdown by RSS field office of enforcement operations that relied on any data from Attestra."

[[category.item]]
letter = "c"
text = "The sharing of data with other components or government agencies for the explicit purpose of enforcement operations."

[[category.item]]
letter = "d"
text = "Any policy, procedure, release or form relating to obtaining this data for the purposes of enforcement operations."

[[category]]
key = "7"
text = "All audits, inspections and evaluations of the use of Attestra, and responses to them."

[[category]]
key = "8"
text = "All complaints and grievances about Attestra, and the answers to them."

[[category]]
key = "9"
text = "All communications between RSS and Pelorane Systems, Incorporated about Attestra."

[[office]]
key = "harborview"
name = "Harborview Field Office"
kind = "field_office"
contact = "Celeste Marrow"

[[office]]
key = "mesa-valley"
name = "Mesa Valley Field Office"
kind = "field_office"
contact = "Garrett Osei-Blake"

[[office]]
key = "northgate"
name = "Northgate Field Office"
kind = "field_office"
contact = "Imogen Castellane"

[[office]]
key = "lakeport"
name = "Lakeport Field Office"
kind = "field_office"
contact = "Beatrix Nyland"

[[office]]
key = "redfield"
name = "Redfield Field Office"
kind = "field_office"
contact = "Warren Stokely"

[[office]]
key = "sunridge"
name = "Sunridge Field Office"
kind = "field_office"
contact = "Lucinda Faraday"

[[office]]
key = "statistics"
name = "Statistical Reporting Unit"
kind = "statistics_unit"
contact = "Nathaniel Crewe"

[[office]]
key = "program"
name = "Program Office, Headquarters"
kind = "headquarters"
contact = "Adaeze Lockhart"

[[office]]
key = "pelorane"
name = "Pelorane Systems, Incorporated"
kind = "contractor"
contact = "Preston Kaul"

[[submitter]]
key = "pelorane"
name = "Pelorane Systems, Incorporated"
short_name = "Pelorane, Inc."
contact = "Preston Kaul, Account Director"
address = ["1180 Cinder Quay, Suite 400", "Denver, CO 80200"]
notice_working_days = 10

[bates]
prefix = "2024-RSLI-00031-"
width = 6
start = 1

[[docket]]
ecf = 1
date = 2024-04-12
kind = "complaint"
title = "Complaint for Declaratory and Injunctive Relief"

[[docket]]
ecf = 10
date = 2024-05-24
kind = "answer"
title = "Answer to Complaint"

[[docket]]
ecf = 21
date = 2024-09-20
kind = "status_report"
title = "Joint Status Report"

[[docket]]
ecf = 22
date = 2024-09-27
kind = "notice"
title = "Notice Resetting Case Mgmt. Conf."

[[court_date]]
key = "cmc"
name = "Case Management Conference"
date = 2024-12-12

[[court_date]]
key = "next_report"
name = "Joint Status Report"
date = 2025-01-16

[[promise]]
key = "eight"
text = "complete production of records responsive to eight of the nine categories"
categories = ["1", "2", "3", "4", "5", "7", "8", "9"]
kind = "produce"
due = 2024-10-11
made_in_ecf = 21

[[promise]]
key = "six_first"
text = "provide an initial production of records responsive to Category 6, if any such records exist"
categories = ["6"]
kind = "produce"
due = 2024-10-18
made_in_ecf = 21

[[promise]]
key = "submitter"
text = "process for release the records that Pelorane, Inc. had under review"
categories = ["1", "9"]
kind = "process"
due = 2024-12-06

[[promise]]
key = "six_search"
text = "determine whether further records responsive to Category 6 exist"
categories = ["6"]
kind = "search"
due = 2024-12-06

[[filing]]
key = "jsr2"
title = "Second Joint Status Report & [Proposed] Order"
footer_title = "Second Joint Status Report & [Proposed] Order"
dated = 2024-11-15
opening = [
  "Pursuant to this Court's Order dated [[date:22]], the parties submit this Second Joint Status Report to update the Court on the status of the litigation and their proposed next steps. Notice Resetting Case Mgmt. Conf., [[ecf:22]].",
]
attestation_rule = "Civil Local Rule 5-1(i)(3)"
order_title = "[Proposed] Case Management Order"
order = [
  "The [[date:cmc]] Case Management Conference is VACATED. The parties are ORDERED to file a Joint Status Report on or before [[date:next_report]].",
  "IT IS SO ORDERED.",
]

[[filing.section]]
heading = "Background"
paragraphs = [
  "Plaintiffs brought this action under the Freedom of Information Act (\"FOIA\"), 5 U.S.C. § 552 [[i:et seq.]] They seek nine categories of records related to Defendant U.S. Release Supervision Service's (\"RSS\") use of the Attestra application of Pelorane Systems, Incorporated as part of its Structured Release and Reporting Program. Plaintiffs filed this lawsuit against RSS and the U.S. Department of Civic Administration (\"DCA\") (collectively \"Defendants\") on [[date:1]]. [[ecf:1]]. Defendants filed an Answer on [[date:10]]. [[ecf:10]].",
  "Following the filing of Defendants' Answer, the parties have been engaged in negotiations regarding the scope of records Defendants will produce and when those productions will occur.",
]

[[filing.section]]
heading = "Status of Litigation"
paragraphs = [
  "As the parties previously communicated to the Court, [[ecf:21]], Defendants planned to complete production of records responsive to eight of the nine categories of records Plaintiffs seek by [[date:eight]]. And, by [[date:six_first]], Defendants would provide an initial production of records responsive to the remaining category (\"Category 6\"[[note:six]]), if any such records exist.",
  "RSS tasked its field offices, its Statistical Reporting Unit, its Program Office and Pelorane, Inc. with searches. [[figure:taskings.answered]] taskings have been answered, [[figure:taskings.no_records]] of them by a signed statement that no responsive records were found. The searches returned [[figure:records.collected]] records.",
  "Pages that Pelorane, Inc. may regard as proprietary were sent to it for review before release. It reviewed [[figure:submitter.pelorane.pages.sent]] pages. RSS accepted [[figure:submitter.pelorane.objections.accepted]] of its objections and rejected [[figure:submitter.pelorane.objections.rejected]].",
  "For the Category 6 records, RSS has identified [[figure:category.6.records.responsive]] responsive records.",
]
include = ["status_by_category", "productions", "promises"]

[[filing.section]]
heading = "Next Steps"
paragraphs = [
  "The parties propose that this Court vacate the [[date:cmc]] Case Management Conference and order the parties to file a further Joint Status Report approximately one month after RSS's [[date:six_search]] deadline. In that Joint Status Report, the parties will inform the Court what issues, if any, are left to litigate.",
]

[[filing.footnote]]
key = "six"
text = "This remaining category of records is what the parties have called \"Category 6,\" referencing the ordering in the FOIA request. Category 6 covers \"[r]ecords regarding all enforcement operations that used data collected from the Attestra application,\" including the types of data used, a breakdown by field office, the sharing of data for the explicit purpose of enforcement operations, and any policy, procedure, release or form relating to obtaining this data."

[[filing]]
key = "stip"
kind = "stipulation"
title = "Stipulation & [Proposed] Order Regarding Production Schedule"
dated = 2024-12-06
opening = [
  "Pursuant to Civil Local Rule 7-12, Plaintiffs and Defendants, through their counsel, stipulate as follows.",
]
recitals = [
  "Plaintiffs filed this action on [[date:complaint]]. [[ecf:complaint]]. RSS has produced [[figure:pages.produced page]] of records in [[figure:volumes production]].",
  "RSS withholds [[figure:pages.withheld_in_full page]] in full and [[figure:pages.in_part page]] in part, and has stated the reasons in a Vaughn index.",
]
terms = [
  "Plaintiffs will tell Defendants by [[date:next_report]] which withholdings, if any, they challenge.",
  "The [[date:cmc]] Case Management Conference is vacated.",
]
order_title = "[Proposed] Order"
order = [
  "The [[date:cmc]] Case Management Conference is VACATED.",
]

[declaration]
declarant = "Octavia Brandt"
position = "FOIA Officer of the U.S. Release Supervision Service"
background = [
  "I have held this position since March 2019. I supervise the processing of requests under the Freedom of Information Act and the Privacy Act and assign the searches that they need.",
]
basis = [
  "I make this declaration on the basis of my personal knowledge, of information that came to me in the course of my duties, and of the records of each tasking and answer that RSS keeps.",
]
history = [
  "The request was acknowledged in writing on October 12, 2023. Plaintiffs filed this action on [[date:complaint]]. [[ecf:complaint]].",
]
cutoff_reason = "It is the day that the parties agreed on for the end of the period searched."
tool = "the search function of the mail system and of the shared drives, which read attachments"
leads = [
  "The answers of the field offices named the Statistical Reporting Unit as the keeper of counts by field office; it was tasked as well.",
]
conclusion = "RSS knows of no other office, system or person that is reasonably likely to hold records responsive to the request."

[[declaration.system]]
name = "mail"
description = "The mailboxes of the custodians, by person; every message and attachment can be searched by its words."

[[declaration.system]]
name = "shared drives"
description = "Folders by office and subject, searched by name and by the words in the files."

[[declaration.system]]
name = "paper files"
description = "Kept by operation in the field offices, and read by hand."

[[declaration.searched]]
office = "harborview"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "mesa-valley"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "northgate"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "lakeport"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "redfield"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "sunridge"
reason = "It supervises participants through the application and runs enforcement operations in its district."

[[declaration.searched]]
office = "statistics"
reason = "It counts enforcement operations by field office and reports them."

[[declaration.searched]]
office = "program"
reason = "It wrote the policies and training on the application and administers the contract."

[[declaration.searched]]
office = "pelorane"
reason = "It operates the application and keeps records of the contract for RSS."

[letters]
sender = ["U.S. Release Supervision Service", "Freedom of Information Act Office", "900 Ropewalk Square", "Washington, DC 20500"]
addressee = ["Philippa Standish", "Public Records Clinic, Larkspur School of Law", "500 Fallow Street", "Oakland, CA 94600"]
signer = "Octavia Brandt"
signer_title = "FOIA Officer"
contact = "foia@rss.example, 202-555-0143"
status = "202-555-0144, or the page foia.rss.example/status"
liaison = "Rosalind Achterberg, 202-555-0145, foia.liaison@rss.example"
appeal_address = ["U.S. Release Supervision Service", "FOIA Appeals, Office of the General Counsel", "900 Ropewalk Square", "Washington, DC 20500"]
appeal = "Because this request is in litigation, appeal rights are not provided with this release. You may contact the FOIA Public Liaison, or the Office of Government Information Services, for assistance or dispute resolution."
)toml";

constexpr std::string_view kTerms =
    R"(# Search terms by category, as tasked. One query a line; empty lines and # lines are skipped.

# 1 contract and pricing
invoice*
"price schedule" OR "unit price*"
"statement of work" OR "task order*"
contract w/5 (modification* OR performance OR credit*)

# 2 policies
"policy directive*"
"field guidance" OR "standard operating procedure*"

# 3 training
attestra w/10 (training OR course OR curriculum)
"job aid"

# 4 data collected
"data element*"
"data dictionary" OR "data inventory"
"location point*"

# 5 sharing
"information sharing" OR "data sharing"
"memorandum of understanding"

# 6 enforcement operations
"enforcement operation*"
operation pre/1 (lantern OR blue OR quiet OR stone OR paper OR gray OR cold OR linen)
"form RSS-209"

# 7 audits
"audit finding*" OR "performance audit"
"corrective action plan"

# 8 complaints
complaint* OR grievance*

# 9 communications with the contractor
from:pelorane.example
to:pelorane.example
pelorane AND attestra
)";

constexpr std::string_view kLetter = R"(Pelorane Systems, Incorporated
1180 Cinder Quay, Suite 400

November 8, 2024

Octavia Brandt, FOIA Officer
U.S. Release Supervision Service

Re: 2023-RSFO-04117, notice under Executive Order 12600

Dear Ms. Brandt:

We reviewed the pages that you sent us. We object to the release of unit prices, of device cost, of
the contract ceiling and of the names of our service tiers. The places are listed in the table you
asked us to fill in, each with our ground. We have no objection to the rest.

Preston Kaul
Account Director
)";

}  // namespace

std::string matter_file() {
  return std::string(kMatter);
}
std::string terms_file() {
  return std::string(kTerms);
}
std::string reply_letter() {
  return std::string(kLetter);
}

}  // namespace vaughn::sample
