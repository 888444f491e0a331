// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/status_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "foia/court_profile.h"
#include "report/detail/composer.h"
#include "report/detail/figure_marks.h"
#include "report/detail/generated_parts.h"
#include "report/detail/pleading.h"
#include "report/prose.h"

namespace vaughn::report {

using base::Result;
using foia::Side;

namespace {

constexpr std::string_view kSoOrdered = "PURSUANT TO STIPULATION, IT IS SO ORDERED.";

class Writer {
 public:
  Writer(const foia::Matter& matter,
         const foia::Filing& filing,
         const foia::CourtProfile& profile,
         const LedgerView& ledger,
         const foia::Figures& figures,
         const StatusReportOptions& options)
      : matter_(matter),
        filing_(filing),
        profile_(profile),
        options_(options),
        composer_(matter, filing, figures),
        parts_{matter, ledger, composer_, options} {}

  Result<StatusReport> write() {
    StatusReport out;
    out.report = detail::pleading(matter_, profile_, filing_.title, filing_.footer_title);
    detail::add_caption(out.report, matter_, profile_, filing_.title, detail::ShowsCounsel::yes);
    auto& blocks = out.report.blocks;
    TRY(add_paragraphs(blocks, "opening", filing_.opening));
    TRY(add_stipulation(blocks));
    for (const auto& section : sections()) {
      TRY(add_section(blocks, section));
    }
    TRY(add_remaining_parts(blocks));
    if (filing_.kind == foia::FilingKind::stipulation) {
      blocks.emplace_back(paper::paragraph("IT IS SO STIPULATED."));
    }
    for (const auto side : {Side::plaintiffs, Side::defendants}) {
      add_signatures(blocks, side);
    }
    add_attestation(blocks);
    if (!filing_.order.empty()) {
      blocks.emplace_back(paper::PageBreak{});
      auto heading =
          paper::paragraph(paper::Runs{paper::bold(order_title())}, paper::ParagraphStyle::heading);
      heading.keeps_with_next = true;
      blocks.emplace_back(std::move(heading));
      TRY(add_order(blocks));
      const auto used = composer_.used();
      out.order = detail::pleading(matter_, profile_, filing_.order_title, filing_.order_title);
      detail::add_caption(
          out.order, matter_, profile_, filing_.order_title, detail::ShowsCounsel::no);
      TRY(add_order(out.order.blocks));
      out.figures = used;  // the order by itself prints the same ones again
    } else {
      out.figures = composer_.used();
    }
    detail::unmark(out.report);
    detail::unmark(out.order);
    out.notes = std::move(notes_);
    out.signed_by = std::move(signed_by_);
    out.is_attested = is_attested_;
    return out;
  }

 private:
  std::string order_title() const { return base::upper_case(filing_.order_title); }

  Result<void> add_paragraphs(std::vector<paper::Block>& blocks,
                              const std::string& place,
                              const std::vector<std::string>& texts) {
    composer_.set_place(place);
    for (const auto& text : texts) {
      auto runs = composer_.runs(text);
      if (!runs) {
        return base::with_context(std::move(runs).error(),
                                  fmt::format("filing '{}', {}", filing_.key, place));
      }
      blocks.emplace_back(paper::paragraph(*std::move(runs)));
    }
    return {};
  }

  // LAW: N.D. Cal. Civil L.R. 7-12: a stipulation in writing, with the order proposed with it.
  Result<void> add_stipulation(std::vector<paper::Block>& blocks) {
    if (filing_.kind != foia::FilingKind::stipulation) {
      return {};
    }
    std::vector<std::string> recitals;
    for (const auto& recital : filing_.recitals) {
      recitals.push_back("WHEREAS, " + recital);
    }
    TRY(add_paragraphs(blocks, "recitals", recitals));
    blocks.emplace_back(
        paper::paragraph("NOW, THEREFORE, the parties, through their counsel, stipulate that:"));
    composer_.set_place("terms");
    int number = 0;
    for (const auto& term : filing_.terms) {
      auto runs = composer_.runs(term);
      if (!runs) {
        return base::with_context(std::move(runs).error(),
                                  fmt::format("filing '{}', terms", filing_.key));
      }
      auto paragraph = paper::paragraph(*std::move(runs));
      paragraph.label = fmt::format("{}.", ++number);
      blocks.emplace_back(std::move(paragraph));
    }
    return {};
  }

  // A case management statement has the topics of the court's standing order, in its order and
  // numbered; what it does not say is for the drafter to know.
  // LAW: N.D. Cal. Civil L.R. 16-9: the topics of a joint case management statement.
  std::vector<foia::FilingSection> sections() {
    const auto& topics = profile_.case_management_topics;
    if (filing_.kind != foia::FilingKind::case_management || topics.empty()) {
      return filing_.sections;
    }
    const auto topic_of = [&](const foia::FilingSection& section) {
      return static_cast<std::size_t>(std::find_if(topics.begin(),
                                                   topics.end(),
                                                   [&](const std::string& topic) {
                                                     return base::fold_case(topic) ==
                                                            base::fold_case(section.heading);
                                                   }) -
                                      topics.begin());
    };
    std::vector<foia::FilingSection> out;
    for (const auto& section : filing_.sections) {
      if (topic_of(section) == topics.size()) {
        out.push_back(section);
      }
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < topics.size(); ++i) {
      bool is_there = false;
      for (const auto& section : filing_.sections) {
        if (topic_of(section) == i) {
          out.push_back(section);
          out.back().heading = fmt::format("{}. {}", i + 1, topics[i]);
          is_there = true;
        }
      }
      if (!is_there) {
        missing.push_back(topics[i]);
      }
    }
    if (!missing.empty()) {
      notes_.push_back(fmt::format("{} asks for these topics too: {}",
                                   profile_.case_management_citation,
                                   base::join(missing, "; ")));
    }
    return out;
  }

  // What was given and no section asked for stands before the signatures.
  Result<void> add_remaining_parts(std::vector<paper::Block>& blocks) {
    const auto is_asked_for = [&](std::string_view part) {
      return std::any_of(filing_.sections.begin(),
                         filing_.sections.end(),
                         [&](const foia::FilingSection& section) {
                           return std::find(section.include.begin(), section.include.end(), part) !=
                                  section.include.end();
                         });
    };
    for (const auto* part : {"changes", "agreed", "positions"}) {
      if (!is_asked_for(part) && parts_.has(part)) {
        TRY(parts_.add_with_heading(part, blocks));
      }
    }
    return {};
  }

  Result<void> add_section(std::vector<paper::Block>& blocks, const foia::FilingSection& section) {
    auto heading = paper::paragraph(curly_quotes(section.heading), paper::ParagraphStyle::heading);
    heading.keeps_with_next = true;
    blocks.emplace_back(std::move(heading));
    TRY(add_paragraphs(blocks, section.heading, section.paragraphs));
    for (const auto& include : section.include) {
      auto part = parts_.add(include, blocks);
      if (!part) {
        return base::with_context(
            std::move(part).error(),
            fmt::format("filing '{}', {}, {}", filing_.key, section.heading, include));
      }
    }
    return {};
  }

  // The date on which the attorney agreed; none if that is not known.
  std::optional<base::Date> agreed_on(const foia::Attorney& attorney) const {
    if (options_.signatures == Signatures::left_out) {
      return {};
    }
    for (const auto& signature : filing_.signatures) {
      if (signature.name == attorney.name) {
        return signature.dated;
      }
    }
    if (std::ranges::find(options_.concurred, attorney.name) != options_.concurred.end()) {
      return filing_.dated.value_or(options_.as_of);
    }
    return {};
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: "s/ Name" stands for the signature of one who agreed to it.
  paper::SignatureBlock signature_of(const foia::Attorney& attorney) {
    paper::SignatureBlock block;
    const auto date = agreed_on(attorney);
    block.dated = detail::dated_line(date);
    if (date) {
      block.signature = profile_.signature(attorney.name);
      signed_by_.push_back(attorney.name);
    } else {
      everyone_agreed_ = false;
      notes_.push_back(fmt::format("{} has not agreed to the paper: the signature is left blank",
                                   attorney.name));
    }
    return block;
  }

  void add_signatures(std::vector<paper::Block>& blocks, Side side) {
    const auto* counsel = matter_.counsel_of(side);
    if (counsel == nullptr) {
      notes_.push_back(
          fmt::format("no counsel for the {}: no signature block", foia::to_string(side)));
      everyone_agreed_ = false;
      return;
    }
    bool is_first = true;
    for (const auto& attorney : counsel->attorneys) {
      if (!attorney.signs) {
        continue;
      }
      auto block = signature_of(attorney);
      block.above.push_back({paper::text("Respectfully submitted,")});
      if (is_first && !counsel->head_name.empty()) {
        block.above.push_back({paper::text(base::upper_case(counsel->head_name))});
        block.above.push_back({paper::text(counsel->head_title)});
      }
      detail::add_signer_lines(block, profile_, *counsel, attorney, is_first);
      is_first = false;
      blocks.emplace_back(std::move(block));
    }
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
  void add_attestation(std::vector<paper::Block>& blocks) {
    const auto rule = filing_.attestation_rule.empty()
                          ? profile_.attestation_on(filing_.dated.value_or(options_.as_of))
                          : filing_.attestation_rule;
    if (rule.empty()) {
      return;  // the court asks for none
    }
    const auto* signer = detail::signer_of(detail::filer_of(matter_));
    if (signer == nullptr) {
      notes_.emplace_back("no attestation: it needs a counsel that files");
      return;
    }
    auto heading = paper::paragraph("ECF ATTESTATION", paper::ParagraphStyle::heading);
    heading.keeps_with_next = true;
    blocks.emplace_back(std::move(heading));
    auto text = paper::paragraph(
        fmt::format("As {} requires, I, {}, the filer of this document, attest that every other "
                    "signatory named in it has concurred in its filing.",
                    rule,
                    signer->name));
    text.keeps_with_next = true;
    blocks.emplace_back(std::move(text));
    paper::SignatureBlock block;
    const auto date = everyone_agreed_ ? agreed_on(*signer) : std::nullopt;
    block.dated = detail::dated_line(date);
    if (date) {
      block.signature = profile_.signature(signer->name);
      is_attested_ = true;
    } else {
      notes_.emplace_back("the attestation is left unsigned: not every signatory has agreed");
    }
    block.below.push_back({paper::text(base::upper_case(signer->name))});
    blocks.emplace_back(std::move(block));
  }

  Result<void> add_order(std::vector<paper::Block>& blocks) {
    auto texts = filing_.order;
    const bool is_stipulated = filing_.kind == foia::FilingKind::stipulation &&
                               std::find(texts.begin(), texts.end(), kSoOrdered) == texts.end();
    if (is_stipulated) {
      texts.insert(texts.begin(), std::string(kSoOrdered));
    }
    TRY(add_paragraphs(blocks, filing_.order_title, texts));
    paper::SignatureBlock block;
    block.dated = detail::dated_line(std::nullopt);
    block.below.push_back({paper::text(base::upper_case(matter_.judge.name))});
    block.below.push_back({paper::text(base::upper_case(matter_.judge.title))});
    blocks.emplace_back(std::move(block));
    return {};
  }

  const foia::Matter& matter_;
  const foia::Filing& filing_;
  const foia::CourtProfile& profile_;
  const StatusReportOptions& options_;
  detail::Composer composer_;
  detail::GeneratedParts parts_;
  std::vector<std::string> notes_{};
  std::vector<std::string> signed_by_{};
  bool everyone_agreed_ = true;
  bool is_attested_ = false;
};

}  // namespace

Result<StatusReport> status_report(const foia::Matter& matter,
                                   const foia::Filing& filing,
                                   const LedgerView& ledger,
                                   const foia::Figures& figures,
                                   const StatusReportOptions& options) {
  const auto profile = TRY(foia::court_profile(matter.court.profile));
  return Writer(matter, filing, profile, ledger, figures, options).write();
}

}  // namespace vaughn::report
