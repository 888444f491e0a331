// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/files.h"
#include "verify/detail/findings.h"
#include "verify/detail/manifest.h"
#include "verify/detail/page_check.h"
#include "verify/detail/poppler.h"
#include "verify/detail/removed_check.h"
#include "verify/examine.h"
#include "verify/verify.h"

namespace vaughn::verify {

// What a PDF holds besides its pages. A produced one (Origin::ours) may hold only what we put in:
// its Bates number as title, page labels, and the spoken form of labels where it has boxes.
enum class Origin { ours, unknown };
void check_structure(const base::Result<pdf::Facts>& facts,
                     Origin origin,
                     const ClaimedRecord* claimed,
                     const Place& place,
                     Findings& findings);

// A produced file's keys, title and labels against the lists of what it may have.
void check_is_ours(const pdf::Facts& facts,
                   const ClaimedRecord& claimed,
                   const Place& place,
                   Findings& findings);

// What MuPDF reads: text beyond the page is a finding. Returns the text of each page; empty if it
// cannot be read.
std::vector<std::string> read_again(const Examination& examination,
                                    const Place& place,
                                    Findings& findings);

// What a file of unknown origin hides badly, by kind; triaged, so that dates and labels do not
// stop.
void detect_hidden(const Examination& examination,
                   const Place& place,
                   const Options& options,
                   Findings& findings);

// Everything that is read of one document; poppler's part is an error if any of it is missing.
struct Seen {
  DocumentFacts facts{};
  std::vector<PageWords> words{};
};
struct Looked {
  Examination examination{};
  base::Result<Seen> seen{Seen{}};
  std::filesystem::path path{};                // for poppler
  std::optional<base::MemoryFile> unlocked{};  // what `path` names if the file has a password
};
Looked look_at(const std::filesystem::path& path,
               base::BytesView bytes,
               Origin origin,
               const Question& question,
               const Options& options);

// Calls `look` with each page and its picture, which it may not keep, a few in memory at a time.
// Pages on which something small is to be seen may ask for more than Options::render_dpi.
using PageLook = std::function<void(int page, const SeenPage& seen)>;
using PageDpi = std::function<int(int page)>;
base::Result<void> look_at_pages(const std::filesystem::path& path,
                                 const Seen& seen,
                                 const Options& options,
                                 const PageLook& look,
                                 const PageDpi& dpi = {});

// Calls `look` with what each layer of a page of two shows by itself. Says so if that fails.
void check_layers(const Looked& looked,
                  const Place& place,
                  const PageDpi& dpi,
                  const Options& options,
                  const PageLook& look,
                  Findings& findings);

// The resolution at which a box of these sides, in points, has an inside to look at.
int dpi_for(const base::Rect& box, int least);

// That of each page for all its boxes; `pages` must outlive the result.
template <typename Page>
PageDpi dpi_of_boxes(const std::vector<Page>& pages, int least) {
  return [&pages, least](int number) {
    int out = least;
    for (const auto& box : pages[static_cast<std::size_t>(number - 1)].boxes) {
      out = std::max(out, dpi_for(box.box, least));
    }
    return out;
  };
}

// One document of a volume, everything about it. Independent of other documents. `removed` is what
// was deleted from it, if that is known, `fields` the letters of its row in the DAT file.
struct Deleted {
  const RemovedWords* removed = nullptr;
  std::string fields{};
};
Findings check_document(const std::filesystem::path& volume,
                        const ClaimedRecord& record,
                        const Deleted& deleted,
                        const Options& options);

// The same for a PDF of which nothing is known; returns its number of pages, 0 if unreadable. An
// error only if it needs another password than that of the options.
base::Result<std::int64_t> check_lone_document(const std::filesystem::path& file,
                                               const Options& options,
                                               Findings& findings);

}  // namespace vaughn::verify
