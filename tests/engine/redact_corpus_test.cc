// SPDX-License-Identifier: AGPL-3.0-or-later
// redact-file on the PDFs of others: proven clean, or refused with a reason, within a time limit.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "base/files.h"
#include "base/process.h"
#include "base/text.h"
#include "engine/detail/pages.h"
#include "engine/redact_file.h"

namespace vaughn::engine {
namespace {

namespace fs = std::filesystem;

// One file in so many is tried; VAUGHN_CORPUS_STEP=1 in the environment tries all.
constexpr int kStep = 10;
constexpr int kSideBySide = 2;
// A file that takes longer hangs.
constexpr std::chrono::seconds kTimeLimit{120};
constexpr std::string_view kLabel = "(b)(6)";

// A long word that is seen on page 1, or a piece of the page where there is none.
base::Rect box_on(const ReadPage& page) {
  const pdf::Word* chosen = nullptr;
  for (const auto& word : page.text.words) {
    const bool is_on_page = base::intersection(word.box, page.shown) == word.box;
    if (is_on_page && !word.box.is_empty() &&
        (chosen == nullptr || word.text.size() > chosen->text.size())) {
      chosen = &word;
    }
  }
  if (chosen != nullptr) {
    return chosen->box;
  }
  const auto& shown = page.shown;
  return {shown.x0 + shown.width() / 4,
          shown.y0 + shown.height() / 4,
          shown.x1 - shown.width() / 4,
          shown.y1 - shown.height() / 4};
}

// Words other than the label that poppler finds in the boxes of page 1.
int words_left(const fs::path& pdf, const std::vector<verify::BoxLine>& boxes) {
  const auto read =
      base::run_process({"pdftotext", "-q", "-bbox", "-f", "1", "-l", "1", pdf.string(), "-"});
  if (!read || read->exit_status != 0) {
    return -1;
  }
  double height = 0;
  double width = 0;
  re2::StringPiece rest(read->out);
  if (!RE2::FindAndConsume(
          &rest, R"re(<page width="([0-9.]+)" height="([0-9.]+)">)re", &width, &height)) {
    return -1;
  }
  static const RE2 kWord(
      R"re(<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">([^<]*))re");
  int left = 0;
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  std::string text;
  while (RE2::FindAndConsume(&rest, kWord, &x0, &y0, &x1, &y1, &text)) {
    const double x = (x0 + x1) / 2;
    const double y = height - (y0 + y1) / 2;
    for (const auto& line : boxes) {
      const auto& box = line.box;
      if (line.page == 1 && x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1 &&
          text != kLabel) {
        ++left;
      }
    }
  }
  return left;
}

enum class Native { no, yes };

std::string outcome_of(const fs::path& path, Native native) {
  auto sandbox = Sandbox::start();
  const auto bytes = base::read_file(path);
  const auto folder = base::TempDir::make("/tmp");
  if (!sandbox || !bytes || !folder) {
    return "FAILED cannot start";
  }
  RedactFileRequest request;
  request.input = path;
  request.output = folder->path() / "out.pdf";
  request.claims = *foia::parse_claims(kLabel);
  request.is_native = native == Native::yes;
  request.boxes = {{1, {100, 100, 300, 300}}};
  bool has_words = false;
  if (const auto encoded = sandbox->run({Task::page_texts, {}, *bytes})) {
    const auto pages = decode_page_texts(*encoded);
    if (pages && !pages->empty()) {
      request.boxes[0].box = box_on(pages->front());
      has_words = !pages->front().text.words.empty();
    }
  }
  const auto result = redact_file(*sandbox, request);
  if (!result) {
    return result.error().message.empty() ? "FAILED refused without a reason"
                                          : "refused " + result.error().message;
  }
  if (!result->is_written) {
    std::string reasons;
    for (const auto& finding : result->report.findings) {
      if (finding.severity == verify::Severity::stop) {
        reasons += " " + finding.code;
      }
    }
    return reasons.empty() ? "FAILED not written, but no check failed" : "not proven" + reasons;
  }
  const int left = words_left(request.output, result->report.boxes);
  if (left != 0) {
    return fmt::format("FAILED {} words can be read in the box", left);
  }
  std::string out = has_words ? "clean over words" : "clean";
  if (native == Native::yes) {
    out += result->pages_redacted > 0 ? ", drawn anew"
                                      : ", burnt: " + result->burnt_instead.at(0).reason;
  }
  return out;
}

struct Child {
  pid_t pid = -1;
  int out = -1;
  fs::path file{};
  std::chrono::steady_clock::time_point start{};
  std::string said{};
};

Child start(const fs::path& root, const fs::path& file, Native native) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe(ends.data()), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::setpgid(0, 0);
    ::close(ends[0]);
    const auto said = outcome_of(root / file, native);
    const auto written = ::write(ends[1], said.data(), said.size());
    ::_exit(written < 0 ? 1 : 0);
  }
  ::close(ends[1]);
  return {pid, ends[0], file, std::chrono::steady_clock::now(), {}};
}

// Reads what the child says; true once it has ended or is over its time and killed.
bool has_ended(Child& child) {
  if (std::chrono::steady_clock::now() - child.start > kTimeLimit) {
    ::kill(-child.pid, SIGKILL);
    ::kill(child.pid, SIGKILL);
    ::waitpid(child.pid, nullptr, 0);
    child.said = "FAILED out of time";
    ::close(child.out);
    return true;
  }
  pollfd ready{child.out, POLLIN, 0};
  if (::poll(&ready, 1, 20) <= 0) {
    return false;
  }
  std::array<char, 4096> buffer{};
  const auto got = ::read(child.out, buffer.data(), buffer.size());
  if (got > 0) {
    child.said.append(buffer.data(), static_cast<std::size_t>(got));
    return false;
  }
  ::close(child.out);
  int status = 0;
  ::waitpid(child.pid, &status, 0);
  if (!WIFEXITED(status) || child.said.empty()) {
    child.said = fmt::format("FAILED died of signal {}", WTERMSIG(status));
  }
  return true;
}

void redact_all(Native native) {
  const fs::path root = fs::path(VAUGHN_CORPUS) / "pdf";
  if (!fs::exists(root)) {
    GTEST_SKIP() << "no corpus at " << root;
  }
  const char* wanted = std::getenv("VAUGHN_CORPUS_STEP");
  const int step = wanted != nullptr ? std::max(1, std::atoi(wanted)) : kStep;
  const bool is_listed = std::getenv("VAUGHN_CORPUS_LIST") != nullptr;
  const auto listing = base::list_files(root);
  ASSERT_TRUE(listing);
  std::vector<fs::path> files;
  int index = 0;
  for (const auto& file : listing->files) {
    if (file.extension() == ".pdf" && index++ % step == 0) {
      files.push_back(file);
    }
  }
  std::map<std::string, int> counts;
  std::vector<Child> running;
  std::size_t next = 0;
  while (next < files.size() || !running.empty()) {
    if (next < files.size() && running.size() < kSideBySide) {
      running.push_back(start(root, files[next++], native));
      continue;
    }
    for (auto child = running.begin(); child != running.end();) {
      if (!has_ended(*child)) {
        ++child;
        continue;
      }
      const auto& said = child->said;
      if (said.starts_with("FAILED")) {
        ADD_FAILURE() << child->file << ": " << said;
      }
      ++counts[said.starts_with("clean") ? said : std::string(base::split(said, ' ').front())];
      if (is_listed) {
        const auto seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - child->start);
        std::cout << fmt::format(
            "{:6.1f} s  {}  {}\n", seconds.count(), child->file.string(), said);
      }
      child = running.erase(child);
    }
  }
  std::cout << files.size() << " of " << index << " files";
  for (const auto& [what, count] : counts) {
    std::cout << ", " << count << " " << what;
  }
  std::cout << "\n";
  int clean = 0;
  for (const auto& [what, count] : counts) {
    clean += what.starts_with("clean") ? count : 0;
  }
  EXPECT_GT(clean, static_cast<int>(files.size()) / 2);
}

TEST(SlowCorpus, ABoxOnPageOneIsProvenCleanOrRefused) {
  redact_all(Native::no);
}

TEST(SlowCorpus, ABoxOnPageOneIsProvenCleanDrawnAnewOrBurntOrRefused) {
  redact_all(Native::yes);
}

}  // namespace
}  // namespace vaughn::engine
