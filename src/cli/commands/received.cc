// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/received.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Result;
using received::PageChange;

constexpr std::size_t kShownWords = 160;  // bytes of a passage in a table

Result<Exit> run_diff(Context& context) {
  const auto& arguments = context.arguments();
  const bool reads = !arguments.has("--no-ocr");
  const engine::ReceivedRequest first{.paths = {arguments.word("BEFORE")}, .reads_pictures = reads};
  const engine::ReceivedRequest second{.paths = {arguments.word("AFTER")}, .reads_pictures = reads};
  const auto result = TRY(engine::compare_received(
      context.sandbox(), first, second, context.watch(), context.stopped()));
  context.end_progress();
  const bool is_same =
      std::all_of(result.pairs.begin(), result.pairs.end(), [](const received::PagePair& pair) {
        return pair.change == PageChange::same;
      });
  const auto exit = is_same ? Exit::done : Exit::no;
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return exit;
  }
  Table table(
      {{"change"}, {"before"}, {"after"}, {"exemption"}, {"words", Align::left, Cut::at_end}});
  const auto name = [](const received::Page* page) {
    return page == nullptr ? std::string("-") : harmless(received::name_of(*page));
  };
  std::array<long long, 7> counts{};
  long long passages = 0;
  for (const auto& pair : result.pairs) {
    ++counts.at(static_cast<std::size_t>(pair.change));
    passages += static_cast<long long>(pair.opened.size());
    const auto add = [&](std::string_view change, const received::ChangedPassage& passage) {
      auto words = harmless(passage.words);
      if (words.size() > kShownWords && !context.wants_plain()) {
        words = base::repair_utf8(words.substr(0, kShownWords)) + "...";
      }
      table.add({std::string(change),
                 name(pair.before),
                 name(pair.after),
                 base::join(passage.codes, ", "),
                 words});
    };
    for (const auto& passage : pair.opened) {
      add("opened", passage);
    }
    for (const auto& passage : pair.closed) {
      add("closed", passage);
    }
    const bool has_row = !pair.opened.empty() || !pair.closed.empty();
    if (pair.change != PageChange::same && !has_row) {
      add(received::to_string(pair.change), {});
    }
  }
  if (context.wants_plain()) {
    context.print(table);
    return exit;
  }
  const auto of = [&](PageChange change) { return counts.at(static_cast<std::size_t>(change)); };
  context.print_line(fmt::format("{}: {} the same, {} changed, {} new, {} gone",
                                 base::plural(static_cast<long long>(result.pairs.size()), "page"),
                                 of(PageChange::same),
                                 of(PageChange::opened) + of(PageChange::closed) +
                                     of(PageChange::both) + of(PageChange::changed),
                                 of(PageChange::added),
                                 of(PageChange::gone)));
  context.print_line(base::plural(passages, "passage") + " can be read now that could not before");
  if (!is_same) {
    context.print(table);
  }
  return exit;
}

Result<Exit> run_challenges(Context& context) {
  const auto& arguments = context.arguments();
  engine::ReceivedRequest request{
      .index = arguments.word("--index"),
      .reads_pictures = !arguments.has("--no-ocr"),
  };
  for (const auto& word : arguments.words("PATH")) {
    request.paths.emplace_back(word);
  }
  const auto result =
      TRY(engine::check_received(context.sandbox(), request, context.watch(), context.stopped()));
  context.end_progress();
  const auto docx = TRY(received::challenges_docx(result.production, result.report));
  TRY(base::write_file(arguments.word("--out"), docx));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("wrote {}: {}",
                                 arguments.word("--out"),
                                 base::plural(result.report.finding_count(), "challenge")));
  return Exit::done;
}

Option no_ocr_option() {
  return {.name = "--no-ocr", .help = "do not read pictures of pages without text"};
}

}  // namespace

Command diff_production_command() {
  return {
      .name = "diff-production",
      .group = "Produce",
      .summary = "what a second release shows that the first did not",
      .arguments =
          {{.name = "BEFORE",
            .help = "the first release: folder, zip, load file or PDF",
            .is_required = true,
            .words = Words::file},
           {.name = "AFTER", .help = "the second one", .is_required = true, .words = Words::file}},
      .options = {no_ocr_option()},
      .description =
          "Needs no matter and takes productions of any agency. Pages go together by their "
          "numbers, "
          "else by their words. Listed are words that stand open where a box was (opened), words "
          "that a box covers now (closed), pages whose words differ otherwise (changed), and pages "
          "that are new or gone. Exit code 1 if the two differ.",
      .examples = {{"diff-production release-1 re-release", "what became visible on re-review?"}},
      .needs = {.sandbox = true, .reads_pictures = true},
      .run = run_diff,
  };
}

Command report_challenges_command() {
  return {
      .name = "report challenges",
      .group = "Report",
      .summary = "the table of withholdings that a requester challenges",
      .arguments = {{.name = "PATH",
                     .help = "installments of any agency's production, in order",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {{.name = "--out",
                   .value_name = "FILE",
                   .help = "the DOCX to write",
                   .is_required = true,
                   .words = Words::file},
                  {.name = "--index",
                   .value_name = "FILE",
                   .help = "the agency's index, CSV or XLSX",
                   .words = Words::file},
                  no_ocr_option()},
      .description =
          "Runs the checks of `vaughn verify` on somebody else's production and writes what was "
          "found as a table for an administrative appeal or a meet-and-confer letter: page, "
          "exemption, finding, an argument drafted from the finding, and a column to fill in. "
          "Words under failed redactions are never written.",
      .examples = {{"report challenges release-1 release-2 --out appeal.docx",
                    "two installments, one table"}},
      .needs = {.sandbox = true, .reads_pictures = true},
      .run = run_challenges,
  };
}

}  // namespace vaughn::cli
