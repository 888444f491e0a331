// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/code.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/claims_option.h"
#include "cli/detail/command_list.h"
#include "cli/detail/rules_option.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

// Exactly one of the switches has to be given.
Result<std::string> one_of(const Arguments& arguments, const std::vector<std::string>& names) {
  std::string chosen;
  for (const auto& name : names) {
    if (arguments.has(name)) {
      if (!chosen.empty()) {
        return Error{ErrorCode::invalid_argument,
                     fmt::format("{} and {} exclude each other", chosen, name),
                     ""};
      }
      chosen = name;
    }
  }
  if (chosen.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "it is not said what was decided",
                 "give one of " + base::join(names, ", ")};
  }
  return chosen;
}

Result<void> confirm_scope(Context& context, const engine::Scope& scope) {
  const auto resolved = TRY(engine::resolve(context.workspace(), scope));
  return context.confirm_count(static_cast<std::int64_t>(resolved.records.size()), "record");
}

Result<Exit> run_code(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--rules")) {
    const auto file = TRY(read_rules(arguments));
    const auto rows =
        TRY(engine::apply_code_rules(context.workspace(), file, context.is_dry_run()));
    return print_rules(context, rows, "code");
  }
  const auto value = TRY(one_of(arguments, {"--responsive", "--not-responsive", "--unsure"}));
  engine::CodeRequest request;
  request.scope = TRY(scope_of(context));
  request.categories = arguments.keys("--category");
  request.value = value == "--responsive"       ? foia::Responsiveness::responsive
                  : value == "--not-responsive" ? foia::Responsiveness::not_responsive
                                                : foia::Responsiveness::unsure;
  request.reason = arguments.word("--reason");
  request.overwrite = arguments.has("--overwrite");
  request.is_dry_run = context.is_dry_run();
  TRY(confirm_scope(context, request.scope));
  const auto result = TRY(engine::code(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format("{} {}: {} ({} chosen, {} of their families, {} copies)",
                                 request.is_dry_run ? "would write" : "wrote",
                                 base::plural(result.written, "determination"),
                                 value.substr(2),
                                 base::with_commas(result.chosen),
                                 base::with_commas(result.family),
                                 base::with_commas(result.duplicates)));
  if (result.unchanged > 0) {
    context.print_line(fmt::format("  {} decided so already", base::with_commas(result.unchanged)));
  }
  if (result.replaced > 0) {
    context.print_line(
        fmt::format("  {} decided otherwise before", base::with_commas(result.replaced)));
  }
  if (result.kept > 0) {
    context.print_line(
        fmt::format("  {} decided otherwise stay as they are (--overwrite changes"
                    " them)",
                    base::with_commas(result.kept)));
  }
  if (result.in_review > 0) {
    context.print_line(fmt::format(
        "  {} of records whose pages are decided, referred or out not written (AILA v. EOIR)",
        base::plural(result.in_review, "determination")));
  }
  if (result.in_production > 0) {
    context.print_line(fmt::format("  {} in a production stay as they are",
                                   base::with_commas(result.in_production)));
  }
  context.suggest("vaughn render");
  return Exit::done;
}

Result<Exit> run_decide(Context& context) {
  const auto& arguments = context.arguments();
  if (arguments.has("--rules")) {
    const auto file = TRY(read_rules(arguments));
    const auto rows =
        TRY(engine::apply_decide_rules(context.workspace(), file, context.is_dry_run()));
    return print_rules(context, rows, "decide");
  }
  const auto value =
      TRY(one_of(arguments, {"--release", "--withhold", "--refer", "--second-review"}));
  engine::DecideRequest request;
  request.scope = TRY(scope_of(context));
  request.pages = TRY(arguments.pages("--pages"));
  request.disposition = value == "--release"    ? foia::Disposition::release
                        : value == "--withhold" ? foia::Disposition::withhold
                        : value == "--refer"    ? foia::Disposition::refer
                                                : foia::Disposition::review_again;
  request.referred_to = arguments.word("--refer");
  request.claims = TRY(claims_of(arguments));
  request.harm = arguments.word("--harm");
  request.reason = arguments.word("--reason");
  request.is_correction = arguments.has("--correction");
  request.is_dry_run = context.is_dry_run();
  TRY(confirm_scope(context, request.scope));
  const auto result = TRY(engine::decide_pages(context.workspace(), request));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  context.print_line(fmt::format(
      "{} {} of {}: {}{}",
      request.is_dry_run ? "would decide" : "decided",
      base::plural(result.pages, "page"),
      base::plural(result.records, "record"),
      request.disposition == foia::Disposition::review_again ? "a second reviewer is asked"
                                                             : foia::to_string(request.disposition),
      request.claims.empty() ? "" : " under " + foia::join_labels(request.claims)));
  const auto skipped = [&](std::int64_t count, std::string_view noun, std::string_view why) {
    if (count > 0) {
      context.print_line(fmt::format("  left out {} {}", base::plural(count, noun), why));
    }
  };
  skipped(result.skipped_not_responsive, "record", "not responsive");
  skipped(result.skipped_unrendered, "record", "without page images (vaughn render)");
  skipped(result.skipped_at_submitter, "page", "at a submitter");
  skipped(result.skipped_asked, "page", "that another person has to decide");
  skipped(result.skipped_produced, "page", "produced already");
  context.suggest("vaughn produce plan");
  return Exit::done;
}

}  // namespace

Command code_command() {
  return {
      .name = "code",
      .group = "Review",
      .summary = "decide whether records answer a category of the request",
      .arguments = {scope_argument()},
      .options = joined(
          {{.name = "--category",
            .value_name = "KEY",
            .help = "category of the request; 1,2 or repeated",
            .repeats = true,
            .words = Words::category},
           {.name = "--responsive", .help = "they answer it"},
           {.name = "--not-responsive", .help = "they do not; without --category: none of them"},
           {.name = "--unsure", .help = "someone else has to look"},
           {.name = "--overwrite", .help = "change what was decided otherwise"},
           {.name = "--reason", .value_name = "TEXT", .help = "why; needed"},
           rules_option("[[code]]")},
          joined(scope_options(), {dry_run_option()})),
      .description =
          "Families and exact copies follow. A record that was decided otherwise stays as it is "
          "unless --overwrite is given; one with pages in a production always stays.",
      .examples =
          {{"code set:monitors --category 6 --responsive --reason \"names the device\"",
            "a frozen selection"},
           {"code --rules review.toml", "every [[code]] rule of a file, in order"},
           {"code --query 'subject:\"lunch order\"' --not-responsive --reason \"private\" -n",
            "count first"}},
      .needs = {.matter = Matter::write},
      .run = run_code,
  };
}

Command decide_command() {
  return {
      .name = "decide",
      .group = "Review",
      .summary = "decide pages: release, withhold in full, refer, or ask another",
      .arguments = {scope_argument()},
      .options =
          joined(joined({{.name = "--pages", .value_name = "LIST", .help = "pages 1,3-5; else all"},
                         {.name = "--release", .help = "in full, or in part where there are marks"},
                         {.name = "--withhold", .help = "withhold in full; needs --exemption"},
                         {.name = "--refer",
                          .value_name = "AGENCY",
                          .help = "leave the decision to another agency"},
                         {.name = "--second-review",
                          .help = "put them before a second reviewer: another person decides"},
                         {.name = "--reason", .value_name = "TEXT", .help = "why; needed"},
                         correction_option(),
                         rules_option("[[decide]]")},
                        claims_options()),
                 joined(scope_options(), {dry_run_option()})),
      .description =
          "Only pages of responsive records with page images can be decided, and none that is at a "
          "submitter or in a production. Withholding needs an exemption and, unless that is "
          "(b)(3), "
          "the harm that release would do.",
      .examples = {{"decide set:monitors --release --reason \"nothing exempt\"", "whole records"},
                   {"decide R-000017 --pages 2-4 --withhold --exemption '(b)(5): deliberative "
                    "process' --harm \"chills candid drafts\" --reason \"draft memorandum\"",
                    "three pages"}},
      .needs = {.matter = Matter::write},
      .run = run_decide,
  };
}

}  // namespace vaughn::cli
