// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/production.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "received/detail/numbers.h"

namespace vaughn::received {

using base::Result;

namespace {

std::string extension_of(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? "" : base::ascii_lower(name.substr(dot + 1));
}

std::string stem_of(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return std::string(name.substr(0, name.rfind('.')));
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "2.pdf" before "10.pdf", whatever the case.
bool comes_before(const std::string& a, const std::string& b) {
  const auto left = base::ascii_lower(a);
  const auto right = base::ascii_lower(b);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    if (!is_digit(left[i]) || !is_digit(right[j])) {
      if (left[i] != right[j]) {
        return left[i] < right[j];
      }
      ++i;
      ++j;
      continue;
    }
    const auto digits = [](std::string_view text, std::size_t& at) {
      while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) {
        ++at;
      }
      const auto begin = at;
      while (at < text.size() && is_digit(text[at])) {
        ++at;
      }
      return text.substr(begin, at - begin);
    };
    const auto one = digits(left, i);
    const auto other = digits(right, j);
    if (one != other) {
      return one.size() != other.size() ? one.size() < other.size() : one < other;
    }
  }
  if ((i < left.size()) != (j < right.size())) {
    return j < right.size();
  }
  return a < b;
}

// The file that a load file means: by its whole path, or by the end of it.
class FileIndex {
 public:
  explicit FileIndex(const std::vector<std::string>& files) {
    for (const auto& file : files) {
      const auto folded = base::ascii_lower(file);
      whole_.emplace(folded, file);
      for (auto at = folded.find('/'); at != std::string::npos; at = folded.find('/', at + 1)) {
        ends_.emplace(folded.substr(at + 1), file);
      }
    }
  }

  std::string find(std::string_view named) const {
    auto folded = base::ascii_lower(named);
    while (true) {
      if (const auto found = whole_.find(folded); found != whole_.end()) {
        return found->second;
      }
      if (const auto found = ends_.find(folded); found != ends_.end()) {
        return found->second;
      }
      const auto slash = folded.find('/');
      if (slash == std::string::npos) {
        return {};
      }
      folded.erase(0, slash + 1);
    }
  }

 private:
  std::map<std::string, std::string> whole_;
  std::map<std::string, std::string> ends_;
};

class Planner {
 public:
  Planner(std::string name, std::vector<std::string> files, const ReadFile& read)
      : files_(std::move(files)), index_(files_), read_(read) {
    plan_.name = std::move(name);
  }

  InstallmentPlan run() {
    std::sort(files_.begin(), files_.end(), comes_before);
    for (const auto& file : files_) {
      const auto extension = extension_of(file);
      if (extension == "dat" || extension == "csv" || extension == "txt") {
        read_table(file, extension);
      } else if (extension == "opt" || extension == "lfp") {
        read_images(file, extension == "lfp");
      }
    }
    make_documents();
    for (const auto& file : files_) {
      if (used_.contains(file)) {
        continue;
      }
      if (is_pdf_name(file) || is_picture_name(file)) {
        plan_.documents.push_back({.path = file, .sources = {{.path = file}}});
      } else {
        plan_.others.push_back(file);
      }
    }
    return std::move(plan_);
  }

 private:
  void problem(const std::string& file, std::string message) {
    plan_.problems.push_back({.path = file, .message = std::move(message)});
  }

  void read_table(const std::string& file, const std::string& extension) {
    // Text files of records are many; a load file in text is tab-separated and lies near the top.
    constexpr std::size_t kMostText = 200;
    if (extension == "txt" && files_.size() > kMostText) {
      return;
    }
    const auto bytes = read_(file);
    auto table = bytes ? read_delimited(*bytes) : Result<LoadTable>(bytes.error());
    if (!table) {
      if (extension == "dat") {
        problem(file, "the load file cannot be read: " + table.error().message);
        used_.insert(file);
      }
      return;
    }
    if (!is_load_table(*table) || !has_files(*table, extension)) {
      return;
    }
    used_.insert(file);
    plan_.has_load_file = true;
    for (auto& message : table->problems) {
      problem(file, std::move(message));
    }
    auto rows = rows_of(*table);
    for (auto& row : rows) {
      // The same documents in a second file: what the first says stays.
      const bool is_new = std::none_of(rows_.begin(), rows_.end(), [&](const auto& other) {
        return other.second.begin == row.begin && !row.begin.empty();
      });
      if (is_new) {
        rows_.emplace_back(file, std::move(row));
      }
    }
  }

  // An index of withholdings is a table with numbers, too; a load file names files or comes as DAT.
  static bool has_files(const LoadTable& table, const std::string& extension) {
    if (extension == "dat") {
      return true;
    }
    const auto rows = rows_of(table);
    return std::any_of(
        rows.begin(), rows.end(), [](const LoadRow& row) { return !row.file.empty(); });
  }

  void read_images(const std::string& file, bool is_ipro) {
    used_.insert(file);
    const auto bytes = read_(file);
    auto lines = !bytes    ? Result<std::vector<ImageLine>>(bytes.error())
                 : is_ipro ? read_ipro(*bytes)
                           : read_opticon(*bytes);
    if (!lines) {
      problem(file, "the load file cannot be read: " + lines.error().message);
      return;
    }
    plan_.has_load_file = true;
    // The same pictures in a second file, as agencies give OPT and LFP together: the first counts.
    std::set<std::string> known;
    for (const auto& pages : images_) {
      for (const auto& page : pages) {
        known.insert(page.page_key);
      }
    }
    for (auto& line : *lines) {
      if (known.contains(line.key) && !line.key.empty()) {
        continue;
      }
      auto path = index_.find(line.path);
      if (path.empty()) {
        problem(file, fmt::format("{} is named and is not there", line.path));
      }
      if (line.begins_document || images_.empty()) {
        images_.emplace_back();
      }
      images_.back().push_back({std::move(path), std::move(line.key), line.page_of_file});
      used_.insert(images_.back().back().path);
    }
  }

  void make_documents() {
    std::set<std::size_t> taken;
    for (auto& [file, named_row] : rows_) {
      auto& row = named_row;  // clang 14 captures no structured binding
      Document document{.row = row, .begin = row.begin, .end = row.end};
      const auto images = std::find_if(images_.begin(), images_.end(), [&](const auto& pages) {
        return pages.front().page_key == row.begin;
      });
      const auto named = row.file.empty() ? std::string() : index_.find(row.file);
      if (!named.empty() && is_pdf_name(named)) {
        document.sources.push_back({.path = named});
        used_.insert(named);
      } else if (images != images_.end()) {
        document.sources = *images;
      } else if (const auto by_name = index_.find(row.begin + ".pdf"); !by_name.empty()) {
        document.sources.push_back({.path = by_name});
        used_.insert(by_name);
      } else if (!named.empty()) {
        document.sources.push_back({.path = named});  // a native
        used_.insert(named);
      }
      if (images != images_.end()) {
        taken.insert(static_cast<std::size_t>(images - images_.begin()));
      }
      if (!row.text_file.empty()) {
        used_.insert(index_.find(row.text_file));
      }
      if (document.sources.empty()) {
        problem(file, fmt::format("{} is listed and has no file", row.begin));
        document.error = "the load file lists it and there is no file";
      }
      document.path = document.sources.empty() ? row.begin : document.sources.front().path;
      plan_.documents.push_back(std::move(document));
    }
    for (std::size_t i = 0; i < images_.size(); ++i) {
      if (!taken.contains(i)) {
        plan_.documents.push_back({.path = images_[i].front().path,
                                   .sources = images_[i],
                                   .begin = images_[i].front().page_key});
      }
    }
    for (auto& document : plan_.documents) {
      std::erase_if(document.sources,
                    [](const SourcePages& source) { return source.path.empty(); });
    }
  }

  std::vector<std::string> files_;
  FileIndex index_;
  const ReadFile& read_;
  InstallmentPlan plan_;
  std::set<std::string> used_;
  std::vector<std::pair<std::string, LoadRow>> rows_;
  std::vector<std::vector<SourcePages>> images_;
};

// "DOJ-000001", "DOJ-000001 - DOJ-000004", "DOJ-000001_DOJ-000004".
std::optional<Number> number_of_name(const std::string& path) {
  const auto stem = stem_of(path);
  for (const std::string_view cut : {" - ", "_", " to ", " "}) {
    const auto at = stem.find(cut);
    if (at == std::string::npos) {
      continue;
    }
    const auto first = parse_number(stem.substr(0, at));
    const auto last = parse_number(stem.substr(at + cut.size()));
    if (first && last && first->prefix == last->prefix && first->value <= last->value) {
      return first;
    }
  }
  return parse_number(stem);
}

void number_pages(Document& document, const Number& first, NumberSource source) {
  std::int64_t value = first.value;
  for (auto& page : document.pages) {
    page.bates = number_text(first, value++);
    page.bates_from = source;
  }
}

// Names count as numbers if at least two documents have one of a series and none disagrees by
// stamp.
void take_file_names(Production& production) {
  std::map<std::string, int> series;
  for (const auto& document : production.documents) {
    if (const auto number = number_of_name(document.path)) {
      ++series[number->prefix];
    }
  }
  for (auto& document : production.documents) {
    const auto number = number_of_name(document.path);
    const bool has_numbers = std::any_of(document.pages.begin(),
                                         document.pages.end(),
                                         [](const Page& page) { return !page.bates.empty(); });
    const bool is_padded = number && number->text[number->prefix.size()] == '0';
    if (number && !has_numbers && !number->prefix.empty() && is_padded &&
        series[number->prefix] >= 2) {
      number_pages(document, *number, NumberSource::file_name);
    }
  }
}

}  // namespace

std::string_view to_string(NumberSource source) {
  switch (source) {
    case NumberSource::none: return "none";
    case NumberSource::load_file: return "load_file";
    case NumberSource::stamp: return "stamp";
    case NumberSource::file_name: return "file_name";
  }
  return "";
}

bool is_pdf_name(std::string_view path) {
  return extension_of(path) == "pdf";
}

bool is_picture_name(std::string_view path) {
  constexpr std::array<std::string_view, 7> kKinds{
      "tif", "tiff", "jpg", "jpeg", "png", "bmp", "gif"};
  return std::find(kKinds.begin(), kKinds.end(), extension_of(path)) != kKinds.end();
}

InstallmentPlan plan_installment(std::string name,
                                 const std::vector<std::string>& files,
                                 const ReadFile& read) {
  return Planner(std::move(name), files, read).run();
}

void read_production(Production& production) {
  std::vector<std::vector<Number>> candidates;
  for (auto& document : production.documents) {
    for (auto& page : document.pages) {
      if (page.reading.outcome != PageOutcome::unread) {
        page.reading = read_page(page.seen);
      }
      candidates.push_back(margin_numbers(page.seen));
    }
  }
  const auto stamps = choose_numbers(candidates);
  std::size_t at = 0;
  for (auto& document : production.documents) {
    for (auto& page : document.pages) {
      const auto& stamp = stamps[at++];
      page.stamp = stamp ? stamp->text : "";
    }
    const auto first = parse_number(document.begin);
    if (first && document.row) {
      number_pages(document, *first, NumberSource::load_file);
      continue;
    }
    for (auto& page : document.pages) {
      if (!page.bates.empty()) {
        page.bates_from = NumberSource::load_file;  // the key of an image
      } else if (!page.stamp.empty()) {
        page.bates = page.stamp;
        page.bates_from = NumberSource::stamp;
      }
    }
  }
  take_file_names(production);
  for (auto& document : production.documents) {
    if (!document.pages.empty() && document.begin.empty()) {
      document.begin = document.pages.front().bates;
    }
    if (!document.pages.empty() && document.end.empty()) {
      document.end = document.pages.back().bates;
    }
  }
}

std::string name_of(const Page& page) {
  return page.bates.empty() ? fmt::format("{} page {}", page.path, page.page_of_file) : page.bates;
}

}  // namespace vaughn::received
