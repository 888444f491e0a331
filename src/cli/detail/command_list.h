// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "cli/command.h"

// The rows of the table, one function for each, in cli/commands/. commands.cc puts them in order.
namespace vaughn::cli {

Command init_command();
Command status_command();
Command request_show_command();
// One for each step in the life of the request.
std::vector<Command> request_commands();
Command deadlines_command();
Command deadlines_compute_command();
Command calendar_list_command();
Command calendar_show_command();
Command calendar_add_command();
Command calendar_import_command();
Command fees_command();
Command add_command();
Command exceptions_list_command();
Command ocr_command();
Command task_new_command();
Command task_send_command();
Command task_answer_command();
Command task_import_command();
Command task_status_command();
Command find_command_row();
Command hits_command();
Command set_new_command();
Command set_list_command();
Command set_show_command();
Command set_diff_command();
Command show_command();
Command code_command();
Command decide_command();
Command render_command();
Command redact_add_command();
Command redact_list_command();
Command redact_remove_command();
Command redact_preview_command();
Command redact_file_command();
Command consult_send_command();
Command consult_import_command();
Command consult_decide_command();
Command consult_status_command();
Command produce_plan_command();
Command produce_run_command();
Command produce_list_command();
Command produce_rebuild_command();
Command verify_command();
Command plan_promises_command();
Command plan_pace_command();
Command plan_forecast_command();
Command plan_chart_command();
Command index_build_command();
Command index_check_command();
Command report_jsr_command();
Command data_table_command();
Command data_explain_command();
Command letter_write_command();
Command letter_list_command();
Command letter_fields_command();
Command letter_templates_command();
Command letter_check_command();
Command explain_command();
Command figures_command();
Command account_command();
Command audit_verify_command();
Command log_command();
Command undo_command();
Command annual_check_command();
Command annual_write_command();
Command annual_quarterly_command();
Command intake_import_command();
Command intake_serve_command();
Command intake_list_command();
Command completion_command();
Command man_command();
Command help_command();
Command version_command();
Command words_command();

}  // namespace vaughn::cli
