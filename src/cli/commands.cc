// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cli/command.h"
#include "cli/detail/command_list.h"

namespace vaughn::cli {

namespace {

std::vector<Command> made_commands() {
  std::vector<Command> out{
      init_command(),
      status_command(),
      request_show_command(),
      deadlines_command(),
      deadlines_compute_command(),
      calendar_list_command(),
      calendar_show_command(),
      calendar_add_command(),
      calendar_import_command(),
      fees_command(),
      add_command(),
      exceptions_list_command(),
      ocr_command(),
      task_new_command(),
      task_send_command(),
      task_acknowledge_command(),
      task_begin_command(),
      task_answer_command(),
      task_send_back_command(),
      task_close_command(),
      task_retask_command(),
      task_import_command(),
      task_show_command(),
      task_status_command(),
      find_command_row(),
      hits_command(),
      show_command(),
      set_new_command(),
      set_list_command(),
      set_show_command(),
      set_diff_command(),
      code_command(),
      render_command(),
      decide_command(),
      redact_add_command(),
      redact_suggest_command(),
      redact_propagate_command(),
      redact_differences_command(),
      redact_list_command(),
      redact_widths_command(),
      redact_remove_command(),
      redact_preview_command(),
      redact_file_command(),
      consult_send_command(),
      consult_package_command(),
      consult_tell_command(),
      consult_remind_command(),
      consult_extend_command(),
      consult_no_response_command(),
      consult_import_command(),
      consult_decide_command(),
      consult_plan_command(),
      consult_intend_command(),
      consult_freeze_command(),
      consult_lift_command(),
      consult_answered_command(),
      consult_close_command(),
      consult_status_command(),
      package_info_command(),
      package_open_command(),
      package_verify_command(),
      package_mark_command(),
      package_reply_command(),
      produce_plan_command(),
      produce_run_command(),
      produce_list_command(),
      produce_sent_command(),
      produce_recall_command(),
      produce_rebuild_command(),
      verify_command(),
      diff_production_command(),
      plan_promises_command(),
      plan_pace_command(),
      plan_forecast_command(),
      plan_chart_command(),
      data_table_command(),
      data_explain_command(),
      index_build_command(),
      index_check_command(),
      index_lint_command(),
      index_sample_command(),
      report_jsr_command(),
      report_stipulation_command(),
      report_cmc_command(),
      report_concur_command(),
      report_filed_command(),
      report_redline_command(),
      report_declaration_command(),
      report_challenges_command(),
      court_lint_command(),
      letter_write_command(),
      letter_list_command(),
      letter_fields_command(),
      letter_templates_command(),
      letter_check_command(),
      figures_command(),
      explain_command(),
      account_command(),
      log_command(),
      undo_command(),
      audit_verify_command(),
      audit_allow_command(),
      audit_invariants_command(),
      audit_outgoing_command(),
      annual_check_command(),
      annual_write_command(),
      annual_quarterly_command(),
      intake_import_command(),
      intake_serve_command(),
      intake_list_command(),
      help_command(),
      man_command(),
      completion_command(),
      version_command(),
      words_command(),
  };
  // The steps of the request after the command that shows it.
  auto steps = request_commands();
  const auto show = std::find_if(out.begin(), out.end(), [](const Command& command) {
    return command.name == "request show";
  });
  out.insert(
      show + 1, std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  return out;
}

}  // namespace

const std::vector<Command>& all_commands() {
  static const auto kCommands = made_commands();
  return kCommands;
}

const Command* find_command(std::string_view name) {
  for (const auto& command : all_commands()) {
    if (!name.empty() && (command.name == name || command.alias == name)) {
      return &command;
    }
  }
  return nullptr;
}

const std::vector<Option>& global_options() {
  static const std::vector<Option> kOptions{
      {.name = "--directory",
       .letter = 'C',
       .value_name = "DIR",
       .help = "work on the matter in DIR or above it; else the current folder",
       .words = Words::folder},
      {.name = "--json", .help = "answer with one JSON object; see vaughn help json"},
      {.name = "--plain", .help = "answer with tab-separated rows, no headers"},
      {.name = "--output",
       .letter = 'o',
       .value_name = "FILE",
       .help = "write the answer to FILE",
       .words = Words::file},
      {.name = "--yes", .letter = 'y', .help = "answer yes to questions"},
      {.name = "--no-input", .help = "never ask; fail and name the missing option"},
      {.name = "--quiet", .letter = 'q', .help = "no progress and no remarks"},
      {.name = "--verbose", .letter = 'v', .help = "say more about what happens"},
      {.name = "--author",
       .value_name = "NAME",
       .help = "who acts, for the ledger; else VAUGHN_AUTHOR or the login's name"},
      {.name = "--as-of",
       .value_name = "DATE",
       .help = "the day that counts as today, in the time zone of the matter"},
      {.name = "--progress",
       .value_name = "STYLE",
       .help = "how progress is shown: auto, plain, json or none"},
      {.name = "--no-color", .help = "no colour; NO_COLOR does the same"},
      {.name = "--help", .letter = 'h', .help = "show what the command does"},
      {.name = "--version", .help = "show the version"},
  };
  return kOptions;
}

std::string spelling(const Option& option) {
  auto out = option.letter == 0 ? option.name : fmt::format("-{}, {}", option.letter, option.name);
  return option.value_name.empty() ? out : fmt::format("{} {}", out, option.value_name);
}

std::string usage_line(const Command& command) {
  auto out = "vaughn " + command.name;
  for (const auto& argument : command.arguments) {
    const auto name = argument.name + (argument.repeats ? "..." : "");
    out += argument.is_required ? " " + name : fmt::format(" [{}]", name);
  }
  for (const auto& option : command.options) {
    if (option.is_required) {
      out += fmt::format(" {} {}", option.name, option.value_name);
    }
  }
  const bool has_more = std::any_of(command.options.begin(),
                                    command.options.end(),
                                    [](const Option& option) { return !option.is_required; });
  return out + (has_more ? " [options]" : "");
}

Option dry_run_option() {
  return {.name = "--dry-run",
          .letter = 'n',
          .help = "show what would happen, with totals, and write nothing"};
}

Option reason_option() {
  return {.name = "--reason", .value_name = "TEXT", .help = "why, for the ledger"};
}

std::vector<Option> scope_options() {
  return {
      {.name = "--query", .value_name = "QUERY", .help = "the records that QUERY finds"},
      {.name = "--all", .help = "every record; has to be typed, never assumed"},
      {.name = "--expect",
       .value_name = "N",
       .help = "go on only if it is about N records; needed above 1,000 without a terminal"},
  };
}

Argument scope_argument() {
  return {.name = "SCOPE",
          .help = "R-000012, R-000012..R-000020 or set:NAME",
          .repeats = true,
          .words = Words::scope};
}

std::vector<Option> joined(std::vector<Option> own, const std::vector<Option>& more) {
  own.insert(own.end(), more.begin(), more.end());
  return own;
}

}  // namespace vaughn::cli
