// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/sandbox.h"

#include <map>

#include "annual/xml_tree.h"
#include "engine/court.h"
#include "engine/detail/examination_wire.h"
#include "engine/detail/pages.h"
#include "engine/detail/read_words.h"
#include "engine/detail/returned.h"
#include "engine/redline.h"
#include "extract/extraction.h"
#include "extract/tables.h"
#include "extract/wire.h"
#include "received/seen_page.h"

namespace vaughn::engine {

using base::Bytes;
using base::BytesView;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::size_t kCallsUnderWay = 3;

}  // namespace

Result<Sandbox> Sandbox::start(Skill skill, const Wrap& wrap) {
  work::Handlers handlers;
  // In the order of Task.
  handlers.list = {
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return extract::serve_extract(arguments, input, emit);
      },
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return extract::serve_print(arguments, input, emit);
      },
      serve_images,
      serve_page_texts,
      serve_burn,
      serve_page_count,
      serve_examine,
      serve_read_pictures,
      serve_text_layer,
      serve_reader_name,
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return extract::serve_tables(arguments, input, emit);
      },
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return annual::serve_xml(arguments, input, emit);
      },
      serve_returned_pdf,
      serve_open_package,
      serve_open_reply,
      serve_court_paper,
      serve_redline,
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return received::serve_see(arguments, input, emit);
      },
      [](BytesView arguments, BytesView input, const work::Emit& emit) {
        return received::serve_picture(arguments, input, emit);
      },
  };
  for (std::size_t i = 0; wrap && i < handlers.list.size(); ++i) {
    handlers.list[i] = wrap(static_cast<Task>(i), std::move(handlers.list[i]));
  }
  handlers.warm_up = [skill] {
    extract::warm_up();
    warm_up_pages();
    if (skill == Skill::parse_and_read) {
      // Why it cannot read is told by the first picture it is given.
      const auto name = warm_up_reader();
      (void)name;
    }
  };
  auto zygote = TRY(work::Zygote::start(std::move(handlers)));
  Sandbox sandbox(std::move(zygote));
  if (skill == Skill::parse_and_read) {
    sandbox.reader_ = TRY(sandbox.run({Task::reader_name, {}, {}}));
  }
  return sandbox;
}

Result<Bytes> Sandbox::run(Call call) {
  std::vector<Call> calls;
  calls.push_back(std::move(call));
  auto results = run_all(std::move(calls));
  return std::move(results.at(0));
}

std::vector<Result<Bytes>> Sandbox::run_all(std::vector<Call> calls,
                                            const std::function<void(std::size_t)>& done) {
  const Error not_run{ErrorCode::crashed, "the sandbox did not answer", ""};
  std::vector<Result<Bytes>> results(calls.size(), Result<Bytes>(not_run));
  std::vector<Bytes> gathered(calls.size());
  std::map<work::JobId, std::size_t> jobs;
  std::size_t next = 0;
  std::size_t finished = 0;
  while (next < calls.size() || !jobs.empty()) {
    if (next < calls.size() && jobs.size() < kCallsUnderWay) {
      work::Item item;
      item.arguments = std::move(calls[next].arguments);
      item.input = std::move(calls[next].input);
      std::vector<work::Item> items;
      items.push_back(std::move(item));
      auto job = zygote_.submit(
          static_cast<std::size_t>(calls[next].task), std::move(items), calls[next].limits);
      if (job) {
        jobs[*job] = next;
      } else {
        results[next] = job.error();
      }
      ++next;
      continue;
    }
    auto reply = zygote_.wait_any();
    if (!reply) {
      for (const auto& [job, index] : jobs) {
        results[index] = reply.error();
      }
      break;
    }
    const auto job = jobs.find(reply->job);
    if (job == jobs.end()) {
      continue;
    }
    if (!reply->is_final) {
      gathered[job->second] += reply->bytes;
      continue;
    }
    results[job->second] = reply->outcome ? Result<Bytes>(std::move(gathered[job->second]))
                                          : Result<Bytes>(reply->outcome.error());
    jobs.erase(job);
    ++finished;
    if (done) {
      done(finished);
    }
  }
  return results;
}

}  // namespace vaughn::engine
