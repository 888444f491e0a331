// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "package/form.h"
#include "package/package.h"

namespace package = vaughn::package;

namespace {

using vaughn::base::check;

// The same bytes as the spreadsheet of a package whose form came back.
void read_as_form(std::string_view bytes) {
  package::Manifest manifest;
  manifest.code = "northway-1-0a1b2c3d";
  manifest.pages.resize(3);
  for (int i = 0; i < 3; ++i) {
    manifest.pages[static_cast<std::size_t>(i)].number = i + 1;
  }
  std::vector<package::FormRow> rows;
  for (const auto line : vaughn::base::split(bytes, '\n')) {
    package::FormRow row{static_cast<int>(rows.size()) + 1, {}};
    for (const auto cell : vaughn::base::split(line, '\t')) {
      row.cells.emplace_back(cell);
    }
    rows.push_back(std::move(row));
  }
  (void)package::read_form(rows, manifest).has_value();
}

}  // namespace

// Whatever comes by mail is a package, a reply or an error; what opens goes through the wire of the
// sandbox unchanged. The reply of those outside is read with the signature taken as valid, too:
// anyone can make a key.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)package::kind_of(bytes);
  if (const auto opened = package::open(bytes)) {
    const auto again = package::decode_opened(package::encode(*opened));
    check(again.has_value() && again->files == opened->files, "a package survives the wire");
  }
  if (const auto opened = package::open_reply(bytes)) {
    const auto again = package::decode_opened_reply(package::encode(*opened));
    check(again.has_value() && again->reply == opened->reply, "a reply survives the wire");
  }
  (void)package::decode_opened(bytes).has_value();
  (void)package::decode_opened_reply(bytes).has_value();
  if (const auto manifest = package::manifest_from_json(bytes)) {
    const auto again = package::manifest_from_json(package::manifest_to_json(*manifest));
    check(again.has_value() && again->pages == manifest->pages, "a manifest reads back");
  }
  if (const auto draft = package::draft_from_json(bytes)) {
    const auto again = package::draft_from_json(package::draft_to_json(*draft));
    check(again.has_value() && *again == *draft, "marks read back");
  }
  (void)package::parse_box(bytes).has_value();
  read_as_form(bytes);
  return 0;
}
