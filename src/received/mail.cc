// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "base/folded_words.h"
#include "base/text.h"
#include "received/detail/mail.h"

namespace vaughn::received {
namespace {

constexpr std::size_t kHeaderLines = 14;
constexpr std::size_t kTopLines = 4;  // a header that begins later on its page is a quoted one
constexpr double kMargin = 0.06;

enum class Field { from, sent, to, cc, subject, attachments, message_id, in_reply_to, other, none };

struct NamedField {
  std::string_view name;
  Field field;
};
constexpr std::array<NamedField, 15> kNames{{{"from:", Field::from},
                                             {"sent:", Field::sent},
                                             {"date:", Field::sent},
                                             {"to:", Field::to},
                                             {"cc:", Field::cc},
                                             {"bcc:", Field::cc},
                                             {"subject:", Field::subject},
                                             {"attachments:", Field::attachments},
                                             {"attachment:", Field::attachments},
                                             {"attach:", Field::attachments},
                                             {"message-id:", Field::message_id},
                                             {"in-reply-to:", Field::in_reply_to},
                                             {"importance:", Field::other},
                                             {"reply-to:", Field::other},
                                             {"sensitivity:", Field::other}}};

Field field_of(std::string_view line, std::string_view& value) {
  for (const auto& [name, field] : kNames) {
    if (base::starts_with_no_case(line, name)) {
      value = base::trim(line.substr(name.size()));
      return field;
    }
  }
  return Field::none;
}

constexpr std::array<std::string_view, 12> kMonths{
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

std::optional<int> number_of(std::string_view word) {
  int value = 0;
  const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
  return end.ec == std::errc{} && end.ptr == word.data() + word.size() ? std::optional(value)
                                                                       : std::nullopt;
}

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> out;
  const char mark = text.find(';') != std::string_view::npos ? ';' : ',';
  for (auto part : base::split(text, mark)) {
    part = base::trim(part);
    if (const auto size = part.rfind(" ("); size != std::string_view::npos) {
      part = part.substr(0, size);
    }
    if (!part.empty()) {
      out.emplace_back(part);
    }
  }
  return out;
}

std::string without_brackets(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '<' || c == '>' || c == ' '; });
  return out;
}

class PageMails {
 public:
  PageMails(const Document& document, const Page& page, std::vector<Mail>& out)
      : document_(document), page_(page), out_(out) {
    for (auto& line : lines_of(page.seen)) {
      const double middle = (line.box.y0 + line.box.y1) / 2;
      if (middle > kMargin * page.seen.height && middle < (1 - kMargin) * page.seen.height) {
        lines_.push_back(std::move(line.text));
      }
    }
  }

  void run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      std::string_view value;
      const auto line = bare(lines_[i]);
      if (field_of(line, value) == Field::from) {
        read_header(i);
      } else {
        read_quotation(i, line);
      }
    }
  }

 private:
  // Quoted lines begin with a mark.
  static std::string_view bare(std::string_view line) {
    while (line.starts_with(">") || line.starts_with(" ") || line.starts_with("|")) {
      line.remove_prefix(1);
    }
    return line;
  }

  void read_header(std::size_t begin) {
    Mail mail{.document = &document_, .page = &page_, .is_quoted = begin >= kTopLines};
    std::string attachments;
    Field last = Field::none;
    int fields = 0;
    for (std::size_t i = begin; i < lines_.size() && i < begin + kHeaderLines; ++i) {
      std::string_view value;
      const auto line = bare(lines_[i]);
      const auto field = field_of(line, value);
      if (field == Field::none) {
        // To, Cc and attachments run over several lines; the text begins after the subject.
        const bool may_go_on = last == Field::to || last == Field::cc || last == Field::attachments;
        if (!may_go_on || (last == Field::attachments && !goes_on(attachments))) {
          break;
        }
        attachments += last == Field::attachments ? " " + std::string(line) : "";
        continue;
      }
      if (field == Field::from && i > begin) {
        break;
      }
      last = field;
      ++fields;
      switch (field) {
        case Field::from: mail.from = std::string(value); break;
        case Field::sent: mail.sent = std::string(value); break;
        case Field::subject: mail.subject = std::string(value); break;
        case Field::attachments: attachments = std::string(value); break;
        case Field::message_id: mail.message_id = without_brackets(value); break;
        case Field::in_reply_to: mail.in_reply_to = without_brackets(value); break;
        default: break;
      }
    }
    if (fields < 3 || (mail.sent.empty() && mail.subject.empty())) {
      return;
    }
    mail.attachments = names_in(attachments);
    mail.minute = minute_of(mail.sent);
    out_.push_back(std::move(mail));
  }

  static bool goes_on(std::string_view attachments) {
    return attachments.ends_with(";") || attachments.ends_with(",");
  }

  // "On Mon, Nov 25, 2019 at 9:59 AM John Ohare wrote:", perhaps on two lines.
  void read_quotation(std::size_t at, std::string_view line) {
    if (!line.starts_with("On ")) {
      return;
    }
    std::string text(line);
    if (text.find("wrote:") == std::string::npos && at + 1 < lines_.size()) {
      text += " " + std::string(bare(lines_[at + 1]));
    }
    const auto end = text.find("wrote:");
    constexpr std::size_t kLongest = 200;
    if (end == std::string::npos || end > kLongest) {
      return;
    }
    Mail mail{.document = &document_, .page = &page_, .is_quoted = true};
    mail.sent = text.substr(3, end - 3);
    mail.minute = minute_of(mail.sent);
    if (mail.minute) {
      out_.push_back(std::move(mail));
    }
  }

  const Document& document_;
  const Page& page_;
  std::vector<Mail>& out_;
  std::vector<std::string> lines_;
};

}  // namespace

std::optional<std::int64_t> minute_of(std::string_view text) {
  std::string spaced(text);
  for (auto& c : spaced) {
    c = c == ',' || c == '(' || c == ')' ? ' ' : c;
  }
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::optional<int> minute;
  const auto folded = base::ascii_lower(base::collapse_white_space(spaced));
  const auto words = base::split(folded, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (const auto slashes = base::split(word, '/'); slashes.size() == 3 && !year) {
      month = number_of(slashes[0]);
      day = number_of(slashes[1]);
      year = number_of(slashes[2]);
      if (year && *year < 100) {
        *year += 2000;
      }
      continue;
    }
    if (const auto parts = base::split(word, ':');
        (parts.size() == 2 || parts.size() == 3) && !minute) {
      auto last = parts[1];
      bool is_after_noon = i + 1 < words.size() && (words[i + 1] == "pm" || words[i + 1] == "p.m.");
      bool is_before_noon =
          i + 1 < words.size() && (words[i + 1] == "am" || words[i + 1] == "a.m.");
      if (last.ends_with("pm") || last.ends_with("am")) {
        is_after_noon |= last.ends_with("pm");
        is_before_noon |= last.ends_with("am");
        last.remove_suffix(2);
      }
      auto hour = number_of(parts[0]);
      const auto past = number_of(last);
      if (hour && past && *hour < 24 && *past < 60) {
        hour = is_after_noon && *hour < 12 ? *hour + 12 : is_before_noon && *hour == 12 ? 0 : *hour;
        minute = *hour * 60 + *past;
      }
      continue;
    }
    const auto named = std::find_if(kMonths.begin(), kMonths.end(), [&](std::string_view name) {
      return word.size() >= 3 && word.size() <= 9 && word.starts_with(name);
    });
    if (named != kMonths.end() && !month && word != "mark") {
      month = static_cast<int>(named - kMonths.begin()) + 1;
      continue;
    }
    if (const auto number = number_of(word)) {
      if (*number >= 1970 && *number < 2100 && !year) {
        year = number;
      } else if (*number >= 1 && *number <= 31 && !day) {
        day = number;
      }
    }
  }
  if (!year || !month || !day || !minute) {
    return {};
  }
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) {
    return {};
  }
  constexpr std::int64_t kMinutesOfDay = 1440;
  return std::chrono::sys_days(date).time_since_epoch().count() * kMinutesOfDay + *minute;
}

std::string bare_subject(std::string_view subject) {
  auto view = base::trim(subject);
  bool is_cut = true;
  while (is_cut) {
    is_cut = false;
    for (const std::string_view mark : {"re:", "fw:", "fwd:", "aw:", "[external]", "[ext]"}) {
      if (base::starts_with_no_case(view, mark)) {
        view = base::trim(view.substr(mark.size()));
        is_cut = true;
      }
    }
  }
  return base::join(base::folded_words(view), " ");
}

std::vector<Mail> mails_of(const Production& production) {
  std::vector<Mail> out;
  for (const auto& document : production.documents) {
    const auto before = out.size();
    for (const auto& page : document.pages) {
      PageMails(document, page, out).run();
    }
    if (!document.row || (document.row->message_id.empty() && document.row->attachments.empty() &&
                          document.row->in_reply_to.empty())) {
      continue;
    }
    const auto& row = *document.row;
    const bool is_printed = out.size() > before && !out[before].is_quoted;
    Mail known = is_printed ? out[before] : Mail{.document = &document};
    known.message_id = row.message_id.empty() ? known.message_id : row.message_id;
    known.in_reply_to = row.in_reply_to.empty() ? known.in_reply_to : row.in_reply_to;
    known.attachments = row.attachments.empty() ? known.attachments : row.attachments;
    known.subject = known.subject.empty() ? row.title : known.subject;
    known.minute = known.minute ? known.minute : minute_of(row.date);
    if (is_printed) {
      out[before] = std::move(known);
    } else {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(before), std::move(known));
    }
  }
  return out;
}

}  // namespace vaughn::received
