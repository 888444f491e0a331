// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pdf/page_text.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"

namespace vaughn::pdf {

namespace {

using base::Rect;

// Half of a gap belongs to each of the two words, but never more than this share of the line
// height: a wide gap is not part of what was written.
constexpr double kMaxGapShare = 0.25;
// What must stay free between a box and the next word, so that it does not count as touched.
constexpr double kClearance = 0.05;

bool is_punctuation(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  const bool is_letter = (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') ||
                         (value >= '0' && value <= '9') || value >= 0x80;
  return !is_letter;
}

// The word without ASCII punctuation around it, folded; the whole word if it is nothing else.
std::string core_of(std::string_view word) {
  std::string_view core = word;
  while (!core.empty() && is_punctuation(core.front())) {
    core.remove_prefix(1);
  }
  while (!core.empty() && is_punctuation(core.back())) {
    core.remove_suffix(1);
  }
  // A possessive is the name all the same.
  for (const std::string_view ending : {"'s", "\xE2\x80\x99s", "'S", "\xE2\x80\x99S"}) {
    if (core.size() > ending.size() && core.substr(core.size() - ending.size()) == ending) {
      core.remove_suffix(ending.size());
      break;
    }
  }
  return base::fold_case(core.empty() ? word : core);
}

bool is_last_on_line(const PageText& page, std::size_t word) {
  return word + 1 < page.words.size() && page.words[word].line != page.words[word + 1].line;
}

// "> " or ">>" before a line of quoted mail: not a word of what is quoted.
bool is_quote_mark(const PageText& page, std::size_t word) {
  const Word& mark = page.words[word];
  return mark.text.find_first_not_of(">|") == std::string::npos &&
         page.lines[static_cast<std::size_t>(mark.line)].first_word == word;
}

std::size_t past_quote_marks(const PageText& page, std::size_t word) {
  while (word < page.words.size() && is_quote_mark(page, word)) {
    ++word;
  }
  return word;
}

// For each byte of the page's text: does it belong to the mark before a quoted line?
std::vector<bool> quote_marks_of(const PageText& page) {
  std::vector<bool> is_left_out(page.text.size(), false);
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    if (is_quote_mark(page, i)) {
      const auto& word = page.words[i];
      const auto end = std::min(page.text.size(), word.offset + word.text.size() + 1);
      std::fill(is_left_out.begin() + static_cast<std::ptrdiff_t>(word.offset),
                is_left_out.begin() + static_cast<std::ptrdiff_t>(end),
                true);
    }
  }
  return is_left_out;
}

// What is quoted, without the marks before its lines.
std::string text_between(const PageText& page, std::size_t begin, std::size_t end) {
  std::string out;
  std::size_t at = begin;  // up to here the text was taken or left out
  auto word = std::partition_point(page.words.begin(), page.words.end(), [&](const Word& each) {
    return each.offset + each.text.size() < begin;
  });
  for (; word != page.words.end() && word->offset < end; ++word) {
    if (!is_quote_mark(page, static_cast<std::size_t>(word - page.words.begin()))) {
      continue;
    }
    if (word->offset > at) {
      out.append(page.text, at, word->offset - at);
    }
    at = std::max(at, std::min(end, word->offset + word->text.size() + 1));
  }
  return out.append(page.text, at, end - at);
}

// The number of words from `first` on that spell the phrase; 0 if they do not.
std::size_t match_at(const PageText& page,
                     const std::vector<std::string>& cores,
                     std::size_t first,
                     const std::vector<std::string>& phrase) {
  std::size_t at = first;
  for (const std::string& wanted : phrase) {
    at = at == first ? at : past_quote_marks(page, at);
    if (at >= page.words.size()) {
      return 0;
    }
    if (cores[at] == wanted) {
      ++at;
      continue;
    }
    const std::string& text = page.words[at].text;
    const bool is_broken = text.size() > 1 && text.back() == '-' && is_last_on_line(page, at);
    const std::size_t rest = past_quote_marks(page, at + 1);
    if (!is_broken || rest >= page.words.size() || cores[at] + cores[rest] != wanted) {
      return 0;
    }
    at = rest + 1;
  }
  return at - first;
}

// The text as a pattern sees it: a line end is a space, and the marks of quoted lines are left out.
// With each byte its offset in the page's text, and one more for the end.
std::pair<std::string, std::vector<std::size_t>> flat_text(const PageText& page) {
  const auto is_left_out = quote_marks_of(page);
  std::string flat;
  std::vector<std::size_t> origins;
  for (std::size_t i = 0; i < page.text.size(); ++i) {
    if (!is_left_out[i]) {
      flat += page.text[i] == '\n' ? ' ' : page.text[i];
      origins.push_back(i);
    }
  }
  origins.push_back(page.text.size());
  return {std::move(flat), std::move(origins)};
}

// Takes back what the height of the line reaches into words of other lines, unless the words of
// this line do so themselves.
Rect kept_off_other_lines(const PageText& page, int line, Rect box, const Rect& words) {
  for (const Word& other : page.words) {
    if (other.line == line || !base::touches(other.box, box) ||
        base::touches(other.box, {box.x0, words.y0, box.x1, words.y1})) {
      continue;
    }
    if (other.box.y0 > words.y1) {
      box.y1 = std::max(words.y1, other.box.y0 - kClearance);
    } else {
      box.y0 = std::min(words.y0, other.box.y1 + kClearance);
    }
  }
  return box;
}

Match make_match(const PageText& page, std::size_t first, std::size_t count) {
  const Word& head = page.words[first];
  const Word& tail = page.words[first + count - 1];
  Match match;
  match.first_word = first;
  match.word_count = count;
  match.offset = head.offset;
  match.text = text_between(page, head.offset, tail.offset + tail.text.size());
  match.boxes = boxes_of_words(page, first, count);
  return match;
}

}  // namespace

std::vector<Match> find_phrase(const PageText& page, std::string_view phrase) {
  const std::string spaced = base::collapse_white_space(phrase);
  std::vector<std::string> wanted;
  for (const std::string_view part : base::split(base::trim(spaced), ' ')) {
    if (!part.empty()) {
      wanted.push_back(core_of(part));
    }
  }
  std::vector<Match> out;
  if (wanted.empty()) {
    return out;
  }
  std::vector<std::string> cores;
  cores.reserve(page.words.size());
  for (const Word& word : page.words) {
    cores.push_back(core_of(word.text));
  }
  for (std::size_t first = 0; first < page.words.size();) {
    const std::size_t count = match_at(page, cores, first, wanted);
    if (count == 0) {
      ++first;
      continue;
    }
    out.push_back(make_match(page, first, count));
    first += count;
  }
  return out;
}

base::Result<std::vector<Match>> find_pattern(const PageText& page, std::string_view expression) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(16 << 20);
  const RE2 pattern(re2::StringPiece(expression.data(), expression.size()), options);
  if (!pattern.ok()) {
    return base::Error{base::ErrorCode::invalid_argument,
                       fmt::format("bad pattern: {}", pattern.error()),
                       "patterns are regular expressions in RE2 syntax"};
  }
  const auto [flat, origins] = flat_text(page);
  std::vector<Match> out;
  const re2::StringPiece all(flat);
  std::size_t from = 0;
  re2::StringPiece hit;
  while (from <= flat.size() && pattern.Match(all, from, flat.size(), RE2::UNANCHORED, &hit, 1)) {
    const auto start = static_cast<std::size_t>(hit.data() - flat.data());
    from = start + std::max<std::size_t>(hit.size(), 1);
    const std::size_t begin = origins[start];
    const std::size_t end = hit.empty() ? begin : origins[start + hit.size() - 1] + 1;
    const auto first =
        std::partition_point(page.words.begin(), page.words.end(), [&](const Word& word) {
          return word.offset + word.text.size() <= begin;
        });
    const auto last = std::partition_point(
        first, page.words.end(), [&](const Word& word) { return word.offset < end; });
    if (hit.empty() || first == last) {
      continue;
    }
    Match match = make_match(page,
                             static_cast<std::size_t>(first - page.words.begin()),
                             static_cast<std::size_t>(last - first));
    match.text = text_between(page, begin, end);
    match.offset = begin;
    out.push_back(std::move(match));
  }
  return out;
}

std::vector<Rect> boxes_of_words(const PageText& page,
                                 std::size_t first_word,
                                 std::size_t word_count) {
  std::vector<Rect> out;
  const std::size_t end = std::min(page.words.size(), first_word + word_count);
  for (std::size_t at = first_word; at < end;) {
    const int line_index = page.words[at].line;
    const TextLine& line = page.lines[static_cast<std::size_t>(line_index)];
    std::size_t next = at;
    Rect ink = page.words[at].box;
    while (next < end && page.words[next].line == line_index) {
      ink = base::united(ink, page.words[next].box);
      ++next;
    }
    Rect box = ink;
    const bool is_along_x = !line.is_along_y;
    const double height = is_along_x ? line.box.height() : line.box.width();
    const double reach = kMaxGapShare * height;
    // Words of other lines count, too: a column beside this one, or a second layer of text.
    double side = reach;
    for (std::size_t i = 0; i < page.words.size(); ++i) {
      const Rect& other = page.words[i].box;
      const bool is_level = is_along_x ? other.y0 < ink.y1 && other.y1 > ink.y0
                                       : other.x0 < ink.x1 && other.x1 > ink.x0;
      const double distance = is_along_x ? std::max(other.x0 - ink.x1, ink.x0 - other.x1)
                                         : std::max(other.y0 - ink.y1, ink.y0 - other.y1);
      if ((i < at || i >= next) && is_level && distance >= 0) {
        side = std::min(side, std::max(0.0, std::min(distance / 2, distance - kClearance)));
      }
    }
    if (!line.is_slanted) {
      if (is_along_x) {
        box = {ink.x0 - side,
               std::min(ink.y0, line.box.y0),
               ink.x1 + side,
               std::max(ink.y1, line.box.y1)};
      } else {
        box = {std::min(ink.x0, line.box.x0),
               ink.y0 - side,
               std::max(ink.x1, line.box.x1),
               ink.y1 + side};
      }
    }
    if (is_along_x && !line.is_slanted) {
      box = kept_off_other_lines(page, line_index, box, ink);
    }
    out.push_back(box);
    at = next;
  }
  return out;
}

std::string text_under(const PageText& page, const Rect& box) {
  std::string out;
  for (const Word& word : page.words) {
    if (base::touches(word.box, box)) {
      out += out.empty() ? "" : " ";
      out += word.text;
    }
  }
  return out;
}

}  // namespace vaughn::pdf
