// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/files.h"
#include "extract/wire.h"
#include "work/sandbox.h"

// Every file of the corpus through the sandbox: each ends as a record, a container or an exception.
namespace vaughn::extract {
namespace {

namespace fs = std::filesystem;

struct Tally {
  long long files = 0;
  long long records = 0;
  long long containers = 0;
  long long exceptions = 0;
  long long text_bytes = 0;
  std::map<std::string, long long> reasons{};

  void add(const Tally& other) {
    files += other.files;
    records += other.records;
    containers += other.containers;
    exceptions += other.exceptions;
    text_bytes += other.text_bytes;
    for (const auto& [reason, count] : other.reasons) {
      reasons[reason] += count;
    }
  }
};

void print_line(std::string_view name, const Tally& tally) {
  fmt::print("{:<28} {:>7} {:>8} {:>10} {:>10} {:>12}\n",
             name,
             tally.files,
             tally.records,
             tally.containers,
             tally.exceptions,
             tally.text_bytes);
}

struct Outcome {
  std::map<std::string, Tally> by_folder{};
  std::vector<std::string> deaths{};   // an outcome too, but one to look at
  std::vector<std::string> silence{};  // what must never be
};

double cpu_seconds(__rusage_who who) {
  rusage usage{};
  ::getrusage(who, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

class Runner {
 public:
  Runner(work::Zygote& zygote, Outcome& run) : zygote_(zygote), run_(run) {}

  void add(const fs::path& root, const fs::path& file) {
    auto bytes = base::read_file(root / file);
    ASSERT_TRUE(bytes.has_value());
    work::Item item;
    item.arguments = encode_request(file.filename().string());
    item.input = std::move(*bytes);
    batch_bytes_ += item.input.size();
    batch_.push_back(std::move(item));
    next_.names.push_back(file.string());
    if (batch_.size() == 64 || batch_bytes_ > (16u << 20)) {
      send();
    }
  }

  void finish() {
    send();
    while (zygote_.running() > 0 && receive()) {
    }
  }

 private:
  struct Sent {
    std::vector<std::string> names{};
    std::vector<int> parts{};
  };

  void send() {
    if (batch_.empty()) {
      return;
    }
    while (zygote_.running() >= 2 && receive()) {
    }
    const auto job = zygote_.submit(0, std::exchange(batch_, {}));
    ASSERT_TRUE(job.has_value());
    next_.parts.resize(next_.names.size());
    sent_[*job] = std::exchange(next_, {});
    batch_bytes_ = 0;
  }

  bool receive() {
    auto reply = zygote_.wait_any();
    if (!reply) {
      run_.silence.push_back(reply.error().message);
      return false;
    }
    auto& job = sent_.at(reply->job);
    const auto& name = job.names[reply->item];
    auto& tally = run_.by_folder[name.substr(0, name.find('/', name.find('/') + 1))];
    if (!reply->is_final) {
      ++job.parts[reply->item];
      take(name, reply->bytes, tally);
      return true;
    }
    ++tally.files;
    if (!reply->outcome) {
      ++tally.exceptions;
      ++tally.reasons[reply->outcome.error().message];
      run_.deaths.push_back(name + ": " + reply->outcome.error().message);
    } else if (job.parts[reply->item] == 0) {
      run_.silence.push_back(name + ": nothing came out");
    }
    return true;
  }

  void take(const std::string& name, base::BytesView bytes, Tally& tally) {
    auto message = decode_message(bytes);
    if (!message) {
      run_.silence.push_back(name + ": " + message.error().message);
      return;
    }
    if (const auto* counts = std::get_if<std::vector<ContainerCount>>(&*message)) {
      for (const auto& count : *counts) {
        if (!count.is_cut && count.expected != count.emitted + count.failed) {
          run_.silence.push_back(fmt::format("{}: node {} promised {}, gave {} + {}",
                                             name,
                                             count.node,
                                             count.expected,
                                             count.emitted,
                                             count.failed));
        }
      }
      return;
    }
    const auto& part = std::get<Part>(*message);
    tally.text_bytes += static_cast<long long>(part.text.size());
    switch (part.state) {
      case PartState::record: ++tally.records; break;
      case PartState::container: ++tally.containers; break;
      case PartState::exception:
        ++tally.exceptions;
        ++tally.reasons[part.findings.front().message];
        if (std::getenv("VAUGHN_VERBOSE") != nullptr) {
          fmt::print("EXC {}{}: {}\n", name, part.path_suffix, part.findings.front().message);
        }
        break;
    }
  }

  work::Zygote& zygote_;
  Outcome& run_;
  std::map<work::JobId, Sent> sent_{};
  std::vector<work::Item> batch_{};
  Sent next_{};
  std::size_t batch_bytes_ = 0;
};

TEST(Corpus, EveryFileEndsAsARecordOrAnException) {
  const char* chosen = std::getenv("VAUGHN_CORPUS");
  const fs::path root = chosen == nullptr ? VAUGHN_CORPUS : chosen;
  if (!fs::exists(root)) {
    GTEST_SKIP() << "no corpus at " << root;
  }
  const auto listing = base::list_files(root);
  ASSERT_TRUE(listing.has_value());
  const double parsers_before = cpu_seconds(RUSAGE_CHILDREN);
  const double self_before = cpu_seconds(RUSAGE_SELF);
  Outcome run;
  {
    auto zygote = work::Zygote::start({{serve_extract}, warm_up});
    ASSERT_TRUE(zygote.has_value());
    fmt::print("protections: {}\n", work::describe(zygote->protections()));
    Runner runner(*zygote, run);
    for (const auto& file : listing->files) {
      runner.add(root, file);
    }
    runner.finish();
  }
  const double parsers = cpu_seconds(RUSAGE_CHILDREN) - parsers_before;
  const double self = cpu_seconds(RUSAGE_SELF) - self_before;

  fmt::print("{:<28} {:>7} {:>8} {:>10} {:>10} {:>12}\n",
             "folder",
             "files",
             "records",
             "containers",
             "exceptions",
             "text bytes");
  Tally sum;
  for (const auto& [folder, tally] : run.by_folder) {
    print_line(folder, tally);
    sum.add(tally);
  }
  print_line("all", sum);
  for (const auto& [reason, count] : sum.reasons) {
    fmt::print("{:>6}  {}\n", count, reason);
  }
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  fmt::print(
      "CPU s: program {:.2f}, parsers {:.2f}; {:.0f} files per CPU s; largest parser {} MB\n",
      self,
      parsers,
      static_cast<double>(sum.files) / (self + parsers),
      usage.ru_maxrss / 1024);
  for (const auto& line : run.deaths) {
    fmt::print("died over {}\n", line);
  }
  EXPECT_EQ(sum.files, static_cast<long long>(listing->files.size()));
  EXPECT_EQ(run.silence, std::vector<std::string>{});
}

}  // namespace
}  // namespace vaughn::extract
