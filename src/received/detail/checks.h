// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "received/check.h"
#include "received/production.h"

namespace vaughn::received {

// Collects findings with the place they are about.
class Findings {
 public:
  Finding& add(std::string_view code, const Document& document, std::string message);
  Finding& add(std::string_view code,
               const Document& document,
               const Page& page,
               std::string message);
  Finding& add(std::string_view code, int installment, std::string path, std::string message);
  std::vector<Finding> take();

 private:
  Finding& add(std::string_view code);
  std::vector<Finding> list_;
};

void check_numbers(const Production& production, Findings& findings);
void check_areas(const Production& production, const Options& options, Findings& findings);
void check_passages(const Production& production, const Options& options, Findings& findings);
void check_mail(const Production& production, Findings& findings);
void check_references(const Production& production, Findings& findings);
void check_index(const Production& production, const Options& options, Findings& findings);

// The words of a page in the order in which people read them, without those under boxes; where an
// area stands, its number in the page as a token of its own.
struct Token {
  std::string word{};   // folded; empty for an area
  std::string shown{};  // as it stands
  int area = -1;        // index into PageReading::areas
};
std::vector<Token> tokens_of(const Page& page);

}  // namespace vaughn::received
