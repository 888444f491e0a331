// SPDX-License-Identifier: AGPL-3.0-or-later
#include "extract/detail/html.h"

#include "base/charset.h"
#include "extract/formats/formats.h"

namespace vaughn::extract {
namespace {

using foia::FindingCode;

void read(const Input& input, Part& part, std::vector<Child>&) {
  auto decoded = base::decode_text(input.bytes, declared_charset(input.bytes));
  if (decoded.was_declared_wrong) {
    note(part, FindingCode::bad_charset, "the page is not in the charset it declares");
  } else if (decoded.was_repaired) {
    note(part, FindingCode::bad_charset, "the page has invalid characters");
  }
  part.metadata.extra.push_back("charset=" + decoded.charset);
  auto html = html_to_text(decoded.text);
  part.metadata.title = std::move(html.title);
  if (html.has_script) {
    note(part, FindingCode::active_content, "the page has scripts, which were not run");
  }
  if (html.has_remote_content) {
    note(part, FindingCode::external_links, "the page shows content from elsewhere, not fetched");
  }
  if (html.has_hidden_text) {
    note(part, FindingCode::hidden_content, "the page hides some of its text");
  }
  store_text(part, std::move(html.text), input.options);
}

void print(const Input& input, const PrintOptions& options, Printable& printable) {
  const auto decoded = base::decode_text(input.bytes, declared_charset(input.bytes));
  const auto read_text = html_to_text(decoded.text);
  if (static_cast<std::int64_t>(decoded.text.size()) > options.max_text_bytes) {
    printable.as = PrintedAs::text;
    printable.text = read_text.text.substr(0, static_cast<std::size_t>(options.max_text_bytes));
    printable.findings.push_back(
        {FindingCode::truncated, 0, "printed without its layout, being very large"});
    return;
  }
  printable.as = PrintedAs::markup;
  printable.xhtml = sanitise_html(decoded.text, read_text.title);
}

}  // namespace

const Format& html_format() {
  static constexpr Format kFormat{"html", foia::RecordKind::html, read, nullptr, print};
  return kFormat;
}

}  // namespace vaughn::extract
