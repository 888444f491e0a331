// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dates.h"
#include "base/result.h"
#include "foia/ids.h"

// The language in which records are asked for.
//
//   dredging permit         both words anywhere in the record (AND is understood)
//   "harbor point"          the words next to each other, in this order
//   a AND b, a OR b, NOT a  in capitals or not; to find the word "and", put it in quotes
//   a w/5 b                 within 5 words of each other, either way round; w/1 is adjacent
//   a pre/5 b               the same, a first
//   a NOT w/5 b             an a that has no b within 5 words (also NOT pre/5)
//   dredg*  *ment  wom?n    * is any characters or none, ? is one character; anywhere in a word,
//                           also in phrases and beside w/n; in a phrase a lone * is any one word
//   from: to: cc: subject: body: name:   only there; to: is To, Cc and Bcc; also subject:(a OR b)
//   office: custodian: type: id:         office:boston (the whole key), custodian:ortiz (part of
//                                        the name), type:email, id:R-000042
//   sent:2022  sent:2022-03  sent:2022-03-01..2022-04-15  sent:>=2022-03  sent:none
//
// Brackets are required where readers could differ: AND with OR, OR with w/n, a chain of w/n.
// NOT and AND inside w/n are refused. The two sides of w/n are always different words. Nothing is
// ignored: there are no noise words. fulltext/words.h says what a word is.
namespace vaughn::fulltext {

enum class Field {
  any,
  subject,
  from,
  to,  // To, Cc and Bcc
  cc,  // Cc and Bcc
  body,
  name,
  // Facts about the record, not positions in text.
  office,
  custodian,
  type,
  sent,
  id,
  other,  // answered by the caller: ParseOptions::other_fields
};
std::string_view to_string(Field field);

enum class NodeKind {
  phrase,    // words: one or more in a row
  all_of,    // children
  any_of,    // children
  negation,  // children[0]
  near,      // children[0] and [1]: phrases, any_of or near
  filter,    // field, with words, dates, undated or record
};

struct Node {
  NodeKind kind{};
  int column = 0;  // of its first character in the query, from 1
  Field field = Field::any;
  std::vector<std::string> words{};  // folded; may hold * and ?; "*" alone is any one word
  // near
  int distance = 0;
  bool is_ordered = false;  // pre/n
  bool is_negated = false;  // NOT w/n
  // filter
  base::DateRange dates{};
  bool is_undated = false;
  foia::RecordId record{};
  std::string other_field{};  // field and value for the caller
  std::string other_value{};
  std::vector<Node> children{};

  // Positions in the query do not count.
  bool operator==(const Node& other) const;
};

struct Query {
  std::string text{};  // as typed
  Node root{};
  std::string time_zone{"UTC"};  // IANA; where days of sent: begin and end
};

struct ParseOptions {
  std::string time_zone{"UTC"};
  // Further fields, e.g. "category", whose values the caller of Index::find() answers.
  std::vector<std::string> other_fields{};
};

// What is wrong with a query and how to write it.
struct QueryProblem {
  std::string code{};        // "Q102", stable
  int column = 0;            // from 1, in characters
  std::string message{};     // "the bracket opened at column 9 is never closed"
  std::string suggestion{};  // a query to try, or what to do; may be empty
  bool operator==(const QueryProblem&) const = default;
};

// The error's message is "Q102: the bracket ..."; its hint the query, a caret line below it and
// the suggestion, each on a line of its own.
base::Result<Query> parse_query(std::string_view text, const ParseOptions& options = {});
// The same as a value; none if the query is good.
std::optional<QueryProblem> check_query(std::string_view text, const ParseOptions& options = {});

// One spelling for one meaning, with all operators and brackets written out; it parses to the same
// tree: `from:calloway AND (dredg* w/10 permit*)`.
std::string to_string(const Query& query);
std::string to_string(const Node& node);

// The parse tree, one node a line, indented by two spaces.
std::string tree(const Query& query);

}  // namespace vaughn::fulltext
