// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/help.h"

namespace vaughn::cli {

const std::vector<Topic>& all_topics() {
  static const std::vector<Topic> kTopics{
      {"query",
       "The language in which records are asked for",
       "  dredging permit         both words anywhere in the record\n"
       "  \"harbor point\"          the words next to each other, in this order\n"
       "  a AND b, a OR b, NOT a  in capitals or not; the word itself in quotes\n"
       "  a w/5 b                 within 5 words of each other, either way round\n"
       "  a pre/5 b               the same, a first\n"
       "  a NOT w/5 b             an a that has no b within 5 words\n"
       "  dredg*  *ment  wom?n    * is any characters or none, ? is one\n"
       "  from: to: cc: subject: body: name:\n"
       "                          only there; also subject:(a OR b)\n"
       "  office: custodian: type: id:\n"
       "                          office:boston, type:email, id:R-000042\n"
       "  sent:2022  sent:2022-03  sent:2022-03-01..2022-04-15  sent:>=2022-03\n"
       "                          days in the time zone of the matter; sent:none\n"
       "  category:6  state:responsive  selection:NAME  finding:encrypted\n"
       "                          what the ledger says about the record\n\n"
       "Brackets are required where readers could differ: AND with OR, OR with w/n, a chain of "
       "w/n. Nothing is ignored: there are no noise words. Case and accents do not matter. In a "
       "shell put the whole query in single quotes."},
      {"scope",
       "How records are chosen",
       "No command works on all records unless told so. Choose in one of four ways:\n\n"
       "  R-000012 R-000020..R-000029   by number\n"
       "  set:NAME                      a frozen selection\n"
       "  --query QUERY                 what a query finds now\n"
       "  --all                         every record\n\n"
       "More than 1,000 records have to be confirmed: on a terminal by typing their number, in a "
       "script with --expect N. If --expect is given and the number differs, nothing happens "
       "(exit 5)."},
      {"dates",
       "Dates, times and time zones",
       "Dates are written 2026-03-31. A date that does not exist is an error.\n\n"
       "Today is the day in the time zone of the matter (matter.toml). --as-of DATE makes another "
       "day count as today: for due dates, for reports, for dates on papers that are not given. "
       "The "
       "ledger always records the true time, in UTC.\n\n"
       "VAUGHN_NOW=2026-03-02T14:12:00Z stops the clock, for tests and for transcripts that are to "
       "come out the same."},
      {"exit-codes",
       "Exit codes",
       "  0    done\n"
       "  1    the answer is no: no hits, the two differ\n"
       "  2    the command line or query cannot be understood\n"
       "  3    finished, and something needs a person: exceptions of add, findings of\n"
       "       verify, problems of index check and audit verify\n"
       "  5    refused: a gate stands in the way, such as a mark at risk, a number used\n"
       "       before, pages at a submitter, a sealed volume\n"
       "  6    there is no such matter, record or volume, or it cannot be read\n"
       "  7    disk trouble, or another vaughn is writing to the matter; try again\n"
       "  70   a bug of vaughn\n"
       "  130  stopped by Ctrl-C; what was done is kept\n\n"
       "Nothing to do is 0: adding the same files twice adds nothing and is fine."},
      {"json",
       "Answers for programs",
       "With --json a command prints one object and nothing else on stdout, the same with and "
       "without a terminal. Its first member is the schema, \"vaughn.status/1\": members may be "
       "added under that number; one that goes or changes its meaning takes it to /2. What does "
       "not "
       "exist is null.\n\n"
       "Records are \"R-000012\", events \"e12\", marks \"M-5\", dates \"2022-10-14\", times "
       "\"2022-10-14T09:30:00Z\", hashes 64 hexadecimal digits, boxes [left, bottom, right, top] "
       "in "
       "points.\n\n"
       "An error is an object \"vaughn.error/1\" on stderr with code, message, hint and exit. "
       "--progress json writes one object a line to stderr. --plain is for line tools: rows "
       "separated by tabs, without headers."},
      {"options",
       "Options of every command",
       "They may stand before or after the command. VAUGHN_AUTHOR, VAUGHN_PROGRESS and NO_COLOR "
       "stand in for --author, --progress and --no-color."},
  };
  return kTopics;
}

}  // namespace vaughn::cli
