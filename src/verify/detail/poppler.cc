// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/poppler.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/process.h"
#include "base/text.h"
#include "base/xml_text.h"

namespace vaughn::verify {

using base::Error;
using base::ErrorCode;
using base::Rect;
using base::Result;

namespace {

// A page of 14,400 points squared, PDF's own limit, is 400 MB at 100 dpi; what we number is not
// that large.
constexpr std::uint64_t kMaxOutput = std::uint64_t{1} << 30;
constexpr int kMaxPages = 1'000'000;

Error unexpected(std::string_view program) {
  return Error{ErrorCode::damaged, fmt::format("{} answered something unexpected", program), ""};
}

// Cuts a number off the front, after white space.
bool take_number(std::string_view& text, double& value) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) {
    return false;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) {
    return false;
  }
  text.remove_prefix(what.size());
  return true;
}

// "Page   12 rot:  90" -> 12 and " rot:  90" cut to "  90".
bool take_page_line(std::string_view line,
                    std::string_view key,
                    int& page,
                    std::string_view& rest) {
  double number = 0;
  if (!take(line, "Page") || !take_number(line, number) || !take(line, " ") || !take(line, key)) {
    return false;
  }
  if (number < 1 || number > kMaxPages) {
    return false;
  }
  page = static_cast<int>(number);
  rest = line;
  return true;
}

// xMin="72.0" yMin="..." xMax="..." yMax="..."
bool take_attribute(std::string_view& text, std::string_view name, double& value) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return take(text, name) && take(text, "=\"") && take_number(text, value) && take(text, "\"");
}

}  // namespace

Rect PageFrame::to_shown(const Rect& user) const {
  const double left = user.x0 - media.x0;
  const double right = user.x1 - media.x0;
  const double bottom = user.y0 - media.y0;
  const double top = user.y1 - media.y0;
  const double w = media.width();
  const double h = media.height();
  switch (rotation) {
    case 90: return {bottom, left, top, right};
    case 180: return {w - right, bottom, w - left, top};
    case 270: return {h - top, w - right, h - bottom, w - left};
    default: return {left, h - top, right, h - bottom};
  }
}

PixelRange pixels_inside(const GrayPage& page, const Rect& shown) {
  const auto inwards_up = [&](double points) {
    return static_cast<int>(std::ceil(points * page.scale));
  };
  const auto inwards_down = [&](double points) {
    return static_cast<int>(std::floor(points * page.scale)) - 1;
  };
  return {.x0 = std::max(0, inwards_up(shown.x0)),
          .y0 = std::max(0, inwards_up(shown.y0)),
          .x1 = std::min(page.width - 1, inwards_down(shown.x1)),
          .y1 = std::min(page.height - 1, inwards_down(shown.y1))};
}

Result<DocumentFacts> parse_facts(std::string_view pdfinfo) {
  DocumentFacts facts;
  std::int64_t stated_pages = -1;
  std::size_t rotated = 0;
  for (auto line : base::split(pdfinfo, '\n')) {
    int page = 0;
    std::string_view rest;
    double number = 0;
    if (take(line, "Pages:")) {
      if (!take_number(line, number) || number < 0 || number > kMaxPages) {
        return unexpected("pdfinfo");
      }
      stated_pages = static_cast<std::int64_t>(number);
      facts.pages.resize(static_cast<std::size_t>(stated_pages));
    } else if (take(line, "Encrypted:")) {
      facts.is_encrypted = base::trim(line) != "no";
    } else if (take_page_line(line, "rot:", page, rest)) {
      if (page > stated_pages || !take_number(rest, number)) {
        return unexpected("pdfinfo");
      }
      const int degrees = static_cast<int>(number) % 360;
      facts.pages[static_cast<std::size_t>(page - 1)].rotation =
          degrees < 0 ? degrees + 360 : degrees;
      ++rotated;
    } else if (take_page_line(line, "MediaBox:", page, rest) ||
               take_page_line(line, "CropBox:", page, rest)) {
      Rect box;
      if (page > stated_pages || !take_number(rest, box.x0) || !take_number(rest, box.y0) ||
          !take_number(rest, box.x1) || !take_number(rest, box.y1) || box.is_empty()) {
        return unexpected("pdfinfo");
      }
      auto& frame = facts.pages[static_cast<std::size_t>(page - 1)];
      (line.find("MediaBox:") != std::string_view::npos ? frame.media : frame.crop) = box;
    }
  }
  const bool is_complete =
      stated_pages >= 0 && rotated == facts.pages.size() &&
      std::all_of(facts.pages.begin(), facts.pages.end(), [](const PageFrame& frame) {
        return !frame.media.is_empty() && !frame.crop.is_empty();
      });
  if (!is_complete) {
    return unexpected("pdfinfo");
  }
  return facts;
}

Result<std::vector<PageWords>> parse_words(std::string_view bbox_html) {
  std::vector<PageWords> pages;
  bool is_closed = false;
  for (auto line : base::split(bbox_html, '\n')) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (take(line, "<page ")) {
      PageWords page;
      if (!take_attribute(line, "width", page.width) ||
          !take_attribute(line, "height", page.height)) {
        return unexpected("pdftotext");
      }
      pages.push_back(std::move(page));
    } else if (take(line, "<word ")) {
      Word word;
      const auto close = line.rfind("</word>");
      if (pages.empty() || close == std::string_view::npos ||
          !take_attribute(line, "xMin", word.box.x0) ||
          !take_attribute(line, "yMin", word.box.y0) ||
          !take_attribute(line, "xMax", word.box.x1) ||
          !take_attribute(line, "yMax", word.box.y1) || !take(line, ">")) {
        return unexpected("pdftotext");
      }
      word.text = base::unescape_xml(line.substr(0, line.rfind("</word>")));
      pages.back().words.push_back(std::move(word));
    } else if (line.starts_with("</doc>")) {
      is_closed = true;
    }
  }
  if (!is_closed) {
    return unexpected("pdftotext");
  }
  return pages;
}

namespace {

// The header of a picture, of which at least `parts` bytes a pixel must follow.
template <typename Page>
Result<Page> take_picture(std::string_view& text, std::string_view magic, std::size_t parts) {
  double width = 0;
  double height = 0;
  double depth = 0;
  if (!take(text, magic) || !take(text, "\n") || !take_number(text, width) ||
      !take_number(text, height) || !take(text, "\n") || !take_number(text, depth) ||
      !take(text, "\n") || depth != 255 || width < 1 || height < 1 ||
      width * height * static_cast<double>(parts) > static_cast<double>(text.size())) {
    return unexpected("pdftoppm");
  }
  Page page;
  page.width = static_cast<int>(width);
  page.height = static_cast<int>(height);
  const auto size =
      static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height) * parts;
  page.pixels = text.substr(0, size);
  text.remove_prefix(size);
  return page;
}

std::vector<std::string> render_command(const std::filesystem::path& pdf,
                                        int first,
                                        int last,
                                        int dpi) {
  return {"pdftoppm",
          "-r",
          std::to_string(dpi),
          "-f",
          std::to_string(first),
          "-l",
          std::to_string(last),
          "--",
          pdf.string()};
}

}  // namespace

Result<std::vector<GrayPage>> parse_pages(std::string_view pgm, double scale) {
  std::vector<GrayPage> pages;
  while (!pgm.empty()) {
    pages.push_back(TRY(take_picture<GrayPage>(pgm, "P5", 1)));
    pages.back().scale = scale;
  }
  return pages;
}

Result<std::vector<ColorPage>> parse_color_pages(std::string_view ppm) {
  std::vector<ColorPage> pages;
  while (!ppm.empty()) {
    pages.push_back(TRY(take_picture<ColorPage>(ppm, "P6", 3)));
  }
  return pages;
}

Result<std::string> Poppler::run(const std::vector<std::string>& argv) const {
  auto result = TRY(
      base::run_process(argv, base::ProcessLimits{.wall = timeout_, .output_bytes = kMaxOutput}));
  if (result.exit_status != 0) {
    return Error{ErrorCode::damaged,
                 fmt::format("{} ended with status {}", argv.front(), result.exit_status),
                 ""};
  }
  // Without its tables poppler leaves East Asian text out and does not fail.
  if (result.err.find("language pack") != std::string::npos) {
    return Error{ErrorCode::not_found,
                 fmt::format("{} lacks its encoding tables", argv.front()),
                 "install poppler-data"};
  }
  return std::move(result.out);
}

std::string Poppler::version() {
  const auto result = base::run_process({"pdftotext", "-v"});
  constexpr std::string_view kBefore = "version ";
  const auto at = result ? result->err.find(kBefore) : std::string::npos;
  if (at == std::string::npos) {
    return "unknown";
  }
  const auto text = std::string_view(result->err).substr(at + kBefore.size());
  return std::string(text.substr(0, text.find_first_not_of("0123456789.")));
}

Result<DocumentFacts> Poppler::facts(const std::filesystem::path& pdf) const {
  const auto out =
      TRY(run({"pdfinfo", "-box", "-f", "1", "-l", std::to_string(kMaxPages), "--", pdf.string()}));
  return parse_facts(out);
}

Result<std::vector<PageWords>> Poppler::words(const std::filesystem::path& pdf) const {
  const auto out = TRY(run({"pdftotext", "-bbox", "-enc", "UTF-8", "--", pdf.string(), "-"}));
  return parse_words(out);
}

Result<std::vector<GrayPage>> Poppler::render(const std::filesystem::path& pdf,
                                              int first,
                                              int last,
                                              int dpi) const {
  auto command = render_command(pdf, first, last, dpi);
  command.insert(command.begin() + 1, "-gray");
  const auto out = TRY(run(command));
  auto pages = TRY(parse_pages(out, dpi / 72.0));
  if (pages.size() != static_cast<std::size_t>(last - first + 1)) {
    return unexpected("pdftoppm");
  }
  return pages;
}

Result<std::vector<ColorPage>> Poppler::render_in_color(const std::filesystem::path& pdf,
                                                        int first,
                                                        int last,
                                                        int dpi) const {
  const auto out = TRY(run(render_command(pdf, first, last, dpi)));
  auto pages = TRY(parse_color_pages(out));
  if (pages.size() != static_cast<std::size_t>(last - first + 1)) {
    return unexpected("pdftoppm");
  }
  return pages;
}

}  // namespace vaughn::verify
