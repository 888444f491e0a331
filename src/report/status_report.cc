// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/status_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "report/detail/composer.h"
#include "report/detail/generated_parts.h"
#include "report/prose.h"

namespace vaughn::report {

using base::Result;
using foia::Side;

namespace {

constexpr std::string_view kBlankDate = "____________________";
// Counsel stand single spaced from line 1, two lines to a number; the court, on line 8 otherwise,
// may have to make room for both sides, but not so much that no text is left on the page.
constexpr std::size_t kLinesForCounsel = 20;

std::vector<std::string> party_lines(const foia::Matter& matter, Side side) {
  std::vector<std::string> names;
  for (const auto& party : matter.parties) {
    if (party.side == side) {
      names.push_back(base::upper_case(curly_quotes(party.name)));
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_before_last = i + 2 == names.size();
    names[i] += !is_before_last ? "," : names.size() == 2 ? " and" : ", and";
  }
  return names;
}

std::string role(const foia::Matter& matter, Side side) {
  const auto count = std::count_if(matter.parties.begin(),
                                   matter.parties.end(),
                                   [&](const foia::Party& party) { return party.side == side; });
  const std::string one = side == Side::plaintiffs ? "Plaintiff" : "Defendant";
  return count == 1 ? one : one + "s";
}

std::string with_bar_id(const foia::Attorney& attorney) {
  return attorney.bar_id.empty() ? attorney.name
                                 : fmt::format("{} ({})", attorney.name, attorney.bar_id);
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(1): name, address, telephone, e-mail, bar number and party.
std::vector<std::string> counsel_lines(const foia::Counsel& counsel) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& line) {
    if (!line.empty()) {
      lines.push_back(curly_quotes(line));
    }
  };
  add(base::upper_case(counsel.head_name));
  add(counsel.head_title);
  for (const auto& attorney : counsel.attorneys) {
    add(with_bar_id(attorney));
    add(attorney.title);
  }
  for (const auto& line : counsel.address) {
    add(line);
  }
  add(counsel.telephone.empty() ? "" : "Telephone: " + counsel.telephone);
  add(counsel.fax.empty() ? "" : "Facsimile: " + counsel.fax);
  add(counsel.email);
  add(counsel.represents);
  return lines;
}

const foia::Counsel* filer_of(const foia::Matter& matter) {
  for (const auto& counsel : matter.counsel) {
    if (counsel.files) {
      return &counsel;
    }
  }
  return nullptr;
}

// Both blocks if there is room; else the filer's, and where to find the other.
std::vector<std::string> caption_counsel(const foia::Matter& matter) {
  const auto* filer = filer_of(matter);
  auto lines = filer == nullptr ? std::vector<std::string>{} : counsel_lines(*filer);
  std::vector<std::string> others;
  for (const auto& counsel : matter.counsel) {
    if (&counsel != filer) {
      others.emplace_back();
      std::ranges::copy(counsel_lines(counsel), std::back_inserter(others));
    }
  }
  if (lines.size() + others.size() <= kLinesForCounsel) {
    std::ranges::copy(others, std::back_inserter(lines));
  } else if (!others.empty()) {
    lines.emplace_back("[Additional counsel on signature page]");
  }
  return lines;
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): court, action, number with initials and title on page one.
paper::Caption caption(const foia::Matter& matter,
                       std::string_view title,
                       std::vector<std::string> counsel) {
  paper::Caption caption;
  caption.counsel = std::move(counsel);
  for (const auto& line : {matter.court.name, matter.court.district, matter.court.division}) {
    if (!line.empty()) {
      caption.court.push_back(base::upper_case(line));
    }
  }
  for (const auto side : {Side::plaintiffs, Side::defendants}) {
    caption.sides.push_back({party_lines(matter, side), role(matter, side)});
  }
  caption.case_number = fmt::format("Case No. {}", matter.case_number_with_initials());
  caption.title = base::upper_case(title);
  return caption;
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(3): a footer with the title and the case number on every page.
paper::Document pleading(const foia::Matter& matter,
                         std::string_view title,
                         std::string_view footer_title) {
  paper::Document document;
  document.title = fmt::format("{}, {}", title, matter.case_number_with_initials());
  document.author = matter.name;
  document.page.kind = paper::PaperKind::pleading;
  document.footer.title = base::upper_case(footer_title);
  document.footer.case_number = fmt::format("Case No. {}", matter.case_number_with_initials());
  return document;
}

class Writer {
 public:
  Writer(const foia::Matter& matter,
         const foia::Filing& filing,
         const LedgerView& ledger,
         const foia::Figures& figures,
         const StatusReportOptions& options)
      : matter_(matter),
        filing_(filing),
        options_(options),
        composer_(matter, filing, figures),
        parts_{matter, ledger, composer_, options.as_of} {}

  Result<StatusReport> write() {
    StatusReport out;
    out.report = pleading(matter_, filing_.title, filing_.footer_title);
    auto& blocks = out.report.blocks;
    blocks.emplace_back(caption(matter_, filing_.title, caption_counsel(matter_)));
    TRY(add_paragraphs(blocks, "opening", filing_.opening));
    for (const auto& section : filing_.sections) {
      TRY(add_section(blocks, section));
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
      out.order = pleading(matter_, filing_.order_title, filing_.order_title);
      out.order.blocks.emplace_back(caption(matter_, filing_.order_title, {}));
      TRY(add_order(out.order.blocks));
      out.figures = used;  // the order by itself prints the same ones again
    } else {
      out.figures = composer_.used();
    }
    out.notes = std::move(notes_);
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

  static std::string dated_line(const std::optional<base::Date>& date) {
    return fmt::format("Dated: {}", date ? base::long_date(*date) : std::string(kBlankDate));
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: "s/ Name" stands for the signature of one who agreed to it.
  paper::SignatureBlock signature_of(const foia::Attorney& attorney) {
    paper::SignatureBlock block;
    const auto date = agreed_on(attorney);
    block.dated = dated_line(date);
    if (date) {
      block.signature = fmt::format("s/ {}", attorney.name);
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
      add_names(block, *counsel, attorney, is_first);
      is_first = false;
      blocks.emplace_back(std::move(block));
    }
  }

  static void add_names(paper::SignatureBlock& block,
                        const foia::Counsel& counsel,
                        const foia::Attorney& signer,
                        bool is_whole) {
    const auto add = [&](const std::string& line) {
      if (!line.empty()) {
        block.below.push_back({paper::text(curly_quotes(line))});
      }
    };
    // An office signs with the name in capitals under the name of its head.
    add(counsel.head_name.empty() ? signer.name : base::upper_case(signer.name));
    add(signer.title);
    if (is_whole) {
      for (const auto& attorney : counsel.attorneys) {
        if (!attorney.signs) {
          add(attorney.name);
          add(attorney.title);
        }
      }
      // The filer's address stands on the first page.
      if (!counsel.files) {
        for (const auto& line : counsel.address) {
          add(line);
        }
        add(counsel.telephone);
        add(counsel.email);
      }
    }
    block.below.push_back({paper::italic(curly_quotes(counsel.represents))});
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
  void add_attestation(std::vector<paper::Block>& blocks) {
    const auto* filer = filer_of(matter_);
    const foia::Attorney* signer = nullptr;
    if (filer != nullptr) {
      for (const auto& attorney : filer->attorneys) {
        signer = signer == nullptr && attorney.signs ? &attorney : signer;
      }
    }
    if (signer == nullptr || filing_.attestation_rule.empty()) {
      notes_.emplace_back("no attestation: it needs attestation_rule and a counsel that files");
      return;
    }
    auto heading = paper::paragraph("ECF ATTESTATION", paper::ParagraphStyle::heading);
    heading.keeps_with_next = true;
    blocks.emplace_back(std::move(heading));
    auto text = paper::paragraph(
        fmt::format("As {} requires, I, {}, the filer of this document, attest that every other "
                    "signatory named in it has concurred in its filing.",
                    filing_.attestation_rule,
                    signer->name));
    text.keeps_with_next = true;
    blocks.emplace_back(std::move(text));
    paper::SignatureBlock block;
    const auto date = everyone_agreed_ ? agreed_on(*signer) : std::nullopt;
    block.dated = dated_line(date);
    if (date) {
      block.signature = fmt::format("s/ {}", signer->name);
    } else {
      notes_.emplace_back("the attestation is left unsigned: not every signatory has agreed");
    }
    block.below.push_back({paper::text(base::upper_case(signer->name))});
    blocks.emplace_back(std::move(block));
  }

  Result<void> add_order(std::vector<paper::Block>& blocks) {
    TRY(add_paragraphs(blocks, filing_.order_title, filing_.order));
    paper::SignatureBlock block;
    block.dated = dated_line(std::nullopt);
    block.below.push_back({paper::text(base::upper_case(matter_.judge.name))});
    block.below.push_back({paper::text(base::upper_case(matter_.judge.title))});
    blocks.emplace_back(std::move(block));
    return {};
  }

  const foia::Matter& matter_;
  const foia::Filing& filing_;
  const StatusReportOptions& options_;
  detail::Composer composer_;
  detail::GeneratedParts parts_;
  std::vector<std::string> notes_{};
  bool everyone_agreed_ = true;
};

}  // namespace

Result<StatusReport> status_report(const foia::Matter& matter,
                                   const foia::Filing& filing,
                                   const LedgerView& ledger,
                                   const foia::Figures& figures,
                                   const StatusReportOptions& options) {
  return Writer(matter, filing, ledger, figures, options).write();
}

}  // namespace vaughn::report
