// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "store/detail/matter_db_impl.h"
#include "store/detail/rows.h"
#include "store/detail/schema.h"
#include "store/detail/soci_guard.h"

// What MatterDb answers from the derived tables.
namespace vaughn::store {

using base::Error;
using base::ErrorCode;
using base::Result;
using base::Sha256;
using soci::into;
using soci::use;

namespace {

Result<Sha256> hash_or_zero(std::string_view hex) {
  if (hex.empty()) {
    return Sha256{};
  }
  return Sha256::from_hex(hex);
}

template <typename T>
Result<T> body_as(std::string_view json) {
  constexpr auto kIndex = []<std::size_t... I>(std::index_sequence<I...>) {
    std::size_t index = 0;
    ((std::is_same_v<std::variant_alternative_t<I, Body>, T> ? index = I : 0), ...);
    return index;
  }
  (std::make_index_sequence<std::variant_size_v<Body>>{});
  auto body = TRY(body_from_json(kIndex, json));
  return std::get<T>(std::move(body));
}

long long scalar(soci::session& sql, const std::string& query) {
  long long value = 0;
  sql << query, into(value);
  return value;
}

// counts  no metadata, findings and text: one row of one table, and of its rendition
// heads   no metadata and findings
enum class Detail { counts, heads, whole };

// What was missing before the pictures were read is not missing any more.
void take_reading(foia::Record& record, std::vector<foia::Finding> findings) {
  std::erase_if(record.findings, [](const foia::Finding& finding) {
    return finding.code == foia::FindingCode::no_text ||
           finding.code == foia::FindingCode::partly_no_text;
  });
  std::move(findings.begin(), findings.end(), std::back_inserter(record.findings));
}

// Runs a query over record, left joined with the latest rendition and reading.
template <typename Take>
Result<void> each_record(soci::session& sql,
                         Detail detail,
                         const std::string& condition,
                         const Take& take) {
  const bool has_text = detail != Detail::counts;
  std::string query =
      "SELECT r.id,r.family,r.parent,r.position,r.duplicate_of,r.sha256,r.duplicate_key,r.kind,"
      "r.name,r.path,r.office,r.custodian,r.tasking,r.size,n.pdf,n.pages";
  if (has_text) {
    query +=
        ",coalesce(o.text_pack,r.text_pack),coalesce(o.text_offset,r.text_offset),"
        "coalesce(o.text_size,r.text_size),o.words";
  }
  if (detail == Detail::whole) {
    query += ",r.metadata,r.findings,n.findings,o.findings";
  }
  query +=
      " FROM record r LEFT JOIN rendition n ON n.record=r.id AND n.event=(SELECT max(m.event)"
      " FROM rendition m WHERE m.record=r.id)";
  if (has_text) {
    query +=
        " LEFT JOIN reading o ON o.record=r.id AND o.event=(SELECT max(m.event) FROM reading m"
        " WHERE m.record=r.id)";
  }
  Rows rows(sql, query + " " + condition + " ORDER BY r.id");
  while (rows.next()) {
    int column = 0;
    const auto number = [&] { return rows.number(column++); };
    const auto text = [&] { return rows.text(column++); };
    foia::Record row;
    row.id.value = number();
    row.family.value = number();
    row.parent.value = number();
    row.position = static_cast<int>(number());
    row.duplicate_of.value = number();
    row.sha256 = TRY(Sha256::from_hex(text()));
    row.duplicate_key = TRY(Sha256::from_hex(text()));
    row.kind = TRY(foia::parse_record_kind(text()));
    row.name = text();
    row.path = text();
    row.office = text();
    row.custodian = text();
    row.tasking.value = number();
    row.size = number();
    row.rendition = TRY(hash_or_zero(text()));
    row.rendered_pages = static_cast<int>(number());
    if (has_text) {
      row.text_pack = TRY(hash_or_zero(text()));
      row.text_offset = number();
      row.text_size = number();
      row.words = TRY(hash_or_zero(text()));
    }
    if (detail == Detail::whole) {
      row.metadata = TRY(metadata_from_json(text()));
      row.findings = TRY(findings_from_json(text()));
      const auto render_findings = TRY(findings_from_json(text()));
      const auto read_findings = TRY(findings_from_json(text()));
      if (!row.words.is_zero()) {
        take_reading(row, read_findings);
      }
      row.findings.insert(row.findings.end(), render_findings.begin(), render_findings.end());
    }
    take(std::move(row));
  }
  return {};
}

Result<std::vector<foia::Record>> read_records(soci::session& sql,
                                               Detail detail,
                                               const std::string& condition) {
  std::vector<foia::Record> out;
  TRY(each_record(
      sql, detail, condition, [&](foia::Record&& row) { out.push_back(std::move(row)); }));
  return out;
}

// Few different lists of claims stand on many pages.
class ClaimReader {
 public:
  Result<std::vector<foia::ExemptionClaim>> operator()(std::string_view labels) {
    if (labels.empty()) {
      return std::vector<foia::ExemptionClaim>{};
    }
    const auto found = known_.find(labels);
    if (found != known_.end()) {
      return found->second;
    }
    auto claims = TRY(foia::parse_claims(labels));
    known_.emplace(labels, claims);
    return claims;
  }

 private:
  std::map<std::string, std::vector<foia::ExemptionClaim>, std::less<>> known_{};
};

// A row of volume_page: its page, the event of its volume, and where it stands among the rows.
struct PlacedPage {
  foia::PageRef page{};
  std::int64_t event = 0;
  std::size_t row = 0;
};

// A page that a later volume produced again is superseded.
void supersede(std::vector<PlacedPage>& places, std::vector<ProducedPageRow>& rows) {
  const auto is_before = [](const PlacedPage& a, const PlacedPage& b) {
    return std::pair(a.page, a.event) < std::pair(b.page, b.event);
  };
  if (!std::is_sorted(places.begin(), places.end(), is_before)) {
    std::sort(places.begin(), places.end(), is_before);
  }
  for (std::size_t i = 1; i < places.size(); ++i) {
    rows[places[i - 1].row].superseded = places[i - 1].page == places[i].page;
  }
}

// Rows of record, page and event.
Result<std::vector<PassedPage>> passed_pages(soci::session& sql, const char* query) {
  std::map<long long, base::Instant> times;
  // An aggregate has no declared type, so the columns are bound and not asked for theirs.
  long long record = 0;
  long long page = 0;
  long long event = 0;
  soci::statement rows = (sql.prepare << query, into(record), into(page), into(event));
  rows.execute();
  std::vector<PassedPage> out;
  while (rows.fetch()) {
    const auto [time, is_new] = times.try_emplace(event);
    if (is_new) {
      std::string at;
      sql << "SELECT at FROM event WHERE id=:e", soci::use(event), into(at);
      time->second = TRY(base::parse_instant(at));
    }
    out.push_back({{record}, static_cast<int>(page), time->second});
  }
  return out;
}

}  // namespace

Result<foia::RecordId> MatterDb::last_record() {
  return guard_soci([&]() -> Result<foia::RecordId> {
    return foia::RecordId{scalar(impl_->sql, "SELECT coalesce(max(id),0) FROM record")};
  });
}

Result<std::int64_t> MatterDb::last_tasking() {
  return guard_soci([&]() -> Result<std::int64_t> {
    return scalar(impl_->sql, "SELECT coalesce(max(id),0) FROM tasking");
  });
}

Result<std::int64_t> MatterDb::last_mark() {
  return guard_soci([&]() -> Result<std::int64_t> {
    return scalar(impl_->sql, "SELECT coalesce(max(id),0) FROM mark");
  });
}

Result<std::int64_t> MatterDb::last_consultation() {
  return guard_soci([&]() -> Result<std::int64_t> {
    return scalar(impl_->sql, "SELECT coalesce(max(id),0) FROM consultation");
  });
}

Result<std::int64_t> MatterDb::last_selection() {
  return guard_soci([&]() -> Result<std::int64_t> {
    return scalar(impl_->sql, "SELECT coalesce(max(id),0) FROM selection");
  });
}

Result<std::int64_t> MatterDb::last_vaughn_number() {
  return guard_soci([&]() -> Result<std::int64_t> {
    return scalar(impl_->sql, "SELECT coalesce(max(number),0) FROM vaughn_number");
  });
}

Result<std::optional<std::string>> MatterDb::matter_toml() {
  return guard_soci([&]() -> Result<std::optional<std::string>> {
    std::string toml;
    impl_->sql << "SELECT toml FROM matter_text ORDER BY event DESC LIMIT 1", into(toml);
    if (!impl_->sql.got_data()) {
      return std::optional<std::string>();
    }
    return std::optional<std::string>(std::move(toml));
  });
}

Result<std::vector<foia::SearchTasking>> MatterDb::taskings() {
  return guard_soci([&]() -> Result<std::vector<foia::SearchTasking>> {
    std::map<long long, foia::SearchTasking> by_id;
    soci::rowset<soci::row> drafted =
        (impl_->sql.prepare << "SELECT body FROM tasking WHERE undone_by=0 ORDER BY event");
    for (const auto& row : drafted) {
      auto body = TRY(body_as<TaskingDrafted>(row.get<std::string>(0)));
      by_id[body.tasking.id.value] = std::move(body.tasking);
    }
    for (auto& row : TRY(tasking_steps())) {
      const auto found = by_id.find(row.tasking.value);
      if (found == by_id.end()) {
        continue;
      }
      auto& tasking = found->second;
      tasking.state = foia::state_after(row.step);
      if (row.step != foia::TaskingStep::close) {
        tasking.answer = std::move(row.answer);
      }
      switch (row.step) {
        case foia::TaskingStep::retask:
          tasking.due = row.due ? row.due : tasking.due;
          [[fallthrough]];
        case foia::TaskingStep::send:
          tasking.sent = row.on;
          tasking.closed.reset();
          break;
        case foia::TaskingStep::close: tasking.closed = row.on; break;
        case foia::TaskingStep::acknowledge:
        case foia::TaskingStep::begin:
        case foia::TaskingStep::answer_none:
        case foia::TaskingStep::answer_records:
        case foia::TaskingStep::send_back: break;
      }
    }
    std::vector<foia::SearchTasking> out;
    for (auto& [id, tasking] : by_id) {
      out.push_back(std::move(tasking));
    }
    return out;
  });
}

Result<std::vector<foia::Record>> MatterDb::records() {
  return guard_soci([&] { return read_records(impl_->sql, Detail::whole, ""); });
}

Result<std::vector<foia::Record>> MatterDb::record_heads() {
  return guard_soci([&] { return read_records(impl_->sql, Detail::heads, ""); });
}

Result<void> MatterDb::each_record_head(const std::function<void(foia::Record&&)>& take) {
  return guard_soci([&] { return each_record(impl_->sql, Detail::counts, "", take); });
}

Result<std::vector<foia::Record>> MatterDb::records(const std::vector<foia::RecordId>& ids) {
  return guard_soci([&]() -> Result<std::vector<foia::Record>> {
    std::vector<foia::Record> out;
    constexpr std::size_t kChunk = 500;
    for (std::size_t start = 0; start < ids.size(); start += kChunk) {
      std::string list;
      for (std::size_t i = start; i < std::min(ids.size(), start + kChunk); ++i) {
        list += fmt::format("{}{}", list.empty() ? "" : ",", ids[i].value);
      }
      auto some = TRY(read_records(impl_->sql, Detail::whole, "WHERE r.id IN (" + list + ")"));
      std::move(some.begin(), some.end(), std::back_inserter(out));
    }
    std::sort(out.begin(), out.end(), [](const foia::Record& a, const foia::Record& b) {
      return a.id < b.id;
    });
    return out;
  });
}

Result<std::int64_t> MatterDb::record_count() {
  return guard_soci(
      [&]() -> Result<std::int64_t> { return scalar(impl_->sql, "SELECT count(*) FROM record"); });
}

Result<std::int64_t> MatterDb::input_count() {
  return guard_soci([&]() -> Result<std::int64_t> {
    // A message of a mailbox is an input of its own, but not a file.
    return scalar(impl_->sql, "SELECT count(*) FROM input WHERE path NOT LIKE '%//%'");
  });
}

Result<std::vector<foia::Exception>> MatterDb::exceptions() {
  return guard_soci([&]() -> Result<std::vector<foia::Exception>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT path,office,sha256,code,message,container FROM exception"
                               " ORDER BY event,path");
    std::vector<foia::Exception> out;
    for (const auto& row : rows) {
      foia::Exception exception;
      exception.path = row.get<std::string>(0);
      exception.office = row.get<std::string>(1);
      exception.sha256 = TRY(hash_or_zero(row.get<std::string>(2)));
      exception.finding.code = TRY(foia::parse_finding_code(row.get<std::string>(3)));
      exception.finding.message = row.get<std::string>(4);
      exception.container.value = row.get<long long>(5);
      out.push_back(std::move(exception));
    }
    return out;
  });
}

Result<bool> MatterDb::has_input(std::string_view office,
                                 std::string_view path,
                                 const Sha256& sha256) {
  return guard_soci([&]() -> Result<bool> {
    auto& bound = impl_->has_input;
    if (!bound.statement) {
      bound.statement.emplace((impl_->sql.prepare
                                   << "SELECT count(*) FROM input WHERE office=:o AND path=:p AND"
                                      " sha256=:h",
                               use(bound.office),
                               use(bound.path),
                               use(bound.sha256),
                               into(bound.count)));
    }
    bound.office = office;
    bound.path = path;
    bound.sha256 = sha256.is_zero() ? "" : sha256.hex();
    bound.statement->execute(true);
    return bound.count > 0;
  });
}

Result<foia::RecordId> MatterDb::primary_with_key(const Sha256& duplicate_key) {
  return guard_soci([&]() -> Result<foia::RecordId> {
    auto& bound = impl_->primary;
    if (!bound.statement) {
      bound.statement.emplace(
          (impl_->sql.prepare << "SELECT coalesce(min(id),0) FROM record WHERE duplicate_key=:k AND"
                                 " duplicate_of=0 AND parent=0",
           use(bound.key),
           into(bound.id)));
    }
    bound.key = duplicate_key.hex();
    bound.statement->execute(true);
    return foia::RecordId{bound.id};
  });
}

Result<std::vector<std::pair<foia::RecordId, Sha256>>> MatterDb::family_keys(
    foia::RecordId family) {
  return guard_soci([&]() -> Result<std::vector<std::pair<foia::RecordId, Sha256>>> {
    const long long head = family.value;
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT id,duplicate_key FROM record WHERE family=:f ORDER BY id",
         use(head));
    std::vector<std::pair<foia::RecordId, Sha256>> out;
    for (const auto& row : rows) {
      const auto key = TRY(Sha256::from_hex(row.get<std::string>(1)));
      out.emplace_back(foia::RecordId{row.get<long long>(0)}, key);
    }
    return out;
  });
}

Result<std::vector<TextIndexed>> MatterDb::segments(Segments which) {
  return guard_soci([&]() -> Result<std::vector<TextIndexed>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << std::string("SELECT e.body FROM segment s JOIN event e ON"
                                           " e.id=s.event") +
                                   (which == Segments::ever ? "" : " WHERE s.replaced_by=''") +
                                   " ORDER BY s.event");
    std::vector<TextIndexed> out;
    for (const auto& row : rows) {
      auto body = TRY(body_as<TextIndexed>(row.get<std::string>(0)));
      out.push_back(std::move(body));
    }
    return out;
  });
}

Result<std::vector<Selection>> MatterDb::selections() {
  return guard_soci([&]() -> Result<std::vector<Selection>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT e.body FROM selection s JOIN event e ON e.id=s.event"
                               " WHERE s.undone_by=0 ORDER BY s.id");
    std::vector<Selection> out;
    for (const auto& row : rows) {
      auto body = TRY(body_as<SelectionFrozen>(row.get<std::string>(0)));
      out.push_back(std::move(body.selection));
    }
    return out;
  });
}

Result<std::optional<Selection>> MatterDb::selection(std::string_view name) {
  auto all = TRY(selections());
  std::optional<Selection> found;
  for (auto& selection : all) {
    if (selection.name == name) {
      found = std::move(selection);
    }
  }
  return found;
}

Result<std::vector<foia::Determination>> MatterDb::determinations() {
  return guard_soci([&]() -> Result<std::vector<foia::Determination>> {
    std::map<std::pair<std::int64_t, std::string>, foia::Determination> latest;
    Rows rows(impl_->sql,
              "SELECT event,record,category,value FROM determination WHERE undone_by=0"
              " ORDER BY event");
    while (rows.next()) {
      foia::Determination determination;
      determination.event.value = rows.number(0);
      determination.record.value = rows.number(1);
      determination.category = rows.text(2);
      determination.value = TRY(foia::parse_responsiveness(rows.text(3)));
      auto& last = latest[{determination.record.value, determination.category}];
      last = std::move(determination);
    }
    std::vector<foia::Determination> out;
    out.reserve(latest.size());
    for (auto& [key, determination] : latest) {
      out.push_back(std::move(determination));
    }
    return out;
  });
}

Result<std::vector<foia::PageDecision>> MatterDb::page_decisions() {
  return guard_soci([&]() -> Result<std::vector<foia::PageDecision>> {
    std::map<std::pair<long long, long long>, foia::PageDecision> latest;
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT event,body FROM page_decision WHERE undone_by=0"
                               " ORDER BY event");
    for (const auto& row : rows) {
      auto body = TRY(body_as<PagesDecided>(row.get<std::string>(1)));
      auto& decision = body.decisions.at(0);
      decision.event.value = row.get<long long>(0);
      latest[{decision.record.value, decision.page}] = std::move(decision);
    }
    std::vector<foia::PageDecision> out;
    out.reserve(latest.size());
    for (auto& [key, decision] : latest) {
      out.push_back(std::move(decision));
    }
    return out;
  });
}

Result<void> MatterDb::each_page_ruling(const std::function<void(PageRuling&&)>& take) {
  return guard_soci([&]() -> Result<void> {
    struct Made {
      base::Instant at{};
      std::string author{};
    };
    std::unordered_map<std::int64_t, Made> made;
    Rows events(impl_->sql,
                "SELECT id,at,author FROM event WHERE id IN (SELECT DISTINCT event FROM"
                " page_decision WHERE undone_by=0)");
    while (events.next()) {
      made[events.number(0)] = {TRY(base::parse_instant(events.text(1))),
                                std::string(events.text(2))};
    }
    ClaimReader read_claims;
    Rows rows(impl_->sql,
              "SELECT event,record,page,disposition,claims FROM page_decision WHERE undone_by=0"
              " ORDER BY rowid");
    while (rows.next()) {
      const auto& by = made.at(rows.number(0));
      PageRuling ruling;
      ruling.record.value = rows.number(1);
      ruling.page = static_cast<int>(rows.number(2));
      ruling.disposition = TRY(foia::parse_disposition(rows.text(3)));
      ruling.claims = TRY(read_claims(rows.text(4)));
      ruling.at = by.at;
      ruling.author = by.author;
      take(std::move(ruling));
    }
    return {};
  });
}

Result<std::vector<PassedPage>> MatterDb::first_renditions() {
  return guard_soci([&]() -> Result<std::vector<PassedPage>> {
    return passed_pages(impl_->sql,
                        "SELECT record,0,min(event) FROM rendition WHERE pdf<>''"
                        " GROUP BY record ORDER BY record");
  });
}

Result<std::vector<MarkRow>> MatterDb::marks() {
  return guard_soci([&]() -> Result<std::vector<MarkRow>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT m.event,m.body,e.at FROM mark m JOIN event e ON e.id=m.event"
                               " WHERE m.undone_by=0 AND NOT EXISTS(SELECT 1 FROM mark_removal x"
                               " WHERE x.mark=m.id AND x.undone_by=0) ORDER BY m.id");
    std::vector<MarkRow> out;
    for (const auto& row : rows) {
      auto body = TRY(body_as<MarksAdded>(row.get<std::string>(1)));
      MarkRow mark{std::move(body.marks.at(0)), {}};
      mark.mark.event.value = row.get<long long>(0);
      mark.at = TRY(base::parse_instant(row.get<std::string>(2)));
      out.push_back(std::move(mark));
    }
    return out;
  });
}

Result<std::vector<foia::Consultation>> MatterDb::consultations() {
  return guard_soci([&]() -> Result<std::vector<foia::Consultation>> {
    std::map<long long, foia::Consultation> by_id;
    const auto find = [&](const soci::row& row) -> foia::Consultation* {
      const auto found = by_id.find(row.get<long long>(0));
      return found == by_id.end() ? nullptr : &found->second;
    };
    soci::rowset<soci::row> sent =
        (impl_->sql.prepare << "SELECT id,body FROM consultation WHERE undone_by=0");
    for (const auto& row : sent) {
      const auto body = TRY(body_as<ConsultationSent>(row.get<std::string>(1)));
      foia::Consultation consultation;
      consultation.id = body.id;
      consultation.kind = body.kind;
      consultation.submitter = body.submitter;
      consultation.round = body.round;
      consultation.sent = body.sent;
      consultation.due = body.due;
      consultation.code = body.code;
      consultation.package = body.package;
      consultation.package_file = body.package_file;
      by_id[consultation.id.value] = std::move(consultation);
    }
    soci::rowset<soci::row> pages =
        (impl_->sql.prepare << "SELECT consultation,record,page FROM consultation_page"
                               " WHERE undone_by=0 ORDER BY consultation,place");
    for (const auto& row : pages) {
      if (auto* consultation = find(row)) {
        consultation->pages.push_back(
            {foia::RecordId{row.get<long long>(1)}, static_cast<int>(row.get<long long>(2))});
      }
    }
    soci::rowset<soci::row> returns =
        (impl_->sql.prepare << "SELECT consultation,body,event FROM consultation_return"
                               " WHERE undone_by=0 ORDER BY event");
    for (const auto& row : returns) {
      if (auto* consultation = find(row)) {
        auto body = TRY(body_as<ConsultationReturned>(row.get<std::string>(1)));
        if (!consultation->returned) {
          consultation->returned = body.returned;
        }
        consultation->returns.push_back({foia::EventId{row.get<long long>(2)},
                                         body.returned,
                                         std::move(body.form),
                                         std::move(body.by),
                                         std::move(body.key),
                                         std::move(body.statement),
                                         body.reply,
                                         body.is_late,
                                         std::move(body.findings),
                                         std::move(body.unanswered),
                                         std::move(body.not_theirs)});
      }
    }
    soci::rowset<soci::row> objections =
        (impl_->sql.prepare << "SELECT consultation,body FROM objection WHERE undone_by=0"
                               " ORDER BY consultation,number");
    for (const auto& row : objections) {
      if (auto* consultation = find(row)) {
        auto body = TRY(body_as<ConsultationReturned>(row.get<std::string>(1)));
        consultation->objections.push_back(std::move(body.objections.at(0)));
      }
    }
    soci::rowset<soci::row> decisions =
        (impl_->sql.prepare << "SELECT consultation,number,body FROM objection_decision"
                               " WHERE undone_by=0 ORDER BY event");
    for (const auto& row : decisions) {
      auto* consultation = find(row);
      if (consultation == nullptr) {
        continue;
      }
      auto body = TRY(body_as<ObjectionsDecided>(row.get<std::string>(2)));
      auto& decision = body.decisions.at(0);
      for (auto& objection : consultation->objections) {
        if (objection.number == decision.number) {
          objection.decision = decision.decision;
          objection.decision_reason = decision.reason;
          objection.harm = decision.harm;
          objection.confidentiality = decision.confidentiality;
          objection.kept_box = decision.kept_box;
        }
      }
    }
    soci::rowset<soci::row> steps =
        (impl_->sql.prepare << "SELECT consultation,body,event FROM consultation_step"
                               " WHERE undone_by=0 ORDER BY event");
    for (const auto& row : steps) {
      if (auto* consultation = find(row)) {
        auto body = TRY(body_as<ConsultationStepTaken>(row.get<std::string>(1)));
        body.step.event = foia::EventId{row.get<long long>(2)};
        consultation->steps.push_back(std::move(body.step));
      }
    }
    std::vector<foia::Consultation> out;
    for (auto& [id, consultation] : by_id) {
      out.push_back(std::move(consultation));
    }
    return out;
  });
}

Result<std::vector<foia::ProductionVolume>> MatterDb::volumes() {
  return guard_soci([&]() -> Result<std::vector<foia::ProductionVolume>> {
    soci::rowset<soci::row> rows = (impl_->sql.prepare << "SELECT body FROM volume ORDER BY event");
    std::vector<foia::ProductionVolume> out;
    for (const auto& row : rows) {
      auto body = TRY(body_as<VolumeSealed>(row.get<std::string>(0)));
      out.push_back(std::move(body.volume));
    }
    return out;
  });
}

Result<std::optional<VolumeSealed>> MatterDb::sealed(std::string_view volume) {
  return guard_soci([&]() -> Result<std::optional<VolumeSealed>> {
    const std::string name(volume);
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT e.body FROM volume v JOIN event e ON e.id=v.event"
                               " WHERE v.name=:n",
         use(name));
    for (const auto& row : rows) {
      auto body = TRY(body_as<VolumeSealed>(row.get<std::string>(0)));
      return std::optional<VolumeSealed>(std::move(body));
    }
    return std::optional<VolumeSealed>();
  });
}

Result<std::vector<ProducedPageRow>> MatterDb::produced_pages() {
  return guard_soci([&]() -> Result<std::vector<ProducedPageRow>> {
    ClaimReader read_claims;
    const auto count =
        static_cast<std::size_t>(scalar(impl_->sql, "SELECT count(*) FROM volume_page"));
    std::vector<ProducedPageRow> out;
    out.reserve(count);
    std::vector<PlacedPage> places;
    places.reserve(count);
    Rows rows(impl_->sql,
              "SELECT p.volume,p.number,p.record,p.page,p.outcome,p.claims,p.boxes,v.event"
              " FROM volume_page p JOIN volume v ON v.name=p.volume ORDER BY p.number");
    while (rows.next()) {
      const foia::RecordId record{rows.number(2)};
      ProducedPageRow produced;
      produced.volume = rows.text(0);
      produced.page.number = rows.number(1);
      produced.page.record = record;
      produced.page.page = static_cast<int>(rows.number(3));
      produced.page.outcome = TRY(foia::parse_page_outcome(rows.text(4)));
      produced.page.claims = TRY(read_claims(rows.text(5)));
      produced.page.boxes = static_cast<int>(rows.number(6));
      places.push_back({{record, produced.page.page}, rows.number(7), out.size()});
      out.push_back(std::move(produced));
    }
    supersede(places, out);
    return out;
  });
}

Result<std::map<foia::RecordId, int>> MatterDb::vaughn_numbers() {
  return guard_soci([&]() -> Result<std::map<foia::RecordId, int>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT record,number FROM vaughn_number ORDER BY number");
    std::map<foia::RecordId, int> out;
    for (const auto& row : rows) {
      out[foia::RecordId{row.get<long long>(0)}] = static_cast<int>(row.get<long long>(1));
    }
    return out;
  });
}

Result<std::vector<FiledPaper>> MatterDb::filings() {
  return guard_soci([&]() -> Result<std::vector<FiledPaper>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT e.id,e.at,e.body FROM filing f JOIN event e ON"
                               " e.id=f.event ORDER BY e.id");
    std::vector<FiledPaper> out;
    for (const auto& row : rows) {
      FiledPaper paper;
      paper.event.value = row.get<long long>(0);
      paper.at = TRY(base::parse_instant(row.get<std::string>(1)));
      paper.filing = TRY(body_as<FilingMade>(row.get<std::string>(2)));
      out.push_back(std::move(paper));
    }
    return out;
  });
}

namespace {

// The events whose rows in `table` are in force, with body and all.
template <typename Row, typename Fill>
Result<std::vector<Row>> rows_in_force(soci::session& sql, std::string_view table, Fill fill) {
  soci::rowset<soci::row> rows =
      (sql.prepare << fmt::format("SELECT e.id,e.at,e.author,e.reason,e.body FROM {} t JOIN event e"
                                  " ON e.id=t.event WHERE t.undone_by=0 ORDER BY e.id",
                                  table));
  std::vector<Row> out;
  for (const auto& row : rows) {
    Row made;
    made.event.value = row.get<long long>(0);
    made.at = TRY(base::parse_instant(row.get<std::string>(1)));
    made.author = row.get<std::string>(2);
    made.reason = row.get<std::string>(3);
    TRY(fill(made, row.get<std::string>(4)));
    out.push_back(std::move(made));
  }
  return out;
}

template <typename T>
Result<std::vector<Recorded<T>>> recorded(soci::session& sql, EventKind kind) {
  return guard_soci([&]() -> Result<std::vector<Recorded<T>>> {
    const std::string word(to_string(kind));
    soci::rowset<soci::row> rows =
        (sql.prepare << "SELECT id,at,author,reason,body FROM event WHERE kind=:k ORDER BY id",
         use(word));
    std::vector<Recorded<T>> out;
    for (const auto& row : rows) {
      Recorded<T> one;
      one.event.value = row.get<long long>(0);
      one.at = TRY(base::parse_instant(row.get<std::string>(1)));
      one.author = row.get<std::string>(2);
      one.reason = row.get<std::string>(3);
      one.body = TRY(body_as<T>(row.get<std::string>(4)));
      out.push_back(std::move(one));
    }
    return out;
  });
}

}  // namespace

Result<std::vector<RequestStepRow>> MatterDb::request_steps() {
  return guard_soci([&] {
    return rows_in_force<RequestStepRow>(
        impl_->sql,
        "request_step",
        [](RequestStepRow& row, const std::string& json) -> Result<void> {
          row.step = TRY(body_as<RequestAdvanced>(json)).step;
          return {};
        });
  });
}

namespace {

Result<void> read_sending(TaskingStepRow& row, const std::string& json) {
  const auto body = TRY(body_as<TaskingSent>(json));
  row.tasking = body.tasking;
  row.step = foia::TaskingStep::send;
  row.on = body.sent;
  return {};
}

Result<void> read_answer(TaskingStepRow& row, const std::string& json) {
  auto body = TRY(body_as<TaskingAnswered>(json));
  row.tasking = body.tasking;
  row.step =
      body.answer.has_records ? foia::TaskingStep::answer_records : foia::TaskingStep::answer_none;
  row.on = body.answer.answered;
  row.answer = std::move(body.answer);
  return {};
}

Result<void> read_tasking_step(TaskingStepRow& row, const std::string& json) {
  const auto body = TRY(body_as<TaskingAdvanced>(json));
  row.tasking = body.tasking;
  row.step = body.step;
  row.on = body.on;
  row.due = body.due;
  return {};
}

}  // namespace

Result<std::vector<TaskingStepRow>> MatterDb::tasking_steps() {
  return guard_soci([&]() -> Result<std::vector<TaskingStepRow>> {
    auto& sql = impl_->sql;
    auto out = TRY(rows_in_force<TaskingStepRow>(sql, "tasking_sent", read_sending));
    auto answers = TRY(rows_in_force<TaskingStepRow>(sql, "tasking_answer", read_answer));
    auto others = TRY(rows_in_force<TaskingStepRow>(sql, "tasking_step", read_tasking_step));
    std::move(answers.begin(), answers.end(), std::back_inserter(out));
    std::move(others.begin(), others.end(), std::back_inserter(out));
    std::sort(
        out.begin(), out.end(), [](const auto& a, const auto& b) { return a.event < b.event; });
    return out;
  });
}

Result<std::vector<VolumeStepRow>> MatterDb::volume_steps() {
  return guard_soci([&] {
    return rows_in_force<VolumeStepRow>(
        impl_->sql, "volume_step", [](VolumeStepRow& row, const std::string& json) -> Result<void> {
          row.step = TRY(body_as<VolumeAdvanced>(json));
          return {};
        });
  });
}

Result<std::vector<CalendarChangeRow>> MatterDb::calendar_changes() {
  return guard_soci([&] {
    return rows_in_force<CalendarChangeRow>(
        impl_->sql,
        "calendar_change",
        [](CalendarChangeRow& row, const std::string& json) -> Result<void> {
          row.change = TRY(body_as<CalendarChanged>(json));
          return {};
        });
  });
}

Result<std::vector<Event>> MatterDb::events_of(const std::vector<EventKind>& kinds) {
  return guard_soci([&]() -> Result<std::vector<Event>> {
    std::string words;
    for (const auto kind : kinds) {
      words += fmt::format("{}'{}'", words.empty() ? "" : ",", to_string(kind));
    }
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT id FROM event WHERE kind IN ({}) ORDER BY id",
                                           words));
    std::vector<foia::EventId> ids;
    for (const auto& row : rows) {
      ids.push_back(foia::EventId{row.get<long long>(0)});
    }
    std::vector<Event> out;
    for (const auto id : ids) {
      auto found = TRY(event(id));
      out.push_back(*std::move(found));
    }
    return out;
  });
}

Result<std::vector<MadeTable>> MatterDb::made_tables() {
  return guard_soci([&]() -> Result<std::vector<MadeTable>> {
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << "SELECT e.id,e.at,e.body FROM made_table m JOIN event e ON"
                               " e.id=m.event ORDER BY e.id");
    std::vector<MadeTable> out;
    for (const auto& row : rows) {
      MadeTable made;
      made.event.value = row.get<long long>(0);
      made.at = TRY(base::parse_instant(row.get<std::string>(1)));
      made.table = TRY(body_as<TableMade>(row.get<std::string>(2)));
      out.push_back(std::move(made));
    }
    return out;
  });
}

Result<std::vector<LetterRow>> MatterDb::letters() {
  return guard_soci([&]() -> Result<std::vector<LetterRow>> {
    soci::rowset<soci::row> rows = (impl_->sql.prepare << "SELECT id,at,body FROM event WHERE"
                                                          " kind='letter_written' ORDER BY id");
    std::vector<LetterRow> out;
    for (const auto& row : rows) {
      LetterRow letter;
      letter.event.value = row.get<long long>(0);
      letter.at = TRY(base::parse_instant(row.get<std::string>(1)));
      letter.letter = TRY(body_as<LetterWritten>(row.get<std::string>(2)));
      out.push_back(std::move(letter));
    }
    return out;
  });
}

Result<std::vector<Recorded<PaperFiled>>> MatterDb::papers_filed() {
  return recorded<PaperFiled>(impl_->sql, EventKind::paper_filed);
}

Result<std::vector<Recorded<PaperConcurred>>> MatterDb::concurrences() {
  return recorded<PaperConcurred>(impl_->sql, EventKind::paper_concurred);
}

Result<std::optional<Recorded<IndexMade>>> MatterDb::last_index() {
  auto all = TRY(recorded<IndexMade>(impl_->sql, EventKind::index_made));
  if (all.empty()) {
    return std::optional<Recorded<IndexMade>>{};
  }
  return std::optional(std::move(all.back()));
}

Result<std::vector<Recorded<IndexSampled>>> MatterDb::index_samples() {
  return recorded<IndexSampled>(impl_->sql, EventKind::index_sampled);
}

Result<std::vector<Recorded<OccurrencesAllowed>>> MatterDb::allowed_occurrences() {
  std::vector<Recorded<OccurrencesAllowed>> out;
  for (auto& one : TRY(recorded<OccurrencesAllowed>(impl_->sql, EventKind::occurrences_allowed))) {
    if (!TRY(is_undone(one.event))) {
      out.push_back(std::move(one));
    }
  }
  return out;
}

Result<std::vector<foia::RecordId>> MatterDb::records_touched_by(foia::EventId event) {
  return guard_soci([&]() -> Result<std::vector<foia::RecordId>> {
    const long long id = event.value;
    std::set<foia::RecordId> records;
    for (const auto* table :
         {"determination", "page_decision", "mark", "consultation_page", "objection"}) {
      soci::rowset<soci::row> rows = (impl_->sql.prepare << fmt::format(
                                          "SELECT DISTINCT record FROM {} WHERE event=:e", table),
                                      use(id));
      for (const auto& row : rows) {
        records.insert(foia::RecordId{row.get<long long>(0)});
      }
    }
    soci::rowset<soci::row> removed =
        (impl_->sql.prepare << "SELECT DISTINCT m.record FROM mark_removal x JOIN mark m ON"
                               " m.id=x.mark WHERE x.event=:e",
         use(id));
    for (const auto& row : removed) {
      records.insert(foia::RecordId{row.get<long long>(0)});
    }
    soci::rowset<soci::row> decided =
        (impl_->sql.prepare << "SELECT DISTINCT o.record FROM objection_decision d JOIN objection o"
                               " ON o.consultation=d.consultation AND o.number=d.number"
                               " WHERE d.event=:e",
         use(id));
    for (const auto& row : decided) {
      records.insert(foia::RecordId{row.get<long long>(0)});
    }
    soci::rowset<soci::row> stepped =
        (impl_->sql.prepare << "SELECT DISTINCT p.record FROM consultation_step s JOIN"
                               " consultation_page p ON p.consultation=s.consultation"
                               " WHERE s.event=:e",
         use(id));
    for (const auto& row : stepped) {
      records.insert(foia::RecordId{row.get<long long>(0)});
    }
    return std::vector<foia::RecordId>(records.begin(), records.end());
  });
}

Result<std::vector<foia::EventId>> MatterDb::events_about(foia::RecordId record) {
  return guard_soci([&]() -> Result<std::vector<foia::EventId>> {
    const long long id = record.value;
    std::string query = fmt::format("SELECT event FROM record WHERE id={}", id);
    for (const auto* table : {"rendition",
                              "reading",
                              "determination",
                              "page_decision",
                              "mark",
                              "consultation_page",
                              "objection"}) {
      query += fmt::format(" UNION SELECT event FROM {} WHERE record={}", table, id);
    }
    query += fmt::format(
        " UNION SELECT x.event FROM mark_removal x JOIN mark m ON m.id=x.mark WHERE m.record={0}"
        " UNION SELECT d.event FROM objection_decision d JOIN objection o ON"
        " o.consultation=d.consultation AND o.number=d.number WHERE o.record={0}"
        " UNION SELECT s.event FROM consultation_step s JOIN consultation_page p ON"
        " p.consultation=s.consultation WHERE p.record={0}"
        " UNION SELECT v.event FROM volume v JOIN volume_page p ON p.volume=v.name"
        " WHERE p.record={0}",
        id);
    // What undid one of these is about the record too.
    soci::rowset<soci::row> rows =
        (impl_->sql.prepare << fmt::format("SELECT event FROM ({0}) a UNION SELECT u.event FROM"
                                           " undoing u WHERE u.target IN ({0}) ORDER BY 1",
                                           query));
    std::vector<foia::EventId> out;
    for (const auto& row : rows) {
      out.push_back(foia::EventId{row.get<long long>(0)});
    }
    return out;
  });
}

}  // namespace vaughn::store
