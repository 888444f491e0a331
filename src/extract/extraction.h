// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"
#include "foia/finding.h"
#include "foia/record.h"

// From the bytes of one input to everything that is in it: records with text and metadata, the
// attachments of mails, the members of archives, and an exception for what could not be read.
namespace vaughn::extract {

enum class PartState {
  record,
  container,  // opened (zip, mbox, gz): not a record itself; its members stand for it
  exception,  // findings.front() says why there is no record
};

// One node of what came out of one input; the input itself is node 0. The family of a record is the
// topmost record above it: containers do not count, so the members of a zip are families of their
// own, unless the zip came attached to a mail.
struct Part {
  int parent = -1;   // node number
  int position = 0;  // among its siblings, from 1; 0 for the input
  PartState state = PartState::record;
  foia::RecordKind kind = foia::RecordKind::other;
  std::string format{};    // one word: "eml", "docx", "png", "odt"
  bool is_inline = false;  // a picture shown within the mail's own body
  std::string name{};      // repaired UTF-8; may be empty for an inline part without a name
  // What to append to the path of the input: "//2 bid.xlsx", "//box/a.eml//1 x.pdf". Unique in one
  // extraction, and empty for the input itself.
  std::string path_suffix{};
  base::Bytes bytes{};  // empty for the input itself: the caller has them
  std::int64_t size = 0;
  base::Sha256 sha256{};
  base::Sha256 duplicate_key{};  // mail: recipe kMailKeyRecipe over the family; else sha256
  foia::Metadata metadata{};
  std::string text{};  // UTF-8, repaired; pages, slides and sheets are separated by form feeds
  std::vector<foia::Finding> findings{};
  bool operator==(const Part&) const = default;
};

// Stored with every mail key; a new recipe gets a new word, so that old keys stay explainable.
inline constexpr std::string_view kMailKeyRecipe = "mail1";
// Stored with every extraction: another version means other text may come out.
inline constexpr std::string_view kExtractorVersion = "1";

// For each container: what its own directory promises against what came out.
// expected == emitted + failed, unless `is_cut`.
struct ContainerCount {
  int node = 0;
  std::int64_t expected = 0;
  std::int64_t emitted = 0;  // became a record or a container in turn
  std::int64_t failed = 0;   // became an exception
  bool is_cut = false;       // a budget ended; one exception of code `limit` stands for the rest
  bool operator==(const ContainerCount&) const = default;
};

struct Extraction {
  std::vector<Part> parts{};
  std::vector<ContainerCount> containers{};
  bool operator==(const Extraction&) const = default;
};

// Budgets of one input. What goes beyond ends in an exception or a finding of code `limit` or
// `truncated`, never in silence.
struct Options {
  int max_depth = 20;  // containers and mails within each other
  std::int64_t max_parts = 1'000'000;
  std::int64_t max_expanded_bytes = 1ll << 30;  // all unpacked bytes together, or ...
  std::int64_t max_expansion = 200;             // ... this many times the input, if that is more
  std::int64_t max_member_bytes = 512ll << 20;  // one member
  std::int64_t max_ratio = 1'000;               // one member, unpacked : packed, above 1 MiB
  std::int64_t max_text_bytes = 64ll << 20;     // text of one part
  // Pages of PDFs are rendered where they may hide words. Without it a finding says so.
  bool looks_for_bad_redactions = true;
  // Nodes over which an earlier run died: they become exceptions of code `crashed` unread. Numbers
  // are the same in every run, so what came before may be skipped and what comes after is kept.
  std::vector<int> crashed_nodes{};
};

// Takes the parts in order: a node comes before its children, node numbers count up from 0.
using Sink = std::function<void(Part&&)>;

// Never fails: what is wrong with the input is a finding or an exception. Gives at least one part.
// Memory is bound by the largest member, not by the whole, since parts are given away as they come.
std::vector<ContainerCount> extract(base::BytesView bytes,
                                    std::string_view name,
                                    const Options& options,
                                    const Sink& sink);

// The same, collected.
Extraction extract(base::BytesView bytes, std::string_view name, const Options& options = {});

// Loads everything that libraries would otherwise open on first use. Call it once before files
// become out of reach (work::Handlers::warm_up).
void warm_up();

}  // namespace vaughn::extract
