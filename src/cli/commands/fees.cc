// SPDX-License-Identifier: AGPL-3.0-or-later
#include "engine/fees.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "engine/request.h"

namespace vaughn::cli {
namespace {

using base::Result;

std::string dollars(std::int64_t cents) {
  return fmt::format("${}.{:02}", base::with_commas(cents / 100), cents % 100);
}

// Minutes by grade; none of the three options given: none.
Result<std::optional<clock::Work>> work_of(const Arguments& arguments, const std::string& what) {
  clock::Work out;
  bool is_given = false;
  for (const auto& [grade, minutes] : {std::pair{"", &out.professional},
                                       {"-clerical", &out.clerical},
                                       {"-managerial", &out.managerial}}) {
    const auto given = TRY(arguments.number(fmt::format("--{}{}", what, grade)));
    if (given) {
      *minutes = *given;
      is_given = true;
    }
  }
  return is_given ? std::optional(out) : std::nullopt;
}

Result<engine::FeeRequest> request_of(const Arguments& arguments) {
  engine::FeeRequest out;
  if (arguments.has("--category")) {
    out.category = TRY(clock::parse_requester_category(arguments.word("--category")));
  }
  out.search = TRY(work_of(arguments, "search"));
  out.review = TRY(work_of(arguments, "review"));
  out.pages = TRY(arguments.number("--pages"));
  out.pages_necessary = TRY(arguments.number("--necessary"));
  out.is_excused_by_court = arguments.has("--excused-by-court");
  out.failed_to_pay_before = arguments.has("--unpaid-before");
  return out;
}

Result<Exit> run(Context& context) {
  const auto request = TRY(request_of(context.arguments()));
  const auto result = TRY(engine::fees(context.workspace(), request, context.today()));
  if (context.wants_json()) {
    context.print(engine::to_json(result));
    return Exit::done;
  }
  Table table({{"for"},
               {"units", Align::right},
               {"free", Align::right},
               {"charged", Align::right},
               {"fee", Align::right},
               {"why"},
               {"rule"}});
  for (const auto& row : result.decision.rows) {
    table.add({clock::to_string(row.head),
               fmt::format("{} {}",
                           base::with_commas(row.units),
                           row.head == clock::FeeHead::duplication ? "pages" : "min"),
               row.free,
               row.charged,
               Cell(dollars(row.cents), fmt::format("{}", row.cents)),
               row.reason,
               row.citation});
  }
  context.print(table);
  if (!context.wants_plain()) {
    for (const auto& reason : result.decision.reasons) {
      context.print_line("  " + reason);
    }
    context.print_line(fmt::format("{} of {} due; category {}, rates of {}",
                                   dollars(result.decision.due_cents),
                                   dollars(result.decision.total_cents),
                                   clock::to_string(result.facts.category),
                                   result.rates));
  }
  return Exit::done;
}

}  // namespace

Command fees_command() {
  const auto minutes = [](std::string name, std::string help) {
    return Option{.name = std::move(name), .value_name = "MINUTES", .help = std::move(help)};
  };
  return {
      .name = "fees",
      .group = "Request",
      .summary = "estimate what the requester may be charged, and why",
      .options = {{.name = "--category",
                   .value_name = "WHO",
                   .help = "commercial, educational, scientific, media or other; else as recorded"},
                  minutes("--search", "professional search; else that of the taskings' answers"),
                  minutes("--search-clerical", "clerical search"),
                  minutes("--search-managerial", "managerial search"),
                  minutes("--review", "professional first review"),
                  minutes("--review-clerical", "clerical first review"),
                  minutes("--review-managerial", "managerial first review"),
                  {.name = "--pages",
                   .value_name = "N",
                   .help = "pages to duplicate; else those released so far"},
                  {.name = "--necessary",
                   .value_name = "N",
                   .help = "pages necessary to respond; else the responsive ones"},
                  {.name = "--excused-by-court",
                   .help = "a court found exceptional circumstances, and its time was kept"},
                  {.name = "--unpaid-before", .help = "the requester failed to pay before"}},
      .description =
          "What is not given is counted in the ledger. Lateness, the notice of unusual "
          "circumstances and offers to narrow come from the request's steps: an agency that is "
          "late loses search fees unless one of the statute's excuses holds. The rates are those "
          "of "
          "the agency's calendar.",
      .examples = {{"fees --category media --pages 620", "duplication alone, 100 pages free"}},
      .needs = {.matter = Matter::read},
      .run = run,
  };
}

}  // namespace vaughn::cli
