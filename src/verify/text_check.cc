// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/text_check.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"

namespace vaughn::verify {
namespace {

// Letters and digits alone, without case: two readers agree on these, not on spaces, hyphens and
// the shapes of quotes. Case folding also opens ligatures.
std::string letters(std::string_view text) {
  std::string out;
  const auto folded = base::fold_case(text);
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const auto c = static_cast<unsigned char>(folded[i]);
    const auto next = i + 1 < folded.size() ? static_cast<unsigned char>(folded[i + 1]) : 0;
    if (c == 0xC2 && next < 0xC0) {
      i += 1;
    } else if (c == 0xE2 && (next == 0x80 || next == 0x81)) {
      i += 2;
    } else if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
      out += folded[i];
    }
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  const auto plain = base::collapse_white_space(text);
  for (const auto word : base::split(plain, ' ')) {
    if (auto kept = letters(word); !kept.empty()) {
      out.push_back(std::move(kept));
    }
  }
  return out;
}

}  // namespace

void check_text_file(const std::filesystem::path& volume,
                     const std::string& path,
                     const std::vector<PageWords>& pages,
                     const Place& place,
                     Findings& findings) {
  findings.examined("text_files");
  const auto text = base::read_file(volume / path);
  if (!text) {
    findings.add_not_checked({.file = path, .bates = place.bates}, "text file", text.error());
    return;
  }
  if (!base::is_utf8(*text)) {
    findings.add("text_not_utf8", {.file = path, .bates = place.bates}, "bytes that are no text");
    return;
  }
  const auto parts = base::split(*text, '\f');
  if (parts.size() != pages.size()) {
    findings.add("text_pages_differ",
                 {.file = path, .bates = place.bates},
                 fmt::format("{} in the text, {} in the PDF", parts.size(), pages.size()));
    return;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Place page{.file = path, .bates = place.bates, .page = static_cast<int>(i + 1)};
    std::string in_pdf;
    std::set<std::string> pdf_words;
    for (const auto& word : pages[i].words) {
      auto kept = letters(word.text);
      in_pdf += kept;
      if (!kept.empty()) {
        pdf_words.insert(std::move(kept));
      }
    }
    std::string in_text;
    std::int64_t extra = 0;
    for (const auto& word : words_of(parts[i])) {
      extra += pdf_words.contains(word) || in_pdf.find(word) != std::string::npos ? 0 : 1;
      in_text += word;
    }
    const auto missing = std::count_if(pdf_words.begin(), pdf_words.end(), [&](const auto& word) {
      return in_text.find(word) == std::string::npos;
    });
    if (extra > 0) {
      findings.add("text_not_in_pdf",
                   page,
                   fmt::format("{} of the text file cannot be found on the page",
                               base::plural(extra, "word")));
    }
    if (missing > 0) {
      findings.add("text_incomplete",
                   page,
                   fmt::format("{} of the page cannot be found in the text file",
                               base::plural(missing, "word")));
    }
  }
}

}  // namespace vaughn::verify
