// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "received/detail/checks.h"

namespace vaughn::received {
namespace {

constexpr std::size_t kBefore = 4;  // words that must agree before a box
constexpr std::size_t kAfter = 3;   // and after it
constexpr std::size_t kLongBefore = 7;
constexpr std::size_t kLeastLetters = 24;
constexpr std::size_t kMostOpen = 40;  // words of the passage that stands open

// After one of these every letter and form has another name, so that more has to agree.
constexpr std::array<std::string_view, 20> kFields{
    "from", "to",   "cc",    "bcc",  "by", "name", "sent", "date", "phone", "tel",
    "fax",  "mail", "email", "dear", "mr", "ms",   "mrs",  "dr",   "agent", "subject"};

struct Stream {
  const Document* document = nullptr;
  const Page* page = nullptr;
  std::vector<Token> tokens{};
};

struct Spot {
  std::size_t stream = 0;
  std::size_t at = 0;  // of the first word of the context
};

std::string joined(const std::vector<Token>& tokens, std::size_t begin, std::size_t count) {
  std::string out;
  for (std::size_t i = begin; i < begin + count; ++i) {
    if (i >= tokens.size() || tokens[i].area >= 0) {
      return {};
    }
    out += tokens[i].word + " ";
  }
  return out;
}

class PassageCheck {
 public:
  PassageCheck(const Production& production, const Options& options, Findings& findings)
      : options_(options), findings_(findings) {
    for (const auto& document : production.documents) {
      for (const auto& page : document.pages) {
        streams_.push_back({&document, &page, tokens_of(page)});
      }
    }
  }

  void run() {
    for (std::size_t s = 0; s < streams_.size(); ++s) {
      const auto& tokens = streams_[s].tokens;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (auto context = joined(tokens, i, kBefore); !context.empty()) {
          spots_[std::move(context)].push_back({s, i});
        }
      }
    }
    for (std::size_t s = 0; s < streams_.size(); ++s) {
      const auto& tokens = streams_[s].tokens;
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].area >= 0 && (i == 0 || tokens[i - 1].area < 0)) {
          look(s, i);
        }
      }
    }
  }

 private:
  void look(std::size_t stream, std::size_t at) {
    const auto& tokens = streams_[stream].tokens;
    std::size_t end = at;
    while (end < tokens.size() && tokens[end].area >= 0) {
      ++end;
    }
    const bool is_field =
        at > 0 && std::find(kFields.begin(), kFields.end(), tokens[at - 1].word) != kFields.end();
    const std::size_t before = is_field ? kLongBefore : kBefore;
    if (at < before) {
      return;
    }
    const auto head = joined(tokens, at - before, before);
    const auto near = joined(tokens, at - kBefore, kBefore);
    const auto tail = joined(tokens, end, kAfter);
    if (head.empty() || tail.empty() ||
        near.size() + tail.size() - kBefore - kAfter < kLeastLetters) {
      return;
    }
    for (const auto& spot : spots_[near]) {
      const auto& other = streams_[spot.stream].tokens;
      const auto begin = spot.at + kBefore;
      if (begin < before || joined(other, begin - before, before) != head) {
        continue;
      }
      for (std::size_t i = begin; i < other.size() && i - begin <= kMostOpen; ++i) {
        if (other[i].area >= 0) {
          break;
        }
        if (i > begin && joined(other, i, kAfter) == tail) {
          report(streams_[stream], tokens[at].area, streams_[spot.stream], begin, i);
          return;
        }
      }
    }
  }

  void report(
      const Stream& closed, int area, const Stream& open, std::size_t begin, std::size_t end) {
    auto& row = findings_.add("treated_two_ways",
                              *closed.document,
                              *closed.page,
                              fmt::format("{} under this box {} open on {}",
                                          base::plural(static_cast<long long>(end - begin), "word"),
                                          end - begin == 1 ? "stands" : "stand",
                                          name_of(*open.page)));
    row.area = area + 1;
    row.codes = closed.page->reading.areas[static_cast<std::size_t>(area)].codes;
    for (std::size_t i = begin; options_.reveals && i < end; ++i) {
      row.revealed.push_back(open.tokens[i].shown);
    }
  }

  const Options& options_;
  Findings& findings_;
  std::vector<Stream> streams_;
  std::map<std::string, std::vector<Spot>> spots_;
};

}  // namespace

void check_passages(const Production& production, const Options& options, Findings& findings) {
  PassageCheck(production, options, findings).run();
}

}  // namespace vaughn::received
