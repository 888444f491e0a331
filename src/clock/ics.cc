// SPDX-License-Identifier: AGPL-3.0-or-later
#include "clock/ics.h"

#include <fmt/format.h>

#include <string_view>

#include "base/text.h"

namespace vaughn::clock {
namespace {

constexpr std::size_t kFold = 75;  // octets of a line without its end

// RFC 5545 3.1: lines of at most 75 octets, continued after CRLF and a space.
void add_line(std::string& out, std::string_view line) {
  std::size_t room = kFold;
  while (line.size() > room) {
    auto cut = room;
    // Never inside of a UTF-8 character.
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) {
      --cut;
    }
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = kFold - 1;
  }
  out += line;
  out += "\r\n";
}

// RFC 5545 3.3.11: backslash, semicolon, comma and line ends of text are escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

std::string basic(base::Date date) {
  return base::replace_all(base::to_string(date), "-", "");
}

std::string basic(base::Instant instant) {
  return base::replace_all(base::replace_all(base::to_string(instant), "-", ""), ":", "");
}

}  // namespace

std::string write_ics(const std::string& name,
                      const std::vector<IcsEvent>& events,
                      base::Instant stamp) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//vaughn//deadlines//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "METHOD:PUBLISH");
  add_line(out, "X-WR-CALNAME:" + escaped(name));
  for (const auto& event : events) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + escaped(event.uid));
    add_line(out, "DTSTAMP:" + basic(stamp));
    if (event.at) {
      add_line(out, "DTSTART:" + basic(*event.at));
    } else {
      add_line(out, "DTSTART;VALUE=DATE:" + basic(event.date));
      add_line(out, "DTEND;VALUE=DATE:" + basic(base::add_days(event.date, 1)));
    }
    add_line(out, fmt::format("SEQUENCE:{}", event.sequence));
    add_line(out, "SUMMARY:" + escaped(event.summary));
    if (!event.description.empty()) {
      add_line(out, "DESCRIPTION:" + escaped(event.description));
    }
    if (!event.category.empty()) {
      add_line(out, "CATEGORIES:" + escaped(event.category));
    }
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace vaughn::clock
