// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "store/detail/projection.h"
#include "store/detail/schema.h"
#include "store/detail/soci_guard.h"

namespace vaughn::store {

using base::Error;
using base::ErrorCode;
using base::Result;
using soci::use;

namespace {

// Applies one body; holds what every statement binds.
class Projector {
 public:
  Projector(soci::session& sql, const Event& event) : sql_(sql), event_(event.id.value) {}

  Result<void> operator()(const MatterDefined& body) {
    sql_ << "INSERT INTO matter_text(event,toml) VALUES(:e,:t)", use(event_), use(body.toml);
    return {};
  }

  Result<void> operator()(const TaskingDrafted& body) {
    const long long id = body.tasking.id.value;
    const std::string json = body_to_json(body);
    sql_ << "INSERT INTO tasking(event,undone_by,id,body) VALUES(:e,0,:i,:b)", use(event_), use(id),
        use(json);
    return {};
  }

  Result<void> operator()(const TaskingSent& body) {
    const long long id = body.tasking.value;
    const std::string sent = base::to_string(body.sent);
    sql_ << "INSERT INTO tasking_sent(event,undone_by,tasking,sent) VALUES(:e,0,:i,:s)",
        use(event_), use(id), use(sent);
    return {};
  }

  Result<void> operator()(const TaskingAnswered& body) {
    const long long id = body.tasking.value;
    const std::string json = body_to_json(body);
    sql_ << "INSERT INTO tasking_answer(event,undone_by,tasking,body) VALUES(:e,0,:i,:b)",
        use(event_), use(id), use(json);
    return {};
  }

  Result<void> operator()(const TaskingAdvanced& body) {
    const long long id = body.tasking.value;
    sql_ << "INSERT INTO tasking_step(event,undone_by,tasking) VALUES(:e,0,:i)", use(event_),
        use(id);
    return {};
  }

  Result<void> operator()(const RecordsAdded& body) {
    insert_inputs(body);
    insert_records(body);
    insert_exceptions(body);
    return {};
  }

  Result<void> operator()(const IntakeFinished&) { return {}; }

  Result<void> operator()(const TextIndexed& body) {
    const std::string name = body.segment.hex();
    sql_ << "INSERT INTO segment(id,event,replaced_by) VALUES(:i,:e,'')", use(name), use(event_);
    for (const auto& replaced : body.replaces) {
      const std::string old = replaced.hex();
      sql_ << "UPDATE segment SET replaced_by=:n WHERE id=:o", use(name), use(old);
    }
    return {};
  }

  Result<void> operator()(const RecordsRendered& body) {
    long long record = 0;
    std::string pdf;
    long long pages = 0;
    std::string findings;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO rendition(event,record,pdf,pages,findings)"
                         " VALUES(:e,:r,:p,:n,:f)",
         use(event_),
         use(record),
         use(pdf),
         use(pages),
         use(findings));
    for (const auto& rendition : body.renditions) {
      record = rendition.record.value;
      pdf = rendition.pdf.is_zero() ? "" : rendition.pdf.hex();
      pages = rendition.pages;
      findings = findings_to_json(rendition.findings);
      insert.execute(true);
    }
    return {};
  }

  Result<void> operator()(const PicturesRead& body) {
    for (const auto& reading : body.readings) {
      const long long record = reading.record.value;
      const std::string pack = reading.text_pack.is_zero() ? "" : reading.text_pack.hex();
      const long long offset = reading.text_offset;
      const long long size = reading.text_size;
      const std::string words = reading.words.hex();
      const std::string findings = findings_to_json(reading.findings);
      sql_ << "INSERT INTO reading(event,record,text_pack,text_offset,text_size,words,findings)"
              " VALUES(:e,:r,:p,:o,:s,:w,:f)",
          use(event_), use(record), use(pack), use(offset), use(size), use(words), use(findings);
    }
    return {};
  }

  Result<void> operator()(const SelectionFrozen& body) {
    const long long id = body.selection.id.value;
    sql_ << "INSERT INTO selection(event,undone_by,id,name) VALUES(:e,0,:i,:n)", use(event_),
        use(id), use(body.selection.name);
    return {};
  }

  Result<void> operator()(const ResponsivenessCoded& body) {
    long long record = 0;
    std::string category;
    std::string value;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO determination(event,undone_by,record,category,value)"
                         " VALUES(:e,0,:r,:c,:v)",
         use(event_),
         use(record),
         use(category),
         use(value));
    for (const auto& determination : body.determinations) {
      record = determination.record.value;
      category = determination.category;
      value = to_string(determination.value);
      insert.execute(true);
    }
    return {};
  }

  Result<void> operator()(const PagesDecided& body) {
    insert_decisions(body.decisions);
    return {};
  }

  Result<void> operator()(const MarksAdded& body) {
    insert_marks(body.marks);
    return {};
  }

  Result<void> operator()(const MarksRemoved& body) {
    for (const auto id : body.marks) {
      const long long mark = id.value;
      sql_ << "INSERT INTO mark_removal(event,undone_by,mark) VALUES(:e,0,:m)", use(event_),
          use(mark);
    }
    return {};
  }

  Result<void> operator()(const ConsultationSent& body) {
    const long long id = body.id.value;
    auto head = body;
    head.pages.clear();
    head.decisions.clear();
    const std::string json = body_to_json(head);
    sql_ << "INSERT INTO consultation(event,undone_by,id,body) VALUES(:e,0,:i,:b)", use(event_),
        use(id), use(json);
    long long place = 0;
    for (const auto& page : body.pages) {
      ++place;
      const long long record = page.record.value;
      const long long number = page.page;
      sql_ << "INSERT INTO consultation_page(event,undone_by,consultation,place,record,page)"
              " VALUES(:e,0,:c,:l,:r,:p)",
          use(event_), use(id), use(place), use(record), use(number);
    }
    insert_decisions(body.decisions);
    return {};
  }

  Result<void> operator()(const ConsultationReturned& body) {
    const long long id = body.id.value;
    auto head = body;
    head.objections.clear();
    const std::string head_json = body_to_json(head);
    sql_ << "INSERT INTO consultation_return(event,undone_by,consultation,body)"
            " VALUES(:e,0,:c,:b)",
        use(event_), use(id), use(head_json);
    for (const auto& objection : body.objections) {
      const long long number = objection.number;
      const long long record = objection.record.value;
      const long long page = objection.page;
      ConsultationReturned one;
      one.objections.push_back(objection);
      const std::string json = body_to_json(one);
      sql_ << "INSERT INTO objection(event,undone_by,consultation,number,record,page,body)"
              " VALUES(:e,0,:c,:n,:r,:p,:b)",
          use(event_), use(id), use(number), use(record), use(page), use(json);
    }
    return {};
  }

  Result<void> operator()(const ObjectionsDecided& body) {
    const long long id = body.id.value;
    for (const auto& decision : body.decisions) {
      const long long number = decision.number;
      ObjectionsDecided one;
      one.decisions.push_back(decision);
      const std::string json = body_to_json(one);
      sql_ << "INSERT INTO objection_decision(event,undone_by,consultation,number,body)"
              " VALUES(:e,0,:c,:n,:b)",
          use(event_), use(id), use(number), use(json);
    }
    insert_marks(body.marks);
    return {};
  }

  Result<void> operator()(const ConsultationStepTaken& body) {
    const long long id = body.id.value;
    const std::string json = body_to_json(body);
    sql_ << "INSERT INTO consultation_step(event,undone_by,consultation,body) VALUES(:e,0,:c,:b)",
        use(event_), use(id), use(json);
    return {};
  }

  Result<void> operator()(const VolumeSealed& body) {
    VolumeSealed without_pages;
    without_pages.volume = body.volume;
    const std::string json = body_to_json(without_pages);
    sql_ << "INSERT INTO volume(event,name,supersedes,body) VALUES(:e,:n,:s,:b)", use(event_),
        use(body.volume.name), use(body.volume.supersedes), use(json);
    long long number = 0;
    long long record = 0;
    long long page = 0;
    std::string outcome;
    std::string claims;
    long long boxes = 0;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO volume_page(volume,number,record,page,outcome,claims,boxes)"
                         " VALUES(:v,:n,:r,:p,:o,:c,:b)",
         use(body.volume.name),
         use(number),
         use(record),
         use(page),
         use(outcome),
         use(claims),
         use(boxes));
    for (const auto& row : body.pages) {
      number = row.number;
      record = row.record.value;
      page = row.page;
      outcome = to_string(row.outcome);
      claims = foia::join_labels(row.claims);
      boxes = row.boxes;
      insert.execute(true);
    }
    for (const auto& row : body.vaughn_numbers) {
      const long long entry = row.number;
      const long long subject = row.record.value;
      sql_ << "INSERT INTO vaughn_number(event,number,record) VALUES(:e,:n,:r)", use(event_),
          use(entry), use(subject);
    }
    return {};
  }

  Result<void> operator()(const VolumeAdvanced& body) {
    sql_ << "INSERT INTO volume_step(event,undone_by,volume) VALUES(:e,0,:v)", use(event_),
        use(body.volume);
    return {};
  }

  Result<void> operator()(const FilingMade& body) {
    sql_ << "INSERT INTO filing(event,filing_key) VALUES(:e,:k)", use(event_), use(body.key);
    return {};
  }

  Result<void> operator()(const RequestAdvanced& body) {
    const std::string kind(to_string(body.step.kind));
    const std::string on = base::to_string(body.step.on);
    sql_ << "INSERT INTO request_step(event,undone_by,kind,on_date) VALUES(:e,0,:k,:o)",
        use(event_), use(kind), use(on);
    return {};
  }

  Result<void> operator()(const CalendarChanged& body) {
    sql_ << "INSERT INTO calendar_change(event,undone_by,calendar) VALUES(:e,0,:c)", use(event_),
        use(body.calendar);
    return {};
  }

  Result<void> operator()(const TableMade& body) {
    sql_ << "INSERT INTO made_table(event,table_key) VALUES(:e,:k)", use(event_), use(body.key);
    return {};
  }

  // The event itself is all there is to know.
  Result<void> operator()(const LetterWritten&) { return {}; }
  Result<void> operator()(const PaperFiled&) { return {}; }
  Result<void> operator()(const PaperConcurred&) { return {}; }
  Result<void> operator()(const IndexMade&) { return {}; }
  Result<void> operator()(const IndexSampled&) { return {}; }
  Result<void> operator()(const OccurrencesAllowed&) { return {}; }

  Result<void> operator()(const DecisionUndone& body) {
    const long long target = body.event.value;
    long long of_undoing = 0;
    sql_ << "SELECT count(*) FROM undoing WHERE event=:t", use(target), soci::into(of_undoing);
    if (of_undoing == 0) {
      set_undone(target, 0, event_);
    } else {
      // Undoing an undoing puts the first decision back in force.
      long long original = 0;
      sql_ << "SELECT target FROM undoing WHERE event=:t", use(target), soci::into(original);
      set_undone(original, target, 0);
    }
    sql_ << "UPDATE undoing SET undone_by=:e WHERE event=:t", use(event_), use(target);
    sql_ << "INSERT INTO undoing(event,target,undone_by) VALUES(:e,:t,0)", use(event_), use(target);
    return {};
  }

 private:
  void set_undone(long long of_event, long long from, long long to) {
    for (const auto& table : kDerivedTables) {
      if (table.undoable) {
        sql_ << fmt::format("UPDATE {} SET undone_by=:t WHERE event=:e AND undone_by=:f",
                            table.name),
            use(to), use(of_event), use(from);
      }
    }
  }

  void insert_decisions(const std::vector<foia::PageDecision>& decisions) {
    long long record = 0;
    long long page = 0;
    std::string disposition;
    std::string claims;
    std::string json;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO page_decision(event,undone_by,record,page,disposition,claims,"
                         "body) VALUES(:e,0,:r,:p,:d,:c,:b)",
         use(event_),
         use(record),
         use(page),
         use(disposition),
         use(claims),
         use(json));
    for (const auto& decision : decisions) {
      record = decision.record.value;
      page = decision.page;
      disposition = to_string(decision.disposition);
      claims = foia::join_labels(decision.claims);
      json = body_to_json(PagesDecided{{decision}});
      insert.execute(true);
    }
  }

  void insert_marks(const std::vector<foia::Mark>& marks) {
    long long id = 0;
    long long record = 0;
    long long page = 0;
    std::string json;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO mark(event,undone_by,id,record,page,body)"
                         " VALUES(:e,0,:i,:r,:p,:b)",
         use(event_),
         use(id),
         use(record),
         use(page),
         use(json));
    for (const auto& mark : marks) {
      id = mark.id.value;
      record = mark.record.value;
      page = mark.page;
      json = body_to_json(MarksAdded{{mark}});
      insert.execute(true);
    }
  }

  void insert_inputs(const RecordsAdded& body) {
    std::string path;
    std::string sha256;
    long long size = 0;
    long long expected = 0;
    long long records = 0;
    long long exceptions = 0;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO input(event,root,office,path,sha256,size,expected,records,"
                         "exceptions) VALUES(:e,:t,:o,:p,:h,:s,:x,:r,:c)",
         use(event_),
         use(body.root),
         use(body.office),
         use(path),
         use(sha256),
         use(size),
         use(expected),
         use(records),
         use(exceptions));
    for (const auto& file : body.files) {
      path = file.path;
      sha256 = file.sha256.is_zero() ? "" : file.sha256.hex();
      size = file.size;
      expected = file.expected;
      records = file.records;
      exceptions = file.exceptions;
      insert.execute(true);
    }
  }

  void insert_records(const RecordsAdded& body) {
    long long id = 0;
    long long family = 0;
    long long parent = 0;
    long long position = 0;
    long long duplicate_of = 0;
    std::string sha256;
    std::string key;
    std::string kind;
    std::string name;
    std::string path;
    std::string office;
    std::string custodian;
    long long tasking = 0;
    long long size = 0;
    std::string pack;
    long long offset = 0;
    long long text_size = 0;
    std::string metadata;
    std::string findings;
    soci::statement insert =
        (sql_.prepare << "INSERT INTO record(id,event,family,parent,position,duplicate_of,sha256,"
                         "duplicate_key,kind,name,path,office,custodian,tasking,size,text_pack,"
                         "text_offset,text_size,metadata,findings) VALUES(:a,:b,:c,:d,:e,:f,:g,:h,"
                         ":i,:j,:k,:l,:m,:n,:o,:p,:q,:r,:s,:t)",
         use(id),
         use(event_),
         use(family),
         use(parent),
         use(position),
         use(duplicate_of),
         use(sha256),
         use(key),
         use(kind),
         use(name),
         use(path),
         use(office),
         use(custodian),
         use(tasking),
         use(size),
         use(pack),
         use(offset),
         use(text_size),
         use(metadata),
         use(findings));
    for (const auto& record : body.records) {
      id = record.id.value;
      family = record.family.value;
      parent = record.parent.value;
      position = record.position;
      duplicate_of = record.duplicate_of.value;
      sha256 = record.sha256.hex();
      key = record.duplicate_key.hex();
      kind = to_string(record.kind);
      name = record.name;
      path = record.path;
      office = record.office;
      custodian = record.custodian;
      tasking = record.tasking.value;
      size = record.size;
      pack = record.text_pack.is_zero() ? "" : record.text_pack.hex();
      offset = record.text_offset;
      text_size = record.text_size;
      metadata = metadata_to_json(record.metadata);
      findings = findings_to_json(record.findings);
      insert.execute(true);
    }
  }

  void insert_exceptions(const RecordsAdded& body) {
    for (const auto& exception : body.exceptions) {
      const std::string sha256 = exception.sha256.is_zero() ? "" : exception.sha256.hex();
      const std::string code(to_string(exception.finding.code));
      const long long container = exception.container.value;
      sql_ << "INSERT INTO exception(event,path,office,sha256,code,message,container)"
              " VALUES(:e,:p,:o,:h,:c,:m,:t)",
          use(event_), use(exception.path), use(exception.office), use(sha256), use(code),
          use(exception.finding.message), use(container);
    }
  }

  soci::session& sql_;
  long long event_;
};

}  // namespace

Result<void> project(soci::session& sql, const Event& event, const Body& body) {
  return std::visit(Projector(sql, event), body);
}

void create_derived_tables(soci::session& sql) {
  for (const auto& table : kDerivedTables) {
    sql << fmt::format("CREATE TABLE {}({})", table.name, table.columns);
  }
  for (const auto& index : kIndexes) {
    sql << std::string(index);
  }
}

void drop_derived_tables(soci::session& sql) {
  for (const auto& table : kDerivedTables) {
    sql << fmt::format("DROP TABLE IF EXISTS {}", table.name);
  }
}

}  // namespace vaughn::store
