// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/text_check.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/folded_words.h"
#include "base/text.h"

namespace vaughn::verify {
namespace {

std::vector<std::string_view> code_points(std::string_view utf8) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin < utf8.size();) {
    auto end = begin + 1;
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) {
      ++end;
    }
    out.push_back(utf8.substr(begin, end - begin));
    begin = end;
  }
  return out;
}

// Letters in runs are counted once: a letter drawn twice to make it bold is one letter to one
// program and two to the other.
std::string without_runs(std::string_view text) {
  std::string out;
  std::string_view last;
  for (const auto each : code_points(text)) {
    if (each != last) {
      out += each;
    }
    last = each;
  }
  return out;
}

// Hebrew, Arabic, Syriac and their presentation forms: U+0590 to U+08FF, U+FB1D to U+FEFF.
bool is_right_to_left(std::string_view text) {
  const auto points = code_points(text);
  return std::any_of(points.begin(), points.end(), [](std::string_view each) {
    return (each >= "\u0590" && each <= "\u08FF") || (each >= "\uFB1D" && each <= "\uFEFF");
  });
}

// The text of a page as it is compared.
class PageLetters {
 public:
  void add(const std::string& folded_word) {
    words_.insert(without_runs(folded_word));
    all_ += folded_word;
  }
  void finish() {
    all_ = without_runs(all_);
    for (const auto each : code_points(all_)) {
      letters_.emplace(each);
    }
  }

  const std::set<std::string>& words() const { return words_; }

  // Programs differ on the order of letters written from right to left, so there only the letters
  // are compared.
  bool holds(const std::string& word) const {
    if (words_.contains(word) || all_.find(word) != std::string::npos) {
      return true;
    }
    const auto points = code_points(word);
    return is_right_to_left(word) &&
           std::all_of(points.begin(), points.end(), [&](std::string_view each) {
             return letters_.contains(std::string(each));
           });
  }

 private:
  std::set<std::string> words_;
  std::string all_;
  std::set<std::string> letters_;
};

// Words are cut at punctuation, which the two readers place differently.
PageLetters letters_of(std::string_view text) {
  PageLetters out;
  for (const auto& word : base::folded_words(text)) {
    out.add(word);
  }
  out.finish();
  return out;
}

PageLetters letters_of(const PageWords& page) {
  PageLetters out;
  for (const auto& word : page.words) {
    for (const auto& part : base::folded_words(word.text)) {
      out.add(part);
    }
  }
  out.finish();
  return out;
}

std::set<std::string> missing_words(const std::set<std::string>& words, const PageLetters& in) {
  std::set<std::string> out;
  std::copy_if(words.begin(), words.end(), std::inserter(out, out.end()), [&](const auto& word) {
    return !in.holds(word);
  });
  return out;
}

}  // namespace

void check_text_file(const std::filesystem::path& volume,
                     const std::string& path,
                     const std::vector<PageWords>& pages,
                     const std::vector<std::string>& second_reading,
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
  if (parts.size() != pages.size() || second_reading.size() != pages.size()) {
    findings.add("text_pages_differ",
                 {.file = path, .bates = place.bates},
                 fmt::format("{} in the text, {} in the PDF", parts.size(), pages.size()));
    return;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Place page{.file = path, .bates = place.bates, .page = static_cast<int>(i + 1)};
    const auto in_pdf = letters_of(pages[i]);
    const auto in_text = letters_of(parts[i]);
    const auto not_seen = missing_words(in_text.words(), in_pdf);
    const auto extra = missing_words(not_seen, letters_of(second_reading[i]));
    const auto add = [&](std::string_view code, std::size_t count, std::string_view what) {
      if (count > 0) {
        findings.add(
            code,
            page,
            fmt::format("{} {}", base::plural(static_cast<long long>(count), "word"), what));
      }
    };
    add("text_not_in_pdf", extra.size(), "of the text file cannot be found on the page");
    add("text_read_differently",
        not_seen.size() - extra.size(),
        "of the page can be read by MuPDF but not by poppler");
    add("text_incomplete",
        missing_words(in_pdf.words(), in_text).size(),
        "of the page cannot be found in the text file");
  }
}

}  // namespace vaughn::verify
