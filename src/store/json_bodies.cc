// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <concepts>
#include <type_traits>

#include "store/bodies.h"

// Each struct is described once, by describe(); the Writer and the Reader visit the same fields.
// Fields with their default value are left out of the JSON.
namespace vaughn::store {

using base::Error;
using base::ErrorCode;
using base::Result;
using nlohmann::json;

namespace {

template <typename T, typename Plain>
concept Like = std::same_as<std::remove_const_t<T>, Plain>;

// --- leaves ---------------------------------------------------------------------------------

struct Bad {
  std::string what;
};

template <typename T>
T unwrap(Result<T> result) {
  if (!result) {
    throw Bad{result.error().message};
  }
  return *std::move(result);
}

json write(const std::string& value) {
  return value;
}
json write(bool value) {
  return value;
}
json write(int value) {
  return value;
}
json write(std::int64_t value) {
  return value;
}
template <typename Tag>
json write(base::Id<Tag> id) {
  return id.value;
}
json write(const base::Sha256& hash) {
  return hash.hex();
}
json write(base::Date date) {
  return base::to_string(date);
}
json write(base::Instant instant) {
  return base::to_string(instant);
}
json write(const base::Rect& rect) {
  return json::array({rect.x0, rect.y0, rect.x1, rect.y1});
}
json write(const foia::ExemptionClaim& claim) {
  return claim.label();
}
template <typename E>
requires std::is_enum_v<E> json write(E value) {
  return std::string(to_string(value));
}

void read(const json& j, std::string& value) {
  value = j.get<std::string>();
}
void read(const json& j, bool& value) {
  value = j.get<bool>();
}
void read(const json& j, int& value) {
  value = j.get<int>();
}
void read(const json& j, std::int64_t& value) {
  value = j.get<std::int64_t>();
}
template <typename Tag>
void read(const json& j, base::Id<Tag>& id) {
  id.value = j.get<std::int64_t>();
}
void read(const json& j, base::Sha256& hash) {
  hash = unwrap(base::Sha256::from_hex(j.get<std::string>()));
}
void read(const json& j, base::Date& date) {
  date = unwrap(base::parse_date(j.get<std::string>()));
}
void read(const json& j, base::Instant& instant) {
  instant = unwrap(base::parse_instant(j.get<std::string>()));
}
void read(const json& j, base::Rect& rect) {
  rect = {
      j.at(0).get<double>(), j.at(1).get<double>(), j.at(2).get<double>(), j.at(3).get<double>()};
}
void read(const json& j, foia::RecordKind& v) {
  v = unwrap(foia::parse_record_kind(j.get<std::string>()));
}
void read(const json& j, foia::FindingCode& v) {
  v = unwrap(foia::parse_finding_code(j.get<std::string>()));
}
void read(const json& j, foia::Responsiveness& v) {
  v = unwrap(foia::parse_responsiveness(j.get<std::string>()));
}
void read(const json& j, foia::Disposition& v) {
  v = unwrap(foia::parse_disposition(j.get<std::string>()));
}
void read(const json& j, foia::PageOutcome& v) {
  v = unwrap(foia::parse_page_outcome(j.get<std::string>()));
}
void read(const json& j, foia::ConsultationKind& v) {
  v = unwrap(foia::parse_consultation_kind(j.get<std::string>()));
}
void read(const json& j, foia::ConsultationStepKind& v) {
  v = unwrap(foia::parse_consultation_step_kind(j.get<std::string>()));
}
void read(const json& j, foia::PageReturn& v) {
  v = unwrap(foia::parse_page_return(j.get<std::string>()));
}
void read(const json& j, foia::Answer& v) {
  v = unwrap(foia::parse_answer(j.get<std::string>()));
}
void read(const json& j, foia::ObjectionDecision& v) {
  v = unwrap(foia::parse_objection_decision(j.get<std::string>()));
}
void read(const json& j, foia::TaskingStep& v) {
  v = unwrap(foia::parse_tasking_step(j.get<std::string>()));
}
void read(const json& j, foia::VolumeStep& v) {
  v = unwrap(foia::parse_volume_step(j.get<std::string>()));
}
void read(const json& j, foia::StepKind& v) {
  v = unwrap(foia::parse_step_kind(j.get<std::string>()));
}
void read(const json& j, foia::TollKind& v) {
  v = unwrap(foia::parse_toll_kind(j.get<std::string>()));
}
void read(const json& j, foia::UnusualGround& v) {
  v = unwrap(foia::parse_unusual_ground(j.get<std::string>()));
}
void read(const json& j, foia::RequestDisposition& v) {
  v = unwrap(foia::parse_request_disposition(j.get<std::string>()));
}
void read(const json& j, foia::AppealOutcome& v) {
  v = unwrap(foia::parse_appeal_outcome(j.get<std::string>()));
}

// --- composites -----------------------------------------------------------------------------

class Writer;
class Reader;

template <typename T>
json write_object(const T& value);
template <typename T>
void read_object(const json& j, T& value);

template <typename T>
concept Leaf = requires(const T& value) {
  write(value);
};

template <typename T>
json write_any(const T& value) {
  if constexpr (Leaf<T>) {
    return write(value);
  } else {
    return write_object(value);
  }
}
template <typename A, typename B>
json write_any(const std::pair<A, B>& value) {
  return json::array({write_any(value.first), write_any(value.second)});
}
template <typename T>
json write_any(const std::vector<T>& values) {
  json out = json::array();
  for (const auto& value : values) {
    out.push_back(write_any(value));
  }
  return out;
}

template <typename T>
void read_any(const json& j, T& value) {
  if constexpr (Leaf<T>) {
    read(j, value);
  } else {
    read_object(j, value);
  }
}
void read_any(const json& j, std::vector<foia::ExemptionClaim>& claims) {
  for (const auto& item : j) {
    claims.push_back(unwrap(foia::ExemptionClaim::parse(item.get<std::string>())));
  }
}
template <typename A, typename B>
void read_any(const json& j, std::pair<A, B>& value) {
  read_any(j.at(0), value.first);
  read_any(j.at(1), value.second);
}
template <typename T>
void read_any(const json& j, std::vector<T>& values) {
  values.reserve(j.size());
  for (const auto& item : j) {
    read_any(item, values.emplace_back());
  }
}

class Writer {
 public:
  explicit Writer(json& out) : out_(out) {}
  template <typename T>
  void operator()(const char* key, const T& value) {
    if (!is_default(value)) {
      out_[key] = write_any(value);
    }
  }
  template <typename T>
  void operator()(const char* key, const std::optional<T>& value) {
    if (value) {
      out_[key] = write_any(*value);
    }
  }

 private:
  template <typename T>
  static bool is_default(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      return false;
    } else if constexpr (requires { value.empty(); }) {
      return value.empty();
    } else if constexpr (Leaf<T> && std::equality_comparable<T> && std::default_initializable<T>) {
      return value == T{};
    } else {
      return false;
    }
  }
  json& out_;
};

class Reader {
 public:
  explicit Reader(const json& in) : in_(in) {}
  template <typename T>
  void operator()(const char* key, T& value) {
    if (const auto found = in_.find(key); found != in_.end()) {
      read_any(*found, value);
    }
  }
  template <typename T>
  void operator()(const char* key, std::optional<T>& value) {
    if (const auto found = in_.find(key); found != in_.end()) {
      read_any(*found, value.emplace());
    }
  }

 private:
  const json& in_;
};

template <typename A, Like<base::DateRange> T>
void describe(A& a, T& v) {
  a("first", v.first);
  a("last", v.last);
}
template <typename A, Like<foia::Finding> T>
void describe(A& a, T& v) {
  a("code", v.code);
  a("page", v.page);
  a("message", v.message);
}
template <typename A, Like<foia::MailAddress> T>
void describe(A& a, T& v) {
  a("name", v.name);
  a("address", v.address);
}
template <typename A, Like<foia::Metadata> T>
void describe(A& a, T& v) {
  a("title", v.title);
  a("author", v.author);
  a("from", v.from);
  a("to", v.to);
  a("cc", v.cc);
  a("bcc", v.bcc);
  a("sent", v.sent);
  a("date_header", v.date_header);
  a("created", v.created);
  a("modified", v.modified);
  a("message_id", v.message_id);
  a("in_reply_to", v.in_reply_to);
  a("references", v.references);
  a("page_count", v.page_count);
  a("attachment_count", v.attachment_count);
  a("extra", v.extra);
}
template <typename A, Like<foia::Record> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("family", v.family);
  a("parent", v.parent);
  a("position", v.position);
  a("duplicate_of", v.duplicate_of);
  a("sha256", v.sha256);
  a("duplicate_key", v.duplicate_key);
  a("kind", v.kind);
  a("name", v.name);
  a("path", v.path);
  a("office", v.office);
  a("custodian", v.custodian);
  a("tasking", v.tasking);
  a("size", v.size);
  a("metadata", v.metadata);
  a("text_pack", v.text_pack);
  a("text_offset", v.text_offset);
  a("text_size", v.text_size);
  a("findings", v.findings);
}
template <typename A, Like<foia::Exception> T>
void describe(A& a, T& v) {
  a("path", v.path);
  a("office", v.office);
  a("sha256", v.sha256);
  a("finding", v.finding);
  a("container", v.container);
}
template <typename A, Like<foia::SearchAnswer> T>
void describe(A& a, T& v) {
  a("has_records", v.has_records);
  a("searched_by", v.searched_by);
  a("title", v.title);
  a("systems", v.systems);
  a("terms", v.terms);
  a("explanation", v.explanation);
  a("minutes", v.minutes);
  a("answered", v.answered);
}
template <typename A, Like<foia::SearchTasking> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("office", v.office);
  a("categories", v.categories);
  a("systems", v.systems);
  a("terms", v.terms);
  a("dates", v.dates);
  a("sent", v.sent);
  a("due", v.due);
}
template <typename A, Like<foia::Determination> T>
void describe(A& a, T& v) {
  a("record", v.record);
  a("category", v.category);
  a("value", v.value);
}
template <typename A, Like<foia::PageDecision> T>
void describe(A& a, T& v) {
  a("record", v.record);
  a("page", v.page);
  a("disposition", v.disposition);
  a("claims", v.claims);
  a("referred_to", v.referred_to);
  a("harm", v.harm);
  a("reason", v.reason);
}
template <typename A, Like<foia::Mark> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("record", v.record);
  a("page", v.page);
  a("box", v.box);
  a("claims", v.claims);
  a("author", v.author);
  a("reason", v.reason);
  a("harm", v.harm);
  a("removed_text", v.removed_text);
}
template <typename A, Like<foia::PageRef> T>
void describe(A& a, T& v) {
  a("record", v.record);
  a("page", v.page);
}
template <typename A, Like<foia::Objection> T>
void describe(A& a, T& v) {
  a("number", v.number);
  a("record", v.record);
  a("page", v.page);
  a("box", v.box);
  a("ground", v.ground);
  a("reason", v.reason);
  a("text", v.text);
}
template <typename A, Like<foia::AnswerWithEvidence> T>
void describe(A& a, T& v) {
  a("answer", v.answer);
  a("evidence", v.evidence);
}
template <typename A, Like<foia::ConfidentialityRecord> T>
void describe(A& a, T& v) {
  a("kept_private", v.kept_private);
  a("assurance", v.assurance);
  a("indications", v.indications);
}
template <typename A, Like<foia::ReturnFinding> T>
void describe(A& a, T& v) {
  a("what", v.what);
  a("package_page", v.package_page);
  a("returned_page", v.returned_page);
}
template <typename A, Like<foia::ConsultationStep> T>
void describe(A& a, T& v) {
  a("kind", v.kind);
  a("on", v.on);
  a("until", v.until);
  a("pages", v.pages);
  a("numbers", v.numbers);
  a("reference", v.reference);
  a("reason", v.reason);
}
template <typename A, Like<foia::ProductionVolume> T>
void describe(A& a, T& v) {
  a("name", v.name);
  a("installment", v.installment);
  a("dated", v.dated);
  a("first_number", v.first_number);
  a("last_number", v.last_number);
  a("page_count", v.page_count);
  a("record_count", v.record_count);
  a("manifest", v.manifest);
  a("supersedes", v.supersedes);
}
template <typename A, Like<MatterDefined> T>
void describe(A& a, T& v) {
  a("toml", v.toml);
}
template <typename A, Like<TaskingDrafted> T>
void describe(A& a, T& v) {
  a("tasking", v.tasking);
}
template <typename A, Like<TaskingSent> T>
void describe(A& a, T& v) {
  a("tasking", v.tasking);
  a("sent", v.sent);
}
template <typename A, Like<TaskingAnswered> T>
void describe(A& a, T& v) {
  a("tasking", v.tasking);
  a("answer", v.answer);
}
template <typename A, Like<TaskingAdvanced> T>
void describe(A& a, T& v) {
  a("tasking", v.tasking);
  a("step", v.step);
  a("on", v.on);
  a("due", v.due);
}
template <typename A, Like<InputFile> T>
void describe(A& a, T& v) {
  a("path", v.path);
  a("sha256", v.sha256);
  a("size", v.size);
  a("expected", v.expected);
  a("records", v.records);
  a("exceptions", v.exceptions);
}
template <typename A, Like<RecordsAdded> T>
void describe(A& a, T& v) {
  a("root", v.root);
  a("office", v.office);
  a("custodian", v.custodian);
  a("tasking", v.tasking);
  a("files", v.files);
  a("records", v.records);
  a("exceptions", v.exceptions);
}
template <typename A, Like<IntakeFinished> T>
void describe(A& a, T& v) {
  a("root", v.root);
  a("office", v.office);
  a("files", v.files);
  a("already_here", v.already_here);
  a("records", v.records);
  a("duplicates", v.duplicates);
  a("exceptions", v.exceptions);
}
template <typename A, Like<TextIndexed> T>
void describe(A& a, T& v) {
  a("segment", v.segment);
  a("records", v.records);
  a("bytes", v.bytes);
  a("first_record", v.first_record);
  a("last_record", v.last_record);
  a("replaces", v.replaces);
}
template <typename A, Like<Rendition> T>
void describe(A& a, T& v) {
  a("record", v.record);
  a("pdf", v.pdf);
  a("pages", v.pages);
  a("findings", v.findings);
}
template <typename A, Like<RecordsRendered> T>
void describe(A& a, T& v) {
  a("renditions", v.renditions);
}
template <typename A, Like<Reading> T>
void describe(A& a, T& v) {
  a("record", v.record);
  a("text_pack", v.text_pack);
  a("text_offset", v.text_offset);
  a("text_size", v.text_size);
  a("words", v.words);
  a("findings", v.findings);
}
template <typename A, Like<PicturesRead> T>
void describe(A& a, T& v) {
  a("reader", v.reader);
  a("readings", v.readings);
}
template <typename A, Like<Selection> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("name", v.name);
  a("query", v.query);
  a("manifest", v.manifest);
  a("records", v.records);
  a("digest", v.digest);
}
template <typename A, Like<SelectionFrozen> T>
void describe(A& a, T& v) {
  a("selection", v.selection);
}
template <typename A, Like<ResponsivenessCoded> T>
void describe(A& a, T& v) {
  a("selection", v.selection);
  a("determinations", v.determinations);
}
template <typename A, Like<PagesDecided> T>
void describe(A& a, T& v) {
  a("decisions", v.decisions);
}
template <typename A, Like<MarksAdded> T>
void describe(A& a, T& v) {
  a("marks", v.marks);
}
template <typename A, Like<MarksRemoved> T>
void describe(A& a, T& v) {
  a("marks", v.marks);
}
template <typename A, Like<ConsultationSent> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("kind", v.kind);
  a("submitter", v.submitter);
  a("round", v.round);
  a("sent", v.sent);
  a("due", v.due);
  a("pages", v.pages);
  a("code", v.code);
  a("package", v.package);
  a("package_file", v.package_file);
  a("decisions", v.decisions);
}
template <typename A, Like<ConsultationReturned> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("returned", v.returned);
  a("objections", v.objections);
  a("reply", v.reply);
  a("form", v.form);
  a("by", v.by);
  a("key", v.key);
  a("statement", v.statement);
  a("is_late", v.is_late);
  a("findings", v.findings);
  a("unanswered", v.unanswered);
  a("not_theirs", v.not_theirs);
}
template <typename A, Like<ObjectionDecided> T>
void describe(A& a, T& v) {
  a("number", v.number);
  a("decision", v.decision);
  a("reason", v.reason);
  a("harm", v.harm);
  a("confidentiality", v.confidentiality);
  a("kept_box", v.kept_box);
}
template <typename A, Like<ObjectionsDecided> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("decisions", v.decisions);
  a("marks", v.marks);
}
template <typename A, Like<ConsultationStepTaken> T>
void describe(A& a, T& v) {
  a("id", v.id);
  a("step", v.step);
}
template <typename A, Like<VolumePageRow> T>
void describe(A& a, T& v) {
  a("number", v.number);
  a("record", v.record);
  a("page", v.page);
  a("outcome", v.outcome);
  a("claims", v.claims);
  a("boxes", v.boxes);
}
template <typename A, Like<VaughnNumber> T>
void describe(A& a, T& v) {
  a("number", v.number);
  a("record", v.record);
}
template <typename A, Like<VolumeSealed> T>
void describe(A& a, T& v) {
  a("volume", v.volume);
  a("supersedes_reason", v.supersedes_reason);
  a("made_from_event", v.made_from_event);
  a("pages", v.pages);
  a("vaughn_numbers", v.vaughn_numbers);
  a("letter_template", v.letter_template);
}
template <typename A, Like<FilingMade> T>
void describe(A& a, T& v) {
  a("key", v.key);
  a("as_of", v.as_of);
  a("path", v.path);
  a("pdf", v.pdf);
  a("docx", v.docx);
  a("figures", v.figures);
  a("kind", v.kind);
  a("text", v.text);
  a("figure_rows", v.figure_rows);
  a("explanations", v.explanations);
  a("positions", v.positions);
  a("signed_by", v.signed_by);
  a("is_attested", v.is_attested);
}
template <typename A, Like<foia::StepDocument> T>
void describe(A& a, T& v) {
  a("name", v.name);
  a("sha256", v.sha256);
}
template <typename A, Like<foia::RequestStep> T>
void describe(A& a, T& v) {
  a("kind", v.kind);
  a("on", v.on);
  a("is_after_hours", v.is_after_hours);
  a("office", v.office);
  a("is_proper", v.is_proper);
  a("number", v.number);
  a("text", v.text);
  a("toll", v.toll);
  a("grounds", v.grounds);
  a("days", v.days);
  a("due", v.due);
  a("is_arranged", v.is_arranged);
  a("is_granted", v.is_granted);
  a("disposition", v.disposition);
  a("outcome", v.outcome);
  a("key", v.key);
  a("ecf", v.ecf);
  a("cents", v.cents);
  a("authority", v.authority);
  a("document", v.document);
}
template <typename A, Like<OccurrencesAllowed> T>
void describe(A& a, T& v) {
  a("marks", v.marks);
  a("pages", v.pages);
  a("files", v.files);
}
template <typename A, Like<VolumeAdvanced> T>
void describe(A& a, T& v) {
  a("volume", v.volume);
  a("step", v.step);
  a("on", v.on);
  a("to", v.to);
  a("document", v.document);
}
template <typename A, Like<RequestAdvanced> T>
void describe(A& a, T& v) {
  a("step", v.step);
}
template <typename A, Like<foia::SingleDay> T>
void describe(A& a, T& v) {
  a("date", v.date);
  a("name", v.name);
  a("citation", v.citation);
  a("is_working", v.is_working);
  a("is_closure", v.is_closure);
  a("needs_counsel", v.needs_counsel);
}
template <typename A, Like<CalendarChanged> T>
void describe(A& a, T& v) {
  a("calendar", v.calendar);
  a("toml", v.toml);
  a("days", v.days);
}
template <typename A, Like<TableMade::File> T>
void describe(A& a, T& v) {
  a("name", v.name);
  a("sha256", v.sha256);
}
template <typename A, Like<TableMade> T>
void describe(A& a, T& v) {
  a("key", v.key);
  a("category", v.category);
  a("map", v.map);
  a("rows", v.rows);
  a("records", v.records);
  a("files", v.files);
  a("counted", v.counted);
  a("duplicate", v.duplicate);
  a("listed", v.listed);
  a("suppressed", v.suppressed);
}
template <typename A, Like<DecisionUndone> T>
void describe(A& a, T& v) {
  a("event", v.event);
}
template <typename A, Like<LetterWritten> T>
void describe(A& a, T& v) {
  a("number", v.number);
  a("kind", v.kind);
  a("about", v.about);
  a("dated", v.dated);
  a("recipients", v.recipients);
  a("proves", v.proves);
  a("docx", v.docx);
  a("pdf", v.pdf);
  a("letter_template", v.letter_template);
  a("values", v.values);
  a("figures", v.figures);
}
template <typename A, Like<PaperFiled> T>
void describe(A& a, T& v) {
  a("key", v.key);
  a("ecf", v.ecf);
  a("filed", v.filed);
  a("pdf", v.pdf);
  a("size", v.size);
  a("made", v.made);
  a("figures", v.figures);
  a("figure_rows", v.figure_rows);
}
template <typename A, Like<PaperConcurred> T>
void describe(A& a, T& v) {
  a("pdf", v.pdf);
  a("key", v.key);
  a("name", v.name);
  a("dated", v.dated);
  a("how", v.how);
  a("made", v.made);
}
template <typename A, Like<IndexMade> T>
void describe(A& a, T& v) {
  a("as_of", v.as_of);
  a("csv", v.csv);
  a("entries", v.entries);
}
template <typename A, Like<IndexSampled> T>
void describe(A& a, T& v) {
  a("seed", v.seed);
  a("population", v.population);
  a("entries", v.entries);
  a("drawn_from", v.drawn_from);
}

template <typename T>
json write_object(const T& value) {
  json out = json::object();
  Writer writer(out);
  describe(writer, value);
  return out;
}

template <typename T>
void read_object(const json& j, T& value) {
  if (!j.is_object()) {
    throw Bad{"expected an object"};
  }
  Reader reader(j);
  describe(reader, value);
}

template <typename T>
Result<T> parse_as(std::string_view text, auto read_into) {
  try {
    const auto parsed = json::parse(text);
    T value{};
    read_into(parsed, value);
    return value;
  } catch (const json::exception&) {
    return Error{ErrorCode::damaged, "the body of an event is not the JSON it should be", ""};
  } catch (const Bad& bad) {
    return Error{ErrorCode::damaged, "the body of an event is wrong: " + bad.what, ""};
  }
}

// Text is repaired at the door, so a replacement here would be a bug that must not stop an intake.
std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

template <std::size_t I = 0>
Result<Body> read_alternative(std::size_t index, std::string_view text) {
  if constexpr (I < std::variant_size_v<Body>) {
    if (index != I) {
      return read_alternative<I + 1>(index, text);
    }
    using T = std::variant_alternative_t<I, Body>;
    auto value = TRY(parse_as<T>(text, [](const json& j, T& v) { read_object(j, v); }));
    return Body(std::in_place_index<I>, std::move(value));
  } else {
    return Error{ErrorCode::damaged, "unknown kind of event", ""};
  }
}

}  // namespace

std::string body_to_json(const Body& body) {
  return std::visit([](const auto& value) { return dump(write_object(value)); }, body);
}

Result<Body> body_from_json(std::size_t kind_index, std::string_view text) {
  return read_alternative<>(kind_index, text);
}

std::string metadata_to_json(const foia::Metadata& metadata) {
  return dump(write_object(metadata));
}

Result<foia::Metadata> metadata_from_json(std::string_view text) {
  return parse_as<foia::Metadata>(text,
                                  [](const json& j, foia::Metadata& v) { read_object(j, v); });
}

std::string findings_to_json(const std::vector<foia::Finding>& findings) {
  return findings.empty() ? std::string() : dump(write_any(findings));
}

Result<std::vector<foia::Finding>> findings_from_json(std::string_view text) {
  if (text.empty()) {
    return std::vector<foia::Finding>{};
  }
  return parse_as<std::vector<foia::Finding>>(
      text, [](const json& j, std::vector<foia::Finding>& v) { read_any(j, v); });
}

}  // namespace vaughn::store
