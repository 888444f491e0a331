// SPDX-License-Identifier: AGPL-3.0-or-later
#include "court/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "court/detail/page_lines.h"

namespace vaughn::court {

using detail::Line;
using detail::PageLines;

namespace {

constexpr double kSizeSlack = 0.3;  // of a type size, in points
constexpr double kPaperSlack = 2;   // of the size of the paper
constexpr double kGridSlack = 2.5;  // of a baseline from its number
constexpr double kPitchSlack = 1;   // of the distance of two numbers
constexpr double kOffGridShare = 1.0 / 3;
constexpr double kSingleSpaced = 0.75;  // of the pitch: closer lines are single spaced
constexpr std::size_t kShortTitleWord = 4;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// Where a docket number "3:22-cv-02328" stands in the text, and its length.
std::pair<std::size_t, std::size_t> find_docket_number(std::string_view text) {
  for (auto at = text.find(":"); at != std::string_view::npos; at = text.find(":", at + 1)) {
    auto end = at + 1;
    const auto take = [&](auto&& accepts, std::size_t least, std::size_t most) {
      std::size_t count = 0;
      while (end < text.size() && count < most && accepts(text[end])) {
        ++end;
        ++count;
      }
      return count >= least;
    };
    const auto is = [](char wanted) { return [wanted](char c) { return c == wanted; }; };
    const auto is_kind = [](char c) { return (c >= 'a' && c <= 'z') || is_capital(c); };
    if (at > 0 && is_digit(text[at - 1]) && take(is_digit, 2, 2) && take(is('-'), 1, 1) &&
        take(is_kind, 2, 2) && take(is('-'), 1, 1) && take(is_digit, 4, 6)) {
      return {at - 1, end - at + 1};
    }
  }
  return {std::string_view::npos, 0};
}

// The initials after a docket number, as the profile writes them; empty if there are none.
std::string initials_after(std::string_view text, const foia::CourtProfile& profile) {
  const auto [at, length] = find_docket_number(text);
  if (at == std::string_view::npos) {
    return {};
  }
  const auto& form = profile.case_number_form;
  const auto number = form.find("{number}");
  const auto initials = form.find("{initials}");
  if (number == std::string::npos || initials == std::string::npos || initials < number) {
    return {};
  }
  const auto between = std::string_view(form).substr(number + 8, initials - number - 8);
  auto rest = text.substr(at + length);
  if (!rest.starts_with(between)) {
    return {};
  }
  rest.remove_prefix(between.size());
  std::string out;
  for (const char c : rest) {
    if (!is_capital(c) || out.size() == 4) {
      break;
    }
    out += c;
  }
  const auto tail = std::string_view(form).substr(initials + 10);
  const bool is_whole = rest.substr(out.size()).starts_with(tail);
  return is_whole && out.size() >= 2 ? out : std::string();
}

class Linter {
 public:
  Linter(const PaperFacts& paper, const foia::CourtProfile& profile, const LintOptions& options)
      : paper_(paper), profile_(profile), options_(options) {
    for (const auto& page : paper_.pages) {
      pages_.push_back(detail::lines_of(page, profile.numbered_lines));
    }
  }

  LintReport run() {
    out_.pages = static_cast<int>(pages_.size());
    for (const auto& page : pages_) {
      if (out_.stamp.empty()) {
        out_.stamp = page.stamp;
      }
    }
    read_signatures();
    check_file();
    check_sizes();
    check_searchable();
    if (profile_.numbered_lines > 0) {
      check_numbers();
    } else {
      check_spacing();
    }
    check_first_page();
    check_footers();
    check_type();
    check_length();
    check_attestation();
    std::stable_sort(out_.findings.begin(),
                     out_.findings.end(),
                     [](const CourtFinding& a, const CourtFinding& b) {
                       return std::tie(a.page, a.check) < std::tie(b.page, b.check);
                     });
    return std::move(out_);
  }

 private:
  void checked(std::string_view check) { out_.checks.emplace_back(check); }

  void find(std::string check, int page, std::string message, std::string rule) {
    out_.findings.push_back({std::move(check), page, std::move(message), std::move(rule)});
  }
  void find(const std::string& check, int page, std::string message) {
    find(check, page, std::move(message), profile_.rule(check));
  }

  void check_file() {
    checked("encryption");
    if (paper_.file.is_encrypted) {
      find("encryption", 0, "the file is encrypted");
    }
    checked("scripts");
    if (paper_.file.has_javascript || paper_.file.has_embedded_files) {
      find("scripts", 0, "the file holds scripts or other files");
    }
    checked("fonts");
    for (const auto& font : paper_.file.fonts) {
      if (!font.is_embedded) {
        find("fonts",
             font.pages.front(),
             fmt::format("the font {} is not embedded", font.name.empty() ? "?" : font.name));
      }
    }
    if (options_.wants_pdfa) {
      checked("pdfa");
      if (paper_.file.pdfa.empty()) {
        find("pdfa", 0, "the file does not say that it is PDF/A");
      } else if (!paper_.file.has_output_intent) {
        find("pdfa", 0, "the file says PDF/A but has no output intent");
      }
    }
  }

  // LAW: N.D. Cal. Civil L.R. 3-4(c)(1): letter paper.
  void check_sizes() {
    checked("page_size");
    for (std::size_t i = 0; i < paper_.pages.size(); ++i) {
      const auto& page = paper_.pages[i];
      const bool is_letter =
          std::abs(page.width - 612) <= kPaperSlack && std::abs(page.height - 792) <= kPaperSlack;
      if (!is_letter) {
        find("page_size",
             static_cast<int>(i) + 1,
             fmt::format("the page is {:.1f} by {:.1f} inches, not 8.5 by 11",
                         page.width / 72,
                         page.height / 72));
      }
    }
  }

  void check_searchable() {
    checked("searchable");
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (pages_[i].text.empty() && pages_[i].footer.empty() && pages_[i].numbers.empty()) {
        const bool has_image = i < paper_.file.has_images.size() && paper_.file.has_images[i];
        find("searchable",
             static_cast<int>(i) + 1,
             has_image ? "the page is a picture: no text can be found on it"
                       : "there is no text on the page");
      }
    }
  }

  // LAW: N.D. Cal. Civil L.R. 3-4(c)(1): numbered lines.
  // LAW: N.D. Cal. Civil L.R. 3-4(c)(2): no more than 28 lines, double spaced.
  void check_numbers() {
    checked("line_numbers");
    checked("line_grid");
    checked("line_count");
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto& page = pages_[i];
      const int number = static_cast<int>(i) + 1;
      if (static_cast<int>(page.numbers.size()) != profile_.numbered_lines) {
        find("line_numbers",
             number,
             page.numbers.empty()
                 ? std::string("the lines are not numbered")
                 : fmt::format(
                       "{} line numbers, not {}", page.numbers.size(), profile_.numbered_lines));
        continue;
      }
      if (const auto worst = worst_pitch(page); worst > kPitchSlack) {
        find("line_numbers",
             number,
             fmt::format("the line numbers are uneven by {:.1f} points", worst));
        continue;
      }
      check_grid(page, number);
    }
  }

  static double worst_pitch(const PageLines& page) {
    const auto& numbers = page.numbers;
    const double usual =
        (numbers.back() - numbers.front()) / static_cast<double>(numbers.size() - 1);
    double worst = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
      worst = std::max(worst, std::abs(numbers[i] - numbers[i - 1] - usual));
    }
    return worst;
  }

  // Double-spaced lines stand on the numbers; single-spaced ones (counsel, title, quotations,
  // footnotes, tables) need not.
  void check_grid(const PageLines& page, int number) {
    const double pitch = page.pitch();
    int on = 0;
    int off = 0;
    for (std::size_t i = 0; i < page.text.size(); ++i) {
      const auto& line = page.text[i];
      const double gap_above = i == 0 ? pitch : line.baseline - page.text[i - 1].baseline;
      const double gap_below =
          i + 1 == page.text.size() ? pitch : page.text[i + 1].baseline - line.baseline;
      if (std::min(gap_above, gap_below) < kSingleSpaced * pitch || line.is_table) {
        continue;
      }
      double nearest = pitch;
      for (const double baseline : page.numbers) {
        nearest = std::min(nearest, std::abs(baseline - line.baseline));
      }
      ++(nearest <= kGridSlack ? on : off);
    }
    if (off > 1 && off > kOffGridShare * (on + off)) {
      find("line_grid",
           number,
           fmt::format("{} of {} double-spaced lines do not stand on a number", off, on + off));
    }
    if (on + off > profile_.numbered_lines) {
      find("line_count",
           number,
           fmt::format("{} lines of text, not at most {}", on + off, profile_.numbered_lines),
           profile_.rule("line_grid"));
    }
  }

  void check_spacing() {
    checked("spacing");
    int single = 0;
    int wide = 0;
    for (const auto& page : pages_) {
      for (std::size_t i = 1; i < page.text.size(); ++i) {
        const auto& above = page.text[i - 1];
        const auto& line = page.text[i];
        // Only lines of running text: both full.
        const bool is_running = above.right - above.left > 0.6 * kTextWidth &&
                                line.left < above.left + 40 && !above.is_table && !line.is_table;
        if (is_running) {
          const double gap = line.baseline - above.baseline;
          ++(gap < 1.5 * std::max(above.size, line.size) ? single : wide);
        }
      }
    }
    if (single > wide) {
      find("spacing",
           0,
           fmt::format("{} of {} lines of text are single spaced", single, single + wide));
    }
  }

  const Line* court_line() const {
    if (pages_.empty()) {
      return nullptr;
    }
    for (const auto& line : pages_.front().text) {
      if (line.text.find("UNITED STATES DISTRICT COURT") != std::string::npos) {
        return &line;
      }
    }
    return nullptr;
  }

  // LAW: N.D. Cal. Civil L.R. 3-4(a)(1): counsel stands at the upper left of the first page.
  // LAW: N.D. Cal. Civil L.R. 3-4(a)(3): from line 8 the court, the action, the number with the
  // initials of the judge, and the title.
  void check_first_page() {
    if (pages_.empty()) {
      return;
    }
    const auto& page = pages_.front();
    const auto* court = court_line();
    checked("caption_line");
    if (court == nullptr) {
      find("caption_line", 1, "the first page does not name the court");
    } else if (profile_.caption_line > 0 && !page.numbers.empty()) {
      check_caption_line(page, *court);
    }
    // An order is the court's paper: it names no counsel.
    const bool is_order = out_.signatories.empty() && text_.find("[PROPOSED]") != std::string::npos;
    if (profile_.has_counsel_on_first_page && !is_order) {
      checked("counsel");
      bool has_address = false;
      for (const auto& line : page.text) {
        const bool is_above = court == nullptr || line.baseline < court->baseline;
        const auto digits = std::count_if(line.text.begin(), line.text.end(), is_digit);
        has_address =
            has_address || (is_above && (line.text.find('@') != std::string::npos || digits >= 10));
      }
      if (!has_address) {
        find("counsel", 1, "no address of counsel stands above the title of the court");
      }
    }
    checked("case_number");
    check_case_number(page);
  }

  void check_caption_line(const PageLines& page, const Line& court) {
    int line = 0;
    double nearest = 1e9;
    for (std::size_t i = 0; i < page.numbers.size(); ++i) {
      const double distance = std::abs(page.numbers[i] - court.baseline);
      if (distance < nearest) {
        nearest = distance;
        line = static_cast<int>(i) + 1;
      }
    }
    double last_above = 0;
    for (const auto& other : page.text) {
      if (other.baseline < court.baseline - 1) {
        last_above = std::max(last_above, other.baseline);
      }
    }
    const bool needs_more =
        last_above >
        page.numbers[static_cast<std::size_t>(profile_.caption_line) - 1] - 1.6 * page.pitch();
    if (line < profile_.caption_line || (line > profile_.caption_line && !needs_more)) {
      find("caption_line",
           1,
           fmt::format(
               "the title of the court stands on line {}, not {}", line, profile_.caption_line));
    }
  }

  void check_case_number(const PageLines& page) {
    std::string found;
    std::string with_initials;
    for (const auto& line : page.text) {
      const auto [at, length] = find_docket_number(line.text);
      if (at == std::string_view::npos) {
        continue;
      }
      if (found.empty()) {
        found = line.text.substr(at, length);
      }
      if (with_initials.empty()) {
        with_initials = initials_after(line.text, profile_);
      }
    }
    if (found.empty()) {
      find("case_number", 1, "no case number stands on the first page");
      return;
    }
    if (!options_.case_number.empty() && found != options_.case_number) {
      find(
          "case_number",
          1,
          fmt::format("the case number is {}, that of the matter {}", found, options_.case_number));
    }
    if (profile_.needs_initials && with_initials.empty()) {
      find("case_number",
           1,
           fmt::format("the case number {} is not followed by the initials of the judge", found));
    }
    number_ = found;
  }

  // LAW: N.D. Cal. Civil L.R. 3-4(c)(3): a footer with the title and the case number on every page.
  void check_footers() {
    if (!profile_.footer_has_title && !profile_.footer_has_case_number) {
      return;
    }
    checked("footer");
    std::set<std::string> title;
    if (!pages_.empty()) {
      for (const auto& line : pages_.front().text) {
        for (const auto word : base::split(line.text, ' ')) {
          title.insert(base::fold_case(word));
        }
      }
    }
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      std::string text;
      for (const auto& line : pages_[i].footer) {
        text += (text.empty() ? "" : " ") + line.text;
      }
      const bool has_number = find_docket_number(text).first != std::string_view::npos;
      std::size_t words = 0;
      std::size_t known = 0;
      for (const auto word : base::split(text, ' ')) {
        const auto folded = base::fold_case(word);
        const bool counts = folded.size() >= kShortTitleWord &&
                            std::none_of(folded.begin(), folded.end(), is_digit) &&
                            folded != "case" && folded != "page";
        words += counts ? 1 : 0;
        known += counts && title.contains(folded) ? 1 : 0;
      }
      if (profile_.footer_has_case_number && !has_number) {
        find("footer", number, "the footer lacks the case number");
      }
      if (profile_.footer_has_title && words == 0) {
        find("footer", number, "the footer lacks the title of the paper");
      } else if (profile_.footer_has_title && 2 * known < words) {
        find("footer", number, "the footer does not name the paper as the first page does");
      }
    }
  }

  // LAW: N.D. Cal. Civil L.R. 3-4(c)(2): type no smaller than 12 points, footnotes too.
  void check_type() {
    checked("type_size");
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      double smallest = 1e9;
      int small = 0;
      for (const auto& line : pages_[i].text) {
        for (const auto& word : line.words) {
          // Marks of footnotes are small by nature.
          const bool is_mark = word.text.size() <= 2 && word.size < 0.8 * line.size;
          if (word.size < profile_.type_size - kSizeSlack && !is_mark && word.size > 0) {
            ++small;
            smallest = std::min(smallest, word.size);
          }
        }
      }
      if (small > 1) {
        find("type_size",
             static_cast<int>(i) + 1,
             fmt::format("{} in type of {:.1f} points and more, not {:g}",
                         base::plural(small, "word"),
                         smallest,
                         profile_.type_size));
      }
    }
  }

  void check_length() {
    checked("page_limit");
    std::string kind = options_.kind;
    if (kind.empty() && !pages_.empty()) {
      std::string first;
      for (const auto& line : pages_.front().text) {
        first += line.text + " ";
      }
      const auto folded = base::fold_case(first);
      if (folded.find("case management statement") != std::string::npos) {
        kind = "case_management";
      }
    }
    if (const auto* limit = profile_.page_limit(kind)) {
      if (out_.pages > limit->pages) {
        find("page_limit",
             0,
             fmt::format("{}, not at most {}", base::plural(out_.pages, "page"), limit->pages),
             limit->rule.citation);
      }
    }
  }

  void read_signatures() {
    std::set<std::string> seen;
    for (const auto& page : pages_) {
      for (const auto& line : page.text) {
        for (const std::string_view mark : {"/s/ ", "s/ "}) {
          const auto at = line.text.find(mark);
          if (at == std::string::npos || (at > 0 && line.text[at - 1] != ' ')) {
            continue;
          }
          const std::string name(base::trim(std::string_view(line.text).substr(at + mark.size())));
          if (!name.empty() && seen.insert(base::fold_case(name)).second) {
            out_.signatories.push_back(name);
          }
          break;
        }
        const auto dated = line.text.find("Dated:");
        if (dated != std::string::npos && !out_.dated) {
          out_.dated = detail::date_at(std::string_view(line.text).substr(dated + 6));
        }
        text_ += line.text + " ";
      }
    }
  }

  // LAW: N.D. Cal. Civil L.R. 5-1: the filer attests that the other signatories agreed.
  void check_attestation() {
    if (profile_.attestation.empty()) {
      return;
    }
    checked("attestation");
    const auto day = options_.filed ? options_.filed : out_.dated;
    const auto rule = day ? profile_.attestation_on(*day) : profile_.attestation.back().citation;
    if (out_.signatories.size() < 2) {
      return;
    }
    const auto folded = base::fold_case(text_);
    if (folded.find("attest") == std::string::npos || folded.find("concur") == std::string::npos) {
      find("attestation",
           0,
           fmt::format("{} signed, and no attestation says that they agreed",
                       base::plural(static_cast<long long>(out_.signatories.size()), "person")),
           rule);
      return;
    }
    checked("attestation_rule");
    const auto paragraph = rule.substr(rule.rfind(' ') + 1);  // "5-1(h)(3)"
    if (day && text_.find(paragraph) == std::string::npos) {
      find(
          "attestation_rule",
          0,
          fmt::format(
              "the attestation does not cite {}, in force on {}", paragraph, base::long_date(*day)),
          rule);
    }
  }

  static constexpr double kTextWidth = 468;

  const PaperFacts& paper_;
  const foia::CourtProfile& profile_;
  const LintOptions& options_;
  std::vector<PageLines> pages_{};
  std::string text_{};
  std::string number_{};
  LintReport out_{};
};

}  // namespace

LintReport lint(const PaperFacts& paper,
                const foia::CourtProfile& profile,
                const LintOptions& options) {
  return Linter(paper, profile, options).run();
}

}  // namespace vaughn::court
