// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/reply.h"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "pdf/document.h"
#include "sample/detail/objections.h"

namespace vaughn::sample {

base::Result<Reply> write_reply(const std::filesystem::path& package,
                                const std::filesystem::path& out) {
  const auto form = TRY(base::read_file(package / "objections.csv"));
  Reply reply;
  // By objection, then in the order of the form.
  std::vector<std::string> rows(scripted_objections().size());
  std::map<std::string, pdf::Document> documents;
  const auto lines = base::split(form, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto cells = base::split(base::trim(lines[i]), ',');
    if (cells.size() < 2) {
      continue;
    }
    const std::string record(cells[0]);
    int page = 0;
    std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), page);
    auto found = documents.find(record);
    if (found == documents.end()) {
      const auto bytes = TRY(base::read_file(package / "PAGES" / (record + ".pdf")));
      found = documents.emplace(record, TRY(pdf::Document::open(bytes))).first;
    }
    const auto text = TRY(found->second.page_text(page));
    ++reply.pages;
    for (std::size_t number = 0; number < rows.size(); ++number) {
      const ScriptedObjection& objection = scripted_objections()[number];
      for (const std::string_view words : objection.words) {
        if (!pdf::find_phrase(text, words).empty()) {
          rows[number] +=
              fmt::format("{},{},\"{}\",,\"{}\"\r\n", record, page, words, objection.ground);
          ++reply.objections;
        }
      }
    }
  }
  TRY(base::write_file(out, "record,page,words,box,ground\r\n" + base::join(rows, "")));
  return reply;
}

}  // namespace vaughn::sample
