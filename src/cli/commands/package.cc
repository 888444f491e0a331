// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/package.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

void print_head(Context& context, const engine::PackageView& view) {
  context.print_line(fmt::format(
      "package {} from {}, round {}", harmless(view.code), harmless(view.agency), view.round));
  context.print_line(fmt::format("for {}", harmless(view.to)));
  context.print_line(
      fmt::format("about {}{}",
                  harmless(view.matter),
                  view.request_number.empty() ? "" : ", request " + harmless(view.request_number)));
  context.print_line(fmt::format("{}, sent {}, answer due {}",
                                 base::plural(static_cast<long long>(view.pages.size()), "page"),
                                 base::to_string(view.sent),
                                 base::to_string(view.due)));
  context.print_line("key of the sender: " + view.fingerprint);
}

void print_marks(Context& context, const engine::PackageView& view) {
  if (view.marks.empty()) {
    return;
  }
  Table table({{"  #", Align::right},
               {"page", Align::right},
               {"what", Align::left, Cut::at_end},
               {"ground"},
               {"reason", Align::left, Cut::at_end}});
  for (const auto& mark : view.marks) {
    constexpr double kLargest = 1e5;
    const auto what = !mark.words.empty()      ? mark.words
                      : mark.box.x1 > kLargest ? std::string("the whole page")
                                               : fmt::format("{:.0f} {:.0f} {:.0f} {:.0f}",
                                                             mark.box.x0,
                                                             mark.box.y0,
                                                             mark.box.x1,
                                                             mark.box.y1);
    table.add({mark.number, mark.page, what, mark.ground, mark.reason});
  }
  context.print(table);
}

std::string counted(const engine::PackageView& view) {
  const auto marked = std::count_if(
      view.pages.begin(), view.pages.end(), [](const auto& page) { return page.marks > 0; });
  return fmt::format("{} on {} of {}; {} you do not object to",
                     base::plural(static_cast<long long>(view.marks.size()), "mark"),
                     marked,
                     base::plural(static_cast<long long>(view.pages.size()), "page"),
                     base::plural(static_cast<long long>(view.pages.size()) - marked, "page"));
}

Result<Exit> run_info(Context& context) {
  const auto view =
      TRY(engine::look_at_package(context.sandbox(), context.arguments().word("FILE")));
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  if (!context.wants_plain()) {
    print_head(context, view);
  }
  Table table({{"page", Align::right},
               {"record"},
               {"of it", Align::right},
               {"what it is", Align::left, Cut::at_end},
               {"marks", Align::right},
               {"not ours"}});
  for (const auto& page : view.pages) {
    table.add({page.number,
               page.record,
               page.record_page,
               page.description,
               page.marks,
               page.is_not_ours ? "x" : ""});
  }
  context.print(table);
  print_marks(context, view);
  return Exit::done;
}

Result<Exit> run_verify(Context& context) {
  const auto view =
      TRY(engine::look_at_package(context.sandbox(), context.arguments().word("FILE")));
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  context.print_line(fmt::format("whole: the manifest is signed, {} as listed",
                                 base::plural(static_cast<long long>(view.files.size()), "file")));
  context.print_line("key of the sender: " + view.fingerprint);
  context.print_line("compare it with what the agency tells you by telephone");
  return Exit::done;
}

Result<Exit> run_open(Context& context) {
  const auto& arguments = context.arguments();
  const auto view =
      TRY(engine::unpack_package(context.sandbox(), arguments.word("FILE"), arguments.word("DIR")));
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  print_head(context, view);
  context.print_line(
      fmt::format("opened in {}: begin with INSTRUCTIONS.txt", arguments.word("DIR")));
  context.suggest(fmt::format("vaughn package mark {}", arguments.word("FILE")));
  return Exit::done;
}

Result<Exit> print_package(Context& context, const engine::PackageView& view) {
  if (context.wants_json()) {
    context.print(engine::to_json(view));
    return Exit::done;
  }
  context.print_line(counted(view));
  return Exit::done;
}

Result<Exit> run_mark(Context& context) {
  const auto& arguments = context.arguments();
  const auto file = arguments.word("FILE");
  const auto pages = TRY(arguments.pages("--page"));
  if (arguments.has("--remove")) {
    const auto numbers = TRY(arguments.pages("--remove"));
    return print_package(context,
                         TRY(engine::remove_package_marks(context.sandbox(), file, numbers)));
  }
  if (arguments.has("--not-ours")) {
    if (pages.empty()) {
      return Error{ErrorCode::invalid_argument, "which page is not yours?", "add --page N"};
    }
    return print_package(context, TRY(engine::disown_pages(context.sandbox(), file, pages)));
  }
  engine::MarkPackage request;
  request.package = file;
  request.words = arguments.word("--words");
  request.is_whole_page = arguments.has("--whole-page");
  request.ground = arguments.word("--ground");
  request.reason = arguments.word("--reason");
  if (arguments.has("--box")) {
    const auto box = engine::parse_box(arguments.word("--box"));
    if (!box) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("'{}' is no box", arguments.word("--box")),
                   "write the left, lower, right and upper edge in points: --box 72,500,210,512"};
    }
    request.box = *box;
  }
  const int ways = (request.words.empty() ? 0 : 1) + (request.is_whole_page ? 1 : 0) +
                   (arguments.has("--box") ? 1 : 0);
  if (ways != 1) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what to mark",
                 "give one of --words TEXT, --box X0,Y0,X1,Y1 and --whole-page"};
  }
  engine::MarkPackageResult total;
  const auto wanted = pages.empty() ? std::vector<int>{0} : pages;
  for (const int page : wanted) {
    request.page = page;
    auto result = TRY(engine::mark_package(context.sandbox(), request));
    result.added += total.added;
    result.places += total.places;
    result.already += total.already;
    total = std::move(result);
  }
  if (context.wants_json()) {
    context.print(engine::to_json(total));
    return Exit::done;
  }
  if (total.already > 0) {
    context.print_line(fmt::format("{} made before", base::plural(total.already, "mark")));
  }
  context.print_line(counted(total.package));
  return Exit::done;
}

Result<Exit> run_reply(Context& context) {
  const auto& arguments = context.arguments();
  engine::ReplyRequest request;
  request.package = arguments.word("FILE");
  request.out = arguments.word("--out");
  request.by = arguments.word("--by");
  request.title = arguments.word("--title");
  request.statement = arguments.word("--statement");
  request.at = context.actor().clock();
  const auto before = TRY(engine::look_at_package(context.sandbox(), request.package));
  const auto whole = std::count_if(before.marks.begin(), before.marks.end(), [](const auto& mark) {
    constexpr double kLargest = 1e5;
    return mark.box.x1 > kLargest;
  });
  if (whole > 0) {
    TRY(context.confirm(fmt::format(
        "You object to {} of {} in full. The agency must release parts that can be separated (5 "
        "U.S.C. 552(b)); objections that name the exact words are more likely to be kept. Reply "
        "anyway?",
        whole,
        base::plural(static_cast<long long>(before.pages.size()), "page"))));
  }
  const auto result = TRY(engine::reply_to_package(context.sandbox(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(counted(result.package));
  context.print_line(fmt::format("reply to send back: {}", result.reply.string()));
  context.print_line("tell the agency the fingerprint of its key: " + result.fingerprint);
  return Exit::done;
}

Argument file_argument() {
  return {.name = "FILE",
          .help = "the package that came: NAME.vaughn-package",
          .is_required = true,
          .words = Words::file};
}

}  // namespace

Command package_info_command() {
  return {
      .name = "package info",
      .group = "Package",
      .summary = "show a package that came: its pages and the marks made so far",
      .arguments = {file_argument()},
      .description = "Needs no matter, no account and no network.",
      .examples = {{"package info northway.vaughn-package", "what came"}},
      .needs = {.sandbox = true},
      .run = run_info,
  };
}

Command package_open_command() {
  return {
      .name = "package open",
      .group = "Package",
      .summary = "check a package and write its files to a folder",
      .arguments =
          {file_argument(),
           {.name = "DIR", .help = "a new folder", .is_required = true, .words = Words::folder}},
      .description =
          "pages.pdf with a form at its end, form.xlsx and form.csv, instructions and the "
          "notice. Any of the three can be filled in and sent back.",
      .examples = {{"package open northway.vaughn-package from-agency", "then read INSTRUCTIONS"}},
      .needs = {.sandbox = true},
      .run = run_open,
  };
}

Command package_verify_command() {
  return {
      .name = "package verify",
      .group = "Package",
      .summary = "check the signature of a package and the hash of every file in it",
      .arguments = {file_argument()},
      .description =
          "Works without a matter. Prints the fingerprint of the key that signed it: compare it by "
          "telephone with the agency's, which nobody who changed the file can give.",
      .examples = {{"package verify northway.vaughn-package", "is it as it was sealed?"}},
      .needs = {.sandbox = true},
      .run = run_verify,
  };
}

Command package_mark_command() {
  return {
      .name = "package mark",
      .group = "Package",
      .summary = "mark what you object to, or recommend to withhold",
      .arguments = {file_argument()},
      .options = {{.name = "--page",
                   .value_name = "LIST",
                   .help = "pages 1,3-5; else all that hold the words"},
                  {.name = "--words",
                   .value_name = "TEXT",
                   .help = "words as they stand on the page"},
                  {.name = "--box",
                   .value_name = "X0,Y0,X1,Y1",
                   .help = "left, lower, right and upper edge, in points from the lower left"},
                  {.name = "--whole-page", .help = "the page from edge to edge"},
                  {.name = "--ground",
                   .value_name = "WORD",
                   .help = "trade_secret or commercial; of an agency: the exemption"},
                  {.name = "--reason",
                   .value_name = "TEXT",
                   .help = "who keeps it private and how, and what disclosure would harm"},
                  {.name = "--remove", .value_name = "LIST", .help = "take marks 1,3-5 away again"},
                  {.name = "--not-ours", .help = "with --page: these pages are not ours"}},
      .description =
          "Nothing is published by it. Marks are kept in FILE.marks until the reply is "
          "made.",
      .examples = {{"package mark northway.vaughn-package --words '$412.50' --ground commercial "
                    "--reason \"our price, known to four people\"",
                    "wherever it stands"}},
      .needs = {.sandbox = true},
      .run = run_mark,
  };
}

Command package_reply_command() {
  return {
      .name = "package reply",
      .group = "Package",
      .summary = "seal the marks as a signed reply",
      .arguments = {file_argument()},
      .options =
          {{.name = "--by", .value_name = "NAME", .help = "who answers", .is_required = true},
           {.name = "--title", .value_name = "TEXT", .help = "in what function"},
           {.name = "--statement", .value_name = "TEXT", .help = "what holds for all marks"},
           {.name = "--out",
            .value_name = "FILE",
            .help = "the reply to write: NAME.vaughn-reply",
            .is_required = true,
            .words = Words::file}},
      .description =
          "A key is made for this reply alone; tell the agency its fingerprint by another way, so "
          "that it knows the reply is yours. No marks say that there is no objection.",
      .examples = {{"package reply northway.vaughn-package --by \"Priya Nair\" --out "
                    "northway.vaughn-reply",
                    "send that file back"}},
      .needs = {.sandbox = true},
      .run = run_reply,
  };
}

}  // namespace vaughn::cli
