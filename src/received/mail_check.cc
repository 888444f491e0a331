// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "base/folded_words.h"
#include "base/text.h"
#include "received/detail/checks.h"
#include "received/detail/mail.h"

namespace vaughn::received {
namespace {

constexpr std::int64_t kHour = 60;
constexpr std::int64_t kMostZones = 14;  // hours between two clocks
constexpr std::size_t kTitleLines = 4;

std::string folded(std::string_view text) {
  return base::join(base::folded_words(text), " ");
}

std::string stem_of(std::string_view name) {
  const auto dot = name.rfind('.');
  constexpr std::size_t kLongest = 5;
  const bool is_extension = dot != std::string_view::npos && name.size() - dot <= kLongest;
  return folded(is_extension ? name.substr(0, dot) : name);
}

bool is_same_time(const Mail& a, const Mail& b) {
  if (!a.minute || !b.minute) {
    return false;
  }
  const auto apart = std::abs(*a.minute - *b.minute);
  return apart <= kMostZones * kHour && apart % kHour == 0;
}

bool is_same_mail(const Mail& quoted, const Mail& whole) {
  if (!is_same_time(quoted, whole)) {
    return false;
  }
  return quoted.subject.empty() || whole.subject.empty() ||
         bare_subject(quoted.subject) == bare_subject(whole.subject);
}

class MailCheck {
 public:
  MailCheck(const Production& production, Findings& findings)
      : production_(production), findings_(findings), mails_(mails_of(production)) {
    for (const auto& document : production.documents) {
      names_.insert(stem_of(std::string_view(document.path).substr(document.path.rfind('/') + 1)));
      if (document.row) {
        names_.insert(stem_of(document.row->name));
        names_.insert(folded(document.row->title));
      }
      for (const auto& page : document.pages) {
        // What a mail names in its header is not there by being named.
        const bool is_mail = std::any_of(mails_.begin(), mails_.end(), [&](const Mail& mail) {
          return mail.page == &page && !mail.is_quoted;
        });
        if (is_mail) {
          continue;
        }
        const auto lines = lines_of(page.seen);
        for (std::size_t i = 0; i < std::min(kTitleLines, lines.size()); ++i) {
          titles_ += " " + folded(lines[i].text) + " \n";
        }
      }
    }
  }

  void run() {
    std::set<std::string> ids;
    for (const auto& mail : mails_) {
      ids.insert(mail.message_id);
    }
    std::vector<const Mail*> told;
    for (const auto& mail : mails_) {
      if (!mail.is_quoted) {
        check_attachments(mail);
      }
      if (!mail.in_reply_to.empty() && !ids.contains(mail.in_reply_to)) {
        add("thread_hole", mail, "it answers a mail that is in no document");
        continue;
      }
      if (mail.is_quoted && mail.minute) {
        check_quoted(mail, told);
      }
    }
  }

 private:
  void add(std::string_view code, const Mail& mail, std::string message) {
    if (mail.page != nullptr) {
      findings_.add(code, *mail.document, *mail.page, std::move(message));
    } else {
      findings_.add(code, *mail.document, std::move(message));
    }
  }

  void check_quoted(const Mail& mail, std::vector<const Mail*>& told) {
    const auto is_it = [&](const Mail& other) {
      return !other.is_quoted && is_same_mail(mail, other);
    };
    const bool is_here = std::any_of(mails_.begin(), mails_.end(), is_it);
    const bool is_told = std::any_of(
        told.begin(), told.end(), [&](const Mail* other) { return is_same_mail(mail, *other); });
    if (!is_here && !is_told) {
      told.push_back(&mail);
      add("thread_hole",
          mail,
          fmt::format("it quotes a mail of {} that is in no document of its own",
                      base::collapse_white_space(mail.sent)));
    }
  }

  bool is_there(const std::string& name) const {
    const auto stem = stem_of(name);
    return stem.empty() || names_.contains(stem) || names_.contains(folded(name)) ||
           titles_.find(" " + stem + " ") != std::string::npos ||
           titles_.find(" " + folded(name) + " ") != std::string::npos;
  }

  std::size_t children_of(const Document& document) const {
    return static_cast<std::size_t>(std::count_if(
        production_.documents.begin(), production_.documents.end(), [&](const Document& other) {
          return other.row && !document.begin.empty() &&
                 other.row->family_begin == document.begin && other.begin != document.begin;
        }));
  }

  // Pages of the same file that follow and begin no mail, or a sheet.
  bool may_follow(const Mail& mail) const {
    if (mail.page == nullptr) {
      return false;
    }
    const auto& pages = mail.document->pages;
    const auto at = static_cast<std::size_t>(mail.page - pages.data());
    if (at + 1 < pages.size()) {
      return std::none_of(mails_.begin(), mails_.end(), [&](const Mail& other) {
        return other.page == &pages[at + 1] && !other.is_quoted;
      });
    }
    const auto index = static_cast<std::size_t>(mail.document - production_.documents.data());
    return index + 1 < production_.documents.size() &&
           !production_.documents[index + 1].pages.empty() &&
           production_.documents[index + 1].pages.front().reading.is_slip_sheet;
  }

  void check_attachments(const Mail& mail) {
    std::size_t missing = 0;
    for (const auto& name : mail.attachments) {
      missing += is_there(name) ? 0 : 1;
    }
    if (missing == 0 || children_of(*mail.document) >= mail.attachments.size()) {
      return;
    }
    const auto message = fmt::format(
        "it names {}; {} found",
        base::plural(static_cast<long long>(mail.attachments.size()), "attachment"),
        missing == mail.attachments.size() ? "none is" : fmt::format("{} cannot be", missing));
    add(may_follow(mail) ? "attachment_unsure" : "attachment_missing", mail, message);
  }

  const Production& production_;
  Findings& findings_;
  std::vector<Mail> mails_;
  std::set<std::string> names_;
  std::string titles_;
};

}  // namespace

void check_mail(const Production& production, Findings& findings) {
  MailCheck(production, findings).run();
}

}  // namespace vaughn::received
