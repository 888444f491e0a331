// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/xml_text.h"

#include <utility>

#include "base/text.h"

namespace vaughn::base {

std::string unescape_xml(std::string_view text) {
  std::string out(text);
  if (text.find('&') == std::string_view::npos) {
    return out;
  }
  out = replace_all(std::move(out), "&lt;", "<");
  out = replace_all(std::move(out), "&gt;", ">");
  out = replace_all(std::move(out), "&quot;", "\"");
  out = replace_all(std::move(out), "&apos;", "'");
  out = replace_all(std::move(out), "&#39;", "'");
  return replace_all(std::move(out), "&amp;", "&");
}

}  // namespace vaughn::base
