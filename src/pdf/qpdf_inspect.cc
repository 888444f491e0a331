// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <qpdf/Pl_Discard.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageLabelDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFTokenizer.hh>

#include "base/hash.h"
#include "base/text.h"
#include "pdf/conformance.h"
#include "pdf/detail/qpdf_archive.h"
#include "pdf/detail/qpdf_guard.h"
#include "pdf/detail/qpdf_layers.h"
#include "pdf/detail/qpdf_redrawn.h"
#include "pdf/detail/versions.h"
#include "pdf/inspect.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::BytesView;
using base::Result;
using Handle = QPDFObjectHandle;

constexpr int kMaxDepth = 200;
constexpr std::size_t kMaxWarnings = 50;
// Objects looked at to tell what is in reach of each page; then the pages that follow have none.
constexpr int kMaxSteps = 2'000'000;
constexpr std::size_t kMaxTitles = 10'000;
constexpr std::size_t kMaxPacket = 16'384;
// A highlighter of less brightness hides black print.
constexpr double kDarkHighlight = 0.3;

std::vector<std::string> keys_of(Handle dictionary) {
  if (!dictionary.isDictionary()) {
    return {};
  }
  const std::set<std::string> keys = dictionary.getKeys();
  return {keys.begin(), keys.end()};
}

// Visits a value and everything direct below it; indirect objects are visited on their own.
template <typename Visit>
void walk(Handle value, const Visit& visit, int depth = 0) {
  if (depth > kMaxDepth) {
    return;
  }
  visit(value);
  if (value.isStream()) {
    walk(value.getDict(), visit, depth + 1);
  } else if (value.isArray()) {
    for (Handle& item : value.getArrayAsVector()) {
      if (!item.isIndirect()) {
        walk(item, visit, depth + 1);
      }
    }
  } else if (value.isDictionary()) {
    for (const std::string& key : value.getKeys()) {
      Handle item = value.getKey(key);
      if (!item.isIndirect()) {
        walk(item, visit, depth + 1);
      }
    }
  }
}

std::set<QPDFObjGen> reachable_from(Handle trailer) {
  std::set<QPDFObjGen> seen;
  std::vector<Handle> todo = {trailer};
  while (!todo.empty()) {
    Handle value = todo.back();
    todo.pop_back();
    if (value.isIndirect() && !seen.insert(value.getObjGen()).second) {
      continue;
    }
    Handle dictionary = value.isStream() ? value.getDict() : value;
    if (dictionary.isArray()) {
      const std::vector<Handle> items = dictionary.getArrayAsVector();
      todo.insert(todo.end(), items.begin(), items.end());
    } else if (dictionary.isDictionary()) {
      for (const std::string& key : dictionary.getKeys()) {
        todo.push_back(dictionary.getKey(key));
      }
    }
  }
  return seen;
}

std::string name_of(Handle value) {
  return value.isName() ? value.getName() : "";
}

base::Rect rect_of(Handle value) {
  if (!value.isArray() || value.getArrayNItems() != 4) {
    return {};
  }
  double edges[4] = {};
  for (int i = 0; i < 4; ++i) {
    Handle item = value.getArrayItem(i);
    if (!item.isNumber()) {
      return {};
    }
    edges[i] = item.getNumericValue();
  }
  return {std::min(edges[0], edges[2]),
          std::min(edges[1], edges[3]),
          std::max(edges[0], edges[2]),
          std::max(edges[1], edges[3])};
}

// Only what a decoder needs lies between the start and the end of the picture, and nothing behind.
bool is_clean_jpeg(BytesView data) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(data[at]); };
  if (data.size() < 4 || byte(0) != 0xFF || byte(1) != 0xD8) {
    return false;
  }
  std::size_t at = 2;
  bool is_in_scan = false;
  while (at + 1 < data.size()) {
    if (is_in_scan) {  // entropy-coded data up to the next marker
      while (at + 1 < data.size() && (byte(at) != 0xFF || byte(at + 1) == 0 ||
                                      (byte(at + 1) >= 0xD0 && byte(at + 1) <= 0xD7))) {
        ++at;
      }
      is_in_scan = false;
      continue;
    }
    if (byte(at) != 0xFF) {
      return false;
    }
    const unsigned marker = byte(at + 1);
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    if (marker == 0xD9) {
      return at + 2 == data.size();
    }
    // APP0 and APP14 tell how to read the colors; the other APPn and COM only what one likes.
    const bool is_extra = (marker >= 0xE1 && marker <= 0xEF && marker != 0xEE) || marker == 0xFE;
    if (is_extra || at + 3 >= data.size()) {
      return false;
    }
    at += 2 + static_cast<std::size_t>(byte(at + 2) << 8 | byte(at + 3));
    is_in_scan = marker == 0xDA;
  }
  return false;
}

// Counts what paints an area that may lie over the picture of the page.
class FillCounter : public QPDFObjectHandle::ParserCallbacks {
 public:
  void handleObject(Handle object) override {
    if (!object.isOperator()) {
      return;
    }
    static const std::set<std::string> kFills = {"f", "F", "f*", "b", "b*", "B", "B*", "sh", "BI"};
    const std::string name = object.getOperatorValue();
    count_ += kFills.count(name) != 0 ? 1 : 0;
    images_ += name == "Do" ? 1 : 0;
  }
  void handleEOF() override {}
  int count() const { return count_ + std::max(0, images_ - 1); }

 private:
  int count_ = 0;
  int images_ = 0;
};

std::string kind_of(Handle object) {
  Handle dictionary = object.isStream() ? object.getDict() : object;
  const std::string type = name_of(dictionary.getKey("/Type"));
  const std::string subtype = name_of(dictionary.getKey("/Subtype"));
  if (object.isStream() && subtype == "/Image") {
    return "image";
  }
  if (object.isStream() && subtype == "/Form") {
    return "form";
  }
  if (type == "/Font") {
    return "font";
  }
  if (type == "/FontDescriptor") {
    return "descriptor";
  }
  if (type == "/ExtGState") {
    return "state";
  }
  if (type == "/StructElem") {
    return "element";
  }
  if (type == "/StructTreeRoot") {
    return "structure root";
  }
  if (dictionary.hasKey("/PatternType")) {
    return "pattern";
  }
  return dictionary.hasKey("/ShadingType") ? "shading" : "";
}

// Fonts and images in reach of one page.
void note_reach(Handle page,
                const std::map<QPDFObjGen, std::string>& image_hashes,
                int& steps,
                PageFacts& about) {
  std::set<QPDFObjGen> seen;
  std::set<std::string> fonts;
  std::set<std::string> images;
  std::vector<Handle> todo = {page};
  while (!todo.empty() && steps < kMaxSteps) {
    ++steps;
    Handle value = todo.back();
    todo.pop_back();
    if (value.isIndirect() && !seen.insert(value.getObjGen()).second) {
      continue;
    }
    if (const auto image = image_hashes.find(value.getObjGen());
        value.isIndirect() && image != image_hashes.end()) {
      images.insert(image->second);
    }
    Handle dictionary = value.isStream() ? value.getDict() : value;
    if (dictionary.isArray()) {
      const std::vector<Handle> items = dictionary.getArrayAsVector();
      todo.insert(todo.end(), items.begin(), items.end());
    } else if (dictionary.isDictionary()) {
      if (name_of(dictionary.getKey("/Type")) == "/Font" && !dictionary.hasKey("/CIDSystemInfo")) {
        fonts.insert(name_of(dictionary.getKey("/BaseFont")));
      }
      for (const std::string& key : dictionary.getKeys()) {
        Handle item = dictionary.getKey(key);
        const bool leads_away = key == "/Parent" || key == "/P" || key == "/Dest" || key == "/A" ||
                                (item.isDictionary() && name_of(item.getKey("/Type")) == "/Page");
        if (!leads_away) {
          todo.push_back(item);
        }
      }
    }
  }
  about.fonts.assign(fonts.begin(), fonts.end());
  about.images.assign(images.begin(), images.end());
}

// Only numbers and references to elements.
bool is_plain_parent_tree(Handle value, int depth) {
  if (depth > 8) {
    return false;
  }
  if (value.isDictionary()) {
    if (name_of(value.getKey("/Type")) == "/StructElem") {
      return true;
    }
    const auto keys = value.getKeys();
    return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
      return (key == "/Nums" || key == "/Kids" || key == "/Limits") &&
             is_plain_parent_tree(value.getKey(key), depth + 1);
    });
  }
  if (value.isArray()) {
    const auto items = value.getArrayAsVector();
    return std::all_of(items.begin(), items.end(), [&](const Handle& item) {
      return is_plain_parent_tree(item, depth + 1);
    });
  }
  return value.isInteger() || value.isNull();
}

// The tree from its root down: roles, what is spoken for each page, and whether there is more.
void note_structure(Handle root, const std::vector<Handle>& pages, Facts& facts) {
  Handle tree = root.getKey("/StructTreeRoot");
  if (!tree.isDictionary()) {
    facts.has_odd_structure = root.hasKey("/StructTreeRoot");
    return;
  }
  std::map<QPDFObjGen, std::size_t> index;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    index[pages[i].getObjGen()] = i;
  }
  facts.has_odd_structure = !is_plain_parent_tree(tree.getKey("/ParentTree"), 0) ||
                            !tree.getKey("/ParentTreeNextKey").isInteger();
  Handle mark = root.getKey("/MarkInfo");
  facts.has_odd_structure = facts.has_odd_structure || !mark.isDictionary() ||
                            mark.getKeys().size() != 1 || !mark.getKey("/Marked").isBool();
  std::set<QPDFObjGen> seen;
  std::vector<Handle> todo{tree.getKey("/K")};
  for (int steps = 0; !todo.empty(); ++steps) {
    Handle item = todo.back();
    todo.pop_back();
    if (steps > kMaxSteps) {
      facts.has_odd_structure = true;
      return;
    }
    if (item.isInteger() || item.isNull()) {
      continue;
    }
    if (item.isArray()) {
      const std::vector<Handle> items = item.getArrayAsVector();
      todo.insert(todo.end(), items.begin(), items.end());
      continue;
    }
    const bool is_element =
        item.isDictionary() && name_of(item.getKey("/Type")) == "/StructElem" && item.isIndirect();
    if (!is_element) {
      facts.has_odd_structure = true;
      continue;
    }
    if (!seen.insert(item.getObjGen()).second) {
      continue;
    }
    facts.structure_roles.insert(name_of(item.getKey("/S")));
    if (item.getKey("/Alt").isString()) {
      const auto page = index.find(item.getKey("/Pg").getObjGen());
      if (page == index.end() || !item.getKey("/Pg").isIndirect()) {
        facts.has_odd_structure = true;
      } else {
        facts.pages[page->second].spoken.push_back(item.getKey("/Alt").getUTF8Value());
      }
    }
    facts.has_odd_structure =
        facts.has_odd_structure || (item.hasKey("/Alt") && !item.getKey("/Alt").isString()) ||
        (item.hasKey("/Pg") && name_of(item.getKey("/Pg").getKey("/Type")) != "/Page");
    todo.push_back(item.getKey("/K"));
  }
  for (auto& page : facts.pages) {
    std::sort(page.spoken.begin(), page.spoken.end());
  }
}

// Text in the property lists of marked content.
class MarkReader : public QPDFObjectHandle::ParserCallbacks {
 public:
  void handleObject(Handle object) override {
    if (!object.isOperator()) {
      last_ = object;
      return;
    }
    const std::string name = object.getOperatorValue();
    if (name == "BDC" || name == "DP") {
      if (!last_.isInitialized() || !last_.isDictionary()) {
        has_text_ = true;  // by the name of a resource, or damaged
      } else {
        for (const std::string& key : last_.getKeys()) {
          Handle value = last_.getKey(key);
          const bool is_plain = (key == "/MCID" && value.isInteger()) ||
                                ((key == "/Type" || key == "/Subtype") && value.isName());
          has_text_ = has_text_ || !is_plain;
        }
      }
    }
    last_ = Handle();
  }
  void handleEOF() override {}
  bool has_text() const { return has_text_; }

 private:
  Handle last_{};
  bool has_text_ = false;
};

// False if all marks in the stream are surely of the plain form that we write.
bool may_have_marked_text(const Bytes& content) {
  if (content.find("DP") != Bytes::npos) {
    return true;
  }
  for (auto at = content.find("BDC"); at != Bytes::npos; at = content.find("BDC", at + 3)) {
    const auto before = BytesView(content).substr(0, at);
    if (before.ends_with("/Artifact <</Type/Pagination/Subtype/Footer>> ")) {
      continue;
    }
    auto start = before.rfind(" <</MCID ");
    if (!before.ends_with(">> ") || start == BytesView::npos || at - start > 24) {
      return true;
    }
    const auto number = before.substr(start + 9, at - 3 - start - 9);
    const bool is_number =
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const auto role = before.substr(0, start);
    if (!is_number ||
        !(role.ends_with("/P") || role.ends_with("/Span") || role.ends_with("/Figure"))) {
      return true;
    }
  }
  return false;
}

// Of one content stream: of a page, a form, a pattern.
void note_marks(Handle stream, Facts& facts) {
  if (facts.has_replacement_text || !stream.isStream()) {
    return;
  }
  try {
    const Bytes content = stream_data(stream);
    if (!may_have_marked_text(content)) {
      return;
    }
    MarkReader reader;
    stream.parseAsContents(&reader);
    facts.has_replacement_text = reader.has_text();
  } catch (const std::exception&) {
    facts.has_replacement_text = true;  // it could hold anything
  }
}

bool is_our_output_intent(Handle root) {
  Handle intents = root.getKey("/OutputIntents");
  if (!intents.isArray() || intents.getArrayNItems() != 1) {
    return false;
  }
  Handle intent = intents.getArrayItem(0);
  Handle profile = intent.isDictionary() ? intent.getKey("/DestOutputProfile") : intent;
  if (!profile.isStream() || keys_of(intent).size() != 4 ||
      name_of(intent.getKey("/Type")) != "/OutputIntent" ||
      name_of(intent.getKey("/S")) != "/GTS_PDFA1" ||
      !intent.getKey("/OutputConditionIdentifier").isString() ||
      intent.getKey("/OutputConditionIdentifier").getStringValue() != "sRGB") {
    return false;
  }
  return stream_data(profile) == srgb_profile();
}

void note_annotations(Handle list, PageFacts& about) {
  if (!list.isArray()) {
    return;
  }
  about.annotations = list.getArrayNItems();
  for (Handle& item : list.getArrayAsVector()) {
    const std::string subtype = item.isDictionary() ? name_of(item.getKey("/Subtype")) : "";
    about.pending_redactions += subtype == "/Redact" ? 1 : 0;
    if (subtype != "/Highlight") {
      continue;
    }
    Handle color = item.getKey("/C");
    if (!color.isArray() || (color.getArrayNItems() != 1 && color.getArrayNItems() != 3)) {
      continue;
    }
    double brightest = 0;
    for (Handle& part : color.getArrayAsVector()) {
      brightest = std::max(brightest, part.isNumber() ? part.getNumericValue() : 1.0);
    }
    about.dark_highlights += brightest <= kDarkHighlight ? 1 : 0;
  }
}

void note_outline(Handle root, Facts& facts) {
  std::set<QPDFObjGen> seen;
  std::vector<Handle> todo = {root.getKey("/Outlines")};
  while (!todo.empty() && facts.outline_titles.size() < kMaxTitles) {
    Handle item = todo.back();
    todo.pop_back();
    if (!item.isDictionary() || (item.isIndirect() && !seen.insert(item.getObjGen()).second)) {
      continue;
    }
    if (item.getKey("/Title").isString()) {
      facts.outline_titles.push_back(item.getKey("/Title").getUTF8Value());
    }
    todo.push_back(item.getKey("/First"));
    todo.push_back(item.getKey("/Next"));
  }
}

void note_dictionary(Handle dictionary, Facts& facts) {
  for (const std::string& key : dictionary.getKeys()) {
    if (key == "/Metadata") {
      facts.has_xmp = true;
    } else if (key == "/AA" || key == "/OpenAction") {
      facts.has_open_action = true;
    } else if (key == "/ActualText" || key == "/Alt" || key == "/E") {
      facts.has_alternate_text = facts.has_alternate_text || dictionary.getKey(key).isString();
      const bool is_spoken = key == "/Alt" && name_of(dictionary.getKey("/Type")) == "/StructElem";
      facts.has_replacement_text =
          facts.has_replacement_text || (dictionary.getKey(key).isString() && !is_spoken);
    } else if (key == "/Thumb") {
      facts.has_thumbnails = true;
    } else if (key == "/PieceInfo") {
      facts.has_private_data = true;
    } else if (key == "/JS" || key == "/JavaScript") {
      facts.has_javascript = true;
    }
  }
  Handle type = dictionary.getKey("/Type");
  if (type.isName() && type.getName() == "/EmbeddedFile") {
    ++facts.embedded_files;
  }
}

void note_file(BytesView pdf, Facts& facts) {
  constexpr BytesView kEof = "%%EOF";
  const std::size_t header = pdf.find("%PDF-");
  facts.bytes_before_header = header == BytesView::npos ? pdf.size() : header;
  std::size_t last = BytesView::npos;
  for (std::size_t at = pdf.find(kEof); at != BytesView::npos; at = pdf.find(kEof, at + 1)) {
    ++facts.eof_markers;
    last = at;
  }
  if (last != BytesView::npos) {
    BytesView rest = pdf.substr(last + kEof.size());
    if (rest.substr(0, 2) == "\r\n") {
      rest.remove_prefix(2);
    } else if (!rest.empty() && (rest[0] == '\n' || rest[0] == '\r')) {
      rest.remove_prefix(1);
    }
    facts.bytes_after_eof = rest.size();
  }
}

// The decoded data of a stream, as far as it can be decoded.
Bytes readable_data(Handle stream) {
  for (const auto level : {qpdf_dl_specialized, qpdf_dl_none}) {
    try {
      return level == qpdf_dl_none ? raw_stream_data(stream) : stream_data(stream, level);
    } catch (const std::exception&) {
      continue;
    }
  }
  return {};
}

// All strings of a content stream one after the other: letters that TJ spaces apart come together.
Bytes joined_strings(const Bytes& content) {
  Bytes out;
  QPDFTokenizer tokenizer;
  tokenizer.allowEOF();
  for (const char byte : content) {
    tokenizer.presentCharacter(byte);
    QPDFTokenizer::Token token;
    bool is_unread = false;
    char unread = 0;
    while (tokenizer.getToken(token, is_unread, unread)) {
      if (token.getType() == QPDFTokenizer::tt_string) {
        out += token.getValue();
      }
      if (!is_unread) {
        break;
      }
      tokenizer.presentCharacter(unread);
    }
  }
  return out;
}

Bytes utf16(std::string_view utf8, bool is_big_endian) {
  Bytes out;
  // newUnicodeString would add a byte order mark and fall back to PDFDocEncoding.
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = lead < 0x80 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i) {
      code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    }
    at += length;
    std::vector<unsigned> units;
    if (code >= 0x10000) {
      units = {static_cast<unsigned>(0xD800 + ((code - 0x10000) >> 10)),
               static_cast<unsigned>(0xDC00 + ((code - 0x10000) & 0x3FF))};
    } else {
      units = {static_cast<unsigned>(code)};
    }
    for (const unsigned unit : units) {
      const char high = static_cast<char>(unit >> 8);
      const char low = static_cast<char>(unit & 0xFF);
      out += is_big_endian ? high : low;
      out += is_big_endian ? low : high;
    }
  }
  return out;
}

Bytes hex_digits(BytesView bytes) {
  Bytes out;
  for (const char byte : bytes) {
    out += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return out;
}

Bytes without_spaces(BytesView bytes) {
  Bytes out;
  for (const char byte : bytes) {
    if (byte != ' ' && (byte < '\t' || byte > '\r')) {
      out += byte;
    }
  }
  return out;
}

struct Disguises {
  Bytes text;
  Bytes utf16_be;
  Bytes utf16_le;
  Bytes hex;
  Bytes hex_utf16;
  Bytes squeezed;
  bool is_short = false;
};

Disguises disguises_of(const std::string& needle) {
  constexpr std::size_t kShort = 4;
  const std::string folded = base::ascii_lower(needle);
  // Hexadecimal writing keeps the letters' case, so the needle's own is what can be looked for.
  return {folded,
          base::ascii_lower(utf16(needle, true)),
          base::ascii_lower(utf16(needle, false)),
          hex_digits(needle),
          hex_digits(utf16(needle, true)),
          without_spaces(folded),
          needle.size() < kShort};
}

const char* disguise_in(const Bytes& folded, const Bytes& squeezed, const Disguises& needle) {
  if (folded.find(needle.text) != Bytes::npos) {
    return "text";
  }
  if (needle.is_short) {
    return nullptr;
  }
  if (folded.find(needle.utf16_be) != Bytes::npos || folded.find(needle.utf16_le) != Bytes::npos) {
    return "utf-16";
  }
  if (squeezed.find(needle.squeezed) != Bytes::npos) {
    return "without spaces";
  }
  if (squeezed.find(needle.hex) != Bytes::npos || squeezed.find(needle.hex_utf16) != Bytes::npos) {
    return "hex";
  }
  return nullptr;
}

}  // namespace

EngineVersions engine_versions() {
  return {.qpdf = QPDF::QPDFVersion(), .mupdf = std::string(mupdf_version())};
}

Result<Facts> inspect(BytesView pdf, std::string_view password) {
  Facts facts;
  note_file(pdf, facts);
  return guard_qpdf("cannot read the PDF", [&]() -> Result<Facts> {
    const auto qpdf = open_qpdf(pdf, password);
    facts.is_encrypted = qpdf->isEncrypted();
    facts.is_linearized = qpdf->isLinearized();
    Handle trailer = qpdf->getTrailer();
    facts.has_earlier_revision = trailer.hasKey("/Prev");
    Handle root = qpdf->getRoot();
    facts.catalog_keys = keys_of(root);
    facts.info_keys = keys_of(trailer.getKey("/Info"));
    facts.has_layers = root.hasKey("/OCProperties");
    facts.has_form = root.hasKey("/AcroForm");
    facts.has_structure_tree = root.hasKey("/StructTreeRoot");
    facts.has_outline = root.hasKey("/Outlines");
    if (root.getKey("/Lang").isString()) {
      facts.language = root.getKey("/Lang").getUTF8Value();
    }
    if (trailer.getKey("/Info").isDictionary() &&
        trailer.getKey("/Info").getKey("/Title").isString()) {
      facts.title = trailer.getKey("/Info").getKey("/Title").getUTF8Value();
    }
    const std::vector<Handle> pages = qpdf->getAllPages();
    facts.page_count = static_cast<int>(pages.size());
    QPDFPageLabelDocumentHelper labels(*qpdf);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      Handle page = pages[i];
      PageFacts about;
      about.keys = keys_of(page);
      note_annotations(page.getKey("/Annots"), about);
      facts.annotations += about.annotations;
      QPDFPageObjectHelper helper(page);
      about.media_box = rect_of(helper.getAttribute("/MediaBox", false));
      const base::Rect crop = rect_of(helper.getAttribute("/CropBox", false));
      about.crop_box =
          crop.is_empty() ? about.media_box : base::intersection(crop, about.media_box);
      Handle turn = helper.getAttribute("/Rotate", false);
      const long long degrees = turn.isInteger() ? turn.getIntValue() % 360 : 0;
      about.rotation = static_cast<int>(degrees < 0 ? degrees + 360 : degrees);
      if (labels.hasPageLabels()) {
        Handle label = labels.getLabelForPage(static_cast<long long>(i));
        if (label.isDictionary() && label.getKey("/P").isString()) {
          about.label = label.getKey("/P").getUTF8Value();
        }
      }
      facts.pages.push_back(std::move(about));
    }
    note_outline(root, facts);
    note_structure(root, pages, facts);
    facts.has_odd_output_intent = root.hasKey("/OutputIntents") && !is_our_output_intent(root);
    int with_metadata = 0;
    std::map<QPDFObjGen, std::string> image_hashes;
    const std::set<QPDFObjGen> reachable = reachable_from(trailer);
    for (Handle& object : qpdf->getAllObjects()) {
      if (object.isNull()) {
        continue;
      }
      Handle dictionary = object.isStream() ? object.getDict() : object;
      Handle type = dictionary.isDictionary() ? dictionary.getKey("/Type") : Handle::newNull();
      // The containers of compressed objects and of the table itself are not part of the tree.
      if (type.isName() && (type.getName() == "/ObjStm" || type.getName() == "/XRef")) {
        continue;
      }
      ++facts.objects;
      facts.unreachable_objects += reachable.count(object.getObjGen()) == 0 ? 1 : 0;
      walk(object, [&](Handle& value) {
        if (value.isDictionary()) {
          note_dictionary(value, facts);
          with_metadata += value.hasKey("/Metadata") ? 1 : 0;
        }
      });
      if (object.isStream() && (kind_of(object) == "form" || dictionary.hasKey("/PatternType"))) {
        note_marks(object, facts);
      }
      if (const std::string kind = dictionary.isDictionary() ? kind_of(object) : "";
          !kind.empty()) {
        const std::set<std::string> keys = dictionary.getKeys();
        facts.object_keys[kind].insert(keys.begin(), keys.end());
        if (kind == "image") {
          const Bytes data = raw_stream_data(object);
          image_hashes[object.getObjGen()] = base::Sha256::of(data).hex();
          facts.image_hashes.push_back(image_hashes[object.getObjGen()]);
          Handle filter = dictionary.getKey("/Filter");
          if (filter.isArray() && filter.getArrayNItems() == 1) {
            filter = filter.getArrayItem(0);
          }
          facts.unclean_images += name_of(filter) == "/DCTDecode" && !is_clean_jpeg(data) ? 1 : 0;
        }
      }
      if (object.isStream()) {
        Pl_Discard discard;
        object.pipeStreamData(&discard, 0, qpdf_dl_generalized, false, false);
      }
    }
    std::sort(facts.image_hashes.begin(), facts.image_hashes.end());
    for (Handle page : std::vector<Handle>(pages)) {
      for (Handle& stream : page.getPageContents()) {
        note_marks(stream, facts);
      }
    }
    Handle metadata = root.getKey("/Metadata");
    if (with_metadata == 1 && metadata.isStream()) {
      const Bytes packet = readable_data(metadata);
      // Keys of the stream itself could hold more.
      const auto keys = metadata.getDict().getKeys();
      const bool is_plain = std::all_of(keys.begin(), keys.end(), [](const std::string& key) {
        return key == "/Type" || key == "/Subtype" || key == "/Length";
      });
      facts.xmp = is_plain && packet.size() <= kMaxPacket ? packet : "";
    }
    int steps = 0;
    RedrawnReader redrawn;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      PageFacts& about = facts.pages[i];
      note_reach(pages[i], image_hashes, steps, about);
      about.is_layered = layers_of(pages[i]).has_value();
      const bool is_picture =
          (about.images.size() == 1 || (about.images.size() == 2 && about.is_layered)) &&
          std::all_of(about.fonts.begin(), about.fonts.end(), [](const auto& name) {
            return name.ends_with("+LiberationSans");
          });
      const bool is_redrawn =
          std::any_of(about.fonts.begin(), about.fonts.end(), [](const auto& name) {
            return name.ends_with(kRedrawnFont);
          });
      if (is_redrawn) {
        auto places = redrawn.read_page(pages[i]);
        about.image_places = std::move(places.images);
        about.edge_places = std::move(places.edges);
      }
      if (is_picture) {
        FillCounter counter;
        QPDFPageObjectHelper(pages[i]).parseContents(&counter);
        about.fills = counter.count() - (about.is_layered ? 1 : 0);
      }
    }
    facts.spare_letters = redrawn.spare_letters();
    if (facts.xmp.find("pdfaid:part") != std::string::npos) {
      facts.archive_faults = TRY(archive_faults(pdf));
    }
    for (const QPDFExc& warning : qpdf->getWarnings()) {
      if (facts.warnings.size() < kMaxWarnings) {
        facts.warnings.push_back(warning.getMessageDetail());
      }
    }
    return facts;
  });
}

Result<void> visit_content(BytesView pdf, const ContentVisitor& visitor) {
  visitor("file", pdf);
  return guard_qpdf("cannot read the PDF", [&]() -> Result<void> {
    const auto qpdf = open_qpdf(pdf, "");
    auto visit_values = [&visitor](Handle root, const std::string& place) {
      walk(root, [&](Handle& value) {
        if (value.isString()) {
          visitor(place + " string", value.getStringValue());
          visitor(place + " string", value.getUTF8Value());
        } else if (value.isName()) {
          visitor(place + " name", value.getName());
        } else if (value.isDictionary()) {
          for (const std::string& key : value.getKeys()) {
            visitor(place + " key", key);
          }
        }
      });
    };
    visit_values(qpdf->getTrailer(), "trailer");
    for (Handle& object : qpdf->getAllObjects()) {
      const std::string place = fmt::format("object {}", object.getObjectID());
      visit_values(object, place);
      if (!object.isStream()) {
        continue;
      }
      const Bytes data = readable_data(object);
      visitor(place + " stream", data);
      Handle dictionary = object.getDict();
      Handle subtype = dictionary.getKey("/Subtype");
      const bool is_image = subtype.isName() && subtype.getName() == "/Image";
      if (!is_image && !dictionary.hasKey("/Length1")) {
        visitor(place + " shown text", joined_strings(data));
      }
    }
    return {};
  });
}

Result<std::vector<Leak>> find_leaks(BytesView pdf, const std::vector<std::string>& needles) {
  std::vector<Disguises> disguises;
  disguises.reserve(needles.size());
  for (const std::string& needle : needles) {
    disguises.push_back(disguises_of(needle));
  }
  std::vector<Leak> leaks;
  std::set<std::size_t> found;
  TRY(visit_content(pdf, [&](std::string_view place, BytesView bytes) {
    const Bytes folded = base::ascii_lower(bytes);
    const Bytes squeezed = without_spaces(folded);
    for (std::size_t i = 0; i < disguises.size(); ++i) {
      if (needles[i].empty() || found.count(i) != 0) {
        continue;
      }
      // Two or three letters stand in compressed data by chance.
      const bool is_binary = place == "file" || place.find(" stream") != std::string_view::npos;
      if (disguises[i].is_short && is_binary) {
        continue;
      }
      if (const char* disguise = disguise_in(folded, squeezed, disguises[i])) {
        leaks.push_back({i, std::string(place), disguise});
        found.insert(i);
      }
    }
  }));
  return leaks;
}

}  // namespace vaughn::pdf
