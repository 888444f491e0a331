// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "base/files.h"
#include "pdf/assemble.h"
#include "pdf/document.h"
#include "redact/burn.h"
#include "redact/check.h"

namespace vaughn::redact {
namespace {

// One file in so many is tried; VAUGHN_CORPUS_STEP=1 in the environment tries all.
constexpr int kStep = 10;
constexpr rlim_t kCpuSeconds = 20;
constexpr int kMaxPages = 4;
// A pixel that differs by more has changed, not been rounded.
constexpr int kChanged = 96;

enum Outcome : int { done = 0, refused = 10, differs = 11, unclean = 12, failed = 13 };

bool looks_the_same(pdf::Document& before, pdf::Document& after, int page_before, int page_after) {
  constexpr double kDpi = 50;
  const auto a = before.render(page_before, kDpi, pdf::ColorMode::gray);
  const auto b = after.render(page_after, kDpi, pdf::ColorMode::gray);
  if (!a || !b || a->samples.size() != b->samples.size()) {
    return false;
  }
  std::size_t changed = 0;
  for (std::size_t i = 0; i < a->samples.size(); ++i) {
    const int difference =
        static_cast<unsigned char>(a->samples[i]) - static_cast<unsigned char>(b->samples[i]);
    changed += std::abs(difference) > kChanged ? 1 : 0;
  }
  return changed * 1000 <= a->samples.size();
}

// Reads, burns a box into the first page, copies the others, checks and stamps.
int process(const std::filesystem::path& path) {
  const auto bytes = base::read_file(path);
  if (!bytes) {
    return failed;
  }
  auto document = pdf::Document::open(*bytes);
  if (!document) {
    return refused;
  }
  const auto info = document->page_info(1);
  if (!info) {
    return refused;
  }
  std::vector<int> pages;
  for (int page = 1; page <= std::min(document->page_count(), kMaxPages); ++page) {
    pages.push_back(page);
    (void)document->page_text(page);
  }
  const base::Rect& shown = info->crop_box;
  const base::Rect wanted{shown.x0 + 50, shown.y1 - 250, shown.x0 + 250, shown.y1 - 50};
  base::Rect box = base::intersection(wanted, shown);
  if (box.is_empty()) {
    box = shown;
  }
  const std::vector<BurnBox> boxes = {{1, box, "(b)(6)"}};
  const auto burned = burn(*bytes, boxes, pages);
  const auto copied = burn(*bytes, {}, pages);
  if (!burned || !copied) {
    return refused;
  }
  const auto problems = check_burned(*burned);
  if (!problems || !problems->empty()) {
    return unclean;
  }
  auto after = pdf::Document::open(copied->pdf);
  if (!after) {
    return failed;
  }
  for (const PageProof& proof : copied->pages) {
    if (proof.method == PageMethod::copied &&
        !looks_the_same(*document, *after, proof.page, proof.page)) {
      return differs;
    }
  }
  const std::vector<pdf::PageStamp> stamps(pages.size(), {"", "", "T-000001", "T-000001"});
  return pdf::stamp(copied->pdf, stamps) ? done : failed;
}

// In a child of its own, so that a crash or an endless loop is one result among others.
int process_in_child(const std::filesystem::path& path) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{kCpuSeconds, kCpuSeconds};
    ::setrlimit(RLIMIT_CPU, &limit);
    ::_exit(process(path));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(SlowCorpus, EveryPdfIsBurntCopiedOrRefused) {
  const std::filesystem::path root = VAUGHN_CORPUS;
  if (!std::filesystem::exists(root)) {
    GTEST_SKIP() << "no corpus at " << root;
  }
  const char* wanted = std::getenv("VAUGHN_CORPUS_STEP");
  const int step = wanted != nullptr ? std::max(1, std::atoi(wanted)) : kStep;
  const auto listing = base::list_files(root);
  ASSERT_TRUE(listing);
  int tried = 0;
  int index = 0;
  int counts[3] = {};
  for (const auto& file : listing->files) {
    if (file.extension() != ".pdf" || index++ % step != 0) {
      continue;
    }
    ++tried;
    const int outcome = process_in_child(root / file);
    if (outcome == done) {
      ++counts[0];
    } else if (outcome == refused) {
      ++counts[1];
    } else if (outcome == -SIGXCPU || outcome == -SIGKILL) {
      ++counts[2];  // a bomb: its limit is the caller's
    } else {
      ADD_FAILURE() << file << " ended as " << outcome;
    }
  }
  RecordProperty("tried", tried);
  std::printf(
      "%d files: %d done, %d refused, %d out of time\n", tried, counts[0], counts[1], counts[2]);
  EXPECT_GT(counts[0], tried / 2);
  EXPECT_LE(counts[2], 1 + tried / 100);
}

}  // namespace
}  // namespace vaughn::redact
