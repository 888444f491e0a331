// SPDX-License-Identifier: AGPL-3.0-or-later
#include "portal/request.h"

#include <fmt/format.h>

#include "base/text.h"

namespace vaughn::portal {

namespace {

constexpr unsigned kBitsPerDigit = 6;
constexpr unsigned kBitsPerByte = 8;
constexpr unsigned kByteMask = 0xFF;

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (c >= '0' && c <= '9') {
    return c - '0' + 52;
  }
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// A TOML basic string.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : base::repair_utf8(text)) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': break;
      case '\t': out += "\\t"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out += ' ';
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

std::string one_line(std::string_view text) {
  return std::string(base::trim(base::collapse_white_space(base::repair_utf8(text))));
}

std::vector<std::string> addressee(const Request& r) {
  std::vector<std::string> out;
  const auto add = [&](std::string line) {
    line = one_line(line);
    if (!line.empty()) {
      out.push_back(std::move(line));
    }
  };
  add(r.name_first + " " + r.name_last);
  add(r.organization);
  add(r.address.line1);
  add(r.address.line2);
  const auto comma = r.address.city.empty() || r.address.state.empty() ? " " : ", ";
  add(r.address.city + comma + r.address.state + " " + r.address.postal_code);
  add(r.address.country);
  if (out.empty()) {
    add(r.email);
  }
  return out;
}

}  // namespace

std::string Request::requester() const {
  auto name = one_line(name_first + " " + name_last);
  if (name.empty()) {
    name = one_line(organization);
  }
  return name.empty() ? "anonymous requester" : name;
}

std::optional<base::Bytes> decode_base64(std::string_view text) {
  base::Bytes out;
  out.reserve(text.size() / 4 * 3);
  unsigned buffer = 0;
  unsigned bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == ' ' || c == '\t') {
      continue;
    }
    if (c == '=') {
      ++padding;
      continue;
    }
    const int digit = digit_of(c);
    if (digit < 0 || padding > 0) {
      return std::nullopt;
    }
    buffer = (buffer << kBitsPerDigit) | static_cast<unsigned>(digit);
    bits += kBitsPerDigit;
    ++digits;
    if (bits >= kBitsPerByte) {
      bits -= kBitsPerByte;
      out.push_back(static_cast<char>((buffer >> bits) & kByteMask));
      buffer &= (1U << bits) - 1U;
    }
  }
  // Whole groups of four, or what is left of the last one without its padding.
  const bool is_whole = (digits + padding) % 4 == 0 && padding <= 2;
  const bool is_unpadded = padding == 0 && digits % 4 != 1;
  if ((!is_whole && !is_unpadded) || buffer != 0) {
    return std::nullopt;
  }
  return out;
}

std::string matter_draft(const Request& r, const DraftFacts& facts) {
  std::string out =
      "# The matter: the facts that the request states, as FOIA.gov sent it. Add offices and what\n"
      "# else is known; vaughn help shows where. The request itself lies in intake/.\n\n[matter]\n";
  const auto known = [](std::string name, std::string_view otherwise) {
    return name.empty() ? std::string(otherwise) : name;
  };
  const auto component = known(one_line(r.component), "the component");
  const auto agency = known(one_line(r.agency), component);
  out += fmt::format("name = {}\n",
                     quoted(fmt::format("Request {} of {}", facts.tracking_number, r.requester())));
  out += fmt::format("time_zone = {}\n\n[request]\n", quoted(facts.time_zone));
  out += fmt::format("number = {}\n", quoted(facts.tracking_number));
  out += fmt::format("agency = {}\n", quoted(agency));
  out += fmt::format("component = {}\n", quoted(component));
  out += fmt::format("requester = {}\n", quoted(r.requester()));
  out += fmt::format("received = {}   # by the portal's post; day 0 of the 20 working days\n",
                     facts.received);
  out += fmt::format("text = {}\n\n", quoted(r.description));
  out += "# One category until the request is read: split it where it numbers its parts.\n";
  out += fmt::format("[[category]]\nkey = \"1\"\ntext = {}\n", quoted(one_line(r.description)));
  out += fmt::format(
      "\n# Page numbers of what is produced.\n[bates]\nprefix = {}\nwidth = 6\nstart = 1\n",
      quoted(facts.tracking_number + "-"));
  const auto lines = addressee(r);
  if (!lines.empty()) {
    out += "\n[letters]\naddressee = [";
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out += (i == 0 ? "" : ", ") + quoted(lines[i]);
    }
    out += "]\n";
  }
  out += fmt::format("\n# The requester asks for {}.\n",
                     r.wants_expedition && r.wants_fee_waiver ? "expedition and a fee waiver"
                     : r.wants_expedition                     ? "expedition"
                     : r.wants_fee_waiver                     ? "a fee waiver"
                                                              : "neither expedition nor a waiver");
  if (!r.fee_amount_willing.empty()) {
    out += fmt::format("# Willing to pay: {}\n", quoted(one_line(r.fee_amount_willing)));
  }
  return out;
}

}  // namespace vaughn::portal
