// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace vaughn::extract {

struct HtmlText {
  std::string text{};
  std::string title{};
  bool has_script = false;
  bool has_remote_content = false;  // pictures or frames fetched from elsewhere
  bool has_hidden_text = false;     // display:none or the hidden attribute
};

// What a reader sees, block by block, from UTF-8 markup. Hidden text is included.
HtmlText html_to_text(std::string_view html);

// The charset that the markup itself declares, or empty.
std::string declared_charset(base::BytesView html);

// Elements before and after which a line ends; elements whose content nobody reads.
bool is_block_element(std::string_view name);
bool is_silent_element(std::string_view name);

// A whole XHTML document: a flat row of paragraphs, headings and preformatted blocks with simple
// formatting. Tables and lists are written as lines. So plain, because MuPDF loses text at the end
// of a page within tables, lists, nested blocks and beside them. Colours and hiding are dropped, so
// that nothing is on paper that cannot be seen.
std::string sanitise_html(std::string_view html, std::string_view title);

}  // namespace vaughn::extract
