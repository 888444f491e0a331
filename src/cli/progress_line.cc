// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/progress_line.h"

#include <fmt/format.h>

#include <ostream>

#include "base/text.h"
#include "engine/json.h"

namespace vaughn::cli {
namespace {

constexpr Seconds kMovingInterval{0.1};
constexpr Seconds kPlainInterval{5.0};
// Rates of the first moments say nothing.
constexpr Seconds kRateAfter{1.0};

std::string duration_words(double seconds) {
  const auto whole = static_cast<long long>(seconds + 0.5);
  if (whole < 60) {
    return fmt::format("{} s", whole);
  }
  if (whole < 3600) {
    return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  }
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

base::Result<ProgressStyle> parse_progress_style(std::string_view word) {
  if (word.empty() || word == "auto") {
    return ProgressStyle::automatic;
  }
  if (word == "plain") {
    return ProgressStyle::plain;
  }
  if (word == "json") {
    return ProgressStyle::json;
  }
  if (word == "none") {
    return ProgressStyle::none;
  }
  return base::Error{base::ErrorCode::invalid_argument,
                     fmt::format("--progress: '{}' is no style of progress", word),
                     "auto, plain, json or none"};
}

std::string describe(const engine::Progress& progress, Seconds elapsed) {
  auto out = fmt::format("{}  {}", progress.stage, base::with_commas(progress.done));
  if (progress.total > 0) {
    out += fmt::format(" of {}", base::with_commas(progress.total));
  }
  if (elapsed >= kRateAfter && progress.done > 0) {
    const double rate = static_cast<double>(progress.done) / elapsed.count();
    out += rate >= 10 ? fmt::format("  {}/s", base::with_commas(static_cast<long long>(rate)))
                      : fmt::format("  {:.1f}/s", rate);
    if (progress.total > progress.done) {
      const auto left = static_cast<double>(progress.total - progress.done) / rate;
      out += fmt::format("  {} left", duration_words(left));
    }
  }
  if (progress.exceptions > 0) {
    out += "  " + base::plural(progress.exceptions, "exception");
  }
  return out;
}

ProgressLine::ProgressLine(Terminal& terminal, ProgressStyle style)
    : terminal_(&terminal), style_(style) {
  is_moving_ = style == ProgressStyle::automatic && terminal.err_is_tty;
}

void ProgressLine::show(const engine::Progress& progress, Seconds now) {
  if (style_ == ProgressStyle::none) {
    return;
  }
  // A stage that counts from the beginning again is a new one, such as the next rule of a file.
  if (progress.stage != stage_ || progress.done < done_) {
    stage_ = progress.stage;
    stage_began_ = now;
    // A stage that is over at once is not announced; a moving line shows at once.
    last_shown_ = is_moving_ ? std::nullopt : std::optional<Seconds>(now);
  }
  done_ = progress.done;
  if (last_shown_ && now - *last_shown_ < (is_moving_ ? kMovingInterval : kPlainInterval)) {
    return;
  }
  last_shown_ = now;
  if (style_ == ProgressStyle::json) {
    terminal_->err << engine::to_json(progress) << std::flush;
    return;
  }
  const auto line = describe(progress, now - stage_began_);
  if (is_moving_) {
    terminal_->err << "\r\x1b[K" << cut_to_width(line, terminal_->width - 1) << std::flush;
    is_on_screen_ = true;
  } else {
    terminal_->err << line << "\n" << std::flush;
  }
}

void ProgressLine::clear() {
  if (is_on_screen_) {
    terminal_->err << "\r\x1b[K" << std::flush;
    is_on_screen_ = false;
  }
}

}  // namespace vaughn::cli
