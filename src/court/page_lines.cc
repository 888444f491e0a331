// SPDX-License-Identifier: AGPL-3.0-or-later
#include "court/detail/page_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "base/text.h"

namespace vaughn::court::detail {
namespace {

constexpr double kSameLine = 2.5;     // of baselines, in points
constexpr double kSameColumn = 14;    // of the right edges of line numbers
constexpr double kStampZone = 40;     // from the top of the page
constexpr double kWideGap = 24;       // between words of one line
constexpr double kPlainFooter = 716;  // without numbers the footer begins here, of 792
constexpr int kFewestNumbers = 10;    // fewer are no column of line numbers

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < 1) {
    return {};
  }
  return value;
}

std::vector<Line> lines_from(std::vector<PaperWord> words) {
  std::stable_sort(words.begin(), words.end(), [](const PaperWord& a, const PaperWord& b) {
    return a.baseline < b.baseline;
  });
  std::vector<Line> lines;
  for (auto& word : words) {
    // A raised mark belongs to the line it stands in.
    if (lines.empty() || word.baseline - lines.back().baseline > kSameLine) {
      lines.emplace_back();
      lines.back().baseline = word.baseline;
    }
    lines.back().words.push_back(std::move(word));
  }
  for (auto& line : lines) {
    std::stable_sort(line.words.begin(),
                     line.words.end(),
                     [](const PaperWord& a, const PaperWord& b) { return a.left < b.left; });
    std::map<long, int> sizes;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const auto& word = line.words[i];
      line.text += (i == 0 ? "" : " ") + word.text;
      line.is_table = line.is_table || (i > 0 && word.left - line.words[i - 1].right > kWideGap);
      ++sizes[std::lround(word.size * 10)];
    }
    line.left = line.words.front().left;
    line.right = line.words.back().right;
    const auto most =
        std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) {
          return a.second < b.second;
        });
    line.size = static_cast<double>(most->first) / 10;
  }
  return lines;
}

// The longest run 1, 2, 3 ... of numbers that stand under each other at the left, as indices.
std::vector<std::size_t> number_column(const std::vector<PaperWord>& words, double width) {
  std::vector<std::pair<std::size_t, int>> candidates;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = whole_number(words[i].text);
    if (value && words[i].right < 0.25 * width) {
      candidates.emplace_back(i, *value);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) {
    return words[a.first].baseline < words[b.first].baseline;
  });
  std::vector<std::size_t> best;
  for (std::size_t start = 0; start < candidates.size(); ++start) {
    if (candidates[start].second != 1) {
      continue;
    }
    std::vector<std::size_t> run{candidates[start].first};
    int next = 2;
    for (std::size_t i = start + 1; i < candidates.size(); ++i) {
      const auto& word = words[candidates[i].first];
      if (candidates[i].second == next &&
          std::abs(word.right - words[run.front()].right) < kSameColumn) {
        run.push_back(candidates[i].first);
        ++next;
      }
    }
    if (run.size() > best.size()) {
      best = std::move(run);
    }
  }
  return best;
}

// "Case 3:22-cv-02328-LB Document 28 Filed 11/18/22 Page 1 of 5"
bool is_stamp(const Line& line) {
  const auto has = [&](std::string_view word) { return line.text.find(word) != std::string::npos; };
  return has("Case") && has("Document") && (has("Filed") || has("Entered")) && has("Page");
}

std::string stamp_of(const Line& line) {
  const auto at = line.text.find("Document");
  const auto end = line.text.find(" Page", at);
  return line.text.substr(at, end == std::string::npos ? end : end - at);
}

}  // namespace

double PageLines::pitch() const {
  return numbers.size() < 2
             ? 24
             : (numbers.back() - numbers.front()) / static_cast<double>(numbers.size() - 1);
}

PageLines lines_of(const PaperPage& page, int expected) {
  PageLines out;
  std::vector<PaperWord> words = page.words;
  double last = kPlainFooter * page.height / 792;
  if (expected > 0) {
    auto column = number_column(words, page.width);
    if (static_cast<int>(column.size()) >= std::min(expected, kFewestNumbers)) {
      for (const auto index : column) {
        out.numbers.push_back(words[index].baseline);
      }
      last = out.numbers.back();
      std::sort(column.begin(), column.end(), std::greater<>());
      for (const auto index : column) {
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(index));
      }
    }
  }
  for (auto& line : lines_from(std::move(words))) {
    if (line.baseline < kStampZone && is_stamp(line)) {
      out.stamp = stamp_of(line);
    } else if (line.baseline > last + kSameLine) {
      out.footer.push_back(std::move(line));
    } else {
      out.text.push_back(std::move(line));
    }
  }
  return out;
}

std::optional<base::Date> date_at(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"January",
                                                     "February",
                                                     "March",
                                                     "April",
                                                     "May",
                                                     "June",
                                                     "July",
                                                     "August",
                                                     "September",
                                                     "October",
                                                     "November",
                                                     "December"};
  const auto words = base::split(base::trim(text), ' ');
  if (words.size() < 3) {
    return {};
  }
  const auto month = std::find(kMonths.begin(), kMonths.end(), words[0]);
  auto day_text = words[1];
  if (!day_text.empty() && day_text.back() == ',') {
    day_text.remove_suffix(1);
  }
  const auto day = whole_number(day_text);
  const auto year = whole_number(words[2].substr(0, 4));
  if (month == kMonths.end() || !day || !year) {
    return {};
  }
  const base::Date date{std::chrono::year(*year),
                        std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                        std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

}  // namespace vaughn::court::detail
