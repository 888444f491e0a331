// SPDX-License-Identifier: AGPL-3.0-or-later
#include "received/page_reading.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "base/text.h"
#include "received/codes.h"
#include "received/detail/numbers.h"

namespace vaughn::received {

using base::Rect;

namespace {

// What a sheet or stamp says that stands for a page.
constexpr std::array<std::string_view, 20> kWithheld{"withheld in full",
                                                     "withheld in its entirety",
                                                     "withheld in their entirety",
                                                     "withheld in the entirety",
                                                     "withheld pursuant to",
                                                     "withheld under",
                                                     "withheld entirely",
                                                     "page withheld",
                                                     "pages withheld",
                                                     "page(s) withheld",
                                                     "page is withheld",
                                                     "pages are withheld",
                                                     "document withheld",
                                                     "record withheld",
                                                     "intentionally withheld",
                                                     "being withheld",
                                                     "denied in full",
                                                     "page denied",
                                                     "deleted page information sheet",
                                                     "deleted page(s)"};
constexpr std::size_t kMostWords = 150;  // of a slip sheet
constexpr double kCoversPage = 0.6;
constexpr double kMostInkOfEmpty = 0.02;
constexpr double kBeside = 40;        // points from a box to its code
constexpr double kGapOfMark = 6;      // points of white beside a code that replaces words ...
constexpr double kGapOfHeight = 0.8;  // ... and at least so much of the height of the letters
constexpr double kStack = 7;          // points between codes written one below the other
constexpr std::size_t kCodesOfList = 6;

constexpr std::array<std::string_view, 9> kProse{"exemption",
                                                 "u.s.c",
                                                 "foia",
                                                 "freedom of information",
                                                 "section",
                                                 "pursuant",
                                                 "552",
                                                 "statute",
                                                 "subsection"};
constexpr std::array<std::string_view, 10> kLabels{"redacted",
                                                   "redaction",
                                                   "withheld",
                                                   "exempt",
                                                   "nonresponsive",
                                                   "non-responsive",
                                                   "privileged",
                                                   "pii",
                                                   "nr",
                                                   "referral/consult"};

bool contains_any(std::string_view text, const auto& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

Rect center_of(const Rect& box) {
  const double x = (box.x0 + box.x1) / 2;
  const double y = (box.y0 + box.y1) / 2;
  return {x, y, x, y};
}

// "Page 12 ..." at the beginning of a line of a list of deleted pages.
std::optional<int> page_of_list(std::string_view line) {
  if (!base::starts_with_no_case(line, "page")) {
    return {};
  }
  line = base::trim(line.substr(4));
  int page = 0;
  const auto end = std::from_chars(line.data(), line.data() + line.size(), page);
  return end.ec == std::errc{} && page > 0 ? std::optional(page) : std::nullopt;
}

struct Hit {
  std::string code{};
  Rect box{};
  std::size_t line = 0;
  bool is_line_of_codes = false;
  bool is_used = false;
};

class Reader {
 public:
  explicit Reader(const SeenPage& page) : page_(page), lines_(lines_of(page)) {}

  PageReading run() {
    for (const auto& line : lines_) {
      text_ += base::ascii_lower(line.text) + "\n";
    }
    flat_ = base::collapse_white_space(text_);
    read_list();
    find_hits();
    take_areas();
    if (out_.listed.empty() && !read_slip_sheet()) {
      take_bare_codes();
    }
    conclude();
    return std::move(out_);
  }

 private:
  void read_list() {
    const bool is_sheet = flat_.find("deleted page information sheet") != std::string::npos;
    std::vector<ListedPage> listed;
    for (const auto& line : lines_) {
      const auto folded = base::ascii_lower(line.text);
      if (const auto at = folded.find("total deleted page"); at != std::string::npos) {
        out_.stated_total = last_number(folded);
      }
      const auto page = page_of_list(line.text);
      if (!page) {
        continue;
      }
      ListedPage row{.page = *page};
      for (auto& hit : find_codes(line.text)) {
        row.codes.push_back(std::move(hit.code));
      }
      row.is_duplicate = folded.find("duplicate") != std::string::npos;
      row.is_referred = folded.find("referral") != std::string::npos ||
                        folded.find("consult") != std::string::npos;
      if (!row.codes.empty() || row.is_duplicate || row.is_referred) {
        listed.push_back(std::move(row));
      }
    }
    if (is_sheet || listed.size() >= 3) {
      out_.listed = std::move(listed);
    }
  }

  static int last_number(std::string_view text) {
    auto end = text.size();
    while (end > 0 && (text[end - 1] < '0' || text[end - 1] > '9')) {
      --end;
    }
    auto begin = end;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') {
      --begin;
    }
    int value = 0;
    std::from_chars(text.data() + begin, text.data() + end, value);
    return value;
  }

  void find_hits() {
    std::set<std::string> distinct;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto& line = lines_[i];
      const auto found = find_codes(line.text);
      const bool is_alone = !found.empty() && is_only_codes(line.text);
      for (const auto& hit : found) {
        distinct.insert(hit.code);
        std::optional<Rect> box;
        std::size_t at = 0;
        for (const auto index : line.words) {
          const auto& word = page_.words[index];
          const auto end = at + word.text.size();
          if (at < hit.end && end > hit.begin) {
            box = box ? base::united(*box, word.box) : word.box;
          }
          at = end + 1;
        }
        if (box) {
          hits_.push_back({hit.code, *box, i, is_alone});
        }
      }
    }
    is_list_of_exemptions_ = distinct.size() >= kCodesOfList && contains_any(flat_, kProse);
  }

  bool is_hit(const SeenWord& word) const {
    return std::any_of(hits_.begin(), hits_.end(), [&](const Hit& hit) {
      return base::touches(hit.box, center_of(word.box));
    });
  }

  // Letters within a box that are neither an exemption nor a word that people write on boxes.
  int plain_letters(const Rect& box) const {
    int letters = 0;
    for (const auto& word : page_.words) {
      if (word.is_hidden || !base::touches(box, center_of(word.box)) || is_hit(word)) {
        continue;
      }
      const auto folded = base::ascii_lower(word.text);
      const bool is_label =
          std::any_of(kLabels.begin(), kLabels.end(), [&](auto label) { return folded == label; });
      letters +=
          is_label ? 0 : static_cast<int>(std::count_if(folded.begin(), folded.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
          }));
    }
    return letters;
  }

  int hidden_under(const Rect& box) const {
    return static_cast<int>(
        std::count_if(page_.words.begin(), page_.words.end(), [&](const SeenWord& word) {
          return word.is_hidden && base::touches(box, center_of(word.box)) && !is_hit(word);
        }));
  }

  static void add_code(std::vector<std::string>& codes, const std::string& code) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      codes.insert(std::upper_bound(codes.begin(), codes.end(), code), code);
    }
  }

  void take_inner(Area& area) {
    for (auto& hit : hits_) {
      if (base::touches(base::grown(area.box, 2), center_of(hit.box))) {
        add_code(area.codes, hit.code);
        hit.is_used = true;
      }
    }
  }

  static double overlap(const Rect& a, const Rect& b) {
    return std::min(a.y1, b.y1) - std::max(a.y0, b.y0);
  }

  static double gap(const Rect& a, const Rect& b) {
    return std::max({0.0, a.x0 - b.x1, b.x0 - a.x1});
  }

  // Codes that stand one below the other, alone on their lines or at the edge, as one call-out.
  std::vector<std::vector<std::size_t>> stacks() const {
    std::vector<std::vector<std::size_t>> out;
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      if (hits_[i].is_used) {
        continue;
      }
      const auto found = std::find_if(out.begin(), out.end(), [&](const auto& stack) {
        const auto& last = hits_[stack.back()].box;
        return std::abs(last.x0 - hits_[i].box.x0) < 24 && last.y0 - hits_[i].box.y1 < kStack &&
               last.y0 - hits_[i].box.y1 > -last.height() * 1.5;
      });
      if (found == out.end()) {
        out.push_back({i});
      } else {
        found->push_back(i);
      }
    }
    return out;
  }

  bool is_at_edge(const Rect& box) const {
    return box.x1 < 0.14 * page_.width || box.x0 > 0.84 * page_.width;
  }

  void take_beside(std::vector<Area>& candidates) {
    for (const auto& stack : stacks()) {
      Rect all = hits_[stack.front()].box;
      for (const auto index : stack) {
        all = base::united(all, hits_[index].box);
      }
      bool is_taken = false;
      for (auto& area : candidates) {
        const bool is_level =
            overlap(all, area.box) > 0.4 * std::min(all.height(), area.box.height()) ||
            overlap(base::grown(all, 5), area.box) > 5;
        const bool is_near = gap(all, area.box) <= kBeside || is_at_edge(all);
        if (!area.codes.empty() || !is_level || !is_near) {
          continue;
        }
        for (const auto index : stack) {
          beside_.push_back({&area - candidates.data(), index});
        }
        is_taken = true;
      }
      for (const auto index : stack) {
        hits_[index].is_used = is_taken;
      }
    }
    for (const auto& [area, index] : beside_) {
      add_code(candidates[static_cast<std::size_t>(area)].codes, hits_[index].code);
    }
  }

  void take_areas() {
    std::vector<Area> candidates;
    for (const auto& seen : page_.areas) {
      Area area{.box = seen.box, .kind = seen.is_dark ? AreaKind::dark : AreaKind::framed};
      if (plain_letters(base::grown(seen.box, -1)) > 2) {
        continue;  // a heading on dark ground, a form
      }
      const auto hits_before = hits_;
      take_inner(area);
      if (!seen.is_dark && area.codes.empty() && seen.ink > kMostInkOfEmpty) {
        hits_ = hits_before;
        continue;
      }
      area.hidden_words = hidden_under(seen.box);
      candidates.push_back(std::move(area));
    }
    take_beside(candidates);
    for (auto& area : candidates) {
      // An empty frame without an exemption is a field of a form.
      if (area.kind == AreaKind::dark || !area.codes.empty()) {
        out_.areas.push_back(std::move(area));
      }
    }
  }

  void take_bare_codes() {
    if (is_list_of_exemptions_) {
      return;
    }
    for (std::size_t i = 0; i < hits_.size(); ++i) {
      const auto& hit = hits_[i];
      const auto& line = lines_[hit.line];
      if (hit.is_used || contains_any(base::ascii_lower(line.text), kProse)) {
        continue;
      }
      const double white = std::max(kGapOfMark, kGapOfHeight * hit.box.height());
      const bool stands_alone =
          std::all_of(line.words.begin(), line.words.end(), [&](std::size_t index) {
            const auto& word = page_.words[index];
            return is_hit(word) || gap(word.box, hit.box) >= white ||
                   word.text.find_first_not_of(";,-.:&") == std::string::npos;
          });
      if (!stands_alone && !hit.is_line_of_codes) {
        continue;
      }
      // "(b)(6); (b)(7)(C)" is one mark.
      if (!out_.areas.empty() && out_.areas.back().kind == AreaKind::code &&
          overlap(out_.areas.back().box, hit.box) > 0.5 * hit.box.height() &&
          gap(out_.areas.back().box, hit.box) < 2 * kGapOfMark) {
        add_code(out_.areas.back().codes, hit.code);
        out_.areas.back().box = base::united(out_.areas.back().box, hit.box);
        continue;
      }
      out_.areas.push_back({.box = hit.box, .kind = AreaKind::code, .codes = {hit.code}});
    }
  }

  bool read_slip_sheet() {
    const bool is_letter = flat_.find("dear ") != std::string::npos;
    const bool is_alone = base::trim(flat_) == "withheld" || base::trim(flat_) == "wif";
    bool says_so = is_alone || contains_any(flat_, kWithheld);
    // "Page 12 Withheld".
    for (const auto& line : lines_) {
      const auto folded = base::ascii_lower(line.text);
      says_so |= page_of_list(folded).has_value() && folded.ends_with("withheld");
    }
    if (!says_so || is_letter || is_list_of_exemptions_ || page_.words.size() > kMostWords) {
      return false;
    }
    out_.is_slip_sheet = true;
    out_.stands_for = 1;
    read_range();
    for (const auto& code : codes_of_statement(base::collapse_white_space(joined()))) {
      add_code(out_.codes, code);
    }
    return true;
  }

  std::string joined() const {
    std::string out;
    for (const auto& line : lines_) {
      out += line.text + " ";
    }
    return out;
  }

  // "pages 10-42", "10 through 42", "12 pages", "DOJ-000010 to DOJ-000042".
  void read_range() {
    const auto words = base::split(flat_, ' ');
    const auto joined_text = base::collapse_white_space(joined());
    const auto as_written = base::split(joined_text, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((words[i] == "pages" || words[i] == "page(s)" || words[i] == "page") && i > 0) {
        if (const auto count = whole_number(words[i - 1]); count && *count > 1) {
          out_.stands_for = *count;
        }
      }
      if ((words[i] == "pages" || words[i] == "page(s)") && i + 1 < words.size()) {
        read_pages(words, i + 1);
      }
      if (as_written.size() == words.size()) {
        read_numbers(as_written, i);
      }
    }
  }

  static std::optional<int> whole_number(std::string_view word) {
    int value = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool is_all = end.ec == std::errc{} && end.ptr == word.data() + word.size();
    constexpr int kMost = 100'000;
    return is_all && value > 0 && value <= kMost ? std::optional(value) : std::nullopt;
  }

  static bool is_to(std::string_view word) {
    return word == "to" || word == "through" || word == "thru" || word == "-" || word == "–" ||
           word == "—";
  }

  void read_pages(const std::vector<std::string_view>& words, std::size_t at) {
    auto first = whole_number(words[at]);
    std::optional<int> last;
    if (first && at + 2 < words.size() && is_to(words[at + 1])) {
      last = whole_number(words[at + 2]);
    }
    for (const std::string_view dash : {"-", "–", "—"}) {
      const auto cut = words[at].find(dash);
      if (!first && cut != std::string_view::npos) {
        const auto from = whole_number(words[at].substr(0, cut));
        last = whole_number(words[at].substr(cut + dash.size()));
        first = from;
      }
    }
    if (first && last && *last > *first) {
      out_.stands_for = *last - *first + 1;
    }
  }

  void read_numbers(const std::vector<std::string_view>& words, std::size_t at) {
    if (at + 2 >= words.size() || !is_to(base::ascii_lower(words[at + 1]))) {
      return;
    }
    const auto first = parse_number(words[at]);
    const auto last = parse_number(words[at + 2]);
    if (first && last && !first->prefix.empty() && first->prefix == last->prefix &&
        last->value > first->value && last->value - first->value < 100'000) {
      out_.range_first = first->text;
      out_.range_last = last->text;
      out_.stands_for = static_cast<int>(last->value - first->value) + 1;
    }
  }

  void conclude() {
    double covered = 0;
    for (const auto& area : out_.areas) {
      covered += area.kind == AreaKind::code ? 0 : area.box.width() * area.box.height();
      for (const auto& code : area.codes) {
        add_code(out_.codes, code);
      }
    }
    const double all = page_.width * page_.height;
    if (out_.is_slip_sheet || (all > 0 && covered >= kCoversPage * all)) {
      out_.outcome = PageOutcome::withheld;
    } else if (!out_.areas.empty() && out_.listed.empty()) {
      out_.outcome = PageOutcome::in_part;
    }
    if (out_.is_slip_sheet) {
      // The label of the sheet is no deletion on it.
      std::erase_if(out_.areas, [](const Area& area) { return area.kind == AreaKind::code; });
    }
    if (!out_.listed.empty()) {
      out_.areas.clear();
      out_.codes.clear();
    }
    std::stable_sort(out_.areas.begin(), out_.areas.end(), [](const Area& a, const Area& b) {
      return a.box.y1 > b.box.y1;
    });
  }

  const SeenPage& page_;
  std::vector<PageLine> lines_;
  std::string text_;
  std::string flat_;
  std::vector<Hit> hits_;
  std::vector<std::pair<std::ptrdiff_t, std::size_t>> beside_;
  bool is_list_of_exemptions_ = false;
  PageReading out_;
};

}  // namespace

std::string_view to_string(PageOutcome outcome) {
  switch (outcome) {
    case PageOutcome::in_full: return "in_full";
    case PageOutcome::in_part: return "in_part";
    case PageOutcome::withheld: return "withheld";
    case PageOutcome::unread: return "unread";
  }
  return "";
}

std::string_view to_string(AreaKind kind) {
  switch (kind) {
    case AreaKind::dark: return "dark";
    case AreaKind::framed: return "framed";
    case AreaKind::code: return "code";
  }
  return "";
}

PageReading read_page(const SeenPage& page) {
  return Reader(page).run();
}

}  // namespace vaughn::received
