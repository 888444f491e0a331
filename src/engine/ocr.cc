// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/ocr.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/wire.h"
#include "engine/detail/index_row.h"
#include "engine/detail/read_words.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
using base::Sha256;

namespace {

constexpr std::size_t kRecordsPerCommit = 32;
// Pages of one call: each call carries the whole file to a child, so not one by one.
constexpr int kPagesPerCall = 8;
// A page that takes longer is given up; dense pages of newsprint take some 20 s.
constexpr std::chrono::seconds kCpuPerCall{kPagesPerCall * 60};
constexpr int kPoor = 60;

bool lacks_text(const foia::Record& record) {
  return std::any_of(
      record.findings.begin(), record.findings.end(), [](const foia::Finding& finding) {
        return finding.code == foia::FindingCode::no_text ||
               finding.code == foia::FindingCode::partly_no_text;
      });
}

bool has_pictures(const foia::Record& record) {
  return record.kind == foia::RecordKind::pdf || record.kind == foia::RecordKind::image;
}

class PictureReading {
 public:
  PictureReading(Workspace& workspace, Sandbox& sandbox)
      : workspace_(workspace), sandbox_(sandbox) {}

  // The record's text as it is now, with what its pictures say.
  Result<void> read(const foia::Record& record, OcrResult& result) {
    if (const auto copy = done_.find(record.sha256.hex()); copy != done_.end()) {
      ++result.copies;
      return keep(record, copy->second.text, copy->second.reading);
    }
    auto pages = read_pages(record);
    if (!pages) {
      ++result.failed;
      result.failures.push_back(record.id);
      return {};
    }
    Done done;
    Bytes words;
    std::int64_t read_pages = 0;
    std::int64_t sum = 0;
    for (const auto& page : *pages) {
      done.text += page.page > 1 ? "\f" : "";
      words += encode_words(without_text(page));
      if (page.how == PageReading::typed) {
        done.text += page.typed_text;
        continue;
      }
      if (page.how == PageReading::blank) {
        ++result.blank;
        continue;
      }
      done.text += ocr::text_of(page.words);
      ++read_pages;
      sum += page.words.confidence;
      result.words += static_cast<std::int64_t>(page.words.words.size());
      if (page.words.confidence < kPoor) {
        ++result.poor;
        done.reading.findings.push_back(
            {foia::FindingCode::poorly_read,
             page.page,
             page.words.words.empty()
                 ? std::string("no word could be read on this page, which is not blank")
                 : fmt::format("OCR is {}% sure of this page", page.words.confidence)});
      }
    }
    result.pages += read_pages;
    if (read_pages > 0) {
      done.reading.findings.insert(
          done.reading.findings.begin(),
          {foia::FindingCode::read_by_ocr,
           0,
           fmt::format(
               "{} read by OCR, {}% sure", base::plural(read_pages, "page"), sum / read_pages)});
    } else {
      done.reading.findings.push_back(
          {foia::FindingCode::no_text, 0, "its pages without text are blank"});
    }
    done.reading.words = TRY(workspace_.blobs().put(words));
    TRY(keep(record, done.text, done.reading));
    done_[record.sha256.hex()] = std::move(done);
    return {};
  }

  Result<void> commit(const std::string& reader) {
    if (batch_.readings.empty()) {
      return {};
    }
    if (!pack_.empty()) {
      const auto pack = TRY(workspace_.blobs().put(pack_));
      for (auto& reading : batch_.readings) {
        reading.text_pack = reading.text_size > 0 ? pack : Sha256{};
      }
    }
    batch_.reader = reader;
    std::vector<store::Body> bodies;
    bodies.emplace_back(std::move(batch_));
    if (segment_ && segment_->record_count() > 0) {
      const auto entry = TRY(segment_->finish());
      bodies.emplace_back(store::TextIndexed{
          entry.id, entry.records, entry.bytes, entry.first_record, entry.last_record, {}});
    }
    segment_.reset();
    if (!renditions_.renditions.empty()) {
      bodies.emplace_back(std::move(renditions_));
    }
    TRY(workspace_.record("pictures read", bodies));
    batch_ = {};
    renditions_ = {};
    pack_.clear();
    return {};
  }

  std::size_t waiting() const { return batch_.readings.size(); }

 private:
  struct Done {
    std::string text{};
    store::Reading reading{};
  };

  // The blob keeps where words stand; the text of typed pages is in the original.
  static ReadPageWords without_text(ReadPageWords page) {
    page.typed_text.clear();
    return page;
  }

  Result<std::vector<ReadPageWords>> read_pages(const foia::Record& record) {
    auto bytes = TRY(workspace_.blobs().get(record.sha256));
    if (record.kind == foia::RecordKind::image) {
      bytes = TRY(sandbox_.run({Task::images, {}, std::move(bytes)}));
    }
    const auto counted = TRY(sandbox_.run({Task::page_count, {}, bytes}));
    base::WireReader in(counted);
    const int count = static_cast<int>(TRY(in.u32()));
    std::vector<Call> calls;
    for (int first = 1; first <= count; first += kPagesPerCall) {
      Call call{Task::read_pictures,
                encode_page_range(first, std::min(count, first + kPagesPerCall - 1)),
                bytes};
      call.limits.cpu = kCpuPerCall;
      call.limits.wall = std::chrono::duration_cast<std::chrono::milliseconds>(2 * kCpuPerCall);
      calls.push_back(std::move(call));
    }
    std::vector<ReadPageWords> pages;
    for (const auto& answer : sandbox_.run_all(std::move(calls))) {
      if (!answer) {
        return answer.error();
      }
      auto some = TRY(decode_words(*answer));
      std::move(some.begin(), some.end(), std::back_inserter(pages));
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (pages[i].page != static_cast<int>(i) + 1) {
        return base::wrong_message();
      }
    }
    if (static_cast<int>(pages.size()) != count) {
      return base::wrong_message();
    }
    return pages;
  }

  Result<void> keep(const foia::Record& record,
                    const std::string& text,
                    const store::Reading& reading) {
    store::Reading own = reading;
    own.record = record.id;
    own.text_offset = text.empty() ? 0 : static_cast<std::int64_t>(pack_.size());
    own.text_size = static_cast<std::int64_t>(text.size());
    pack_ += text;
    if (!segment_) {
      segment_ = TRY(fulltext::SegmentBuilder::open(workspace_.index_folder()));
    }
    TRY(add_to_segment(*segment_, record, text));
    if (!record.rendition.is_zero()) {
      TRY(lay_over_rendition(record, own.words));
    }
    batch_.readings.push_back(std::move(own));
    return {};
  }

  // Page images that exist already get the words too; they look as before.
  Result<void> lay_over_rendition(const foia::Record& record, const Sha256& words) {
    auto encoded = TRY(workspace_.blobs().get(words));
    auto pdf = TRY(workspace_.blobs().get(record.rendition));
    const auto layered = sandbox_.run({Task::text_layer, std::move(encoded), std::move(pdf)});
    if (layered) {
      store::Rendition rendition;
      rendition.record = record.id;
      rendition.pdf = TRY(workspace_.blobs().put(*layered));
      rendition.pages = record.rendered_pages;
      renditions_.renditions.push_back(std::move(rendition));
    }
    return {};
  }

  Workspace& workspace_;
  Sandbox& sandbox_;
  std::map<std::string, Done> done_{};  // by content
  store::PicturesRead batch_{};
  store::RecordsRendered renditions_{};
  Bytes pack_{};
  std::optional<fulltext::SegmentBuilder> segment_{};
};

}  // namespace

Result<OcrResult> read_pictures(Workspace& workspace,
                                Sandbox& sandbox,
                                const OcrRequest& request,
                                const Watch& watch,
                                const Stopped& stopped) {
  std::vector<foia::Record> records;
  if (request.scope) {
    const auto resolved = TRY(resolve(workspace, *request.scope));
    records = TRY(workspace.db().records(resolved.records));
  } else {
    records = TRY(workspace.db().records());
  }
  OcrResult out;
  out.reader = sandbox.reader();
  std::erase_if(records, [&](const foia::Record& record) {
    if (!has_pictures(record)) {
      return true;
    }
    const bool was_read = !record.words.is_zero();
    out.already += was_read && !request.is_again ? 1 : 0;
    return was_read ? !request.is_again : !lacks_text(record);
  });
  if (request.is_dry_run) {
    out.records = static_cast<std::int64_t>(records.size());
    return out;
  }
  if (!records.empty() && out.reader.empty()) {
    return Error{ErrorCode::unsupported,
                 "the reader of pictures could not be started",
                 "install the package tesseract-ocr-eng"};
  }
  PictureReading reading(workspace, sandbox);
  for (const auto& record : records) {
    if (stopped && stopped()) {
      out.was_stopped = true;
      break;
    }
    const auto failed = out.failed;
    TRY(reading.read(record, out));
    out.records += out.failed == failed ? 1 : 0;
    if (reading.waiting() >= kRecordsPerCommit) {
      TRY(reading.commit(out.reader));
    }
    if (watch) {
      watch({"reading pictures",
             out.records + out.failed,
             static_cast<std::int64_t>(records.size()),
             out.failed});
    }
  }
  TRY(reading.commit(out.reader));
  return out;
}

}  // namespace vaughn::engine
