// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/context.h"
#include "cli/detail/command_list.h"
#include "engine/json.h"
#include "portal/inbox.h"
#include "server/http.h"
#include "server/portal_routes.h"

namespace vaughn::cli {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;
namespace fs = std::filesystem;

constexpr std::int64_t kMostMegabytes = 1024;

Option dir_option() {
  return {.name = "--dir",
          .value_name = "INBOX",
          .help = "folder that keeps the requests; made if it is not there",
          .is_required = true,
          .words = Words::folder};
}

Option prefix_option() {
  return {.name = "--prefix",
          .value_name = "WORD",
          .help = "middle of tracking numbers, 2026-WORD-00001; else FOIA"};
}

portal::InboxOptions inbox_options(const Arguments& arguments) {
  portal::InboxOptions out;
  if (arguments.has("--prefix")) {
    out.prefix = arguments.word("--prefix");
  }
  return out;
}

Result<Exit> run_import(Context& context) {
  const auto& arguments = context.arguments();
  auto inbox = TRY(portal::Inbox::open(arguments.word("--dir"), inbox_options(arguments)));
  std::vector<engine::PortalImport> rows;
  bool is_clean = true;
  for (const auto& word : arguments.words("FILE")) {
    const auto body = TRY(base::read_file(word));
    auto answer = TRY(inbox.receive(body, context.globals().clock()));
    is_clean &=
        answer.outcome == portal::Outcome::stored || answer.outcome == portal::Outcome::repeated;
    rows.push_back({.path = word, .answer = std::move(answer)});
  }
  const auto exit = is_clean ? Exit::done : Exit::findings;
  if (context.wants_json()) {
    context.print(engine::to_json(rows));
    return exit;
  }
  Table table(
      {{"file", Align::left, Cut::at_front}, {"outcome"}, {"request"}, {"number"}, {"from"}});
  for (const auto& [path, answer] : rows) {
    const auto& receipt = answer.receipt;
    table.add({path.string(),
               portal::to_string(answer.outcome),
               receipt ? fmt::format("{}", receipt->request_id) : "",
               receipt ? receipt->tracking_number : "",
               receipt ? receipt->requester : ""});
  }
  context.print(table);
  for (const auto& [path, answer] : rows) {
    if (answer.http_status >= 400) {
      context.note(fmt::format("note: {}: {}", harmless(path.string()), harmless(answer.json)));
    }
    for (const auto& remark :
         answer.receipt ? answer.receipt->remarks : std::vector<portal::Problem>()) {
      context.note(fmt::format("note: {}: {} {}",
                               harmless(path.string()),
                               harmless(remark.field),
                               harmless(remark.message)));
    }
  }
  return exit;
}

Result<Exit> run_list(Context& context) {
  const auto cases = TRY(portal::list_cases(context.arguments().word("INBOX")));
  if (context.wants_json()) {
    context.print(engine::to_json(cases));
    return Exit::done;
  }
  Table table({{"request"},
               {"number"},
               {"received"},
               {"component"},
               {"from"},
               {"files", Align::right},
               {"conflicts", Align::right}});
  for (const auto& one : cases) {
    table.add({fmt::format("{}", one.receipt.request_id),
               one.receipt.tracking_number,
               base::to_string(one.receipt.received),
               one.receipt.component,
               one.receipt.requester,
               one.receipt.files.size(),
               one.conflicts});
  }
  context.print(table);
  return Exit::done;
}

Result<std::string> read_secret(const std::string& path) {
  if (path.empty()) {
    return std::string();
  }
  const auto text = TRY(base::read_file(path));
  auto secret = std::string(base::trim(text));
  if (secret.empty()) {
    return Error{ErrorCode::invalid_argument, fmt::format("{} holds no secret", path), ""};
  }
  return secret;
}

Result<Exit> run_serve(Context& context) {
  const auto& arguments = context.arguments();
  server::Options options;
  server::Endpoint endpoint{.address = options.address, .is_loopback = true};
  if (arguments.has("--listen")) {
    endpoint = TRY(server::parse_endpoint(arguments.word("--listen")));
  }
  options.address = endpoint.address;
  options.port = endpoint.port;
  if (const auto megabytes = TRY(arguments.number("--max-mb"))) {
    if (*megabytes < 1 || *megabytes > kMostMegabytes) {
      return Error{ErrorCode::invalid_argument, "--max-mb is from 1 to 1,024", ""};
    }
    options.largest_body = static_cast<std::uint64_t>(*megabytes) << 20U;
  }
  server::PortalSettings settings{.secret = TRY(read_secret(arguments.word("--secret-file"))),
                                  .clock = context.globals().clock};
  if (settings.secret.empty() && !endpoint.is_loopback) {
    return Error{ErrorCode::invalid_argument,
                 "an endpoint that others can reach needs a secret",
                 "--secret-file FILE, and the same secret in the settings of the portal"};
  }
  auto inbox = TRY(portal::Inbox::open(arguments.word("--dir"), inbox_options(arguments)));
  settings.log = [&context](const server::Request& request, const server::Reply& reply) {
    if (context.globals().is_verbose) {
      context.note(fmt::format("{} {} bytes={} status={}",
                               base::to_string(context.globals().clock()),
                               request.method == "POST" ? "POST" : "other",
                               request.body.size(),
                               reply.status));
    }
  };
  TRY(server::serve(options, server::portal_handler(inbox, settings), [&](std::uint16_t port) {
    const bool is_v6 = options.address.find(':') != std::string::npos;
    context.note(fmt::format("listening on http://{}{}{}:{}/components/ID/requests/",
                             is_v6 ? "[" : "",
                             options.address,
                             is_v6 ? "]" : "",
                             port));
    context.terminal().err.flush();
  }));
  return Exit::done;
}

}  // namespace

Command intake_import_command() {
  return {
      .name = "intake import",
      .group = "Requests from FOIA.gov",
      .summary = "take requests of the portal from files",
      .arguments = {{.name = "FILE",
                     .help = "JSON as the portal posts it, API 1.1.0",
                     .is_required = true,
                     .repeats = true,
                     .words = Words::file}},
      .options = {dir_option(), prefix_option()},
      .description =
          "Each file is kept as it is, with a receipt and a tracking number, and its attachments "
          "by "
          "their hashes. A request_id is one case: the same again gets the same number; another "
          "body under the same id is kept beside the first, and exit code 3 says so. Fields that "
          "the specification does not have are kept.",
      .examples = {{"intake import request.json --dir inbox", "one request"}},
      .run = run_import,
  };
}

Command intake_list_command() {
  return {
      .name = "intake list",
      .group = "Requests from FOIA.gov",
      .summary = "list the requests that were taken",
      .arguments = {{.name = "INBOX",
                     .help = "folder that keeps the requests",
                     .is_required = true,
                     .words = Words::folder}},
      .description = "By number, tests of the portal among them: their numbers end in -TEST.",
      .examples = {{"intake list inbox", "all of them"}},
      .run = run_list,
  };
}

Command intake_serve_command() {
  return {
      .name = "intake serve",
      .group = "Requests from FOIA.gov",
      .summary = "take requests of the portal over HTTP",
      .options = {dir_option(),
                  {.name = "--listen",
                   .value_name = "ADDRESS:PORT",
                   .help = "where; else 127.0.0.1 and a free port"},
                  {.name = "--secret-file",
                   .value_name = "FILE",
                   .help = "secret that FOIA-API-SECRET has to hold; needed beyond this machine",
                   .words = Words::file},
                  {.name = "--max-mb", .value_name = "N", .help = "largest body in MiB; else 64"},
                  prefix_option()},
      .description =
          "Answers POST /components/ID/requests/ as API 1.1.0 says. The portal deletes its copy "
          "once it has an answer, so the request is flushed to the disk before there is one; it "
          "posts again when an answer is late, so the same request_id gets the same answer. The "
          "process can be killed at any moment.\n\n"
          "The portal speaks HTTPS only: put a proxy with a certificate before this address. "
          "GET /health answers 200. Ctrl-C ends it; -v logs a line for each request, without its "
          "text.",
      .examples = {{"intake serve --dir inbox --listen 127.0.0.1:8080 --secret-file secret",
                    "behind a proxy on the same machine"}},
      .run = run_serve,
  };
}

}  // namespace vaughn::cli
