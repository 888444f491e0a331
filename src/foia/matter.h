// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/dates.h"
#include "foia/bates.h"
#include "foia/exemption.h"

namespace vaughn::foia {

// The matter as matter.toml states it: every fact that people, not records, supply. Keys of
// categories, offices and submitters are short words used on the command line ("6", "boston",
// "northway"); they are unique in the matter and never change.

enum class Side { plaintiffs, defendants };

struct Party {
  std::string name{};
  std::string short_name{};  // "ICE"; may be empty
  Side side{};
  bool operator==(const Party&) const = default;
};

struct Attorney {
  std::string name{};
  std::string bar_id{};  // "CABN 298888"; may be empty
  std::string title{};   // "Assistant United States Attorney"; may be empty
  bool signs = false;    // signs filings for this side
  bool operator==(const Attorney&) const = default;
};

// A counsel block as it stands on the first page and under the signatures.
struct Counsel {
  Side side{};
  std::string head_name{};   // "Stephanie Hinds", printed above; may be empty
  std::string head_title{};  // "United States Attorney"
  std::vector<Attorney> attorneys{};
  std::vector<std::string> address{};  // firm and address lines
  std::string telephone{};
  std::string fax{};
  std::string email{};
  std::string represents{};  // "Attorneys for Plaintiffs"
  bool files = false;        // this side files and attests
  bool operator==(const Counsel&) const = default;
};

struct Judge {
  std::string name{};
  std::string title{};     // "United States Magistrate Judge"
  std::string initials{};  // "LB", printed after the case number (Civil L.R. 3-4(a)(3))
  bool operator==(const Judge&) const = default;
};

struct Court {
  std::string profile{};   // "cand"
  std::string name{};      // "United States District Court"
  std::string district{};  // "Northern District of California"
  std::string division{};  // "San Francisco Division"; may be empty
  bool operator==(const Court&) const = default;
};

// Whose days count: keys of data/calendars or of a calendar that the ledger holds.
struct CalendarChoice {
  std::string agency{};  // "dhs-dc"; empty: "federal"
  std::string court{};   // "cand"; empty: that of the court's profile, if there is one
  bool operator==(const CalendarChoice&) const = default;
};

struct RequestItem {
  std::string letter{};  // "a"
  std::string text{};
  bool operator==(const RequestItem&) const = default;
};

struct Category {
  std::string key{};   // "6"
  std::string text{};  // as requested
  std::vector<RequestItem> items{};
  std::string interpretation{};  // how the agency reads it; may be empty
  base::DateRange dates{};
  bool operator==(const Category&) const = default;
};

struct Request {
  std::string number{};     // given by the agency; empty until there is one
  std::string agency{};     // "U.S. Immigration and Customs Enforcement"
  std::string component{};  // "ICE", the short form used in sentences
  std::string requester{};
  std::optional<base::Date> dated{};
  std::optional<base::Date> received{};
  std::optional<base::Date> search_cutoff{};
  // The agency that asks for this one's views on its own records: the matter is then a consultation
  // received, which annual reports count apart (domain: XII.B). Empty: a request.
  std::string consulted_by{};
  std::string subject{};  // "use of ... as part of its ...", completes "records related to"
  std::string text{};     // the request's own words before the categories
  bool operator==(const Request&) const = default;
};

enum class OfficeKind { field_office, statistics_unit, headquarters, contractor, other };

struct Office {
  std::string key{};
  std::string name{};
  OfficeKind kind = OfficeKind::other;
  std::string contact{};
  bool operator==(const Office&) const = default;
};

// Gave commercial information to the government (EO 12600).
struct Submitter {
  std::string key{};
  std::string name{};        // "BI, Incorporated"
  std::string short_name{};  // "BI, Inc."
  std::string contact{};
  std::vector<std::string> address{};
  int notice_working_days = 10;
  int disclosure_working_days = 10;  // from the notice of intent to the disclosure date, at least
  bool operator==(const Submitter&) const = default;
};

// Another agency, or a component of this one, whose views are asked or which answers itself.
struct Agency {
  std::string key{};
  std::string name{};
  std::string short_name{};
  std::string contact{};  // of its FOIA office, as the requester is told
  std::vector<std::string> address{};
  int reply_working_days = 20;
  bool operator==(const Agency&) const = default;
};

struct DocketEntry {
  int ecf = 0;
  base::Date date{};   // not ok() if the file does not give it
  std::string kind{};  // complaint, answer, order, status_report, notice, stipulation, other
  std::string title{};
  bool operator==(const DocketEntry&) const = default;
};

// A date the agency promised or the court ordered, with what it covers. The outcome is derived
// from the ledger, or stated here where the ledger cannot know it.
struct Promise {
  std::string key{};
  std::string text{};  // completes "Defendants agreed to": "complete production of ..."
  std::vector<std::string> categories{};
  std::string kind{};  // produce, search, process, confer, file, other
  base::Date due{};
  int made_in_ecf = 0;    // 0: not on the docket
  std::string outcome{};  // a sentence, e.g. what happened; may be empty
  std::optional<base::Date> met_on{};
  bool operator==(const Promise&) const = default;
};

struct CourtDate {
  std::string key{};   // "cmc"
  std::string name{};  // "Case Management Conference"
  base::Date date{};
  bool operator==(const CourtDate&) const = default;
};

// The next paper to file. Paragraphs, footnotes and orders may use the markup of foia/markup.h for
// numbers of the ledger, docket citations, dates and footnotes.
struct FilingSection {
  std::string heading{};
  std::vector<std::string> paragraphs{};
  // Generated parts to put after the paragraphs, in order: status_by_category, productions,
  // promises, forecast, searches, submitters, vaughn, changes, agreed, positions.
  std::vector<std::string> include{};
  bool operator==(const FilingSection&) const = default;
};

struct Footnote {
  std::string key{};
  std::string text{};
  bool operator==(const Footnote&) const = default;
};

// That a signatory agreed to the filing in this form. Without it no "s/ Name" is printed.
struct Signature {
  std::string name{};  // as the attorney is named
  base::Date dated{};
  std::string how{};  // "e-mail of November 18, 2022"; for the file, not printed
  bool operator==(const Signature&) const = default;
};

enum class FilingKind { status_report, stipulation, case_management };

struct Filing {
  std::string key{};  // "jsr2"
  FilingKind kind{};
  std::string title{};         // "Second Joint Status Report & [Proposed] Order"
  std::string footer_title{};  // short form for the footer
  std::optional<base::Date> dated{};
  std::vector<std::string> opening{};  // paragraphs before the first heading
  std::vector<FilingSection> sections{};
  std::vector<Footnote> footnotes{};
  std::vector<Signature> signatures{};
  std::string attestation_rule{};  // "Civil Local Rule 5-1(h)(3)"
  std::string order_title{};       // "[Proposed] Case Management Order"
  std::vector<std::string> order{};
  std::vector<std::string> recitals{};  // of a stipulation, after "WHEREAS,"
  std::vector<std::string> terms{};     // what its parties stipulate, numbered
  // The part "forecast": of which categories (empty: of all pages together), and at which paces, in
  // pages a month, besides the measured one.
  std::vector<std::string> forecast_categories{};
  std::vector<int> forecast_rates{};
  bool operator==(const Filing&) const = default;
};

// What a declaration about the search states that the ledger cannot know (28 U.S.C. 1746). Texts
// may use the markup of a filing, without footnotes.
struct OfficeReason {
  std::string office{};  // key of an office, or its name if it was not tasked
  std::string reason{};
  bool operator==(const OfficeReason&) const = default;
};

struct RecordSystem {
  std::string name{};
  std::string description{};  // what it holds and how it is organised; a sentence
  bool operator==(const RecordSystem&) const = default;
};

struct Declaration {
  std::string title{};                    // of the paper; empty: "Declaration of NAME"
  std::string declarant{};                // empty: matter.toml has no [declaration]
  std::string position{};                 // "FOIA Officer of ..."
  std::vector<std::string> background{};  // time in the role, duties
  std::vector<std::string> basis{};       // of knowledge
  std::vector<std::string> history{};     // receipt, letters, fees, appeal, complaint
  std::string cutoff_reason{};
  std::vector<RecordSystem> systems{};
  std::vector<OfficeReason> searched{};      // why each office was likely to have records
  std::vector<OfficeReason> not_searched{};  // considered and left out, and why
  std::string tool{};                        // of electronic searches, with its version
  std::vector<std::string> leads{};          // followed, second searches, suggestions
  std::string conclusion{};                  // that no other place is likely
  std::optional<base::Date> dated{};
  bool is_signed = false;
  bool operator==(const Declaration&) const = default;
};

struct LetterHead {
  std::vector<std::string> sender{};     // agency name and address lines
  std::vector<std::string> addressee{};  // requester's counsel
  std::string signer{};
  std::string signer_title{};
  std::string appeal{};   // appeal and dispute-resolution paragraph of final letters; may be empty
  std::string contact{};  // how to reach the office: e-mail, telephone
  std::string status{};   // line or page that tells where a request stands
  std::string liaison{};  // the FOIA Public Liaison, with telephone or e-mail
  std::vector<std::string> appeal_address{};
  bool operator==(const LetterHead&) const = default;
};

// Boxes under an exemption are drawn at a width that is a multiple of this, so that it does not
// tell what is under them. Where the words beside a box leave no room it stays as wide as its
// words.
struct RedactionWidth {
  Exemption exemption;
  int points = 0;
  bool operator==(const RedactionWidth&) const = default;
};

struct Matter {
  std::string name{};         // "Community Justice Exchange v. ICE"
  std::string case_number{};  // "3:22-cv-02328", without the judge's initials
  Court court{};
  Judge judge{};
  std::string time_zone{};  // IANA
  std::vector<Party> parties{};
  std::vector<Counsel> counsel{};
  Request request{};
  CalendarChoice calendar{};
  std::vector<Category> categories{};
  std::vector<Office> offices{};
  std::vector<Submitter> submitters{};
  std::vector<Agency> agencies{};
  BatesFormat bates{};
  std::vector<DocketEntry> docket{};
  std::vector<CourtDate> court_dates{};
  std::vector<Promise> promises{};
  std::vector<Filing> filings{};
  LetterHead letters{};
  Declaration declaration{};
  std::vector<RedactionWidth> redaction_widths{};
  bool operator==(const Matter&) const = default;

  const Category* category(std::string_view key) const;
  const Office* office(std::string_view key) const;
  const Submitter* submitter(std::string_view key) const;
  const Agency* agency(std::string_view key) const;
  const Filing* filing(std::string_view key) const;
  const Promise* promise(std::string_view key) const;
  const DocketEntry* docket_entry(int ecf) const;
  // The widest of those stated for the exemptions claimed, in points; 0 if there is none.
  int redaction_width(const std::vector<ExemptionClaim>& claims) const;
  // The side's block; null if the file has none.
  const Counsel* counsel_of(Side side) const;
  // "3:22-cv-02328-LB"
  std::string case_number_with_initials() const;
};

// Words of the enums as in TOML, JSON and SQL.
std::string_view to_string(Side side);
base::Result<Side> parse_side(std::string_view word);
std::string_view to_string(FilingKind kind);
base::Result<FilingKind> parse_filing_kind(std::string_view word);
std::string_view to_string(OfficeKind kind);
base::Result<OfficeKind> parse_office_kind(std::string_view word);

// The text of matter.toml. `file` names it in errors. An unknown key, a date that does not exist,
// a reference to an undefined category, two things with one key, a missing required key: each is an
// invalid_argument error whose message starts "FILE:LINE:" and whose hint says what to write. Of
// several problems the first in the file is reported, and how many more there are.
base::Result<Matter> parse_matter(std::string_view toml, std::string_view file);

// A commented matter.toml for a new matter, valid as it stands.
std::string matter_template(std::string_view name);

}  // namespace vaughn::foia
