// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/received.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/files.h"
#include "base/text.h"
#include "engine/detail/read_words.h"
#include "engine/detail/received_files.h"
#include "extract/tables.h"

namespace vaughn::engine {

using base::Bytes;
using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// Pages of one call: each call carries the whole file to a child.
constexpr int kPagesPerCall = 40;
constexpr int kPicturesPerCall = 8;
constexpr int kFilesAtOnce = 12;
constexpr std::chrono::seconds kCpuPerCall{120};
constexpr std::chrono::seconds kCpuOfReading{kPicturesPerCall * 60};
constexpr double kLeastInk = 0.0008;  // less is an empty page
constexpr int kPictureDpi = 60;
constexpr std::size_t kMostPictures = 400;

Error was_stopped() {
  return {ErrorCode::conflict, "stopped", "run it again"};
}

std::string extension_of(const fs::path& path) {
  return base::ascii_lower(path.extension().string());
}

// All pages of one file.
struct FilePages {
  Bytes pdf{};
  std::vector<received::SeenPage> pages{};
  std::set<int> failed{};  // pages that could not be read
  std::string error{};
};

class ProductionReading {
 public:
  ProductionReading(Sandbox& sandbox,
                    const ReceivedRequest& request,
                    const Watch& watch,
                    const Stopped& stopped)
      : sandbox_(sandbox), request_(request), watch_(watch), stopped_(stopped) {}

  Result<received::Production> run() {
    std::vector<ReceivedFiles> installments;
    for (const auto& given : request_.paths) {
      installments.push_back(TRY(open_received_files(sandbox_, given)));
      TRY(plan(installments.back()));
    }
    std::size_t documents = 0;
    for (std::size_t i = 0; i < installments.size(); ++i) {
      documents = TRY(read_installment(static_cast<int>(i), installments[i], documents));
    }
    const bool has_pages = std::any_of(out_.documents.begin(),
                                       out_.documents.end(),
                                       [](const auto& each) { return !each.pages.empty(); });
    if (!has_pages) {
      return Error{ErrorCode::not_found,
                   fmt::format("{} has no pages that can be read", request_.paths.front().string()),
                   "a production is PDFs or page pictures, with or without load files"};
    }
    received::read_production(out_);
    return std::move(out_);
  }

 private:
  Result<void> plan(const ReceivedFiles& files) {
    auto plan = received::plan_installment(
        files.name(), files.paths(), [&](const std::string& path) { return files.read(path); });
    const auto number = static_cast<int>(out_.installments.size());
    for (auto& document : plan.documents) {
      document.installment = number;
      out_.documents.push_back(std::move(document));
    }
    for (auto& problem : plan.problems) {
      problem.installment = number;
      out_.problems.push_back(std::move(problem));
    }
    out_.installments.push_back({plan.name, std::move(plan.others), plan.has_load_file});
    return {};
  }

  // A few files at a time, so that memory does not grow with the production.
  Result<std::size_t> read_installment(int number, const ReceivedFiles& files, std::size_t begin) {
    auto& documents = out_.documents;
    while (begin < documents.size() && documents[begin].installment == number) {
      if (stopped_ && stopped_()) {
        return was_stopped();
      }
      auto end = begin;
      std::map<std::string, FilePages> read;
      while (end < documents.size() && documents[end].installment == number &&
             read.size() < static_cast<std::size_t>(kFilesAtOnce)) {
        for (const auto& source : documents[end].sources) {
          read.try_emplace(source.path);
        }
        ++end;
      }
      open(files, read);
      see(read);
      read_pictures(read);
      for (auto i = begin; i < end; ++i) {
        take(documents[i], read);
      }
      begin = end;
      if (watch_) {
        watch_({"read",
                static_cast<std::int64_t>(begin),
                static_cast<std::int64_t>(documents.size())});
      }
    }
    return begin;
  }

  void open(const ReceivedFiles& files, std::map<std::string, FilePages>& read) {
    for (auto& [path, file] : read) {
      auto bytes = files.read(path);
      if (!bytes) {
        file.error = "it cannot be opened";
        continue;
      }
      if (received::is_picture_name(path)) {
        auto pdf = sandbox_.run({Task::images, {}, *std::move(bytes)});
        file.error = pdf ? "" : "the picture cannot be read";
        file.pdf = pdf ? *std::move(pdf) : Bytes();
      } else if (received::is_pdf_name(path)) {
        file.pdf = *std::move(bytes);
      } else {
        file.error = "it was produced in its own format and has no pages";
      }
    }
  }

  static std::string why(const Error& error) {
    switch (error.code) {
      case ErrorCode::encrypted: return "it needs a password";
      case ErrorCode::limit: return "reading it takes more than is allowed";
      case ErrorCode::crashed: return "reading it failed";
      default: return "it is damaged";
    }
  }

  void see(std::map<std::string, FilePages>& read) {
    struct Wish {
      FilePages* file = nullptr;
      int first = 0;
      int last = 0;
    };
    std::vector<Wish> wishes;
    for (auto& [path, file] : read) {
      if (file.error.empty()) {
        wishes.push_back({&file, 1, kPagesPerCall});
      }
    }
    while (!wishes.empty()) {
      std::vector<Call> calls;
      for (const auto& wish : wishes) {
        calls.push_back({Task::see_pages,
                         received::encode_page_range(wish.first, wish.last),
                         wish.file->pdf,
                         {.cpu = kCpuPerCall}});
      }
      const auto answers = sandbox_.run_all(std::move(calls));
      std::vector<Wish> more;
      for (std::size_t i = 0; i < wishes.size(); ++i) {
        const auto& wish = wishes[i];
        const auto seen = answers[i] ? received::decode_seen(*answers[i])
                                     : Result<received::SeenPages>(answers[i].error());
        if (!seen) {
          fail(wish.first, wish.last, seen.error(), *wish.file, [&](int first, int last) {
            more.push_back({wish.file, first, last});
          });
          continue;
        }
        for (const auto& page : seen->pages) {
          wish.file->pages.push_back(page);
        }
        for (int first = kPagesPerCall + 1;
             wish.first == 1 && wish.last == kPagesPerCall && first <= seen->page_count;
             first += kPagesPerCall) {
          more.push_back({wish.file, first, std::min(first + kPagesPerCall - 1, seen->page_count)});
        }
      }
      wishes = std::move(more);
    }
    for (auto& [path, file] : read) {
      std::stable_sort(file.pages.begin(), file.pages.end(), [](const auto& a, const auto& b) {
        return a.number < b.number;
      });
    }
  }

  // A range in which one page cannot be read is read page by page, if the file can be opened.
  template <typename Again>
  void fail(int first, int last, const Error& error, FilePages& file, const Again& again) {
    if (first == last) {
      file.failed.insert(first);
      file.pages.push_back({.number = first});
      return;
    }
    if (first != 1) {
      for (int page = first; page <= last; ++page) {
        again(page, page);
      }
      return;
    }
    const auto counted =
        sandbox_.run({Task::see_pages, received::encode_page_range(1, 0), file.pdf});
    const auto seen =
        counted ? received::decode_seen(*counted) : Result<received::SeenPages>(counted.error());
    if (!seen || seen->page_count == 0) {
      file.error = why(error);
      return;
    }
    constexpr int kMost = 2000;
    for (int page = 1; page <= std::min(seen->page_count, kMost); ++page) {
      again(page, page);
    }
  }

  static bool needs_reading(const received::SeenPage& page) {
    return received::letters_of(page) < received::kMinLetters && page.ink > kLeastInk;
  }

  void read_pictures(std::map<std::string, FilePages>& read) {
    if (!request_.reads_pictures || sandbox_.reader().empty()) {
      return;
    }
    std::vector<Call> calls;
    std::vector<FilePages*> files;
    for (auto& [path, file] : read) {
      for (std::size_t i = 0; i < file.pages.size();) {
        if (!needs_reading(file.pages[i])) {
          ++i;
          continue;
        }
        const int first = file.pages[i].number;
        int last = first;
        while (i < file.pages.size() && file.pages[i].number - first < kPicturesPerCall &&
               needs_reading(file.pages[i])) {
          last = file.pages[i++].number;
        }
        calls.push_back({Task::read_pictures,
                         encode_page_range(first, last),
                         file.pdf,
                         {.cpu = kCpuOfReading, .wall = kCpuOfReading}});
        files.push_back(&file);
      }
    }
    const auto answers = sandbox_.run_all(std::move(calls));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const auto words = answers[i] ? decode_words(*answers[i])
                                    : Result<std::vector<ReadPageWords>>(answers[i].error());
      if (!words) {
        continue;  // the page stays without words, which is said
      }
      for (const auto& page : *words) {
        take_words(page, *files[i]);
      }
    }
  }

  static void take_words(const ReadPageWords& read, FilePages& file) {
    const auto found = std::find_if(file.pages.begin(), file.pages.end(), [&](const auto& page) {
      return page.number == read.page;
    });
    if (found == file.pages.end() || read.how == PageReading::typed) {
      return;
    }
    found->was_read = true;
    int lines = 0;
    for (const auto& word : found->words) {
      lines = std::max(lines, word.line + 1);
    }
    const auto typed = found->words;
    for (const auto& word : read.words.words) {
      const bool is_typed = std::any_of(typed.begin(), typed.end(), [&](const auto& other) {
        return !base::intersection(other.box, word.box).is_empty();
      });
      if (!is_typed) {
        found->words.push_back({word.text, word.box, lines + word.line});
      }
    }
  }

  void take(received::Document& document, const std::map<std::string, FilePages>& read) {
    std::map<std::string, int> uses;
    for (const auto& source : document.sources) {
      ++uses[source.path];
    }
    std::map<std::string, std::size_t> taken;
    for (const auto& source : document.sources) {
      const auto& file = read.at(source.path);
      if (!file.error.empty()) {
        document.error = document.error.empty() ? file.error : document.error;
        continue;
      }
      // A load file names a file once for each of its pages, or once for all.
      const bool is_one = uses.at(source.path) > 1;
      auto& next = taken[source.path];
      if (source.page_of_file > 0) {
        next = std::min(static_cast<std::size_t>(source.page_of_file - 1), file.pages.size());
      }
      const bool takes_one = is_one || source.page_of_file > 0;
      const auto end = takes_one ? std::min(next + 1, file.pages.size()) : file.pages.size();
      bool is_first = true;
      for (; next < end; ++next) {
        received::Page page{.number = static_cast<int>(document.pages.size()) + 1,
                            .path = source.path,
                            .page_of_file = file.pages[next].number,
                            .seen = file.pages[next],
                            .bates = is_first ? source.page_key : ""};
        is_first = false;
        const bool is_unread = file.failed.contains(page.page_of_file) ||
                               (needs_reading(page.seen) && !page.seen.was_read);
        page.reading.outcome =
            is_unread ? received::PageOutcome::unread : received::PageOutcome::in_full;
        document.pages.push_back(std::move(page));
      }
    }
  }

  Sandbox& sandbox_;
  const ReceivedRequest& request_;
  const Watch& watch_;
  const Stopped& stopped_;
  received::Production out_;
};

Result<foia::Tables> read_index(Sandbox& sandbox, const fs::path& path) {
  auto bytes = TRY(base::read_file(path));
  const auto kind =
      extension_of(path) == ".xlsx" ? foia::RecordKind::spreadsheet : foia::RecordKind::csv;
  const auto encoded =
      TRY(sandbox.run({Task::tables,
                       extract::encode_tables_request(path.filename().string(), kind),
                       std::move(bytes)}));
  return extract::decode_tables(encoded);
}

Result<received::Pictures> pictures_of(Sandbox& sandbox,
                                       const ReceivedRequest& request,
                                       const received::Report& report) {
  received::Pictures out;
  std::set<std::pair<std::pair<int, std::string>, int>> wanted;
  for (const auto& row : report.findings) {
    if (row.page > 0 && wanted.size() < kMostPictures) {
      wanted.insert({{row.installment, row.path}, row.page});
    }
  }
  std::map<int, ReceivedFiles> installments;
  for (const auto& [place, page] : wanted) {
    const auto& [installment, path] = place;
    if (!installments.contains(installment)) {
      installments.emplace(installment,
                           TRY(open_received_files(
                               sandbox, request.paths.at(static_cast<std::size_t>(installment)))));
    }
    auto bytes = installments.at(installment).read(path);
    if (bytes && received::is_picture_name(path)) {
      bytes = sandbox.run({Task::images, {}, *std::move(bytes)});
    }
    if (!bytes) {
      continue;
    }
    auto picture = sandbox.run({Task::page_picture,
                                received::encode_picture_request(page, kPictureDpi),
                                *std::move(bytes)});
    if (picture) {
      out.emplace(received::picture_key(installment, path, page), *std::move(picture));
    }
  }
  return out;
}

}  // namespace

bool is_received(const fs::path& path) {
  std::error_code status;
  if (fs::is_directory(path, status)) {
    return !fs::exists(path / "manifest.json", status);
  }
  return fs::exists(path, status) && (extension_of(path) == ".zip" || is_load_file(path));
}

Result<received::Production> read_received(Sandbox& sandbox,
                                           const ReceivedRequest& request,
                                           const Watch& watch,
                                           const Stopped& stopped) {
  return ProductionReading(sandbox, request, watch, stopped).run();
}

Result<ReceivedResult> check_received(Sandbox& sandbox,
                                      const ReceivedRequest& request,
                                      const Watch& watch,
                                      const Stopped& stopped) {
  ReceivedResult out;
  received::Options options{.reveals = request.reveals};
  foia::Tables index;
  if (!request.index.empty()) {
    index = TRY(read_index(sandbox, request.index));
    options.index = &index;
    options.index_name = request.index.filename().string();
  }
  out.production = TRY(read_received(sandbox, request, watch, stopped));
  out.report = received::check(out.production, options);
  out.reader = sandbox.reader();
  if (request.wants_pictures) {
    out.pictures = TRY(pictures_of(sandbox, request, out.report));
  }
  return out;
}

Result<ReceivedComparison> compare_received(Sandbox& sandbox,
                                            const ReceivedRequest& before,
                                            const ReceivedRequest& after,
                                            const Watch& watch,
                                            const Stopped& stopped) {
  ReceivedComparison out;
  out.before = TRY(read_received(sandbox, before, watch, stopped));
  out.after = TRY(read_received(sandbox, after, watch, stopped));
  out.pairs = received::compare(out.before, out.after);
  return out;
}

}  // namespace vaughn::engine
