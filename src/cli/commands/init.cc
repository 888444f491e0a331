// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <optional>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/look.h"
#include "engine/portal.h"
#include "engine/received.h"
#include "foia/matter.h"

namespace vaughn::cli {
namespace {

constexpr int kWidth = 100;
constexpr int kIndent = 15;
const char* const kTimeZone = "America/New_York";

using base::Error;
using base::ErrorCode;
using base::Result;

// --from, else the matter.toml that lies in the folder already, else a template.
Result<std::string> matter_text(const Arguments& arguments, const std::filesystem::path& folder) {
  if (arguments.has("--from")) {
    return base::read_file(arguments.word("--from"));
  }
  if (std::filesystem::exists(folder / "matter.toml")) {
    return base::read_file(folder / "matter.toml");
  }
  if (!arguments.has("--name")) {
    return Error{ErrorCode::invalid_argument,
                 "init needs the matter's facts",
                 "--from matter.toml for a prepared file, or --name \"A v. B\" for a template"};
  }
  return foia::matter_template(arguments.word("--name"));
}

template <typename List>
std::vector<std::string> keys_of(const List& list) {
  std::vector<std::string> out;
  for (const auto& item : list) {
    out.push_back(item.key);
  }
  return out;
}

std::string relative_to_directory(const Context& context, const std::string& folder) {
  const auto path = std::filesystem::path(folder.empty() ? "." : folder);
  return path.is_absolute() ? path.string() : (context.globals().directory / path).string();
}

Result<Exit> run(Context& context) {
  const auto& arguments = context.arguments();
  const std::filesystem::path folder = relative_to_directory(context, arguments.word("DIR"));
  std::optional<engine::IntakeMatter> intake;
  if (arguments.has("--from-intake")) {
    intake = TRY(engine::matter_from_intake(
        arguments.word("--from-intake"),
        arguments.has("--time-zone") ? arguments.word("--time-zone") : kTimeZone));
  }
  engine::ReceivedRequest received;
  for (const auto& word : arguments.words("--from-production")) {
    received.paths.emplace_back(word);
  }
  const bool is_received = !received.paths.empty();
  if (is_received) {
    // Before the ledger is opened.
    context.hold(TRY(engine::Sandbox::start(engine::Skill::parse_and_read)));
  }
  const auto toml = intake        ? intake->toml
                    : is_received ? engine::received_matter_toml(received, arguments.word("--name"))
                                  : TRY(matter_text(arguments, folder));
  const auto file = arguments.has("--from") ? arguments.word("--from") : "matter.toml";
  const auto matter = TRY(foia::parse_matter(toml, file));
  if (context.is_dry_run()) {
    if (context.wants_json()) {
      context.print(engine::to_json(engine::MatterView{
          .folder = folder,
          .name = matter.name,
          .case_number = matter.case_number_with_initials(),
          .request_number = matter.request.number,
          .categories = keys_of(matter.categories),
          .offices = keys_of(matter.offices),
          .submitters = keys_of(matter.submitters),
      }));
      return Exit::done;
    }
    context.print_line(fmt::format("would make matter {} in {}", matter.name, folder.string()));
    return Exit::done;
  }
  context.hold(TRY(engine::Workspace::create(folder, toml, context.actor())));
  if (intake) {
    TRY(engine::write_intake(folder, *intake));
  }
  std::optional<engine::ReceivedIntake> taken;
  if (is_received) {
    taken = TRY(engine::take_in_received(
        context.workspace(), context.sandbox(), received, context.watch(), context.stopped()));
    context.end_progress();
  }
  const auto made = TRY(engine::look_at_matter(context.workspace()));
  if (context.wants_json()) {
    context.print(engine::to_json(made));
    return Exit::done;
  }
  context.print_line(fmt::format("made matter {} in {}", harmless(made.name), folder.string()));
  for (const auto& [name, keys] : {std::pair("categories ", &made.categories),
                                   std::pair("offices    ", &made.offices),
                                   std::pair("submitters ", &made.submitters)}) {
    if (!keys->empty()) {
      context.print_line(
          wrapped(fmt::format("  {}  {}", name, base::join(*keys, ", ")), kWidth, kIndent));
    }
  }
  context.print_line("  signing key  " + made.signing_key.hex());
  if (taken) {
    context.print_line(fmt::format("took in {} from {}: {}, {} with numbers (received/pages.csv)",
                                   base::plural(taken->records.records, "record"),
                                   base::plural(taken->installments, "installment"),
                                   base::plural(taken->pages, "page"),
                                   base::with_commas(taken->numbered)));
  }
  if (arguments.has("--name") && !arguments.has("--from")) {
    context.print_line("edit matter.toml: it holds the facts that papers are made from");
  }
  context.suggest(made.offices.empty()
                      ? "vaughn status"
                      : fmt::format("vaughn add PATH --office {}", made.offices.front()));
  return Exit::done;
}

}  // namespace

Command init_command() {
  return {
      .name = "init",
      .group = "Matter",
      .summary = "make a matter in a folder",
      .arguments = {{.name = "DIR",
                     .help = "folder of the matter; else the current one",
                     .words = Words::folder}},
      .options = {{.name = "--from",
                   .value_name = "FILE",
                   .help = "a prepared matter.toml",
                   .words = Words::file},
                  {.name = "--from-intake",
                   .value_name = "INBOX/ID",
                   .help = "a request of FOIA.gov; its files go into intake/ of the matter",
                   .words = Words::folder},
                  {.name = "--from-production",
                   .value_name = "PATH",
                   .help = "any agency's production (folder, zip, load file); repeated in order",
                   .repeats = true,
                   .words = Words::file},
                  {.name = "--time-zone",
                   .value_name = "ZONE",
                   .help = "with --from-intake: in which days are counted; else America/New_York"},
                  {.name = "--name",
                   .value_name = "TEXT",
                   .help = "name of the matter, for a matter.toml to fill in"},
                  dry_run_option()},
      .description =
          "A matter is a folder. init writes matter.toml, the facts that people supply (court, "
          "parties, request, offices, submitters, promises), makes the ledger with its first "
          "event, "
          "and a key that signs productions.\n\n"
          "A matter.toml that lies in the folder already is used. An unknown key, a date that does "
          "not exist or a missing category is an error that names the line. Editing matter.toml "
          "later is fine: the next command that writes records the change.",
      .examples = {{"init riverkeep --from matter.toml", "a matter from a prepared file"},
                   {"init harbor --from-intake inbox/41", "a matter from a request of FOIA.gov"},
                   {"init appeal --from-production release-1 --from-production release-2.zip",
                    "what an agency sent, as a matter of its requester"},
                   {"init --name \"Riverkeep Alliance v. DCA\"", "a template to fill in, here"}},
      .run = run,
  };
}

}  // namespace vaughn::cli
