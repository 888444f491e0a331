// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "received/detail/checks.h"
#include "received/detail/mail.h"
#include "received/detail/numbers.h"

namespace vaughn::received {
namespace {

constexpr std::array<std::string_view, 6> kKinds{
    "attachment", "exhibit", "appendix", "enclosure", "annex", "tab"};
constexpr std::array<std::string_view, 8> kAttached{"see attached",
                                                    "please find attached",
                                                    "attached please find",
                                                    "attached is the",
                                                    "attached are the",
                                                    "i have attached",
                                                    "i've attached",
                                                    "the attached"};
constexpr std::size_t kTitleLines = 4;

// "A", "3", "12", "B-1", "IV": not "to", "the".
bool is_label(std::string_view word) {
  if (word.empty() || word.size() > 4) {
    return false;
  }
  const bool is_roman = word.find_first_not_of("IVX") == std::string_view::npos;
  const bool is_number = word.find_first_not_of("0123456789") == std::string_view::npos;
  const bool is_letter = word.size() == 1 && word[0] >= 'A' && word[0] <= 'Z';
  const bool is_both = word.size() <= 4 && word[0] >= 'A' && word[0] <= 'Z' &&
                       word.substr(1).find_first_not_of("0123456789-") == std::string_view::npos;
  return is_roman || (is_number && word.size() <= 2) || is_letter || is_both;
}

std::string_view bare(std::string_view word) {
  while (!word.empty() &&
         std::string_view(".,;:)]\"'").find(word.back()) != std::string_view::npos) {
    word.remove_suffix(1);
  }
  while (!word.empty() && std::string_view("([\"'").find(word.front()) != std::string_view::npos) {
    word.remove_prefix(1);
  }
  return word;
}

class ReferenceCheck {
 public:
  ReferenceCheck(const Production& production, Findings& findings)
      : production_(production), findings_(findings) {
    for (const auto& document : production.documents) {
      take_title(document.path.substr(document.path.rfind('/') + 1));
      if (document.row) {
        take_title(document.row->name);
        take_title(document.row->title);
      }
      for (const auto& page : document.pages) {
        const auto lines = lines_of(page.seen);
        for (std::size_t i = 0; i < std::min(kTitleLines, lines.size()); ++i) {
          take_title(lines[i].text);
        }
        if (page.reading.is_slip_sheet) {
          for (const auto& line : lines) {
            take_title(line.text);  // a sheet may say for what it stands
          }
        }
        take_number(page.bates);
        const auto first = parse_number(page.reading.range_first);
        const auto last = parse_number(page.reading.range_last);
        for (auto value = first ? first->value : 0; last && value <= last->value; ++value) {
          numbers_[first->prefix].insert(value);
        }
      }
    }
  }

  void run() {
    for (const auto& document : production_.documents) {
      for (const auto& page : document.pages) {
        look(document, page);
      }
    }
    check_attached();
  }

 private:
  void take_title(std::string_view text) {
    const auto words = base::folded_words(text);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (std::find(kKinds.begin(), kKinds.end(), words[i]) != kKinds.end()) {
        // Only where a title begins or is short: a sentence that mentions it is no title.
        if (i == 0 || words.size() <= 6) {
          titles_.insert(words[i] + " " + words[i + 1]);
        }
      }
    }
  }

  void take_number(const std::string& bates) {
    if (const auto number = parse_number(bates); number && number->prefix.size() >= 2) {
      numbers_[number->prefix].insert(number->value);
    }
  }

  void look(const Document& document, const Page& page) {
    const auto lines = lines_of(page.seen);
    for (std::size_t l = 0; l < lines.size(); ++l) {
      const auto words = base::split(lines[l].text, ' ');
      for (std::size_t i = 0; i < words.size(); ++i) {
        // A title speaks of itself.
        if (i + 1 < words.size() && !(i == 0 && words.size() <= 6)) {
          look_at_kind(document, page, base::ascii_lower(bare(words[i])), bare(words[i + 1]));
        }
        look_at_number(document, page, std::string(bare(words[i])));
        if (i > 0) {
          look_at_number(document, page, fmt::format("{} {}", words[i - 1], bare(words[i])));
        }
      }
    }
  }

  void look_at_kind(const Document& document,
                    const Page& page,
                    const std::string& kind,
                    std::string_view label) {
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end() || !is_label(label)) {
      return;
    }
    const auto name = kind + " " + base::ascii_lower(label);
    const auto first_of_label = kind + " " + base::join(base::folded_words(label), " ");
    if (titles_.contains(name) || titles_.contains(first_of_label) || !told_.insert(name).second) {
      return;
    }
    findings_.add("reference_missing",
                  document,
                  page,
                  fmt::format("it refers to {} {}", kind, std::string(label)));
  }

  void look_at_number(const Document& document, const Page& page, const std::string& text) {
    const auto number = parse_number(text);
    if (!number || number->text == page.stamp || number->text == page.bates) {
      return;
    }
    const auto series = numbers_.find(number->prefix);
    if (series == numbers_.end() || series->second.contains(number->value) ||
        !told_.insert(number->text).second) {
      return;
    }
    // On a sheet the number is of the page for which it stands.
    if (!page.reading.is_slip_sheet) {
      findings_.add("number_cited", document, page, fmt::format("it cites {}", number->text));
    }
  }

  // A mail that says something is attached, names nothing, and nothing follows.
  void check_attached() {
    const auto mails = mails_of(production_);
    for (const auto& mail : mails) {
      if (mail.is_quoted || mail.page == nullptr || !mail.attachments.empty()) {
        continue;
      }
      const auto& pages = mail.document->pages;
      const auto at = static_cast<std::size_t>(mail.page - pages.data());
      std::string text;
      for (const auto& line : lines_of(mail.page->seen)) {
        text += base::ascii_lower(line.text) + " ";
      }
      const bool says_so =
          std::any_of(kAttached.begin(), kAttached.end(), [&](std::string_view phrase) {
            return text.find(phrase) != std::string::npos;
          });
      const auto index = static_cast<std::size_t>(mail.document - production_.documents.data());
      const Page* next = nullptr;
      if (at + 1 < pages.size()) {
        next = &pages[at + 1];
      } else if (index + 1 < production_.documents.size() &&
                 !production_.documents[index + 1].pages.empty()) {
        next = &production_.documents[index + 1].pages.front();
      }
      const bool follows =
          next != nullptr && std::none_of(mails.begin(), mails.end(), [&](const Mail& other) {
            return other.page == next && !other.is_quoted;
          });
      if (says_so && !follows) {
        findings_.add("reference_missing",
                      *mail.document,
                      *mail.page,
                      "the mail says that something is attached; no pages follow it");
      }
    }
  }

  const Production& production_;
  Findings& findings_;
  std::set<std::string> titles_;
  std::map<std::string, std::set<std::int64_t>> numbers_;
  std::set<std::string> told_;
};

}  // namespace

void check_references(const Production& production, Findings& findings) {
  ReferenceCheck(production, findings).run();
}

}  // namespace vaughn::received
