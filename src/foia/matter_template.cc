// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"
#include "foia/matter.h"

namespace vaughn::foia {
namespace {

constexpr std::string_view kTemplate =
    R"toml(# The matter: every fact that people, not records, supply. Lines that begin with # are notes and
# examples; remove the # to use one. Dates are written 2022-10-14. Whatever makes no sense is
# reported with its line when the file is read.

[matter]
name = "@NAME@"
time_zone = "America/New_York"   # in which days begin and end; an IANA name
# case_number = "3:22-cv-02328"  # in court: without the judge's initials. [court], [judge] and both
                                 # sides' [[party]] are then needed too.

# [court]
# profile = "cand"               # whose rules the papers follow: cand is N.D. California
# name = "United States District Court"
# district = "Northern District of California"
# division = "San Francisco Division"

# [judge]
# name = "Jane Roe"
# title = "United States Magistrate Judge"
# initials = "JR"                # printed after the case number

# [[party]]
# name = "Example News Project"
# side = "plaintiffs"
#
# [[party]]
# name = "U.S. Department of Examples"
# short_name = "DOE"             # as the papers call it
# side = "defendants"

# [[counsel]]
# side = "plaintiffs"
# represents = "Attorneys for Plaintiffs"
# address = ["Example Law Clinic", "1 Main Street", "Berkeley, CA 94720"]
# telephone = "(510) 555-0100"
# email = "clinic@example.org"
# [[counsel.attorney]]
# name = "Ann Example"
# bar_id = "SBN 000000"
# signs = true                   # signs the papers of this side
#
# [[counsel]]
# side = "defendants"
# represents = "Attorneys for Defendants"
# head_name = "Pat Example"      # of an office: printed above the attorneys
# head_title = "United States Attorney"
# address = ["450 Golden Gate Avenue", "San Francisco, California 94102"]
# telephone = "(415) 555-0100"
# email = "usattorney@example.gov"
# files = true                   # this side files the papers and attests to the signatures
# [[counsel.attorney]]
# name = "Lee Example"
# title = "Assistant United States Attorney"
# signs = true

[request]
number = "2024-FOIA-00001"
agency = "U.S. Department of Examples"
component = "DOE"                # the short form used in sentences
requester = "Example News Project"
# dated = 2024-01-08
# received = 2024-01-09
# search_cutoff = 2024-02-01     # records made after it are not searched for
# consulted_by = "Department of Samples" # it asks for our views: no request of our own
# subject = "the example program" # completes "records related to"

# Whose days count; `vaughn calendar list` names them all.
# [calendar]
# agency = "dhs-dc"              # else "federal"
# court = "cand"                 # else that of the court's profile

# One [[category]] for each numbered part of the request, in the words of the request. The key is
# what you type on the command line; it never changes.
[[category]]
key = "1"
text = "All records about the example program."
# interpretation = "as the parties agreed: final policies only"
# from = 2020-01-01              # dates of the records, both included
# to = 2023-12-31
# [[category.item]]
# letter = "a"
# text = "Policies and procedures."

# Who is asked to search. kind: field_office, statistics_unit, headquarters, contractor, other.
# [[office]]
# key = "boston"
# name = "Boston Field Office"
# kind = "field_office"
# contact = "records officer"

# Companies whose commercial information may be in the records; they get notice before release.
# [[submitter]]
# key = "acme"
# name = "Acme, Incorporated"
# short_name = "Acme"
# address = ["1 Market Street", "Denver, CO 80202"]
# notice_working_days = 10       # to object, counted from the day after the notice
# disclosure_working_days = 10   # from the notice of intent to disclose to the disclosure date

# Other agencies and components with an interest in records, or to which records are referred.
# [[agency]]
# key = "doj"
# name = "Department of Justice"
# short_name = "DOJ"
# contact = "FOIA Requester Service Center, (202) 555-0100"
# reply_working_days = 20

# Boxes under an exemption, all as wide, or a multiple: their widths then tell less of the names
# under them. Words beside a box are never covered.
# [[redaction_width]]
# exemption = "(b)(7)(D)"
# points = 108                   # 72 to the inch

[bates]
prefix = "FOIA-"                 # "FOIA-000001" is the first page
width = 6                        # digits; cannot be changed once pages are out
start = 1

# The docket, in its own order. kind: complaint, answer, order, status_report, notice, stipulation,
# other.
# [[docket]]
# ecf = 1
# date = 2024-03-01
# kind = "complaint"
# title = "Complaint for Declaratory and Injunctive Relief"

# [[court_date]]
# key = "cmc"
# name = "Case Management Conference"
# date = 2024-06-06

# What was promised or ordered for a date. text completes "Defendants agreed to". kind: produce,
# search, process, confer, file, other.
# [[promise]]
# key = "first"
# text = "produce the records responsive to Category 1"
# categories = ["1"]
# kind = "produce"
# due = 2024-05-01
# made_in_ecf = 1                # the paper it was made in; leave out if none
# outcome = ""                   # what happened, where the ledger cannot know it
# met_on = 2024-05-01

# The papers to file. A paragraph may say [[figure:pages.in_part]] for a number of the ledger, for a
# citation [[ecf:complaint]] or [[ecf:1]], for a date of this file [[date:cmc]], for a footnote's
# mark [[note:n1]] and for italics [[i:et seq.]]; include adds generated parts: status_by_category,
# productions, promises, searches, submitters, vaughn.
# [[filing]]
# key = "jsr1"
# title = "Joint Status Report & [Proposed] Order"
# footer_title = "Joint Status Report"
# dated = 2024-05-20
# opening = ["The parties submit this joint status report. [[ecf:complaint]]."]
# attestation_rule = "Civil Local Rule 5-1(i)(3)"
# order_title = "[Proposed] Case Management Order"
# order = ["The parties are ORDERED to file a further report.", "IT IS SO ORDERED."]
# [[filing.section]]
# heading = "Status"
# paragraphs = ["Defendants have produced [[figure:pages.produced]] pages.[[note:n1]]"]
# include = ["status_by_category", "productions", "promises"]
# [[filing.footnote]]
# key = "n1"
# text = "Of these, [[figure:pages.in_part]] were released in part."
# [[filing.signature]]           # only once this attorney has agreed to the paper as it stands
# name = "Ann Example"
# dated = 2024-05-20
# how = "e-mail of May 20, 2024"

# [letters]
# sender = ["U.S. Department of Examples", "FOIA Office", "Washington, DC 20001"]
# addressee = ["Ann Example", "Example Law Clinic", "1 Main Street", "Berkeley, CA 94720"]
# signer = "Sam Example"
# signer_title = "FOIA Officer"
# appeal = "You may appeal within 90 days of the date of this letter."
)toml";

std::string in_toml_quotes(std::string_view text) {
  std::string out;
  for (const char c : base::collapse_white_space(base::repair_utf8(text))) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out;
}

}  // namespace

std::string matter_template(std::string_view name) {
  const auto shown = base::trim(name);
  return base::replace_all(
      std::string(kTemplate), "@NAME@", in_toml_quotes(shown.empty() ? "New matter" : shown));
}

}  // namespace vaughn::foia
