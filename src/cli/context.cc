// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <istream>
#include <ostream>

#include "base/text.h"
#include "foia/ids.h"

namespace vaughn::cli {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

constexpr std::int64_t kWide = 1000;
constexpr std::int64_t kMostNamed = 100'000;
constexpr std::string_view kSelectionPrefix = "set:";

// Set by the signal handler, so it cannot be a member of anything.
std::atomic<bool> stop_was_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int signal_number) {
  stop_was_asked.store(true);
  std::signal(signal_number, SIG_DFL);
}

bool has_environment(const Terminal& terminal, const char* name) {
  const auto value = terminal.environment ? terminal.environment(name) : std::nullopt;
  return value && !value->empty();
}

std::string environment(const Terminal& terminal, const char* name) {
  return has_environment(terminal, name) ? *terminal.environment(name) : std::string();
}

Result<std::string> ask(Terminal& terminal, std::string_view question) {
  terminal.err << question << " " << std::flush;
  std::string line;
  if (!std::getline(terminal.in, line)) {
    return Error{ErrorCode::invalid_argument, "no answer was given; nothing was changed", ""};
  }
  return std::string(base::trim(line));
}

}  // namespace

Result<Globals> understand(const Arguments& arguments, const Terminal& terminal) {
  Globals out;
  if (arguments.has("--directory")) {
    out.directory = arguments.word("--directory");
  }
  out.wants_json = arguments.has("--json");
  out.wants_plain = arguments.has("--plain");
  if (out.wants_json && out.wants_plain) {
    return Error{ErrorCode::invalid_argument, "--json and --plain exclude each other", ""};
  }
  out.output = arguments.word("--output") == "-" ? "" : arguments.word("--output");
  out.assumes_yes = arguments.has("--yes");
  out.asks_nothing = arguments.has("--no-input");
  out.is_quiet = arguments.has("--quiet");
  out.is_verbose = arguments.has("--verbose");
  out.has_color = terminal.err_is_tty && !arguments.has("--no-color") &&
                  !has_environment(terminal, "NO_COLOR") && environment(terminal, "TERM") != "dumb";
  const auto style = arguments.has("--progress") ? arguments.word("--progress")
                                                 : environment(terminal, "VAUGHN_PROGRESS");
  out.progress = TRY(parse_progress_style(style));
  if (out.is_quiet) {
    out.progress = ProgressStyle::none;
  }
  out.author = arguments.word("--author");
  if (out.author.empty()) {
    out.author = environment(terminal, "VAUGHN_AUTHOR");
  }
  if (out.author.empty()) {
    out.author = terminal.login_name;
  }
  out.as_of = TRY(arguments.date("--as-of"));
  if (const auto now = environment(terminal, "VAUGHN_NOW"); !now.empty()) {
    const auto instant = base::parse_instant(now);
    if (!instant) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("VAUGHN_NOW is not a time: '{}'", now),
                   "write it as 2026-03-02T14:12:00Z"};
    }
    out.clock = [fixed = *instant] { return fixed; };
  }
  return out;
}

Context::Context(const Command& command, Arguments arguments, Globals globals, Terminal& terminal)
    : command_(&command),
      arguments_(std::move(arguments)),
      globals_(std::move(globals)),
      terminal_(&terminal),
      progress_(terminal, globals_.progress) {}

bool Context::is_dry_run() const {
  const auto& options = command_->options;
  const bool has_option = std::any_of(options.begin(), options.end(), [](const Option& option) {
    return option.name == "--dry-run";
  });
  return has_option && arguments_.has("--dry-run");
}

engine::Workspace& Context::workspace() {
  base::check(workspace_.has_value(), "the command's table asks for the matter");
  return *workspace_;
}

engine::Sandbox& Context::sandbox() {
  base::check(sandbox_.has_value(), "the command's table asks for the sandbox");
  return *sandbox_;
}

base::Date Context::today() {
  if (globals_.as_of) {
    return *globals_.as_of;
  }
  const auto name = workspace_ ? workspace_->matter().time_zone : std::string("UTC");
  const auto zone = base::TimeZone::make(name);
  base::check(zone.has_value(), "the time zone of a matter was checked when it was read");
  return zone->date_at(globals_.clock());
}

Result<base::Date> Context::date_or_today(std::string_view option) {
  const auto date = TRY(arguments_.date(option));
  return date ? *date : today();
}

void Context::print_line(std::string_view line) {
  answer_ += line;
  answer_ += '\n';
}

void Context::print(const Table& table) {
  answer_ += globals_.wants_plain ? table.plain() : table.text(terminal_->width);
}

void Context::note(std::string_view line) {
  if (!globals_.is_quiet && !globals_.wants_json) {
    progress_.clear();
    terminal_->err << line << "\n";
  }
}

engine::Watch Context::watch() {
  const auto began = std::chrono::steady_clock::now();
  return [this, began](const engine::Progress& progress) {
    progress_.show(progress, std::chrono::steady_clock::now() - began);
  };
}

engine::Stopped Context::stopped() {
  std::signal(SIGINT, on_interrupt);
  return [] { return stop_was_asked.load(); };
}

Result<void> Context::confirm_count(std::int64_t count, std::string_view noun) {
  const auto expected = TRY(arguments_.number("--expect"));
  if (expected) {
    if (*expected != count) {
      return Error{ErrorCode::conflict,
                   fmt::format("you expected {}, but there are {}",
                               base::plural(*expected, noun),
                               base::with_commas(count)),
                   "look at them first (-n), then give the number that is meant"};
    }
    return {};
  }
  if (count <= kWide || is_dry_run()) {
    return {};
  }
  if (!terminal_->in_is_tty || globals_.asks_nothing) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("this is about {}", base::plural(count, noun)),
                 fmt::format("look first with -n; to go on, add --expect {}", count)};
  }
  const auto typed = TRY(ask(
      *terminal_,
      fmt::format(
          "This is about {}. To go on, type the number {}:", base::plural(count, noun), count)));
  const auto number = parse_whole_number(typed);
  if (!number || *number != count) {
    return Error{ErrorCode::conflict, "the number was not confirmed; nothing was changed", ""};
  }
  return {};
}

Result<void> Context::confirm(std::string_view question) {
  if (globals_.assumes_yes || is_dry_run() || !terminal_->in_is_tty) {
    return {};
  }
  if (globals_.asks_nothing) {
    return Error{
        ErrorCode::invalid_argument, "this needs a yes, and --no-input forbids asking", "add -y"};
  }
  const auto typed = TRY(ask(*terminal_, fmt::format("{} [y/N]", question)));
  if (typed != "y" && typed != "Y" && base::ascii_lower(typed) != "yes") {
    return Error{ErrorCode::conflict, "not confirmed; nothing was changed", ""};
  }
  return {};
}

namespace {

Result<void> add_named(const std::string& word, engine::Scope& scope) {
  const auto dots = word.find("..");
  const auto first = TRY(foia::parse_control_number(word.substr(0, dots)));
  auto last = first;
  if (dots != std::string::npos) {
    last = TRY(foia::parse_control_number(word.substr(dots + 2)));
  }
  if (last.value < first.value || last.value - first.value >= kMostNamed) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is no range of records", word),
                 "write R-000012..R-000020"};
  }
  for (auto id = first.value; id <= last.value; ++id) {
    scope.records.push_back(foia::RecordId{id});
  }
  return {};
}

}  // namespace

std::string selection_name(std::string_view word) {
  return std::string(word.starts_with(kSelectionPrefix) ? word.substr(kSelectionPrefix.size())
                                                        : word);
}

Result<std::optional<engine::Scope>> optional_scope_of(const Context& context) {
  const auto& arguments = context.arguments();
  engine::Scope scope;
  int ways = 0;
  for (const auto& word : arguments.words("SCOPE")) {
    if (word.starts_with(kSelectionPrefix)) {
      scope.selection = word.substr(kSelectionPrefix.size());
      ++ways;
      continue;
    }
    const auto named = add_named(word, scope);
    if (!named) {
      auto error = named.error();
      error.code = ErrorCode::invalid_argument;
      error.hint = fmt::format(
          "records are written R-000012, selections set:NAME; for a query: --query '{}'", word);
      return error;
    }
  }
  ways += scope.records.empty() ? 0 : 1;
  if (arguments.has("--query")) {
    scope.query = arguments.word("--query");
    ++ways;
  }
  if (arguments.has("--all")) {
    scope.all = true;
    ++ways;
  }
  if (ways > 1) {
    return Error{ErrorCode::invalid_argument,
                 "records are chosen in more than one way",
                 "give record numbers, or one set:NAME, or --query, or --all"};
  }
  if (ways == 0) {
    return std::optional<engine::Scope>();
  }
  std::sort(scope.records.begin(), scope.records.end());
  scope.records.erase(std::unique(scope.records.begin(), scope.records.end()), scope.records.end());
  return std::optional<engine::Scope>(std::move(scope));
}

Result<engine::Scope> scope_of(const Context& context) {
  auto scope = TRY(optional_scope_of(context));
  if (!scope) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} needs records to work on", context.command().name),
                 "name them: R-000012, R-000012..R-000020, set:NAME, --query QUERY, or --all"};
  }
  return *std::move(scope);
}

}  // namespace vaughn::cli
