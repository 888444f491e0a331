// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <qpdf/QPDFPageObjectHelper.hh>

#include "pdf/detail/qpdf_archive.h"
#include "pdf/detail/qpdf_guard.h"

namespace vaughn::pdf {

namespace {

using base::Bytes;
using base::BytesView;
using Handle = QPDFObjectHandle;

constexpr int kMaxDepth = 100;
constexpr int kMaxSaved = 28;  // graphics states
constexpr std::size_t kMaxName = 127;
constexpr std::size_t kMaxString = 32767;
constexpr double kMinSide = 3;
constexpr double kMaxSide = 14400;
constexpr double kWidthTolerance = 1.5;  // thousandths of the em

const std::set<std::string> kOperators{
    "b",  "B",  "b*", "B*", "BDC", "BI",  "BMC", "BT", "BX", "c",  "cm", "CS", "cs", "d",  "d0",
    "d1", "Do", "DP", "EI", "EMC", "ET",  "EX",  "f",  "F",  "f*", "G",  "g",  "gs", "h",  "i",
    "ID", "j",  "J",  "K",  "k",   "l",   "m",   "M",  "MP", "n",  "q",  "Q",  "re", "RG", "rg",
    "ri", "s",  "S",  "SC", "sc",  "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ",
    "TL", "Tm", "Tr", "Ts", "Tw",  "Tz",  "v",   "w",  "W",  "W*", "y",  "'",  "\""};
const std::set<std::string> kIntents{
    "/AbsoluteColorimetric", "/RelativeColorimetric", "/Perceptual", "/Saturation"};
const std::set<std::string> kBlendModes{"/Normal",
                                        "/Compatible",
                                        "/Multiply",
                                        "/Screen",
                                        "/Overlay",
                                        "/Darken",
                                        "/Lighten",
                                        "/ColorDodge",
                                        "/ColorBurn",
                                        "/HardLight",
                                        "/SoftLight",
                                        "/Difference",
                                        "/Exclusion",
                                        "/Hue",
                                        "/Saturation",
                                        "/Color",
                                        "/Luminosity"};

std::string name_of(Handle value) {
  return value.isName() ? value.getName() : std::string();
}

unsigned number16(BytesView data, std::size_t at) {
  return at + 2 <= data.size() ? static_cast<unsigned>(static_cast<unsigned char>(data[at])) << 8 |
                                     static_cast<unsigned char>(data[at + 1])
                               : 0;
}

// Advance widths of a TrueType program, in thousandths of the em; empty if it has none.
class Advances {
 public:
  explicit Advances(BytesView program) {
    const auto table = [&](std::string_view tag) {
      for (unsigned i = 0; i < number16(program, 4); ++i) {
        const std::size_t entry = 12 + 16 * static_cast<std::size_t>(i);
        if (program.substr(std::min(entry, program.size()), 4) == tag) {
          const std::size_t at = static_cast<std::size_t>(number16(program, entry + 8)) << 16 |
                                 number16(program, entry + 10);
          return program.substr(std::min(at, program.size()));
        }
      }
      return BytesView{};
    };
    const double em = number16(table("head"), 18);
    const unsigned count = number16(table("hhea"), 34);
    const BytesView metrics = table("hmtx");
    for (unsigned i = 0; em > 0 && i < count && (i + 1) * std::size_t{4} <= metrics.size(); ++i) {
      widths_.push_back(number16(metrics, i * std::size_t{4}) * 1000 / em);
    }
  }

  bool has(std::size_t glyph, double width) const {
    return !widths_.empty() &&
           std::abs(widths_[std::min(glyph, widths_.size() - 1)] - width) <= kWidthTolerance;
  }

 private:
  std::vector<double> widths_{};
};

class Rules {
 public:
  explicit Rules(QPDF& qpdf) : qpdf_(qpdf) {}

  std::vector<std::string> run() {
    check_catalog();
    for (Handle& object : qpdf_.getAllObjects()) {
      check(object, 0);
    }
    for (Handle page : std::vector<Handle>(qpdf_.getAllPages())) {
      check_page(page);
    }
    return {faults_.begin(), faults_.end()};
  }

 private:
  void require(bool is_so, const char* fault) {
    if (!is_so) {
      faults_.insert(fault);
    }
  }

  void check_catalog() {
    Handle root = qpdf_.getRoot();
    require(!qpdf_.isEncrypted(), "encryption");
    require(!root.hasKey("/AA") && !root.hasKey("/OpenAction"), "actions");
    require(!root.hasKey("/OCProperties"), "layers");
    require(!root.hasKey("/AcroForm"), "form fields");
    require(!root.hasKey("/Names"), "named scripts or attachments");
    require(!root.hasKey("/Requirements") && !root.hasKey("/Perms"), "requirements of a viewer");
  }

  void check_page(Handle page) {
    QPDFPageObjectHelper helper(page);
    require(!page.hasKey("/AA") && !page.hasKey("/PresSteps"), "actions");
    require(!page.getKey("/Annots").isArray() || page.getKey("/Annots").getArrayNItems() == 0,
            "annotations");
    Handle box = helper.getAttribute("/MediaBox", false);
    if (box.isRectangle()) {
      const auto media = box.getArrayAsRectangle();
      const double width = std::abs(media.urx - media.llx);
      const double height = std::abs(media.ury - media.lly);
      require(width >= kMinSide && height >= kMinSide && width <= kMaxSide && height <= kMaxSide,
              "a page of a size that is not allowed");
    }
    require(helper.getAttribute("/Resources", false).isDictionary(), "contents without resources");
    read([&](Contents& contents) { helper.parseContents(&contents); });
  }

  // What a content stream says.
  class Contents : public Handle::ParserCallbacks {
   public:
    explicit Contents(Rules& rules) : rules_(rules) {}

    void handleObject(Handle object) override {
      if (!object.isOperator()) {
        if (object.isName()) {
          const auto name = object.getName();
          rules_.check_name(name);
          rules_.require(!is_in_image_ || (name != "/CMYK" && name != "/LZW"),
                         is_in_image_ && name == "/LZW" ? "LZW compression" : "CMYK color");
          last_name_ = name;
          is_interpolated_ = is_in_image_ && (name == "/I" || name == "/Interpolate");
        } else if (object.isString()) {
          rules_.require(object.getStringValue().size() <= kMaxString, "a string that is too long");
        } else if (object.isBool() && is_interpolated_) {
          rules_.require(!object.getBoolValue(), "an image that is interpolated");
        }
        return;
      }
      const auto name = object.getOperatorValue();
      rules_.require(kOperators.contains(name), "an unknown operator");
      if (name == "q") {
        rules_.require(++saved_ <= kMaxSaved, "too many saved graphics states");
      } else if (name == "Q") {
        --saved_;
      } else if (name == "k" || name == "K") {
        rules_.require(false, "CMYK color");
      } else if (name == "ri") {
        rules_.require(kIntents.contains(last_name_), "an unknown rendering intent");
      }
      is_in_image_ = name == "BI" || (is_in_image_ && name != "ID");
    }
    void handleEOF() override {}

   private:
    Rules& rules_;
    int saved_ = 0;
    bool is_in_image_ = false;
    bool is_interpolated_ = false;
    std::string last_name_{};
  };

  template <typename Parse>
  void read(const Parse& parse) {
    Contents contents(*this);
    parse(contents);
  }

  void check_name(const std::string& name) {
    require(name.size() <= kMaxName + 1, "a name that is too long");
    require(name != "/DeviceCMYK", "CMYK color");
  }

  // An object and what lies directly in it.
  void check(Handle value, int depth) {
    if (depth > kMaxDepth) {
      require(false, "objects nested too deeply");
      return;
    }
    if (value.isName()) {
      check_name(value.getName());
    } else if (value.isString()) {
      require(value.getStringValue().size() <= kMaxString, "a string that is too long");
    } else if (value.isArray()) {
      if (value.getArrayNItems() == 2 && name_of(value.getArrayItem(0)) == "/ICCBased") {
        check_profile(value.getArrayItem(1));
      }
      for (Handle& item : value.getArrayAsVector()) {
        if (!item.isIndirect()) {
          check(item, depth + 1);
        }
      }
    } else if (value.isStream()) {
      check_stream(value);
      check(value.getDict(), depth + 1);
    } else if (value.isDictionary()) {
      check_dictionary(value);
      for (const std::string& key : value.getKeys()) {
        require(key.size() <= kMaxName + 1, "a name that is too long");
        Handle item = value.getKey(key);
        if (!item.isIndirect()) {
          check(item, depth + 1);
        }
      }
    }
  }

  void check_stream(Handle stream) {
    Handle dictionary = stream.getDict();
    require(!dictionary.hasKey("/F") && !dictionary.hasKey("/FFilter") &&
                !dictionary.hasKey("/FDecodeParms"),
            "data outside of the file");
    Handle filter = dictionary.getKey("/Filter");
    const std::vector<Handle> filters =
        filter.isArray() ? filter.getArrayAsVector() : std::vector<Handle>{filter};
    for (const Handle& one : filters) {
      require(name_of(one) != "/LZWDecode", "LZW compression");
      require(name_of(one) != "/Crypt", "encryption");
      require(name_of(one) != "/JPXDecode", "JPEG 2000, which is not checked");
    }
    const auto subtype = name_of(dictionary.getKey("/Subtype"));
    const bool is_tiling = dictionary.getKey("/PatternType").isInteger() &&
                           dictionary.getKey("/PatternType").getIntValue() == 1;
    if (subtype == "/PS" || name_of(dictionary.getKey("/Subtype2")) == "/PS" ||
        dictionary.hasKey("/PS")) {
      require(false, "PostScript");
    } else if (subtype == "/Form" || is_tiling) {
      require(!dictionary.hasKey("/Ref") && !dictionary.hasKey("/OPI"), "data outside of the file");
      require(dictionary.getKey("/Resources").isDictionary(), "contents without resources");
      read([&](Contents& contents) { stream.parseAsContents(&contents); });
    } else if (subtype == "/Image") {
      require(!dictionary.hasKey("/Alternates"), "an image with alternates");
      require(!dictionary.hasKey("/OPI"), "data outside of the file");
      Handle interpolate = dictionary.getKey("/Interpolate");
      require(!interpolate.isBool() || !interpolate.getBoolValue(),
              "an image that is interpolated");
      Handle intent = dictionary.getKey("/Intent");
      require(intent.isNull() || kIntents.contains(name_of(intent)), "an unknown rendering intent");
    }
  }

  void check_dictionary(Handle dictionary) {
    const auto type = name_of(dictionary.getKey("/Type"));
    if (type == "/Font" && !dictionary.hasKey("/CIDSystemInfo")) {
      check_font(dictionary);
    } else if (type == "/Filespec" || dictionary.hasKey("/EF")) {
      require(false, "attached files");
    } else if (type == "/Action" || name_of(dictionary.getKey("/S")) == "/JavaScript") {
      require(false, "actions");
    }
    if (type == "/ExtGState" || dictionary.hasKey("/SMask") || dictionary.hasKey("/BM") ||
        dictionary.hasKey("/TR") || dictionary.hasKey("/TR2")) {
      check_state(dictionary);
    }
  }

  void check_state(Handle state) {
    require(!state.hasKey("/TR"), "transfer functions");
    require(!state.hasKey("/TR2") || name_of(state.getKey("/TR2")) == "/Default",
            "transfer functions");
    require(!state.hasKey("/HTP"), "a halftone that is not allowed");
    Handle intent = state.getKey("/RI");
    require(intent.isNull() || kIntents.contains(name_of(intent)), "an unknown rendering intent");
    Handle mode = state.getKey("/BM");
    const std::vector<Handle> modes =
        mode.isArray() ? mode.getArrayAsVector() : std::vector<Handle>{mode};
    for (Handle one : modes) {
      require(one.isNull() || kBlendModes.contains(name_of(one)), "an unknown blend mode");
    }
  }

  void check_profile(Handle stream) {
    if (!stream.isStream()) {
      require(false, "a damaged color profile");
      return;
    }
    const auto data = stream_data(stream);
    const std::map<std::string, int> spaces{{"RGB ", 3}, {"GRAY", 1}, {"CMYK", 4}, {"Lab ", 3}};
    const auto space = spaces.find(data.size() < 128 ? "" : data.substr(16, 4));
    Handle count = stream.getDict().getKey("/N");
    require(space != spaces.end() && data.compare(36, 4, "acsp") == 0 &&
                static_cast<unsigned char>(data[8]) <= 4 && count.isInteger() &&
                count.getIntValue() == space->second,
            "a damaged color profile");
  }

  // ISO 19005-2, 6.2.11: programs embedded, widths as in the program.
  void check_font(Handle font) {
    const auto kind = name_of(font.getKey("/Subtype"));
    if (kind == "/Type3") {
      require(false, "a Type 3 font, which is not checked");
      return;
    }
    Handle below = font;
    if (kind == "/Type0") {
      Handle list = font.getKey("/DescendantFonts");
      below =
          list.isArray() && list.getArrayNItems() == 1 ? list.getArrayItem(0) : Handle::newNull();
    }
    Handle descriptor = below.isDictionary() ? below.getKey("/FontDescriptor") : Handle::newNull();
    const bool has_program = descriptor.isDictionary() &&
                             (descriptor.hasKey("/FontFile") || descriptor.hasKey("/FontFile2") ||
                              descriptor.hasKey("/FontFile3"));
    require(has_program, "a font that is not embedded");
    if (!has_program) {
      return;
    }
    Handle program = descriptor.getKey("/FontFile2");
    if (kind != "/Type0" || !program.isStream()) {
      require(false, "a font of the source, whose widths are not checked");
      return;
    }
    require(name_of(font.getKey("/Encoding")) == "/Identity-H", "a font with a map of its own");
    require(has_widths_of(below, Advances(stream_data(program))),
            "a font with other widths than its program");
  }

  bool has_widths_of(Handle font, const Advances& advances) {
    Handle map = font.getKey("/CIDToGIDMap");
    Bytes glyphs;
    if (map.isStream()) {
      glyphs = stream_data(map);
    } else if (name_of(map) != "/Identity") {
      return false;
    }
    const auto glyph_of = [&](std::size_t cid) {
      return map.isStream() ? number16(glyphs, 2 * cid) : cid;
    };
    Handle widths = font.getKey("/W");
    if (!widths.isArray()) {
      Handle all = font.getKey("/DW");
      const double width = all.isNumber() ? all.getNumericValue() : 1000;
      std::set<std::size_t> used;
      for (std::size_t cid = 0; cid < glyphs.size() / 2; ++cid) {
        used.insert(glyph_of(cid));
      }
      return !used.empty() && std::all_of(used.begin(), used.end(), [&](std::size_t glyph) {
        return advances.has(glyph, width);
      });
    }
    const auto items = widths.getArrayAsVector();
    for (std::size_t i = 0; i + 1 < items.size();) {
      Handle first = items[i];
      Handle second = items[i + 1];
      if (!first.isInteger() || first.getIntValue() < 0) {
        return false;
      }
      auto cid = static_cast<std::size_t>(first.getIntValue());
      if (second.isArray()) {
        for (Handle& width : second.getArrayAsVector()) {
          if (!width.isNumber() || !advances.has(glyph_of(cid), width.getNumericValue())) {
            return false;
          }
          ++cid;
        }
        i += 2;
        continue;
      }
      if (i + 2 >= items.size() || !second.isInteger() || !Handle(items[i + 2]).isNumber() ||
          second.getIntValue() > 65535) {
        return false;
      }
      for (; cid <= static_cast<std::size_t>(std::max(0LL, second.getIntValue())); ++cid) {
        if (!advances.has(glyph_of(cid), Handle(items[i + 2]).getNumericValue())) {
          return false;
        }
      }
      i += 3;
    }
    return true;
  }

  QPDF& qpdf_;
  std::set<std::string> faults_{};
};

}  // namespace

std::vector<std::string> archive_faults_of(QPDF& qpdf) {
  return Rules(qpdf).run();
}

}  // namespace vaughn::pdf
