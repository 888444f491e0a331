// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/prose.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace vaughn::report {

std::string curly_quotes(std::string_view text) {
  return base::curly_quotes(text);
}

std::string list(const std::vector<std::string>& items) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) {
      out += i + 1 == items.size() ? " and " : ", ";
    }
    out += items[i];
  }
  return out;
}

std::string page_list(std::vector<int> pages) {
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pages.size();) {
    auto last = i;
    while (last + 1 < pages.size() && pages[last + 1] == pages[last] + 1) {
      ++last;
    }
    parts.push_back(last == i ? fmt::to_string(pages[i])
                              : fmt::format("{}–{}", pages[i], pages[last]));
    i = last + 1;
  }
  return base::join(parts, ", ");
}

std::string pages_phrase(const std::vector<int>& pages) {
  const auto numbers = page_list(pages);
  const bool is_one =
      numbers.find(',') == std::string::npos && numbers.find("–") == std::string::npos;
  return fmt::format("{} {}", is_one ? "p." : "pp.", numbers);
}

std::string_view kind_words(foia::RecordKind kind) {
  switch (kind) {
    case foia::RecordKind::email: return "e-mail";
    case foia::RecordKind::pdf: return "PDF document";
    case foia::RecordKind::word: return "word-processing document";
    case foia::RecordKind::spreadsheet: return "spreadsheet";
    case foia::RecordKind::html: return "web page";
    case foia::RecordKind::text: return "text file";
    case foia::RecordKind::csv: return "table of values";
    case foia::RecordKind::image: return "image";
    case foia::RecordKind::archive: return "archive";
    case foia::RecordKind::other: return "file";
  }
  base::check(false, "every kind of record has words");
  return {};
}

std::string sentence(std::string_view text) {
  std::string out(base::trim(text));
  if (out.empty()) {
    return out;
  }
  if (out.front() >= 'a' && out.front() <= 'z') {
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  }
  // What a quotation ends with ends the sentence too.
  std::string_view words = out;
  for (const std::string_view mark : {"\"", "”", "’"}) {
    if (words.ends_with(mark)) {
      words.remove_suffix(mark.size());
      break;
    }
  }
  if (words.empty() || (words.back() != '.' && words.back() != '!' && words.back() != '?')) {
    out += '.';
  }
  return out;
}

}  // namespace vaughn::report
