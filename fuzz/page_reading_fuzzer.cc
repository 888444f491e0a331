// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "received/codes.h"
#include "received/detail/mail.h"
#include "received/detail/numbers.h"
#include "received/page_reading.h"

namespace received = vaughn::received;

// The words of an agency's page: its numbers, codes, sheets and mail headers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using vaughn::base::check;
  const auto text =
      vaughn::base::repair_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  for (const auto& hit : received::find_codes(text)) {
    check(hit.begin < hit.end && hit.end <= text.size(), "a code lies in the text");
  }
  (void)received::is_only_codes(text);
  (void)received::codes_of_statement(text);
  (void)received::minute_of(text);
  (void)received::bare_subject(text);
  (void)received::decode_seen(text).has_value();

  received::Document document;
  received::Page page{.number = 1, .path = "a.pdf", .page_of_file = 1};
  page.seen = {.number = 1, .width = 612, .height = 792};
  int number = 0;
  for (const auto line : vaughn::base::split(text, '\n')) {
    const double y = 780 - 14 * number;
    double x = 40;
    for (const auto word : vaughn::base::split(line, ' ')) {
      const double width = 6 * static_cast<double>(word.size()) + 1;
      if (word == "#") {  // a black box
        page.seen.areas.push_back({{x, y, x + 60, y + 12}, true, 0.9});
      } else if (!word.empty()) {
        page.seen.words.push_back({std::string(word), {x, y, x + width, y + 12}, number});
      }
      x += width + 6;
    }
    ++number;
  }
  if (const auto parsed = received::parse_number(text)) {
    check(received::parse_number(received::number_text(*parsed, parsed->value)).has_value(),
          "a number is written as one");
  }
  document.pages = {page, page};
  received::Production production{.installments = {{.name = "VOL"}}, .documents = {document}};
  received::read_production(production);
  (void)received::mails_of(production);
  return 0;
}
