// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "pdf/inspect.h"
#include "verify/detail/document_check.h"

namespace vaughn::verify {

namespace {

const std::set<std::string, std::less<>> kCatalogKeys{"/Type",
                                                      "/Pages",
                                                      "/PageLabels",
                                                      "/Metadata",
                                                      "/Lang",
                                                      "/MarkInfo",
                                                      "/StructTreeRoot",
                                                      "/ViewerPreferences",
                                                      "/OutputIntents",
                                                      "/Version",
                                                      "/Extensions"};
const std::set<std::string, std::less<>> kPageKeys{"/Type",
                                                   "/Parent",
                                                   "/MediaBox",
                                                   "/CropBox",
                                                   "/Rotate",
                                                   "/UserUnit",
                                                   "/Contents",
                                                   "/Resources",
                                                   "/Group",
                                                   "/StructParents",
                                                   "/Tabs"};

// What may stand in an object of each kind; all that we write or copy.
const std::map<std::string, std::set<std::string>, std::less<>>& allowed_keys() {
  static const std::map<std::string, std::set<std::string>, std::less<>> kAllowed{
      {"image",
       {"/Type",
        "/Subtype",
        "/Width",
        "/Height",
        "/ColorSpace",
        "/BitsPerComponent",
        "/Decode",
        "/DecodeParms",
        "/Filter",
        "/Length",
        "/ImageMask",
        "/Mask",
        "/SMask",
        "/SMaskInData",
        "/Matte",
        "/Intent",
        "/Interpolate"}},
      {"form",
       {"/Type",
        "/Subtype",
        "/FormType",
        "/BBox",
        "/Matrix",
        "/Resources",
        "/Group",
        "/Filter",
        "/DecodeParms",
        "/Length"}},
      {"font",
       {"/Type",
        "/Subtype",
        "/BaseFont",
        "/FirstChar",
        "/LastChar",
        "/Widths",
        "/FontDescriptor",
        "/Encoding",
        "/ToUnicode",
        "/DescendantFonts",
        "/CIDSystemInfo",
        "/DW",
        "/W",
        "/DW2",
        "/W2",
        "/CIDToGIDMap",
        "/FontBBox",
        "/FontMatrix",
        "/CharProcs",
        "/Resources"}},
      {"element", {"/Type", "/S", "/P", "/Pg", "/K", "/Alt"}},
      {"structure root", {"/Type", "/K", "/ParentTree", "/ParentTreeNextKey"}},
      {"descriptor", {"/Type",        "/FontName",   "/Flags",    "/FontBBox",  "/ItalicAngle",
                      "/Ascent",      "/Descent",    "/Leading",  "/CapHeight", "/XHeight",
                      "/StemV",       "/StemH",      "/AvgWidth", "/MaxWidth",  "/MissingWidth",
                      "/FontStretch", "/FontWeight", "/FontFile", "/FontFile2", "/FontFile3"}},
  };
  return kAllowed;
}

void check_object_keys(const pdf::Facts& facts, const Place& place, Findings& findings) {
  for (const auto& [kind, allowed] : allowed_keys()) {
    const auto found = facts.object_keys.find(kind);
    if (found == facts.object_keys.end()) {
      continue;
    }
    for (const auto& key : found->second) {
      if (!allowed.contains(key)) {
        findings.add("unexpected_key", place, fmt::format("{} in an object: {}", key, kind));
      }
    }
  }
  if (facts.unclean_images > 0) {
    findings.add("image_not_clean",
                 place,
                 base::plural(facts.unclean_images, "image") + " with more than a picture");
  }
}

// What a produced file may say of itself, letter by letter: its title, and that it is PDF/A-2b.
std::string own_packet(std::string_view title) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
         " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
         "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         base::escape_xml(title) +
         "</rdf:li></rdf:Alt></dc:title>\n"
         "<pdfaid:part>2</pdfaid:part>\n"
         "<pdfaid:conformance>B</pdfaid:conformance>\n"
         "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n";
}

// What is spoken where a page shows no words.
constexpr std::string_view kNoWords = "Page shown as a picture without readable text";
constexpr std::string_view kRedacted = "Redacted under FOIA exemption ";
const std::set<std::string> kRoles{"/Document", "/P", "/Span", "/Figure"};

using Codes = std::set<std::string>;

Codes codes_of(const ClaimedBox& box) {
  Codes out;
  for (const auto& claim : box.claims) {
    out.insert(code_of(claim));
  }
  return out;
}

// The exemptions that a spoken text names; none if it is no such text.
Codes codes_spoken(std::string_view spoken) {
  Codes out;
  if (!spoken.starts_with(kRedacted)) {
    return out;
  }
  for (const auto part : base::split(spoken.substr(kRedacted.size()), ';')) {
    out.emplace(base::trim(part));
  }
  return out;
}

// Each box is announced by its exemptions, and nothing else is said.
void check_spoken(const pdf::PageFacts& facts,
                  const ClaimedPage* claimed,
                  const Place& place,
                  Findings& findings) {
  std::multiset<Codes> left;
  if (claimed != nullptr) {
    for (const auto& box : claimed->boxes) {
      left.insert(codes_of(box));
    }
  }
  std::size_t foreign = 0;
  for (const auto& spoken : facts.spoken) {
    if (spoken == kNoWords) {
      continue;
    }
    const auto found = left.find(codes_spoken(spoken));
    if (found == left.end()) {
      ++foreign;
    } else {
      left.erase(found);
    }
  }
  if (foreign > 0) {
    findings.add("structure_text",
                 place,
                 fmt::format("{} spoken that no box stands for",
                             base::plural(static_cast<long long>(foreign), "text")));
  }
  if (!left.empty()) {
    findings.add("box_not_announced",
                 place,
                 fmt::format("{} without a spoken exemption",
                             base::plural(static_cast<long long>(left.size()), "box")));
  }
}

void check_structure_tree(const pdf::Facts& facts,
                          const ClaimedRecord& claimed,
                          const Place& place,
                          Findings& findings) {
  const bool has_foreign_roles = std::any_of(
      facts.structure_roles.begin(), facts.structure_roles.end(), [](const std::string& role) {
        return !kRoles.contains(role);
      });
  if (facts.has_odd_structure || has_foreign_roles) {
    findings.add("structure_odd", place, "entries or roles that are not on the list");
  }
  if (facts.has_replacement_text || (facts.has_alternate_text && !facts.has_structure_tree)) {
    findings.add("structure_text", place, "replacement or alternative text");
  }
  for (std::size_t i = 0; facts.has_structure_tree && i < facts.pages.size(); ++i) {
    Place at = place;
    at.page = static_cast<int>(i + 1);
    check_spoken(
        facts.pages[i], i < claimed.pages.size() ? &claimed.pages[i] : nullptr, at, findings);
  }
}

}  // namespace

void check_is_ours(const pdf::Facts& facts,
                   const ClaimedRecord& claimed,
                   const Place& place,
                   Findings& findings) {
  for (const auto& key : facts.catalog_keys) {
    if (!kCatalogKeys.contains(key)) {
      findings.add("unexpected_key", place, fmt::format("{} in the catalog", key));
    }
  }
  for (const auto& key : facts.info_keys) {
    if (key == "/CreationDate" || key == "/ModDate") {
      findings.add("dated", place, fmt::format("{} in the document information", key));
    } else if (key != "/Title") {
      findings.add("metadata", place, fmt::format("{} in the document information", key));
    }
  }
  if (facts.has_xmp && facts.xmp != own_packet(claimed.begin)) {
    findings.add("metadata", place, "an XMP packet that is not ours");
  }
  if (facts.has_odd_output_intent) {
    findings.add("metadata", place, "an output intent that is not ours");
  }
  for (const auto& fault : facts.archive_faults) {
    findings.add("archive_claim", place, fault);
  }
  const bool is_marked = facts.xmp.find("<pdfaid:part>") != std::string::npos;
  if (claimed.is_archival && *claimed.is_archival != is_marked) {
    findings.add("archive_claim",
                 place,
                 is_marked ? "the PDF is marked, and the manifest says that it is not"
                           : "the manifest says that the PDF is marked, and it is not");
  }
  if (!facts.title.empty() && facts.title != claimed.begin) {
    findings.add("metadata", place, "a title that is not its first number");
  }
  if (facts.has_outline) {
    findings.add("metadata", place, "bookmarks");
  }
  check_object_keys(facts, place, findings);
  int index = 0;
  for (const auto& page : facts.pages) {
    Place at = place;
    at.page = ++index;
    for (const auto& key : page.keys) {
      if (!kPageKeys.contains(key)) {
        findings.add("unexpected_key", at, fmt::format("{} in the page", key));
      }
    }
    const auto position = static_cast<std::size_t>(index - 1);
    if (!page.label.empty() && position < claimed.pages.size() &&
        page.label != claimed.pages[position].bates) {
      findings.add("metadata", at, "a page label that is not its number");
    }
  }
  check_structure_tree(facts, claimed, place, findings);
}

}  // namespace vaughn::verify
