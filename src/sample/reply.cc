// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sample/reply.h"

#include <string>
#include <vector>

#include "base/files.h"
#include "package/package.h"
#include "pdf/document.h"
#include "sample/detail/objections.h"

namespace vaughn::sample {

base::Result<Reply> write_reply(const std::filesystem::path& package,
                                const std::filesystem::path& out) {
  const auto sealed = TRY(base::read_file(package));
  const auto opened = TRY(package::open(sealed));
  auto document = TRY(pdf::Document::open(opened.files.at("pages.pdf")));
  Reply reply;
  // By objection, then by page.
  std::vector<std::vector<package::Mark>> marks(scripted_objections().size());
  for (const auto& page : opened.manifest.pages) {
    const auto text = TRY(document.page_text(page.number));
    ++reply.pages;
    for (std::size_t number = 0; number < marks.size(); ++number) {
      const ScriptedObjection& objection = scripted_objections()[number];
      for (const std::string_view words : objection.words) {
        if (!pdf::find_phrase(text, words).empty()) {
          marks[number].push_back(
              {page.number, std::string(words), {}, "commercial", std::string(objection.ground)});
          ++reply.objections;
        }
      }
    }
  }
  package::Reply answer;
  answer.package = opened.digest;
  answer.at = base::Instant(std::chrono::sys_days(opened.manifest.due));
  answer.answer.code = opened.manifest.code;
  answer.answer.by = "Noor Whitcomb";
  answer.answer.title = "General Counsel";
  for (const auto& some : marks) {
    answer.answer.marks.insert(answer.answer.marks.end(), some.begin(), some.end());
  }
  const auto keys = TRY(base::make_key_pair());
  const auto bytes = TRY(package::seal_reply(answer, keys));
  TRY(base::write_file(out, bytes));
  return reply;
}

}  // namespace vaughn::sample
