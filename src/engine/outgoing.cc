// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/outgoing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/files.h"
#include "base/folded_words.h"
#include "base/process.h"
#include "base/text.h"
#include "base/xml_text.h"
#include "engine/census.h"
#include "engine/detail/extracted_parts.h"
#include "engine/detail/read_words.h"
#include "engine/detail/withheld_text.h"

namespace vaughn::engine {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

namespace {

// Fewer letters than this occur by chance.
constexpr std::size_t kShortest = 4;

constexpr std::size_t kSignature = 64;  // bytes, Ed25519
constexpr std::size_t kKey = 32;

constexpr int kPicturesPerCall = 8;
constexpr std::chrono::seconds kTimeOfReading{240};

using Words = std::vector<std::string>;

struct Phrase {
  foia::MarkId mark{};
  std::int64_t marks = 0;
  Words words{};
  std::string amount{};  // "18.25", if the string is a number with a fraction; else empty
};

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

// A price is not the time of day with the same figures. Commas between thousands may go.
std::string amount_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_digit(c) || c == '.') {
      out += c;
    } else if (c != ',' && c != '$' && c != ' ' && c != '\n') {
      return {};
    }
  }
  const auto point = out.find('.');
  const bool is_number = point != std::string::npos && point > 0 && point + 1 < out.size() &&
                         out.find('.', point + 1) == std::string::npos;
  return is_number ? out : std::string();
}

std::int64_t count_amount(std::string_view text, std::string_view amount) {
  std::int64_t count = 0;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_between = text[i] == ',' && i > 0 && i + 1 < text.size() &&
                            is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (!is_between) {
      plain += text[i];
    }
  }
  for (auto at = plain.find(amount); at != std::string::npos; at = plain.find(amount, at + 1)) {
    const auto end = at + amount.size();
    const bool is_whole =
        (at == 0 || !is_digit(plain[at - 1])) && (end == plain.size() || !is_digit(plain[end]));
    count += is_whole ? 1 : 0;
  }
  return count;
}

// The different strings under the marks in force, found by their first word.
class Phrases {
 public:
  void add(const foia::Mark& mark) {
    auto words = base::folded_words(mark.removed_text);
    std::size_t letters = 0;
    for (const auto& word : words) {
      letters += word.size();
    }
    if (words.empty()) {
      return;
    }
    if (letters < kShortest) {
      short_.insert(std::move(words));
      return;
    }
    const auto [place, is_new] = index_.try_emplace(std::move(words), all_.size());
    if (is_new) {
      by_first_[place->first.front()].push_back(all_.size());
      all_.push_back({mark.id, 0, place->first, amount_of(mark.removed_text)});
    }
    auto& phrase = all_[place->second];
    phrase.mark = std::min(phrase.mark, mark.id);
    ++phrase.marks;
    by_mark_[mark.id] = place->second;
  }

  // Null for a mark that removed nothing that is looked for.
  const Phrase* of(foia::MarkId mark) const {
    const auto found = by_mark_.find(mark);
    return found == by_mark_.end() ? nullptr : &all_[found->second];
  }

  // How often each phrase stands in the text, of which `words` are the folded words.
  std::map<std::size_t, std::int64_t> find(std::string_view text, const Words& words) const {
    std::map<std::size_t, std::int64_t> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto found = by_first_.find(words[i]);
      if (found == by_first_.end()) {
        continue;
      }
      for (const auto at : found->second) {
        const auto& phrase = all_[at].words;
        if (words.size() - i >= phrase.size() &&
            std::equal(
                phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(i))) {
          ++out[at];
        }
      }
    }
    for (auto one = out.begin(); one != out.end();) {
      const auto& amount = all_[one->first].amount;
      if (!amount.empty()) {
        one->second = count_amount(text, amount);
      }
      one = one->second == 0 ? out.erase(one) : std::next(one);
    }
    return out;
  }

  const std::vector<Phrase>& all() const { return all_; }
  std::size_t short_count() const { return short_.size(); }

 private:
  std::vector<Phrase> all_{};
  std::map<Words, std::size_t> index_{};
  std::unordered_map<std::string, std::vector<std::size_t>> by_first_{};
  std::map<foia::MarkId, std::size_t> by_mark_{};
  std::set<Words> short_{};
};

Result<Phrases> phrases_of(Workspace& workspace) {
  Phrases out;
  for (const auto& row : TRY(workspace.db().marks())) {
    out.add(row.mark);
  }
  return out;
}

// What can be read of one file.
struct FileText {
  std::string beside{};                   // metadata and bookmarks of a PDF; all of any other file
  std::vector<std::string> pages{};       // of a PDF
  std::map<int, std::string> pictures{};  // what OCR reads, by page
};

bool is_plain_text(const fs::path& file) {
  constexpr std::array<std::string_view, 12> kPlain{".csv",
                                                    ".dat",
                                                    ".htm",
                                                    ".html",
                                                    ".ics",
                                                    ".json",
                                                    ".md",
                                                    ".opt",
                                                    ".svg",
                                                    ".toml",
                                                    ".txt",
                                                    ".xml"};
  const auto extension = base::ascii_lower(file.extension().string());
  return std::find(kPlain.begin(), kPlain.end(), extension) != kPlain.end();
}

class TextReader {
 public:
  TextReader(Sandbox& sandbox, bool reads_pictures)
      : sandbox_(sandbox), reads_pictures_(reads_pictures) {}

  Result<FileText> read(const fs::path& file) {
    if (base::ascii_lower(file.extension().string()) == ".pdf") {
      auto out = TRY(read_pdf(file));
      if (reads_pictures_) {
        TRY(read_pictures(file, out));
      }
      return out;
    }
    auto bytes = TRY(base::read_file(file));
    if (is_plain_text(file)) {
      return FileText{base::repair_utf8(bytes), {}};
    }
    // Keys and signatures hold no words; what they are is said by their size.
    const auto extension = base::ascii_lower(file.extension().string());
    if ((extension == ".sig" && bytes.size() == kSignature) ||
        (extension == ".pub" && bytes.size() == kKey)) {
      return FileText{};
    }
    return extract(std::move(bytes), file.filename().string());
  }

 private:
  // One call for the pages and for title, author and the like: a volume has hundreds of files. The
  // answer is dressed as HTML: a head with the metadata, then the text as it is.
  static Result<FileText> read_pdf(const fs::path& file) {
    const auto text = TRY(
        base::run_process({"pdftotext", "-htmlmeta", "-enc", "UTF-8", "--", file.string(), "-"}));
    const std::string_view all = text.out;
    const auto begin = all.find(kBeforeText);
    const auto end = all.rfind(kAfterText);
    if (text.exit_status != 0 || begin == std::string_view::npos || end == std::string_view::npos ||
        end < begin + kBeforeText.size()) {
      return Error{ErrorCode::damaged, "poppler cannot read it", ""};
    }
    FileText out{values_of(all.substr(0, begin)), {}};
    const auto from = begin + kBeforeText.size();
    for (const auto page : base::split(all.substr(from, end - from), '\f')) {
      out.pages.emplace_back(page);
    }
    return out;
  }

  static constexpr std::string_view kBeforeText = "<pre>\n";
  static constexpr std::string_view kAfterText = "</pre>";

  // The title and the values of the meta elements, a line each.
  static std::string values_of(std::string_view head) {
    std::string out;
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>("<title>", "<"),
          std::pair<std::string_view, std::string_view>("content=\"", "\"")}) {
      for (auto at = head.find(open); at != std::string_view::npos; at = head.find(open, at)) {
        at += open.size();
        const auto value = head.substr(at, head.find(close, at) - at);
        out += base::unescape_xml(value) + "\n";
      }
    }
    return out;
  }

  Result<void> read_pictures(const fs::path& file, FileText& out) {
    const auto bytes = TRY(base::read_file(file));
    std::vector<Call> calls;
    const auto count = static_cast<int>(out.pages.size());
    for (int first = 1; first <= count; first += kPicturesPerCall) {
      calls.push_back({Task::read_pictures,
                       encode_page_range(first, first + kPicturesPerCall - 1, ReadWhich::all),
                       bytes,
                       {.cpu = kTimeOfReading, .wall = kTimeOfReading}});
    }
    for (const auto& answer : sandbox_.run_all(std::move(calls))) {
      if (!answer) {
        return Error{ErrorCode::damaged, "a page cannot be read by OCR", ""};
      }
      for (const auto& page : TRY(decode_words(*answer))) {
        out.pictures[page.page] = ocr::text_of(page.words);
      }
    }
    return {};
  }

  Result<FileText> extract(base::Bytes bytes, std::string_view name) {
    std::string text;
    std::string exception;
    TRY(extract_parts(sandbox_, std::move(bytes), name, [&](const extract::Part& part) {
      text += part.text + "\n" + part.name + "\n";
      if (part.state == extract::PartState::exception && !part.findings.empty()) {
        exception = part.findings.front().message;
      }
    }));
    if (!exception.empty()) {
      return Error{ErrorCode::damaged, exception, ""};
    }
    return FileText{std::move(text), {}};
  }

  Sandbox& sandbox_;
  bool reads_pictures_;
};

struct Found {
  fs::path path{};
  std::string name{};  // as it is listed
};

// The same whether the file or a folder above it is searched: "out/note.txt" of "../out/note.txt".
std::string listed_name(const fs::path& path) {
  fs::path out;
  for (const auto& part : path.lexically_normal()) {
    if (part != ".." && part != "." && part != "/") {
      out /= part;
    }
  }
  return out.generic_string();
}

Result<std::vector<Found>> files_of(Workspace& workspace, const OutgoingRequest& request) {
  auto places = request.places;
  if (places.empty()) {
    for (const auto& folder : {workspace.volumes_folder(), workspace.papers_folder()}) {
      if (fs::exists(folder)) {
        places.push_back({folder, folder.filename().string()});
      }
    }
  }
  std::vector<Found> out;
  for (const auto& [path, given] : places) {
    if (!fs::exists(path)) {
      return Error{ErrorCode::not_found, fmt::format("there is no {}", path.string()), ""};
    }
    const auto name = given.empty() ? outgoing_name(workspace, path) : given;
    if (fs::is_regular_file(path)) {
      out.push_back({path, name});
      continue;
    }
    for (const auto& file : TRY(base::list_files(path)).files) {
      out.push_back({path / file, (fs::path(name) / file).generic_string()});
    }
  }
  return out;
}

struct Allowed {
  std::string by{};
  std::string reason{};
  std::set<std::string> files{};  // empty: everywhere
};

class Allowances {
 public:
  static Result<Allowances> read(Workspace& workspace, const Phrases& phrases) {
    Allowances out;
    for (const auto& row : TRY(workspace.db().allowed_occurrences())) {
      const Allowed allowed{row.author, row.reason, {row.body.files.begin(), row.body.files.end()}};
      for (const auto mark : row.body.marks) {
        if (const auto* phrase = phrases.of(mark)) {
          out.marks_[phrase->mark].push_back(allowed);
        }
      }
      for (const auto& page : row.body.pages) {
        out.pages_[page].push_back(allowed);
      }
    }
    return out;
  }

  // The last that speaks of the file; null if none does. With no file, only of all files.
  const Allowed* of_mark(foia::MarkId mark, const std::string& file) const {
    return last_of(marks_, mark, file);
  }
  // A line may stand where one of the pages that say it may be quoted.
  const Allowed* of_pages(const std::vector<foia::PageRef>& pages, const std::string& file) const {
    for (const auto& page : pages) {
      if (const auto* allowed = last_of(pages_, page, file)) {
        return allowed;
      }
    }
    return nullptr;
  }

 private:
  template <typename Key>
  static const Allowed* last_of(const std::map<Key, std::vector<Allowed>>& all,
                                const Key& key,
                                const std::string& file) {
    const auto found = all.find(key);
    if (found == all.end()) {
      return nullptr;
    }
    const auto& rows = found->second;
    const auto last = std::find_if(rows.rbegin(), rows.rend(), [&](const Allowed& one) {
      return one.files.empty() || one.files.contains(file);
    });
    return last == rows.rend() ? nullptr : &*last;
  }

  std::map<foia::MarkId, std::vector<Allowed>> marks_{};
  std::map<foia::PageRef, std::vector<Allowed>> pages_{};
};

// A line of a withheld page where it was found, before it is known whether it is open elsewhere.
struct FoundLine {
  std::string file{};
  std::size_t order = 0;  // of the file
  int page = 0;
  bool is_seen = false;
  WithheldText::LineId line = 0;
  std::int64_t times = 0;
  std::vector<foia::PageRef> pages{};
};

class Search {
 public:
  Search(const Phrases& phrases, const WithheldText& withheld, const Allowances& allowances)
      : phrases_(phrases), withheld_(withheld), allowances_(allowances) {}

  void read(const std::string& file, std::string_view text, int page, bool is_seen) {
    const auto words = base::folded_words(text);
    for (const auto& [at, times] : phrases_.find(text, words)) {
      const auto& phrase = phrases_.all()[at];
      const Key key{file_, page, phrase.mark, {}, false};
      if (is_seen && found_.contains(key)) {
        continue;  // the text of the page says it, too
      }
      auto& one = found_[key];
      one.mark = phrase.mark;
      one.marks = phrase.marks;
      one.times += times;
      place(one, file, page, is_seen, allowances_.of_mark(phrase.mark, file));
    }
    for (auto& [line, found] : withheld_.find(words)) {
      if (is_seen && lines_here_.contains({page, line})) {
        continue;
      }
      lines_here_.insert({page, line});
      lines_.push_back({file, file_, page, is_seen, line, found.times, std::move(found.pages)});
      words_.try_emplace(line, std::move(found.words));
    }
  }
  void end_file() {
    ++file_;
    lines_here_.clear();
  }

  // In the order of files, pages, marks and withheld pages.
  Result<std::vector<Occurrence>> finish(Workspace& workspace,
                                         const std::vector<fs::path>& released) {
    std::map<WithheldText::LineId, Words> secret;
    for (const auto& one : lines_) {
      if (allowances_.of_pages(one.pages, one.file) == nullptr) {
        secret.insert(*words_.find(one.line));
      }
    }
    if (!secret.empty()) {
      TRY(remove_open_lines(workspace, released, secret));
    }
    for (const auto& line : lines_) {
      const auto* allowed = allowances_.of_pages(line.pages, line.file);
      if (allowed == nullptr && !secret.contains(line.line)) {
        continue;
      }
      auto& one = found_[{line.order, line.page, {}, line.pages.front(), allowed != nullptr}];
      one.withheld = line.pages.front();
      one.pages = std::max(one.pages, static_cast<std::int64_t>(line.pages.size()));
      one.times += line.times;
      place(one, line.file, line.page, line.is_seen, allowed);
    }
    std::vector<Occurrence> out;
    for (auto& [key, one] : found_) {
      out.push_back(std::move(one));
    }
    return out;
  }

 private:
  // File, page of it, mark, withheld page, and whether somebody allowed lines of that.
  using Key = std::tuple<std::size_t, int, foia::MarkId, foia::PageRef, bool>;

  static void place(
      Occurrence& one, const std::string& file, int page, bool is_seen, const Allowed* allowed) {
    one.file = file;
    one.page = page;
    one.is_seen = is_seen;
    one.allowed_by = allowed == nullptr ? std::string() : allowed->by;
    one.allowed_reason = allowed == nullptr ? std::string() : allowed->reason;
  }

  const Phrases& phrases_;
  const WithheldText& withheld_;
  const Allowances& allowances_;
  std::size_t file_ = 0;
  std::map<Key, Occurrence> found_{};
  std::vector<FoundLine> lines_{};
  std::set<std::pair<int, WithheldText::LineId>> lines_here_{};
  std::map<WithheldText::LineId, Words> words_{};
};

}  // namespace

std::int64_t OutgoingResult::open() const {
  return std::count_if(
      occurrences.begin(), occurrences.end(), [](const Occurrence& one) { return one.is_open(); });
}

std::string source_of(const Occurrence& occurrence) {
  return occurrence.withheld.page == 0
             ? fmt::format("mark M-{}", occurrence.mark.value)
             : fmt::format("page {} of {}",
                           occurrence.withheld.page,
                           foia::control_number(occurrence.withheld.record));
}

std::string argument_of(const Occurrence& occurrence) {
  return occurrence.withheld.page == 0
             ? fmt::format("M-{}", occurrence.mark.value)
             : fmt::format("{}:{}",
                           foia::control_number(occurrence.withheld.record),
                           occurrence.withheld.page);
}

std::string what_it_says(const Occurrence& occurrence) {
  return occurrence.withheld.page == 0
             ? fmt::format("says what {} redacted", source_of(occurrence))
             : fmt::format("says {} of {}, withheld in full",
                           occurrence.times == 1 ? std::string("a line")
                                                 : base::plural(occurrence.times, "line"),
                           source_of(occurrence));
}

std::string outgoing_name(const Workspace& workspace, const fs::path& path) {
  std::error_code status;
  const auto inside = fs::proximate(path, workspace.folder(), status);
  return status || inside.empty() || *inside.begin() == ".." ? listed_name(path)
                                                             : inside.generic_string();
}

Result<OutgoingResult> search_outgoing(Workspace& workspace,
                                       Sandbox& sandbox,
                                       const OutgoingRequest& request) {
  if (request.reads_pictures && sandbox.reader().empty()) {
    return Error{ErrorCode::unsupported,
                 "page pictures cannot be read: there is no OCR",
                 "install tesseract-ocr and tesseract-ocr-eng, or leave --ocr out"};
  }
  const auto phrases = TRY(phrases_of(workspace));
  const auto allowances = TRY(Allowances::read(workspace, phrases));
  const auto withheld = TRY(WithheldText::open(workspace, sandbox));
  OutgoingResult out;
  out.strings = static_cast<std::int64_t>(phrases.all().size());
  out.short_strings = static_cast<std::int64_t>(phrases.short_count());
  out.withheld_pages = withheld.page_count();
  out.withheld_lines = withheld.line_count();
  Search search(phrases, withheld, allowances);
  TextReader reader(sandbox, request.reads_pictures);
  for (const auto& file : TRY(files_of(workspace, request))) {
    ++out.files;
    auto text = reader.read(file.path);
    if (!text) {
      out.unread.push_back({file.name, text.error().message});
      text = FileText{};
    }
    search.read(file.name, file.name, 0, false);  // it goes out with the file
    search.read(file.name, text->beside, 0, false);
    for (std::size_t i = 0; i < text->pages.size(); ++i) {
      search.read(file.name, text->pages[i], static_cast<int>(i) + 1, false);
    }
    for (const auto& [page, words] : text->pictures) {
      ++out.pictures;
      search.read(file.name, words, page, true);
    }
    search.end_file();
  }
  out.occurrences = TRY(search.finish(workspace, request.released));
  for (const auto& record : withheld.unread()) {
    for (const auto& page : record.pages) {
      if (allowances.of_pages({page}, "") == nullptr) {
        out.unread.push_back({fmt::format("{}:{}", foia::control_number(page.record), page.page),
                              fmt::format("what it withholds is not known: {}", record.why)});
      }
    }
  }
  return out;
}

std::optional<Error> outgoing_refusal(const OutgoingResult& result, std::string_view what) {
  const auto first = std::find_if(result.occurrences.begin(),
                                  result.occurrences.end(),
                                  [](const Occurrence& one) { return one.is_open(); });
  if (first != result.occurrences.end()) {
    return Error{
        ErrorCode::conflict,
        fmt::format("{} cannot go out: {}{} {} ({} in all)",
                    what,
                    first->file,
                    first->page == 0 ? std::string() : fmt::format(", page {},", first->page),
                    what_it_says(*first),
                    base::plural(result.open(), "such place")),
        fmt::format("{}; if it may stand, `vaughn audit allow {} --reason TEXT`",
                    first->withheld.page == 0
                        ? "`vaughn redact propagate` marks the same words elsewhere"
                        : "mark it there, or release the page",
                    argument_of(*first))};
  }
  if (!result.unread.empty()) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} cannot go out: {} cannot be searched for what was redacted: {}",
                             what,
                             result.unread.front().file,
                             result.unread.front().why),
                 ""};
  }
  return std::nullopt;
}

Result<AllowResult> allow_occurrences(Workspace& workspace, const AllowRequest& request) {
  if (request.reason.empty()) {
    return Error{
        ErrorCode::invalid_argument, "it is not said why it may stand there", "add --reason TEXT"};
  }
  const auto phrases = TRY(phrases_of(workspace));
  AllowResult out;
  store::OccurrencesAllowed body;
  for (const auto mark : request.marks) {
    const auto* phrase = phrases.of(mark);
    if (phrase == nullptr) {
      return Error{
          ErrorCode::not_found,
          fmt::format("no mark M-{} in force removed words that are looked for", mark.value),
          "`vaughn audit outgoing` names them"};
    }
    if (std::find(body.marks.begin(), body.marks.end(), phrase->mark) == body.marks.end()) {
      body.marks.push_back(phrase->mark);
    }
  }
  const auto& census = *TRY(workspace.census());
  for (const auto& page : request.pages) {
    const bool is_withheld =
        std::any_of(census.pages.begin(), census.pages.end(), [&](const PageRow& row) {
          return row.page == page.page && census.records[row.record].record.id == page.record &&
                 is_withheld_in_full(row);
        });
    if (!is_withheld) {
      return Error{ErrorCode::not_found,
                   fmt::format("page {} of {} is not withheld in full",
                               page.page,
                               foia::control_number(page.record)),
                   "`vaughn audit outgoing` names those that are quoted"};
    }
    if (std::find(body.pages.begin(), body.pages.end(), page) == body.pages.end()) {
      body.pages.push_back(page);
    }
  }
  body.files = request.files;
  out.pages = static_cast<std::int64_t>(body.pages.size());
  out.strings = static_cast<std::int64_t>(body.marks.size());
  if (!request.is_dry_run) {
    out.event = TRY(workspace.record(request.reason, body)).id;
  }
  return out;
}

}  // namespace vaughn::engine
