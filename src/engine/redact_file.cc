// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/redact_file.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/wire.h"
#include "engine/detail/examination_wire.h"
#include "engine/detail/pages.h"
#include "engine/json.h"
#include "verify/proof.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;
namespace fs = std::filesystem;

namespace {

// Of a page left out, so many lines are looked for in the result, and none that is shorter.
constexpr std::size_t kLinesOfPage = 200;
constexpr std::size_t kShortestLine = 12;

// How long the other engine may take for the input, and one second more for each MiB: what it reads
// is one opinion more, and a file made to keep it busy must not hold up the rest.
constexpr std::chrono::seconds kSecondReading{20};

bool holds(const std::vector<int>& pages, int page) {
  return std::find(pages.begin(), pages.end(), page) != pages.end();
}

// A word worth a finding when it stands elsewhere: a name or a number, not "the" or "of".
bool is_telling(const std::string& word) {
  const bool has_mark = std::any_of(word.begin(), word.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) >= 0x80);
  });
  return has_mark && word.size() >= 3;
}

std::string trimmed(std::string_view word) {
  const std::string_view marks = ".,;:!?()[]\"'";
  while (!word.empty() && marks.find(word.front()) != std::string_view::npos) {
    word.remove_prefix(1);
  }
  while (!word.empty() && marks.find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  return std::string(word);
}

class FileRedaction {
 public:
  FileRedaction(Sandbox& sandbox, const RedactFileRequest& request)
      : sandbox_(sandbox), request_(request), label_(foia::join_codes(request.claims)) {}

  Result<RedactFileResult> run() {
    input_ = TRY(base::read_file(request_.input));
    result_.input_sha256 = base::Sha256::of(input_).hex();
    TRY(unlock());
    TRY(read());
    TRY(choose_pages());
    TRY(place_boxes());
    note_removed();
    note_images();
    std::error_code status;
    fs::remove(request_.output, status);
    const auto parent =
        request_.output.has_parent_path() ? request_.output.parent_path() : fs::path(".");
    const auto folder = TRY(base::TempDir::make(parent));
    const auto file = folder.path() / request_.output.filename();
    TRY(make(file));
    if (!request_.proof.empty()) {
      TRY(base::write_file(request_.proof, proof()));
    }
    if (result_.report.passed()) {
      fs::rename(file, request_.output, status);
      if (status) {
        return Error{ErrorCode::io,
                     fmt::format("cannot write {}: {}", request_.output.string(), status.message()),
                     ""};
      }
      result_.is_written = true;
    }
    return std::move(result_);
  }

 private:
  // From here on, the input has no password. What it is without one is nowhere but in memory.
  Result<void> unlock() {
    if (request_.password.empty()) {
      return {};
    }
    const auto question = encode_question({.reads_pages = false, .password = request_.password});
    const auto encoded = TRY(sandbox_.run({Task::examine, question, input_}));
    auto examined = TRY(decode_examination(encoded));
    if (!examined.facts && examined.facts.error().code == ErrorCode::encrypted) {
      return verify::locked_error(request_.input, true);
    }
    if (!examined.unlocked.empty()) {
      input_ = std::move(examined.unlocked);
      unlocked_ = TRY(base::MemoryFile::make(input_));
    }
    return {};
  }

  Result<void> read() {
    const auto encoded = sandbox_.run({Task::page_texts, {}, input_});
    if (encoded) {
      pages_ = TRY(decode_page_texts(*encoded));
      return {};
    }
    if (encoded.error().code == ErrorCode::encrypted) {
      return verify::locked_error(request_.input, !request_.password.empty());
    }
    const auto counted = TRY(sandbox_.run({Task::page_count, {}, input_}));
    if (!request_.words.empty()) {
      return encoded.error();  // what cannot be read cannot be searched
    }
    base::WireReader in(counted);
    const auto pages = TRY(in.u32());
    pages_.resize(pages);
    is_text_known_ = false;
    return {};
  }

  Result<void> choose_pages() {
    const auto count = static_cast<int>(pages_.size());
    const auto check = [&](int page, std::string_view what) -> Result<void> {
      if (page < 1 || page > count) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("there is no page {} to {}", page, what),
                     fmt::format("the file has {}", base::plural(count, "page"))};
      }
      return {};
    };
    for (const int page : request_.drop_pages) {
      TRY(check(page, "leave out"));
    }
    for (const auto& box : request_.boxes) {
      TRY(check(box.page, "redact"));
    }
    for (int page = 1; page <= count; ++page) {
      if (!holds(request_.drop_pages, page)) {
        burn_.pages.push_back(page);
      }
    }
    if (burn_.pages.empty()) {
      return Error{ErrorCode::invalid_argument,
                   "every page is to be left out",
                   "a file needs one page; withhold it as a whole instead"};
    }
    return {};
  }

  void add_box(int page, const Rect& box) {
    const auto& words = pages_[static_cast<std::size_t>(page - 1)].text;
    const bool is_known =
        std::any_of(burn_.boxes.begin(), burn_.boxes.end(), [&](const redact::BurnBox& other) {
          return other.page == page && base::intersection(other.box, box) == box;
        });
    if (is_known) {
      return;
    }
    burn_.boxes.push_back({page, box, label_, "Redacted under FOIA exemption " + label_});
    texts_.push_back(pdf::text_under(words, box));
  }

  Result<void> place_boxes() {
    for (const auto& wish : request_.boxes) {
      if (holds(request_.drop_pages, wish.page)) {
        continue;  // gone with its page
      }
      const auto& page = pages_[static_cast<std::size_t>(wish.page - 1)];
      if (is_text_known_ && base::intersection(wish.box, page.shown).is_empty()) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("the box on page {} lies outside the page", wish.page),
                     fmt::format("the page is {:.0f},{:.0f} to {:.0f},{:.0f} in points",
                                 page.shown.x0,
                                 page.shown.y0,
                                 page.shown.x1,
                                 page.shown.y1)};
      }
      Rect whole = wish.box;
      for (const auto& snapped : redact::snap(page.text, wish.box, request_.snap)) {
        // Lines far apart in one box stay one box.
        whole = base::united(whole, snapped);
      }
      add_box(wish.page, whole);
    }
    for (const int number : burn_.pages) {
      const auto& page = pages_[static_cast<std::size_t>(number - 1)];
      if (request_.words.empty()) {
        break;
      }
      result_.pages_without_text += page.text.words.empty() ? 1 : 0;
      for (const auto& phrase : request_.words) {
        for (const auto& match : pdf::find_phrase(page.text, phrase)) {
          ++result_.words_found;
          for (const auto& box : match.boxes) {
            for (const auto& snapped : redact::snap(page.text, box, request_.snap)) {
              add_box(number, snapped);
            }
          }
        }
      }
    }
    result_.boxes = static_cast<std::int64_t>(burn_.boxes.size());
    for (const auto& box : burn_.boxes) {
      if (request_.candidates.empty()) {
        break;
      }
      const auto& page = pages_[static_cast<std::size_t>(box.page - 1)];
      const auto leak =
          TRY(redact::width_leak(page.text,
                                 box.box,
                                 request_.candidates,
                                 request_.snap.is_whole_line ? 1e6 : request_.snap.grid));
      result_.widths.push_back({box.page, box.box, leak});
    }
    return {};
  }

  void note_removed() {
    std::set<std::string> removed(request_.words.begin(), request_.words.end());
    std::set<std::string> searched(request_.words.begin(), request_.words.end());
    const auto take = [&](const std::string& text) {
      if (text.empty()) {
        return;
      }
      removed.insert(text);
      const auto words = base::split(text, ' ');
      searched.insert(text);
      for (const auto word : words) {
        const auto bare = trimmed(word);
        if (is_telling(bare)) {
          removed.insert(bare);
          searched.insert(bare);
        }
      }
    };
    std::for_each(texts_.begin(), texts_.end(), take);
    // Another engine may read more under a box than MuPDF does.
    std::vector<verify::PlaceOnPage> places;
    for (const auto& box : burn_.boxes) {
      places.push_back({box.page, box.box});
    }
    auto second_reading = options();
    second_reading.tool_timeout =
        kSecondReading + std::chrono::seconds(static_cast<long>(input_.size() >> 20));
    if (const auto seen = verify::words_under(
            unlocked_ ? unlocked_->path() : request_.input, places, second_reading)) {
      for (const auto& words : *seen) {
        take(base::join(words, " "));
      }
    }
    for (const int number : request_.drop_pages) {
      const auto& text = pages_[static_cast<std::size_t>(number - 1)].text.text;
      std::size_t lines = 0;
      for (const auto line : base::split(text, '\n')) {
        if (line.size() >= kShortestLine && lines < kLinesOfPage) {
          removed.emplace(line);
          ++lines;
        }
      }
    }
    expected_.removed.assign(removed.begin(), removed.end());
    expected_.searched.assign(searched.begin(), searched.end());
  }

  // Images of pages that are burnt or left out, but for those that other pages show.
  void note_images() {
    const auto encoded =
        sandbox_.run({Task::examine, encode_question({.reads_pages = false}), input_});
    const auto examined =
        encoded ? decode_examination(*encoded) : Result<verify::Examination>(encoded.error());
    if (!examined || !examined->facts) {
      return;
    }
    std::set<std::string> gone;
    std::set<std::string> shown;
    int number = 0;
    for (const auto& page : examined->facts->pages) {
      ++number;
      const bool has_box = std::any_of(burn_.boxes.begin(),
                                       burn_.boxes.end(),
                                       [&](const auto& box) { return box.page == number; });
      auto& into = has_box || holds(request_.drop_pages, number) ? gone : shown;
      into.insert(page.images.begin(), page.images.end());
    }
    std::set_difference(
        gone.begin(), gone.end(), shown.begin(), shown.end(), std::back_inserter(expected_.images));
  }

  verify::Options options() {
    verify::Options out;
    out.examine = sandboxed_examiner(sandbox_);
    return out;
  }

  // Each try gives up something: pages drawn anew, then copied ones, then the text layers of scans.
  Result<void> make(const fs::path& file) {
    std::string why_burnt;
    for (int attempt = request_.is_native ? 0 : 1; attempt <= 3; ++attempt) {
      auto request = burn_;
      request.pdf = input_;
      request.is_native = attempt == 0;
      request.is_all_pictures = attempt >= 2;
      request.keeps_no_scan_text = attempt == 3;
      auto made = burn(sandbox_, std::move(request));
      if (!made && attempt == 0) {
        why_burnt = made.error().message;  // such as a time limit: burning is simpler
        continue;
      }
      const auto burned = TRY(std::move(made));
      TRY(base::write_file(file, burned.pdf));
      result_.output_sha256 = base::Sha256::of(burned.pdf).hex();
      result_.archive_faults = burned.archive_faults;
      expect(burned);
      note_burnt_instead(burned, why_burnt);
      result_.report = TRY(verify::verify_redacted(file, expected_, options()));
      result_.report.volume = request_.output.filename().string();
      result_.report.path = request_.output.string();
      if (result_.report.passed()) {
        break;
      }
      if (attempt == 0) {
        why_burnt = "a check of the file failed: ";
        why_burnt += first_stop();
      }
    }
    return {};
  }

  std::string first_stop() const {
    for (const auto& finding : result_.report.findings) {
      if (finding.severity == verify::Severity::stop) {
        return finding.code;
      }
    }
    return "";
  }

  void note_burnt_instead(const redact::Burned& burned, const std::string& reason) {
    result_.burnt_instead.clear();
    for (const auto& page : burned.pages) {
      if (request_.is_native && page.method == redact::PageMethod::burned) {
        result_.burnt_instead.push_back({page.page, reason.empty() ? page.reason : reason});
      }
    }
  }

  void expect(const redact::Burned& burned) {
    expected_.pages.clear();
    result_.pages = static_cast<std::int64_t>(burned.pages.size());
    result_.pages_burned = result_.pages_rendered = result_.pages_copied = 0;
    result_.pages_redacted = 0;
    for (const auto& page : burned.pages) {
      verify::ExpectedPage wanted{.width = page.width,
                                  .height = page.height,
                                  .is_picture = page.method != redact::PageMethod::copied &&
                                                page.method != redact::PageMethod::redacted};
      wanted.is_redrawn = page.method == redact::PageMethod::redacted;
      for (const auto& box : page.boxes) {
        wanted.boxes.push_back({box.box, box.label_box, box.label});
      }
      expected_.pages.push_back(std::move(wanted));
      switch (page.method) {
        case redact::PageMethod::burned: ++result_.pages_burned; break;
        case redact::PageMethod::rendered: ++result_.pages_rendered; break;
        case redact::PageMethod::copied: ++result_.pages_copied; break;
        case redact::PageMethod::redacted: ++result_.pages_redacted; break;
      }
    }
  }

  std::string proof() const { return verify::proof_json(result_.report, proof_facts(result_)); }

  Sandbox& sandbox_;
  const RedactFileRequest& request_;
  std::string label_;
  Bytes input_;
  std::optional<base::MemoryFile> unlocked_;  // the input, if it has a password
  std::vector<ReadPage> pages_;
  bool is_text_known_ = true;
  BurnRequest burn_;
  std::vector<std::string> texts_;  // under each box
  verify::ExpectedFile expected_;
  RedactFileResult result_;
};

Result<void> check_request(const RedactFileRequest& request) {
  if (request.boxes.empty() && request.words.empty() && request.drop_pages.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what to remove",
                 "give --box PAGE:X0,Y0,X1,Y1, --words TEXT or --drop-page N"};
  }
  if (request.claims.empty() && !(request.boxes.empty() && request.words.empty())) {
    return Error{ErrorCode::invalid_argument,
                 "a deletion needs its exemption",
                 "give --exemption '(b)(6)' or another"};
  }
  std::error_code status;
  if (fs::equivalent(request.input, request.output, status)) {
    return Error{ErrorCode::invalid_argument,
                 "the redacted file would replace its source",
                 "give it another name"};
  }
  return {};
}

}  // namespace

verify::Examiner sandboxed_examiner(Sandbox& sandbox) {
  auto turn = std::make_shared<std::mutex>();
  return [&sandbox, turn](base::BytesView pdf,
                          const verify::Question& question) -> Result<verify::Examination> {
    const std::lock_guard lock(*turn);
    const auto encoded = TRY(sandbox.run({Task::examine, encode_question(question), Bytes(pdf)}));
    return decode_examination(encoded);
  };
}

Result<RedactFileResult> redact_file(Sandbox& sandbox, const RedactFileRequest& request) {
  TRY(check_request(request));
  return FileRedaction(sandbox, request).run();
}

}  // namespace vaughn::engine
