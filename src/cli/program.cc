// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/program.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "engine/json.h"
#include "engine/look.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

constexpr int kEventsLookedAt = 64;

int code_of(Exit exit) {
  return static_cast<int>(exit);
}

std::string shell_word(const std::string& word) {
  const bool is_plain =
      !word.empty() && word.find_first_not_of(
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                           "-_./:,=+@%") == std::string::npos;
  return is_plain ? word : "'" + base::replace_all(word, "'", "'\\''") + "'";
}

std::string command_line(const std::vector<std::string>& words) {
  std::string out = "vaughn";
  for (const auto& word : words) {
    out += " " + shell_word(word);
  }
  return out;
}

// Commands that are suggested have to find the same matter.
std::string in_same_place(const Context& context, const std::string& line) {
  if (!context.arguments().has("--directory") || !line.starts_with("vaughn ")) {
    return line;
  }
  return fmt::format(
      "vaughn -C {} {}", shell_word(context.globals().directory.string()), line.substr(7));
}

void report(const Error& error, bool wants_json, bool has_color, Terminal& terminal) {
  if (wants_json) {
    terminal.err << engine::to_json(error);
    return;
  }
  terminal.err << (has_color ? "\x1b[1;31mvaughn:\x1b[0m " : "vaughn: ")
               << harmless_lines(error.message) << "\n";
  if (error.hint.empty()) {
    return;
  }
  // The hint of a query is the query with a caret below; it needs its columns.
  if (error.hint.find('\n') != std::string::npos) {
    for (const auto line : base::split(error.hint, '\n')) {
      terminal.err << "  " << harmless(line) << "\n";
    }
  } else {
    terminal.err << "hint: " << harmless(error.hint) << "\n";
  }
}

bool writes(const Context& context) {
  const auto& needs = context.command().needs;
  return needs.matter == Matter::write && !context.is_dry_run() &&
         (needs.writes_with.empty() || context.arguments().has(needs.writes_with));
}

// The sandbox first: its small process must not inherit the ledger, keys or index.
Result<void> provide(Context& context) {
  if (context.command().needs.sandbox) {
    context.hold(TRY(engine::Sandbox::start(context.command().needs.reads_pictures
                                                ? engine::Skill::parse_and_read
                                                : engine::Skill::parse)));
  }
  if (context.command().needs.matter != Matter::none) {
    context.hold(TRY(engine::Workspace::open(
        context.globals().directory,
        writes(context) ? store::Access::read_write : store::Access::read_only,
        context.actor())));
    for (const auto& note : context.workspace().notes()) {
      context.note("note: " + note);
    }
  }
  if (context.globals().is_verbose) {
    if (context.has_workspace()) {
      context.note("matter: " + context.workspace().folder().string());
    }
    if (context.command().needs.sandbox) {
      context.note("sandbox: " + work::describe(context.sandbox().zygote().protections()));
    }
  }
  return {};
}

// "event e412   undo: vaughn undo e412"
Result<std::string> what_changed(Context& context, foia::EventId before) {
  const auto rows = TRY(engine::events_since(context.workspace(), before, kEventsLookedAt));
  if (rows.empty()) {
    return std::string();
  }
  const auto last = rows.back().event.id;
  auto out = last.value == before.value + 1
                 ? fmt::format("event e{}", last.value)
                 : fmt::format("events e{}-e{}", before.value + 1, last.value);
  const auto undoable = std::find_if(rows.rbegin(), rows.rend(), [](const engine::LogRow& row) {
    return store::is_undoable(row.event.kind);
  });
  if (undoable != rows.rend()) {
    out += "   undo: " +
           in_same_place(context, fmt::format("vaughn undo e{}", undoable->event.id.value));
  }
  return out;
}

Result<void> deliver(const Context& context, Terminal& terminal) {
  if (!context.globals().output.empty()) {
    return base::write_file(context.globals().output, context.answer());
  }
  terminal.out << context.answer() << std::flush;
  if (!terminal.out) {
    return Error{ErrorCode::io, "cannot write the answer to the standard output", ""};
  }
  return {};
}

Result<Exit> run_command(Context& context) {
  TRY(provide(context));
  foia::EventId before;
  const bool is_writing = context.has_workspace() && writes(context);
  if (is_writing) {
    before = TRY(engine::newest_event(context.workspace()));
  }
  auto done = context.command().run(context);
  context.end_progress();
  const bool is_for_people = !context.wants_json() && !context.wants_plain();
  if (is_writing && is_for_people) {
    const auto changed = TRY(what_changed(context, before));
    if (!changed.empty() && done) {
      context.print_line(changed);
    } else if (!changed.empty()) {
      context.note("kept before the error: " + changed);
    }
  }
  if (done && is_for_people && context.is_dry_run()) {
    context.print_line("dry run: nothing was written");
  }
  return done;
}

int finish(Context& context,
           const Result<Exit>& done,
           const std::vector<std::string>& words,
           Terminal& terminal) {
  if (!done && context.answer().empty()) {
    report(done.error(), context.wants_json(), context.globals().has_color, terminal);
    return base::exit_code(done.error().code);
  }
  const auto delivered = deliver(context, terminal);
  if (!done) {
    report(done.error(), context.wants_json(), context.globals().has_color, terminal);
    return base::exit_code(done.error().code);
  }
  if (!delivered) {
    report(delivered.error(), context.wants_json(), context.globals().has_color, terminal);
    return base::exit_code(delivered.error().code);
  }
  if (*done == Exit::interrupted) {
    context.note("go on: " + command_line(words));
  } else if (!context.next().empty() && terminal.out_is_tty && terminal.err_is_tty) {
    context.note("next: " + in_same_place(context, context.next()));
  }
  return code_of(*done);
}

int show_help(const Parsed& parsed, Terminal& terminal) {
  if (parsed.command != nullptr) {
    terminal.out << help_command(*parsed.command);
  } else if (parsed.asked.empty()) {
    terminal.out << help_overview();
  } else if (parsed.wants_help) {
    terminal.out << help_group(parsed.asked);
  } else {
    terminal.err << "vaughn: " << parsed.asked << " needs a word after it\n"
                 << help_group(parsed.asked);
    return code_of(Exit::usage);
  }
  terminal.out << std::flush;
  return code_of(Exit::done);
}

}  // namespace

int run_program(const std::vector<std::string>& words, Terminal& terminal) {
  const bool asks_for_json = std::find(words.begin(), words.end(), "--json") != words.end();
  const auto parsed = parse(words);
  if (!parsed) {
    report(parsed.error(), asks_for_json, false, terminal);
    return base::exit_code(parsed.error().code);
  }
  if (parsed->wants_version) {
    terminal.out << "vaughn " << version() << "\n" << std::flush;
    return code_of(Exit::done);
  }
  if (parsed->wants_help || parsed->command == nullptr) {
    return show_help(*parsed, terminal);
  }
  auto globals = understand(parsed->arguments, terminal);
  if (!globals) {
    report(globals.error(), asks_for_json, false, terminal);
    return base::exit_code(globals.error().code);
  }
  Context context(*parsed->command, parsed->arguments, *std::move(globals), terminal);
  const auto done = run_command(context);
  return finish(context, done, words, terminal);
}

}  // namespace vaughn::cli
