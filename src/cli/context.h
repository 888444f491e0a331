// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/dates.h"
#include "base/result.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/progress_line.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "engine/find.h"
#include "engine/sandbox.h"
#include "engine/workspace.h"

namespace vaughn::cli {

// The options of every command, understood.
struct Globals {
  std::filesystem::path directory = ".";
  bool wants_json = false;
  bool wants_plain = false;
  std::filesystem::path output{};  // empty: stdout
  bool assumes_yes = false;
  bool asks_nothing = false;
  bool is_quiet = false;
  bool is_verbose = false;
  bool has_color = false;
  ProgressStyle progress = ProgressStyle::automatic;
  std::string author{};
  std::optional<base::Date> as_of{};
  std::function<base::Instant()> clock = base::now;
};
// VAUGHN_AUTHOR, VAUGHN_NOW, VAUGHN_PROGRESS and NO_COLOR stand in for options that are not given.
base::Result<Globals> understand(const Arguments& arguments, const Terminal& terminal);

// What a command works with: its arguments, the matter, and where answers go. Answers are collected
// and written at the end, to stdout or to the file of -o.
class Context {
 public:
  Context(const Command& command, Arguments arguments, Globals globals, Terminal& terminal);

  const Command& command() const { return *command_; }
  const Arguments& arguments() const { return arguments_; }
  const Globals& globals() const { return globals_; }
  Terminal& terminal() { return *terminal_; }
  bool is_dry_run() const;

  // Requires that the command's table asks for them.
  engine::Workspace& workspace();
  engine::Sandbox& sandbox();
  bool has_workspace() const { return workspace_.has_value(); }
  void hold(engine::Workspace workspace) { workspace_.emplace(std::move(workspace)); }
  void hold(engine::Sandbox sandbox) { sandbox_.emplace(std::move(sandbox)); }
  engine::Actor actor() const { return {globals_.author, globals_.clock}; }

  // --as-of, else the clock's day in the time zone of the matter (UTC without one).
  base::Date today();
  // The day of an option, else today().
  base::Result<base::Date> date_or_today(std::string_view option);

  // --- the answer ---
  bool wants_json() const { return globals_.wants_json; }
  void print(std::string_view text) { answer_ += text; }
  void print_line(std::string_view line);
  // --plain: tab-separated rows; else aligned to the screen.
  void print(const Table& table);
  bool wants_plain() const { return globals_.wants_plain; }
  const std::string& answer() const { return answer_; }

  // --- beside the answer ---
  // A remark on stderr, unless -q.
  void note(std::string_view line);
  // The command to go on with; shown on a terminal only.
  void suggest(std::string line) { next_ = std::move(line); }
  const std::string& next() const { return next_; }

  // --- long work ---
  engine::Watch watch();
  // From now on the first Ctrl-C asks the work to stop after the batch at hand; the second kills.
  engine::Stopped stopped();
  void end_progress() { progress_.clear(); }

  // --- questions ---
  // More than 1,000: on a terminal the number has to be typed, else given with --expect, which is
  // checked whenever it is given. Nothing is asked in a dry run.
  base::Result<void> confirm_count(std::int64_t count, std::string_view noun);
  // Asks on a terminal; elsewhere, and with -y, the answer is yes.
  base::Result<void> confirm(std::string_view question);

 private:
  const Command* command_;
  Arguments arguments_;
  Globals globals_;
  Terminal* terminal_;
  std::optional<engine::Sandbox> sandbox_{};
  std::optional<engine::Workspace> workspace_{};
  ProgressLine progress_;
  std::string answer_{};
  std::string next_{};
};

// Records named on the command line: R-000012 and R-000012..R-000020, set:NAME, --query or --all.
// None of them: invalid_argument that says how to choose.
base::Result<engine::Scope> scope_of(const Context& context);
// "set:NAME" and "NAME" name the same selection where nothing else can stand.
std::string selection_name(std::string_view word);
// None given is none.
base::Result<std::optional<engine::Scope>> optional_scope_of(const Context& context);

}  // namespace vaughn::cli
