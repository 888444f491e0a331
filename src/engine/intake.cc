// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/intake.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>

#include "base/files.h"
#include "base/mapped_file.h"
#include "base/text.h"
#include "engine/detail/index_row.h"
#include "extract/extraction.h"
#include "extract/mbox.h"
#include "extract/wire.h"
#include "fulltext/segment.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::Sha256;
namespace fs = std::filesystem;

namespace {

// A job holds so many inputs or bytes; so many jobs are under way. Together they bound the memory.
constexpr std::size_t kItemsPerJob = 64;
constexpr std::int64_t kBytesPerJob = 8 << 20;
constexpr std::size_t kJobsUnderWay = 3;
// An input is read again without the parts over which a parser died, at most so often.
constexpr std::size_t kMaxDeaths = 20;
// A batch is committed when it holds so many records or bytes of text and metadata.
constexpr std::size_t kRecordsPerCommit = 4096;
constexpr std::int64_t kTextPerCommit = 24 << 20;

foia::FindingCode code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::encrypted: return foia::FindingCode::encrypted;
    case ErrorCode::damaged: return foia::FindingCode::damaged;
    case ErrorCode::unsupported: return foia::FindingCode::unsupported;
    case ErrorCode::limit: return foia::FindingCode::limit;
    case ErrorCode::crashed: return foia::FindingCode::crashed;
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::io:
    case ErrorCode::locked: return foia::FindingCode::unreadable;
  }
  return foia::FindingCode::unreadable;
}

// One input on its way: a file, or one message of a mailbox file.
struct Input {
  std::string path{};  // as recorded
  std::string name{};
  std::string custodian{};
  fs::path file{};
  std::uint64_t offset = 0;
  std::int64_t size = 0;
  bool is_slice = false;
  Sha256 sha256{};
  std::shared_ptr<base::MappedFile> mailbox{};  // slices share the mapping of their mailbox
  std::vector<extract::Part> parts{};
  std::vector<extract::ContainerCount> containers{};
  std::map<int, Error> deaths{};  // nodes over which a parser died, and of what
  bool was_looked_at = true;      // for redactions that cover nothing
  bool is_final = false;
  Result<void> outcome{};
};

class Intake {
 public:
  Intake(Workspace& workspace,
         Sandbox& sandbox,
         const IntakeRequest& request,
         const Watch& watch,
         const Stopped& stopped)
      : workspace_(workspace),
        sandbox_(sandbox),
        request_(request),
        watch_(watch),
        stopped_(stopped) {}

  Result<IntakeResult> run() {
    TRY(check_request());
    next_record_ = TRY(workspace_.db().last_record());
    for (const auto& root : request_.paths) {
      if (!result_.was_stopped) {
        TRY(take_root(root));
      }
    }
    TRY(finish_jobs());
    TRY(commit());
    if (!request_.is_dry_run && result_.files > result_.already_here) {
      const store::IntakeFinished finished{describe_roots(),
                                           request_.office,
                                           result_.files,
                                           result_.already_here,
                                           result_.records,
                                           result_.duplicates,
                                           result_.exceptions};
      const auto event = TRY(workspace_.record("records taken in", finished));
      result_.event = event.id;
    }
    tell(true);
    return std::move(result_);
  }

 private:
  Result<void> check_request() const {
    if (workspace_.matter().office(request_.office) == nullptr) {
      std::string known;
      for (const auto& office : workspace_.matter().offices) {
        known += (known.empty() ? "" : ", ") + office.key;
      }
      return Error{ErrorCode::invalid_argument,
                   fmt::format("matter.toml has no office '{}'", request_.office),
                   known.empty() ? "add an [[office]] to matter.toml" : "offices: " + known};
    }
    if (request_.tasking) {
      const auto taskings = TRY(workspace_.db().taskings());
      const auto found = std::find_if(taskings.begin(), taskings.end(), [&](const auto& tasking) {
        return tasking.id == request_.tasking;
      });
      if (found == taskings.end()) {
        return Error{ErrorCode::not_found,
                     fmt::format("there is no tasking {}", request_.tasking.value),
                     "`vaughn task status` lists the taskings"};
      }
      if (found->office != request_.office) {
        return Error{ErrorCode::conflict,
                     fmt::format("tasking {} went to office '{}', not '{}'",
                                 found->id.value,
                                 found->office,
                                 request_.office),
                     "name the tasking of this office"};
      }
    }
    return {};
  }

  std::string describe_roots() const {
    std::string out;
    for (const auto& path : request_.paths) {
      out += (out.empty() ? "" : "; ") + path.filename().string();
    }
    return base::repair_utf8(out);
  }

  Result<void> take_root(const fs::path& root) {
    auto normal = root.lexically_normal();
    if (!normal.has_filename()) {
      normal = normal.parent_path();
    }
    const auto listing = TRY(base::list_files(normal));
    const std::string label = base::repair_utf8(normal.filename().string());
    total_ += static_cast<std::int64_t>(listing.files.size() + listing.links.size() +
                                        listing.special.size() + listing.unreadable.size());
    const auto recorded = [&](const fs::path& relative) {
      return relative.empty() ? label : label + "/" + base::repair_utf8(relative.string());
    };
    for (const auto& link : listing.links) {
      TRY(refuse(recorded(link),
                 foia::FindingCode::not_a_file,
                 "a symbolic link; what it points to was not followed"));
    }
    for (const auto& special : listing.special) {
      TRY(refuse(recorded(special),
                 foia::FindingCode::not_a_file,
                 "a device, socket or pipe, not a file"));
    }
    for (const auto& folder : listing.unreadable) {
      TRY(refuse(
          recorded(folder), foia::FindingCode::unreadable, "the folder could not be opened"));
    }
    for (const auto& relative : listing.files) {
      if (stopped_ && stopped_()) {
        result_.was_stopped = true;
        return {};
      }
      Input input;
      input.path = recorded(relative);
      input.file = relative.empty() ? normal : normal / relative;
      input.name = base::repair_utf8(input.file.filename().string());
      input.custodian = request_.custodian;
      if (request_.custodian_from_folders && relative.has_parent_path()) {
        input.custodian = base::repair_utf8(relative.begin()->string());
      }
      TRY(take_file(std::move(input)));
    }
    return {};
  }

  // A file that cannot be read at all: an exception of its own.
  Result<void> refuse(const std::string& path, foia::FindingCode code, const std::string& why) {
    ++result_.files;
    const bool known = TRY(workspace_.db().has_input(request_.office, path, Sha256{}));
    if (known) {
      ++result_.already_here;
      return {};
    }
    if (request_.is_dry_run) {
      return {};
    }
    TRY(send());  // what waits to be sent stays at the end of the queue
    Input input;
    input.path = path;
    input.name = path;
    input.outcome = Error{ErrorCode::io, why, ""};
    input.is_final = true;
    refused_code_[path] = code;
    waiting_.push_back(std::move(input));
    return drain();
  }

  Result<void> take_file(Input input) {
    ++result_.files;
    struct stat info {};
    if (::stat(input.file.c_str(), &info) != 0 || ::access(input.file.c_str(), R_OK) != 0) {
      --result_.files;
      return refuse(input.path, foia::FindingCode::unreadable, "the file could not be opened");
    }
    input.size = info.st_size;
    result_.bytes += input.size;
    auto mapped = base::MappedFile::open(input.file);
    if (!mapped) {
      --result_.files;
      return refuse(input.path, foia::FindingCode::unreadable, "the file could not be read");
    }
    input.sha256 = Sha256::of(mapped->bytes());
    const bool known = TRY(workspace_.db().has_input(request_.office, input.path, input.sha256));
    if (known) {
      ++result_.already_here;
      return {};
    }
    if (request_.is_dry_run) {
      return {};
    }
    if (extract::is_mbox(mapped->bytes())) {
      return take_mailbox(std::move(input), std::move(*mapped));
    }
    return enqueue(std::move(input));
  }

  // Each message is an input of its own, so that a stop in the middle loses nothing and repeats
  // nothing; the mailbox itself is noted when all of it is in.
  Result<void> take_mailbox(Input mailbox, base::MappedFile mapped) {
    auto shared = std::make_shared<base::MappedFile>(std::move(mapped));
    extract::MboxReader reader(shared->bytes());
    std::int64_t count = 0;
    while (const auto slice = reader.next()) {
      if (stopped_ && stopped_()) {
        result_.was_stopped = true;
        return {};
      }
      ++count;
      Input message;
      message.path = fmt::format("{}//{:06}", mailbox.path, count);
      message.name = fmt::format("{:06}.eml", count);
      message.custodian = mailbox.custodian;
      message.file = mailbox.file;
      message.offset = slice->offset;
      message.size = static_cast<std::int64_t>(slice->length);
      message.is_slice = true;
      message.mailbox = shared;
      message.sha256 = Sha256::of(shared->bytes().substr(slice->offset, slice->length));
      const bool known =
          TRY(workspace_.db().has_input(request_.office, message.path, message.sha256));
      if (!known) {
        TRY(enqueue(std::move(message)));
      }
    }
    ++result_.containers;
    TRY(finish_jobs());
    TRY(workspace_.blobs().put(mailbox.sha256, shared->bytes()));
    batch_.files.push_back({mailbox.path, mailbox.sha256, mailbox.size, count, 0, 0});
    return {};
  }

  Result<void> enqueue(Input input) {
    job_bytes_ += input.size;
    waiting_.push_back(std::move(input));
    ++unsent_;
    if (unsent_ >= kItemsPerJob || job_bytes_ >= kBytesPerJob) {
      TRY(send());
    }
    return {};
  }

  Result<void> send() {
    if (unsent_ == 0) {
      return {};
    }
    while (sandbox_.zygote().running() >= kJobsUnderWay) {
      TRY(receive());
    }
    std::vector<work::Item> items;
    std::vector<std::uint64_t> serials;
    std::vector<base::MappedFile> keep_open;
    for (std::size_t i = waiting_.size() - unsent_; i < waiting_.size(); ++i) {
      auto& input = waiting_[i];
      work::Item item;
      item.arguments = extract::encode_request(input.name);
      if (input.mailbox) {
        item.file = input.mailbox->descriptor();
        item.offset = input.offset;
        item.length = static_cast<std::uint64_t>(input.size);
      } else {
        item.input = TRY(base::read_file(input.file));
        if (Sha256::of(item.input) != input.sha256) {
          // The file changed under us; what is taken in is what was read now.
          input.sha256 = Sha256::of(item.input);
          input.size = static_cast<std::int64_t>(item.input.size());
        }
        TRY(workspace_.blobs().put(input.sha256, item.input));
      }
      items.push_back(std::move(item));
      serials.push_back(first_serial_ + i);
    }
    const auto job =
        TRY(sandbox_.zygote().submit(static_cast<std::size_t>(Task::extract), std::move(items)));
    jobs_[job] = std::move(serials);
    unsent_ = 0;
    job_bytes_ = 0;
    return {};
  }

  Result<void> receive() {
    auto reply = TRY(sandbox_.zygote().wait_any());
    const auto job = jobs_.find(reply.job);
    base::check(job != jobs_.end(), "a reply belongs to a job we sent");
    const auto serial = job->second.at(reply.item);
    auto& input = waiting_.at(serial - first_serial_);
    if (reply.is_final) {
      if (reply.item + 1 == job->second.size()) {
        jobs_.erase(job);
      }
      if (!reply.outcome && note_death(input, reply.outcome.error())) {
        return read_again(input, serial);
      }
      if (input.outcome) {
        input.outcome = std::move(reply.outcome);
      }
      input.is_final = true;
      return drain();
    }
    auto message = extract::decode_message(reply.bytes);
    if (!message) {
      input.outcome = message.error();
      return {};
    }
    if (auto* part = std::get_if<extract::Part>(&*message)) {
      if (!part->bytes.empty()) {
        TRY(workspace_.blobs().put(part->sha256, part->bytes));
        part->bytes = Bytes();
      }
      input.parts.push_back(std::move(*part));
    } else {
      input.containers = std::get<std::vector<extract::ContainerCount>>(std::move(*message));
    }
    return {};
  }

  // A parser died over one part of the input: the one after the last that came. False if that is
  // the input itself, or nothing is gained by reading again.
  static bool note_death(Input& input, const Error& error) {
    const bool is_death = error.code == ErrorCode::crashed || error.code == ErrorCode::limit;
    // Looking at pages takes a renderer: what it dies over may still be read as text.
    if (is_death && input.was_looked_at) {
      input.was_looked_at = false;
      return true;
    }
    const auto node = static_cast<int>(input.parts.size());
    const bool is_further = input.deaths.empty() || input.deaths.rbegin()->first < node;
    if (!is_death || node == 0 || !is_further || input.deaths.size() >= kMaxDeaths) {
      return false;
    }
    input.deaths.emplace(node, error);
    return true;
  }

  // All of it again but the parts over which a parser died: each is an exception, and what comes
  // after is not lost.
  Result<void> read_again(Input& input, std::uint64_t serial) {
    input.parts.clear();
    input.containers.clear();
    input.outcome = {};
    extract::Options options;
    options.looks_for_bad_redactions = input.was_looked_at;
    for (const auto& [node, error] : input.deaths) {
      options.crashed_nodes.push_back(node);
    }
    work::Item item;
    item.arguments = extract::encode_request(input.name, options);
    if (input.mailbox) {
      item.file = input.mailbox->descriptor();
      item.offset = input.offset;
      item.length = static_cast<std::uint64_t>(input.size);
    } else {
      item.input = TRY(workspace_.blobs().get(input.sha256));
    }
    std::vector<work::Item> items;
    items.push_back(std::move(item));
    const auto job =
        TRY(sandbox_.zygote().submit(static_cast<std::size_t>(Task::extract), std::move(items)));
    jobs_[job] = {serial};
    return {};
  }

  Result<void> finish_jobs() {
    TRY(send());
    while (!jobs_.empty()) {
      TRY(receive());
    }
    return drain();
  }

  // Takes finished inputs in the order in which they were sent, so that record numbers do not
  // depend on which child was faster.
  Result<void> drain() {
    while (!waiting_.empty() && waiting_.size() > unsent_ && waiting_.front().is_final) {
      TRY(keep(waiting_.front()));
      waiting_.pop_front();
      ++first_serial_;
      if (batch_.records.size() >= kRecordsPerCommit || batch_text_ >= kTextPerCommit) {
        TRY(commit());
      }
      tell(false);
    }
    return {};
  }

  Result<void> keep(Input& input) {
    if (input.mailbox && !input.sha256.is_zero()) {
      TRY(workspace_.blobs().put(
          input.sha256,
          input.mailbox->bytes().substr(input.offset, static_cast<std::size_t>(input.size))));
    }
    store::InputFile file{input.path, input.sha256, input.size, 0, 0, 0};
    std::vector<foia::RecordId> id_of_part(input.parts.size());
    std::vector<foia::RecordId> family_of_part(input.parts.size());
    std::unordered_map<std::int64_t, std::size_t> batch_position;  // heads of this input
    for (std::size_t i = 0; i < input.parts.size(); ++i) {
      auto& part = input.parts[i];
      const auto parent = part.parent >= 0 ? static_cast<std::size_t>(part.parent) : i;
      const bool has_parent_record =
          part.parent >= 0 && parent < i && static_cast<bool>(id_of_part[parent]);
      switch (part.state) {
        case extract::PartState::container:
          ++result_.containers;
          if (has_parent_record) {
            // A zip within a mail: its members belong to the mail's family.
            id_of_part[i] = id_of_part[parent];
            family_of_part[i] = family_of_part[parent];
          }
          break;
        case extract::PartState::exception:
          ++file.expected;
          ++file.exceptions;
          add_exception(input.path + part.path_suffix,
                        part.sha256,
                        finding_of(input, part, static_cast<int>(i)),
                        has_parent_record ? id_of_part[parent] : foia::RecordId{});
          break;
        case extract::PartState::record: {
          ++file.expected;
          ++file.records;
          ++next_record_.value;
          id_of_part[i] = next_record_;
          family_of_part[i] = has_parent_record ? family_of_part[parent] : next_record_;
          TRY(add_record(input,
                         part,
                         has_parent_record ? id_of_part[parent] : foia::RecordId{},
                         family_of_part[i]));
          break;
        }
      }
    }
    if (!input.outcome) {
      // The child died or the reader gave up; what came out before stays, the rest is one
      // exception that says so.
      ++file.expected;
      ++file.exceptions;
      const auto refused = refused_code_.find(input.path);
      const auto code =
          refused != refused_code_.end() ? refused->second : code_of(input.outcome.error().code);
      add_exception(input.path, input.sha256, {code, 0, input.outcome.error().message}, {});
    } else if (input.parts.empty()) {
      ++file.expected;
      ++file.exceptions;
      add_exception(
          input.path, input.sha256, {foia::FindingCode::damaged, 0, "nothing came out of it"}, {});
    }
    result_.items += file.expected;
    batch_.files.push_back(std::move(file));
    return {};
  }

  static foia::Finding finding_of(const Input& input, const extract::Part& part, int node) {
    if (const auto death = input.deaths.find(node); death != input.deaths.end()) {
      return {code_of(death->second.code), 0, death->second.message};
    }
    return part.findings.empty()
               ? foia::Finding{foia::FindingCode::damaged, 0, "no reason was given"}
               : part.findings.front();
  }

  void add_exception(std::string path,
                     const Sha256& sha256,
                     foia::Finding finding,
                     foia::RecordId container) {
    foia::Exception exception{
        std::move(path), request_.office, sha256, std::move(finding), container};
    ++result_.exceptions;
    result_.exception_rows.push_back(exception);
    batch_.exceptions.push_back(std::move(exception));
  }

  Result<void> add_record(const Input& input,
                          extract::Part& part,
                          foia::RecordId parent,
                          foia::RecordId family) {
    foia::Record record;
    record.id = next_record_;
    record.family = family;
    record.parent = parent;
    record.position = part.position;
    record.sha256 = part.parent < 0 ? input.sha256 : part.sha256;
    record.duplicate_key = part.duplicate_key;
    record.kind = part.kind;
    record.name = part.parent < 0 ? input.name : part.name;
    record.path = input.path + part.path_suffix;
    record.office = request_.office;
    record.custodian = input.custodian;
    record.tasking = request_.tasking;
    record.size = part.parent < 0 ? input.size : part.size;
    record.metadata = std::move(part.metadata);
    record.findings = std::move(part.findings);
    result_.findings += static_cast<std::int64_t>(record.findings.size());
    if (!part.text.empty()) {
      record.text_offset = static_cast<std::int64_t>(pack_.size());
      record.text_size = static_cast<std::int64_t>(part.text.size());
      pack_ += part.text;
    }
    record.duplicate_of = TRY(find_duplicate(record));
    ++result_.records;
    result_.families += record.parent ? 0 : 1;
    result_.duplicates += record.duplicate_of ? 1 : 0;
    TRY(index(record, part.text));
    batch_text_ += static_cast<std::int64_t>(part.text.size()) + 1024;
    batch_.records.push_back(std::move(record));
    return {};
  }

  // Families are duplicates as a whole: a head by its key, a member by the same member of the
  // family that its head repeats.
  Result<foia::RecordId> find_duplicate(const foia::Record& record) {
    if (!record.parent) {
      const auto key = record.duplicate_key;
      foia::RecordId primary;
      if (const auto found = batch_heads_.find(key.hex()); found != batch_heads_.end()) {
        primary = found->second;
      } else {
        primary = TRY(workspace_.db().primary_with_key(key));
      }
      if (!primary) {
        batch_heads_[key.hex()] = record.id;
      }
      current_primary_.clear();
      current_family_ = record.id;
      if (primary) {
        for (const auto& member : batch_.records) {
          if (member.family == primary) {
            current_primary_.emplace_back(member.id, member.duplicate_key);
          }
        }
        if (current_primary_.empty()) {
          current_primary_ = TRY(workspace_.db().family_keys(primary));
        }
      }
      return primary;
    }
    if (record.family != current_family_) {
      return foia::RecordId{};
    }
    for (auto member = current_primary_.begin(); member != current_primary_.end(); ++member) {
      if (member->second == record.duplicate_key) {
        const auto id = member->first;
        current_primary_.erase(member);
        return id;
      }
    }
    return foia::RecordId{};
  }

  Result<void> index(const foia::Record& record, std::string_view text) {
    if (!segment_) {
      segment_ = TRY(fulltext::SegmentBuilder::open(workspace_.index_folder()));
    }
    return add_to_segment(*segment_, record, text);
  }

  Result<void> commit() {
    if (batch_.files.empty() && batch_.records.empty() && batch_.exceptions.empty()) {
      return {};
    }
    if (!pack_.empty()) {
      const auto pack = TRY(workspace_.blobs().put(pack_));
      for (auto& record : batch_.records) {
        if (record.text_size > 0) {
          record.text_pack = pack;
        }
      }
    }
    batch_.root = describe_roots();
    batch_.office = request_.office;
    batch_.custodian = request_.custodian;
    batch_.tasking = request_.tasking;
    std::vector<store::Body> bodies;
    bodies.emplace_back(std::move(batch_));
    if (segment_ && segment_->record_count() > 0) {
      const auto entry = TRY(segment_->finish());
      bodies.emplace_back(store::TextIndexed{
          entry.id, entry.records, entry.bytes, entry.first_record, entry.last_record, {}});
    }
    segment_.reset();
    TRY(workspace_.record("records taken in", bodies));
    batch_ = {};
    batch_heads_.clear();
    batch_text_ = 0;
    pack_.clear();
    return {};
  }

  void tell(bool is_last) {
    if (watch_) {
      watch_({is_last ? "done" : "taking in",
              // The messages of one mailbox wait one by one, so that more may wait than files came.
              std::max<std::int64_t>(0, result_.files - static_cast<std::int64_t>(waiting_.size())),
              total_,
              result_.exceptions});
    }
  }

  Workspace& workspace_;
  Sandbox& sandbox_;
  const IntakeRequest& request_;
  const Watch& watch_;
  const Stopped& stopped_;
  IntakeResult result_{};
  std::int64_t total_ = 0;

  std::deque<Input> waiting_{};     // sent or to be sent, in order
  std::uint64_t first_serial_ = 0;  // serial number of waiting_.front()
  std::size_t unsent_ = 0;          // at the end of waiting_
  std::int64_t job_bytes_ = 0;
  std::map<work::JobId, std::vector<std::uint64_t>> jobs_{};
  std::map<std::string, foia::FindingCode> refused_code_{};

  foia::RecordId next_record_{};
  store::RecordsAdded batch_{};
  Bytes pack_{};
  std::int64_t batch_text_ = 0;
  std::unordered_map<std::string, foia::RecordId> batch_heads_{};
  foia::RecordId current_family_{};
  std::vector<std::pair<foia::RecordId, Sha256>> current_primary_{};
  std::optional<fulltext::SegmentBuilder> segment_{};
};

}  // namespace

Result<IntakeResult> take_in(Workspace& workspace,
                             Sandbox& sandbox,
                             const IntakeRequest& request,
                             const Watch& watch,
                             const Stopped& stopped) {
  return Intake(workspace, sandbox, request, watch, stopped).run();
}

}  // namespace vaughn::engine
