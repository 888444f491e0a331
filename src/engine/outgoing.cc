// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/outgoing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <unordered_map>

#include "base/files.h"
#include "base/folded_words.h"
#include "base/process.h"
#include "base/text.h"
#include "base/xml_text.h"
#include "engine/detail/extracted_parts.h"
#include "engine/detail/read_words.h"

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

  // How often each phrase stands in the text.
  std::map<std::size_t, std::int64_t> find(std::string_view text) const {
    const auto words = base::folded_words(text);
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

// A file of the matter is named from its folder, wherever the matter is.
std::string name_of(const Workspace& workspace, const fs::path& path) {
  std::error_code status;
  const auto inside = fs::proximate(path, workspace.folder(), status);
  return status || inside.empty() || *inside.begin() == ".." ? listed_name(path)
                                                             : inside.generic_string();
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
    const auto name = given.empty() ? name_of(workspace, path) : given;
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

}  // namespace

std::int64_t OutgoingResult::open() const {
  return std::count_if(occurrences.begin(), occurrences.end(), [](const Occurrence& one) {
    return one.allowed_by.empty();
  });
}

Result<OutgoingResult> search_outgoing(Workspace& workspace,
                                       Sandbox& sandbox,
                                       const OutgoingRequest& request) {
  const auto phrases = TRY(phrases_of(workspace));
  std::map<foia::MarkId, std::vector<Allowed>> allowed;
  for (const auto& row : TRY(workspace.db().allowed_occurrences())) {
    for (const auto mark : row.body.marks) {
      if (const auto* phrase = phrases.of(mark)) {
        allowed[phrase->mark].push_back(
            {row.author, row.reason, {row.body.files.begin(), row.body.files.end()}});
      }
    }
  }
  OutgoingResult out;
  out.strings = static_cast<std::int64_t>(phrases.all().size());
  out.short_strings = static_cast<std::int64_t>(phrases.short_count());
  if (request.reads_pictures && sandbox.reader().empty()) {
    return Error{ErrorCode::unsupported,
                 "page pictures cannot be read: there is no OCR",
                 "install tesseract-ocr and tesseract-ocr-eng, or leave --ocr out"};
  }
  TextReader reader(sandbox, request.reads_pictures);
  for (const auto& file : TRY(files_of(workspace, request))) {
    ++out.files;
    auto text = reader.read(file.path);
    if (!text) {
      out.unread.push_back({file.name, text.error().message});
      text = FileText{};
    }
    std::map<std::pair<int, foia::MarkId>, Occurrence> here;
    const auto search = [&](std::string_view words, int page, bool is_seen) {
      for (const auto& [at, times] : phrases.find(words)) {
        const auto& phrase = phrases.all()[at];
        if (is_seen && here.contains({page, phrase.mark})) {
          continue;  // the text of the page says it, too
        }
        auto& one = here[{page, phrase.mark}];
        one.is_seen = is_seen;
        one.mark = phrase.mark;
        one.marks = phrase.marks;
        one.file = file.name;
        one.page = page;
        one.times += times;
        for (const auto& each : allowed[phrase.mark]) {
          if (each.files.empty() || each.files.contains(file.name)) {
            one.allowed_by = each.by;
            one.allowed_reason = each.reason;
          }
        }
      }
    };
    search(file.name, 0, false);  // it goes out with the file
    search(text->beside, 0, false);
    for (std::size_t i = 0; i < text->pages.size(); ++i) {
      search(text->pages[i], static_cast<int>(i) + 1, false);
    }
    for (const auto& [page, words] : text->pictures) {
      ++out.pictures;
      search(words, page, true);
    }
    for (auto& [key, one] : here) {
      out.occurrences.push_back(std::move(one));
    }
  }
  return out;
}

std::optional<Error> outgoing_refusal(const OutgoingResult& result, std::string_view what) {
  const auto first = std::find_if(result.occurrences.begin(),
                                  result.occurrences.end(),
                                  [](const Occurrence& one) { return one.allowed_by.empty(); });
  if (first != result.occurrences.end()) {
    return Error{
        ErrorCode::conflict,
        fmt::format("{} cannot go out: {}{} says what mark M-{} redacted ({} in all)",
                    what,
                    first->file,
                    first->page == 0 ? std::string() : fmt::format(", page {},", first->page),
                    first->mark.value,
                    base::plural(result.open(), "such place")),
        fmt::format("`vaughn redact propagate` marks the same words elsewhere; if they may stand, "
                    "`vaughn audit allow M-{} --reason TEXT`",
                    first->mark.value)};
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
    return Error{ErrorCode::invalid_argument,
                 "it is not said why the string may stand there",
                 "add --reason TEXT"};
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
  body.files = request.files;
  out.strings = static_cast<std::int64_t>(body.marks.size());
  if (!request.is_dry_run) {
    out.event = TRY(workspace.record(request.reason, body)).id;
  }
  return out;
}

}  // namespace vaughn::engine
