// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "report/detail/elements.h"
#include "report/prose.h"
#include "report/vaughn_index.h"

namespace vaughn::report {

using base::Error;
using base::ErrorCode;
using base::Result;
using foia::PageOutcome;

namespace {

// What is withheld under one claim: where, and what the reviewers wrote.
struct Claimed {
  std::vector<int> box_pages{};    // one for each box
  std::vector<int> whole_pages{};  // withheld in full
  std::vector<std::string> reasons{};
  std::vector<std::string> harms{};
};

void add_once(std::vector<std::string>& texts, std::string_view text) {
  std::string clean(base::collapse_white_space(base::trim(text)));
  while (!clean.empty() && (clean.back() == '.' || clean.back() == ';')) {
    clean.pop_back();
  }
  if (!clean.empty() && std::find(texts.begin(), texts.end(), clean) == texts.end()) {
    texts.push_back(std::move(clean));
  }
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether a text repeats what was removed. A single short or lower-case word ("price") names no one
// and is needed to say what is withheld; anything else counts.
class RemovedWords {
 public:
  explicit RemovedWords(const VaughnFacts& facts) {
    for (const auto& mark : facts.marks) {
      add(mark.removed_text);
    }
    for (const auto& text : facts.record.removed_texts) {
      add(text);
    }
  }

  bool are_in(std::string_view text) const {
    const auto folded = base::fold_case(base::collapse_white_space(text));
    return std::any_of(removed_.begin(), removed_.end(), [&](const std::string& words) {
      for (auto at = folded.find(words); at != std::string::npos; at = folded.find(words, at + 1)) {
        const auto end = at + words.size();
        if ((at == 0 || !is_word_byte(folded[at - 1])) &&
            (end == folded.size() || !is_word_byte(folded[end]))) {
          return true;
        }
      }
      return false;
    });
  }

 private:
  void add(std::string_view text) {
    const auto clean = base::collapse_white_space(base::trim(text));
    const bool is_plain_word =
        std::all_of(clean.begin(), clean.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (clean.size() >= 4 && !is_plain_word) {
      removed_.insert(base::fold_case(clean));
    }
  }

  std::set<std::string> removed_{};
};

std::string type_of(const VaughnFacts& facts) {
  std::string type(kind_words(facts.record.record.kind));
  if (facts.parent_entry != 0) {
    return fmt::format("{}, attachment to entry {}", type, facts.parent_entry);
  }
  return facts.parent_control.empty()
             ? type
             : fmt::format("{}, attachment to {}", type, facts.parent_control);
}

std::string boxes_phrase(const Claimed& claimed) {
  std::vector<std::string> parts;
  if (!claimed.box_pages.empty()) {
    parts.push_back(
        fmt::format("{}, {}",
                    pages_phrase(claimed.box_pages),
                    base::plural(static_cast<long long>(claimed.box_pages.size()), "box")));
  }
  if (!claimed.whole_pages.empty()) {
    parts.push_back(fmt::format("{} in full", pages_phrase(claimed.whole_pages)));
  }
  return base::join(parts, "; ");
}

class Composition {
 public:
  Composition(const VaughnFacts& facts, const RemovedWords& removed)
      : facts_(facts), removed_(removed) {}

  Result<void> gather() {
    for (const auto& page : facts_.record.pages) {
      switch (page.outcome) {
        case PageOutcome::in_full: ++in_full_; break;
        case PageOutcome::in_part: in_part_.push_back(page.source_page); break;
        case PageOutcome::withheld_in_full: withheld_.push_back(page.source_page); break;
        case PageOutcome::duplicate:
        case PageOutcome::non_responsive:
        case PageOutcome::referred:
        case PageOutcome::at_submitter:
        case PageOutcome::pending:
          return Error{ErrorCode::conflict,
                       fmt::format("page {} of {} is {} and cannot stand in a volume",
                                   page.source_page,
                                   foia::control_number(facts_.record.record.id),
                                   foia::title(page.outcome)),
                       ""};
      }
      if (page.outcome == PageOutcome::in_full) {
        continue;
      }
      const bool is_whole = page.outcome == PageOutcome::withheld_in_full;
      for (const auto& claim : page.claims) {
        if (is_whole) {
          by_claim_[claim].whole_pages.push_back(page.source_page);
        }
      }
      if (!is_whole) {
        for (const auto& box : page.boxes) {
          ++boxes_;
          for (const auto& claim : box.claims) {
            by_claim_[claim].box_pages.push_back(page.source_page);
          }
        }
      }
    }
    if (by_claim_.empty()) {
      return Error{ErrorCode::conflict,
                   fmt::format("nothing is withheld from {}: it needs no entry",
                               foia::control_number(facts_.record.record.id)),
                   ""};
    }
    for (const auto& mark : facts_.marks) {
      if (std::find(in_part_.begin(), in_part_.end(), mark.page) != in_part_.end()) {
        add_texts(mark.claims, mark.reason, mark.harm);
      }
    }
    for (const auto& decision : facts_.withheld) {
      if (std::find(withheld_.begin(), withheld_.end(), decision.page) != withheld_.end()) {
        add_texts(decision.claims, decision.reason, decision.harm);
      }
    }
    return {};
  }

  void fill(foia::VaughnEntry& entry) const {
    entry.pages = static_cast<int>(facts_.record.pages.size());
    entry.pages_in_full = in_full_;
    entry.pages_in_part = static_cast<int>(in_part_.size());
    entry.pages_withheld = static_cast<int>(withheld_.size());
    entry.boxes = boxes_;
    for (const auto& [claim, claimed] : by_claim_) {
      entry.claims.push_back(claim);
    }
    entry.where = where();
    entry.description = description();
    entry.justification = justification();
    entry.harm = harm();
    entry.segregability = segregability();
    entry.status = status();
    entry.submitter = submitter();
  }

 private:
  void add_texts(const std::vector<foia::ExemptionClaim>& claims,
                 const std::string& reason,
                 const std::string& harm) {
    for (const auto& claim : claims) {
      const auto claimed = by_claim_.find(claim);
      if (claimed == by_claim_.end()) {
        continue;
      }
      if (!removed_.are_in(reason)) {
        add_once(claimed->second.reasons, reason);
      }
      if (!removed_.are_in(harm)) {
        add_once(claimed->second.harms, harm);
      }
    }
  }

  std::string where() const {
    std::vector<std::string> parts;
    if (!in_part_.empty()) {
      parts.push_back(fmt::format("{} ({})", pages_phrase(in_part_), base::plural(boxes_, "box")));
    }
    if (!withheld_.empty()) {
      parts.push_back(fmt::format("{} (in full)", pages_phrase(withheld_)));
    }
    return base::join(parts, "; ");
  }

  // What the reviewers called the withheld things, each once.
  std::string description() const {
    std::vector<std::string> reasons;
    for (const auto& [claim, claimed] : by_claim_) {
      for (const auto& reason : claimed.reasons) {
        add_once(reasons, reason);
      }
    }
    if (reasons.empty()) {
      std::vector<std::string> kinds;
      for (const auto& [claim, claimed] : by_claim_) {
        add_once(kinds, std::string(claim.exemption().row().covers));
      }
      return sentence(base::join(kinds, "; "));
    }
    return sentence(base::join(reasons, "; "));
  }

  // LAW: Wiener v. FBI, 943 F.2d 972: for each withholding the exemption and a particular reason.
  std::string justification() const {
    std::vector<std::string> paragraphs;
    for (const auto& [claim, claimed] : by_claim_) {
      auto text = fmt::format("{} [{}]: ", claim.label(), boxes_phrase(claimed));
      if (!claimed.reasons.empty()) {
        text += sentence(base::join(claimed.reasons, "; ")) + " ";
      }
      paragraphs.push_back(text + detail::elements(claim));
    }
    return base::join(paragraphs, "\n");
  }

  // LAW: 5 U.S.C. 552(a)(8)(A)(i): the harm that the agency foresees from disclosure.
  std::string harm() const {
    std::vector<std::string> paragraphs;
    for (const auto& [claim, claimed] : by_claim_) {
      if (!claimed.harms.empty()) {
        std::vector<std::string> sentences;
        for (const auto& text : claimed.harms) {
          sentences.push_back(sentence(text));
        }
        paragraphs.push_back(
            fmt::format("{}: {}", claim.exemption().code(), base::join(sentences, " ")));
      } else if (foia::is_harm_optional({claim})) {
        paragraphs.push_back(fmt::format(
            "{}: disclosure is prohibited by {}.", claim.exemption().code(), claim.statute()));
      }
    }
    return base::join(paragraphs, "\n");
  }

  // LAW: 5 U.S.C. 552(a)(8)(A)(ii): what can reasonably be segregated is released.
  std::string segregability() const {
    const auto total = static_cast<long long>(facts_.record.pages.size());
    std::vector<std::string> sentences;
    if (in_full_ == 0 && in_part_.empty()) {
      sentences.push_back(fmt::format(
          "{} withheld in full; the agency found no portion that could reasonably be segregated "
          "and released.",
          total == 1 ? std::string("The only page is")
                     : fmt::format("All {} are", base::plural(total, "page"))));
      return sentences.front();
    }
    std::vector<std::string> parts;
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count > 0) {
        parts.push_back(fmt::format("{} {} {}", count, count == 1 ? "is" : "are", what));
      }
    };
    add(static_cast<std::size_t>(in_full_), "released in full");
    add(in_part_.size(), "released in part");
    add(withheld_.size(), "withheld in full");
    const bool is_one = total == 1;
    sentences.push_back(is_one
                            ? std::string("The only page is released in part.")
                            : fmt::format("Of {}, {}.", base::plural(total, "page"), list(parts)));
    if (!in_part_.empty()) {
      sentences.push_back(
          fmt::format("On {} only the {} named above {} withheld; all other text is released.",
                      pages_phrase(in_part_),
                      boxes_ == 1 ? std::string("box") : fmt::format("{} boxes", boxes_),
                      boxes_ == 1 ? "is" : "are"));
    }
    if (!withheld_.empty()) {
      sentences.push_back(
          fmt::format("On {} the agency found no portion that could reasonably be segregated.",
                      pages_phrase(withheld_)));
    }
    return base::join(sentences, " ");
  }

  std::string status() const {
    const bool is_withheld = in_full_ == 0 && in_part_.empty();
    auto out = is_withheld ? fmt::format("withheld in full in {}", facts_.volume)
                           : fmt::format("produced in part in {}", facts_.volume);
    for (const auto& review : facts_.re_reviews) {
      out += fmt::format("; more of {} released on re-review on {} in {}",
                         pages_phrase(review.pages),
                         base::long_date(review.dated),
                         review.volume);
    }
    return out;
  }

  // LAW: EO 12600 sec. 5: the agency gives each objection careful consideration and says why not.
  std::string submitter() const {
    std::vector<std::string> sentences;
    for (const auto& position : facts_.submitters) {
      if (position.objections > 0) {
        std::vector<std::string> parts;
        const auto add = [&](int count, std::string_view what) {
          if (count > 0) {
            parts.push_back(fmt::format("{} {}", what, count));
          }
        };
        add(position.accepted, "accepted");
        add(position.accepted_in_part, "accepted in part");
        add(position.rejected, "rejected");
        add(position.undecided, "has yet to decide");
        sentences.push_back(fmt::format("{} objected to {}; the agency {}.",
                                        position.name,
                                        base::plural(position.objections, "passage"),
                                        list(parts)));
      } else if (position.has_answered) {
        sentences.push_back(fmt::format("{} was asked and did not object.", position.name));
      } else {
        sentences.push_back(fmt::format("{} was asked on {} and has not answered.",
                                        position.name,
                                        base::long_date(position.sent)));
      }
    }
    return base::join(sentences, " ");
  }

  const VaughnFacts& facts_;
  const RemovedWords& removed_;
  std::map<foia::ExemptionClaim, Claimed> by_claim_{};
  int in_full_ = 0;
  std::vector<int> in_part_{};
  std::vector<int> withheld_{};
  int boxes_ = 0;
};

}  // namespace

Result<foia::VaughnEntry> build_entry(const VaughnFacts& facts,
                                      const foia::BatesFormat& bates,
                                      const base::TimeZone& zone) {
  if (facts.record.pages.empty()) {
    return Error{
        ErrorCode::conflict,
        fmt::format("no page of {} is in a volume", foia::control_number(facts.record.record.id)),
        ""};
  }
  foia::VaughnEntry entry;
  entry.number = facts.number;
  entry.record = facts.record.record.id;
  entry.volume = facts.volume;
  entry.bates_first = TRY(foia::format_number(bates, facts.record.pages.front().number));
  entry.bates_last = TRY(foia::format_number(bates, facts.record.pages.back().number));
  const auto date = facts.record.record.date();
  entry.date = date ? base::to_string(zone.date_at(*date)) : "undated";
  entry.type = type_of(facts);
  entry.from = facts.from;
  entry.to = facts.to;
  entry.title = facts.title;
  entry.categories = facts.record.categories;
  entry.record_sha256 = facts.record_sha256;
  entry.produced_sha256 = facts.produced_sha256;
  const RemovedWords removed(facts);
  Composition composition(facts, removed);
  TRY(composition.gather());
  composition.fill(entry);
  return entry;
}

}  // namespace vaughn::report
