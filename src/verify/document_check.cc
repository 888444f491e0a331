// SPDX-License-Identifier: AGPL-3.0-or-later
#include "verify/detail/document_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "pdf/inspect.h"
#include "verify/detail/removed_check.h"
#include "verify/detail/text_check.h"

namespace vaughn::verify {

using base::Error;
using base::ErrorCode;

namespace {

// Pages rendered by one call of pdftoppm: bounds the memory of a long document.
constexpr int kPagesPerRender = 40;
constexpr int kPagesInColor = 8;
constexpr int kDpiOfThese = 100;
// A box has an inside beside its rim if so many pixels stand along its shorter side.
constexpr double kLeastPixels = 10;
constexpr double kHighestDpi = 400;
constexpr int kDpiStep = 50;

std::string counted(int count, std::string_view noun) {
  return base::plural(count, noun);
}

// What no PDF that leaves the house should have, ours or not.
void check_common(const pdf::Facts& facts, const Place& place, Findings& findings) {
  const auto add_if = [&](bool is_so, std::string_view code, std::string message) {
    if (is_so) {
      findings.add(code, place, std::move(message));
    }
  };
  add_if(!facts.warnings.empty(),
         "pdf_damaged",
         counted(static_cast<int>(facts.warnings.size()), "object") + " with damage");
  add_if(facts.is_encrypted, "encrypted", "it is encrypted");
  add_if(facts.annotations > 0 || facts.has_form,
         "annotations",
         counted(facts.annotations, "annotation") + (facts.has_form ? " and a form" : ""));
  add_if(facts.has_javascript || facts.has_open_action,
         "javascript",
         facts.has_javascript ? "JavaScript" : "an action");
  add_if(facts.embedded_files > 0, "attachments", counted(facts.embedded_files, "embedded file"));
  add_if(facts.has_layers, "optional_content", "layers that can be shown or hidden");
  add_if(facts.has_earlier_revision || facts.eof_markers > 1,
         "earlier_revision",
         fmt::format("{}", counted(facts.eof_markers, "end marker")));
  add_if(facts.eof_markers < 1, "pdf_damaged", "no end marker");
  // One line end behind the marker belongs to it.
  add_if(facts.bytes_before_header > 0 || facts.bytes_after_eof > 0,
         "bytes_outside",
         fmt::format("{} before the start, {} behind the end",
                     facts.bytes_before_header,
                     facts.bytes_after_eof));
  add_if(facts.unreachable_objects > 0,
         "unreachable_objects",
         counted(facts.unreachable_objects, "object") + " that no page uses");
  add_if(facts.has_thumbnails, "metadata", "thumbnails of pages");
  add_if(facts.has_private_data, "metadata", "private data of another program");
}

// Sizes of our own pages by qpdf, which spares a call of pdfinfo. Whether poppler agrees is seen
// from its words; if not, pdfinfo is asked.
std::optional<DocumentFacts> frames_by_qpdf(const pdf::Facts& facts,
                                            const std::vector<PageWords>& words) {
  DocumentFacts out{.is_encrypted = facts.is_encrypted};
  if (!facts.warnings.empty() || facts.pages.size() != words.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& page = facts.pages[i];
    const bool is_turned = page.rotation % 180 != 0;
    const double width = is_turned ? page.media_box.height() : page.media_box.width();
    const double height = is_turned ? page.media_box.width() : page.media_box.height();
    if (page.media_box.is_empty() || page.crop_box.is_empty() || page.rotation % 90 != 0 ||
        std::abs(width - words[i].width) > 0.01 || std::abs(height - words[i].height) > 0.01) {
      return std::nullopt;
    }
    out.pages.push_back(
        {.media = page.media_box, .crop = page.crop_box, .rotation = page.rotation});
  }
  return out;
}

base::Result<Seen> see(const Poppler& poppler,
                       const std::filesystem::path& path,
                       const base::Result<pdf::Facts>& facts,
                       Origin origin) {
  Seen out{.words = TRY(poppler.words(path))};
  if (origin == Origin::ours && facts) {
    if (auto frames = frames_by_qpdf(*facts, out.words)) {
      out.facts = *std::move(frames);
      return out;
    }
  }
  out.facts = TRY(poppler.facts(path));
  if (out.words.size() != out.facts.pages.size()) {
    return Error{ErrorCode::damaged, "pdfinfo and pdftotext count different pages", ""};
  }
  return out;
}

}  // namespace

// MuPDF is asked for what poppler leaves out: text beyond the page, and a second opinion on fonts.
// Returns the text of each page; empty if it cannot be read.
std::vector<std::string> read_again(const Examination& examination,
                                    const Place& place,
                                    Findings& findings) {
  std::vector<std::string> out;
  if (!examination.pages) {
    findings.add_not_checked(place, "second reading", examination.pages.error());
    return out;
  }
  int page = 0;
  for (const auto& read : *examination.pages) {
    ++page;
    if (read.has_text_off_page) {
      findings.add("text_off_page",
                   {.file = place.file, .bates = place.bates, .page = page},
                   "words stand outside the page");
    }
    out.push_back(read.text);
  }
  return out;
}

Looked look_at(const std::filesystem::path& path,
               base::BytesView bytes,
               Origin origin,
               const Question& question,
               const Options& options) {
  Looked out;
  if (options.examine) {
    auto examined = options.examine(bytes, question);
    if (examined) {
      out.examination = *std::move(examined);
    } else {
      out.examination = {examined.error(), examined.error(), examined.error()};
    }
  } else {
    out.examination = examine(bytes, question);
  }
  out.path = path;
  if (!out.examination.unlocked.empty()) {
    // poppler takes a password on its command line only, where others see it.
    auto file = base::MemoryFile::make(out.examination.unlocked);
    if (!file) {
      out.seen = file.error();
      return out;
    }
    out.path = file->path();
    out.unlocked = *std::move(file);
  }
  out.seen = see(Poppler(options.tool_timeout), out.path, out.examination.facts, origin);
  return out;
}

int dpi_for(const base::Rect& box, int least) {
  const double side = std::min(box.width(), box.height());
  const double wanted = side > 0 ? kLeastPixels * 72 / side : 0;
  // In steps, so that pages with boxes of about the same size are rendered together.
  const int steps = static_cast<int>(std::ceil(std::min(wanted, kHighestDpi) / kDpiStep));
  return std::max(least, steps * kDpiStep);
}

namespace {

// Pictures in color of the pages that are rendered in gray by one call. Where one page has colors
// to look at, so have others near by.
class ColorPages {
 public:
  ColorPages(const Poppler& poppler, const std::filesystem::path& path, int last, int dpi)
      : poppler_(&poppler), path_(&path), last_(last), dpi_(dpi) {}

  const ColorPage* at(int page) {
    if (page >= next_) {
      first_ = page;
      next_ = std::min(last_, page + kPagesInColor - 1) + 1;
      auto rendered = poppler_->render_in_color(*path_, first_, next_ - 1, dpi_);
      pictures_ = rendered ? *std::move(rendered) : std::vector<ColorPage>{};
    }
    const auto index = static_cast<std::size_t>(page - first_);
    return page >= first_ && index < pictures_.size() ? &pictures_[index] : nullptr;
  }

 private:
  const Poppler* poppler_;
  const std::filesystem::path* path_;
  int last_;
  int dpi_;
  int first_ = 0;
  int next_ = 0;
  std::vector<ColorPage> pictures_{};
};

}  // namespace

base::Result<void> look_at_pages(const std::filesystem::path& path,
                                 const Seen& seen,
                                 const Options& options,
                                 const PageLook& look,
                                 const PageDpi& dpi) {
  const Poppler poppler(options.tool_timeout);
  const int count = static_cast<int>(seen.facts.pages.size());
  const auto wanted = [&](int page) { return dpi ? dpi(page) : options.render_dpi; };
  int last = 0;
  for (int first = 1; first <= count; first = last + 1) {
    const int resolution = wanted(first);
    const int scale = std::max(1, resolution / kDpiOfThese);
    const int most = std::max(1, kPagesPerRender / (scale * scale));
    last = first;
    while (last < count && last - first + 1 < most && wanted(last + 1) == resolution) {
      ++last;
    }
    const auto pictures = TRY(poppler.render(path, first, last, resolution));
    ColorPages in_color(poppler, path, last, resolution);
    for (int page = first; page <= last; ++page) {
      const auto index = static_cast<std::size_t>(page - 1);
      look(page,
           SeenPage{.frame = seen.facts.pages[index],
                    .words = seen.words[index],
                    .picture = pictures[static_cast<std::size_t>(page - first)],
                    .in_color = [&in_color, page] { return in_color.at(page); }});
    }
  }
  return {};
}

void check_structure(const base::Result<pdf::Facts>& facts,
                     Origin origin,
                     const ClaimedRecord* claimed,
                     const Place& place,
                     Findings& findings) {
  findings.examined("structure");
  if (!facts) {
    findings.add(facts.error().code == ErrorCode::encrypted ? "encrypted" : "pdf_damaged",
                 place,
                 facts.error().message);
    return;
  }
  check_common(*facts, place, findings);
  if (origin == Origin::ours && claimed != nullptr) {
    if (static_cast<std::size_t>(facts->page_count) != claimed->pages.size()) {
      findings.add(
          "page_count_differs",
          place,
          fmt::format(
              "{} pages by qpdf, {} by the manifest", facts->page_count, claimed->pages.size()));
    }
    check_is_ours(*facts, *claimed, place, findings);
  }
}

Findings check_document(const std::filesystem::path& volume,
                        const ClaimedRecord& record,
                        const Deleted& deleted,
                        const Options& options) {
  Findings findings;
  const Place place{.file = record.pdf, .bates = record.begin};
  const auto path = volume / record.pdf;
  const auto bytes = base::read_file(path);
  if (!bytes) {
    findings.add_not_checked(place, "document", bytes.error());
    return findings;
  }
  const auto needles =
      deleted.removed == nullptr ? std::vector<std::string>{} : long_enough(deleted.removed->texts);
  // Words that cannot be seen are poppler's to find, below.
  const Question question{.needles = needles, .finds_hidden = false, .sees_layers = true};
  const auto looked = look_at(path, *bytes, Origin::ours, question, options);
  check_structure(looked.examination.facts, Origin::ours, &record, place, findings);
  const auto second_reading = read_again(looked.examination, place, findings);
  const auto& seen = looked.seen;
  if (!seen) {
    findings.add_not_checked(place, "text and pages", seen.error());
    return findings;
  }
  if (seen->facts.pages.size() != record.pages.size()) {
    findings.add("page_count_differs",
                 place,
                 fmt::format("{} pages by poppler, {} by the manifest",
                             seen->facts.pages.size(),
                             record.pages.size()));
    return findings;
  }
  if (deleted.removed != nullptr) {
    check_removed_words(needles,
                        looked.examination.leaks,
                        seen->words,
                        deleted.fields,
                        place,
                        Elsewhere::is_to_say,
                        findings);
  }
  check_text_file(volume, record.text, seen->words, second_reading, place, findings);
  const auto look = [&](int number, const SeenPage& page) {
    const auto& claimed = record.pages[static_cast<std::size_t>(number - 1)];
    const Place at{.file = record.pdf, .bates = claimed.bates, .page = number};
    const auto visible = page.frame.visible();
    if (std::abs(visible.width() - claimed.width) > 0.5 ||
        std::abs(visible.height() - claimed.height) > 0.5) {
      findings.add("page_size_differs", at, "the page is not as large as stated");
    }
    check_page(page, claimed, at, findings);
    check_words_are_seen(page, at, findings);
  };
  const auto dpi = dpi_of_boxes(record.pages, options.render_dpi);
  const auto done = look_at_pages(path, *seen, options, look, dpi);
  if (!done) {
    findings.add_not_checked(place, "rendering", done.error());
  }
  const auto look_at_one_layer = [&](int number, const SeenPage& page) {
    const auto& claimed = record.pages[static_cast<std::size_t>(number - 1)];
    check_layer(
        page, claimed, {.file = record.pdf, .bates = claimed.bates, .page = number}, findings);
  };
  check_layers(looked, place, dpi, options, look_at_one_layer, findings);
  return findings;
}

base::Result<std::int64_t> check_lone_document(const std::filesystem::path& file,
                                               const Options& options,
                                               Findings& findings) {
  const Place place{.file = file.filename().string()};
  const auto bytes = base::read_file(file);
  if (!bytes) {
    findings.add_not_checked(place, "document", bytes.error());
    return 0;
  }
  const auto looked =
      look_at(file, *bytes, Origin::unknown, {.password = options.password}, options);
  const auto is_locked = [](const auto& part) {
    return !part && part.error().code == ErrorCode::encrypted;
  };
  if (is_locked(looked.examination.facts) && is_locked(looked.examination.pages)) {
    return locked_error(file, !options.password.empty());
  }
  check_structure(looked.examination.facts, Origin::unknown, nullptr, place, findings);
  read_again(looked.examination, place, findings);
  detect_hidden(looked.examination, place, options, findings);
  const auto& seen = looked.seen;
  if (!seen) {
    findings.add_not_checked(place, "text and pages", seen.error());
    return 0;
  }
  const auto look = [&](int number, const SeenPage& page) {
    check_words_are_seen(page, {.file = place.file, .page = number}, findings);
  };
  const auto done = look_at_pages(looked.path, *seen, options, look);
  if (!done) {
    findings.add_not_checked(place, "rendering", done.error());
  }
  return static_cast<std::int64_t>(seen->facts.pages.size());
}

}  // namespace vaughn::verify
