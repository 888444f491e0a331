// SPDX-License-Identifier: AGPL-3.0-or-later
#include "report/detail/pleading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/prose.h"

namespace vaughn::report::detail {

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

}  // namespace

std::string role(const foia::Matter& matter, Side side) {
  const auto count = std::count_if(matter.parties.begin(),
                                   matter.parties.end(),
                                   [&](const foia::Party& party) { return party.side == side; });
  const std::string one = side == Side::plaintiffs ? "Plaintiff" : "Defendant";
  return count == 1 ? one : one + "s";
}

std::string possessive_role(const foia::Matter& matter, Side side) {
  const auto one = role(matter, side);
  return one + (one.back() == 's' ? "’" : "’s");
}

const foia::Counsel* filer_of(const foia::Matter& matter) {
  for (const auto& counsel : matter.counsel) {
    if (counsel.files) {
      return &counsel;
    }
  }
  return nullptr;
}

const foia::Attorney* signer_of(const foia::Counsel* counsel) {
  if (counsel != nullptr) {
    for (const auto& attorney : counsel->attorneys) {
      if (attorney.signs) {
        return &attorney;
      }
    }
  }
  return nullptr;
}

// LAW: N.D. Cal. Civil L.R. 3-4(c)(3): a footer with the title and the case number on every page.
paper::Document pleading(const foia::Matter& matter,
                         const foia::CourtProfile& profile,
                         std::string_view title,
                         std::string_view footer_title) {
  paper::Document document;
  const auto number = profile.case_number(matter.case_number, matter.judge.initials);
  document.title = fmt::format("{}, {}", title, matter.case_number_with_initials());
  document.author = matter.name;
  if (profile.numbered_lines > 0) {
    document.page.kind = paper::PaperKind::pleading;
  }
  if (profile.footer_has_title) {
    document.footer.title = base::upper_case(footer_title);
  }
  if (profile.footer_has_case_number) {
    document.footer.case_number = number;
  }
  document.footer.has_rule = profile.footer_has_title || profile.footer_has_case_number;
  return document;
}

// LAW: N.D. Cal. Civil L.R. 3-4(a)(3): court, action, number with initials and title on page one.
void add_caption(paper::Document& document,
                 const foia::Matter& matter,
                 const foia::CourtProfile& profile,
                 std::string_view title,
                 ShowsCounsel counsel) {
  paper::Caption caption;
  if (counsel == ShowsCounsel::yes && profile.has_counsel_on_first_page) {
    caption.counsel = caption_counsel(matter);
  }
  for (const auto& line : {matter.court.name, matter.court.district, matter.court.division}) {
    if (!line.empty()) {
      caption.court.push_back(base::upper_case(line));
    }
  }
  for (const auto side : {Side::plaintiffs, Side::defendants}) {
    caption.sides.push_back({party_lines(matter, side), role(matter, side)});
  }
  caption.case_number = profile.case_number(matter.case_number, matter.judge.initials);
  caption.rule = profile.divider == foia::CaptionDivider::line ? paper::CaptionRule::line
                                                               : paper::CaptionRule::parentheses;
  const auto shown = base::upper_case(title);
  if (profile.title == foia::TitlePlace::beside) {
    caption.title = shown;
    document.blocks.emplace_back(std::move(caption));
    return;
  }
  document.blocks.emplace_back(std::move(caption));
  auto heading = paper::paragraph(
      paper::Runs{paper::Run{.text = shown, .is_bold = true, .is_underlined = true}},
      paper::ParagraphStyle::heading);
  heading.keeps_with_next = true;
  document.blocks.emplace_back(std::move(heading));
}

std::string dated_line(const std::optional<base::Date>& date) {
  return fmt::format("Dated: {}", date ? base::long_date(*date) : std::string(kBlankDate));
}

void add_signer_lines(paper::SignatureBlock& block,
                      const foia::CourtProfile& profile,
                      const foia::Counsel& counsel,
                      const foia::Attorney& signer,
                      bool is_first) {
  const auto add = [&](const std::string& line) {
    if (!line.empty()) {
      block.below.push_back({paper::text(curly_quotes(line))});
    }
  };
  const auto add_attorney = [&](const foia::Attorney& attorney, const std::string& name) {
    auto shown = attorney;
    shown.name = name;
    add(profile.signature_has_bar_id ? with_bar_id(shown) : name);
    add(attorney.title);
  };
  // An office signs with the name in capitals under the name of its head.
  add_attorney(signer, counsel.head_name.empty() ? signer.name : base::upper_case(signer.name));
  if (is_first) {
    for (const auto& attorney : counsel.attorneys) {
      if (!attorney.signs) {
        add_attorney(attorney, attorney.name);
      }
    }
    // The filer's address stands on the first page, if counsel stand there at all.
    if (!counsel.files || !profile.has_counsel_on_first_page) {
      for (const auto& line : counsel.address) {
        add(line);
      }
      add(counsel.telephone);
      add(counsel.email);
    }
  }
  block.below.push_back({paper::italic(curly_quotes(counsel.represents))});
}

}  // namespace vaughn::report::detail
